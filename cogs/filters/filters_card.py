"""Filters as cards for moderators: those that are set, in words, and why another one is not added."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit import options as choices
from cogs.kit.buttons import action_button, route_select, which_page
from cogs.kit.markdown import safe
from cogs.kit.person_text import Names
from cogs.kit.replies import Card, card, nothing
from cogs.kit.routes.custom_ids import topic_number, write_state
from cogs.kit.routes.settings import (
    FILTERS,
    REMOVE_FILTER,
    TRY_FILTER,
    TRY_FILTERS,
    UNDO_FILTERS,
    FiltersState,
    FilterState,
    UndoFilterState,
)
from cogs.kit.settings_words import FILTER_VERBS, filter_clause, filter_in_words, filter_value
from news.model.servers import Filter, FilterKind, FilterMode
from news.settings.filters import KINDS, STATUSES
from news.text.messages import joined, plural

PAGE = 15  # filters: a select takes 25, but so many words are a wall
_MODES: tuple[FilterMode, ...] = ("block", "only")
_HOW = (
    "Add one with `/filters never` or `/filters only` and one of the options there: a person, a topic, a source, a word"
    " of headlines or a status. You see what it does before it is saved."
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a server's filters, which page that is (from 0), and how many filters and pages there are."""

    shown: Sequence[Filter]
    total: int
    page: int
    pages: int


def filter_state(kept: Filter) -> FilterState:
    """Return a filter as a custom_id carries it."""
    word = kept.value if kept.kind == "word" else ""
    return FilterState(_MODES.index(kept.mode), KINDS.index(kept.kind), _value_number(kept), word)


def _value_number(kept: Filter) -> int:
    match kept.kind:
        case "person":
            return int(kept.value)
        case "topic":
            return topic_number(kept.value)
        case "source":
            return choices.outlet_number(kept.value)
        case "status":
            return [str(status) for status in STATUSES].index(kept.value)
        case "word":
            return 0


def kind_and_mode(tried: FilterState) -> tuple[FilterKind, FilterMode] | None:
    """Return what kind of filter a state carries; None for what is none."""
    if tried.kind >= len(KINDS) or tried.mode >= len(_MODES):
        return None
    return KINDS[tried.kind], _MODES[tried.mode]


def order_filters(filters: Sequence[Filter], name: Names) -> list[Filter]:
    """Put filters in the order in which they are listed."""
    return sorted(filters, key=lambda f: (_MODES.index(f.mode), KINDS.index(f.kind), filter_value(f, name).casefold()))


def filters_page(sheet: Sheet, name: Names, said: str = "", change: int = 0) -> Card:
    """Return a page of a server's filters; `said` tells what was done just now, and `change` can be undone."""
    undo: Any = action_button(UNDO_FILTERS, UndoFilterState(change), label="Undo", turns=True) if change else None
    if not sheet.total:
        text = "Every story that reaches this server’s threshold is posted, in its topics and within its budget."
        return nothing("No filters are set", "\n".join(filter(None, (said, text, f"-# {_HOW}"))), "", undo)
    about = " · ".join(
        filter(
            None,
            (
                plural("{count} filter", "{count} filters", sheet.total),
                which_page(sheet.page, sheet.pages),
                "only moderators see this",
            ),
        )
    )
    items: list[Any] = [discord.ui.TextDisplay(text) for text in (f"## Filters\n-# {about}", said) if text]
    for mode in _MODES:
        if of_mode := [kept for kept in sheet.shown if kept.mode == mode]:
            items += [discord.ui.Separator(), *map(discord.ui.TextDisplay, _filter_lines(of_mode, mode, name))]
    items += [discord.ui.Separator(), discord.ui.TextDisplay(f"-# {_HOW}"), _removal_row(sheet, name)]
    tries: Any = action_button(TRY_FILTERS, FiltersState(sheet.page), label="Try on the last 7 days", turns=True)
    return card([*items, discord.ui.ActionRow(*filter(None, (undo, tries)), *_page_row(sheet.page, sheet.pages))])


