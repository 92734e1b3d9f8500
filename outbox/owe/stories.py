"""What servers are owed of stories: posts and edits, in the transaction of what caused them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from news.model.posts import Announcement, Post, Reason
from news.model.servers import Server
from news.servers.judged_story import Candidate
from news.servers.story_rules import (
    FRESH,
    edit_due,
    is_posting_stories,
    is_releasable,
    is_sure,
    story_edit,
    story_post,
    story_standing,
)
from news.servers.visibility import changes_of_posts
from outbox.view.server_view import NO_SERVER, read_views, seen_by
from outbox.view.upcoming import owed_posts, read_posts_had, spent_by
from storage import Storage, Stores

Release = Literal["released", "told", "gone", "unsure", "not"]


@dataclass(frozen=True, slots=True)
class Touched:
    """What a transaction has changed: articles (their keys) that came into stories, a headline, and those stories.

    Posts of what a moderator repaired are drawn anew whenever they were posted: they show what was wrong.
    """

    articles: frozenset[int] = frozenset()
    retitled: int = 0
    stories: tuple[int, ...] = ()
    is_repaired: bool = False


async def owe_stories(tx: Stores, touched: Touched, now: int) -> list[str]:
    """Owe what these stories come to in every server, posts and edits; give the keys of what was not owed yet."""
    servers = [server for server in await tx.servers.all() if not server.paused]
    if not servers or not touched.stories:
        return []
    edits = await _edits(tx, servers, touched, now)
    posts = await _posts(tx, [server for server in servers if is_posting_stories(server)], touched, now)
    return await tx.posts.owe([*posts, *edits])


async def _posts(tx: Stores, servers: Sequence[Server], touched: Touched, now: int) -> list[Post]:
    if not servers:
        return []
    least = min(server.stories_threshold for server in servers)
    ids = await tx.announcements.candidates(touched.stories, since=now - FRESH, now=now, least=least)
    if not ids:
        return []
    views = await read_views(tx, await tx.stories.some(ids, now), now)
    had = await read_posts_had(tx, [server.guild for server in servers], ids, now)
    # Hundreds of servers, each with a local day of its own, would hold up every command.
    posts, tellings = await asyncio.to_thread(owed_posts, servers, views, had)
    await tx.announcements.note(tellings)
    return posts


async def _edits(tx: Stores, servers: Sequence[Server], touched: Touched, now: int) -> list[Post]:
    feeds = {server.guild: server.feeds for server in servers}
    shown = [post for post in await tx.announcements.shown(touched.stories) if post.guild in feeds]
    if not shown:
        return []
    stories = await tx.stories.some(sorted({post.story for post in shown}), now)
    asked = frozenset(await tx.feeds.foreign(NO_SERVER))
    foreign = {post: asked.difference(feeds[post.guild]) for post in shown}
    changes = await asyncio.to_thread(changes_of_posts, stories, foreign, touched.articles, touched.retitled)
    if touched.is_repaired:
        changes = dict.fromkeys(changes, "corrected")
    await tx.posts.lasting(post.waiting for post in shown if post.waiting and changes.get(post) == "corrected")
    return [
        story_edit(post, *when)
        for post in shown
        if not post.waiting  # what is owed already will show this, too
        and (when := edit_due(post.posted_at, post.drawn_at, changes.get(post, ""), now))
    ]


async def release(storage: Storage, server: Server, number: int, now: int) -> Release:
    """Owe a server a story because a moderator says so: once, and never one that is not sure."""
    async with storage.transaction() as tx:
        story = await tx.stories.get(number, now)
        found = await seen_by(tx, server, [story], now) if story else []
        if story is None or not found:
            return "gone"
        spent = await spent_by(tx, server, [story.id], now)
        if story.id in spent.told:
            return "told"
        [(_, seen)] = found
        if not is_sure(seen):
            return "unsure"
        if not is_releasable(seen, story_standing(server, seen, spent), spent):
            return "not"
        return await _owe_released(tx, server, seen, now)


async def _owe_released(tx: Stores, server: Server, story: Candidate, now: int) -> Release:
    post = story_post(server, story, now)
    if not await tx.posts.owe([post]):
        return "told"
    await tx.announcements.note([Announcement(server.guild, story.id, post.key, story.lead, Reason("released"), now)])
    return "released"
