"""What is read to know which deaths count by what articles report: their tellings, and how the stories stand."""

import asyncio
from collections.abc import Collection, Sequence

from news.model.articles import EventReport
from news.stories.status import Status, judge_status
from news.stories.stories import lead_article
from news.text.subjects import tells_death
from news.timeline.merge import Moment
from news.timeline.reported_deaths import (
    apply_story_statuses,
    find_death_headlines,
    find_death_stories,
    find_deaths,
    find_hoax_denial,
    without_doubtful_deaths,
)
from storage import Storage, Wanted

_NEWEST = 20  # stories that name somebody who is reported dead


async def reported_dead(storage: Storage, people: Sequence[int], now: int) -> dict[int, str]:
    """Return those of the people whose deaths count by what articles report at `now`, each with the day or ""."""
    told = await storage.events.deaths(people, now) if people else []
    return find_deaths(await weighed(storage, told, now), now)


async def weighed(storage: Storage, tellings: Sequence[EventReport], now: int) -> list[EventReport]:
    """Return reports of lives: those of deaths as their stories stand at `now`, with what calls them a hoax."""
    judged = apply_story_statuses(tellings, await _judged(storage, find_death_stories(tellings), now))
    for person in find_deaths(judged, now):
        judged += await _hoaxes(storage, person, judged, now)
    return judged


async def _hoaxes(storage: Storage, person: int, tellings: Sequence[EventReport], now: int) -> list[EventReport]:
    """Return the denials of a death that are stories of their own, of the newest since it was told."""
    times = [one.told_at for one in tellings if one.kind == "died" and person in one.people and one.told_at is not None]
    ids, _ = await storage.stories.newest(Wanted(person=person, since=min(times), until=now), _NEWEST)
    found = await storage.stories.some(ids, now)
    return await asyncio.to_thread(lambda: [denial for story in found if (denial := find_hoax_denial(story, person))])


async def sure_stories(
    storage: Storage, moments: Sequence[Moment], told: Sequence[EventReport], now: int
) -> list[Moment]:
    """Return stories of a life, a dozen, without those of deaths that are not sure; `told` is the life, as weighed."""
    return without_doubtful_deaths(moments, await _judged(storage, find_death_headlines(moments), now), told)


async def _judged(storage: Storage, stories: Collection[int], now: int) -> dict[int, Status]:
    """Judge those of the stories that are of a death: what is denied or confirmed in others is something else."""
    found = await storage.stories.some(sorted(stories), now)
    return await asyncio.to_thread(
        lambda: {story.id: judge_status(story.articles) for story in found if tells_death(lead_article(story))}
    )
