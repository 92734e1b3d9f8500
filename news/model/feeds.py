"""Feeds and their items as publishers give them."""

from dataclasses import dataclass
from typing import Literal

DatedTo = Literal["second", "day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """How the polling of one feed stands; `news.feeds.polling` moves it on after every request."""

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    next_at: int = 0
    last_at: int | None = None
    ok_at: int | None = None  # None: never read yet, so its first items are stored without posting
    failures: int = 0
    failing_since: int | None = None
    gone: int = 0  # answers 410 in a row
    moved_to: str = ""  # where a permanent redirect points to
    moved_seen: int = 0
    moved_since: int | None = None
    error: str = ""
    disabled_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed as a feeds file names it."""

    url: str
    name: str
    kind: str = "other"
    language: str = "en"
    homepage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A source that is kept, with its polling state."""

    id: int
    source: Source
    poll: Poll


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that stays where its publisher has it; http(s) only."""

    url: str
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A line under a picture and who took the picture."""

    text: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as its publisher gives it, cleaned to plain text; `text` is the body where there is one."""

    title: str
    url: str = ""
    guid: str = ""
    published: int | None = None
    dated_to: DatedTo = "second"
    summary: str = ""
    text: str = ""
    section: str = ""
    byline: str = ""
    categories: tuple[str, ...] = ()
    picture: Picture | None = None
    captions: tuple[Caption, ...] = ()
    headings: tuple[str, ...] = ()
