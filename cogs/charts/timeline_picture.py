"""A life as a picture: its events on a line of time, with dated labels in lanes above and below."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PIL import ImageDraw

from cogs.charts.fonts import fit_text, has_letters, text_width, write_text
from cogs.charts.markers import (
    EDGE,
    EDGING,
    FAINT,
    GROUND,
    HUES,
    INK,
    SCALE,
    WIDTH,
    Picture,
    Shape,
    blank_image,
    draw_shape,
    encode_png,
    make_picture,
    to_pixels,
)
from cogs.charts.time_axis import YEARLY, Axis, Spot, Wish, lay_axis, place_labels, place_ticks
from news.events.kinds import KindGroup
from news.text.days import day_span
from news.text.messages import capitalized, message

TEXT, SMALL = 13, 12  # letters, in pixels of the drawing
LANES = 5  # of labels, a side, at most
REACH = 5.5  # half of a mark's width
INSET = EDGE + REACH  # where the line begins
ROOM = WIDTH - 2 * INSET
SPACE = 5.0  # between a label's date and its words
_LEAST_REACH, _APART = 2.5, 1.5  # where there are very many marks; between two of them
_WORDS = (156.0, 112.0)  # the most that a label may take, and where that has no room
_TITLE, _LANE = 15, 19  # the title's letters, the height of a lane
_TICKS = 22  # from the line to the lanes below it: the words of the ticks stand there
_BASE = 4.5  # from the middle of words to the line that they stand on
_HOLLOW = 0.62  # how much of a mark is left out where its day is not known


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

    def count_lanes(self, is_above: bool) -> int:
        """Return how many lanes a side needs."""
        return max((label.spot.lane for label in self.labels.values() if label.spot.is_above is is_above), default=0)


def day_ordinals(iso: str) -> tuple[int, int]:
    """Return the first day that an ISO date may mean, and the day after the last. Raise ValueError if it is no date."""
    first, last = day_span(iso)
    return first.toordinal(), last.toordinal() + 1


def stops_within(marks: Sequence[Mark], ends: tuple[int, int]) -> list[Stop]:
    """Return the marks that may lie between two days, the second exclusive, in the order of their days."""
    stops = [
        Stop(mark, max(begin, ends[0]), min(end, ends[1]))
        for mark in marks
        for begin, end in (day_ordinals(mark.date),)
        if begin < ends[1] and end > ends[0]
    ]
    return sorted(stops, key=lambda stop: stop.begin + stop.end)


def lay_out(stops: list[Stop], ends: tuple[int, int]) -> Plan:
    """Return stops their places on the line, and labels to as many as have room, the weightiest first."""
    reach = min(max((ROOM / (len(stops) + 1) - _APART) / 2, _LEAST_REACH), REACH)
    line = lay_axis([(stop.begin + stop.end) / 2 for stop in stops], ends, ROOM, 2 * reach + _APART)
    dates = [_abbreviate_date(stop, ends[1] - ends[0] > YEARLY) for stop in stops]
    words = [_shorten_label(stop.mark.label) for stop in stops]
    wishes = [
        Wish(
            x,
            tuple(small_width(when) + SPACE + text_width(said, TEXT * SCALE) / SCALE for said in choices),
            stop.mark.weight,
        )
        for stop, when, choices, x in zip(stops, dates, words, line.places[1:-1], strict=True)
    ]
    spots = place_labels(wishes, (-REACH, ROOM + REACH), LANES)
    labels = {index: Label(spot, dates[index], words[index][spot.choice]) for index, spot in spots.items()}
    return Plan(line, stops, labels, reach)


def _shorten_label(label: str) -> list[str]:
    """Return a label at its longest and shortened; nothing if the fonts lack letters of it: the alt text has it."""
    return [fit_text(label, TEXT * SCALE, most * SCALE) for most in _WORDS] if has_letters(label) else []


def small_width(text: str) -> float:
    """Return how much room small letters take."""
    return text_width(text, SMALL * SCALE) / SCALE


def _abbreviate_date(stop: Stop, by_year: bool) -> str:
    """Return when a mark was, in as few words as the picture's span allows."""
    year, *rest = stop.mark.date.split("-")
    if by_year or not rest:
        return year
    month = f"{date(int(year), int(rest[0]), 1):%b}"
    return month if len(rest) == 1 else f"{int(rest[1])} {month}"


def lay_legend(stops: Sequence[Stop]) -> list[tuple[float, int, Shape, str]]:
    """Return what the shapes mean, as place from the picture's left, row, group ("" for a hollow one) and words."""
    kinds = {stop.mark.kind for stop in stops}
    meant: list[tuple[Shape, str]] = [(kind, capitalized(kind)) for kind in HUES if kind in kinds]
    if any(stop.is_vague for stop in stops):
        meant.append(("", "Day not known"))
    found: list[tuple[float, int, Shape, str]] = []
    x, row = float(EDGE), 0
    for kind, words in meant:
        wide = 14 + small_width(words)
        if x + wide > WIDTH - EDGE:
            x, row = float(EDGE), row + 1
        found.append((x, row, kind, words))
        x += wide + 14
    return found


