"""/follow, /unfollow and /following: a member's own list of people."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import options
from cogs.kit.app import App
from cogs.kit.buttons import cut_page
from cogs.kit.options import server_of
from cogs.kit.person_text import describe_person
from cogs.kit.replies import Card, answer
from cogs.kit.routes.members import FOLLOW, FOLLOWING, UNFOLLOW, FollowingState, PersonState
from cogs.kit.routes.route import Press
from news.model.people import Follow, Person
from news.text.search import has_typed_words

from . import follow_card

_DAY = 86400
_PAGE = 6  # of 40 components each takes five
_NEAR = 5


class FollowCog(commands.Cog):
    """Following."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    @app_commands.command()
    @app_commands.describe(name="Whom you mean; nicknames, typos and missing accents are fine")
    @app_commands.autocomplete(name=options.complete_people)
    async def follow(self, interaction: discord.Interaction, name: str) -> None:
        """Put somebody on your own list, which only you see"""
        found = options.read_person(self.app, name)
        card = await self._follow_person(interaction, found) if isinstance(found, Person) else self._draw_unknown(name)
        await answer(interaction, card, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(name="Somebody on your list")
    async def unfollow(self, interaction: discord.Interaction, name: str) -> None:
        """Take somebody off your list"""
        mine = [person for _, person in await self._read_list(interaction.user.id)]
        number = options.read_id(name)
        if not number:
            named = {person.id for person in self.app.catalogue.by_name(name)}
            number = next((person.id for person in mine if person.id in named), 0)
        if number:
            card = await self._unfollow_person(interaction, number)
        else:
            card = follow_card.draw_not_followed(name, self._match_names(mine, name)[:_NEAR])
        await answer(interaction, card, ephemeral=True)

    @unfollow.autocomplete("name")
    async def complete_followed(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Complete a name of the member's own list."""
        mine = [person for _, person in await self._read_list(interaction.user.id)]
        return options.make_choices((person.id, describe_person(person)) for person in self._match_names(mine, typed))

    @app_commands.command()
    async def following(self, interaction: discord.Interaction) -> None:
        """Your list: who is on it since when, and who of them is in the news"""
        await answer(interaction, await self._draw_page(interaction.user.id, 0), ephemeral=True)

    @FOLLOW.handler
    async def press_follow(self, interaction: Press, state: PersonState) -> Card | None:
        """Put the person of a button on the list of the one who pressed it."""
        if not self.app.catalogue.person(state.person):
            return None
        person = options.find_adult(self.app, state.person)
        return await self._follow_person(interaction, person) if person else follow_card.draw_too_young()

    @UNFOLLOW.handler
    async def press_unfollow(self, interaction: Press, state: PersonState) -> Card | None:
        """Take the person of a button off the list of the one who pressed it."""
        return await self._unfollow_person(interaction, state.person) if state.person else None

    @FOLLOWING.handler
    async def press_following(self, interaction: Press, turned: FollowingState) -> Card:
        """Turn the pages of the list; unfollow the person of the button, if it has one."""
        user = interaction.user.id
        was_followed = turned.unfollow and await self.storage.follows.unfollow(user, turned.unfollow)
        gone = options.find_adult(self.app, turned.unfollow) if was_followed else None
        return await self._draw_page(user, turned.page, gone)

    async def _follow_person(self, interaction: discord.Interaction, person: Person) -> Card:
        user, kept = interaction.user.id, self.storage.follows
        outcome = await kept.follow(user, person.id, server_of(interaction), self.app.clock())
        mine = await kept.following(user)
        match outcome:
            case "full":
                return follow_card.draw_full_list(person)
            case "already":
                since = next((follow.at for follow in mine if follow.person == person.id), self.app.clock())
                return follow_card.draw_already_followed(person, since)
            case "new":
                return follow_card.draw_new_follow(person, len(mine))

    async def _unfollow_person(self, interaction: discord.Interaction, number: int) -> Card:
        was_followed = await self.storage.follows.unfollow(interaction.user.id, number)
        return follow_card.draw_unfollowed(options.find_adult(self.app, number), number, was_followed=was_followed)

    def _draw_unknown(self, typed: str) -> Card:
        catalogue = self.app.catalogue
        if catalogue.by_name(typed) or catalogue.person(options.read_id(typed)):
            return follow_card.draw_too_young()
        near = [person for person in catalogue.suggest_people(typed, _NEAR) if options.find_adult(self.app, person.id)]
        return follow_card.draw_unknown_person(typed, near)

    async def _read_list(self, user: int) -> list[tuple[Follow, Person]]:
        return self._known_people(await self.storage.follows.following(user))

    def _known_people(self, everybody: list[Follow]) -> list[tuple[Follow, Person]]:
        """Return those of a list who are in the catalogue and not under 18."""
        found = [(follow, options.find_adult(self.app, follow.person)) for follow in everybody]
        return [(follow, person) for follow, person in found if person]

    def _match_names(self, mine: list[Person], typed: str) -> list[Person]:
        """Return the people whose names begin as typed, or else those whom the catalogue suggests."""
        begun = [
            person for person in mine if any(has_typed_words(name, typed) for name in (person.name, *person.aliases))
        ]
        near = {} if begun else {person.id for person in self.app.catalogue.suggest_people(typed, options.MOST_CHOICES)}
        return begun or [person for person in mine if person.id in near]

    async def _draw_page(self, user: int, number: int, gone: Person | None = None) -> Card:
        everybody, now = await self.storage.follows.following(user), self.app.clock()
        mine = self._known_people(everybody)
        number, pages, shown = cut_page(mine, number, _PAGE)
        ids = [person.id for _, person in shown]
        newest = await self.storage.follows.newest(ids, now - follow_card.QUIET * _DAY, now)
        return follow_card.draw_following(
            follow_card.FollowingPage(
                lines=[follow_card.FollowedPerson(follow, person, newest.get(person.id)) for follow, person in shown],
                number=number,
                pages=pages,
                total=len(mine),
                hidden=len(everybody) - len(mine),
                gone=gone,
            )
        )
