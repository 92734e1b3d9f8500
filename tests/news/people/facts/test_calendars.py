"""Birthdays as a file for calendars: read back by icalendar, and held against the raw rules of RFC 5545."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from news.model.people import LeapRule, Person
from news.people.facts.birthdays import birthday_on
from news.people.facts.calendars import birthday_calendar
from tests.kit.newsroom import NOW
from tests.kit.stage import epoch

KIM = Person(id=1, name="Kim Kardashian", birth="1980-10-21", birth_confidence="A")
JA = Person(id=5, name="Ja Rule", birth="1976-02-29", birth_confidence="A")
NATALIE = Person(id=3, name="Natalie Portman", birth="1981-06-09", birth_confidence="A")


def written(
    *people: Person, leap: LeapRule = "1 March", now: int = NOW, sources: dict[int, str] | None = None
) -> bytes:
    calendar = birthday_calendar(people, leap, now, sources)
    assert calendar is not None
    return calendar


def lines(calendar: bytes) -> list[str]:
    return calendar.replace(b"\r\n ", b"").decode().split("\r\n")


def dates(event: icalendar.Event, until: date) -> list[date]:
    """Return the days of an event as its rule has them."""
    start = datetime.combine(event["DTSTART"].dt, datetime.min.time())
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
    return [at.date() for at in rule.between(start, datetime.combine(until, datetime.min.time()), inc=True)]


def test_a_birthday_is_all_day_every_year_from_the_next_on_with_its_source() -> None:
    calendar = icalendar.Calendar.from_ical(written(KIM, sources={1: "Limelight’s table; Wikidata, both"}))
    [event] = calendar.events
    assert event["SUMMARY"] == "Kim Kardashian's birthday"
    assert event["UID"] == "limelight-person-1@limelight"
    assert event["DTSTART"].dt == date(2021, 10, 21)
    assert event["DTEND"].dt == date(2021, 10, 22)
    assert event["DTSTAMP"].dt == datetime.fromtimestamp(NOW, UTC)
    assert event["RRULE"].to_ical() == b"FREQ=YEARLY"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["DESCRIPTION"] == "Born 21 October 1980. Source: Limelight’s table; Wikidata, both."
    assert dates(event, date(2024, 1, 1)) == [date(year, 10, 21) for year in (2021, 2022, 2023)]


def test_the_calendar_says_what_google_and_apple_ask_for() -> None:
    text = lines(written(KIM, NATALIE))
    assert text[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for line in (
        "PRODID:-//Limelight//Celebrity birthdays//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Celebrity birthdays",
    ):
        assert text.count(line) == 1
    assert "DTSTART;VALUE=DATE:20211021" in text
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2
    assert text[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTAMP:20210609T200000Z" in text
    assert "DTSTART;VALUE=DATE:20210609" in text  # Natalie's is today


@pytest.mark.parametrize("leap", ["28 February", "1 March", "leap years"])
@pytest.mark.parametrize("now", ["2021-06-09T20:00", "2023-03-02T00:00", "2024-02-29T00:00", "2024-03-01T00:00"])
def test_29_february_recurs_by_the_rule(leap: LeapRule, now: str) -> None:
    [event] = icalendar.Calendar.from_ical(written(JA, leap=leap, now=epoch(now))).events
    first = event["DTSTART"].dt
    until = date(2086, 1, 1)
    days = (birthday_on(JA.birth, year, leap) for year in range(first.year, until.year))
    assert dates(event, until) == [day for day in days if day]
    assert first >= date.fromisoformat(now[:10])


def test_a_person_keeps_the_uid_whatever_changes() -> None:
    before = written(KIM)
    after = written(replace(KIM, name="Kim K", birth="1980-10-22"), now=NOW + 400 * 86400, leap="28 February")
    for calendar in (before, after):
        assert lines(calendar).count("UID:limelight-person-1@limelight") == 1


@pytest.mark.parametrize(
    "person",
    [
        replace(KIM, birth_confidence="C"),
        replace(KIM, birth_confidence="B"),
        replace(KIM, birth="1980-10"),
        replace(KIM, birth="1980-02-30"),
        replace(KIM, birth="2010-10-21"),
        replace(KIM, birth="2003-06-10"),  # 18 tomorrow
        replace(KIM, death="2020-01-01"),
        replace(KIM, flags=("no_birthday",)),
    ],
)
def test_who_may_not_be_greeted_is_left_out_and_nobody_is_no_file(person: Person) -> None:
    assert birthday_calendar([person], "1 March", NOW) is None
    assert written(person, NATALIE).count(b"BEGIN:VEVENT") == 1
    assert birthday_calendar([], "1 March", NOW) is None


NAMES = st.one_of(
    st.text(max_size=120),
    st.text("é\N{GREEK SMALL LETTER OMEGA}漢🎂,;\\\r\n\t\0:\" '", min_size=60, max_size=120),
    st.sampled_from(["Beyoncé", "Lil Nas X\r\nEND:VCALENDAR", "A, B; C\\n", "👨‍👩‍👧" * 30, "x" * 200, "é" * 74]),
)


@given(NAMES, st.text(max_size=200))
def test_any_name_gives_folded_lines_of_utf8_that_read_back_the_same(name: str, source: str) -> None:
    calendar = written(replace(KIM, name=name), NATALIE, sources={1: source})
    assert calendar.endswith(b"\r\n")
    raw = calendar[:-2].split(b"\r\n")
    for line in raw:
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode()  # no character is cut by the folding
        assert re.match(rb"[A-Z-]+[;:]|[ ]", line)
    first, second = icalendar.Calendar.from_ical(calendar).events
    assert first["UID"] == "limelight-person-1@limelight"
    assert str(first["SUMMARY"]).endswith("'s birthday")
    assert "\n" not in first["SUMMARY"]
    assert second["SUMMARY"] == "Natalie Portman's birthday"


def test_a_name_is_written_as_it_is() -> None:
    name = "Beyoncé, “Queen B”; Knowles\\Carter 漢字" * 4
    [event] = icalendar.Calendar.from_ical(written(replace(KIM, name=name))).events
    assert event["SUMMARY"] == f"{name}'s birthday"


def test_two_files_of_a_day_are_the_same_but_for_their_time() -> None:
    one, other = written(KIM, JA), written(KIM, JA, now=NOW + 60)
    assert one != other
    assert one.replace(b"DTSTAMP:20210609T200000Z", b"") == other.replace(b"DTSTAMP:20210609T200100Z", b"")
