"""What servers have set, and how far their birthdays have come, in a real file."""

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from news.model.feeds import Source
from news.model.people import Person
from news.model.servers import BirthdayProgress, Change, Filter, Server
from news.servers.birthday_schedule import due_birthdays
from storage import Storage
from storage.database import Database, Params, Row
from storage.servers.servers import ServersStore
from tests.kit.newsroom import NOW, keyed

DAY = date(2021, 6, 9)
NATALIE = Person(id=3, name="Natalie", birth="1981-06-09", birth_confidence="A")
# Every setting another than its default, so that a column which is not kept shows.
SET = Server(
    guild=2**62, zone="Europe/Kyiv", paused=True, birthdays_channel=2**61, birthdays_at=0, birthdays_who="list",
    birthdays_top=7, belated=24, leap="leap years", stories_channel=3, stories_threshold=9,
    stories_topics=("film & TV", "royals"), stories_budget=1, digest_channel=4, digest_at=1439, digest_every="week",
    digest_weekday=6, notices_channel=5, mention_role=6, publish=True, language="en", moderator_role=2**63 - 1,
    curtain_death="out", curtain_health="shown", curtain_minors="out", curtain_accusations="shown",
    filters=(Filter("person", "block", "12"), Filter("word", "only", "royal baby")), people=(3, 1_000_000),
    feeds=(1, 2),
)  # fmt: skip


@pytest.fixture
async def servers(storage: Storage) -> ServersStore:
    """Return the store of servers, beside two feeds that they may have added."""
    await storage.feeds.add(keyed(*(Source(url=f"https://example.com/{n}", name=str(n)) for n in (1, 2))))
    return storage.servers


async def handle(storage: Storage, guild: int, day: date, people: list[int]) -> list[int]:
    """Handle a day as the announcer does, in one transaction."""
    async with storage.transaction() as tx:
        claimed = await tx.birthdays.claim(guild, day, people)
        await tx.birthdays.keep_handled(guild, day)
    return claimed


async def test_a_server_that_has_set_nothing_has_the_defaults(servers: ServersStore, storage: Storage) -> None:
    assert await servers.get(50) == Server(guild=50)
    assert await storage.birthdays.handled(50) == BirthdayProgress()
    assert await servers.all() == []


async def test_every_setting_is_kept_and_kept_as_what_it_is(servers: ServersStore) -> None:
    default = Server(guild=SET.guild)
    assert all(getattr(SET, f.name) != getattr(default, f.name) for f in fields(Server) if f.name != "guild")
    await servers.put(SET)
    kept = await servers.get(SET.guild)
    assert kept == SET
    assert (kept.paused, kept.publish) == (True, True)
    await servers.put(default)
    assert repr(await servers.get(SET.guild)) == repr(default)
    await servers.put(Server(guild=50))
    assert await servers.all() == [Server(guild=50), default]


@pytest.mark.parametrize(
    "wrong",
    [
        {"birthdays_at": 1440}, {"birthdays_at": -1}, {"birthdays_who": "all"}, {"leap": "never"},
        {"digest_weekday": 7}, {"curtain_death": "hidden"}, {"curtain_minors": ""},
    ],
)  # fmt: skip
async def test_what_the_rules_cannot_read_is_never_kept(servers: ServersStore, wrong: dict[str, object]) -> None:
    await servers.put(SET)
    with pytest.raises(sqlite3.IntegrityError):
        await servers.put(replace(SET, **wrong))  # type: ignore[arg-type]
    assert await servers.get(SET.guild) == SET


class Asked(Database):
    """The same file, with what was asked of it; `meanwhile` happens once, as soon as an answer was read."""

    def __init__(self, db: Database) -> None:
        super().__init__(db._writer, db._reader)
        self.questions: list[str] = []
        self.meanwhile: Callable[[], Awaitable[object]] | None = None

    async def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """Note a query, and give its rows."""
        self.questions.append(sql)
        rows = await super().rows(sql, params)
        then, self.meanwhile = self.meanwhile, None
        if then:
            await then()
        return rows


