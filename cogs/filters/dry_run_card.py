"""What filters would have done with the last week's stories, as cards for moderators."""

from collections.abc import Sequence
from typing import Any

import discord

from cogs.kit.buttons import action_button
from cogs.kit.markdown import listed, safe, when
from cogs.kit.person_text import Names
from cogs.kit.replies import Card, card
from cogs.kit.routes.settings import FILTERS, SAVE_FILTER, FiltersState
from cogs.kit.settings_words import filter_in_words, filters_in_words
from news.model.servers import Filter, Server
from news.servers.judged_story import MOST_TRIED, DryRun, DryRunVerdict
from news.text.messages import message, plural

from .filters_card import filter_state, order_filters

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
        topics=listed(list(server.stories_topics), 3),
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
