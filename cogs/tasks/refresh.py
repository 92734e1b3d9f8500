"""The background task that brings the news in."""

import asyncio
import logging

from discord.ext import commands, tasks

from ingest.refresh import Refresh

log = logging.getLogger("limelight.refresh")

EVERY = 30  # seconds between looks at what is due


class RefreshCog(commands.Cog):
    """Runs the rounds while the bot is up."""

    def __init__(self, refresh: Refresh) -> None:
        self.refresh = refresh
        self._looking: asyncio.Task[None] | None = None
        self._looks: set[asyncio.Task[int]] = set()

    async def cog_load(self) -> None:
        """Begin."""
        self.loop.start()
        self._looking = asyncio.create_task(self._serve_looks())

    async def cog_unload(self) -> None:
        """End, and wait for the round that was cut short: the store and the connections are closed next."""
        self.loop.cancel()
        tasks_ = [task for task in (self.loop.get_task(), self._looking, *self._looks) if task]
        for task in tasks_[1:]:
            task.cancel()
        if tasks_:
            await asyncio.wait(tasks_)

    async def _serve_looks(self) -> None:
        """Look at once at what moderators ask for, each beside the others: somebody waits for the answer."""
        while True:
            await self.refresh.looks.asked()
            task = asyncio.create_task(self.refresh.look())
            self._looks.add(task)
            task.add_done_callback(self._looks.discard)
            await asyncio.sleep(0)  # it takes what was asked when it begins

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