async def test_the_lists_of_all_servers_are_read_once_until_one_is_written(storage: Storage) -> None:
    # Every round of news asks for all servers: with 300 of them at the limits that was 160 ms each time.
    db = Asked(storage._db)
    servers = Storage(db).servers
    await servers.put(Server(guild=50, people=(1, 3)))
    before = await servers.all()
    db.questions.clear()
    assert await servers.all() == before == [Server(guild=50, people=(1, 3))]
    assert len(db.questions) == 1
    await servers.put(Server(guild=60, people=(9,)))
    await servers.put(Server(guild=50, filters=SET.filters))
    assert await servers.all() == [Server(guild=50, filters=SET.filters), Server(guild=60, people=(9,))]
    await servers.forget(60)
    await servers.put(Server(guild=60))
    assert await servers.all() == [Server(guild=50, filters=SET.filters), Server(guild=60)]


async def test_lists_that_change_while_they_are_read_are_read_again(storage: Storage) -> None:
    db = Asked(storage._db)
    servers = Storage(db).servers
    await servers.put(Server(guild=50, filters=SET.filters))
    db.questions.clear()

    async def change() -> None:
        db.meanwhile = lambda: servers.put(Server(guild=50, people=(9,)))

    db.meanwhile = change  # behind the servers' own rows, so that it comes behind the first list
    await servers.all()
    assert await servers.all() == [Server(guild=50, people=(9,))]


async def test_lists_written_in_a_transaction_are_seen_by_others_when_it_is_kept(
    servers: ServersStore, storage: Storage
) -> None:
    before, after = Server(guild=50, people=(1,)), Server(guild=50, people=(9,))
    await servers.put(before)
    with pytest.raises(RuntimeError):
        async with storage.transaction() as tx:
            await tx.servers.put(after)
            assert (await tx.servers.all(), await servers.all()) == ([after], [before])
            raise RuntimeError("not kept")
    assert await servers.all() == [before]
    async with storage.transaction() as tx:
        await tx.servers.put(after)
        assert await servers.all() == [before]
    assert await servers.all() == [after]


async def test_the_lists_of_a_server_are_its_own(servers: ServersStore) -> None:
    await servers.put(Server(guild=50, people=(3, 1, 3), feeds=(2,)))
    await servers.put(Server(guild=60, people=(9,), filters=SET.filters[::-1], feeds=(2, 1)))
    one, other = await servers.get(50), await servers.get(60)
    assert (one.people, one.feeds, one.filters) == ((1, 3), (2,), ())  # each once, in order
    assert (other.people, other.feeds, other.filters) == ((9,), (1, 2), SET.filters)
    assert await servers.all() == [one, other]
    await servers.put(replace(one, people=(2,), feeds=()))
    assert ((await servers.get(50)).people, (await servers.get(60)).people) == ((2,), (9,))


async def test_a_feed_that_goes_leaves_the_lists_of_all_servers(servers: ServersStore, storage: Storage) -> None:
    for guild in (50, 60):
        await servers.put(Server(guild=guild, feeds=(1, 2)))
    async with storage._db.transaction() as tx:
        await tx.rows("DELETE FROM feeds WHERE id = 1")
    assert [server.feeds for server in await servers.all()] == [(2,), (2,)]


async def test_a_feed_that_is_none_is_never_kept_nor_what_was_to_be_saved_with_it(servers: ServersStore) -> None:
    await servers.put(SET)
    with pytest.raises(sqlite3.IntegrityError):
        await servers.put(replace(SET, zone="UTC", feeds=(1, 7)))
    assert await servers.get(SET.guild) == SET


async def test_a_change_is_logged_with_what_it_changes_or_not_at_all(servers: ServersStore, storage: Storage) -> None:
    change = Change(guild=SET.guild, user=7, at=NOW, before={"zone": "UTC"}, after={"zone": SET.zone})
    kept = await servers.put(SET, change)
    assert await storage.changes.last(SET.guild) == [kept]
    with pytest.raises(sqlite3.IntegrityError):
        await servers.put(replace(SET, feeds=(7,)), change)
    assert await storage.changes.last(SET.guild) == [kept]


async def test_settings_change_without_losing_how_far_birthdays_have_come(
    servers: ServersStore, storage: Storage
) -> None:
    await servers.put(SET)
    assert await handle(storage, SET.guild, DAY, [3, 4]) == [3, 4]
    await servers.put(replace(SET, zone="UTC"))
    assert await storage.birthdays.handled(SET.guild) == BirthdayProgress(DAY, frozenset({(3, 2021), (4, 2021)}))


