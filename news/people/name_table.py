"""A register of names: who bears one, and which begin, at any of their words, with what is typed.

All names stand sorted in one string, found by a table of their hashes. With 100,000 names it takes 5 MB; a dict of them
and a sorted list of their tails took 48.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

_WORDS = 4  # of a name can be begun with
_END = "\n"  # sorts before all that a name holds, so that "kim" comes before "kim kardashian"


class NameTable:
    """Names by number, in sorted order, with the ranks of the people who bear them: 0 is the most popular."""

    def __init__(self, names: Iterable[Iterable[str]]) -> None:
        """Take the names of each person, the most popular person first; none holds a line break or a tab."""
        # One string a name and person takes half the memory of a tuple, and sorts the bearers of a name, too.
        rows = sorted(f"{name}\t{rank:07}" for rank, theirs in enumerate(names) for name in theirs)
        self._ranks = array("I", [int(row[-7:]) for row in rows])
        owned = [row[:-8] for row in rows]
        del rows
        firsts = [row for row, name in enumerate(owned) if not row or owned[row - 1] != name]
        distinct = [owned[row] for row in firsts]
        self._firsts = array("I", [*firsts, len(owned)])  # of each name in the ranks, and their end
        self._starts = array("I", accumulate([len(name) + 1 for name in distinct], initial=0))  # ... in the text
        self._text = _END.join((*distinct, ""))
        self._slots = self._hash_table(distinct)
        del distinct, owned  # 14 MB of 100,000 names, before the tails need their own
        self._tails, self._tail_ranks = self._sorted_tails()

    @staticmethod
    def _hash_table(names: list[str]) -> "array[int]":
        """Return a table with a name's number + 1 at the first free slot from its hash on."""
        slots = array("I", bytes(4 << max(1, (2 * len(names)).bit_length())))
        mask = len(slots) - 1
        for number, name in enumerate(names, 1):
            slot = hash(name) & mask
            while slots[slot]:
                slot = slot + 1 & mask
            slots[slot] = number
        return slots

    def _sorted_tails(self) -> tuple["array[int]", "array[int]"]:
        """Return where names can be begun in the text, in the order of what follows, with a bearer's rank each."""
        begun: defaultdict[str, tuple[array[int], array[int]]] = defaultdict(lambda: (array("I"), array("I")))
        for number in range(len(self)):
            words = self._words_of(number)
            for rank in self.bearer_ranks(number):
                for place in words:  # apart by letter: all tails at once took 20 MB to sort
                    places, ranks = begun[self._text[place]]
                    places.append(place)
                    ranks.append(rank)
        all_places, all_ranks = array("I"), array("I")
        for letter in sorted(begun):
            places, ranks = begun.pop(letter)
            tails = [self._text[place : self._text.index(_END, place)] for place in places]
            order = sorted(range(len(tails)), key=tails.__getitem__)
            all_places.extend([places[n] for n in order])
            all_ranks.extend([ranks[n] for n in order])
        return all_places, all_ranks

    def _words_of(self, number: int) -> list[int]:
        """Return where the first words of a name begin in the text."""
        begins, end = [self._starts[number]], self._starts[number + 1]
        while len(begins) < _WORDS and (space := self._text.find(" ", begins[-1], end)) >= 0:
            begins.append(space + 1)
        return begins

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[str]:
        return map(self.name, range(len(self)))

    def name(self, number: int) -> str:
        """Return the name of this number."""
        return self._text[self._starts[number] : self._starts[number + 1] - 1]

    def bearer_ranks(self, number: int) -> "array[int]":
        """Return the ranks of those who bear the name of this number, the most popular first."""
        return self._ranks[self._firsts[number] : self._firsts[number + 1]]

    def number(self, name: str) -> int | None:
        """Return the number of a name, or None."""
        mask = len(self._slots) - 1
        slot = hash(name) & mask
        while found := self._slots[slot]:
            if self.name(found - 1) == name:
                return found - 1
            slot = slot + 1 & mask
        return None

    def ranks_bearing(self, name: str) -> "array[int]":
        """Return the ranks of those who bear a name, the most popular first."""
        number = self.number(name)
        return array("I") if number is None else self.bearer_ranks(number)

    def tails_beginning(self, typed: str) -> range:
        """Return the numbers of the tails of names ("kim kardashian", "kardashian") that begin with this."""

        def head(place: int) -> str:
            return self._text[place : place + len(typed)]

        start = bisect_left(self._tails, typed, key=head)
        return range(start, bisect_right(self._tails, typed, start, key=head))

    def tail_text(self, number: int) -> str:
        """Return the tail of this number, up to the end of its name."""
        place = self._tails[number]
        return self._text[place : self._text.index(_END, place)]

    def tail_ranks(self, tails: range) -> "array[int]":
        """Return the ranks of the bearers of neighbouring tails."""
        return self._tail_ranks[tails.start : tails.stop]

    def popular_tails(self, below: int) -> list[int]:
        """Return the tails of the names of people above a rank."""
        return [number for number, rank in enumerate(self._tail_ranks) if rank < below]


_LONGEST = 80  # characters; an option holds 6,000, and half as many words took 0.4 s
_SHORTEST_TYPO = 3  # a typo in fewer letters makes another name
_ALIKE = 0.82  # Jaro-Winkler; "beyonse" to "beyonce" .97, "zendeya" to "zendaya" .94, "kim" to "jim" .78
_POPULAR = 8_000  # people who are found in spite of a wrong first letter: all of 100,000 took 75 ms to look through


class Suggestions:
    """People by rank whose names begin as typed; all answers are in the order of popularity, or of likeness first."""

    def __init__(self, register: NameTable) -> None:
        self._register = register
        self._popular = register.popular_tails(_POPULAR)

    def complete_name(self, key: str, limit: int) -> list[int]:
        """Return the ranks of at most `limit` people for a typed `name_key`."""
        key = key[:_LONGEST]
        ranks = self.people_beginning(key, limit)
        if not ranks and len(key) >= _SHORTEST_TYPO:
            ranks = self._tails_alike(key, self._register.tails_beginning(key[0])) or self._tails_alike(
                key, self._popular
            )
        return ranks[:limit]

    def people_beginning(self, key: str, limit: int) -> list[int]:
        """Return the ranks of at most `limit` people with a name that begins, at any word, with just this."""
        return nsmallest(limit, self._tails_beginning(key))

    def _tails_beginning(self, key: str) -> set[int]:
        found = set(self._register.tail_ranks(self._register.tails_beginning(key)))
        if not found and " " in key:  # words in another order: "kardashian kim"
            found = set.intersection(*map(self._tails_beginning, set(key.split(" "))))
        return found

    def _tails_alike(self, key: str, tails: Sequence[int]) -> list[int]:
        names: Iterable[str] = map(self._register.tail_text, tails)
        near = process.extract(key, list(names), scorer=JaroWinkler.similarity, score_cutoff=_ALIKE, limit=60)
        best: dict[int, int] = {}
        for tail, _, index in near:
            edits = OSA.distance(key, tail[: len(key)])
            if edits <= max(1, len(key) // 4):
                rank = self._register.tail_ranks(range(tails[index], tails[index] + 1))[0]
                best[rank] = min(edits, best.get(rank, edits))
        return sorted(best, key=lambda rank: (best[rank], rank))
