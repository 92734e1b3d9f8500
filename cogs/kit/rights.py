"""Who is a moderator: asked of Discord's own word on the one who acts, at every step anew."""

from typing import Any, TypeVar

import discord
from discord import app_commands

from .app import app_of
from .replies import Card, notice

_Command = TypeVar("_Command", bound=Any)
_IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
_INSTALLED = app_commands.AppInstallationType(guild=True, user=False)
# Hides the commands from others at first. Admins may change that: what holds is that the tree asks `refusal_card`.
_AT_FIRST = discord.Permissions(manage_guild=True)


def moderator_group(name: str, description: str) -> app_commands.Group:
    """Return a group of commands for moderators."""
    return app_commands.Group(
        name=name,
        description=description,
        allowed_contexts=_IN_SERVERS,
        allowed_installs=_INSTALLED,
        default_permissions=_AT_FIRST,
    )


def for_moderators(command: _Command) -> _Command:
    """Make a command one that only moderators may run, in servers."""
    command = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)
    command = app_commands.allowed_installs(guilds=True, users=False)(command)
    return app_commands.default_permissions(_AT_FIRST)(command)


def is_for_moderators(command: Any) -> bool:
    """True if only moderators may run a command, as `moderator_group` and `for_moderators` make them."""
    root = getattr(command, "root_parent", None) or command
    return getattr(root, "default_permissions", None) is not None


async def is_moderator(interaction: discord.Interaction) -> bool:
    """True if somebody has Manage Server or the server's named role, in a server that this bot is a member of.

    Who installs the bot for themselves alone may use it in a server of their own, where they have every right.
    """
    guild = interaction.guild_id
    if not guild or not app_of(interaction).discord.get_guild(guild):
        return False
    return interaction.permissions.manage_guild or await _has_role(interaction, guild)


async def _has_role(interaction: discord.Interaction, guild: int) -> bool:
    role = (await app_of(interaction).storage.servers.get(guild)).moderator_role
    # The role of everybody has the server's own id: named by whatever way, it makes nobody a moderator.
    is_named = bool(role) and role != guild
    return is_named and isinstance(interaction.user, discord.Member) and interaction.user.get_role(role) is not None


async def refusal_card(interaction: discord.Interaction) -> Card | None:
    """Return the card that says who may, for one who may not."""
    if await is_moderator(interaction):
        return None
    return notice(
        "For moderators only",
        "Members with the permission Manage Server can do this, in their server; so can those with the role that they"
        " name in `/setup`. Nothing was changed.",
    )
