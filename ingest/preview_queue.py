"""What moderators ask of feeds, and what comes of it: a look at an address, a try of a feed.

No interaction uses the network, so what is asked in a command waits here until the refresh task does it (`adding.py`).
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from news.model.feeds import FeedsSeen

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
