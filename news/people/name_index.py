"""Who bears which name: an index of the catalogue for the rules that read an article's names."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

from news.model.people import Person
from news.people.name_table import NameTable
from news.people.names import TITLES, flatten_text, name_key

_FAMILY = 12  # a surname with more bearers (Smith, Brown) makes no family of people named together


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
