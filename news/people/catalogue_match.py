"""Who is named in a text: the catalogue's names found by Aho-Corasick, then weighed by `news.people.disambiguation`.

`benchmarks.quality people` measures how well the rules do
and `benchmarks.tagging` how fast.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from ahocorasick_rs import AhoCorasick, Implementation

from news.model.people import Mention, Person
from news.people.disambiguation import Disambiguation, NameHit
from news.people.name_index import NameIndex, Suggestions
from news.people.names import PHRASES, ScannedText, key_spellings, name_key

_NOBODY: Mapping[str, Sequence[int]] = MappingProxyType({})


class Catalogue:
    """People by name: built once from the catalogue, never changed, so threads may share it."""

    def __init__(self, people: Iterable[Person], couples: Mapping[str, Sequence[int]] = _NOBODY) -> None:
        """`couples` are names that stand for several people at once ("Brangelina"), with their ids."""
        self._names = NameIndex(people, couples)
        self._suggestions = Suggestions(self._names.register)
        others = dict(self._other_forms())
        self._other_keys = list(others.values())
        # A space on either side keeps "Ye" out of "yes"; `Line.flat` has one at its ends and for each punctuation mark.
        forms = (f" {form} " for form in chain(self._names.register, others))
        self._automaton = AhoCorasick(forms, implementation=Implementation.ContiguousNFA)

    def _other_forms(self) -> Iterator[tuple[str, str]]:
        """Yield each flat spelling that is no name's key, with the key that it stands for; what comes later wins."""
        for phrase in PHRASES:
            yield phrase, phrase
        for key in self._names.couples:
            yield key, key
            yield key.replace(" and ", "   "), key  # "Kim & Kanye"
        for key in self._names.register:
            for form in key_spellings(key):
                if form != key:
                    yield form, key
        yield from self._names.spaced.items()

    def _name_key(self, number: int) -> str:
        names = self._names.register
        return names.name(number) if number < len(names) else self._other_keys[number - len(names)]

    @property
    def all_people(self) -> Sequence[Person]:
        """Return all people, the most popular first."""
        return self._names.ranked

    def person(self, id_: int) -> Person | None:
        """Return the person with this id."""
        return self._names.person(id_)

    def by_name(self, name: str) -> tuple[Person, ...]:
        """Return all who bear this name or alias, the most popular first; case, accents, stops and hyphens aside."""
        return tuple(self._names[id_] for id_ in self._names.ids(name_key(name)))

    def is_first_name(self, word: str) -> bool:
        """True if at least two names of the catalogue begin with this word, so that it is likely one of others."""
        return self._names.given[name_key(word)] > 1

    def is_surname(self, word: str) -> bool:
        """True if a name of the catalogue ends with this word."""
        return self._names.is_surname(name_key(word))

    def suggest_people(self, text: str, limit: int = 25) -> list[Person]:
        """Complete a name from the beginning of any of its words, typos and accents forgiven, popular people first."""
        return [self._names.ranked[rank] for rank in self._suggestions.complete_name(name_key(text), limit)]

    def people_beginning(self, text: str, limit: int = 25) -> list[Person]:
        """Return people with a name that begins, at any of its words, with just this: `suggest` without its guesses."""
        return [self._names.ranked[rank] for rank in self._suggestions.people_beginning(name_key(text), limit)]

    def find_mentions(self, title: str, text: str = "") -> tuple[Mention, ...]:
        """Return the people named, one mention each, in order of first appearance, the title before the text."""
        lines = [ScannedText(title)]
        if text:
            lines.append(ScannedText(text.replace("\n", "\n\n"), body=True))  # two gaps: no name runs over a line's end
        hits = [self._find_names(line) for line in lines]
        return Disambiguation(self._names, lines, hits).mentions()

    def _find_names(self, line: ScannedText) -> list[NameHit]:
        found = self._automaton.find_matches_as_indexes(line.flat, overlapping=True)
        if not found:
            return []
        return self._longest_hits([NameHit(start, end - 2, self._name_key(n)) for n, start, end in found])

    def _longest_hits(self, hits: list[NameHit]) -> list[NameHit]:
        """Keep the longest of hits that overlap; a couple's name yields to a full name across its border."""
        if len(hits) == 1:
            return hits
        chosen: list[NameHit] = []
        for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
            if hit.key in self._names.couples and any(_crosses_border(hit, other) for other in hits):
                continue
            if all(hit.end <= other.start or hit.start >= other.end for other in chosen):
                chosen.append(hit)
        return sorted(chosen, key=lambda hit: hit.start)


def _crosses_border(hit: NameHit, other: NameHit) -> bool:
    """True if another name runs on over the end of a couple's: "Harry and Meghan Trainor"."""
    return other.start < hit.end < other.end or other.start < hit.start < other.end
