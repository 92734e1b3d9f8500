"""Stories: which articles are one event, how they were reported."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .articles import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSketch:
    """What clustering sees of an article; `story` is None while it has none."""

    key: int
    title: str
    text: str
    published: int
    people: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()  # of those people, as written in it
    story: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is needed of an independent outlet's article to find out who copied whom."""

    key: int
    outlet: str
    origin: str
    published: int
    text: str


@dataclass(frozen=True, slots=True)
class PlacedArticle:
    """Where an article belongs: an open story's id, or a negative number, one for each new story."""

    key: int
    story: int


@dataclass(frozen=True, slots=True)
class Placement:
    """A round of clustering: what is new or moved, and stories that went into others (old id -> new id)."""

    placed: tuple[PlacedArticle, ...]
    merged: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The articles about one event, oldest first; none are left of a story past its retention."""

    id: int
    headline: str
    topic: str
    first_at: int
    last_at: int
    articles: tuple[Article, ...] = ()
    retitled: tuple["ReplacedHeadline", ...] = ()


@dataclass(frozen=True, slots=True)
class ReplacedHeadline:
    """A headline that an outlet has replaced since."""

    outlet: str
    title: str
    until: int


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that a search found; `row` names it to the search store, a higher `match` is a better one."""

    row: int
    story: int
    published: int
    match: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How a story or a person (`subject`) was reported in a span of time.

    A report is an outlet's first article in a story; `reports` holds (about when, how many), oldest first.
    """

    subject: int
    articles: int
    outlets: int  # independent ones, by origin
    first_at: int
    reports: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRepair:
    """What a moderator said of articles, by their keys: `taken` and `kept` are two stories, or one."""

    kind: Literal["split", "merge"]
    story: int  # the one that keeps its id
    other: int  # the one that was begun, or went into it
    kept: tuple[int, ...]
    taken: tuple[int, ...]
    user: int  # 0: one who has had their data erased
    guild: int
    at: int
    id: int = 0
    led: tuple[int, ...] = ()  # ids that led to `other` before it went


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Who said when that a person is not meant in a story, but another one (0: nobody of the catalogue)."""

    story: int
    person: int
    other: int
    user: int
    guild: int
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRepair:
    """Who said when what a story is about."""

    story: int
    topic: str
    user: int
    guild: int
    at: int
