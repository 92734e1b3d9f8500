"""The kinds of settings: which values each may have, in words and as a check.

Where a kind is told apart (how a file writes it, which widget changes it, how the log words it), a `match` over
`SettingKind` ends in `assert_never`.
"""

import re
from calendar import day_name
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from news.model.articles import TOPICS
from news.text.messages import joined
from news.text.zones import is_zone

from .filters import is_filter

WEEKDAYS = tuple(map(str, day_name))  # English: no locale is set
_MOST_ID = 2**63  # ids of Discord and of the store are signed 64-bit numbers
_LANGUAGE = re.compile(r"(?:[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3})?")


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
        return f"a whole number from {self.values[0]} to {self.values[-1]}"


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

    valid_values = f"topics, which are {', '.join(TOPICS)}"

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
