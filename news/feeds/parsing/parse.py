"""A feed's bytes to entries: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed; every oddity of feeds ends here.

`read_feed` returns all items as the publisher has them, `parse_feed` the entries that are kept: capped, plain and safe.
Both make a well-formed tree of the bytes (repair) and read its items (items).
"""

import heapq
import json
import re
from dataclasses import replace
from html import escape
from typing import Any

from news.feeds.parsing.items import MOST_SEEN, FeedItem, find_items, newest_items, read_item, resolve_link
from news.feeds.parsing.pictures import in_element, in_html
from news.feeds.parsing.pubdates import read_pubdate
from news.feeds.parsing.repair import NotAFeed, decode_body, parse_tree
from news.model.feeds import DatedTo, Entry, Picture
from news.text.links import safe_link
from news.text.text import clean_text, cut_text, plain_text

_TAIL = 500  # characters at the end that are looked at: a note of syndication repeats the headline
_SHORT_TAIL = 240  # for all but those
_MOST = 4  # endings on one another: "Photo: Getty. [...] Continue reading. The post ... appeared first on ..."

# As WordPress writes it in the languages of its larger sites: a title, then the site's name. A title begins with a
# capital, unlike what goes on in "The post, since deleted, first appeared on Instagram".
_NOTE = re.compile(
    r"(?:(?<=\s)|^)(?:The post|Der Beitrag|L[’']article|La entrada|El artículo|L[’']articolo|O post)"
    r" (?![a-z])(?=\S).{1,300}?"
    r" (?:appeared first on|first appeared on|erschien zuerst auf|est apparu en premier sur|se publicó primero en"
    r"|apareci[óo] primero en|aparece primero en|proviene da|apareceu primeiro em) [^\n]{1,100}$"
)
# Where a sentence may begin; a link after a cut needs no space: "guaranteed to be...Read More".
_BEGIN = r"(?:^|(?<=\n)|(?<=[.!?…\]] )|(?<=[.!?][\"'”’)] )|(?<=…)|(?<=\.\.\.))"
_ON = r"(?:story|article|post|review|interview|recap|feature|report|piece)"
_LINK = (
    rf"(?:Read (?:more|on|(?:the )?(?:full|whole|entire|rest(?: of (?:the|this))?|original)(?: {_ON})?|the {_ON})"
    rf"|View (?:entire|full|original) {_ON}|See (?:more|full {_ON})|Full {_ON}|Keep reading|Continue reading"
    rf"|Click (?:here )?(?:to|for) (?:read|see|view|continue|more|the)\b[^\n.!?]{{0,60}})"
)
_WHERE = r"(?: (?:here|about|at|on|of|from|in) [^\n.!?]{1,80})?"
_MARK = r"[\s.:…›»→➔>\])]*"
_ENDINGS = (
    re.compile(rf"{_BEGIN}[\[(]?(?=[A-Z])(?i:{_LINK}{_WHERE}){_MARK}$"),
    re.compile(rf"{_BEGIN}Continue [Rr]eading [^\n]{{1,200}}[›»→]$"),  # the headline once more, then an arrow
    re.compile(
        r"(?<=\w )(?:Read More|Continue Reading|READ MORE|CONTINUE READING)[\s.…›»→]*$"
    ),  # cut within a sentence
    re.compile(r"(?:(?<=\s)|^)\((?:Photo|Image|Picture)s?(?: credit| by)?:? [^()\n]{1,80}\)$"),
    re.compile(rf"{_BEGIN}(?:Photo|Image|Picture)s?(?: [Cc]redits?| by)?: [^\n!?]{{1,60}}$"),
)
_CUT = ("[…]", "[...]", "(…)", "(...)")
# Asked before the patterns, which take 0.3 ms for a text that has no such ending: one of these words is in each.
_NOTED = ("first", "zuerst", "premier", "primer", "primeir", "proviene")
_SAID = ("READ", "VIEW", "SEE", "FULL", "CLICK", "PHOTO", "IMAGE", "PICTURE")


def without_note(text: str) -> str:
    """Return a text without the note that says on which site it appeared first."""
    head, tail = text[:-_TAIL], text[-_TAIL:]
    return head + _NOTE.sub("", tail).rstrip() if any(word in tail for word in _NOTED) else text


def without_ending(text: str) -> str:
    """Return a text without endings such as "Read more" and "(Photo: Getty Images)"; "[...]" becomes "…"."""
    for _ in range(_MOST):
        shorter = _without_cut(_without_link(without_note(text)))
        if shorter == text:
            break
        text = shorter
    return text


def _without_link(text: str) -> str:
    head, tail = text[:-_SHORT_TAIL], text[-_SHORT_TAIL:]
    said = tail.upper()
    if any(word in said for word in _SAID):
        for ending in _ENDINGS:
            tail = ending.sub("", tail).rstrip()
    return head + tail


def _without_cut(text: str) -> str:
    mark = next((mark for mark in _CUT if text.endswith(mark)), "")
    bare = text.removesuffix(mark).rstrip()
    return f"{bare}…" if mark and bare and not bare.endswith((".", "!", "?", "…")) else bare


