"""The bot about itself, as cards."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord

from cogs.kit.buttons import action_button
from cogs.kit.markdown import safe
from cogs.kit.replies import Card, card
from cogs.kit.routes.members import CANDIDATES, NoState
from news.model.people import UnlistedName
from news.text.messages import message, plural

HelpEntry = tuple[str, str, str]  # what one wants, the command, what that does


def draw_help(entries: Iterable[HelpEntry], for_moderators: Sequence[HelpEntry] = ()) -> Card:
    """Return the commands by what one wants to do, then those that only moderators have."""
    head = "## What would you like to do?\n-# The news comes from publishers' own feeds; every story names its sources."
    items: list[Any] = [discord.ui.TextDisplay(head), discord.ui.Separator(), _list_wishes(entries)]
    if for_moderators:
        title: Any = discord.ui.TextDisplay("### As a moderator")
        items += [discord.ui.Separator(), title, _list_wishes(for_moderators)]
    return card(items)


def _list_wishes(entries: Iterable[HelpEntry]) -> Any:
    lines = [f"**{wish}**\n`{command}` {details}" for wish, command, details in entries]
    return discord.ui.TextDisplay("\n\n".join(lines))


def draw_about(head: str, freshness: str, sources: Any, candidates: Any, turning: Any) -> Card:
    """Return the bot about itself: freshness, version, sources, and what only moderators see of it."""
    what = "Celebrity news on demand, from publishers' own feeds."
    items: list[Any] = [
        discord.ui.TextDisplay(f"## Limelight\n{what}\n-# {freshness}\n-# {head}"),
        discord.ui.Separator(),
        sources,
        turning,
    ]
    if candidates:
        items += [discord.ui.Separator(), candidates]
    return card(items)


def list_sources(lines: Sequence[str], waiting: str) -> Any:
    """Return the sources with their health, and those that were not read yet."""
    listed = "\n".join(filter(None, ("### Sources", *lines, waiting)))
    return discord.ui.TextDisplay(listed if lines or waiting else "### No sources yet")


def list_candidates(found: Iterable[UnlistedName]) -> Any:
    """Return the names in headlines that the catalogue lacks."""
    lines = [
        message(
            "{name} · {headlines} from {outlets}",
            name=safe(one.name, 60),
            headlines=plural("{count} headline", "{count} headlines", one.headlines),
            outlets=plural("{count} outlet", "{count} outlets", one.outlets),
        )
        for one in found
    ]
    about = "-# In the headlines of at least three outlets within 7 days. Only moderators see this."
    return discord.ui.TextDisplay(
        "\n".join(("### Names that the people catalogue lacks", *(lines or ["None lately"]), about))
    )


def candidates_button() -> Any:
    """Return the button that shows them to moderators."""
    return discord.ui.ActionRow(action_button(CANDIDATES, NoState(), label="Names without an entry"))
