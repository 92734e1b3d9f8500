"""Date expressions of a sentence ("Tuesday", "last June", "one year before") as ISO dates.

An expression stands for a range of days. Its date is the finest of day, month and year that holds the whole range.
So a date is never finer than the words: "over the weekend" is a month. docs/people.md has the rules.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from ahocorasick_rs import AhoCorasick, Implementation

from news.text.text import fold_text, line_places

Side = Literal["", "before", "after"]
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date expression at a place of a sentence.

    `side` tells which part of the sentence it dates: "in 2014, one year before Psalm was born" dates what comes after
    it, "split three years after they married in 2014" what comes before; "" is its own clause.
    """

    start: int
    end: int
    date: str  # ISO to the precision of the words: 2014, 2021-05, 2021-06-08
    is_future: bool = False
    side: Side = ""
    is_loose: bool = False  # a week or weekend: no day, and its month is more than was said


_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen twenty".split(),
        1,
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11)}
_STEPS = {"last": -1, "this": 0, "next": 1}
_FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "st. patrick's day": (3, 17),
    "fourth of july": (7, 4),
    "halloween": (10, 31),
}
_NAMED = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
_BARE = "january|february|july|september|october|november|december"  # no other word, no first name
_OWNED_MONTH = r"(?:(?<=her )|(?<=his )|(?<=the )|(?<=their )|(?<='s ))(?:april|june|august)"  # "her April arrest"
_WEEKDAY = r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?:mon|tues?|wed|thurs?|fri|sat)\."
_PART = r"(?:early |late )?(?:morning|afternoon|evening|night|lunchtime)"
_YEAR = r"(?:19|20)\d\d"
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_LINK = r"that|(?:the|that) same|the following|the next|the previous"
_OF_YEAR = r"(?:,? (?:of |earlier |early |late )?{} year\b)?"  # "on Valentine's Day last year"
_LEAD = (
    r"(?:(?:back in|as early as|early in|late in|in|since|from|between|by|until|till|during"
    r"|of|for|around|on|over|at) )?"
)
# What a year may name in place of a day: a count, a decade, or the age of a work or a model.
_NO_YEAR = (
    r"(?![\d%]|,\d|-[a-z]|s\b|'s\b| (?:people|fans|dollars|guests|miles|square|pounds|euros|likes|votes|followers)\b"
    r"| (?:\w+ ){0,2}?(?:film|movie|album|song|hit|single|drama|show|series|comedy|sitcom|documentary|novel|book|memoir"
    r"|thriller|track|sequel|reboot|remake|ballad|ep|biopic|blockbuster|classic|video|tune|anthem|special)\b| [\"'])"
)
_OWNED = re.compile(r"(?:\b(?:the|a|an|their|his|her|its|this|that)|'s|\()[ ]?(?:[a-z]+ )?$")
_VAGUE = re.compile(r"\b(?:nearly|almost|about|around|over|more than|less than|roughly|some|at least|not quite) $")
_CUE = re.compile(
    r"\b(?:will|won['’]t|going to|set to|due|scheduled|upcoming|expected to|plan(?:s|ning)? to|slated|next|is to|are to"
    r"|hopes? to|hoping to|ahead of|gearing up|preparing|coming)\b|['’]ll\b"
)
_ON = ("after", "the following", "the next")
_WEEK = 7  # days
_LENGTHS = {"year": 4, "month": 7, "day": 10}  # characters of an ISO date
_NEAR = 60  # characters within which a cue of the future turns a weekday around
_STOP = re.compile(r"[;:]| (?:and|but|who|which) ")

