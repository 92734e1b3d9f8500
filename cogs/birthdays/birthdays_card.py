"""Birthdays as cards: those of a day, of several days, or none."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import discord

from cogs.kit import person_text
from cogs.kit.buttons import action_button, card_button, which_page
from cogs.kit.markdown import iso_date_in_words, safe
from cogs.kit.person_text import count_people, trade_of
from cogs.kit.replies import Card, card, nothing_found
from cogs.kit.routes.members import (
    BIRTHDAYS,
    DAYS_CALENDAR,
    FOLLOW,
    PERSON_CALENDAR,
    PROFILE,
    DaysState,
    PersonCalendarState,
    PersonState,
)
from news.model.people import LEAPS, Person
from news.people.facts.birthdays import Bar, Birthday, age_on
from news.people.facts.claims import DOUBTED, SettledDate
from news.text.days import SpanWords, describe_span
from news.text.messages import joined, message, plural
from news.timeline.reported_deaths import REPORTED

_MOST_TOLD = 3  # of a day among others
_TITLES: SpanWords = {
    "today": "Birthdays today, {day}",
    "tomorrow": "Birthdays tomorrow, {day}",
    "day": "Birthdays on {day}",
    "month": "Birthdays in {month}",
    "days": "Birthdays from {first} to {last}",
}
_NOBODY: SpanWords = {
    "today": "No birthdays today, {day}",
    "tomorrow": "No birthdays tomorrow, {day}",
    "day": "No birthdays on {day}",
    "month": "No birthdays in {month}",
    "days": "No birthdays from {first} to {last}",
}
_NEITHER: dict[Bar, str] = {
    "date unknown": "The day of birth is not known, so there is no birthday to tell.",
    "date unconfirmed": "Only one source gives it, or sources differ. Birthdays are told when two agree.",
    "died": "Birthdays are told of the living only.",
    "not known to live": "No source has said for long that they are alive, so no birthday is told.",
    "withheld": "Limelight does not tell this birthday.",
    "minor": "People under 18 are named in headlines only.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthdayPage:
    """A page of a list: what part of `total` birthdays it shows, and the row that turns it."""

    title: str
    page: int
    pages: int
    total: int
    unconfirmed: int = 0
    row: Any = None


def draw_one_day(shown: BirthdayPage, told: Sequence[tuple[Birthday, str]], today: date) -> Card:
    """Return some of a day's birthdays, each with on whose word its date stands."""
    items: list[Any] = [_draw_head(shown), discord.ui.Separator()]
    for birthday, source in told:
        person = birthday.person
        trade = trade_of(person)
        basis = message("date from {source}", source=safe(source, 80)) if source else ""
        small = " · ".join(filter(None, (trade, basis)))
        turns = "**{name}** turned {age}" if birthday.day < today else "**{name}** turns {age}"
        text = message(turns, name=safe(person.name, 60), age=birthday.turning) + (f"\n-# {small}" if small else "")
        profile: Any = card_button(PROFILE, PersonState(person.id), label="Profile")
        items.append(discord.ui.Section(discord.ui.TextDisplay(text), accessory=profile))
    return card([*items, *_draw_foot(shown)])


def draw_several_days(shown: BirthdayPage, days: Sequence[tuple[date, Sequence[Birthday]]], leap: int) -> Card:
    """Return days in order with the best known of each, and a button for all of one."""
    items: list[Any] = [_draw_head(shown)]
    for day, told in days:
        most = _MOST_TOLD + (len(told) == _MOST_TOLD + 1)  # "and 1 more" takes as much room as the one
        names = [f"{safe(b.person.name, 60)} ({b.turning})" for b in told]
        listed = joined(names, most=most, word="")
        text = f"### {day:%A}, {day.day} {day:%B}\n{listed}"
        whole = DaysState(day.toordinal(), day.toordinal(), leap)
        label = message("All {count}" if len(told) > most else "Show", count=len(told))
        button: Any = card_button(BIRTHDAYS, whole, label=label)
        items += [discord.ui.Separator(), discord.ui.Section(discord.ui.TextDisplay(text), accessory=button)]
    return card([*items, discord.ui.Separator(), *_draw_foot(shown)])


def _draw_head(shown: BirthdayPage) -> Any:
    order = "most in the news first" if shown.total > 1 else ""
    about = " · ".join(filter(None, (count_people(shown.total), order, which_page(shown.page, shown.pages))))
    return discord.ui.TextDisplay(f"## {shown.title}\n-# {about}")


def _draw_foot(shown: BirthdayPage) -> list[Any]:
    left_out: list[Any] = []
    if shown.unconfirmed:
        left_out = [discord.ui.TextDisplay(f"-# {_describe_left_out(shown.unconfirmed)}")]
    return [*left_out, discord.ui.Separator(visible=False), shown.row] if shown.row else left_out


