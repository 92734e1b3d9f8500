"""The real sender between a store of its own and a loopback Discord."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from news.model.posts import Post
from news.servers.posts import Pace
from outbox.send.results import House
from outbox.send.sender import Sender
from storage import Storage
from storage.posts.posts import PostsStore
from tests.kit.loopback_discord import LoopbackDiscord
from tests.kit.machine import until
from tests.kit.sending import draw, open_channels

PACE = Pace(rate=400.0, burst=40, answer_within=2.0, backoff=1.0, tick=0.02, pause=0.1)


@dataclass
class Desk:
    """A store, a loopback Discord, and senders between them; `clock` runs `speed` times as fast as the real one."""

    path: Path
    storage: Storage
    discord: LoopbackDiscord
    speed: float = 1.0
    skipped: float = 0.0
    readable: bool = True
    notices: int = 0
    drawing: Callable[[Post], object] = draw
    _began: float = field(default_factory=time.time)

    @property
    def store(self) -> PostsStore:
        return self.storage.posts

    def clock(self) -> int:
        return int(self._began + (time.time() - self._began) * self.speed + self.skipped)

    async def owe(self, count: int = 1, **changes: object) -> list[Post]:
        post = Post(key="", guild=1, channel=10, kind="story", priority=1, due_at=self.clock())
        posts = [
            replace(post, **{"key": f"{changes}:{number}", "subject": f"{number}", **changes})
            for number in range(count)
        ]
        await self.store.owe(posts)
        return await self.of(*(post.key for post in posts))

    async def of(self, *keys: str) -> list[Post]:
        found = await self.store.by_keys(keys)
        return [found[key] for key in keys]

    async def all(self) -> list[Post]:
        rows = await self.storage._db.rows("SELECT key FROM posts ORDER BY id")
        return await self.of(*(row["key"] for row in rows))

    async def claimed(self) -> list[Post]:
        """Claim what is due, as a sender does that is killed then."""
        return await self.store.claim(await self.store.waiting(self.clock(), 99, 3), self.clock())

    async def notices_channel(self, _guild: int) -> int:
        return self.notices

    @asynccontextmanager
    async def sender(self, pace: Pace = PACE) -> AsyncIterator[Sender]:
        async with open_channels(
            self.discord.base_url, within=pace.answer_within, may_read=lambda _channel: self.readable
        ) as channels:
            self.discord.asked.clear()  # the login
            yield Sender(self.storage, channels, self.drawing, House(self.clock, self.notices_channel), pace)

    async def send(self, pace: Pace = PACE, wanted: Callable[[list[Post]], bool] | None = None) -> Sender:
        """Run a sender until its posts are as wanted: by default, none is owed or claimed any more."""

        async def is_so() -> bool:
            return (wanted or _is_settled)(await self.all())

        async with self.running(pace) as sender:
            await until(is_so)
        return sender

    @asynccontextmanager
    async def running(self, pace: Pace = PACE) -> AsyncIterator[Sender]:
        """A sender at work."""
        async with self.sender(pace) as sender:
            running = asyncio.create_task(sender.run())
            try:
                yield sender
            finally:
                sender.stop()
                async with asyncio.timeout(10):
                    await running

    async def settled(self) -> bool:
        return _is_settled(await self.all())

    async def is_shut(self) -> bool:
        return bool(await self.store.destinations(1))


def _is_settled(posts: list[Post]) -> bool:
    return all(post.state not in ("owed", "claimed") for post in posts)
