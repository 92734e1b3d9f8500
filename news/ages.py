"""How old people are on a day, as far as their dates say."""

from datetime import UTC, datetime

from .model import Person

ADULT = 18


def is_minor(person: Person, now: int) -> bool:
    """Say whether somebody is under 18, or may be: a date known to the year counts from its last day."""
    if not person.birth:
        return "minor" in person.flags
    year, month, day = (*map(int, person.birth.split("-")), 12, 31)[:3]
    today = datetime.fromtimestamp(now, UTC)
    if len(person.birth) == 7:
        day = 31
    return (today.year - year, today.month - month, today.day - day) < (ADULT, 0, 0)
