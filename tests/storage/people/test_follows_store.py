"""Lists of followed people, and everything about a member erased."""

import asyncio
import sqlite3
from dataclasses import replace

import pytest

from news.model.articles import Article
from news.model.feeds import Entry
from news.model.people import MOST_FOLLOWED, Follow, KeptAboutMember, Mention, NewestReport
from news.model.stories import PlacedArticle, Placement
from news.text.links import hash_text
from storage import Storage
from storage.people.follows import ERASURES
from tests.kit.newsroom import NOW
from tests.kit.store_rows import repair

MIA, MAX = 7_001, 7_002
DAY = 86_400


async def test_a_list_holds_who_was_followed_where_and_when_the_last_first(storage: Storage) -> None:
    assert await storage.follows.follow(MIA, 3, 50, NOW - 2) == "new"
    assert await storage.follows.follow(MIA, 8, 0, NOW) == "new"
    assert await storage.follows.follow(MIA, 2, 50, NOW - 1) == "new"
    assert await storage.follows.follow(MAX, 9, 50, NOW) == "new"
    mine = [Follow(8, 0, NOW), Follow(2, 50, NOW - 1), Follow(3, 50, NOW - 2)]
    assert await storage.follows.following(MIA) == mine


async def test_following_twice_keeps_the_first_time_and_server(storage: Storage) -> None:
    await storage.follows.follow(MIA, 3, 50, NOW)
    assert await storage.follows.follow(MIA, 3, 60, NOW + 9) == "already"
    assert await storage.follows.following(MIA) == [Follow(3, 50, NOW)]


async def test_unfollowing_says_whether_there_was_anything_to_undo_and_leaves_others_alone(storage: Storage) -> None:
    for user in (MIA, MAX):
        await storage.follows.follow(user, 3, 50, NOW)
    assert await storage.follows.unfollow(MIA, 3)
    assert not await storage.follows.unfollow(MIA, 3)
    assert await storage.follows.following(MIA) == []
    assert await storage.follows.following(MAX) == [Follow(3, 50, NOW)]


async def test_a_list_takes_a_hundred_however_many_come_at_once(storage: Storage) -> None:
    asked = (storage.follows.follow(MIA, person, 0, NOW) for person in range(1, MOST_FOLLOWED + 6))
    outcomes = await asyncio.gather(*asked)
    assert outcomes.count("new") == MOST_FOLLOWED == 100
    assert outcomes.count("full") == 5
    assert len(await storage.follows.following(MIA)) == MOST_FOLLOWED
    assert await storage.follows.follow(MIA, 1, 0, NOW) == "already"
    assert await storage.follows.follow(MAX, 1, 0, NOW) == "new"


async def test_a_server_knows_who_is_followed_in_it(storage: Storage) -> None:
    for user, person, guild in ((MIA, 1, 50), (MAX, 1, 50), (MAX, 2, 50), (MIA, 3, 60), (MIA, 4, 0)):
        await storage.follows.follow(user, person, guild, NOW)
    assert await storage.follows.followed_in(50) == {1, 2}
    assert await storage.follows.followed_in(70) == set()


def told(title: str, at: int, *people: int, certain: bool = True) -> Article:
    return Article(
        key=hash_text(title),
        title_key=hash_text("The Marquee", title),
        outlet="The Marquee",
        feed_id=None,
        entry=Entry(title=title, published=at),
        published=at,
        first_seen=at,
        origin="The Marquee",
        independent=True,
        topic="other",
        mentions=tuple(Mention(person, "Name", "full name", certain) for person in people),
    )


async def test_the_newest_report_is_within_the_span_certain_and_one_a_person(storage: Storage) -> None:
    articles = [
        told("Long ago", NOW - 40 * DAY, 1, 4),
        told("The day before", NOW - DAY, 1, 2),
        told("In doubt", NOW - 60, 1, certain=False),
        told("Still to come", NOW + 60, 1, 2),
    ]
    articles[1] = replace(articles[1], entry=replace(articles[1].entry, dated_to="day"))
    await storage.articles.add(articles, Placement(tuple(PlacedArticle(article.key, -1) for article in articles)))
    newest = await storage.follows.newest([1, 2, 3, 4], NOW - 30 * DAY, NOW)
    before = NewestReport("The day before", "The Marquee", NOW - DAY, to_the_day=True)
    assert newest == {1: before, 2: before}
    assert await storage.follows.newest([], 0, NOW) == {}


async def test_erasing_gives_what_went_and_repairs_go_on_holding(storage: Storage) -> None:
    await storage.follows.follow(MIA, 1, 50, NOW)
    await storage.follows.follow(MIA, 2, 50, NOW - 5)
    await repair(storage, MIA)
    await repair(storage, MAX)
    assert await storage.follows.kept(MIA) == KeptAboutMember(2, NOW - 5, 1)
    assert await storage.follows.erase(MIA) == KeptAboutMember(2, NOW - 5, 1)
    assert await storage.follows.kept(MIA) == await storage.follows.erase(MIA) == KeptAboutMember(0, None, 0)
    rows = await storage._db.rows("SELECT user_id FROM repairs ORDER BY story_id")
    assert [row["user_id"] for row in rows] == [0, MAX]


async def test_erasing_is_all_or_nothing(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    await storage.follows.follow(MIA, 1, 50, NOW)
    monkeypatch.setitem(ERASURES, "later", "DELETE FROM later WHERE user_id = ?")
    with pytest.raises(sqlite3.OperationalError):
        await storage.follows.erase(MIA)
    assert await storage.follows.following(MIA) == [Follow(1, 50, NOW)]


async def tables(storage: Storage) -> list[str]:
    """Return the tables with a member's id in them, as the schema has them."""
    rows = await storage._db.rows(
        "SELECT master.name FROM sqlite_master AS master JOIN pragma_table_info(master.name) AS info"
        " WHERE master.type = 'table' AND info.name LIKE '%user_id%' ORDER BY master.name"
    )
    return [row["name"] for row in rows]


async def put_anything(storage: Storage, table: str, user: int) -> None:
    """Put a row about a member into a table, whatever else it holds."""
    columns = await storage._db.rows("SELECT name, type FROM pragma_table_info(?)", (table,))
    values = {row["name"]: str(user) if row["type"] == "TEXT" else user for row in columns}
    [(path,)] = await storage._db.rows("SELECT file FROM pragma_database_list WHERE name = 'main'")
    with sqlite3.connect(path) as db:  # which does not hold rows against the tables that they refer to
        db.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", [*values.values()]
        )
    db.close()


async def test_every_table_of_the_schema_with_a_members_id_is_erased(storage: Storage) -> None:
    held = await tables(storage)
    assert sorted(ERASURES) == held
    assert held
    for table in held:
        for user in (MIA, MAX):
            await put_anything(storage, table, user)
    await storage.follows.erase(MIA)
    for table in held:
        rows = await storage._db.rows(f"SELECT user_id FROM {table}")
        left = [row["user_id"] for row in rows if row["user_id"]]
        assert left == [MAX], table
