"""Looks at addresses and feeds that moderators ask about, from a queue: what is there, what it says now."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from news.feeds.discovery import (
    FeedLink,
    feed_head,
    linked_feeds,
    newest_entries,
    outlet_name,
    page_language,
    per_week,
    shown_host,
    usual_feed_links,
)
from news.feeds.fetch import Session, fetch_feed
from news.feeds.parsing.parse import NotAFeed, parse_feed
from news.feeds.polling import FetchedBody, FetchFailure, FetchOutcome
from news.model.feeds import (
    Entry,
    Feed,
    FeedCandidate,
    FeedPreview,
    FeedsSeen,
    FeedStanding,
    Poll,
    RefusedFeed,
    SeveralFeeds,
    Source,
    TriedFeed,
)
from news.text.links import link_key
from storage import Storage

MOST_AT_ONCE = 3  # looks that a server waits for
_MOST_IN_ALL = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLook:
    """What a server asks for: a look at a link, or a try of a feed by its id; `then` is called with what was seen."""

    guild: int
    then: Callable[[FeedsSeen], Awaitable[None]]
    link: str = ""
    feed: int = 0


class Looks:
    """What waits to be looked at, a few a server."""

    def __init__(self) -> None:
        self._waiting: list[FeedLook] = []
        self._open: Counter[int] = Counter()  # by server, waiting or under way
        self._is_asked = asyncio.Event()

    def has_room(self, guild: int) -> bool:
        """True if a server may ask for one more."""
        return self._open[guild] < MOST_AT_ONCE and self._open.total() < _MOST_IN_ALL

    def ask(self, look: FeedLook) -> None:
        """Have something looked at soon."""
        self._open[look.guild] += 1
        self._waiting.append(look)
        self._is_asked.set()

    async def asked(self) -> None:
        """Wait until there is something to look at."""
        await self._is_asked.wait()

    def take(self) -> list[FeedLook]:
        """Return what waits; each is to be reported as `done`."""
        waiting, self._waiting = self._waiting, []
        self._is_asked.clear()
        return waiting

    def done(self, look: FeedLook) -> None:
        """Say that a look is over."""
        self._open[look.guild] -= 1
        self._open += Counter()  # which drops what is at zero


log = logging.getLogger("limelight.refresh")

_MOST_TRIED = 3  # feeds of a page
_MOST_SHOWN = 3  # items of a feed
_WITHIN = 60.0  # seconds for a look, with a page and three of its feeds
_RESTS = 60  # seconds between tries that publishers are asked for by hand
_PAGE = "an HTML page"


@dataclass(frozen=True, slots=True)
class _Read:
    """A feed's address, what it says of itself, and its items; `answered` is where redirects led in the end."""

    source: Source
    entries: tuple[Entry, ...]
    answered: str
    is_language_told: bool = True


