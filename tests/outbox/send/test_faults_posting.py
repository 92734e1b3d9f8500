"""docs/faults.md rows 48-51, 54, 59, 68 and 69 with the whole bot; that page lists each row with all of its tests."""

import asyncio
import logging
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cli import EXIT_OK, EXIT_TOKEN
from cogs.tasks.announce import AnnounceCog
from cogs.tasks.refresh import RefreshCog
from news.model.posts import Post, Reason
from news.model.servers import Server
from news.people.catalogue_match import Catalogue
from news.servers.posts import post_marker
from settings import ROOT
from storage import Storage, open_storage
from tests.kit.announcing import DUE, QUICK, Announcer
from tests.kit.connected_bot import AWAY, CHANNEL, HERE, KIND, NATALIE, running
from tests.kit.follows import listed, number, press
from tests.kit.loopback_discord import TOKEN, LoopbackDiscord, open_discord
from tests.kit.loopback_gateway import LoopbackGateway, guild, open_gateway
from tests.kit.machine import full_disk, until
from tests.kit.newsroom import NOW, Item, keyed
from tests.kit.panel import set_channel
from tests.kit.people import ANN, BEN, CAT, people_are
from tests.kit.repairs import read as read_story
from tests.kit.repairs import read_a_story
from tests.kit.sender_desk import Desk
from tests.kit.stage import Stage, components, text

# The real bot with discord.py's own client, over HTTP and a websocket.


# Row 51: the connection.


async def _drop(gateway: LoopbackGateway) -> None:
    gateway.drop()


async def _fall_silent(gateway: LoopbackGateway) -> None:
    gateway.fall_silent()


ZOMBIE = 1.5  # seconds without a word after which the connection counts as dead; 60 otherwise


@pytest.mark.parametrize(
    ("fault", "way"),
    [
        (_drop, "resume"),
        (LoopbackGateway.reconnect, "resume"),
        (_fall_silent, "resume"),
        pytest.param(LoopbackGateway.invalidate, "identify", marks=pytest.mark.slow),  # discord.py waits for 5 s
    ],
    ids=["dropped", "op 7", "no heartbeats", "op 9 false"],
)
async def test_a_lost_connection_comes_back_posts_go_on_and_settings_stay(
    storage: Storage,
    catalogue: Catalogue,
    gateway: LoopbackGateway,
    fault: Callable[[LoopbackGateway], Awaitable[None]],
    way: str,
) -> None:
    server = Server(guild=HERE, zone="Europe/Berlin", birthdays_channel=CHANNEL, belated=24)
    await storage.servers.put(server)
    async with running(storage, catalogue, gateway) as it:
        if fault is _fall_silent:
            it.bot.ws._max_heartbeat_timeout = it.bot.ws._keep_alive.heartbeat_timeout = ZOMBIE
        await it.post()
        await until(lambda: gateway.beats > 1)
        back = it.hears("resumed" if way == "resume" else "ready")
        at = time.monotonic()
        await fault(gateway)
        await it.post()  # over REST, whatever the gateway does
        await back
        await it.post()
    assert gateway.ways == ["identify", way]
    if way == "identify":
        assert gateway.came[-1][1] - at >= 1.0  # Discord asks for a wait of 1 to 5 s before it
    assert await storage.servers.all() == [server]
    assert await storage.departures.away() == set()
    assert len(gateway.discord.record) == 3


async def test_what_happens_while_the_connection_is_lost_is_heard_of_later(
    storage: Storage, catalogue: Catalogue, gateway: LoopbackGateway
) -> None:
    await storage.servers.put(Server(guild=HERE, birthdays_channel=CHANNEL))
    async with running(storage, catalogue, gateway) as it:
        removed = it.hears("guild_remove")
        gateway.drop()
        await gateway.emit("GUILD_DELETE", {"id": str(HERE)})
        await removed
        await until(lambda: _is(storage.departures.away(), {HERE}))
    assert gateway.ways == ["identify", "resume"]


async def _is(asked: Awaitable[object], wanted: object) -> bool:
    return await asked == wanted


# Rows 48 and 49: servers that the bot is removed from.


