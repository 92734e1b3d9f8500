"""What trends: reports that fade with age, less what is usual, weighed by independent outlets."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from news.model.stories import Coverage
from news.text.messages import message, plural

USUAL_DAYS = 28  # the days before the window over which "usual" is the mean
LEAST_HISTORY = 2 * 86400  # seconds of store before the window below which nothing is known to be usual
FLOOR_ARTICLES, FLOOR_OUTLETS = 3, 2
_DAY_SUM = sum((hour + 2.5) ** -1.8 for hour in range(24))  # what one report an hour comes to


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A subject's place and the arithmetic behind it; `usual` is in reports a window, None if unknown."""

    subject: int
    articles: int
    outlets: int  # independent ones, by origin
    heat: float
    usual: float | None
    expected: float
    score: float
    first_at: int
    above_floor: bool

    @property
    def has_one_source(self) -> bool:
        """True if it is explained as "one source"."""
        return self.outlets <= 1 and not self.above_floor


def rank_subjects(
    coverage: Iterable[Coverage], usual: Mapping[int, float | None], *, hours: int, now: int
) -> list[Rank]:
    """Return the subjects in order: those above the floor first, each part by score.

    `usual` has how many reports in a window of these hours are usual for a subject; None or missing if unknown.
    """
    ranks = [_rank_subject(subject, usual.get(subject.subject), hours, now) for subject in coverage]
    return sorted(ranks, key=lambda r: (not r.above_floor, -r.score, -r.first_at, r.subject))


def _rank_subject(covered: Coverage, usual: float | None, hours: int, now: int) -> Rank:
    heat = sum(count * report_weight((now - at) / 3600, hours) for at, count in covered.reports)
    expected = (usual or 0.0) / 24 * _DAY_SUM
    return Rank(
        subject=covered.subject,
        articles=covered.articles,
        outlets=covered.outlets,
        heat=heat,
        usual=usual,
        expected=expected,
        score=(heat - expected) / math.sqrt(expected + 0.3) * (1 + math.log(max(covered.outlets, 1))),
        first_at=covered.first_at,
        above_floor=covered.articles >= FLOOR_ARTICLES and covered.outlets >= FLOOR_OUTLETS,
    )


def report_weight(age_hours: float, window_hours: int) -> float:
    """Return the weight of one report by its age. The curve was measured on a day and stretches with the window."""
    return float((max(age_hours, 0.0) * 24 / window_hours + 2) ** -1.8)


def usual_reports(reports: int, days: float, hours: int) -> float:
    """Return how many of a person's reports, counted over some days, fall into a window of these hours."""
    return reports / (days * 24) * hours


def usual_span(window_start: int, store_begin: int | None) -> tuple[int, float]:
    """Return the start of the span that "usual" is counted over and its days; 0 days if the store is too young."""
    since = window_start - USUAL_DAYS * 86400
    if store_begin is None or window_start - max(since, store_begin) < LEAST_HISTORY:
        return window_start, 0.0
    return since, (window_start - max(since, store_begin)) / 86400


def explain_rank(rank: Rank, window: str) -> str:
    """Return the arithmetic in a line: "14 articles from 9 outlets in 6 h; usually 1.2"."""
    articles = plural("{count} article", "{count} articles", rank.articles)
    if rank.has_one_source:
        told = message("one source · {articles} in {window}", articles=articles, window=window)
    else:
        outlets = plural("{count} outlet", "{count} outlets", rank.outlets)
        told = message("{articles} from {outlets} in {window}", articles=articles, outlets=outlets, window=window)
    if rank.usual is None:
        return told
    if rank.usual < 0.05:
        return message("{told}; usually none", told=told)
    return message("{told}; usually {usual}", told=told, usual=f"{rank.usual:.1f}")
