"""Groups of articles that tell of one event, merged best pair first by the cosine of their summed vectors.

Never by chains: a group is compared as a whole. Sums of look-alikes (another player's arrest, the next award) grow
alike, too, so that two groups of several articles need a higher cosine than single ones.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, count

from news.model.stories import Clip
from news.stories.link_rules import NO_RULES, LinkRules
from news.stories.terms import term_vector

JOIN = 0.205  # cosine from which two single articles are one story
GROWN = 0.3  # how much more two groups need, for a factor e in the size of the smaller one
STRANGERS = 0.1  # what a cosine is worth where both name people and share none: at .3, "X tests positive" joins Y's...
UNKNOWN = 0.8  # ... and where one names people and the other none
REACH = 72 * 3600  # seconds without news after which a story is over: later it is the same star in another event

_Pair = tuple[float, int, int, int, int]  # -score, then number and version of both groups


class Group:
    """Articles that stand together: the sum of their vectors, and who is named how often.

    `units` and `foes` are what `ties` has of its articles; both are empty where no moderator repaired anything.
    """

    __slots__ = ("clips", "first", "foes", "last", "named", "number", "people", "size", "total", "units", "version")

    def __init__(self, number: int, clips: Iterable[Clip], ties: LinkRules = NO_RULES) -> None:
        self.number = number
        self.version = 0
        self.clips = list(clips)
        self.units = ties.units_of(clip.key for clip in self.clips)
        self.foes = {foe for unit in self.units for foe in ties.foes.get(unit, ())}
        self.people = Counter(chain.from_iterable(clip.people for clip in self.clips))
        first, *others = (term_vector(clip.title, clip.text, clip.names) for clip in self.clips)
        self.total = dict(first)
        for other in others:
            self._add_weights(other)
        self.size = _vector_length(self.total)
        self.named = _frequent_people(self.people, len(self.clips))
        self.first = min(clip.published for clip in self.clips)
        self.last = max(clip.published for clip in self.clips)

    def merge_group(self, other: "Group") -> None:
        """Add another group's articles; `version` tells older comparisons from newer ones."""
        self.version += 1
        self.clips += other.clips
        self.people.update(other.people)
        self.units |= other.units
        self.foes |= other.foes
        self.named = _frequent_people(self.people, len(self.clips))
        self._add_weights(other.total)
        self.size = _vector_length(self.total)
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)

    def _add_weights(self, weights: Mapping[str, float]) -> None:
        for term, weight in weights.items():
            self.total[term] = self.total.get(term, 0.0) + weight


class Board:
    """The groups of a round, and which of them hold a term."""

    def __init__(self, ties: LinkRules = NO_RULES) -> None:
        self.ties = ties
        self.groups: dict[int, Group] = {}
        self._holders: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._numbers = count()

    def add_group(self, clips: Iterable[Clip]) -> Group:
        """Put a new group of these articles on the board."""
        group = Group(next(self._numbers), clips, self.ties)
        self.groups[group.number] = group
        self._index_terms(group, group.total)
        return group

    def remove_group(self, group: Group) -> None:
        """Take a group off the board."""
        del self.groups[group.number]
        for term in group.total:
            del self._holders[term][group.number]

    def _index_terms(self, group: Group, terms: Iterable[str]) -> None:
        for term in terms:
            self._holders[term][group.number] = group.total[term]

    def merge_groups(self, seeds: Iterable[Group]) -> None:
        """Merge best pair first until no pair with a seed, or with what it went into, is alike enough."""
        queue: list[_Pair] = []
        for seed in seeds:
            self._queue_pairs(seed, queue)
        while queue:
            _, number, version, other_number, other_version = heapq.heappop(queue)
            group, other = self.groups.get(number), self.groups.get(other_number)
            if group and other and (group.version, other.version) == (version, other_version):
                self._queue_pairs(self._merge_pair(group, other), queue)

    def _merge_pair(self, group: Group, other: Group) -> Group:
        if (len(group.clips), -group.number) < (len(other.clips), -other.number):
            group, other = other, group
        self.remove_group(other)
        group.merge_group(other)
        self._index_terms(group, other.total)
        return group

    def _queue_pairs(self, group: Group, queue: list[_Pair]) -> None:
        products: defaultdict[int, float] = defaultdict(float)
        for term, weight in group.total.items():
            for number, other_weight in self._holders[term].items():
                products[number] += weight * other_weight
        products.pop(group.number, None)
        for number, product in products.items():
            other = self.groups[number]
            if product < JOIN * group.size * other.size or not group.foes.isdisjoint(other.units):
                continue
            if (score := _group_likeness(group, other, product)) >= JOIN:
                heapq.heappush(queue, (-score, group.number, group.version, number, other.version))


def _group_likeness(group: Group, other: Group, product: float) -> float:
    if group.first - other.last > REACH or other.first - group.last > REACH:
        return 0.0
    smaller = min(len(group.clips), len(other.clips))
    cosine = product / (group.size * other.size)
    return cosine * _people_factor(group.named, other.named) / (1 + GROWN * math.log(smaller))


def _frequent_people(people: Mapping[int, int], articles: int) -> set[int]:
    """Return the people whom at least a quarter of the articles name."""
    return {person for person, times in people.items() if 4 * times >= articles}


def _people_factor(people: set[int], others: set[int]) -> float:
    if people and others:
        return STRANGERS if people.isdisjoint(others) else 1.0
    return UNKNOWN if people or others else 1.0


def _vector_length(total: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in total.values())) or 1.0
