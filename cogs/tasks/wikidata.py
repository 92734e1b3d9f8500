"""The nightly task that brings in what Wikidata says of people."""

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import UTC, time

from discord.ext import commands, tasks

from cogs.kit.app import App
from ingest.catalogue_loader import load_catalogue
from ingest.wikidata_sync import NotNowError, Sync
from news.people.catalogue_match import Catalogue

log = logging.getLogger("limelight.wikidata")

_NIGHT = (1, 5)  # hours in UTC from and before which it runs, at a minute of its own: not all bots ask at once


class WikidataCog(commands.Cog):
    """Runs the sync once a night while the bot is up."""

    def __init__(self, app: App, sync: Sync, use: Callable[[Catalogue], None]) -> None:
        self.app = app
        self.sync = sync
        self.use = use  # has all of the bot know these people from now on

    async def cog_load(self) -> None:
        """Begin."""
        self.loop.change_interval(time=time(random.randrange(*_NIGHT), random.randrange(60), tzinfo=UTC))
        self.loop.start()

    async def cog_unload(self) -> None:
        """End, and wait for the sync that was cut short: the store and the connections are closed next."""
        self.loop.cancel()
        if task := self.loop.get_task():
            await asyncio.wait([task])

    @tasks.loop(hours=24)
    async def loop(self) -> None:
        """Do one night's sync; whatever ends it, there is another one tomorrow."""
        try:
            await self.sync_tonight()
        except Exception:  # tasks.loop ends for good on an error it does not know
            log.exception("the sync with Wikidata failed; the next one is tomorrow night")

    async def sync_tonight(self) -> None:
        """Sync, and let the bot know people as they are known now; after half a sync, too."""
        try:
            log.info("Wikidata: %s", await self.sync.run())
        except NotNowError as error:
            log.log(logging.WARNING if error.is_fault else logging.INFO, "%s", error)
        self.use(await load_catalogue(self.app.storage, self.app.clock()))
