"""A round of the refresh: what is due is fetched, read off the event loop, and kept.

However articles come in, `Intake` tells what is new and which story it is of, and keeps both.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import aclosing, suppress

from ingest.preview import FeedLook, Looking, Looks, uncounted
from news.feeds import polling
from news.feeds.fetch import Session
from news.feeds.fetch_many import fetch_all
from news.feeds.parsing.parse import NotAFeed
from news.feeds.polling import FetchedBody, FetchFailure, FetchOutcome
from news.model.articles import Article
from news.model.feeds import Feed, Poll
from news.model.post_keys import feed_notice_key, feed_subject
from news.model.posts import Post
from news.model.stories import ArticleSketch, Placement, Report, StoryRepair
from news.people.catalogue_match import Catalogue
from news.pipeline import ReadingDesk, read_feed_articles
from news.servers.posts import PRIORITIES
from news.stories.cluster import REACH, place_articles
from news.stories.link_rules import derive_link_rules
from news.stories.origins import credited_outlets
from news.text.links import link_key
from outbox.owe.stories import Touched, owe_stories
from storage import Storage, Stores

log = logging.getLogger("limelight.refresh")

ROUND = 100  # articles that are placed together
MOST_OPEN = 8_000  # newest articles that a round is compared with: three days of more than fifty busy feeds
RETENTION = 548 * 86400  # eighteen months
HELD = 900  # seconds for which a feed is left alone whose articles could not be kept
_PRUNED_AT_ONCE = 200  # a step of some milliseconds, so that commands are never behind a long delete


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


class Refresh:
    """One round after another; needs no Discord, so the demo and the tests call it by themselves."""

    def __init__(self, storage: Storage, session: Session, catalogue: Catalogue, clock: Callable[[], int]) -> None:
        self.storage = storage
        self.intake = Intake(storage)
        self._session = session
        self.catalogue = catalogue
        self._clock = clock
        self._held: dict[int, float] = {}  # feeds whose round could not be kept, and when that was
        self.looks = Looks()  # what moderators ask for
        self._looking = Looking(storage, session, clock, self._try)

    async def round(self) -> int:
        """Poll what is due and keep what is new; give how many articles that is. One feed's fault stays its own."""
        due = [feed for feed in await self.storage.feeds.due(int(time.time())) if not self._is_held(feed)]
        desk = await self._desk()
        kept = 0
        async with aclosing(fetch_all(self._session, due)) as outcomes:
            async for feed, outcome in outcomes:
                try:
                    kept += await self._take(feed, outcome, desk)
                except Exception:  # tasks.loop ends for good on an error it does not know
                    log.exception("feed %s (%s) could not be kept", feed.source.name, feed.source.url)
                    self._held[feed.id] = time.monotonic()
        return kept

    async def look(self) -> int:
        """Look at what moderators have asked for since, and give how much that was."""
        return len(await asyncio.gather(*(self._look(look) for look in self.looks.take())))

    async def _look(self, look: FeedLook) -> None:
        try:
            await self._looking.answer(look)
        finally:
            self.looks.done(look)

    async def _desk(self) -> ReadingDesk:
        # A feed that one server added must not be what others' reports count under: it could be called "police".
        outlets = set(await self.storage.stories.outlets()) - await self.storage.feeds.asked_names()
        return ReadingDesk(self.catalogue, sorted(outlets))

    def _is_held(self, feed: Feed) -> bool:
        # On a full disk no poll is noted, so that every feed stays due: its publisher would be asked every round.
        return time.monotonic() - self._held.get(feed.id, -HELD) < HELD

    async def _take(self, feed: Feed, outcome: FetchOutcome, desk: ReadingDesk, *, by_hand: bool = False) -> int:
        kept = 0
        if isinstance(outcome, FetchedBody):
            now = self._clock()
            try:
                articles = await asyncio.to_thread(read_feed_articles, outcome, feed, desk, now)
            except NotAFeed as error:
                outcome = polling.not_a_feed(str(error))
            except Exception:  # without a note of it the feed would be asked again every round
                log.exception("feed %s (%s) could not be read", feed.source.name, feed.source.url)
                outcome = polling.not_a_feed("could not be read")
            else:
                # What retention would drop at once stays out: a feed that goes on listing it would bring it back,
                # each time as another story.
                lasting = [a for a in articles if a.published >= now - RETENTION]
                # A new feed's whole list is no news: a fresh install would begin with a flood.
                kept = await self.intake.keep(lasting, now, is_news=feed.poll.ok_at is not None)
        await self._note(feed, outcome, by_hand=by_hand)
        return kept

    async def _try(self, feed: Feed, outcome: FetchOutcome) -> int:
        return await self._take(feed, outcome, await self._desk(), by_hand=True)

    async def _note(self, feed: Feed, outcome: FetchOutcome, *, by_hand: bool) -> None:
        now = int(time.time())
        # Where no feed at all could be read for a day, the fault is most likely on this side.
        is_online = not isinstance(outcome, FetchFailure) or await self.storage.feeds.is_anyone_read(now - polling.DAY)
        poll = uncounted(feed.poll, outcome, now) if by_hand else None
        poll = poll or polling.poll_after(feed.poll, outcome, now=now, jitter=random.random(), is_online=is_online)
        url = polling.moved_for_good(poll, now)
        notices = await self._notices(feed, poll, now)
        await self.storage.feeds.polled(feed.id, poll, url, link_key(url) if url else 0, notices)
        if poll.error:
            log.warning("feed %s: %s", feed.source.name, poll.error)

    async def _notices(self, feed: Feed, poll: Poll, now: int) -> list[Post]:
        """Return what the moderators of servers that added a feed are told of it; once until it is read again."""
        if not polling.is_lasting(poll, now):
            return []
        at = self._clock()
        return [
            Post(
                key=feed_notice_key(guild, feed.id, poll.ok_at or 0),
                guild=guild,
                channel=channel,
                kind="notice",
                subject=feed_subject(feed.id),
                priority=PRIORITIES["notice"],
                due_at=at,
            )
            for guild, channel in await self.storage.feeds.told_of(feed.id)
        ]

    async def prune(self) -> int:
        """Drop a step of what is past its retention; give how many articles went."""
        # By the earlier of both clocks: a slip in LIMELIGHT_NOW, 2062 for 2026, must not empty the store.
        now = min(self._clock(), int(time.time()))
        await self.storage.candidates.prune(now)
        return await self.storage.articles.prune(now - RETENTION, _PRUNED_AT_ONCE)
