"""What was asked, as a custom_id carries it and as it comes back: untrusted, so read strictly."""

import re
from dataclasses import astuple, fields
from typing import TYPE_CHECKING, Any, TypeVar

from news.model.articles import TOPICS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_T = TypeVar("_T", bound="DataclassInstance")
_NUMBER = re.compile(r"[0-9a-z]{1,7}")  # base 36, since a custom_id has 100 characters; times until the year 4453
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
ROOM = 80  # characters that a state may take beside mode, name and page


def write(asked: "DataclassInstance") -> str:
    """Give the fields of a dataclass of numbers from 0 on, the last of which may be a text, parted by dots."""
    return ".".join(base36(value) if isinstance(value, int) else value for value in astuple(asked))[:ROOM]


def base36(number: int) -> str:
    """Give a number from 0 on as letters and digits."""
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def read(kind: type[_T], state: str) -> _T | None:
    """Read a state back; None for what is none."""
    wanted = fields(kind)
    parts = state.split(".", len(wanted) - 1)
    if len(parts) != len(wanted):
        return None
    values: list[Any] = []
    for field, part in zip(wanted, parts, strict=True):
        if field.type is int and not _NUMBER.fullmatch(part):
            return None
        values.append(int(part, 36) if field.type is int else part)
    return kind(*values)


def topic_number(topic: str | None) -> int:
    """Give a topic as a state carries it, 0 for none."""
    return TOPICS.index(topic) + 1 if topic else 0


def topic_name(number: int) -> str:
    """Give it back; "" for none and for a number that is none."""
    return TOPICS[number - 1] if 0 < number <= len(TOPICS) else ""
