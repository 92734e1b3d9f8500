"""The post of a day's birthdays as a card, and why it was posted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import discord

from cogs.kit.buttons import card_button, why_this
from cogs.kit.markdown import date_in_words, link, safe, when
from cogs.kit.person_text import commons_page, on_whose_word, person_thumbnail, trade_of
from cogs.kit.replies import Card, card
from cogs.kit.routes.posts import BORN, BornState
from news.model.people import Person
from news.model.posts import Post
from news.people.facts.birthdays import Birthday
from news.people.facts.claims import SettledDate
from news.servers.birthday_schedule import ON_TIME
from news.text.messages import capitalized, joined, message, plural

FACES = 5  # with a picture in a post
_NAMED = 15  # then in a line
_LINE_ROOM = 1_000  # of the 4,000 characters that a message holds
_MOST_GROUPED = 10


def birthday_post(
    sent: Post, day: date, told: Sequence[Birthday], pictures: Mapping[int, str], *, belated: bool, role: int = 0
) -> Card:
    """Return the post of a day's birthdays, the best known first; `pictures` are files of Commons by person."""
    belated_head = "## Belated: birthdays on {day}\n-# Limelight could not post when they were due."
    head = message(belated_head if belated else "## Birthdays on {day}", day=f"{day.day} {day:%B}")
    items: list[Any] = [
        # Inside the card: Components V2 takes no text beside it.
        discord.ui.TextDisplay(f"-# <@&{role}>") if role else None,
        discord.ui.TextDisplay(head),
        discord.ui.Separator(),
        *(_face_section(birthday, pictures.get(birthday.person.id, "")) for birthday in told[:FACES]),
    ]
    names = _listed_names(told[FACES:])
    if names:
        items += [discord.ui.Separator(), discord.ui.TextDisplay(message("Also {names}", names=joined(names, word="")))]
    rest = len(told) - FACES - len(names)
    buttons: list[Any] = [why_this(sent.id)]
    if len(told) > FACES:
        label = message("and {rest} more" if rest else "All {total}", rest=rest, total=len(told))
        buttons.insert(0, card_button(BORN, BornState(day.toordinal()), label=label))
    return replace(card([*items, discord.ui.ActionRow(*buttons)]), role=role)


def _face_section(birthday: Birthday, picture: str) -> Any:
    """Return somebody in a post; their picture only where there is room for the link that says whose it is."""
    person = birthday.person
    shows = link("picture", commons_page(picture)) if picture else ""
    credit = shows if shows.startswith("[") else ""
    small = " · ".join(filter(None, (trade_of(person), credit)))
    turns = message("**{name}** turns {age}", name=safe(person.name, 60), age=birthday.turning)
    shown: Any = discord.ui.TextDisplay("\n".join((turns, *([f"-# {small}"] if small else []))))
    return discord.ui.Section(shown, accessory=person_thumbnail(person, picture)) if credit else shown


def _listed_names(told: Sequence[Birthday]) -> list[str]:
    names: list[str] = []
    room = _LINE_ROOM
    for birthday in told[:_NAMED]:
        name = message("{name} ({age})", name=safe(birthday.person.name, 60), age=birthday.turning)
        room -= len(name) + 2
        if room < 0:
            break
        names.append(name)
    return names


def why_birthdays(sent: Post, rule: str, zone: str, day: date, dates: Sequence[tuple[Person, SettledDate]]) -> Card:
    """Return why birthdays were posted: by which rule, when due and sent, and on whose word each date stands."""
    due = message(
        "Due {time} ({zone}) for {day}. {sent}",
        time=when(sent.due_at, "f"),
        zone=safe(zone, 60),
        day=date_in_words(day),
        sent=_when_sent(sent),
    )
    lines = [
        f"### Why this post?\n{rule}",
        due,
        "**On whose word**",
    ]
    by_word: dict[str, list[str]] = {}
    for person, birth in dates:
        by_word.setdefault(capitalized(safe(on_whose_word(birth), 80)), []).append(safe(person.name, 40))
    lines += [
        message("-# {word}: {names}", word=word, names=joined(names, most=_MOST_GROUPED, word=""))
        for word, names in list(by_word.items())[:_MOST_GROUPED]
    ]
    return card([discord.ui.TextDisplay("\n".join(lines))])


def _when_sent(sent: Post) -> str:
    if sent.sent_at is None:
        return "It is being sent."
    time, late = when(sent.sent_at, "f"), sent.sent_at - sent.due_at
    if late <= ON_TIME:
        return message("Sent {time}, on time.", time=time)
    if late < 120 * 60:
        one, many = "Sent {time}, belated by {count} minute.", "Sent {time}, belated by {count} minutes."
        return plural(one, many, late // 60, time=time)
    one, many = "Sent {time}, belated by {count} hour.", "Sent {time}, belated by {count} hours."
    return plural(one, many, late // 3600, time=time)
