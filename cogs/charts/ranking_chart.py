"""Pictures of numbers, drawn with Pillow in a thread, with alt text that says the same."""

import asyncio
from collections.abc import Sequence

from PIL import ImageDraw

from cogs.charts.markers import (
    EDGE,
    FAINT,
    GOLD,
    GROUND,
    INK,
    SCALE,
    TRACK,
    WIDTH,
    Picture,
    blank_image,
    encode_png,
    make_picture,
)

from .fonts import fit_text, text_width, write_text

_WIDTH, _ROW, _EDGE, _GAP = WIDTH * SCALE, 34 * SCALE, EDGE * SCALE, 10 * SCALE
_NAMES = 176 * SCALE  # the most that names may take from the bars
_TEXT, _SMALL, _THICK = 15 * SCALE, 12 * SCALE, 16 * SCALE
_SEEN = 0.05  # what is usual below it is written "none" and has no mark

Bar = tuple[int, str, int, float | None]  # place, name, articles, usual


async def draw_ranking_chart(rows: Sequence[Bar], window: str) -> Picture:
    """Draw articles as bars with a mark at what is usual; give the file and its alt text."""
    data = await asyncio.to_thread(_draw_rows, rows, window)
    alt = f"Bar chart of articles in the last {window}. " + "; ".join(_describe_row(row) for row in rows)
    return make_picture(data, "people.png", alt)


def _describe_row(row: Bar) -> str:
    place, person, articles, usual = row
    return f"{place}. {person} {articles}" + ("" if usual is None else f", usually {usual:.1f}")


def _draw_rows(rows: Sequence[Bar], window: str) -> bytes:
    image = blank_image((_EDGE * 2 + _ROW * len(rows) + _ROW * 3 // 4) / SCALE)
    draw = ImageDraw.Draw(image)
    places = max(text_width(f"{place}", _SMALL) for place, *_ in rows)
    named = min(_NAMES, max(text_width(name, _TEXT) for _, name, *_ in rows))
    left = _EDGE + places + _GAP + named + _GAP
    most = max([1.0, *(max(articles, usual or 0.0) for _, _, articles, usual in rows)])
    numbers = max(text_width(f"{articles:,}", _TEXT) for _, _, articles, _ in rows)
    unit = (_WIDTH - _EDGE - numbers - _GAP - left) / most
    for line, row in enumerate(rows):
        middle = _EDGE + line * _ROW + _ROW / 2
        _draw_row_label(draw, row, (_EDGE, places, named), middle)
        _draw_row_bar(draw, row, (left, left + most * unit, unit), middle)
    _draw_legend(draw, rows, window, _EDGE, image.height - _EDGE)
    return encode_png(image)


def _draw_row_label(draw: ImageDraw.ImageDraw, row: Bar, columns: tuple[float, float, float], middle: float) -> None:
    place, name, articles, _ = row
    left, places, named = columns
    line = middle + _TEXT * 0.35  # letters of this size stand so far below their middle
    write_text(draw, (left + places - text_width(f"{place}", _SMALL), line), f"{place}", _SMALL, FAINT)
    write_text(draw, (left + places + _GAP, line), fit_text(name, _TEXT, named), _TEXT, INK)
    number = f"{articles:,}"
    write_text(draw, (_WIDTH - _EDGE - text_width(number, _TEXT), line), number, _TEXT, INK)


def _draw_row_bar(draw: ImageDraw.ImageDraw, row: Bar, span: tuple[float, float, float], middle: float) -> None:
    _, _, articles, usual = row
    left, right, unit = span
    top, bottom, round_by = middle - _THICK / 2, middle + _THICK / 2, 4 * SCALE
    draw.rounded_rectangle((left, top, right, bottom), round_by, fill=TRACK)
    draw.rounded_rectangle((left, top, left + max(articles * unit, 2 * round_by), bottom), round_by, fill=GOLD)
    if usual is not None and usual >= _SEEN:
        _draw_usual(draw, left + usual * unit, middle)


def _draw_usual(draw: ImageDraw.ImageDraw, x: float, middle: float, reach: float = _THICK * 0.72) -> None:
    """Draw what is usual: light with a dark edge, so that it is seen on the bar and beside it."""
    for colour, wide in ((GROUND, 7 * SCALE // 2), (INK, 3 * SCALE // 2)):
        draw.rectangle((x - wide / 2, middle - reach, x + wide / 2, middle + reach), fill=colour)


def _draw_legend(draw: ImageDraw.ImageDraw, rows: Sequence[Bar], window: str, left: float, line: float) -> None:
    middle, high = line - _SMALL * 0.35, _SMALL * 0.4
    draw.rounded_rectangle((left, middle - high, left + _SMALL, middle + high), 3 * SCALE, fill=GOLD)
    left += _SMALL + _GAP * 0.7
    said = f"Articles in the last {window}"
    write_text(draw, (left, line), said, _SMALL, FAINT)
    if any(usual is not None and usual >= _SEEN for *_, usual in rows):
        left += text_width(said, _SMALL) + _GAP * 2
        _draw_usual(draw, left, middle, _SMALL * 0.6)
        write_text(draw, (left + _GAP * 0.8, line), "Usual for them", _SMALL, FAINT)