class Looking:
    """Looks at addresses and feeds; `take` keeps what a feed gave as a poll would, and gives how much is new."""

    def __init__(
        self,
        storage: Storage,
        session: Session,
        clock: Callable[[], int],
        take: Callable[[Feed, FetchOutcome], Awaitable[int]],
    ) -> None:
        self._storage, self._session, self._clock, self._take = storage, session, clock, take

    async def answer(self, look: FeedLook) -> None:
        """Look, and tell who asked; a fault of our own is told as one, too."""
        try:
            async with asyncio.timeout(_WITHIN):
                seen = await (self._tried(look.feed) if look.feed else self._looked(look))
        except TimeoutError:
            seen = RefusedFeed(look.link, "took too long to answer")
        except Exception:
            log.exception("%s could not be looked at", look.link or f"feed {look.feed}")
            seen = RefusedFeed(look.link, "could not be looked at, which is the bot’s fault")
        try:
            await look.then(seen)
        except Exception:
            log.exception("what was seen could not be told")

    async def _looked(self, look: FeedLook) -> FeedsSeen:
        fetched = await self._fetched(look.link)
        if isinstance(fetched, FetchFailure):
            return RefusedFeed(look.link, fetched.text)
        try:
            return await self._preview(look.guild, await asyncio.to_thread(_read, fetched, look.link))
        except NotAFeed as error:
            return await self._found(look, fetched, str(error))

    async def _fetched(self, link: str) -> FetchedBody | FetchFailure:
        outcome = await fetch_feed(self._session, link, Poll())
        return (
            outcome
            if isinstance(outcome, FetchedBody | FetchFailure)
            else FetchFailure(kind="protocol", text="gave no valid answer")
        )

    async def _found(self, look: FeedLook, page: FetchedBody, reason: str) -> FeedsSeen:
        """Look at the feeds that a page names; at the usual places where it names none."""
        links = await asyncio.to_thread(linked_feeds, page.body, page.url, page.charset)
        # As with redirects: into the operator's own network only what is there itself may lead.
        allowed = self._session.allowed
        if not allowed.covers_link(page.url):
            links = [link for link in links if not allowed.covers_link(link.url)]
        is_page = reason.startswith(_PAGE)
        if not links and not is_page:
            return RefusedFeed(look.link, f"gave {reason}")
        best = [link for link in links if link.is_main] or links
        tried = best[:_MOST_TRIED] or [FeedLink(link, "") for link in usual_feed_links(page.url)]
        language = await asyncio.to_thread(page_language, page.body, page.charset)
        read = await self._readable(tried, language, most=_MOST_TRIED if links else 1)
        if not read:
            said = "is a page whose feed could not be read" if links else "is a page that names no feed"
            return RefusedFeed(look.link, said)
        previews = [await self._preview(look.guild, feed) for feed in read]
        return previews[0] if len(previews) == 1 else SeveralFeeds(tuple(previews), len(best))

    async def _readable(self, links: Sequence[FeedLink], language: str, most: int) -> list[_Read]:
        """Return those that can be read, one of those with the same items: many sites have theirs as RSS and Atom."""
        read: dict[object, _Read] = {}
        for link in links:
            fetched = await self._fetched(link.url)
            if isinstance(fetched, FetchFailure):
                continue
            try:
                feed = await asyncio.to_thread(_read, fetched, link.url, link.title, language)
            except NotAFeed:
                continue
            read.setdefault(tuple(entry.title for entry in feed.entries[:10]) or link.url, feed)
            if len(read) == most:
                break
        return list(read.values())

    async def _preview(self, guild: int, read: _Read) -> FeedPreview:
        now, source, key = self._clock(), read.source, link_key(read.source.url)
        known = await self._storage.feeds.at(key)
        if known is None and (known := await self._storage.feeds.at(link_key(read.answered))):
            key = link_key(read.answered)  # a detour to a feed that is known
        standing: FeedStanding = "new"
        candidate = 0
        if known:
            is_here = known[0].id in (await self._storage.servers.get(guild)).feeds
            standing = "here" if is_here else "listed" if known[1] else "new"
            source = replace(known[0].source, url=source.url)
        else:
            others = [feed.source for feed in await self._storage.feeds.all()]
            # Who speaks is told by the host that answered: many sites send on to whatever address they are given.
            source = replace(source, name=await asyncio.to_thread(outlet_name, source.name, read.answered, others))
        if standing == "new":
            found = FeedCandidate(guild=guild, source=source, url_key=key, at=now)
            candidate = await self._storage.feed_candidates.found(found)
        return FeedPreview(
            source=source,
            newest=tuple(newest_entries(read.entries, now, _MOST_SHOWN)),
            items=len(read.entries),
            a_week=per_week(read.entries, now),
            standing=standing,
            candidate=candidate,
            is_language_told=read.is_language_told,
        )

    async def _tried(self, number: int) -> FeedsSeen:
        feed = await self._storage.feeds.get(number)
        if feed is None:
            return RefusedFeed("", "is gone")
        last = feed.poll.last_at
        if last is not None and 0 <= int(time.time()) - last < _RESTS:
            return TriedFeed(feed=feed, is_rested=True)
        # Without its validators, or an answer "nothing new" would leave nothing to show.
        outcome = await fetch_feed(self._session, feed.source.url, Poll())
        new = await self._take(feed, outcome)
        entries: Sequence[Entry] = ()
        if isinstance(outcome, FetchedBody):
            entries = await asyncio.to_thread(_entries, outcome)
        shown = tuple(newest_entries(entries, self._clock(), _MOST_SHOWN))
        after = await self._storage.feeds.get(number) or feed
        return TriedFeed(feed=after, newest=shown, items=len(entries), new=new)


async def ask_for(storage: Storage, candidate: FeedCandidate) -> int:
    """Return the id of the feed that a candidate is, begun where there is none; named as nobody else is by now."""
    others = [feed.source for feed in await storage.feeds.all() if link_key(feed.source.url) != candidate.url_key]
    name = await asyncio.to_thread(outlet_name, candidate.source.name, candidate.source.url, others)
    return await storage.feeds.ask_for(candidate.url_key, replace(candidate.source, name=name))


def uncounted(poll: Poll, outcome: FetchOutcome, now: int) -> Poll | None:
    """Return how a failing feed stands after a try by hand that failed, too: one that moderators repeat counts once.

    None where it counts like any other. Two answers 410 switch a feed off since they are a day apart.
    """
    if not isinstance(outcome, FetchFailure) or not poll.failures:
        return None
    return replace(poll, last_at=now, error=outcome.text)


def _read(fetched: FetchedBody, link: str, title: str = "", language: str = "") -> _Read:
    entries = parse_feed(fetched.body, url=fetched.url, charset=fetched.charset)
    head = feed_head(fetched.body, fetched.url, fetched.charset)
    url = fetched.moved_to or link
    told = (head.language or language).partition("-")[0]
    name = head.title or title or shown_host(url)
    source = Source(url=url, name=name, language=told or "en", homepage=head.homepage)
    return _Read(source, tuple(entries), fetched.url, bool(told))


def _entries(fetched: FetchedBody) -> list[Entry]:
    try:
        return parse_feed(fetched.body, url=fetched.url, charset=fetched.charset)
    except NotAFeed:
        return []
