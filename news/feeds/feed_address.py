"""What moderators type as a feed's address, and under which name its reports count."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from news.feeds.guard import check_form
from news.model.feeds import Source
from news.text.links import safe_link
from news.text.outlets import outlet_key, outlet_spellings
from news.text.text import cut_text, fold_text

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
    """Return the name under which a feed's reports count: its title, with its host where that is another's name.

    So is that of a known outlet where its host says otherwise: "Reuters" not at reuters.com.
    A title of two scripts may look like another's ("ТMZ" with a Cyrillic T), so it gets its host, too.
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
