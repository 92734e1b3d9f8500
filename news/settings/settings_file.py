"""A server's settings as a file that people can read: which setting stands where in it, and writing it."""

import json
from calendar import day_name
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from news.model.people import Person
from news.model.servers import Filter, Server
from news.text.typed import shown_time

VERSION = 1
WEEKDAYS = tuple(day_name)  # English: no locale is set
Form = Literal["plain", "time", "weekday", "topics", "language", "channel", "role", "people", "filters", "feeds"]

# section -> key -> field of Server, how it is written; "" holds what stands at the top of the file
LAYOUT: dict[str, dict[str, tuple[str, Form]]] = {
    "server": {
        "zone": ("zone", "plain"),
        "paused": ("paused", "plain"),
        "language": ("language", "language"),
        "mention_role": ("mention_role", "role"),
        "moderator_role": ("moderator_role", "role"),
        "publish": ("publish", "plain"),
    },
    "birthdays": {
        "channel": ("birthdays_channel", "channel"),
        "at": ("birthdays_at", "time"),
        "who": ("birthdays_who", "plain"),
        "top": ("birthdays_top", "plain"),
        "belated": ("belated", "plain"),
        "leap": ("leap", "plain"),
        "people": ("people", "people"),
    },
    "stories": {
        "channel": ("stories_channel", "channel"),
        "threshold": ("stories_threshold", "plain"),
        "budget": ("stories_budget", "plain"),
        "topics": ("stories_topics", "topics"),
    },
    "digest": {
        "channel": ("digest_channel", "channel"),
        "at": ("digest_at", "time"),
        "every": ("digest_every", "plain"),
        "weekday": ("digest_weekday", "weekday"),
    },
    "notices": {"channel": ("notices_channel", "channel")},
    "curtains": {
        "death": ("curtain_death", "plain"),
        "health": ("curtain_health", "plain"),
        "minors": ("curtain_minors", "plain"),
        "accusations": ("curtain_accusations", "plain"),
    },
    "": {"filters": ("filters", "filters"), "feeds": ("feeds", "feeds")},
}
# field of Server -> "birthdays.channel"
PATHS = {
    field: ".".join(filter(None, (section, key)))
    for section, keys in LAYOUT.items()
    for key, (field, _) in keys.items()
}


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of the ids in a server's settings; "" and None where nothing is.

    `person` gives adults only: who is under 18 is named in headlines only. `feed` gives (address, name). Ids of people
    from `first_own` on are this install's own, and mean others elsewhere.
    """

    channel: Callable[[int], str]
    role: Callable[[int], str]
    person: Callable[[int], Person | None]
    feed: Callable[[int], tuple[str, str] | None]
    first_own: int


def written(server: Server, names: Names) -> str:
    """Give a server's settings as indented JSON, in an order that stays; no member's id is in it."""
    file: dict[str, Any] = {"limelight": VERSION}
    for section, keys in LAYOUT.items():
        values = {key: _WRITERS[form](getattr(server, field), names) for key, (field, form) in keys.items()}
        file |= {section: values} if section else values
    return json.dumps(file, indent=2, ensure_ascii=False) + "\n"


def _person(number: int, names: Names) -> dict[str, Any]:
    person = names.person(number)
    named = {"name": person.name} if person else {}
    if person and person.wikidata and number >= names.first_own:
        return {"wikidata": person.wikidata, **named}
    return {"id": number, **named}


def _filter(kept: Filter, names: Names) -> dict[str, Any]:
    value = {"person": _person(int(kept.value), names)} if kept.kind == "person" else {"value": kept.value}
    return {"kind": kept.kind, "mode": kept.mode, **value}


def _feeds(value: Sequence[int], names: Names) -> list[dict[str, str]]:
    return [{"url": feed[0], "name": feed[1]} for feed in map(names.feed, value) if feed]


# a setting's value -> as the file has it
_WRITERS: dict[Form, Callable[[Any, Names], Any]] = {
    "plain": lambda value, _: value,
    "time": lambda value, _: shown_time(value),
    "weekday": lambda value, _: WEEKDAYS[value],
    "language": lambda value, _: value or None,
    "topics": lambda value, _: list(value),
    "channel": lambda value, names: {"id": str(value), "name": names.channel(value)} if value else None,
    "role": lambda value, names: {"id": str(value), "name": names.role(value)} if value else None,
    "people": lambda value, names: [_person(number, names) for number in value],
    "filters": lambda value, names: [_filter(kept, names) for kept in value],
    "feeds": _feeds,
}
