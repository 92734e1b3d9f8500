"""Pictures of numbers, drawn with Pillow in a thread, with alt text that says the same."""

import asyncio
import io
from collections.abc import Sequence

import discord
from PIL import Image, ImageDraw

from .letters import fitted, width, write

# Discord shows a card's picture some 500 pixels wide, on a phone 300: drawn for 440, letters are readable on both.
_SHOWN = 2  # pixels of the file for one of the drawing, for dense screens
_SCALE = _SHOWN * 2  # drawn larger still, then made smaller: lines and curves come out smooth
_WIDTH, _ROW, _EDGE, _GAP = 440 * _SCALE, 34 * _SCALE, 16 * _SCALE, 10 * _SCALE
_NAMES = 176 * _SCALE  # the most that names may take from the bars
_TEXT, _SMALL, _THICK = 15 * _SCALE, 12 * _SCALE, 16 * _SCALE
_GROUND, _TRACK, _INK, _FAINT, _BAR = "#1e1f22", "#2b2d31", "#f2f3f5", "#b5bac1", "#e3b341"
_SEEN = 0.05  # what is usual below it is written "none" and has no mark

Bar = tuple[int, str, int, float | None]  # place, name, articles, usual


async def bars(rows: Sequence[Bar], window: str) -> tuple[discord.File, str]:
    """Draw articles as bars with a mark at what is usual; give the file and its alt text."""
    data = await asyncio.to_thread(_draw, rows, window)
    alt = f"Bar chart of articles in the last {window}. " + "; ".join(_said(row) for row in rows)
    return discord.File(io.BytesIO(data), "people.png"), alt[:1000]


def _said(row: Bar) -> str:
    place, person, articles, usual = row
    return f"{place}. {person} {articles}" + ("" if usual is None else f", usually {usual:.1f}")


def _draw(rows: Sequence[Bar], window: str) -> bytes:
    image = Image.new("RGB", (_WIDTH, _EDGE * 2 + _ROW * len(rows) + _ROW * 3 // 4), _GROUND)
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
    out = io.BytesIO()
    image.resize((_WIDTH * _SHOWN // _SCALE, image.height * _SHOWN // _SCALE), Image.Resampling.BOX).save(out, "PNG")
    return out.getvalue()


def _label(draw: ImageDraw.ImageDraw, row: Bar, columns: tuple[float, float, float], middle: float) -> None:
    place, name, articles, _ = row
    left, places, named = columns
    line = middle + _TEXT * 0.35  # letters of this size stand so far below their middle
    write(draw, (left + places - width(f"{place}", _SMALL), line), f"{place}", _SMALL, _FAINT)
    write(draw, (left + places + _GAP, line), fitted(name, _TEXT, named), _TEXT, _INK)
    number = f"{articles:,}"
    write(draw, (_WIDTH - _EDGE - width(number, _TEXT), line), number, _TEXT, _INK)


def _bar(draw: ImageDraw.ImageDraw, row: Bar, span: tuple[float, float, float], middle: float) -> None:
    _, _, articles, usual = row
    left, right, unit = span
    top, bottom, round_by = middle - _THICK / 2, middle + _THICK / 2, 4 * _SCALE
    draw.rounded_rectangle((left, top, right, bottom), round_by, fill=_TRACK)
    draw.rounded_rectangle((left, top, left + max(articles * unit, 2 * round_by), bottom), round_by, fill=_BAR)
    if usual is not None and usual >= _SEEN:
        _mark(draw, left + usual * unit, middle)


def _mark(draw: ImageDraw.ImageDraw, x: float, middle: float, reach: float = _THICK * 0.72) -> None:
    """Draw what is usual: light with a dark edge, so that it is seen on the bar and beside it."""
    for colour, wide in ((_GROUND, 7 * _SCALE // 2), (_INK, 3 * _SCALE // 2)):
        draw.rectangle((x - wide / 2, middle - reach, x + wide / 2, middle + reach), fill=colour)


def _legend(draw: ImageDraw.ImageDraw, rows: Sequence[Bar], window: str, left: float, line: float) -> None:
    middle, high = line - _SMALL * 0.35, _SMALL * 0.4
    draw.rounded_rectangle((left, middle - high, left + _SMALL, middle + high), 3 * _SCALE, fill=_BAR)
    left += _SMALL + _GAP * 0.7
    said = f"Articles in the last {window}"
    write(draw, (left, line), said, _SMALL, _FAINT)
    if any(usual is not None and usual >= _SEEN for *_, usual in rows):
        left += width(said, _SMALL) + _GAP * 2
        _mark(draw, left, middle, _SMALL * 0.6)
        write(draw, (left + _GAP * 0.8, line), "Usual for them", _SMALL, _FAINT)
