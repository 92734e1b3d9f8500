"""What Discord was sent, as text that two runs share: one file for each command, one line for each component.

Ids, instants of the machine's clock, ports and random draws differ from run to run; each becomes a name.
"""

import difflib
import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from simcord import InteractionResult

from tests.kit.newsroom import NOW

FOLDER = Path(__file__).parent.parent / "golden" / "payloads"
_SNOWFLAKE = re.compile(r"\b[0-9]{17,20}\b")
_PORT = re.compile(r"127\.0\.0\.1:[0-9]+")
_INSTANT = re.compile(r"<t:([0-9]+):")
_DRAW = re.compile(r"\b(pick:setup:)[0-9a-z]+(?=\.)")  # a number anew for each panel
_FILE = re.compile(r"\b((?:no)?import):[0-9a-z]+")  # a random number for each file that was sent
_ARTICLES = re.compile(
    r"\b((?:apart|takeapart|apartpage):[0-9a-z]+\.[0-9a-z]+\.[0-9a-z]+)\.[0-9a-z]+"
)  # keys of links with a port
_FORM = re.compile(r"^[0-9a-f]{32}$")
_LONGEST_WALK = 600  # seconds that both clocks may have gone on


class Recorder:
    """Answers as lines, gathered by the command that led to them."""

    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = {}
        self._ids: dict[str, str] = {}

    def note(self, command: str, did: str, shown: InteractionResult) -> None:
        """Gather an answer to what was done."""
        lines = self.lines.setdefault(command, [])
        lines.append(f"# {self._plain(did)}")
        lines += (self._plain(line) for line in _lines(shown))
        lines.append("")

    def note_objects(self, command: str, did: str, objects: Sequence[dict[str, Any]]) -> None:
        """Gather choices, or a command with its options, one a line."""
        lines = self.lines.setdefault(command, [])
        lines += [f"# {self._plain(did)}", *map(self._plain, _nested(objects, "  ")), ""]

    def text(self, command: str) -> str:
        """Return all answers of a command."""
        return "\n".join(self.lines[command])

    def _plain(self, text: str) -> str:
        text = _PORT.sub("127.0.0.1:PORT", text)
        text = _INSTANT.sub(_instant, text)
        text = _DRAW.sub(r"\1DRAW", text)
        text = _ARTICLES.sub(r"\1.KEYS", _FILE.sub(r"\1:FILE", text))
        return _SNOWFLAKE.sub(lambda id_: self._ids.setdefault(id_[0], f"ID{len(self._ids) + 1}"), text)


def _lines(shown: InteractionResult) -> Iterator[str]:
    if shown.modal:
        yield f"form {shown.modal['title']}"
        yield from _components(shown.modal["components"], "  ")
    for message in (shown.response, *shown.followups):
        if message is not None:
            yield f"message flags={message.flags.value} files={[file.filename for file in message.attachments]}"
            yield from _components(message.components, "  ")


def _components(components: Any, margin: str) -> Iterator[str]:
    for component in components:
        own = {
            name: _state(value)
            for name, value in component.items()
            if name not in ("id", "components", "component", "accessory") and value not in (None, [], False)
        }
        yield margin + json.dumps(own, ensure_ascii=False, sort_keys=True)
        inner = [
            *component.get("components", ()),
            *(component[k] for k in ("component", "accessory") if k in component),
        ]
        yield from _components(inner, margin + "  ")


def _nested(objects: Sequence[dict[str, Any]], margin: str) -> Iterator[str]:
    for one in objects:
        own = {name: value for name, value in one.items() if name != "options" and value is not None}
        yield margin + json.dumps(own, ensure_ascii=False, sort_keys=True)
        yield from _nested(one.get("options", ()), margin + "  ")


def _instant(at: re.Match[str]) -> str:
    is_now = abs(int(at[1]) - NOW) < _LONGEST_WALK or abs(int(at[1]) - time.time()) < _LONGEST_WALK
    return "<t:NOW:" if is_now else at[0]


def _state(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    value = _DRAW.sub(r"\1DRAW", value)
    return "FORM" if _FORM.match(value) else value


def difference(recorder: Recorder) -> str:
    """Return a readable difference from what is recorded; "" if there is none. LIMELIGHT_RECORD=1 records anew."""
    if os.environ.get("LIMELIGHT_RECORD"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob("*.txt"):
            old.unlink()
        for command in recorder.lines:
            _file(command).write_text(recorder.text(command), encoding="utf-8")
    recorded = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt")}
    found = {_file(command).name: recorder.text(command) for command in recorder.lines}
    return "\n".join(
        line
        for name in sorted({*recorded, *found})
        for line in difflib.unified_diff(
            recorded.get(name, "").splitlines(), found.get(name, "").splitlines(), f"recorded {name}", name, lineterm=""
        )
    )


def _file(command: str) -> Path:
    return FOLDER / f"{command.replace(' ', '_')}.txt"
