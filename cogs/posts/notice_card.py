"""What moderators are told unasked, as cards."""

from collections.abc import Sequence
from typing import Any

import discord

from cogs.kit.buttons import why_this
from cogs.kit.channel_access import why_refused
from cogs.kit.markdown import when
from cogs.kit.replies import Card, card
from news.model.posts import ChannelState, Post
from news.stories.trending import counted

_NAMES = {"birthdays": "birthday post", "story": "story", "digest": "digest", "trial": "test"}


def channel_suspended(post: int, shut: ChannelState, lacks: Sequence[str], waiting: Sequence[Post]) -> Card:
    """Say that a channel takes no posts: why, what is lost when that lasts, and what comes next.

    `lacks` are the permissions that the bot is without there, `waiting` its posts, the first to be too late first.
    """
    why = f"The bot lacks **{' and '.join(lacks)}** there." if lacks else why_refused(shut.reason)
    text = (
        f"### Nothing can be posted in <#{shut.channel}>\n{why}\n{_waiting_posts(waiting)}\n"
        "As soon as that is mended, what is not too late goes out by itself.\n"
        "-# Mend it in the channel’s settings under Permissions, or choose another channel with `/setup`."
    )
    row: Any = discord.ui.ActionRow(why_this(post))
    return card([discord.ui.TextDisplay(text), row])


def _waiting_posts(posts: Sequence[Post]) -> str:
    """Return what waits for a channel and until when it is of use."""
    kinds: dict[str, list[Post]] = {}
    for post in posts:
        if post.kind in _NAMES:
            kinds.setdefault(post.kind, []).append(post)
    told = [_waiting_kind(counted(len(of), _NAMES[kind]), of) for kind, of in kinds.items()]
    return f"Waiting for it: {', '.join(told)}." if told else "What comes due there waits until it is too late for it."


def _waiting_kind(name: str, posts: Sequence[Post]) -> str:
    first = "the first is lost" if len(posts) > 1 else "lost"
    return f"{name} ({first} {when(posts[0].expires_at, 'R')})" if posts[0].expires_at else name
