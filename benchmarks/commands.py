"""How long commands' questions take in a large store: python -m benchmarks.commands [ARTICLES]."""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rich.progress import track

from bot import NewsBot
from cogs.kit.options import outlet_number
from cogs.kit.routes.custom_ids import write_state
from cogs.kit.routes.members import LatestState as _Latest
from cogs.kit.routes.members import SearchState as _Search
from cogs.kit.routes.members import TrendingState as _Trending
from ingest.catalogue_loader import known_catalogue
from news.model.articles import Article, DayMention, LifeEvent
from news.model.feeds import Entry
from news.model.people import Mention
from news.model.stories import PlacedArticle, Placement
from news.people.catalogue import starter_people
from news.text.days import utc_day
from news.text.links import hash_text
from storage import Storage, open_storage

from .moderators import FEEDS, add_feeds, fill_servers, moderators_questions, open_server
from .samples import NOW, headlines
from .stalls import lag

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

DAYS, OUTLETS, BATCH, REPEATS = 540, 50, 1_980, 40


async def fill(storage: Storage, count: int) -> None:
    """Keep articles spread over eighteen months, people named as often as they are popular, and servers.

    Half the articles are three to a story, the others thirty; every tenth is of a feed that only servers added.
    """
    feeds = await add_feeds(storage)
    people = sorted(starter_people(), key=lambda person: -person.popularity)[:2000]
    titles = headlines(people, 20_000)
    chance = random.Random(2)
    for start in track(range(0, count, BATCH), description=f"Filling a store with {count:,} articles"):
        fresh = [_article(n, count, titles, chance) for n in range(start, min(start + BATCH, count))]
        fresh = [replace(one, feed_id=feeds[n % FEEDS]) if n % 10 == 0 else one for n, one in enumerate(fresh, start)]
        placed = tuple(PlacedArticle(article.key, _story(n)) for n, article in enumerate(fresh))
        await storage.articles.add(fresh, Placement(placed))
    await fill_servers(storage, [person.id for person in people], feeds)


def _story(n: int) -> int:
    """Return the story of an article of a batch, below 0 since it begins there."""
    block, place = divmod(n, 60)
    return -1 - 100 * block - (0 if place < 30 else place // 3)


def _article(n: int, count: int, titles: list[str], chance: random.Random) -> Article:
    published = NOW - DAYS * 86400 + n * DAYS * 86400 // count
    title = f"{titles[n % len(titles)]} ({n})"
    named = [person for person in {int(chance.paretovariate(0.7)) for _ in range(2)} if person < 6000]
    day = utc_day(published - chance.randrange(30) * 86400).isoformat()
    return Article(
        key=hash_text(str(n)),
        title_key=hash_text(title),
        outlet=f"Outlet {n % OUTLETS}",
        feed_id=None,
        entry=Entry(title=title, summary=title * 3, published=published),
        published=published,
        first_seen=published,
        origin=f"Outlet {n % OUTLETS}",
        topic="music" if n % 5 == 0 else "other",
        mentions=tuple(Mention(person, "x", "full name") for person in named),
        # Every tenth article tells an event, as real headlines do (a quarter of them has a verb for one), half a day.
        events=tuple(LifeEvent("won", (person,), day, title, "fact", title) for person in named if n % 10 == 0),
        days=tuple(DayMention(person, day) for person in named if n % 2 == 0),
    )


async def measure(storage: Storage) -> None:
    """Print the median and the worst of each question in milliseconds, and how long the event loop stood still."""
    bot = NewsBot(storage, await known_catalogue(storage, NOW), clock=lambda: NOW)
    people = [person.id for person in bot.app.catalogue.all_people]
    async with open_server(bot, people, [feed.id for feed in await storage.feeds.all()]) as guild:
        [(story, _)] = await storage.stories.titles(NOW, 1)
        questions = members_questions(bot) | moderators_questions(bot, guild, story)
        print(f"{'question':32}{'p50 ms':>9}{'worst ms':>10}{'stall ms':>10}")
        for name, ask in questions.items():
            times, stall = await _times(ask)
            print(f"{name:32}{times[len(times) // 2]:>9.1f}{times[-1]:>10.1f}{stall:>10.1f}")


async def _times(ask: Callable[[], Awaitable[object]]) -> tuple[list[float], float]:
    """Ask again and again; give the milliseconds that it took, in order, and the longest that the loop stood still."""
    took: list[float] = []
    stop = asyncio.Event()
    watching = asyncio.create_task(lag(stop))
    for _ in range(REPEATS):
        start = time.perf_counter()
        await ask()
        took.append((time.perf_counter() - start) * 1000)
    stop.set()
    _late, own = zip(*await watching, strict=True)
    return sorted(took), max(own)


def members_questions(bot: NewsBot) -> dict[str, Callable[[], Awaitable[object]]]:
    """Return what members ask: cards, drawn and not sent."""
    storage, nobody = bot.app.storage, cast(Any, None)
    trending = partial(_Trending, topic=0, view=0, at=NOW)
    latest = partial(_Latest, person=0, topic=0, outlet=0, at=NOW)
    search = partial(_Search, person=0, since=0, until=0, at=NOW, outlet=0)

    def card(name: str, asked: "DataclassInstance") -> Callable[[], Awaitable[object]]:
        return lambda: bot.app.router.make("card", name, nobody, write_state(asked), 0)

    return {
        "/trending day": card("trending", trending(hours=24)),
        "/trending month": card("trending", trending(hours=720)),
        "/trending month, music": card("trending", trending(hours=720, topic=7)),
        "/trending month, people": card("trending", trending(hours=720, view=1)),
        "/latest": card("latest", latest()),
        "/latest, music": card("latest", latest(topic=7)),
        "/latest, most named person": card("latest", latest(person=1)),
        "/latest, one outlet": card("latest", latest(outlet=outlet_number("Outlet 7"))),
        "/celebrity, most named person": lambda: bot.app.router.make("card", "celebrity", nobody, "1", 0),
        "/timeline, most named person": lambda: bot.app.router.make("card", "timeline", nobody, "1", 0),
        "/search, common word": card("search", search(words="tour")),
        "/search, three words": card("search", search(words="world tour kardashian")),
        "/search, typo": card("search", search(words="documentry")),
        "story titles": lambda: storage.stories.titles(NOW),
        "outlets": storage.stories.outlets,
        "sketches of six days": lambda: storage.articles.sketches(NOW - 6 * 86400, NOW, 6_000),
    }


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
