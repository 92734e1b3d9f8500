"""The people who trend, and the arithmetic behind a ranking, as cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from news.trending import Rank, why

from .buttons import CardButton
from .markup import safe
from .replies import Card, card


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A page of ranks with the names of its subjects, the place of the first, and its window in words."""

    ranks: Sequence[Rank]
    names: Sequence[str]
    start: int
    window: str

    def lines(self) -> list[tuple[str, Rank]]:
        """Give each rank with its place and name."""
        named = zip(self.names, self.ranks, strict=True)
        return [(f"{place}. **{safe(name, 90)}**", r) for place, (name, r) in enumerate(named, self.start)]


def people(about: str, ranking: Ranking, chart: tuple[discord.File, str], turning: Any) -> Card:
    """Give the people who are written about, as a picture and as a list with its arithmetic."""
    file, alt = chart
    bars: Any = discord.ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{file.filename}", description=alt))
    lines = [f"{line}\n-# {why(r, ranking.window)}" for line, r in ranking.lines()]
    buttons: list[Any] = [
        CardButton("open", "person", str(r.subject), label=name[:80])
        for name, r in zip(ranking.names, ranking.ranks, strict=True)
    ]
    items: list[Any] = [
        discord.ui.TextDisplay(f"## Trending people\n-# {about}"),
        bars,
        discord.ui.TextDisplay("\n".join(lines)),
        discord.ui.ActionRow(*buttons[:5]),
        turning,
    ]
    return card(items, [file])


def arithmetic(ranking: Ranking, days: int) -> Card:
    """Give the sum behind every place of a page; `days` is over how many "usual" is the mean."""
    head = (
        "## Why this order?\n"
        "Each outlet's first report in a story counts, the less the older it is. What is usual for the person is taken"
        f" off (the mean of {days} days before), and more independent outlets weigh more:\n"
        "`score = (heat − expected) ÷ √(expected + 0.3) × (1 + ln outlets)`\n"
        "-# Fewer than 3 articles or 2 outlets rank after all others."
    )
    lines = [f"{line}\n{why(r, ranking.window)}\n`{_sum(r)}`" for line, r in ranking.lines()]
    return card([discord.ui.TextDisplay(head), discord.ui.Separator(), discord.ui.TextDisplay("\n".join(lines))])


def _sum(r: Rank) -> str:
    surplus = f"({r.heat:.2f} − {r.expected:.2f}) ÷ √({r.expected:.2f} + 0.3)"
    return f"{surplus} × (1 + ln {max(r.outlets, 1)}) = {r.score:.2f}"
