"""The drawn timeline: no label over another, no mark lost, time in order, and the same in words."""

import io
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cogs.charts.markers import EDGE, GROUND, HUES, WIDTH
from cogs.charts.time_axis import Axis, Spot, Wish, lay_axis, place_labels, place_ticks
from cogs.charts.timeline_picture import (
    INSET,
    LANES,
    REACH,
    ROOM,
    Mark,
    day_ordinals,
    draw_timeline_picture,
    lay_legend,
    lay_out,
    small_width,
    stops_within,
)
from news.events.kinds import GROUPS

KIM = [
    Mark("1980-10-21", "Born", "family", 10),
    Mark("2000", "Married Damon Thomas", "love", 5),
    Mark("2011-08-20", "Married Kris Humphries", "love", 6),
    Mark("2013", "Daughter North", "family", 8),
    Mark("2014-05-24", "Married Kanye West", "love", 9),
    Mark("2021-02", "Divorce filed", "law", 7),
]
DAYS = st.dates(date(1950, 1, 1), date(2021, 6, 9))
DATES = st.builds(lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10]))
WORDS = st.text(st.characters(codec="latin-1", categories=["L", "Zs"]), min_size=1, max_size=40)
MARKS = st.lists(
    st.builds(Mark, date=DATES, label=WORDS, kind=st.sampled_from(sorted(HUES)), weight=st.floats(0, 10)), max_size=30
)
WISHES = st.lists(
    st.builds(Wish, st.floats(0, 400), st.sampled_from([(150.0, 90.0), (60.0,), (20.0, 20.0)]), st.floats(0, 1)),
    max_size=20,
)
ENDS = date(1950, 1, 1).toordinal(), date(2021, 6, 10).toordinal()


def collide(one: Spot, other: Spot) -> bool:
    """True if words lie over words, or a leader runs through the words of a label that is nearer to the line."""
    if one.is_above != other.is_above:
        return False
    if one.lane == other.lane:
        return one.left < other.right and other.left < one.right
    near, far = sorted((one, other), key=lambda spot: spot.lane)
    return near.left < far.x < near.right


@given(WISHES)
def test_no_label_lies_over_another_nor_over_a_leader(wishes: list[Wish]) -> None:
    placed = place_labels(wishes, (0, 400), 4)
    assert not any(collide(one, other) for one, other in combinations(placed.values(), 2))
    for index, spot in placed.items():
        assert spot.x == wishes[index].x
        assert 0 <= spot.left < spot.right <= 400
        assert spot.right - spot.left == pytest.approx(wishes[index].widths[spot.choice])
        assert 1 <= spot.lane <= 4


@given(WISHES)
def test_the_weightiest_has_a_label_wherever_it_stands(wishes: list[Wish]) -> None:
    placed = place_labels(wishes, (0, 400), 1)
    if wishes:
        assert max(range(len(wishes)), key=lambda index: (wishes[index].weight, -index)) in placed


def test_without_room_the_lighter_one_loses_its_label() -> None:
    wishes = [Wish(50, (300,), weight) for weight in (1, 5, 3, 4)]
    assert set(place_labels(wishes, (0, 400), 1)) == {1, 3}


def test_a_label_is_shortened_before_it_is_lost() -> None:
    wishes = [Wish(100, (200,), 9), Wish(100.5, (200,), 8), Wish(60, (300, 50), 1)]
    assert place_labels(wishes, (0, 400), 1)[2].choice == 1


@given(st.lists(st.floats(*ENDS), max_size=60).map(sorted), st.floats(1, 40))
def test_marks_keep_their_order_and_their_distance(on: list[float], apart: float) -> None:
    line = lay_axis(on, (float(ENDS[0]), float(ENDS[1])), 400, apart)
    apart = min(apart, 400 / (len(on) + 1))
    assert line.places[0] == 0
    assert line.places[-1] == pytest.approx(400)
    assert all(after - before >= apart - 0.01 for before, after in pairwise(line.places[1:-1]))
    assert all(0 <= begin < end <= 400.01 for begin, end in line.folds)


