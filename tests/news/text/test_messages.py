"""Sentences with holes: filled, counted and listed in one place."""

import pytest

from news.text.messages import joined, message, plural


def test_holes_are_filled_by_name_and_numbers_are_grouped() -> None:
    assert message("{name} has {count} fans.", name="Ann", count=1200) == "Ann has 1,200 fans."


def test_a_value_is_never_read_as_a_template() -> None:
    assert message("Hello {name}", name="{count}") == "Hello {count}"


def test_a_forgotten_hole_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("{name} and {other}", name="Ann")


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 stories"), (1, "1 story"), (2, "2 stories"), (1000, "1,000 stories")]
)
def test_one_is_told_from_many(count: int, said: str) -> None:
    assert plural("{count} story", "{count} stories", count) == said


@pytest.mark.parametrize(
    ("parts", "most", "said"),
    [
        ([], None, ""),
        (["A"], None, "A"),
        (["A", "B"], None, "A and B"),
        (["A", "B", "C"], None, "A, B and C"),
        (["A", "B", "C"], 3, "A, B and C"),
        (["A", "B", "C", "D"], 2, "A, B and 2 more"),
    ],
)
def test_names_are_listed(parts: list[str], most: int | None, said: str) -> None:
    assert joined(parts, most=most) == said


def test_a_choice_is_listed_with_or() -> None:
    assert joined(["A", "B", "C"], word="or") == "A, B or C"
