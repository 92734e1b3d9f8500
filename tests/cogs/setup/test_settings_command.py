"""/settings as moderators use it, and as others may not: a file out and in, and the log with undo."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from simcord import InteractionResult, MemberActor

from cogs.kit import settings_words
from cogs.kit.buttons import ActionButton, CardButton
from cogs.kit.routes.settings import ImportState
from cogs.setup import import_card, settings_command, settings_import
from cogs.setup.settings_command import LogEntry
from news.model.feeds import Source
from news.model.servers import Change, Filter, Server
from news.settings.settings_file import settings_to_json
from news.settings.settings_reading import MOST_BYTES, Fault
from news.text.links import link_key
from tests.kit.discord_rules import CALLBACKS, callbacks, limit_faults, schema_faults
from tests.kit.every_setting import FEED, SET
from tests.kit.newsroom import NOW
from tests.kit.panel import bot_may, helper_of, stored
from tests.kit.presses import put_up
from tests.kit.stage import Stage, buttons, components, text
from tests.kit.store_rows import put

HIDDEN = discord.PermissionOverwrite(view_channel=False)
REFUSED = "For moderators only"
ADELE = 2


def as_file(**settings_: Any) -> bytes:
    return json.dumps({"limelight": 1, **settings_}, indent=1).encode()


async def send(
    stage: Stage, content: bytes, who: MemberActor | None = None, form: InteractionResult | None = None
) -> InteractionResult:
    """Send a settings file as a moderator does."""
    who = who or stage.moderator
    form = form or await who.slash(stage.channel, "settings import")
    assert form.modal
    return await who.submit_modal(form, {"file": ("settings.json", content)})


async def export(stage: Stage, who: MemberActor | None = None) -> tuple[InteractionResult, bytes]:
    shown = await (who or stage.moderator).slash(stage.channel, "settings export")
    assert shown.response
    [attachment] = shown.response.attachments
    return shown, await attachment.read()


async def press(
    stage: Stage, shown: InteractionResult, label: str, who: MemberActor | None = None
) -> InteractionResult:
    return await (who or stage.moderator).click(shown.response, custom_id=buttons(shown)[label]["custom_id"])


async def let_see(stage: Stage, who: MemberActor) -> None:
    """Show somebody the command, as a server's integration settings can: it is no right to use it."""
    [command] = [command for command in await stage.bot.tree.fetch_commands() if command.name == "settings"]
    who.guild.set_command_permissions(command, {who: True})


async def log(stage: Stage, who: MemberActor | None = None) -> InteractionResult:
    return await (who or stage.moderator).slash(stage.channel, "settings log")


async def test_what_is_exported_can_be_read_and_brings_all_back_elsewhere(stage: Stage) -> None:
    role = stage.moderator.guild.create_role("News")
    feed = await stage.storage.feeds.ask_for(link_key(FEED), Source(url=FEED, name="Example"))
    here = dict.fromkeys(("birthdays_channel", "stories_channel", "digest_channel"), stage.channel.id)
    made = replace(
        SET, guild=stage.moderator.guild.id, notices_channel=0, mention_role=role.id, moderator_role=role.id,
        filters=(Filter("person", "block", str(ADELE)), Filter("word", "block", "royal baby")), people=(ADELE,),
        feeds=(feed,), **here,
    )  # fmt: skip
    await stage.storage.servers.put(made)
    shown, content = await export(stage)
    assert shown.response
    assert shown.response.flags.ephemeral
    assert shown.response.attachments[0].filename == "limelight-settings.json"
    read = json.loads(content)
    assert read["stories"]["channel"] == {"id": str(stage.channel.id), "name": "#news"}
    assert read["server"]["mention_role"] == {"id": str(role.id), "name": "@News"}
    assert str(stage.moderator.id) not in content.decode()
    assert str(stage.member.id) not in content.decode()
    assert "Nothing to import" in text(await send(stage, content))
    await stage.storage.servers.put(Server(guild=made.guild))
    preview = await send(stage, content)
    assert await stored(stage) == Server(guild=made.guild)
    assert "Imported" in text(await press(stage, preview, "Apply"))
    assert await stored(stage) == made


async def test_a_channel_that_the_moderator_cannot_see_has_no_name_in_the_file(stage: Stage) -> None:
    guild = stage.moderator.guild
    hidden = guild.create_text_channel("hidden", overwrites={guild.default_role: HIDDEN})
    await stage.storage.servers.put(Server(guild=guild.id, notices_channel=hidden.id))
    _, content = await export(stage)
    assert json.loads(content)["notices"]["channel"] == {"id": str(hidden.id), "name": ""}


