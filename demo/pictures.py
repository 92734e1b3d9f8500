"""Draws the sample edition's pictures: one thing on a stage in the limelight, without faces or words.

A picture is a motif (`demo.motifs`) in one of a few colour schemes; the same name always gives the same bytes.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from demo.motifs import MOTIFS

WIDTH, HEIGHT = 800, 450
VARIANTS = 3  # colour schemes a motif comes in
CREDIT = "Drawn for the Limelight sample edition"
FLOOR = 352  # where the stage begins
_FINE = 3  # drawn this much larger, then reduced: Pillow's shapes have no smooth edges of their own

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of a picture: a backdrop from `night` to `dusk`; motifs name the others as their tones."""

    night: str
    dusk: str
    main: str
    shade: str
    paper: str = "#fff4e2"
    dim: str = "#e2c8b4"
    gold: str = "#ffc64d"
    ochre: str = "#d9902f"
    ink: str = "#1b1030"
    glow: str = "#fff0c9"


SCHEMES = (
    Scheme("#25104f", "#a33a97", "#ff5f86", "#c93268"),
    Scheme("#06263f", "#1f8f9c", "#ff7d54", "#d04f37", ink="#07203a"),
    Scheme("#3c0b22", "#c63456", "#2fc1b3", "#158d8c", ink="#2b0818"),
    Scheme("#0d1650", "#4561d8", "#ff6672", "#c93b58", ink="#0b1040"),
    Scheme("#04332f", "#169a6f", "#f2567c", "#b93463", ink="#052824"),
    Scheme("#45190c", "#e0702c", "#3d7be0", "#2654ad", ink="#2f1109"),
)


class Canvas:
    """A clear sheet on which a motif is drawn, in picture coordinates and tones of its scheme."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self.sheet = Image.new("RGBA", (WIDTH * _FINE, HEIGHT * _FINE))
        self._pen = ImageDraw.Draw(self.sheet)

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * _FINE, y * _FINE) for x, y in points]

    def _ink(self, tone: str) -> str:
        return str(getattr(self._scheme, tone))

    def poly(self, tone: str, *points: Point) -> None:
        """Fill the polygon through the points."""
        self._pen.polygon(self._at(points), fill=self._ink(tone))

    def oval(self, tone: str, x: float, y: float, across: float, down: float | None = None) -> None:
        """Fill an ellipse around a point, by its half axes."""
        down = across if down is None else down
        self._pen.ellipse(self._at([(x - across, y - down), (x + across, y + down)]), fill=self._ink(tone))

    def ring(self, tone: str, x: float, y: float, radius: float, width: float) -> None:
        """Draw a circle's line; the radius is its outer one."""
        box = self._at([(x - radius, y - radius), (x + radius, y + radius)])
        self._pen.ellipse(box, outline=self._ink(tone), width=round(width * _FINE))

    def box(self, tone: str, left: float, top: float, right: float, bottom: float, *, round_by: float = 0) -> None:
        """Fill a rectangle, its corners rounded by a radius."""
        box = self._at([(left, top), (right, bottom)])
        self._pen.rounded_rectangle(box, radius=round_by * _FINE, fill=self._ink(tone))

    def line(self, tone: str, width: float, *points: Point) -> None:
        """Draw a line with round joints and ends."""
        at = self._at(points)
        self._pen.line(at, fill=self._ink(tone), width=round(width * _FINE), joint="curve")
        half = width * _FINE / 2
        for x, y in (at[0], at[-1]):
            self._pen.ellipse((x - half, y - half, x + half, y + half), fill=self._ink(tone))

    def arc(self, tone: str, box: tuple[float, float, float, float], start: float, end: float, width: float) -> None:
        """Draw a part of an ellipse's line inside a box, by angles in degrees, clockwise from three o'clock."""
        left, top, right, bottom = (side * _FINE for side in box)
        self._pen.arc((left, top, right, bottom), start, end, fill=self._ink(tone), width=round(width * _FINE))

    def pie(self, tone: str, box: tuple[float, float, float, float], start: float, end: float) -> None:
        """Fill a slice of an ellipse inside a box, by angles in degrees, clockwise from three o'clock."""
        left, top, right, bottom = (side * _FINE for side in box)
        self._pen.pieslice((left, top, right, bottom), start, end, fill=self._ink(tone))

    def erase(self, x: float, y: float, across: float, down: float) -> None:
        """Cut an elliptic hole, so that the backdrop shows."""
        self._pen.ellipse(self._at([(x - across, y - down), (x + across, y + down)]), fill=(0, 0, 0, 0))


@cache
def _stage(scheme: Scheme) -> Image.Image:
    """Draw backdrop, beams and floor at half size and enlarge them: they are soft anyway."""
    size = (WIDTH // 2, HEIGHT // 2)
    fade = Image.linear_gradient("L").resize(size)
    stage = Image.composite(Image.new("RGB", size, scheme.dusk), Image.new("RGB", size, scheme.night), fade)
    stage.paste(ImageColor.getrgb(scheme.glow), (0, 0), _light(size))
    floor = Image.new("L", size)
    pen = ImageDraw.Draw(floor)
    pen.rectangle((0, FLOOR // 2, *size), fill=150)
    pen.ellipse((54, 164, 346, 214), fill=0)
    stage.paste(ImageColor.getrgb(scheme.ink), (0, 0), floor.filter(ImageFilter.GaussianBlur(2)))
    return stage.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)


def _light(size: tuple[int, int]) -> Image.Image:
    """Give how bright the two beams and the halo between them are."""
    light = Image.new("L", size)
    for lamp in (28, 372):
        beam = Image.new("L", size)
        ImageDraw.Draw(beam).polygon([(lamp - 12, -12), (lamp + 12, -12), (318, 186), (82, 186)], fill=62)
        light = ImageChops.lighter(light, beam.filter(ImageFilter.GaussianBlur(5)))
    halo = ImageChops.invert(Image.radial_gradient("L")).point([max(0, level - 90) * 3 // 4 for level in range(256)])
    around = Image.new("L", size)
    around.paste(halo.resize((360, 270)), (20, -26))
    return ImageChops.add(light, around)


@cache
def draw(motif: str, variant: int) -> bytes:
    """Draw a motif as JPEG, 800 by 450 and under 40 KB; variants count from 1. KeyError for a motif that is none."""
    scheme = SCHEMES[MOTIFS[motif].schemes[variant - 1]]
    canvas = Canvas(scheme)
    MOTIFS[motif].shape(canvas)
    sheet = canvas.sheet.reduce(_FINE)
    picture = _stage(scheme).copy()
    blurred = sheet.getchannel("A").reduce(4).filter(ImageFilter.GaussianBlur(3)).resize(sheet.size)
    shadow = ImageChops.offset(blurred, 12, 14).point([level * 55 // 100 for level in range(256)])
    picture.paste(ImageColor.getrgb(scheme.ink), (0, 0), shadow)
    picture.paste(sheet, (0, 0), sheet)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=76, subsampling=0, optimize=True)
    return out.getvalue()


def alt(motif: str) -> str:
    """Give the words for people who do not see the picture."""
    return MOTIFS[motif].alt


def avatar() -> bytes:
    """Draw the bot's own picture: the star on its stage, square."""
    middle = (WIDTH - HEIGHT) // 2
    picture = Image.open(io.BytesIO(draw("curtains", 1))).crop((middle, 0, middle + HEIGHT, HEIGHT))
    out = io.BytesIO()
    picture.resize((256, 256)).save(out, "PNG")
    return out.getvalue()
