"""JSON read strictly, each value with its line: who wrote it by hand is told where it is wrong."""

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from news.text.messages import message

DEEPEST_NESTING = 8  # lists and objects in one another
_SPACE = re.compile(r"[ \t\n\r]*")
_LONGEST_NUMBER = 30  # characters; Python refuses to read integers of over 4,300 digits
_SCALAR = re.compile(r'"|-?[0-9]|true|false|null')
_TOKEN = re.compile(r"[\w.+-]{1,20}|[!-~]")
_UNENDED = "a text that does not end in its line: expected a closing double quote"
_NUMBER = re.compile(r"[-+.0-9eE]*")


@dataclass(frozen=True, slots=True)
class LinedValue:
    """A value and its line, from 1: of an object's member that of its key. Objects and lists hold Lined again."""

    value: Any
    line: int


class FileError(ValueError):
    """A text that is not such JSON: at this line, for this reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def read_lined_json(text: str) -> LinedValue:
    """Read one JSON value. Raise FileError if the text is not valid.

    Stricter than `json.loads`: a key twice in one object, NaN, Infinity, half a surrogate pair and more than
    DEEPEST_NESTING levels are invalid.
    """
    reader = _JsonReader(text)
    value = reader.read_value(0)
    if reader.at != len(text):
        reader.fail_here("the file goes on after its end: expected nothing after the last }")
    return value


class _JsonReader:
    """A place in a text, which moves on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.decoder = json.JSONDecoder()
        self._counted = (0, 1)  # a place and its line: counting from the beginning each time would take the square
        self._skip_space()

    def fail_here(self, reason: str, line: int = 0) -> NoReturn:
        raise FileError(line or self.current_line(), reason)

    def current_line(self) -> int:
        at, line = self._counted
        self._counted = (self.at, line + self.text.count("\n", at, self.at))
        return self._counted[1]

    def read_value(self, depth: int) -> LinedValue:
        """Read the value here and the space behind it."""
        line, mark = self.current_line(), self.text[self.at : self.at + 1]
        if mark not in ("{", "["):
            return LinedValue(self._read_scalar(), line)
        if depth == DEEPEST_NESTING:
            self.fail_here(message("more than {most} lists and objects in one another", most=DEEPEST_NESTING))
        return LinedValue(self._read_object(depth) if mark == "{" else self._read_list(depth), line)

    def _read_object(self, depth: int) -> dict[str, LinedValue]:
        members: dict[str, LinedValue] = {}
        self._skip_space(1)
        while not self._goes_past_end("}", bool(members)):
            line = self.current_line()
            if not self.text.startswith('"', self.at):
                self.fail_here(message("expected a key in double quotes, found {found}", found=self._describe_found()))
            key = self._read_scalar()
            if key in members:
                twice, first = "“{key}” stands here twice, first in line {first}", str(members[key].line)
                self.fail_here(message(twice, key=key[:60], first=first), line)
            if not self.text.startswith(":", self.at):
                missing = "expected : after the key “{key}”, found {found}"
                self.fail_here(message(missing, key=key[:60], found=self._describe_found()))
            self._skip_space(1)
            members[key] = LinedValue(self.read_value(depth + 1).value, line)
        return members

    def _read_list(self, depth: int) -> list[LinedValue]:
        entries: list[LinedValue] = []
        self._skip_space(1)
        while not self._goes_past_end("]", bool(entries)):
            entries.append(self.read_value(depth + 1))
        return entries

    def _goes_past_end(self, mark: str, has_some: bool) -> bool:
        """True if this list or object ends here. Move past the mark that ends it, or past the comma before an entry."""
        if self.text.startswith(mark, self.at):
            self._skip_space(1)
            return True
        if has_some:
            if not self.text.startswith(",", self.at):
                self.fail_here(message("expected , or {mark}, found {found}", mark=mark, found=self._describe_found()))
            self._skip_space(1)
            if self.text.startswith(mark, self.at):
                self.fail_here(message("a comma before {mark}: expected one more entry, or no comma", mark=mark))
        return False

    def _read_scalar(self) -> Any:
        if not _SCALAR.match(self.text, self.at):
            self.fail_here(message("expected a value, found {found}", found=self._describe_found()))
        if len(_NUMBER.match(self.text, self.at)[0]) > _LONGEST_NUMBER:  # type: ignore[index]  # it matches anything
            self.fail_here(message("a number of more than {most} characters", most=_LONGEST_NUMBER))
        try:
            value, end = self.decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.fail_here(
                "expected a number, or an escape that JSON has" if "\\" in error.msg else _UNENDED, error.lineno
            )
        if isinstance(value, str) and any("\ud800" <= ch <= "\udfff" for ch in value):
            self.fail_here("half a surrogate pair, which is no character")
        if isinstance(value, float) and value in (float("inf"), float("-inf")):
            self.fail_here("a number that is too large")
        self._skip_space(end - self.at)
        return value

    def _skip_space(self, characters: int = 0) -> None:
        self.at = _SPACE.match(self.text, self.at + characters).end()  # type: ignore[union-attr]  # it matches anything

    def _describe_found(self) -> str:
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            return "the end of the file" if self.at >= len(self.text) else "a character that nobody sees"
        return message("“{found}”", found=found[0])
