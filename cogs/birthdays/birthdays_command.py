"""/birthdays: whose birthday it is on which days, or somebody's next one; as a calendar, too."""

import asyncio
from collections.abc import Sequence
from datetime import date
from itertools import groupby

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import options
from cogs.kit.app import App
from cogs.kit.buttons import cut_page, page_row
from cogs.kit.markdown import safe
from cogs.kit.person_text import on_whose_word
from cogs.kit.person_text import source_names as sources_of
from cogs.kit.replies import Card, answer, notice
from cogs.kit.routes.members import (
    BIRTHDAY,
    BIRTHDAYS,
    DAYS_CALENDAR,
    PERSON_CALENDAR,
    DaysState,
    PersonCalendarState,
    PersonState,
)
from cogs.kit.routes.posts import BORN, BornState
from cogs.kit.routes.route import Press
from news.model.people import LEAPS, Person
from news.model.servers import Server
from news.people.facts.birthdays import Birthday, greeting_bar, next_birthday
from news.people.facts.calendars import birthday_calendar
from news.text.days import SpanWords, describe_span, local_day, typed_days
from news.text.messages import message
from news.text.text import fold_text

from . import birthdays_card
from .birthdays_card import BirthdayPage

_PAGE, _DAYS = 8, 7  # entries of a day, days: of 40 components each takes three or four
_MOST_DAYS = 31
_YEARS = range(1900, 2102)
_OFFERED = {
    "today": "Today",
    "tomorrow": "Tomorrow",
    "week": "The next 7 days",
    "month": "The next 30 days",
}
_TYPED: SpanWords = {
    "today": "Today, {day}",
    "tomorrow": "Tomorrow, {day}",
    "day": "{day}",
    "month": "{month}",
    "days": "From {first} to {last}",
}
_DATES: SpanWords = {
    **_TYPED,
    "today": "{day}",
    "tomorrow": "{day}",
    "month": "in {month}",
    "days": "from {first} to {last}",
}
_HINT = "Write `today`, `tomorrow`, `week`, `month`, or a date: `2021-06-08`, `8 June`, `June`."


def _is_asked(asked: DaysState) -> bool:
    if asked.leap >= len(LEAPS) or not asked.first <= asked.last < asked.first + _MOST_DAYS:
        return False
    bounds = date(_YEARS[0], 1, 1).toordinal(), date(_YEARS[-1], 1, 31).toordinal()
    return bounds[0] <= asked.first and asked.last <= bounds[1]


