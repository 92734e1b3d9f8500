"""Presses of those who may not, and of buttons that stand for all to see."""

from typing import Any

import discord

from cogs.kit.buttons import ActionButton
from cogs.kit.replies import card
from tests.kit.stage import Stage


def asking(stage: Stage, *, manages: bool, guild: int | None = None) -> Any:
    """Stand in for a press whose button the one who presses it never got: its rights are all that is asked."""

    class Press:
        guild_id = stage.channel.guild.id if guild is None else guild
        client = stage.bot
        user = stage.moderator

        class permissions:  # noqa: N801 - discord.py's name
            manage_guild = manages

    return Press


async def put_up(stage: Stage, *items: ActionButton) -> discord.Message:
    """Put buttons into the channel for all to see."""
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    row: Any = discord.ui.ActionRow(*items)
    return await channel.send(view=card([row]).view)
