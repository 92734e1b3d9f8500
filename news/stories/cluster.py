"""Articles to stories: fresh articles join open stories or begin new ones; a story that grew is looked at again.

Groups are merged best pair first by the cosine of their summed vectors. Never by chains: a group is compared as a
whole. Sums of look-alikes (another player's arrest, the next award) grow alike, too. So two groups of several articles
need a higher cosine than single ones.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count
from operator import itemgetter

from news.model.stories import ArticleSketch, PlacedArticle, Placement
from news.stories.link_rules import NO_RULES, LinkRules
from news.stories.terms import term_vector

JOIN = 0.205  # cosine from which two single articles are one story
GROWN = 0.3  # how much more two groups need, for a factor e in the size of the smaller one
STRANGERS = 0.1  # what a cosine is worth where both name people and share none: at .3, "X tests positive" joins Y's...
UNKNOWN = 0.8  # ... and where one names people and the other none
REACH = 72 * 3600  # seconds without news after which a story is over: later it is the same star in another event

_Pair = tuple[float, int, int, int, int]  # -score, then number and version of both groups

NEAR = 0.5 * JOIN  # a story of n articles is compared if one is so near to a fresh one, over the root of n
TELLING = 24  # terms of a fresh article, heaviest first, by which near ones are looked for
AGAIN = 1.3  # a story is taken apart each time that it has grown by this factor...
LARGEST = 60  # ... up to this size: the cost grows with its square, and larger ones hardly changed
MOST = 3_000  # articles that a round compares in full


class Group:
    """Articles that stand together: the sum of their vectors, and who is named how often.

    `units` and `foes` are what `rules` has of its articles; both are empty where no moderator repaired anything.
    """

    __slots__ = ("first", "foes", "last", "named", "number", "people", "size", "sketches", "total", "units", "version")

    def __init__(self, number: int, sketches: Iterable[ArticleSketch], rules: LinkRules = NO_RULES) -> None:
        self.number = number
        self.version = 0
        self.sketches = list(sketches)
        self.units = rules.units_of(sketch.key for sketch in self.sketches)
        self.foes = {foe for unit in self.units for foe in rules.foes.get(unit, ())}
        self.people = Counter(chain.from_iterable(sketch.people for sketch in self.sketches))
        first, *others = (term_vector(sketch.title, sketch.text, sketch.names) for sketch in self.sketches)
        self.total = dict(first)
        for other in others:
            self._add_weights(other)
        self.size = _vector_length(self.total)
        self.named = _frequent_people(self.people, len(self.sketches))
        self.first = min(sketch.published for sketch in self.sketches)
        self.last = max(sketch.published for sketch in self.sketches)

    def merge_group(self, other: "Group") -> None:
        """Add another group's articles; `version` tells older comparisons from newer ones."""
        self.version += 1
        self.sketches += other.sketches
        self.people.update(other.people)
        self.units |= other.units
        self.foes |= other.foes
        self.named = _frequent_people(self.people, len(self.sketches))
        self._add_weights(other.total)
        self.size = _vector_length(self.total)
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)

    def _add_weights(self, weights: Mapping[str, float]) -> None:
        for term, weight in weights.items():
            self.total[term] = self.total.get(term, 0.0) + weight


class Board:
    """The groups of a round, and which of them hold a term."""

    def __init__(self, rules: LinkRules = NO_RULES) -> None:
        self.rules = rules
        self.groups: dict[int, Group] = {}
        self._holders: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._numbers = count()

    def add_group(self, sketches: Iterable[ArticleSketch]) -> Group:
        """Put a new group of these articles on the board."""
        group = Group(next(self._numbers), sketches, self.rules)
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
        if (len(group.sketches), -group.number) < (len(other.sketches), -other.number):
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
    smaller = min(len(group.sketches), len(other.sketches))
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


def place_articles(
    fresh: Sequence[ArticleSketch], open_sketches: Sequence[ArticleSketch], now: int, rules: LinkRules = NO_RULES
) -> Placement:
    """Return the story of each fresh article, and of each open one that moved. The order of arguments does not matter.

    An open story keeps its id with its largest part (of equal ones the lower id). A story whose articles all went into
    others is in `merged`. New stories are -1, -2, ... Figures: `benchmarks.quality stories`. `now` decides nothing: age
    is measured between articles, so that an import of old ones makes stories, too. What moderators said (`rules`) holds
    afterwards if it held before. All articles of an open story that it names must be among `open_sketches`.
    """
    arrived = sorted(fresh, key=_sketch_order)
    stories = _nearby_stories(arrived, sorted(open_sketches, key=_sketch_order))
    board = Board(rules)
    for story in stories.values():
        board.add_group(story)
    board.merge_groups([board.add_group([sketch]) for sketch in arrived])
    _look_again(board)
    return _name_groups(list(board.groups.values()))


