"""Who bears which name: an index of the catalogue for the rules that read an article's names."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from news.model import Person
from news.names import TITLES, flat, name_key

_FAMILY = 12  # a surname with more bearers (Smith, Brown) makes no family of people named together


class Bearers:
    """What the rules need to know of the catalogue; keys are `name_key`s."""

    def __init__(self, people: Iterable[Person], couples: Mapping[str, Sequence[int]]) -> None:
        self.people = {person.id: person for person in people}
        self.by_key: dict[str, tuple[int, ...]] = {}
        self.risky: set[str] = set()
        self.given: Counter[str] = Counter()  # first names by how many have them before a surname
        self.surnames: Counter[str] = Counter()
        self.spaced: dict[str, str] = {}  # flat forms with gaps of their own: 'Dwayne "The Rock" Johnson'
        for person in sorted(self.people.values(), key=lambda person: -person.popularity):
            self._enter(person)
        self.couples: dict[str, tuple[int, ...]] = {}
        self.partners: dict[int, dict[str, int]] = {}  # a person -> the partner's first name -> the partner
        for name, ids in couples.items():
            self._pair(name_key(name), tuple(id_ for id_ in ids if id_ in self.people))

    def _enter(self, person: Person) -> None:
        flats = [flat(name).strip() for name in (person.name, *person.aliases)]
        keys = [" ".join(form.split()) for form in flats]
        for form, key in zip(flats, keys, strict=True):
            bearers = self.by_key.get(key, ())
            if not key or person.id in bearers:
                continue
            self.by_key[key] = (*bearers, person.id)
            if form != key:
                self.spaced[form] = key
            first, _, rest = key.partition(" ")
            if rest and first not in TITLES and first not in keys:  # Shakira Mebarak makes no first name of Shakira
                self.given[first] += 1
        first, _, surname = keys[0].rpartition(" ")
        if first:
            self.surnames[surname] += 1
        for name in person.needs_context:
            self.risky.add(name_key(name))

    def _pair(self, key: str, ids: tuple[int, ...]) -> None:
        self.couples[key] = ids
        firsts = [word for word in key.split(" ") if word not in TITLES and word != "and"]
        if " and " not in key or len(firsts) != 2 or len(ids) != 2:
            return
        for word in firsts:
            whose = [id_ for id_ in ids if word in self._words_of(id_)]
            if len(whose) == 1:
                self.partners.setdefault(sum(ids) - whose[0], {})[word] = whose[0]

    def _words_of(self, id_: int) -> list[str]:
        person = self.people[id_]
        return name_key(" ".join((person.name, *person.aliases))).split(" ")

    def relative(self, first: str, key: str) -> int | None:
        """Give the most popular bearer of a first name and the surname of a full name or key ("El Moussa", "Moussa").

        None for a surname too common to make a family of people named together.
        """
        last = key.rpartition(" ")[2]
        if self.surnames[last] > _FAMILY:
            return None
        for surname in (key.partition(" ")[2], last):
            if ids := self.by_key.get(f"{first} {surname}"):
                return ids[0]
        return None
