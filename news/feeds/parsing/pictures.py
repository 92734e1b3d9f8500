"""The picture of an item: from its media elements, enclosures or the first picture of its text."""

import re
from html import unescape
from typing import Any

from news.feeds.parsing.items import short_name
from news.model.feeds import Picture
from news.text.links import safe_link
from news.text.text import cut_text, plain_text

Element = Any  # lxml ships no types

_LONGEST_ALT = 300
_LONGEST_CREDIT = 120
_SMALLEST = 48  # pixels a side; trackers, smileys and buttons are smaller
_MOST_SEEN = 60  # elements of one item, pictures of one text
_MOST_READ = 20_000  # characters of a text in which a picture is looked for
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#&!:])", re.IGNORECASE)
_IMG = re.compile(r"<img\b([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TRACKER = re.compile(
    r"feeds\.feedburner\.com/~|doubleclick\.net|pixel\.wp\.com|stats\.wordpress\.com|s\.w\.org/images/core/emoji"
    r"|feedsportal\.com|google-analytics\.com|scorecardresearch\.com|gravatar\.com"
    r"|/(?:pixel|spacer|blank|tracker|transparent|1x1)[\w.-]*\.(?:gif|png)",
    re.IGNORECASE,
)
# What a publisher says of a picture, best first: one made for the item, its small copy, a file beside it, cover art.
_RANKS = {("media", "content"): 0, ("media", "thumbnail"): 1, ("rss", "enclosure"): 2, ("rss", "image"): 3} | {
    ("itunes", "image"): 4
}


def in_element(element: Element, base: str) -> Picture | None:
    """Return the best picture among an item's elements: of the best kind the widest; http(s) only."""
    best: tuple[int, int] = (9, 0)
    chosen: tuple[Element, str] | None = None
    seen = element.iterdescendants("{*}content", "{*}thumbnail", "{*}enclosure", "{*}image", "{*}link")
    for _, part in zip(range(_MOST_SEEN), seen, strict=False):
        rank = _picture_rank(part)
        width = _read_pixels(part.get("width"), 0)
        if rank is None or (rank, -width) >= best or _is_tiny(part.attrib):
            continue
        if (url := _picture_url(part)) and (url := safe_link(url, base)) and not _TRACKER.search(url):
            best, chosen = (rank, -width), (part, url)
    if chosen is None:
        return None
    part, url = chosen
    return Picture(
        url=url, alt=_media_text(part, "description", "title", "text"), credit=_picture_credit(part, element)
    )


def _picture_rank(part: Element) -> int | None:
    field = short_name(part)
    kind = (part.get("type") or part.get("medium") or "").lower()
    if field == ("atom", "link"):
        return 2 if part.get("rel") == "enclosure" and kind.startswith("image") else None
    if field in (("media", "content"), ("rss", "enclosure")) and not kind.startswith("image"):
        return _RANKS[field] if kind in ("", "document") and _IMAGE.search(_picture_url(part)) else None
    return _RANKS.get(field)


def _picture_url(part: Element) -> str:
    for name in ("url", "href"):
        if found := part.get(name):
            return str(found).strip()
    if found := next((child.text for child in part if short_name(child)[1] == "url"), None):
        return str(found).strip()
    text = (part.text or "").strip()
    return text if text.startswith(("http", "//")) else ""


def _media_text(part: Element, *names: str) -> str:
    """Return the first of the media elements so named inside a picture's element."""
    for name in names:
        for child in part.iterchildren(f"{{*}}{name}"):
            if short_name(child)[0] == "media" and child.text:
                return cut_text(plain_text(child.text[:4000]).replace("\n", " "), _LONGEST_ALT)
    return ""


def _picture_credit(part: Element, item: Element) -> str:
    """Return who took it: said in the picture's element, its group's or the item's."""
    place = part
    while not (text := _media_text(place, "credit", "copyright")) and place is not item:
        place = place.getparent()
    return cut_text(text, _LONGEST_CREDIT)


def in_html(html: str, base: str) -> Picture | None:
    """Return the first picture of a text that is neither a tracker nor a button; http(s) only."""
    for _, tag in zip(range(_MOST_SEEN), _IMG.finditer(html, 0, _MOST_READ), strict=False):
        found = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag[1])}
        source = found.get("data-src") or found.get("data-lazy-src") or found.get("src") or ""
        url = "" if _is_tiny(found) else safe_link(source, base)
        if url and not _TRACKER.search(url):
            return Picture(url=url, alt=cut_text(plain_text(found.get("alt", "")).replace("\n", " "), _LONGEST_ALT))
    return None


def _is_tiny(attributes: Any) -> bool:
    sides = (_read_pixels(attributes.get("width"), 999), _read_pixels(attributes.get("height"), 999))
    return min(sides) < _SMALLEST


def _read_pixels(written: str | None, otherwise: int) -> int:
    digits = re.match(r"\s*(\d{1,5})(?!\d|\s*%)", written or "")
    return int(digits[1]) if digits else otherwise
