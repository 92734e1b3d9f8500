"""Which stories moderators said are one or two, and which ones may be the same, to choose from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from news.model.stories import ArticleSketch, StoryRepair
from news.stories.terms import term_vector

_DAY = 86400
_PERSON = 0.15  # what somebody in common counts for, two at most; the same headline counts 1
_AGE = 0.02  # what a day between them takes off
_LEAST = 0.1


@dataclass(frozen=True, slots=True)
class LinkRules:
    """Articles (by key) in units that stay together, and for each unit those that never share its story."""

    units: Mapping[int, int] = field(default_factory=dict)
    foes: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def units_of(self, keys: Iterable[int]) -> set[int]:
        """Return the units of these articles; an article that no repair names is in none."""
        return {self.units[key] for key in keys if key in self.units} if self.units else set()

    def split_units(self, sketches: Iterable[ArticleSketch]) -> list[list[ArticleSketch]]:
        """Part sketches into the smallest groups that may be taken from one another."""
        groups: dict[tuple[bool, int], list[ArticleSketch]] = {}
        for sketch in sketches:
            unit = self.units.get(sketch.key)
            groups.setdefault((unit is None, sketch.key if unit is None else unit), []).append(sketch)
        return list(groups.values())

    def are_apart(self, keys: Iterable[int], others: Iterable[int]) -> bool:
        """True if some of these articles must not share a story with some of the others."""
        theirs = self.units_of(others)
        return any(not theirs.isdisjoint(self.foes.get(unit, ())) for unit in self.units_of(keys))

    def are_joined(self, keys: Iterable[int], others: Iterable[int]) -> bool:
        """True if some of these articles stand together with some of the others."""
        return not self.units_of(keys).isdisjoint(self.units_of(others))


NO_RULES = LinkRules()


def derive_link_rules(repairs: Sequence[StoryRepair]) -> LinkRules:
    """Return the rules that follow from all repairs; if two contradict each other, the later one (by id) holds.

    After a split, what was taken out stays together. What was left is only kept apart from it: nobody said that all of
    it is one story.
    """
    if not repairs:
        return NO_RULES
    builder = _RuleBuilder()
    for repair in sorted(repairs, key=lambda repair: -repair.id):  # what is joined first is not parted any more
        builder.join_articles(repair.taken if repair.kind == "split" else (*repair.kept, *repair.taken))
        if repair.kind == "split":
            builder.part_articles(repair.kept, repair.taken)
    return builder.build_rules()


class _RuleBuilder:
    """Units as they grow."""

    def __init__(self) -> None:
        self._unit: dict[int, int] = {}  # by article
        self._articles: dict[int, list[int]] = {}  # by unit
        self._foes: dict[int, set[int]] = {}

    def join_articles(self, keys: Iterable[int]) -> None:
        """Make one unit of these articles; if some are apart already, one on each side."""
        sides: list[int] = []
        for key in sorted(keys):
            unit = self._unit_of(key)
            if unit in sides:
                continue
            side = next((side for side in sides if side not in self._foes[unit]), None)
            if side is None:
                sides.append(unit)
            else:
                self._merge_units(side, unit)

    def part_articles(self, keys: Collection[int], others: Collection[int]) -> None:
        """Keep these articles apart from the others, except those that are one unit already."""
        theirs = {self._unit_of(key) for key in others}
        for unit in {self._unit_of(key) for key in keys}:
            for other in theirs - {unit}:
                self._foes[unit].add(other)
                self._foes[other].add(unit)

    def build_rules(self) -> LinkRules:
        """Return the rules so far."""
        return LinkRules(self._unit, {unit: frozenset(foes) for unit, foes in self._foes.items() if foes})

    def _unit_of(self, key: int) -> int:
        if key not in self._unit:
            unit = len(self._unit) + 1
            self._unit[key], self._articles[unit], self._foes[unit] = unit, [key], set()
        return self._unit[key]

    def _merge_units(self, unit: int, other: int) -> None:
        for key in self._articles[other]:
            self._unit[key] = unit
        self._articles[unit] += self._articles.pop(other)
        for foe in self._foes.pop(other):
            self._foes[foe] = self._foes[foe] - {other} | {unit}
            self._foes[unit].add(foe)


@dataclass(frozen=True, slots=True)
class StoryCandidate:
    """A story that may be the same."""

    id: int
    headline: str
    last_at: int


def nearest_stories(
    headline: str, at: int, others: Iterable[StoryCandidate], shared: Mapping[int, int], most: int
) -> list[StoryCandidate]:
    """Return the stories most like the one with this headline, last reported at `at`.

    `shared` is how many people each story has in common with it.
    """
    weights = _headline_weights(headline)

    def score(other: StoryCandidate) -> float:
        words = sum(weights.get(term, 0.0) * weight for term, weight in _headline_weights(other.headline).items())
        return words + _PERSON * min(shared.get(other.id, 0), 2) - _AGE * abs(at - other.last_at) / _DAY

    scored = sorted(((score(other), other) for other in others), key=lambda pair: (-pair[0], -pair[1].id))
    return [other for points, other in scored if points >= _LEAST][:most]


def _headline_weights(headline: str) -> Mapping[str, float]:
    # Not remembered: a thousand headlines would drive out the articles that the next round compares.
    return term_vector.__wrapped__(headline, "")
