"""Every store by its noun, on the file or within one transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.content.articles import ArticlesStore
from storage.content.coverage import CoverageStore
from storage.content.person_repairs import PersonRepairsStore
from storage.content.search import SearchStore
from storage.content.stories import StoriesStore
from storage.content.story_moves import StoryMovesStore
from storage.content.story_repairs import StoryRepairsStore
from storage.database import Connection, Database, Store, open_database
from storage.feeds.feeds import FeedCandidatesStore, FeedsStore
from storage.people.events import EventsStore
from storage.people.follows import FollowsStore
from storage.people.people import CandidatesStore, PeopleStore
from storage.people.wikidata import WikidataStore
from storage.posts.announcements import AnnouncementsStore
from storage.posts.posts import PostsStore
from storage.posts.stages import StagesStore
from storage.servers.birthdays import BirthdaysStore
from storage.servers.departures import DeparturesStore
from storage.servers.servers import CachedLists, ChangesStore, ServersStore


class MarksStore(Store):
    """Small facts about this installation, by name: what was synced, what was loaded."""

    async def get(self, name: str) -> str:
        """Return the text kept under a name, or ""."""
        rows = await self._db.rows("SELECT value FROM marks WHERE name = ?", (name,))
        return str(rows[0]["value"]) if rows else ""

    async def put(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        async with self._db.transaction() as tx:
            await tx.rows(
                "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )


class Stores:
    """The stores by noun, all on one connection; what takes `Stores` runs on the file and within a transaction."""

    def __init__(self, db: Connection, lists: CachedLists) -> None:
        self.feeds = FeedsStore(db)
        self.feed_candidates = FeedCandidatesStore(db)
        self.articles = ArticlesStore(db)
        self.stories = StoriesStore(db)
        self.search = SearchStore(db)
        self.coverage = CoverageStore(db)
        self.person_repairs = PersonRepairsStore(db)
        self.story_repairs = StoryRepairsStore(db)
        self.story_moves = StoryMovesStore(db)
        self.people = PeopleStore(db)
        self.candidates = CandidatesStore(db)
        self.events = EventsStore(db)
        self.follows = FollowsStore(db)
        self.wikidata = WikidataStore(db)
        self.servers = ServersStore(db, lists)
        self.birthdays = BirthdaysStore(db)
        self.changes = ChangesStore(db)
        self.departures = DeparturesStore(db)
        self.posts = PostsStore(db)
        self.announcements = AnnouncementsStore(db)
        self.stages = StagesStore(db)
        self.marks = MarksStore(db)


class Storage(Stores):
    """The stores of a file: each write is a transaction of its own, several share one in `transaction()`."""

    def __init__(self, db: Database) -> None:
        self._db, self._lists = db, CachedLists()
        super().__init__(db, self._lists)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Stores]:
        """Return the stores within one transaction: kept when the block ends, undone when it raises.

        Only one is open at a time, so that a write on the `Storage` itself inside the block raises RuntimeError.
        """
        async with self._db.transaction() as tx:
            yield Stores(tx, self._lists)


@asynccontextmanager
async def open_storage(path: str) -> AsyncIterator[Storage]:
    """Open the store in this file, and close it when the block ends; raises StorageError."""
    db = await open_database(path)
    try:
        yield Storage(db)
    finally:
        await db.close()
