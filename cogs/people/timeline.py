"""/timeline: somebody's life in order, from the catalogue, from articles, and from the days of most news."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.charts import timeline_picture
from cogs.charts.fonts import drawable_name
from cogs.kit import options
from cogs.kit.app import App
from cogs.kit.buttons import card_button, which_page
from cogs.kit.markdown import date_in_words, safe
from cogs.kit.replies import Card, answer, nothing_found
from cogs.kit.routes.members import PERSON_TIMELINE, PROFILE, TIMELINE, TIMELINE_SOURCES, PersonState, TimelineState
from cogs.kit.routes.route import Press
from ingest.reported_deaths import sure_stories, weighed
from news.events.kinds import GROUPS, KINDS, STORY_WEIGHT, KindGroup
from news.model.people import Person
from news.text.days import day_start, last_day, utc_day
from news.text.messages import message, plural
from news.timeline.grouping import (
    LEVELS,
    Level,
    MomentGroup,
    QuietGap,
    choose_level,
    group_moments,
    keep_between,
    keep_kinds,
    kind_group_of,
)
from news.timeline.merge import Moment, make_peak_moments, merge_reports, redact_moments
from news.timeline.wording import abbreviate_moment, describe_moment

from . import timeline_card

_ENTRIES = 9  # of a page
_BY_LEVEL: dict[Level, str] = {"year": "By year", "month": "By month", "day": "By day"}
_MARKS = 40  # of the picture; more are too small to tell apart
_PEAKS = 12  # days of most news that stand beside the events


def _asked_instant(asked: TimelineState) -> int:
    """Return the time, in seconds, as of which the timeline is drawn."""
    return min(asked.at, day_start(asked.as_of + 1) - 1) if asked.as_of else asked.at


def _is_asked(asked: TimelineState) -> bool:
    is_known = asked.kind <= len(GROUPS) and asked.level <= len(LEVELS)
    return is_known and max(asked.since, asked.until, asked.as_of) <= date.max.toordinal()


class TimelineCog(commands.Cog):
    """Lives in order."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    @app_commands.command()
    @app_commands.describe(
        name="Whose life; nicknames, typos and missing accents are fine",
        since="From this day, month or year on: 2014, 2021-06, 2021-06-08",
        until="Up to and with this day, month or year",
        kind="Only one kind of entry",
        as_of="Only what was known on that day",
    )
    @app_commands.autocomplete(name=options.complete_people)
    async def timeline(
        self,
        interaction: discord.Interaction,
        name: str,
        since: str | None = None,
        until: str | None = None,
        kind: KindGroup | None = None,
        as_of: str | None = None,
    ) -> None:
        """Somebody's life in order: what happened when, who says so, and the days of most news"""
        asked = self._read_options(name, (since, until, as_of), kind)
        card = asked if isinstance(asked, Card) else await self._draw_timeline(asked, 0)
        await answer(interaction, card, ephemeral=card is asked)

    def _read_options(
        self, name: str, days: tuple[str | None, str | None, str | None], kind: KindGroup | None
    ) -> TimelineState | Card:
        """Read the options, or return the card that says which one cannot be read."""
        person = options.read_person(self.app, name)
        if isinstance(person, Card):
            return person
        span, known = options.read_days(self.app, *days[:2]), options.read_days(self.app, None, days[2])
        if isinstance(span, Card):
            return span
        if isinstance(known, Card):
            return known
        number = GROUPS.index(kind) + 1 if kind else 0
        return TimelineState(person.id, *span, known[1], number, 0, self.app.clock())

    @PERSON_TIMELINE.handler
    async def show_timeline(self, _press: Press, state: PersonState, _page: int) -> Card | None:
        """Return the timeline of the person whose button was pressed."""
        person = options.find_adult(self.app, state.person)
        return (
            await self._draw_timeline(TimelineState(person.id, 0, 0, 0, 0, 0, self.app.clock()), 0) if person else None
        )

    @TIMELINE.handler
    async def turn_timeline(self, _press: Press, asked: TimelineState, page: int) -> Card | None:
        """Return a page of a timeline; page 0 is the newest."""
        is_told = _is_asked(asked) and options.find_adult(self.app, asked.person)
        return await self._draw_timeline(asked, page) if is_told else None

    @TIMELINE_SOURCES.handler
    async def show_sources(self, _press: Press, asked: TimelineState, page: int) -> Card | None:
        """Return the sentences that a page's entries rest on."""
        person = options.find_adult(self.app, asked.person) if _is_asked(asked) else None
        if person is None:
            return None
        moments = await self._read_moments(asked, person)
        level = _choose_level(asked, moments)
        shown = _part_pages(group_moments(moments, level))[page:][:1]
        told = [
            moment for part in (shown[0] if shown else []) if isinstance(part, MomentGroup) for moment in part.moments
        ]
        title = message("Sources: {name}", name=safe(person.name, 80))
        return timeline_card.draw_sources(title, told, self._say_moment(person))

    async def _draw_timeline(self, asked: TimelineState, page: int) -> Card:
        person = options.find_adult(self.app, asked.person)
        assert person is not None
        moments = await self._read_moments(asked, person)
        if not moments:
            return await self._draw_nothing(asked, person)
        level = _choose_level(asked, moments)
        parted = _part_pages(group_moments(moments, level))
        page = min(page, len(parted) - 1)
        head = " · ".join(
            filter(
                None,
                (
                    _describe_asked(asked),
                    plural("{count} entry", "{count} entries", len(moments)),
                    which_page(page, len(parted)),
                ),
            )
        )
        return timeline_card.draw_timeline(
            message("## Timeline: {name}\n-# {about}", name=safe(person.name, 80), about=head),
            await self._draw_chart(moments, person, _asked_instant(asked)),
            parted[page],
            self._say_moment(person),
            *_make_rows(replace(asked, level=LEVELS.index(level) + 1), page, len(parted)),
        )

    async def _read_moments(self, asked: TimelineState, person: Person) -> list[Moment]:
        now = _asked_instant(asked)
        told = await weighed(self.storage, await self.storage.events.about(person.id, now), now)
        moments = await asyncio.to_thread(
            lambda: redact_moments(merge_reports(told, now), now)
        )  # 0.45 s for 3,000 tellings
        days = [day for day in await self.storage.coverage.peaks(person.id, now) if day.reports]
        stories = await sure_stories(self.storage, make_peak_moments(days, moments, _PEAKS), told, now)
        moments = sorted([*moments, *stories], key=lambda moment: moment.date)
        since, until = (date.fromordinal(day) if day else None for day in (asked.since, asked.until))
        return keep_between(keep_kinds(moments, [GROUPS[asked.kind - 1]] if asked.kind else []), since, until)

    def _say_moment(self, person: Person) -> timeline_card.Words:
        return lambda moment: describe_moment(moment, person.id, self.app.name)

    async def _draw_chart(self, moments: Sequence[Moment], person: Person, now: int) -> tuple[discord.File, str] | None:
        if len(moments) < 2:
            return None
        marks = [
            timeline_picture.Mark(
                m.date, abbreviate_moment(m, person.id, self.app.name), kind_group_of(m), _label_weight(m)
            )
            for m in moments
        ]
        drawn = sorted(sorted(marks, key=lambda mark: -mark.weight)[:_MARKS], key=lambda mark: mark.date)
        # A year that is not over ends today: the picture shows no time to come.
        until = min(last_day(moments[-1].date), utc_day(now)).isoformat()
        title = drawable_name(person.name, person.aliases)
        return await timeline_picture.draw_timeline_picture(drawn, moments[0].date, until, title)

    async def _draw_nothing(self, asked: TimelineState, person: Person) -> Card:
        everything = TimelineState(asked.person, 0, 0, 0, 0, 0, asked.at)
        is_narrowed = replace(asked, level=0) != everything
        button = card_button(TIMELINE, everything, label="Show the whole timeline", turns=True)
        hint = "Nothing of this kind or time is known." if is_narrowed else "No dated events or stories are known yet."
        title = message("No entries: {name}", name=safe(person.name, 80))
        return nothing_found(title, hint, await self.app.freshness(), *([button] if is_narrowed else []))


