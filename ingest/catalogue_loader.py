"""The catalogue as it stands: the starter's people are kept in the store, and read back with what it has learnt."""

import asyncio
import gc
from collections.abc import Sequence

from news.model.people import DateClaim, Person
from news.people.catalogue import known_as_of, starter_couples, starter_names, starter_people, with_dates
from news.people.catalogue_match import Catalogue
from news.people.facts.starter import read_starter, starter_digest
from storage import Storage

_LISTED = "starter people"


async def load_catalogue(storage: Storage, now: int) -> Catalogue:
    """Return the people as they are known at `now`; the starter's tables go into the store where they changed."""
    written = await asyncio.to_thread(starter_digest)
    if await storage.marks.get(_LISTED) != written:
        starter = await asyncio.to_thread(read_starter)
        await storage.people.list_people(starter.people, starter.claims, starter.relations)
        await storage.events.list_events(starter.events)
        await storage.marks.put(_LISTED, written)
    people, claims = await storage.people.all(), await storage.people.claims()
    return await asyncio.to_thread(_catalogue, people, claims, now)


def _catalogue(people: Sequence[Person], claims: dict[int, list[DateClaim]], now: int) -> Catalogue:
    dated = [with_dates(person, claims.get(person.id, ())) for person in people]
    return Catalogue(known_as_of(dated, starter_names(), now), starter_couples(now))


def starter_catalogue(now: int) -> Catalogue:
    """Return the people that come with the project, as known at `now`."""
    catalogue = Catalogue(known_as_of(starter_people(), starter_names(), now), starter_couples(now))
    freeze_collector()
    return catalogue


async def known_catalogue(storage: Storage, now: int) -> Catalogue:
    """Return everybody whom the store has, as known at `now`; for processes that keep them until a sync knows more."""
    catalogue = await load_catalogue(storage, now)
    freeze_collector()
    return catalogue


def freeze_collector() -> None:
    """Have the garbage collector leave out all that is there now: the imports and a catalogue that stays.

    Looking through it every few seconds, while news comes in, held up everything for 35 to 48 ms each time.
    """
    gc.collect()
    gc.freeze()
