"""Feeds as people name them: the address that is typed, the feeds of a page, what a feed says of itself, its outlet."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from news.feeds.guard import check_form
from news.feeds.parsing.items import short_name
from news.feeds.parsing.repair import NotAFeed, decode_body, parse_tree
from news.model.feeds import Entry, Source
from news.text.links import link_key, safe_link
from news.text.outlets import outlet_key, outlet_spellings
from news.text.text import clean_text, cut_text, fold_text, plain_text

_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json"))
_GUESSES = ("/feed/", "/rss.xml")  # where most publishing software puts it; more would be knocking at doors
_MOST_TAGS, _LONGEST_TAG = 500, 2_000  # of a page that somebody made to be read slowly
_MOST_HEAD = 60  # children of a channel that come before its items
_LONGEST_TITLE = 80
_WEEK = 7 * 86400
_ASIDE = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<(?:link|base)(?=[\s/])", re.IGNORECASE)
_REST = re.compile(r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+")
# Tried at the beginning of names alone: within each letter of a long one, 500 tags took 20 seconds.
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]++))")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_HTML_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\slang\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_COMMENTS = re.compile(
    r"\b(?:comments?|kommentare?|commentaires?|comentarios?|coment[áa]rios?|commenti|replies)\b", re.IGNORECASE
)
_FEED_WORD = re.compile(
    r"\s*(?:[»›|:–—-]\s*)?(?:\bRSS(?:\s*2\.0)?|\bAtom)?\s*\bfeed\s*$|\s*[»›|:–—-]\s*RSS\s*$", re.IGNORECASE
)
_HOST_NOTE = re.compile(r"\s*\([^()\s]+\.[^()\s]+\)\s*$")

MOST_A_DAY = 10  # feeds that a server adds
DAY = 86400
_LONGEST_NAME = 80
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+\.?(?::\d{1,5})?(?:[/?#].*)?")  # "people.com/feed", as a browser takes it
_WWW = re.compile(r"^(?:www\d?|m|mobile|amp|feeds?|rss)\.(?=[^.]+\.)")
# Hosts of many publishers: being there says nothing about who it is.
_SHARED = frozenset(
    ("feedburner.com", "medium.com", "reddit.com", "youtube.com", "rss.app", "fetchrss.com", "google.com")
)
# Names that stand under facts and reports of the bot's own.
_OWN = ("Limelight", "Wikidata", "Wikipedia", "Archive")
# Letters and signs that pass for Latin ones: all of "ВВС" is Cyrillic.
_LOOKS = str.maketrans("авсенкмортухіјѕαβεζηικμνορτυχ01|i", "abcehkmoptyxljsabezhlkmnoptyxolll")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names; `is_main`: it is not one of comments."""

    url: str
    title: str
    is_main: bool = True


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself; "" if it does not say. `language` is a code in lower case."""

    title: str = ""
    language: str = ""
    homepage: str = ""


def linked_feeds(body: bytes, url: str, charset: str | None = None) -> list[FeedLink]:
    """Return the feeds that a page links to, in its order, each address once, those of comments last."""
    found: dict[int, FeedLink] = {}
    base = url
    for tag in _link_tags(_ASIDE.sub("", decode_body(body, charset))):
        if "href" in tag and "rel" not in tag and "type" not in tag:
            base = safe_link(tag["href"], url) or base
        if "alternate" not in tag.get("rel", "").lower().split():
            continue
        if tag.get("type", "").partition(";")[0].strip().lower() not in _TYPES:
            continue
        if link := safe_link(tag.get("href", ""), base):
            title = cut_text(plain_text(tag.get("title", "")), _LONGEST_TITLE)
            is_main = not (_COMMENTS.search(title) or _COMMENTS.search(urlsplit(link).path))
            found.setdefault(link_key(link), FeedLink(link, title, is_main))
    return sorted(found.values(), key=lambda feed: not feed.is_main)


def _link_tags(text: str) -> list[dict[str, str]]:
    """Return the attributes of a page's first link and base elements, names in lower case."""
    tags: list[dict[str, str]] = []
    for start in _TAG.finditer(text):
        rest = _REST.match(text[start.end() : start.end() + _LONGEST_TAG])
        pairs = _ATTRIBUTE.findall(rest[0]) if rest else []
        tags.append({name.lower(): unescape("".join(values)).strip() for name, *values in reversed(pairs)})
        if len(tags) == _MOST_TAGS:
            break
    return tags


def usual_feed_links(url: str) -> list[str]:
    """Return the two usual places of a site's feed, for a page that names none."""
    return [link for path in _GUESSES if (link := safe_link(path, url))]


def page_language(body: bytes, charset: str | None = None) -> str:
    """Return the language that a page says it is in, "" for none."""
    found = _HTML_LANGUAGE.search(decode_body(body[:20_000], charset))
    return _language_code(found[1]) if found else ""


