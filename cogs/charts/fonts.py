"""Words on a picture, in two fonts that come with the bot: each letter in the first that has it."""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

from news.text.text import cut_text

# Latin, Greek and Cyrillic; kana, Hangul and kanji (1.8 MB, so it is opened for the first letter that needs it).
_FILES = ("NotoSans-Regular.ttf", "NotoSansCJKjp-Regular.otf")
_FOLDER = Path(__file__).with_name("fonts")
_NO_LETTER = "\uffff"  # Unicode promises that it will never be one


@cache
def _load_font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FOLDER / file, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def _file_with(letter: str) -> str | None:
    """Return the font file that has a letter, or None: a font draws one box for all that it has not."""
    fonts = ((file, _load_font(file, 20)) for file in _FILES)
    return next((file for file, font in fonts if bytes(font.getmask(letter)) != bytes(font.getmask(_NO_LETTER))), None)


def has_letters(text: str) -> bool:
    """True if the fonts have each letter and digit of a text; signs such as emoji do not count."""
    return all(_file_with(letter) for letter in unicodedata.normalize("NFC", text) if letter.isalnum())


def drawable_name(name: str, others: Iterable[str]) -> str:
    """Return the name, or the first of the others that the fonts can draw if they cannot draw it."""
    return next((one for one in (name, *others) if has_letters(one)), name)


def font_runs(text: str) -> list[tuple[str, str]]:
    """Return the parts of a text, each with its font file.

    A letter that neither file has stays, drawn as a box, so that no name looks whole that is not. Other signs go.
    """
    letters = [" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", text)]
    filed = [(letter, _file_with(letter)) for letter in letters]
    kept = [(letter, file or _FILES[0]) for letter, file in filed if file or letter.isalnum()]
    return [("".join(letter for letter, _ in part), file) for file, part in groupby(kept, lambda one: one[1])]


def fit_text(text: str, size: int, room: float) -> str:
    """Return a text cut to at most `room` pixels."""
    limit = len(text)
    while limit > 1 and text_width(cut_text(text, limit), size) > room:
        limit -= 1
    return cut_text(text, limit)


def text_width(text: str, size: int) -> float:
    """Return how many pixels a text takes."""
    return sum(_load_font(file, size).getlength(part) for part, file in font_runs(text))


def write_text(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, fill: str) -> None:
    """Draw a text; `at` is the left end of its baseline."""
    left, line = at
    for part, file in font_runs(text):
        draw.text((left, line), part, font=_load_font(file, size), fill=fill, anchor="ls")
        left += _load_font(file, size).getlength(part)
