"""Who is an adult on a day, as far as dates say."""

from datetime import UTC, datetime

from news.model.people import Person

ADULT = 18


def is_minor(person: Person, now: int) -> bool:
    """Say whether somebody is under 18, or may be."""
    return not is_grown(person.birth, now) if person.birth else "minor" in person.flags


def is_grown(birth: str, now: int) -> bool:
    """Say whether who was born on an ISO date is surely 18: a date known to the year counts from its last day."""
    year, month, day = (*map(int, birth.split("-")), 12, 31)[:3]
    if len(birth) == 7:
        day = 31
    today = datetime.fromtimestamp(now, UTC)
    return (today.year - year, today.month - month, today.day - day) >= (ADULT, 0, 0)
