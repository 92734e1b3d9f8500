"""A row of a JSON archive to an Entry: `title` required, the other keys optional, unknown ones ignored."""

import json
import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from news.model.feeds import DatedTo, Entry
from news.text.links import safe_link
from news.text.text import clean_text, cut_text, plain_text

_TITLE = 256  # characters, docs/faults.md row 22
LONGEST_NAME = 80  # characters of an outlet, as in feeds files: a name is a label, and suggestions hold 100
_MILLISECONDS_FROM = 100_000_000_000  # as seconds the year 5138, as milliseconds 1973
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]|$)")
_EPOCH = re.compile(r"-?\d{9,}(?:\.\d+)?")  # shorter digits are an ISO date without hyphens
_GAP = re.compile(r"\s*(?:,\s*)?")


def decode_line(line: str) -> Any:
    """Return what a line of JSON Lines holds; a ValueError is returned, not raised, as by `array_items`."""
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        return ValueError(f"not JSON ({error.msg}, column {error.colno}): write one object a line")
    except (ValueError, RecursionError):
        return ValueError("not JSON that can be read: a number or nesting without end")


def array_items(text: str) -> Iterator[tuple[int, Any]]:
    """Yield the items of a JSON array, each with the line it begins in (1 is the first).

    The last may be a ValueError that says what is wrong in that line; `read_archive_row` raises it like the fault of
    any other row.
    """
    decoder = json.JSONDecoder()
    at, line, counted = text.index("[") + 1, 1, 0
    while True:
        at = _past_gap(text, at)
        line, counted = line + text.count("\n", counted, at), at
        if text.startswith("]", at):
            break
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield line, ValueError("not JSON: this item of the array cannot be read")
            return
        yield line, value
    if text[at + 1 :].strip():
        yield line + text.count("\n", at), ValueError("more text after the array's end: keep one array a file")


def _past_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def read_archive_row(row: Any) -> tuple[Entry, str]:
    """Read a decoded row into (entry, the outlet that it names or ""); ValueError says what is wrong with it.

    `published` is an ISO date or instant (UTC where it names no zone; a date has day precision) or seconds since 1970,
    milliseconds where the number is too large for seconds. A link that is not http(s) is left out.
    """
    if isinstance(row, ValueError):
        raise row
    if not isinstance(row, dict):
        raise ValueError('not an object: a row is like {"title": "...", "url": "..."}')
    title = clean_text(plain_text(_text_field(row, "title")))
    if not title:
        raise ValueError("`title` is missing: every row needs one")
    published, dated_to = _read_published(row.get("published"))
    entry = Entry(
        title=cut_text(title, _TITLE),
        url=_read_link(_text_field(row, "url")),
        published=published,
        dated_to=dated_to,
        text=plain_text(_text_field(row, "text")),
        section=clean_text(_text_field(row, "section")),
        byline=clean_text(_text_field(row, "byline")),
    )
    return entry, cut_text(clean_text(_text_field(row, "outlet")), LONGEST_NAME)


def _text_field(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"`{key}` is {cut_text(json.dumps(value), 40)}: write it as text in quotes")
    return value


def _read_link(url: str) -> str:
    # archives give "people.com/tv/..." as often as the whole address
    return safe_link(f"https://{url}" if _HOST.match(url) else url)


def _read_published(value: Any) -> tuple[int | None, DatedTo]:
    if value is None or value == "":
        return None, "second"
    try:
        if isinstance(value, str) and not _EPOCH.fullmatch(value.strip()):
            return _read_iso(value.strip())
        return _read_epoch(value), "second"
    except (TypeError, ValueError, OverflowError, OSError):
        shown = cut_text(json.dumps(value), 40)
        raise ValueError(f"`published` is {shown}: write an ISO date or seconds since 1970") from None


def _read_epoch(value: Any) -> int:
    if isinstance(value, bool):
        raise TypeError(value)
    seconds = float(value)
    if abs(seconds) >= _MILLISECONDS_FROM:
        seconds /= 1000
    datetime.fromtimestamp(seconds, UTC)  # raises what no calendar has
    return math.floor(seconds)


def _read_iso(value: str) -> tuple[int, DatedTo]:
    moment = datetime.fromisoformat(value)
    is_day = re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", value) is not None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return math.floor(moment.timestamp()), "day" if is_day else "second"
