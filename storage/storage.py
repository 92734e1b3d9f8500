"""Every store by its noun, on the file or within one transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.feeds.feeds import FeedCandidatesStore
from storage.people.people import CandidatesStore
from storage.servers.servers import ChangesStore

from .content.articles import ArticlesStore
from .content.coverage import CoverageStore
from .content.person_repairs import PersonRepairsStore
from .content.search import SearchStore
from .content.stories import StoriesStore
from .content.story_moves import StoryMovesStore
from .content.story_repairs import StoryRepairsStore
from .database import Connection, Database, open_database
from .feeds.feeds import FeedsStore
from .marks import MarksStore
from .people.events import EventsStore
from .people.follows import FollowsStore
from .people.people import PeopleStore
from .people.wikidata import WikidataStore
from .posts.announcements import AnnouncementsStore
from .posts.posts import PostsStore
from .posts.stages import StagesStore
from .servers.birthdays import BirthdaysStore
from .servers.departures import DeparturesStore
from .servers.servers import CachedLists, ServersStore


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
