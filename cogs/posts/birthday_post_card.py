"""The post of a day's birthdays as a card, and why it was posted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import discord

from cogs.kit.buttons import card_button, why_this
from cogs.kit.markdown import link, listed, safe, when, written
from cogs.kit.person_text import commons_page, face, on_whose_word, trade_of
from cogs.kit.replies import Card, card
from cogs.kit.routes.posts import BORN, BornState
from news.model.people import Person
from news.model.posts import Post
from news.people.facts.birthdays import Birthday
from news.people.facts.claims import SettledDate
from news.servers.birthday_schedule import ON_TIME
from news.stories.trending import counted
from news.text.messages import capitalized

FACES = 5  # with a picture in a post
_NAMED = 15  # then in a line
_LINE_ROOM = 1_000  # of the 4,000 characters that a message holds
_MOST_GROUPED = 10


def birthday_post(
    sent: Post, day: date, told: Sequence[Birthday], pictures: Mapping[int, str], *, belated: bool, role: int = 0
) -> Card:
    """Give the post of a day's birthdays, the best known first; `pictures` are files at Wikimedia Commons by person."""
    title = f"{'Belated: birthdays' if belated else 'Birthdays'} on {day.day} {day:%B}"
    head = f"## {title}" + ("\n-# Limelight could not post when they were due." if belated else "")
    items: list[Any] = [
        # Inside the card: Components V2 takes no text beside it.
        discord.ui.TextDisplay(f"-# <@&{role}>") if role else None,
        discord.ui.TextDisplay(head),
        discord.ui.Separator(),
        *(_face(birthday, pictures.get(birthday.person.id, "")) for birthday in told[:FACES]),
    ]
    names = _names(told[FACES:])
    if names:
        items += [discord.ui.Separator(), discord.ui.TextDisplay(f"Also {', '.join(names)}")]
    rest = len(told) - FACES - len(names)
    buttons: list[Any] = [why_this(sent.id)]
    if len(told) > FACES:
        label = f"and {rest} more" if rest else f"All {len(told)}"
        buttons.insert(0, card_button(BORN, BornState(day.toordinal()), label=label))
    return replace(card([*items, discord.ui.ActionRow(*buttons)]), role=role)


def _face(birthday: Birthday, picture: str) -> Any:
    """Return somebody in a post; their picture only where there is room for the link that says whose it is."""
    person = birthday.person
    shows = link("picture", commons_page(picture)) if picture else ""
    credit = shows if shows.startswith("[") else ""
    small = " · ".join(filter(None, (trade_of(person), credit)))
    text = f"**{safe(person.name, 60)}** turns {birthday.turning}" + (f"\n-# {small}" if small else "")
    shown: Any = discord.ui.TextDisplay(text)
    return discord.ui.Section(shown, accessory=face(person, picture)) if credit else shown


def _names(told: Sequence[Birthday]) -> list[str]:
    names: list[str] = []
    room = _LINE_ROOM
    for birthday in told[:_NAMED]:
        name = f"{safe(birthday.person.name, 60)} ({birthday.turning})"
        room -= len(name) + 2
        if room < 0:
            break
        names.append(name)
    return names


def why_birthdays(sent: Post, rule: str, zone: str, day: date, dates: Sequence[tuple[Person, SettledDate]]) -> Card:
    """Say why birthdays were posted: by which rule, when they were due and sent, and on whose word each date stands."""
    lines = [
        f"### Why this post?\n{rule}",
        f"Due {when(sent.due_at, 'f')} ({safe(zone, 60)}) for {written(day)}. {_sent(sent)}",
        "**On whose word**",
    ]
    by_word: dict[str, list[str]] = {}
    for person, birth in dates:
        by_word.setdefault(capitalized(safe(on_whose_word(birth), 80)), []).append(safe(person.name, 40))
    lines += [f"-# {word}: {listed(names, _MOST_GROUPED)}" for word, names in list(by_word.items())[:_MOST_GROUPED]]
    return card([discord.ui.TextDisplay("\n".join(lines))])


def _sent(sent: Post) -> str:
    if sent.sent_at is None:
        return "It is being sent."
    late = sent.sent_at - sent.due_at
    kept = "on time" if late <= ON_TIME else f"belated by {_lasting(late)}"
    return f"Sent {when(sent.sent_at, 'f')}, {kept}."


def _lasting(seconds: int) -> str:
    minutes = seconds // 60
    return counted(minutes, "minute") if minutes < 120 else counted(minutes // 60, "hour")
