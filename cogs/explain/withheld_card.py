"""What a server was not posted of the last 48 hours, as a card: grouped by what held it, the biggest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit.buttons import action_button, card_button, which_page
from cogs.kit.markdown import safe, when
from cogs.kit.replies import Card, card, nothing_found
from cogs.kit.routes.posts import FIX, STAGES, FixState, StagesState
from cogs.kit.routes.settings import SETUP, SetupState
from news.model.posts import StoryCode
from news.model.servers import Server
from news.servers.fixes import FIX_KINDS
from news.text.messages import message

PAGE = 5  # 32 of the 40 components that a message holds
DUE, FIRST_REPORTED = "{why} · due {time}", "{why} · first report {time}"
STUCK, BIRTHDAYS = "Did not get out", "Birthdays"
GROUPS: dict[StoryCode, str] = {
    "owed": "Pass now, and go out with their next report",
    "unsure": "Not sure enough",
    "budget": "Over the day’s budget",
    "bar": "Below today’s bar",
    "hour": "The channel’s hour is full",
    "small": "Below the threshold",
    "topic": "Topics that are not wanted",
    "language": "Other languages",
    "filter": "Held by a filter",
    "curtain": "Left out by a curtain",
    "old": "Too old",
    "paused": "Paused",
    "no channel": "No channel is set",
    "told": "Posted",
    "released": "Posted",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldEntry:
    """One thing that was not posted, and why in a sentence; `line` is DUE or FIRST_REPORTED."""

    group: str
    title: str
    why: str
    at: int
    asked: StagesState
    line: str
    may_release: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldPage:
    """A page of what is held, and how much of each group there is in all."""

    entries: Sequence[WithheldEntry]
    counts: Sequence[tuple[str, int]]
    page: int
    pages: int
    row: Any
    is_all: bool = True


def withheld_page(shown: WithheldPage) -> Card:
    """Return a page of what a server was not posted."""
    counts = [message("{group}: {count}", group=group.lower(), count=count) for group, count in shown.counts]
    about = ["Last 48 hours", *counts, *([] if shown.is_all else ["only the biggest stories are looked at"])]
    page = which_page(shown.page, shown.pages)
    head = ["## Held or left out", f"-# {' · '.join(about)}", *([f"-# {page}"] if page else [])]
    items: list[Any] = [discord.ui.TextDisplay("\n".join(head))]
    group = ""
    for entry in shown.entries:
        items += [discord.ui.Separator(), discord.ui.TextDisplay(_entry_text(entry, is_first=entry.group != group))]
        items.append(_entry_buttons(entry))
        group = entry.group
    foot = [discord.ui.Separator(spacing=discord.SeparatorSpacing.large), shown.row] if shown.row else []
    return card([*items, *foot])


def _entry_text(entry: WithheldEntry, *, is_first: bool) -> str:
    lines = (
        f"-# {entry.group.upper()}" if is_first else "",
        f"**{safe(entry.title, 150)}**",
        message(entry.line, why=safe(entry.why, 200), time=when(entry.at)),
    )
    return "\n".join(filter(None, lines))


def _entry_buttons(entry: WithheldEntry) -> Any:
    buttons: list[Any] = [card_button(STAGES, entry.asked, label="Why")]
    if entry.may_release:
        asked = entry.asked
        state = FixState(asked.subject, asked.number, FIX_KINDS.index("release"), 0)
        buttons.append(action_button(FIX, state, label="Post it now"))
    return discord.ui.ActionRow(*buttons)


def nothing_held(server: Server, freshness: str) -> Card:
    """Return a card that says that nothing is held, or that no story is posted here at all."""
    if not server.stories_channel:
        channel = action_button(SETUP, SetupState("channels"), label="Set a channel", style="primary")
        return nothing_found(
            "Nothing is held", "No channel is set for stories, so none is posted here.", freshness, channel
        )
    text = (
        "In the last 48 hours no story of two outlets or more was left out, no birthday was missed, and no post waits."
    )
    return nothing_found("Nothing is held", text, freshness)
