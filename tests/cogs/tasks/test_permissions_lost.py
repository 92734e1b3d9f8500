"""A permission that goes after set-up, end to end: one notice that names it, no calls, and all of it goes on by itself.

docs/faults.md rows 47 and 60, with the whole bot, its own client, HTTP and a websocket.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from simcord.backend.models import Overwrite
from yarl import URL

from bot import NewsBot
from cogs.kit.channel_access import missing_for_post
from cogs.tasks.announce import AnnounceCog
from news.model.posts import Post
from news.model.servers import Server
from news.people.catalogue_match import Catalogue
from news.servers.posts import Pace
from storage import Storage
from storage.posts.posts import PostsStore
from tests.kit.connected_bot import HERE, NATALIE, running
from tests.kit.loopback_gateway import BOT, LoopbackGateway, guild, open_gateway
from tests.kit.machine import until
from tests.kit.newsroom import NOW
from tests.kit.stage import Clock, Stage, components

POSTS, NOTICES = HERE * 10, HERE * 10 + 1
VIEW, SEND, READ = 1 << 10, 1 << 11, 1 << 16
HOUR = 3600
DUE = NOW + HOUR  # 21:00 on the birthday of some
WINDOW = 6 * HOUR
FANS = str(HERE + 5)  # a role of the bot
SERVER = Server(
    guild=HERE, birthdays_channel=POSTS, birthdays_at=1260, birthdays_top=500, notices_channel=NOTICES, belated=6
)
Event = tuple[str, dict[str, Any]]


def made() -> dict[str, Any]:
    """Return a server with a channel for posts and one for notices, where the bot may speak by two ways."""
    one = guild(HERE, POSTS, NOTICES)
    role = {**deepcopy(one["roles"][0]), "id": FANS, "name": "Bots", "permissions": "0"}
    one["roles"].append(role)
    one["members"][0]["roles"] = [FANS]
    return one


def channel(number: int, *, deny: int = 0) -> dict[str, Any]:
    place = next(deepcopy(one) for one in made()["channels"] if one["id"] == str(number))
    overwrites = [{"id": BOT["id"], "type": 1, "allow": "0", "deny": str(deny)}] if deny else []
    return {**place, "guild_id": str(HERE), "permission_overwrites": overwrites}


def everyone(permissions: int) -> Event:
    role = {**made()["roles"][0], "permissions": str(permissions)}
    return "GUILD_ROLE_UPDATE", {"guild_id": str(HERE), "role": role}


def member(**changes: Any) -> Event:
    return "GUILD_MEMBER_UPDATE", {"guild_id": str(HERE), **made()["members"][0], **changes}


def overwritten(deny: int) -> Event:
    return "CHANNEL_UPDATE", channel(POSTS, deny=deny)


# What takes the permission and what gives it back, what the bot lacks then, and the event's name in discord.py.
WAYS: dict[str, tuple[Event, Event, str, str]] = {
    "the channel": (overwritten(SEND), overwritten(0), "Send Messages", "guild_channel_update"),
    "its sight": (overwritten(VIEW), overwritten(0), "View Channel", "guild_channel_update"),
    "a role": (everyone(VIEW | READ), everyone(VIEW | SEND | READ), "Send Messages", "guild_role_update"),
    "a time-out": (
        member(communication_disabled_until="2999-01-01T00:00:00+00:00"),
        member(),
        "Send Messages",
        "member_update",
    ),
}


@dataclass
class House:
    """The bot at work in a server, and the Discord that it talks to."""

    bot: NewsBot
    gateway: LoopbackGateway
    clock: Clock

    async def emit(self, event: Event, heard: str) -> None:
        """Let something happen, and wait until the bot has heard of it."""
        waiting = asyncio.create_task(self.bot.wait_for(heard, timeout=15))
        await asyncio.sleep(0)
        await self.gateway.emit(*event)
        await waiting

    def calls(self, number: int) -> int:
        """Count what was asked of Discord about a channel."""
        return sum(1 for _, _, where in self.gateway.discord.asked if where == number)

    def said(self, number: int) -> list[str]:
        return [
            "\n".join(part["content"] for part in components(message.payload["components"]) if "content" in part)
            for message in self.gateway.discord.in_channel(number)
        ]

    async def rounds(self, number: int = 3) -> None:
        """Let what is due be looked for so many times, and what is owed be claimed."""
        for _ in range(number):
            looks = self.looks()
            await until(lambda: self.looks() > looks)  # noqa: B023 - asked before the next round

    looks: Callable[[], int] = lambda: 0


@pytest.fixture
async def gateway(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackGateway]:
    async with open_gateway(made(), latency=0.0) as opened:
        monkeypatch.setattr(Route, "BASE", opened.discord.base_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(opened.url))
        yield opened


@pytest.fixture
def look_often(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Have the bot look for what is due all the time; gives the list in which it counts that."""
    looks: list[int] = []
    owe = AnnounceCog.queue_due

    async def counted(cog: AnnounceCog) -> None:
        await owe(cog)
        looks.append(1)

    monkeypatch.setattr("cogs.tasks.announce.EVERY", 0.02)
    monkeypatch.setattr(AnnounceCog, "queue_due", counted)
    return looks


