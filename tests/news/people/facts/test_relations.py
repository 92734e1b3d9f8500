"""Who is what to a person at a time."""

import pytest

from news.model.people import Person, Relation
from news.people.facts.birthdays import age_on, next_birthday
from news.people.facts.relations import ToldRelation, told_relations
from news.text.days import is_past, last_day
from tests.kit.newsroom import NOW
from tests.kit.stage import epoch

KIM = Person(id=1, name="Kim", birth="1980-10-21")
KANYE = Person(id=2, name="Kanye", birth="1977-06-08")
KRIS = Person(id=3, name="Kris", birth="1955-11-05")
NORTH = Person(id=4, name="North", birth="2013-06-15")
BOB = Person(id=5, name="Bob", birth="1944-02-22", death="2003-09-30")
PEOPLE = {person.id: person for person in (KIM, KANYE, KRIS, NORTH, BOB)}


def relation(kind: str, other: int = 0, name: str = "", since: str = "", until: str = "", person: int = 1) -> Relation:
    return Relation(
        person=person, kind=kind, other=other, other_name=name, since=since, until=until, source="S", as_of="2025-07-01"
    )


def told(*relations: Relation, person: Person = KIM, now: int = NOW) -> list[ToldRelation]:
    return told_relations(relations, person, PEOPLE.get, now)


def test_a_marriage_that_ends_after_the_clock_lasts() -> None:
    [tie] = told(relation("spouse", 2, since="2014-05-24", until="2022-11-29"))
    assert (tie.name, tie.since, tie.is_over) == ("Kanye", "2014-05-24", False)


def test_a_marriage_that_begins_after_the_clock_does_not_exist_yet() -> None:
    assert told(relation("spouse", 2, since="2014-05-24"), now=epoch("2014-05-23T12:00")) == []
    assert told(relation("spouse", 2, since="2014"), now=epoch("2014-06-01")) == []


def test_what_is_undated_is_told_from_the_day_of_its_table_on() -> None:
    partner = relation("partner", name="Somebody")
    assert told(partner) == []
    assert [tie.name for tie in told(partner, now=epoch("2025-07-02"))] == ["Somebody"]


def test_kinship_without_a_date_counts_from_the_younger_ones_birth() -> None:
    assert [tie.name for tie in told(relation("parent", 3))] == ["Kris"]
    assert told(relation("parent", 3), now=epoch("1980-01-01")) == []


def test_nobody_under_18_is_named() -> None:
    assert told(relation("child", 4), relation("child", name="Saint", since="2015")) == []
    assert [tie.name for tie in told(relation("child", 4), now=epoch("2031-06-16"))] == ["North"]
    assert [tie.name for tie in told(relation("child", name="Saint", since="2015"), now=epoch("2034-01-01"))] == [
        "Saint"
    ]


def test_a_death_ends_a_marriage() -> None:
    [tie] = told(relation("spouse", 5, since="1978-07-08"), person=KRIS)
    assert (tie.is_over, tie.until) == (True, "2003-09-30")


def test_who_has_married_is_no_longer_engaged_and_two_sources_make_one_tie() -> None:
    [tie] = told(
        relation("engaged", 2, since="2013-10-21"),
        relation("spouse", 2, since="2014"),
        relation("spouse", 2, since="2014-05-24"),
    )
    assert (tie.kind, tie.since) == ("spouse", "2014-05-24")


@pytest.mark.parametrize(
    ("day", "last"), [("2014", "2014-12-31"), ("2014-02", "2014-02-28"), ("2014-12", "2014-12-31")]
)
def test_a_coarse_date_is_past_on_its_last_day(day: str, last: str) -> None:
    assert last_day(day).isoformat() == last
    assert is_past(day, epoch(last))
    assert not is_past(day, epoch(last) - 86400)


def test_age_needs_the_day_and_the_year() -> None:
    on = last_day("2021-06-09")
    assert age_on("1980-10-21", on) == 40
    assert age_on("1980-06-09", on) == 41
    assert age_on("1980-10", on) is None
    assert age_on("", on) is None


def test_who_was_born_on_29_february_turns_older_on_1_march_in_other_years() -> None:
    assert str(next_birthday("1980-02-29", last_day("2021-02-28"))) == "2021-03-01"
    assert str(next_birthday("1980-02-29", last_day("2024-02-28"))) == "2024-02-29"
    assert str(next_birthday("1980-06-09", last_day("2021-06-09"))) == "2021-06-09"
    assert str(next_birthday("1980-06-08", last_day("2021-06-09"))) == "2022-06-08"
    assert next_birthday("1980", last_day("2021-06-09")) is None
