"""What an article is about, as weights of its words and word pairs.

A word weighs by its rarity in news at large (common.txt), not among the articles at hand: on one busy day a
story's own words would count as common (B-cubed F1 of business headlines .51 by their own frequencies, .70 so).
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from news.text.text import split_words

LEAD = 500  # characters of text that are read: news tells what happened first, and a body drowns the headline
PAIR = 0.75  # what a pair of neighbours weighs beside a rare word
NAME = 0.3  # what a word of a person's name weighs: who it is about is not yet what happened
KNOWN = 8192  # articles whose vectors are remembered: more than a round ever sees, or none would stay

_STOP = frozenset(
    "a about after again all also am an and any are as at be because been before being but by can can't could did"
    " didn't do does doesn't doing don't down during each few first for from further get gets got had has have having"
    " he he's her here hers him his how i i'm if in into is isn't it it's its just last let like may me might more most"
    " much my new no nor not now of off on once one only or other our out over own per s said same say says see she"
    " should so some such t than that that's the their them then there these they this those three through to too two"
    " under until up upon us use very via vs was wasn't we week were what what's when where which while who why will"
    " with won't would year years yet you your you're above below against both between"
    " day days today yesterday monday tuesday wednesday thursday friday saturday sunday january february april june"
    " july august september october november december report reported reports according told news update"
    " updated".split()
)


def text_stems(text: str) -> Iterator[str]:
    """Yield the stems of a text's words in order; stop words and single letters are left out."""
    for word in split_words(text):
        for part in word.split("-"):
            if part not in _STOP and (len(part) > 1 or part.isdigit()):
                yield stem_word(part if part[0].isdigit() else part.replace(".", ""))


def stem_word(word: str) -> str:
    """Return a word without endings of plurals and verbs: splits, splitting -> split. It need not be a real word."""
    if len(word) < 4 or word[0].isdigit():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        if word.endswith(ending):
            return _stem_head(word, word[: -len(ending)])
    if word.endswith("es") and len(word) > 5 and word[-3] in "sxzh":
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _stem_head(word: str, head: str) -> str:
    if len(head) < 3 or not any(ch in "aeiouy" for ch in head):
        return word
    if len(head) > 3 and head[-1] == head[-2] and head[-1] not in "lsz":
        head = head[:-1]
    return head.rstrip("e") if len(head) > 3 else head


def _read_rarities() -> tuple[Mapping[str, float], float]:
    rarities: dict[str, float] = {}
    share = 1.0
    for line in Path(__file__).with_name("common.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        count, colon, rest = line.rpartition(":")
        share = float(count) if colon else share
        rarities.update((word, math.log(10_000 / (share + 2))) for word in rest.split())
    return rarities, math.log(10_000 / 2)


_RARITY, _RAREST = _read_rarities()


@lru_cache(maxsize=KNOWN)
def term_vector(title: str, text: str, names: frozenset[str] = frozenset()) -> Mapping[str, float]:
    """Return the weight of each term, squares adding up to 1; {} if there are no words.

    `names` are the names of people in it as written. TF-IDF with logarithmic counts; a pair spans stop words.
    """
    lead = text.removeprefix(title)[:LEAD]  # feeds often repeat the headline
    people = {word for name in names for word in text_stems(name)}
    counts: Counter[tuple[str, ...]] = Counter()
    for part in (title, lead):
        line = list(text_stems(part))
        counts.update((word,) for word in line)
        counts.update(pairwise(line))
    weights = {
        " ".join(term): (1 + math.log(count)) * _term_weight(term) * (NAME if people.issuperset(term) else 1)
        for term, count in counts.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()}


def _term_weight(term: tuple[str, ...]) -> float:
    return PAIR * _RAREST if len(term) > 1 else _RARITY.get(term[0], _RAREST)
