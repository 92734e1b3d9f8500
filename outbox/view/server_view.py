"""What is read to see stories as servers do: the feeds that do not count for all, and who of those named is a minor."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from news.model.people import DateClaim, Person
from news.model.servers import Server
from news.model.stories import Story
from news.people.facts.birthdays import ADULT, is_minor
from news.people.facts.claims import is_known, with_dates
from news.servers.judged_story import Candidate, judge_candidate
from news.servers.visibility import ServerViews, story_as_seen
from storage import Stores

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
