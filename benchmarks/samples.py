"""Made-up feeds of a real size for measuring: templates over the catalogue's names, the same each time."""

import random
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from news.model import Person

NOW = int(datetime(2021, 6, 9, 20, tzinfo=UTC).timestamp())
_VERBS = (
    "announces", "denies", "celebrates", "remembers", "praises", "cancels", "confirms", "auctions", "defends", "visits"
)  # fmt: skip
_THINGS = (
    "a world tour", "the divorce rumours", "a birthday with family", "an old bandmate", "the new drama series",
    "a stadium concert", "an engagement", "a beach house", "a fashion line", "the film festival", "a charity auction",
    "the award nomination", "a cookery book", "a royal dinner", "the album delay", "a documentary",
)  # fmt: skip
_FILLER = "It was said on Tuesday at an event where friends, colleagues and reporters stood together for a while. "


def headlines(people: list[Person], count: int, seed: int = 1) -> list[str]:
    """Give headlines, about four of each event, each worded a little differently."""
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


def feed(titles: list[str], size: int, name: str) -> bytes:
    """Give an RSS feed of these titles of about `size` bytes."""
    body = _FILLER * max(1, size // max(len(titles), 1) // len(_FILLER))
    items = "".join(
        f"<item><title>{escape(title)}</title><link>https://{name}.example/{n}</link><guid>{name}-{n}</guid>"
        f"<pubDate>{format_datetime(datetime.fromtimestamp(NOW - n * 300, UTC))}</pubDate>"
        f"<description>{escape(title)}. {body[:220]}</description>"
        f"<content:encoded><![CDATA[<p>{body}</p>]]></content:encoded></item>"
        for n, title in enumerate(titles)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{name}</title><link>https://{name}.example</link>{items}</channel></rss>"
    ).encode()