async def test_an_outage_of_a_server_changes_nothing_and_a_removal_stops_its_posts(
    storage: Storage, catalogue: Catalogue, gateway: LoopbackGateway
) -> None:
    server = Server(guild=HERE, birthdays_channel=CHANNEL)
    await storage.servers.put(server)
    later = Post(key="later", guild=HERE, channel=CHANNEL, kind=KIND, priority=1, due_at=NOW + 3600)
    await storage.posts.owe([later])
    async with running(storage, catalogue, gateway) as it:
        out = it.hears("guild_unavailable")
        await gateway.emit("GUILD_DELETE", {"id": str(HERE), "unavailable": True})
        await out
        assert await storage.departures.away() == set()
        back = it.hears("guild_available")
        await gateway.emit("GUILD_CREATE", {**gateway.guilds[HERE], "unavailable": False})
        await back
        await it.post()
        await gateway.emit("GUILD_DELETE", {"id": str(HERE)})
        await until(lambda: _is(storage.departures.away(), {HERE}))
        await until(lambda: _is(_state(storage, "later"), "dropped"))
        assert await storage.servers.all() == []
        assert await storage.servers.get(HERE) == server
        await gateway.emit("GUILD_CREATE", gateway.guilds[HERE])
        await until(lambda: _is(storage.servers.all(), [server]))


async def _state(storage: Storage, key: str) -> str:
    return (await storage.posts.by_keys([key]))[key].state


async def test_a_server_that_is_gone_is_left_at_the_third_start_and_one_in_an_outage_is_not(
    storage: Storage, catalogue: Catalogue, gateway: LoopbackGateway
) -> None:
    gateway.outages.add(HERE)
    for server in (HERE, AWAY):
        await storage.servers.put(Server(guild=server, birthdays_channel=server * 10))
    for starts in range(3):
        assert await storage.departures.away() == set(), starts
        async with running(storage, catalogue, gateway):
            await until(lambda: _is(_readies(storage), starts + 1))  # noqa: B023 - asked before the next start
    await until(lambda: _is(storage.departures.away(), {AWAY}))
    assert [server.guild for server in await storage.servers.all()] == [HERE]


async def _readies(storage: Storage) -> int:
    [row] = await storage._db.rows("SELECT readies FROM departures WHERE guild_id = ?", (AWAY,)) or [{"readies": 0}]
    return int(row["readies"])


# Rows 50 and 59: the process.

_AS_STARTED = """
import runpy, sys
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL
Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = sys.argv[1], URL(sys.argv[2])
sys.argv = ["bot.py"]
runpy.run_path("bot.py", run_name="__main__")
"""


@dataclass
class Process:
    """`python bot.py` on a store with birthdays that are due in its servers."""

    gateway: LoopbackGateway
    process: asyncio.subprocess.Process
    said: str = ""

    async def status(self) -> int:
        _, said = await self.process.communicate()
        self.said = said.decode()
        return self.process.returncode or 0


