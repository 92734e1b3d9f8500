"""How articles come in, whatever gave them: what is new, which story it is of, keep both."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from news.model.articles import Article
from news.model.stories import ArticleSketch, Placement, Report, StoryRepair
from news.stories.cluster import REACH, place_articles
from news.stories.link_rules import derive_link_rules
from news.stories.origins import credited_outlets
from outbox.owe.stories import Touched, owe_stories
from storage import Storage, Stores

ROUND = 100  # articles that are placed together
MOST_OPEN = 8_000  # newest articles that a round is compared with: three days of more than fifty busy feeds


class RepairedMeanwhileError(Exception):
    """A moderator repaired a story while a round was thinking."""


class Intake:
    """The one way into the store; rounds go in line, or two feeds with one event would begin two stories."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._line = asyncio.Lock()

    async def keep(self, articles: Sequence[Article], now: int, *, is_news: bool = False) -> int:
        """Keep what is new of these articles, and changed headlines of what is not; give how many are new.

        With `is_news` servers are owed what it comes to, in the same transactions; an import or a feed's first read
        counts for stories, but nobody is told of it.
        """
        async with self._line:
            fresh = await self._fresh(articles, now, is_news)
            for part in _rounds(fresh):
                await self._place(part, now, is_news)
        return len(fresh)

    async def _fresh(self, articles: Sequence[Article], now: int, is_news: bool) -> list[Article]:
        single = _once(articles)
        known, repeated = await self._storage.articles.known(single)
        for article in single:
            if known.get(article.key, article.entry.title) != article.entry.title and article.key not in repeated:
                await self._retitle(article, now, is_news)
        fresh = [article for article in single if article.key not in known and article.key not in repeated]
        return sorted(fresh, key=lambda article: (article.published, article.key))

    async def _retitle(self, article: Article, now: int, is_news: bool) -> None:
        async with self._storage.transaction() as tx:
            stories = await tx.articles.retitle(article, now)
            if stories and is_news:
                await owe_stories(tx, Touched(retitled=article.key, stories=tuple(stories)), now)

    async def _place(self, articles: Sequence[Article], now: int, is_news: bool) -> None:
        while True:
            with suppress(RepairedMeanwhileError):
                return await self._try(articles, now, is_news)

    async def _try(self, articles: Sequence[Article], now: int, is_news: bool) -> None:
        repairs = await self._storage.story_repairs.all()
        open_sketches = await self._open_sketches(articles, repairs)
        placement = await asyncio.to_thread(_placed, articles, open_sketches, now, repairs)
        async with self._storage.transaction() as tx:
            if await tx.story_repairs.all() != repairs:
                raise RepairedMeanwhileError
            stories = await tx.articles.add(articles, placement)
            # Before anything is owed: a story is as big as its outlets that did not copy.
            await _credit(tx, stories)
            if is_news:
                new = frozenset(placed.key for placed in placement.placed)
                await owe_stories(tx, Touched(articles=new, stories=tuple(stories)), now)

    async def _open_sketches(self, articles: Sequence[Article], repairs: Sequence[StoryRepair]) -> list[ArticleSketch]:
        """Return what a round compares with, of stories that moderators repaired whatever was said of, however old."""
        since, until = articles[0].published - REACH, articles[-1].published + REACH
        sketches = await self._storage.articles.sketches(since, until, MOST_OPEN)
        if not repairs:
            return sketches
        seen, stories = {sketch.key for sketch in sketches}, {sketch.story for sketch in sketches}
        of_these = [{*repair.kept, *repair.taken} for repair in repairs]
        missing = {key for keys in of_these if not keys.isdisjoint(seen) for key in keys} - seen
        older = await self._storage.articles.sketches_of(sorted(missing)) if missing else []
        return sketches + [sketch for sketch in older if sketch.story in stories]


async def _credit(tx: Stores, stories: Sequence[int]) -> None:
    reports = await tx.articles.reports(stories)
    if origins := await asyncio.to_thread(_copied, reports.values()):
        await tx.articles.credit(origins)


def _placed(
    articles: Iterable[Article], open_sketches: Sequence[ArticleSketch], now: int, repairs: Sequence[StoryRepair]
) -> Placement:
    return place_articles([_sketch(article) for article in articles], open_sketches, now, derive_link_rules(repairs))


def _rounds(fresh: Iterable[Article]) -> Iterator[list[Article]]:
    """Part articles in order of time; a round spans REACH at most, or an archive of decades would be compared whole."""
    part: list[Article] = []
    for article in fresh:
        if part and (len(part) == ROUND or article.published - part[0].published > REACH):
            yield part
            part = []
        part.append(article)
    if part:
        yield part


def _once(articles: Iterable[Article]) -> list[Article]:
    """Return each article once: by key, and by outlet and title."""
    by_title: dict[int, Article] = {}
    for article in {a.key: a for a in reversed(list(articles))}.values():
        by_title[article.title_key] = article
    return list(by_title.values())[::-1]


def _copied(stories: Iterable[Iterable[Report]]) -> dict[int, str]:
    """Return by key the origin of articles that run another outlet's sentences: they are no report of their own."""
    return {key: origin for reports in stories for key, origin in credited_outlets(reports).items()}


def _sketch(article: Article) -> ArticleSketch:
    entry = article.entry
    return ArticleSketch(
        key=article.key,
        title=entry.title,
        text=entry.summary or entry.text,
        published=article.published,
        people=frozenset(mention.person_id for mention in article.mentions),
        names=frozenset(mention.name for mention in article.mentions),
    )
