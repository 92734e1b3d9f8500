"""The bot about itself, as cards."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord

from .replies import Card, card


def wishes(entries: Iterable[tuple[str, str, str]]) -> Card:
    """Give the commands by what one wants to do."""
    lines = [f"**{wish}**\n{command} — {details}" for wish, command, details in entries]
    head = "## What would you like to do?\n-# Answers come from publishers' feeds; every story names its sources."
    return card([discord.ui.TextDisplay(head), discord.ui.Separator(), discord.ui.TextDisplay("\n\n".join(lines))])


def about(head: str, freshness: str, sources: Sequence[str], turning: Any) -> Card:
    """Give the bot about itself: version, freshness, sources with their health."""
    listed_sources = "\n".join(sources) or "No sources yet."
    what = "Celebrity news from publishers' feeds, on demand."
    items: list[Any] = [
        discord.ui.TextDisplay(f"## Limelight\n{what}\n-# {head}\n-# {freshness}"),
        discord.ui.Separator(),
        discord.ui.TextDisplay(f"### Sources\n{listed_sources}"),
        turning,
    ]
    return card(items)
