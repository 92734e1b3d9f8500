"""A server's own birthday list as a card, and the form that changes it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import discord

from cogs.kit.buttons import action_button, cut_page, route_select, which_page
from cogs.kit.markdown import safe
from cogs.kit.person_text import count_people, describe_person
from cogs.kit.replies import Card, card
from cogs.kit.routes.members import NoState
from cogs.kit.routes.route import Form
from cogs.kit.routes.settings import (
    ASK_BIRTHDAY_LIST,
    BIRTHDAY_LIST,
    CHOOSE_BIRTHDAY_LIST,
    FILL_BIRTHDAY_LIST,
    SET,
    BirthdayListState,
    ChangesState,
)
from news.model.people import Person
from news.model.servers import Server
from news.text.messages import joined

from .change_codec import write_changes
from .panel_card import open_button as panel_button
from .panel_card import undo_button

_PAGE = 50
_MOST_NAMED = 10
_NAMES = 4_000  # characters, as Discord takes them


@dataclass(frozen=True, slots=True)
class Asked:
    """A name that is nobody's or several people's, with those who may be meant."""

    typed: str
    near: Sequence[Person]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Who is on the list, how many more cannot be named, and which page is open."""

    people: Sequence[Person]
    hidden: int = 0
    page: int = 0


@dataclass(slots=True)
class ListOutcome:
    """What became of names that were written; `change` is what Undo takes back, 0 for nothing."""

    added: list[Person] = field(default_factory=list)
    already: list[Person] = field(default_factory=list)
    removed: list[Person] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # unknown names beyond what can be asked at once
    too_young: list[str] = field(default_factory=list)
    not_on_it: list[str] = field(default_factory=list)
    several: list[tuple[str, list[Person]]] = field(default_factory=list)  # of one name on the list
    change: int = 0


def open_button(label: str) -> Any:
    """Return the button that opens the list in the place of the card that it stands on."""
    return action_button(BIRTHDAY_LIST, BirthdayListState(0), label=label, turns=True)


def list_form() -> Form:
    """Return the form for names to add and to remove."""

    def names(name: str, label: str, hint: str) -> Any:
        typed: Any = discord.ui.TextInput(
            custom_id=name, style=discord.TextStyle.paragraph, required=False, max_length=_NAMES
        )
        return discord.ui.Label(text=label, description=hint, component=typed)

    return Form(
        FILL_BIRTHDAY_LIST,
        NoState(),
        "This server’s birthday list",
        names("add", "Add these people", "One name a line; 200 people are the most"),
        names("remove", "Remove these people", "One name a line"),
    )


def own_list(shown: ListPage, server: Server, outcome: ListOutcome) -> Card:
    """Return who is on a server's own list, after what was changed in it."""
    page, pages, on_page = cut_page(shown.people, shown.page, _PAGE)
    names = ", ".join(safe(person.name, 60) for person in on_page) or "Nobody yet."
    unused = "not in use: the birthdays of others are posted" if server.birthdays_who != "list" else ""
    about = " · ".join(
        filter(None, (count_people(len(server.people)), which_page(page, pages), _hidden_words(shown.hidden), unused))
    )
    items: list[Any] = [_list_head(outcome)]
    if options := _meant_select(outcome.asked):
        select: Any = discord.ui.Select(
            placeholder="Whom did you mean? Choose all of them", options=options, max_values=len(options)
        )
        items.append(discord.ui.ActionRow(route_select(CHOOSE_BIRTHDAY_LIST, NoState(), select)))
    items += [discord.ui.Separator(), discord.ui.TextDisplay(f"{names}\n-# {about}")]
    return card([*items, _page_row(page, pages), _edit_row(server)])


def _list_head(outcome: ListOutcome) -> Any:
    """Return what was done, beside the button that takes it back."""
    text: Any = discord.ui.TextDisplay("\n".join(("## This server’s birthday list", *_outcome_lines(outcome))))
    return discord.ui.Section(text, accessory=undo_button(outcome.change, "birthdays")) if outcome.change else text


def _hidden_words(number: int) -> str:
    return f"{count_people(number)} cannot be named here" if number else ""


def _outcome_lines(outcome: ListOutcome) -> list[str]:
    """Return what became of the names."""
    asked = [asked.typed for asked in outcome.asked if asked.near]
    unknown = [asked.typed for asked in outcome.asked if not asked.near] + outcome.left
    lines = (
        ("Saved. Added", _found_names(outcome.added)),
        ("Saved. Removed", _found_names(outcome.removed)),
        ("On it already", _found_names(outcome.already)),
        ("Not added, for nobody or more than one is called that; choose below", _quoted_names(asked)),
        ("Not added, for nobody in the catalogue is called that", _quoted_names(unknown)),
        ("Not added, for people under 18 are in headlines only", _quoted_names(outcome.too_young)),
        ("Not removed, for it was not on the list", _quoted_names(outcome.not_on_it)),
        *(
            (
                f"Not removed, for several on the list are called “{safe(name, 60)}”; write the number instead",
                ", ".join(f"`#{person.id}` {safe(describe_person(person), 80)}" for person in several),
            )
            for name, several in outcome.several[:3]
        ),
    )
    return [f"{what}: {names}" for what, names in lines if names]


def _found_names(found: Sequence[Person]) -> str:
    return joined([safe(person.name, 60) for person in found], most=_MOST_NAMED, word="")


def _quoted_names(names: Sequence[str]) -> str:
    return joined([f"“{safe(name, 60)}”" for name in names], most=_MOST_NAMED, word="")


def _meant_select(asked: Sequence[Asked]) -> list[discord.SelectOption]:
    options: dict[int, discord.SelectOption] = {}
    for one in asked:
        for person in one.near:
            hint = f"for “{one.typed}”"[:100]
            options.setdefault(
                person.id,
                discord.SelectOption(label=describe_person(person)[:100], value=str(person.id), description=hint),
            )
    return list(options.values())[:25]


def _page_row(page: int, pages: int) -> Any:
    if pages < 2:
        return None

    def turn(to: int, label: str, *, disabled: bool) -> Any:
        return action_button(BIRTHDAY_LIST, BirthdayListState(to), label=label, disabled=disabled, turns=True)

    # Two buttons of one custom_id are refused, so those that lead nowhere name a page beyond the ends.
    return discord.ui.ActionRow(
        turn(page - 1 if page else 998, "‹ Previous", disabled=page <= 0),
        turn(page + 1 if page < pages - 1 else 999, "Next ›", disabled=page >= pages - 1),
    )


def _edit_row(server: Server) -> Any:
    buttons: list[Any] = [action_button(ASK_BIRTHDAY_LIST, NoState(), label="Add or remove people", style="primary")]
    if server.birthdays_who != "list":
        state = ChangesState(write_changes("birthdays", {"birthdays_who": "list"}))
        buttons.append(action_button(SET, state, label="Post the birthdays of this list", turns=True))
    return discord.ui.ActionRow(*buttons, panel_button("birthdays", "Back to the panel"))
