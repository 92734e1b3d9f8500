"""Names on a picture: Pillow's own font has no accented letter, so the accents are drawn over their plain letters."""

import unicodedata
from functools import cache
from typing import cast

from PIL import ImageDraw, ImageFont

from news.text.text import cut, fold

_ACUTE, _GRAVE, _CIRCUMFLEX, _TILDE, _MACRON, _BREVE, _DOT, _DIAERESIS, _RING, _DOUBLE, _CARON, _CEDILLA, _OGONEK = (
    "\u0301\u0300\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328"
)
# Each mark as lines in a box of one by one over (or under) the letter, y downwards.
_LINES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    _ACUTE: (((0.35, 1.0), (0.75, 0.0)),),
    _GRAVE: (((0.25, 0.0), (0.65, 1.0)),),
    _CIRCUMFLEX: (((0.1, 1.0), (0.5, 0.1), (0.9, 1.0)),),
    _CARON: (((0.1, 0.0), (0.5, 0.9), (0.9, 0.0)),),
    _TILDE: (((0.0, 0.9), (0.25, 0.3), (0.7, 0.8), (1.0, 0.2)),),
    _MACRON: (((0.05, 0.5), (0.95, 0.5)),),
    _BREVE: (((0.05, 0.0), (0.25, 0.8), (0.75, 0.8), (0.95, 0.0)),),
    _DOUBLE: (((0.2, 1.0), (0.5, 0.0)), ((0.65, 1.0), (0.95, 0.0))),
    _CEDILLA: (((0.55, 0.0), (0.5, 0.35), (0.75, 0.6), (0.3, 1.0)),),
    _OGONEK: (((0.7, 0.0), (0.45, 0.6), (0.9, 1.0)),),
}
_DOTS = {_DOT: (0.5,), _DIAERESIS: (0.15, 0.85)}
_STROKES = "øØ"  # letters with a line through them, which decompose into nothing
_BELOW = {_CEDILLA, _OGONEK}
Font = ImageFont.FreeTypeFont


@cache
def font(size: int) -> Font:
    """Give Pillow's own font, in pixels: no font file to ship, none to miss."""
    return cast(Font, ImageFont.load_default(size))


@cache
def _has(letter: str) -> bool:
    """Whether the font has a letter: what it has not is drawn as the same box as a character that is none."""
    return letter.isspace() or bytes(font(20).getmask(letter)) != bytes(font(20).getmask("\uffff"))


def parted(text: str) -> list[tuple[str, str]]:
    """Give each letter as one that the font has, with its marks; what cannot be shown at all is left out."""
    parts: list[tuple[str, str]] = []
    for letter in unicodedata.normalize("NFC", text):
        whole = letter if _has(letter) else unicodedata.normalize("NFD", letter)
        base, marks = whole[0], whole[1:]
        plain = base if _has(base) else fold(base).upper() if base.isupper() else fold(base)
        if _has(plain):
            parts.append((plain, base if base in _STROKES else marks))
    return parts


def fitted(text: str, size: int, room: float) -> str:
    """Cut a text so that it takes at most so many pixels."""
    limit = len(text)
    while limit > 1 and width(cut(text, limit), size) > room:
        limit -= 1
    return cut(text, limit)


def width(text: str, size: int) -> float:
    """Give how many pixels a text takes."""
    return font(size).getlength("".join(letter for letter, _ in parted(text)))


def write(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, fill: str) -> None:
    """Write a text with its accents; `at` is its left end on the line that the letters stand on."""
    parts = parted(text)
    plain = "".join(letter for letter, _ in parts)
    draw.text(at, plain, font=font(size), fill=fill, anchor="ls")
    for place, (letter, marks) in enumerate(parts):
        left = at[0] + font(size).getlength(plain[:place])
        for mark in marks:
            _mark(draw, mark, (left, at[1], letter), size, fill)


def _mark(draw: ImageDraw.ImageDraw, mark: str, on: tuple[float, float, str], size: int, fill: str) -> None:
    left, line, letter = on
    box = font(size).getbbox(letter, anchor="ls")
    middle, high, thick = left + (box[0] + box[2]) / 2, size * 0.17, max(1, round(size * 0.075))
    across = size * 0.3
    top = line + box[3] + thick / 2 if mark in _BELOW else line + box[1] - high - size * 0.06
    if letter in "ij" and mark not in _BELOW:
        top = line + box[1] - high * 0.2  # over the dot, which the mark hides
    if mark in _STROKES:
        draw.line((left + box[0], line + box[3], left + box[2], line + box[1]), fill, thick)
    for points in _LINES.get(mark, ()):
        draw.line([(middle + (x - 0.5) * across, top + y * high) for x, y in points], fill, thick, joint="curve")
    for x in _DOTS.get(mark, ()):
        dot = (middle + (x - 0.5) * across, top + high * 0.6, thick * 0.75)
        draw.ellipse((dot[0] - dot[2], dot[1] - dot[2], dot[0] + dot[2], dot[1] + dot[2]), fill)
    if mark == _RING:
        reach = high * 0.6
        ring = (middle - reach, top + high - 2 * reach, middle + reach, top + high)
        draw.ellipse(ring, outline=fill, width=max(1, thick - 1))
