"""What is shown of a timeline: moments of chosen kinds, by year, month or day, and the quiet times between."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from news.events.kinds import GROUPS, KINDS, KindGroup
from news.text.days import day_span
from news.timeline.merge import Moment, moment_order
from news.timeline.wording import describe_quiet_time

Level = Literal["year", "month", "day"]

KIND_GROUPS: dict[KindGroup, frozenset[str]] = {
    group: frozenset(kind for kind, row in KINDS.items() if row.group == group) for group in GROUPS
} | {"stories": frozenset(("story",))}
LEVELS: tuple[Level, ...] = ("year", "month", "day")
_YEARLY, _MONTHLY = 3 * 365, 60  # days from which on years and months are the headings
_WIDTH: dict[Level, int] = {"year": 4, "month": 7, "day": 10}  # characters of an ISO date
_QUIET: dict[Level, int] = {"year": 1, "month": 2, "day": 7}  # units without an entry that are worth a line


@dataclass(frozen=True, slots=True)
class MomentGroup:
    """The moments of one year, month or day, in order; `date` is ISO, coarser than the level where no more is known."""

    date: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class QuietGap:
    """A time without entries, first and last day included, between two groups."""

    first: date
    last: date
    label: str  # "3 quiet years"


def keep_kinds(moments: Iterable[Moment], groups: Collection[KindGroup]) -> list[Moment]:
    """Return the moments of some groups of kinds; all for no group. Raise KeyError for an unknown group."""
    kinds = frozenset[str]().union(*(KIND_GROUPS[group] for group in groups))
    return [moment for moment in moments if not groups or moment.kind in kinds]


def kind_group_of(moment: Moment) -> KindGroup:
    """Return the group of kinds of a moment."""
    return "stories" if moment.kind == "story" else KINDS[moment.kind].group


def keep_between(moments: Iterable[Moment], since: date | None = None, until: date | None = None) -> list[Moment]:
    """Return the moments that may lie between two days, both included."""
    return [
        moment
        for moment in moments
        if (since is None or day_span(moment.date)[1] >= since) and (until is None or day_span(moment.date)[0] <= until)
    ]


def choose_level(moments: Sequence[Moment]) -> Level:
    """Return the level at which a timeline of this length reads best: years for a life, days for some weeks."""
    if not moments:
        return "year"
    days = (
        max(day_span(moment.date)[1] for moment in moments) - min(day_span(moment.date)[0] for moment in moments)
    ).days
    return "year" if days > _YEARLY else "month" if days > _MONTHLY else "day"


def group_moments(moments: Iterable[Moment], level: Level) -> list[MomentGroup | QuietGap]:
    """Return moments by year, month or day, the oldest first, with the quiet times between them.

    A date coarser than the level makes a group of its own before those of the same year or month.
    """
    shown: list[MomentGroup | QuietGap] = []
    end: date | None = None
    for at, held in groupby(sorted(moments, key=moment_order), key=lambda moment: moment.date[: _WIDTH[level]]):
        first, last = day_span(at)
        if end is not None and (gap := _find_gap(end, first, level)):
            shown.append(gap)
        shown.append(MomentGroup(at, tuple(held)))
        end = max(end or last, last)  # "2014" leads the months of its year, none of which can be called quiet
    return shown


def _find_gap(end: date, start: date, level: Level) -> QuietGap | None:
    days = (start - end).days - 1
    months = (start.year - end.year) * 12 + start.month - end.month - 1
    years = start.year - end.year - 1
    if {"year": years, "month": months, "day": days}[level] < _QUIET[level]:
        return None
    if years >= 1:
        label = describe_quiet_time(years, "year")
    elif months >= 2:
        label = describe_quiet_time(months, "month")
    else:
        label = describe_quiet_time(days, "day")
    return QuietGap(end + timedelta(1), start - timedelta(1), label)
