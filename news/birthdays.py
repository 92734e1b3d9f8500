"""Ages and birthdays, as far as dates say: nothing finer than they are, nobody who has died, nothing for minors."""

from datetime import UTC, date, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def today(now: int) -> date:
    """Give the day of an instant in UTC."""
    return (_EPOCH + timedelta(seconds=now)).date()


def is_past(day: str, now: int) -> bool:
    """Whether an ISO date is over or has come at `now`: what is dated to a month or a year, with its last day."""
    return bool(day) and last_day(day) <= today(now)


def last_day(day: str) -> date:
    """Give the last day that an ISO date of any precision may mean."""
    year, month, exact = (*map(int, day.split("-")), 0, 0)[:3]
    if exact:
        return date(year, month, exact)
    following = date(year, month + 1, 1) if 0 < month < 12 else date(year + 1, 1, 1)
    return following - timedelta(1)


def age(birth: str, on: date) -> int | None:
    """Give somebody's age in years on a day; None unless day and year of birth are known."""
    if len(birth) < 10 or date.fromisoformat(birth) > on:
        return None
    born = date.fromisoformat(birth)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def next_birthday(birth: str, after: date) -> date | None:
    """Give the next birthday, that day included; None unless the day is known.

    Who was born on 29 February has it on 1 March in other years.
    """
    if len(birth) < 10:
        return None
    born = date.fromisoformat(birth)
    for year in (after.year, after.year + 1):
        try:
            birthday = born.replace(year=year)
        except ValueError:
            birthday = date(year, 3, 1)
        if birthday >= after:
            return birthday
    return None
