"""Test posts: what a moderator is shown, and what gets into the channel when they ask for it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import InteractionResult, MemberActor
from simcord.backend.models import Overwrite

from cogs.kit.buttons import ActionButton
from cogs.kit.replies import card
from cogs.posts.test_posts import EVERY
from news.model.servers import Server
from tests.kit.announcing import DUE, Announcer
from tests.kit.digests import TITLES, read
from tests.kit.discord_rules import limit_faults, schema_faults
from tests.kit.newsroom import NOW, Item
from tests.kit.people import ANN, BEN, CAT, people_are
from tests.kit.stage import Stage, components, text
from tests.kit.story_desk import OUTLETS, TITLE, Desk

HOUR = 3600
DAY = 86400


@dataclass
class Trial:
    """What a moderator sees of a test: the post, and below it the card with the button that posts it."""

    shown: InteractionResult
    below: Any

    @property
    def said(self) -> str:
        return text(self.shown)

    @property
    def told(self) -> str:
        return _texts(self.below.components)

    @property
    def labels(self) -> list[str]:
        return [part["label"] for part in components(self.below.components) if part["type"] == 2]


def _texts(parts: Any) -> str:
    return "\n".join(part["content"] for part in components(parts) if "content" in part)


@dataclass
class Room:
    """The stage with a server that posts everything, and the task that posts."""

    stage: Stage
    server: Server
    announcer: Announcer

    async def set(self, **settings: Any) -> None:
        self.server = replace(self.server, **settings)
        await self.stage.storage.servers.put(self.server)

    async def press(self, name: str, state: str, who: MemberActor | None = None) -> InteractionResult:
        button: Any = ActionButton(name, state, label="Press")
        channel: Any = self.stage.bot.get_channel(self.stage.channel.id)
        message = await channel.send(view=card([discord.ui.ActionRow(button)]).view)
        return await (who or self.stage.moderator).click(message, label="Press")

    async def show(self, what: str) -> Trial:
        shown = await self.press("trial", what)
        assert shown.ephemeral
        [below] = shown.followups
        assert below.flags.ephemeral
        return Trial(shown, below)

    async def post(self, trial: Trial) -> InteractionResult:
        [label] = trial.labels
        return await self.stage.moderator.click(trial.below, label=label)

    async def send(self, at: int | None = None) -> None:
        await self.announcer.round(at)
        await self.stage.env.settle()

    def may(self, **allowed: bool) -> None:
        """Allow and deny the bot itself things in the channel."""
        allow, deny = discord.PermissionOverwrite(**allowed).pair()
        backend = self.stage.env.backend
        overwrite = Overwrite(target_id=backend.bot_user.id, type=1, allow=allow.value, deny=deny.value)
        backend.set_overwrite(self.stage.channel.id, overwrite)

    def sent(self) -> list[dict[str, Any]]:
        """Return what the sender put into channels."""
        sent = [
            entry.json
            for entry in self.stage.env.http_requests
            if entry.method == "POST" and entry.path.endswith("/messages") and isinstance(entry.json, dict)
        ]
        return [one for one in sent if one.get("enforce_nonce") and "Press" not in str(one["components"])]

    async def report(self, outlets: int) -> None:
        """Let so many outlets report one story that was not there when they were first read."""
        desk = Desk(self.stage, self.server)
        if not await self.stage.storage.feeds.all():
            await self.stage.read(
                *(self.stage.newsroom.publish(outlet, Item(title="Sia paints a wall", hours=300)) for outlet in OUTLETS)
            )
        await desk.story(outlets)


@pytest.fixture
async def room(stage: Stage) -> AsyncIterator[Room]:
    await people_are(stage, ANN, BEN, CAT)
    guild = stage.moderator.guild.id
    channel = stage.channel.id
    made = Room(stage, Server(guild=guild, zone="Europe/Berlin"), Announcer(stage))
    await made.set(birthdays_channel=channel, stories_channel=channel, digest_channel=channel, stories_threshold=4)
    await made.announcer.round()  # what has been is handled
    yield made


async def test_the_next_birthday_post_is_shown_as_it_will_be_posted(room: Room) -> None:
    trial = await room.show("birthdays")
    await room.send(DUE)
    [real] = room.sent()
    assert trial.said == _texts(real["components"])
    assert "Ann Example" in trial.said
    assert f"The next birthdays, due <t:{DUE}:f>." in trial.told


async def test_the_story_nearest_to_the_bar_is_shown_with_how_it_stands(room: Room) -> None:
    await room.report(3)
    trial = await room.show("stories")
    assert TITLE in trial.said
    assert "The story nearest to the bar now: it has 3 outlets; the threshold is 4." in trial.told
    assert room.sent() == []
    assert await room.stage.storage._db.rows("SELECT * FROM posts") == []


async def test_a_digest_is_shown_as_it_would_be_now(room: Room) -> None:
    await room.report(3)
    trial = await room.show("digest")
    assert "## The day in stories" in trial.said
    assert TITLE in trial.said
    assert "What a digest would hold now. The next is due <t:" in trial.told


async def test_nothing_to_show_is_an_answer_for_each_kind(room: Room) -> None:
    await people_are(room.stage, replace(ANN, birth="1980-02-02"))
    for what, told in (("birthdays", "coming 31 days"), ("stories", "4 independent outlets"), ("digest", "24 hours")):
        shown = await room.press("trial", what)
        assert told in text(shown), what
        assert shown.ephemeral
        assert not shown.followups


async def test_what_is_not_sure_is_no_test_either(room: Room) -> None:
    outlets = [
        room.stage.newsroom.publish(outlet, Item(title=f"Adele may have died, {words}", hours=1))
        for outlet, words in zip(OUTLETS, ("sources say", "it is rumoured", "an insider claims"), strict=False)
    ]
    await room.stage.read(*outlets)
    assert "No story to show" in text(await room.press("trial", "stories"))


async def test_a_server_sees_a_test_before_it_has_chosen_a_channel_and_while_it_is_paused(room: Room) -> None:
    await room.report(3)
    await room.set(birthdays_channel=0, stories_channel=0, digest_channel=0, paused=True)
    for what in ("birthdays", "stories", "digest"):
        trial = await room.show(what)
        assert "No channel is set for it" in trial.told
        assert "Posting is paused here" in trial.told
        assert trial.labels == []
    assert "No channel is set" in text(await room.press("trialpost", "0.1"))
    assert await room.stage.storage._db.rows("SELECT * FROM posts") == []


async def test_the_role_is_drawn_as_in_the_post_and_pings_nobody(room: Room) -> None:
    role = room.stage.moderator.guild.create_role("Fans")
    await room.set(mention_role=role.id)
    trial = await room.show("birthdays")
    assert trial.said.startswith(f"-# <@&{role.id}>")
    assert f"When it is posted for real, it mentions <@&{role.id}>." in trial.told
    for entry in room.stage.env.http_requests:
        if isinstance(entry.json, dict) and "/callback" in entry.path:
            assert entry.json["data"]["allowed_mentions"]["parse"] == []
            assert not entry.json["data"]["allowed_mentions"].get("roles")
    await room.post(trial)
    await room.send()
    [sent] = room.sent()
    assert f"<@&{role.id}>" not in str(sent["components"])
    assert not sent["allowed_mentions"].get("roles")


@pytest.mark.parametrize("what", ["birthdays", "stories", "digest"])
async def test_a_test_is_posted_on_request_and_the_card_leads_to_it(room: Room, what: str) -> None:
    await room.report(3)
    trial = await room.show(what)
    assert trial.labels == ["Post it in #news without mentions"]
    pressed = await room.post(trial)
    assert f"On its way to <#{room.stage.channel.id}>" in _texts(pressed.response.components)
    await room.send()
    [sent] = room.sent()
    said = _texts(sent["components"])
    assert said.startswith("-# **A test** that a moderator asked for.")
    assert said.partition("\n")[2] == trial.said
    [post] = [row["message_id"] for row in await room.stage.storage._db.rows("SELECT message_id FROM posts")]
    told = pressed.response.components
    assert "It is there" in _texts(told)
    links = [part["url"] for part in components(told) if part["type"] == 2]
    assert links == [f"https://discord.com/channels/{room.server.guild}/{room.stage.channel.id}/{post}"]
    asked = await room.stage.member.click(room.stage.channel.last_message, label="Why this?")
    assert "A moderator of this server asked for it" in text(asked)


async def test_a_day_that_was_tested_is_posted_for_real_later(room: Room) -> None:
    await room.post(await room.show("birthdays"))
    await room.send()
    await room.send(DUE)
    first, second = (_texts(sent["components"]) for sent in room.sent())
    assert first.partition("\n")[2] == second
    assert "A test" not in second


async def test_a_story_that_was_tested_is_posted_for_real_later_and_tests_spend_no_budget(room: Room) -> None:
    await room.set(stories_budget=1)
    await room.report(3)
    for _ in range(12):  # more than the posts that a channel takes in an hour
        await room.post(await room.show("stories"))
        await room.send(room.stage.clock.now + EVERY)
    await Desk(room.stage, room.server).story(4, since=3)
    await room.send()
    *tests, real = (_texts(sent["components"]) for sent in room.sent())
    assert len(tests) == 12
    assert all("**A test**" in test for test in tests)
    assert "**A test**" not in real
    assert TITLE in real


async def test_a_digest_that_was_tested_is_posted_for_real_later(room: Room) -> None:
    room.stage.clock.now += 23 * HOUR  # that of this evening is done
    await room.set(stories_channel=0, birthdays_channel=0, digest_at=1380)  # 23:00 in Berlin, in two hours
    await room.report(4)
    await room.post(await room.show("digest"))
    await room.send()
    await room.send(NOW + 25 * HOUR)
    assert ["**A test**" in _texts(sent["components"]) for sent in room.sent()] == [True, False]


async def test_a_channel_takes_one_test_a_minute(room: Room) -> None:
    await room.post(await room.show("birthdays"))
    await room.send()
    room.stage.clock.now += EVERY - 1
    again = await room.post(await room.show("birthdays"))
    assert f"The next can go <t:{NOW + EVERY}:R>" in _texts(again.response.components)
    assert len(room.sent()) == 1
    room.stage.clock.now += 1
    await room.stage.moderator.click(again.response, label="Try again")
    await room.send()
    assert len(room.sent()) == 2


async def test_permissions_are_checked_before_a_test_is_posted(room: Room) -> None:
    trial = await room.show("birthdays")
    room.may(send_messages=False)
    refused = await room.post(trial)
    assert "\n- Send Messages\n" in _texts(refused.response.components)
    assert await room.stage.storage._db.rows("SELECT * FROM posts") == []
    room.may(send_messages=True)
    await room.stage.moderator.click(refused.response, label="Try again")
    await room.send()
    assert len(room.sent()) == 1


async def test_a_test_that_discord_refuses_is_told_with_the_reason(room: Room) -> None:
    pressed = await room.post(await room.show("birthdays"))
    room.stage.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions")
    await room.send()
    told = _texts(pressed.response.components)
    assert f"It is not in <#{room.stage.channel.id}> yet\nThe bot lacks a permission there." in told


async def test_only_a_moderator_sees_or_posts_a_test(room: Room) -> None:
    for name, state in (("trial", "birthdays"), ("trialpost", f"0.{DAY}")):
        shown = await room.press(name, state, room.stage.member)
        assert "For moderators only" in text(shown)
    assert await room.stage.storage._db.rows("SELECT * FROM posts") == []


@pytest.mark.parametrize("state", ["", "x", "notices", "3.1", "0.0", "0.zzzzzzz", "1.1", "2.zzzzzzz", "0.kgwk", "1"])
async def test_a_forged_test_is_expired_and_posts_nothing(room: Room, state: str) -> None:
    assert "has expired" in text(await room.press("trialpost", state))
    if not state.isalpha():
        assert "has expired" in text(await room.press("trial", state))
    assert await room.stage.storage._db.rows("SELECT * FROM posts") == []


async def test_in_a_forum_a_test_is_a_thread_and_the_card_leads_to_it(room: Room) -> None:
    forum = room.stage.moderator.guild.create_forum_channel("birthdays")
    await room.set(birthdays_channel=forum.id)
    pressed = await room.post(await room.show("birthdays"))
    await room.send()
    [thread] = forum.threads
    links = [part["url"] for part in components(pressed.response.components) if part["type"] == 2]
    assert links == [f"https://discord.com/channels/{room.server.guild}/{thread.id}"]


async def test_the_fullest_posts_keep_discords_limits_as_tests(room: Room, data: Path) -> None:
    """Eight stories with pictures, five faces with a list below, a role: a digest alone takes 39 components."""
    role = room.stage.moderator.guild.create_role("Fans")
    await room.set(mention_role=role.id)
    many = [replace(ANN, id=n, name=f"Person {n} " + "*_~`|" * 9, birth="1980-06-10") for n in range(1, 40)]
    await people_are(room.stage, *many)
    worst = tuple(f"*_~`|<>[] @everyone <@1> {title} {'and *more* of it ' * 30}"[:500] for title in TITLES)
    await read(room.stage, worst, "https://example.com/" + "p" * 400 + ".jpg")
    for what in ("birthdays", "stories", "digest"):
        trial = await room.show(what)
        await room.post(trial)
        await room.send(room.stage.clock.now + EVERY)
    assert len(room.sent()) == 3
    most = max(len(list(components(sent["components"]))) for sent in room.sent())
    assert most == 40
    for sent in room.sent():
        assert limit_faults(sent["components"]) == []
        assert schema_faults(data, "MessageCreateRequest", sent) == []