@given(
    st.lists(st.floats(*ENDS), max_size=30).map(sorted), st.lists(st.floats(*ENDS), min_size=2, max_size=9).map(sorted)
)
def test_later_is_never_farther_left(on: list[float], asked: list[float]) -> None:
    line = lay_axis(on, (float(ENDS[0]), float(ENDS[1])), 400, 12)
    assert all(line.place_of(before) <= line.place_of(after) + 1e-6 for before, after in pairwise(asked))


def test_time_runs_evenly_where_nothing_crowds() -> None:
    line = lay_axis([100, 200, 300], (0, 400), 400, 12)
    assert line.places == pytest.approx((0, 100, 200, 300, 400))
    assert line.folds == ()


def test_a_long_empty_time_is_folded_and_a_crowded_one_gets_room() -> None:
    line = lay_axis([36_000 + 10 * step for step in range(8)], (0, 36_100), 400, 12)
    assert line.places[1] < 200
    assert line.folds == ((0, line.places[1]),)
    assert all(after - before >= 11.9 for before, after in pairwise(line.places[1:-1]))


@given(st.lists(DAYS, max_size=20), DAYS, st.integers(1, 30_000))
def test_words_of_ticks_stand_side_by_side_with_both_ends_named(on: list[date], since: date, length: int) -> None:
    ends = since.toordinal(), since.toordinal() + length
    within_ = sorted(day.toordinal() + 0.5 for day in on if ends[0] <= day.toordinal() < ends[1])
    found = [
        tick
        for tick in place_ticks(lay_axis(within_, (float(ends[0]), float(ends[1])), ROOM, 12), small_width, REACH, 8)
        if tick.words
    ]
    found.sort(key=lambda tick: tick.left)
    assert all(after.left - before.right >= 8 for before, after in pairwise(found))
    assert all(tick.left >= -REACH and tick.right <= ROOM + REACH + 1e-6 for tick in found)
    assert found[0].x == 0
    assert len({tick.words for tick in found}) == len(found)


@pytest.mark.parametrize(
    ("since", "until", "named"),
    [
        ("1980-10-21", "2021-06-09", {"1980", "1990", "2000", "2010", "2021"}),
        ("2019-11-01", "2021-06-09", {"Nov 2019", "Jul", "2021", "Jun 2021"}),
        ("2021-05-20", "2021-06-09", {"20 May", "1 Jun", "9 Jun"}),
    ],
)
def test_ticks_are_years_months_or_days_as_the_span_asks(since: str, until: str, named: set[str]) -> None:
    line: Axis = lay_axis([], (float(day_ordinals(since)[0]), float(day_ordinals(until)[1])), ROOM, 12)
    assert named <= {tick.words for tick in place_ticks(line, small_width, REACH, 8)}


@settings(max_examples=40)
@given(MARKS)
def test_every_mark_has_its_place_and_no_label_leaves_the_picture(marks: list[Mark]) -> None:
    plan = lay_out(stops_within(marks, ENDS), ENDS)
    assert len(plan.stops) == len(marks) == len(plan.line.places) - 2
    assert not any(collide(one.spot, other.spot) for one, other in combinations(plan.labels.values(), 2))
    assert all(label.spot.lane <= LANES for label in plan.labels.values())
    for label in plan.labels.values():
        assert INSET + label.spot.left >= EDGE - 0.01
        assert INSET + label.spot.right <= WIDTH - EDGE + 0.01
    places = plan.line.places[1:-1]
    assert all(after - before >= 2 * plan.reach for before, after in pairwise(places))


def test_a_mark_lies_on_the_days_that_its_date_may_mean() -> None:
    assert [date.fromordinal(day).isoformat() for day in day_ordinals("2013")] == ["2013-01-01", "2014-01-01"]
    assert [date.fromordinal(day).isoformat() for day in day_ordinals("2022-12")] == ["2022-12-01", "2023-01-01"]
    assert [date.fromordinal(day).isoformat() for day in day_ordinals("2014-05-24")] == ["2014-05-24", "2014-05-25"]


def test_a_year_that_is_not_over_ends_with_the_picture() -> None:
    stops = stops_within(
        [Mark("2021", "Son", "family"), Mark("2022-01-01", "Later", "work")],
        (day_ordinals("2000")[0], day_ordinals("2021-06-09")[1]),
    )
    assert [(stop.mark.label, date.fromordinal(stop.end).isoformat()) for stop in stops] == [("Son", "2021-06-10")]


