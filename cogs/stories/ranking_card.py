"""The people who trend, and the arithmetic behind a ranking, as cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit.buttons import card_button
from cogs.kit.markdown import safe
from cogs.kit.replies import Card, card, picture_items
from cogs.kit.routes.members import PERSON_STORIES, PersonState
from news.stories.trending import FLOOR_ARTICLES, FLOOR_OUTLETS, Rank, explain_rank

_FLOOR = f"-# Below: fewer than {FLOOR_ARTICLES} articles or {FLOOR_OUTLETS} outlets, so after all others."


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A page of ranks with the names of its subjects, the place of the first, and its window in words."""

    ranks: Sequence[Rank]
    names: Sequence[str]
    start: int
    window: str

    def name_ranks(self) -> list[tuple[str, Rank]]:
        """Return each rank with its place and name."""
        named = zip(self.names, self.ranks, strict=True)
        return [(f"**{place}. {safe(name, 90)}**", r) for place, (name, r) in enumerate(named, self.start)]


def draw_people_ranking(
    title: str, about: str, ranking: Ranking, chart: tuple[discord.File, str], turning: Any
) -> Card:
    """Return the people who are written about, as a picture and as a list with its arithmetic."""
    items: list[Any] = [
        discord.ui.TextDisplay(f"## {title}\n-# {about}"),
        *picture_items(chart),
        *(_draw_ranked_person(line, r, ranking.window) for line, r in ranking.name_ranks()),
        discord.ui.Separator(),
        turning,
    ]
    return card(items, [chart[0]])


def _draw_ranked_person(line: str, r: Rank, window: str) -> Any:
    stories: Any = card_button(PERSON_STORIES, PersonState(r.subject), label="Stories")
    return discord.ui.Section(discord.ui.TextDisplay(f"{line}\n-# {explain_rank(r, window)}"), accessory=stories)


def draw_arithmetic(ranking: Ranking, days: int) -> Card:
    """Return the sum behind every place of a page; `days` is over how many "usual" is the mean."""
    head = (
        "## Why this order?\n"
        "Each outlet's first report on a story gives heat, which fades with age. What is usual for the person, the mean"
        f" of the {days} days before, is taken off. More independent outlets multiply the rest.\n"
        "`(heat − usual) ÷ √(usual + 0.3) × (1 + ln outlets)`"
    )
    lines: list[str] = []
    for line, r in ranking.name_ranks():
        if not r.above_floor and _FLOOR not in lines:
            lines.append(_FLOOR)
        lines.append(f"{line}\n-# {explain_rank(r, ranking.window)}\n`{_write_sum(r)}`")
    return card([discord.ui.TextDisplay(head), discord.ui.Separator(), discord.ui.TextDisplay("\n\n".join(lines))])


def _write_sum(r: Rank) -> str:
    surplus = f"({r.heat:.2f} − {r.expected:.2f}) ÷ √({r.expected:.2f} + 0.3)"
    return f"{surplus} × (1 + ln {max(r.outlets, 1)}) = {r.score:.2f}"