_PATTERNS = {
    "iso": r"\d{4}-\d\d-\d\d(?!\d)",
    # By the year of another date: "that December", "in January of the year before".
    "linked": (
        rf"(?:(?:in|by|since|on|early|late|later) )?(?:(?:(?P<m6>{_NAMED})(?: (?P<d6>\d{{1,2}}))?,? (?:of |in )?"
        rf"(?:(?P<l6>{_LINK}) year|the year (?P<w6>before|after|earlier))\b)"
        rf"|(?P<l7>{_LINK}) (?P<m7>{_NAMED})(?!\w)(?! \d))"
    ),
    "day": (
        rf"(?:(?:on|since|from|by|of|late|early|in) )?(?:(?:the )?(?:{_WEEKDAY})(?: {_PART})?,? (?:on )?)?"
        rf"(?:(?P<m1>{_NAMED}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%])(?P<to>\s?(?:-|to|and|&)\s?\d{{1,2}}\b)?"
        rf"(?:,? (?:in )?(?P<y1>{_YEAR})\b)?"
        rf"|(?:the )?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{_NAMED})(?!\w)(?:,? (?P<y2>{_YEAR})\b)?)"
        + _OF_YEAR.format("(?P<r1>last|this|next)")
    ),
    "yearly": rf"(?:on )?this (?P<d9>day|month) in (?P<y9>{_YEAR})\b",  # "on this day in 2009"
    "edge": rf"(?:on )?the (?P<e8>first|last) day of (?P<m8>{_NAMED})(?:,? (?P<y8>{_YEAR})\b)?",
    "month": rf"{_LEAD}(?:early |late |mid-? ?)?(?P<m3>{_NAMED}),?(?: of)? (?P<y3>{_YEAR})\b",
    "bare": (
        r"(?:(?P<which>last|this past|this|next|(?:earlier|later|early|late|back) in|in|since|by|until|during|of"
        rf"|early|late|mid|from)[ -](?:early |late |mid-? ?)?(?P<m4>{_NAMED})"
        rf"|(?P<m5>{_BARE}|{_OWNED_MONTH}))(?!\w|-[a-z]| \d)" + _OF_YEAR.format("(?P<r2>last|this|next)")
    ),
    "season": rf"{_LEAD}(?:the )?(?:early |late )?(?:spring|summer|fall|autumn|winter)(?: of|,)? (?P<y5>{_YEAR})\b",
    "year": rf"(?P<lead>{_LEAD}(?:early |late |mid-? ?)?)(?P<y4>{_YEAR})\b{_NO_YEAR}",
    "weekday": (
        rf"(?:(?:on|since|from|by|until) )?(?:(?P<past>last|this past|next|this coming|this) )?"
        rf"(?:early |late )?(?P<w>{_WEEKDAY})(?!\w)(?: {_PART})?(?: (?P<r4>last|this|next) week\b)?"
    ),
    "feast": (
        rf"(?:on|(?P<last>last)) (?P<f>{'|'.join(map(re.escape, _FEASTS))})(?: (?:in )?(?P<y6>{_YEAR})\b)?"
        r"(?! (?:show|special|song))" + _OF_YEAR.format("(?P<r3>last|this|next)")
    ),
    "near": (
        r"earlier today|today(?!'s show| show)|tonight|this (?:morning|afternoon|evening)"
        r"|the day before yesterday|yesterday(?: (?:morning|evening|afternoon|lunchtime))?|last night"
    ),
    "weekend": r"(?:over|during|at|on|this|last|next)(?: (?:the|this))?(?: (?:past|coming|last))? weekend",
    "period": (
        r"(?:(?P<rel>last|this past|this|next)|(?:earlier|later|late|early|earlier on) (?P<rel2>this|last|next))"
        r" (?P<p>week|month|year|spring|summer|fall|autumn)\b(?! of (?:her|his|their|its)\b)"
        r"|(?:in|over|during) the (?P<p2>spring|summer|autumn)\b(?! of)"
    ),
    "ago": rf"(?:(?P<n1>{_NUMBER}) (?P<u1>day|week|month|year|decade)s?|a fortnight) ago\b(?: (?P<on>today"
    rf"|this month)\b)?",
    "hours": rf"(?:(?:{_NUMBER}|several|few) )?(?:hours?|minutes?) ago\b",
    "shift": (
        rf"(?:(?:just|only|exactly) )?(?P<n2>{_NUMBER}) (?P<u2>day|week|month|year|decade)s?"
        r" (?P<way>before|after|earlier|later|prior to|prior|following|on)\b"
        r"|the (?P<n3>following|next|previous|same) (?P<u3>day|month|year)\b|(?:the|that) same (?P<u4>year|month|day)\b"
        r"|the (?P<u5>year|month|day) (?P<way5>before|after)\b"
        r"|(?<=, )the (?P<u9>year|month|day)(?= (?:that |when |in which |on which )?(?:s?he|they|the [a-z]+"
        r"|[\w'-]+ [\w'-]+)\b)"
    ),
}
_EXPRESSION = re.compile(rf"(?<![\w$£€.'#-])(?:{'|'.join(f'(?P<{name}>{form})' for name, form in _PATTERNS.items())})")
# Looked for one by one: at 2 KB that costs a fiftieth of a pattern of them all.
_DAY_WORDS = (
    *("day", "tonight", "last night", "this morning", "this afternoon", "this evening", " ago", "christmas"),
    *("halloween", "fourth of july", "new year's eve", "mon.", "tue.", "tues.", "wed.", "thu.", "thur.", "thurs."),
    *("fri.", "sat."),
)
_DAY_WORD = AhoCorasick(_DAY_WORDS, implementation=Implementation.ContiguousNFA)
_DIGIT, _MONTH = re.compile(r"\d"), re.compile("|".join(_MONTHS))
_ISO_DAY = re.compile(r"\d-\d\d-\d\d")
_CAPITALS = re.compile(rf"\b(?:{_NAMED}|{_WEEKDAY})")


