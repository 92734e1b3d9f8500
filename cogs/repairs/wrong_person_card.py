"""Who is named in a story, and who is not meant: cards for moderators."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit.buttons import action_button, which_page
from cogs.kit.markdown import listed, safe
from cogs.kit.person_text import described
from cogs.kit.replies import Card, card
from cogs.kit.routes.posts import REPAIR_PERSON, UNDO_PERSON, WRONG_PERSON, RepairState, WrongPersonState
from news.model.people import Person
from news.model.stories import Story
from news.stories.trending import counted

from .menu_card import HOLDS, Line, back

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


def people(story: Story, shown: Sequence[Tagged | Repaired], page: int, pages: int) -> Card:
    """Return a page of whom a story names, each with the buttons that say that they are not meant."""
    about = " · ".join(filter(None, ("Only moderators can change this", which_page(page, pages))))
    items: list[Any] = [discord.ui.TextDisplay(f"## Who is meant?\n**{safe(story.headline, 200)}**\n-# {about}")]
    for one in shown:
        drawn = _tagged(story, one) if isinstance(one, Tagged) else _repaired(story, one)
        items += [discord.ui.Separator(), *drawn]
    if not shown:
        items += [discord.ui.Separator(), discord.ui.TextDisplay("Nobody of the catalogue is named here.")]
    return card([*items, discord.ui.Separator(), _turning(story, page, pages)])


def _tagged(story: Story, tagged: Tagged) -> list[Any]:
    written = f"Written {listed([f'“{safe(name, 60)}”' for name in tagged.written], _MOST_WRITTEN)}"
    basis = (
        written if tagged.written else "",
        listed([safe(reason, 80) for reason in tagged.reasons], 2),
        f"{tagged.articles} of {counted(len(story.articles), 'article')}",
    )
    text = f"**{_called(tagged.adult)}**\n-# {' · '.join(filter(None, basis))}"
    label = f"Not {tagged.adult.name}" if tagged.adult else "Not this person"
    buttons: list[Any] = [_choose(story, tagged, 0, label)]
    buttons += [_choose(story, tagged, other.id, described(other)) for other in tagged.others]
    return [discord.ui.TextDisplay(text), discord.ui.ActionRow(*buttons)]


def _choose(story: Story, tagged: Tagged, other: int, label: str) -> Any:
    return action_button(REPAIR_PERSON, WrongPersonState(story.id, tagged.person, other), label=label[:80], turns=True)


def _repaired(story: Story, repair: Repaired) -> list[Any]:
    text = f"**{_called(repair.adult)}** is not meant\n-# Repaired: {_meant(repair.other, is_nobody=repair.is_nobody)}"
    return [discord.ui.TextDisplay(text), discord.ui.ActionRow(_undo(story, repair.person))]


def line(story: Story, repair: Repaired, by: str) -> Line:
    """Return a repair as a line of all that were made in its story."""
    text = f"{_called(repair.adult)} {_meant(repair.other, is_nobody=repair.is_nobody)}"
    return Line(title="Wrong person", text=text, by=by, undo=_undo(story, repair.person))


def _undo(story: Story, person: int) -> Any:
    return action_button(UNDO_PERSON, WrongPersonState(story.id, person, 0), label="Undo", turns=True)


def _called(adult: Person | None) -> str:
    return safe(described(adult), 120) if adult else _YOUNG


def _meant(other: Person | None, *, is_nobody: bool) -> str:
    return f"counts as {'nobody' if is_nobody else _called(other)} here"


def _turning(story: Story, page: int, pages: int) -> Any:
    if pages < 2:
        return discord.ui.ActionRow(back(story.id))

    def turn(to: int, label: str, *, disabled: bool) -> Any:
        return action_button(WRONG_PERSON, RepairState(story.id, to), label=label, disabled=disabled, turns=True)

    return discord.ui.ActionRow(
        turn(max(page - 1, 0), "‹ Previous", disabled=page <= 0),
        turn(min(page + 1, pages - 1), "Next ›", disabled=page >= pages - 1),
        back(story.id),
    )


def repaired(story: Story, tagged: Tagged, other: Person | None, articles: int) -> Card:
    """Return what a repair changed, with the way back."""
    whom = f"**{_called(other)}**" if other else "nobody"
    counts = "counts" if articles == 1 else "count"
    text = f"**{_called(tagged.adult)}** is not meant: {counted(articles, 'article')} now {counts} for {whom}."
    return _answer("Repaired", text, story, _undo(story, tagged.person))


def undone(story: Story, adult: Person | None) -> Card:
    """Say that a repair is taken back."""
    text = f"**{_called(adult)}** is in this story again, as its articles were read."
    return _answer("Repair undone", text, story)


def not_named(story: Story) -> Card:
    """Say that there is nothing to repair."""
    return _answer("Nothing to repair", "The story does not name them any more.", story)


def not_repaired(story: Story) -> Card:
    """Say that there is nothing to undo."""
    return _answer("Nothing to undo", "This repair is not there any more.", story)


def _answer(title: str, text: str, story: Story, *buttons: Any) -> Card:
    holds = f"\n-# {HOLDS}" if title == "Repaired" else ""
    text = f"### {title}\n{text}\n-# In “{safe(story.headline, 200)}”{holds}"
    every: Any = action_button(WRONG_PERSON, RepairState(story.id), label="All names in the story", turns=True)
    return card([discord.ui.TextDisplay(text), discord.ui.ActionRow(*buttons, every, back(story.id))])