@asynccontextmanager
async def started(tmp_path: Path, gateway: LoopbackGateway) -> AsyncIterator[Process]:
    (tmp_path / "feeds.toml").write_text(
        '[[feed]]\nname = "None"\nkind = "other"\nlanguage = "en"\nurl = "http://127.0.0.1/feed"\n'
    )
    env = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "DISCORD_TOKEN": TOKEN,
        "LIMELIGHT_STORE": str(tmp_path / "test.db"),
        "LIMELIGHT_FEEDS": str(tmp_path / "feeds.toml"),
        "LIMELIGHT_NOW": "2021-06-09T20:00Z",
    }
    args = (sys.executable, "-c", _AS_STARTED, gateway.discord.base_url, gateway.url)
    process = await asyncio.create_subprocess_exec(*args, cwd=ROOT, env=env, stderr=asyncio.subprocess.PIPE)
    try:
        yield Process(gateway, process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def owe_birthdays(storage: Storage, catalogue: Catalogue, guilds: Sequence[int]) -> list[str]:
    """Owe each server the post of today's birthdays."""
    [person, *_] = catalogue.by_name(NATALIE)
    day = date(2021, 6, 9)
    posts = [
        Post(
            key=f"birthdays:{id_}:{day}",
            guild=id_,
            channel=id_ * 10,
            kind="birthdays",
            subject=day.isoformat(),
            priority=0,
            due_at=NOW - 60,
            expires_at=NOW + 86400,
        )
        for id_ in guilds
    ]
    async with storage.transaction() as tx:
        for id_ in guilds:
            await tx.birthdays.claim(id_, day, [person.id])
        await tx.posts.owe(posts)
    return [post.key for post in posts]


GUILDS = range(100, 120)


@pytest.mark.slow
@pytest.mark.parametrize("refusal", ["posts", "the start of the session", "the session"])
async def test_a_token_that_is_none_any_more_ends_the_bot_with_78_after_fewer_than_five_requests(
    storage: Storage, catalogue: Catalogue, tmp_path: Path, refusal: str
) -> None:
    keys = await owe_birthdays(storage, catalogue, GUILDS)
    async with open_gateway(*(guild(id_, id_ * 10) for id_ in GUILDS)) as gateway, started(tmp_path, gateway) as run:
        if refusal == "posts":  # the gateway itself does not say so at once

            def revoke() -> None:
                gateway.discord.is_revoked, gateway.discord.latency = True, 0.2

            gateway.on_identify = revoke
        elif refusal == "the start of the session":
            gateway.is_closed_to = True
        else:
            gateway.discord.latency = 0.2
            await until(lambda: "POST create" in gateway.discord.kinds())
            gateway.discord.is_revoked = True
            await gateway.close(4004)
        assert await run.status() == EXIT_TOKEN
        assert "Discord refused the token" in run.said
        assert "Traceback" not in run.said
        assert gateway.ways == ["identify"]  # a second one would begin a storm
        assert gateway.discord.answered[401] in {"posts": range(1, 5), "the session": range(5)}.get(refusal, range(1))
    states = [post.state for post in (await storage.posts.by_keys(keys)).values()]
    assert states.count("owed") >= len(GUILDS) - 4
    assert states.count("sent") == len(gateway.discord.record)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to handle")
async def test_sigterm_amid_twenty_birthday_posts_ends_the_bot_in_order(
    storage: Storage, catalogue: Catalogue, tmp_path: Path
) -> None:
    keys = await owe_birthdays(storage, catalogue, GUILDS)
    async with open_gateway(*(guild(id_, id_ * 10) for id_ in GUILDS)) as gateway, started(tmp_path, gateway) as run:
        gateway.on_identify = lambda: setattr(gateway.discord, "latency", 0.7)
        await until(lambda: gateway.discord.kinds().count("POST create") >= 6)  # some are there, others under way
        run.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await run.status() == EXIT_OK
    posts = (await storage.posts.by_keys(keys)).values()
    there = {mark for one in gateway.discord.record for mark in one.marks if mark.startswith("open:post:")}
    assert {post_marker(post.id) for post in posts if post.state == "sent"} == there
    assert 6 <= len(there) < len(GUILDS)
    rest = {(post.state, post.claimed_at, post.tries) for post in posts if post.state != "sent"}
    assert rest == {("owed", None, 0)}
    assert "Traceback" not in run.said


async def test_a_bot_that_is_closed_amid_a_claim_leaves_nothing_claimed(
    storage: Storage, catalogue: Catalogue, gateway: LoopbackGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = await owe_birthdays(storage, catalogue, [HERE])
    claim, closed = storage.posts.claim, asyncio.Event()

    async def slow_claim(posts: Sequence[Post], now: int) -> list[Post]:
        claimed = await claim(posts, now)
        closed.set()
        await asyncio.sleep(0.2)  # committed, and the sender does not know it yet
        return claimed

    monkeypatch.setattr(storage.posts, "claim", slow_claim)
    async with running(storage, catalogue, gateway):
        await closed.wait()
    [post] = (await storage.posts.by_keys(keys)).values()
    assert (post.state, post.claimed_at, post.tries) == ("owed", None, 0)


# Row 47 to its end: what the moderators are told.


async def test_moderators_are_told_once_in_words_of_a_channel_that_refuses(
    storage: Storage, catalogue: Catalogue, gateway: LoopbackGateway
) -> None:
    await storage.servers.put(Server(guild=HERE, notices_channel=CHANNEL))
    gateway.discord.codes[HERE * 10 + 1] = 50013
    post = Post(key="x", guild=HERE, channel=HERE * 10 + 1, kind=KIND, priority=1, due_at=NOW)
    async with running(storage, catalogue, gateway) as it:
        await storage.posts.owe([post, replace(post, key="y")])
        await until(lambda: bool(gateway.discord.in_channel(CHANNEL)))
        await it.bot.app.storage.posts.owe([replace(post, key="z")])
        it.owed = 1
        await it.post()
    told, _ = gateway.discord.in_channel(CHANNEL)
    said = "\n".join(part["content"] for part in components(told.payload["components"]) if "content" in part)
    assert f"Nothing can be posted in <#{HERE * 10 + 1}>" in said
    assert "lacks a permission" in said
    assert post_marker((await storage.posts.post(3) or post).id) in told.marks


async def test_a_notice_of_a_channel_that_is_open_again_is_not_sent(stage: Stage) -> None:
    [server] = stage.bot.guilds
    post = Post(key="x", guild=server.id, channel=99, kind="story", priority=1, due_at=NOW)
    notice = replace(post, key="n", channel=stage.channel.id, kind="notice", subject="suspended:99")
    await stage.storage.posts.owe([post])
    [claimed] = await stage.storage.posts.claim(await stage.storage.posts.waiting(NOW, 9, 3), NOW)
    await stage.storage.posts.suspend(claimed, Reason("answer", ("HTTP 404 10003 Unknown Channel",)), NOW, NOW, notice)
    assert await stage.app.router.draw(notice)
    await stage.storage.posts.retested(99, works=True, retest_at=NOW)
    assert await stage.app.router.draw(notice) is None


# Row 54: a full disk.


async def test_on_a_full_disk_the_news_waits_commands_answer_and_it_goes_on_by_itself(
    stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="Adele confirms a new tour")))
    await stage.storage.feeds.list_sources(
        keyed(stage.newsroom.publish("The Dais", Item(title="Rihanna opens a museum in Barbados")))
    )
    await stage.storage.servers.put(Server(guild=HERE, birthdays_channel=1, digest_channel=1))
    refresh, announce = RefreshCog(stage.refresh), AnnounceCog(stage.app, stage.bot, QUICK)
    stage.newsroom.asked.clear()
    with full_disk(tmp_path / "test.db-wal") as free:
        for _ in range(3):
            await refresh.loop.coro(refresh)
            await announce.queue_due()
            shown = text(await stage.slash("latest"))
            assert "Adele confirms a new tour" in shown
            assert "Rihanna" not in shown
        assert len(stage.newsroom.asked) == 1  # not every round, though nothing can be noted
        assert caplog.text.count("The Dais") == 1
        assert caplog.text.count("that are due could not be put into the outbox") == 2  # once a kind
        free()
        monkeypatch.setattr("ingest.refresh.HELD", 0)  # as a quarter of an hour later
        await refresh.loop.coro(refresh)
        await announce.queue_due()
    assert "Rihanna opens a museum" in text(await stage.slash("latest"))
    assert (await stage.storage.birthdays.handled(HERE)).day


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    path = tmp_path / "posts.db"
    async with open_storage(str(path)) as storage, open_discord(latency=0.0) as discord_:
        yield Desk(path, storage, discord_)