def _sketch_order(sketch: ArticleSketch) -> tuple[int, int]:
    return sketch.published, sketch.key


def _sketch_vector(sketch: ArticleSketch) -> Mapping[str, float]:
    return term_vector(sketch.title, sketch.text, sketch.names)


def _nearby_stories(
    fresh: Sequence[ArticleSketch], open_sketches: Sequence[ArticleSketch]
) -> dict[int, list[ArticleSketch]]:
    """Return the open stories with an article near to a fresh one, the nearest first up to MOST articles."""
    seekers = _sought_terms(fresh)
    stories: defaultdict[int, list[ArticleSketch]] = defaultdict(list)
    nearest: dict[int, float] = {}
    for sketch in open_sketches:
        if sketch.story is not None:
            stories[sketch.story].append(sketch)
            nearest[sketch.story] = max(_best_cosine(_sketch_vector(sketch), seekers), nearest.get(sketch.story, 0.0))
    # n unit vectors add up to a length of at least the root of n: no cosine with the sum is above this.
    reach = {story: near * math.sqrt(len(stories[story])) for story, near in nearest.items()}
    chosen: dict[int, list[ArticleSketch]] = {}
    room = MOST
    for story in sorted((story for story in reach if reach[story] >= NEAR), key=lambda story: (-reach[story], story)):
        room -= len(stories[story])
        if room >= 0 or not chosen:
            chosen[story] = stories[story]
    return chosen


def _sought_terms(fresh: Sequence[ArticleSketch]) -> Mapping[str, list[tuple[int, float]]]:
    seekers: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, sketch in enumerate(fresh):
        for term, weight in heapq.nlargest(TELLING, _sketch_vector(sketch).items(), key=itemgetter(1)):
            seekers[term].append((number, weight))
    return seekers


def _best_cosine(weights: Mapping[str, float], seekers: Mapping[str, list[tuple[int, float]]]) -> float:
    products: dict[int, float] = {}
    # Nearly all terms of thousands of open articles are sought by none: they are passed over in C.
    for term in filter(seekers.__contains__, weights):
        own = weights[term]
        for number, weight in seekers[term]:
            products[number] = products.get(number, 0.0) + own * weight
    return max(products.values(), default=0.0)


def _look_again(board: Board) -> None:
    """Take stories apart that grew by much: with more articles it may show that they are two."""
    grown = [group for group in board.groups.values() if _has_grown(group)]
    for group in grown:
        board.remove_group(group)
    board.merge_groups([board.add_group(unit) for group in grown for unit in board.rules.split_units(group.sketches)])


def _has_grown(group: Group) -> bool:
    after = len(group.sketches)
    before = max(1, sum(sketch.story is not None for sketch in group.sketches))
    return 2 < after <= LARGEST and int(math.log(after, AGAIN)) != int(math.log(before, AGAIN))


def _name_groups(groups: Sequence[Group]) -> Placement:
    """Return the groups with their stories' ids: an id stays with the largest part of its story."""
    held = [Counter(sketch.story for sketch in group.sketches if sketch.story is not None) for group in groups]
    shares = sorted((-times, story, at) for at, stories_of in enumerate(held) for story, times in stories_of.items())
    names: dict[int, int] = {}
    where: dict[int, int] = {}
    for _, story, at in shares:
        if at not in names and story not in where:
            names[at], where[story] = story, at
    unnamed = count(-1, -1)
    for at in range(len(groups)):
        if at not in names:
            names[at] = next(unnamed)
    merged: dict[int, int] = {}
    for _, story, at in shares:
        if story not in where:
            merged.setdefault(story, names[at])
    placed = [
        PlacedArticle(sketch.key, names[at])
        for at, group in enumerate(groups)
        for sketch in group.sketches
        if sketch.story != names[at]
    ]
    return Placement(tuple(placed), merged)
