"""The dated facts that come with the project: whole, plausible, about adults."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest

from news.people.catalogue import STARTER
from news.people.catalogue_match import Catalogue

KINDS = {
    "married", "divorced", "divorce_filed", "engaged", "child_born", "won", "nominated", "released_work", "died"
}  # fmt: skip
ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def rows(name: str) -> list[dict[str, str]]:
    with (Path(STARTER) / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_events_are_dated_sourced_in_order_and_about_people_of_the_catalogue(catalogue: Catalogue) -> None:
    events = rows("events.csv")
    assert len(events) >= 600
    assert [int(row["id"]) for row in events] == list(range(1, len(events) + 1))
    assert all(before["date"] <= after["date"] for before, after in pairwise(events))
    for row in events:
        assert row["kind"] in KINDS
        assert ISO.fullmatch(row["date"])
        assert row["what"].strip()
        assert row["source"].strip()
        people = [catalogue.person(int(number)) for number in row["people"].split("|")]
        assert all(person and person.birth[:4] <= row["date"][:4] for person in people)
        assert not any(person and "minor" in person.flags for person in people)


def test_no_birthday_of_a_minor_is_told_by_their_parents_events() -> None:
    births = [row["date"] for row in rows("events.csv") if row["kind"] == "child_born"]
    assert all(len(date) == 4 for date in births if date >= "2008-12")


@pytest.mark.parametrize("relation", ["spouse", "partner", "child", "sibling"])
def test_relations_name_people_of_the_catalogue_or_a_name(catalogue: Catalogue, relation: str) -> None:
    found = [row for row in rows("relations.csv") if row["relation"] == relation]
    assert found
    for row in found:
        assert catalogue.person(int(row["person"]))
        assert catalogue.person(int(row["other"])) if row["other"] else row["other_name"].strip()
        assert row["source"].strip()
        for date in (row["since"], row["until"]):
            assert not date or ISO.fullmatch(date)


def test_no_child_of_whom_only_a_birth_is_known_is_named_before_being_an_adult() -> None:
    named = [row for row in rows("relations.csv") if row["relation"] == "child" and row["other_name"]]
    assert all(row["since"] < "2008" for row in named)
