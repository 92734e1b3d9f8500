"""Items in a feed's tree: where they stand, and what fastfeedparser mistakes in them or leaves out.

It takes the first of several links, guesses a date from any guid (with the clock's help), takes `itunes:title` for
the title, ends a text at the first tag inside, and knows no xml:base and no thumbnails of groups. So those are read
here, and what is left of an item is laid out as the plainest RSS, which its native core reads rightly.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from news.feeds.parsing.pubdates import stamp
from news.model.feeds import DatedTo

Element = Any  # lxml ships no types

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
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
_PLAINEST = {
    **{("rss", name): name for name in ("title", "description", "author", "category")},
    **{("atom", name): name for name in ("title", "author", "category")},
    **dict.fromkeys((("rss", "summary"), ("atom", "summary"), ("rss", "abstract")), "description"),
    **dict.fromkeys((("rss", name) for name in ("content", "encoded", "fullitem", "body")), _ENCODED),
    **dict.fromkeys((("content", "encoded"), ("atom", "content"), ("xhtml", "body")), _ENCODED),
    ("dc", "creator"): _CREATOR,
    ("dc", "author"): _CREATOR,
    ("dc", "subject"): "category",
}
_SECOND_TITLES = (("dc", "title"), ("media", "title"), ("itunes", "title"))
_HTML = ("", "html", "text/html", "xhtml", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item's element and what was read of it; `title` is the next best where the item has none."""

    element: Element
    title: str
    link: str
    guid: str
    date: str
    published: int | None
    dated_to: DatedTo
    has_description: bool
    has_content: bool


@lru_cache(maxsize=4096)
def _named(tag: str, prefix: str | None) -> tuple[str, str]:
    """Give a tag as its namespace's short name and its own: ("media", "group")."""
    uri, _, local = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
    if ":" in local:  # the prefix was never declared
        prefix, _, local = local.partition(":")
        return _PREFIXES.get(prefix.lower(), ""), local.lower()
    uri = uri.lower().partition("//")[2].rstrip("/") or uri.lower()
    space = _SPACES.get(uri, "rss" if prefix is None or not uri or "userland.com" in uri else "")
    return space, local.lower()


def named(element: Element) -> tuple[str, str]:
    """Give an element's namespace and name in short: ("media", "group"), ("rss", "item")."""
    return _named(element.tag, element.prefix)


_ITEMS = ("item", "entry")
_SPELT = [f"{{*}}{spelt}" for name in _ITEMS for spelt in (name, name.upper(), name.capitalize())]
_SPELT += [f"{prefix}:{name}" for prefix in ("rss", "atom", "a10") for name in _ITEMS]


def items(root: Element) -> list[Element]:
    """Give the elements of all items and entries in their order, wherever they stand; at most 20,000."""
    return [element for element in islice(root.iter(*_SPELT), MOST_SEEN) if named(element)[0] in ("rss", "atom")]


def newest(elements: Sequence[Element], most: int) -> list[Element]:
    """Give the `most` newest items, newest first, the undated last."""
    usual_only = len(elements) > _MANY

    def when(element: Element) -> int:
        for child in element.iterchildren("{*}pubDate", "{*}published"):
            if moment := stamp(child.text or "", usual_only=usual_only):
                return moment[0]
        return 0 if usual_only else dated(element)[1] or 0

    return heapq.nlargest(most, elements, key=when)


def dated(element: Element) -> tuple[str, int | None, DatedTo]:
    """Give an item's date: as written, read, and how precise. Published goes before updated, as readers show it."""
    best: tuple[int, str, int | None, DatedTo] = (9, "", None, "second")
    for child in _children(element):
        space, name = named(child)
        rank = _DATES.get(name)
        if rank is None or space not in ("rss", "atom", "dc") or rank > best[0] or not child.text:
            continue
        if moment := stamp(child.text):
            best = (rank, child.text.strip(), *moment)
        elif not best[1]:
            best = (9, child.text.strip(), None, "second")
    return best[1:]


def _children(element: Element) -> Iterator[Element]:
    return islice(element.iterchildren("*"), _MOST_CHILDREN)


