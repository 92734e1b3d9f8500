"""Birthdays as cards: those of a day, of several days, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import discord

from cogs.kit.buttons import card_button, which_page
from cogs.kit.markdown import listed, safe
from cogs.kit.person_text import counted_people, trade_of
from cogs.kit.replies import Card, card, nothing
from cogs.kit.routes.members import BIRTHDAYS, PROFILE, DaysState, PersonState
from news.people.facts.birthdays import Birthday
from news.text.typed import describe_span

_MOST_TOLD = 3  # of a day among others


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
        trade = trade_of(person)
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


def _turning(birthday: Birthday, today: date) -> str:
    return f"{'turned' if birthday.day < today else 'turns'} {birthday.turning}"


def title(first: date, last: date, today: date) -> str:
    """Return what was asked for as a card's title."""
    return f"Birthdays {describe_span(first, last, today)}"
