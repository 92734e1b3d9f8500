"""How many articles a second one core takes in: reading, tagging, clustering, and keeping them in a real store."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest import refresh
from ingest.catalogue_loader import starter_catalogue
from news.feeds.parsing.parse import parse_feed
from news.feeds.polling import FetchedBody
from news.model.articles import Article
from news.model.feeds import Feed, Poll, Source
from news.model.stories import ArticleSketch, Placement
from news.people.catalogue import starter_people
from news.pipeline import ReadingDesk, read_feed_articles
from news.stories.cluster import place_articles
from news.stories.link_rules import LinkRules
from storage import open_storage

from .samples import NOW, feed, headlines

FEEDS, ITEMS = 60, 50


def measure() -> tuple[int, dict[str, float]]:
    """Return the number of articles, and by stage the seconds of this process's CPU time."""
    desk = ReadingDesk(starter_catalogue(NOW))
    titles = headlines(starter_people(), FEEDS * ITEMS)
    bodies = [feed(titles[n * ITEMS :][:ITEMS], 100_000, f"outlet{n}") for n in range(FEEDS)]
    start = time.process_time()
    for body in bodies:
        parse_feed(body)
    reading = time.process_time() - start
    start = time.process_time()
    rounds = [_read(number, body, desk) for number, body in enumerate(bodies)]
    tagging = time.process_time() - start - reading
    start = time.process_time()
    clustering = asyncio.run(_keep(rounds))
    storing = time.process_time() - start - clustering
    return sum(map(len, rounds)), {"read": reading, "tag": tagging, "cluster": clustering, "keep": storing}


def _read(number: int, body: bytes, desk: ReadingDesk) -> list[Article]:
    source = Source(url=f"https://outlet{number}.example/feed", name=f"Outlet {number}")
    fetched = FetchedBody(body=body, charset="utf-8", body_hash="", url=source.url)
    articles = read_feed_articles(fetched, Feed(id=number, source=source, poll=Poll()), desk, NOW)
    # no feed of these is stored: the articles stand as imported ones do
    return [replace(article, feed_id=None) for article in articles]


async def _keep(rounds: Sequence[Sequence[Article]]) -> float:
    """Keep articles as the refresh does; give the CPU seconds that deciding on their stories took."""
    spent = 0.0

    def timed(
        fresh: Sequence[ArticleSketch], open_sketches: Sequence[ArticleSketch], now: int, rules: LinkRules
    ) -> Placement:
        nonlocal spent
        start = time.thread_time()
        placement = place_articles(fresh, open_sketches, now, rules)
        spent += time.thread_time() - start
        return placement

    setattr(refresh, "place_articles", timed)  # noqa: B010 - it is the module's own import, which mypy holds to be private
    with tempfile.TemporaryDirectory() as folder:
        async with open_storage(str(Path(folder) / "bench.db")) as storage:
            intake = refresh.Intake(storage)
            for found in rounds:
                await intake.keep(found, NOW)
    return spent


def main() -> int:
    articles, stages = measure()
    decided = sum(seconds for stage, seconds in stages.items() if stage != "keep")
    sums = {"read, tag, cluster": decided, "all": sum(stages.values())}
    print(f"{'stage':20}{'articles':>10}{'CPU s':>9}{'articles/s':>12}")
    for stage, seconds in (stages | sums).items():
        print(f"{stage:20}{articles:>10,}{seconds:>9.2f}{articles / seconds:>12,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
