"""A life in order as a card: years, months or days with what happened, who says so and how sure it is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

import discord

from cogs.kit.markdown import iso_date_in_words, link, safe
from cogs.kit.replies import Card, card, picture_items
from news.model.articles import EventReport
from news.text.days import last_day
from news.text.links import sendable_link
from news.text.messages import joined, message, plural
from news.timeline.grouping import Level, MomentGroup, QuietGap
from news.timeline.merge import Moment
from news.timeline.wording import describe_standing

_MOST_OF_GROUP = 4  # entries of a year that stand in a list by years; the rest is one step of zoom away
_MOST_SOURCES = 3
_MOST_TOLD = 6  # tellings of a page that are shown with their sentences
_PAGE = " (Wikipedia)"
Words = Callable[[Moment], str]


def draw_timeline(
    head: str, chart: tuple[discord.File, str] | None, shown: Sequence[MomentGroup | QuietGap], words: Words, *rows: Any
) -> Card:
    """Return a page of a timeline, the oldest first; `words` says a moment in plain words."""
    items: list[Any] = [discord.ui.TextDisplay(head), *picture_items(chart)]
    text = "\n".join(
        _describe_gap(part) if isinstance(part, QuietGap) else _describe_group(part, words) for part in shown
    )
    items += [discord.ui.TextDisplay(text), discord.ui.Separator(), *rows]
    return card(items, [chart[0]] if chart else [])


def _describe_gap(gap: QuietGap) -> str:
    return f"-# {gap.label}"


def _describe_group(group: MomentGroup, words: Words) -> str:
    kept = _choose_weightiest(group.moments)
    lines = [f"### {iso_date_in_words(group.date)}", *(_describe_entry(moment, group.date, words) for moment in kept)]
    if rest := len(group.moments) - len(kept):
        lines.append(message("-# and {count} more", count=rest))
    return "\n".join(lines)


def _choose_weightiest(moments: Sequence[Moment]) -> list[Moment]:
    """Return the entries that most sources tell, life events before stories, in order."""
    ranked = sorted(moments, key=lambda moment: (moment.kind == "story", -moment.weight))[:_MOST_OF_GROUP]
    return [moment for moment in moments if moment in ranked]


def _describe_entry(moment: Moment, within: str, words: Words) -> str:
    day = _shorten_date(moment.date, within)
    text = safe(words(moment), 160)
    return f"{f'**{day}** {text}' if day else text}\n-# {_name_sources(moment)}"


def _shorten_date(day: str, group: str) -> str:
    """Return what a date adds to its group's: "24 May" in 2014, "24" in May, "" if it adds nothing."""
    if len(day) <= len(group):
        return ""
    if len(day) == 7:
        return f"{last_day(day):%B}"
    exact = date.fromisoformat(day)
    return f"{exact.day} {exact:%B}"


def _name_sources(moment: Moment) -> str:
    """Return the sources of an entry, and its status unless it is a fact."""
    if moment.kind == "story":
        return plural("In the news · {count} outlet", "In the news · {count} outlets", moment.outlets)
    sources = {telling.source: _link_source(telling) for telling in reversed(moment.reports)}
    links = list(reversed(sources.values()))
    names, rest = joined(links[:_MOST_SOURCES], word=""), len(links) - _MOST_SOURCES
    named = message("{names} +{count}" if rest > 0 else "{names}", names=names, count=rest)
    if moment.status == "fact":
        return named
    standing = "One source" if moment.status == "reported" else describe_standing(moment)
    return f"**{standing}** · {named}"


def _link_source(telling: EventReport) -> str:
    if telling.source.endswith(_PAGE):
        title = quote(telling.source.removesuffix(_PAGE).replace(" ", "_"))
        return link(telling.source, f"https://en.wikipedia.org/wiki/{title}")
    return link(telling.source, sendable_link(telling.url, 300) or "")


def draw_sources(title: str, moments: Iterable[Moment], words: Words) -> Card:
    """Return the sentences that a page's entries rest on; a birth's are left out, for they name a child."""
    items: list[Any] = [discord.ui.TextDisplay(f"## {title}")]
    parts = [_quote_moment(moment, words) for moment in moments if moment.kind != "story"]
    text = "\n\n".join(parts) or "These entries are stories of the day: open them with `/latest`."
    return card([*items, discord.ui.Separator(), discord.ui.TextDisplay(text)])


def _quote_moment(moment: Moment, words: Words) -> str:
    sure = "" if moment.status == "fact" else f" · {describe_standing(moment)}"
    lines = [f"**{iso_date_in_words(moment.date)}** {safe(words(moment), 120)}{sure}"]
    tellings = moment.reports
    if moment.kind == "child_born":  # without their sentences, several of one source would read the same
        tellings = tuple({telling.source: replace(telling, sentence="") for telling in tellings}.values())
    for telling in tellings[:_MOST_TOLD]:
        sentence = f"“{safe(telling.sentence, 200)}” — " if telling.sentence else ""
        lines.append(f"> {sentence}{_link_source(telling)}")
    return "\n".join(lines)


def neighbouring_levels(level: Level) -> tuple[Level | None, Level | None]:
    """Return the level one step out and one step in; None at either end."""
    order: list[Level] = ["year", "month", "day"]
    at = order.index(level)
    return (order[at - 1] if at else None), (order[at + 1] if at < 2 else None)
