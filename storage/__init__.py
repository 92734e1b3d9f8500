"""The only SQL: what the bot remembers, as stores named by noun."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from .articles import ArticlesStore
from .database import Database, StorageError, open_database
from .events import EventsStore
from .feeds import FeedHealth, FeedsStore
from .marks import MarksStore
from .people import FIRST_OWN, PeopleStore
from .search import SearchStore
from .stories import MOST_COUNTED, StoriesStore, Wanted

__all__ = ["FIRST_OWN", "MOST_COUNTED", "FeedHealth", "Storage", "StorageError", "Wanted", "open_storage"]


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
    events: EventsStore


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
            events=EventsStore(db),
        )
    finally:
        await db.close()
