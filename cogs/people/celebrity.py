"""/celebrity: who somebody is, what is known and from whom, and what is in the news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.charts import bar_charts
from cogs.kit import options
from cogs.kit.app import App
from cogs.kit.buttons import action_button, card_button
from cogs.kit.markdown import day_in_words, iso_date_in_words, safe
from cogs.kit.person_text import (
    Names,
    birth_basis,
    birthday_countdown,
    describe_death,
    describe_person,
    describe_unconfirmed,
    list_claims,
    person_head,
)
from cogs.kit.replies import Card, answer, card, picture_items
from cogs.kit.routes.members import (
    FOLLOW,
    PAIR_STORIES,
    PERSON_STORIES,
    PERSON_TIMELINE,
    PROFILE,
    STORY,
    PairState,
    PersonState,
    StoryState,
)
from cogs.kit.routes.route import Press
from cogs.kit.story_text import StoryLine, describe_reach
from news.model.people import Companion, Person
from news.people.facts.birthdays import age_on
from news.people.facts.claims import DOUBTED, SettledDate
from news.people.facts.relations import ToldRelation, told_relations
from news.stories.stories import Brief, make_brief
from news.text.days import utc_day
from news.text.messages import joined, message, plural
from storage import Wanted

_MOST_NAMES, _MOST_BESIDE, _MOST_NAMESAKES = 8, 4, 5
_RELATIONS = {  # by kind and whether it is over: for one person, for several
    ("spouse", False): ("**Married to** {names}", "**Married to** {names}"),
    ("engaged", False): ("**Engaged to** {names}", "**Engaged to** {names}"),
    ("partner", False): ("**With** {names}", "**With** {names}"),
    ("parent", False): ("**Parent** {names}", "**Parents** {names}"),
    ("sibling", False): ("**Sibling** {names}", "**Siblings** {names}"),
    ("child", False): ("**Child** {names}", "**Children** {names}"),
    ("spouse", True): ("**Formerly married to** {names}", "**Formerly married to** {names}"),
    ("engaged", True): ("**Formerly engaged to** {names}", "**Formerly engaged to** {names}"),
    ("partner", True): ("**Formerly with** {names}", "**Formerly with** {names}"),
}
_WIKIPEDIA = " (Wikipedia)"
_DAY = 86400
_RECENT = 90  # days of coverage that the picture shows
_BESIDE = 365  # days over which "often named with" counts
_STORIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a person on a day."""

    person: Person
    today: date
    birth: SettledDate
    death: SettledDate
    ties: Sequence[ToldRelation]
    picture: str  # a file's name at Wikimedia Commons, "" for none
    synced_at: int | None
    stories: Sequence[Brief]
    beside: Sequence[Companion]
    namesakes: Sequence[Person]


def draw_profile(shown: Profile, name: Names, chart: tuple[discord.File, str] | None) -> Card:
    """Return the profile; `chart` is the picture of recent coverage with its alt text."""
    items: list[Any] = [
        person_head(shown.person, shown.picture),
        discord.ui.Separator(),
        discord.ui.TextDisplay(_describe_life(shown)),
    ]
    if shown.ties:
        items += [discord.ui.Separator(visible=False), discord.ui.TextDisplay(_list_relations(shown))]
    items += [discord.ui.Separator(), *_news_items(shown, chart)]
    if shown.beside:
        items += [discord.ui.TextDisplay("**Often named with**"), _companion_row(shown, name)]
    items += [discord.ui.Separator(), *_action_rows(shown)]
    return card(items, [chart[0]] if chart else [])


def _describe_life(shown: Profile) -> str:
    """Return when somebody was born and turns older, or that they died; then on whose word that stands."""
    birth, death = shown.birth, shown.death
    lines: list[str] = []
    is_told = birth.date and birth.confidence not in DOUBTED
    if death.date or "deceased" in shown.person.flags:
        lines.append(describe_death(birth, death))
    elif is_told:
        years = age_on(birth.date, shown.today)
        template = "**Born** {day}" if years is None else "**{age} years old** · born {day}"
        lines.append(message(template, age=years or 0, day=iso_date_in_words(birth.date)))
        if not death.held:  # nobody counts days for one who may be dead
            lines += birthday_countdown(birth.date, shown.today)
    else:
        lines.append("**Birth date not known**" if not birth.told else "**Birth date not confirmed**")
    if birth.is_disputed:
        lines.append(list_claims(birth.told))
    lines += [describe_unconfirmed(claim) for claim in (*birth.held, *death.held)]
    lines.append(birth_basis(birth, shown.synced_at))
    return "\n".join(filter(None, lines))


def _list_relations(shown: Profile) -> str:
    lines: list[str] = []
    for (kind, over), templates in _RELATIONS.items():
        found = [tie for tie in shown.ties if tie.kind == kind and tie.is_over == over]
        if found:
            names = joined([_describe_relation(tie) for tie in found], most=_MOST_NAMES, word="")
            lines.append(plural(*templates, len(found), names=names))
    return "\n".join((*lines, _named_sources(shown)))


