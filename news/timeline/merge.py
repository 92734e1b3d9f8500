"""A person's life in order: reports of one event made one entry, days of much coverage beside them, as of a day.

reports -> reports_as_of: known then -> merge_reports: a Moment an event -+-> news.timeline.grouping: grouped and folded
peaks -> make_peak_moments: the stories of the days of choose_days -------+-> news.timeline.wording: in words
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from news.events.kinds import KINDS
from news.model.articles import EventKind, EventReport
from news.model.people import Peak
from news.people.facts.birthdays import is_grown
from news.stories.status import is_official
from news.text.days import day_span
from news.timeline.same_event import EventClaim, find_home, make_claim

Standing = Literal["fact", "reported", "rumour", "denied"]

_PUBLISHED_SHARE = 3  # a sentence that speaks of a day weighs as much as three articles of that day
_CHILDREN = ("daughter", "son", "twins", "triplets", "quadruplets")
_LEAST_OUTLETS = 2  # two outlets and no denial; a death also by an official statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One entry of a timeline: a life event with all who tell of it, or a story that stood out.

    `date` is ISO to the precision known; `what` is the catalogue's or the articles' text, or a story's headline.
    `status` is "fact" if the catalogue or enough outlets say so, "reported" if fewer do. `weight` is how many
    sources tell it, or a story's score. A story has no reports; `story` and `outlets` are a story's own.
    """

    kind: EventKind | Literal["story"]
    date: str
    people: tuple[int, ...]
    what: str
    status: Standing
    reports: tuple[EventReport, ...] = ()  # the catalogue's first, then by time
    weight: int = 1
    story: int = 0
    outlets: int = 0

    @property
    def sources(self) -> tuple[str, ...]:
        """Return each source once, the catalogue's pages first."""
        return tuple(dict.fromkeys(report.source for report in self.reports))


def choose_days(spoken: Mapping[date, int], published: Mapping[date, int], count: int) -> list[date]:
    """Return the `count` days that stand out, the best first.

    `spoken` says how many sentences that name the person mention a day, whenever they were published. `published` says
    how many articles about the person came out on it. Date-F1 of .299 on the eight people of `benchmarks.quality
    timelines`, the same for any share from a half to a fifth. Spoken days alone get .285, published ones .163.
    """
    scores = {day: day_score(spoken.get(day, 0), published.get(day, 0)) for day in {*spoken, *published}}
    return sorted(scores, key=lambda day: (-scores[day], day))[: max(0, count)]


def day_score(spoken: int, published: int) -> int:
    """Return how much a day stands out, in thirds of a sentence that mentions it."""
    return _PUBLISHED_SHARE * spoken + published


def reports_as_of(reports: Iterable[EventReport], day: date) -> list[EventReport]:
    """Return the reports that were known at the end of a day (UTC).

    An article is known from its publication, and never of a later day. The catalogue's rows have no day of their own:
    one counts from the last day that its date may mean. So a bare year is told only when the year is over.
    """
    end = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + 86_400
    return [report for report in reports if _is_known(report, day, end)]


def _is_known(report: EventReport, day: date, end: int) -> bool:
    if report.told_at is None:
        return bool(report.date) and day_span(report.date)[1] <= day
    return report.told_at < end and (not report.date or day_span(report.date)[0] <= day)


def merge_reports(reports: Iterable[EventReport], now: int) -> list[Moment]:
    """Return one moment for all reports of an event, in order of their dates; `now` is in epoch seconds.

    Reports are of one event if their kinds are equal, their people (one may name fewer), and the child, work or award
    where both name it. Their dates must agree, too: one within the other, or at most three days apart. A coarse date
    joins the one finer event that it fits; if it fits several, it stands for itself. A report without a date joins an
    event of the thirty days before it and is left out otherwise. So is what may happen (status "hypothetical") and
    what lies after `now`. The order of the reports changes nothing.
    """
    today = datetime.fromtimestamp(now, UTC).date()
    by_claim: defaultdict[EventClaim, list[EventReport]] = defaultdict(list)
    for report in dict.fromkeys(reports_as_of(reports, today)):
        if report.status != "hypothetical" and (report.told_at or 0) <= now:
            by_claim[make_claim(report)].append(report)
    groups: dict[str, list[list[EventClaim]]] = {}
    # The finest first, so that a year finds the day that it means whichever was told first.
    for claim in sorted(by_claim, key=lambda one: (-len(one.date), one.date, one.told, -len(one.people), one.sort_key)):
        same = groups.setdefault(claim.kind, [])
        home = find_home(claim, same)
        if home is not None:
            home.append(claim)
        elif claim.date:
            same.append([claim])
    made = [
        _make_moment([report for claim in group for report in by_claim[claim]])
        for same in groups.values()
        for group in same
    ]
    return sorted(made, key=moment_order)


