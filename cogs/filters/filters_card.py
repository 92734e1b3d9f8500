"""Filters as cards for moderators: those that are set, why one is not added, and what one would have done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit import options as choices
from cogs.kit.buttons import action_button, route_select, which_page
from cogs.kit.markdown import safe, when
from cogs.kit.person_text import Names
from cogs.kit.replies import Card, card, nothing_found
from cogs.kit.routes.custom_ids import topic_number, write_state
from cogs.kit.routes.settings import (
    FILTERS,
    REMOVE_FILTER,
    SAVE_FILTER,
    TRY_FILTER,
    TRY_FILTERS,
    UNDO_FILTERS,
    FiltersState,
    FilterState,
    UndoFilterState,
)
from cogs.kit.settings_words import FILTER_VERBS, filter_clause, filter_in_words, filter_value, filters_in_words
from news.model.servers import Filter, FilterKind, FilterMode, Server
from news.servers.judged_story import MOST_TRIED, DryRun, DryRunVerdict
from news.settings.kinds import FILTER_KINDS, STATUSES
from news.text.messages import joined, message, plural

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
    return FilterState(_MODES.index(kept.mode), FILTER_KINDS.index(kept.kind), _value_number(kept), word)


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
    if tried.kind >= len(FILTER_KINDS) or tried.mode >= len(_MODES):
        return None
    return FILTER_KINDS[tried.kind], _MODES[tried.mode]


def order_filters(filters: Sequence[Filter], name: Names) -> list[Filter]:
    """Put filters in the order in which they are listed."""
    return sorted(
        filters, key=lambda f: (_MODES.index(f.mode), FILTER_KINDS.index(f.kind), filter_value(f, name).casefold())
    )


def filters_page(sheet: Sheet, name: Names, said: str = "", change: int = 0) -> Card:
    """Return a page of a server's filters; `said` tells what was done just now, and `change` can be undone."""
    undo: Any = action_button(UNDO_FILTERS, UndoFilterState(change), label="Undo", turns=True) if change else None
    if not sheet.total:
        text = "Every story that reaches this server’s threshold is posted, in its topics and within its budget."
        return nothing_found("No filters are set", "\n".join(filter(None, (said, text, f"-# {_HOW}"))), "", undo)
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
    kinds = [(kind, [filter_value(one, name) for one in kept if one.kind == kind]) for kind in FILTER_KINDS]
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
    return nothing_found(f"No person called “{safe(typed, 80)}”", f"{hint}\n-# Nothing was saved.", "", *buttons)


def gone_notice() -> Card:
    """Say that a filter is not there any more."""
    return _refusal_card("That filter is not set any more", "Somebody has removed it meanwhile.")


def _refusal_card(title: str, text: str) -> Card:
    every: Any = action_button(FILTERS, FiltersState(0), label="All filters", turns=True)
    return nothing_found(title, f"{text}\n-# Nothing was changed.", "", every)


_NAMED = 5  # stories that a trial names


def dry_run_card(kept: Filter, found: DryRun, server: Server, name: Names) -> Card:
    """Return what a filter that is not saved yet would have done."""
    texts = (f"### Try it first\n**{filter_in_words(kept, name)}**", *_outcome_lines(found, server, "it"))
    save: Any = action_button(SAVE_FILTER, filter_state(kept), label="Save", style="primary", turns=True)
    cancel: Any = action_button(FILTERS, FiltersState(0, 1), label="Cancel", turns=True)
    notes = (_counted_in(server, found), *_filter_notes(kept, server), "Nothing is saved yet.")
    return card([*_join_parts(texts, notes), discord.ui.ActionRow(save, cancel)])


def trial_of_all(found: DryRun, server: Server, name: Names, page: int) -> Card:
    """Return what the filters that are set would have done."""
    texts = ("### These filters on the last 7 days", *_outcome_lines(found, server, "they", name))
    back: Any = action_button(FILTERS, FiltersState(page), label="All filters", turns=True)
    return card([*_join_parts(texts, [_counted_in(server, found)]), discord.ui.ActionRow(back)])


