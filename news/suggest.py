"""Autocomplete: the people whose names begin, at any word, with what was typed, typos forgiven."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from news.model import Person

_LONGEST = 80  # characters; an option holds 6,000, and half as many words took 0.4 s
_WORDS = 4  # of a name can be begun with
_SHORTEST_TYPO = 3  # a typo in fewer letters makes another name
_ALIKE = 0.82  # Jaro-Winkler; "beyonse" to "beyonce" .97, "zendeya" to "zendaya" .94, "kim" to "jim" .78


class Suggestions:
    """The tails of all names ("kim kardashian", "kardashian"), sorted, with their people by popularity."""

    def __init__(self, people: Iterable[Person], by_key: Mapping[str, Sequence[int]]) -> None:
        self._people = people
        self._by_key = by_key

    @cached_property
    def _ranked(self) -> list[Person]:
        return sorted(self._people, key=lambda person: (-person.popularity, person.id))

    @cached_property
    def _tails(self) -> tuple[list[str], list[int]]:
        """Made when first asked for (0.04 s, 0.5 s with 100,000 people): the background task never asks."""
        rank_of = {person.id: rank for rank, person in enumerate(self._ranked)}
        pairs: list[tuple[str, int]] = []
        for key, ids in self._by_key.items():
            ranks = [rank_of[id_] for id_ in ids]
            start = 0
            for _ in range(_WORDS):
                tail = key[start:]
                pairs += ((tail, rank) for rank in ranks)
                start = key.find(" ", start) + 1
                if not start:
                    break
        pairs.sort()
        return [tail for tail, _ in pairs], [rank for _, rank in pairs]

    def complete(self, key: str, limit: int) -> list[int]:
        """Give the ids of at most `limit` people for a typed `name_key`; for nothing typed the most popular."""
        key = key[:_LONGEST]
        if not key:
            return [person.id for person in self._ranked[:limit]]
        ranks = nsmallest(limit, set(self._beginning(key)))
        if not ranks and len(key) >= _SHORTEST_TYPO:
            ranks = self._alike(key)
        return [self._ranked[rank].id for rank in ranks[:limit]]

    def _beginning(self, key: str) -> list[int]:
        tails, ranks = self._tails
        found = ranks[bisect_left(tails, key) : bisect_left(tails, key + "\U0010ffff")]
        if not found and " " in key:  # words in another order: "kardashian kim"
            sets = [set(self._beginning(word)) for word in set(key.split(" "))]
            found = list(set.intersection(*sets))
        return found

    def _alike(self, key: str) -> list[int]:
        tails, ranks = self._tails
        near = process.extract(key, tails, scorer=JaroWinkler.similarity, score_cutoff=_ALIKE, limit=60)
        best: dict[int, int] = {}
        for tail, _, index in near:
            edits = OSA.distance(key, tail[: len(key)])
            if edits <= max(1, len(key) // 4):
                best[ranks[index]] = min(edits, best.get(ranks[index], edits))
        return sorted(best, key=lambda rank: (best[rank], rank))
