"""Whether two reports are of one event: kind, people, date, and the child, work or award."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from news.events.kinds import KINDS
from news.model.articles import EventKind, EventReport
from news.text.days import day_span
from news.text.text import split_words

_SLACK = 3  # days by which two reports of an event may differ: time zones, and the day of the announcement
_FRESH = 30  # days for which a report that names no date can be about an event
_YEAR, _DAY = len("2014"), len("2014-05-24")
_SAME = {"oscar": "academy", "oscars": "academy", "grammys": "grammy", "emmys": "emmy", "globes": "globe"}


@dataclass(frozen=True, slots=True)
class EventClaim:
    """What a report says happened, without who says it."""

    kind: EventKind
    people: frozenset[int]
    date: str  # "" where the report names none
    told: str  # the day of the report, "" from the catalogue
    what: frozenset[str]

    @property
    def sort_key(self) -> tuple[list[int], list[str]]:
        """Return the sort key of claims that are equal otherwise."""
        return sorted(self.people), sorted(self.what, reverse=True)


def make_claim(report: EventReport) -> EventClaim:
    """Return what a report says happened."""
    plain = KINDS[report.kind].plain_words
    named = {_SAME.get(word, word) for word in split_words(report.what)} - plain if plain else ()
    told = "" if report.told_at is None else datetime.fromtimestamp(report.told_at, UTC).date().isoformat()
    told = "" if report.date else told  # of two reports alike, the day makes no difference
    return EventClaim(report.kind, frozenset(report.people), report.date, told, frozenset(named))


def find_home(claim: EventClaim, groups: Sequence[list[EventClaim]]) -> list[EventClaim] | None:
    """Return the group whose every claim agrees: if one were enough, 2014 would join May to September."""
    # A group begins with a dated claim, and of a thousand groups hardly one gets further than that.
    near = [group for group in groups if _claims_agree(claim, group[0])]
    fitting = [group for group in near if all(_claims_agree(claim, other) for other in group if other.date)]
    if len(fitting) > 1 and len(claim.date or claim.told) < _DAY:
        by_name = [group for group in fitting if claim.what and claim.what & group[0].what]
        return by_name[0] if len(by_name) == 1 else None
    return min(fitting, key=lambda group: _group_rank(claim, group[0]), default=None)


def _group_rank(claim: EventClaim, other: EventClaim) -> tuple[int, int, tuple[list[int], list[str]]]:
    return -len(claim.what & other.what), _days_apart(claim.date or claim.told, other.date), other.sort_key


def _claims_agree(one: EventClaim, other: EventClaim) -> bool:
    """True if a claim can be about the event of another, which is dated."""
    is_known = not one.what or not other.what or one.what <= other.what or other.what <= one.what
    if not is_known or not _is_same_people(one, other):
        return False
    if not one.date:
        return _days_apart(one.told, other.date) <= _FRESH
    if _YEAR in (len(one.date), len(other.date)):
        return one.date[:_YEAR] == other.date[:_YEAR]
    return _days_apart(one.date, other.date) <= (KINDS[one.kind].lasting_days or _SLACK)


def _is_same_people(one: EventClaim, other: EventClaim) -> bool:
    if one.people <= other.people or other.people <= one.people:
        return True
    return KINDS[one.kind].sharing != "couple" and bool(one.what & other.what) and bool(one.people & other.people)


def _days_apart(one: str, other: str) -> int:
    """Return how many days lie between two dates; 0 if one is within the other."""
    (first, last), (begin, end) = day_span(one), day_span(other)
    return max(0, (first - end).days, (begin - last).days)
