"""How long commands' questions take in a large store: python -m benchmarks.commands [ARTICLES]."""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import track

from bot import NewsBot
from cogs.choices import outlet_number
from cogs.search import Asked as _Search
from cogs.stories import Asked as _Latest
from cogs.trending import Asked as _Trending
from cogs.ui import states
from intake.roster import load_catalogue
from news.days import today
from news.links import hashed
from news.model import Article, DayMention, Entry, LifeEvent, Mention, Placed, Placement
from news.people.catalogue import starter_people
from storage import Storage, open_storage

from .samples import NOW, headlines

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

DAYS, OUTLETS, BATCH, REPEATS = 540, 50, 2_000, 40


async def fill(storage: Storage, count: int) -> None:
    """Keep articles spread over eighteen months, three to a story, people named as often as they are popular."""
    people = sorted(starter_people(), key=lambda person: -person.popularity)[:2000]
    titles = headlines(people, 20_000)
    chance = random.Random(2)
    for start in track(range(0, count, BATCH), description=f"Filling a store with {count:,} articles"):
        fresh = [_article(n, count, titles, chance) for n in range(start, min(start + BATCH, count))]
        placed = tuple(Placed(article.key, -1 - n // 3) for n, article in enumerate(fresh))
        await storage.articles.add(fresh, Placement(placed))


def _article(n: int, count: int, titles: list[str], chance: random.Random) -> Article:
    published = NOW - DAYS * 86400 + n * DAYS * 86400 // count
    title = f"{titles[n % len(titles)]} ({n})"
    named = [person for person in {int(chance.paretovariate(0.7)) for _ in range(2)} if person < 6000]
    day = today(published - chance.randrange(30) * 86400).isoformat()
    return Article(
        key=hashed(str(n)),
        title_key=hashed(title),
        outlet=f"Outlet {n % OUTLETS}",
        feed_id=None,
        entry=Entry(title=title, summary=title * 3, published=published),
        published=published,
        first_seen=published,
        origin=f"Outlet {n % OUTLETS}",
        topic="music" if n % 5 == 0 else "other",
        mentions=tuple(Mention(person, "x", "full name") for person in named),
        # Every tenth article tells an event, as real headlines do (NEWS.md: a quarter has a verb for one), half a day.
        events=tuple(LifeEvent("won", (person,), day, title, "fact", title) for person in named if n % 10 == 0),
        days=tuple(DayMention(person, day) for person in named if n % 2 == 0),
    )


async def measure(storage: Storage) -> None:
    """Print the median and the worst of each question, in milliseconds."""
    bot = NewsBot(storage, await load_catalogue(storage, NOW), clock=lambda: NOW)
    await bot.setup_cogs()
    trending = partial(_Trending, topic=0, view=0, at=NOW)
    latest = partial(_Latest, person=0, topic=0, outlet=0, at=NOW)
    search = partial(_Search, person=0, since=0, until=0, at=NOW, outlet=0)

    def card(name: str, asked: "DataclassInstance") -> Callable[[], Awaitable[object]]:
        return lambda: bot.makers[name](states.write(asked), 0)

    questions: dict[str, Callable[[], Awaitable[object]]] = {
        "/trending day": card("trending", trending(hours=24)),
        "/trending month": card("trending", trending(hours=720)),
        "/trending month, music": card("trending", trending(hours=720, topic=7)),
        "/trending month, people": card("trending", trending(hours=720, view=1)),
        "/latest": card("latest", latest()),
        "/latest, music": card("latest", latest(topic=7)),
        "/latest, most named person": card("latest", latest(person=1)),
        "/latest, one outlet": card("latest", latest(outlet=outlet_number("Outlet 7"))),
        "/celebrity, most named person": lambda: bot.makers["celebrity"]("1", 0),
        "/timeline, most named person": lambda: bot.makers["timeline"]("1", 0),
        "/search, common word": card("search", search(words="tour")),
        "/search, three words": card("search", search(words="world tour kardashian")),
        "/search, typo": card("search", search(words="documentry")),
        "story titles": lambda: storage.stories.titles(NOW),
        "outlets": storage.stories.outlets,
        "clips of six days": lambda: storage.articles.clips(NOW - 6 * 86400, NOW, 6_000),
    }
    print(f"{'question':32}{'p50 ms':>9}{'worst ms':>10}")
    for name, ask in questions.items():
        took: list[float] = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            assert await ask() is not None
            took.append((time.perf_counter() - start) * 1000)
        took.sort()
        print(f"{name:32}{took[len(took) // 2]:>9.1f}{took[-1]:>10.1f}")


async def run(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_storage(str(Path(folder) / "bench.db")) as storage:
            await fill(storage, count)
            await measure(storage)


def main() -> int:
    asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000))
    return 0


if __name__ == "__main__":
    sys.exit(main())
