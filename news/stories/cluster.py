"""Articles to stories: fresh articles join open stories or begin new ones, and grown stories are looked at anew."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import count
from operator import itemgetter

from news.model.stories import Clip, PlacedArticle, Placement
from news.stories.groups import JOIN, Board, Group
from news.stories.link_rules import NO_RULES, LinkRules
from news.stories.terms import term_vector

NEAR = 0.5 * JOIN  # a story of n articles is compared if one is so near to a fresh one, over the root of n
TELLING = 24  # terms of a fresh article, heaviest first, by which near ones are looked for
AGAIN = 1.3  # a story is taken apart each time that it has grown by this factor...
LARGEST = 60  # ... up to this size: the cost grows with its square, and larger ones hardly changed
MOST = 3_000  # articles that a round compares in full


def place_articles(
    fresh: Sequence[Clip], open_clips: Sequence[Clip], now: int, ties: LinkRules = NO_RULES
) -> Placement:
    """Return each fresh clip a story, and each open one that moved; the order of the arguments does not matter.

    An open story keeps its id with its largest part (of equal ones the lower id); one whose articles all went into
    others is in `merged`. New stories are -1, -2, ... Figures: `benchmarks.quality stories`. `now` decides nothing:
    what is too long ago is measured between articles, so that an import of old ones makes stories, too. What moderators
    said (`ties`) holds afterwards where it held before; of an open story it speaks of, every such article must be here.
    """
    arrived = sorted(fresh, key=_clip_order)
    stories = _nearby_stories(arrived, sorted(open_clips, key=_clip_order))
    board = Board(ties)
    for story in stories.values():
        board.add_group(story)
    board.merge_groups([board.add_group([clip]) for clip in arrived])
    _look_again(board)
    return _name_groups(list(board.groups.values()))


def _clip_order(clip: Clip) -> tuple[int, int]:
    return clip.published, clip.key


def _clip_vector(clip: Clip) -> Mapping[str, float]:
    return term_vector(clip.title, clip.text, clip.names)


def _nearby_stories(fresh: Sequence[Clip], open_clips: Sequence[Clip]) -> dict[int, list[Clip]]:
    """Return the open stories with an article near to a fresh one, the nearest first up to MOST articles."""
    seekers = _sought_terms(fresh)
    stories: defaultdict[int, list[Clip]] = defaultdict(list)
    nearest: dict[int, float] = {}
    for clip in open_clips:
        if clip.story is not None:
            stories[clip.story].append(clip)
            nearest[clip.story] = max(_best_cosine(_clip_vector(clip), seekers), nearest.get(clip.story, 0.0))
    # n unit vectors add up to a length of at least the root of n: no cosine with the sum is above this.
    reach = {story: near * math.sqrt(len(stories[story])) for story, near in nearest.items()}
    chosen: dict[int, list[Clip]] = {}
    room = MOST
    for story in sorted((story for story in reach if reach[story] >= NEAR), key=lambda story: (-reach[story], story)):
        room -= len(stories[story])
        if room >= 0 or not chosen:
            chosen[story] = stories[story]
    return chosen


def _sought_terms(fresh: Sequence[Clip]) -> Mapping[str, list[tuple[int, float]]]:
    seekers: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, clip in enumerate(fresh):
        for term, weight in heapq.nlargest(TELLING, _clip_vector(clip).items(), key=itemgetter(1)):
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
    """Take stories apart that grew by much: what began one story may be two, seen with more articles."""
    grown = [group for group in board.groups.values() if _has_grown(group)]
    for group in grown:
        board.remove_group(group)
    board.merge_groups([board.add_group(unit) for group in grown for unit in board.ties.split_units(group.clips)])


def _has_grown(group: Group) -> bool:
    after = len(group.clips)
    before = max(1, sum(clip.story is not None for clip in group.clips))
    return 2 < after <= LARGEST and int(math.log(after, AGAIN)) != int(math.log(before, AGAIN))


def _name_groups(groups: Sequence[Group]) -> Placement:
    """Name the groups: an id goes with the largest part of its story."""
    held = [Counter(clip.story for clip in group.clips if clip.story is not None) for group in groups]
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
        PlacedArticle(clip.key, names[at])
        for at, group in enumerate(groups)
        for clip in group.clips
        if clip.story != names[at]
    ]
    return Placement(tuple(placed), merged)
