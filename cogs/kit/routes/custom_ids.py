"""What a custom_id says and how it is read back: untrusted, so read strictly. Posted buttons keep it for years."""

import re
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from news.model.articles import TOPICS

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_T = TypeVar("_T", bound="DataclassInstance")
Decimal = Annotated[int, "decimal"]  # a field that is written in digits, not to the base 36
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,14}")
_NUMBER = re.compile(
    r"0|[1-9a-z][0-9a-z]{0,6}"
)  # base 36, since a custom_id has 100 characters; times until the year 4453
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
ROOM = 80  # characters that a state may take beside mode, name and page
# By kind of route; an action's answer takes the place of the card that it stands on with "turn", a card with "page".
TEMPLATES = {
    "card": r"(?P<mode>open|page):(?P<name>[a-z]{1,12}):(?P<page>[0-9]{1,4}):(?P<state>.{0,80})",
    "action": r"(?P<mode>do|turn):(?P<name>[a-z]{1,12}):(?P<state>.{0,80})",
    "select": r"(?P<mode>pick):(?P<name>[a-z]{1,12}):(?P<state>.{0,80})",
}


def match_custom_id(custom_id: str) -> tuple[str, re.Match[str]] | None:
    """Return the kind of route that a custom_id names with its parts, or None if it is not one of this version."""
    matches = ((kind, re.fullmatch(template, custom_id)) for kind, template in TEMPLATES.items())
    return next(((kind, found) for kind, found in matches if found), None)


def write_state(state: "DataclassInstance") -> str:
    """Return the fields of a state, parted by dots: numbers from 0 on, and texts, of which only the last may be any."""
    kinds = _field_types(type(state))
    return ".".join(_write_part(kinds[field.name], getattr(state, field.name)) for field in fields(state))[:ROOM]


def _write_part(kind: Any, value: Any) -> str:
    return write_base36(value) if kind is int else str(value)


def write_base36(number: int) -> str:
    """Return a number from 0 on as letters and digits."""
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def read_state(kind: type[_T], text: str) -> _T | None:
    """Return the state that a text holds, or None if it is not one of this kind."""
    kinds = _field_types(kind)
    parts = text.split(".", len(kinds) - 1)
    if len(parts) != len(kinds):
        return None
    values = [_read_part(wanted, part) for wanted, part in zip(kinds.values(), parts, strict=True)]
    return None if None in values else kind(*values)


def _read_part(kind: Any, part: str) -> Any:
    """Return the value of a field, or None if the text is none."""
    if kind is int:
        return int(part, 36) if _NUMBER.fullmatch(part) else None
    if kind == Decimal:
        return int(part) if _DECIMAL.fullmatch(part) else None
    if get_origin(kind) is Literal:
        return part if part in get_args(kind) else None
    return part


@cache
def _field_types(kind: type["DataclassInstance"]) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in fields(kind)}


def topic_number(topic: str | None) -> int:
    """Return a topic as a state carries it, 0 for none."""
    return TOPICS.index(topic) + 1 if topic else 0


def topic_name(number: int) -> str:
    """Return the topic of a number, or "" for none and for a number that is none."""
    return TOPICS[number - 1] if 0 < number <= len(TOPICS) else ""
