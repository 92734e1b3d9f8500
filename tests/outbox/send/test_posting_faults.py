"""What may go wrong beside Discord: clocks set back, outages, claims that are stale, one server's fault."""

import asyncio
import contextlib
from dataclasses import replace

from news.model.posts import Post, Reason
from news.model.servers import Server
from news.servers.posts import post_nonce, take_back_try
from outbox.owe.birthdays import Birthdays
from tests.kit.announcing import DUE
from tests.kit.connected_bot import CHANNEL, HERE, running
from tests.kit.machine import until
from tests.kit.newsroom import NOW
from tests.kit.people import ANN, BEN, CAT, people_are
from tests.kit.sender_desk import Desk
from tests.kit.sending import draw, open_channels
from tests.kit.stage import Stage


async def test_a_clock_set_back_after_a_crash_makes_no_second_message(desk: Desk) -> None:
    desk.discord.nonce_for = 0  # the nonce is long forgotten
    await desk.owe()
    [post] = await desk.claimed()
    async with open_channels(desk.discord.base_url) as channels:
        await channels.create(post, post_nonce(post), await draw(post))
    desk.skipped -= 3600
    # due_at lies ahead now; as for one that was due long before
    async with desk.storage._db.transaction() as tx:
        await tx.rows("UPDATE posts SET due_at = due_at - 7200")
    await desk.send()
    assert len(desk.discord.in_channel(10)) == 1


async def test_a_clock_set_back_does_not_stop_the_sweep(desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr("outbox.send.sender._SWEEP", 1)
    desk.speed = 40
    async with desk.running():
        await asyncio.sleep(0.1)
        desk.skipped -= 7200
        await desk.store.suspend(
            Post(key="", guild=1, channel=10, kind="story", priority=1, due_at=0),
            Reason("answer", ("x",)),
            0,
            2**40,
            None,
        )
        await desk.owe(expires_at=desk.clock() + 1)
        async with asyncio.timeout(4):  # 160 s of this clock
            await until(desk.settled)


async def test_a_claim_in_a_server_that_is_in_an_outage_waits_for_its_history(storage, catalogue, gateway) -> None:
    gateway.outages.add(HERE)
    await storage.posts.owe([Post(key="x", guild=HERE, channel=CHANNEL, kind="test", priority=1, due_at=NOW - 3600)])
    await storage.posts.claim(await storage.posts.waiting(NOW - 3600, 9, 3), NOW - 3600)
    async with running(storage, catalogue, gateway) as it:
        await asyncio.sleep(0.5)  # many looks at the outbox
        assert (await storage.posts.by_keys(["x"]))["x"].state == "claimed"  # now: unknown, and never sent
        it.bot.app.clock.now += 61
        await gateway.emit("GUILD_CREATE", gateway.guilds[HERE])
        await until(lambda: bool(gateway.discord.in_channel(CHANNEL)))


async def test_what_was_lined_up_is_not_claimed_once_its_channel_is_shut(desk: Desk) -> None:
    store = desk.store
    await desk.owe(2)
    line = await store.waiting(desk.clock(), 200, 3)
    [post] = await store.claim(line, desk.clock())
    again = await store.waiting(desk.clock(), 200, 3)  # read while it is under way
    await store.suspend(
        take_back_try(post, desk.clock()), Reason("answer", ("HTTP 403",)), desk.clock(), desk.clock() + 86400, None
    )
    assert await store.claim(again, desk.clock()) == []


async def test_a_claim_respects_the_wait_that_was_settled_meanwhile(desk: Desk) -> None:
    store = desk.store
    await desk.owe()
    line = await store.waiting(desk.clock(), 200, 3)
    [post] = await store.claim(line, desk.clock())
    again = await store.waiting(desk.clock(), 200, 3)
    await store.settle([replace(post, next_at=desk.clock() + 600)])
    assert await store.claim(again, desk.clock()) == []


async def test_a_fault_in_one_servers_birthdays_leaves_the_others(stage: Stage) -> None:
    await people_are(stage, ANN, BEN, CAT)
    for server in (1, 2):
        await stage.storage.servers.put(Server(guild=server, birthdays_channel=server, zone="Europe/Berlin"))
    birthdays = Birthdays(stage.storage, lambda: stage.app.catalogue.all_people, stage.clock)
    await birthdays.owe()
    audience = birthdays.audience

    async def fails(server, coverage):
        if server.guild == 1:
            raise ValueError("one server's fault")
        return await audience(server, coverage)

    birthdays.audience = fails
    stage.clock.now = DUE
    with contextlib.suppress(ValueError, ExceptionGroup):
        await birthdays.owe()
    assert [post.guild for post in await stage.storage.posts.waiting(DUE, 9, 3)] == [2]


async def test_a_post_to_a_forum_waits_while_its_server_is_in_an_outage(storage, catalogue, gateway) -> None:
    gateway.guilds[HERE]["channels"][0]["type"] = 15
    gateway.outages.add(HERE)
    gateway.discord.codes[CHANNEL] = 50008  # what a forum says to a message
    await storage.posts.owe([Post(key="x", guild=HERE, channel=CHANNEL, kind="test", priority=1, due_at=NOW)])
    async with running(storage, catalogue, gateway):
        await asyncio.sleep(0.5)  # many looks at the outbox
        assert (await storage.posts.by_keys(["x"]))["x"].state == "owed"  # now: dropped
