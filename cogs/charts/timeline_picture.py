"""A life as a picture: its events on a line of time, with dated labels in lanes above and below."""

import asyncio
from collections.abc import Sequence

from PIL import ImageDraw

from .canvas import EDGE, EDGING, FAINT, GROUND, INK, SCALE, WIDTH, Picture, blank, picture, png, px
from .fonts import fitted, write
from .label_layout import Spot
from .markers import HUES, Shape, shape
from .time_axis import ticks
from .timeline_layout import (
    INSET,
    REACH,
    ROOM,
    SMALL,
    SPACE,
    TEXT,
    Label,
    Mark,
    Plan,
    days,
    lay_out,
    legend,
    small,
    within,
)

__all__ = ["Mark", "timeline"]

_TITLE, _LANE = 15, 19  # the title's letters, the height of a lane
_TICKS = 22  # from the line to the lanes below it: the words of the ticks stand there
_BASE = 4.5  # from the middle of words to the line that they stand on
_HOLLOW = 0.62  # how much of a mark is left out where its day is not known


async def timeline(marks: Sequence[Mark], since: str, until: str, title: str) -> Picture:
    """Draw marks from one ISO date to another; give the file and its alt text.

    Crowded years get more room than empty ones; where much time is left out the line is dotted. A mark whose day is
    not known is hollow, on a soft bar over its year or month. Marks outside of the dates are left out. Without room the
    lighter marks lose their labels, never their shapes; some 30 shapes have room at full size, 60 at less than half.
    """
    ends = days(since)[0], days(until)[1]
    stops = within(marks, ends)
    data = await asyncio.to_thread(lambda: _draw(lay_out(stops, ends), title))
    said = "; ".join(f"{stop.mark.date} {stop.mark.label}" for stop in stops)
    return picture(data, "timeline.png", f"Timeline of {title}, {since[:4]} to {until[:4]}: {said}")


def _draw(plan: Plan, title: str) -> bytes:
    middle = EDGE + _TITLE + 14 + plan.lanes(True) * _LANE + REACH
    foot = middle + _TICKS + plan.lanes(False) * _LANE + 12
    meant = legend(plan.stops)
    image = blank(foot + max((row + 1 for _, row, *_ in meant), default=0) * _LANE + EDGE - 6)
    draw = ImageDraw.Draw(image, "RGBA")  # so that soft bars let through what is under them
    shown = fitted(title, _TITLE * SCALE, (WIDTH - 2 * EDGE) * SCALE)
    write(draw, (EDGE * SCALE, (EDGE + _TITLE * 0.8) * SCALE), shown, _TITLE * SCALE, INK)
    for label in plan.labels.values():
        _draw_leader(draw, label.spot, middle)
    _draw_line(draw, plan, middle)
    _draw_ticks(draw, plan, middle)
    _draw_marks(draw, plan, middle)
    for label in plan.labels.values():
        _draw_label(draw, label, middle)
    _draw_legend(draw, meant, foot)
    return png(image)


def _lane(spot: Spot, middle: float) -> float:
    """Return the middle of a lane's words."""
    reach = spot.lane * _LANE
    return middle - REACH - reach + 4 if spot.is_above else middle + _TICKS + reach - 8


def _draw_leader(draw: ImageDraw.ImageDraw, spot: Spot, middle: float) -> None:
    x, end = INSET + spot.x, _lane(spot, middle) + (-5 if spot.is_above else 5)
    draw.line(px(x, middle, x, end), EDGING, SCALE)


def _draw_label(draw: ImageDraw.ImageDraw, label: Label, middle: float) -> None:
    left, line = INSET + label.spot.left, (_lane(label.spot, middle) + _BASE) * SCALE
    write(draw, (left * SCALE, line), label.when, SMALL * SCALE, FAINT)
    write(draw, ((left + small(label.when) + SPACE) * SCALE, line), label.words, TEXT * SCALE, INK)


def _draw_line(draw: ImageDraw.ImageDraw, plan: Plan, middle: float) -> None:
    """Draw the line, dotted where time is folded."""
    solid = 0.0
    for begin, end in [*plan.line.folds, (ROOM, ROOM)]:
        draw.line(px(INSET + solid, middle, INSET + begin, middle), EDGING, 2 * SCALE)
        for dot in range(int(begin) + 4, int(end) - 2, 6):
            draw.ellipse(px(INSET + dot, middle - 1, INSET + dot + 2, middle + 1), EDGING)
        solid = end


def _draw_ticks(draw: ImageDraw.ImageDraw, plan: Plan, middle: float) -> None:
    line = middle + REACH + 5 + SMALL * 0.75
    for tick in ticks(plan.line, small, REACH, 8):
        x, left, right = (INSET + place for place in (tick.x, tick.left, tick.right))
        draw.line(px(x, middle, x, middle + (REACH + 3 if tick.words else 4)), EDGING, SCALE)
        if tick.words:
            draw.rectangle(px(left - 2, line - 11, right + 2, line + 3), GROUND)  # over leaders
            write(draw, (left * SCALE, line * SCALE), tick.words, SMALL * SCALE, FAINT)


def _draw_marks(draw: ImageDraw.ImageDraw, plan: Plan, middle: float) -> None:
    for stop in plan.stops:
        left, right = (INSET + plan.line.at(day) for day in (stop.begin, stop.end))
        if stop.is_vague and right - left > 4 * plan.reach:  # a shorter one is but a smudge beside the mark
            bar = px(left, middle - 4, right, middle + 4)
            draw.rounded_rectangle(bar, 4 * SCALE, HUES[stop.mark.kind] + "55")
    for stop, x in zip(plan.stops, plan.line.places[1:-1], strict=True):
        kind, at = stop.mark.kind, (INSET + x, middle)
        shape(draw, kind, at, plan.reach + 1.5, GROUND)
        shape(draw, kind, at, plan.reach, HUES[kind])
        if stop.is_vague:
            shape(draw, kind, at, plan.reach * _HOLLOW, GROUND)


def _draw_legend(draw: ImageDraw.ImageDraw, meant: list[tuple[float, int, Shape, str]], top: float) -> None:
    for x, row, kind, words in meant:
        at = x + 5, top + SMALL / 2 + row * _LANE
        shape(draw, kind, at, 5, HUES[kind] if kind else FAINT)
        if not kind:
            shape(draw, kind, at, 5 * _HOLLOW, GROUND)
        write(draw, ((x + 14) * SCALE, (at[1] + _BASE) * SCALE), words, SMALL * SCALE, FAINT)