def _describe_left_out(unconfirmed: int) -> str:
    one = "Not listed: {count} person whose date is not confirmed by a second source."
    many = "Not listed: {count} people whose date is not confirmed by a second source."
    return plural(one, many, unconfirmed)


def draw_nobody(asked: DaysState, today: date, unconfirmed: int, looked_at: int) -> Card:
    """Return the card for days without a confirmed birthday."""
    lines = [message("None of {count} people has one that is confirmed.", count=looked_at)]
    if unconfirmed:
        lines.append(_describe_left_out(unconfirmed))
    week = DaysState(asked.first - 3, asked.first + 3, asked.leap)
    around: Any = card_button(BIRTHDAYS, week, label="The 7 days around it")
    title = describe_span(*asked.span(), today, _NOBODY)
    return nothing_found(title, "\n".join(lines), "", around)


def days_title(first: date, last: date, today: date) -> str:
    """Return what was asked for as a card's title."""
    return describe_span(first, last, today, _TITLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Birthdate:
    """What is known of somebody's birthday on a day; `bar` says why it is not shown."""

    person: Person
    today: date
    birth: SettledDate
    death: SettledDate
    bar: Bar
    leap: int
    picture: str
    synced_at: int | None


def draw_birthday(shown: Birthdate) -> Card:
    """Return somebody's next birthday with a countdown and on whose word it stands, or why there is none."""
    person, whose = shown.person, PersonState(shown.person.id)
    is_told = not shown.bar and not shown.death.held
    text = "\n".join(filter(None, _describe_birthday(shown) if is_told else _explain_bar(shown)))
    buttons: list[Any] = [card_button(PROFILE, whose, label="Profile")]
    if is_told:
        follow: Any = action_button(FOLLOW, whose, label="Follow")
        buttons += [follow, calendar_button(PersonCalendarState(person.id, shown.leap))]
    head = person_text.person_head(person, shown.picture)
    return card([head, discord.ui.Separator(), discord.ui.TextDisplay(text), discord.ui.ActionRow(*buttons)])


def _describe_birthday(shown: Birthdate) -> list[str]:
    birth, leap = shown.birth, LEAPS[shown.leap]
    counting = person_text.birthday_countdown(birth.date, shown.today, leap)
    years = age_on(birth.date, shown.today)
    lines = [f"**{line.strip('*')}**" for line in counting]
    lines.append(message("{age} years old · born {day}", age=str(years), day=iso_date_in_words(birth.date)))
    if birth.date[5:] == "02-29":
        on_day, never = (
            "-# Born on a 29 February; in other years: {day}.",
            "-# Born on a 29 February; in other years: none.",
        )
        lines.append(message(never if leap == "leap years" else on_day, day=leap))
    lines += [person_text.describe_unconfirmed(claim) for claim in birth.held]
    return [*lines, person_text.birth_basis(birth, shown.synced_at)]


def _explain_bar(shown: Birthdate) -> list[str]:
    birth, death = shown.birth, shown.death
    if shown.bar == "died":
        first = person_text.describe_death(birth, death)
    elif shown.bar:
        first = {"date unknown": "**Birthday not known**", "date unconfirmed": "**Birthday not confirmed**"}.get(
            shown.bar, "**No birthday told**"
        )
    else:
        first = "**No days are counted**"
    is_news = any(claim.source == REPORTED for claim in death.held)
    begun = "Their death is in the news." if is_news else "One source has begun to say that they died."
    why = _NEITHER[shown.bar] if shown.bar else begun
    is_known = shown.bar == "date unknown" and birth.date and birth.confidence not in DOUBTED
    known = message("Born {day}", day=iso_date_in_words(birth.date)) if is_known else ""
    differ = [person_text.list_claims(birth.told)] if birth.is_disputed else []
    held = [person_text.describe_unconfirmed(claim) for claim in (*birth.held, *death.held)]
    return [first, known, why, *differ, *held]


def calendar_button(state: DaysState | PersonCalendarState) -> Any:
    """Return the button that makes the calendar file."""
    label = "Calendar (.ics)"
    if isinstance(state, DaysState):
        return card_button(DAYS_CALENDAR, state, label=label)
    return card_button(PERSON_CALENDAR, state, label=label)


def draw_calendar(title: str, name: str, content: bytes, total: int) -> Card:
    """Return a calendar as a file, and how to import it."""
    text = (
        plural(
            "### {title}\n{count} birthday for your calendar, each every year.",
            "### {title}\n{count} birthdays for your calendar, each every year.",
            total,
            title=safe(title, 120),
        ),
        "-# Google Calendar: Settings, then Import & export. Apple Calendar: open the file. "
        "Imported again, nobody is there twice.",
    )
    file = discord.File(io.BytesIO(content), name)
    shown: Any = discord.ui.File(f"attachment://{name}")
    return card([discord.ui.TextDisplay("\n".join(text)), shown], [file])
