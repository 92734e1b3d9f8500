"""Days and times of day as people type them."""

from datetime import date

import pytest

from news.text.days import SpanWords, describe_span, shown_time, typed_days, typed_time

TODAY = date(2021, 6, 9)
WORDS: SpanWords = {
    "today": "today, {day}",
    "tomorrow": "tomorrow, {day}",
    "day": "on {day}",
    "month": "in {month}",
    "days": "from {first} to {last}",
}


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("today", "2021-06-09", "2021-06-09"),
        (" Tomorrow ", "2021-06-10", "2021-06-10"),
        ("week", "2021-06-09", "2021-06-15"),
        ("month", "2021-06-09", "2021-07-08"),
        ("2021-06-08", "2021-06-08", "2021-06-08"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("8 June", "2022-06-08", "2022-06-08"),
        ("9 june", "2021-06-09", "2021-06-09"),
        ("June 8th, 2021", "2021-06-08", "2021-06-08"),
        ("31 of December", "2021-12-31", "2021-12-31"),
        ("June", "2021-06-01", "2021-06-30"),
        ("may", "2022-05-01", "2022-05-31"),
        ("Sept 2020", "2020-09-01", "2020-09-30"),
        ("29 February", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_day_or_month_is_read_as_the_one_that_comes_next(typed: str, first: str, last: str) -> None:
    assert typed_days(typed, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "typed",
    [
        *("", "31 June", "29 February 2021", "2021-13-01", "2021-02-30", "0000-01-01", "9999-12-31", "8", "ju"),
        *("3 sep 4", "yesteryear", "１ june", "june june", "2021/06/08", "-1", "June 2500", "0 June", "x" * 500),
    ],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert typed_days(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        *(("9", 540), ("9:00", 540), ("09:30", 570), ("0930", 570), ("9.15", 555), ("0", 0), ("23:59", 1439)),
        *(("9pm", 1260), ("9:30 PM", 1290), ("9 p.m.", 1260), ("12am", 0), ("12pm", 720)),
        *(("noon", 720), ("Midnight", 0)),
    ],
)
def test_a_time_of_day_is_read_in_24_hours_and_with_am_and_pm(typed: str, minutes: int) -> None:
    assert typed_time(typed) == minutes


@pytest.mark.parametrize("typed", ["", "24", "24:00", "9:60", "13pm", "0am", "-1", "nine", "９", "9:0", "1" * 300])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert typed_time(typed) is None


def test_every_minute_of_a_day_is_read_back_as_it_is_shown() -> None:
    assert [typed_time(shown_time(minutes)) for minutes in range(1440)] == list(range(1440))


def test_days_are_told_in_words() -> None:
    told = {
        ("2021-06-09", "2021-06-09"): "today, 9 June 2021",
        ("2021-06-10", "2021-06-10"): "tomorrow, 10 June 2021",
        ("2021-06-08", "2021-06-08"): "on 8 June 2021",
        ("2021-06-09", "2021-06-15"): "from 9 to 15 June 2021",
        ("2021-06-28", "2021-07-04"): "from 28 June to 4 July 2021",
        ("2021-12-28", "2022-01-03"): "from 28 December 2021 to 3 January 2022",
        ("2021-02-01", "2021-02-28"): "in February 2021",
    }
    for days, words in told.items():
        assert describe_span(*map(date.fromisoformat, days), TODAY, WORDS) == words


def test_days_from_today_go_over_the_year() -> None:
    assert typed_days("tomorrow", date(2021, 12, 31)) == (date(2022, 1, 1), date(2022, 1, 1))
    assert typed_days("week", date(2021, 12, 31)) == (date(2021, 12, 31), date(2022, 1, 6))