def _named_sources(shown: Profile) -> str:
    """Return whom the relations rest on: "From Wikipedia (Kris Jenner) and Wikidata, read 1 June 2021"."""
    sources = list(dict.fromkeys(source for tie in shown.ties for source in tie.sources))
    pages = [safe(source.removesuffix(_WIKIPEDIA), 40) for source in sources if source.endswith(_WIKIPEDIA)]
    others = [safe(source, 40) for source in sources if not source.endswith(_WIKIPEDIA)]
    wikipedia = message("Wikipedia ({pages})", pages=joined(pages, most=2, word=""))
    named = joined([wikipedia, *others] if pages else others)
    is_synced = shown.synced_at and "Wikidata" in sources
    template = "-# From {sources}, read {day}" if is_synced else "-# From {sources}"
    return message(template, sources=named, day=day_in_words(shown.synced_at or 0))


def _describe_relation(tie: ToldRelation) -> str:
    since, until = tie.since[:4], tie.until[:4]
    if not tie.is_over:
        template = "{name} since {since}" if since else "{name}"
    elif since == until:
        template = "{name} ({since})"
    else:
        template = "{name} ({since}–{until})" if since else "{name} (until {until})"
    return message(template, name=safe(tie.name, 60), since=since, until=until)


def _news_items(shown: Profile, chart: tuple[discord.File, str] | None) -> list[Any]:
    if not shown.stories:
        return [discord.ui.TextDisplay("**In the news**\n-# No stories name them yet.")]
    items: list[Any] = [discord.ui.TextDisplay("**In the news**"), *picture_items(chart)]
    for brief in shown.stories:
        text = f"{safe(brief.headline, 150)}\n-# {describe_reach(StoryLine(brief))}"
        read: Any = card_button(STORY, StoryState(brief.id), label="Read")
        items.append(discord.ui.Section(discord.ui.TextDisplay(text), accessory=read))
    return items


def _companion_row(shown: Profile, name: Names) -> Any:
    """Return a button for each person whom the same articles name; it opens those articles."""
    buttons: list[Any] = [
        card_button(
            PAIR_STORIES,
            PairState(shown.person.id, beside.person),
            label=plural(
                "{name} · {count} story", "{name} · {count} stories", beside.stories, name=name(beside.person)[:60]
            ),
        )
        for beside in shown.beside[:_MOST_BESIDE]
    ]
    return discord.ui.ActionRow(*buttons)


def _action_rows(shown: Profile) -> list[Any]:
    person = PersonState(shown.person.id)
    buttons: list[Any] = [
        action_button(FOLLOW, person, label="Follow"),
        card_button(PERSON_TIMELINE, person, label="Timeline"),
    ]
    if shown.stories:
        buttons.append(card_button(PERSON_STORIES, person, label="All stories"))
    rows: list[Any] = [discord.ui.ActionRow(*buttons)]
    if shown.namesakes:
        others: list[Any] = [
            card_button(PROFILE, PersonState(other.id), label=describe_person(other)[:80], turns=True)
            for other in shown.namesakes[:_MOST_NAMESAKES]
        ]
        rows += [discord.ui.TextDisplay("-# Somebody else of that name?"), discord.ui.ActionRow(*others)]
    return rows


class CelebrityCog(commands.Cog):
    """People."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    @app_commands.command()
    @app_commands.describe(name="Whom you mean; nicknames, typos and missing accents are fine")
    @app_commands.autocomplete(name=options.complete_people)
    async def celebrity(self, interaction: discord.Interaction, name: str) -> None:
        """Who somebody is: age, birthday, relations, coverage and the newest stories"""
        found = options.read_person(self.app, name)
        card = found if isinstance(found, Card) else await self._draw_profile(found)
        await answer(interaction, card, ephemeral=card is found)

    @PROFILE.handler
    async def show_profile(self, _press: Press, state: PersonState, _page: int) -> Card | None:
        """Return the profile of the person whose button was pressed."""
        person = options.find_adult(self.app, state.person)
        return await self._draw_profile(person) if person else None

    async def _draw_profile(self, person: Person) -> Card:
        now = self.app.clock()
        people, coverage = self.storage.people, self.storage.coverage
        birth, death = (await self.app.birthdays.settled_dates([person]))[person.id]
        picture, synced_at = await people.facts_of(person.id)
        newest, _ = await self.storage.stories.newest(Wanted(person=person.id, until=now), _STORIES)
        beside = await coverage.beside(person.id, now - _BESIDE * _DAY, now, 12)
        shown = Profile(
            person=person,
            today=utc_day(now),
            birth=birth,
            death=death,
            ties=told_relations(await people.relations(person.id), person, self.app.catalogue.person, now),
            picture=picture,
            synced_at=synced_at,
            stories=[make_brief(story) for story in await self.storage.stories.some(newest, now)],
            beside=[other for other in beside if self.app.name(other.person)],
            namesakes=self._find_namesakes(person),
        )
        return draw_profile(shown, self.app.name, await self._draw_coverage(person, now))

    async def _draw_coverage(self, person: Person, now: int) -> tuple[discord.File, str] | None:
        last = now // _DAY
        first = last - _RECENT + 1
        daily = await self.storage.coverage.daily(person.id, first * _DAY, now)
        return await bar_charts.draw_sparkline(
            [daily.get(day, 0) for day in range(first, last + 1)], first * _DAY, person.name
        )

    def _find_namesakes(self, person: Person) -> list[Person]:
        """Return the adults who bear a name of theirs, too."""
        names = (person.name, *person.aliases)
        found = {other.id: other for name in names for other in self.app.catalogue.by_name(name)}
        return [other for other in found.values() if other.id != person.id and self.app.name(other.id)]
