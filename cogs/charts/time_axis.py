"""A time axis that gives crowded years more room and folds empty ones, and the lanes of its labels."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

_ROUNDS = 40  # of halving: enough for the thousandth of a pixel
_LONGEST = 3.0  # the most that a gap may take, in what it would take if all were equal
_FOLDED = 1.15  # a gap that is held back by less still counts as even
YEARLY, _MONTHLY = 3 * 366, 100  # days from which ticks are years, months
_POLE = 4.0  # from a leader to its words
_AIR = 7.0  # between neighbours in a lane
_CLEAR = 3.0  # between words and another's leader


@dataclass(frozen=True, slots=True)
class Axis:
    """Days (ordinals) in rising order with their places (pixels), and the places between which time is folded."""

    days: tuple[float, ...]
    places: tuple[float, ...]
    folds: tuple[tuple[float, float], ...] = ()

    def place_of(self, day: float) -> float:
        """Return the place of any day; before the first and after the last it is theirs."""
        after = min(max(bisect_right(self.days, day), 1), len(self.days) - 1)
        begin, end = self.days[after - 1], self.days[after]
        part = min(max((day - begin) / (end - begin), 0.0), 1.0) if end > begin else 1.0
        return self.places[after - 1] + part * (self.places[after] - self.places[after - 1])


def lay_axis(days: Sequence[float], ends: tuple[float, float], room: float, apart: float) -> Axis:
    """Return an axis from 0 to `room` on which neighbours stand at least `apart`, if there is room for that.

    Time runs evenly where it can: a gap is wider only to keep neighbours apart, and narrower only where it would take
    three times its share. `days` rise and lie within `ends`.
    """
    knots = (ends[0], *days, ends[1])
    gaps = [after - before for before, after in pairwise(knots)]
    apart = min(apart, room / len(gaps))
    least = [apart / 2 if place in (0, len(gaps) - 1) else apart for place in range(len(gaps))]
    most = max(room / len(gaps) * _LONGEST, apart)
    scale = _fit_scale(gaps, least, most, room)
    widths = _gap_widths(gaps, least, most, scale)
    places = [sum(widths[:count]) * room / sum(widths) for count in range(len(knots))]
    folds = tuple(ends for ends, gap in zip(pairwise(places), gaps, strict=True) if gap * scale > _FOLDED * most)
    return Axis(knots, tuple(places), folds)


def _gap_widths(gaps: Sequence[float], least: Sequence[float], most: float, scale: float) -> list[float]:
    return [min(max(gap * scale, low), most) for gap, low in zip(gaps, least, strict=True)]


def _fit_scale(gaps: Sequence[float], least: Sequence[float], most: float, room: float) -> float:
    """Return the pixels for a day with which the gaps fill the room; each is clamped between its least and the most."""
    low, high = 0.0, room / min((gap for gap in gaps if gap), default=1.0)
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(_gap_widths(gaps, least, most, middle)) < room else (low, middle)
    return low


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the line, with its words and their left end; "" has no room for words."""

    x: float
    words: str
    left: float
    right: float


def place_ticks(line: Axis, wide: Callable[[str], float], over: float, apart: float) -> list[Tick]:
    """Return the ends and the years, months or days between them, as the span asks; none inside a fold.

    Words stand `apart` at least, those of the ends and of round dates before others, and reach at most `over` beyond
    the line's ends.
    """
    found: list[Tick] = []
    for _, day, words in sorted(_propose_ticks(line)):
        x = line.place_of(day)
        if any(begin + 1 < x < end - 1 for begin, end in line.folds):
            continue
        left = min(max(x - wide(words) / 2, -over), line.places[-1] + over - wide(words))
        right = left + wide(words)
        clear = all(
            words != tick.words and (right + apart <= tick.left or tick.right + apart <= left)
            for tick in found
            if tick.words
        )
        found.append(Tick(x, words if clear else "", left, right))
    return found


def _propose_ticks(line: Axis) -> Iterator[tuple[int, int, str]]:
    """Yield ticks as how round they are, day and words; the line's ends come first."""
    first, last = date.fromordinal(int(line.days[0])), date.fromordinal(int(line.days[-1]) - 1)
    span = (last - first).days
    if span > YEARLY:
        between, ends = _year_ticks(first, last), [f"{end:%Y}" for end in (first, last)]
    elif span > _MONTHLY:
        between, ends = _month_ticks(first, last), [f"{end:%b %Y}" for end in (first, last)]
    else:
        between, ends = _day_ticks(first, last), [f"{end.day} {end:%b}" for end in (first, last)]
    yield -1, first.toordinal(), ends[0]
    yield -1, last.toordinal() + 1, ends[1]
    yield from between


