"""/privacy: what is kept about a member, and the end of it."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit.app import App
from cogs.kit.replies import Card, answer
from cogs.kit.routes.members import ERASE, EraseState
from cogs.kit.routes.route import Press

from . import privacy_card


class PrivacyCog(commands.Cog):
    """What is kept about members."""

    group = app_commands.Group(name="privacy", description="What is kept about you, and erasing it")

    def __init__(self, app: App) -> None:
        self.storage = app.storage

    @group.command()
    async def erase(self, interaction: discord.Interaction) -> None:
        """See what is kept about you, and erase it"""
        kept = await self.storage.follows.kept(interaction.user.id)
        await answer(interaction, privacy_card.draw_kept(kept), ephemeral=True)

    @ERASE.handler
    async def press_erase(self, interaction: Press, _state: EraseState) -> Card:
        """Erase everything about the one who pressed the button."""
        gone = await self.storage.follows.erase(interaction.user.id)
        return privacy_card.draw_erased(gone) if privacy_card.has_anything(gone) else privacy_card.draw_nothing_kept()
