"""Who is a moderator: asked of Discord's own word on the one who acts, at every step anew."""

import discord

from .choices import Asking
from .ui.replies import Card, notice


async def is_moderator(interaction: Asking) -> bool:
    """Say whether somebody has Manage Server or the server's named role, in a server that this bot is a member of.

    Who installs the bot for themselves alone may use it in a server of their own, where they have every right.
    """
    guild = interaction.guild_id
    if not guild or not interaction.client.get_guild(guild):
        return False
    return interaction.permissions.manage_guild or await _has_role(interaction, guild)


async def _has_role(interaction: Asking, guild: int) -> bool:
    role = (await interaction.client.storage.servers.get(guild)).moderator_role
    # The role of everybody has the server's own id: named by whatever way, it makes nobody a moderator.
    is_named = bool(role) and role != guild
    return is_named and isinstance(interaction.user, discord.Member) and interaction.user.get_role(role) is not None


async def refusal(interaction: Asking) -> Card | None:
    """Give the card that says who may, for one who may not."""
    if await is_moderator(interaction):
        return None
    return notice(
        "For moderators only",
        "Members with the permission Manage Server can do this, in their server; so can those with the role that they"
        " name in `/setup`. Nothing was changed.",
    )
