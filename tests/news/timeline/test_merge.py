"""Reports become moments: what is one event, how sure it is, what was known on a day, and which stories stand out."""

import csv
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.model.articles import EventReport
from news.model.people import Peak
from news.people.catalogue import STARTER
from news.timeline.merge import Moment, choose_days, make_peak_moments, merge_reports, reports_as_of
from tests.kit.event_reports import JANE, JOHN, MAX, at, day, told

NOW = at("2021-06-09")


def dates(*reports: EventReport) -> list[str]:
    return [moment.date for moment in merge_reports(reports, NOW)]


def only(*reports: EventReport) -> Moment:
    (moment,) = merge_reports(reports, NOW)
    return moment


def test_one_event_of_several_sources_is_one_entry_with_all_of_them():
    moment = only(
        told(day="2014", source="The Herald", story=7, url="https://herald.example/1"),
        told(day="2014-05", people=(JANE,)),
        told(told=None, what="Jane Roe and John Poe, in Florence"),
    )
    assert (moment.date, moment.people, moment.what) == (
        "2014-05-24",
        (JANE, JOHN),
        "Jane Roe and John Poe, in Florence",
    )
    assert moment.sources == ("Jane Roe (Reference)", "The Gazette", "The Herald")
    assert moment.weight == 3
    assert moment.reports[-1].story == 7


def test_days_that_differ_by_a_time_zone_are_one_event_and_the_catalogues_counts():
    assert only(told(day="2014-05-25"), told(told=None)).date == "2014-05-24"
    assert only(told(day="2014-05-25"), told(), told(source="The Herald")).date == "2014-05-24"


def test_what_is_years_or_weeks_apart_stays_two():
    assert dates(told(day="2014-05-24"), told(day="2019-05-24")) == ["2014-05-24", "2019-05-24"]
    assert dates(told(day="2014-05-24"), told(day="2014-06-24")) == ["2014-05-24", "2014-06-24"]
    assert dates(told(day="2014"), told(day="2015-01-01")) == ["2014", "2015-01-01"]


def test_other_kinds_and_other_people_stay_apart():
    assert len(dates(told(), told(kind="engaged"))) == 2
    assert len(dates(told(), told(people=(JANE, MAX)))) == 2
    assert len(dates(told(people=(JANE,)), told(people=(JOHN,)))) == 2


def test_a_coarse_date_joins_the_one_that_it_fits_and_stands_alone_where_it_fits_two():
    assert dates(told(day="2014"), told(day="2014-05"), told(day="2014-05-24")) == ["2014-05-24"]
    assert dates(told(day="2014"), told(day="2014-05"), told(day="2014-09-01")) == ["2014", "2014-05", "2014-09-01"]


def test_children_are_told_apart_by_name():
    born = [told("child_born", day="2015", what=what) for what in ("Saint", "son Saint", "daughter Chicago", "")]
    moments = merge_reports(born, NOW)
    assert [moment.what for moment in moments if moment.what] == ["daughter Chicago", "son Saint"]
    assert only(*born[:2], born[3]).what == "son Saint"


def test_works_and_awards_are_told_apart_by_name():
    assert only(told("released_work", what="Blue"), told("released_work", what="album ‘Blue’", told=None)).weight == 2
    assert len(dates(told("released_work", what="Blue"), told("released_work", what="Red"))) == 2
    song, record = "Grammy for Song of the Year, ‘Blue’", "Grammy for Record of the Year, ‘Blue’"
    assert len(dates(told("won", what=song, told=None), told("won", what=record, told=None))) == 2
    best = told("won", day="2014-03-02", what="Academy Award for Best Actress, ‘Blue’", told=None)
    assert only(best, told("won", day="2014", what="Oscar")).weight == 2
    cast = [told("released_work", people=people, what="film ‘Blue’") for people in ((JANE, JOHN), (JOHN, MAX))]
    assert set(only(*cast).people) == {JANE, JOHN, MAX}


