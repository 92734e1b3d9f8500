"""Puts digests into the outbox: one a server and local day or week, in the transaction that notes the day as done."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import date

from news.model.post_keys import digest_key
from news.model.posts import Post
from news.model.servers import Server
from news.servers.digests import DueDigest, due_digests
from news.servers.posts import PRIORITIES
from storage import Storage


async def owe_digests(storage: Storage, now: int) -> list[str]:
    """Owe the digests that are due by now; give the keys of those that were not owed yet. To be asked every minute."""
    done = await storage.announcements.digests_done()
    posts, handled = await asyncio.to_thread(_due_digests, await storage.servers.all(), done, now)
    if not handled:
        return []
    async with storage.transaction() as tx:
        for guild, day in handled.items():
            await tx.announcements.keep_digest(guild, day)
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
