"""/trending: what everybody writes about, and why it stands where it stands."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from cogs.charts import ranking_chart
from cogs.charts.fonts import drawable_name
from cogs.kit.app import App
from cogs.kit.buttons import card_button, cut_page, page_row, which_page
from cogs.kit.markdown import unbroken_text
from cogs.kit.options import Topic
from cogs.kit.replies import Card, answer, nothing_found
from cogs.kit.routes.custom_ids import topic_name, topic_number
from cogs.kit.routes.members import TRENDING, TRENDING_ORDER, TrendingState
from cogs.kit.routes.route import Press
from cogs.kit.story_text import StoryLine
from news.stories.stories import make_brief
from news.stories.trending import USUAL_DAYS, Rank, explain_rank, rank_subjects, usual_reports, usual_span
from news.text.messages import plural
from storage import Wanted

from . import ranking_card, story_card

_HOURS = {"6 h": 6, "day": 24, "week": 168, "month": 720}
_LABELS = {6: "6 h", 24: "24 h", 168: "7 days", 720: "30 days"}  # in the arithmetic
_SPANS = {6: "6 hours", 24: "24 hours", 168: "7 days", 720: "30 days"}  # elsewhere
_STORIES, _PEOPLE = 0, 1
_SUBJECTS = 200  # candidates that are ranked
_PAGE = 5

Window = Literal["6 h", "day", "week", "month"]
View = Literal["stories", "people"]


def _wanted_articles(asked: TrendingState) -> Wanted:
    """Return the articles that are looked at."""
    return Wanted(topic=topic_name(asked.topic), since=asked.at - asked.hours * 3600, until=asked.at)


def _make_title(asked: TrendingState) -> str:
    """Return what was asked for as a card's title."""
    topic = topic_name(asked.topic)
    return ("Trending people" if asked.view == _PEOPLE else "Trending") + (f": {unbroken_text(topic)}" if topic else "")


def _describe_asked(asked: TrendingState, *more: str) -> str:
    """Say it for people, with what more there is to say."""
    return " · ".join(filter(None, (f"Last {_SPANS[asked.hours]}", *more)))


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
        about = f" about {topic}" if topic and topic != "other" else ""
        title = f"Nothing{about} in the last {_SPANS[asked.hours]}"
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
            StoryLine(make_brief(found[r.subject]), page * _PAGE + place, explain_rank(r, _LABELS[asked.hours]))
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
        ranking = ranking_card.Ranking(
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
        chart = await ranking_chart.draw_ranking_chart(bars, _SPANS[asked.hours])
        turning = _turning_row(asked, page, total)
        about = _describe_asked(asked, number, which_page(page, total))
        return ranking_card.draw_people_ranking(_make_title(asked), about, ranking, chart, turning)

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
        ranking = ranking_card.Ranking(
            ranks=shown,
            names=[names[r.subject] for r in shown],
            start=page * _PAGE + 1,
            window=_LABELS[asked.hours],
        )
        return ranking_card.draw_arithmetic(ranking, USUAL_DAYS)


def _turning_row(asked: TrendingState, page: int, total: int) -> Any:
    why_button = card_button(TRENDING_ORDER, asked, page, label="Why this order?")
    return page_row(TRENDING, asked, page, total, why_button)


def _wider_button(asked: TrendingState) -> Any:
    wider = min((hours for hours in _LABELS if hours > asked.hours), default=None)
    if wider is None:
        return None
    label = f"Look at the last {_SPANS[wider]}"
    return card_button(TRENDING, replace(asked, hours=wider), label=label, turns=True)
