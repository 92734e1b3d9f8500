"""Which birthday posts a server is owed: each local day once, on time, belated or counted as missed."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from news.model.people import Person
from news.model.servers import BirthdayProgress, Server
from news.people.facts.birthdays import Birthday, birthdays_in, is_minor, rank_by_coverage
from news.settings.kinds import blocked_people
from news.text.days import EASTERNMOST_AHEAD, due_at, local_day, utc_day

COVERED = 90 * 86400  # seconds over which our coverage of a person counts for their rank
ON_TIME = 15 * 60  # seconds by which a post is not belated: a restart is no reason to be silent

_DAY = timedelta(1)
_MOST_DAYS = 366  # after a downtime, or a clock that stood years back


@dataclass(frozen=True, slots=True)
class DueDay:
    """A local day's birthdays that a server is owed: `state` says whether they are to be posted, or only counted.

    The post was due at `due_at` and may go out until `until`.
    """

    day: date
    due_at: int
    until: int
    state: Literal["on time", "belated", "missed"]
    birthdays: tuple[Birthday, ...]


@dataclass(frozen=True, slots=True)
class DueBirthdays:
    """What a server is owed, oldest first, and the day to keep as handled together with it."""

    days: tuple[DueDay, ...]
    handled: date


def birthday_audience(
    server: Server, people: Iterable[Person], coverage: Mapping[int, int], named: Collection[int] = ()
) -> list[Person]:
    """Return those whose birthdays a server is told of, in order; `named`: the followed there, or those on its list.

    Of a person whom a filter blocks a server hears nothing, greetings included; filters that want only some people are
    about stories.
    """
    blocked = blocked_people(server.filters)
    people = (person for person in people if person.id not in blocked)
    if server.birthdays_who == "top":
        return rank_by_coverage(people, coverage)[: server.birthdays_top]
    return rank_by_coverage((person for person in people if person.id in named), coverage)


def is_waiting(server: Server, handled: BirthdayProgress, now: int) -> bool:
    """True if `due_birthdays` has anything to say; asked of each server each minute, before people are looked up."""
    return handled.day is None or _last_due(server, now) != handled.day


def due_birthdays(server: Server, people: Sequence[Person], handled: BirthdayProgress, now: int) -> DueBirthdays:
    """Return what a server is owed by now: each local day once, with those whom it was not told of that year.

    A pure function of the settings, of `birthday_audience` in order, of what is kept and of the clock. Whoever asks
    keeps `DueBirthdays.handled`, the people posted and the people missed in the transaction that queues the posts.
    Then asking again, at any time and after any change of zone or time of day, never gives a day twice. A day counts
    as gone by `due_at`, not by the calendar, so that no day is left out either.

    Without a channel, paused, or asked for the first time a server is owed nothing, and what has been is handled.
    """
    latest = _last_due(server, now)
    if handled.day is None:
        return DueBirthdays((), latest)
    # A day ahead of all calendars was kept while the clock was wrong; waiting for it would be silence for years.
    since = min(handled.day, utc_day(now + EASTERNMOST_AHEAD))
    if not is_posting(server) or latest <= since:
        return DueBirthdays((), max(since, latest))
    waiting = min((latest - since).days, _MOST_DAYS)
    days = [latest - _DAY * ago for ago in reversed(range(waiting))]
    owed = _by_day(_not_yet_posted(birthdays_in(people, days, server.leap, now), handled))
    return DueBirthdays(tuple(_due_on_day(server, day, birthdays, now) for day, birthdays in owed.items()), latest)


def upcoming_birthdays(
    server: Server, people: Sequence[Person], now: int, days: int = 7, handled: BirthdayProgress | None = None
) -> list[tuple[int, date, list[Birthday]]]:
    """Return who will be posted in a server within days from now, as (due_at, local day, birthdays), soonest first.

    With what is kept as handled, what is due and waits for the next poll is among them, and what was posted is not.
    """
    if not is_posting(server):
        return []
    handled = handled or BirthdayProgress()
    first = local_day(now, server.zone) - _DAY * 2
    dues = {day: _due_at(server, day) for day in (first + _DAY * step for step in range(days + 5))}
    waiting = [day for day, due in dues.items() if due <= now + days * 86400 and _is_waiting(server, day, handled, now)]
    birthdays = (b for b in birthdays_in(people, waiting, server.leap, now) if not is_minor(b.person, now))
    return [(dues[day], day, told) for day, told in _by_day(_not_yet_posted(birthdays, handled)).items()]


def is_posting(server: Server) -> bool:
    """True if a server wants birthdays posted."""
    return bool(server.birthdays_channel) and not server.paused


def _not_yet_posted(birthdays: Iterable[Birthday], handled: BirthdayProgress) -> Iterator[Birthday]:
    return (b for b in birthdays if (b.person.id, b.day.year) not in handled.posted)


def _by_day(birthdays: Iterable[Birthday]) -> dict[date, list[Birthday]]:
    days: dict[date, list[Birthday]] = {}
    for birthday in birthdays:
        days.setdefault(birthday.day, []).append(birthday)
    return days


def _is_waiting(server: Server, day: date, handled: BirthdayProgress, now: int) -> bool:
    due = _due_at(server, day)
    if handled.day is None:
        return due > now
    return day > handled.day and now <= due + _posting_window(server)


def _posting_window(server: Server) -> int:
    """Return the seconds after its time within which a post may go out."""
    return max(ON_TIME, server.belated * 3600)


def _due_on_day(server: Server, day: date, birthdays: Sequence[Birthday], now: int) -> DueDay:
    due = _due_at(server, day)
    until = due + _posting_window(server)
    state: Literal["on time", "belated", "missed"] = "missed"
    if now <= until:
        state = "on time" if now - due <= ON_TIME else "belated"
    return DueDay(day, due, until, state, tuple(birthdays))


def _last_due(server: Server, now: int) -> date:
    """Return the last local day whose time of day has come."""
    day = local_day(now, server.zone) + _DAY
    while _due_at(server, day) > now:
        day -= _DAY
    return day


def _due_at(server: Server, day: date) -> int:
    return due_at(day, server.birthdays_at, server.zone)
