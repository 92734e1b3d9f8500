"""The birthday post as it is sent: drawn from the store as it is then."""

from collections.abc import Sequence
from datetime import date

from cogs.kit.app import App
from cogs.kit.replies import Card
from news.model.post_keys import day_of
from news.model.posts import Post
from news.people.facts.birthdays import Birthday
from news.servers.birthday_schedule import ON_TIME

from . import birthdays_card


async def draw_due_birthdays(app: App, post: Post) -> Card | None:
    """Draw the birthday post of an outbox row as it is now, or return None if nobody is left to greet."""
    day = day_of(post)
    greeted = await app.birthdays.told(post.guild, day)
    is_late = app.clock() - post.due_at > ON_TIME
    return await draw_birthdays(app, post, day, greeted, belated=is_late) if greeted else None


async def draw_birthdays(app: App, post: Post, day: date, greeted: Sequence[Birthday], *, belated: bool) -> Card:
    """Draw a birthday post with these people."""
    pictures = await app.storage.people.pictures([b.person.id for b in greeted[: birthdays_card.FACES]])
    role = (await app.storage.servers.get(post.guild)).mention_role
    return birthdays_card.post(post, day, greeted, pictures, belated=belated, role=role)
