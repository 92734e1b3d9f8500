"""Names in headlines that the catalogue lacks: whom a moderator may want to add.

Precise rather than complete: only what three outlets named within a week is shown. A name missed in one headline is
seen in the next. A place or a film taken for a name would come back in every outlet.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from rapidfuzz.distance import OSA

from news.model.people import Mention
from news.people.catalogue_match import Catalogue
from news.people.names import NOT_FIRST_NAMES, NOT_PEOPLE, NOT_SURNAMES, PARTICLES, ScannedText, is_ordinary, name_key

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.&][^\W\d_]+)*['’]?")
_MOST = 12  # runs of capitals that are looked at: headlines are others' input
_POSSESSIVE = re.compile(r"['’][sS]?$")
_SEAM = re.compile(r"[-'’.&]")


def find_unknown_names(title: str, mentions: Iterable[Mention], catalogue: Catalogue) -> list[str]:
    """Return the names of two or three words in a headline that look like people's and that the catalogue lacks.

    As written, possessives left off, in order. The first word begins at least two names of the catalogue; those after
    it are capitalised and no everyday words. Nothing is told of an ALL-CAPS or lower-case headline.
    """
    line = ScannedText(title)
    if line.is_shouted or line.is_lower:
        return []
    taken = [span for mention in mentions for span in _name_places(title, mention.name)]
    names = (_Name(run) for run in islice(_capitalised_runs(title, taken), _MOST))
    return list(dict.fromkeys(name.text for name in names if name.is_likely(line, catalogue)))


def _name_places(title: str, name: str) -> Iterator[tuple[int, int]]:
    start = title.find(name)
    while name and start >= 0:
        yield start, start + len(name)
        start = title.find(name, start + 1)


def _capitalised_runs(title: str, taken: list[tuple[int, int]]) -> Iterator[list[re.Match[str]]]:
    """Yield the capitalised words that stand together and are neither everyday words nor part of somebody's mention."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(title):
        is_taken = any(start < word.end() and word.start() < end for start, end in taken)
        is_joined = bool(run) and _stands_beside(title, run[-1], word)
        if run and not (is_joined and _is_part(word[0]) and not is_taken):
            if not (is_joined and is_taken):  # "Zoe Kim Kardashian" is cut wrong somewhere
                yield run
            run = []
        if run or (not is_taken and word[0][0].isupper() and _is_part(word[0])):
            run = [*run, word]
    if run:
        yield run


def _stands_beside(title: str, before: re.Match[str], word: re.Match[str]) -> bool:
    between = title[before.end() : word.start()]
    return not _POSSESSIVE.search(before[0]) and (between == " " or (between == ". " and len(before[0]) == 1))


def _is_part(word: str) -> bool:
    """True if a word can stand in a name."""
    if word in PARTICLES or (len(word) == 1 and word.isupper()):
        return True
    parts = [part for part in _SEAM.split(_POSSESSIVE.sub("", word)) if len(part) > 1]  # O'Neal, Porter-Benson
    return not word.isupper() and bool(parts) and all(part[0].isupper() and not is_ordinary(part) for part in parts)


class _Name:
    """A run of capitalised words as a person's name."""

    def __init__(self, run: list[re.Match[str]]) -> None:
        self._run = run
        self._words = [_POSSESSIVE.sub("", word[0]) for word in run]
        self._span = run[0].start(), run[0].start() + len(" ".join(self._words))
        self.text = " ".join(word + "." * (len(word) == 1) for word in self._words)

    def is_likely(self, line: ScannedText, catalogue: Catalogue) -> bool:
        first, last = name_key(self._words[0]), name_key(self._words[-1])
        return (
            2 <= len(self._words) <= 3
            and catalogue.is_first_name(first)
            and len(first) > 1
            and first not in NOT_FIRST_NAMES
            and self._has_surname(last, catalogue)
            and not line.is_quoted(*self._span)
            and not self._is_known(first, last, catalogue)
        )

    def _has_surname(self, last: str, catalogue: Catalogue) -> bool:
        if len(last) < 3 or not NOT_SURNAMES.isdisjoint(map(name_key, self._words[1:])):
            return False
        return catalogue.is_surname(last) or not catalogue.is_first_name(last)

    def _is_known(self, first: str, last: str, catalogue: Catalogue) -> bool:
        """True if the catalogue has the name, longer or in another spelling: "Scarlett Johannson"."""
        key = name_key(self.text)
        if any(name in NOT_PEOPLE or catalogue.by_name(name) for name in (key, f"{first} {last}")):
            return True
        return any(
            name_key(name).startswith(key) or OSA.distance(key, name_key(name)) <= 1 + len(key) // 16
            for alike in (key[: len(first) + 2], last)
            for person in catalogue.people_beginning(alike)
            for name in (person.name, *person.aliases, *person.former)
        )
