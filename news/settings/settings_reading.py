"""A settings file read back: the settings that it names, or each mistake in it with its line."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never

from news.model.articles import TOPICS
from news.model.people import Person
from news.model.servers import Filter, Server
from news.settings import lined
from news.settings.kinds import FILTER_KINDS, FILTER_VALUES, is_filter
from news.text.days import typed_time
from news.text.links import link_key, safe_link
from news.text.messages import joined, message

from .kinds import WEEKDAYS, Channel, Choice, Feeds, Filters, Language, People, TimeOfDay, Topics, Weekday, Zone
from .lined import FileError, LinedValue
from .registry import MOST, Setting
from .settings_file import LAYOUT, VERSION

MOST_BYTES = 256 * 1024
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_ID = re.compile(r"[1-9][0-9]{0,18}")
_PERSON_EXPECTED = {
    "id": "the id of one adult in this bot's catalogue",
    "wikidata": "the Wikidata id of one adult in this bot's catalogue",
    "name": "the name of one adult in this bot's catalogue",
}
_SHOWN = 40  # characters of a value that is wrong


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line of a file, and what was expected."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class SettingsLookup:
    """What a file may name: adults, feeds (key of the address -> id; 0: all have it), and what the server has now.

    `person` returns nobody for ids that are this install's own: in another's file they mean other people.
    """

    server: Server
    person: Callable[[int], Person | None]
    wikidata: Callable[[str], Person | None]
    named: Callable[[str], Sequence[Person]]
    feeds: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class SettingsReading:
    """The settings that a file names, with the line of each; what is wrong; addresses of feeds that are not known."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unknown_feeds: list[str] = field(default_factory=list)


class _WrongError(Exception):
    """A value is invalid; the text says what was expected."""


def read_settings_file(content: bytes, known: SettingsLookup) -> SettingsReading:
    """Read a settings file. What it leaves out stays as it is; null and [] clear what may be empty."""
    reading = SettingsReading()
    try:
        root = lined.read_lined_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        reading.faults.append(Fault(content.count(b"\n", 0, error.start) + 1, "not UTF-8: save the file as UTF-8"))
        return reading
    except FileError as error:
        reading.faults.append(Fault(error.line, error.reason))
        return reading
    _SettingsReader(known, reading).read_file(root)
    reading.faults.sort(key=lambda fault: fault.line)
    return reading


