"""/privacy: what is kept about a member, and the end of it."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit.app import App
from cogs.kit.buttons import action_button
from cogs.kit.markdown import day_in_words
from cogs.kit.person_text import HOW_TO_FOLLOW, count_people
from cogs.kit.replies import Card, answer, card, notice
from cogs.kit.routes.members import ERASE, EraseState
from cogs.kit.routes.route import Press
from news.model.people import KeptAboutMember
from news.text.messages import joined, message, plural

# Whether the member has made repairs, and changes of settings.
_WARNINGS = {
    (False, False): "-# Erasing cannot be undone.",
    (True, False): "-# Erasing cannot be undone. The repairs go on holding, without your id.",
    (False, True): "-# Erasing cannot be undone. The settings go on holding, without your id.",
    (True, True): "-# Erasing cannot be undone. The repairs and the settings go on holding, without your id.",
}


def draw_kept(kept: KeptAboutMember) -> Card:
    """Return what is kept about a member, with the button that erases it."""
    if not has_anything(kept):
        return draw_nothing_kept()
    lines = ["## What is kept about you"]
    if kept.follows and kept.since is not None:
        lines.append(
            message(
                "**{people} you follow**, since {day}: who, when, and in which server",
                people=count_people(kept.follows),
                day=day_in_words(kept.since),
            )
        )
    if kept.repairs:
        lines.append(
            plural(
                "**{count} repair you made as a moderator**: your id beside each",
                "**{count} repairs you made as a moderator**: your id beside each",
                kept.repairs,
            )
        )
    if kept.changes:
        lines.append(
            plural(
                "**{count} change you made to servers’ settings**: your id beside each",
                "**{count} changes you made to servers’ settings**: your id beside each",
                kept.changes,
            )
        )
    lines.append("Nothing else: no messages, no searches, nothing about what you read.")
    button: Any = action_button(ERASE, EraseState(), label="Erase everything", style="danger", turns=True)
    warning = _WARNINGS[bool(kept.repairs), bool(kept.changes)]
    return card(
        [
            discord.ui.TextDisplay("\n".join(lines)),
            discord.ui.Separator(),
            discord.ui.TextDisplay(warning),
            discord.ui.ActionRow(button),
        ]
    )


def has_anything(kept: KeptAboutMember) -> bool:
    """True if anything is kept about a member."""
    return bool(kept.follows or kept.repairs or kept.changes)


def draw_nothing_kept() -> Card:
    """Return the card for a member about whom nothing is kept."""
    return notice(
        "Nothing is kept about you", "You follow nobody, so there is nothing to erase.", f"-# {HOW_TO_FOLLOW}"
    )


def draw_erased(gone: KeptAboutMember) -> Card:
    """Return what was erased."""
    parts = [
        message("your list of {people}", people=count_people(gone.follows)) if gone.follows else "",
        plural("your id on {count} repair", "your id on {count} repairs", gone.repairs) if gone.repairs else "",
        plural("your id on {count} change of settings", "your id on {count} changes of settings", gone.changes)
        if gone.changes
        else "",
    ]
    told = message("Gone: {what}.", what=joined([part for part in parts if part]))
    return notice("Everything about you is erased", told, "-# Nothing is kept about you any more.")


class PrivacyCog(commands.Cog):
    """What is kept about members."""

    group = app_commands.Group(name="privacy", description="What is kept about you, and erasing it")

    def __init__(self, app: App) -> None:
        self.storage = app.storage

    @group.command()
    async def erase(self, interaction: discord.Interaction) -> None:
        """See what is kept about you, and erase it"""
        kept = await self.storage.follows.kept(interaction.user.id)
        await answer(interaction, draw_kept(kept), ephemeral=True)

    @ERASE.handler
    async def press_erase(self, interaction: Press, _state: EraseState) -> Card:
        """Erase everything about the one who pressed the button."""
        gone = await self.storage.follows.erase(interaction.user.id)
        return draw_erased(gone) if has_anything(gone) else draw_nothing_kept()
