"""Publishes what was posted in announcement channels to the servers that follow them, at most ten an hour a channel."""

from collections import Counter
from collections.abc import Callable

from news.model.post_keys import publish_key
from news.model.posts import Post
from news.servers.posts import PRIORITIES
from storage import Storage

HOUR = 3600
MOST_AN_HOUR = 10  # as bots report of Discord, which documents no figure
_OF_USE = 6 * HOUR  # seconds after it was posted: what has waited longer for its turn stays where it is


async def owe_publishing(storage: Storage, is_announcing: Callable[[int], bool], now: int) -> list[str]:
    """Owe what was posted and can be published now; give the keys. To be asked every minute.

    `is_announcing` tells whether a channel is one that others can follow.
    """
    posts = [post for post in await storage.announcements.unpublished(now - _OF_USE) if is_announcing(post.channel)]
    if not posts:
        return []
    asked = Counter(await storage.announcements.published(sorted({post.channel for post in posts}), now - HOUR))
    owed: list[Post] = []
    for post in posts:
        if asked[post.channel] < MOST_AN_HOUR:
            asked[post.channel] += 1
            owed.append(_publishing(post, now))
    return await storage.posts.owe(owed)


def _publishing(post: Post, now: int) -> Post:
    return Post(
        key=publish_key(post.id),
        guild=post.guild,
        channel=post.channel,
        kind="publish",
        subject=str(post.id),
        priority=PRIORITIES["publish"],
        due_at=now,
        expires_at=(post.sent_at or now) + _OF_USE,
        message=post.message,
    )
