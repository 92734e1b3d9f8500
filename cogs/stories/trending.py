"""/trending: what everybody writes about, and why it stands where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from cogs.charts import ranking_chart
from cogs.charts.fonts import drawable_name
from cogs.kit import custom_ids
from cogs.kit.app import App
from cogs.kit.buttons import CardButton, cut_page, page_row, which_page
from cogs.kit.markdown import unbroken
from cogs.kit.options import Topic
from cogs.kit.replies import Card, answer, nothing
from cogs.kit.story_text import Line
from news.stories.stories import brief
from news.stories.trending import USUAL_DAYS, Rank, baseline, counted, rank, usual_in, why
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked and when: a page that is turned later shows the same list."""

    hours: int
    topic: int
    view: int
    at: int

    def wanted(self) -> Wanted:
        """Give the articles that are looked at."""
        return Wanted(topic=custom_ids.topic_name(self.topic), since=self.at - self.hours * 3600, until=self.at)

    def title(self) -> str:
        """Give what was asked for as a card's title."""
        topic = custom_ids.topic_name(self.topic)
        return ("Trending people" if self.view == _PEOPLE else "Trending") + (f": {unbroken(topic)}" if topic else "")

    def about(self, *more: str) -> str:
        """Say it for people, with what more there is to say."""
        return " · ".join(filter(None, (f"Last {_SPANS[self.hours]}", *more)))


def _read(state: str) -> Asked | None:
    asked = custom_ids.read(Asked, state)
    return asked if asked and asked.hours in _LABELS and asked.view in (_STORIES, _PEOPLE) else None


class TrendingCog(commands.Cog):
    """What trends."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        app.handlers.makers |= {"trending": self.page, "why": self.why}

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
        asked = Asked(_HOURS[window], custom_ids.topic_number(topic), view_number, self.app.clock())
        await answer(interaction, await self._card(asked, 0))

    async def page(self, state: str, page: int) -> Card | None:
        """Give a page of what trends, counted from 0."""
        asked = _read(state)
        return await self._card(asked, page) if asked else None

    async def _card(self, asked: Asked, page: int) -> Card:
        ranks = await self._ranks(asked)
        if not ranks:
            return await self._nothing(asked)
        return await (self._people if asked.view == _PEOPLE else self._stories)(asked, ranks, page)

    async def _nothing(self, asked: Asked) -> Card:
        if await self.storage.articles.newest(self.app.clock()) is None:
            return nothing("No news yet", "", await self.app.freshness())
        topic = custom_ids.topic_name(asked.topic)
        about = f" about {topic}" if topic and topic != "other" else ""
        title = f"Nothing{about} in the last {_SPANS[asked.hours]}"
        return nothing(title, "", await self.app.freshness(), _wider(asked))

    async def _ranks(self, asked: Asked) -> list[Rank]:
        stories, wanted = self.storage.stories, asked.wanted()
        if asked.view == _PEOPLE:
            coverage = [c for c in await stories.people_coverage(wanted, _SUBJECTS) if self.app.name(c.subject)]
            people = {report.subject: report.subject for report in coverage}
        else:
            coverage = await stories.coverage(wanted, _SUBJECTS)
            people = await stories.named(sorted({report.subject for report in coverage}), asked.at)
        since, days = baseline(wanted.since, await stories.begin(wanted.since - USUAL_DAYS * 86400))
        usual: dict[int, float | None] = {}
        if days:
            reports = await stories.reports(sorted(set(people.values())), since, wanted.since)
            usual = {s: usual_in(reports.get(person, 0), days, asked.hours) for s, person in people.items()}
        return rank(coverage, usual, hours=asked.hours, now=asked.at)

    async def _stories(self, asked: Asked, ranks: Sequence[Rank], page: int) -> Card:
        page, total, shown = cut_page(ranks, page, _PAGE)
        found = {s.id: s for s in await self.storage.stories.some([r.subject for r in shown], asked.at)}
        lines = [
            Line(brief(found[r.subject]), page * _PAGE + place, why(r, _LABELS[asked.hours]))
            for place, r in enumerate(shown, 1)
            if r.subject in found
        ]
        turning = _turning(asked, page, total)
        about = asked.about(counted(len(ranks), "story"), which_page(page, total))
        return story_card.stories(asked.title(), about, lines, self.app.name, turning)

    async def _people(self, asked: Asked, ranks: Sequence[Rank], page: int) -> Card:
        page, total, shown = cut_page(ranks, page, _PAGE)
        number = "1 person" if len(ranks) == 1 else f"{len(ranks):,} people"
        ranking = ranking_card.Ranking(
            ranks=shown,
            names=[self.app.name(r.subject) for r in shown],
            start=page * _PAGE + 1,
            window=_LABELS[asked.hours],
        )
        named = zip(ranking.names, shown, strict=True)
        bars = [
            (place, drawable_name(name, self._aliases(r.subject)), r.articles, r.usual)
            for place, (name, r) in enumerate(named, ranking.start)
        ]
        chart = await ranking_chart.bars(bars, _SPANS[asked.hours])
        turning = _turning(asked, page, total)
        about = asked.about(number, which_page(page, total))
        return ranking_card.people(asked.title(), about, ranking, chart, turning)

    def _aliases(self, subject: int) -> tuple[str, ...]:
        person = self.app.catalogue.person(subject)
        return person.aliases if person else ()

    async def why(self, state: str, page: int) -> Card | None:
        """Give the arithmetic behind a page."""
        asked = _read(state)
        if asked is None:
            return None
        page, _, shown = cut_page(await self._ranks(asked), page, _PAGE)
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
        return ranking_card.arithmetic(ranking, USUAL_DAYS)


def _turning(asked: Asked, page: int, total: int) -> Any:
    state = custom_ids.write(asked)
    return page_row("trending", page, total, state, CardButton("open", "why", state, page, label="Why this order?"))


def _wider(asked: Asked) -> CardButton | None:
    wider = min((hours for hours in _LABELS if hours > asked.hours), default=None)
    if wider is None:
        return None
    state = custom_ids.write(replace(asked, hours=wider))
    return CardButton("page", "trending", state, label=f"Look at the last {_SPANS[wider]}")
