"""What will be posted in a server next: asked of the store, and in a few lines of text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cogs.kit.app import App
from cogs.kit.markdown import safe, when
from news.model.servers import Audience, Server
from news.people.facts.birthdays import Birthday
from news.servers.digests import NextStories
from news.servers.wording import say_reason
from news.text.days import local_day
from news.text.messages import joined, message, plural
from outbox.view.upcoming import next_posts_of

MISSED = 30  # days over which missed birthdays are counted
_NO_BIRTHDAY: dict[Audience, str] = {
    "followed": "No birthday in the coming 7 days. Nobody whom members follow here has one; `/follow` puts people on a"
    " member’s list.",
    "list": "No birthday in the coming 7 days. Nobody on this server’s list has one; **Birthdays** changes the list.",
    "top": "No birthday in the coming 7 days. Nobody of them has one.",
}
_MOST_BIRTHDAYS, _MOST_STORIES, _MOST_NAMED = 3, 2, 3


@dataclass(frozen=True, slots=True)
class NextPosts:
    """The posts of the coming week: birthdays as (due_at, local day, whose), digests, and stories near the bar now."""

    birthdays: Sequence[tuple[int, date, Sequence[Birthday]]]
    stories: NextStories


def next_posts_text(server: Server, coming: NextPosts, missed: int) -> str:
    """Return what is posted next in a server, as far as it is known, and how many birthdays were missed."""
    lines = ["**Next posts**", *_next_lines(server, coming)]
    if missed:
        lines.append(
            plural(
                "-# In the last {days} days {count} birthday was not posted: the bot or the channel was away too long.",
                "-# In the last {days} days {count} birthdays were not posted: the bot or the channel was away too"
                " long.",
                missed,
                days=MISSED,
            )
        )
    return "\n".join(lines)


def _next_lines(server: Server, coming: NextPosts) -> list[str]:
    if not (server.birthdays_channel or server.stories_channel or server.digest_channel):
        return ["None: no channel is set. One for birthdays or stories is all that it takes."]
    if server.paused:
        return ["None while posting is paused."]
    return [
        *(_birthday_lines(server, coming) if server.birthdays_channel else ()),
        *(_digest_lines(coming) if server.digest_channel else ()),
        *(_story_lines(coming) if server.stories_channel else ()),
    ]


def _birthday_lines(server: Server, coming: NextPosts) -> list[str]:
    if not coming.birthdays:
        return [_NO_BIRTHDAY[server.birthdays_who]]
    posts = [
        f"Birthdays {when(due, 'f')} · {_names_and_ages(people)}"
        for due, _, people in coming.birthdays[:_MOST_BIRTHDAYS]
    ]
    rest = len(coming.birthdays) - len(posts)
    more = "-# {count} more birthday post within 7 days", "-# {count} more birthday posts within 7 days"
    return posts + ([plural(*more, rest)] if rest else [])


def _names_and_ages(people: Sequence[Birthday]) -> str:
    return joined([f"{safe(b.person.name, 40)} ({b.turning})" for b in people], most=_MOST_NAMED, word="")


def _digest_lines(coming: NextPosts) -> list[str]:
    if not coming.stories.digests:
        return ["No digest in the coming 7 days."]
    due, _ = coming.stories.digests[0]
    return [f"Digest {when(due, 'f')} · {when(due)}"]


def _story_lines(coming: NextPosts) -> list[str]:
    if not coming.stories.near:
        return ["Stories as they break; none is near the bar now."]
    near = [
        message(
            "-# “{headline}” {why}, so it goes out with its next report"
            if standing.state == "owed"
            else "-# “{headline}” {why}",
            headline=safe(story.headline, 100),
            why=say_reason(standing.reason),
        )
        for story, standing in coming.stories.near[:_MOST_STORIES]
    ]
    return ["Stories as they break; nearest to the bar now:", *near]


async def next_posts(app: App, server: Server) -> NextPosts:
    """Return what a server gets in the next 7 days as it is set; stories come as they break, so none is promised."""
    birthdays = await app.birthdays.upcoming_posts(server)
    return NextPosts(birthdays, await next_posts_of(app.storage, server, app.clock()))


async def missed_birthdays(app: App, server: Server) -> int:
    """Count the birthdays that a server was not told of in the last 30 days, though it should have been."""
    since = local_day(app.clock(), server.zone) - timedelta(MISSED)
    return sum(map(len, (await app.storage.birthdays.missed(server.guild, since)).values()))
