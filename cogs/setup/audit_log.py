"""The log of what moderators changed, a page at a time, with the ways back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit.buttons import action_button, page_row, which_page
from cogs.kit.markdown import when
from cogs.kit.replies import Card, card, nothing
from cogs.kit.routes.members import NoState
from cogs.kit.routes.settings import CHANGE_LOG, TAKE_BACK, TakeBackState
from news.model.servers import Change
from news.text.messages import plural

PAGE = 5
_MOST_LINES = 6  # settings of one change; a file may change all


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A change in words; `is_open` where something of it could be taken back now.

    `redoes`: what it takes back had taken a change back itself.
    """

    change: Change
    lines: Sequence[str]
    is_open: bool
    redoes: bool = False


def log_page(entries: Sequence[LogEntry], page: int, pages: int, total: int, done: Sequence[str] = ()) -> Card:
    """Return a page of the log, newest first; `done` is what was just taken back."""
    if not total:
        return nothing("Nothing was changed yet", "What moderators set with `/setup` and its kin is listed here.", "")
    count = plural("{count} change, newest first", "{count} changes, newest first", total)
    about = " · ".join(filter(None, (count, which_page(page, pages))))
    head = [f"## Who changed what\n-# {about}"]
    if done:
        head += ["**Changed just now:**", *done]
    items: list[Any] = [discord.ui.TextDisplay("\n".join(head))]
    for entry in entries:
        items += [discord.ui.Separator(), _entry_items(entry, page)]
    turning = page_row(CHANGE_LOG, NoState(), page, pages)
    return card([*items, *([discord.ui.Separator(), turning] if turning else [])])


def _entry_items(entry: LogEntry, page: int) -> Any:
    text = discord.ui.TextDisplay[Any]("\n".join((_entry_head(entry), *_short_lines(entry.lines))))
    if entry.change.is_undone or not entry.is_open:
        return text
    state = TakeBackState(entry.change.id, page)
    label = "Redo" if entry.change.undoes and not entry.redoes else "Undo"
    button: Any = action_button(TAKE_BACK, state, label=label, turns=True)
    return discord.ui.Section(text, accessory=button)


def _entry_head(entry: LogEntry) -> str:
    change = entry.change
    who = f"<@{change.user}>" if change.user else "somebody who has had their id erased"
    did = ("brought a change back" if entry.redoes else "took a change back") if change.undoes else ""
    marks = [did, "**undone since**" if change.is_undone else ""]
    return f"-# {' · '.join(filter(None, (when(change.at, 'f'), who, *marks)))}"


def _short_lines(lines: Sequence[str]) -> list[str]:
    rest = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([f"and {rest} more"] if rest > 0 else [])]
