"""Repairs of whole stories as cards for moderators: where they begin, the topic, and what was repaired."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit.buttons import action_button, card_button, route_select, which_page
from cogs.kit.markdown import safe, when
from cogs.kit.replies import Card, card
from cogs.kit.routes.members import STORY, StoryState
from cogs.kit.routes.posts import (
    CHOOSE_TOPIC,
    MERGE,
    REPAIRED,
    REPAIRS,
    SPLIT,
    TOPIC,
    UNDO_REPAIR,
    UNDO_TOPIC,
    WRONG_PERSON,
    RepairState,
    UndoRepairState,
)
from cogs.kit.routes.route import ActionRoute
from news.model.articles import TOPICS
from news.model.stories import Story
from news.text.messages import capitalized, joined, plural

HOLDS = "It holds for what comes in later, too, and in every server that this bot is in."
_QUOTED = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairLine:
    """A repair in the list: what was said, who said so, and the button that takes it back."""

    title: str
    text: str
    by: str
    undo: Any


def menu_card(story: Story, repairs: int) -> Card:
    """Return what can be repaired in a story."""
    people = len({mention.person_id for article in story.articles for mention in article.mentions})
    named = f"{'One person is' if people == 1 else f'{people} people are'} named" if people else "Nobody is named"
    articles = len(story.articles)
    has = f"When some of its {articles} articles tell of something else" if articles > 1 else "It has one article"
    lines = (
        ("Wrong person", named, _open_button(WRONG_PERSON, story, "Who is meant?")),
        ("Wrong topic", f"It counts as {safe(story.topic)}", _open_button(TOPIC, story, "Change the topic")),
        ("Two stories in one", has, _open_button(SPLIT, story, "Take apart", disabled=articles < 2)),
        ("One story told twice", "When another story tells the same", _open_button(MERGE, story, "Put together")),
    )
    head = f"## Repair this story\n**{_headline_text(story)}**\n-# Only moderators can change this. {HOLDS}"
    items: list[Any] = [discord.ui.TextDisplay(head), discord.ui.Separator()]
    items += [
        discord.ui.Section(discord.ui.TextDisplay(f"**{title}**\n-# {text}"), accessory=button)
        for title, text, button in lines
    ]
    items.append(discord.ui.Separator())
    if not repairs:
        return card([*items, discord.ui.TextDisplay("-# Nothing was repaired in this story so far.")])
    made = plural("{count} repair made", "{count} repairs made", repairs)
    return card([*items, discord.ui.ActionRow(_open_button(REPAIRED, story, made))])


def _open_button(action: ActionRoute[RepairState], story: Story, label: str, *, disabled: bool = False) -> Any:
    return action_button(action, RepairState(story.id), label=label, disabled=disabled, turns=True)


def back_button(story: int) -> Any:
    """Return the button that leads to what can be repaired."""
    return action_button(REPAIRS, RepairState(story), label="Back", turns=True)


def _headline_text(story: Story) -> str:
    return safe(story.headline, 200)


def topic_card(story: Story, said: str, by: str) -> Card:
    """Return what a story is about, on what grounds, and the choice of another topic; `said` by a moderator, or ""."""
    read = Counter(article.topic for article in story.articles)
    basis = joined([f"{safe(topic)} ({times})" for topic, times in read.most_common()], most=4, word="")
    text = (
        f"## What is it about?\n**{_headline_text(story)}**",
        f"It counts as **{safe(story.topic)}**.",
        f"-# Said by {by}" if said else "",
        f"-# Read from its articles: {basis}",
    )
    options = [
        discord.SelectOption(label=capitalized(topic), value=topic, default=topic == story.topic) for topic in TOPICS
    ]
    select: Any = discord.ui.Select(placeholder="Choose the right topic", options=options)
    picker: Any = route_select(CHOOSE_TOPIC, RepairState(story.id), select)
    buttons = [undo_topic(story.id)] if said else []
    return card(
        [
            discord.ui.TextDisplay("\n".join(filter(None, text))),
            discord.ui.ActionRow(picker),
            discord.ui.ActionRow(*buttons, back_button(story.id)),
        ]
    )


def undo_topic(story: int) -> Any:
    """Return the button that takes back what was said of a topic."""
    return action_button(UNDO_TOPIC, RepairState(story), label="Undo", turns=True)


def undo_repair(story: int, repair: int) -> Any:
    """Return the button that takes back a split or a merge."""
    return action_button(UNDO_REPAIR, UndoRepairState(story, repair), label="Undo", turns=True)


def repaired_page(story: Story, lines: Sequence[RepairLine], page: int, pages: int) -> Card:
    """Return a page of what was repaired in a story, each with its undoing."""
    about = " · ".join(
        filter(None, ("In the order in which it was said; the last word holds", which_page(page, pages)))
    )
    items: list[Any] = [discord.ui.TextDisplay(f"## Repairs of this story\n**{_headline_text(story)}**\n-# {about}")]
    for line in lines:
        text = f"**{line.title}**\n{line.text}\n-# {line.by}"
        items += [discord.ui.Separator(), discord.ui.Section(discord.ui.TextDisplay(text), accessory=line.undo)]
    if not lines:
        items += [discord.ui.Separator(), discord.ui.TextDisplay("Nothing is repaired in this story.")]
    return card(
        [*items, discord.ui.Separator(), discord.ui.ActionRow(*_page_row(story, page, pages), back_button(story.id))]
    )


def _page_row(story: Story, page: int, pages: int) -> list[Any]:
    if pages < 2:
        return []
    ends = (
        ("‹ Previous", max(page - 1, 0), page <= 0),
        ("Next ›", min(page + 1, pages - 1), page >= pages - 1),
    )
    return [
        action_button(REPAIRED, RepairState(story.id, to), label=label, disabled=disabled, turns=True)
        for label, to, disabled in ends
    ]


def repaired_by(user: int, at: int, *, is_here: bool) -> str:
    """Return who repaired something when; of other servers' moderators nobody learns who they are."""
    who = f"<@{user}>" if user and is_here else "a moderator" if is_here else "a moderator of another server"
    return f"{who}, {when(at, 'f')}"


def done_card(title: str, text: str, stories: Sequence[Story], *buttons: Any) -> Card:
    """Return what was changed, with the stories as they stand now and the way back."""
    lines = [
        plural(
            "**{headline}** · {count} article",
            "**{headline}** · {count} articles",
            len(story.articles),
            headline=_headline_text(story),
        )
        for story in stories
    ]
    if len(lines) > 1:
        lines = [f"{place}. {line}" for place, line in enumerate(lines, 1)]
    reads: list[Any] = [
        card_button(STORY, StoryState(story.id), label=f"Read {place}" if len(stories) > 1 else "Read")
        for place, story in enumerate(stories, 1)
    ]
    last = [back_button(stories[0].id)] if stories else []
    items: list[Any] = [discord.ui.TextDisplay("\n".join((f"### {title}", text, *lines)))]
    if buttons:
        items.append(discord.ui.TextDisplay(f"-# {HOLDS}"))
    return card([*items, discord.ui.ActionRow(*buttons, *reads, *last)])


def refused_card(title: str, text: str, story: int) -> Card:
    """Return why nothing was changed, and lead back."""
    said = f"### {title}\n{text} Nothing was changed."
    return card([discord.ui.TextDisplay(said), discord.ui.ActionRow(back_button(story))])


def quote_headline(headline: str) -> str:
    """Return a headline inside a sentence."""
    return f"“{safe(headline, _QUOTED)}”"
