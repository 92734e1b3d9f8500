"""What all pictures share: their width, their colours, and the way from a drawing to a file."""

import io

import discord
from PIL import Image

# Discord shows a card's picture some 500 pixels wide, on a phone 300: drawn for 440, letters are readable on both.
SHOWN = 2  # pixels of the file for one of the drawing, for dense screens
SCALE = SHOWN * 2  # drawn larger still, then made smaller: lines and curves come out smooth
WIDTH, EDGE = 440, 16
GROUND, TRACK, EDGING, INK, FAINT, GOLD = "#1e1f22", "#2b2d31", "#70747c", "#f2f3f5", "#b5bac1", "#e3b341"

Picture = tuple[discord.File, str]  # with its alt text
_MOST_ALT = 1000  # of the 1,024 characters that Discord takes


def blank(height: float) -> Image.Image:
    """Return an empty ground of so many rows of the drawing, at the scale that is drawn at."""
    return Image.new("RGB", (WIDTH * SCALE, round(height * SHOWN) * SCALE // SHOWN), GROUND)


def png(image: Image.Image) -> bytes:
    """Make a drawing as small as it is shown, and a file of it."""
    out = io.BytesIO()
    small = (image.width * SHOWN // SCALE, image.height * SHOWN // SCALE)
    image.resize(small, Image.Resampling.BOX).save(out, "PNG")
    return out.getvalue()


def picture(data: bytes, name: str, alt: str) -> Picture:
    """Return a file to attach and its alt text, no longer than Discord takes."""
    return discord.File(io.BytesIO(data), name), alt if len(alt) <= _MOST_ALT else alt[: _MOST_ALT - 1].rstrip() + "…"


def px(*at: float) -> tuple[float, ...]:
    """Return places of the drawing at the scale that is drawn at."""
    return tuple(value * SCALE for value in at)
