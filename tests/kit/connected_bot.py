"""The whole bot, logged in to a loopback Discord."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any, cast

import discord

from bot import NewsBot
from cogs.kit.routes.route import Renderer
from cogs.tasks.announce import AnnounceCog
from news.model.posts import Post
from news.people.catalogue_match import Catalogue
from storage import Storage
from tests.kit.dead_buttons import dead_custom_ids
from tests.kit.loopback_discord import TOKEN
from tests.kit.loopback_gateway import LoopbackGateway
from tests.kit.machine import until
from tests.kit.newsroom import NOW
from tests.kit.sending import draw
from tests.kit.stage import Clock

HERE, CHANNEL, AWAY = 50, 500, 60
KIND: Any = "test"  # of post, drawn by a drawer of ours
NATALIE = "Natalie Portman"  # born on 9 June, the day of NOW


@dataclass
class Running:
    """The bot, connected."""

    bot: NewsBot
    gateway: LoopbackGateway
    owed: int = 0

    async def post(self) -> None:
        """Owe a post and wait until it is there."""
        self.owed += 1
        new = Post(key=f"{self.owed}", guild=HERE, channel=CHANNEL, kind=KIND, priority=1, due_at=NOW)
        await self.bot.app.storage.posts.owe([new])
        await until(lambda: len(self.gateway.discord.in_channel(CHANNEL)) >= self.owed)

    def hears(self, event: str) -> asyncio.Task[Any]:
        """Begin to wait for an event of discord.py's."""
        return asyncio.create_task(self.bot.wait_for(event, timeout=15))


class Drawer:
    @Renderer(KIND).draw
    async def draw(self, post: Post) -> Any:
        return await draw(post)


@asynccontextmanager
async def running(storage: Storage, catalogue: Catalogue, gateway: LoopbackGateway) -> AsyncIterator[Running]:
    async with NewsBot(storage, catalogue, clock=Clock(), is_posting=True) as bot:
        bot._connection.guild_ready_timeout = 0.2  # not 2 s
        bot.app.router.add(Drawer())
        starting = asyncio.create_task(bot.start(TOKEN))
        try:
            await until(lambda: starting.done() or bot.is_ready())
            if starting.done():
                starting.result()
            sender = cast(AnnounceCog, bot.get_cog("AnnounceCog")).sender
            sender._pace = replace(sender._pace, tick=0.02)  # between looks at the outbox; not 1 s
            sender.nudge()
            yield Running(bot, gateway)
        finally:
            await bot.close()
            with suppress(discord.ConnectionClosed):
                await starting
    dead = dead_custom_ids(bot.app.router, [message.payload for message in gateway.discord.record])
    assert not dead, f"nothing answers what was sent: {dead}"
