"""Pictures of numbers, drawn with Pillow in a thread, with alt text that says the same."""

import asyncio
from collections.abc import Sequence

from PIL import ImageDraw

from cogs.charts.markers import EDGE, FAINT, GOLD, GROUND, INK, SCALE, TRACK, WIDTH, Picture, blank, picture, png

from .fonts import fitted, width, write

_WIDTH, _ROW, _EDGE, _GAP = WIDTH * SCALE, 34 * SCALE, EDGE * SCALE, 10 * SCALE
_NAMES = 176 * SCALE  # the most that names may take from the bars
_TEXT, _SMALL, _THICK = 15 * SCALE, 12 * SCALE, 16 * SCALE
_SEEN = 0.05  # what is usual below it is written "none" and has no mark

Bar = tuple[int, str, int, float | None]  # place, name, articles, usual


async def bars(rows: Sequence[Bar], window: str) -> Picture:
    """Draw articles as bars with a mark at what is usual; give the file and its alt text."""
    data = await asyncio.to_thread(_draw, rows, window)
    alt = f"Bar chart of articles in the last {window}. " + "; ".join(_said(row) for row in rows)
    return picture(data, "people.png", alt)


def _said(row: Bar) -> str:
    place, person, articles, usual = row
    return f"{place}. {person} {articles}" + ("" if usual is None else f", usually {usual:.1f}")


def _draw(rows: Sequence[Bar], window: str) -> bytes:
    image = blank((_EDGE * 2 + _ROW * len(rows) + _ROW * 3 // 4) / SCALE)
    draw = ImageDraw.Draw(image)
    places = max(width(f"{place}", _SMALL) for place, *_ in rows)
    named = min(_NAMES, max(width(name, _TEXT) for _, name, *_ in rows))
    left = _EDGE + places + _GAP + named + _GAP
    most = max([1.0, *(max(articles, usual or 0.0) for _, _, articles, usual in rows)])
    numbers = max(width(f"{articles:,}", _TEXT) for _, _, articles, _ in rows)
    unit = (_WIDTH - _EDGE - numbers - _GAP - left) / most
    for line, row in enumerate(rows):
        middle = _EDGE + line * _ROW + _ROW / 2
        _label(draw, row, (_EDGE, places, named), middle)
        _bar(draw, row, (left, left + most * unit, unit), middle)
    _legend(draw, rows, window, _EDGE, image.height - _EDGE)
    return png(image)


def _label(draw: ImageDraw.ImageDraw, row: Bar, columns: tuple[float, float, float], middle: float) -> None:
    place, name, articles, _ = row
    left, places, named = columns
    line = middle + _TEXT * 0.35  # letters of this size stand so far below their middle
    write(draw, (left + places - width(f"{place}", _SMALL), line), f"{place}", _SMALL, FAINT)
    write(draw, (left + places + _GAP, line), fitted(name, _TEXT, named), _TEXT, INK)
    number = f"{articles:,}"
    write(draw, (_WIDTH - _EDGE - width(number, _TEXT), line), number, _TEXT, INK)


def _bar(draw: ImageDraw.ImageDraw, row: Bar, span: tuple[float, float, float], middle: float) -> None:
    _, _, articles, usual = row
    left, right, unit = span
    top, bottom, round_by = middle - _THICK / 2, middle + _THICK / 2, 4 * SCALE
    draw.rounded_rectangle((left, top, right, bottom), round_by, fill=TRACK)
    draw.rounded_rectangle((left, top, left + max(articles * unit, 2 * round_by), bottom), round_by, fill=GOLD)
    if usual is not None and usual >= _SEEN:
        _mark(draw, left + usual * unit, middle)


def _mark(draw: ImageDraw.ImageDraw, x: float, middle: float, reach: float = _THICK * 0.72) -> None:
    """Draw what is usual: light with a dark edge, so that it is seen on the bar and beside it."""
    for colour, wide in ((GROUND, 7 * SCALE // 2), (INK, 3 * SCALE // 2)):
        draw.rectangle((x - wide / 2, middle - reach, x + wide / 2, middle + reach), fill=colour)


def _legend(draw: ImageDraw.ImageDraw, rows: Sequence[Bar], window: str, left: float, line: float) -> None:
    middle, high = line - _SMALL * 0.35, _SMALL * 0.4
    draw.rounded_rectangle((left, middle - high, left + _SMALL, middle + high), 3 * SCALE, fill=GOLD)
    left += _SMALL + _GAP * 0.7
    said = f"Articles in the last {window}"
    write(draw, (left, line), said, _SMALL, FAINT)
    if any(usual is not None and usual >= _SEEN for *_, usual in rows):
        left += width(said, _SMALL) + _GAP * 2
        _mark(draw, left, middle, _SMALL * 0.6)
        write(draw, (left + _GAP * 0.8, line), "Usual for them", _SMALL, FAINT)
