"""Ages and birthdays, as far as dates say: nothing finer than they are, nobody who has died, nothing for minors."""

from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from news.model.people import LeapRule, Person
from news.people.facts.claims import AGREED
from news.text.days import EASTERNMOST_AHEAD, utc_day

Bar = Literal["", "date unknown", "date unconfirmed", "died", "not known to live", "withheld", "minor"]

OLDEST = 110  # whom no source has a death of and who would be older has died unnoticed

_DAY = timedelta(1)
_LEAP_DAY = "02-29"
_FLAGS: dict[str, Bar] = {
    "deceased": "died",
    "alive_unconfirmed_since_2019": "not known to live",
    "no_birthday": "withheld",
    "minor": "minor",
}


def age_on(birth: str, on: date) -> int | None:
    """Return somebody's age in years on a day; None unless day and year of birth are known."""
    born = _read_birth_day(birth)
    if born is None or born > on:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def next_birthday(birth: str, after: date, leap: LeapRule = "1 March") -> date | None:
    """Return the next birthday, that day included; None unless the day is known."""
    years = range(after.year, min(after.year + 9, date.max.year + 1))  # 1900 and 2100 have no 29 February
    birthdays = (birthday_on(birth, year, leap) for year in years)
    return next((day for day in birthdays if day and day >= after), None)


def birthday_on(birth: str, year: int, leap: LeapRule) -> date | None:
    """Return the birthday in a year; None unless the day is known, or if the year has none.

    Who was born on 29 February has it in other years as the rule says.
    """
    born = _read_birth_day(birth)
    if born is None:
        return None
    if birth[5:] != _LEAP_DAY or isleap(year):
        return born.replace(year=year)
    return {"28 February": date(year, 2, 28), "1 March": date(year, 3, 1)}.get(leap)


def _read_birth_day(birth: str) -> date | None:
    """Return a date that is known to the day, else None; 30 February and the year 0000 are invalid."""
    try:
        return date(*map(int, birth.split("-"))) if len(birth) == 10 else None
    except (TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Birthday:
    """Somebody's birthday, and how old they turn."""

    person: Person
    day: date
    turning: int


def greeting_bar(person: Person, day: date, now: int) -> Bar:
    """Return why somebody is not greeted on a birthday, "" for nothing against it.

    Dates need two sources. A death counts as soon as it is that day anywhere on Earth, to the precision told. Adults
    are those who are by the clock: on the day itself by the day, which begins before UTC's in half of the world.
    """
    born = _read_birth_day(person.birth)
    if flag := next((_FLAGS[flag] for flag in _FLAGS if flag in person.flags), None):
        return flag
    furthest = utc_day(now + EASTERNMOST_AHEAD)
    if person.death and person.death <= furthest.isoformat()[: len(person.death)]:
        return "died"
    if born is None:
        return "date unknown"
    years = age_on(person.birth, day)  # on 28 February, who was born on the 29th is as old as the day before
    if years is None or years < ADULT or (is_minor(person, now) and day > furthest):
        return "minor"
    if day.year - born.year > OLDEST:
        return "not known to live"
    return "" if person.birth_confidence in AGREED else "date unconfirmed"


def rank_by_coverage(people: Iterable[Person], coverage: Mapping[int, int]) -> list[Person]:
    """Return people in order: by our own coverage of each (any count, by id), then by popularity."""
    return sorted(people, key=lambda person: (-coverage.get(person.id, 0), -person.popularity, person.id))


def celebrants_on(people: Sequence[Person], day: date, leap: LeapRule, now: int) -> list[Person]:
    """Return those of the people who have a birthday on a local day and may be greeted, in their order."""
    return [birthday.person for birthday in birthdays_in(people, [day], leap, now)]


def in_range(people: Sequence[Person], first: date, last: date, leap: LeapRule, now: int) -> list[Birthday]:
    """Return the birthdays from one day to another, both included and a year apart at most, in order.

    Whoever is a minor by the clock is left out, even where it is their eighteenth birthday already in some zone.
    """
    days = [first + _DAY * step for step in range(min((last - first).days + 1, 366))]
    return [b for b in birthdays_in(people, days, leap, now) if not is_minor(b.person, now)]


def birthdays_in(people: Sequence[Person], days: Iterable[date], leap: LeapRule, now: int) -> Iterator[Birthday]:
    """Yield those who may be greeted on some local days, in one pass over the people however many days there are."""
    for person, day in _born_on(people, days, leap):
        if not greeting_bar(person, day, now):
            yield Birthday(person, day, day.year - int(person.birth[:4]))


def count_unconfirmed(people: Sequence[Person], first: date, last: date, leap: LeapRule, now: int) -> int:
    """Return how many people are left out from one day to another only because their date is not confirmed."""
    days = [first + _DAY * step for step in range((last - first).days + 1)]
    return sum(greeting_bar(person, day, now) == "date unconfirmed" for person, day in _born_on(people, days, leap))


def _born_on(people: Sequence[Person], days: Iterable[date], leap: LeapRule) -> Iterator[tuple[Person, date]]:
    born: dict[str, list[tuple[int, Person]]] = {}
    for place, person in enumerate(people):
        born.setdefault(person.birth[5:], []).append((place, person))
    leaplings = born.pop(_LEAP_DAY, [])
    for day in days:
        found = born.get(f"{day:%m-%d}", [])
        if leaplings and birthday_on(f"2000-{_LEAP_DAY}", day.year, leap) == day:
            found = sorted([*found, *leaplings], key=lambda placed: placed[0])
        yield from ((person, day) for _, person in found)


ADULT = 18


def is_minor(person: Person, now: int) -> bool:
    """True if somebody is under 18, or may be."""
    return not is_grown(person.birth, now) if person.birth else "minor" in person.flags


def is_grown(birth: str, now: int) -> bool:
    """True if who was born on an ISO date is surely 18: a date known to the year counts from its last day."""
    year, month, day = (*map(int, birth.split("-")), 12, 31)[:3]
    if len(birth) == 7:
        day = 31
    today = datetime.fromtimestamp(now, UTC)
    return (today.year - year, today.month - month, today.day - day) >= (ADULT, 0, 0)
