"""Days, times of day and time zones: in UTC, as ISO dates, as people type them, and by the clocks of a place.

An ISO date is 2014, 2014-05 or 2014-05-24, as far as it is known. A zone has its IANA name.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process

from news.text.messages import message
from news.text.text import fold_text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = _EPOCH.date().toordinal()
_YEAR, _DAY = len("2014"), len("2014-05-24")

Days = tuple[date, date]
SpanKind = Literal["today", "tomorrow", "day", "month", "days"]
SpanWords = Mapping[SpanKind, str]  # with the holes {day}, {month}, or {first} and {last}
_SPANS_AHEAD = {
    "today": (0, 0),
    "tomorrow": (1, 1),
    "week": (0, 6),
    "month": (0, 29),
}  # days from today: first and last
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEARS = range(1900, 2101)
_DAY_WORDS = re.compile(r"(?:([0-9]{1,2}) )?([a-z]{3,9})(?: ([0-9]{1,2}))?(?: ([0-9]{4}))?")
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?: ?([ap])\.?m\.?)?")
_NAMED_TIMES = {"midnight": 0, "noon": 720}

EASTERNMOST_AHEAD = 14 * 3600  # seconds by which the easternmost clocks are before UTC
_AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_NOT_ZONES = frozenset(("Factory", "localtime", "posixrules"))  # files beside the zones, other ones on each machine
_ZONES = frozenset(available_timezones() - _NOT_ZONES)  # at the start, not at the first command: it walks the disk
_COMMON_ZONES = (
    "UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto",
    "America/Mexico_City", "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Europe/London", "Europe/Dublin",
    "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Rome", "Europe/Warsaw", "Europe/Istanbul",
    "Africa/Lagos", "Africa/Johannesburg", "Asia/Dubai", "Asia/Kolkata", "Asia/Manila", "Asia/Singapore", "Asia/Tokyo",
    "Australia/Sydney",
)  # fmt: skip
# The table has EST, MST and HST, which know no summer time, and lacks most others: offered is where the clock says so.
_ABBREVIATIONS = {
    **dict.fromkeys(("est", "edt", "et"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt", "ct"), "America/Chicago"),
    **dict.fromkeys(("mst", "mdt", "mt"), "America/Denver"),
    **dict.fromkeys(("pst", "pdt", "pt"), "America/Los_Angeles"),
    **dict.fromkeys(("bst", "gmt"), "Europe/London"),
    **dict.fromkeys(("cet", "cest"), "Europe/Berlin"),
    **dict.fromkeys(("aest", "aedt"), "Australia/Sydney"),
    "ist": "Asia/Kolkata", "jst": "Asia/Tokyo", "hst": "Pacific/Honolulu", "z": "UTC",
}  # fmt: skip
_load_zone = cache(ZoneInfo)  # its own cache keeps eight, and servers have more


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
    """Read the first and the last day of what is typed; None if it is no day or span.

    "today", "tomorrow", "week", "month"; 2021-06-08 and 2021-06; "8 June", "June 8th", "June", each with a year or
    without: then the one that comes next, or lasts.
    """
    typed = " ".join(text.lower().replace(",", " ").split())
    if typed in _SPANS_AHEAD:
        first, last = _SPANS_AHEAD[typed]
        return today + timedelta(first), today + timedelta(last)
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){1,2}", typed):
        return _read_iso_day(typed)
    found = _DAY_WORDS.fullmatch(re.sub(r"\b([0-9]{1,2})(st|nd|rd|th)\b", r"\1", typed.replace(" of ", " ")))
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
    if typed in _NAMED_TIMES:
        return _NAMED_TIMES[typed]
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


def describe_span(first: date, last: date, today: date, words: SpanWords) -> str:
    """Return the sentence for these days: "Birthdays today, 9 June 2021", "Birthdays from 9 to 15 June 2021"."""
    if first == last:
        near: dict[date, SpanKind] = {today: "today", today + timedelta(1): "tomorrow"}
        return message(words[near.get(first, "day")], day=f"{first.day} {first:%B %Y}")
    if first.day == 1 and last == last_day(f"{first:%Y-%m}"):
        return message(words["month"], month=f"{first:%B %Y}")
    month = "" if first.month == last.month else f" {first:%B}"
    year = "" if first.year == last.year else f" {first.year}"
    return message(words["days"], first=f"{first.day}{month}{year}", last=f"{last.day} {last:%B %Y}")


def is_zone(text: str) -> bool:
    """True if this is the name of a zone, spelt as the IANA table has it."""
    return text in _ZONES


def zone_named(name: str) -> ZoneInfo:
    """Return a zone by its name; UTC where this machine's table has lost it, which `is_zone` tells.

    Never ZoneInfo of what somebody typed: a path or 300 letters raise OSError there.
    """
    return _load_zone(name if is_zone(name) else "UTC")


def nearest_zones(text: str, limit: int = 25) -> list[str]:
    """Return the zones that a typed text may mean, the likeliest first; for an empty text those of big cities."""
    typed = _zone_words(text[:60])
    if not typed:
        return [name for name in _COMMON_ZONES if is_zone(name)][:limit]
    found = [(rank, *_zone_order(name), name) for name in _ZONES if (rank := _zone_rank(name, typed)) is not None]
    if not found:  # a slip of the finger
        return [
            name
            for _, _, name in process.extract(typed, _zone_cities(), scorer=fuzz.ratio, score_cutoff=75, limit=limit)
        ]
    meant = [_ABBREVIATIONS[typed]] if typed in _ABBREVIATIONS else []
    return list(dict.fromkeys([*meant, *(name for *_, name in sorted(found))]))[:limit]


def local_day(now: int, zone: str) -> date:
    """Return the day that a zone's calendar shows at an instant."""
    return _wall_time(now, zone_named(zone)).date()