def feed_head(body: bytes, url: str, charset: str | None = None) -> FeedHead:
    """Return what a feed says of itself. Raise NotAFeed if `parse_feed` could not read it either."""
    text = decode_body(body, charset)
    if text[:100].lstrip()[:1] == "{":
        return _json_head(text, url)
    said: dict[str, str] = {}
    root = parse_tree(text)
    channel: Any = next(root.iter("{*}channel"), root)
    said["lang"] = root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    for child in list(channel.iterchildren("*"))[:_MOST_HEAD]:
        space, name = short_name(child)
        if space in ("rss", "atom", "dc") and name in ("title", "language", "link"):
            is_self = child.get("rel", "alternate") != "alternate"
            value = "".join(child.itertext()).strip() or ("" if is_self else child.get("href", ""))
            said.setdefault(name, value) if value else None
    language = said.get("language") or said["lang"]
    return _feed_title(said.get("title", ""), language, said.get("link", ""), url)


def _json_head(text: str, url: str) -> FeedHead:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAFeed("neither XML nor JSON that can be read") from None
    values = [feed.get(name) if isinstance(feed, dict) else "" for name in ("title", "language", "home_page_url")]
    title, language, homepage = (value if isinstance(value, str) else "" for value in values)
    return _feed_title(title, language, homepage, url)


def _feed_title(title: str, language: str, homepage: str, url: str) -> FeedHead:
    name = clean_text(plain_text(title[:1_000]).replace("\n", " "))
    for ending in (_FEED_WORD, _HOST_NOTE):  # "Variety » Feed"; the host is what the bot puts there
        name = ending.sub("", name) or name
    return FeedHead(cut_text(name, _LONGEST_TITLE), _language_code(language), safe_link(homepage, url))


def _language_code(language: str) -> str:
    code = language.strip().replace("_", "-").lower()
    return code if _LANGUAGE.fullmatch(code) else ""


def per_week(entries: Iterable[Entry], now: int) -> float | None:
    """Return how many items a week a feed had, its silence until now included; None if too few have dates."""
    dates = [min(entry.published, now) for entry in entries if entry.published is not None]
    if len(dates) < 2 or min(dates) >= now:
        return None
    return len(dates) * _WEEK / (now - min(dates))


def newest_entries(entries: Sequence[Entry], now: int, most: int) -> list[Entry]:
    """Return the newest items, undated ones last; what is dated after now is as new as now."""
    dated = [replace(e, published=min(e.published, now)) if e.published is not None else e for e in entries]
    return sorted(dated, key=lambda entry: -(entry.published or 0))[:most]


def typed_link(typed: str) -> tuple[str, str]:
    """Return (link, "") for an address as typed, or ("", why not): a predicate as in `news.feeds.guard`.

    Only what can be told by the address itself: where it leads is judged when it is dialled, so that one inside the
    bot's own network takes the way of a dead one.
    """
    text = typed.strip().strip("<>").strip()
    given = f"https://{text}" if _BARE.fullmatch(text) else text
    if reason := check_form(given):
        return "", reason
    link = safe_link(given)
    return (link, "") if link else ("", "is not a valid address")


def shown_host(url: str) -> str:
    """Return the host of a link as people write it, without "www."."""
    return _WWW.sub("", urlsplit(url).hostname or "")


def outlet_name(title: str, url: str, others: Iterable[Source]) -> str:
    """Return the name under which a feed's reports count: its title, with its host if the title is another's name.

    A known outlet's name at another host gets the host, too: "Reuters" not at reuters.com. So does a title of two
    scripts, which may look like another's ("ТMZ" with a Cyrillic T).
    """
    host = shown_host(url)
    name = cut_text(title, _LONGEST_NAME) or host
    bare = _look_alike_key(name)
    known = _outlets_by_spelling().get(bare, frozenset())
    is_posing = bool(known) and not any(spelling in _look_alike_key(host) for spelling in known)
    taken = {_look_alike_key(other.name) for other in others if shown_host(other.url) != host or host in _SHARED}
    is_taken = not taken.union(map(_look_alike_key, _OWN)).isdisjoint({bare, *known})
    if bare and not is_posing and not is_taken and len(_scripts_of(name)) < 2:
        return name
    return f"{cut_text(name, _LONGEST_NAME - len(host) - 3)} ({host})" if len(host) < _LONGEST_NAME // 2 else host


@cache
def _outlets_by_spelling() -> dict[str, frozenset[str]]:
    """Return for each bare spelling of a known outlet all those that mean the same one."""
    alike: dict[str, set[str]] = {}
    for spelling in outlet_spellings():
        alike.setdefault(outlet_key(spelling), set()).add(_look_alike_key(spelling))
    return {bare: frozenset(group) for group in alike.values() for bare in group}


def _look_alike_key(name: str) -> str:
    """Return what two names look alike by: letters and digits, those that look the same as one."""
    looks = fold_text(unicodedata.normalize("NFKC", name)).translate(_LOOKS)
    return "".join(ch for ch in looks if ch.isalnum()).removeprefix("the")


def _scripts_of(name: str) -> set[str]:
    """Return the scripts among Latin, Cyrillic and Greek, whose letters look alike."""
    words = {unicodedata.name(ch, "").partition(" ")[0] for ch in name if ch.isalpha()}
    return words & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}
