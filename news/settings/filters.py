"""What a server's filters may be, and which headlines a word of theirs fits."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, get_args

from news.model.articles import TOPICS
from news.model.servers import Filter, FilterKind, FilterMode
from news.stories.status import StatusKind
from news.text.messages import joined
from news.text.text import clean_text, fold_text, split_words

KINDS: tuple[FilterKind, ...] = ("person", "topic", "source", "word", "status")
# Not "one source": it takes two outlets at least for a story to be posted (`news.settings.settings`).
STATUSES: tuple[StatusKind, ...] = get_args(StatusKind)
MOST = 50  # filters a server
LONGEST = 40  # characters of a word or phrase: a button that tries it carries it
_LONGEST_SOURCE = 200  # characters of an outlet's name
# Scripts that put no spaces between words: there a word is looked for wherever it stands.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def has_phrase(headline: str, word: str) -> bool:
    """True if a headline has a word or phrase: whole words, accents, case and hyphens aside; "divorc*" is a beginning.

    "Split" is in "Split-up: ..." and in "the split's cost", not in "splits".
    """
    phrase = phrase_of(word)
    if not phrase:
        return False
    if _UNSPACED.search(word):
        return fold_text(word).strip("* ") in fold_text(headline)
    told, size = _split_parts(headline), len(phrase)
    # Of 50 words in each of 300 servers hardly one is there, and most that are not stop here.
    if not phrase[0].endswith("*") and phrase[0] not in told:
        return False
    return any(_is_at(phrase, told[start : start + size]) for start in range(len(told) - size + 1))


def _is_at(phrase: tuple[str, ...], told: tuple[str, ...]) -> bool:
    last = phrase[-1]
    ends = told[-1].startswith(last[:-1]) if last.endswith("*") else told[-1] == last
    return ends and told[:-1] == phrase[:-1]


@lru_cache(maxsize=4096)  # each headline is asked for by every server and each of its words
def _split_parts(text: str) -> tuple[str, ...]:
    return tuple(part for word in split_words(text) for part in word.split("-"))


@lru_cache(maxsize=4096)
def phrase_of(word: str) -> tuple[str, ...]:
    """Return the folded words of a typed word or phrase, the last with its "*"; () for what has none.

    Two spellings of one filter are the same here.
    """
    parts = _split_parts(word)
    return (*parts[:-1], f"{parts[-1]}*") if parts and word.rstrip().endswith("*") else parts


def clean_word(typed: str) -> str:
    """Return a word or phrase as it is kept; "" for one without letters and digits, or longer than LONGEST."""
    word = clean_text(typed)
    return word if phrase_of(word) and len(word) <= LONGEST else ""


def is_same_filter(one: Filter, other: Filter) -> bool:
    """True if two filters are about the same thing, in whatever mode."""
    if one.kind != other.kind:
        return False
    return phrase_of(one.value) == phrase_of(other.value) if one.kind == "word" else one.value == other.value


def blocked_people(filters: Iterable[Filter]) -> frozenset[int]:
    """Return the people of whom a server wants to hear nothing, birthdays included."""
    named = (kept.value for kept in filters if kept.kind == "person" and kept.mode == "block")
    return frozenset(int(value) for value in named if value.isdecimal())


def is_filter(value: Any) -> bool:
    """True if this is a filter that a server can have."""
    if not isinstance(value, Filter) or value.mode not in get_args(FilterMode) or not isinstance(value.value, str):
        return False
    return value.kind in KINDS and FILTER_VALUES[value.kind][1](value.value)


def _is_source(name: str) -> bool:
    return name.isprintable() and 0 < len(name.strip()) <= len(name) <= _LONGEST_SOURCE


# kind of filter -> what its value has to be, in words and as a check
FILTER_VALUES: dict[FilterKind, tuple[str, Callable[[str], bool]]] = {
    "person": ("a person's id", lambda value: re.fullmatch("[1-9][0-9]{0,14}", value) is not None),
    "topic": (joined(TOPICS, word="or"), lambda value: value in TOPICS),
    "source": ("an outlet's name", _is_source),
    "word": ("a word or phrase of at most 40 characters", lambda value: bool(value) and clean_word(value) == value),
    "status": (joined(STATUSES, word="or"), lambda value: value in STATUSES),
}
