"""Servers that the bot was removed from, at once or while it was away (docs/faults.md rows 48 and 49)."""

import asyncio

from cogs.tasks.departures import KEPT, DeparturesCog
from news.model.posts import Post
from news.model.servers import Server
from storage import Storage
from tests.kit.newsroom import NOW
from tests.kit.stage import Stage

HERE, THERE = 11, 22


async def set_up(storage: Storage, *guilds: int) -> None:
    for guild in guilds:
        await storage.servers.put(Server(guild=guild, birthdays_channel=guild + 1))
        post = Post(key=f"x:{guild}", guild=guild, channel=guild + 1, kind="birthdays", priority=0, due_at=NOW)
        await storage.posts.owe([post])


async def states(storage: Storage) -> dict[int, str]:
    return {post.guild: post.state for post in (await storage.posts.by_keys([f"x:{HERE}", f"x:{THERE}"])).values()}


async def test_where_the_bot_is_removed_posts_stop_and_nothing_is_deleted_for_a_week(storage: Storage) -> None:
    await set_up(storage, HERE, THERE)
    await storage.departures.left(THERE, NOW)
    assert await states(storage) == {HERE: "owed", THERE: "dropped"}
    assert [server.guild for server in await storage.servers.all()] == [HERE]
    assert await storage.departures.purge(NOW + KEPT - 1 - KEPT) == []
    assert (await storage.servers.get(THERE)).birthdays_channel == THERE + 1


async def test_who_comes_back_within_the_week_finds_all_as_it_was(storage: Storage) -> None:
    await set_up(storage, THERE)
    await storage.departures.left(THERE, NOW)
    await storage.departures.returned(THERE)
    assert [server.birthdays_channel for server in await storage.servers.all()] == [THERE + 1]
    assert await states(storage) == {THERE: "owed"}
    assert await storage.departures.purge(NOW + 2 * KEPT) == []


async def test_after_a_week_all_that_was_set_goes_and_what_members_follow_stays(storage: Storage) -> None:
    await set_up(storage, HERE, THERE)
    await storage.follows.follow(1, 14, THERE, NOW)
    await storage.departures.left(THERE, NOW)
    assert await storage.departures.purge(NOW + 1) == [THERE]
    assert await states(storage) == {HERE: "owed"}
    assert (await storage.servers.get(THERE)).birthdays_channel == 0
    assert [(follow.person, follow.guild) for follow in await storage.follows.following(1)] == [(14, 0)]


async def test_a_server_missing_at_three_starts_is_left_and_one_that_shows_again_is_not(storage: Storage) -> None:
    await set_up(storage, HERE, THERE)
    assert await storage.departures.came_up({HERE}, NOW) == []
    assert await storage.departures.came_up({HERE}, NOW) == []
    assert await storage.departures.came_up({HERE, THERE}, NOW) == []  # it was an outage
    for _ in range(2):
        assert await storage.departures.came_up({HERE}, NOW) == []
        assert await states(storage) == {HERE: "owed", THERE: "owed"}
    assert await storage.departures.came_up({HERE}, NOW) == [THERE]
    assert await states(storage) == {HERE: "owed", THERE: "dropped"}


async def test_every_table_with_a_guild_is_purged_or_known_not_to_be(storage: Storage) -> None:
    rows = await storage._db.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%guild_id%'")
    await set_up(storage, THERE)
    await storage.departures.left(THERE, NOW)
    await storage.departures.purge(NOW + 1)
    members_own = {"follows", "repairs"}
    for row in rows:
        if row["name"] not in members_own:
            [left] = await storage._db.rows(f"SELECT COUNT(*) AS n FROM {row['name']} WHERE guild_id = {THERE}")
            assert left["n"] == 0, row["name"]


async def test_the_bot_hears_of_it(stage: Stage) -> None:
    await stage.bot.add_cog(DeparturesCog(stage.app))
    [guild] = stage.bot.guilds
    await set_up(stage.storage, guild.id)
    for event, expected in (("guild_remove", {guild.id}), ("guild_join", set())):
        stage.bot.dispatch(event, guild)
        for _ in range(200):
            if await stage.storage.departures.away() == expected:
                break
            await asyncio.sleep(0.01)
        assert await stage.storage.departures.away() == expected
    await stage.bot.remove_cog("DeparturesCog")
