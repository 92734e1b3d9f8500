"""How a story stands in one server, read for `/why` and `/held`."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from news.model.post_keys import post_of
from news.model.posts import ChannelState, Post
from news.model.servers import Server
from news.servers.fixes import story_fixes
from news.servers.judged_story import Candidate
from news.servers.stages import PostProgress
from news.servers.story_rules import FRESH, Spent, Standing, biggest_first, story_standing
from news.servers.story_stages import StoryCase, feeds_of_story
from storage import Storage

from .server_view import seen_by
from .upcoming import spent_by, spent_without

_MOST_LEFT_OUT = 100  # stories of two days that are judged for `/held`
_LEAST = 2  # outlets: what one alone reports was never near
_AT_ONCE = 25  # stories read, between which others have their turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What a server was not posted of the last 48 hours: stories, the biggest first, and posts that did not get out.

    `is_all` is False where more stories than are judged would stand here.
    """

    spent: Spent
    stories: tuple[tuple[Candidate, Standing], ...]
    posts: tuple[Post, ...]
    shut: frozenset[int]  # channels that take none
    is_all: bool = True


async def story_case(
    storage: Storage, server: Server, number: int, now: int, shown: Callable[[int], int]
) -> StoryCase | None:
    """Read a story in a server, None for an id that is none; `shown` gives a feed's real time as the clock has it."""
    story = await storage.stories.get(number, now)
    if story is None:
        return None
    told = await storage.stages.told(server.guild, story.id)
    post = (await storage.posts.by_keys([told.post_key])).get(told.post_key) if told else None
    spent = await spent_by(storage, server, [story.id], now)
    is_told, spent = story.id in spent.told, spent_without(server, spent, post)
    found = await seen_by(storage, server, [story], now)
    told_by, seen = found[0] if found else (replace(story, articles=(), retitled=()), None)
    stands = story_standing(server, seen, spent) if seen else None
    return StoryCase(
        now=now,
        server=server,
        story=told_by,
        is_elsewhere=bool(story.articles) and seen is None,
        seen=seen,
        stands=stands,
        spent=spent,
        feeds=feeds_of_story(told_by, await storage.feeds.all(), shown),
        said=told,
        delivery=await read_progress(storage, server, post, server.stories_channel),
        changes=tuple(await storage.changes.last(server.guild)),
        fixes=story_fixes(server, seen, stands, spent) if seen and stands and not is_told else (),
    )


async def read_progress(storage: Storage, server: Server, post: Post | None, channel: int) -> PostProgress:
    """Read what became of a post; without one, how the channel stands where it would go."""
    channel = post.channel if post else channel
    refused = {state.channel: state for state in await storage.posts.destinations(server.guild)}
    place = refused.get(channel, ChannelState(channel, server.guild))
    if post is None:
        return PostProgress(place=place)
    drawn = await storage.stages.drawings(post.id)
    return PostProgress(post=post, place=place, drawn=drawn, is_paused=server.paused)


async def first_of(storage: Storage, post: Post) -> Post:
    """Return the post that an edit is of, and any other itself."""
    return (await storage.posts.post(post_of(post)) or post) if post.kind == "edit" else post


async def read_withheld(storage: Storage, server: Server, now: int) -> Withheld:
    """Read what a server was not posted of the last 48 hours; what one outlet alone reports is left out."""
    ids = await storage.announcements.candidates(
        None, since=now - FRESH, now=now, least=_LEAST, limit=_MOST_LEFT_OUT + 1
    )
    spent = await spent_by(storage, server, ids[:_MOST_LEFT_OUT], now)
    waiting = [number for number in ids[:_MOST_LEFT_OUT] if number not in spent.told]
    found: list[Candidate] = []
    for start in range(0, len(waiting), _AT_ONCE):
        stories = await storage.stories.some(waiting[start : start + _AT_ONCE], now)
        found += [story for _, story in await seen_by(storage, server, stories, now)]
    return Withheld(
        spent=spent,
        stories=await asyncio.to_thread(_standings, server, found, spent),
        posts=tuple(await storage.stages.left(server.guild, now - FRESH, now)),
        shut=frozenset(d.channel for d in await storage.posts.destinations(server.guild) if d.suspended_at is not None),
        is_all=len(ids) <= _MOST_LEFT_OUT,
    )


def _standings(server: Server, found: Iterable[Candidate], spent: Spent) -> tuple[tuple[Candidate, Standing], ...]:
    # In a thread: fifty filters for each of a hundred stories.
    return tuple((story, story_standing(server, story, spent)) for story in biggest_first(found))