async def draw_timeline_picture(marks: Sequence[Mark], since: str, until: str, title: str) -> Picture:
    """Draw marks from one ISO date to another; return the file and its alt text.

    Crowded years get more room than empty ones; where much time is left out the line is dotted. A mark whose day is
    not known is hollow, on a soft bar over its year or month. Marks outside of the dates are left out. Without room the
    lighter marks lose their labels, never their shapes; some 30 shapes have room at full size, 60 at less than half.
    """
    ends = day_ordinals(since)[0], day_ordinals(until)[1]
    stops = stops_within(marks, ends)
    data = await asyncio.to_thread(lambda: _draw_plan(lay_out(stops, ends), title))
    said = "; ".join(f"{stop.mark.date} {stop.mark.label}" for stop in stops)
    alt = message(
        "Timeline of {name}, {begin} to {end}: {events}", name=title, begin=since[:4], end=until[:4], events=said
    )
    return make_picture(data, "timeline.png", alt)


def _draw_plan(plan: Plan, title: str) -> bytes:
    middle = EDGE + _TITLE + 14 + plan.count_lanes(True) * _LANE + REACH
    foot = middle + _TICKS + plan.count_lanes(False) * _LANE + 12
    meant = lay_legend(plan.stops)
    image = blank_image(foot + max((row + 1 for _, row, *_ in meant), default=0) * _LANE + EDGE - 6)
    draw = ImageDraw.Draw(image, "RGBA")  # so that soft bars let through what is under them
    shown = fit_text(title, _TITLE * SCALE, (WIDTH - 2 * EDGE) * SCALE)
    write_text(draw, (EDGE * SCALE, (EDGE + _TITLE * 0.8) * SCALE), shown, _TITLE * SCALE, INK)
    for label in plan.labels.values():
        _draw_leader(draw, label.spot, middle)
    _draw_line(draw, plan, middle)
    _draw_ticks(draw, plan, middle)
    _draw_marks(draw, plan, middle)
    for label in plan.labels.values():
        _draw_label(draw, label, middle)
    _draw_legend(draw, meant, foot)
    return encode_png(image)


def _lane_middle(spot: Spot, middle: float) -> float:
    """Return the middle of a lane's words."""
    reach = spot.lane * _LANE
    return middle - REACH - reach + 4 if spot.is_above else middle + _TICKS + reach - 8


def _draw_leader(draw: ImageDraw.ImageDraw, spot: Spot, middle: float) -> None:
    x, end = INSET + spot.x, _lane_middle(spot, middle) + (-5 if spot.is_above else 5)
    draw.line(to_pixels(x, middle, x, end), EDGING, SCALE)


def _draw_label(draw: ImageDraw.ImageDraw, label: Label, middle: float) -> None:
    left, line = INSET + label.spot.left, (_lane_middle(label.spot, middle) + _BASE) * SCALE
    write_text(draw, (left * SCALE, line), label.when, SMALL * SCALE, FAINT)
    write_text(draw, ((left + small_width(label.when) + SPACE) * SCALE, line), label.words, TEXT * SCALE, INK)


def _draw_line(draw: ImageDraw.ImageDraw, plan: Plan, middle: float) -> None:
    """Draw the line, dotted where time is folded."""
    solid = 0.0
    for begin, end in [*plan.line.folds, (ROOM, ROOM)]:
        draw.line(to_pixels(INSET + solid, middle, INSET + begin, middle), EDGING, 2 * SCALE)
        for dot in range(int(begin) + 4, int(end) - 2, 6):
            draw.ellipse(to_pixels(INSET + dot, middle - 1, INSET + dot + 2, middle + 1), EDGING)
        solid = end


def _draw_ticks(draw: ImageDraw.ImageDraw, plan: Plan, middle: float) -> None:
    line = middle + REACH + 5 + SMALL * 0.75
    for tick in place_ticks(plan.line, small_width, REACH, 8):
        x, left, right = (INSET + place for place in (tick.x, tick.left, tick.right))
        draw.line(to_pixels(x, middle, x, middle + (REACH + 3 if tick.words else 4)), EDGING, SCALE)
        if tick.words:
            draw.rectangle(to_pixels(left - 2, line - 11, right + 2, line + 3), GROUND)  # over leaders
            write_text(draw, (left * SCALE, line * SCALE), tick.words, SMALL * SCALE, FAINT)


def _draw_marks(draw: ImageDraw.ImageDraw, plan: Plan, middle: float) -> None:
    for stop in plan.stops:
        left, right = (INSET + plan.line.place_of(day) for day in (stop.begin, stop.end))
        if stop.is_vague and right - left > 4 * plan.reach:  # a shorter one is but a smudge beside the mark
            bar = to_pixels(left, middle - 4, right, middle + 4)
            draw.rounded_rectangle(bar, 4 * SCALE, HUES[stop.mark.kind] + "55")
    for stop, x in zip(plan.stops, plan.line.places[1:-1], strict=True):
        kind, at = stop.mark.kind, (INSET + x, middle)
        draw_shape(draw, kind, at, plan.reach + 1.5, GROUND)
        draw_shape(draw, kind, at, plan.reach, HUES[kind])
        if stop.is_vague:
            draw_shape(draw, kind, at, plan.reach * _HOLLOW, GROUND)


def _draw_legend(draw: ImageDraw.ImageDraw, meant: list[tuple[float, int, Shape, str]], top: float) -> None:
    for x, row, kind, words in meant:
        at = x + 5, top + SMALL / 2 + row * _LANE
        draw_shape(draw, kind, at, 5, HUES[kind] if kind else FAINT)
        if not kind:
            draw_shape(draw, kind, at, 5 * _HOLLOW, GROUND)
        write_text(draw, ((x + 14) * SCALE, (at[1] + _BASE) * SCALE), words, SMALL * SCALE, FAINT)
