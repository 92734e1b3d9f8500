"""Local times as instants that exist once, in every zone and on the days that the clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.text.days import due_at, is_zone, local_day, nearest_zones, zone_named
from tests.kit.clock_changes import DAY, ZONES, changes
from tests.kit.stage import epoch

MINUTES = (0, 1, 30, 59, 60, 90, 120, 150, 179, 180, 540, 1380, 1410, 1439)


def shown(instant: int, zone: str) -> datetime:
    """What a clock on the wall shows."""
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def wall(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(*divmod(minutes, 60)))


@pytest.mark.parametrize(
    "text",
    [
        "../../etc/passwd", "Mars/Phobos", "x" * 300, "", "/", "\0", "Europe", "europe/berlin", "Europe/Berlin\n",
        "localtime", "Factory", "CON", "Ｅurope/Berlin", "🎂",
    ],
)  # fmt: skip
def test_what_is_no_zone_is_refused_without_an_exception_and_counts_as_utc(text: str) -> None:
    assert not is_zone(text)
    assert zone_named(text).key == "UTC"
    assert due_at(date(2021, 6, 9), 60, text) == epoch("2021-06-09T01:00")
    assert len(nearest_zones(text)) <= 25


def test_the_table_has_the_zones_that_people_live_in() -> None:
    for zone in ("UTC", "Europe/Kyiv", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "Pacific/Kiritimati"):
        assert is_zone(zone)
    assert len(ZONES) > 400


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("york", "America/New_York"),
        ("new york", "America/New_York"),
        ("NEW_YORK", "America/New_York"),
        ("berlin", "Europe/Berlin"),
        ("Europe/Ber", "Europe/Berlin"),
        ("são pa", "America/Sao_Paulo"),
        ("los ang", "America/Los_Angeles"),
        ("buenos", "America/Argentina/Buenos_Aires"),
        ("utc", "UTC"),
        ("est", "America/New_York"),
        ("PST", "America/Los_Angeles"),
        ("berln", "Europe/Berlin"),
    ],
)
def test_a_zone_is_found_by_either_half_of_its_name(typed: str, first: str) -> None:
    assert nearest_zones(typed)[0] == first


def test_an_area_gives_its_zones_and_nothing_typed_the_big_cities() -> None:
    american = nearest_zones("America/", 25)
    assert len(american) == 25
    assert all(name.startswith("America/") for name in american)
    assert nearest_zones("", 3) == nearest_zones("  ", 3) == ["UTC", "America/New_York", "America/Chicago"]
    assert nearest_zones("qqqqqq") == []
    assert all(is_zone(name) for name in nearest_zones(""))


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_whatever_is_typed_offers_zones_or_nothing(typed: str) -> None:
    offered = nearest_zones(typed, 25)
    assert len(offered) <= 25
    assert all(is_zone(name) for name in offered)
    assert len(set(offered)) == len(offered)


@pytest.mark.parametrize(
    ("zone", "day", "minutes", "shows"),
    [
        ("Africa/Cairo", date(2023, 4, 28), 0, "2023-04-28T01:00"),  # midnight is skipped
        ("America/Santiago", date(2022, 9, 11), 0, "2022-09-11T01:00"),
        ("Asia/Beirut", date(2022, 3, 27), 0, "2022-03-27T01:00"),
        ("Europe/Berlin", date(2021, 3, 28), 150, "2021-03-28T03:00"),
        ("America/New_York", date(2021, 3, 14), 150, "2021-03-14T03:00"),
        ("Australia/Lord_Howe", date(2021, 10, 3), 135, "2021-10-03T02:30"),  # clocks change by half an hour
        ("America/Nuuk", date(2026, 3, 28), 1410, "2026-03-28T22:59:59"),  # 23:00 is midnight: the day's last second
        ("Pacific/Apia", date(2011, 12, 30), 540, "2011-12-31T00:00"),  # a day left out
    ],
)
def test_a_time_that_the_clocks_skip_comes_when_they_jump(zone: str, day: date, minutes: int, shows: str) -> None:
    due = due_at(day, minutes, zone)
    assert shown(due, zone) == datetime.fromisoformat(shows)
    assert shown(due - 1, zone) < wall(day, minutes)


@pytest.mark.parametrize(
    ("zone", "day", "minutes", "utc"),
    [
        ("Europe/Berlin", date(2021, 10, 31), 150, "2021-10-31T00:30"),
        ("America/New_York", date(2021, 11, 7), 90, "2021-11-07T05:30"),
        ("America/Havana", date(2021, 11, 7), 0, "2021-11-07T04:00"),  # midnight comes twice
        ("America/Santiago", date(2022, 4, 2), 1410, "2022-04-03T02:30"),  # 23:30 comes twice
    ],
)
def test_a_time_that_the_clocks_show_twice_counts_the_first_time(zone: str, day: date, minutes: int, utc: str) -> None:
    assert due_at(day, minutes, zone) == epoch(utc)


@pytest.mark.slow
def test_in_every_zone_the_days_around_both_clock_changes_have_each_time_once_and_in_order() -> None:
    looked_at = 0
    for zone in ZONES:
        for change in changes(zone, 2026):
            days = [change + DAY * step for step in range(-1, 3)]
            for minutes in MINUTES:
                dues = [due_at(day, minutes, zone) for day in days]
                for day, due in zip(days, dues, strict=True):
                    assert shown(due - 1, zone) < wall(day, minutes), (zone, day, minutes)
                    assert shown(due, zone).date() == day, (zone, day, minutes)
                    is_the_days_last = shown(due + 1, zone).date() > day
                    assert shown(due, zone) >= wall(day, minutes) or is_the_days_last, (zone, day, minutes)
                assert dues == sorted(set(dues))
                looked_at += 1
    assert looked_at > 2 * 100 * len(MINUTES)


CHANGED = [(zone, day) for zone in ZONES[:: max(1, len(ZONES) // 120)] for day in changes(zone, 2026)]


@settings(max_examples=150)
@given(st.sampled_from(CHANGED), st.integers(-1, 2), st.integers(0, 1439))
def test_no_earlier_minute_shows_the_time(changed: tuple[str, date], step: int, minutes: int) -> None:
    zone, day = changed[0], changed[1] + DAY * step
    due = due_at(day, minutes, zone)
    assert all(shown(due - 60 * before, zone) < wall(day, minutes) for before in range(1, 30 * 60, 7))


@settings(max_examples=300)
@given(st.sampled_from(ZONES), st.dates(date(1995, 1, 2), date(2060, 1, 1)), st.integers(0, 1439))
def test_a_later_day_is_never_due_earlier_and_the_calendar_shows_the_day(zone: str, day: date, minutes: int) -> None:
    due = due_at(day, minutes, zone)
    assert due_at(day - DAY, minutes, zone) <= due < due_at(day + DAY * 2, minutes, zone)
    assert local_day(due, zone) >= day
    assert local_day(due - 86400 * 2, zone) < day


def test_the_day_is_the_one_that_the_zones_calendar_shows() -> None:
    now = epoch("2021-06-09T20:00")
    assert local_day(now, "UTC") == date(2021, 6, 9)
    assert local_day(now, "Pacific/Auckland") == date(2021, 6, 10)
    assert local_day(epoch("2021-06-09T03:00"), "America/Los_Angeles") == date(2021, 6, 8)
