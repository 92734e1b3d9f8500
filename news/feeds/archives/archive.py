"""Archives of articles for `bot.py import`: JSON Lines, plain-text articles or OPML, told apart by content.

A file is read twice: `read_archive` checks all of it, then `Archive.read_entries` yields one entry at a time. So a
large file needs no memory, and of a faulty one nothing is kept.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Literal, assert_never

from news.feeds.archives import text_archive
from news.feeds.archives.feedlist import FeedListError, read_feeds
from news.feeds.archives.json_rows import read_archive_row
from news.model.feeds import DatedTo, Entry, Source
from news.text.links import hash_text
from news.text.text import clean_text, cut_text

LONGEST_LINE = 2_000_000  # characters; as much as a feed may have; a longer line or article is not valid
LARGEST_WHOLE = 32_000_000  # bytes; arrays and OPML can only be read whole, and 512 MB is the whole machine
_LONGEST_ARTICLE = 20_000  # lines
_SNIFFED = 4096
_GAP = re.compile(r"\s*(?:,\s*)?")
_UNDECODED = re.compile(r"[\udc80-\udcff]")
_FORMS = "one JSON object a line, articles that begin `date YYYY-MM-DD`, or OPML"

ArchiveKind = Literal["json lines", "json array", "articles", "feeds"]
Progress = Callable[[int], None]


class ArchiveError(ValueError):
    """What is wrong with an archive, in which line (1 is the first; 0: the file as a whole), and what to do."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveEntry:
    """One article of an archive and the outlet that its row names, "" if it names none."""

    entry: Entry
    outlet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A file that was read to its end without an error; `size` in bytes, `count` of articles or feeds."""

    path: Path
    kind: ArchiveKind
    size: int
    count: int
    changed_ns: int
    sources: tuple[Source, ...] = ()

    def read_entries(self, progress: Progress | None = None) -> Iterator[ArchiveEntry]:
        """Yield the articles in file order; `progress` is told how many bytes are read.

        Raise ArchiveError if the file was changed since it was checked.
        """
        now = self.path.stat()
        if (now.st_size, now.st_mtime_ns) != (self.size, self.changed_ns):
            raise ArchiveError(0, "the file was changed while it was read: import it again")
        yield from _read_entries(self.path, self.kind, progress or _no_progress)


def read_archive(path: Path, progress: Progress | None = None) -> Archive:
    """Return what a file holds, once all of it is checked; `progress` gets the number of bytes that are read.

    Raise ArchiveError with the line of the first fault, OSError if the file cannot be opened.
    """
    stat = path.stat()
    kind = _recognise_format(path)
    sources = _read_sources(path) if kind == "feeds" else ()
    count = len(sources) or sum(1 for _ in _read_entries(path, kind, progress or _no_progress))
    return Archive(path=path, kind=kind, size=stat.st_size, count=count, changed_ns=stat.st_mtime_ns, sources=sources)


def archive_key(entry: Entry) -> int:
    """Return an imported article's identity: a hash of its date, headline and body (64 bits, signed)."""
    date = "" if entry.published is None else _dated_at(entry.published, entry.dated_to)
    return hash_text(date, entry.title, entry.text)


