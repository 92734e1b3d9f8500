"""/trending: the stories and people of the hour, and the arithmetic behind their order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from cogs.charts import bar_charts
from cogs.charts.fonts import drawable_name
from cogs.kit.app import App
from cogs.kit.buttons import card_button, cut_page, page_row, which_page
from cogs.kit.markdown import safe, unbroken_text
from cogs.kit.options import Topic
from cogs.kit.replies import Card, answer, card, nothing_found, picture_items
from cogs.kit.routes.custom_ids import topic_name, topic_number
from cogs.kit.routes.members import PERSON_STORIES, TRENDING, TRENDING_ORDER, PersonState, TrendingState
from cogs.kit.routes.route import Press
from cogs.kit.story_text import StoryLine
from cogs.stories import story_card
from news.stories.stories import make_brief
from news.stories.trending import (
    FLOOR_ARTICLES,
    FLOOR_OUTLETS,
    USUAL_DAYS,
    Rank,
    explain_rank,
    rank_subjects,
    usual_reports,
    usual_span,
)
from news.text.messages import message, plural
from storage import Wanted

_FLOOR = message(
    "-# Below: fewer than {articles} articles or {outlets} outlets, so after all others.",
    articles=FLOOR_ARTICLES,
    outlets=FLOOR_OUTLETS,
)
_WHY_THIS_ORDER = (
    "## Why this order?\n"
    "Each outlet's first report on a story gives heat, which fades with age. What is usual for the person, the mean"
    " of the {days} days before, is taken off. More independent outlets multiply the rest.\n"
    "`(heat − usual) ÷ √(usual + 0.3) × (1 + ln outlets)`"
)
_HOURS = {"6 h": 6, "day": 24, "week": 168, "month": 720}
_LABELS = {6: "6 h", 24: "24 h", 168: "7 days", 720: "30 days"}  # in the arithmetic
_SPANS = {6: "6 hours", 24: "24 hours", 168: "7 days", 720: "30 days"}  # elsewhere
_STORIES, _PEOPLE = 0, 1
_SUBJECTS = 200  # candidates that are ranked
_PAGE = 5

Window = Literal["6 h", "day", "week", "month"]
View = Literal["stories", "people"]


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
    head = message(_WHY_THIS_ORDER, days=days)
    lines: list[str] = []
    for line, r in ranking.name_ranks():
        if not r.above_floor and _FLOOR not in lines:
            lines.append(_FLOOR)
        lines.append(f"{line}\n-# {explain_rank(r, ranking.window)}\n`{_write_sum(r)}`")
    return card([discord.ui.TextDisplay(head), discord.ui.Separator(), discord.ui.TextDisplay("\n\n".join(lines))])


def _write_sum(r: Rank) -> str:
    surplus = f"({r.heat:.2f} − {r.expected:.2f}) ÷ √({r.expected:.2f} + 0.3)"
    return f"{surplus} × (1 + ln {max(r.outlets, 1)}) = {r.score:.2f}"


def _wanted_articles(asked: TrendingState) -> Wanted:
    """Return the articles that are looked at."""
    return Wanted(topic=topic_name(asked.topic), since=asked.at - asked.hours * 3600, until=asked.at)


def _make_title(asked: TrendingState) -> str:
    """Return what was asked for as a card's title."""
    topic = topic_name(asked.topic)
    if asked.view == _PEOPLE:
        return message("Trending people: {topic}" if topic else "Trending people", topic=unbroken_text(topic))
    return message("Trending: {topic}" if topic else "Trending", topic=unbroken_text(topic))


def _describe_asked(asked: TrendingState, *more: str) -> str:
    """Return what was asked for in words, with what more there is to say."""
    return " · ".join(filter(None, (message("Last {span}", span=_SPANS[asked.hours]), *more)))


def _is_asked(asked: TrendingState) -> bool:
    return asked.hours in _LABELS and asked.view in (_STORIES, _PEOPLE)


