"""Birthdays as cards: a day, several days, one person, the calendar file, and the post of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import discord

from cogs.kit import person_text
from cogs.kit.buttons import card_button, which_page, why_this
from cogs.kit.markdown import link, listed, safe, when, written
from cogs.kit.person_text import counted_people
from cogs.kit.replies import Card, card, nothing
from cogs.kit.routes.members import BIRTHDAYS, PROFILE, DaysState, PersonState
from cogs.kit.routes.posts import BORN, BornState
from news.model.people import Person
from news.model.posts import Post
from news.people.facts.birthdays import Birthday
from news.people.facts.claims import AGREED, SettledDate
from news.servers.birthday_schedule import ON_TIME
from news.stories.trending import counted
from news.text.typed import told_span

FACES = 5  # with a picture in a post
_NAMED = 15  # then in a line
_LINE_ROOM = 1_000  # of the 4,000 characters that a message holds
_MOST_TOLD = 3  # of a day among others
_MOST_GROUPED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a list: what part of `total` birthdays it shows, and the row that turns it."""

    title: str
    page: int
    pages: int
    total: int
    unconfirmed: int = 0
    row: Any = None


def one_day(shown: Listed, told: Sequence[tuple[Birthday, str]], today: date) -> Card:
    """Return some of a day's birthdays, each with on whose word its date stands."""
    items: list[Any] = [_head(shown), discord.ui.Separator()]
    for birthday, source in told:
        person = birthday.person
        trade = _trade(person)
        basis = f"date from {safe(source, 80)}" if source else ""
        small = " · ".join(filter(None, (trade, basis)))
        text = f"**{safe(person.name, 60)}** {_turning(birthday, today)}" + (f"\n-# {small}" if small else "")
        profile: Any = card_button(PROFILE, PersonState(person.id), label="Profile")
        items.append(discord.ui.Section(discord.ui.TextDisplay(text), accessory=profile))
    return card([*items, *_foot(shown)])


def several_days(shown: Listed, days: Sequence[tuple[date, Sequence[Birthday]]], leap: int) -> Card:
    """Return days in order with the best known of each, and a button for all of one."""
    items: list[Any] = [_head(shown)]
    for day, told in days:
        most = _MOST_TOLD + (len(told) == _MOST_TOLD + 1)  # "and 1 more" takes as much room as the one
        names = [f"{safe(b.person.name, 60)} ({b.turning})" for b in told]
        text = f"### {day:%A}, {day.day} {day:%B}\n{listed(names, most)}"
        whole = DaysState(day.toordinal(), day.toordinal(), leap)
        button: Any = card_button(BIRTHDAYS, whole, label=f"All {len(told)}" if len(told) > most else "Show")
        items += [discord.ui.Separator(), discord.ui.Section(discord.ui.TextDisplay(text), accessory=button)]
    return card([*items, discord.ui.Separator(), *_foot(shown)])


def _head(shown: Listed) -> Any:
    order = "most in the news first" if shown.total > 1 else ""
    about = " · ".join(filter(None, (counted_people(shown.total), order, which_page(shown.page, shown.pages))))
    return discord.ui.TextDisplay(f"## {shown.title}\n-# {about}")


def _foot(shown: Listed) -> list[Any]:
    left_out: list[Any] = [discord.ui.TextDisplay(f"-# {_left_out(shown.unconfirmed)}")] if shown.unconfirmed else []
    return [*left_out, discord.ui.Separator(visible=False), shown.row] if shown.row else left_out


def _left_out(unconfirmed: int) -> str:
    return (
        f"Not listed: {counted_people(unconfirmed)} whose date is not confirmed by a second source."
        if unconfirmed
        else ""
    )


def nobody(title: str, unconfirmed: int, looked_at: int, week: DaysState) -> Card:
    """Say that nobody has a birthday on the days asked for, or that no date of theirs is confirmed."""
    lines = (f"None of {looked_at:,} people has one that is confirmed.", _left_out(unconfirmed))
    around: Any = card_button(BIRTHDAYS, week, label="The 7 days around it")
    return nothing(title, "\n".join(filter(None, lines)), "", around)


def _trade(person: Person) -> str:
    return _upper(safe(person.occupations[0], 40)) if person.occupations else ""


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _turning(birthday: Birthday, today: date) -> str:
    return f"{'turned' if birthday.day < today else 'turns'} {birthday.turning}"


def post(
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
    shows = link("picture", person_text.commons_page(picture)) if picture else ""
    credit = shows if shows.startswith("[") else ""
    small = " · ".join(filter(None, (_trade(person), credit)))
    text = f"**{safe(person.name, 60)}** turns {birthday.turning}" + (f"\n-# {small}" if small else "")
    shown: Any = discord.ui.TextDisplay(text)
    return discord.ui.Section(shown, accessory=person_text.face(person, picture)) if credit else shown


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


def why(sent: Post, rule: str, zone: str, day: date, dates: Sequence[tuple[Person, SettledDate]]) -> Card:
    """Say why birthdays were posted: by which rule, when they were due and sent, and on whose word each date stands."""
    lines = [
        f"### Why this post?\n{rule}",
        f"Due {when(sent.due_at, 'f')} ({safe(zone, 60)}) for {written(day)}. {_sent(sent)}",
        "**On whose word**",
    ]
    by_word: dict[str, list[str]] = {}
    for person, birth in dates:
        by_word.setdefault(_upper(safe(word(birth), 80)), []).append(safe(person.name, 40))
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


def word(birth: SettledDate) -> str:
    """Say on whose word a date stands: "Limelight’s table and Wikidata", "several sources"."""
    named = person_text.sources(birth)
    return "several sources" if birth.confidence in AGREED and len(birth.told) == 1 else named


def title(first: date, last: date, today: date) -> str:
    """Return what was asked for as a card's title."""
    return f"Birthdays {told_span(first, last, today)}"
