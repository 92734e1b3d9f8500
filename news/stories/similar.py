"""Which stories may be the same as one, for a moderator to choose from: by words, people and time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .terms import vector

_DAY = 86400
_PERSON = 0.15  # what somebody in common counts for, two at most; the same headline counts 1
_AGE = 0.02  # what a day between them takes off
_LEAST = 0.1


@dataclass(frozen=True, slots=True)
class Other:
    """A story that may be the same."""

    id: int
    headline: str
    last_at: int


def nearest(headline: str, at: int, others: Iterable[Other], shared: Mapping[int, int], most: int) -> list[Other]:
    """Give the stories most like one with this headline, last told at `at`; `shared`: how many people by story."""
    weights = _weights(headline)

    def score(other: Other) -> float:
        words = sum(weights.get(term, 0.0) * weight for term, weight in _weights(other.headline).items())
        return words + _PERSON * min(shared.get(other.id, 0), 2) - _AGE * abs(at - other.last_at) / _DAY

    scored = sorted(((score(other), other) for other in others), key=lambda pair: (-pair[0], -pair[1].id))
    return [other for points, other in scored if points >= _LEAST][:most]


def _weights(headline: str) -> Mapping[str, float]:
    # Not remembered: a thousand headlines would drive out the articles that the next round compares.
    return vector.__wrapped__(headline, "")