def _year_ticks(first: date, last: date) -> Iterator[tuple[int, int, str]]:
    steps = (50, 20, 10, 5, 2)
    for year in range(first.year + 1, last.year + 1):
        rank = next((rank for rank, step in enumerate(steps) if year % step == 0), len(steps))
        yield rank, date(year, 1, 1).toordinal(), f"{year}"


def _month_ticks(first: date, last: date) -> Iterator[tuple[int, int, str]]:
    for month in range(first.year * 12 + first.month, last.year * 12 + last.month):
        begin = date(month // 12, month % 12 + 1, 1)
        rank = 0 if begin.month == 1 else 1 if begin.month == 7 else 2 if begin.month % 3 == 1 else 3
        yield rank, begin.toordinal(), f"{begin.year}" if begin.month == 1 else f"{begin:%b}"


def _day_ticks(first: date, last: date) -> Iterator[tuple[int, int, str]]:
    for day in range(first.toordinal() + 1, last.toordinal()):
        on = date.fromordinal(day)
        rank = 0 if on.day == 1 else 1 if on.day == 15 else 2 if on.day % 7 == 1 else 3
        yield rank, day, f"{on.day} {on:%b}"


@dataclass(frozen=True, slots=True)
class Wish:
    """A label to place: its mark's place, the widths of its words from longest to shortest, and how much it weighs."""

    x: float
    widths: tuple[float, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label stands: lane 1 is nearest to the line, its leader runs at `x`, `choice` is which of its widths."""

    x: float
    left: float
    right: float
    is_above: bool
    choice: int
    lane: int = 1

    def covers(self, other: "Spot") -> bool:
        """True if the other's leader could not pass through this one's words."""
        return self.left - _CLEAR < other.x < self.right + _CLEAR

    def meets(self, other: "Spot") -> bool:
        """True if the two take the same room in a lane."""
        return self.left < other.right + _AIR and other.left < self.right + _AIR


def place_labels(wishes: Sequence[Wish], ends: tuple[float, float], most: int) -> dict[int, Spot]:
    """Return each wish that has room its spot between `ends`, in at most `most` lanes a side."""
    placed: dict[int, Spot] = {}
    for index in sorted(range(len(wishes)), key=lambda index: (-wishes[index].weight, index)):
        for choice, wide in enumerate(wishes[index].widths):
            found = [
                laid
                for spot in _possible_spots(wishes[index].x, wide, choice, ends)
                if (laid := _lay_side({**placed, index: spot}, spot.is_above, most))
            ]
            if found:
                placed = min(found, key=_measure_height)
                break
    return placed


def _possible_spots(x: float, wide: float, choice: int, ends: tuple[float, float]) -> Iterator[Spot]:
    for is_above in (True, False):
        if x + _POLE + wide <= ends[1]:
            yield Spot(x, x + _POLE, x + _POLE + wide, is_above, choice)
        if x - _POLE - wide >= ends[0]:
            yield Spot(x, x - _POLE - wide, x - _POLE, is_above, choice)


def _measure_height(laid: dict[int, Spot]) -> tuple[int, int]:
    tops = [max((spot.lane for spot in laid.values() if spot.is_above is above), default=0) for above in (True, False)]
    return sum(tops), sum(spot.lane for spot in laid.values())


def _lay_side(spots: dict[int, Spot], is_above: bool, most: int) -> dict[int, Spot] | None:
    """Return all spots, those of one side in their lowest lanes, or None if they do not fit together.

    A label whose words cover another's leader stands farther out than the other; two that only meet stand apart.
    """
    side = {index: spot for index, spot in spots.items() if spot.is_above is is_above}
    under = {
        index: [
            other
            for other, beside in side.items()
            if other != index
            and (spot.covers(beside) or (spot.meets(beside) and not beside.covers(spot) and index < other))
        ]
        for index, spot in side.items()
    }
    lanes: dict[int, int] = {}
    while len(lanes) < len(side):
        ready = [index for index in side if index not in lanes and all(other in lanes for other in under[index])]
        if not ready:
            return None  # two cover each other's leader
        for index in ready:
            lanes[index] = 1 + max((lanes[other] for other in under[index]), default=0)
    if max(lanes.values()) > most:
        return None
    return {**spots, **{index: replace(spot, lane=lanes[index]) for index, spot in side.items()}}
