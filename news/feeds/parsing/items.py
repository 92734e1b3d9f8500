"""Items in a feed's tree: where they stand, and what each says, whatever its elements are called."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from news.feeds.parsing.pubdates import read_pubdate
from news.model.feeds import DatedTo, Picture

Element = Any  # lxml ships no types

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
MOST_SEEN = 20_000  # items; no feed of 2 MB has more with a word in each
_MANY = 4_000  # of so many items only the usual dates are read, lest it take more than 0.1 s
_MOST_CHILDREN = 200  # of one item; the richest real ones have about 60

# A namespace's short name. Publishers write it with and without https, capitals and a slash at the end.
_SPACES = {
    **dict.fromkeys(("purl.org/rss/1.0", "purl.org/net/rss1.1#", "my.netscape.com/rdf/simple/0.9"), "rss"),
    **dict.fromkeys(("www.w3.org/2005/atom", "purl.org/atom/ns#"), "atom"),
    **dict.fromkeys(("purl.org/dc/elements/1.1", "purl.org/dc/elements/1.0", "purl.org/dc/terms"), "dc"),
    "purl.org/rss/1.0/modules/content": "content",
    "search.yahoo.com/mrss": "media",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "www.w3.org/1999/xhtml": "xhtml",
}
_PREFIXES = {name: name for name in ("rss", "atom", "dc", "content", "media", "itunes")} | {"a10": "atom"}
# 0: when it came out, 1: when it was changed, 2: when it was made
_DATES = {
    **dict.fromkeys(("pubdate", "published", "issued"), 0),
    **dict.fromkeys(("updated", "modified", "lastbuilddate", "date"), 1),
    **dict.fromkeys(("created", "publicationdate"), 2),
}
_TEXTS = {
    **{(space, name): name for space in ("rss", "atom") for name in ("title", "author", "category")},
    **dict.fromkeys((("rss", name) for name in ("description", "summary", "abstract")), "summary"),
    **dict.fromkeys((("rss", name) for name in ("content", "encoded", "fullitem", "body")), "content"),
    **dict.fromkeys((("content", "encoded"), ("atom", "content"), ("xhtml", "body")), "content"),
    ("atom", "summary"): "summary",
    ("dc", "creator"): "creator",
    ("dc", "author"): "creator",
    ("dc", "subject"): "category",
    **{(space, "title"): f"{space}:title" for space in ("dc", "media", "itunes")},
}
_TITLES = ("title", "dc:title", "media:title", "itunes:title")  # best first
_HTML = ("", "html", "text/html", "xhtml", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item as the publisher has it, nothing cut; title, summary and content may hold HTML."""

    title: str
    link: str  # absolute where a base is known, not yet checked
    guid: str
    date: str  # as written
    published: int | None
    dated_to: DatedTo
    summary: str
    content: str
    byline: str
    categories: tuple[str, ...]
    picture: Picture | None = None


@lru_cache(maxsize=4096)
def _split_tag(tag: str, prefix: str | None) -> tuple[str, str]:
    """Return a tag as its namespace's short name and its own: ("media", "group")."""
    uri, _, local = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
    if ":" in local:  # the prefix was never declared
        prefix, _, local = local.partition(":")
        return _PREFIXES.get(prefix.lower(), ""), local.lower()
    uri = uri.lower().partition("//")[2].rstrip("/") or uri.lower()
    space = _SPACES.get(uri, "rss" if prefix is None or not uri or "userland.com" in uri else "")
    return space, local.lower()


def short_name(element: Element) -> tuple[str, str]:
    """Return an element's namespace and name in short: ("media", "group"), ("rss", "item")."""
    return _split_tag(element.tag, element.prefix)


_ITEMS = ("item", "entry")
_SPELT = [f"{{*}}{spelt}" for name in _ITEMS for spelt in (name, name.upper(), name.capitalize())]
_SPELT += [f"{prefix}:{name}" for prefix in ("rss", "atom", "a10") for name in _ITEMS]


def find_items(root: Element) -> list[Element]:
    """Return the elements of all items and entries in their order, wherever they stand; at most 20,000."""
    return [element for element in islice(root.iter(*_SPELT), MOST_SEEN) if short_name(element)[0] in ("rss", "atom")]


def newest_items(elements: Sequence[Element], most: int) -> list[Element]:
    """Return the `most` newest items, newest first, the undated last."""
    usual_only = len(elements) > _MANY

    def when(element: Element) -> int:
        for child in element.iterchildren("{*}pubDate", "{*}published"):
            if moment := read_pubdate(child.text or "", usual_only=usual_only):
                return moment[0]
        return 0 if usual_only else item_date(element)[1] or 0

    return heapq.nlargest(most, elements, key=when)


