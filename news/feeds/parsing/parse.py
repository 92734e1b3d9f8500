"""A feed's bytes to entries: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed; every oddity of feeds ends here.

`read` gives all items as the publisher has them, `parse` the entries that the house goes on with: capped, plain and
safe. Both go from bytes to a well-formed tree (repair), and from there to items (items).
"""

import heapq
import json
import re
from dataclasses import replace
from html import escape
from typing import Any

from news.feeds.parsing.boilerplate import without_ending, without_note
from news.feeds.parsing.items import MOST_SEEN, FeedItem, absolute, items, newest, read_item
from news.feeds.parsing.pictures import in_element, in_html
from news.feeds.parsing.pubdates import stamp
from news.feeds.parsing.repair import NotAFeed, decode, tree
from news.model.feeds import DatedTo, Entry, Picture
from news.text.links import safe
from news.text.text import clean, cut, plain

__all__ = ["FeedItem", "NotAFeed", "parse", "read"]

MOST_ITEMS = 300  # docs/faults.md row 22, as the next two
LONGEST_TITLE = 256
LONGEST_TEXT = 20_000
LONGEST_SUMMARY = 2_000
MOST_CATEGORIES = 20
EARLIEST = 631_152_000  # 1990; an earlier date is a clock at zero (docs/faults.md row 26)
_MOST_READ = 300_000  # characters of HTML in a feed's texts of a kind: 15 whole articles, 300 descriptions of 1,000
_MOST_OBJECTS = 100_000  # of JSON
_NO_SECTION = ("uncategorized", "general", "allgemein", "news")  # what is in the box when nobody chose
_MARKUP = 5  # times as long as its text may HTML be
_TITLE_FROM_TEXT = 100
_SUMMARY_FROM_TEXT = 500
_LONGEST_CATEGORY = 100
_FURTHER = re.compile(r"&(?:amp|quot|apos|nbsp|lt|gt|#\d{1,5}|#x[0-9a-fA-F]{1,4});")
_ESCAPED_TWICE = re.compile(r"</(?:p|a|b|i|em|strong|span|div)>|<br ?/?>")
_MAIL = re.compile(r"<?\b(?:mailto:)?[\w.+-]+@[\w-]+\.[\w.-]+>?")


def read(body: bytes, *, url: str = "", charset: str | None = None) -> list[FeedItem]:
    """Give every item of a feed in its own order; raises NotAFeed with a plain reason."""
    return _read(body, url, charset, most=None)


def parse(body: bytes, *, url: str = "", charset: str | None = None) -> list[Entry]:
    """Give a feed's items as clean entries in its own order, of more than 300 the newest, newest first.

    `url` is where the feed was found, `charset` what its HTTP header says. `published` is None where an item has no
    date or one before 1990; a date in the future is passed on. Raises NotAFeed.
    """
    items = _read(body, url, charset, most=MOST_ITEMS)
    share = _MOST_READ // max(1, len(items))
    entries = (_entry(item, url, share) for item in items)
    return [entry for entry in entries if entry.title]


def _read(body: bytes, url: str, charset: str | None, most: int | None) -> list[FeedItem]:
    text = decode(body, charset)
    start = text[:100].lstrip()[:1]
    if not start:
        raise NotAFeed("an empty answer")
    if start in ("{", "["):
        return _read_json(text, url, most)
    root = tree(text)
    elements = items(root)
    if not elements and not is_feed(root):
        raise NotAFeed(f"XML, but no feed: its root is <{str(root.tag).rpartition('}')[2][:40]}>")
    if most is not None and len(elements) > most:
        elements = newest(elements, most)
    return [replace(read_item(element, url), picture=in_element(element, url)) for element in elements]


def is_feed(root: Any) -> bool:
    """Whether a document without items is a feed with nothing in it."""
    return str(root.tag).rpartition("}")[2].rpartition(":")[2].lower() in ("rss", "rdf", "feed", "channel")


