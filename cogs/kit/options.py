"""The options that members type: completed as they type, and read back strictly."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import discord
from discord import app_commands

from cogs.kit.person_text import describe_person
from news.model.people import Person
from news.people.facts.birthdays import is_minor
from news.text import search
from news.text.days import utc_day
from news.text.links import hash_text
from news.text.messages import joined, message
from news.text.search import has_typed_words
from news.text.text import cut_text, fold_text

from .app import App, app_of
from .buttons import card_button
from .markdown import safe, unbroken_text
from .replies import Card, nothing_found, notice
from .routes.members import PERSON_STORIES, PROFILE, PersonState
from .routes.route import CardRoute

MOST_CHOICES = 25
# Discord takes fixed choices from a Literal, so news.model.articles.TOPICS stands here again; a test holds them equal.
Topic = Literal[
    "relationships", "family", "birthday", "legal", "health", "death", "music", "film & TV", "awards", "fashion",
    "business", "social media", "royals", "sport", "other",
]  # fmt: skip
_CHOOSE = "Choose from the list that appears as you type."
_ID = "#"  # a chosen suggestion comes back as its value, "#12"; anything else was typed


def read_id(value: str) -> int:
    """Return the id of a chosen suggestion, or 0."""
    digits = value.removeprefix(_ID)
    return int(digits) if value.startswith(_ID) and digits.isascii() and digits.isdecimal() and len(digits) <= 15 else 0


async def complete_people(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Return the people that match what is typed, aliases and typos forgiven; nobody under 18."""
    app = app_of(interaction)
    found = app.catalogue.suggest_people(typed, MOST_CHOICES + 10)
    return make_choices((person.id, describe_person(person)) for person in found if not is_minor(person, app.clock()))