def find_dates(sentence: str, published: int, anchor: str = "") -> list[DateExpression]:
    """Return the dates that a sentence names, in order; what cannot be dated is left out.

    `published` is in epoch seconds (UTC). `anchor` is the ISO date that "two years later" counts from if the sentence
    itself names none before: usually the last date of the previous sentence.
    """
    reader = _DateReader(sentence, datetime.fromtimestamp(published, UTC).date())
    found: list[DateExpression] = []
    waiting: list[re.Match[str]] = []
    for match in _EXPRESSION.finditer(reader.folded):
        base = next((one.date for one in reversed(found) if not one.is_future and not one.side), "")
        if match.lastgroup == "linked":
            if one := reader.read_linked(match, base or anchor):
                found.append(one)
        elif match.lastgroup == "shift":
            if one := _read_shift(reader, match, base, anchor):
                found.append(one)
            else:
                waiting.append(match)
        elif one := reader.read_expression(match):
            found.append(one)
    for match in waiting:
        if one := _read_count_back(reader, match, found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def find_lines_with_days(folded: Sequence[str]) -> set[int]:
    """Return the numbers of the folded lines that can name a day. One look at all is far cheaper than reading them."""
    text = "\n".join(folded)
    words = line_places(folded, (start for _, start, _ in _DAY_WORD.find_matches_as_indexes(text)), gap=1)
    # Few lines have a digit, and to look for one costs a fraction of looking for twelve months.
    numbered = [place for place, line in enumerate(folded) if _DIGIT.search(line)]
    return words | {place for place in numbered if _MONTH.search(folded[place]) or _ISO_DAY.search(folded[place])}


def date_of_span(dates: Span) -> str:
    """Return the finest of day, month and year that holds a range of days, or "" if it spans years."""
    first, last = dates
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return first.isoformat()[:4] if first.year == last.year else ""


def _read_shift(reader: "_DateReader", match: re.Match[str], base: str, anchor: str) -> DateExpression | None:
    """Date "two years later", and what follows "in 2018, one year before", by the date that stands before."""
    words = match.groupdict()
    unit = words["u2"] or words["u3"] or words["u4"] or words["u5"] or ""
    if words["u9"]:  # "in 2012, the year she married"
        return DateExpression(match.start(), match.end(), base[: _LENGTHS[words["u9"]]], side="after") if base else None
    way = words["way"] or words["way5"] or words["n3"] or "same"
    count = {"previous": -1, "same": 0}.get(way, _read_number(words["n2"] or "one"))
    if reader.is_vague(match.start()):
        return None
    joins = not words["n3"] and reader.runs_on(match.end()) and way in ("before", "after", "following", "prior to")
    if joins:
        # "in 2018, one year before Psalm was born": Psalm's is the later date
        at = shift_date(base, count if way in ("before", "prior to") else -count, unit)
        return DateExpression(match.start(), match.end(), at, side="after") if at else None
    at = shift_date(base or anchor, -count if way in ("before", "earlier", "prior") else count, unit)
    return DateExpression(match.start(), match.end(), at, is_future=at > reader.today.isoformat()) if at else None


def _read_count_back(reader: "_DateReader", match: re.Match[str], found: list[DateExpression]) -> DateExpression | None:
    """Date what stands before "three years after they married in 2014", and what follows it from the sentence's head.

    "Two years after she divorced, she married in 2015" leaves 2013 to the divorce.
    """
    words = match.groupdict()
    way = words["way"] or words["way5"] or ""
    base = next((one for one in found if one.start > match.start() and not one.side), None)
    if base is None or way not in ("before", "after", "following", "prior to") or reader.is_vague(match.start()):
        return None
    count = _read_number(words["n2"] or "one") * (-1 if way in ("before", "prior to") else 1)
    is_head = match.start() == 0
    if is_head and "," in reader.sentence[match.end() : base.start]:
        count = -count
    at = shift_date(base.date, count, words["u2"] or words["u5"] or "")
    return DateExpression(match.start(), match.end(), at, side="after" if is_head else "before") if at else None


def shift_date(base: str, count: int, unit: str) -> str:
    """Return an ISO date moved by days, weeks, months, years or decades, or "" if it is coarser than the unit.

    The result is as coarse as the unit: a year after 24 May 2014 is "2015".
    """
    if unit == "decade":
        count, unit = count * 10, "year"
    if len(base) < {"year": 4, "month": 7}.get(unit, 10):
        return ""
    year, month = int(base[:4]), int(base[5:7] or 1)
    if unit == "year":
        return f"{year + count:04}" if count else base[:4]
    if unit == "month":
        months = year * 12 + month - 1 + count
        return f"{months // 12:04}-{months % 12 + 1:02}"
    moved = date.fromisoformat(base) + timedelta(days=count * (7 if unit == "week" else 1))
    return moved.isoformat() if unit == "day" else date_of_span((moved - timedelta(3), moved + timedelta(3)))


def _read_number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _month_span(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year_span(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


class _DateReader:
    """The expressions of one sentence that need no other date."""

    def __init__(self, sentence: str, today: date) -> None:
        self.sentence = sentence
        self.folded = fold_text(sentence)
        self.today = today

    def read_expression(self, match: re.Match[str]) -> DateExpression | None:
        """Return the date of an expression, or None if it turns out to be no date."""
        name = str(match.lastgroup)
        if not self._is_capital(match) or (name in ("ago", "hours") and self.is_vague(match.start())):
            return None
        read: Callable[[re.Match[str]], Span | None] = getattr(self, f"_read_{name}")
        try:
            dates = read(match)
        except ValueError:  # 31 June
            return None
        at = date_of_span(dates) if dates else ""
        if not dates or not at:
            return None
        is_loose = name in ("weekend", "period") and dates[0] != dates[1] and (dates[1] - dates[0]).days < _WEEK
        return DateExpression(match.start(), match.end(), at, is_future=dates[0] > self.today, is_loose=is_loose)

    def read_linked(self, match: re.Match[str], base: str) -> DateExpression | None:
        """Return the month, or day, that "that December" and "May of the year before" name by the date before them."""
        link = match["l6"] or match["l7"] or match["w6"] or ""
        month = _MONTHS[(match["m6"] or match["m7"])[:3]]
        if not base or not self._is_capital(match):
            return None
        then = int(base[5:7] or 0)
        year = int(base[:4])
        if match["m6"]:
            year += {"before": -1, "earlier": -1, "the previous": -1}.get(link, link in _ON)
        elif "that" in link or "same" in link:
            if month < then:
                return None  # "in November 2002 and that May"
        else:
            year += (month <= then or not then) if link in _ON else -(month >= then or not then)
        at = f"{year:04}-{month:02}"
        if match["d6"]:
            at = f"{at}-{int(match['d6']):02}"
        return DateExpression(match.start(), match.end(), at, is_future=at > self.today.isoformat())

    def is_vague(self, start: int) -> bool:
        """True if a count is only about right ("nearly two years later")."""
        return _VAGUE.search(self.folded, max(0, start - 12), start) is not None

    def runs_on(self, end: int) -> bool:
        """True if a clause or a name follows, which "one year before" then belongs to."""
        return re.match(r" [\w\"'(\ue000-\uf8ff]", self.sentence[end:]) is not None

    def _is_capital(self, match: re.Match[str]) -> bool:
        """True if a name of a month or day has its capital ("May", not "may"), or the text has no capitals."""
        if self.sentence.islower():
            return True
        named = _CAPITALS.search(self.folded, match.start(), match.end())
        return named is None or not self.sentence[named.start()].islower()

    def _is_ahead(self, match: re.Match[str]) -> bool:
        # In the original's letters: "Will Smith" is no cue.
        before = self.sentence[max(0, match.start() - _NEAR) : match.start()]
        after = self.sentence[match.end() : match.end() + _NEAR]
        stops = list(_STOP.finditer(before))
        before = before[stops[-1].end() :] if stops else before
        stop = _STOP.search(after)
        after = after[: stop.start()] if stop else after
        return bool(_CUE.search(before) or (match.start() == 0 and _CUE.search(after)))

    def _read_iso(self, match: re.Match[str]) -> Span:
        day = date.fromisoformat(match["iso"])
        return day, day

    def _read_day(self, match: re.Match[str]) -> Span:
        month = _MONTHS[(match["m1"] or match["m2"])[:3]]
        day, year = int(match["d1"] or match["d2"]), match["y1"] or match["y2"] or self._year_of(match["r1"])
        at = date(int(year), month, day) if year else self._nearest_day(month, day, is_ahead=self._is_ahead(match))
        return _month_span(at.year, at.month) if match["to"] else (at, at)

    def _nearest_day(self, month: int, day: int, *, is_ahead: bool) -> date:
        """Return the last such day, today included, or with a cue of the future the next one."""
        years = range(self.today.year, self.today.year + 9) if is_ahead else range(self.today.year, 1900, -1)
        for year in years:
            if day > monthrange(year, month)[1]:
                continue
            at = date(year, month, day)
            if (at >= self.today) if is_ahead else (at <= self.today):
                return at
        raise ValueError

    def _year_of(self, word: str | None) -> int | None:
        """Return the year of "last year", "this year" and "next year" behind a day or month; None for no word."""
        return self.today.year + _STEPS[word] if word else None

    def _read_month(self, match: re.Match[str]) -> Span:
        return _month_span(int(match["y3"]), _MONTHS[match["m3"][:3]])

    def _read_yearly(self, match: re.Match[str]) -> Span:
        then = self.today.replace(year=int(match["y9"]))  # ValueError on 29 February
        return (then, then) if match["d9"] == "day" else _month_span(then.year, then.month)

    def _read_edge(self, match: re.Match[str]) -> Span:
        month = _MONTHS[match["m8"][:3]]
        day = 1 if match["e8"] == "first" else monthrange(int(match["y8"] or 2001), month)[1]
        at = date(int(match["y8"]), month, day) if match["y8"] else self._nearest_day(month, day, is_ahead=False)
        return at, at

    def _read_bare(self, match: re.Match[str]) -> Span:
        month, which = _MONTHS[(match["m4"] or match["m5"])[:3]], match["which"] or ""
        year = self.today.year
        if told := self._year_of(match["r2"]):
            return _month_span(told, month)
        if which == "next" or (self._is_ahead(match) and which != "last"):
            return _month_span(
                year + (month < self.today.month or (which == "next" and month == self.today.month)), month
            )
        is_past = month < self.today.month or (month == self.today.month and which != "last")
        return _month_span(year if is_past or which == "this" else year - 1, month)

    def _read_season(self, match: re.Match[str]) -> Span:
        return _year_span(int(match["y5"]))

    def _read_year(self, match: re.Match[str]) -> Span | None:
        if not match["lead"] and not _OWNED.search(self.folded[: match.start("y4")]):
            return None
        return _year_span(int(match["y4"]))

    def _read_weekday(self, match: re.Match[str]) -> Span:
        offset = (self.today.weekday() - _DAYS.index(match["w"][:3])) % 7
        which = match["past"] or ""
        if match["r4"]:
            at = self.today - timedelta(days=self.today.weekday() - 7 * _STEPS[match["r4"]])
            at += timedelta(days=_DAYS.index(match["w"][:3]))
            return at, at
        if which in ("next", "this coming") or (which not in ("last", "this past") and self._is_ahead(match)):
            at = self.today + timedelta(days=(7 - offset) or 7)
        else:
            at = self.today - timedelta(days=7 if which == "last" and not offset else offset)
        return at, at

    def _read_feast(self, match: re.Match[str]) -> Span:
        month, day = _FEASTS[match["f"]]
        if year := match["y6"] or self._year_of(match["r3"]):
            at = date(int(year), month, day)
        else:
            at = self._nearest_day(month, day, is_ahead=not match["last"] and self._is_ahead(match))
        return at, at

    def _read_near(self, match: re.Match[str]) -> Span | None:
        word = match["near"]
        if word == "today" and self.folded.endswith("usa ", 0, match.start()):
            return None
        at = self.today - timedelta(
            days=2 if word.startswith("the day") else word.startswith(("yesterday", "last night"))
        )
        return at, at

    def _read_weekend(self, match: re.Match[str]) -> Span:
        words = match["weekend"]
        saturday = self.today - timedelta(days=(self.today.weekday() - 5) % 7)
        is_on = self.today.weekday() >= 5
        if words == "last weekend" and is_on:
            saturday -= timedelta(7)
        # On a Monday "this weekend" is still the one that was; later in the week it is the one to come.
        elif (
            "next" in words
            or "coming" in words
            or (self.today.weekday() in range(1, 5) and words == "this weekend")
            or (not is_on and self._is_ahead(match))
        ):
            saturday += timedelta(7)
        return saturday, saturday + timedelta(1)

    def _read_period(self, match: re.Match[str]) -> Span | None:
        if self.folded.endswith("ago ", 0, match.start()):  # "forty years ago this month"
            return None
        which, period = match["rel"] or match["rel2"] or "", match["p"] or match["p2"]
        if match["p2"]:  # "in the spring": the one that was, or with a cue of the future the one to come
            which = "next" if self._is_ahead(match) else "this" if _SEASONS[period][0] <= self.today.month else "last"
        step = _STEPS.get(which, -1)
        if period in _SEASONS:
            return self._past_season(period, step)
        if period == "year":
            return _year_span(self.today.year + step)
        if period == "month":
            months = self.today.year * 12 + self.today.month - 1 + step
            return _month_span(months // 12, months % 12 + 1)
        monday = self.today - timedelta(days=self.today.weekday() - 7 * step)
        last = monday + timedelta(6)
        return monday, last if step or match["p"] != "week" else min(last, max(self.today, monday))

    def _past_season(self, season: str, step: int) -> Span:
        first, last = _SEASONS[season]
        year = self.today.year
        if step < 0 and last >= self.today.month:
            year -= 1
        elif step > 0 and first <= self.today.month:
            year += 1
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])

    def _read_ago(self, match: re.Match[str]) -> Span | None:
        count, unit = (_read_number(match["n1"]), match["u1"]) if match["n1"] else (2, "week")
        if unit == "decade":
            return _year_span(self.today.year - 10 * count) if count == 1 else None
        if unit == "year" and match["on"]:
            then = self.today.replace(year=self.today.year - count)  # ValueError on 29 February
            return (then, then) if match["on"] == "today" else _month_span(then.year, then.month)
        if unit == "year":
            return _year_span(self.today.year - count)
        if unit == "month":
            months = self.today.year * 12 + self.today.month - 1 - count
            return _month_span(months // 12, months % 12 + 1)
        at = self.today - timedelta(days=count * (7 if unit == "week" else 1))
        slack = timedelta(3 if unit == "week" else 0)
        return at - slack, at + slack

    def _read_hours(self, _match: re.Match[str]) -> Span:
        return self.today, self.today


def past_dates(found: list[DateExpression]) -> Iterator[str]:
    """Yield the past dates of a sentence, the last named first: what the next sentence's "a year later" counts from."""
    return (one.date for one in reversed(found) if not one.is_future)
