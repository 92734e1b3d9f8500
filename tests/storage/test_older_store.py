"""A store that an earlier version wrote: it opens, keeps its rows, and goes on working.

`store_schema_6.db.gz` was written with the code of commit 5e35310, the last before stores were reached from `Storage`:
some of everything, around 9 June 2021.
"""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest import story_repairs
from ingest.refresh import Intake
from news.model.articles import Article
from news.model.feeds import Entry
from news.model.people import Mention
from news.model.posts import Post, Reason, StoredReason
from news.model.servers import Change, Filter
from news.servers.wording import say_reason
from news.text.links import hash_text
from storage import Storage, Wanted, open_storage

WRITTEN = Path(__file__).parent.parent / "data" / "store_schema_6.db.gz"
NOW = 1_623_240_000  # when it was written
ANN, BEN = 7_001, 7_002
WEDDING, STORM, TOUR, OPERA, APART = 1, 2, 3, 4, 5  # OPERA went into TOUR, APART was taken out of STORM
INDEX = "articles_text"  # its tables of its own have names that begin so

Rows = dict[str, tuple[str, list[tuple[object, ...]]]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "older.db"
    path.write_bytes(gzip.decompress(WRITTEN.read_bytes()))
    return path


def read_rows(path: Path) -> Rows:
    """Return by table its columns and rows, what the index keeps for itself left out."""
    with closing(sqlite3.connect(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        columns = {name: ", ".join(row[1] for row in db.execute(f"PRAGMA table_info({name})")) for name in names}
        return {
            name: (columns[name], sorted(db.execute(f"SELECT {columns[name]} FROM {name}"), key=str))
            for name in names
            if not name.startswith(("sqlite_", f"{INDEX}_"))
        }


def faults(path: Path) -> Iterator[object]:
    with closing(sqlite3.connect(path)) as db:
        yield from db.execute("PRAGMA foreign_key_check")
        yield from (found for (found,) in db.execute("PRAGMA integrity_check") if found != "ok")


async def test_an_older_store_opens_and_keeps_its_rows(path: Path) -> None:
    before = read_rows(path)
    assert len(before) > 35
    assert [name for name, (_, rows) in before.items() if not rows] == []  # some of everything
    async with open_storage(str(path)):
        pass
    with closing(sqlite3.connect(path)) as db:
        kept = {
            name: sorted(db.execute(f"SELECT {columns} FROM {name}"), key=str) for name, (columns, _) in before.items()
        }
    assert kept == {name: rows for name, (_, rows) in before.items()}
    assert not list(faults(path))


async def test_stores_read_what_an_older_version_wrote(path: Path) -> None:
    async with open_storage(str(path)) as storage:
        one, two = await storage.servers.all()  # the third was left
        assert (one.zone, one.people, one.stories_threshold, one.publish) == ("Europe/Berlin", (ANN, BEN), 3, True)
        assert one.filters == (Filter("topic", "block", "legal"), Filter("word", "block", "lottery"))
        assert [(change.user, change.is_undone) for change in await storage.changes.last(1)] == [
            (501, False),
            (501, True),
        ]
        assert await storage.departures.away() == {3}
        assert await storage.follows.followed_in(2) == {ANN}
        assert await storage.birthdays.posted(1, date(2021, 6, 9)) == {ANN}
        assert await storage.birthdays.missed(1, date(2021, 6, 1)) == {date(2021, 6, 1): {BEN}}
        assert {person.id: person.name for person in await storage.people.all()} == {
            ANN: "Ann Archer",
            BEN: "Ben Baker",
        }
        assert {bond.other_name for bond in await storage.people.relations(ANN)} == {"Ben Baker", "Cleo Archer"}
        assert {feed.source.name for feed in await storage.feeds.all()} > {"The Marquee", "Asked Feed"}
        assert await storage.stories.living(OPERA) == TOUR
        story = await storage.stories.get(TOUR, NOW)
        assert story and len(story.articles) == 5
        assert [old.title for old in story.retitled] == ["Ann Archer announces autumn arena tour of Japan"]
        assert [hit.story for hit in await storage.search.hits(["lisbon"], Wanted())] == [APART, APART, STORM, STORM]
        assert {event.what for event in await storage.events.about(ANN, NOW)} >= {"Best Song"}
        assert two.birthdays_who == "followed"


async def test_posts_of_an_older_version_keep_their_reasons_as_they_were_worded(path: Path) -> None:
    async with open_storage(str(path)) as storage:
        told = await storage.stages.telling("story:1:1")
        assert told and told.reason == Reason("text", ("has 5 outlets; the bar is 3",))
        assert say_reason(told.reason) == "has 5 outlets; the bar is 3"
        posts = await storage.posts.by_keys(["story:1:1", "birthdays:2:2021-06-09", "story:1:999"])
        stands: dict[str, tuple[str, StoredReason]] = {key: (post.state, post.reason) for key, post in posts.items()}
        assert stands == {
            "story:1:1": ("sent", Reason("")),
            "birthdays:2:2021-06-09": ("owed", Reason("text", ("HTTP 403 50013",))),
            "story:1:999": ("dropped", Reason("expired")),
        }
        [shut] = await storage.posts.destinations(2)
        assert (shut.channel, shut.reason) == (21, Reason("text", ("HTTP 403 50013",)))


async def test_an_older_store_goes_on_working(path: Path) -> None:
    async with open_storage(str(path)) as storage:
        await _publish(storage)
        await _take_back(storage)
        await _report(storage)
        one = await storage.servers.get(1)
        change = Change(guild=1, user=502, at=NOW, before={"people": [ANN, BEN]}, after={"people": [ANN]})
        await storage.servers.put(replace(one, people=(ANN,)), change)
        assert (await storage.servers.get(1)).people == (ANN,)
        assert [change.user for change in await storage.changes.last(1)] == [502, 501, 501]
    assert not list(faults(path))


async def _publish(storage: Storage) -> None:
    """Send all that waits; a story that was posted is not owed again."""
    claimed = await storage.posts.claim(await storage.posts.waiting(NOW + 60, 50, 3), NOW + 60)
    assert {post.key for post in claimed} == {"story:1:2", "story:2:2", "birthdays:1:2021-06-09", f"notice:2:21:{NOW}"}
    await storage.posts.settle([replace(post, state="sent", sent_at=NOW + 60, message=1) for post in claimed])
    edits = await storage.posts.waiting(NOW + 60, 50, 3)
    assert {post.key for post in edits} >= {"edit:2:1"}
    again = Post(key="story:1:1", guild=1, channel=12, kind="story", subject="1", priority=2, due_at=NOW)
    assert await storage.posts.owe([again]) == []


async def _take_back(storage: Storage) -> None:
    """Take the split and the merge back, both made by the older version."""
    by = story_repairs.By(501, 1, NOW + 120)
    for repair in await storage.story_repairs.all():
        undone = await story_repairs.undo(storage, repair.id, by)
        assert not isinstance(undone, str), undone
    assert await storage.story_repairs.all() == []
    stories = await storage.stories.some([STORM, TOUR, OPERA], NOW)
    assert {story.id: len(story.articles) for story in stories} == {STORM: 4, TOUR: 3, OPERA: 2}


async def _report(storage: Storage) -> None:
    """Keep a sixth report of the wedding: the repair of who is meant there holds for it, too."""
    title = "Ann Archer marries Ben Baker in Rome, Late Herald reports"
    at = NOW - 600
    article = Article(
        key=hash_text("late"),
        title_key=hash_text("Late Herald", title),
        outlet="Late Herald",
        feed_id=None,
        entry=Entry(title=title, published=at, summary="Ann Archer married Ben Baker on Tuesday in Rome."),
        published=at,
        first_seen=at,
        origin="Late Herald",
        topic="music",
        mentions=(Mention(ANN, "Ann Archer", "full name"), Mention(BEN, "Ben Baker", "full name")),
    )
    assert await Intake(storage).keep([article], NOW, is_news=True) == 1
    story = await storage.stories.get(WEDDING, NOW)
    assert story and [len(one.mentions) for one in story.articles] == [1] * 6
    assert {one.mentions[0].person_id for one in story.articles} == {ANN}