def item_date(element: Element) -> tuple[str, int | None, DatedTo]:
    """Return an item's date: as written, read, and how precise. Published goes before updated, as readers show it."""
    best: tuple[int, str, int | None, DatedTo] = (9, "", None, "second")
    for child in _item_children(element):
        space, name = short_name(child)
        rank = _DATES.get(name)
        if rank is None or space not in ("rss", "atom", "dc") or rank > best[0] or not child.text:
            continue
        if moment := read_pubdate(child.text):
            best = (rank, child.text.strip(), *moment)
        elif not best[1]:
            best = (9, child.text.strip(), None, "second")
    return best[1:]


def _item_children(element: Element) -> Iterator[Element]:
    return islice(element.iterchildren("*"), _MOST_CHILDREN)


def read_item(element: Element, url: str) -> FeedItem:
    """Return what an item's element says, without its picture; `url` is the feed's, for relative links."""
    date, published, dated_to = item_date(element)
    link, guid = _link_and_guid(element, url)
    texts = _item_texts(element)
    first = {name: found[0] for name, found in texts.items()}
    return FeedItem(
        title=next((first[name] for name in _TITLES if first.get(name)), ""),
        link=link,
        guid=guid,
        date=date,
        published=published,
        dated_to=dated_to,
        summary=first.get("summary", ""),
        content=first.get("content", ""),
        byline=first.get("author") or first.get("creator", ""),
        categories=tuple(filter(None, texts.get("category", ()))),
    )


def _item_texts(element: Element) -> dict[str, list[str]]:
    """Return the texts of each of an item's fields, in the item's order."""
    texts: dict[str, list[str]] = {}
    for child in _item_children(element):
        name = _TEXTS.get(short_name(child))
        if name and (name != "content" or _is_text(child)):
            text = _field_text(name, child)
            texts.setdefault(name, []).append(text if name == "content" else text.strip())
    return texts


def _field_text(name: str, child: Element) -> str:
    """Return what an element says: a category's label, an author's name, of all others the inside."""
    if name == "category" and child.get("term"):
        return str(child.get("label") or child.get("term"))
    if name == "author" and len(child):
        return next((part.text or "" for part in child if short_name(part)[1] == "name"), "")
    return _inner_text(child)


def _link_and_guid(element: Element, url: str) -> tuple[str, str]:
    link, guid, permanent = "", element.get(_ABOUT) or "", ""
    for child in _item_children(element):
        field = short_name(child)
        if field[1] == "link" and field[0] in ("rss", "atom"):
            link = _item_link(child, url) or link
        elif field in (("rss", "guid"), ("rss", "id"), ("atom", "id")):
            guid = _inner_text(child).strip()
            permanent = guid if _attribute_text(child, "ispermalink") in ("", "true") else ""
    if not link:
        other = permanent if permanent.startswith("http") else _other_link(element) or permanent
        link = _absolute_link(element, other, url)
    return link, guid


def _item_link(child: Element, url: str) -> str:
    """Return the link where it leads to the item's page: an Atom link may lead to comments, files or an edit form."""
    href = child.get("href")
    if href is None:
        return _absolute_link(child, (child.text or "").replace("&amp;", "&"), url)
    if child.get("rel", "alternate") != "alternate" or child.get("type", "").lower() not in _HTML:
        return ""
    return _absolute_link(child, href, url)


def _other_link(element: Element) -> str:
    """Return the next best: an alternate of another type, or one without a known relation; else RDF's own name."""
    links = [child for child in _item_children(element) if short_name(child)[1] == "link" and child.get("href")]
    links = [child for child in links if child.get("rel", "alternate") in ("alternate", "")]
    return links[0].get("href") if links else ""


def _absolute_link(element: Element, link: str, url: str) -> str:
    base = element.base
    return resolve_link(link, resolve_link(base, url) if base else url)


def resolve_link(link: str, base: str) -> str:
    """Return the absolute link as browsers resolve it; a link that cannot be resolved stays as it is."""
    link = link.strip()
    try:
        return urljoin(base, link) if link else ""
    except ValueError:  # http://[half an address
        return link


def _attribute_text(child: Element, name: str) -> str:
    return next((str(value).strip().lower() for key, value in child.attrib.items() if key.lower() == name), "")


def _inner_text(child: Element) -> str:
    """Return an element's inside: text as it is, XHTML as markup."""
    if len(child) == 0:
        return child.text or ""
    inside = [etree.tostring(part, encoding="unicode") for part in child]
    return (child.text or "") + "".join(inside)


def _is_text(content: Element) -> bool:
    """True if it is not a picture, a film or an archive in base64."""
    kind = content.get("type", "").lower()
    return "/" not in kind or kind.startswith("text/") or kind.endswith("xml")
