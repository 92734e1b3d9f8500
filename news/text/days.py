"""Days in UTC, and ISO dates as far as they are known: 2014, 2014-05 or 2014-05-24."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = _EPOCH.date().toordinal()
_YEAR, _DAY = len("2014"), len("2014-05-24")


def utc_day(now: int) -> date:
    """Return the day of an instant in UTC."""
    return (_EPOCH + timedelta(seconds=now)).date()


def day_start(day: int) -> int:
    """Return the second at which a day begins, counted as `date.toordinal` does."""
    return (day - _FIRST) * 86400


@lru_cache(maxsize=10_000)
def day_span(at: str) -> tuple[date, date]:
    """Return the first and the last day of an ISO date of any precision."""
    if len(at) == _DAY:
        day = date.fromisoformat(at)
        return day, day
    year, month = int(at[:_YEAR]), int(at[5:7] or 0)
    last = month or 12
    return date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])


def last_day(at: str) -> date:
    """Return the last day that an ISO date of any precision may mean."""
    return day_span(at)[1]


def is_past(at: str, now: int) -> bool:
    """True if an ISO date is over or has come at `now`: what is dated to a month or a year, with its last day."""
    return bool(at) and last_day(at) <= utc_day(now)
