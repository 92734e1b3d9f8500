"""Stories as one server sees them, and what its filters would have done with those of the last week."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from news.model.people import DateClaim, Person
from news.model.servers import Filter, Server
from news.model.stories import Story
from news.people.catalogue import with_dates
from news.people.facts.birthdays import ADULT, is_minor
from news.people.facts.claims import is_known
from news.servers.judged_story import MOST_TRIED, Candidate, DryRun, DryRunVerdict, blocking_filter, judge_candidate
from news.servers.story_rules import Spent, biggest_first, story_standing
from news.servers.visibility import ServerViews, story_as_seen
from storage import Storage, Stores

NO_SERVER = 0  # that added no feed


async def read_views(storage: Stores, stories: Sequence[Story], now: int) -> ServerViews:
    """Read how servers see these stories."""
    minors, asked = await minors_in(storage, stories, now), await storage.feeds.foreign(NO_SERVER)
    return await asyncio.to_thread(ServerViews, stories, asked, minors)


async def seen_by(storage: Stores, server: Server, stories: Sequence[Story], now: int) -> list[tuple[Story, Candidate]]:
    """Return stories as one server sees them, in their order; one of which it has no article is left out."""
    minors, foreign = await minors_in(storage, stories, now), await storage.feeds.foreign(server.guild)
    return await asyncio.to_thread(_seen_stories, stories, foreign, minors)


def _seen_stories(
    stories: Iterable[Story], foreign: Collection[int], minors: Collection[int]
) -> list[tuple[Story, Candidate]]:
    seen = (story_as_seen(story, foreign) for story in stories if story.articles)
    return [(story, judge_candidate(story, minors)) for story in seen if story]


async def minors_in(storage: Stores, stories: Iterable[Story], now: int) -> frozenset[int]:
    """Return those of the people named in stories who are under 18 at `now`, or may be."""
    named = {mention.person_id for story in stories for article in story.articles for mention in article.mentions}
    since = datetime.fromtimestamp(now, UTC).year - ADULT - 1
    young = await storage.people.young(sorted(named), str(since)) if named else []
    if not young:
        return frozenset()
    claims = await storage.people.claims(*(person.id for person in young))
    return frozenset(person.id for person in young if _is_minor(person, claims.get(person.id, ()), now))


def _is_minor(person: Person, claims: Iterable[DateClaim], now: int) -> bool:
    return is_minor(with_dates(person, (claim for claim in claims if is_known(claim, now))), now)


TRIED = 7 * 86400  # seconds back from now over which filters are tried
_AT_ONCE = 10  # stories read: building 10,000 articles of rows in one go would stop the event loop for 200 ms


async def try_filters(
    storage: Storage, server: Server, before: Sequence[Filter], after: Sequence[Filter], now: int
) -> DryRun:
    """Return what `after` would have done with the stories of the last 7 days, where `before` is set.

    A second of work for 200 stories of 30 articles each, some milliseconds of it at a time on the event loop.
    """
    first, least = now - TRIED, server.stories_threshold
    ids = await storage.announcements.candidates(None, since=first, now=now, least=least, limit=MOST_TRIED + 1)
    week: list[Candidate] = []
    for start in range(0, len(ids[:MOST_TRIED]), _AT_ONCE):
        stories = await storage.stories.some(ids[:MOST_TRIED][start : start + _AT_ONCE], now)
        week += [story for _, story in await seen_by(storage, server, stories, now)]
    trial = await asyncio.to_thread(_dry_run, server, week, before, after)
    began = None if ids else await storage.stories.begin(first)
    return replace(trial, is_all=len(ids) <= MOST_TRIED, is_empty=not ids and (began is None or began > now))


def _dry_run(server: Server, week: Sequence[Candidate], before: Sequence[Filter], after: Sequence[Filter]) -> DryRun:
    reached = [story for story in biggest_first(week) if _has_reached(server, story)]
    passed = [story for story in reached if blocking_filter(before, story) is None]
    held = [DryRunVerdict(story, by) for story in passed if (by := blocking_filter(after, story))]
    let = [
        DryRunVerdict(story, None)
        for story in reached
        if blocking_filter(before, story) and blocking_filter(after, story) is None
    ]
    return DryRun(len(passed), tuple(held), tuple(let))


def _has_reached(server: Server, story: Candidate) -> bool:
    """True if a story would be posted, filters aside: on a day without other posts, in a server that posts."""
    bare = replace(server, filters=(), paused=False, stories_channel=server.stories_channel or 1)
    return story_standing(bare, story, Spent(at=story.first_at)).state == "owed"