async def test_nobody_is_claimed_twice_in_a_year(servers: ServersStore, storage: Storage) -> None:
    await servers.put(SET)
    assert await handle(storage, SET.guild, DAY, [3]) == [3]
    assert await handle(storage, SET.guild, DAY + timedelta(1), [4, 3]) == [4]
    assert await handle(storage, SET.guild, DAY + timedelta(365), [3]) == [3]
    assert await storage.birthdays.posted(SET.guild, DAY) == {3}
    assert await storage.birthdays.posted(SET.guild, DAY + timedelta(1)) == {4}
    assert await handle(storage, 60, DAY, [3]) == [3]  # another server


async def test_a_claim_that_is_undone_has_not_happened(servers: ServersStore, storage: Storage) -> None:
    await servers.put(SET)
    with pytest.raises(RuntimeError):
        async with storage.transaction() as tx:
            await tx.birthdays.claim(SET.guild, DAY, [3])
            await tx.birthdays.keep_handled(SET.guild, DAY)
            raise RuntimeError("the post was not owed")
    assert await storage.birthdays.handled(SET.guild) == BirthdayProgress()


async def test_missed_birthdays_are_counted_by_day_once_and_no_longer_claimed(
    servers: ServersStore, storage: Storage
) -> None:
    await servers.put(SET)
    await handle(storage, SET.guild, DAY, [3, 4])
    for _ in range(2):
        async with storage.transaction() as tx:
            await tx.birthdays.miss(SET.guild, DAY, [3])
            await tx.birthdays.miss(SET.guild, DAY - timedelta(9), [5])
    assert await storage.birthdays.missed(SET.guild, DAY - timedelta(30)) == {DAY - timedelta(9): {5}, DAY: {3}}
    assert list(await storage.birthdays.missed(SET.guild, DAY)) == [DAY]
    assert await storage.birthdays.missed(50, DAY - timedelta(30)) == {}
    assert (await storage.birthdays.handled(SET.guild)).posted == {(4, 2021)}


async def test_a_server_that_the_bot_has_left_is_forgotten_and_others_stay(
    servers: ServersStore, storage: Storage
) -> None:
    for guild in (50, 60):
        await servers.put(
            replace(SET, guild=guild),
            Change(guild=guild, user=7, at=NOW, before={"paused": False}, after={"paused": True}),
        )
        await handle(storage, guild, DAY, [3])
        async with storage.transaction() as tx:
            await tx.birthdays.miss(guild, DAY, [4])
    await servers.forget(50)
    assert await servers.all() == [replace(SET, guild=60)]
    assert await servers.get(50) == Server(guild=50)
    assert (await storage.birthdays.posted(50, DAY), await storage.birthdays.missed(50, DAY)) == (set(), {})
    assert await storage.birthdays.posted(60, DAY)
    rows = await storage._db.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND (name LIKE 'servers%' OR name LIKE 'birthdays%' OR name = 'changes')"
    )
    for row in rows:
        assert not await storage._db.rows(f"SELECT 1 FROM {row['name']} WHERE guild_id = 50")
        assert await storage._db.rows(f"SELECT 1 FROM {row['name']} WHERE guild_id = 60")


async def test_a_restart_between_polls_posts_once(servers: ServersStore, storage: Storage) -> None:
    server = Server(guild=50, birthdays_channel=9, birthdays_at=19 * 60)
    await servers.put(server)
    async with storage.transaction() as tx:
        await tx.birthdays.keep_handled(50, DAY - timedelta(1))
    posts = []
    for later in (0, 60, 86400):
        again = Storage(storage._db)
        due = due_birthdays(await again.servers.get(50), [NATALIE], await again.birthdays.handled(50), NOW + later)
        async with storage.transaction() as tx:
            for day in due.days:
                posts += await tx.birthdays.claim(50, day.day, [b.person.id for b in day.birthdays])
            await tx.birthdays.keep_handled(50, due.handled)
    assert posts == [3]
    assert (await storage.birthdays.handled(50)).day == DAY + timedelta(1)
