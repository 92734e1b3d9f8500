"""Feeds that fail: moderators of the servers that added them are told once, with what is lost."""

import sqlite3
import time
from dataclasses import replace
from typing import Any

import pytest

from cogs.posts.notices import NoticesCog
from news.model.posts import Post
from news.model.servers import Server
from news.text.links import link_key
from storage.posts.posts import PostsStore
from tests.kit.feeds_panel import add, ask, changed, only_feed, other_server, press, spotlight
from tests.kit.newsroom import NOW, Item
from tests.kit.stage import Stage, text

DAY = 86400
AGO = 3 * DAY


async def notices_to(stage: Stage, channel: Any) -> None:
    """Name a server's channel for notices."""
    server = await stage.storage.servers.get(channel.guild.id)
    await stage.storage.servers.put(replace(server, notices_channel=channel.id))


async def fail(stage: Stage, **columns: int | None) -> None:
    """Poll, as it goes on failing, and say since when that is."""
    stage.newsroom.bodies.pop("spotlight", None)
    await changed(stage, next_at=0, failures=9, **{"failing_since": int(time.time()) - AGO} | columns)
    await stage.refresh.round()


async def works(stage: Stage) -> None:
    spotlight(stage, Item(title="Sia paints", hours=0.5))
    await changed(stage, next_at=0)
    await stage.refresh.round()


async def owed(stage: Stage) -> list[Post]:
    rows = await stage.storage._db.rows("SELECT key FROM posts ORDER BY id")
    found = await stage.storage.posts.by_keys([row["key"] for row in rows])
    return [found[row["key"]] for row in rows]


@pytest.fixture
async def followed(stage: Stage) -> Stage:
    """A server with a feed that was read, and a channel for notices."""
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="Adele sings")))
    await add(stage, spotlight(stage))
    await stage.refresh.round()
    await notices_to(stage, stage.channel)
    return stage


async def drawn(stage: Stage, post: Post) -> str | None:
    card = await NoticesCog(stage.app).draw_notice(post)
    return str(card.view.to_components()) if card else None


async def test_a_feed_that_fails_for_a_day_is_told_once_with_what_is_lost(followed: Stage) -> None:
    await fail(followed, failing_since=int(time.time()) - DAY + 600)
    assert not await owed(followed)
    for _ in range(3):
        await fail(followed)
    [post] = await owed(followed)
    assert (post.kind, post.guild, post.channel) == ("notice", followed.channel.guild.id, followed.channel.id)
    said = await drawn(followed, post)
    assert said
    assert "The feed Spotlight is failing" in said
    assert "answered with HTTP status 404: there is nothing at that address" in said
    assert "**2 articles** in the last 30 days came from it" in said


async def test_a_feed_that_is_switched_off_says_so(followed: Stage) -> None:  # rows 31 and 33
    await fail(followed, failing_since=int(time.time()) - 14 * DAY)
    [post] = await owed(followed)
    assert "The feed Spotlight is switched off" in (await drawn(followed, post) or "")


async def test_from_the_first_failure_until_it_is_switched_off_there_is_one_notice(followed: Stage) -> None:
    for days in (1, 2, 7, 14):
        await fail(followed, failing_since=int(time.time()) - days * DAY)
    assert (await feed(followed)).poll.disabled_at is not None
    assert len(await owed(followed)) == 1


async def feed(stage: Stage) -> Any:
    [found] = [feed for feed in await stage.storage.feeds.all() if feed.source.name == "Spotlight"]
    return found


async def test_after_a_success_in_between_it_is_told_again(followed: Stage) -> None:
    await fail(followed, ok_at=int(time.time()) - 3600)  # it was read then, and not at this very second
    [post] = await owed(followed)
    await works(followed)
    assert await drawn(followed, post) is None
    await fail(followed)
    assert len(await owed(followed)) == 2


async def test_an_outage_of_our_own_in_between_is_no_reason_to_tell_it_again(followed: Stage) -> None:
    await fail(followed)
    await fail(followed, failing_since=int(time.time()) - 2 * DAY)
    assert len(await owed(followed)) == 1


