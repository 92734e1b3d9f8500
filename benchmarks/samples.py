"""Made-up feeds of a real size for measuring: templates over the catalogue's names, the same each time."""

import random
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from news.model.people import Person

ORDINARY = Path(__file__).parent.parent / "news" / "people" / "ordinary.txt"
NOW = int(datetime(2021, 6, 9, 20, tzinfo=UTC).timestamp())
_VERBS = (
    "announces", "denies", "celebrates", "remembers", "praises", "cancels", "confirms", "auctions", "defends", "visits"
)  # fmt: skip
_THINGS = (
    "a world tour", "the divorce rumours", "a birthday with family", "an old bandmate", "the new drama series",
    "a stadium concert", "an engagement", "a beach house", "a fashion line", "the film festival", "a charity auction",
    "the award nomination", "a cookery book", "a royal dinner", "the album delay", "a documentary",
)  # fmt: skip


def headlines(people: list[Person], count: int, seed: int = 1) -> list[str]:
    """Return headlines, about four of each event, each worded a little differently."""
    chance = random.Random(seed)
    made: list[str] = []
    while len(made) < count:
        who, other = chance.sample(people[:1500], 2)
        verb, thing = chance.choice(_VERBS), chance.choice(_THINGS)
        forms = (
            f"{who.name} {verb} {thing} with {other.name}",
            f"{who.name} {verb} {thing}, and {other.name} is part of it",
            f"How {who.name} {verb} {thing} beside {other.name}",
            f"{thing.capitalize()}: {who.name} {verb} it, {other.name} looks on",
        )
        made += forms[: chance.randint(1, 4)]
    chance.shuffle(made)
    return made[:count]


def _prose(chance: random.Random, ordinary: list[str], size: int) -> str:
    """Return sentences of everyday words: no two articles share one, as no two outlets' do."""
    words = chance.choices(ordinary, k=size // 6)
    return " ".join(" ".join(words[at : at + 12]).capitalize() + "." for at in range(0, len(words), 12))


def feed(titles: list[str], size: int, name: str) -> bytes:
    """Return an RSS feed of these titles of about `size` bytes."""
    chance = random.Random(name)
    ordinary = [word for word in ORDINARY.read_text(encoding="utf-8").split() if word.isalpha()]
    long = size // max(len(titles), 1)
    texts = [_prose(chance, ordinary, long) for _ in titles]
    items = "".join(
        f"<item><title>{escape(title)}</title><link>https://{name}.example/{n}</link><guid>{name}-{n}</guid>"
        f"<pubDate>{format_datetime(datetime.fromtimestamp(NOW - n * 300, UTC))}</pubDate>"
        f"<description>{escape(title)}. {text[:220]}</description>"
        f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"
        for n, (title, text) in enumerate(zip(titles, texts, strict=True))
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{name}</title><link>https://{name}.example</link>{items}</channel></rss>"
    ).encode()
