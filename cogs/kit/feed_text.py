"""How a feed is, in words for the moderators of servers that added it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import discord

from news.feeds.discovery import shown_host
from news.model.feeds import Feed, FeedHealth
from news.text.messages import plural

from .buttons import why_this
from .markdown import safe, when
from .replies import Card, card

DAYS = 30  # over which articles are counted
# What an answer's status means to people.
_MEANING = {
    "401": "it wants a password",
    "403": "it does not let the bot in",
    "404": "there is nothing at that address",
    "429": "it was asked too often and wants a break",
    "451": "it may not be shown here",
}


@dataclass(frozen=True, slots=True)
class ShownFeed:
    """A feed as a list shows it; the times are the content's clock's."""

    feed: Feed
    articles: int  # of the last DAYS
    read: int | None = None
    failing: int | None = None
    off: int | None = None
    next: int = 0


def in_words(error: str) -> str:
    """Return a poll's error in plain words: "answered with HTTP status 403: it does not let the bot in"."""
    status = error.rpartition(" ")[2] if "HTTP status" in error else ""
    meaning = _MEANING.get(status) or ("its server is in trouble" if status[:1] == "5" else "")
    return safe(f"{error}: {meaning}" if meaning else error, 160)


def feed_title(feed: Feed) -> str:
    """Return a feed's name and host."""
    host = shown_host(feed.source.url)
    name = f"**{safe(feed.source.name, 80)}**"
    return name if host in feed.source.name else f"{name} · {safe(host, 60)}"


def health_lines(shown: ShownFeed, found: str = "") -> str:
    """Say how a feed is: last success, last error, next try, and what comes from it; `found`: what it gave just now."""
    poll = shown.feed.poll
    came = plural("{count} article in {days} days", "{count} articles in {days} days", shown.articles, days=DAYS)
    read = f"last read {when(shown.read)}" if shown.read is not None else "never read so far"
    if shown.off is not None:
        return f"**Switched off** {when(shown.off)}: {in_words(poll.error)}\n-# {came} · {read} · not tried any more"
    if poll.error:
        since = f"**Failing since** {when(shown.failing)}" if shown.failing is not None else "**Failing**"
        return f"{since}: {in_words(poll.error)}\n-# {came} · {read} · next try {when(shown.next)}"
    if shown.read is None:
        return "**New**: it is read within a minute"
    working = f"**Working** · {found}" if found else "**Working**"
    return f"{working}\n-# {came} · {read} · next try {when(shown.next)}"


def failing_card(post: int, health: FeedHealth, time_of: Callable[[int], int]) -> Card:
    """Say that a feed fails or is switched off, what is lost by that, and what comes next.

    `time_of` gives a real time as the content's clock has it.
    """
    poll = health.feed.poll
    lost = plural(
        "**{count} article** in the last {days} days came from it; none come until it works again.",
        "**{count} articles** in the last {days} days came from it; none come until it works again.",
        health.articles,
        days=DAYS,
    )
    name = safe(health.feed.source.name, 80)
    since = poll.failing_since if poll.failing_since is not None else poll.last_at or 0
    if poll.disabled_at is not None:
        head = f"### The feed {name} is switched off\nLast error: {in_words(poll.error)}"
        after = "It is not asked any more. `/feeds test` asks once, and switches it on again where it works."
    else:
        head = f"### The feed {name} is failing\nSince {when(time_of(since), 'f')}: {in_words(poll.error)}"
        after = f"It is asked less often, next {when(time_of(poll.next_at))}, and after 14 days in vain no more."
    text = (
        f"{head}\n\n{lost}\n{after}\n"
        "-# This is said once. `/feeds list` shows how it is; `/feeds remove` takes it off this server."
    )
    row: Any = discord.ui.ActionRow(why_this(post))
    return card([discord.ui.TextDisplay(text), row])
