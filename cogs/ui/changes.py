"""Settings to be made, as a button carries them: only what was said, so that nothing else is changed; read strictly."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from news.model import TOPICS
from news.zones import is_zone

from .birthdays import LEAPS
from .states import ROOM, base36

Section = Literal["birthdays", "stories", "digest", "notices", "server"]
Changes = Mapping[str, Any]  # fields of news.model.Server

SECTIONS: tuple[Section, ...] = get_args(Section)
WHO = ("followed", "top", "list")
BELATED = (0, 6, 24)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_TOP, MOST_OUTLETS, MOST_STORIES = 500, 20, 20

_IDS = range(2**63)  # Discord's
_TIMES = range(1440)
_FIELDS: dict[str, tuple[str, Sequence[Any]]] = {
    "a": ("birthdays_channel", _IDS),
    "b": ("birthdays_at", _TIMES),
    "c": ("birthdays_who", WHO),
    "d": ("birthdays_top", range(1, MOST_TOP + 1)),
    "e": ("belated", BELATED),
    "f": ("leap", LEAPS),
    "g": ("stories_channel", _IDS),
    "h": ("stories_threshold", range(2, MOST_OUTLETS + 1)),
    "i": ("stories_topics", range(2 ** len(TOPICS))),
    "j": ("stories_budget", range(1, MOST_STORIES + 1)),
    "k": ("digest_channel", _IDS),
    "l": ("digest_at", _TIMES),
    "m": ("digest_every", ("day", "week")),
    "n": ("digest_weekday", range(7)),
    "o": ("notices_channel", _IDS),
    "p": ("mention_role", _IDS),
    "q": ("publish", (False, True)),
    "r": ("paused", (False, True)),
}
_LETTERS = {name: letter for letter, (name, _) in _FIELDS.items()}
_VALUE = re.compile(r"[0-9a-z]{1,13}")


def write(section: Section, changes: Changes) -> str:
    """Give what is to be set as a state, "birthdays" with all that it has in 68 of the 80 characters."""
    parts = [str(SECTIONS.index(section))]
    parts += [_LETTERS[name] + base36(_number(name, value)) for name, value in changes.items() if name != "zone"]
    parts += [f"z{changes['zone']}"] if "zone" in changes else []
    return ".".join(parts)[:ROOM]


def read(state: str) -> tuple[Section, dict[str, Any]] | None:
    """Read it back; None for what is none."""
    head, *parts = state.split(".")
    if head not in {str(number) for number in range(len(SECTIONS))}:
        return None
    changes: dict[str, Any] = {}
    for part in parts:
        if part[:1] == "z" and is_zone(part[1:]) and "zone" not in changes:
            changes["zone"] = part[1:]
            continue
        name, values = _FIELDS.get(part[:1], ("", ()))
        number = int(part[1:], 36) if _VALUE.fullmatch(part[1:]) else -1
        if name in changes or not 0 <= number <= _last(values):
            return None
        changes[name] = _topics(number) if name == "stories_topics" else values[number]
    return SECTIONS[int(head)], changes


def _last(values: Sequence[Any]) -> int:
    """Give the last index; `len` refuses a range as long as Discord's ids."""
    return values[-1] if values is _IDS else len(values) - 1


def _number(name: str, value: Any) -> int:
    if name == "stories_topics":
        return sum(1 << TOPICS.index(topic) for topic in value)
    return int(_FIELDS[_LETTERS[name]][1].index(value))


def _topics(mask: int) -> tuple[str, ...]:
    return tuple(topic for place, topic in enumerate(TOPICS) if mask >> place & 1)
