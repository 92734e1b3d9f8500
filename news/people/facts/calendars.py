"""Birthdays as an .ics file that Google Calendar and Apple Calendar import (RFC 5545)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar

from news.model.people import LeapRule, Person
from news.text.days import utc_day
from news.text.messages import message
from news.text.text import clean_text

from .birthdays import greeting_bar, is_minor, next_birthday

# A bare yearly rule on 29 February means leap years only, but not to every program: ical.js adds 1 March.
# The last of February and the 60th day of the year are the other two rules, without a list of exceptions.
_LEAP_RULES: Mapping[LeapRule, dict[str, Any]] = {
    "28 February": {"BYMONTH": 2, "BYMONTHDAY": -1},
    "1 March": {"BYYEARDAY": 60},
    "leap years": {"BYMONTH": 2, "BYMONTHDAY": 29},
}


def birthday_calendar(
    people: Iterable[Person],
    leap: LeapRule,
    now: int,
    sources: Mapping[int, str] | None = None,
    name: str = "Celebrity birthdays",
) -> bytes | None:
    """Return a calendar with each person's birthday, all day, every year from the next one on; None if nobody has one.

    `sources` says by person's id on whose word ("Limelight’s table, Wikidata"). Who may not be greeted is left out.
    A person's UID never changes, so that a calendar that is imported again has each once. An event takes 0.3 ms: what
    may be longer than a day's list is for a worker thread.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Limelight//Celebrity birthdays//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", clean_text(name))
    for person in people:
        day = next_birthday(person.birth, utc_day(now), leap)
        if day and not greeting_bar(person, day, now) and not is_minor(person, now):
            calendar.add_component(_calendar_event(person, day, leap, now, (sources or {}).get(person.id, "")))
    return calendar.to_ical() if calendar.subcomponents else None


def _calendar_event(person: Person, day: date, leap: LeapRule, now: int, source: str) -> icalendar.Event:
    born = date.fromisoformat(person.birth)
    is_leapling = (born.month, born.day) == (2, 29)
    event = icalendar.Event()
    event.add("uid", f"limelight-person-{person.id}@limelight")
    event.add("dtstamp", datetime.fromtimestamp(now, UTC))
    # From the next birthday on: from the first one on, calendars would show a past full of them.
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(1))
    event.add("rrule", {"FREQ": "YEARLY", **(_LEAP_RULES[leap] if is_leapling else {})})
    event.add("summary", message("{name}'s birthday", name=clean_text(person.name)))
    event.add("description", clean_text(_birth_text(born, source)))
    event.add("transp", "TRANSPARENT")
    return event


def _birth_text(born: date, source: str) -> str:
    template = "Born {day} {month} {year}. Source: {source}." if source else "Born {day} {month} {year}."
    return message(template, day=born.day, month=f"{born:%B}", year=str(born.year), source=source)
