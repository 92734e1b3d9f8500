"""What is read to know which deaths count by what articles report: their tellings, and how the stories stand."""

import asyncio
from collections.abc import Collection, Sequence

from news.model.articles import Telling
from news.stories.status import Status, judge
from news.timeline.merge import Moment
from news.timeline.reported_deaths import as_judged, dead, hoax, in_headlines, is_of_death, stories_of, without_doubtful
from storage import Storage, Wanted

_NEWEST = 20  # stories that name somebody who is reported dead


async def reported_dead(storage: Storage, people: Sequence[int], now: int) -> dict[int, str]:
    """Return those of the people whose deaths count by what articles report at `now`, each with the day or ""."""
    told = await storage.events.deaths(people, now) if people else []
    return dead(await weighed(storage, told, now), now)


async def weighed(storage: Storage, tellings: Sequence[Telling], now: int) -> list[Telling]:
    """Give tellings of lives with those of deaths as their stories stand at `now`, and with what calls them a hoax."""
    judged = as_judged(tellings, await _judged(storage, stories_of(tellings), now))
    for person in dead(judged, now):
        judged += await _hoaxes(storage, person, judged, now)
    return judged


async def _hoaxes(storage: Storage, person: int, tellings: Sequence[Telling], now: int) -> list[Telling]:
    """Return the denials of a death that are stories of their own, of the newest since it was told."""
    times = [one.told_at for one in tellings if one.kind == "died" and person in one.people and one.told_at is not None]
    ids, _ = await storage.stories.newest(Wanted(person=person, since=min(times), until=now), _NEWEST)
    found = await storage.stories.some(ids, now)
    return await asyncio.to_thread(lambda: [denial for story in found if (denial := hoax(story, person))])


async def sure_stories(storage: Storage, moments: Sequence[Moment], told: Sequence[Telling], now: int) -> list[Moment]:
    """Return stories of a life, a dozen, without those of deaths that are not sure; `told` is the life, as weighed."""
    return without_doubtful(moments, await _judged(storage, in_headlines(moments), now), told)


async def _judged(storage: Storage, stories: Collection[int], now: int) -> dict[int, Status]:
    """Judge those of the stories that are of a death: what is denied or confirmed in others is something else."""
    found = await storage.stories.some(sorted(stories), now)
    return await asyncio.to_thread(lambda: {story.id: judge(story.articles) for story in found if is_of_death(story)})