def test_no_two_rows_of_the_starter_are_one_event():
    with (STARTER / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    reports = [
        told(row["kind"], tuple(map(int, row["people"].split("|"))), row["date"], row["what"], None, source=row["id"])
        for row in rows
    ]
    moments = merge_reports(reports, at("2040-01-01"))
    assert [moment.sources for moment in moments if moment.weight > 1] == []
    assert len(moments) == len(rows)


def test_what_lasts_is_entered_once_where_it_was_told_first():
    assert dates(*(told("dating", day=f"2021-0{month}-01") for month in range(1, 7))) == ["2021-01-01"]
    assert dates(told("dating", day="2018-01-01"), told("dating", day="2021-01-01")) == ["2018-01-01", "2021-01-01"]


def test_a_report_without_a_date_joins_a_fresh_event_and_is_else_left_out():
    fresh = told("divorce_filed", day="2021-06-07", told="2021-06-07")
    moment = only(fresh, told("divorce_filed", day="", source="The Herald"))
    assert (moment.date, moment.status, moment.weight) == ("2021-06-07", "fact", 2)
    assert dates(told("divorce_filed", day="")) == []
    assert only(told(told=None), told(day="")).weight == 1  # a report of 2021 and a wedding of 2014


def test_nothing_is_told_of_the_time_to_come():
    assert dates(told(day="2021-06-10")) == []
    assert dates(told(day="2021-06-09", told="2021-06-10")) == []
    assert dates(told(day="2021", told=None)) == []  # it may be December's
    assert dates(told(day="2021", told="2021-06-09")) == ["2021"]
    assert dates(told(status="hypothetical")) == []


@pytest.mark.parametrize(
    ("reports", "status"),
    [
        ([told(told=None)], "fact"),
        ([told()], "reported"),
        ([told(), told(url="https://gazette.example/2")], "reported"),
        ([told(), told(source="The Herald")], "fact"),
        ([told(), told(source="The Herald", status="rumour")], "reported"),
        ([told(status="rumour"), told(source="The Herald", status="rumour")], "rumour"),
        ([told(told="2021-06-08", status="rumour"), told(), told(source="The Herald")], "fact"),  # it knows by now
        ([told(told="2021-06-08"), told(source="The Herald", status="denied")], "denied"),
        ([told(), told(source="A"), told(source="B", told="2021-06-08", status="denied")], "reported"),
        ([told(status="denied"), told(told=None)], "fact"),
        ([told("died")], "reported"),
        ([told("died"), told("died", source="The Herald")], "fact"),
        ([told("died", sentence="Jane Roe has died, her family said on Tuesday.")], "fact"),
        ([told("died", sentence="Jane Roe died on Tuesday, her publicist told The Herald.")], "fact"),
        ([told("died", sentence="Jane Roe has died, a source close to her family said.")], "reported"),
        ([told("died", sentence="Jane Roe has died, friends said on Tuesday.")], "reported"),
        ([told("married", sentence="They married, her family said on Tuesday.")], "reported"),
        (
            [
                told("died", sentence="Jane Roe has died, her family said on Tuesday.", told="2021-06-08"),
                told("died", source="The Herald", status="denied"),
            ],
            "denied",
        ),
        (
            [
                told("died", source="The Herald", status="denied", told="2021-06-08"),
                told("died", sentence="Jane Roe has died, her family said on Wednesday."),
            ],
            "fact",
        ),
    ],
)
def test_two_outlets_and_no_denial_make_a_fact_and_of_a_death_an_official_word(reports, status):
    assert only(*reports).status == status


def test_as_of_a_day_only_what_was_known_then_is_told():
    listed, bare = told(told=None), told(day="2013", told=None)
    report, undated = told(told="2014-06-01"), told(day="", told="2014-06-01")
    known = [listed, bare, report, undated]
    assert reports_as_of(known, date(2013, 12, 30)) == []
    assert reports_as_of(known, date(2013, 12, 31)) == [bare]
    assert reports_as_of(known, date(2014, 5, 24)) == [listed, bare]
    assert reports_as_of(known, date(2014, 6, 1)) == known
    assert reports_as_of([told(day="2014-06-02", told="2014-06-01")], date(2014, 6, 1)) == []


TELLINGS = st.lists(
    st.builds(
        told,
        kind=st.sampled_from(["married", "child_born", "won", "dating", "died"]),
        people=st.sampled_from([(JANE,), (JOHN,), (JANE, JOHN), (JOHN, JANE), (JANE, MAX)]),
        day=st.sampled_from(
            ["2014", "2014-05", "2014-06", "2014-05-24", "2014-05-26", "2014-05-29", "2015-01-01", "2021-06-01", ""]
        ),
        what=st.sampled_from(["", "Saint", "son Saint", "Oscar", "Academy Award for Best Actor", "Grammy"]),
        told=st.sampled_from([None, "2021-06-02", "2021-06-08"]),
        status=st.sampled_from(["fact", "rumour", "denied"]),
        source=st.sampled_from(["A", "B", "C"]),
    ),
    max_size=12,
)


@settings(max_examples=300)
@given(reports=TELLINGS, data=st.data())
def test_the_order_of_the_tellings_changes_nothing(reports, data):
    assert merge_reports(data.draw(st.permutations(reports)), NOW) == merge_reports(reports, NOW)


@settings(max_examples=300)
@given(reports=TELLINGS)
def test_merging_again_changes_nothing_and_no_dated_telling_is_lost(reports):
    moments = merge_reports(reports, NOW)
    kept = [report for moment in moments for report in moment.reports]
    assert len(kept) == len(set(kept))
    assert {one for one in reports if one.date} == {one for one in kept if one.date}
    assert merge_reports(kept, NOW) == moments
    assert merge_reports([*reports, *reports], NOW) == moments
    assert all(
        one.kind == moment.kind and set(one.people) <= set(moment.people)
        for moment in moments
        for one in moment.reports
    )


def test_days_are_chosen_by_what_is_said_of_them_and_then_by_what_came_out():
    assert choose_days({day(0): 2, day(1): 1}, {day(2): 5, day(1): 1}, 3) == [day(0), day(2), day(1)]
    assert choose_days({day(1): 1, day(0): 1}, {}, 1) == [day(0)]
    assert choose_days({}, {}, 5) == []
    assert choose_days({day(0): 1}, {}, 0) == []


def peak(date_: str, story: int, spoken_of=0, reports=5, outlets=5) -> Peak:
    return Peak(
        date=date_,
        reports=reports,
        spoken_of=spoken_of,
        story=story,
        headline=f"Story {story}",
        outlets=outlets,
        first_at=at(date_),
    )


def test_stories_that_stand_out_are_entries_in_order_of_their_days():
    days = [peak("2021-06-01", 1), peak("2021-06-02", 2, spoken_of=3), peak("2021-06-03", 3, spoken_of=2)]
    found = make_peak_moments(days, [], 2)
    assert [(one.kind, one.date, one.story, one.what) for one in found] == [
        ("story", "2021-06-02", 2, "Story 2"),
        ("story", "2021-06-03", 3, "Story 3"),
    ]
    assert found[0].outlets == 5


def test_a_story_stands_once_on_its_strongest_day():
    days = [peak("2021-06-01", 1), peak("2021-06-02", 1, reports=9), peak("2021-06-03", 2, reports=1)]
    assert [(one.date, one.story) for one in make_peak_moments(days, [], 2)] == [("2021-06-02", 1), ("2021-06-03", 2)]


def test_no_story_stands_where_a_life_event_does():
    moments = merge_reports([told(day="2021-06-01", story=5)], NOW)
    assert make_peak_moments([peak("2021-06-01", 1), peak("2021-06-02", 5)], moments, 9) == []


def test_one_outlet_and_a_day_without_a_story_make_no_peak():
    assert make_peak_moments([peak("2021-06-01", 1, outlets=1), peak("2021-06-02", 0)], [], 9) == []
