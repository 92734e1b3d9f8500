"""What is kept about a member, and the end of it, as cards that only they see."""

from typing import Any

import discord

from cogs.kit.buttons import action_button
from cogs.kit.markdown import day
from cogs.kit.person_text import HOW_TO_FOLLOW, counted_people
from cogs.kit.replies import Card, card, notice
from cogs.kit.routes.members import ERASE, EraseState
from news.model.people import KeptAboutMember
from news.stories.trending import counted


def kept(kept: KeptAboutMember) -> Card:
    """Return what is kept about a member, with the button that erases it."""
    if not is_anything(kept):
        return nothing_kept()
    lines = ["## What is kept about you"]
    if kept.follows and kept.since is not None:
        since = f"since {day(kept.since)}"
        lines.append(f"**{counted_people(kept.follows)} you follow**, {since}: who, when, and in which server")
    if kept.repairs:
        lines.append(f"**{counted(kept.repairs, 'repair')} you made as a moderator**: your id beside each")
    if kept.changes:
        lines.append(f"**{counted(kept.changes, 'change')} you made to servers’ settings**: your id beside each")
    lines.append("Nothing else: no messages, no searches, nothing about what you read.")
    button: Any = action_button(ERASE, EraseState(), label="Erase everything", style="danger", turns=True)
    done = " and ".join(filter(None, ("the repairs" if kept.repairs else "", "the settings" if kept.changes else "")))
    warning = "-# Erasing cannot be undone."
    if done:
        warning += f" {done[0].upper()}{done[1:]} go on holding, without your id."
    return card(
        [
            discord.ui.TextDisplay("\n".join(lines)),
            discord.ui.Separator(),
            discord.ui.TextDisplay(warning),
            discord.ui.ActionRow(button),
        ]
    )


def is_anything(kept: KeptAboutMember) -> bool:
    """True if anything is kept about a member."""
    return bool(kept.follows or kept.repairs or kept.changes)


def nothing_kept() -> Card:
    """Say that nothing is kept about a member."""
    return notice(
        "Nothing is kept about you", "You follow nobody, so there is nothing to erase.", f"-# {HOW_TO_FOLLOW}"
    )


def erased(gone: KeptAboutMember) -> Card:
    """Return what was erased."""
    parts = [
        f"your list of {counted_people(gone.follows)}" if gone.follows else "",
        f"your id on {counted(gone.repairs, 'repair')}" if gone.repairs else "",
        f"your id on {counted(gone.changes, 'change')} of settings" if gone.changes else "",
    ]
    what = " and ".join(filter(None, parts))
    return notice("Everything about you is erased", f"Gone: {what}.", "-# Nothing is kept about you any more.")
