"""Channels that refused a post: tried again as soon as the bot's permissions there have changed for the better."""

import logging
from typing import Any

import discord
from discord.ext import commands

from cogs.kit import channel_access
from cogs.kit.app import App
from news.model.posts import Post

log = logging.getLogger("limelight.posting")

_Allowed = tuple[int, bool]  # the bot's permissions in a channel, and whether that is an archived thread


class ChannelRecoveryCog(commands.Cog):
    """Listens to what the gateway tells of channels, roles and the bot itself; the daily test stays for the rest."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        # By server, for its shut channels only. A refusal may have a cause that no permission shows: such a channel
        # is tried once for each change of what the bot may do there, and not at every event.
        self._allowed: dict[int, dict[int, _Allowed]] = {}

    @commands.Cog.listener("on_guild_channel_update")
    @commands.Cog.listener("on_guild_role_update")
    @commands.Cog.listener("on_member_update")  # without the intent for members: the bot itself only
    @commands.Cog.listener("on_thread_update")
    async def changed(self, _before: Any, after: Any) -> None:
        """Look at a server in which something may have changed what the bot may do."""
        await self.retry_channels(after.guild)

    @commands.Cog.listener("on_guild_role_delete")
    @commands.Cog.listener("on_thread_join")
    async def came_or_went(self, what: discord.Role | discord.Thread) -> None:
        """Look at a server in which a role went, or a thread was opened again."""
        await self.retry_channels(what.guild)

    @commands.Cog.listener("on_guild_available")
    @commands.Cog.listener("on_guild_join")
    async def came_up(self, guild: discord.Guild) -> None:
        """Look at a server of which the gateway tells at a start, after an outage, or when the bot is invited anew."""
        await self.retry_channels(guild)

    @commands.Cog.listener()
    async def on_post_settled(self, post: Post) -> None:
        """Look again at what was kept back for want of a permission: it may have come back before that was written."""
        guild = self.app.discord.get_guild(post.guild)
        if guild and post.reason.code == "lacks":
            await self.retry_channels(guild)

    async def retry_channels(self, guild: discord.Guild) -> None:
        """Put the shut channels of a server on trial where the bot may post now and could not before."""
        before, now = self._allowed.pop(guild.id, {}), {}
        for shut in await self.storage.posts.destinations(guild.id):
            allowed = _read_allowed(guild, shut.channel)
            if shut.suspended_at is None or allowed is None:
                continue
            now[shut.channel] = allowed
            if allowed != before.get(shut.channel) and not channel_access.missing_for_post(
                self.app.discord, shut.channel, "story"
            ):
                log.info("channel %s of server %s is tried again: permissions changed", shut.channel, guild.id)
                await self.storage.posts.retested(shut.channel, works=True, retest_at=self.app.clock())
        if now:
            self._allowed[guild.id] = now


def _read_allowed(guild: discord.Guild, channel: int) -> _Allowed | None:
    found = guild.get_channel_or_thread(channel)
    if found is None or (isinstance(found, discord.Thread) and found.parent is None):
        return None
    return found.permissions_for(guild.me).value, isinstance(found, discord.Thread) and found.archived
