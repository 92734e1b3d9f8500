"""What is offered while somebody types, and how it is read back."""

import pytest

from cogs.kit.options import read_id
from cogs.kit.person_text import describe_person
from news.model.people import Person


def person(**given: object) -> Person:
    return Person(**{"id": 1, "name": "Ann Example", "occupations": ("actor", "singer")} | given)  # type: ignore[arg-type]


def test_a_suggestion_tells_namesakes_apart() -> None:
    assert describe_person(person(birth="1987-02-09", birth_confidence="A")) == "Ann Example, actor, born 1987"
    assert describe_person(person(occupations=())) == "Ann Example"


@pytest.mark.parametrize("confidence", ["C", "X"])
def test_a_date_that_may_be_wrong_is_not_shown_as_a_fact(confidence: str) -> None:
    assert describe_person(person(birth="1987-02-09", birth_confidence=confidence)) == "Ann Example, actor"


@pytest.mark.parametrize("typed", ["", "#", "12", "#x", "#-1", "#１２", "#" + "9" * 16, "# 12"])
def test_only_a_suggestion_is_read_as_an_id(typed: str) -> None:
    assert read_id(typed) == 0


def test_a_suggestion_is_read_back() -> None:
    assert read_id("#12") == 12
