"""/privacy: what is kept about a member, and the end of it."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit.options import Asking
from cogs.kit.replies import Card, answer
from storage import Storage

from . import privacy_card

if TYPE_CHECKING:
    from bot import NewsBot


class PrivacyCog(commands.Cog):
    """What is kept about members."""

    group = app_commands.Group(name="privacy", description="What is kept about you, and erasing it")

    def __init__(self, bot: "NewsBot", storage: Storage) -> None:
        self.storage = storage
        bot.actions |= {"erase": self.press_erase}

    @group.command()
    async def erase(self, interaction: Asking) -> None:
        """See what is kept about you, and erase it"""
        kept = await self.storage.follows.kept(interaction.user.id)
        await answer(interaction, privacy_card.kept(kept), ephemeral=True)

    async def press_erase(self, interaction: discord.Interaction["NewsBot"], state: str) -> Card | None:
        """Erase everything about the one who pressed the button."""
        if state != privacy_card.ALL:
            return None
        gone = await self.storage.follows.erase(interaction.user.id)
        return privacy_card.erased(gone) if privacy_card.is_anything(gone) else privacy_card.nothing_kept()
