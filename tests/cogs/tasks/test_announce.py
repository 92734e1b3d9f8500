"""Birthdays from the setting to the channel: owed, drawn, sent once, by the real bot in a simulated Discord."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cogs.tasks.announce import AnnounceCog
from news.model.people import DateClaim
from tests.kit.announcing import DUE, QUICK, Announcer
from tests.kit.newsroom import NOW
from tests.kit.people import ANN, BEN, CAT, people_are


async def test_birthdays_come_at_their_time_in_the_channels_zone_in_one_message_once(announcer: Announcer) -> None:
    assert await announcer.round(DUE - 1) == []
    [text] = await announcer.round(DUE)
    assert "Birthdays on 10 June" in text
    assert "Ann Example" in text
    assert "turns 41" in text
    assert "Ben Sample" in text
    assert "Cat" not in text
    assert await announcer.round(DUE + 60) == [text]
    await announcer.stage.restart()
    announcer.cog = AnnounceCog(announcer.stage.app, announcer.stage.bot, QUICK)
    assert await announcer.round(DUE + 3600) == [text]
    assert len(await announcer.round(DUE + 86400)) == 2


async def test_after_a_downtime_they_come_belated_inside_the_window(announcer: Announcer) -> None:
    [text] = await announcer.round(DUE + 2 * 3600)
    assert "Belated" in text


async def test_after_a_longer_one_they_are_counted_as_missed(announcer: Announcer) -> None:
    assert await announcer.round(DUE + 7 * 3600) == []
    [guild] = announcer.stage.bot.guilds
    missed = await announcer.stage.storage.birthdays.missed(guild.id, date(2021, 6, 1))
    assert [sorted(people) for people in missed.values()] == [[1, 2]]


async def test_a_death_before_the_post_goes_out_stops_it(announcer: Announcer) -> None:
    stage = announcer.stage
    stage.clock.now = DUE
    await announcer.cog.birthdays.owe()
    died = DateClaim(kind="death", date="2021-06-09", source="Limelight", confidence="A")
    async with stage.storage.transaction() as tx:
        await tx.people.put_claims([(1, died), (2, died)])
    await people_are(stage, replace(ANN, death="2021-06-09"), replace(BEN, death="2021-06-09"), CAT)
    assert await announcer.round() == []


async def test_who_may_have_died_is_left_out_of_the_post(announcer: Announcer) -> None:
    stage = announcer.stage
    told = DateClaim(kind="death", date="2021-06-09", source="Wikidata", first_seen=NOW, last_seen=NOW)
    async with stage.storage.transaction() as tx:
        await tx.people.put_claims([(1, told)])
    [text] = await announcer.round(DUE)
    assert "Ann Example" not in text
    assert "Ben Sample" in text


async def test_only_the_followed_are_told_where_a_server_wants_it_so(announcer: Announcer) -> None:
    stage = announcer.stage
    [guild] = stage.bot.guilds
    server = await stage.storage.servers.get(guild.id)
    await stage.storage.servers.put(replace(server, birthdays_who="followed"))
    await stage.slash("follow", name="Ann Example")
    [text] = await announcer.round(DUE)
    assert "Ann Example" in text
    assert "Ben Sample" not in text


async def test_what_a_member_erases_leaves_the_queue_too(announcer: Announcer) -> None:
    """docs/faults.md row 69: the post that names the member's follow is owed already when they erase it."""
    stage = announcer.stage
    [guild] = stage.bot.guilds
    server = await stage.storage.servers.get(guild.id)
    await stage.storage.servers.put(replace(server, birthdays_who="followed"))
    await stage.slash("follow", name="Ann Example")
    stage.clock.now = DUE
    await announcer.cog.birthdays.owe()
    await stage.storage.follows.erase(stage.member.id)
    assert await announcer.round() == []


async def test_a_paused_server_is_told_nothing_and_misses_nothing(announcer: Announcer) -> None:
    stage = announcer.stage
    [guild] = stage.bot.guilds
    server = await stage.storage.servers.get(guild.id)
    await stage.storage.servers.put(replace(server, paused=True))
    assert await announcer.round(DUE) == []
    await stage.storage.servers.put(server)
    assert await announcer.round(DUE + 3600) == []
    [text] = await announcer.round(DUE + 86400)
    assert "Cat Instance" in text


async def test_in_a_forum_a_post_is_a_thread_of_its_own_and_is_found_again(announcer: Announcer) -> None:
    stage = announcer.stage
    stage.env.backend.clock._epoch = datetime.now(UTC)  # it is by Discord's clock that a channel is looked through
    [guild] = stage.bot.guilds
    forum = stage.env.guild.create_forum_channel("birthdays")  # type: ignore[union-attr]
    server = await stage.storage.servers.get(guild.id)
    await stage.storage.servers.put(replace(server, birthdays_channel=forum.id))
    await announcer.round(DUE)
    [thread] = forum.threads
    assert thread.name == "Birthdays on 10 June"
    [post] = (await stage.storage.posts.by_keys([f"birthdays:{guild.id}:2021-06-10"])).values()
    assert (post.state, post.message) == ("sent", thread.id)
    # As a sender that was killed before it could note that: it looks, for a forum knows no nonce.
    async with stage.storage._db.transaction() as tx:
        await tx.rows("UPDATE posts SET state = 'claimed', claimed_at = ?, message_id = NULL", (DUE,))
    await announcer.round(DUE + 5)
    assert len(forum.threads) == 1
    [post] = (await stage.storage.posts.by_keys([post.key])).values()
    assert (post.state, post.reason.code) == ("sent", "found in the channel")