def _label_weight(moment: Moment) -> float:
    """Return how soon an entry gets its words in the picture: what changes a life first, then by who tells it."""
    weight = STORY_WEIGHT if moment.kind == "story" else KINDS[moment.kind].weight
    return weight + min(moment.weight, 9) / 10


def _choose_level(asked: TimelineState, moments: Sequence[Moment]) -> Level:
    return LEVELS[asked.level - 1] if asked.level else choose_level(moments)


def _part_pages(parts: Sequence[MomentGroup | QuietGap]) -> list[list[MomentGroup | QuietGap]]:
    """Divide a timeline into pages, the newest page first, entries in order; no page begins with a gap."""
    pages: list[list[MomentGroup | QuietGap]] = [[]]
    room = _ENTRIES
    for part in reversed(parts):
        size = min(len(part.moments), 4) if isinstance(part, MomentGroup) else 0
        if size > room and pages[-1]:
            pages.append([])
            room = _ENTRIES
        pages[-1].insert(0, part)
        room -= size
    return [page[1:] if isinstance(page[0], QuietGap) else page for page in pages]


def _describe_asked(asked: TimelineState) -> str:
    """Return what was asked for: "family · since 1 January 2014 · as known on 9 June 2021"."""
    days = (("since {day}", asked.since), ("until {day}", asked.until), ("as known on {day}", asked.as_of))
    parts = [message(template, day=date_in_words(date.fromordinal(number))) for template, number in days if number]
    return " · ".join([GROUPS[asked.kind - 1], *parts] if asked.kind else parts)


def _make_rows(asked: TimelineState, page: int, total: int) -> list[Any]:
    """Return the buttons: pages back and forth, zoom, the sources, and the person's profile."""
    zooms = [
        card_button(TIMELINE, replace(asked, level=LEVELS.index(level) + 1), label=_BY_LEVEL[level], turns=True)
        for level in timeline_card.neighbouring_levels(LEVELS[asked.level - 1])
        if level
    ]
    more = [
        *zooms,
        card_button(TIMELINE_SOURCES, asked, page, label="Sources"),
        card_button(PROFILE, PersonState(asked.person), label="Profile"),
    ]
    turning: list[Any] = []
    if total > 1:
        back = min(page + 1, total - 1)
        turning = [
            card_button(TIMELINE, asked, back, label="‹ Earlier", disabled=page >= total - 1, turns=True),
            card_button(TIMELINE, asked, max(page - 1, 0), label="Later ›", disabled=page <= 0, turns=True),
        ]
    rows = [discord.ui.ActionRow(*turning)] if turning else []
    return [*rows, discord.ui.ActionRow(*more)]
