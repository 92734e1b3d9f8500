"""A server's settings as JSON has them, for the log of changes and for files; which values they may have."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from news.model.articles import TOPICS
from news.model.servers import Change, Filter, Server

from .registry import BY_FIELD, LISTS, MOST


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
    """Return the fields that take a change back, as `Server` has them; none for what was set anew since.

    Of a list only what the change added goes and what it removed comes back: other entries stay as they are by now.
    """
    now = settings_to_json(server)
    back = {name: _field_before(name, before, change.after[name], now[name]) for name, before in change.before.items()}
    return sort_lists(settings_from_json({name: value for name, value in back.items() if value != now[name]}))


def _field_before(name: str, before: Any, after: Any, now: Any) -> Any:
    """Return what a field is without a change; as it is now where that change is no part of it any more."""
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
    """Return what a setting has to be, "a whole number from 2 to 20", where this value is none; "" where it is.

    How many entries a list holds is not asked here (`find_overfull_list`).
    """
    kind = BY_FIELD[name].kind
    return "" if kind.is_valid(value) else kind.valid_values


def find_overfull_list(wanted: Mapping[str, Any]) -> str:
    """Return the list among these settings that holds more than it may; "" for none."""
    return next((name for name, most in MOST.items() if len(wanted.get(name, ())) > most), "")


def check_settings(wanted: Mapping[str, Any]) -> None:
    """Raise ValueError for settings that a server cannot have, in words."""
    for name, value in wanted.items():
        if name not in BY_FIELD:
            raise ValueError(f"there is no setting {name}")
        if words := explain_invalid(name, value):
            raise ValueError(f"{name} is {value!r:.100}: it has to be {words}")
    if name := find_overfull_list(wanted):
        raise ValueError(f"{name} has {len(wanted[name])} entries: {MOST[name]} are the most")
