"""Taking a story apart and putting two together, as cards: which articles, which other story."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zlib import crc32

import discord

from cogs.kit.buttons import action_button, route_select, which_page
from cogs.kit.markdown import date_in_words, safe, when
from cogs.kit.replies import Card, card
from cogs.kit.routes.custom_ids import write_base36
from cogs.kit.routes.posts import (
    ASK_MERGE_WORDS,
    CHOOSE_MERGE,
    CHOOSE_SPLIT,
    FIND_MERGE,
    MERGE,
    PUT_TOGETHER,
    SPLIT_PAGE,
    TAKE_APART,
    MergeState,
    RepairState,
    SplitState,
)
from cogs.kit.routes.route import Form
from news.model.articles import Article
from news.model.stories import Story
from news.stories.link_rules import StoryCandidate
from news.text.days import utc_day
from news.text.messages import plural
from news.text.text import cut_text

from .menu_card import back_button

PAGE = 25  # options of a select
MOST = 250  # articles that can be chosen from: their bits go into a button's 100 characters
_SHOWN = 8
_WORDS = "words"


def chosen_state(story: Story, page: int = 0, chosen: Sequence[int] = ()) -> SplitState:
    """Return the state of a choice among a story's articles, by their places."""
    keys = [article.key for article in story.articles[:MOST]]
    bits = write_base36(sum(1 << place for place in set(chosen)))
    return SplitState(story.id, page, len(keys), _articles_check(keys), bits)


def chosen_places(story: Story, asked: SplitState) -> list[int] | None:
    """Return the places of the chosen articles, or None if the story's articles are others by now."""
    keys = [article.key for article in story.articles[: asked.count]]
    # 36 ** 49 has more bits than MOST: longer is none, and never a number that takes long to read.
    if len(keys) != asked.count or _articles_check(keys) != asked.check or not 0 < len(asked.chosen) <= 49:
        return None
    if not (asked.chosen.isascii() and asked.chosen.isalnum() and asked.chosen == asked.chosen.lower()):
        return None
    bits = int(asked.chosen, 36)
    return None if bits >> asked.count else [place for place in range(asked.count) if bits >> place & 1]


def _articles_check(keys: Sequence[int]) -> int:
    return crc32(",".join(map(str, keys)).encode())


