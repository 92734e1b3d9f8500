"""Every zone, and the days on which its clocks change."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from news.text.days import is_zone

ZONES = sorted(name for name in available_timezones() if is_zone(name))
DAY = timedelta(1)


def changes(zone: str, year: int) -> list[date]:
    """The days of a year after whose noon the clocks have changed by the next."""
    place = ZoneInfo(zone)
    noons = [datetime(year, 1, 1, 12, tzinfo=place) + DAY * step for step in range(365)]
    return [a.date() for a, b in pairwise(noons) if a.utcoffset() != b.utcoffset()]
