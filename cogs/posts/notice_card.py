"""What moderators are told unasked, as cards."""

from collections.abc import Sequence
from typing import Any

import discord

from cogs.kit.buttons import why_this
from cogs.kit.channel_access import why_refused
from cogs.kit.markdown import when
from cogs.kit.replies import Card, card
from news.model.posts import ChannelState, Post
from news.text.messages import joined, message, plural

_WAITING = {
    "birthdays": ("{count} birthday post", "{count} birthday posts"),
    "story": ("{count} story", "{count} stories"),
    "digest": ("{count} digest", "{count} digests"),
    "trial": ("{count} test", "{count} tests"),
}


def channel_suspended(post: int, shut: ChannelState, lacks: Sequence[str], waiting: Sequence[Post]) -> Card:
    """Return a card that says that a channel takes no posts: why, what is lost when that lasts, and what comes next.

    `lacks` are the permissions that the bot is without there, `waiting` its posts, the first to be too late first.
    """
    missing = message("The bot lacks **{permissions}** there.", permissions=joined(lacks))
    lines = (
        f"### Nothing can be posted in <#{shut.channel}>",
        missing if lacks else why_refused(shut.reason),
        _waiting_posts(waiting),
        "As soon as that is mended, what is not too late goes out by itself.",
        "-# Mend it in the channel’s settings under Permissions, or choose another channel with `/setup`.",
    )
    row: Any = discord.ui.ActionRow(why_this(post))
    return card([discord.ui.TextDisplay("\n".join(lines)), row])


def _waiting_posts(posts: Sequence[Post]) -> str:
    """Return what waits for a channel and until when it is of use."""
    kinds: dict[str, list[Post]] = {}
    for post in posts:
        if post.kind in _WAITING:
            kinds.setdefault(post.kind, []).append(post)
    if not kinds:
        return "What comes due there waits until it is too late for it."
    waiting = [_waiting_kind(kind, found) for kind, found in kinds.items()]
    return message("Waiting for it: {posts}.", posts=joined(waiting, word=""))


def _waiting_kind(kind: str, posts: Sequence[Post]) -> str:
    waiting, until = plural(*_WAITING[kind], len(posts)), posts[0].expires_at
    if not until:
        return waiting
    template = "{posts} (lost {time})" if len(posts) == 1 else "{posts} (the first is lost {time})"
    return message(template, posts=waiting, time=when(until, "R"))
