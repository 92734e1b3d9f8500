"""Feeds and their items as publishers give them."""

from dataclasses import dataclass
from typing import Literal

DatedTo = Literal["second", "day"]
FeedStanding = Literal["new", "listed", "here"]  # nobody's or other servers', comes with the bot, added here


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


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A feed and how many articles it gave."""

    feed: Feed
    articles: int


@dataclass(frozen=True, slots=True)
class FeedTally:
    """How many feeds come with the bot, and how many of those fail."""

    feeds: int
    failing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPreview:
    """A feed that was read, before it is added; `candidate` is its id in the store, 0 if there is none to add."""

    source: Source
    newest: tuple[Entry, ...]
    items: int
    a_week: float | None
    standing: FeedStanding
    candidate: int = 0
    is_language_told: bool = True


@dataclass(frozen=True, slots=True)
class SeveralFeeds:
    """Feeds of a page that are as good as one another; `named` is how many the page has."""

    previews: tuple[FeedPreview, ...]
    named: int


@dataclass(frozen=True, slots=True)
class RefusedFeed:
    """Why nothing can be added: a predicate in plain words, the same for a refused address and a dead one."""

    link: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedFeed:
    """How a feed stands after a try; `is_rested`: it was not asked, since that was done a moment ago."""

    feed: Feed
    newest: tuple[Entry, ...] = ()
    items: int = 0
    new: int = 0
    is_rested: bool = False


FeedsSeen = FeedPreview | SeveralFeeds | RefusedFeed | TriedFeed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCandidate:
    """A feed that a server's moderator was shown, and may add."""

    guild: int
    source: Source
    url_key: int
    at: int
    id: int = 0
