"""What a timeline leaves untold: children's names and days of birth, and grave things that one outlet alone says."""

from collections.abc import Iterable
from dataclasses import replace

from news.events.kinds import KINDS
from news.people.facts.birthdays import is_grown

from .merge import Moment, moment_order

_CHILDREN = ("daughter", "son", "twins", "triplets", "quadruplets")


def redact_moments(moments: Iterable[Moment], now: int) -> list[Moment]:
    """Return the moments that may be told at `now`, in order."""
    return sorted((_hide_child(moment, now) for moment in moments if _may_be_told(moment)), key=moment_order)


def _may_be_told(moment: Moment) -> bool:
    """True if it may be told: what does harm if it is a mistake has to be a fact by `news.timeline.merge`."""
    return moment.kind == "story" or moment.status == "fact" or not KINDS[moment.kind].is_grave


def _hide_child(moment: Moment, now: int) -> Moment:
    """Leave a child under 18 its name and its birthday: of the birth the year is told, and whether son or daughter."""
    if moment.kind != "child_born" or not moment.date or is_grown(moment.date, now):
        return moment
    words = moment.what.replace(",", " ").split()
    return replace(moment, date=moment.date[:4], what=next((word for word in words if word in _CHILDREN), ""))