def moment_order(moment: Moment) -> tuple[str, str, tuple[int, ...], str]:
    """Return the sort key of a moment: date, a year before its months, then what makes the order stable."""
    return moment.date, moment.kind, moment.people, moment.what


def _make_moment(reports: Sequence[EventReport]) -> Moment:
    told = sorted(reports, key=lambda one: (one.told_at is not None, one.told_at or 0, one.source, one.url, str(one)))
    kind = told[0].kind
    widest = max(told, key=lambda one: (len(one.people), one.told_at is None))
    people = dict.fromkeys(id_ for one in (widest, *told) for id_ in one.people)
    return Moment(
        kind=kind,
        date=_choose_date(told),
        people=tuple(people),
        what=max(told, key=lambda one: (one.told_at is None, len(one.what))).what
        or max((one.what for one in told), key=len),
        status=judge_standing(told),
        reports=tuple(told),
        weight=len({one.source for one in told}),
    )


def _choose_date(told: Sequence[EventReport]) -> str:
    """Return the finest date; of several, the catalogue's, then the one that most sources give, then the earliest.

    What lasts is entered where it was told first.
    """
    finest = max(len(one.date) for one in told)
    said: defaultdict[str, set[str]] = defaultdict(set)
    listed = {one.date for one in told if one.told_at is None}
    for one in told:
        if len(one.date) == finest:
            said[one.date].add(one.source)
    if KINDS[told[0].kind].lasting_days:
        return min(said)
    return min(said, key=lambda at: (at not in listed, -len(said[at]), at))


def judge_standing(told: Iterable[EventReport]) -> Standing:
    """Return the standing by each outlet's last word: two that say it and none that denies make a fact.

    A row of the catalogue is a fact by itself, and so is a death in an official's words that nobody has denied since.
    A denial that nobody has outdone stands.
    """
    told = list(told)
    if any(one.told_at is None and one.status == "fact" for one in told):
        return "fact"
    last = {one.source: one for one in sorted(told, key=lambda one: (one.told_at or 0, one.status, str(one)))}
    plain = [one.told_at or 0 for one in last.values() if one.status == "fact"]
    denials = [one.told_at or 0 for one in last.values() if one.status == "denied"]
    if denials and max(denials) >= max(plain, default=0):
        return "denied"
    if not plain:
        return "rumour"
    official = [one.told_at or 0 for one in told if one.status == "fact" and _is_official_death(one)]
    if official and max(official) > max(denials, default=-1):
        return "fact"
    return "fact" if len(plain) >= _LEAST_OUTLETS and not denials else "reported"


def _is_official_death(report: EventReport) -> bool:
    return report.kind == "died" and is_official(report.sentence)


def make_peak_moments(days: Sequence[Peak], moments: Iterable[Moment], count: int) -> list[Moment]:
    """Return at most `count` stories that stand out, in order of their days, as moments of kind "story".

    A day that has a life event already is left out, and so is a story that tells one or that another day has. One
    outlet alone makes no peak. What is known of a day later is in `Peak.spoken_of`: as of a day, ask storage
    for the counts of that day.
    """
    known = list(moments)
    taken_days = {moment.date for moment in known}
    taken = {report.story for moment in known for report in moment.reports} | {0}
    free = {date.fromisoformat(one.date): one for one in days if one.date not in taken_days}
    free = {day: one for day, one in free.items() if one.story not in taken and one.outlets >= _LEAST_OUTLETS}
    ranked = choose_days(
        {day: one.spoken_of for day, one in free.items()}, {day: one.reports for day, one in free.items()}, len(free)
    )
    best: dict[int, Peak] = {}
    for day in ranked:
        best.setdefault(free[day].story, free[day])
    return sorted(map(_story_moment, list(best.values())[: max(0, count)]), key=moment_order)


def _story_moment(peak: Peak) -> Moment:
    return Moment(
        kind="story",
        date=peak.date,
        people=(),
        what=peak.headline,
        status="reported",
        weight=day_score(peak.spoken_of, peak.reports),
        story=peak.story,
        outlets=peak.outlets,
    )


def redact_moments(moments: Iterable[Moment], now: int) -> list[Moment]:
    """Return the moments that may be told at `now`, in order."""
    return sorted((_hide_child(moment, now) for moment in moments if _may_be_told(moment)), key=moment_order)


def _may_be_told(moment: Moment) -> bool:
    """True if it may be told: what does harm if wrong must be a fact."""
    return moment.kind == "story" or moment.status == "fact" or not KINDS[moment.kind].is_grave


def _hide_child(moment: Moment, now: int) -> Moment:
    """Hide name and birthday of a child under 18: only the year is left, and whether son or daughter."""
    if moment.kind != "child_born" or not moment.date or is_grown(moment.date, now):
        return moment
    words = moment.what.replace(",", " ").split()
    return replace(moment, date=moment.date[:4], what=next((word for word in words if word in _CHILDREN), ""))
