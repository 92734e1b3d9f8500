"""What servers were posted of late, by which their budgets are counted, and which stories may come next."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from news.model.posts import Announcement, Post, PostDue
from news.model.servers import Server
from news.servers.digests import NextStories, next_story_posts
from news.servers.judged_story import Candidate
from news.servers.story_rules import FRESH, HOUR, NEAR, Spent, day_began, stories_to_post, story_post
from news.servers.visibility import ServerViews
from storage import Storage, Stores

from .server_view import seen_by

_MOST_NEAR = 50  # stories that are looked at for what may come next
_LONGEST_DAY = 2 * 86400  # seconds: a zone that moves over the date line has one day twice


@dataclass(frozen=True, slots=True)
class PostsHad:
    """What servers were posted of late, as read at `at`: their messages, and those of the stories in question."""

    at: int
    posts: Mapping[int, Sequence[PostDue]]
    told: Mapping[int, Collection[int]]

    def spent_in(self, server: Server) -> Spent:
        """Return what a server has had by now."""
        began, posts = day_began(server, self.at), self.posts.get(server.guild, ())
        return Spent(
            at=self.at,
            today=sum(1 for post in posts if post.kind == "story" and _is_of_day(post.due_at, began)),
            in_hour=sum(
                1 for post in posts if post.channel == server.stories_channel and _is_of_hour(post.due_at, self.at)
            ),
            told=frozenset(self.told.get(server.guild, ())),
        )


# Bounded above, too: what was posted while the clock stood a year ahead would else hold everything back for that year.


def _is_of_day(due_at: int, began: int) -> bool:
    """True if a post was due on the day that began then."""
    return began <= due_at < began + _LONGEST_DAY


def _is_of_hour(due_at: int, now: int) -> bool:
    """True if a post was due within the hour."""
    return abs(now - due_at) < HOUR


async def read_posts_had(storage: Stores, guilds: Sequence[int], stories: Sequence[int], now: int) -> PostsHad:
    """Read what servers were posted of late, and of which of these stories they were told."""
    posts: dict[int, list[PostDue]] = {}
    for post in await storage.posts.due_since(guilds, now - _LONGEST_DAY):
        posts.setdefault(post.guild, []).append(post)
    return PostsHad(now, posts, await storage.announcements.told(stories))


async def spent_by(storage: Stores, server: Server, stories: Sequence[int], now: int) -> Spent:
    """Return what a server has had by now, and of which of these stories it was told."""
    return (await read_posts_had(storage, [server.guild], stories, now)).spent_in(server)


def spent_without(server: Server, spent: Spent, post: Post | None) -> Spent:
    """Leave a story's own post out of what a server has had: how would it stand now if it were not there?"""
    spent = replace(spent, told=frozenset())
    if post is None or post.state == "dropped":
        return spent
    return replace(
        spent,
        today=spent.today - _is_of_day(post.due_at, day_began(server, spent.at)),
        in_hour=spent.in_hour - (post.channel == server.stories_channel and _is_of_hour(post.due_at, spent.at)),
    )


async def next_posts_of(storage: Storage, server: Server, now: int) -> NextStories:
    """Read what may be posted of stories in a server next: digests of the week, and stories near the bar."""
    least = max(server.stories_threshold - NEAR, 1)
    ids = await storage.announcements.candidates(None, since=now - FRESH, now=now, least=least, limit=_MOST_NEAR)
    seen = await seen_by(storage, server, await storage.stories.some(ids, now), now)
    had = await read_posts_had(storage, [server.guild], ids, now)
    done = (await storage.servers.digests_done()).get(server.guild)
    return await asyncio.to_thread(_next_posts, server, [story for _, story in seen], had, done)


def _next_posts(server: Server, stories: Iterable[Candidate], had: PostsHad, done: date | None) -> NextStories:
    return next_story_posts(server, stories, had.spent_in(server), done)


def owed_posts(servers: Iterable[Server], views: ServerViews, had: PostsHad) -> tuple[list[Post], list[Announcement]]:
    """Return the posts of stories that servers are owed now, and what each was told of."""
    posts: list[Post] = []
    tellings: list[Announcement] = []
    for server in servers:
        for story, stands in stories_to_post(server, views.candidates_for(server), had.spent_in(server)):
            post = story_post(server, story, had.at)
            posts.append(post)
            tellings.append(Announcement(server.guild, story.id, post.key, story.lead, stands.reason, had.at))
    return posts, tellings
