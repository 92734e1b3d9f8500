"""The canvas, and the groups of life events as shapes and colours that colour-blind people tell apart."""

import io
import math
from typing import Literal, assert_never

import discord
from PIL import Image, ImageDraw

from news.events.kinds import KindGroup

# Discord shows a card's picture some 500 pixels wide, on a phone 300: drawn for 440, letters are readable on both.
SHOWN = 2  # pixels of the file for one of the drawing, for dense screens
SCALE = SHOWN * 2  # drawn larger still, then made smaller: lines and curves come out smooth
WIDTH, EDGE = 440, 16
GROUND, TRACK, EDGING, INK, FAINT, GOLD = "#1e1f22", "#2b2d31", "#70747c", "#f2f3f5", "#b5bac1", "#e3b341"

Picture = tuple[discord.File, str]  # with its alt text
_MOST_ALT = 1000  # of the 1,024 characters that Discord takes
Shape = KindGroup | Literal[""]  # "": of a mark whose day is not known, in the legend
# Two differ by 23 (CIE 1976) at least to each kind of colour-blind eye in Machado's model, and each from the ground by
# 5:1 at least; the order is the legend's.
HUES: dict[KindGroup, str] = {
    "love": "#d9749a",
    "family": "#97cbff",
    "work": "#e3b341",
    "law": "#ed6d55",
    "health": "#6ffcab",
    "other": "#ac79ee",
    "stories": "#edf0f2",
}
# Corners as angles, clockwise from the right; a cross's lie inwards at every third.
_Polygon = Literal["law", "other", "stories"]
_POLYGONS: dict[_Polygon, tuple[int, ...]] = {
    "law": (30, 150, 270),
    "other": (0, 90, 180, 270),
    "stories": (0, 60, 120, 180, 240, 300),
}
_GROWN: dict[_Polygon, float] = {"law": 1.25, "other": 1.2, "stories": 1.0}  # so that all shapes look of one size


def blank_image(height: float) -> Image.Image:
    """Return an empty image, `height` pixels of the drawing high."""
    return Image.new("RGB", (WIDTH * SCALE, round(height * SHOWN) * SCALE // SHOWN), GROUND)


def encode_png(image: Image.Image) -> bytes:
    """Return a drawing as a PNG file, scaled down to the size at which it is shown."""
    out = io.BytesIO()
    small = (image.width * SHOWN // SCALE, image.height * SHOWN // SCALE)
    image.resize(small, Image.Resampling.BOX).save(out, "PNG")
    return out.getvalue()


def make_picture(data: bytes, name: str, alt: str) -> Picture:
    """Return a file to attach and its alt text, no longer than Discord takes."""
    return discord.File(io.BytesIO(data), name), alt if len(alt) <= _MOST_ALT else alt[: _MOST_ALT - 1].rstrip() + "…"


def to_pixels(*at: float) -> tuple[float, ...]:
    """Return coordinates of the drawing in pixels of the image."""
    return tuple(value * SCALE for value in at)


def draw_shape(draw: ImageDraw.ImageDraw, group: Shape, at: tuple[float, float], reach: float, fill: str) -> None:
    """Draw a group's shape, `reach` being half its width, in pixels of the drawing; for "" a disc."""
    match group:
        case "love":
            _draw_heart(draw, at, reach, fill)
        case "family":
            draw.rounded_rectangle(_box_around(at, reach * 0.92, reach * 0.92), 1.5 * SCALE, fill)
        case "health":
            for wide, high in ((reach, reach * 0.4), (reach * 0.4, reach)):
                draw.rectangle(_box_around(at, wide, high), fill)
        case "law" | "other" | "stories":
            _draw_polygon(draw, group, at, reach, fill)
        case "work" | "":
            draw.ellipse(_box_around(at, reach, reach), fill)
        case never:
            assert_never(never)


def _draw_polygon(draw: ImageDraw.ImageDraw, group: _Polygon, at: tuple[float, float], reach: float, fill: str) -> None:
    x, y = at[0], at[1] + (reach * 0.2 if group == "law" else 0)  # a triangle's middle lies low
    far = reach * _GROWN[group]
    turns = [math.radians(turn) for turn in _POLYGONS[group]]
    draw.polygon([((x + far * math.cos(turn)) * SCALE, (y + far * math.sin(turn)) * SCALE) for turn in turns], fill)


def _box_around(at: tuple[float, float], wide: float, high: float) -> tuple[float, float, float, float]:
    return (at[0] - wide) * SCALE, (at[1] - high) * SCALE, (at[0] + wide) * SCALE, (at[1] + high) * SCALE


def _draw_heart(draw: ImageDraw.ImageDraw, at: tuple[float, float], reach: float, fill: str) -> None:
    x, y = at
    lobe = reach * 0.56
    for side in (-1, 1):
        draw.ellipse(_box_around((x + side * lobe * 0.92, y - reach * 0.9 + lobe), lobe, lobe), fill)
    point = ((x - reach, y - reach * 0.12), (x + reach, y - reach * 0.12), (x, y + reach))
    draw.polygon([(left * SCALE, top * SCALE) for left, top in point], fill)
