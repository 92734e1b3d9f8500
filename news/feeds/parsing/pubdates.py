"""A publisher's written date to a time: RFC 822, ISO 8601 and what publishers make of them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from news.model.feeds import DatedTo
from news.text.text import fold_text

_LONGEST = 80  # characters; nothing longer is a date

# Minutes east of Greenwich. A name that several places share stands for the one whose publishers write it:
# IST is India's, BST Britain's, CST and EST North America's.
_ZONES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0),
    **dict.fromkeys(("bst", "west", "cet", "met", "mez"), 60),
    **dict.fromkeys(("cest", "mest", "mesz", "eet", "sast", "cat"), 120),
    **dict.fromkeys(("eest", "msk", "eat", "trt"), 180),
    "gst": 240,
    "pkt": 300,
    "ist": 330,
    "npt": 345,
    "ict": 420,
    "wib": 420,
    **dict.fromkeys(("sgt", "hkt", "pht", "myt", "awst"), 480),
    "jst": 540,
    "kst": 540,
    "acst": 570,
    "acdt": 630,
    "aest": 600,
    "aedt": 660,
    "nzst": 720,
    "nzdt": 780,
    "ndt": -150,
    "brt": -180,
    "adt": -180,
    "nst": -210,
    "ast": -240,
    "at": -240,
    "edt": -240,
    "est": -300,
    "et": -300,
    "cdt": -300,
    "cst": -360,
    "ct": -360,
    "mdt": -360,
    "mst": -420,
    "mt": -420,
    "pdt": -420,
    "pst": -480,
    "pt": -480,
    "akdt": -480,
    "akst": -540,
    "hst": -600,
}

# The letters by which a month is told, folded: English, then as feeds in other European languages write it.
_MONTHS = (
    "jan ene gen sty янв ιαν oca led",
    "feb fev lut фев φεβ sub uno",
    "mar mrz mrt maa maer мар μαρ bre",
    "apr abr avr kwi апр απρ nis dub",
    "may mai mag mei maj май мая μαι kve",
    "jun giu juin cze июн ιουν haz cerven",
    "jul lug juil lip июл ιουλ tem cervenec",
    "aug ago aou sie авг αυγ agu srp",
    "sep set wrz сен σεπ eyl zar",
    "oct ott okt out paz окт οκτ eki rij",
    "nov lis ноя νοε kas",
    "dec dic dez des gru дек δεκ ara pro",
)
_MONTH = {fold_text(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

_WEEKDAY = r"(?:[^\d:]{2,20}?[,.\s]\s*)??"
_YEAR = r"(?P<y>\d{4}|\d{2})(?![\d:])"
_ZONE = r"(?P<zone>(?:gmt|utc|etc/gmt|etc/utc)?\s*[+-]\s?\d{1,2}(?::?\d{2})?|[a-z]{1,5}\b)"
_TIME = (
    r"(?:(?:[\st,|@·]|\s[-–]\s|at|um)*(?P<pre>[ap]m)?\s*(?P<h>\d{1,2})[:.](?P<m>\d{1,2})"
    rf"(?:[:.](?P<s>\d{{1,2}})(?:[.,:]\d+)?)?(?:\s*(?P<half>[ap])\.?m\b\.?)?\s*{_ZONE}?)?"
)
_NAMED = r"(?P<b>[^\W\d_]{3,})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|er)?(?:\s+(?:de\s+)?|[-/.]){_NAMED}[.,]?(?:\s+(?:de\s+)?|[-/])"
        rf"{_YEAR}{_TIME}",
        r"(?P<y>\d{4})(?P<mo>\d{2})(?P<d>\d{2})t?(?P<h>\d{2})(?P<m>\d{2})(?P<s>\d{2})?(?P<zone>z|[+-]\d{2}:?\d{2})?",
        rf"{_WEEKDAY}(?P<y>\d{{4}})(?P<sep>[-/.]?)(?P<mo>\d{{2}})(?P=sep)(?P<d>\d{{2}})(?!\d){_TIME}",
        rf"{_WEEKDAY}(?P<y>\d{{4}})[-/.](?P<mo>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d){_TIME}",
        rf"{_WEEKDAY}{_NAMED}\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_NAMED}\s+(?P<d>\d{{1,2}})\s+(?P<h>\d{{1,2}}):(?P<m>\d{{2}}):(?P<s>\d{{2}})\s+(?:{_ZONE}\s+)?{_YEAR}",
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})\.(?P<mo>\d{{1,2}})\.{_YEAR}{_TIME}",
        rf"{_WEEKDAY}(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{_YEAR}{_TIME}",
        # Old beyond doubt, so better its first day than "first seen today"
        r"(?P<y>\d{4})(?:-(?P<mo>\d{2}))?$",
    )
)
_EAST = str.maketrans({"年": "-", "月": "-", "日": " ", "년": "-", "월": "-", "일": " "})
_EAST_SPACE = re.compile(r"(?<=-)\s+(?=\d)")
_EAST_HALF = {"오후": "pm ", "오전": "am ", "下午": "pm ", "上午": "am ", "午後": "pm ", "午前": "am "}
_EPOCH = re.compile(r"\d{9,10}|\d{13}")
_OFFSET = re.compile(r"([+-])\s?(\d{1,2}):?(\d{2})?")
_MAIL = re.compile(r"\w{3}, (\d\d \w{3} \d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|Z|([+-]\d\d)(\d\d))", re.ASCII)
_ENGLISH = {name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}


def read_pubdate(written: str, *, usual_only: bool = False) -> tuple[int, DatedTo] | None:
    """Return a written date as epoch seconds and its precision; None if it can be read in two ways or in none.

    A date without a zone, or with an unknown one, is in UTC, as the other feed readers have it. With
    `usual_only` only the two forms that most feeds write are read, at a fifth of the cost.
    """
    written = written.strip()
    if not written or len(written) > _LONGEST:
        return None
    try:
        return _read_usual(written) or (None if usual_only else _read_unusual(" ".join(written.split())))
    except (ValueError, OverflowError):  # the 31st of February, 25 o'clock, a zone of 90 hours
        return None


def _read_usual(written: str) -> tuple[int, DatedTo] | None:
    if found := _MAIL.fullmatch(written):
        day, hour, minute, second, east, minutes = found.groups()
        if (midnight := _day_start(day)) is not None and hour < "24" and minute < "60" and second < "60":
            zone = 0 if east is None else int(east) * 3600 + int(east[0] + minutes) * 60
            return midnight + int(hour) * 3600 + int(minute) * 60 + int(second) - zone, "second"
    elif written[4:5] == "-" and written[10:11] == "T" and (written[-1] == "Z" or written[-6:-5] in ("+", "-")):
        try:
            return int(datetime.fromisoformat(written).timestamp()), "second"
        except ValueError:
            return None  # hour 24, second 60: the other road knows them
    return None


@lru_cache(maxsize=4096)
def _day_start(day: str) -> int | None:
    """Return the second at which a day like "02 Jan 2020" begins."""
    month = _ENGLISH.get(day[3:6])
    return int(datetime(int(day[7:]), month, int(day[:2]), tzinfo=UTC).timestamp()) if month else None


def _read_unusual(text: str) -> tuple[int, DatedTo] | None:
    if _EPOCH.fullmatch(text):
        return int(text) // (1000 if len(text) == 13 else 1), "second"
    if not text.isascii():
        for half, latin in _EAST_HALF.items():
            text = text.replace(half, latin)
        text = _EAST_SPACE.sub("", text.translate(_EAST))
    text = fold_text(text)
    for form in _FORMS:
        if (found := form.match(text)) and (moment := _read_parts(found.groupdict())):
            return moment
    return None


def _read_parts(parts: dict[str, str | None]) -> tuple[int, DatedTo] | None:
    month, day = _month_and_day(parts)
    if not month:
        return None
    year = int(parts["y"] or 0)
    if len(parts["y"] or "") == 2:
        year += 2000 if year < 90 else 1900
    hour, minute, second = (int(parts.get(name) or 0) for name in "hms")
    half = parts.get("half") or parts.get("pre")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    zone = timezone(timedelta(minutes=_zone_minutes(parts.get("zone") or "")))
    moment = datetime(year, month, day, tzinfo=zone) + timedelta(hours=hour, minutes=minute, seconds=min(59, second))
    return int(moment.timestamp()), "second" if parts.get("h") else "day"


def _month_and_day(parts: dict[str, str | None]) -> tuple[int, int]:
    """Return month and day; a month of 0 where neither can be told."""
    if name := parts.get("b"):
        known = (_MONTH[name[:length]] for length in range(len(name), 2, -1) if name[:length] in _MONTH)
        return next(known, 0), int(parts["d"] or 0)
    if "one" not in parts:
        return int(parts["mo"] or 1), int(parts.get("d") or 1)
    one, two = int(parts["one"] or 0), int(parts["two"] or 0)
    if two > 12 or (one <= 12 and parts.get("half")):  # 5/31/2023, or the clock of those who put months first
        return one, two
    return (two, one) if one > 12 or one == two else (0, 0)


def _zone_minutes(written: str) -> int:
    """Return minutes east of Greenwich."""
    if offset := _OFFSET.search(written):
        sign, hours, minutes = offset.groups()
        return (int(hours) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1)
    return _ZONES.get(written.strip(), 0)
