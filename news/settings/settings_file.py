"""A server's settings as a file that people can read: which setting stands where in it, and writing it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from news.model.people import Person
from news.model.servers import Filter, Server
from news.text.typed import shown_time

from . import kinds
from .registry import SECTIONS, SETTINGS, Setting

VERSION = 1
# section -> key -> setting, in the file's order; "" holds what stands at the top of the file
LAYOUT: dict[str, dict[str, Setting]] = {
    section: {setting.file_key: setting for setting in SETTINGS if setting.file_section == section}
    for section in SECTIONS
}


@dataclass(frozen=True, slots=True)
class SettingsNames:
    """What is known of the ids in a server's settings; "" and None where nothing is.

    `person` gives adults only: who is under 18 is named in headlines only. `feed` gives (address, name). Ids of people
    from `first_own` on are this install's own, and mean others elsewhere.
    """

    channel: Callable[[int], str]
    role: Callable[[int], str]
    person: Callable[[int], Person | None]
    feed: Callable[[int], tuple[str, str] | None]
    first_own: int


def write_settings_file(server: Server, names: SettingsNames) -> str:
    """Return a server's settings as indented JSON, in an order that stays; no member's id is in it."""
    file: dict[str, Any] = {"limelight": VERSION}
    for section, keys in LAYOUT.items():
        values = {
            key: _file_value(setting.kind, getattr(server, setting.field), names) for key, setting in keys.items()
        }
        file |= {section: values} if section else values
    return json.dumps(file, indent=2, ensure_ascii=False) + "\n"


def _person_entry(number: int, names: SettingsNames) -> dict[str, Any]:
    person = names.person(number)
    named = {"name": person.name} if person else {}
    if person and person.wikidata and number >= names.first_own:
        return {"wikidata": person.wikidata, **named}
    return {"id": number, **named}


def _filter_entry(kept: Filter, names: SettingsNames) -> dict[str, Any]:
    value = {"person": _person_entry(int(kept.value), names)} if kept.kind == "person" else {"value": kept.value}
    return {"kind": kept.kind, "mode": kept.mode, **value}


def _feed_entries(value: Sequence[int], names: SettingsNames) -> list[dict[str, str]]:
    return [{"url": feed[0], "name": feed[1]} for feed in map(names.feed, value) if feed]


def _id_entry(value: int, name: Callable[[int], str]) -> dict[str, str] | None:
    return {"id": str(value), "name": name(value)} if value else None


def _file_value(kind: kinds.SettingKind, value: Any, names: SettingsNames) -> Any:  # noqa: PLR0911 - one return a kind
    """Return a setting's value as the file has it."""
    match kind:
        case kinds.TimeOfDay():
            return shown_time(value)
        case kinds.Weekday():
            return kinds.WEEKDAYS[value]
        case kinds.Role():
            return _id_entry(value, names.role)
        case kinds.Channel():
            return _id_entry(value, names.channel)
        case kinds.Choice() | kinds.Zone():
            return value
        case kinds.Language():
            return value or None
        case kinds.Topics():
            return list(value)
        case kinds.Feeds():
            return _feed_entries(value, names)
        case kinds.People():
            return [_person_entry(number, names) for number in value]
        case kinds.Filters():
            return [_filter_entry(kept, names) for kept in value]
    assert_never(kind)
