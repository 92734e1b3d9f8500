"""Whose birthday it is, and which posts a server is owed: each local day once, whatever clocks and settings do."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.model.people import DateClaim, LeapRule, Person
from news.model.servers import BirthdayProgress, Server
from news.people.catalogue import with_dates
from news.people.facts.birthdays import (
    age_on,
    birthday_on,
    celebrants_on,
    greeting_bar,
    in_range,
    next_birthday,
    rank_by_coverage,
)
from news.servers.birthday_schedule import (
    ON_TIME,
    DueBirthdays,
    DueDay,
    birthday_audience,
    due_birthdays,
    upcoming_birthdays,
)
from news.text.days import due_at, local_day, utc_day
from tests.kit.clock_changes import ZONES, changes
from tests.kit.newsroom import NOW
from tests.kit.stage import epoch

DAY = timedelta(1)
HOUR = 3600
RULES: tuple[LeapRule, ...] = ("28 February", "1 March", "leap years")
KANYE = Person(id=2, name="Kanye", birth="1977-06-08", birth_confidence="A", popularity=9)
NATALIE = Person(id=3, name="Natalie", birth="1981-06-09", birth_confidence="A", popularity=5)
JOHNNY = Person(id=4, name="Johnny", birth="1963-06-09", birth_confidence="A*", popularity=7)
JA = Person(id=5, name="Ja", birth="1976-02-29", birth_confidence="A")
SERVER = Server(guild=50, birthdays_channel=9)
# One for each day of a leap year, 29 February among them; ids are in the order of the year.
EVERYBODY = [
    Person(id=number, name=f"P{number}", birth=(date(1980, 1, 1) + DAY * number).isoformat(), birth_confidence="A")
    for number in range(366)
]


def names(people: list[Person]) -> list[str]:
    return [person.name for person in people]


# Dates


@pytest.mark.parametrize(
    ("leap", "in_2027", "in_2028", "in_2100"),
    [
        ("28 February", date(2027, 2, 28), date(2028, 2, 29), date(2100, 2, 28)),
        ("1 March", date(2027, 3, 1), date(2028, 2, 29), date(2100, 3, 1)),
        ("leap years", None, date(2028, 2, 29), None),
    ],
)
def test_29_february_follows_the_rule(
    leap: LeapRule, in_2027: date | None, in_2028: date | None, in_2100: date | None
) -> None:
    assert birthday_on("1976-02-29", 2027, leap) == in_2027
    assert birthday_on("1976-02-29", 2028, leap) == in_2028
    assert birthday_on("1976-02-29", 2100, leap) == in_2100
    assert birthday_on("1976-03-01", 2027, leap) == date(2027, 3, 1)


def test_the_next_birthday_may_be_eight_years_away_by_the_rule_of_leap_years() -> None:
    assert next_birthday("1976-02-29", date(2096, 3, 1), "leap years") == date(2104, 2, 29)
    assert next_birthday("1976-02-29", date(2027, 3, 1)) == date(2027, 3, 1)
    assert next_birthday("1976-02-29", date(2027, 3, 1), "28 February") == date(2028, 2, 29)
    assert next_birthday("1980-12-31", date(2027, 12, 31)) == date(2027, 12, 31)
    assert next_birthday("1980-12-30", date(2027, 12, 31)) == date(2028, 12, 30)
    assert next_birthday("1980-12-30", date.max) is None


@pytest.mark.parametrize(
    "birth", ["1981-02-30", "1981-02-29", "0000-06-09", "1981-13-01", "1981-W36-5", "1981-06", "1981", "", "19810609--"]
)
def test_a_date_that_is_none_or_not_to_the_day_has_no_birthday_and_no_age(birth: str) -> None:
    person = replace(NATALIE, birth=birth)
    assert birthday_on(birth, 2021, "1 March") is None
    assert next_birthday(birth, date(2021, 6, 9)) is None
    assert age_on(birth, date(2021, 6, 9)) is None
    assert greeting_bar(person, date(2021, 6, 9), NOW) == "date unknown"
    days = [date(2021, 1, 1) + DAY * step for step in range(365)]
    assert not any(celebrants_on([person], day, "1 March", NOW) for day in days)


@given(
    st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.sampled_from(RULES)
)
def test_a_year_has_one_birthday_and_the_next_one_is_the_first_not_past(born: date, on: date, leap: LeapRule) -> None:
    coming_ = next_birthday(born.isoformat(), on, leap)
    assert coming_ is not None
    assert coming_ >= on
    assert birthday_on(born.isoformat(), coming_.year, leap) == coming_
    if leap != "leap years":
        assert coming_ < on + timedelta(367)
    between = (birthday_on(born.isoformat(), year, leap) for year in range(on.year, coming_.year))
    assert all(day is None or day < on for day in between)


# Who


def test_a_days_birthdays_are_those_of_the_living_in_the_order_given() -> None:
    people = [JOHNNY, KANYE, NATALIE]
    assert names(celebrants_on(people, date(2021, 6, 9), "1 March", NOW)) == ["Johnny", "Natalie"]
    assert names(celebrants_on(people[::-1], date(2021, 6, 9), "1 March", NOW)) == ["Natalie", "Johnny"]
    assert celebrants_on(people, date(2021, 6, 10), "1 March", NOW) == []


def test_29_february_stands_among_those_of_its_day_in_order() -> None:
    march = replace(NATALIE, birth="1990-03-01")
    now = epoch("2021-03-01T12:00")
    assert celebrants_on([JA, march], date(2021, 3, 1), "1 March", now) == [JA, march]
    assert celebrants_on([march, JA], date(2021, 3, 1), "1 March", now) == [march, JA]
    assert celebrants_on([JA, march], date(2021, 3, 1), "28 February", now) == [march]
    assert celebrants_on([JA, march], date(2021, 2, 28), "28 February", now) == [JA]
    assert celebrants_on([JA], date(2024, 2, 29), "leap years", epoch("2024-02-29T09:00")) == [JA]


@pytest.mark.parametrize("flag", ["minor", "no_birthday", "alive_unconfirmed_since_2019", "deceased"])
def test_whoever_is_flagged_is_not_greeted(flag: str) -> None:
    assert celebrants_on([replace(NATALIE, flags=("x", flag))], date(2021, 6, 9), "1 March", NOW) == []
    assert names(celebrants_on([replace(NATALIE, flags=("x",))], date(2021, 6, 9), "1 March", NOW)) == ["Natalie"]


@pytest.mark.parametrize(
    ("confidence", "is_greeted"), [("A", True), ("A*", True), *((c, False) for c in "B C X none".split()), ("", False)]
)
def test_one_source_is_not_enough(confidence: str, is_greeted: bool) -> None:
    person = replace(NATALIE, birth_confidence=confidence)
    assert bool(celebrants_on([person], date(2021, 6, 9), "1 March", NOW)) == is_greeted
    assert greeting_bar(person, date(2021, 6, 9), NOW) == ("" if is_greeted else "date unconfirmed")


def test_a_date_that_a_second_source_confirms_is_greeted_and_one_in_doubt_no_more() -> None:
    table = DateClaim(kind="birth", date="1981-06-09", source="Limelight", confidence="B")
    wikidata = replace(table, source="Wikidata", confidence="", first_seen=NOW, last_seen=NOW)
    day = date(2021, 6, 9)
    assert celebrants_on([with_dates(NATALIE, [table])], day, "1 March", NOW) == []
    assert celebrants_on([with_dates(NATALIE, [table, wikidata])], day, "1 March", NOW)
    other = replace(wikidata, date="1981-06-10", first_seen=1)
    assert celebrants_on([with_dates(NATALIE, [replace(table, confidence="A"), other])], day, "1 March", NOW) == []


@pytest.mark.parametrize(
    ("death", "is_greeted"),
    [
        ("2021-06-09", False),
        ("2021-06", False),
        ("2021", False),
        ("2021-06-10", False),
        ("2021-06-11", True),
        ("2022", True),
    ],
)
def test_a_death_stops_greetings_as_soon_as_it_may_have_come_anywhere(death: str, is_greeted: bool) -> None:
    person = replace(NATALIE, death=death)
    assert bool(celebrants_on([person], date(2021, 6, 9), "1 March", NOW)) == is_greeted


def test_whoever_would_be_over_110_is_not_greeted() -> None:
    assert celebrants_on([replace(NATALIE, birth="1911-06-09")], date(2021, 6, 9), "1 March", NOW)
    assert not celebrants_on([replace(NATALIE, birth="1910-06-09")], date(2021, 6, 9), "1 March", NOW)


def test_an_eighteenth_birthday_is_greeted_where_the_day_has_begun_and_shown_nowhere_before() -> None:
    grown = replace(NATALIE, birth="2003-06-10")  # 17 by the clock, 9 June 20:00 UTC; 10 June in Auckland
    auckland = replace(SERVER, zone="Pacific/Auckland", birthdays_at=480)
    assert celebrants_on([grown], date(2021, 6, 10), "1 March", NOW) == [grown]
    [day] = due_birthdays(auckland, [grown], BirthdayProgress(date(2021, 6, 9)), NOW).days
    assert [b.turning for b in day.birthdays] == [18]
    assert in_range([grown], date(2021, 6, 9), date(2021, 6, 20), "1 March", NOW) == []
    assert upcoming_birthdays(SERVER, [grown], NOW) == []
    younger = replace(grown, birth="2003-06-11")
    assert celebrants_on([younger], date(2021, 6, 11), "1 March", NOW) == []
    assert greeting_bar(younger, date(2021, 6, 11), NOW) == "minor"
    assert celebrants_on([replace(grown, birth="2004-06-09")], date(2021, 6, 9), "1 March", NOW) == []


def test_nobody_born_on_29_february_is_18_on_the_28th() -> None:
    person = replace(JA, birth="2004-02-29")
    now = epoch("2022-02-28T20:00")
    assert celebrants_on([person], date(2022, 2, 28), "28 February", now) == []
    assert celebrants_on([person], date(2022, 3, 1), "1 March", now + 43200) == [person]


def test_a_range_gives_days_in_order_with_the_age_turned_by_the_rule() -> None:
    found = in_range([JOHNNY, NATALIE, KANYE], date(2021, 6, 8), date(2021, 6, 9), "1 March", NOW)
    assert [(b.person.name, b.day.day, b.turning) for b in found] == [
        ("Kanye", 8, 44),
        ("Johnny", 9, 58),
        ("Natalie", 9, 40),
    ]
    [leapling] = in_range([JA], date(2027, 2, 25), date(2027, 3, 3), "28 February", epoch("2027-02-25T12:00"))
    assert (leapling.day, leapling.turning) == (date(2027, 2, 28), 51)


def test_a_range_goes_over_the_year_and_no_further_than_one() -> None:
    new_year = [replace(NATALIE, id=1, birth="1980-12-31"), replace(NATALIE, id=2, birth="1980-01-01")]
    found = in_range(new_year, date(2021, 12, 31), date(2022, 1, 1), "1 March", NOW)
    assert [(b.person.id, b.day, b.turning) for b in found] == [(1, date(2021, 12, 31), 41), (2, date(2022, 1, 1), 42)]
    whole = in_range(EVERYBODY, date(2021, 6, 9), date(2500, 1, 1), "1 March", NOW)
    assert {b.person.id for b in whole} == set(range(366))
    assert in_range(EVERYBODY, date(2021, 6, 9), date(2021, 6, 8), "1 March", NOW) == []


def test_people_are_ranked_by_coverage_then_popularity() -> None:
    assert names(rank_by_coverage([NATALIE, JOHNNY, KANYE], {3: 4})) == ["Natalie", "Kanye", "Johnny"]


def test_a_servers_audience_is_the_top_the_followed_or_its_list() -> None:
    people = [NATALIE, JOHNNY, KANYE]
    assert names(birthday_audience(replace(SERVER, birthdays_top=2), people, {3: 4})) == ["Natalie", "Kanye"]
    for who in ("followed", "list"):
        server = replace(SERVER, birthdays_who=who, birthdays_top=1)
        assert names(birthday_audience(server, people, {}, {3, 4, 99})) == ["Johnny", "Natalie"]
        assert birthday_audience(server, people, {}) == []


# What is owed


def told(due: DueBirthdays) -> list[tuple[str, str, list[str]]]:
    return [(f"{day.day:%d.%m.}", day.state, [b.person.name for b in day.birthdays]) for day in due.days]


PEOPLE = [JOHNNY, KANYE, NATALIE, replace(KANYE, id=7, name="Prince", birth="1958-06-07")]


def test_a_post_is_owed_at_its_minute_and_once() -> None:
    at = epoch("2021-06-09T09:00")
    before = due_birthdays(SERVER, PEOPLE, BirthdayProgress(date(2021, 6, 8)), at - 1)
    assert before == DueBirthdays((), date(2021, 6, 8))
    due = due_birthdays(SERVER, PEOPLE, BirthdayProgress(date(2021, 6, 8)), at)
    assert told(due) == [("09.06.", "on time", ["Johnny", "Natalie"])]
    assert (due.days[0].due_at, due.days[0].until, due.handled) == (at, at + 6 * HOUR, date(2021, 6, 9))
    assert due_birthdays(SERVER, PEOPLE, BirthdayProgress(due.handled), at + 1) == DueBirthdays((), date(2021, 6, 9))


@pytest.mark.parametrize(
    ("belated", "late", "state"),
    [
        (0, ON_TIME, "on time"),
        (0, ON_TIME + 1, "missed"),
        (6, 2 * HOUR, "belated"),
        (6, 6 * HOUR, "belated"),
        (6, 6 * HOUR + 1, "missed"),
        (24, 20 * HOUR, "belated"),
    ],
)
def test_after_a_downtime_a_post_is_late_within_the_window_and_counted_outside(
    belated: int, late: int, state: str
) -> None:
    server = replace(SERVER, belated=belated)
    due = due_birthdays(server, PEOPLE, BirthdayProgress(date(2021, 6, 8)), epoch("2021-06-09T09:00") + late)
    assert told(due) == [("09.06.", state, ["Johnny", "Natalie"])]
    assert (due.days[0].until >= epoch("2021-06-09T09:00") + late) == (state != "missed")


def test_three_days_down_are_counted_and_the_last_is_posted() -> None:
    due = due_birthdays(SERVER, PEOPLE, BirthdayProgress(date(2021, 6, 6)), epoch("2021-06-09T11:00"))
    assert told(due) == [
        ("07.06.", "missed", ["Prince"]),
        ("08.06.", "missed", ["Kanye"]),
        ("09.06.", "belated", ["Johnny", "Natalie"]),
    ]


def test_of_years_down_one_is_counted() -> None:
    due = due_birthdays(SERVER, EVERYBODY, BirthdayProgress(date(2010, 1, 1)), NOW)
    assert [day.day for day in due.days] == [date(2021, 6, 9) - DAY * ago for ago in reversed(range(366))]
    assert {day.state for day in due.days} == {"missed"}  # 11 hours late today
    assert due.handled == date(2021, 6, 9)


def test_a_server_begins_with_the_next_post_and_a_pause_or_no_channel_misses_nothing() -> None:
    assert due_birthdays(SERVER, PEOPLE, BirthdayProgress(), NOW) == DueBirthdays((), date(2021, 6, 9))
    assert due_birthdays(SERVER, PEOPLE, BirthdayProgress(), epoch("2021-06-09T08:00")) == DueBirthdays(
        (), date(2021, 6, 8)
    )
    for server in (replace(SERVER, paused=True), replace(SERVER, birthdays_channel=0)):
        assert due_birthdays(server, PEOPLE, BirthdayProgress(date(2021, 6, 1)), NOW) == DueBirthdays(
            (), date(2021, 6, 9)
        )
        assert upcoming_birthdays(server, PEOPLE, NOW, 400) == []


@pytest.mark.parametrize("day", [date(2021, 3, 28), date(2021, 10, 31)])
def test_half_past_two_on_both_clock_changes_is_once(day: date) -> None:
    server = replace(SERVER, zone="Europe/Berlin", birthdays_at=150, belated=0)
    handled, posts = BirthdayProgress(day - DAY * 2), []
    for now in range(due_at(day - DAY, 0, "Europe/Berlin"), due_at(day + DAY * 2, 0, "Europe/Berlin"), 60):
        due = due_birthdays(server, EVERYBODY, handled, now)
        handled = BirthdayProgress(due.handled)
        posts += [(post.day, post.state) for post in due.days]
    assert posts == [(day - DAY, "on time"), (day, "on time"), (day + DAY, "on time")]


@pytest.mark.parametrize(
    ("before", "after"),
    [("Pacific/Kiritimati", "Pacific/Niue"), ("Pacific/Niue", "Pacific/Kiritimati"), ("Europe/Berlin", "Asia/Tokyo")],
)
def test_a_zone_changed_on_the_day_before_or_after_the_post_is_once(before: str, after: str) -> None:
    day = date(2021, 6, 9)
    for hours in range(0, 49, 1):
        change = due_at(day, 0, before) - 12 * HOUR + hours * HOUR + 60
        handled, posts = BirthdayProgress(day - DAY * 3), []
        for now in range(change - 48 * HOUR, change + 96 * HOUR, 1800):
            server = replace(SERVER, zone=before if now < change else after, belated=24)
            due = due_birthdays(server, EVERYBODY, handled, now)
            handled = BirthdayProgress(due.handled)
            posts += [post.day for post in due.days]
        assert Counter(posts)[day] == 1
        assert posts == sorted(set(posts))


def test_a_rule_or_a_date_that_changes_after_the_post_greets_nobody_twice_in_a_year() -> None:
    now = epoch("2027-03-01T09:00")
    posted = BirthdayProgress(date(2027, 2, 28), frozenset({(5, 2027)}))
    assert due_birthdays(SERVER, [JA], posted, now).days == ()
    assert upcoming_birthdays(SERVER, [JA], now - HOUR, handled=posted) == []
    last_year = replace(posted, posted=frozenset({(5, 2026)}))
    assert told(due_birthdays(SERVER, [JA], last_year, now)) == [("01.03.", "on time", ["Ja"])]


def test_a_day_kept_by_a_clock_that_was_years_ahead_does_not_silence_a_server() -> None:
    wrong = BirthdayProgress(date(2035, 1, 1))
    due = due_birthdays(SERVER, EVERYBODY, wrong, NOW)
    assert (due.days, due.handled) == ((), date(2021, 6, 10))
    assert told(due_birthdays(SERVER, EVERYBODY, BirthdayProgress(due.handled), epoch("2021-06-11T09:00")))


def test_a_death_before_the_post_stops_it() -> None:
    dead = replace(NATALIE, death="2021-06-09")
    due = due_birthdays(SERVER, [JOHNNY, dead], BirthdayProgress(date(2021, 6, 8)), epoch("2021-06-09T09:00"))
    assert told(due) == [("09.06.", "on time", ["Johnny"])]


def test_the_next_seven_days_are_what_will_be_posted() -> None:
    server = replace(SERVER, zone="America/New_York")
    now = epoch("2021-06-09T12:59")  # 08:59 there
    planned = upcoming_birthdays(server, EVERYBODY, now, handled=BirthdayProgress(date(2021, 6, 8)))
    assert [day for _, day, _ in planned] == [date(2021, 6, 9) + DAY * step for step in range(7)]
    assert planned[0][0] == now + 60
    handled, posts = BirthdayProgress(date(2021, 6, 8)), []
    for at in range(now, now + 7 * 86400, 60):
        due = due_birthdays(server, EVERYBODY, handled, at)
        handled = BirthdayProgress(due.handled)
        posts += [(post.due_at, post.day, list(post.birthdays)) for post in due.days]
    assert posts == planned
    assert [day for _, day, _ in upcoming_birthdays(server, [KANYE, NATALIE], now)] == [date(2021, 6, 9)]
    assert upcoming_birthdays(server, EVERYBODY, now, handled=BirthdayProgress(date(2021, 6, 9)))[0][1] == date(
        2021, 6, 10
    )


def test_what_is_due_and_waits_for_a_poll_is_still_to_come_within_the_window() -> None:
    at = epoch("2021-06-09T09:00")
    for later, count in ((-1, 1), (0, 1), (6 * HOUR, 1), (6 * HOUR + 1, 0)):
        assert (
            len(upcoming_birthdays(SERVER, [NATALIE], at + later, handled=BirthdayProgress(date(2021, 6, 8)))) == count
        )
        assert upcoming_birthdays(SERVER, [NATALIE], at + later, handled=BirthdayProgress(date(2021, 6, 9))) == []
    assert len(upcoming_birthdays(SERVER, [NATALIE], at - 1)) == 1
    assert upcoming_birthdays(SERVER, [NATALIE], at) == []
    assert len(upcoming_birthdays(SERVER, [NATALIE], at - 7 * 86400)) == 1
    assert upcoming_birthdays(SERVER, [NATALIE], at - 7 * 86400 - 1) == []
    assert (
        len(
            upcoming_birthdays(
                replace(SERVER, belated=24), [NATALIE], at + 86400, handled=BirthdayProgress(date(2021, 6, 8))
            )
        )
        == 1
    )


def test_a_day_that_the_clock_went_back_behind_is_due_all_the_same() -> None:
    server = replace(SERVER, zone="America/St_Johns", birthdays_at=0, belated=0)
    now = epoch("2010-11-07T02:35")  # 23:05 on the 6th once more: at 00:01 the clock went back to 23:01
    assert local_day(now, server.zone) == date(2010, 11, 6)
    due = due_birthdays(server, EVERYBODY, BirthdayProgress(date(2010, 11, 6)), now)
    assert [(post.day, post.state) for post in due.days] == [(date(2010, 11, 7), "on time")]
    assert due_birthdays(server, EVERYBODY, BirthdayProgress(due.handled), now + 2 * HOUR).days == ()


# Every zone, a year and more of polls, downtimes and changed settings


@dataclass
class Diary:
    """A server that is polled, and what came of it."""

    server: Server
    handled: BirthdayProgress
    began: date
    days: list[tuple[int, DueDay]] = field(default_factory=list)

    def poll(self, now: int) -> None:
        due = due_birthdays(self.server, EVERYBODY, self.handled, now)
        assert self.handled.day is not None
        assert due.handled >= self.handled.day
        for post in due.days:
            self._check(post, now)
            self.days.append((now, post))
        posted = {(b.person.id, post.day.year) for post in due.days if post.state != "missed" for b in post.birthdays}
        self.handled = BirthdayProgress(due.handled, self.handled.posted | posted)

    def _check(self, post: DueDay, now: int) -> None:
        """Hold a post against the clock on the wall there."""
        zone = self.server.zone
        assert post.due_at <= now
        assert local_day(post.due_at, zone) == post.day
        late = now - post.due_at
        expected = "on time" if late <= ON_TIME else "belated" if late <= self.server.belated * HOUR else "missed"
        assert post.state == expected
        assert local_day(now, zone) >= post.day
        if post.state == "on time":
            assert local_day(now - ON_TIME, zone) <= post.day

    def audit(self) -> None:
        """Hold all that came against the calendar: each birthday since the beginning once, on its day."""
        assert self.handled.day is not None
        got = Counter((b.person.id, b.day) for _, post in self.days for b in post.birthdays)
        owed = Counter()
        for year in range(self.began.year, self.handled.day.year + 1):
            for person in EVERYBODY:
                day = birthday_on(person.birth, year, self.server.leap)
                if day and self.began < day <= self.handled.day:
                    owed[person.id, day] += 1
        assert got == owed


def opened(server: Server, now: int) -> Diary:
    began = due_birthdays(server, EVERYBODY, BirthdayProgress(), now).handled
    return Diary(server, BirthdayProgress(began), began)


GAPS = st.one_of(
    st.integers(1, 1200), st.integers(1200, 30 * HOUR), st.integers(1200, 30 * HOUR), st.integers(HOUR, 12 * 86400)
)
SETTINGS = {
    "zone": st.sampled_from(ZONES),
    "birthdays_at": st.integers(0, 1439),
    "belated": st.sampled_from((0, 6, 24)),
}
CHANGES = st.fixed_dictionaries({}, optional=SETTINGS)


@settings(max_examples=60)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 1439),
    st.sampled_from(RULES),
    st.integers(epoch("2023-06-01"), epoch("2027-01-01")),
    st.lists(st.tuples(GAPS, st.one_of(st.just({}), st.just({}), CHANGES)), min_size=3, max_size=25),
)
@pytest.mark.slow
def test_over_400_days_nothing_is_twice_lost_or_a_day_off(
    zone: str, at: int, leap: LeapRule, start: int, steps: list[tuple[int, dict[str, object]]]
) -> None:
    diary = opened(replace(SERVER, zone=zone, birthdays_at=at, leap=leap), start)
    now, end = start, start + 400 * 86400
    while now < end:
        for gap, changed in [*steps, (2 * 86400, {})]:  # so that steps of seconds come to an end
            now += gap
            diary.poll(now)
            diary.server = replace(diary.server, **changed)  # type: ignore[arg-type]
    diary.poll(now)
    diary.audit()
    # Calendars are two days apart at most, 00:30 in Kiritimati and 23:30 in Niue.
    assert -2 <= (local_day(now, diary.server.zone) - diary.handled.day).days <= 1


@pytest.mark.slow
def test_in_every_zone_both_clock_changes_new_year_and_29_february_are_whole() -> None:
    for number, zone in enumerate(ZONES):
        server = replace(SERVER, zone=zone, birthdays_at=(0, 150, 90, 1410, 540)[number % 5], leap=RULES[number % 3])
        for middle in (*changes(zone, 2026), date(2027, 12, 31), date(2028, 2, 28), date(2027, 2, 28)):
            start = due_at(middle - DAY * 3, 0, zone)
            diary = opened(server, start)
            for now in range(start, start + 7 * 86400, 5 * HOUR):
                diary.poll(now)
            diary.audit()
            assert diary.handled.day >= middle + DAY * 2


@pytest.mark.slow
def test_polls_every_ten_minutes_are_on_time_on_the_days_that_the_clocks_change() -> None:
    for zone in ZONES[::9]:
        for change in changes(zone, 2026):
            for at in (0, 150):
                diary = opened(replace(SERVER, zone=zone, birthdays_at=at, belated=0), due_at(change - DAY, 720, zone))
                for now in range(due_at(change - DAY, 720, zone), due_at(change + DAY * 2, 720, zone), 10 * 60):
                    diary.poll(now)
                diary.audit()
                assert {post.state for _, post in diary.days} == {"on time"}


def test_the_day_in_utc_is_not_the_day_there() -> None:
    assert utc_day(epoch("2021-12-31T23:30")) == date(2021, 12, 31)
    server = replace(SERVER, zone="Asia/Tokyo", birthdays_at=510)  # 08:30 there is 23:30 in UTC the day before
    born = [replace(NATALIE, birth="1980-01-01"), replace(JOHNNY, birth="1980-12-31")]
    due = due_birthdays(server, born, BirthdayProgress(date(2021, 12, 31)), epoch("2021-12-31T23:30"))
    assert told(due) == [("01.01.", "on time", ["Natalie"])]
    assert due.days[0].day.year == 2022
