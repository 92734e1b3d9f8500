"""A server's own birthday list: who is on it, read from names as moderators write them."""

from collections.abc import Sequence

import discord

from cogs.kit import options
from cogs.kit.app import App
from cogs.kit.replies import Card
from cogs.kit.routes.members import NoState
from cogs.kit.routes.route import Form, Press
from cogs.kit.routes.settings import (
    ASK_BIRTHDAY_LIST,
    BIRTHDAY_LIST,
    CHOOSE_BIRTHDAY_LIST,
    FILL_BIRTHDAY_LIST,
    BirthdayListState,
)
from cogs.kit.save_settings import Saved
from news.model.people import Person
from news.model.servers import Server
from news.text.text import fold_text

from . import server_list_card
from .panel_card import with_way_back
from .server_list_card import Asked, ListOutcome, ListPage

_NEAR = 3  # people offered for a name that is nobody's, or several people's
_LAST_PAGE = 999
_MOST_ASKED = 8  # such names: a select holds 25


class BirthdayList:
    """The card of the list, its form, and the choice of whom a name means."""

    def __init__(self, app: App) -> None:
        self.app = app

    @BIRTHDAY_LIST.handler
    async def show_list(self, interaction: Press, state: BirthdayListState) -> Card | None:
        """Show a page of the list."""
        if state.page > _LAST_PAGE:
            return None
        server = await self.app.storage.servers.get(interaction.guild_id or 0)
        return self._draw_list(server, state.page, ListOutcome())

    @ASK_BIRTHDAY_LIST.handler
    async def ask_names(self, _press: Press, _state: NoState) -> Form:
        """Open the form for names."""
        return server_list_card.list_form()

    @FILL_BIRTHDAY_LIST.handler
    async def change_list(self, interaction: Press, _state: NoState, form: Form) -> Card | None:
        """Put those named on the list and take others off it."""
        texts = [item.value for item in form.walk_children() if isinstance(item, discord.ui.TextInput)]
        if len(texts) != 2:
            return None
        to_add, to_remove = map(_split_lines, texts)
        server = await self.app.storage.servers.get(interaction.guild_id or 0)
        outcome = ListOutcome()
        added = self._read_names(to_add, outcome)
        removed = self._read_listed(to_remove, server, outcome)
        return await self._save_list(interaction, added, removed, outcome)

    @CHOOSE_BIRTHDAY_LIST.handler
    async def add_meant(self, interaction: Press, _state: NoState, values: Sequence[str]) -> Card | None:
        """Put those on the list who were meant by names that are nobody's, or several people's."""
        found = [options.find_adult(self.app, options.read_id(f"#{value}")) for value in values]
        people = [person for person in found if person]
        return (
            await self._save_list(interaction, people, [], ListOutcome())
            if people and len(people) == len(found)
            else None
        )

    async def _save_list(
        self, interaction: discord.Interaction, added: Sequence[Person], removed: Sequence[Person], outcome: ListOutcome
    ) -> Card:
        come, gone = ({person.id for person in people} for people in (added, removed))
        done = await self.app.saving.save(
            interaction, lambda server: {"people": tuple(sorted({*server.people} - gone | come))}
        )
        if not isinstance(done, Saved):
            return with_way_back(done, "birthdays", server_list_card.open_button("Back to the list"))
        was = set(done.before.people)
        outcome.added = [person for person in added if person.id not in was]
        outcome.already = [person for person in added if person.id in was]
        outcome.removed = list(removed)
        outcome.change = done.change.id if done.change else 0
        return self._draw_list(done.after, 0, outcome)

    def _draw_list(self, server: Server, page: int, outcome: ListOutcome) -> Card:
        found = [options.find_adult(self.app, number) for number in server.people]
        people = sorted((person for person in found if person), key=lambda person: -person.popularity)
        return server_list_card.own_list(ListPage(people, len(found) - len(people), page), server, outcome)

    def _read_names(self, names: Sequence[str], outcome: ListOutcome) -> list[Person]:
        """Return those who are surely meant; the others are put into the outcome."""
        people: dict[int, Person] = {}
        for name in names:
            named = self._find_named(name)
            adults = [person for person in named if options.find_adult(self.app, person.id)]
            if len(adults) == 1:
                people[adults[0].id] = adults[0]
            elif named and not adults:
                outcome.too_young.append(name)
            elif len(outcome.asked) < _MOST_ASKED:
                outcome.asked.append(Asked(name, (adults or self._find_near(name))[:_NEAR]))
            else:
                outcome.left.append(name)
        return list(people.values())

    def _find_named(self, name: str) -> list[Person]:
        """Return who bear a name: those whose main one it is before those who are called so, too."""
        if number := options.read_id(name):
            return [person for person in [self.app.catalogue.person(number)] if person]
        bearers = list(self.app.catalogue.by_name(name))
        return [person for person in bearers if fold_text(person.name) == fold_text(name)] or bearers

    def _find_near(self, name: str) -> list[Person]:
        return [p for p in self.app.catalogue.suggest_people(name, _NEAR * 2) if options.find_adult(self.app, p.id)]

    def _read_listed(self, names: Sequence[str], server: Server, outcome: ListOutcome) -> list[Person]:
        """Return those of the list who are meant."""
        people: dict[int, Person] = {}
        for name in names:
            named = {
                p.id: p for p in (*self._find_named(name), *self.app.catalogue.by_name(name)) if p.id in server.people
            }
            if len(named) == 1:
                people |= named
            elif named:
                outcome.several.append((name, list(named.values())))
            else:
                outcome.not_on_it.append(name)
        return list(people.values())


def _split_lines(text: str) -> list[str]:
    return list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
