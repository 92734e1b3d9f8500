"""What will be posted in a server next: asked of settings and store by `/setup`, by "why" and by tests alike."""

from datetime import timedelta

from cogs.kit.app import App
from news.model.servers import Server
from news.text.zones import local_day
from outbox.view.upcoming import next_posts_of

from .next_posts_card import MISSED, NextPosts


async def next_posts(app: App, server: Server) -> NextPosts:
    """Return what a server gets in the next 7 days as it is set; stories come as they break, so none is promised."""
    birthdays = await app.birthdays.coming(server)
    return NextPosts(birthdays, await next_posts_of(app.storage, server, app.clock()))


async def missed_birthdays(app: App, server: Server) -> int:
    """Count the birthdays that a server was not told of in the last 30 days, though it should have been."""
    since = local_day(app.clock(), server.zone) - timedelta(MISSED)
    return sum(map(len, (await app.storage.birthdays.missed(server.guild, since)).values()))