class TrendingCog(commands.Cog):
    """What trends."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    @app_commands.command()
    @app_commands.describe(
        window="How far back to look; the last day if you choose nothing",
        topic="Only one kind of story",
        view="The top stories, or the people in them with a chart",
    )
    async def trending(
        self,
        interaction: discord.Interaction,
        window: Window = "day",
        topic: Topic | None = None,
        view: View = "stories",
    ) -> None:
        """What everybody is writing about right now, and why it ranks where it does"""
        view_number = _PEOPLE if view == "people" else _STORIES
        asked = TrendingState(_HOURS[window], topic_number(topic), view_number, self.app.clock())
        await answer(interaction, await self._draw_ranking(asked, 0))

    @TRENDING.handler
    async def show_ranking(self, _press: Press, asked: TrendingState, page: int) -> Card | None:
        """Return a page of what trends, counted from 0."""
        return await self._draw_ranking(asked, page) if _is_asked(asked) else None

    async def _draw_ranking(self, asked: TrendingState, page: int) -> Card:
        ranks = await self._rank_subjects(asked)
        if not ranks:
            return await self._draw_nothing(asked)
        return await (self._draw_people if asked.view == _PEOPLE else self._draw_stories)(asked, ranks, page)

    async def _draw_nothing(self, asked: TrendingState) -> Card:
        if await self.storage.articles.newest(self.app.clock()) is None:
            return nothing_found("No news yet", "", await self.app.freshness())
        topic = topic_name(asked.topic)
        has_topic = bool(topic) and topic != "other"
        template = "Nothing about {topic} in the last {span}" if has_topic else "Nothing in the last {span}"
        title = message(template, topic=topic, span=_SPANS[asked.hours])
        return nothing_found(title, "", await self.app.freshness(), _wider_button(asked))

    async def _rank_subjects(self, asked: TrendingState) -> list[Rank]:
        stories, wanted = self.storage.stories, _wanted_articles(asked)
        if asked.view == _PEOPLE:
            coverage = [c for c in await stories.people_coverage(wanted, _SUBJECTS) if self.app.name(c.subject)]
            people = {report.subject: report.subject for report in coverage}
        else:
            coverage = await stories.coverage(wanted, _SUBJECTS)
            people = await stories.named(sorted({report.subject for report in coverage}), asked.at)
        since, days = usual_span(wanted.since, await stories.begin(wanted.since - USUAL_DAYS * 86400))
        usual: dict[int, float | None] = {}
        if days:
            reports = await stories.reports(sorted(set(people.values())), since, wanted.since)
            usual = {s: usual_reports(reports.get(person, 0), days, asked.hours) for s, person in people.items()}
        return rank_subjects(coverage, usual, hours=asked.hours, now=asked.at)

    async def _draw_stories(self, asked: TrendingState, ranks: Sequence[Rank], page: int) -> Card:
        page, total, shown = cut_page(ranks, page, _PAGE)
        found = {s.id: s for s in await self.storage.stories.some([r.subject for r in shown], asked.at)}
        lines = [
            StoryLine(make_brief(found[r.subject]), page * _PAGE + place, explain_rank(r, _LABELS[asked.hours]), rank=r)
            for place, r in enumerate(shown, 1)
            if r.subject in found
        ]
        turning = _turning_row(asked, page, total)
        number = plural("{count} story", "{count} stories", len(ranks))
        about = _describe_asked(asked, number, which_page(page, total))
        return story_card.draw_story_list(_make_title(asked), about, lines, self.app.name, turning)

    async def _draw_people(self, asked: TrendingState, ranks: Sequence[Rank], page: int) -> Card:
        page, total, shown = cut_page(ranks, page, _PAGE)
        number = plural("{count} person", "{count} people", len(ranks))
        ranking = Ranking(
            ranks=shown,
            names=[self.app.name(r.subject) for r in shown],
            start=page * _PAGE + 1,
            window=_LABELS[asked.hours],
        )
        named = zip(ranking.names, shown, strict=True)
        bars = [
            (place, drawable_name(name, self._aliases_of(r.subject)), r.articles, r.usual)
            for place, (name, r) in enumerate(named, ranking.start)
        ]
        chart = await bar_charts.draw_ranking_chart(bars, _SPANS[asked.hours])
        turning = _turning_row(asked, page, total)
        about = _describe_asked(asked, number, which_page(page, total))
        return draw_people_ranking(_make_title(asked), about, ranking, chart, turning)

    def _aliases_of(self, subject: int) -> tuple[str, ...]:
        person = self.app.catalogue.person(subject)
        return person.aliases if person else ()

    @TRENDING_ORDER.handler
    async def show_order(self, _press: Press, asked: TrendingState, page: int) -> Card | None:
        """Return the arithmetic behind a page."""
        if not _is_asked(asked):
            return None
        page, _, shown = cut_page(await self._rank_subjects(asked), page, _PAGE)
        if asked.view == _PEOPLE:
            names = {r.subject: self.app.name(r.subject) for r in shown}
        else:
            stories = await self.storage.stories.some([r.subject for r in shown], asked.at)
            names = {story.id: story.headline for story in stories}
        shown = [r for r in shown if r.subject in names]
        if not shown:  # all of it is past its retention
            return None
        ranking = Ranking(
            ranks=shown,
            names=[names[r.subject] for r in shown],
            start=page * _PAGE + 1,
            window=_LABELS[asked.hours],
        )
        return draw_arithmetic(ranking, USUAL_DAYS)


def _turning_row(asked: TrendingState, page: int, total: int) -> Any:
    why_button = card_button(TRENDING_ORDER, asked, page, label="Why this order?")
    return page_row(TRENDING, asked, page, total, why_button)


def _wider_button(asked: TrendingState) -> Any:
    wider = min((hours for hours in _LABELS if hours > asked.hours), default=None)
    if wider is None:
        return None
    label = message("Look at the last {span}", span=_SPANS[wider])
    return card_button(TRENDING, replace(asked, hours=wider), label=label, turns=True)
