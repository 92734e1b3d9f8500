"""Settings to be made, as buttons and selects carry them: only what was said, so that nothing else is changed."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from cogs.kit.routes.custom_ids import ROOM, base36
from cogs.kit.routes.settings import TABS, Tab
from news.model.articles import TOPICS
from news.model.people import LEAPS
from news.model.servers import Curtain
from news.text.zones import is_zone

Changes = Mapping[str, Any]  # fields of news.model.servers.Server

CURTAINS: tuple[Curtain, ...] = get_args(Curtain)
WHO = ("followed", "top", "list")
BELATED = (0, 6, 24)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_TOP, MOST_OUTLETS, MOST_STORIES = 500, 20, 20
ANY = "any"  # language

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
    "s": ("moderator_role", _IDS),
    "t": ("curtain_death", CURTAINS),
    "u": ("curtain_health", CURTAINS),
    "v": ("curtain_minors", CURTAINS),
    "w": ("curtain_accusations", CURTAINS),
}
_LETTERS = {name: letter for letter, (name, _) in _FIELDS.items()}
_VALUE = re.compile(r"[0-9a-z]{1,13}")
_NUMBER = re.compile(r"[0-9]{1,19}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


def write(tab: Tab, changes: Changes) -> str:
    """Give what is to be set as a state, with the tab that shows it afterwards; fields of one tab fit."""
    parts = [str(TABS.index(tab))]
    parts += [_LETTERS[name] + base36(_number(name, value)) for name, value in changes.items() if name != "zone"]
    parts += [f"z{changes['zone']}"] if "zone" in changes else []
    return ".".join(parts)[:ROOM]


def read(state: str) -> tuple[Tab, dict[str, Any]] | None:
    """Read it back; None for what is none."""
    head, *parts = state.split(".")
    if head not in {str(number) for number in range(len(TABS))}:
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
    return TABS[int(head)], changes


def _last(values: Sequence[Any]) -> int:
    """Give the last index; `len` refuses a range as long as Discord's ids."""
    return values[-1] if values is _IDS else len(values) - 1


def _number(name: str, value: Any) -> int:
    if name == "stories_topics":
        return sum(1 << TOPICS.index(topic) for topic in value)
    return int(_FIELDS[_LETTERS[name]][1].index(value))


def _topics(mask: int) -> tuple[str, ...]:
    return tuple(topic for place, topic in enumerate(TOPICS) if mask >> place & 1)


def choice(setting: str, values: Sequence[str]) -> Changes | None:
    """Read what was chosen in the select of a setting; None for what it does not hold. Empty is no choice either."""
    if setting == "stories_topics":
        known = bool(values) and set(values) <= set(TOPICS)
        return {setting: tuple(topic for topic in TOPICS if topic in values)} if known else None
    reader = _CHOICES.get(setting)
    return reader(setting, values[0]) if reader and len(values) == 1 else None


def _id(setting: str, value: str) -> Changes | None:
    return {setting: int(value)} if _NUMBER.fullmatch(value) and 0 < int(value) < 2**63 else None


def _listed(setting: str, value: str) -> Changes | None:
    values = _FIELDS[_LETTERS[setting]][1]
    return next(({setting: known} for known in values if str(known) == value), None)


def _birthdays(_: str, value: str) -> Changes | None:
    who, _, number = value.partition(".")
    if who == "top":
        top = _listed("birthdays_top", number)
        return {"birthdays_who": "top", **top} if top else None
    return {"birthdays_who": value} if value in WHO else None


def _digest(_: str, value: str) -> Changes | None:
    if value == "day":
        return {"digest_every": "day"}
    weekday = _listed("digest_weekday", value)
    return {"digest_every": "week", **weekday} if weekday else None


def _language(_: str, value: str) -> Changes | None:
    if value == ANY:
        return {"language": ""}
    return {"language": value} if _LANGUAGE.fullmatch(value) else None


_CHOICES: dict[str, Callable[[str, str], Changes | None]] = {
    **dict.fromkeys(("birthdays_channel", "stories_channel", "digest_channel", "notices_channel"), _id),
    **dict.fromkeys(("mention_role", "moderator_role"), _id),
    **dict.fromkeys(("belated", "leap", "stories_threshold", "stories_budget"), _listed),
    **dict.fromkeys(("curtain_death", "curtain_health", "curtain_minors", "curtain_accusations"), _listed),
    "birthdays": _birthdays,
    "digest": _digest,
    "language": _language,
}
_TABS: dict[Tab, tuple[str, ...]] = {
    "channels": ("birthdays_channel", "stories_channel", "digest_channel", "notices_channel"),
    "when": ("birthdays_at", "digest_at", "zone", "digest", "belated", "leap"),
    "what": ("birthdays", "stories_topics", "stories_threshold", "stories_budget", "language"),
    "rules": (
        "curtain_death", "curtain_health", "curtain_minors", "curtain_accusations", "mention_role", "moderator_role",
    ),
}  # fmt: skip
TAB_OF: Mapping[str, Tab] = {setting: tab for tab, settings in _TABS.items() for setting in settings}