def test_labels_are_dated_by_year_over_years_and_by_day_over_months() -> None:
    ends = day_ordinals("1980-10-21")[0], day_ordinals("2021-06-09")[1]
    assert {label.when for label in lay_out(stops_within(KIM, ends), ends).labels.values()} >= {"1980", "2014"}
    year = day_ordinals("2014")
    marks = [Mark("2014-05-24", "Married", "love"), Mark("2014-08", "Moved", "other"), Mark("2014", "Wrote", "work")]
    assert [lay_out(stops_within(marks, year), year).labels[index].when for index in range(3)] == [
        "24 May",
        "2014",
        "Aug",
    ]


def test_the_legend_names_the_groups_that_occur_and_what_hollow_means() -> None:
    found = lay_legend(stops_within(KIM, ENDS))
    assert [words for *_, words in found] == ["Love", "Family", "Law", "Day not known"]
    assert [words for *_, words in lay_legend(stops_within(KIM[:1], ENDS))] == ["Family"]
    every = lay_legend(stops_within([Mark("2001", "a", kind) for kind in HUES], ENDS))
    assert {row for _, row, *_ in every} == {0, 1}
    assert all(x + 14 + small_width(words) <= WIDTH - EDGE for x, _, _, words in every)


async def test_a_timeline_says_in_words_what_it_shows() -> None:
    file, alt = await draw_timeline_picture(KIM, "1980-10-21", "2021-06-09", "Kim Kardashian")
    assert alt == (
        "Timeline of Kim Kardashian, 1980 to 2021: 1980-10-21 Born; 2000 Married Damon Thomas; "
        "2011-08-20 Married Kris Humphries; 2013 Daughter North; 2014-05-24 Married Kanye West; 2021-02 Divorce filed"
    )
    picture = Image.open(io.BytesIO(file.fp.read()))
    assert picture.format == "PNG"
    assert picture.width == 2 * WIDTH
    colours = {colour for _, colour in picture.getcolors(1 << 20) or ()}
    assert {tuple(bytes.fromhex(HUES[kind][1:])) for kind in ("love", "family", "law")} <= colours


async def test_a_mark_after_the_end_is_neither_drawn_nor_said() -> None:
    _, alt = await draw_timeline_picture(
        [*KIM, Mark("2022-11", "Divorced", "love")], "1980-10-21", "2021-06-09", "Kim Kardashian"
    )
    assert "Divorced" not in alt


async def test_the_alt_text_is_never_longer_than_discord_takes() -> None:
    marks = [Mark(f"{year}", "A work with a rather long name", "work") for year in range(1960, 2021)]
    _, alt = await draw_timeline_picture(marks, "1960", "2021", "N" * 60)
    assert len(alt) <= 1000
    assert alt.endswith("…")


@pytest.mark.parametrize("count", [0, 1, 60, 120])
async def test_any_number_of_marks_is_drawn(count: int) -> None:
    marks = [Mark(f"{1960 + place % 61}-02-29"[: 4 if place % 2 else 7], "Won", "work") for place in range(count)]
    file, _ = await draw_timeline_picture(marks, "1960", "2021-06-09", "방탄소년단 " + "N" * 200)
    assert file.fp.read(4) == b"\x89PNG"


def luminance(colour: str) -> float:
    channels = (part / 255 for part in bytes.fromhex(colour[1:]))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_each_group_of_kinds_has_a_colour_and_a_shape():
    assert tuple(HUES) == GROUPS


@pytest.mark.parametrize("kind", HUES)
def test_every_group_stands_out_from_the_ground(kind: str) -> None:
    assert (luminance(HUES[kind]) + 0.05) / (luminance(GROUND) + 0.05) >= 5


async def test_a_label_that_the_fonts_lack_is_left_to_the_alt_text() -> None:
    marks = [Mark("2000", "ลลิษา มโนบาล", "love", 9), Mark("2013", "米津玄師", "work")]
    plan = lay_out(
        stops_within(marks, (day_ordinals("2000")[0], day_ordinals("2013")[1])),
        (day_ordinals("2000")[0], day_ordinals("2013")[1]),
    )
    assert [label.words for label in plan.labels.values()] == ["米津玄師"]
    _, alt = await draw_timeline_picture(marks, "2000", "2013", "Lisa")
    assert "ลลิษา มโนบาล" in alt
