"""A round of the refresh: what is due is fetched, read off the event loop, and kept."""

import asyncio
import logging
import random
import time
from collections.abc import Callable
from contextlib import aclosing

from ingest.preview import FeedLook, Looks
from news.feeds import polling
from news.feeds.fetch import Session
from news.feeds.fetch_many import fetch_all
from news.feeds.parsing.parse import NotAFeed
from news.feeds.polling import Failed, Fetched, Outcome
from news.model.feeds import Feed, Poll
from news.model.post_keys import feed_notice_key, feed_subject
from news.model.posts import Post
from news.people.catalogue_match import Catalogue
from news.pipeline import Desk, read_feed_articles
from news.servers.posts import PRIORITIES
from news.text.links import link_key
from storage import Storage

from .keep import Intake
from .preview import Looking, uncounted

log = logging.getLogger("limelight.refresh")

RETENTION = 548 * 86400  # eighteen months
HELD = 900  # seconds for which a feed is left alone whose articles could not be kept
_PRUNED_AT_ONCE = 200  # a step of some milliseconds, so that commands are never behind a long delete


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

    async def _desk(self) -> Desk:
        # A feed that one server added must not be what others' reports count under: it could be called "police".
        outlets = set(await self.storage.stories.outlets()) - await self.storage.feeds.asked_names()
        return Desk(self.catalogue, sorted(outlets))

    def _is_held(self, feed: Feed) -> bool:
        # On a full disk no poll is noted, so that every feed stays due: its publisher would be asked every round.
        return time.monotonic() - self._held.get(feed.id, -HELD) < HELD

    async def _take(self, feed: Feed, outcome: Outcome, desk: Desk, *, by_hand: bool = False) -> int:
        kept = 0
        if isinstance(outcome, Fetched):
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

    async def _try(self, feed: Feed, outcome: Outcome) -> int:
        return await self._take(feed, outcome, await self._desk(), by_hand=True)

    async def _note(self, feed: Feed, outcome: Outcome, *, by_hand: bool) -> None:
        now = int(time.time())
        # Where no feed at all could be read for a day, the fault is most likely on this side.
        is_online = not isinstance(outcome, Failed) or await self.storage.feeds.is_anyone_read(now - polling.DAY)
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
