"""The sample edition's pictures: one thing each on a stage in the limelight, without faces or words."""

import io
import mimetypes
from pathlib import Path

from PIL import Image

WIDTH, HEIGHT = 800, 450
CREDIT = "Drawn for the Limelight sample edition"
_FOLDER = Path(__file__).with_name("edition") / "pictures"

mimetypes.add_type("image/webp", ".webp")  # the page in the browser asks for it, and Python knows it from 3.13 on

# What each shows, in words for people who do not see it.
ALTS = {
    "microphone": "A studio microphone in the spotlight on an empty stage",
    "guitar": "An acoustic guitar in the spotlight",
    "vinyl": "A vinyl record half out of its sleeve",
    "curtains": "Theatre curtains opening on a golden star",
    "clapper": "A film clapperboard, open",
    "reel": "A film reel with a strip of film",
    "ticket": "Two cinema tickets with a star",
    "television": "An old television set showing colour bars",
    "crown": "A golden crown with jewels",
    "rings": "Two linked golden rings, one with a diamond",
    "cradle": "A cradle under a mobile of stars",
    "heart": "A heart with an arrow through it",
    "rose": "A single rose in the spotlight",
    "cake": "A birthday cake with three candles",
    "trophy": "A golden trophy cup with a star",
    "medal": "A gold medal on a ribbon",
    "gavel": "A judge's gavel on its block",
    "book": "An open book with a bookmark",
    "newspaper": "A folded newspaper with a star on its front page",
    "phone": "A phone showing a photo, with a heart in a speech bubble",
    "rocket": "A rocket lifting off among stars",
    "skyline": "A city skyline before a low sun",
    "tennis": "A tennis racket and a ball",
    "boxing": "A pair of boxing gloves hung up by their laces",
    "candle": "A lit candle between two flowers",
    "fedora": "A wide-brimmed felt hat",
    "palm": "A golden palm branch",
    "briefcase": "A briefcase beside a stack of coins",
    "sofa": "A sofa beside a floor lamp",
    "hourglass": "An hourglass with running sand",
}


def read_picture(motif: str) -> bytes:
    """Return a motif's picture as WebP. Raise FileNotFoundError if there is none."""
    return (_FOLDER / f"{motif}.webp").read_bytes()


def avatar() -> bytes:
    """Return the bot's own picture as PNG: the star on its stage, square."""
    middle = (WIDTH - HEIGHT) // 2
    picture = Image.open(io.BytesIO(read_picture("curtains"))).crop((middle, 0, middle + HEIGHT, HEIGHT))
    out = io.BytesIO()
    picture.resize((256, 256)).save(out, "PNG")
    return out.getvalue()
