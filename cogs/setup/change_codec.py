"""Settings to be made, as buttons and selects carry them: only what was said, so that nothing else is changed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from cogs.kit.routes.custom_ids import ROOM, write_base36
from news.model.articles import TOPICS
from news.settings.kinds import Channel, Choice, Filters, Flag, Language, People, TimeOfDay, Topics, Zone
from news.settings.registry import BY_CODE, BY_FIELD, SETTINGS, TABS, Setting, Tab

Changes = Mapping[str, Any]  # fields of news.model.servers.Server

ANY = "any"  # language
# Selects that set two settings at once, by the one whose tab they stand on.
JOINT = {"birthdays": "birthdays_who", "digest": "digest_every"}
# Every select of the panel, and its tab.
TAB_OF: dict[str, Tab] = {s.field: s.tab for s in SETTINGS if s.tab and not isinstance(s.kind, Zone | TimeOfDay | Flag)}
for _select, _field in JOINT.items():
    TAB_OF[_select] = TAB_OF.pop(_field)
_VALUE = re.compile(r"[0-9a-z]{1,13}")
_NUMBER = re.compile(r"[0-9]{1,19}")


def write_changes(tab: Tab, changes: Changes) -> str:
    """Return what is to be set as a state, with the tab that shows it afterwards; fields of one tab fit."""
    parts = [_write_value(BY_FIELD[field], value) for field, value in changes.items()]
    return ".".join([str(TABS.index(tab)), *parts])[:ROOM]


def _write_value(setting: Setting, value: Any) -> str:
    match setting.kind:
        case Zone():
            return f"{setting.code}{value}"
        case Topics():
            return setting.code + write_base36(sum(1 << TOPICS.index(topic) for topic in value))
        case Choice():
            return setting.code + write_base36(setting.kind.values.index(value))
        case Language() | People() | Filters():
            raise ValueError(f"{setting.field} is not set by buttons")
    assert_never(setting.kind)


def read_changes(state: str) -> tuple[Tab, dict[str, Any]] | None:
    """Return the tab and the settings of a state, or None if it is invalid."""
    head, *parts = state.split(".")
    if head not in {str(number) for number in range(len(TABS))}:
        return None
    changes: dict[str, Any] = {}
    for part in parts:
        setting = BY_CODE.get(part[:1])
        value = _read_value(setting, part[1:]) if setting else None
        if setting is None or value is None or setting.field in changes:
            return None
        changes[setting.field] = value
    return TABS[int(head)], changes


def _read_value(setting: Setting, text: str) -> Any:
    """Return the value that a state carries, or None if it is invalid."""
    if isinstance(setting.kind, Zone):
        return text if setting.kind.is_valid(text) else None
    number = int(text, 36) if _VALUE.fullmatch(text) else -1
    match setting.kind:
        case Topics() if 0 <= number < 1 << len(TOPICS):
            return tuple(topic for place, topic in enumerate(TOPICS) if number >> place & 1)
        # A range as long as Discord's ids has no len().
        case Choice(values) if number >= 0 and (number < 2**31 or isinstance(values, range)):
            return values[number] if number <= _last_place(values) else None
    return None


def _last_place(values: Sequence[Any]) -> int:
    return values[-1] - values[0] if isinstance(values, range) else len(values) - 1


def read_choice(select: str, values: Sequence[str]) -> Changes | None:
    """Return what was chosen in a select, or None for what it does not hold. Empty is no choice either."""
    if not values or select not in TAB_OF:
        return None
    if select not in JOINT and isinstance(BY_FIELD[select].kind, Topics):
        return {select: tuple(topic for topic in TOPICS if topic in values)} if set(values) <= set(TOPICS) else None
    if len(values) != 1:
        return None
    match select:
        case "birthdays":
            return _chosen_birthdays(values[0])
        case "digest":
            return _chosen_digest(values[0])
    return _read_chosen(select, values[0])


def _read_chosen(field: str, value: str) -> Changes | None:
    match BY_FIELD[field].kind:
        case Channel(values):
            return {field: int(value)} if _NUMBER.fullmatch(value) and int(value) in values[1:] else None
        case Choice(values):
            return next(({field: known} for known in values if str(known) == value), None)
        case Language() as kind:
            code = "" if value == ANY else value
            return {field: code} if value and kind.is_valid(code) else None
    return None


def _chosen_birthdays(value: str) -> Changes | None:
    who, _, number = value.partition(".")
    if who == "top":
        top = _read_chosen("birthdays_top", number)
        return {"birthdays_who": "top", **top} if top else None
    return _read_chosen("birthdays_who", value)


def _chosen_digest(value: str) -> Changes | None:
    if value == "day":
        return {"digest_every": "day"}
    weekday = _read_chosen("digest_weekday", value)
    return {"digest_every": "week", **weekday} if weekday else None
