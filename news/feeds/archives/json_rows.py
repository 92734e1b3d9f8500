"""A row of a JSON archive to an Entry: `title` required, the other keys optional, unknown ones ignored."""

import json
import math
import re
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
