"""/trending: what everybody writes about, and why it stands where it stands."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands
from discord.ext import commands

from news.stories import brief
from news.trending import USUAL_DAYS, Rank, baseline, counted, rank, usual_in, why
from storage import Storage, Wanted

from .choices import Topic
from .ui import cards, charts, rankings, states
from .ui.buttons import CardButton, page_row, pages
from .ui.replies import Card, answer, nothing

if TYPE_CHECKING:
    from bot import NewsBot

_HOURS = {"6 h": 6, "day": 24, "week": 168, "month": 720}
_LABELS = {6: "6 h", 24: "24 h", 168: "7 days", 720: "30 days"}
_STORIES, _PEOPLE = 0, 1
_SUBJECTS = 200  # candidates that are ranked
_PAGE, _PEOPLE_PAGE = 5, 10

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
        return Wanted(topic=states.topic_name(self.topic), since=self.at - self.hours * 3600, until=self.at)

    def about(self) -> str:
        """Say it for people."""
        return " · ".join(filter(None, (f"Last {_LABELS[self.hours]}", states.topic_name(self.topic))))


def _read(state: str) -> Asked | None:
    asked = states.read(Asked, state)
    return asked if asked and asked.hours in _LABELS and asked.view in (_STORIES, _PEOPLE) else None


class TrendingCog(commands.Cog):
    """What trends."""

    def __init__(self, bot: "NewsBot", storage: Storage) -> None:
        self.bot = bot
        self.storage = storage
        bot.makers |= {"trending": self.page, "why": self.why}

    @app_commands.command()
    @app_commands.describe(
        window="How far back to look (a day where nothing is chosen)",
        topic="One kind of story only",
        view="The stories, or the people in them",
    )
    async def trending(
        self,
        interaction: discord.Interaction,
        window: Window = "day",
        topic: Topic | None = None,
        view: View = "stories",
    ) -> None:
        """What everybody writes about right now, and why it ranks as it does"""
        view_number = _PEOPLE if view == "people" else _STORIES
        asked = Asked(_HOURS[window], states.topic_number(topic), view_number, self.bot.clock())
        await answer(interaction, await self._card(asked, 0))

    async def page(self, state: str, page: int) -> Card | None:
        """Give a page of what trends, counted from 0."""
        asked = _read(state)
        return await self._card(asked, page) if asked else None

    async def _card(self, asked: Asked, page: int) -> Card:
        ranks = await self._ranks(asked)
        if not ranks:
            return nothing(
                "Nothing in that time",
                f"Looked at: {asked.about().lower()}.",
                await self.bot.freshness(),
                _wider(asked),
            )
        return await (self._people if asked.view == _PEOPLE else self._stories)(asked, ranks, page)

    async def _ranks(self, asked: Asked) -> list[Rank]:
        stories, wanted = self.storage.stories, asked.wanted()
        if asked.view == _PEOPLE:
            coverage = [c for c in await stories.people_coverage(wanted, _SUBJECTS) if self.bot.name(c.subject)]
            people = {report.subject: report.subject for report in coverage}
        else:
            coverage = await stories.coverage(wanted, _SUBJECTS)
            people = await stories.named(sorted({report.subject for report in coverage}), asked.at)
        since, days = baseline(wanted.since, await stories.begin())
        usual: dict[int, float | None] = {}
        if days:
            reports = await stories.reports(sorted(set(people.values())), since, wanted.since)
            usual = {s: usual_in(reports.get(person, 0), days, asked.hours) for s, person in people.items()}
        return rank(coverage, usual, hours=asked.hours, now=asked.at)

    async def _stories(self, asked: Asked, ranks: list[Rank], page: int) -> Card:
        total = pages(len(ranks), _PAGE)
        page = min(page, total - 1)
        shown = ranks[page * _PAGE :][:_PAGE]
        found = {s.id: s for s in await self.storage.stories.some([r.subject for r in shown], asked.at)}
        lines = [
            cards.Line(brief(found[r.subject]), page * _PAGE + place, why(r, _LABELS[asked.hours]))
            for place, r in enumerate(shown, 1)
            if r.subject in found
        ]
        reason = CardButton("open", "why", states.write(asked), page, label="Why this order?")
        turning = page_row("trending", page, total, states.write(asked), reason)
        about = f"{asked.about()} · {counted(len(ranks), 'story')} · page {page + 1} of {total}"
        return cards.stories("Trending", about, lines, self.bot.name, turning)

    async def _people(self, asked: Asked, ranks: list[Rank], page: int) -> Card:
        total = pages(len(ranks), _PEOPLE_PAGE)
        page = min(page, total - 1)
        shown = ranks[page * _PEOPLE_PAGE :][:_PEOPLE_PAGE]
        about = f"{asked.about()} · page {page + 1} of {total}"
        ranking = rankings.Ranking(
            ranks=shown,
            names=[self.bot.name(r.subject) for r in shown],
            start=page * _PEOPLE_PAGE + 1,
            window=_LABELS[asked.hours],
        )
        bars = [(name, r.articles, r.usual) for name, r in zip(ranking.names, shown, strict=True)]
        reason = CardButton("open", "why", states.write(asked), page, label="Why this order?")
        turning = page_row("trending", page, total, states.write(asked), reason)
        return rankings.people(about, ranking, await charts.bars(bars), turning)

    async def why(self, state: str, page: int) -> Card | None:
        """Give the arithmetic behind a page."""
        asked = _read(state)
        if asked is None:
            return None
        size = _PEOPLE_PAGE if asked.view == _PEOPLE else _PAGE
        shown = (await self._ranks(asked))[page * size :][:size]
        if asked.view == _PEOPLE:
            names = [self.bot.name(r.subject) for r in shown]
        else:
            names = [story.headline for story in await self.storage.stories.some([r.subject for r in shown], asked.at)]
        ranking = rankings.Ranking(ranks=shown, names=names, start=page * size + 1, window=_LABELS[asked.hours])
        return rankings.arithmetic(ranking, USUAL_DAYS)


def _wider(asked: Asked) -> CardButton | None:
    wider = min((hours for hours in _LABELS if hours > asked.hours), default=None)
    if wider is None:
        return None
    state = states.write(replace(asked, hours=wider))
    return CardButton("page", "trending", state, label=f"Look at the last {_LABELS[wider]}")
