"""Who is named in a story, and who is not meant: cards for moderators."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit.buttons import action_button, which_page
from cogs.kit.markdown import safe
from cogs.kit.person_text import describe_person
from cogs.kit.replies import Card, card
from cogs.kit.routes.posts import REPAIR_PERSON, UNDO_PERSON, WRONG_PERSON, RepairState, WrongPersonState
from news.model.people import Person
from news.model.stories import Story
from news.text.messages import joined, plural

from .menu_card import HOLDS, RepairLine, back_button

_MOST_WRITTEN = 3
_YOUNG = "A person under 18"  # or one who is no longer in the catalogue, of whom nothing better is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """Somebody whom a story names: how it is written, for which reasons they are meant, in how many articles."""

    person: int
    adult: Person | None  # None: under 18
    written: Sequence[str]
    reasons: Sequence[str]
    articles: int
    others: Sequence[Person]  # who bear the name, too


@dataclass(frozen=True, slots=True)
class Repaired:
    """Somebody who was found not to be meant, and who is."""

    person: int
    adult: Person | None
    other: Person | None
    is_nobody: bool


def people_page(story: Story, shown: Sequence[Tagged | Repaired], page: int, pages: int) -> Card:
    """Return a page of whom a story names, each with the buttons that say that they are not meant."""
    about = " · ".join(filter(None, ("Only moderators can change this", which_page(page, pages))))
    items: list[Any] = [discord.ui.TextDisplay(f"## Who is meant?\n**{safe(story.headline, 200)}**\n-# {about}")]
    for one in shown:
        drawn = _person_items(story, one) if isinstance(one, Tagged) else _repaired_items(story, one)
        items += [discord.ui.Separator(), *drawn]
    if not shown:
        items += [discord.ui.Separator(), discord.ui.TextDisplay("Nobody of the catalogue is named here.")]
    return card([*items, discord.ui.Separator(), _page_row(story, page, pages)])


def _person_items(story: Story, tagged: Tagged) -> list[Any]:
    written = f"Written {joined([f'“{safe(name, 60)}”' for name in tagged.written], most=_MOST_WRITTEN, word='')}"
    basis = (
        written if tagged.written else "",
        joined([safe(reason, 80) for reason in tagged.reasons], most=2, word=""),
        plural(
            "{some} of {count} article", "{some} of {count} articles", len(story.articles), some=str(tagged.articles)
        ),
    )
    text = f"**{_adult_name(tagged.adult)}**\n-# {' · '.join(filter(None, basis))}"
    label = f"Not {tagged.adult.name}" if tagged.adult else "Not this person"
    buttons: list[Any] = [_choose_button(story, tagged, 0, label)]
    buttons += [_choose_button(story, tagged, other.id, describe_person(other)) for other in tagged.others]
    return [discord.ui.TextDisplay(text), discord.ui.ActionRow(*buttons)]


def _choose_button(story: Story, tagged: Tagged, other: int, label: str) -> Any:
    return action_button(REPAIR_PERSON, WrongPersonState(story.id, tagged.person, other), label=label[:80], turns=True)


def _repaired_items(story: Story, repair: Repaired) -> list[Any]:
    instead = _meant_instead(repair.other, is_nobody=repair.is_nobody)
    text = f"**{_adult_name(repair.adult)}** is not meant\n-# Repaired: {instead}"
    return [discord.ui.TextDisplay(text), discord.ui.ActionRow(_undo_button(story, repair.person))]


def repair_line(story: Story, repair: Repaired, by: str) -> RepairLine:
    """Return a repair as a line of all that were made in its story."""
    text = f"{_adult_name(repair.adult)} {_meant_instead(repair.other, is_nobody=repair.is_nobody)}"
    return RepairLine(title="Wrong person", text=text, by=by, undo=_undo_button(story, repair.person))


def _undo_button(story: Story, person: int) -> Any:
    return action_button(UNDO_PERSON, WrongPersonState(story.id, person, 0), label="Undo", turns=True)


def _adult_name(adult: Person | None) -> str:
    return safe(describe_person(adult), 120) if adult else _YOUNG


def _meant_instead(other: Person | None, *, is_nobody: bool) -> str:
    return f"counts as {'nobody' if is_nobody else _adult_name(other)} here"


def _page_row(story: Story, page: int, pages: int) -> Any:
    if pages < 2:
        return discord.ui.ActionRow(back_button(story.id))

    def turn(to: int, label: str, *, disabled: bool) -> Any:
        return action_button(WRONG_PERSON, RepairState(story.id, to), label=label, disabled=disabled, turns=True)

    return discord.ui.ActionRow(
        turn(max(page - 1, 0), "‹ Previous", disabled=page <= 0),
        turn(min(page + 1, pages - 1), "Next ›", disabled=page >= pages - 1),
        back_button(story.id),
    )


def repaired_card(story: Story, tagged: Tagged, other: Person | None, articles: int) -> Card:
    """Return what a repair changed, with the way back."""
    names = {"name": _adult_name(tagged.adult), "other": _adult_name(other)}
    if other:
        text = plural(
            "**{name}** is not meant: {count} article now counts for **{other}**.",
            "**{name}** is not meant: {count} articles now count for **{other}**.",
            articles,
            **names,
        )
    else:
        text = plural(
            "**{name}** is not meant: {count} article now counts for nobody.",
            "**{name}** is not meant: {count} articles now count for nobody.",
            articles,
            **names,
        )
    return _answer_card("Repaired", text, story, _undo_button(story, tagged.person))


def undone_card(story: Story, adult: Person | None) -> Card:
    """Say that a repair is taken back."""
    text = f"**{_adult_name(adult)}** is in this story again, as its articles were read."
    return _answer_card("Repair undone", text, story)


def not_named(story: Story) -> Card:
    """Say that there is nothing to repair."""
    return _answer_card("Nothing to repair", "The story does not name them any more.", story)


def not_repaired(story: Story) -> Card:
    """Say that there is nothing to undo."""
    return _answer_card("Nothing to undo", "This repair is not there any more.", story)


def _answer_card(title: str, text: str, story: Story, *buttons: Any) -> Card:
    holds = f"\n-# {HOLDS}" if title == "Repaired" else ""
    text = f"### {title}\n{text}\n-# In “{safe(story.headline, 200)}”{holds}"
    every: Any = action_button(WRONG_PERSON, RepairState(story.id), label="All names in the story", turns=True)
    return card([discord.ui.TextDisplay(text), discord.ui.ActionRow(*buttons, every, back_button(story.id))])
