"""Timelines at a distance: groups, gaps, levels and kinds."""

from datetime import date
from typing import get_args

import pytest

from news.model.articles import EventKind
from news.timeline.grouping import (
    KIND_GROUPS,
    MomentGroup,
    QuietGap,
    choose_level,
    group_moments,
    keep_between,
    keep_kinds,
)
from news.timeline.merge import Moment


def moment(day: str, kind="married") -> Moment:
    return Moment(kind=kind, date=day, people=(1,), what="", status="fact")


def shown(level, *days: str) -> list[str]:
    return [one.label if isinstance(one, QuietGap) else one.date for one in group_moments(map(moment, days), level)]


def test_years_hold_their_entries_and_quiet_ones_are_folded():
    groups = group_moments(map(moment, ("2014", "2018-01-15", "2014-05-24", "2014-05")), "year")
    assert groups == [
        MomentGroup("2014", tuple(map(moment, ("2014", "2014-05", "2014-05-24")))),
        QuietGap(date(2015, 1, 1), date(2017, 12, 31), "3 quiet years"),
        MomentGroup("2018", (moment("2018-01-15"),)),
    ]


@pytest.mark.parametrize(
    ("level", "days", "expected"),
    [
        ("year", ("2014", "2015", "2017"), ["2014", "2015", "1 quiet year", "2017"]),
        ("month", ("2014-05-24", "2014-06-01", "2014-08"), ["2014-05", "2014-06", "2014-08"]),
        ("month", ("2014-05-24", "2014-09-01"), ["2014-05", "3 quiet months", "2014-09"]),
        ("month", ("2014-05-24", "2018-09-01"), ["2014-05", "3 quiet years", "2018-09"]),
        ("month", ("2014", "2014-11-05", "2015-01-01"), ["2014", "2014-11", "2015-01"]),
        ("month", ("2014", "2014-03-05", "2016-03-01"), ["2014", "2014-03", "1 quiet year", "2016-03"]),
        (
            "month",
            ("2014", "2014-03-05", "2014-09-01"),
            ["2014", "2014-03", "2014-09"],
        ),  # no month of it is known quiet
        ("day", ("2014-05-24", "2014-05-30"), ["2014-05-24", "2014-05-30"]),
        ("day", ("2014-05-24", "2014-06-04"), ["2014-05-24", "10 quiet days", "2014-06-04"]),
        ("day", ("2014-05", "2014-05-24", "2014-09-01"), ["2014-05", "2014-05-24", "3 quiet months", "2014-09-01"]),
        ("day", (), []),
    ],
)
def test_gaps_are_told_in_the_largest_unit_that_they_fill(level, days, expected):
    assert shown(level, *days) == expected


def test_nothing_is_lost_at_any_level():
    days = ["2014", "2014-05", "2014-05-24", "2014-05-24", "2020-02-29"]
    for level in ("year", "month", "day"):
        groups = [one for one in group_moments(map(moment, days), level) if isinstance(one, MomentGroup)]
        assert [one.date for group in groups for one in group.moments] == days


def test_a_life_is_read_by_years_a_year_by_months_and_some_weeks_by_days():
    assert choose_level([moment("2014-05-24"), moment("2021-02-19")]) == "year"
    assert choose_level([moment("2020-10-24"), moment("2021-02-19")]) == "month"
    assert choose_level([moment("2021-05-24"), moment("2021-06-09")]) == "day"
    assert choose_level([moment("2021")]) == "month"
    assert choose_level([]) == "year"


def test_every_kind_is_in_one_group():
    kinds = [kind for group in KIND_GROUPS.values() for kind in group]
    assert sorted(kinds) == sorted((*get_args(EventKind), "story"))


def test_groups_of_kinds_are_kept_and_none_keeps_all():
    moments = [moment("2014", "married"), moment("2014", "won"), moment("2014", "story")]
    assert [one.kind for one in keep_kinds(moments, ["love", "stories"])] == ["married", "story"]
    assert keep_kinds(moments, []) == moments
    with pytest.raises(KeyError):
        keep_kinds(moments, ["gossip"])


def test_a_coarse_date_is_within_a_span_that_it_may_be_in():
    moments = [moment("2014"), moment("2014-05"), moment("2014-05-24")]
    assert keep_between(moments, date(2014, 5, 25)) == moments[:2]
    assert keep_between(moments, until=date(2014, 5, 23)) == moments[:2]
    assert keep_between(moments, date(2015, 1, 1)) == []
    assert keep_between(moments) == moments
