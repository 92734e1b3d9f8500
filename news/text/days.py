"""Days in UTC, ISO dates as far as they are known, and days and times as people type them.

An ISO date is 2014, 2014-05 or 2014-05-24.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from .messages import message

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = _EPOCH.date().toordinal()
_YEAR, _DAY = len("2014"), len("2014-05-24")

Days = tuple[date, date]
_AHEAD = {"today": (0, 0), "tomorrow": (1, 1), "week": (0, 6), "month": (0, 29)}  # days from today: first and last
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEARS = range(1900, 2101)
_WORDS = re.compile(r"(?:([0-9]{1,2}) )?([a-z]{3,9})(?: ([0-9]{1,2}))?(?: ([0-9]{4}))?")
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?: ?([ap])\.?m\.?)?")
_NAMED = {"midnight": 0, "noon": 720}


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


def typed_days(text: str, today: date) -> Days | None:
    """Read the first and the last day that somebody means; None for what is none.

    "today", "tomorrow", "week", "month"; 2021-06-08 and 2021-06; "8 June", "June 8th", "June", each with a year or
    without: then the one that comes next, or lasts.
    """
    typed = " ".join(text.lower().replace(",", " ").split())
    if typed in _AHEAD:
        first, last = _AHEAD[typed]
        return today + timedelta(first), today + timedelta(last)
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){1,2}", typed):
        return _read_iso_day(typed)
    found = _WORDS.fullmatch(re.sub(r"\b([0-9]{1,2})(st|nd|rd|th)\b", r"\1", typed.replace(" of ", " ")))
    month = _month_number(found[2]) if found else 0
    if not found or not month or (found[1] and found[3]):
        return None
    day = found[1] or found[3]
    return _in_month(month, int(day) if day else None, int(found[4] or 0), today)


def _read_iso_day(typed: str) -> Days | None:
    try:
        first = date.fromisoformat(f"{typed}-01"[:10])
    except ValueError:
        return None
    return (first, last_day(typed)) if first.year in _YEARS else None


def _month_number(word: str) -> int:
    return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)


def _in_month(month: int, day: int | None, year: int, today: date) -> Days | None:
    """Return a day of a month, or all of it for None; for year 0 the next that is not over."""
    for wanted in [year] if year else range(today.year, today.year + 9):  # 29 February may be eight years off
        length = monthrange(wanted, month)[1] if wanted in _YEARS else 0
        if length and (day is None or 1 <= day <= length):
            first, last = date(wanted, month, day or 1), date(wanted, month, day or length)
            if year or last >= today:
                return first, last
    return None


def typed_time(text: str) -> int | None:
    """Read a time of day as minutes after midnight: "9", "9:00", "09:30", "0930", "9pm", "noon"; None for no time."""
    typed = " ".join(text.lower().split())
    if typed in _NAMED:
        return _NAMED[typed]
    found = _TIME.fullmatch(typed)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def shown_time(minutes: int) -> str:
    """Return a time of day as 09:30."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def describe_span(first: date, last: date, today: date) -> str:
    """Return days in words, to follow "Birthdays": "today, 9 June 2021", "from 9 to 15 June 2021", "in June 2021"."""
    if first == last:
        near = {today: "today, {day}", today + timedelta(1): "tomorrow, {day}"}.get(first, "on {day}")
        return message(near, day=f"{first.day} {first:%B %Y}")
    if first.day == 1 and last == last_day(f"{first:%Y-%m}"):
        return message("in {month}", month=f"{first:%B %Y}")
    month = "" if first.month == last.month else f" {first:%B}"
    year = "" if first.year == last.year else f" {first.year}"
    return message("from {first} to {last}", first=f"{first.day}{month}{year}", last=f"{last.day} {last:%B %Y}")
