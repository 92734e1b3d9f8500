"""Local days and times as instants: zones by their IANA names, and each day's HH:MM once, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process

from .text import fold_text

AHEAD = 14 * 3600  # seconds by which the easternmost clocks are before UTC

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
_NOT_ZONES = frozenset(("Factory", "localtime", "posixrules"))  # files beside the zones, other ones on each machine
_NAMES = frozenset(available_timezones() - _NOT_ZONES)  # at the start, not at the first command: it walks the disk
_COMMON = (
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


def is_zone(text: str) -> bool:
    """True if this is the name of a zone, spelt as the IANA table has it."""
    return text in _NAMES


def zone_named(name: str) -> ZoneInfo:
    """Return a zone by its name; UTC where this machine's table has lost it, which `is_zone` tells.

    Never ZoneInfo of what somebody typed: a path or 300 letters raise OSError there.
    """
    return _zone(name if is_zone(name) else "UTC")


def nearest_zones(text: str, limit: int = 25) -> list[str]:
    """Return the zones that somebody typing this may mean, the likeliest first; big cities' for nothing typed."""
    typed = _zone_words(text[:60])
    if not typed:
        return [name for name in _COMMON if is_zone(name)][:limit]
    found = [(rank, *_zone_order(name), name) for name in _NAMES if (rank := _zone_rank(name, typed)) is not None]
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


_zone = cache(ZoneInfo)  # its own cache keeps eight, and servers have more


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
    return {name: _zone_words(name) for name in _NAMES}


@cache
def _zone_cities() -> dict[str, str]:
    return {name: words.rsplit(" / ", 1)[-1] for name, words in _folded_zones().items()}


def _zone_order(name: str) -> tuple[int, int]:
    """Put big cities before others, and places before the table's old and technical names (US/Eastern, Etc/GMT+5)."""
    return (name not in _COMMON, name.partition("/")[0] not in _AREAS)
