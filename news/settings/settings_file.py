"""A server's settings as JSON for the log of changes, and as a file that people can read and edit."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, assert_never

from news.model.articles import TOPICS
from news.model.people import Person
from news.model.servers import Change, Filter, Server
from news.settings import kinds
from news.settings.registry import BY_FIELD, LISTS, MOST, SECTIONS, SETTINGS, Setting
from news.text.days import shown_time

VERSION = 1
# section -> key -> setting, in the file's order; "" holds what stands at the top of the file
LAYOUT: dict[str, dict[str, Setting]] = {
    section: {setting.file_key: setting for setting in SETTINGS if setting.file_section == section}
    for section in SECTIONS
}


@dataclass(frozen=True, slots=True)
class SettingsNames:
    """What is known of the ids in a server's settings; "" or None if nothing is.

    `person` returns adults only: people under 18 are named in headlines only. `feed` returns (address, name). Ids of
    people from `first_own` on are this install's own, and mean other people elsewhere.
    """

    channel: Callable[[int], str]
    role: Callable[[int], str]
    person: Callable[[int], Person | None]
    feed: Callable[[int], tuple[str, str] | None]
    first_own: int


def write_settings_file(server: Server, names: SettingsNames) -> str:
    """Return a server's settings as indented JSON, always in the same order; no member's id is in it."""
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


def settings_to_json(server: Server) -> dict[str, Any]:
    """Return a server's settings as JSON has them."""
    values = asdict(server)
    del values["guild"]
    lists = {name: list(value) for name, value in values.items() if isinstance(value, tuple)}
    return values | lists | {"filters": [[f.kind, f.mode, f.value] for f in server.filters]}


def settings_from_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a server back from their JSON."""
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    filters = {"filters": tuple(Filter(*value) for value in values["filters"])} if "filters" in values else {}
    return {**values, **lists, **filters}


def sort_lists(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings with their lists as the store keeps them: each entry once, in order; topics in that of TOPICS."""
    lists = {name: tuple(sorted(set(wanted[name]))) for name in LISTS & wanted.keys()}
    if "stories_topics" in wanted:
        lists["stories_topics"] = tuple(sorted(set(wanted["stories_topics"]), key=_topic_place))
    return {**wanted, **lists}


def _topic_place(topic: str) -> int:
    return TOPICS.index(topic) if topic in TOPICS else len(TOPICS)  # for `explain_invalid` to refuse


def undo_values(change: Change, server: Server) -> dict[str, Any]:
    """Return the fields that take a change back, as `Server` has them, without those that were set again since.

    In a list, what the change added goes and what it removed comes back. Other entries stay as they are.
    """
    now = settings_to_json(server)
    back = {name: _field_before(name, before, change.after[name], now[name]) for name, before in change.before.items()}
    return sort_lists(settings_from_json({name: value for name, value in back.items() if value != now[name]}))


def _field_before(name: str, before: Any, after: Any, now: Any) -> Any:
    """Return a field without a change; its value of now if nothing of the change is left in it."""
    if now == after:
        return before
    if name in LISTS:
        return _without_change(before, after, now)
    if name == "stories_topics" and before and after and now:  # no topics are all topics, which no sum gives
        return _without_change(before, after, now) or now
    return now


def _without_change(before: list[Any], after: list[Any], now: list[Any]) -> list[Any]:
    kept = [entry for entry in now if entry in before or entry not in after]
    back = [entry for entry in before if entry not in after and entry not in now]
    return sorted(kept + back) if back or kept != now else now


def explain_invalid(name: str, value: Any) -> str:
    """Return what a setting has to be ("a whole number from 2 to 20") if this value is invalid; "" if it is valid.

    How many entries a list holds is not asked here (`find_overfull_list`).
    """
    kind = BY_FIELD[name].kind
    return "" if kind.is_valid(value) else kind.valid_values


def find_overfull_list(wanted: Mapping[str, Any]) -> str:
    """Return the list among these settings that has too many entries; "" if none has."""
    return next((name for name, most in MOST.items() if len(wanted.get(name, ())) > most), "")


def check_settings(wanted: Mapping[str, Any]) -> None:
    """Raise ValueError if a server cannot have one of these settings; it says why."""
    for name, value in wanted.items():
        if name not in BY_FIELD:
            raise ValueError(f"there is no setting {name}")
        if words := explain_invalid(name, value):
            raise ValueError(f"{name} is {value!r:.100}: it has to be {words}")
    if name := find_overfull_list(wanted):
        raise ValueError(f"{name} has {len(wanted[name])} entries: {MOST[name]} are the most")