@asynccontextmanager
async def at_work(
    storage: Storage, catalogue: Catalogue, gateway: LoopbackGateway, clock: Clock, looks: list[int]
) -> AsyncIterator[House]:
    async with running(storage, catalogue, gateway) as it:
        it.bot.app.clock.now = clock.now  # type: ignore[attr-defined]
        house = House(it.bot, gateway, it.bot.app.clock, lambda: len(looks))  # type: ignore[arg-type]
        await house.rounds()
        gateway.discord.asked.clear()
        yield house


@pytest.mark.parametrize("way", WAYS)
async def test_a_permission_that_goes_is_told_once_costs_no_call_and_nothing_is_lost(
    storage: Storage, catalogue: Catalogue, gateway: LoopbackGateway, look_often: list[int], way: str
) -> None:
    took, gave, lacks, heard = WAYS[way]
    await storage.servers.put(SERVER)
    if way in ("a role", "a time-out"):  # these take it everywhere: in the channel for notices the bot is let in anew
        made_ = made()
        made_["channels"][1]["permission_overwrites"] = [
            {"id": BOT["id"], "type": 1, "allow": str(VIEW | SEND | READ), "deny": "0"}
        ]
        gateway.guilds[HERE] = made_
    async with at_work(storage, catalogue, gateway, Clock(), look_often) as house:
        gateway.discord.codes[POSTS] = 50001 if lacks == "View Channel" else 50013
        await house.emit(took, heard)
        house.clock.now = DUE
        if way != "a time-out":  # which silences the bot everywhere
            await until(lambda: bool(house.said(NOTICES)))
            [notice] = house.said(NOTICES)
            assert f"### Nothing can be posted in <#{POSTS}>\nThe bot lacks **{lacks}** there." in notice
            assert f"1 birthday post (lost <t:{DUE + WINDOW}:R>)" in notice
        await until(lambda: _is_shut(storage))
        house.clock.now = DUE + WINDOW - HOUR
        await storage.posts.owe([_story(house.clock.now)])
        await house.rounds()
        assert house.calls(POSTS) == 0
        assert len(house.said(NOTICES)) == (way != "a time-out")
        del gateway.discord.codes[POSTS]
        await house.emit(gave, heard)
        await until(lambda: bool(house.said(POSTS)))
        [posted] = house.said(POSTS)
        assert "Belated: birthdays on 9 June" in posted
        assert NATALIE in posted
        await house.rounds()
        assert len(house.said(NOTICES)) == (way != "a time-out")
    [missed] = [await storage.birthdays.missed(HERE, (await storage.birthdays.handled(HERE)).day)]  # type: ignore[arg-type]
    assert not missed


def _story(now: int) -> Post:
    """A post that has nothing to say: it is dropped unsent once its turn comes."""
    return Post(key="s", guild=HERE, channel=POSTS, kind="story", subject="1", priority=1, due_at=now)


async def _is_shut(storage: Storage) -> bool:
    return any(one.channel == POSTS and one.suspended_at for one in await storage.posts.destinations(HERE))


