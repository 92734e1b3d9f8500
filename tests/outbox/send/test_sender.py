"""The sender against a loopback Discord over real HTTP: docs/faults.md rows 41 to 47, 50, 54 and 59."""

import asyncio
import contextlib
import signal
from dataclasses import replace

import discord
import pytest
from discord.http import Route, handle_message_parameters

from news.model.posts import Post
from news.servers.posts import judge_answer, post_marker, post_nonce
from outbox.send.discord_transport import DiscordChannels, reader
from outbox.send.sender import TokenRevokedError
from tests.kit.loopback_discord import Fault, LoopbackDiscord
from tests.kit.machine import full_disk, started, until
from tests.kit.sender_desk import PACE, Desk
from tests.kit.sending import Drawing, draw, open_channels
from tests.kit.stage import Stage

NOTICES = 77


# Row 41, 42, 43: what a killed sender leaves.


@pytest.mark.parametrize("age", [0, 3600])
@pytest.mark.parametrize("is_there", [False, True])
async def test_what_a_killed_sender_left_gets_there_once(desk: Desk, is_there: bool, age: int) -> None:
    desk.discord.nonce_for = 3600 if age == 0 else 0
    await desk.owe()
    [post] = await desk.claimed()
    if is_there:
        async with open_channels(desk.discord.base_url) as channels:
            await channels.create(post, post_nonce(post), await draw(post))
    desk.skipped += age
    await desk.send()
    [post] = await desk.all()
    [message] = desk.discord.in_channel(10)
    assert (post.state, post.message) == ("sent", message.id)
    assert ("GET messages" in desk.discord.kinds()) == (age > 0)


async def test_a_post_is_found_behind_what_others_said_since(desk: Desk) -> None:
    desk.discord.say(10, 130)
    await desk.owe()
    [post] = await desk.claimed()
    async with open_channels(desk.discord.base_url) as channels:
        await channels.create(post, post_nonce(post), await draw(post))
    desk.discord.say(10, 130)
    desk.skipped += 3600
    await desk.send()
    assert len([one for one in desk.discord.in_channel(10) if one.nonce]) == 1
    assert desk.discord.kinds() == ["GET messages"] * 2


