"""Channels for posts: which kinds, and what the bot lacks in one; asked of Discord's own word each time."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread

from .choices import Asking

_KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]
# Without the history, a post whose outcome is not known could not be looked for and would have to be left (FAULTS 43).
_NEEDED = {
    "view_channel": "View Channel",
    "read_message_history": "Read Message History",
    "attach_files": "Attach Files",
    "embed_links": "Embed Links",
}


class _Chosen(app_commands.Transformer):
    """An option for a channel that can hold posts; given as its id, for it is looked up where it is used."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return _KINDS

    async def transform(self, interaction: Any, value: AppCommandChannel | AppCommandThread, /) -> int:
        return value.id


Place = app_commands.Transform[int, _Chosen]


def lacking(interaction: Asking, number: int) -> list[str] | None:
    """Say what the bot lacks for posting in a channel, [] for nothing; None where there is no such channel.

    One that the moderator cannot see is none, nor is another server's.
    """
    guild, user = interaction.guild, interaction.user
    found = guild.get_channel_or_thread(number) if guild else None
    if guild is None or found is None or found.type not in _KINDS or not isinstance(user, discord.Member):
        return None
    if isinstance(found, discord.Thread) and found.parent is None:
        return None
    if not found.permissions_for(user).view_channel:
        return None
    allowed = found.permissions_for(guild.me)
    needed = _NEEDED | _speaking(found)
    lacks = [needed[name] for name in needed if not getattr(allowed, name)]
    return lacks + (_shut(found, allowed) if isinstance(found, discord.Thread) else [])


def _speaking(found: Any) -> dict[str, str]:
    in_threads = {"send_messages_in_threads": "Send Messages in Threads"}
    if isinstance(found, discord.Thread):
        return in_threads
    if isinstance(found, discord.ForumChannel):
        return {"send_messages": "Create Posts"} | in_threads
    return {"send_messages": "Send Messages"}


def _shut(thread: discord.Thread, allowed: discord.Permissions) -> list[str]:
    """Say what keeps the bot out of a thread beside permissions, which Manage Threads would overcome."""
    if allowed.manage_threads:
        return []
    locked = ["the thread unlocked"] if thread.locked else []
    is_outside = thread.is_private() and thread.me is None
    return locked + (["a place in this private thread (mention the bot there)"] if is_outside else [])
