"""A server that wants stories: feeds that report, and a sender that posts."""

import asyncio
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from cogs.kit.replies import Card
from cogs.posts.post_content import PostContentCog
from news.model.posts import Post
from news.model.servers import Server
from news.servers.posts import Obsolete, Pace
from outbox.send.discord_transport import DiscordChannels
from outbox.send.results import House
from outbox.send.sender import Sender
from tests.kit.newsroom import NOW, Item
from tests.kit.stage import Stage, components

OUTLETS = (
    "The Marquee",
    "Spotlight",
    "Harbour News",
    "Evening Wire",
    "Curtain Call",
    "Red Carpet Daily",
    "The Stage Door",
)

TITLE = "Adele announces a tour of Wales"

TOLD = (
    TITLE,
    "Adele announces tour of Wales for next year",
    "Tour of Wales announced by Adele",
    "Adele: a tour of Wales is announced",
    "Adele announces her tour of Wales",
    "A tour of Wales, announced by Adele",
    "Wales tour announced by Adele",
)

MINUTE, HOUR = 60, 3600


@dataclass
class Desk:
    """The stage with feeds that were read before, a server that wants stories, and a sender."""

    stage: Stage
    server: Server

    async def set(self, **settings: Any) -> None:
        self.server = replace(self.server, **settings)
        await self.stage.storage.servers.put(self.server)

    async def report(self, *items: tuple[str, Item]) -> int:
        """Let outlets put items into their feeds, and read these."""
        for outlet in dict(items):
            self.stage.newsroom.publish(outlet, OLD, *(item for name, item in items if name == outlet))
        return await self.read()

    async def read(self) -> int:
        await self.run("UPDATE feeds SET next_at = 0")
        return await self.stage.refresh.round()

    async def story(self, outlets: int, since: int = 0, **given: Any) -> None:
        """Let so many outlets report the tour, from `since` on in the order of their names."""
        begun = (NOW - self.stage.clock()) / HOUR + 0.5
        for place in range(since, outlets):
            await self.report((OUTLETS[place], Item(title=TOLD[place], hours=begun - place / 60, **given)))

    async def posts(self, kind: str = "story") -> list[Post]:
        rows = await self.stage.storage._db.rows("SELECT key FROM posts WHERE kind = ? ORDER BY id", (kind,))
        found = await self.stage.storage.posts.by_keys([row["key"] for row in rows])
        return list(found.values())

    async def draw(self, post: Post) -> Card | Obsolete:
        return await PostContentCog(self.stage.app).draw_story(post)

    async def send(self) -> None:
        """Let the real sender do all that is due."""
        stage = self.stage
        channels = DiscordChannels(stage.bot.http, lambda _channel: True)

        async def nowhere(_guild: int) -> int:
            return 0

        pace = Pace(tick=0.01, rate=1000, burst=100)
        sender = Sender(stage.storage, channels, self.draw, House(stage.clock, nowhere), pace)
        running = asyncio.create_task(sender.run())
        while await stage.storage.posts.waiting(stage.clock(), 1, 3) or await self.claimed():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        sender.stop()
        await running

    async def run(self, sql: str) -> None:
        async with self.stage.storage._db.transaction() as tx:
            await tx.rows(sql)

    async def claimed(self) -> bool:
        return bool(await self.stage.storage._db.rows("SELECT 1 FROM posts WHERE state = 'claimed'"))

    def later(self, seconds: int) -> None:
        self.stage.clock.now += seconds

    def messages(self) -> list[dict[str, Any]]:
        """Return what was sent to Discord of messages, first to last."""
        return [
            deepcopy(entry.json)
            for entry in self.stage.env.http_requests
            if "/messages" in entry.path and entry.method in ("POST", "PATCH") and isinstance(entry.json, dict)
        ]


OLD = Item(title="Sia paints a wall in Adelaide", hours=300)


def shown(message: dict[str, Any]) -> str:
    return "\n".join(part["content"] for part in components(message["components"]) if "content" in part)


TITLES = (
    "Adele announces a tour of Wales",
    "Elton John sells his piano in Pinner",
    "Rihanna opens a bakery at the harbour",
    "Drew Barrymore adopts seven donkeys",
    "George Clooney builds a lighthouse",
    "Shakira swims across the Channel",
    "Tom Hanks writes a cookbook on soup",
    "Serena Williams buys a vineyard near Porto",
    "Hugh Grant wins the regatta at Henley",
    "Emma Stone paints murals for Phoenix schools",
    "Will Smith restores a steam engine",
    "Cher judges the sheepdog trials",
)


async def big(desk: Desk, titles: tuple[str, ...], outlets: int = 4) -> None:
    """Let stories break at once, each in so many outlets."""
    begun = (NOW - desk.stage.clock()) / HOUR + 0.5
    for place in range(outlets):
        items = [Item(title=f"{title}{' now' * (place % 2)}", hours=begun - place / 60) for title in titles]
        desk.stage.newsroom.publish(OUTLETS[place], OLD, *items)
    await desk.read()
