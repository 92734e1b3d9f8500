"""Why something was posted or not, as a card: what decided on top, the stages below it, and what can be changed."""

from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit.buttons import Style, action_button, card_button
from cogs.kit.markdown import safe, when
from cogs.kit.person_text import Names
from cogs.kit.replies import Card, card, notice
from cogs.kit.routes.members import PROFILE, STORY, NoState, PersonState, StoryState
from cogs.kit.routes.posts import FIX, SUBJECTS, UNDO_FIX, WITHHELD, FixState, StagesState, UndoFixState
from cogs.kit.routes.settings import SETUP, SetupState
from news.model.articles import TOPICS
from news.model.servers import Filter, Server
from news.servers.fixes import FIX_KINDS, Fix, filter_of
from news.servers.stages import Chain, Evidence, Stage, StageMark
from news.text.messages import joined, message

_MOST_FIXES = 4  # of the five buttons of a row; the last one leads on
_MARKS: dict[StageMark, str] = {
    "done": "done", "waits": "**waits here**", "stopped": "**stopped here**", "not reached": "not reached",
}  # fmt: skip
_CURTAIN_NAMES = ("deaths", "health", "children", "accusations")  # in the order of news.text.subjects.SUBJECTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A chain as it is shown: of what, for which server, in which channel; `done` says what was just changed."""

    asked: StagesState
    chain: Chain
    server: Server
    channel: int = 0
    url: str = ""  # of the message, "" for none
    done: str = ""
    change: int = 0  # that can be taken back, 0 for none


def chain_card(shown: Explained, name: Names) -> Card:
    """Return the stages of a story, a birthday or a post."""
    found = shown.chain
    head = f"### {_evidence_line(found.verdict)}\n{safe(found.title, 150)}"
    items: list[Any] = [discord.ui.TextDisplay(f"-# {shown.done}")] if shown.done else []
    items += [discord.ui.TextDisplay(head), discord.ui.Separator()]
    behind = [stage for stage in found.stages if stage.mark == "not reached" and not stage.evidence]
    for number, stage in enumerate(found.stages, 1):
        if stage not in behind:
            items += [discord.ui.TextDisplay(_stage_text(stage, number, shown)), discord.ui.Separator(visible=False)]
    if behind:
        items.append(
            discord.ui.TextDisplay(
                message("-# Not reached: {stages}", stages=joined([stage.name for stage in behind], word=""))
            )
        )
    return card([*items, discord.ui.Separator(), *_button_rows(shown, name)])


def _stage_text(stage: Stage, number: int, shown: Explained) -> str:
    """Return a stage; what was got through stands in small print, so that what decided is read first."""
    small = "-# " if stage.mark in ("done", "not reached") else ""
    where = f" <#{shown.channel}>" if stage.name == "channel" and shown.channel else ""
    head = f"**{number} {stage.name.capitalize()}**{where} · {_MARKS[stage.mark]}"
    # What decided stands on top already: the same words twice on a card read as two reasons.
    evidence = stage.evidence[1:] if stage.verdict == shown.chain.verdict else stage.evidence
    lines = [f"{small}{_evidence_line(line)}" for line in evidence]
    if stage.name == "channel" and shown.url:
        lines.insert(0, f"-# [The message](<{shown.url}>)")
    return "\n".join((head, *lines))


def _evidence_line(evidence: Evidence) -> str:
    words = safe(evidence.words, 250)
    return words if evidence.at is None else message("{words} {time}", words=words, time=when(evidence.at))


def _button_rows(shown: Explained, name: Names) -> list[Any]:
    asked = shown.asked
    fixes = [_fix_button(fix, shown, name) for fix in shown.chain.fixes[:_MOST_FIXES]]
    undo = UndoFixState(asked.subject, asked.number, shown.change)
    if shown.change:
        fixes.append(action_button(UNDO_FIX, undo, label="Undo", turns=True))
    leads: list[Any] = []
    if SUBJECTS[asked.subject] == "story":
        leads.append(card_button(STORY, StoryState(asked.number), label="Read"))
    if SUBJECTS[asked.subject] == "birthday":
        leads.append(card_button(PROFILE, PersonState(asked.number), label="Profile"))
    leads.append(card_button(WITHHELD, NoState(), label="All that is held"))
    return [discord.ui.ActionRow(*row) for row in (fixes, leads) if row]


def _fix_button(fix: Fix, shown: Explained, name: Names) -> Any:
    label, asked = _fix_label(fix, shown.server, name), shown.asked
    if fix.kind == "panel":
        return action_button(SETUP, SetupState("channels"), label=label, style="primary", turns=True)
    state = FixState(asked.subject, asked.number, FIX_KINDS.index(fix.kind), fix.value)
    # One stands out: what fixes the cause. Posting at once fixes it for this story only.
    style: Style = "primary" if fix == shown.chain.fixes[0] and fix.kind != "release" else "secondary"
    return action_button(FIX, state, label=label[:80], style=style, turns=True)


def _fix_label(fix: Fix, server: Server, name: Names) -> str:
    """Name what a change will be."""
    match fix.kind:
        case "topic":
            return message("Want the topic {topic}", topic=TOPICS[fix.value])
        case "curtain":
            return message("Show {subject} behind a curtain", subject=_CURTAIN_NAMES[fix.value])
        case "unfilter":
            kept = filter_of(server.filters, fix.value)
            template = "Remove the filter: {filter}" if kept else "Remove the filter"
            return message(template, filter=filter_name(kept, name) if kept else "")
        case "unblock" | "list":
            template = (
                "Put {person} on the server’s list" if fix.kind == "list" else "Remove the filter: never {person}"
            )
            return message(template, person=name(fix.value) or "this person")
        case "threshold" | "budget" | "language" | "resume" | "recheck" | "panel" | "release" | "top" as kind:
            return message(_LABELS[kind], number=fix.value)


_LABELS = {
    "threshold": "Lower the threshold to {number}",
    "budget": "Raise the budget to {number} a day",
    "language": "Take every language",
    "resume": "Resume posting",
    "recheck": "Recheck the channel",
    "panel": "Set a channel",
    "release": "Post it now",
    "top": "Ask for the first {number}",
}


def filter_name(kept: Filter, name: Names) -> str:
    """Return a filter in words, as `/filters` has them: "never Kim Kardashian", "only music"."""
    value = name(int(kept.value)) if kept.kind == "person" and kept.value.isdecimal() else kept.value
    return message("never {value}" if kept.mode == "block" else "only {value}", value=value or "a person")


def describe_saved(fix: Fix, server: Server, name: Names) -> str:
    """Return what a change was, by the label of its button: `server` is as it was before."""
    return message("Done: {change}.", change=safe(_fix_label(fix, server, name), 100))


def no_post() -> Card:
    """Return a card that says that a message is not one of the bot's posts."""
    return notice(
        "Not one of the bot’s posts here",
        "This tells why a birthday, a story or a digest was posted in this server. For a story that was not posted,"
        " moderators have `/why` and `/held`.",
    )


def nothing_asked() -> Card:
    """Return how to ask."""
    return notice(
        "Why what?",
        "Choose one: `story` by words of its headline, `birthday` by a name, or `message` by its link.",
        "-# `/held` lists what was not posted in the last 48 hours.",
    )
