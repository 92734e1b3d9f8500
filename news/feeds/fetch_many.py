"""Asks for many feeds at once: one request a host, several hosts side by side, nobody waits for a slow one."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable

from yarl import URL

from news.feeds.fetch import Session, fetch_feed
from news.feeds.polling import FetchFailure, FetchOutcome
from news.model.feeds import Feed


class _Place:
    """One of a few places to fetch in: left when the outcome was taken, or after some seconds of waiting."""

    def __init__(self, places: asyncio.Semaphore, seconds: float) -> None:
        self._places = places
        self._is_held = True
        self._aside = asyncio.get_running_loop().call_later(seconds, self.end_turn)

    def keep_turn(self) -> None:
        self._aside.cancel()

    def end_turn(self) -> None:
        if self._is_held:
            self._is_held = False
            self._places.release()


async def fetch_all(
    session: Session, feeds: Iterable[Feed], *, hosts: int = 8, patience: float = 2.0
) -> AsyncGenerator[tuple[Feed, FetchOutcome], None]:
    """Yield each feed with its outcome as it comes; at most `hosts` are asked at a time.

    A fetch longer than `patience` seconds waits aside, so slow hosts hold nobody back (docs/faults.md rows 16, 18). A
    body keeps its place until it is taken, so a slow reader does not fill the memory. A host that is down or answers
    429 is asked once; its other feeds share the outcome. Wrap it in `contextlib.aclosing` where the loop may end early.
    """
    places = asyncio.Semaphore(hosts)
    lines: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
    down: dict[str, FetchFailure] = {}

    async def one(feed: Feed) -> tuple[Feed, FetchOutcome, _Place | None]:
        host, origin = _host_and_origin(feed.source.url)
        async with lines[host]:
            if origin in down:
                return feed, down[origin], None
            await places.acquire()
            place = _Place(places, patience)
            outcome = await fetch_feed(session, feed.source.url, feed.poll)
            place.keep_turn()
            if isinstance(outcome, FetchFailure) and _is_down(outcome) and _host_and_origin(outcome.url)[1] == origin:
                down[origin] = outcome
            return feed, outcome, place

    # The healthy first: a feed that failed waits for those that did not.
    tasks = [asyncio.create_task(one(feed)) for feed in sorted(feeds, key=lambda feed: feed.poll.failures)]
    try:
        for task in asyncio.as_completed(tasks):
            feed, outcome, place = await task
            yield feed, outcome
            if place:
                place.end_turn()
    finally:
        for unfinished in tasks:
            unfinished.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _is_down(failure: FetchFailure) -> bool:
    return failure.kind in ("dns", "unreachable") or failure.status == 429


def _host_and_origin(url: str) -> tuple[str, str]:
    try:
        link = URL(url)
        return link.raw_host or "", str(link.origin())
    except ValueError:  # no link at all: fetch says so
        return "", url
