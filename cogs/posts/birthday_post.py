"""Posts of birthdays: drawn from the store as it is when they are sent, and why they were posted."""

from collections.abc import Sequence
from datetime import date

from cogs.kit.app import App
from cogs.kit.replies import Card
from news.model.post_keys import day_of
from news.model.posts import Post
from news.model.servers import Change, Server
from news.people.facts.birthdays import Birthday
from news.servers.birthday_schedule import ON_TIME
from news.servers.birthday_stages import audience_rule
from news.servers.stages import server_as_of
from news.text.messages import message

from . import birthday_post_card


async def draw_due_birthdays(app: App, post: Post) -> Card | None:
    """Draw the birthday post of an outbox row as it is now, or return None if nobody is left to greet."""
    day = day_of(post)
    greeted = await app.birthdays.posted_on(post.guild, day)
    is_late = app.clock() - post.due_at > ON_TIME
    return await draw_birthdays(app, post, day, greeted, belated=is_late) if greeted else None


async def draw_birthdays(app: App, post: Post, day: date, greeted: Sequence[Birthday], *, belated: bool) -> Card:
    """Draw a birthday post with these people."""
    pictures = await app.storage.people.pictures([b.person.id for b in greeted[: birthday_post_card.FACES]])
    role = (await app.storage.servers.get(post.guild)).mention_role
    return birthday_post_card.birthday_post(post, day, greeted, pictures, belated=belated, role=role)


async def explain_birthdays(app: App, sent: Post) -> Card:
    """Return by which rule birthdays were posted, when, and on whose word each date stands."""
    server, day = await app.storage.servers.get(sent.guild), day_of(sent)
    people = [birthday.person for birthday in await app.birthdays.posted_on(sent.guild, day)]
    dates = await app.birthdays.settled_dates(people)
    set_then = _rule_then(server, await app.storage.changes.last(sent.guild), sent)
    settled = [(person, dates[person.id][0]) for person in people]
    return birthday_post_card.why_birthdays(sent, set_then, server.zone, day, settled)


def _rule_then(server: Server, changes: Sequence[Change], sent: Post) -> str:
    """Return the rule as it was set when a post was due, and whether it is another one now."""
    then, now = audience_rule(server_as_of(server, changes, sent.due_at)), audience_rule(server)
    return then if then == now else message("When it was due: {rule}\nBy now that has been set differently.", rule=then)