class _SettingsReader:
    """Reads a file's values into a reading."""

    def __init__(self, known: SettingsLookup, reading: SettingsReading) -> None:
        self.known = known
        self.reading = reading
        kept = (int(f.value) for f in known.server.filters if f.kind == "person" and f.value.isdecimal())
        self.mine = {*known.server.people, *kept}  # whom this server has named already, it may name again

    def add_fault(self, line: int, reason: str) -> None:
        self.reading.faults.append(Fault(line, reason))

    def read_file(self, root: LinedValue) -> None:
        if not isinstance(root.value, dict):
            self.add_fault(root.line, _not_expected(root, "an object, which begins with {"))
            return
        version = root.value.get("limelight")
        if version is None or type(version.value) is not int or version.value != VERSION:
            missing = message("limelight is missing: expected {version}", version=VERSION)
            reason = _not_expected(version, str(VERSION), "limelight") if version else missing
            self.add_fault(version.line if version else root.line, reason)
        sections = [section for section in LAYOUT if section]
        for name, node in self.known_members(root, "the file", ["limelight", *sections, *LAYOUT[""]]).items():
            if name in LAYOUT[""]:
                self.read_setting(node, LAYOUT[""][name])
            elif name in sections:
                self.read_section(name, node)

    def read_section(self, name: str, node: LinedValue) -> None:
        try:
            members = self.known_members(node, name, list(LAYOUT[name]))
        except _WrongError as error:
            self.add_fault(node.line, _not_expected(node, str(error), name))
            return
        for key, member in members.items():
            self.read_setting(member, LAYOUT[name][key])

    def known_members(self, node: LinedValue, where: str, keys: list[str]) -> dict[str, LinedValue]:
        """Return an object's members that have one of these keys; the others are faults."""
        if not isinstance(node.value, dict):
            raise _WrongError(message("an object with {keys}", keys=", ".join(keys)))
        for key, member in node.value.items():
            if key not in keys:
                unknown = "“{key}” is not known in {where}: expected {keys}"
                reason = message(unknown, key=key[:_SHOWN], where=where, keys=", ".join(keys))
                self.add_fault(member.line, reason)
        return {key: member for key, member in node.value.items() if key in keys}

    def read_setting(self, node: LinedValue, setting: Setting) -> None:
        before, path, name = len(self.reading.faults), setting.path, setting.field
        try:
            value = self.read_value(node, setting)
        except _WrongError as error:
            self.add_fault(node.line, _not_expected(node, str(error), path))
            return
        if len(self.reading.faults) > before:
            return
        if name in MOST and len(set(value)) > MOST[name]:
            too_many = "{path} has {count} entries: expected at most {most}"
            self.add_fault(node.line, message(too_many, path=path, count=str(len(set(value))), most=MOST[name]))
            return
        self.reading.values[name] = value
        self.reading.lines[name] = node.line

    def read_value(self, node: LinedValue, setting: Setting) -> Any:  # noqa: PLR0911 - one return a kind
        """Return a setting as `Server` has it. Raise _WrongError; note what is wrong inside of lists."""
        path, kind = setting.path, setting.kind
        match kind:
            case Channel():
                return self.read_id(path, node)
            case TimeOfDay():
                return _read_time(node.value)
            case Weekday():
                return _read_weekday(node.value)
            case Choice() | Zone():
                return _valid_value(kind, node.value, kind.valid_values)
            case Language():
                return _valid_value(
                    kind, "" if node.value is None else node.value, "a language's code, such as en, or null"
                )
            case Topics():
                return self.read_entries(path, node, _SettingsReader.read_topic)
            case Feeds():
                return self.read_entries(path, node, _SettingsReader.read_feed)
            case People():
                return self.read_entries(path, node, _SettingsReader.read_person)
            case Filters():
                return self.read_entries(path, node, _SettingsReader.read_filter)
        assert_never(kind)

    def read_id(self, path: str, node: LinedValue) -> int:
        """Read null, "123", 123 or {"id": "123", "name": ...}, whose name is for people who read the file."""
        if isinstance(node.value, dict):
            node = self.known_members(node, path, ["id", "name"]).get("id", node)
        if node.value is None:
            return 0
        written = str(node.value) if type(node.value) in (int, str) else ""
        if not _ID.fullmatch(written) or int(written) >= 2**63:
            raise _WrongError('null or {"id": "the id of one in this server"}')
        return int(written)

    def read_entries(self, path: str, node: LinedValue, read: "_Entry") -> tuple[Any, ...]:
        if node.value is None:
            return ()
        if not isinstance(node.value, list):
            raise _WrongError("a list, which begins with [, or null")
        found: dict[Any, None] = {}
        for place, entry in enumerate(node.value, 1):
            where = message("entry {place} of {path}", place=str(place), path=path)
            try:
                value = read(self, where, entry)
            except _WrongError as error:
                self.add_fault(entry.line, _not_expected(entry, str(error), where))
                continue
            found |= {} if value is None else {value: None}
        return tuple(found)

    def read_topic(self, _path: str, node: LinedValue) -> str:
        if node.value not in TOPICS:
            raise _WrongError(FILTER_VALUES["topic"][0])
        return str(node.value)

    def read_person(self, path: str, node: LinedValue) -> int | None:
        """Return a person's id; None if the person is unknown, which is a fault."""
        members = self.known_members(node, path, list(_PERSON_EXPECTED))
        key = next((key for key in _PERSON_EXPECTED if key in members), "")
        if not key:
            raise _WrongError("id, wikidata or name of a person")
        found = self.find_person(key, members[key].value)
        if not found:
            where = message("{key} in {path}", key=key, path=path)
            self.add_fault(members[key].line, _not_expected(members[key], _PERSON_EXPECTED[key], where))
        return found

    def find_person(self, key: str, value: Any) -> int | None:
        if key == "id":
            is_whole = type(value) is int and 0 < value < 2**63
            return value if is_whole and (value in self.mine or self.known.person(value)) else None
        if not isinstance(value, str):
            return None
        if key == "wikidata":
            person = self.known.wikidata(value)
            return person.id if person else None
        named = self.known.named(value)
        return named[0].id if len(named) == 1 else None

    def read_filter(self, path: str, node: LinedValue) -> Filter | None:
        """Return a filter; None if its value is invalid, which is a fault."""
        members = self.known_members(node, path, ["kind", "mode", "value", "person"])
        kind, mode = (members[key].value if key in members else None for key in ("kind", "mode"))
        if kind not in FILTER_KINDS:
            raise _WrongError(message("a kind of {kinds}", kinds=", ".join(FILTER_KINDS)))
        if mode not in ("block", "only"):
            raise _WrongError("a mode of block or only")
        value = members.get("person" if kind == "person" else "value")
        if value is None:
            expected = message("a value: {expected}", expected=FILTER_VALUES[kind][0])
            raise _WrongError("a person" if kind == "person" else expected)
        if kind == "person":
            number = self.read_person(message("person in {path}", path=path), value)
            return Filter(kind, mode, str(number)) if number else None
        made = Filter(kind, mode, value.value)
        if not is_filter(made):
            where = message("value in {path}", path=path)
            self.add_fault(value.line, _not_expected(value, FILTER_VALUES[kind][0], where))
            return None
        return made

    def read_feed(self, path: str, node: LinedValue) -> int | None:
        """Return a feed's id; None if it comes with the bot, or is unknown, which is noted."""
        url = self.known_members(node, path, ["url", "name"]).get("url")
        link = safe_link(url.value) if url and isinstance(url.value, str) else ""
        if not link:
            raise _WrongError("the address of a feed as url")
        found = self.known.feeds.get(link_key(link))
        if found is None:
            self.reading.unknown_feeds.append(link)
        return found or None


_Entry = Callable[[_SettingsReader, str, LinedValue], Any]


def _valid_value(kind: Choice | Zone | Language, value: Any, expected: str) -> Any:
    if not kind.is_valid(value):
        raise _WrongError(expected)
    return value


def _read_weekday(value: Any) -> int:
    if value not in WEEKDAYS:
        raise _WrongError(joined(WEEKDAYS, word="or"))
    return WEEKDAYS.index(value)


def _read_time(value: Any) -> int:
    minutes = typed_time(value) if isinstance(value, str) and _TIME.fullmatch(value) else None
    if minutes is None:
        raise _WrongError('a time of day such as "09:00"')
    return minutes


def _not_expected(node: LinedValue, expected: str, where: str = "") -> str:
    """Say what a value is, where it stands and what was expected there."""
    template = "{where} is {value}: expected {expected}" if where else "{value}: expected {expected}"
    return message(template, where=where, value=_describe_value(node), expected=expected)


def _describe_value(node: LinedValue) -> str:
    """Return a value as it stands in the file, short."""
    if isinstance(node.value, dict):
        return "an object"
    if isinstance(node.value, list):
        return "a list"
    text = json.dumps(node.value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