async def test_a_notice_is_not_sent_where_the_feed_was_removed(followed: Stage) -> None:
    await fail(followed)
    [post] = await owed(followed)
    await press(followed, await ask(followed, "remove", feed="Spotlight"), "Remove")
    assert await drawn(followed, post) is None


async def test_each_server_that_added_it_is_told_in_its_own_channel_and_no_other(followed: Stage) -> None:
    channel, moderator = await other_server(followed)
    shown = await ask(followed, "add", who=moderator, where=channel, address=(await feed(followed)).source.url)
    await press(followed, shown, "Add", who=moderator)
    await notices_to(followed, channel)
    await followed.storage.servers.put(Server(guild=77, notices_channel=770))
    await fail(followed)
    assert [(post.guild, post.channel) for post in await owed(followed)] == [
        (one.guild.id, one.id) for one in (followed.channel, channel)
    ]


async def test_a_channel_for_notices_that_is_named_later_is_told_then(followed: Stage) -> None:
    server = await followed.storage.servers.get(followed.channel.guild.id)
    await followed.storage.servers.put(replace(server, notices_channel=0))
    await fail(followed)
    assert not await owed(followed)
    await notices_to(followed, followed.channel)
    await fail(followed)
    assert len(await owed(followed)) == 1


async def test_a_server_that_the_bot_has_left_is_told_nothing(followed: Stage) -> None:
    await followed.storage.departures.left(followed.channel.guild.id, NOW)
    await fail(followed)
    assert not await owed(followed)


async def test_of_feeds_that_come_with_the_bot_servers_are_told_nothing(followed: Stage) -> None:
    followed.newsroom.bodies.pop("themarquee")
    async with followed.storage._db.transaction() as tx:
        await tx.rows("DELETE FROM servers_feeds")
    await fail(followed)
    assert not await owed(followed)


async def test_a_notice_that_cannot_be_owed_leaves_the_poll_unnoted(
    followed: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: Any) -> list[str]:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(PostsStore, "owe", full)
    before = (await feed(followed)).poll.last_at
    await changed(followed, last_at=before)
    await fail(followed)
    assert (await feed(followed)).poll.error == ""
    monkeypatch.undo()
    followed.refresh._held.clear()
    await fail(followed)
    assert len(await owed(followed)) == 1


async def test_the_notice_stands_in_its_channel_with_why(followed: Stage) -> None:
    await fail(followed)
    [post] = await owed(followed)
    card = await NoticesCog(followed.app).draw_notice(post)
    assert card
    channel: Any = followed.bot.get_channel(followed.channel.id)
    message = await channel.send(view=card.view)
    pressed = await followed.member.click(message, custom_id=f"open:post:0:{post.id}")
    assert "Why this" in text(pressed)


async def test_a_feed_read_by_one_server_alone_does_not_tell_whether_we_are_online(stage: Stage) -> None:
    await add(stage, spotlight(stage))
    await stage.refresh.round()
    await press(stage, await ask(stage, "remove", feed="Spotlight"), "Remove")
    await changed(stage, ok_at=int(time.time()) - 9 * DAY)  # nobody has it: it is not asked, so it says nothing
    await stage.storage.feeds.add({5: stage.newsroom.publish("The Marquee", Item(title="Adele sings"))})
    assert await stage.storage.feeds.is_anyone_read(int(time.time()) - DAY)
    assert [feed.source.name for feed in await stage.storage.feeds.in_use()] == ["The Marquee"]


async def test_a_feed_that_an_operator_adds_by_hand_stays_when_the_server_removes_it(stage: Stage) -> None:
    source = stage.newsroom.publish("Spotlight", Item(title="Adele sings"))
    await add(stage, source.url)
    assert await stage.storage.feeds.add({link_key(source.url): source}) == 0
    await press(stage, await ask(stage, "remove", feed="Spotlight"), "Remove")
    assert await stage.storage.feeds.in_use() == [await only_feed(stage)]
    assert await stage.storage.feeds.foreign(1) == set()
