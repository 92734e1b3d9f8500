"""How much was reported on a person day by day, as a low calm picture with its highest day named."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from PIL import ImageDraw

from cogs.charts.markers import (
    EDGE,
    EDGING,
    FAINT,
    GOLD,
    INK,
    SCALE,
    WIDTH,
    Picture,
    blank_image,
    encode_png,
    make_picture,
    to_pixels,
)
from cogs.kit.markdown import date_in_words

from .fonts import text_width, write_text

_TEXT, _SMALL = 13, 12  # letters, in pixels of the drawing
_HIGH, _BASE = 42, 72  # how high the highest bar is, and where all stand
_FEW = 4  # reports that fill the height: a single one is no spike
_ROOM = WIDTH - 2 * EDGE
_LEAST, _WIDEST = 2.0, 22.0  # the lowest bar that is seen, the widest that still looks like one
_PARTED = 3.0  # from this width of a day bars have gaps; closer ones make an outline
_QUIET = "#8f7a45"  # gold, held back: the peak alone is bright


async def draw_sparkline(days: Sequence[int], since: int, name: str) -> Picture | None:
    """Draw reports a day, oldest first, the first being the UTC day of `since`; None where nothing was reported.

    From one day to a year or so; give the file and its alt text.
    """
    if not any(days):
        return None
    first = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=since)).date()
    data = await asyncio.to_thread(_draw_days, days, first)
    return make_picture(data, "coverage.png", _describe_days(days, first, name))


def _describe_days(days: Sequence[int], first: date, name: str) -> str:
    count, last = sum(days), first + timedelta(days=len(days) - 1)
    reports = f"{count:,} report{'s' if count != 1 else ''}"
    if first == last:
        return f"Coverage of {name} on {date_in_words(first)}: {reports}"
    begin = _short_day(first) if first.year == last.year else date_in_words(first)
    peak = first + timedelta(days=_find_peak(days))
    on = _short_day(peak) if first.year == last.year else date_in_words(peak)
    return f"Coverage of {name} per day, {begin} to {date_in_words(last)}: {reports}, most on {on} ({max(days):,})"


def _short_day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _find_peak(days: Sequence[int]) -> int:
    """Return the place of the highest day, the latest of several: that is news."""
    return max(range(len(days)), key=lambda place: (days[place], place))


def _draw_days(days: Sequence[int], first: date) -> bytes:
    image = blank_image(_BASE + 6 + _SMALL + 12)
    draw = ImageDraw.Draw(image)
    peak, each = _find_peak(days), _ROOM / len(days)
    unit = _HIGH / max(days[peak], _FEW)
    for place, count in enumerate(days):
        if count:
            _draw_day_bar(draw, (place, each), max(count * unit, _LEAST), GOLD if place == peak else _QUIET)
    draw.line(to_pixels(EDGE, _BASE, WIDTH - EDGE, _BASE), EDGING, SCALE)
    _name_peak(draw, days[peak], first + timedelta(days=peak), (EDGE + (peak + 0.5) * each, _BASE - days[peak] * unit))
    if len(days) > 1:
        _name_ends(draw, first, first + timedelta(days=len(days) - 1))
    return encode_png(image)


def _name_ends(draw: ImageDraw.ImageDraw, first: date, last: date) -> None:
    ends = [_short_day(day) if first.year == last.year else f"{day.day} {day:%b %Y}" for day in (first, last)]
    line = (_BASE + 6 + _SMALL * 0.8) * SCALE
    write_text(draw, (EDGE * SCALE, line), ends[0], _SMALL * SCALE, FAINT)
    write_text(
        draw, ((WIDTH - EDGE) * SCALE - text_width(ends[1], _SMALL * SCALE), line), ends[1], _SMALL * SCALE, FAINT
    )


def _draw_day_bar(draw: ImageDraw.ImageDraw, day: tuple[int, float], high: float, fill: str) -> None:
    """Draw a bar for a day, given as its place and how wide each is."""
    place, each = day
    left, right = EDGE + place * each, EDGE + (place + 1) * each
    if each >= _PARTED:
        wide = min(each - max(1.0, each * 0.2), _WIDEST)
        left, right = (left + right - wide) / 2, (left + right + wide) / 2
    if fill == GOLD:  # of a day in a year, too, it is seen
        right = max(right, left + _LEAST)
    shape = to_pixels(left, _BASE - high, right, _BASE)
    draw.rectangle((shape[0], shape[1], shape[2] - 1, shape[3]), fill)


def _name_peak(draw: ImageDraw.ImageDraw, count: int, day: date, top: tuple[float, float]) -> None:
    number, on = f"{count:,}", f"on {_short_day(day)}"
    half = text_width(number, _TEXT * SCALE) / SCALE
    wide = half + 5 + text_width(on, _SMALL * SCALE) / SCALE
    left = min(max(top[0] - wide / 2, EDGE), WIDTH - EDGE - wide)
    line = top[1] - 9
    draw.line(to_pixels(top[0], line + 3, top[0], line + 7), EDGING, SCALE)
    write_text(draw, (left * SCALE, line * SCALE), number, _TEXT * SCALE, INK)
    write_text(draw, ((left + half + 5) * SCALE, line * SCALE), on, _SMALL * SCALE, FAINT)
