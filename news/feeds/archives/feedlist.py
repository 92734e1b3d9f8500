"""Feeds files: TOML tables or an OPML outline to the sources that they list."""

import re
import tomllib
from typing import Any
from urllib.parse import urlsplit
from xml.parsers import expat

from news.feeds.guard import check_form
from news.model.feeds import Source
from news.text.links import link_key, safe_link
from news.text.text import clean_text, cut_text, split_words

KINDS = (
    "magazine",
    "tabloid",
    "trade",
    "broadcaster",
    "newspaper",
    "kpop",
    "bollywood",
    "royals",
    "music",
    "fashion",
    "other",
)
MOST = 2_000  # feeds in one file; more than that is another file by mistake
_LONGEST_NAME = 80
_KEYS = frozenset(("url", "name", "kind", "language", "homepage"))
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_KIND_WORDS = {kind: kind for kind in KINDS} | {
    "k-pop": "kpop",
    "gossip": "tabloid",
    "royal": "royals",
    "royalty": "royals",
    "style": "fashion",
    "hindi": "bollywood",
    "magazines": "magazine",
    "tabloids": "tabloid",
    "newspapers": "newspaper",
    "broadcasters": "broadcaster",
    "trades": "trade",
}


class FeedListError(ValueError):
    """What is wrong with a feeds file, in which entry or line, and what to do."""


def read_feeds(text: str, name: str = "feeds file") -> list[Source]:
    """Return the sources of a TOML or OPML file in file order, an address once (the first names it).

    `name` is the file's, for messages. Raise FeedListError for a file with an error.
    """
    found = _read_opml(text, name) if text.lstrip("\ufeff \t\r\n").startswith("<") else _read_toml(text, name)
    if not found:
        raise FeedListError(f"{name}: no feeds in it: write [[feed]] tables, or OPML outlines with an xmlUrl")
    if len(found) > MOST:
        raise FeedListError(f"{name}: {len(found):,} feeds: {MOST:,} are the most")
    unique: dict[int, Source] = {}
    for source in found:
        unique.setdefault(link_key(source.url), source)
    return list(unique.values())


def _read_toml(text: str, name: str) -> list[Source]:
    try:
        table = tomllib.loads(text.lstrip("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FeedListError(f"{name}: not TOML: {error}") from None
    feeds = table.pop("feed", [])
    if table or not isinstance(feeds, list):
        odd = ", ".join(map(repr, table)) or "feed"
        raise FeedListError(f"{name}: {odd}: a feeds file has [[feed]] tables only, in double brackets")
    return [_from_table(feed, f"{name}: feed {at}") for at, feed in enumerate(feeds, 1)]


def _from_table(feed: Any, where: str) -> Source:
    if not isinstance(feed, dict):
        raise FeedListError(f"{where}: {feed!r} is no table: write [[feed]] above its keys")
    if label := feed.get("name") or feed.get("url"):
        where = f"{where} ({cut_text(clean_text(str(label)), 40)})"
    for key, value in feed.items():
        if key not in _KEYS:
            raise FeedListError(f"{where}: unknown key {key!r}: the keys are {', '.join(sorted(_KEYS))}")
        if not isinstance(value, str):
            raise FeedListError(f"{where}: {key} is {value!r}: write it as text in quotes")
    named = {key: clean_text(value) for key, value in feed.items()}
    if not named.get("name"):
        raise FeedListError(f"{where}: name is missing: write how the outlet is called")
    return _checked_source(where, named)


def _checked_source(where: str, named: dict[str, str]) -> Source:
    given = named.get("url", "")
    url = safe_link(given)
    # Addresses and ports are judged at each poll, by what LIMELIGHT_ALLOW_HOSTS says then.
    if reason := check_form(given) or ("" if url else "is not a valid address"):
        shown = "" if "@" in given else f" {cut_text(given, 80)!r}"  # no password on a screen or in a log
        raise FeedListError(f"{where}: url{shown} {reason}")
    kind, language = named.get("kind", "other"), named.get("language", "en")
    if kind not in KINDS:
        raise FeedListError(f"{where}: unknown kind {kind!r}: the kinds are {', '.join(KINDS)}")
    if not _LANGUAGE.fullmatch(language):
        raise FeedListError(f"{where}: language {language!r} is no code such as en or pt-br")
    return Source(
        url=url,
        name=cut_text(named["name"] or urlsplit(url).hostname or url, _LONGEST_NAME),
        kind=kind,
        language=language.lower(),
        homepage=safe_link(named.get("homepage", "")),
    )


class _OutlineReader:
    """Collects outlines as expat meets them; a document type is refused before its entities could grow."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Source] = []
        self.folders: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start_element
        self.parser.EndElementHandler = self.end_element
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype

    def refuse_doctype(self, *_declared: object) -> None:
        raise FeedListError(f"{self.current_place()}: a document type: take the <!DOCTYPE ...> out of the file")

    def current_place(self) -> str:
        return f"{self.name}: line {self.parser.CurrentLineNumber}"

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.lower() != "outline":
            return
        given = {key.lower(): clean_text(value) for key, value in attributes.items()}
        label = given.get("title") or given.get("text", "")
        self.folders.append(label)
        if url := given.get("xmlurl"):
            language = given.get("language", "")
            folders = [given.get("category", ""), *reversed(self.folders[:-1])]
            named = {
                "url": url,
                "name": label,
                "kind": next(filter(None, map(_folder_kind, folders)), "other"),
                "language": language if _LANGUAGE.fullmatch(language) else "en",
                "homepage": given.get("htmlurl", ""),
            }
            self.found.append(_checked_source(self.current_place(), named))

    def end_element(self, tag: str) -> None:
        if tag.lower() == "outline":
            self.folders.pop()


def _read_opml(text: str, name: str) -> list[Source]:
    outline = _OutlineReader(name)
    try:
        outline.parser.Parse(text.lstrip("\ufeff \t\r\n"), True)
    except expat.ExpatError as error:
        line = f"{name}: line {error.lineno}"
        raise FeedListError(f"{line}: not well-formed XML ({expat.errors.messages[error.code]})") from None
    except ValueError as error:
        raise error if isinstance(error, FeedListError) else FeedListError(f"{name}: not XML: {error}") from None
    return outline.found


def _folder_kind(folder: str) -> str:
    """Return the kind that a folder or category names, the narrowest last ("Music/K-Pop" is kpop); "" if none does."""
    return next((_KIND_WORDS[word] for word in reversed(split_words(folder)) if word in _KIND_WORDS), "")
