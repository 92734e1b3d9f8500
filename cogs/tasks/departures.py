"""Servers that come and go: nothing is posted where the bot no longer is, and after a week what was set there goes."""

import logging

import discord
from discord.ext import commands, tasks

from cogs.kit.app import App

log = logging.getLogger("limelight")

KEPT = 7 * 86400  # seconds after leaving for which a server's settings are kept


class DeparturesCog(commands.Cog):
    """Where the bot is."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    async def cog_load(self) -> None:
        """Begin to clear away."""
        self.purge_left.start()

    async def cog_unload(self) -> None:
        """End that."""
        self.purge_left.cancel()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Stop posting; Discord tells outages otherwise (`on_guild_unavailable`), and they change nothing."""
        log.info("removed from server %s; what is set there is kept for a week", guild.id)
        await self.storage.departures.left(guild.id, self.app.clock())

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Go on as before where the bot is back within the week."""
        await self.storage.departures.returned(guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Find out which servers the bot was removed from while it was away; those in an outage count as there."""
        present = {guild.id for guild in self.app.discord.guilds}
        for guild in await self.storage.departures.came_up(present, self.app.clock()):
            log.info("server %s was missing at three starts; nothing is posted there any more", guild)

    @tasks.loop(hours=24)
    async def purge_left(self) -> None:
        """Forget what was left a week ago."""
        try:
            for guild in await self.storage.departures.purge(self.app.clock() - KEPT):
                log.info("server %s was left a week ago: its settings are gone", guild)
        except Exception:  # tasks.loop ends for good on an error it does not know
            log.exception("servers that were left could not be cleared away")
