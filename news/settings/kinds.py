"""The kinds of settings and of filters: which values each may have, in words and as a check.

Files write each kind in their way, widgets change it and the log words it: by a `match` over `SettingKind` that ends
in `assert_never`.
"""

import re
from calendar import day_name
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from news.model.articles import TOPICS
from news.model.servers import Filter, FilterKind, FilterMode
from news.stories.status import StatusKind
from news.text.days import is_zone
from news.text.messages import joined, message
from news.text.text import clean_text, fold_text, split_words

FILTER_KINDS: tuple[FilterKind, ...] = ("person", "topic", "source", "word", "status")
# Not "one source": it takes two outlets at least for a story to be posted (`news.settings.settings_file`).
STATUSES: tuple[StatusKind, ...] = get_args(StatusKind)
MOST_FILTERS = 50  # filters a server
LONGEST_WORD = 40  # characters of a word or phrase: a button that tries it carries it
_LONGEST_SOURCE = 200  # characters of an outlet's name
# Scripts that put no spaces between words: there a word is looked for wherever it stands.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

WEEKDAYS = tuple(map(str, day_name))  # English: no locale is set
_MOST_ID = 2**63  # ids of Discord and of the store are signed 64-bit numbers
_LANGUAGE = re.compile(r"(?:[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3})?")


def has_phrase(headline: str, word: str) -> bool:
    """True if a headline has a word or phrase as whole words, whatever its accents, case and hyphens.

    "Split" is in "Split-up: ..." and in "the split's cost", not in "splits". "divorc*" is the beginning of a word.
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
    """Return the folded words of a typed word or phrase, the last with its "*"; () if there are none.

    It is the same for all spellings of one filter.
    """
    parts = _split_parts(word)
    return (*parts[:-1], f"{parts[-1]}*") if parts and word.rstrip().endswith("*") else parts


def clean_word(typed: str) -> str:
    """Return a word or phrase as it is kept; "" if it has no letters or digits, or is longer than LONGEST_WORD."""
    word = clean_text(typed)
    return word if phrase_of(word) and len(word) <= LONGEST_WORD else ""


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
    return value.kind in FILTER_KINDS and FILTER_VALUES[value.kind][1](value.value)


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


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these values; a custom_id carries the place of the one that is set."""

    values: Sequence[Any]

    @property
    def valid_values(self) -> str:
        """Return in words what a value has to be."""
        return joined([str(value) for value in self.values], word="or")

    def is_valid(self, value: Any) -> bool:
        """True if a setting of this kind may have the value; True is no 1 here, as it is to Python."""
        return type(value) is type(self.values[0]) and value in self.values


@dataclass(frozen=True, slots=True)
class Flag(Choice):
    """True or false."""

    values: Sequence[bool] = (False, True)
    valid_values = "true or false"


@dataclass(frozen=True, slots=True)
class WholeNumber(Choice):
    """A whole number of a range."""

    values: Sequence[int]

    @property
    def valid_values(self) -> str:
        """Return in words what a value has to be."""
        return message("a whole number from {first} to {last}", first=self.values[0], last=self.values[-1])


@dataclass(frozen=True, slots=True)
class Weekday(WholeNumber):
    """A day of the week, counted from Monday, 0."""

    values: Sequence[int] = range(7)


@dataclass(frozen=True, slots=True)
class TimeOfDay(Choice):
    """Minutes after midnight in the server's zone."""

    values: Sequence[int] = range(1440)
    valid_values = "a time of day, as minutes after midnight"


@dataclass(frozen=True, slots=True)
class Channel(Choice):
    """A channel of the server by its id; 0 for none."""

    values: Sequence[int] = range(_MOST_ID)
    valid_values = "an id of Discord"


@dataclass(frozen=True, slots=True)
class Role(Channel):
    """A role of the server by its id; 0 for none."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone by its IANA name."""

    valid_values = "a time zone of the IANA table, such as Europe/Berlin"

    def is_valid(self, value: Any) -> bool:
        """True if a setting of this kind may have the value."""
        return isinstance(value, str) and is_zone(value)


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 code; "" for any."""

    valid_values = "a language's code, such as en, or nothing"

    def is_valid(self, value: Any) -> bool:
        """True if a setting of this kind may have the value."""
        return isinstance(value, str) and _LANGUAGE.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class Topics:
    """Some of the topics, in their order; () for all of them."""

    valid_values = message("topics, which are {topics}", topics=", ".join(TOPICS))

    def is_valid(self, value: Any) -> bool:
        """True if a setting of this kind may have the value."""
        return isinstance(value, tuple) and all(topic in TOPICS for topic in value)


@dataclass(frozen=True, slots=True)
class People:
    """The server's own list of people, by their ids; at most `most`, which `is_valid` does not ask."""

    most: int
    valid_values = "ids"

    def is_valid(self, value: Any) -> bool:
        """True if a setting of this kind may have the value."""
        return isinstance(value, tuple) and all(type(entry) is int and 0 < entry < _MOST_ID for entry in value)


@dataclass(frozen=True, slots=True)
class Feeds(People):
    """The feeds that the server added, by their ids; at most `most`."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The server's filters; at most `most`, which `is_valid` does not ask."""

    most: int
    valid_values = "filters"

    def is_valid(self, value: Any) -> bool:
        """True if a setting of this kind may have the value."""
        return isinstance(value, tuple) and all(map(is_filter, value))


Coded = Choice | Flag | WholeNumber | Weekday | TimeOfDay | Channel | Role  # a custom_id carries a place among values
SettingKind = Coded | Zone | Language | Topics | People | Feeds | Filters