__all__ = ["FeedItem", "NotAFeed", "parse_feed", "read_feed"]

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


def read_feed(body: bytes, *, url: str = "", charset: str | None = None) -> list[FeedItem]:
    """Return every item of a feed in its own order. Raise NotAFeed, with a plain reason, if it is none."""
    return _read_items(body, url, charset, most=None)


def parse_feed(body: bytes, *, url: str = "", charset: str | None = None) -> list[Entry]:
    """Return a feed's items as clean entries in its own order, of more than 300 the newest, newest first.

    `url` is where the feed was found, `charset` what its HTTP header says. `published` is None where an item has no
    date or one before 1990; a date in the future is passed on. Raise NotAFeed if the bytes hold no feed.
    """
    items = _read_items(body, url, charset, most=MOST_ITEMS)
    share = _MOST_READ // max(1, len(items))
    entries = (_read_entry(item, url, share) for item in items)
    return [entry for entry in entries if entry.title]


def _read_items(body: bytes, url: str, charset: str | None, most: int | None) -> list[FeedItem]:
    text = decode_body(body, charset)
    start = text[:100].lstrip()[:1]
    if not start:
        raise NotAFeed("an empty answer")
    if start in ("{", "["):
        return _read_json(text, url, most)
    root = parse_tree(text)
    elements = find_items(root)
    if not elements and not is_feed(root):
        raise NotAFeed(f"XML, but no feed: its root is <{str(root.tag).rpartition('}')[2][:40]}>")
    if most is not None and len(elements) > most:
        elements = newest_items(elements, most)
    return [replace(read_item(element, url), picture=in_element(element, url)) for element in elements]


def is_feed(root: Any) -> bool:
    """True if a document without items is a feed with nothing in it."""
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
    return written, *(read_pubdate(written) or (None, "second"))


def _json_item(item: dict[str, Any], url: str) -> FeedItem:
    """Return an item by the names and types of the specification; values of other types are left out."""

    def text(*names: str) -> str:
        return next((item[name] for name in names if item.get(name) and isinstance(item[name], str)), "")

    date, published, dated_to = _json_date(item)
    image = safe_link(text("image", "banner_image"), url)
    authors = _json_list(item, "authors") or [item.get("author")]
    names = [author["name"] for author in authors if isinstance(author, dict) and isinstance(author.get("name"), str)]
    return FeedItem(
        title=text("title"),
        link=resolve_link(text("url", "external_url"), url),
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


def _read_entry(item: FeedItem, url: str, share: int) -> Entry:
    summary = without_ending(_text_lines(item.summary[:share], LONGEST_SUMMARY))
    text = without_note(_text_lines(item.content[:share], LONGEST_TEXT))
    if without_ending(text) == summary:
        text = ""
    summary, text = cut_text(summary, LONGEST_SUMMARY), cut_text(text, LONGEST_TEXT)
    body = text or summary
    link = safe_link(item.link, url)
    categories = _clean_categories(item.categories)
    published = item.published if item.published is not None and item.published >= EARLIEST else None
    return Entry(
        title=_clean_title(item.title) or cut_text(body.split("\n")[0], _TITLE_FROM_TEXT),
        url=link,
        guid=cut_text(clean_text(item.guid[:LONGEST_SUMMARY]), LONGEST_SUMMARY),
        published=published,
        dated_to=item.dated_to if published is not None else "second",
        summary=summary or cut_text(without_ending(text).replace("\n", " "), _SUMMARY_FROM_TEXT),
        text=text,
        section=categories[0] if len(categories) == 1 and categories[0].lower() not in _NO_SECTION else "",
        byline=_author_name(item.byline),
        categories=categories,
        picture=item.picture or in_html(item.content, link or url) or in_html(item.summary, link or url),
    )


def _clean_title(html: str) -> str:
    """Return a headline in one line; many publishers escape twice, so that "&amp;" would be left."""
    title = plain_text(html[: LONGEST_TITLE * _MARKUP])
    if _FURTHER.search(title) or _ESCAPED_TWICE.search(title):
        title = plain_text(title)
    return cut_text(title.replace("\n", " "), LONGEST_TITLE)


def _text_lines(html: str, longest: int) -> str:
    text = plain_text(html[: longest * _MARKUP])
    if _ESCAPED_TWICE.search(text):
        text = plain_text(text)
    return text.strip()


def _author_name(author: str) -> str:
    """Return the name, from "jane@example.com (Jane Doe)" or "Jane Doe <jane@example.com>", too."""
    name = plain_text(author[:LONGEST_SUMMARY]).replace("\n", " ")
    name = _MAIL.sub("", name).strip(" <>,;")
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    return cut_text(re.sub(r"^by\s+", "", name, flags=re.IGNORECASE), LONGEST_TITLE)


def _clean_categories(terms: tuple[str, ...]) -> tuple[str, ...]:
    names = (
        cut_text(plain_text(term[:1000]).replace("\n", " "), _LONGEST_CATEGORY) for term in terms[: 3 * MOST_CATEGORIES]
    )
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_CATEGORIES]
