"""When a server's digest is due: once a local day or week, on time, late within its window, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from news.model.servers import Server
from news.text.days import EASTERNMOST_AHEAD, due_at, local_day, utc_day

from .birthday_schedule import ON_TIME
from .judged_story import Candidate
from .story_rules import Spent, Standing, stories_near_bar

_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class DueDigest:
    """A digest of a local day: due at an instant, of use until another."""

    day: date
    due_at: int
    until: int


@dataclass(frozen=True, slots=True)
class NextStories:
    """What can be said of what will be posted: digests as (due_at, local day), and stories near the bar as of now."""

    digests: tuple[tuple[int, date], ...]
    near: tuple[tuple[Candidate, Standing], ...]


def is_digesting(server: Server) -> bool:
    """True if a server wants a digest."""
    return bool(server.digest_channel) and not server.paused


def digest_hours(server: Server) -> int:
    """Return the hours that a digest looks back over."""
    return 168 if server.digest_every == "week" else 24


def due_digests(server: Server, now: int, done: date | None) -> tuple[tuple[DueDigest, ...], date]:
    """Return the digests that a server is owed by now, one at most, and the local day to keep as done with them.

    `done` is what was kept last, None before the first: then nothing is owed, and what has been is done, as it is
    without a channel and while paused. Whoever asks keeps the day in the transaction that queues the post: no change
    of zone, time or rhythm gives a day twice. Of several missed ones only the last is of use, and only within the
    server's window for what is late.
    """
    latest = _latest_digest_day(server, now)
    if done is None:
        return (), latest
    since = min(
        done, utc_day(now + EASTERNMOST_AHEAD)
    )  # a day ahead of all calendars was kept while the clock was wrong
    due = _due_at(server, latest)
    until = due + max(ON_TIME, server.belated * 3600)
    if latest <= since or not is_digesting(server) or now > until:
        return (), max(since, latest)
    return (DueDigest(latest, due, until),), latest


def upcoming_digests(server: Server, now: int, days: int = 7, done: date | None = None) -> list[tuple[int, date]]:
    """Return the digests that will be due within days from now, as (due_at, local day), soonest first."""
    if not is_digesting(server):
        return []
    first = local_day(now, server.zone) - _DAY
    dues = ((_due_at(server, day), day) for day in (first + _DAY * step for step in range(days + 4)))
    return [
        (due, day)
        for due, day in dues
        if now < due <= now + days * 86400 and _is_day(server, day) and (done is None or day > done)
    ]


def next_story_posts(
    server: Server, stories: Iterable[Candidate], spent: Spent, done: date | None = None
) -> NextStories:
    """Return what may be posted in a server: no story can be promised, but digests, and what is near the bar."""
    return NextStories(
        digests=tuple(upcoming_digests(server, spent.at, done=done)),
        near=tuple(stories_near_bar(server, stories, spent)),
    )


def _latest_digest_day(server: Server, now: int) -> date:
    """Return the last local day whose digest has been due."""
    day = local_day(now, server.zone) + _DAY
    while _due_at(server, day) > now or not _is_day(server, day):
        day -= _DAY
    return day


def _is_day(server: Server, day: date) -> bool:
    return server.digest_every == "day" or day.weekday() == server.digest_weekday


def _due_at(server: Server, day: date) -> int:
    return due_at(day, server.digest_at, server.zone)