def _read_json(text: str, url: str, most: int | None) -> list[FeedItem]:
    if text.count("{") > _MOST_OBJECTS:
        raise NotAFeed("more objects than any feed has")
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAFeed("neither XML nor JSON that can be read") from None
    listed = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(listed, list):
        raise NotAFeed("JSON, but no JSON Feed")
    given = [item for item in listed[:MOST_SEEN] if isinstance(item, dict)]
    if most is not None and len(given) > most:
        given = heapq.nlargest(most, given, key=lambda item: _json_date(item)[1] or 0)
    return [_json_item(item, url) for item in given]


def _json_date(item: dict[str, Any]) -> tuple[str, int | None, DatedTo]:
    written = next((item[name] for name in ("date_published", "date_modified") if isinstance(item.get(name), str)), "")
    return written, *(stamp(written) or (None, "second"))


def _json_item(item: dict[str, Any], url: str) -> FeedItem:
    """Return an item by the names and types of the specification; values of other types are left out."""

    def text(*names: str) -> str:
        return next((item[name] for name in names if item.get(name) and isinstance(item[name], str)), "")

    date, published, dated_to = _json_date(item)
    image = safe(text("image", "banner_image"), url)
    authors = _json_list(item, "authors") or [item.get("author")]
    names = [author["name"] for author in authors if isinstance(author, dict) and isinstance(author.get("name"), str)]
    return FeedItem(
        title=text("title"),
        link=absolute(text("url", "external_url"), url),
        guid=str(item["id"]) if isinstance(item.get("id"), str | int | float) else "",
        date=date,
        published=published,
        dated_to=dated_to,
        summary=text("summary"),
        content=text("content_html") or escape(text("content_text")),
        byline=names[0] if names else "",
        categories=tuple(tag for tag in _json_list(item, "tags") if isinstance(tag, str)),
        picture=Picture(url=image) if image else None,
    )


def _json_list(item: dict[str, Any], name: str) -> list[Any]:
    return item[name] if isinstance(item.get(name), list) else []


def _entry(item: FeedItem, url: str, share: int) -> Entry:
    summary = without_ending(_lines(item.summary[:share], LONGEST_SUMMARY))
    text = without_note(_lines(item.content[:share], LONGEST_TEXT))
    if without_ending(text) == summary:
        text = ""
    summary, text = cut(summary, LONGEST_SUMMARY), cut(text, LONGEST_TEXT)
    body = text or summary
    link = safe(item.link, url)
    categories = _categories(item.categories)
    published = item.published if item.published is not None and item.published >= EARLIEST else None
    return Entry(
        title=_title(item.title) or cut(body.split("\n")[0], _TITLE_FROM_TEXT),
        url=link,
        guid=cut(clean(item.guid[:LONGEST_SUMMARY]), LONGEST_SUMMARY),
        published=published,
        dated_to=item.dated_to if published is not None else "second",
        summary=summary or cut(without_ending(text).replace("\n", " "), _SUMMARY_FROM_TEXT),
        text=text,
        section=categories[0] if len(categories) == 1 and categories[0].lower() not in _NO_SECTION else "",
        byline=_byline(item.byline),
        categories=categories,
        picture=item.picture or in_html(item.content, link or url) or in_html(item.summary, link or url),
    )


def _title(html: str) -> str:
    """Give a headline in one line; many publishers escape twice, so that "&amp;" would be left."""
    title = plain(html[: LONGEST_TITLE * _MARKUP])
    if _FURTHER.search(title) or _ESCAPED_TWICE.search(title):
        title = plain(title)
    return cut(title.replace("\n", " "), LONGEST_TITLE)


def _lines(html: str, longest: int) -> str:
    text = plain(html[: longest * _MARKUP])
    if _ESCAPED_TWICE.search(text):
        text = plain(text)
    return text.strip()


def _byline(author: str) -> str:
    """Give the name, from "jane@example.com (Jane Doe)" or "Jane Doe <jane@example.com>", too."""
    name = plain(author[:LONGEST_SUMMARY]).replace("\n", " ")
    name = _MAIL.sub("", name).strip(" <>,;")
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    return cut(re.sub(r"^by\s+", "", name, flags=re.IGNORECASE), LONGEST_TITLE)


def _categories(terms: tuple[str, ...]) -> tuple[str, ...]:
    names = (cut(plain(term[:1000]).replace("\n", " "), _LONGEST_CATEGORY) for term in terms[: 3 * MOST_CATEGORIES])
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_CATEGORIES]