def _filter_lines(kept: Sequence[Filter], mode: FilterMode, name: Names) -> list[str]:
    """Return the filters of a mode, a line a kind, and what is to be known of them."""
    kinds = [(kind, [filter_value(one, name) for one in kept if one.kind == kind]) for kind in KINDS]
    lines = [f"- {filter_clause(kind, mode, values)}" for kind, values in kinds if values]
    texts = ["\n".join((f"**{FILTER_VERBS[mode]} post stories**", *lines))]
    if mode == "block" and any(one.kind == "person" for one in kept):
        texts.append("-# The birthdays of these people are not posted either.")
    if mode == "only" and lines[1:]:
        texts.append("-# A story has to fit each of these lines.")
    return texts  # each its own: Discord draws what follows a list's last line as a part of it


def _removal_row(sheet: Sheet, name: Names) -> Any:
    options = [
        discord.SelectOption(label=_plain_label(filter_in_words(kept, name)), value=write_state(filter_state(kept)))
        for kept in sheet.shown
    ]
    select: Any = discord.ui.Select(placeholder="Remove a filter", options=options)
    picker: Any = route_select(REMOVE_FILTER, FiltersState(sheet.page), select)
    return discord.ui.ActionRow(picker)


def _plain_label(text: str) -> str:
    """Return text for a label, in which Discord reads no markup."""
    return text.replace("\\", "")[:100]


def _page_row(page: int, pages: int) -> list[Any]:
    def turn(to: int, label: str, *, disabled: bool) -> Any:
        return action_button(FILTERS, FiltersState(to), label=label, disabled=disabled, turns=True)

    if pages < 2:
        return []
    return [
        turn(max(page - 1, 0), "‹ Previous", disabled=page <= 0),
        turn(min(page + 1, pages - 1), "Next ›", disabled=page >= pages - 1),
    ]


def clash_card(kept: Filter, there: Filter, name: Names) -> Card:
    """Say that a filter is set already, or its opposite."""
    if kept.mode == there.mode:
        return _refusal_card("That filter is set already", f"{filter_in_words(there, name)}.")
    return _refusal_card("The opposite is set", f"{filter_in_words(there, name)}. Remove that filter first.")


def not_one(named: Sequence[str]) -> Card:
    """Say that a filter takes one thing."""
    if not named:
        return _refusal_card("Which stories?", "Choose one option: `person`, `topic`, `source`, `word` or `status`.")
    options = joined([f"`{option}`" for option in named])
    return _refusal_card("One at a time", f"You chose {options}. Add one filter, then the next.")


def no_word(typed: str) -> Card:
    """Say that a word is none."""
    hint = "Write a word or phrase of headlines; `divorc*` stands for all that begins so."
    return _refusal_card(f"“{safe(typed, 60)}” has no letters in it", hint)


def unknown_person_card(typed: str, near: Sequence[tuple[Filter, str]]) -> Card:
    """Say that nobody has this name; the nearest ones as buttons that go on with them."""
    buttons = [action_button(TRY_FILTER, filter_state(kept), label=name[:80], turns=True) for kept, name in near]
    hint = f"Did you mean {'one of these' if near[1:] else 'this one'}?" if near else "Choose from the list."
    return nothing(f"No person called “{safe(typed, 80)}”", f"{hint}\n-# Nothing was saved.", "", *buttons)


def gone_notice() -> Card:
    """Say that a filter is not there any more."""
    return _refusal_card("That filter is not set any more", "Somebody has removed it meanwhile.")


def _refusal_card(title: str, text: str) -> Card:
    every: Any = action_button(FILTERS, FiltersState(0), label="All filters", turns=True)
    return nothing(title, f"{text}\n-# Nothing was changed.", "", every)