async def test_without_the_right_to_read_an_old_claim_is_not_posted_again(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.owe()
    await desk.claimed()
    desk.skipped += 3600
    desk.readable, desk.discord.unreadable = False, {10}
    await desk.send()
    [post] = await desk.all()
    assert (post.state, post.reason.code) == ("unknown", "the channel's history cannot be read")
    assert (desk.discord.asked, desk.discord.record) == ([], [])
    assert "may be in its channel" in caplog.text
    assert await desk.store.tally(1, 0) == {("story", "unknown", post.reason.code): 1}


async def test_a_late_post_that_may_be_there_is_looked_for_and_not_sent(desk: Desk) -> None:
    await desk.owe(expires_at=desk.clock() + 10)
    await desk.claimed()
    desk.skipped += 11  # the nonce still holds: sent again, a new message could appear after its end
    await desk.send()
    [post] = await desk.all()
    assert (post.state, post.reason.code, desk.discord.record) == ("dropped", "expired", [])
    assert desk.discord.kinds() == ["GET messages"]


# Rows 44 to 46: what Discord answers.


async def test_a_post_that_a_moderator_deleted_before_the_retry_is_sent(desk: Desk) -> None:
    desk.discord.faults.append("lost after")

    def delete(server: LoopbackDiscord) -> None:
        server.record[0].is_deleted = True

    desk.discord.on_create = delete
    await desk.owe()
    await desk.send()
    [post] = await desk.all()
    assert (post.state, post.reason.code) == ("sent", "deleted meanwhile")
    assert len(desk.discord.record) == 1


@pytest.mark.parametrize(
    "faults",
    [["500 before"] * 5, ["500 after"] * 5, ["502 page"] * 2, ["lost after"], ["lost before"], ["silent after"]],
    ids=lambda faults: f"{len(faults)} {faults[0]}",
)
async def test_after_an_error_the_same_nonce_is_tried_again_and_one_message_is_there(
    desk: Desk, faults: list[Fault]
) -> None:
    desk.speed, desk.discord.nonce_for = 40, 3600
    desk.discord.faults.extend(faults)
    [post] = await desk.owe()
    await desk.send(replace(PACE, answer_within=0.3, nonce_age=10_000))
    assert [post.state for post in await desk.all()] == ["sent"]
    assert len(desk.discord.in_channel(10)) == 1
    assert desk.discord.nonces == [post_nonce(post)] * (len(faults) + 1)  # and none of discord.py's own


async def test_what_never_reached_discord_is_not_looked_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.speed = 40
    await desk.owe()
    async with desk.running() as sender:
        with monkeypatch.context() as offline:
            offline.setattr(Route, "BASE", "http://127.0.0.1:9/api/v10")
            sender.nudge()
            await until(lambda: sender.throttle.shut_for() > 0)  # ten tries in vain
        [post] = await desk.all()
        assert post.tries <= 1
        desk.skipped = 7200
        await until(desk.settled)
    assert desk.discord.kinds() == ["POST create"]


@pytest.mark.parametrize(("fault", "counted"), [("429 channel", 1), ("429 shared", 0)])
async def test_a_channels_limit_holds_up_that_channel_only(desk: Desk, fault: Fault, counted: int) -> None:
    desk.discord.retry_after = 1.0
    desk.discord.faults.append(fault)
    await desk.owe(2)
    sender = await desk.send(wanted=lambda _posts: bool(desk.discord.asked))
    await desk.owe(3, channel=11)
    await desk.send()
    sender_times = {channel: at for at, _, channel in desk.discord.asked}
    assert sender_times[11] <= sender_times[10]
    assert [len(desk.discord.in_channel(channel)) for channel in (10, 11)] == [2, 3]
    assert len(sender.throttle._invalid) == counted


@pytest.mark.slow
async def test_the_limit_over_all_stops_all(desk: Desk) -> None:
    desk.discord.retry_after = 1.5
    desk.discord.faults.append("429 global")
    for channel in range(10, 15):
        await desk.owe(2, channel=channel)
    await desk.send(replace(PACE, at_once=1))
    [first, second, *_] = [at for at, _, _ in desk.discord.asked]
    assert second - first >= 1.5
    assert len(desk.discord.record) == 10


@pytest.mark.parametrize("fault", ["429 page", "403 page"])
async def test_a_page_of_the_network_in_front_stops_all_for_ten_minutes(
    desk: Desk, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    desk.discord.faults.append(fault)
    for channel in range(10, 15):
        await desk.owe(2, channel=channel)
    async with desk.running(replace(PACE, at_once=1)) as sender:
        await until(lambda: sender.throttle.shut_for() > 0)
        assert 590 < sender.throttle.shut_for() <= 600
        await asyncio.sleep(0.2)
        assert desk.discord.kinds() == ["POST create"]
    assert "refuses this address: nothing is posted for 600 s" in caplog.text
    assert await desk.store.destinations(1) == []
    assert {post.state for post in await desk.all()} == {"owed"}


async def test_refusals_are_counted_and_stop_all_long_before_discord_bans_the_address(desk: Desk) -> None:
    desk.speed = 40
    desk.discord.limit, desk.discord.retry_after = 1.0, 0.0
    for channel in range(10, 30):
        await desk.owe(channel=channel)
    async with desk.running(replace(PACE, invalid_most=30)) as sender:
        await until(lambda: sender.throttle.shut_for() > 0)
        await asyncio.sleep(0.3)
        assert 30 <= len(desk.discord.asked) < 30 + PACE.at_once


async def test_while_discord_is_down_it_is_asked_now_and_then(desk: Desk) -> None:
    for channel in range(100):
        await desk.owe(channel=channel + 10)
    async with desk.running(replace(PACE, pause=300.0)) as sender:
        desk.discord.is_down = True
        await until(lambda: sender.throttle.shut_for() > 50)
        await asyncio.sleep(0.2)
        assert 10 <= len(desk.discord.asked) < 10 + PACE.at_once


@pytest.mark.slow
async def test_a_channels_bucket_is_respected_before_it_overflows(desk: Desk) -> None:
    desk.discord.bucket = (2, 1.0)
    await desk.owe(6)
    await desk.send(replace(PACE, answer_within=0.4))
    assert {post.tries for post in await desk.all()} == {1}  # none was claimed to wait for it
    assert [one.nonce for one in desk.discord.record] == [post_nonce(post) for post in await desk.all()]
    assert desk.discord.answered[429] == 0


# Row 47: channels that take nothing.


@pytest.mark.parametrize("code", [50013, 50001, 10003, 50083])
async def test_a_channel_that_refuses_is_asked_once_and_the_moderators_are_told_once(desk: Desk, code: int) -> None:
    desk.notices, desk.discord.codes = NOTICES, {10: code}
    await desk.owe(5)
    await desk.send(wanted=lambda posts: any(post.kind == "notice" and post.state == "sent" for post in posts))
    assert [channel for _, _, channel in desk.discord.asked] == [10, NOTICES]
    [destination] = await desk.store.destinations(1)
    assert (destination.noticed, str(code) in destination.reason.names[0]) == (True, True)
    assert {(post.state, post.tries) for post in await desk.all() if post.kind == "story"} == {("owed", 0)}
    desk.skipped += 86_300
    await desk.send(wanted=lambda _posts: True)
    assert desk.discord.asked == []


async def test_a_channel_that_works_again_is_found_a_day_later_and_its_posts_go_out(desk: Desk) -> None:
    desk.notices, desk.discord.codes = NOTICES, {10: 50001}
    await desk.owe(2, expires_at=desk.clock() + 200_000)
    await desk.owe(key="late", expires_at=desk.clock() + 80_000)
    await desk.send(wanted=lambda posts: any(post.kind == "notice" and post.state == "sent" for post in posts))
    desk.skipped += 86_400
    await desk.send(wanted=lambda _posts: len(desk.discord.asked) > 0)  # still shut: no second notice
    assert desk.discord.kinds() == ["GET channel"]
    desk.discord.codes, desk.skipped = {}, desk.skipped + 86_400
    await desk.send()
    assert desk.discord.kinds() == ["GET channel", "POST create", "POST create"]
    assert [(post.state, post.reason.code) for post in await desk.of("late")] == [("dropped", "expired")]
    assert await desk.store.destinations(1) == []
    assert len(desk.discord.in_channel(NOTICES)) == 1


async def test_with_no_other_channel_for_notices_it_is_kept_for_setup(desk: Desk) -> None:
    desk.notices, desk.discord.codes = 10, {10: 50013}
    await desk.owe()
    async with desk.running():
        await until(desk.is_shut)
    assert [one.noticed for one in await desk.store.destinations(1)] == [False]
    assert len(await desk.all()) == 1


# Row 50: the token.


async def test_a_revoked_token_ends_the_sender_after_fewer_than_five_refusals(desk: Desk) -> None:
    for channel in range(50):
        await desk.owe(channel=channel + 10)
    async with desk.sender() as sender:
        desk.discord.is_revoked, desk.discord.latency = True, 0.05
        with pytest.raises(TokenRevokedError):
            await sender.run()
    assert desk.discord.answered[401] < 5
    assert {(post.state, post.tries) for post in await desk.all()} == {("owed", 0)}
    assert await desk.store.destinations(1) == []


# Row 54: a full disk.


async def test_on_a_full_disk_nothing_is_sent_and_it_goes_on_by_itself(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await desk.owe(3)
    with full_disk(desk.path.with_name("posts.db-wal")) as free:
        async with desk.running():
            await until(lambda: "the outbox cannot be used" in caplog.text)
            assert [post.state for post in await desk.all()] == ["owed"] * 3  # reading works
            assert desk.discord.asked == []
            free()
            await until(desk.settled)
    assert len(desk.discord.record) == 3


@pytest.mark.parametrize("is_killed", [False, True])
async def test_a_disk_that_fills_up_after_the_post_makes_no_second_one(
    desk: Desk, is_killed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    desk.discord.nonce_for = 0 if is_killed else 3600
    await desk.owe(4)
    with contextlib.ExitStack() as filling:

        def fill(_server: LoopbackDiscord) -> None:
            desk.discord.on_create = None
            filling.enter_context(full_disk(desk.path.with_name("posts.db-wal")))

        desk.discord.on_create = fill
        async with desk.running():
            await until(lambda: "cannot be written yet" in caplog.text)
            assert [post.state for post in await desk.all()] == ["claimed", "owed", "owed", "owed"]
            assert len(desk.discord.asked) == 1
            if not is_killed:
                filling.close()
                await until(desk.settled)
    if is_killed:
        assert "what became of the last posts could not be written" in caplog.text
        desk.skipped += 3600
        await desk.send()
    assert len(desk.discord.record) == 4
    assert {post.state for post in await desk.all()} == {"sent"}


async def test_while_results_cannot_be_written_no_more_is_begun(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    for channel in range(50):
        await desk.owe(channel=channel + 10)
    async with desk.storage._db.transaction() as tx:
        await tx.rows(
            "CREATE TRIGGER full BEFORE UPDATE ON posts WHEN NEW.state = 'sent' BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    async with desk.running(replace(PACE, at_once=1)):
        await until(lambda: "cannot be written yet" in caplog.text)
        await asyncio.sleep(0.2)
        assert len(desk.discord.record) <= 3
        async with desk.storage._db.transaction() as tx:
            await tx.rows("DROP TRIGGER full")
        await until(desk.settled)
    assert len(desk.discord.record) == 50
    assert caplog.text.count("cannot be written yet") == 1


# Row 59: SIGTERM.


@pytest.mark.slow
async def test_sigterm_amid_twenty_sends_finishes_them_and_gives_the_rest_back(desk: Desk) -> None:
    desk.discord.latency = 1.0
    for channel in range(40):
        await desk.owe(channel=channel + 10)
    process = await started(
        desk.path, desk.discord, replace(PACE, at_once=30, rate=40.0, burst=20, answer_within=5), ""
    )
    await until(lambda: desk.discord.kinds().count("POST create") >= 20)
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        assert await process.wait() == 0
    posts = await desk.all()
    there = {mark for one in desk.discord.record for mark in one.marks}
    assert {post_marker(post.id) for post in posts if post.state == "sent"} == there
    assert 20 <= len(there) < 40
    assert {(post.claimed_at, post.tries) for post in posts if post.state != "sent"} == {(None, 0)}
    assert {post.state for post in posts} == {"sent", "owed"}


async def test_what_discord_does_not_answer_in_time_stays_claimed_at_the_end(desk: Desk) -> None:
    desk.discord.faults.append("silent after")
    await desk.owe()
    async with desk.running(replace(PACE, answer_within=60, finish_within=0.2)):
        await until(lambda: bool(desk.discord.record))
    [post] = await desk.all()
    assert (post.state, post.tries) == ("claimed", 1)
    await desk.send()
    assert len(desk.discord.in_channel(10)) == 1


# What a post says when its turn comes.


async def test_birthdays_go_before_stories_and_those_before_digests(desk: Desk) -> None:
    for priority, kind in ((3, "edit"), (2, "digest"), (1, "story"), (0, "birthdays")):
        await desk.owe(kind=kind, priority=priority, channel=10 + priority, message=1)
    await desk.send(replace(PACE, at_once=1))
    assert [channel for _, _, channel in desk.discord.asked] == [10, 11, 12, 13]


async def test_a_post_with_nothing_to_say_any_more_is_dropped_unsent(desk: Desk) -> None:
    async def nothing(_post: Post) -> Drawing | None:
        return None

    desk.drawing = nothing
    await desk.owe()
    await desk.send()
    assert [(post.state, post.reason.code) for post in await desk.all()] == [("dropped", "nothing to say any more")]
    assert desk.discord.asked == []


async def test_a_post_that_cannot_be_drawn_or_found_again_holds_nobody_up(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    async def wrongly(post: Post) -> Drawing | None:
        if post.subject == "0":
            raise ValueError("no such day")
        return await draw(replace(post, id=99)) if post.subject == "1" else await draw(post)

    desk.drawing = wrongly
    for number in range(3):
        await desk.owe(key=f"{number}", subject=f"{number}", channel=10 + number)
    await desk.send(wanted=lambda posts: sum(post.state in ("sent", "dropped") for post in posts) == 2)
    assert [post.state for post in await desk.all()] == ["owed", "dropped", "sent"]
    assert "no such day" in caplog.text
    assert [one.channel for one in desk.discord.record] == [12]


async def test_a_post_carries_its_files(desk: Desk) -> None:
    async def pictured(post: Post) -> Drawing | None:
        drawing = await draw(post)
        assert drawing
        return Drawing(drawing.view, (discord.File(__file__, "faces.png"),))

    desk.drawing = pictured
    desk.discord.faults.append("500 before")
    await desk.owe()
    await desk.send()
    assert [one.files for one in desk.discord.record] == [1]


async def test_an_edit_is_made_again_after_a_lost_answer_and_never_becomes_a_message(desk: Desk) -> None:
    await desk.owe()
    await desk.send()
    [post] = await desk.all()
    desk.discord.faults.append("lost after")
    await desk.owe(key="edit", kind="edit", message=post.message)
    await desk.owe(key="edit of a deleted one", kind="edit", message=1)
    await desk.send()
    assert [post.state for post in await desk.all()] == ["sent"] * 3
    assert len(desk.discord.record) == 1
    assert desk.discord.kinds() == ["PATCH edit"] * 3


async def test_a_post_taken_out_of_the_outbox_while_it_waits_is_not_sent(desk: Desk) -> None:
    await desk.owe(2)
    desk.discord.latency = 0.3
    async with desk.running():
        await until(lambda: bool(desk.discord.asked))
        async with desk.storage._db.transaction() as tx:
            await tx.rows("DELETE FROM posts WHERE state = 'owed'")
        await until(desk.settled)
    assert len(desk.discord.record) == 1


async def test_other_requests_of_the_bot_keep_discord_pys_own_retries(desk: Desk) -> None:
    desk.discord.faults.append("500 before")
    async with open_channels(desk.discord.base_url) as channels:
        nobody = discord.AllowedMentions.none()
        with handle_message_parameters("hello", nonce="other", allowed_mentions=nobody) as params:
            told = await channels._http.send_message(10, params=params)
    assert told["channel_id"] == "10"
    assert desk.discord.kinds() == ["GET me", "POST create", "POST create"]


async def test_the_channels_work_in_the_simulated_discord(stage: Stage) -> None:
    channels = DiscordChannels(stage.bot.http, lambda _channel: True)
    channel = int(stage.channel.id)
    post = Post(id=7, key="k", guild=1, channel=channel, kind="story", priority=1, due_at=0)
    answer = await channels.create(post, post_nonce(post), await draw(post))
    assert judge_answer(answer) == "sent" and answer.message
    found, seen = await channels.history(channel, 60, 1)
    assert found.is_ok and [(one.message, post_marker(7) in one.marks) for one in seen] == [(answer.message, True)]
    assert (await channels.edit(replace(post, message=answer.message), await draw(post))).is_ok
    assert (await channels.exists(channel)).is_ok
    assert judge_answer(await channels.exists(99)) == "barred"


async def test_whether_the_history_may_be_read_is_known_from_the_gateway(stage: Stage) -> None:
    me, hidden = stage.bot.user, discord.PermissionOverwrite(read_message_history=False)
    assert me
    mute = stage.channel.guild.create_text_channel("mute", overwrites={me: hidden})
    await stage.env.settle()
    may_read = reader(stage.bot)
    assert [may_read(int(channel)) for channel in (stage.channel.id, mute.id, 99)] == [True, False, False]
