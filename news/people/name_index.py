"""Who bears which name: an index of the catalogue for the rules that read an article's names, and for what is typed.

All names stand sorted in one string, found by a table of their hashes. With 100,000 names it takes 5 MB; a dict of them
and a sorted list of their tails took 48.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import accumulate
from operator import attrgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from news.model.people import Person
from news.people.names import TITLES, flatten_text, name_key

_WORDS = 4  # of a name can be begun with
_END = "\n"  # sorts before all that a name holds, so that "kim" comes before "kim kardashian"
_LONGEST = 80  # characters; an option holds 6,000, and half as many words took 0.4 s
_SHORTEST_TYPO = 3  # a typo in fewer letters makes another name
_ALIKE = 0.82  # Jaro-Winkler; "beyonse" to "beyonce" .97, "zendeya" to "zendaya" .94, "kim" to "jim" .78
_POPULAR = 8_000  # people who are found in spite of a wrong first letter: all of 100,000 took 75 ms to look through
_FAMILY = 12  # a surname with more bearers (Smith, Brown) makes no family of people named together


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


class NameIndex:
    """What the rules need to know of the catalogue; keys are `name_key`s."""

    def __init__(self, people: Iterable[Person], couples: Mapping[str, Sequence[int]]) -> None:
        by_id = sorted(people, key=attrgetter("id"))
        self.ranked = sorted(by_id, key=attrgetter("popularity"), reverse=True)
        self._ids = array("q", map(attrgetter("id"), by_id))  # bisected: a dict took 4 MB more
        del by_id
        ids = [person.id for person in self.ranked]
        self._rank_of = array("I", sorted(range(len(ids)), key=ids.__getitem__))
        self.register = NameTable(map(_name_keys, self.ranked))
        # All who bear a name or bore it, the most popular first; the news asks for the same few names over and over.
        self.ids = lru_cache(maxsize=4_096)(self._look_up)
        # Only now: what stays, made between the register's passing strings, would keep 8 MB of theirs from being freed.
        self.given = self._first_names()
        self._crowded = self._crowded_surnames()
        self.risky = {name_key(name) for person in self.ranked for name in person.needs_context}
        self.spaced = dict(self._spaced_forms())
        self.former: dict[str, set[int]] = {}  # names by who bore them once and does no more
        for person in self.ranked:
            for name in person.former:
                self.former.setdefault(name_key(name), set()).add(person.id)
        self.couples: dict[str, tuple[int, ...]] = {}
        self.partners: dict[int, dict[str, int]] = {}  # a person -> the partner's first name -> the partner
        for name, pair in couples.items():
            self._couple_of(name_key(name), tuple(id_ for id_ in pair if self.person(id_)))

    def _first_names(self) -> Counter[str]:
        """Return first names by how many have them before a surname; Shakira Mebarak makes no first name of Shakira."""
        given: Counter[str] = Counter()
        named, alone = "", frozenset[int]()
        for number, name in enumerate(self.register):
            first, _, rest = name.partition(" ")
            if not rest or first in TITLES:
                continue
            if first != named:
                named, alone = first, frozenset(self.register.ranks_bearing(first))
            ranks = self.register.bearer_ranks(number)
            given[first] += sum(rank not in alone for rank in ranks) if alone else len(ranks)
        return +given

    def _crowded_surnames(self) -> set[str]:
        written = Counter(person.name.rpartition(" ")[2] for person in self.ranked if " " in person.name)
        surnames: Counter[str] = Counter()
        for surname, count in written.items():
            if count > 1:
                surnames[name_key(surname)] += count
        return {surname for surname, count in surnames.items() if count > _FAMILY}

    def _spaced_forms(self) -> Iterator[tuple[str, str]]:
        """Yield flat forms with gaps of their own, 'Dwayne "The Rock" Johnson', with their keys."""
        for person in self.ranked:
            for name in (person.name, *person.aliases, *person.former):
                if not name.replace(" ", "").isalnum() and (form := flatten_text(name).strip()) != (
                    key := name_key(name)
                ):
                    yield form, key

    def person(self, id_: int) -> Person | None:
        """Return the person with this id."""
        at = bisect_left(self._ids, id_)
        return self.ranked[self._rank_of[at]] if at < len(self._ids) and self._ids[at] == id_ else None

    def __getitem__(self, id_: int) -> Person:
        person = self.person(id_)
        if person is None:
            raise KeyError(id_)
        return person

    def _look_up(self, key: str) -> tuple[int, ...]:
        return tuple(self.ranked[rank].id for rank in self.register.ranks_bearing(key))

    def is_surname(self, key: str) -> bool:
        """True if a name of the catalogue ends with this word."""
        tails = self.register.tails_beginning(key)
        return bool(tails) and self.register.tail_text(tails[0]) == key

    def _couple_of(self, key: str, ids: tuple[int, ...]) -> None:
        self.couples[key] = ids
        firsts = [word for word in key.split(" ") if word not in TITLES and word != "and"]
        if " and " not in key or len(firsts) != 2 or len(ids) != 2:
            return
        for word in firsts:
            whose = [id_ for id_ in ids if word in self._words_of(id_)]
            if len(whose) == 1:
                self.partners.setdefault(sum(ids) - whose[0], {})[word] = whose[0]

    def _words_of(self, id_: int) -> list[str]:
        person = self[id_]
        return name_key(" ".join((person.name, *person.aliases))).split(" ")

    def relative_named(self, first: str, key: str) -> int | None:
        """Return the most popular bearer of a first name and the surname of a full name or key ("El Moussa", "Moussa").

        None for a surname too common to make a family of people named together.
        """
        last = key.rpartition(" ")[2]
        if last in self._crowded:
            return None
        for surname in (key.partition(" ")[2], last):
            if ids := self.ids(f"{first} {surname}"):
                return ids[0]
        return None


def _name_keys(person: Person) -> Iterable[str]:
    return {name_key(name) for name in (person.name, *person.aliases, *person.former)} - {""}
