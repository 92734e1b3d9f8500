"""How many articles a second one core takes in: reading, tagging, clustering, and keeping them in a real store."""

import asyncio
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bot import starter_catalogue
from intake.keeping import Intake
from news.catalogue import starter_people
from news.model import Article, Feed, Poll, Source
from news.pipeline import Desk, read
from news.polling import Fetched
from storage import open_storage

from .samples import NOW, feed, headlines

FEEDS, ITEMS = 60, 50


async def measure() -> list[tuple[str, int, float]]:
    """Give what was done, for how many articles, in how many seconds of this process's CPU time."""
    desk = Desk(starter_catalogue())
    titles = headlines(starter_people(), FEEDS * ITEMS)
    bodies = [feed(titles[n * ITEMS :][:ITEMS], 100_000, f"outlet{n}") for n in range(FEEDS)]
    start = time.process_time()
    rounds: list[list[Article]] = []
    for number, body in enumerate(bodies):
        source = Source(url=f"https://outlet{number}.example/feed", name=f"Outlet {number}")
        fetched = Fetched(body=body, charset="utf-8", body_hash="", url=source.url)
        rounds.append(read(fetched, Feed(id=number, source=source, poll=Poll()), desk, NOW))
    reading = time.process_time() - start
    articles = sum(map(len, rounds))
    with tempfile.TemporaryDirectory() as folder:
        async with open_storage(str(Path(folder) / "bench.db")) as storage:
            intake = Intake(storage)
            start = time.process_time()
            for found in rounds:
                # no feed of these is stored: the articles stand as imported ones do
                await intake.keep([_unfed(article) for article in found], NOW)
            keeping = time.process_time() - start
    return [
        ("read, tag", articles, reading),
        ("cluster, keep", articles, keeping),
        ("all", articles, reading + keeping),
    ]


def _unfed(article: Article) -> Article:
    return replace(article, feed_id=None)


def main() -> int:
    print(f"{'stage':16}{'articles':>10}{'CPU s':>9}{'articles/s':>12}")
    for stage, articles, seconds in asyncio.run(measure()):
        print(f"{stage:16}{articles:>10,}{seconds:>9.2f}{articles / seconds:>12,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
