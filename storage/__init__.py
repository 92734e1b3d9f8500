"""The only SQL: what the bot remembers, as stores named by noun."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from .content.articles import ArticlesStore
from .content.coverage import CoverageStore
from .content.person_repairs import Repair, RepairsStore
from .content.search import SearchStore
from .content.stories import MOST_COUNTED, StoriesStore, Wanted
from .database import Database, StorageError, open_database
from .feeds.feeds import FeedsStore
from .marks import MarksStore
from .people.candidates import CandidatesStore
from .people.events import EventsStore
from .people.follows import FollowsStore, Outcome
from .people.people import FIRST_OWN, PeopleStore
from .people.wikidata import WikidataStore
from .posts.posts import PostsStore
from .servers.changes import ChangesStore
from .servers.departures import DeparturesStore
from .servers.servers import ServersStore

__all__ = [
    "FIRST_OWN",
    "MOST_COUNTED",
    "Outcome",
    "Repair",
    "Storage",
    "StorageError",
    "Wanted",
    "open_storage",
]


@dataclass(frozen=True, slots=True)
class Storage:
    """The stores by noun."""

    db: Database
    feeds: FeedsStore
    articles: ArticlesStore
    stories: StoriesStore
    search: SearchStore
    marks: MarksStore
    people: PeopleStore
    wikidata: WikidataStore
    events: EventsStore
    coverage: CoverageStore
    servers: ServersStore
    changes: ChangesStore
    departures: DeparturesStore
    posts: PostsStore
    follows: FollowsStore
    repairs: RepairsStore
    candidates: CandidatesStore


@asynccontextmanager
async def open_storage(path: str) -> AsyncIterator[Storage]:
    """Open the store in this file, and close it when the block ends; raises StorageError."""
    db = await open_database(path)
    try:
        yield Storage(
            db=db,
            feeds=FeedsStore(db),
            articles=ArticlesStore(db),
            stories=StoriesStore(db),
            search=SearchStore(db),
            marks=MarksStore(db),
            people=PeopleStore(db),
            wikidata=WikidataStore(db),
            events=EventsStore(db),
            coverage=CoverageStore(db),
            servers=ServersStore(db),
            changes=ChangesStore(db),
            departures=DeparturesStore(db),
            posts=PostsStore(db),
            follows=FollowsStore(db),
            repairs=RepairsStore(db),
            candidates=CandidatesStore(db),
        )
    finally:
        await db.close()