def _join_parts(texts: Sequence[str], notes: Sequence[str]) -> list[Any]:
    small = "\n".join(f"-# {note}" for note in notes if note)
    shown: list[Any] = [discord.ui.TextDisplay("\n".join(texts))]
    return [*shown, *([discord.ui.Separator(), discord.ui.TextDisplay(small)] if small else [])]


def _outcome_lines(found: DryRun, server: Server, it: str, name: Names | None = None) -> list[str]:
    if found.is_empty:
        return ["There are no stories of the last 7 days to try that on: none were read yet."]
    if not found.passed and not found.let:
        return [
            "There is nothing to try that on: no story of the last 7 days would have been posted here as it is now."
        ]
    lines = []
    if found.passed:
        lines += [_withheld_count(found, it), *_story_lines(found.held, server, name)]
    if found.let:
        held = f"Held by the filters as they are, but posted then: **{len(found.let)}**{_among_words(len(found.let))}"
        lines += [held, *_story_lines(found.let, server)]
    return lines


def _withheld_count(found: DryRun, it: str) -> str:
    """Return "Of the last 7 days’ stories, it would have held **14 of 61**, among them:"."""
    held = len(found.held)
    template = "Of the last 7 days’ stories {it} would have held **{held} of {passed}**{among}"
    if held == found.passed:
        template = "Of the last 7 days’ stories {it} would have held **all {passed}**{among}"
    elif not held:
        template = "Of the last 7 days’ stories {it} would have held **none of {passed}**{among}"
    return message(template, it=it, held=held, passed=found.passed, among=_among_words(held))


def _among_words(stories: int) -> str:
    return "." if not stories else ":" if stories <= _NAMED else ", among them:"


def _story_lines(stories: Sequence[DryRunVerdict], server: Server, name: Names | None = None) -> list[str]:
    lines = []
    for held in stories[:_NAMED]:
        why = f" · {_reason_words(held.by, server, name)}" if name and held.by else ""
        outlets = plural("{count} outlet", "{count} outlets", held.story.outlets)
        about = f"{outlets} · {when(held.story.first_at)}{why}"
        lines.append(f"- {safe(held.story.headline, 120)}\n-# {about}")
    return lines


def _reason_words(by: Filter, server: Server, name: Names) -> str:
    """Return which filter holds a story; of those that want only some stories all of a kind do it together."""
    if by.mode == "block":
        return filter_in_words(by, name)
    together = [kept for kept in order_filters(server.filters, name) if (kept.kind, kept.mode) == (by.kind, by.mode)]
    return filters_in_words(together, name)


def _counted_in(server: Server, found: DryRun) -> str:
    if found.is_empty:
        return ""
    templates = {
        (
            True,
            False,
        ): "Counted: stories that reached this server’s threshold of {outlets} outlets, whatever the budget.",
        (True, True): "Counted: stories about {topics} that reached this server’s threshold of {outlets} outlets,"
        " whatever the budget.",
        (False, False): "Counted: the {most} biggest stories that reached this server’s threshold of {outlets} outlets,"
        " whatever the budget.",
        (False, True): "Counted: the {most} biggest stories about {topics} that reached this server’s threshold of"
        " {outlets} outlets, whatever the budget.",
    }
    return message(
        templates[found.is_all, bool(server.stories_topics)],
        most=MOST_TRIED,
        topics=joined(list(server.stories_topics), most=3, word=""),
        outlets=server.stories_threshold,  # at least two
    )


def _filter_notes(kept: Filter, server: Server) -> list[str]:
    notes = []
    if kept.kind == "person":
        is_out = kept.mode == "block"
        notes.append("Their birthday is not posted either." if is_out else "Birthdays are posted as before.")
    if kept.kind == "source" and kept.mode == "block":
        notes.append("What another outlet reports, too, is still posted, under the headline that came first.")
    if not server.stories_channel:
        notes.append("No channel is set for stories yet: `/setup` does that.")
    return notes
