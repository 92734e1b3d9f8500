"""Channels for posts: which kinds, and what the bot lacks in one; asked of Discord's own word each time."""

from typing import Any

import discord

from news.model.posts import PostKind, StoredReason
from news.servers.wording import say_refusal
from outbox.send.discord_transport import KnowsChannels

from .markdown import safe

PLACES = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]
# Without the history, a post whose outcome is not known could not be looked for and would have to be left
# (docs/faults.md row 43).
_NEEDED = {
    "view_channel": "View Channel",
    "read_message_history": "Read Message History",
    "attach_files": "Attach Files",
    "embed_links": "Embed Links",
}


def missing_permissions(interaction: discord.Interaction, number: int) -> list[str] | None:
    """Return what the bot lacks for posting in a channel, [] for nothing; None where there is no such channel.

    One that the moderator cannot see is none, nor is another server's.
    """
    guild, user = interaction.guild, interaction.user
    found = guild.get_channel_or_thread(number) if guild else None
    if guild is None or found is None or found.type not in PLACES or not isinstance(user, discord.Member):
        return None
    if isinstance(found, discord.Thread) and found.parent is None:
        return None
    if not _is_seen(interaction, found, found.permissions_for(user)):
        return None
    allowed = found.permissions_for(guild.me)
    needed = _NEEDED | _send_permissions(found)
    lacks = [needed[name] for name in needed if not getattr(allowed, name)]
    return lacks + (_thread_barriers(found, allowed) if isinstance(found, discord.Thread) else [])


def _is_seen(interaction: discord.Interaction, found: Any, allowed: discord.Permissions) -> bool:
    """True if the one who acts sees a channel, or is in it where it is a private thread.

    Who is in a thread is told to bots with a privileged intent only; but Discord offers in a select what one sees.
    """
    if not allowed.view_channel:
        return False
    if not isinstance(found, discord.Thread) or not found.is_private() or allowed.manage_threads:
        return True
    data: Any = interaction.data or {}
    offered = data.get("resolved", {}).get("channels", {})
    return found.owner_id == interaction.user.id or str(found.id) in offered


def missing_for_post(client: KnowsChannels, number: int, kind: PostKind) -> list[str]:
    """Return what the bot lacks for a kind of post in a channel, as far as the gateway has told; [] for nothing."""
    found = client.get_channel(number)
    if not isinstance(found, discord.abc.GuildChannel | discord.Thread):
        return []
    try:
        allowed = found.permissions_for(found.guild.me)
    except discord.ClientException:  # a thread whose channel is not known
        return []
    needed = {"view_channel": "View Channel"} | ({} if kind == "edit" else _send_permissions(found))
    if not allowed.view_channel:
        return [needed["view_channel"]]  # all else is lacking with it
    return [needed[name] for name in needed if not getattr(allowed, name)]


def _send_permissions(found: Any) -> dict[str, str]:
    in_threads = {"send_messages_in_threads": "Send Messages in Threads"}
    if isinstance(found, discord.Thread):
        return in_threads
    if isinstance(found, discord.ForumChannel):
        return {"send_messages": "Create Posts"} | in_threads
    return {"send_messages": "Send Messages"}


def _thread_barriers(thread: discord.Thread, allowed: discord.Permissions) -> list[str]:
    """Return what keeps the bot out of a thread beside permissions, which Manage Threads would overcome."""
    if allowed.manage_threads:
        return []
    locked = ["the thread unlocked"] if thread.locked else []
    is_outside = thread.is_private() and thread.me is None
    return locked + (["a place in this private thread (mention the bot there)"] if is_outside else [])


def why_refused(reason: StoredReason) -> str:
    """Return in words why a channel took no post, by Discord's answer or by what the bot lacks there."""
    return safe(say_refusal(reason), 214)
