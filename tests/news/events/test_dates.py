"""Date expressions: what day, month or year they mean on the day of publication, and what is no date."""

from datetime import UTC, datetime

import pytest

from news.events.dates import date_of_span, find_dates, shift_date

WEDNESDAY = "2021-06-09"


def dates(sentence: str, published: str = WEDNESDAY, anchor: str = "") -> list[str]:
    day = datetime.fromisoformat(published).replace(hour=23, minute=59, tzinfo=UTC)
    return [found.date for found in find_dates(sentence, int(day.timestamp()), anchor)]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("updated her Instagram on Tuesday", "2021-06-08"),
        ("was arrested on Monday night", "2021-06-07"),
        ("died Wednesday", "2021-06-09"),
        ("last Wednesday", "2021-06-02"),
        ("yesterday", "2021-06-08"),
        ("last night", "2021-06-08"),
        ("this morning", "2021-06-09"),
        ("today", "2021-06-09"),
        ("two days ago", "2021-06-07"),
        ("hours ago", "2021-06-09"),
        ("May 24, 2014", "2014-05-24"),
        ("on 24 May 2014", "2014-05-24"),
        ("on Tuesday, June 8, 2021,", "2021-06-08"),
        ("24 May", "2021-05-24"),
        ("on Sept. 5", "2020-09-05"),
        ("on Valentine's Day", "2021-02-14"),
        ("on Christmas Eve 2019", "2019-12-24"),
        ("in May", "2021-05"),
        ("in June", "2021-06"),
        ("last June", "2020-06"),
        ("in late May 2014", "2014-05"),
        ("last month", "2021-05"),
        ("earlier this month", "2021-06"),
        ("three months ago", "2021-03"),
        ("her April arrest", "2021-04"),
        ("in 2014", "2014"),
        ("their 2014 wedding", "2014"),
        ("in the summer of 2019", "2019"),
        ("last summer", "2020"),
        ("earlier this year", "2021"),
        ("last year", "2020"),
        ("two years ago", "2019"),
        ("on Valentine's Day last year", "2020-02-14"),
        ("last Valentine's Day", "2021-02-14"),
        ("on 14 February last year", "2020-02-14"),
        ("on 27 February earlier this year", "2021-02-27"),
        ("in February last year", "2020-02"),
        ("on Tuesday last week", "2021-06-01"),
        ("on Friday this week", "2021-06-11"),
    ],
)
def test_an_expression_is_read_to_its_own_precision(words, date):
    assert dates(words) == [date]


@pytest.mark.parametrize(
    "words",
    [
        "she may march in the sun",
        "it cost $2018",
        "2,014 people came",
        "2014 guests came",
        "in the 1990s",
        "his 1997 film",
        "almost 10 years ago",
        "about two months ago",
        "31 June 2014",
        "read it in USA Today",
    ],
)
def test_what_is_no_date_is_left_out(words):
    assert dates(words) == []


def test_a_span_is_as_coarse_as_it_must_be():
    assert dates("over the weekend", "2021-06-14") == ["2021-06"]
    assert dates("over the weekend", "2021-08-02") == ["2021"]  # 31 July and 1 August
    assert dates("last week", "2021-06-16") == ["2021-06"]
    assert dates("May 24-26, 2014") == ["2014-05"]


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("They will marry on Saturday", "2021-06-12"),
        ("On Saturday, they will marry", "2021-06-12"),
        ("next month", "2021-07"),
        ("next Tuesday", "2021-06-15"),
        ("The tour is set to begin on 5 May", "2022-05-05"),
    ],
)
def test_a_cue_of_the_future_turns_a_date_around(sentence, date):
    day = int(datetime(2021, 6, 9, tzinfo=UTC).timestamp())
    (found,) = find_dates(sentence, day)
    assert (found.date, found.is_future) == (date, True)


def test_a_cue_far_off_or_in_a_name_turns_nothing_around():
    assert dates("Will Smith won on Tuesday") == ["2021-06-08"]
    assert dates("He will sing and dance and cook and paint and write for all of his many friends, as on Tuesday") == [
        "2021-06-08"
    ]


def test_a_count_leads_from_the_date_before_it():
    assert dates("They wed in 2014 and split two years later") == ["2014", "2016"]
    assert dates("They wed in July 2014 and split 18 months later") == ["2014-07", "2016-01"]
    assert dates("Two years later, they split", anchor="2014") == ["2016"]
    assert dates("one year before", anchor="2014-05-24") == ["2013"]
    assert dates("Two years later, they split") == []


def test_a_count_joins_two_events():
    before, after = find_dates("welcomed in 2018, one year before Psalm was born", 1_623_240_000)
    assert (before.date, after.date, after.side) == ("2018", "2019", "after")
    after, married = find_dates("divorced seven years after they married in 2014", 1_623_240_000)
    assert (after.date, after.side, married.date) == ("2021", "before", "2014")


def test_a_count_finer_than_its_date_gives_none():
    assert dates("They wed in 2014 and split three months later") == ["2014"]


def test_places_are_those_of_the_words():
    sentence = "Beyoncé’s twins came in 2017."
    (found,) = find_dates(sentence, 1_623_240_000)
    assert sentence[found.start : found.end] == "in 2017"


def test_spans_and_shifts_never_gain_precision():
    first = datetime(2020, 12, 31, tzinfo=UTC).date()
    last = datetime(2021, 1, 1, tzinfo=UTC).date()
    assert date_of_span((first, last)) == ""
    assert shift_date("2014-05-24", 1, "year") == "2015"
    assert shift_date("2014", 1, "month") == ""
    assert shift_date("2014-12", 1, "month") == "2015-01"