class BirthdaysCog(commands.Cog):
    """Birthdays on demand."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    @app_commands.command()
    @app_commands.describe(
        when="today, tomorrow, week, month, or a date such as 8 June or 2021-06-08; today if you choose nothing",
        name="Somebody's next birthday instead; nicknames, typos and missing accents are fine",
    )
    @app_commands.autocomplete(name=options.complete_people)
    async def birthdays(
        self, interaction: discord.Interaction, when: str | None = None, name: str | None = None
    ) -> None:
        """Whose birthday it is, how old they turn and who says so"""
        server = await self._read_server(interaction)
        if name:
            person = options.read_person(self.app, name, BIRTHDAY)
            card = person if isinstance(person, Card) else await self._draw_birthday(person, server)
            await answer(interaction, card, ephemeral=card is person)
            return
        days = typed_days(when or "today", self._local_day(server))
        if days is None:
            await answer(
                interaction,
                notice(message("“{typed}” is no day that I can read", typed=safe(when or "", 60)), _HINT),
                ephemeral=True,
            )
            return
        asked = DaysState(days[0].toordinal(), days[1].toordinal(), LEAPS.index(server.leap))
        await answer(interaction, await self._draw_days(asked, 0, self._local_day(server)))

    @birthdays.autocomplete("when")
    async def complete_days(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the four usual spans and the date that is being typed."""
        today = self._local_day(await self._read_server(interaction))
        near = [value for value, label in _OFFERED.items() if fold_text(typed) in fold_text(f"{value} {label}")]
        read = typed_days(typed, today)
        if read and not near:
            return [app_commands.Choice(name=describe_span(*read, today, _TYPED), value=typed[:100])]
        return [self._offer_days(value, today) for value in near or _OFFERED]

    def _offer_days(self, value: str, today: date) -> app_commands.Choice[str]:
        days = typed_days(value, today)
        assert days
        name = message("{label}: {days}", label=_OFFERED[value], days=describe_span(*days, date.min, _DATES))
        return app_commands.Choice(name=name, value=value)

    @BIRTHDAYS.handler
    async def show_days(self, interaction: Press, asked: DaysState, page: int) -> Card | None:
        """Return a page of some days' birthdays."""
        if not _is_asked(asked):
            return None
        return await self._draw_days(asked, page, self._local_day(await self._read_server(interaction)))

    @BIRTHDAY.handler
    async def show_birthday(self, interaction: Press, state: PersonState, _page: int) -> Card | None:
        """Return the birthday of the person whose button was pressed."""
        person = options.find_adult(self.app, state.person)
        return await self._draw_birthday(person, await self._read_server(interaction)) if person else None

    @DAYS_CALENDAR.handler
    async def send_days_calendar(self, _press: Press, asked: DaysState, _page: int) -> Card | None:
        """Return some days' birthdays as a calendar."""
        if not _is_asked(asked):
            return None
        first, last = asked.span()
        found = await self.app.birthdays.find_between(first, last, LEAPS[asked.leap])
        people = [birthday.person for birthday in found.birthdays]
        named = first.isoformat() if first == last else f"{first.isoformat()}-to-{last.isoformat()}"
        title = birthdays_card.days_title(first, last, date.min)
        return await self._make_calendar(title, f"birthdays-{named}.ics", people, asked.leap)

    @PERSON_CALENDAR.handler
    async def send_person_calendar(self, _press: Press, asked: PersonCalendarState, _page: int) -> Card | None:
        """Return somebody's birthday as a calendar."""
        person = options.find_adult(self.app, asked.person) if asked.leap < len(LEAPS) else None
        if person is None:
            return None
        return await self._make_calendar(
            message("Birthday of {name}", name=person.name), f"birthday-{person.id}.ics", [person], asked.leap
        )

    async def _make_calendar(self, title: str, name: str, people: Sequence[Person], leap: int) -> Card:
        dates = await self.app.birthdays.settled_dates(people)
        alive = [person for person in people if not dates[person.id][1].held]
        sources = {id_: sources_of(birth) for id_, (birth, _) in dates.items()}
        made = await asyncio.to_thread(birthday_calendar, alive, LEAPS[leap], self.app.clock(), sources, title)
        if made is None:
            return notice("Nothing for a calendar", "Nobody here has a birthday that is confirmed.")
        return birthdays_card.draw_calendar(title, name, made, made.count(b"BEGIN:VEVENT"))

    async def _read_server(self, interaction: discord.Interaction) -> Server:
        return await self.storage.servers.get(options.server_of(interaction))

    def _local_day(self, server: Server) -> date:
        return local_day(self.app.clock(), server.zone)

    async def _draw_days(self, asked: DaysState, page: int, today: date) -> Card:
        first, last = asked.span()
        found = await self.app.birthdays.find_between(first, last, LEAPS[asked.leap])
        if not found.birthdays:
            return birthdays_card.draw_nobody(asked, today, found.unconfirmed, len(self.app.catalogue.all_people))
        if first == last:
            return await self._draw_day(asked, found.birthdays, found.unconfirmed, page, today)
        days = [(day, list(told)) for day, told in groupby(found.birthdays, key=lambda birthday: birthday.day)]
        page, total, shown = cut_page(days, page, _DAYS)
        listed = self._make_head(asked, (page, total), len(found.birthdays), found.unconfirmed, today)
        return birthdays_card.draw_several_days(listed, shown, asked.leap)

    async def _draw_day(
        self, asked: DaysState, told: Sequence[Birthday], unconfirmed: int, page: int, today: date
    ) -> Card:
        page, total, shown = cut_page(told, page, _PAGE)
        dates = await self.app.birthdays.settled_dates(birthday.person for birthday in shown)
        lines = [(birthday, on_whose_word(dates[birthday.person.id][0])) for birthday in shown]
        return birthdays_card.draw_one_day(
            self._make_head(asked, (page, total), len(told), unconfirmed, today), lines, today
        )

    def _make_head(
        self, asked: DaysState, at: tuple[int, int], people: int, unconfirmed: int, today: date
    ) -> BirthdayPage:
        page, pages = at
        row = page_row(BIRTHDAYS, asked, page, pages, birthdays_card.calendar_button(asked))
        title = birthdays_card.days_title(*asked.span(), today)
        return BirthdayPage(title=title, page=page, pages=pages, total=people, unconfirmed=unconfirmed, row=row)

    async def _draw_birthday(self, person: Person, server: Server) -> Card:
        """Return somebody's next birthday, or why there is none."""
        today, now = self._local_day(server), self.app.clock()
        birth, death = (await self.app.birthdays.settled_dates([person]))[person.id]
        picture, synced_at = await self.storage.people.facts_of(person.id)
        return birthdays_card.draw_birthday(
            birthdays_card.Birthdate(
                person=person,
                today=today,
                birth=birth,
                death=death,
                bar=greeting_bar(person, next_birthday(person.birth, today, server.leap) or today, now),
                leap=LEAPS.index(server.leap),
                picture=picture,
                synced_at=synced_at,
            )
        )

    @BORN.handler
    async def show_born(self, interaction: Press, state: BornState, page: int) -> Card | None:
        """Return everybody who stands in this server's post of a day, or would stand there now."""
        guild, number = options.server_of(interaction), state.day
        if not guild or not 0 < number <= date.max.toordinal():
            return None
        day, celebrants = date.fromordinal(number), self.app.birthdays
        told = await celebrants.posted_on(guild, day) or await celebrants.due_on(guild, day)
        if not told:
            return None
        today = local_day(self.app.clock(), (await self.storage.servers.get(guild)).zone)
        page, pages, shown = cut_page(told, page, _PAGE)
        dates = await celebrants.settled_dates(birthday.person for birthday in shown)
        row = page_row(BORN, state, page, pages)
        listed = BirthdayPage(
            title=birthdays_card.days_title(day, day, today), page=page, pages=pages, total=len(told), row=row
        )
        lines = [(birthday, on_whose_word(dates[birthday.person.id][0])) for birthday in shown]
        return birthdays_card.draw_one_day(listed, lines, today)
