"""The kill test: a thousand posts through lost answers, errors, limits, kill -9 and an outage, each there once."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from news.model.posts import Post
from news.servers.posts import Pace
from storage import open_storage
from tests.kit.loopback_discord import LoopbackDiscord, open_discord
from tests.kit.machine import started

pytestmark = pytest.mark.slow

CHANNELS = 100
FAST = Pace(rate=400.0, burst=40, at_once=100, answer_within=4.0, backoff=0.5, backoff_most=4.0, tick=0.1)
PACE, NONCE_FOR = (
    replace(FAST, nonce_age=4, answer_within=3.0),
    9.0,
)  # more than nonce_age + 1 + answer_within, as for Discord
SHORT_PACE, SHORT_NONCE = replace(FAST, nonce_age=3, answer_within=2.0), 6.5  # the controls only have to fail
LONGER = 1.5  # seconds that the outage is longer than the server knows a nonce


class DuplicatedError(Exception):
    """A post stands in its channel more than once."""


async def owed(path: Path, posts: int) -> None:
    now = int(time.time())
    async with open_storage(str(path)) as storage:
        await storage.posts.owe(
            [
                Post(
                    key=f"story:{number % CHANNELS}:{number}",
                    guild=number % CHANNELS + 1,
                    channel=number % CHANNELS + 1000,
                    kind="story",
                    subject=f"Story {number}",
                    priority=1,
                    due_at=now,
                )
                for number in range(posts)
            ]
        )


async def states(path: Path) -> Counter[str]:
    async with open_storage(str(path)) as storage:
        rows = await storage._db.rows("SELECT state, COUNT(*) AS posts FROM posts GROUP BY state")
    return Counter({row["state"]: row["posts"] for row in rows})


async def killed_after(discord: LoopbackDiscord, process: asyncio.subprocess.Process, created: int) -> None:
    """Kill -9 the moment that this many more messages are there, the answer to the last not yet out."""
    reached, wanted = asyncio.Event(), len(discord.record) + created

    def look(server: LoopbackDiscord) -> None:
        if len(server.record) >= wanted and not reached.is_set():
            process.kill()
            reached.set()

    discord.on_create = look
    status = await process.wait()
    discord.on_create = None
    assert status == -9, "the sender ended by itself"


async def finished(path: Path, process: asyncio.subprocess.Process) -> None:
    """Wait until nothing is owed any more, and end the sender in order."""
    try:
        async with asyncio.timeout(60):
            is_open = True
            while is_open:
                await asyncio.sleep(0.5)
                is_open = bool((await states(path)).keys() & {"owed", "claimed"})
            process.terminate()
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def sent(path: Path, kills: list[int], pace: Pace, nonce_for: float, kind: str = "") -> LoopbackDiscord:
    """Send what is owed with a kill after so many messages each, the outage after the last; give the server."""
    async with open_discord(nonce_for=nonce_for, lose=0.10, fail=0.03, limit=0.03, latency=0.02) as discord:
        for kill in kills:
            await killed_after(discord, await started(path, discord, pace, kind), kill)
        await asyncio.sleep(nonce_for + LONGER)
        await finished(path, await started(path, discord, pace, kind))
    return discord


def check(discord: LoopbackDiscord, posts: int) -> None:
    """Hold the server's record against what was owed."""
    marks = Counter(mark for message in discord.record for mark in message.marks)
    assert marks.keys() == {f"open:post:0:{number}" for number in range(1, posts + 1)}
    if twice := [mark for mark, times in marks.items() if times > 1]:
        raise DuplicatedError(len(twice))


async def test_a_thousand_posts_get_there_once_each_through_kills_and_an_outage(tmp_path: Path) -> None:
    path, dice = tmp_path / "posts.db", random.Random(41)
    await owed(path, 1000)
    discord = await sent(path, [dice.randint(20, 220) for _ in range(5)], PACE, NONCE_FOR)
    check(discord, 1000)
    assert await states(path) == {"sent": 1000}
    assert {429, 500} <= discord.answered.keys()
    assert "GET messages" in discord.kinds(), "the outage left nothing to look for"


@pytest.mark.xfail(raises=DuplicatedError, strict=True, reason="a control: the nonce tells two tries apart")
async def test_with_random_nonces_posts_get_there_twice(tmp_path: Path) -> None:
    await owed(tmp_path / "posts.db", 200)
    check(await sent(tmp_path / "posts.db", [60], SHORT_PACE, SHORT_NONCE, "random-nonces"), 200)


@pytest.mark.xfail(raises=DuplicatedError, strict=True, reason="a control: later only the history tells")
async def test_without_a_look_into_the_history_posts_get_there_twice(tmp_path: Path) -> None:
    await owed(tmp_path / "posts.db", 200)
    check(await sent(tmp_path / "posts.db", [60], SHORT_PACE, SHORT_NONCE, "no-look"), 200)