def due_at(day: date, minutes: int, zone: str) -> int:
    """Return the instant of a time of day, `minutes` after midnight: the first at which the clock shows it or later.

    Every day has one, and a later day never an earlier one. A time that the clocks skip (02:30 in spring; midnight in
    Cairo, Santiago and Beirut) comes when they jump, or just before where that is the end of the day; one that they
    show twice counts the first time. A day that a zone left out (30 December 2011 in Samoa) is due with the beginning
    of the next.
    """
    local = datetime.combine(day, time(*divmod(minutes, 60)))
    place = zone_named(zone)
    # PEP 495: fold=0 reads a skipped time by the offset before the jump, fold=1 by the one after, which is earlier.
    late, early = (_instant_of(local.replace(tzinfo=place, fold=fold)) for fold in (0, 1))
    if early >= late:
        return late
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (early, middle) if _wall_time(middle, place) >= local else (middle, late)
    # Nuuk's clocks jump from 23:00 to midnight: that day's 23:30 is its last second, not the next day.
    is_lost = _wall_time(late, place).date() > day == _wall_time(late - 1, place).date()
    return late - is_lost


def _instant_of(local: datetime) -> int:
    return (local - _EPOCH) // timedelta(seconds=1)


def _wall_time(instant: int, zone: ZoneInfo) -> datetime:
    """Return what a clock on the wall shows."""
    return (_EPOCH + timedelta(seconds=instant)).astimezone(zone).replace(tzinfo=None)


def _zone_words(text: str) -> str:
    return " ".join(fold_text(text).replace("_", " ").replace("/", " / ").split())


def _zone_rank(name: str, typed: str) -> int | None:
    """Return how near a zone's name is to what was typed, 0 the nearest; None for not at all."""
    whole = _folded_zones()[name]
    city = whole.rsplit(" / ", 1)[-1]
    if typed in (whole, city):
        return 0
    if city.startswith(typed):
        return 1
    if whole.startswith(typed):
        return 2
    if f" {typed}" in whole:
        return 3
    return 4 if typed in whole else None


@cache
def _folded_zones() -> dict[str, str]:
    return {name: _zone_words(name) for name in _ZONES}


@cache
def _zone_cities() -> dict[str, str]:
    return {name: words.rsplit(" / ", 1)[-1] for name, words in _folded_zones().items()}


def _zone_order(name: str) -> tuple[int, int]:
    """Put big cities before others, and places before the table's old and technical names (US/Eastern, Etc/GMT+5)."""
    return (name not in _COMMON_ZONES, name.partition("/")[0] not in _AREAS)