async def test_a_permission_that_is_back_before_the_refusal_is_written_shuts_nothing(
    storage: Storage,
    catalogue: Catalogue,
    gateway: LoopbackGateway,
    look_often: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await storage.servers.put(SERVER)
    suspend, seen = PostsStore.suspend, asyncio.Event()
    async with at_work(storage, catalogue, gateway, Clock(), look_often) as house:

        async def later(store: PostsStore, *given: Any) -> None:
            if not seen.is_set():
                seen.set()
                await house.emit(overwritten(0), "guild_channel_update")
            await suspend(store, *given)

        monkeypatch.setattr(PostsStore, "suspend", later)
        await house.emit(overwritten(SEND), "guild_channel_update")
        house.clock.now = DUE
        await until(lambda: bool(house.said(POSTS)))
        assert seen.is_set()
    assert len(house.said(POSTS)) == 1


async def test_a_bot_that_is_removed_and_invited_anew_goes_on_at_once(
    storage: Storage, catalogue: Catalogue, gateway: LoopbackGateway, look_often: list[int]
) -> None:
    await storage.servers.put(SERVER)
    async with at_work(storage, catalogue, gateway, Clock(), look_often) as house:
        await house.emit(overwritten(SEND), "guild_channel_update")
        house.clock.now = DUE
        await until(lambda: _is_shut(storage))
        await house.emit(("GUILD_DELETE", {"id": str(HERE)}), "guild_remove")
        await until(lambda: _is_away(storage))
        await house.emit(("GUILD_CREATE", made()), "guild_join")
        await until(lambda: bool(house.said(POSTS)))
    assert len(house.said(POSTS)) == 1


async def _is_away(storage: Storage) -> bool:
    return bool(await storage.departures.away())


async def test_where_the_gateway_has_not_told_the_first_refusal_is_the_last_call(
    storage: Storage, catalogue: Catalogue, gateway: LoopbackGateway, look_often: list[int]
) -> None:
    await storage.servers.put(SERVER)
    async with at_work(storage, catalogue, gateway, Clock(), look_often) as house:
        gateway.discord.codes[POSTS] = 50013
        house.clock.now = DUE
        await until(lambda: bool(house.said(NOTICES)))
        await storage.posts.owe([_story(DUE)])
        house.clock.now += HOUR
        await house.rounds()
        assert house.calls(POSTS) == 1
        [notice] = house.said(NOTICES)
        assert "The bot lacks a permission there." in notice
        # Permissions change, and it is tried once; as long as they stay, other events are no reason to try again.
        for topic in ("a", "b", "c"):
            await house.emit(("CHANNEL_UPDATE", {**channel(POSTS), "topic": topic}), "guild_channel_update")
            await until(lambda: _is_shut(storage))
            await house.rounds()
        assert house.calls(POSTS) == 2
        assert len(house.said(NOTICES)) == 1


async def test_what_was_given_back_while_the_bot_was_away_is_found_when_it_comes_up(
    storage: Storage, catalogue: Catalogue, gateway: LoopbackGateway, look_often: list[int]
) -> None:
    await storage.servers.put(SERVER)
    async with at_work(storage, catalogue, gateway, Clock(), look_often) as house:
        await house.emit(overwritten(SEND), "guild_channel_update")
        house.clock.now = DUE
        await until(lambda: _is_shut(storage))
    clock = Clock()
    clock.now = DUE + HOUR
    async with at_work(storage, catalogue, gateway, clock, look_often) as house:  # the server comes as it was made
        await until(lambda: bool(house.said(POSTS)))
    assert len(house.said(POSTS)) == 1


async def test_the_daily_test_asks_nothing_of_discord_where_the_permission_is_known_to_be_missing(
    storage: Storage,
    catalogue: Catalogue,
    gateway: LoopbackGateway,
    look_often: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await storage.servers.put(SERVER)
    monkeypatch.setattr("outbox.send.sender._SWEEP", 0)
    async with at_work(storage, catalogue, gateway, Clock(), look_often) as house:
        await house.emit(overwritten(SEND), "guild_channel_update")
        house.clock.now = DUE
        await until(lambda: _is_shut(storage))
        house.clock.now += Pace().retest_every
        await until(lambda: _is_retested(storage, house.clock.now))
        assert house.calls(POSTS) == 0
        assert await _is_shut(storage)


async def _is_retested(storage: Storage, now: int) -> bool:
    return all(one.retest_at > now for one in await storage.posts.destinations(HERE))


async def test_what_is_missing_is_named_for_each_kind_of_channel(stage: Stage) -> None:
    texts, forum = stage.channel, stage.moderator.guild.create_forum_channel("forum")
    parent: Any = stage.bot.get_channel(texts.id)
    thread = await parent.create_thread(name="birthdays")
    numbers = [texts.id, forum.id, thread.id]
    assert [missing_for_post(stage.bot, number, "story") for number in numbers] == [[], [], []]
    for name, wanted in (
        ("send_messages", [["Send Messages"], ["Create Posts"], []]),
        ("send_messages_in_threads", [[], ["Send Messages in Threads"], ["Send Messages in Threads"]]),
        ("view_channel", [["View Channel"]] * 3),
    ):
        denied = discord.Permissions(**{name: True}).value
        for place in (texts, forum):
            overwrite = Overwrite(target_id=stage.env.backend.bot_user.id, type=1, allow=0, deny=denied)
            stage.env.backend.set_overwrite(place.id, overwrite)
        await stage.env.settle()
        assert [missing_for_post(stage.bot, number, "story") for number in numbers] == wanted, name
    assert [missing_for_post(stage.bot, number, "edit") for number in numbers] == [["View Channel"]] * 3
    assert missing_for_post(stage.bot, 99, "story") == []  # of what the gateway has not told nothing is known
