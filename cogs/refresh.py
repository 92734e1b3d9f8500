"""The background task that brings the news in."""

import asyncio
import logging
from typing import TYPE_CHECKING

from discord.ext import commands, tasks

from intake.refresh import Refresh

if TYPE_CHECKING:
    from bot import NewsBot

log = logging.getLogger("limelight.refresh")

EVERY = 30  # seconds between looks at what is due


class RefreshCog(commands.Cog):
    """Runs the rounds while the bot is up."""

    def __init__(self, bot: "NewsBot", refresh: Refresh) -> None:
        self.bot = bot
        self.refresh = refresh

    async def cog_load(self) -> None:
        """Begin."""
        self.loop.start()

    async def cog_unload(self) -> None:
        """End, and wait for the round that was cut short: the store and the connections are closed next."""
        self.loop.cancel()
        if task := self.loop.get_task():
            await asyncio.wait([task])

    @tasks.loop(seconds=EVERY)
    async def loop(self) -> None:
        """Do one round and one step of clearing away."""
        try:
            kept = await self.refresh.round()
            await self.refresh.prune()
        except Exception:  # tasks.loop ends for good on an error it does not know: a full disk must not end the news
            log.exception("the round failed; the next one is in %s s", EVERY)
        else:
            if kept:
                log.info("%s new articles", kept)