async def test_a_file_is_shown_as_what_it_changes_and_sets_that_when_applied(stage: Stage) -> None:
    await stage.storage.servers.put(Server(guild=stage.moderator.guild.id, zone="Asia/Tokyo", stories_budget=9))
    content = as_file(
        server={"zone": "Europe/Berlin"},
        stories={"channel": str(stage.channel.id), "budget": 9},
        birthdays={"at": "08:30", "people": [{"name": "Adele"}]},
        filters=[{"kind": "word", "mode": "block", "value": "spoiler"}],
    )
    preview = await send(stage, content)
    assert preview.response
    assert preview.response.flags.ephemeral
    for said in (
        "## The file changes 5 settings",
        "**Time zone**: Asia/Tokyo → Europe/Berlin",
        f"**Story channel**: none → <#{stage.channel.id}>",
        "**Birthdays at**: 09:00 → 08:30",
        "**Own birthday list**: added Adele",
        "**Filters**: added: never stories with “spoiler” in the headline",
        "Nothing is changed until you press Apply",
    ):
        assert said in text(preview)
    assert (await stored(stage)).zone == "Asia/Tokyo"
    applied = await press(stage, preview, "Apply")
    assert "### Imported: 5 settings changed" in text(applied)
    after = await stored(stage)
    assert (after.zone, after.stories_channel, after.birthdays_at, after.stories_budget) == (
        *("Europe/Berlin", stage.channel.id, 510),
        9,
    )
    assert len(after.people) == len(after.filters) == 1
    [change] = await stage.storage.changes.last(after.guild)
    assert change.user == stage.moderator.id
    taken = await press(stage, await press(stage, applied, "Change log and undo"), "Undo")
    assert "**Changed just now:**\n**Time zone**: Europe/Berlin → Asia/Tokyo" in text(taken)
    assert await stored(stage) == Server(guild=after.guild, zone="Asia/Tokyo", stories_budget=9)


async def test_a_file_with_mistakes_changes_nothing_and_each_is_told_with_its_line(stage: Stage) -> None:
    content = b'{"limelight": 1,\n"server": {"zone": "Mars/Phobos"},\n"stories": {\n"budget": 99, "@everyone": 1}}'
    shown = await send(stage, content)
    assert "### The file has 3 mistakes" in text(shown)
    assert '**Line 2**: server.zone is "Mars/Phobos": expected a time zone' in text(shown)
    assert "**Line 4**: stories.budget is 99: expected a whole number from 1 to 20" in text(shown)
    assert "@everyone" not in text(shown)
    assert "Nothing was changed." in text(shown)
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)
    again = await send(stage, as_file(stories={"budget": 7}), form=await press(stage, shown, "Send a file"))
    await press(stage, again, "Apply")
    assert (await stored(stage)).stories_budget == 7


async def test_of_many_mistakes_ten_are_told(stage: Stage) -> None:
    content = as_file(stories={"topics": [f"no topic {n}" for n in range(15)]})
    shown = text(await send(stage, content))
    assert "15 mistakes" in shown
    assert shown.count("**Line ") == 10
    assert "and 5 more" in shown


@pytest.mark.parametrize("content", [b"", b"\xff\xfe{}", b"<html>", b"[]", b"[" * 200_000, b'{"limelight": NaN}'])
async def test_what_is_no_settings_file_is_refused(stage: Stage, content: bytes) -> None:
    shown = text(await send(stage, content))
    assert "1 mistake" in shown
    assert "**Line 1**" in shown


async def test_a_file_that_is_too_large_is_not_even_fetched(stage: Stage) -> None:
    shown = text(await send(stage, b" " * (MOST_BYTES + 1)))
    assert "too large" in shown
    assert "257 KB; 256 KB are the most" in shown
    assert "1 mistake" in text(await send(stage, b" " * MOST_BYTES))


@pytest.mark.parametrize("error", [TimeoutError(), aiohttp.ServerDisconnectedError(), discord.ClientException("gone")])
async def test_a_file_that_does_not_arrive_is_asked_for_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    async def read(_self: discord.Attachment) -> bytes:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(discord.Attachment, "read", read)
        shown = await send(stage, as_file(stories={"budget": 7}))
    assert "The file did not arrive" in text(shown)
    again = await send(stage, as_file(stories={"budget": 7}), form=await press(stage, shown, "Send a file"))
    assert "The file changes 1 setting" in text(again)


