"""Text from feeds for Discord: shown letter for letter, without pings, links or formatting."""

import re
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from news.text.days import last_day
from news.text.search import WORD
from news.text.text import cut_text, fold_text

# Backslash makes any punctuation plain in Discord's markdown. Bare links are broken at the colon: a headline's
# link is the publisher's button, never one that stands in its text.
_MARKUP = re.compile(
    r"([\\`*_~|<>\[\]]|:(?=//)|@(?=everyone|here)|^\s*[#+-](?=[\s#])|^\s*\d+(?=[.)]\s))", re.MULTILINE | re.IGNORECASE
)
_JOINER = "\u2060"  # parts what no backslash parts: digits from their full stop, @ from everyone
_INVITE = re.compile(r"(?:https?://)?(?:www\.)?discord(?:\.gg|(?:app)?\.com/invite)/\S*", re.IGNORECASE)
_LONGEST_LINK = 300  # of 4,000 characters in a message; a longer link is left to its button


def safe(text: str, limit: int = 256, *, strip: bool = True) -> str:
    """Return text that shows as written: mentions, markup, links and Discord's own tags are inert, invites dropped."""
    shown = _INVITE.sub("", text)
    return _MARKUP.sub(_escape_mark, cut_text(shown.strip() if strip else shown, limit))


def _escape_mark(found: re.Match[str]) -> str:
    mark = found.group()
    if mark == "@" or mark[-1].isdigit():
        return mark + _JOINER
    return mark[:-1] + "\\" + mark[-1]


def link(label: str, url: str, limit: int = 60) -> str:
    """Return a masked link, or only the label if the link is missing or too long for a message."""
    shown = safe(label, limit)
    if not url or len(url) > _LONGEST_LINK or any(ch in url for ch in " <>()"):
        return shown
    return f"[{shown}](<{url}>)"


def when(at: int, style: str = "R") -> str:
    """Return a time that every reader sees in their own zone: R "3 hours ago", t, d, D, f, F."""
    return f"<t:{at}:{style}>"


def day_in_words(at: int) -> str:
    """Return a day in words: a timestamp tag would show the day before to every reader west of Greenwich."""
    return date_in_words(
        datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at)
    )  # on Windows fromtimestamp begins at 1970


def date_in_words(date_: date) -> str:
    """Return "9 June 2021"."""
    return f"{date_.day} {date_:%B %Y}"


def iso_date_in_words(day_: str) -> str:
    """Return an ISO date in words, to its precision: "4 September 1981", "September 1981", "1981"."""
    if len(day_) < 7:
        return day_
    exact = last_day(day_)
    return date_in_words(exact) if len(day_) == 10 else f"{exact:%B %Y}"


def unbroken_text(text: str) -> str:
    """Return a short text with no-break spaces, such as "film & TV"."""
    return text.replace(" ", "\u00a0")


def emphasise_terms(text: str, terms: Collection[str], mark: str, limit: int = 256) -> str:
    """Return text with a mark, such as ** or __, around each word that is among the folded terms."""
    shown: list[str] = []
    last = 0
    text = cut_text(_INVITE.sub("", text), limit)  # while it is whole: "discord" may be a word that is looked for
    for word in WORD.finditer(text):
        if fold_text(word[0]) in terms:
            shown += [safe(text[last : word.start()], limit, strip=False), mark, word[0], mark]
            last = word.end()
    return "".join((*shown, safe(text[last:], limit, strip=False)))