def found(element: Element, url: str) -> Found:
    """Read an item's element; `url` is the feed's, for relative links."""
    date, published, dated_to = dated(element)
    titles: dict[tuple[str, str], str] = {}
    link, guid, permanent = "", element.get(_ABOUT) or "", ""
    fields = set()
    for child in _children(element):
        field = named(child)
        fields.add(_PLAINEST.get(field))
        if field in _SECOND_TITLES:
            titles.setdefault(field, _text(child))
        elif field[1] == "link" and field[0] in ("rss", "atom"):
            link = _link(child, url) or link
        elif field in (("rss", "guid"), ("rss", "id"), ("atom", "id")):
            guid = _text(child).strip()
            permanent = guid if _attribute(child, "ispermalink") in ("", "true") else ""
    if not link:
        other = permanent if permanent.startswith("http") else _other_link(element) or permanent
        link = _absolute(element, other, url)
    return Found(
        element=element,
        title=next((titles[name] for name in _SECOND_TITLES if titles.get(name)), ""),
        link=link,
        guid=guid,
        date=date,
        published=published,
        dated_to=dated_to,
        has_description="description" in fields,
        has_content=_ENCODED in fields,
    )


def _link(child: Element, url: str) -> str:
    """Give the link where it leads to the item's page: an Atom link may lead to comments, files or an edit form."""
    href = child.get("href")
    if href is None:
        return _absolute(child, (child.text or "").replace("&amp;", "&"), url)
    if child.get("rel", "alternate") != "alternate" or child.get("type", "").lower() not in _HTML:
        return ""
    return _absolute(child, href, url)


def _other_link(element: Element) -> str:
    """Give the next best: an alternate of another type, or one without a known relation; else RDF's own name."""
    links = [child for child in _children(element) if named(child)[1] == "link" and child.get("href")]
    links = [child for child in links if child.get("rel", "alternate") in ("alternate", "")]
    return links[0].get("href") if links else ""


def _absolute(element: Element, link: str, url: str) -> str:
    base = element.base
    return absolute(link, absolute(base, url) if base else url)


def absolute(link: str, base: str) -> str:
    """Resolve a link as browsers do; one that cannot be is left as it is."""
    link = link.strip()
    try:
        return urljoin(base, link) if link else ""
    except ValueError:  # http://[half an address
        return link


def _attribute(child: Element, name: str) -> str:
    return next((str(value).strip().lower() for key, value in child.attrib.items() if key.lower() == name), "")


def _text(child: Element) -> str:
    """Give an element's inside: text as it is, XHTML as markup."""
    if len(child) == 0:
        return child.text or ""
    inside = [etree.tostring(part, encoding="unicode") for part in child]
    return (child.text or "") + "".join(inside)


def laid_out(items: Sequence[Found]) -> bytes:
    """Give the items as plain RSS: titles, texts, bylines and categories. Their elements are used up."""
    root = etree.Element("rss", version="2.0")
    channel = etree.SubElement(root, "channel")
    for item in items:
        _lay_out(item.element)
        item.element.tag = "item"
        channel.append(item.element)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _lay_out(element: Element) -> None:
    element.tail = None
    del element[_MOST_CHILDREN:]
    for child in list(element):
        tag = _PLAINEST.get(named(child)) if isinstance(child.tag, str) else None
        if tag is None or (tag == _ENCODED and not _is_text(child)):
            element.remove(child)
            continue
        if tag == "category" and child.get("term"):
            child.text = child.get("label") or child.get("term")
        elif len(child):
            child.text, child[:] = _person(child) if tag == "author" else _text(child), []
        if tag == _ENCODED:
            child.attrib.clear()  # at type="xhtml" it would write the element, too, into the text
        if child.tag != tag:
            child.tag = tag


def _person(author: Element) -> str:
    return next((part.text or "" for part in author if named(part)[1] == "name"), "")


def _is_text(content: Element) -> bool:
    """Whether it is not a picture, a film or an archive in base64."""
    kind = content.get("type", "").lower()
    return "/" not in kind or kind.startswith("text/") or kind.endswith("xml")
