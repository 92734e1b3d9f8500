"""From bytes to articles: what happens to a feed's body between being fetched and being kept.

    body -> parse: entries -> an article each: link, key, date, people, events of their lives, topic, origin

It runs in a worker thread. What comes after (is it new, which story is it of) asks storage and runs in line.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from news.events.extract import find_events
from news.events.spoken_days import find_spoken_days
from news.feeds.archives.archive import ArchiveEntry, archive_key
from news.feeds.parsing.parse import parse_feed
from news.feeds.polling import FetchedBody
from news.people.candidates import find_unknown_names
from news.people.catalogue_match import Catalogue
from news.stories.origins import find_origin
from news.stories.topics import find_topic

from .model.articles import Article
from .model.feeds import Entry, Feed
from .text.links import canonical_link, hash_text, link_key
from .text.text import fold_text

ARCHIVE = "Archive"  # the outlet of what an archive gives without one


@dataclass(frozen=True, slots=True)
class ReadingDesk:
    """What reading needs to know: the people, and the names of the outlets."""

    catalogue: Catalogue
    outlets: Collection[str] = ()


def read_feed_articles(fetched: FetchedBody, feed: Feed, desk: ReadingDesk, now: int) -> list[Article]:
    """Return the articles of a feed's body in its order. Raise NotAFeed if it is no feed.

    The same article has the same key whenever it is read, however its guid or date changes.
    """
    entries = parse_feed(fetched.body, url=fetched.url, charset=fetched.charset)
    links = Counter(link_key(entry.url) for entry in entries if entry.url)
    made: list[Article] = []
    for entry in entries:
        is_shared = bool(entry.url) and links[link_key(entry.url)] > 1
        # A date in the future is a slip, or a trick to stand on top (docs/faults.md row 26); without a date it is new.
        published = now if entry.published is None else min(entry.published, now)
        bare = ArticleHeader(
            key=entry_key(entry, feed.source.name, is_shared=is_shared),
            outlet=feed.source.name,
            published=published,
            feed_id=feed.id,
            language=feed.source.language,
        )
        made.append(make_article(entry, bare, desk, now))
    return made


def read_archived(archived: ArchiveEntry, desk: ReadingDesk, now: int, outlet: str) -> Article:
    """Return the article of an archive's entry; it counts as independent only if its row names an outlet."""
    entry, name = archived.entry, archived.outlet or outlet
    bare = ArticleHeader(
        key=entry_key(entry, name) if entry.url else archive_key(entry),
        outlet=name,
        published=now if entry.published is None else entry.published,
        is_independent=bool(archived.outlet),
    )
    return make_article(entry, bare, desk, now)


def entry_key(entry: Entry, outlet: str, *, is_shared: bool = False) -> int:
    """Return the identity of an entry: its link, or outlet and title if the link names no single page (row 25)."""
    parts = urlsplit(entry.url)
    if entry.url and not is_shared and (parts.path.strip("/") or parts.query):
        return link_key(entry.url)
    return hash_text(outlet, fold_text(entry.title), str(link_key(entry.url)) if entry.url else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHeader:
    """What an article is beside its entry, before it is read."""

    key: int
    outlet: str
    published: int
    feed_id: int | None = None
    language: str = "en"
    is_independent: bool = True


def make_article(entry: Entry, bare: ArticleHeader, desk: ReadingDesk, now: int) -> Article:
    """Return the article of an entry: its people, events of their lives, topic and origin."""
    body = "\n".join(filter(None, (entry.summary, entry.text)))
    mentions = desk.catalogue.find_mentions(entry.title, body)
    told = _body_text(entry)
    return Article(
        key=bare.key,
        title_key=hash_text(bare.outlet, fold_text(entry.title)),
        outlet=bare.outlet,
        feed_id=bare.feed_id,
        entry=replace(entry, url=canonical_link(entry.url)) if entry.url else entry,
        published=bare.published,
        first_seen=now,
        origin=find_origin(entry.title, body, bare.outlet, desk.outlets),
        independent=bare.is_independent,
        topic=find_topic(entry.title, body, entry.categories),
        language=bare.language,
        mentions=mentions,
        events=tuple(find_events(entry.title, told, mentions, desk.catalogue, bare.published)),
        days=tuple(find_spoken_days(f"{entry.title}\n{told}", mentions, desk.catalogue, bare.published)),
        unknown=tuple(find_unknown_names(entry.title, mentions, desk.catalogue)),
    )


def _body_text(entry: Entry) -> str:
    """Return summary and text, without the summary if the text begins with it."""
    if entry.summary and entry.text and entry.summary.rstrip("…. ")[:80] not in entry.text:
        return f"{entry.summary}\n{entry.text}"
    return entry.text or entry.summary