async def complete_sources(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Return the outlets that match what is typed."""
    outlets = await app_of(interaction).storage.stories.outlets()
    matching = [outlet for outlet in outlets if has_typed_words(outlet, typed)]
    return [app_commands.Choice(name=cut_text(outlet, 100), value=outlet[:100]) for outlet in matching[:MOST_CHOICES]]


async def complete_stories(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Return the stories whose headlines have the words that are typed, newest first."""
    app = app_of(interaction)
    titles = await app.storage.stories.titles(app.clock())
    return make_choices((story, title) for story, title in titles if has_typed_words(title, typed))


def make_choices(found: Iterable[tuple[int, str]]) -> list[app_commands.Choice[str]]:
    """Return the choices for ids and their labels, each label once."""
    choices: dict[str, Any] = {}
    for number, label in found:
        choices.setdefault(cut_text(label, 100), app_commands.Choice(name=cut_text(label, 100), value=f"{_ID}{number}"))
        if len(choices) == MOST_CHOICES:
            break
    return list(choices.values())


def find_adult(app: App, number: int) -> Person | None:
    """Return the person of this id, or None if they are unknown or under 18: minors are named in headlines only."""
    person = app.catalogue.person(number)
    return person if person and not is_minor(person, app.clock()) else None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The person and the outlet that the options name; 0 and "" for none."""

    person: int
    outlet: str


async def read_narrowing(app: App, person: str | None, source: str | None) -> Narrowing | Card:
    """Read the options person and source, or return the card that says what is unknown, with the nearest names."""
    found = read_person(app, person, PERSON_STORIES) if person else None
    if isinstance(found, Card):
        return found
    outlet = ""
    if source:
        outlets = await app.storage.stories.outlets()
        outlet = next((name for name in outlets if fold_text(name[:100]) == fold_text(source)), "")
        if not outlet:
            return _unknown_source(source, outlets)
    return Narrowing(found.id if found else 0, outlet)


def read_days(app: App, since: str | None, until: str | None) -> tuple[int, int] | Card:
    """Return the first and the last day of a span as ordinals, 0 for none, or the card for a day that cannot be read.

    A month or a year begins with its first day and ends with its last.
    """
    numbers: list[int] = []
    for place, typed in enumerate((since, until)):
        read = search.read_day_span(typed, utc_day(app.clock())) if typed else None
        if typed and read is None:
            hint = "Write a day as `2021-06-08`, `2021-06` or `2021`, as `yesterday`, or as `7 days` for a week ago."
            return notice(message("“{typed}” is no day that I can read", typed=safe(typed, 60)), hint)
        numbers.append(read[place].toordinal() if read else 0)
    return numbers[0], numbers[1]


def server_of(interaction: discord.Interaction) -> int:
    """Return the server where something was asked; 0 in direct messages and where only the member installed the bot."""
    is_own_install = interaction.is_user_integration() and not interaction.is_guild_integration()
    return 0 if is_own_install else interaction.guild_id or 0


def outlet_number(outlet: str) -> int:
    """Return an outlet as a custom_id carries it: its name may be longer than that; 0 for none."""
    return hash_text(outlet) & 0xFFFFFFFF if outlet else 0


async def outlet_name(app: App, number: int) -> str:
    """Return the outlet of such a number; "" for 0, and a name that no outlet has for one that is gone."""
    if not number:
        return ""
    outlets = await app.storage.stories.outlets()
    return next((name for name in outlets if outlet_number(name) == number), "(a source that is gone)")


def read_person(app: App, typed: str, opens: CardRoute[PersonState] = PROFILE) -> Person | Card:
    """Return the person chosen, or the best known one of that name.

    If there is none: a card with the nearest names as buttons, each of which opens the card `opens`.
    """
    if number := read_id(typed):
        return find_adult(app, number) or _unknown_person(app, typed, opens)
    named = [person for person in app.catalogue.by_name(typed) if find_adult(app, person.id)]
    return max(named, key=lambda person: person.popularity, default=None) or _unknown_person(app, typed, opens)


def near_people(
    app: App, typed: str, most: int, opens: CardRoute[PersonState] = PERSON_STORIES
) -> tuple[str, list[Any]]:
    """Return a question about the nearest name and buttons that open those people's stories; ("", []) for none."""
    near = (
        [person for person in app.catalogue.suggest_people(typed, most) if find_adult(app, person.id)] if typed else []
    )
    template = "Did you mean **{name}**, or one of these?" if near[1:] else "Did you mean **{name}**?"
    question = message(template, name=safe(near[0].name, 60)) if near else ""
    return question, [card_button(opens, PersonState(p.id), label=p.name[:80]) for p in near]


def _unknown_person(app: App, typed: str, opens: CardRoute[PersonState]) -> Card:
    question, buttons = near_people(app, typed, 5, opens)
    if app.catalogue.by_name(typed):
        hint = "People under 18 have no page of their own; `/search` finds the stories that name them."
        return nothing_found(message("No page for “{typed}”", typed=safe(typed, 80)), hint, "")
    hint = question or "Nobody has a name like it. `/search` looks for any word, in headlines and texts."
    return nothing_found(message("No person called “{typed}”", typed=safe(typed, 80)), hint, _CHOOSE, *buttons)


def _unknown_source(typed: str, outlets: list[str]) -> Card:
    near = [name for name in outlets if has_typed_words(name, typed)]
    template = "Did you mean {names}?" if near else "The sources are {names}." if outlets else "No source was read yet."
    hint = message(template, names=joined([safe(name, 60) for name in near or outlets], most=5, word=""))
    return nothing_found(message("No source called “{typed}”", typed=safe(typed, 80)), hint, _CHOOSE)


def describe_narrowing(app: App, people: Iterable[int], outlet: str, topic: str) -> str:
    """Return what a list was narrowed to, in words; "" for nothing."""
    named = joined([safe(app.name(person), 60) for person in people if person])
    return " · ".join(filter(None, (named, safe(outlet, 60), unbroken_text(topic))))
