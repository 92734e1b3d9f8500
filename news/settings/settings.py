"""A server's settings as JSON has them, for the log of changes and for files; which values they may have."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, get_args

from news.model.articles import TOPICS
from news.model.people import LeapRule
from news.model.servers import Audience, Change, Curtain, Filter, FilterMode, Rhythm, Server
from news.text.zones import is_zone

from .filters import KINDS, STATUSES, word_of
from .filters import MOST as MOST_FILTERS

MOST = {"filters": MOST_FILTERS, "people": 200, "feeds": 25}  # entries of each list that a server keeps
LISTS = frozenset(MOST)
CHANNELS = ("birthdays_channel", "stories_channel", "digest_channel", "notices_channel")
ROLES = ("mention_role", "moderator_role")
_LONGEST_SOURCE = 200  # characters of an outlet's name


def plain(server: Server) -> dict[str, Any]:
    """Give a server's settings as JSON has them."""
    values = asdict(server)
    del values["guild"]
    lists = {name: list(value) for name, value in values.items() if isinstance(value, tuple)}
    return values | lists | {"filters": [[f.kind, f.mode, f.value] for f in server.filters]}


def restored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give fields of a server back from their JSON."""
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    filters = {"filters": tuple(Filter(*value) for value in values["filters"])} if "filters" in values else {}
    return {**values, **lists, **filters}


def tidied(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Give settings with their lists as the store keeps them: each entry once, in order; topics in that of TOPICS."""
    lists = {name: tuple(sorted(set(wanted[name]))) for name in LISTS & wanted.keys()}
    if "stories_topics" in wanted:
        lists["stories_topics"] = tuple(sorted(set(wanted["stories_topics"]), key=_place))
    return {**wanted, **lists}


def _place(topic: str) -> int:
    return TOPICS.index(topic) if topic in TOPICS else len(TOPICS)  # for `expected` to refuse


def taken_back(change: Change, server: Server) -> dict[str, Any]:
    """Give the fields that take a change back, as `Server` has them; none for what was set anew since.

    Of a list only what the change added goes and what it removed comes back: other entries stay as they are by now.
    """
    now = plain(server)
    back = {name: _before(name, before, change.after[name], now[name]) for name, before in change.before.items()}
    return tidied(restored({name: value for name, value in back.items() if value != now[name]}))


def _before(name: str, before: Any, after: Any, now: Any) -> Any:
    """Give what a field is without a change; as it is now where that change is no part of it any more."""
    if now == after:
        return before
    if name in LISTS:
        return _without(before, after, now)
    if name == "stories_topics" and before and after and now:  # no topics are all topics, which no sum gives
        return _without(before, after, now) or now
    return now


def _without(before: list[Any], after: list[Any], now: list[Any]) -> list[Any]:
    kept = [entry for entry in now if entry in before or entry not in after]
    back = [entry for entry in before if entry not in after and entry not in now]
    return sorted(kept + back) if back or kept != now else now


def expected(name: str, value: Any) -> str:
    """Say what a setting has to be, "a whole number from 2 to 20", where this value is none; "" where it is.

    How many entries a list holds is not asked here (`overfull`).
    """
    words, fits = _RULES[name]
    return "" if fits(value) else words


def overfull(wanted: Mapping[str, Any]) -> str:
    """Give the list among these settings that holds more than it may; "" for none."""
    return next((name for name, most in MOST.items() if len(wanted.get(name, ())) > most), "")


def check(wanted: Mapping[str, Any]) -> None:
    """Raise ValueError for settings that a server cannot have, in words."""
    for name, value in wanted.items():
        if name not in _RULES:
            raise ValueError(f"there is no setting {name}")
        if words := expected(name, value):
            raise ValueError(f"{name} is {value!r:.100}: it has to be {words}")
    if name := overfull(wanted):
        raise ValueError(f"{name} has {len(wanted[name])} entries: {MOST[name]} are the most")


_Rule = tuple[str, Callable[[Any], bool]]


def _number(first: int, last: int) -> _Rule:
    return f"a whole number from {first} to {last}", lambda value: type(value) is int and first <= value <= last


def _one_of(*values: Any) -> _Rule:
    words = " or ".join(filter(None, (", ".join(map(str, values[:-1])), str(values[-1]))))
    # `True == 1`, and the store would take it.
    return words, lambda value: any(type(value) is type(one) and value == one for one in values)


def _entries(words: str, fits: Callable[[Any], bool]) -> _Rule:
    return words, lambda value: isinstance(value, tuple) and all(map(fits, value))


def is_filter(value: Any) -> bool:
    """Whether this is a filter that a server can have."""
    if not isinstance(value, Filter) or value.mode not in get_args(FilterMode) or not isinstance(value.value, str):
        return False
    return value.kind in KINDS and FILTERED[value.kind][1](value.value)


def _is_source(name: str) -> bool:
    return name.isprintable() and 0 < len(name.strip()) <= len(name) <= _LONGEST_SOURCE


# kind of filter -> what its value has to be
FILTERED: dict[str, tuple[str, Callable[[str], bool]]] = {
    "person": ("a person's id", lambda value: re.fullmatch("[1-9][0-9]{0,14}", value) is not None),
    "topic": (_one_of(*TOPICS)[0], lambda value: value in TOPICS),
    "source": ("an outlet's name", _is_source),
    "word": ("a word or phrase of at most 40 characters", lambda value: bool(value) and word_of(value) == value),
    "status": (_one_of(*STATUSES)[0], lambda value: value in STATUSES),
}
_ID = ("an id of Discord", lambda value: type(value) is int and 0 <= value < 2**63)
_FLAG = ("true or false", lambda value: type(value) is bool)
_TIME = ("a time of day, as minutes after midnight", _number(0, 1439)[1])
_NUMBERS = _entries("ids", lambda number: type(number) is int and 0 < number < 2**63)
# field of Server -> what it has to be, in words, and whether a value is that
_RULES: dict[str, _Rule] = {
    "zone": ("a time zone of the IANA table, such as Europe/Berlin", lambda v: isinstance(v, str) and is_zone(v)),
    "paused": _FLAG,
    "birthdays_at": _TIME,
    "birthdays_who": _one_of(*get_args(Audience)),
    "birthdays_top": _number(1, 500),
    "belated": _one_of(0, 6, 24),
    "leap": _one_of(*get_args(LeapRule)),
    "stories_threshold": _number(2, 20),
    "stories_topics": _entries(f"topics, which are {', '.join(TOPICS)}", lambda topic: topic in TOPICS),
    "stories_budget": _number(1, 20),
    "digest_at": _TIME,
    "digest_every": _one_of(*get_args(Rhythm)),
    "digest_weekday": _number(0, 6),
    "publish": _FLAG,
    "language": (
        "a language's code, such as en, or nothing",
        lambda v: isinstance(v, str) and re.fullmatch("([a-z]{2,3}(-[a-z0-9]{2,8}){0,3})?", v) is not None,
    ),
    "filters": _entries("filters", is_filter),
    "people": _NUMBERS,
    "feeds": _NUMBERS,
    **dict.fromkeys((*CHANNELS, *ROLES), _ID),
    **dict.fromkeys(
        ("curtain_death", "curtain_health", "curtain_minors", "curtain_accusations"), _one_of(*get_args(Curtain))
    ),
}
