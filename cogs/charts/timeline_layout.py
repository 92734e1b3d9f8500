"""Where everything of a drawn timeline stands: marks on the line, their labels in lanes, the legend's rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from news.events.kinds import KindGroup
from news.text.days import day_span

from .canvas import EDGE, SCALE, WIDTH
from .fonts import fitted, has_letters, width
from .label_layout import Spot, Wish, place
from .markers import HUES, Shape
from .time_axis import YEARLY, Axis, axis

TEXT, SMALL = 13, 12  # letters, in pixels of the drawing
LANES = 5  # of labels, a side, at most
REACH = 5.5  # half of a mark's width
INSET = EDGE + REACH  # where the line begins
ROOM = WIDTH - 2 * INSET
SPACE = 5.0  # between a label's date and its words
_LEAST_REACH, _APART = 2.5, 1.5  # where there are very many marks; between two of them
_WORDS = (156.0, 112.0)  # the most that a label may take, and where that has no room


@dataclass(frozen=True, slots=True)
class Mark:
    """An event of the picture: `date` is ISO to the year, month or day; the weightier keep their labels longest."""

    date: str
    label: str
    kind: KindGroup
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Stop:
    """A mark with the days (ordinals) that it may lie on, the second exclusive."""

    mark: Mark
    begin: int
    end: int

    @property
    def is_vague(self) -> bool:
        """True if its day is not known."""
        return len(self.mark.date) < len("2021-06-09")


@dataclass(frozen=True, slots=True)
class Label:
    """A label in its lane: when, and what was, both as they are written."""

    spot: Spot
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All in its place, in pixels of the drawing from INSET on; labels by their stop."""

    line: Axis
    stops: list[Stop]
    labels: dict[int, Label]
    reach: float  # half of a mark's width here

    def lanes(self, is_above: bool) -> int:
        """Return how many lanes a side needs."""
        return max((label.spot.lane for label in self.labels.values() if label.spot.is_above is is_above), default=0)


def days(iso: str) -> tuple[int, int]:
    """Return the first day that an ISO date may mean, and the day after the last; ValueError for what is no date."""
    first, last = day_span(iso)
    return first.toordinal(), last.toordinal() + 1


def within(marks: Sequence[Mark], ends: tuple[int, int]) -> list[Stop]:
    """Return the marks that may lie between two days, the second exclusive, in the order of their days."""
    stops = [
        Stop(mark, max(begin, ends[0]), min(end, ends[1]))
        for mark in marks
        for begin, end in (days(mark.date),)
        if begin < ends[1] and end > ends[0]
    ]
    return sorted(stops, key=lambda stop: stop.begin + stop.end)


def lay_out(stops: list[Stop], ends: tuple[int, int]) -> Plan:
    """Return stops their places on the line, and labels to as many as have room, the weightiest first."""
    reach = min(max((ROOM / (len(stops) + 1) - _APART) / 2, _LEAST_REACH), REACH)
    line = axis([(stop.begin + stop.end) / 2 for stop in stops], ends, ROOM, 2 * reach + _APART)
    dates = [_when(stop, ends[1] - ends[0] > YEARLY) for stop in stops]
    words = [_choices(stop.mark.label) for stop in stops]
    wishes = [
        Wish(x, tuple(small(when) + SPACE + width(said, TEXT * SCALE) / SCALE for said in choices), stop.mark.weight)
        for stop, when, choices, x in zip(stops, dates, words, line.places[1:-1], strict=True)
    ]
    spots = place(wishes, (-REACH, ROOM + REACH), LANES)
    labels = {index: Label(spot, dates[index], words[index][spot.choice]) for index, spot in spots.items()}
    return Plan(line, stops, labels, reach)


def _choices(label: str) -> list[str]:
    """Return a label at its longest and shortened; nothing if the fonts lack letters of it: the alt text has it."""
    return [fitted(label, TEXT * SCALE, most * SCALE) for most in _WORDS] if has_letters(label) else []


def small(text: str) -> float:
    """Return how much room small letters take."""
    return width(text, SMALL * SCALE) / SCALE


def _when(stop: Stop, by_year: bool) -> str:
    """Return when a mark was, in as few words as the picture's span allows."""
    year, *rest = stop.mark.date.split("-")
    if by_year or not rest:
        return year
    month = f"{date(int(year), int(rest[0]), 1):%b}"
    return month if len(rest) == 1 else f"{int(rest[1])} {month}"


def legend(stops: Sequence[Stop]) -> list[tuple[float, int, Shape, str]]:
    """Return what the shapes mean, as place from the picture's left, row, group ("" for a hollow one) and words."""
    kinds = {stop.mark.kind for stop in stops}
    meant: list[tuple[Shape, str]] = [(kind, kind.capitalize()) for kind in HUES if kind in kinds]
    if any(stop.is_vague for stop in stops):
        meant.append(("", "Day not known"))
    found: list[tuple[float, int, Shape, str]] = []
    x, row = float(EDGE), 0
    for kind, words in meant:
        wide = 14 + small(words)
        if x + wide > WIDTH - EDGE:
            x, row = float(EDGE), row + 1
        found.append((x, row, kind, words))
        x += wide + 14
    return found
