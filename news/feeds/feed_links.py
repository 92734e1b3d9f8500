"""What moderators type as a feed's address, and under which name its reports count."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from news.feeds.guard import check_form
from news.links import safe
from news.model import Source
from news.text import cut, fold

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
_OWN = ("limelight", "wikidata", "wikipedia", "archive")


def typed_link(typed: str) -> tuple[str, str]:
    """Give (link, "") for an address as typed, or ("", why not): a predicate as in `news.feeds.guard`.

    Only what can be told by the address itself: where it leads is judged when it is dialled, so that one inside the
    bot's own network takes the way of a dead one.
    """
    text = typed.strip().strip("<>").strip()
    given = f"https://{text}" if _BARE.fullmatch(text) else text
    if reason := check_form(given):
        return "", reason
    link = safe(given)
    return (link, "") if link else ("", "is not a valid address")


def shown_host(url: str) -> str:
    """Give the host of a link as people write it, without "www."."""
    return _WWW.sub("", urlsplit(url).hostname or "")


def outlet_name(title: str, url: str, others: Iterable[Source]) -> str:
    """Give the name under which a feed's reports count: its title, with its host where that is another's name.

    A title of two scripts may look like another's ("ТMZ" with a Cyrillic T), so it gets its host, too.
    """
    host = shown_host(url)
    name = cut(title, _LONGEST_NAME) or host
    taken = {_bare(other.name) for other in others if shown_host(other.url) != host or host in _SHARED}
    if _bare(name) not in taken.union(_OWN) and _bare(name) and len(_scripts(name)) < 2:
        return name
    return f"{cut(name, _LONGEST_NAME - len(host) - 3)} ({host})" if len(host) < _LONGEST_NAME // 2 else host


def _bare(name: str) -> str:
    """Give what two names look alike by: letters and digits."""
    folded = fold(unicodedata.normalize("NFKC", name))
    return "".join(ch for ch in folded if ch.isalnum()).removeprefix("the")


def _scripts(name: str) -> set[str]:
    """Give the scripts among Latin, Cyrillic and Greek, whose letters look alike."""
    words = {unicodedata.name(ch, "").partition(" ")[0] for ch in name if ch.isalpha()}
    return words & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}