def split_page(story: Story, page: int, chosen: Sequence[int]) -> Card:
    """Return a page of a story's articles to choose those from that are another story."""
    shown = story.articles[:MOST]
    pages = -(-len(shown) // PAGE)
    page = min(page, pages - 1)
    state = chosen_state(story, page, chosen)
    here = range(page * PAGE, min((page + 1) * PAGE, len(shown)))
    options = [_article_option(place, shown[place], is_chosen=place in chosen) for place in here]
    select: Any = discord.ui.Select(
        placeholder="Choose the articles of the other story", options=options, min_values=0, max_values=len(options)
    )
    picker: Any = route_select(CHOOSE_SPLIT, state, select)
    about = (plural("{count} article", "{count} articles", len(story.articles)), which_page(page, pages))
    head = (
        f"## Which articles are another story?\n**{safe(story.headline, 200)}**",
        f"-# {' · '.join(filter(None, about))}",
        "-# Those that you choose become a story of their own, and stay one.",
    )
    go: Any = action_button(
        TAKE_APART,
        state,
        label=plural("Take {count} article out", "Take {count} articles out", len(chosen)) if chosen else "Take out",
        style="primary",
        disabled=not 0 < len(chosen) < len(story.articles),
        turns=True,
    )
    items: list[Any] = [discord.ui.TextDisplay("\n".join(head)), discord.ui.ActionRow(picker)]
    if chosen:
        items.append(discord.ui.TextDisplay(_chosen_lines(story, chosen)))
    return card([*items, discord.ui.ActionRow(go, *_page_row(state, pages), back_button(story.id))])


def _article_option(place: int, article: Article, *, is_chosen: bool) -> discord.SelectOption:
    about = f"{article.outlet} · {date_in_words(utc_day(article.published))}"
    label = cut_text(article.entry.title, 100) or "(no headline)"
    return discord.SelectOption(label=label, description=cut_text(about, 100), value=str(place), default=is_chosen)


def _chosen_lines(story: Story, chosen: Sequence[int]) -> str:
    lines = [
        f"- {safe(story.articles[place].entry.title, 120)} — {safe(story.articles[place].outlet, 40)}"
        for place in chosen[:_SHOWN]
    ]
    more = [f"- and {len(chosen) - _SHOWN} more"] if len(chosen) > _SHOWN else []
    said = "That is every article: leave one out." if len(chosen) == len(story.articles) else ""
    return "\n".join(filter(None, (f"**Chosen: {len(chosen)} of {len(story.articles)}**", *lines, *more, said)))


def _page_row(state: SplitState, pages: int) -> list[Any]:
    if pages < 2:
        return []
    ends = (("‹ Previous", state.page - 1), ("Next ›", state.page + 1))
    return [
        action_button(
            SPLIT_PAGE,
            replace(state, page=min(max(to, 0), pages - 1)),
            label=label,
            disabled=not 0 <= to < pages,
            turns=True,
        )
        for label, to in ends
    ]


def merge_card(story: Story, found: Sequence[StoryCandidate], words: str = "") -> Card:
    """Return the stories that may be the same, the nearest first, or those that hold the words typed."""
    text = [f"## Which story is the same?\n**{safe(story.headline, 200)}**"]
    text.append(
        "-# The two become one, and stay one. Buttons and posts of both lead to it."
        if found
        else f"No other story has “{safe(words, 100)}”."
        if words
        else "No story of these days is like it."
    )
    items: list[Any] = [discord.ui.TextDisplay("\n".join(text))]
    if found:
        options = [
            discord.SelectOption(
                label=cut_text(other.headline, 100),
                description=f"Last article {date_in_words(utc_day(other.last_at))}",
                value=str(other.id),
            )
            for other in found[:PAGE]
        ]
        held = f"Stories with “{words}”" if words else "The nearest by words, people and time"
        select: Any = discord.ui.Select(placeholder=cut_text(held, 150), options=options)
        picker: Any = route_select(CHOOSE_MERGE, RepairState(story.id), select)
        items.append(discord.ui.ActionRow(picker))
    ask: Any = action_button(ASK_MERGE_WORDS, RepairState(story.id), label="Find by words", turns=True)
    return card([*items, discord.ui.ActionRow(ask, back_button(story.id))])


def words_form(story: int) -> Form:
    """Return the form for words of the other story's headline."""
    typed: Any = discord.ui.TextInput(custom_id=_WORDS, max_length=100, placeholder="tour wales")
    label: Any = discord.ui.Label(text="Words of its headline or text", component=typed)
    return Form(FIND_MERGE, RepairState(story), "Which story is the same?", label)


def typed_words(form: Form) -> str:
    """Return what was typed into it."""
    found = (item for item in form.walk_children() if isinstance(item, discord.ui.TextInput))
    return next((item.value for item in found), "")


def confirm_merge_card(story: Story, other: Story, split_by: str) -> Card:
    """Ask whether two stories are one; `split_by`: who said when that they are two, or ""."""
    both = "\n".join(
        plural(
            "{place}. **{headline}**\n-# {count} article · last {last}",
            "{place}. **{headline}**\n-# {count} articles · last {last}",
            len(one.articles),
            place=place,
            headline=safe(one.headline, 200),
            last=when(one.last_at),
        )
        for place, one in enumerate((story, other), 1)
    )
    items: list[Any] = [discord.ui.TextDisplay(f"## Put these together?\n{both}")]
    if split_by:
        said = f"They were taken apart by {split_by}. The last word holds, and that would be yours."
        items.append(discord.ui.TextDisplay(said))
    go: Any = action_button(
        PUT_TOGETHER,
        MergeState(story.id, other.id),
        label="Put together",
        style="primary",
        turns=True,
    )
    again: Any = action_button(MERGE, RepairState(story.id), label="Choose another", turns=True)
    return card([*items, discord.ui.ActionRow(go, again, back_button(story.id))])
