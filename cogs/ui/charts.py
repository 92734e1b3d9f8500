"""Pictures of numbers, drawn with Pillow in a thread, with alt text that says the same."""

import asyncio
import io
from collections.abc import Sequence
from functools import cache

import discord
from PIL import Image, ImageDraw, ImageFont

from news.text import cut

_SCALE = 2  # Discord shows a card's picture at about 520 pixels; twice that stays sharp on dense screens
_WIDTH, _ROW, _EDGE, _NAMES = 520 * _SCALE, 34 * _SCALE, 16 * _SCALE, 170 * _SCALE
_GROUND, _INK, _FAINT, _BAR, _USUAL = "#1e1f22", "#f2f3f5", "#949ba4", "#e3b341", "#5865f2"

Bar = tuple[str, int, float | None]  # name, articles, usual


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size * _SCALE)  # Pillow's own: no font file to ship, none to miss


async def bars(rows: Sequence[Bar], name: str = "people.png") -> tuple[discord.File, str]:
    """Draw articles as bars with a mark at what is usual; give the file and its alt text."""
    data = await asyncio.to_thread(_draw, rows)
    alt = "Bar chart of articles: " + "; ".join(_said(row) for row in rows)
    return discord.File(io.BytesIO(data), name), alt[:1000]


def _said(row: Bar) -> str:
    person, articles, usual = row
    return f"{person} {articles}" + ("" if usual is None else f", usually {usual:.1f}")


def _draw(rows: Sequence[Bar]) -> bytes:
    has_usual = any(usual is not None for _, _, usual in rows)
    image = Image.new("RGB", (_WIDTH, _EDGE * 2 + _ROW * (len(rows) + has_usual)), _GROUND)
    draw = ImageDraw.Draw(image)
    most = max([1.0, *(float(articles) for _, articles, _ in rows), *(usual or 0.0 for _, _, usual in rows)])
    room = _WIDTH - _EDGE * 2 - _NAMES - 48 * _SCALE
    for place, row in enumerate(rows):
        _draw_row(draw, row, _EDGE + place * _ROW, room / most)
    if has_usual:
        _draw_legend(draw, _EDGE + len(rows) * _ROW)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw_row(draw: ImageDraw.ImageDraw, row: Bar, top: int, unit: float) -> None:
    name, articles, usual = row
    middle, left = top + _ROW // 2, _EDGE + _NAMES
    draw.text((left - 12 * _SCALE, middle), cut(name, 24), font=_font(14), fill=_INK, anchor="rm")
    right = left + max(articles * unit, 4.0 * _SCALE)
    draw.rounded_rectangle((left, top + 7 * _SCALE, right, top + _ROW - 7 * _SCALE), 4 * _SCALE, fill=_BAR)
    if usual is not None:
        at = left + usual * unit
        draw.line((at, top + 4 * _SCALE, at, top + _ROW - 4 * _SCALE), fill=_USUAL, width=3 * _SCALE)
    draw.text((right + 8 * _SCALE, middle), str(articles), font=_font(13), fill=_FAINT, anchor="lm")


def _draw_legend(draw: ImageDraw.ImageDraw, top: int) -> None:
    left, middle = _EDGE + _NAMES, top + _ROW // 2
    draw.rounded_rectangle((left, middle - 5 * _SCALE, left + 14 * _SCALE, middle + 5 * _SCALE), 3 * _SCALE, fill=_BAR)
    draw.text((left + 22 * _SCALE, middle), "articles", font=_font(12), fill=_FAINT, anchor="lm")
    draw.line((left + 90 * _SCALE, middle - 8 * _SCALE, left + 90 * _SCALE, middle + 8 * _SCALE), _USUAL, 3 * _SCALE)
    draw.text((left + 98 * _SCALE, middle), "usual", font=_font(12), fill=_FAINT, anchor="lm")