def _dated_at(published: int, dated_to: DatedTo) -> str:
    return str(published // 86_400 * 86_400 if dated_to == "day" else published)


def _no_progress(_read: int) -> None:
    """Do nothing: for callers without a progress bar."""


def _recognise_format(path: Path) -> ArchiveKind:
    with path.open("rb") as file:
        head = file.read(_SNIFFED)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ArchiveError(1, "the file is UTF-16: save it as UTF-8")
    if head[:4] in (b"PK\x03\x04", b"%PDF") or head[:2] == b"\x1f\x8b" or b"\0" in head:
        raise ArchiveError(1, f"a packed or binary file: unpack or convert it to {_FORMS}")
    text = head.decode("utf-8-sig", "replace").lstrip()
    line = 1 + head[: len(head) - len(head.lstrip())].count(b"\n")
    if text[:1] == "{":
        return "json lines"
    if re.match(r"\[\s*(?:[{\]]|$)", text):
        return "json array"
    if text[:1] == "<":
        return _recognise_markup(text.lower(), line)
    if not text:
        raise ArchiveError(1, f"the file is empty: it should hold {_FORMS}")
    first = clean_text(text.split("\n", 1)[0])
    if not text_archive.read_date_line(first):
        raise ArchiveError(line, f"{cut_text(first, 60)!r} begins no archive: it should be {_FORMS}")
    return "articles"


def _recognise_markup(text: str, line: int) -> ArchiveKind:
    if "<opml" in text:
        return "feeds"
    if any(root in text for root in ("<rss", "<feed", "<rdf:rdf")):
        raise ArchiveError(line, "this is a feed itself: list its address in a feeds file instead")
    what = "a web page" if "<html" in text or "<!doctype html" in text else "another kind of markup"
    raise ArchiveError(line, f"this is {what}: it should be {_FORMS}")


def _read_entries(path: Path, kind: ArchiveKind, progress: Progress) -> Iterator[ArchiveEntry]:
    match kind:
        case "json lines":
            for number, line in _read_lines(path, progress):
                if line.strip():
                    yield _read_numbered_row(number, _decode_line(line))
        case "json array":
            yield from (_read_numbered_row(number, value) for number, value in _array_items(_read_whole_file(path)))
        case "articles":
            yield from _split_articles(_read_lines(path, progress))
        case "feeds":
            pass
        case never:
            assert_never(never)
    progress(path.stat().st_size)


def _read_lines(path: Path, progress: Progress) -> Iterator[tuple[int, str]]:
    # surrogateescape keeps an undecodable byte in its place, so that its line can be told
    with path.open("rb") as raw, TextIOWrapper(raw, "utf-8-sig", "surrogateescape") as file:
        number = told = 0
        while line := file.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE:
                raise ArchiveError(number, f"longer than {LONGEST_LINE:,} characters: no article is")
            _check_decoded(number, line)
            yield number, line
            if (read := raw.tell()) != told:
                told = read
                progress(read)


def _check_decoded(number: int, line: str) -> None:
    if bad := _UNDECODED.search(line):
        byte = ord(bad[0]) - 0xDC00
        raise ArchiveError(
            number, f"byte {byte:#04x} after {bad.start()} characters is not UTF-8: save the file as UTF-8"
        )


def _decode_line(line: str) -> Any:
    """Return what a line of JSON Lines holds; a ValueError is returned, not raised, as by `_array_items`."""
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        return ValueError(f"not JSON ({error.msg}, column {error.colno}): write one object a line")
    except (ValueError, RecursionError):
        return ValueError("not JSON that can be read: a number or nesting without end")


def _array_items(text: str) -> Iterator[tuple[int, Any]]:
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


def _read_whole_file(path: Path) -> str:
    """Read a file that has no lines to go by; kept small by LARGEST_WHOLE."""
    if path.stat().st_size > LARGEST_WHOLE:
        raise ArchiveError(0, f"larger than {LARGEST_WHOLE:,} bytes: split it, or write one JSON object a line")
    text = path.read_text("utf-8-sig", "surrogateescape")
    if _UNDECODED.search(text):
        for number, line in enumerate(text.split("\n"), 1):
            _check_decoded(number, line)
    return text


def _read_sources(path: Path) -> tuple[Source, ...]:
    try:
        return tuple(read_feeds(_read_whole_file(path), path.name))
    except FeedListError as error:
        raise ArchiveError(0, str(error)) from None


def _read_numbered_row(number: int, row: Any) -> ArchiveEntry:
    try:
        entry, outlet = read_archive_row(row)
    except ValueError as error:
        raise ArchiveError(number, str(error)) from None
    return ArchiveEntry(entry=entry, outlet=outlet)


def _split_articles(lines: Iterable[tuple[int, str]]) -> Iterator[ArchiveEntry]:
    kept: list[tuple[int, str]] = []
    size = 0
    for number, raw in lines:
        line = clean_text(raw)
        if text_archive.read_date_line(line):
            yield from _read_kept_article(kept)
            kept, size = [], 0
        if line or kept:
            kept.append((number, line))
        size += len(line)
        if len(kept) > _LONGEST_ARTICLE or size > LONGEST_LINE:
            raise ArchiveError(number, "an article without end: each begins with its own `date YYYY-MM-DD` line")
    yield from _read_kept_article(kept)


def _read_kept_article(kept: list[tuple[int, str]]) -> Iterator[ArchiveEntry]:
    if not kept:
        return
    try:
        yield ArchiveEntry(entry=text_archive.read_text_article([line for _, line in kept]))
    except ValueError as error:
        raise ArchiveError(kept[0][0], str(error)) from None
