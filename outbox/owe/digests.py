"""Owes digests, one a server and local day or week; and the publishing of posts in announcement channels."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from news.model.post_keys import digest_key, publish_key
from news.model.posts import Post
from news.model.servers import Server
from news.servers.digests import DueDigest, due_digests
from news.servers.posts import PRIORITIES
from storage import Storage


async def owe_digests(storage: Storage, now: int) -> list[str]:
    """Owe the digests that are due by now; give the keys of those that were not owed yet. To be asked every minute."""
    done = await storage.servers.digests_done()
    posts, handled = await asyncio.to_thread(_due_digests, await storage.servers.all(), done, now)
    if not handled:
        return []
    async with storage.transaction() as tx:
        for guild, day in handled.items():
            await tx.servers.keep_digest(guild, day)
        return await tx.posts.owe(posts)


def _due_digests(servers: Iterable[Server], done: Mapping[int, date], now: int) -> tuple[list[Post], dict[int, date]]:
    posts: list[Post] = []
    handled: dict[int, date] = {}
    for server in servers:
        dues, day = due_digests(server, now, done.get(server.guild))
        posts += [_digest_post(server, due) for due in dues]
        if day != done.get(server.guild):
            handled[server.guild] = day
    return posts, handled


def _digest_post(server: Server, due: DueDigest) -> Post:
    return Post(
        key=digest_key(server.guild, due.day),
        guild=server.guild,
        channel=server.digest_channel,
        kind="digest",
        subject=due.day.isoformat(),
        priority=PRIORITIES["digest"],
        due_at=due.due_at,
        expires_at=due.until,
    )


HOUR = 3600
MOST_AN_HOUR = 10  # as bots report of Discord, which documents no figure
_OF_USE = 6 * HOUR  # seconds after it was posted: what has waited longer for its turn stays where it is


async def owe_publishing(storage: Storage, is_announcing: Callable[[int], bool], now: int) -> list[str]:
    """Owe what was posted and can be published now; give the keys. To be asked every minute.

    `is_announcing` tells whether a channel is one that others can follow.
    """
    posts = [post for post in await storage.posts.unpublished(now - _OF_USE) if is_announcing(post.channel)]
    if not posts:
        return []
    asked = Counter(await storage.posts.published(sorted({post.channel for post in posts}), now - HOUR))
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
