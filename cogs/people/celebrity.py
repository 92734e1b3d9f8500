"""/celebrity: who somebody is, what is known and from whom, and what is in the news."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.charts import sparklines
from cogs.kit import options
from cogs.kit.app import App
from cogs.kit.replies import Card, answer
from cogs.kit.routes.members import PROFILE, PersonState
from cogs.kit.routes.route import Press
from news.model.people import Person
from news.people.facts.relations import told_relations
from news.stories.stories import make_brief
from news.text.days import utc_day
from storage import Wanted

from . import profile_card

_DAY = 86400
_RECENT = 90  # days of coverage that the picture shows
_BESIDE = 365  # days over which "often named with" counts
_STORIES = 3


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
        shown = profile_card.Profile(
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
        return profile_card.draw_profile(shown, self.app.name, await self._draw_coverage(person, now))

    async def _draw_coverage(self, person: Person, now: int) -> tuple[discord.File, str] | None:
        last = now // _DAY
        first = last - _RECENT + 1
        daily = await self.storage.coverage.daily(person.id, first * _DAY, now)
        return await sparklines.draw_sparkline(
            [daily.get(day, 0) for day in range(first, last + 1)], first * _DAY, person.name
        )

    def _find_namesakes(self, person: Person) -> list[Person]:
        """Return the adults who bear a name of theirs, too."""
        names = (person.name, *person.aliases)
        found = {other.id: other for name in names for other in self.app.catalogue.by_name(name)}
        return [other for other in found.values() if other.id != person.id and self.app.name(other.id)]