@pytest.mark.parametrize("when", ["before the post", "after the post"])
async def test_while_another_process_holds_the_store_posts_wait_and_none_comes_twice(
    desk: Desk, caplog: pytest.LogCaptureFixture, when: str
) -> None:
    await desk.owe(3)
    await desk.storage._db._writer.execute("PRAGMA busy_timeout = 50")  # not 5 s
    other = sqlite3.connect(desk.path, isolation_level=None)

    def hold(_discord: LoopbackDiscord | None = None) -> None:
        desk.discord.on_create = None
        other.execute("BEGIN IMMEDIATE")

    if when == "before the post":
        hold()
    else:
        desk.discord.on_create = hold
    with closing(other):
        async with desk.running():
            await until(lambda: "database is locked" in caplog.text)
            assert len(desk.discord.asked) == (when == "after the post")
            assert len(await desk.all()) == 3  # reading works
            other.execute("ROLLBACK")
            await until(desk.settled)
    assert len(desk.discord.record) == 3
    assert caplog.text.count("database is locked") == 1


async def test_a_fault_in_birthdays_leaves_digests_in_place(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    [server] = stage.bot.guilds
    await stage.storage.servers.put(Server(guild=server.id, digest_channel=stage.channel.id, digest_at=1260))
    announcer = Announcer(stage)
    await announcer.cog.queue_due()

    async def fail() -> int:
        raise ValueError("a birthday of ours is none")

    announcer.cog.birthdays.owe = fail  # type: ignore[method-assign]
    stage.clock.now += 3600
    await announcer.cog.queue_due()
    [post] = await stage.storage.posts.waiting(stage.clock.now, 9, 3)
    assert post.kind == "digest"
    assert "a birthday of ours is none" in caplog.text


async def test_what_is_due_is_looked_for_on_time_though_the_machines_clock_was_set_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    class SetBack(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) - timedelta(hours=1 if looks else 0)

    async def look() -> None:
        nonlocal looks
        looks += 1

    stub = SimpleNamespace(datetime=SetBack, timezone=timezone, timedelta=timedelta)
    for module in ("discord.utils", "discord.ext.tasks"):
        monkeypatch.setattr(f"{module}.datetime", stub)
    monkeypatch.setattr("cogs.tasks.announce.EVERY", 0.01)
    cog = AnnounceCog(stage.app, stage.bot, QUICK)
    monkeypatch.setattr(cog, "queue_due", look)
    await cog.cog_load()
    try:
        await until(lambda: looks > 3)
    finally:
        await cog.cog_unload()


# Row 68: interactions that come twice or are over.


@pytest.fixture
def twice(stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Stage:
    """A stage on which each interaction is delivered twice, both at once."""
    emit = stage.env.backend.emit

    def emit_twice(event: str, payload: Any, *rest: Any, **more: Any) -> Any:
        if event == "INTERACTION_CREATE":
            emit(event, payload, *rest, **more)
        return emit(event, payload, *rest, **more)

    monkeypatch.setattr(stage.env.backend, "emit", emit_twice)
    caplog.set_level(logging.INFO)
    return stage


def check_silence(stage: Stage, caplog: pytest.LogCaptureFixture, interactions: int) -> None:
    """Each was answered once and refused once; nobody said sorry."""
    assert caplog.text.count("was over before it was answered") == interactions
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    asked = [entry.path for entry in stage.env.http_requests if "/callback" in entry.path or "/webhooks/" in entry.path]
    assert len(asked) == 2 * interactions
    assert all("/callback" in path for path in asked)
    assert len(stage.env.errors) == interactions


async def test_what_a_member_does_is_done_once_when_it_is_delivered_twice(
    twice: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    shown = await twice.slash("follow", name="Adele")
    assert await listed(twice) == [number(twice, "Adele")]
    await press(twice, shown, "Unfollow")
    assert await listed(twice) == []
    await twice.slash("follow", name="Rihanna")
    await press(twice, await twice.slash("privacy erase"), "Erase everything")
    assert await listed(twice) == []
    check_silence(twice, caplog, 5)


async def test_what_a_moderator_does_is_done_once_when_it_is_delivered_twice(
    twice: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await read_a_story(twice)
    await set_channel(twice, "birthdays", twice.channel)
    [server] = await twice.storage.servers.all()
    assert server == Server(guild=twice.moderator.guild.id, birthdays_channel=twice.channel.id)
    assert len(await twice.storage.changes.last(server.guild)) == 1
    asked = await twice.moderator.click((await read_story(twice)).response, label="Repair")
    named = await twice.moderator.click(asked.response, label="Who is meant?")
    await twice.moderator.click(named.response, label="Not Michelle Williams")
    repairs = await twice.storage._db.rows("SELECT * FROM repairs")
    assert len(repairs) == 1
    check_silence(twice, caplog, 6)


@pytest.mark.parametrize(("status", "code"), [(400, 40060), (404, 10062), (404, 10015), (401, 50027)])
async def test_an_answer_that_discord_does_not_take_any_more_is_logged_only(
    stage: Stage, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    caplog.set_level(logging.INFO)
    stage.env.inject_error("POST", "/interactions/*/callback", status=status, code=code, message="over")
    await stage.slash("follow", name="Adele")
    assert await listed(stage) == [number(stage, "Adele")]
    assert caplog.text.count("was over before it was answered") == 1
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len([entry for entry in stage.env.http_requests if "/callback" in entry.path]) == 1
    assert not [entry for entry in stage.env.http_requests if "/webhooks/" in entry.path]
    assert stage.env.errors


# Row 69: what a member erases while a post names it.


async def test_erased_by_its_button_a_follow_is_gone_from_the_store_and_from_the_post_that_waits(stage: Stage) -> None:
    await people_are(stage, ANN, BEN, CAT)
    [server] = stage.bot.guilds
    await stage.storage.servers.put(
        Server(guild=server.id, birthdays_who="followed", birthdays_channel=stage.channel.id, zone="Europe/Berlin")
    )
    announcer = Announcer(stage)
    assert await announcer.round() == []
    await stage.slash("follow", name="Ann Example")
    stage.clock.now = DUE
    await announcer.cog.birthdays.owe()
    [waiting] = await stage.storage.posts.waiting(DUE, 9, 3)
    await press(stage, await stage.slash("privacy erase"), "Erase everything")
    assert await stage.storage._db.rows("SELECT * FROM follows WHERE user_id = ?", (stage.member.id,)) == []
    assert await announcer.round() == []
    sent = await stage.storage.posts.post(waiting.id)
    assert sent and (sent.state, sent.message) == ("dropped", None)
