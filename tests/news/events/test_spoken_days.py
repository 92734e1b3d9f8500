"""The days that sentences speak of, and whose timelines they count for."""

from datetime import UTC, datetime

import pytest

from news.events.dates import find_dates, find_lines_with_days
from news.events.spoken_days import find_spoken_days
from news.model.people import Person
from news.people.catalogue_match import Catalogue

PEOPLE = (
    Person(id=1, name="Jane Roe", aliases=("Lady J",), popularity=90),
    Person(id=2, name="John Poe", popularity=80),
    Person(id=3, name="Jill Poe", popularity=70),
    Person(id=4, name="Tiny Moe", popularity=60, flags=("minor",)),
)
NOON = int(datetime(2021, 6, 9, 12, tzinfo=UTC).timestamp())  # a Wednesday


@pytest.fixture(scope="module")
def small() -> Catalogue:
    return Catalogue(PEOPLE, {"Jajo": (1, 2)})


def days(catalogue: Catalogue, text: str) -> list[tuple[int, str]]:
    return [
        (said.person_id, said.date)
        for said in find_spoken_days(text, catalogue.find_mentions("", text), catalogue, NOON)
    ]


def test_a_sentence_that_names_a_person_gives_its_days(small):
    text = "Jane Roe was fined on Tuesday, a year after the trial of 5 May 2020. Rain fell on Monday."
    assert days(small, text) == [(1, "2021-06-08"), (1, "2020-05-05")]


def test_what_is_no_day_is_left_out(small):
    assert days(small, "Jane Roe wed in May 2019. Jane Roe won in 2014. Today's guests saw Jane Roe.") == [
        (1, "2021-06-09")
    ]


def test_a_day_counts_for_everyone_whom_its_sentence_names(small):
    assert days(small, "Jane Roe met John Poe on Tuesday.") == [(1, "2021-06-08"), (2, "2021-06-08")]


def test_a_day_counts_once_a_sentence_and_once_for_a_sentence_that_stands_twice(small):
    text = "Jane Roe sang on Tuesday, yesterday.\nJane Roe sang on Tuesday, yesterday.\nOn Tuesday Jane Roe danced."
    assert days(small, text) == [(1, "2021-06-08"), (1, "2021-06-08")]


def test_after_the_full_name_an_alias_or_half_a_name_will_do(small):
    text = "Jane Roe sings. Roe sang on Tuesday. Jane danced on Monday. Lady J’s show was on 3 June."
    assert days(small, text) == [(1, "2021-06-08"), (1, "2021-06-07"), (1, "2021-06-03")]


def test_half_a_name_that_two_of_the_article_share_names_neither(small):
    assert days(small, "John Poe and Jill Poe act. Poe fell on Tuesday. John rose on Monday.") == [(2, "2021-06-07")]


@pytest.mark.parametrize("name", ["Robert Roe", "Jane Austen", "Roe Hospital", "roe"])
def test_a_name_beside_another_is_somebody_elses(small, name):
    assert days(small, f"Jane Roe sings. On Tuesday {name} was named in a poll.") == []


def test_a_couples_name_counts_for_both(small):
    assert days(small, "Jajo were seen on Tuesday.") == [(1, "2021-06-08"), (2, "2021-06-08")]


def test_minors_have_no_days(small):
    assert small.find_mentions("", "Tiny Moe sang on Tuesday.")
    assert days(small, "Tiny Moe sang on Tuesday.") == []


@pytest.mark.parametrize(
    "words",
    "2021-06-01|June 1|the 1st of June|1 Jun 2020|on Sept. 5|Tuesday|Tues.|last night|tonight|this morning|yesterday"
    "|today|two days ago|hours ago|on Valentine's Day|on Christmas Eve 2019|on Boxing Day|last Halloween|Fourth of July"
    "|on New Year's Eve 2018|on St. Patrick's Day|on Fourth of July".split("|"),
)
def test_the_quick_look_overlooks_no_day(words):
    found = [at for at in find_dates(f"She sang {words}, it says", NOON) if len(at.date) == 10]
    assert find_lines_with_days([f"she sang {words}, it says".lower()]) or not found
    assert not find_lines_with_days(["she sang in her garden for 44 guests and smiled"])


def test_texts_of_any_size_and_form_are_read(small):
    assert days(small, "") == []
    assert days(small, "Jane Roe " + "on Tuesday " * 20_000) == []  # no sentence is that long
    assert len(days(small, "Jane Roe sang on 5 May 2020. " + "It rained. " * 10_000 + "Jane Roe sang on Monday.")) == 1