async def test_a_file_that_is_larger_than_discord_said_is_refused(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read(_self: discord.Attachment) -> bytes:
        return b" " * (MOST_BYTES + 1)

    monkeypatch.setattr(discord.Attachment, "read", read)
    assert "too large" in text(await send(stage, as_file()))


async def test_a_file_of_another_server_is_refused_by_its_lines(stage: Stage) -> None:
    elsewhere = stage.env.create_guild("Elsewhere")
    channel, role = elsewhere.create_text_channel("theirs"), elsewhere.create_role("Theirs")
    content = as_file(stories={"channel": str(channel.id)}, server={"paused": True, "mention_role": str(role.id)})
    shown = text(await send(stage, content))
    assert f"stories.channel names {channel.id}: expected the id of a channel of this server" in shown
    assert f"server.mention\\_role names {role.id}: expected the id of a role of this server" in shown
    everybody = as_file(server={"mention_role": str(stage.moderator.guild.id)})
    assert "expected the id of a role" in text(await send(stage, everybody))
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_a_channel_where_the_bot_may_not_post_is_told_and_one_that_is_set_already_is_not_asked(
    stage: Stage,
) -> None:
    bot_may(stage, stage.channel, attach_files=False)
    content = as_file(notices={"channel": str(stage.channel.id)}, server={"paused": True})
    assert "notices.channel names a channel where the bot lacks: Attach Files" in text(await send(stage, content))
    await stage.storage.servers.put(Server(guild=stage.moderator.guild.id, notices_channel=stage.channel.id))
    assert "The file changes 1 setting" in text(await send(stage, content))


async def test_a_permission_lost_before_apply_is_told_and_recheck_goes_on(stage: Stage) -> None:
    preview = await send(stage, as_file(notices={"channel": str(stage.channel.id)}))
    bot_may(stage, stage.channel, attach_files=False)
    refused = await press(stage, preview, "Apply")
    assert "Attach Files" in text(refused)
    assert not (await stored(stage)).notices_channel
    bot_may(stage, stage.channel, attach_files=True)
    assert "Imported" in text(await press(stage, refused, "Recheck"))
    assert (await stored(stage)).notices_channel == stage.channel.id


async def test_feeds_that_the_bot_does_not_know_are_listed_and_the_rest_is_imported(stage: Stage) -> None:
    content = as_file(feeds=[{"url": "https://example.com/new"}], server={"paused": True})
    preview = await send(stage, content)
    assert "add this feed with `/feeds add`:\n- https\\://example.com/new" in text(preview)
    await press(stage, preview, "Apply")
    assert (await stored(stage)).paused
    nothing = text(await send(stage, content))
    assert "Nothing to import" in nothing
    assert "example.com/new" in nothing


async def test_what_was_changed_meanwhile_is_shown_before_it_is_overwritten(stage: Stage) -> None:
    preview = await send(stage, as_file(stories={"budget": 7, "threshold": 9}))
    await put(stage.storage, stage.moderator.guild.id, 3)
    shown = await press(stage, preview, "Apply")
    assert "changed meanwhile" in text(shown)
    assert "**Stories a day**: at most 3 → at most 7" in text(shown)
    assert (await stored(stage)).stories_budget == 3
    await press(stage, shown, "Apply")
    assert (await stored(stage)).stories_budget == 7


async def test_cancel_forgets_the_file(stage: Stage) -> None:
    preview, other = [await send(stage, as_file(stories={"budget": 7})) for _ in range(2)]
    assert "expired" in text(await press(stage, preview, "Apply"))  # another one was sent since
    custom_id = buttons(other)["Apply"]["custom_id"]
    assert "Not imported" in text(await press(stage, other, "Cancel"))
    message = await put_up(stage, ActionButton("import", custom_id.split(":")[2], label="Apply"))
    assert "expired" in text(await stage.moderator.click(message, label="Apply"))
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_a_file_waits_a_quarter_of_an_hour_and_no_restart(stage: Stage) -> None:
    preview = await send(stage, as_file(stories={"budget": 7}))
    stage.clock.now += settings_import.KEPT
    assert "expired" in text(await press(stage, preview, "Apply"))
    preview = await send(stage, as_file(stories={"budget": 7}))
    await stage.restart()
    assert "expired" in text(await press(stage, preview, "Apply"))
    assert (await stored(stage)).stories_budget == 5


async def test_a_file_is_applied_by_its_sender_only(stage: Stage) -> None:
    guild = stage.moderator.guild
    other = guild.add_member(stage.env.create_user("moe"), roles=[guild.roles["Moderators"]])
    preview = await send(stage, as_file(stories={"budget": 7}))
    state = buttons(preview)["Apply"]["custom_id"].split(":")[2]
    for name in ("import", "noimport"):
        message = await put_up(stage, ActionButton(name, state, label="Do"))
        assert "expired" in text(await other.click(message, label="Do"))
        assert REFUSED in text(await stage.member.click(message, label="Do"))
    assert (await stored(stage)).stories_budget == 5
    assert "Imported" in text(await press(stage, preview, "Apply"))


async def test_who_has_the_named_role_imports_all_but_who_has_it(stage: Stage) -> None:
    helper = await helper_of(stage)
    await let_see(stage, helper)
    named = (await stored(stage)).moderator_role
    content = as_file(server={"moderator_role": None, "paused": True})
    assert "server.moderator\\_role is set by members with the permission Manage Server only" in text(
        await send(stage, content, helper)
    )
    as_it_is = as_file(server={"moderator_role": str(named), "paused": True})
    await press(stage, await send(stage, as_it_is, helper), "Apply", helper)
    after = await stored(stage)
    assert (after.moderator_role, after.paused) == (named, True)


async def test_the_log_says_who_changed_what_when_and_pings_nobody(stage: Stage) -> None:
    assert "Nothing was changed yet" in text(await log(stage))
    for budget in (2, 3):
        await put(stage.storage, stage.moderator.guild.id, budget, user=stage.moderator.id)
    shown = await log(stage)
    assert shown.response
    assert shown.response.flags.ephemeral
    said = text(shown)
    assert "2 changes, newest first" in said
    assert said.index("at most 2 → at most 3") < said.index("at most 5 → at most 2")
    assert f"-# <t:{NOW + 3}:f> · <@{stage.moderator.id}>" in said


async def test_the_log_turns_its_pages_and_takes_an_entry_back(stage: Stage) -> None:
    guild = stage.moderator.guild.id
    for budget in (1, 2, 3, 4, 6, 7, 8):
        await put(stage.storage, guild, budget)
    await stage.storage.servers.put(replace(await stored(stage), paused=True), change(guild, "paused", False, True))
    first = await log(stage)
    assert "page 1 of 2" in text(first)
    # Only what would change something now can be taken back: the budget was set anew after each of the others.
    assert [part["label"] for part in pressed(first)] == ["Undo", "Undo", "‹ Previous", "Next ›"]
    second = await press(stage, first, "Next ›")
    assert "page 2 of 2" in text(second)
    assert "at most 5 → at most 1" in text(second)
    first = await press(stage, second, "‹ Previous")
    done = await stage.moderator.click(first.response, custom_id=pressed(first)[1]["custom_id"])
    assert "**Changed just now:**\n**Stories a day**: at most 8 → at most 7" in text(done)
    assert "took a change back" in text(done)
    assert "**undone since**" in text(done)
    after = await stored(stage)
    assert (after.stories_budget, after.paused) == (7, True)
    redone = await press(stage, done, "Redo")
    assert (await stored(stage)).stories_budget == 8
    assert "**Changed just now:**\n**Stories a day**: at most 7 → at most 8" in text(redone)
    assert "brought a change back" in text(redone)
    undone = await press(stage, redone, "Undo")  # of what brought it back
    assert "at most 8 → at most 7" in text(undone)
    assert (await stored(stage)).stories_budget == 7


def pressed(shown: InteractionResult) -> list[dict[str, Any]]:
    assert shown.response
    return [part for part in components(shown.response.components) if part["type"] == 2]


def change(guild: int, name: str, before: Any, after: Any) -> Change:
    return Change(guild=guild, user=7, at=NOW, before={name: before}, after={name: after})


async def test_a_change_that_another_moderator_took_back_is_not_taken_back_again(stage: Stage) -> None:
    await put(stage.storage, stage.moderator.guild.id, 3)
    one, other = await log(stage), await log(stage)
    await press(stage, one, "Undo")
    assert "Undone already" in text(await press(stage, other, "Undo"))
    assert len(await stage.storage.changes.last(stage.moderator.guild.id)) == 2


async def test_no_member_sees_or_changes_anything_by_whatever_button(stage: Stage) -> None:
    kept = await put(stage.storage, stage.moderator.guild.id, 3)
    before = await stored(stage)
    await let_see(stage, stage.member)
    for command in ("export", "import", "log"):
        shown = await stage.member.slash(stage.channel, f"settings {command}")
        assert REFUSED in text(shown)
        assert shown.response
        assert shown.response.flags.ephemeral
        assert not shown.response.attachments
    items = (
        ActionButton("takeback", f"{kept.id}.0", label="A"),
        ActionButton("sendfile", "-", label="B"),
        ActionButton("import", "1", label="C"),
        ActionButton("noimport", "1", label="D"),
        CardButton("open", "changes", "-", label="E"),
    )
    message = await put_up(stage, *items)  # type: ignore[arg-type]
    for label in "ABCDE":
        shown = await stage.member.click(message, label=label)
        assert REFUSED in text(shown), label
        assert shown.ephemeral
    assert await stored(stage) == before


async def test_one_who_lost_the_right_while_the_form_was_open_sends_it_in_vain(stage: Stage) -> None:
    helper = await helper_of(stage)
    await let_see(stage, helper)
    form = await helper.slash(stage.channel, "settings import")
    await stage.storage.servers.put(replace(await stored(stage), moderator_role=0))
    assert REFUSED in text(await send(stage, as_file(server={"paused": True}), helper, form))


@pytest.mark.parametrize("state", ["", "-", "1", "1.2.3", "../..", "0.0", "zzzzzzz.0", "1.x", "é.0", "1" * 80])
async def test_a_forged_button_changes_nothing(stage: Stage, state: str) -> None:
    elsewhere = await put(stage.storage, 60, 3)  # the id 1 is another server's
    assert elsewhere.id == 1
    for name in ("takeback", "import", "noimport"):
        message = await put_up(stage, ActionButton(name, state, label="Do"))
        assert "expired" in text(await stage.moderator.click(message, label="Do"))
    message = await put_up(stage, ActionButton("takeback", "1.0", label="Do"))
    assert "expired" in text(await stage.moderator.click(message, label="Do"))
    assert (await stage.storage.servers.get(60)).stories_budget == 3
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_every_answer_is_valid_against_discords_openapi(stage: Stage, data: Path) -> None:
    await export(stage)
    preview = await send(stage, as_file(stories={"budget": 7}, feeds=[{"url": "https://example.org/new"}]))
    await press(stage, await press(stage, await press(stage, preview, "Apply"), "Change log and undo"), "Undo")
    await press(stage, await press(stage, await log(stage), "Redo"), "Undo")
    wrong = await send(stage, b"{")
    await press(stage, wrong, "Send a file")
    seen = list(callbacks(stage))
    assert {payload["type"] for payload in seen} >= {4, 7, 9}
    for payload in seen:
        if payload["type"] in CALLBACKS:
            assert schema_faults(data, CALLBACKS[payload["type"]], payload) == []
            assert limit_faults(payload["data"].get("components", [])) == []


def test_every_setting_reads_in_words() -> None:
    names = {12: "Adele"}
    lines = settings_words.described_change(
        settings_to_json(Server(guild=50)), settings_to_json(SET), lambda number: names.get(number, ""), {4: "Example"}
    )
    assert len(lines) == len(settings_to_json(SET))
    assert "**Topics**: all → film & TV, royals" in lines
    assert "**Stories about deaths**: shown → left out" in lines
    assert "**Born on 29 February**: on 1 March → in leap years only" in lines
    assert "**Day of the weekly digest**: Monday → Sunday" in lines
    assert "**Own birthday list**: added Adele, somebody who is not named here" in lines
    assert "**Feeds**: added Example" in lines
    assert settings_words.described_change(settings_to_json(SET), settings_to_json(SET), str) == []


def test_what_is_written_by_others_shows_as_text() -> None:
    nasty = "*[@everyone](https://example.com)* <@1>"
    before, after = {"feeds": [], "filters": []}, {"feeds": [4], "filters": [["word", "block", nasty]]}
    for line in settings_words.described_change(before, after, str, {4: nasty}):
        assert "\\](https\\://" in line
        assert "<@1>" not in line
        assert "@everyone" not in line


def test_every_card_keeps_discords_limits() -> None:
    lines = settings_words.described_change(settings_to_json(Server(guild=50)), settings_to_json(SET), str)
    long = Change(guild=50, user=2**63, at=NOW, before={}, after={}, id=10**9, undoes=5)
    entries = [
        LogEntry(replace(long, id=10**9 + n), ["x" * 600] * 30, is_open=True, redoes=n > 2)
        for n in range(settings_command.PAGE)
    ]
    cards = [
        settings_command.log_page(entries, 9, 10, 50, ["x" * 600] * 30),
        settings_command.log_page([], 0, 1, 0),
        import_card.import_preview(
            ImportState(2**32 - 1), lines * 3, ["https://example.com/" + "x" * 300] * 25, is_stale=True
        ),
        import_card.applied_card(lines * 9),
        import_card.faults_card([Fault(10**6, "x*" * 300)] * 500),
        import_card.exported_card("{}"),
        import_card.no_difference(["https://example.com/" + "x" * 300] * 25),
        *(import_card.too_large(10**9), import_card.unread_notice(), import_card.not_applied_notice()),
    ]
    for made in cards:
        assert limit_faults(made.view.to_components()) == []
