"""The bot about itself, as cards."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord

from .replies import Card, card


def wishes(entries: Iterable[tuple[str, str, str]]) -> Card:
    """Give the commands by what one wants to do."""
    lines = [f"**{wish}**\n`{command}` {details}" for wish, command, details in entries]
    head = "## What would you like to do?\n-# The news comes from publishers' own feeds; every story names its sources."
    return card([discord.ui.TextDisplay(head), discord.ui.Separator(), discord.ui.TextDisplay("\n\n".join(lines))])


def about(head: str, freshness: str, sources: Sequence[str], waiting: str, turning: Any) -> Card:
    """Give the bot about itself: freshness, version, sources with their health, and those that were not read yet."""
    what = "Celebrity news on demand, from publishers' own feeds."
    listed_sources = "\n".join(filter(None, ("### Sources", *sources, waiting)))
    items: list[Any] = [
        discord.ui.TextDisplay(f"## Limelight\n{what}\n-# {freshness}\n-# {head}"),
        discord.ui.Separator(),
        discord.ui.TextDisplay(listed_sources if sources or waiting else "### No sources yet"),
        turning,
    ]
    return card(items)
