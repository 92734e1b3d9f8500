"""Changing what a server has set: checked, saved with who did it, taken back; one at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from simcord import InteractionResult, MemberActor

from cogs.kit.buttons import action_button
from cogs.kit.replies import Card, notice
from cogs.kit.routes.members import NoState
from cogs.kit.routes.route import ActionRoute
from cogs.kit.save_settings import Saved
from news.model.feeds import Poll, Source
from news.model.servers import Filter, Server
from news.text.links import link_key
from tests.kit.machine import full_disk
from tests.kit.newsroom import NOW, keyed
from tests.kit.panel import bot_may, helper_of, stored
from tests.kit.presses import put_up
from tests.kit.stage import Stage, text

Doing = Callable[[Any], Awaitable[Saved | Card]]

PROBE = ActionRoute("probe", NoState)


async def act(stage: Stage, do: Doing, who: MemberActor | None = None) -> tuple[Saved | None, InteractionResult]:
    """Do something in the place of a button that a moderator presses; give what was saved and what was shown."""
    done: list[Saved] = []

    class Probe:
        @PROBE.handler
        async def press(self, press: Any, _state: NoState) -> Card:
            made = await do(press)
            if isinstance(made, Card):
                return made
            done.append(made)
            return notice("Saved")

    stage.app.router._handlers.pop(("action", PROBE.name), None)  # of the time before
    stage.app.router.add(Probe())
    message = await put_up(stage, action_button(PROBE, NoState(), label="Do"))
    shown = await (who or stage.moderator).click(message, label="Do")
    return (done[0] if done else None), shown


async def save(stage: Stage, who: MemberActor | None = None, /, **wanted: Any) -> tuple[Saved | None, str]:
    saved, shown = await act(stage, lambda interaction: stage.app.saving.save(interaction, wanted), who)
    return saved, text(shown)


async def undo(stage: Stage, change: int = 0, who: MemberActor | None = None) -> str:
    _, shown = await act(stage, lambda interaction: stage.app.saving.undo(interaction, change), who)
    return text(shown)


async def saved_change(stage: Stage, **wanted: Any) -> int:
    saved, shown = await save(stage, **wanted)
    assert saved, shown
    assert saved.change
    return saved.change.id


async def test_what_is_saved_is_logged_with_who_when_and_what(stage: Stage) -> None:
    saved, _ = await save(stage, stories_channel=stage.channel.id, stories_threshold=6, stories_budget=5)
    assert saved
    assert saved.change
    assert (saved.change.user, saved.change.at, saved.change.guild) == (stage.moderator.id, NOW, saved.after.guild)
    assert saved.change.before == {"stories_channel": 0, "stories_threshold": 4}  # the budget is what it was
    assert saved.change.after == {"stories_channel": stage.channel.id, "stories_threshold": 6}
    assert await stage.storage.changes.last(saved.after.guild) == [saved.change]
    assert await stored(stage) == saved.after


async def test_what_is_set_already_is_no_change(stage: Stage) -> None:
    saved, _ = await save(stage, zone="UTC", people=())
    assert saved == Saved(await stored(stage), await stored(stage), None)
    await saved_change(stage, people=(3, 1))
    assert (await save(stage, people=(1, 3, 3)))[0] == Saved(await stored(stage), await stored(stage), None)
    assert len(await stage.storage.changes.last(stage.moderator.guild.id)) == 1


@pytest.mark.parametrize(
    "wrong", [{"stories_threshold": 1}, {"zone": "Mars/Phobos"}, {"stories_topics": ("cats",)}, {"guild": 1}]
)
async def test_what_no_server_can_have_is_never_saved_by_whatever_way(stage: Stage, wrong: dict[str, Any]) -> None:
    async def do(interaction: Any) -> Saved | Card:
        with pytest.raises(ValueError, match=r"has to be|no setting"):
            await stage.app.saving.save(interaction, {"paused": True, **wrong})
        return notice("Refused")

    assert "Refused" in text((await act(stage, do))[1])
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_a_list_that_is_full_is_refused_in_words(stage: Stage) -> None:
    filters = tuple(Filter("word", "block", f"word {n}") for n in range(51))
    assert "At most 50 filters" in (await save(stage, filters=filters))[1]
    assert "At most 200 people" in (await save(stage, people=tuple(range(1, 202))))[1]
    assert "At most 25 feeds" in (await save(stage, feeds=tuple(range(1, 27))))[1]
    assert "Saved" in (await save(stage, filters=filters[:50]))[1]
    assert "Nothing was saved" in (await save(stage, paused=True, filters=filters))[1]
    assert not (await stored(stage)).paused


async def test_a_feed_that_is_none_is_refused_in_words(stage: Stage) -> None:
    assert "That feed is gone" in (await save(stage, feeds=(10**6,)))[1]


async def test_a_channel_is_checked_when_it_is_named_and_its_lack_is_told(stage: Stage) -> None:
    bot_may(stage, stage.channel, attach_files=False)
    shown = (await save(stage, notices_channel=stage.channel.id, paused=True))[1]
    assert "Attach Files" in shown
    assert "cannot be used" in (await save(stage, notices_channel=5))[1]
    elsewhere = stage.env.create_guild("Elsewhere").create_text_channel("theirs")
    assert "cannot be used" in (await save(stage, notices_channel=elsewhere.id))[1]
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_roles_of_other_servers_and_everybody_are_refused(stage: Stage) -> None:
    elsewhere = stage.env.create_guild("Elsewhere").create_role("Theirs")
    for name in ("mention_role", "moderator_role"):
        for role in (elsewhere.id, stage.moderator.guild.id, 5):
            assert "Not that role" in (await save(stage, **{name: role}))[1]
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_who_has_the_named_role_sets_all_but_who_has_it(stage: Stage) -> None:
    helper = await helper_of(stage)
    named = (await stored(stage)).moderator_role
    other = stage.moderator.guild.create_role("Others")
    for role in (other.id, 0):
        assert "Only with Manage Server" in (await save(stage, helper, moderator_role=role, paused=True))[1]
    assert (await stored(stage)).moderator_role == named
    assert not (await stored(stage)).paused
    assert "Saved" in (await save(stage, helper, moderator_role=named, paused=True))[1]  # it is that one already
    assert "Saved" in (await save(stage, moderator_role=other.id))[1]
    assert "Only with Manage Server" in await undo(stage, 0, helper)
    assert "Saved" in await undo(stage)
    assert (await stored(stage)).moderator_role == named


async def test_undo_goes_back_change_by_change_to_the_first(stage: Stage) -> None:
    states = [await stored(stage)]
    for wanted in (
        {"stories_budget": 2},
        {"people": (3,), "stories_budget": 3},
        {"people": (3, 4)},
        {"zone": "Asia/Tokyo"},
    ):
        await saved_change(stage, **wanted)
        states.append(await stored(stage))
    for state in states[-2::-1]:
        assert "Saved" in await undo(stage)
        assert await stored(stage) == state
    assert "Nothing to undo" in await undo(stage)


async def test_an_undo_is_undone_from_the_log_and_then_the_first_change_can_be_undone_again(stage: Stage) -> None:
    first = await saved_change(stage, stories_budget=2)
    await undo(stage)
    [back, _] = await stage.storage.changes.last(stage.moderator.guild.id)
    assert (back.undoes, back.user) == (first, stage.moderator.id)
    assert "Undone already" in await undo(stage, first)
    await undo(stage, back.id)
    assert (await stored(stage)).stories_budget == 2
    await undo(stage)
    assert (await stored(stage)).stories_budget == 5
    assert "Nothing to undo" in await undo(stage)


async def test_an_older_change_is_undone_without_the_later_ones(stage: Stage) -> None:
    block, only = Filter("word", "block", "spoiler"), Filter("topic", "only", "music")
    first = await saved_change(stage, filters=(block,), paused=True)
    await saved_change(stage, filters=(block, only), zone="Asia/Tokyo")
    await undo(stage, first)
    after = await stored(stage)
    assert (after.filters, after.paused, after.zone) == ((only,), False, "Asia/Tokyo")
    budget = await saved_change(stage, stories_budget=2)
    await saved_change(stage, stories_budget=3)
    assert "set anew since" in await undo(stage, budget)
    assert (await stored(stage)).stories_budget == 3


async def test_another_servers_change_is_none(stage: Stage) -> None:
    mine = await saved_change(stage, paused=True)
    guild = stage.env.create_guild("Elsewhere")
    await stage.storage.servers.put(Server(guild=guild.id))
    change = (await stage.storage.changes.last(stage.moderator.guild.id))[0]
    theirs = await stage.storage.servers.put(Server(guild=guild.id, paused=True), replace(change, guild=guild.id))
    assert theirs
    assert "Nothing to undo" in await undo(stage, theirs.id)
    assert (await stage.storage.servers.get(guild.id)).paused
    assert not (await stage.storage.changes.last(guild.id))[0].is_undone
    assert mine != theirs.id


async def test_undoing_checks_the_channel_that_would_be_back(stage: Stage) -> None:
    await saved_change(stage, notices_channel=stage.channel.id)
    await saved_change(stage, notices_channel=0)
    bot_may(stage, stage.channel, attach_files=False)
    assert "Attach Files" in await undo(stage)
    assert not (await stored(stage)).notices_channel
    bot_may(stage, stage.channel, attach_files=True)
    await undo(stage)
    assert (await stored(stage)).notices_channel == stage.channel.id


async def test_a_channel_that_was_deleted_does_not_come_back_and_undo_goes_on_before_it(stage: Stage) -> None:
    other = stage.moderator.guild.create_text_channel("other")
    await saved_change(stage, paused=True)
    await saved_change(stage, stories_channel=other.id, stories_budget=7)
    moved = await saved_change(stage, stories_channel=stage.channel.id)
    stage.env.backend.delete_channel(other.id)
    await stage.env.settle()
    assert "is gone" in await undo(stage, moved)
    shown = await stage.moderator.slash(stage.channel, "setup")
    assert "at most 5 → at most 7" in text(shown)  # which is what its Undo takes back
    await undo(stage)
    assert ((await stored(stage)).stories_channel, (await stored(stage)).stories_budget) == (stage.channel.id, 5)
    await undo(stage)
    assert not (await stored(stage)).paused


async def test_on_a_full_disk_nothing_is_half_saved_and_an_answer_is_given(stage: Stage, tmp_path: Path) -> None:
    await saved_change(stage, stories_budget=7)
    before = await stored(stage)
    with full_disk(tmp_path / "test.db-wal"):
        saved, said = await save(stage, stories_budget=8, filters=(Filter("word", "block", "war"),))
        assert saved is None
        assert "nothing was changed" in said
        assert "nothing was changed" in await undo(stage)
    assert len(stage.env.errors) == 2
    stage.env.errors.clear()
    assert await stored(stage) == before
    assert len(await stage.storage.changes.last(before.guild)) == 1
    await undo(stage)
    assert (await stored(stage)).stories_budget == 5


async def test_a_feed_that_is_gone_does_not_come_back_and_the_rest_of_its_change_does(stage: Stage) -> None:
    await stage.storage.feeds.add(keyed(*(Source(url=f"https://example.com/{n}", name=str(n)) for n in (1, 2))))
    one, two = (feed.id for feed in await stage.storage.feeds.all())
    await saved_change(stage, feeds=(one, two))
    await saved_change(stage, feeds=())
    async with stage.storage._db.transaction() as tx:
        await tx.rows("DELETE FROM feeds WHERE id = ?", (one,))
    await undo(stage)
    assert (await stored(stage)).feeds == (two,)


async def test_a_feed_that_comes_back_is_read_like_a_new_one(stage: Stage) -> None:
    feeds, key = stage.storage.feeds, link_key("https://example.com/1")
    number = await feeds.ask_for(key, Source(url="https://example.com/1", name="One"))
    await saved_change(stage, feeds=(number,))
    await feeds.polled(number, Poll(ok_at=NOW, last_at=NOW, etag='"1"'))
    await saved_change(stage, feeds=())
    await undo(stage)
    back = await feeds.get(number)
    assert back
    assert back.poll == Poll()
    await feeds.polled(number, Poll(ok_at=NOW, last_at=NOW))
    await saved_change(stage, feeds=(number,), paused=True)
    kept = await feeds.get(number)
    assert kept
    assert kept.poll.ok_at == NOW  # it was there all the time


async def test_two_moderators_at_once_each_add_to_what_the_other_added(stage: Stage) -> None:
    def adds(person: int) -> Callable[[Server], dict[str, Any]]:
        return lambda server: {"people": (*server.people, person)}

    async def do(interaction: Any) -> Saved | Card:
        saving = stage.app.saving
        made = await asyncio.gather(*(saving.save(interaction, adds(person)) for person in (3, 4, 5)))
        return made[-1]

    await act(stage, do)
    assert (await stored(stage)).people == (3, 4, 5)
    changes = await stage.storage.changes.last(stage.moderator.guild.id)
    assert [change.after["people"] for change in changes] == [[3, 4, 5], [3, 4], [3]]
