"""Autocomplete: the people whose names begin, at any word, with what was typed, typos forgiven."""

from collections.abc import Iterable, Sequence
from heapq import nsmallest

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from news.people.name_table import Register

_LONGEST = 80  # characters; an option holds 6,000, and half as many words took 0.4 s
_SHORTEST_TYPO = 3  # a typo in fewer letters makes another name
_ALIKE = 0.82  # Jaro-Winkler; "beyonse" to "beyonce" .97, "zendeya" to "zendaya" .94, "kim" to "jim" .78
_POPULAR = 8_000  # people who are found in spite of a wrong first letter: all of 100,000 took 75 ms to look through


class Suggestions:
    """People by rank whose names begin as typed; all answers are in the order of popularity, or of likeness first."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._popular = register.popular_tails(_POPULAR)

    def complete(self, key: str, limit: int) -> list[int]:
        """Give the ranks of at most `limit` people for a typed `name_key`."""
        key = key[:_LONGEST]
        ranks = self.begin(key, limit)
        if not ranks and len(key) >= _SHORTEST_TYPO:
            ranks = self._alike(key, self._register.beginning(key[0])) or self._alike(key, self._popular)
        return ranks[:limit]

    def begin(self, key: str, limit: int) -> list[int]:
        """Give the ranks of at most `limit` people with a name that begins, at any word, with just this."""
        return nsmallest(limit, self._beginning(key))

    def _beginning(self, key: str) -> set[int]:
        found = set(self._register.tail_ranks(self._register.beginning(key)))
        if not found and " " in key:  # words in another order: "kardashian kim"
            found = set.intersection(*map(self._beginning, set(key.split(" "))))
        return found

    def _alike(self, key: str, tails: Sequence[int]) -> list[int]:
        names: Iterable[str] = map(self._register.tail, tails)
        near = process.extract(key, list(names), scorer=JaroWinkler.similarity, score_cutoff=_ALIKE, limit=60)
        best: dict[int, int] = {}
        for tail, _, index in near:
            edits = OSA.distance(key, tail[: len(key)])
            if edits <= max(1, len(key) // 4):
                rank = self._register.tail_ranks(range(tails[index], tails[index] + 1))[0]
                best[rank] = min(edits, best.get(rank, edits))
        return sorted(best, key=lambda rank: (best[rank], rank))
