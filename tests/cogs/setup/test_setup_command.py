"""The panel of /setup as moderators use it, and as others may not."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import discord
import pytest

from cogs.kit.buttons import ActionButton, Picker
from cogs.kit.replies import card as framed
from cogs.setup import change_codec
from cogs.setup.change_codec import TAB_OF
from news.model.articles import TOPICS
from news.model.posts import Post, Reason
from news.model.servers import Server
from news.settings.registry import TABS
from news.text.days import nearest_zones
from tests.kit.discord_rules import CALLBACKS, callbacks, limit_faults, schema_faults
from tests.kit.newsroom import NOW, Item
from tests.kit.panel import PERMISSIONS, bot_may, choose, chosen, fill, opened, press, put, set_channel, stored
from tests.kit.people import born, people_are
from tests.kit.stage import Stage, buttons, components, epoch, text

DAY = date(2021, 6, 9)

TABS_SHOWN = ("Channels", "Birthdays", "Stories", "Safety", "Server")
MOST_COMPONENTS = 36  # of Discord's 40: room for what comes
CHANNELS = ("birthdays", "stories", "digest", "notices")
CURTAINS = ("curtain_death", "curtain_health", "curtain_minors", "curtain_accusations")


async def test_a_birthday_channel_is_saved_with_one_choice_and_what_comes_is_shown(stage: Stage) -> None:
    await people_are(stage, *(born(f"Person {n}", f"1980-06-{10 + n}") for n in range(9)))
    shown = await opened(stage)
    assert "None: no channel is set." in text(shown)
    assert "Test birthdays" not in buttons(shown)
    shown = await choose(stage, shown, "birthdays_channel", stage.channel)
    said = text(shown)
    assert f"Saved. **Birthday channel**: none → <#{stage.channel.id}>" in said
    assert "Once a day at 09:00 (UTC): the 100 people in the news most" in said
    assert f"Birthdays <t:{epoch('2021-06-10T09:00')}:f> · Person 0 (41)" in said
    assert "4 more birthday posts within 7 days" in said
    assert shown.response.flags.ephemeral
    assert chosen(shown, "birthdays_channel") == [stage.channel.id]
    assert "Test birthdays" in buttons(shown)
    assert await stored(stage) == Server(guild=stage.moderator.guild.id, birthdays_channel=stage.channel.id)


async def test_every_setting_can_be_reached_and_each_says_what_it_was(stage: Stage) -> None:
    await stage.storage.feeds.add({1: stage.newsroom.publish("The Marquee")})
    guild = stage.moderator.guild
    fans, editors = guild.create_role("Fans"), guild.create_role("Editors")
    shown = await opened(stage)
    for kind in CHANNELS:
        shown = await set_channel(stage, kind, stage.channel)
    shown = await press(stage, shown, "Birthdays")
    shown = await fill(stage, shown, "Birthdays at 09:00", typed="9pm")
    assert "Saved. **Birthdays at**: 09:00 → 21:00" in text(shown)
    for setting, value in (("birthdays", "top.25"), ("belated", "24"), ("leap", "leap years")):
        shown = await choose(stage, shown, setting, value)
        assert chosen(shown, setting) == [value]
    shown = await choose(stage, shown, "birthdays", "followed")
    shown = await press(stage, shown, "Stories")
    shown = await fill(stage, shown, "Digest at 18:00", typed="07:30")
    for setting, value in (("digest", "6"), ("stories_threshold", "9"), ("stories_budget", "2")):
        shown = await choose(stage, shown, setting, value)
        assert chosen(shown, setting) == [value]
    shown = await choose(stage, shown, "language", "en")
    assert "Saved. **Language of stories**: any → " in text(shown)
    shown = await choose(stage, shown, "stories_topics", "sport", "legal")
    assert "Saved. **Topics**: all → legal, sport" in text(shown)
    shown = await press(stage, shown, "Safety")
    for setting, value in zip(CURTAINS, ("out", "shown", "out", "shown"), strict=True):
        shown = await choose(stage, shown, setting, value)
    shown = await fill(stage, await press(stage, shown, "Server"), "Zone UTC", typed="europe/berlin")
    assert "Saved. **Time zone**: UTC → Europe/Berlin" in text(shown)
    assert "In Europe/Berlin it is 22:00 on Wednesday now" in text(shown)
    shown = await choose(stage, shown, "mention_role", fans)
    shown = await choose(stage, shown, "moderator_role", editors)
    shown = await press(stage, shown, "Publish in announcement channels")
    shown = await press(stage, await press(stage, shown, "Channels"), "Pause posting")
    assert "**Posting is paused:**" in text(shown)
    channels = dict.fromkeys((f"{kind}_channel" for kind in CHANNELS), stage.channel.id)
    assert await stored(stage) == Server(
        guild=guild.id, zone="Europe/Berlin", paused=True, birthdays_at=1260, birthdays_who="followed",
        birthdays_top=25, belated=24, leap="leap years", stories_threshold=9, stories_topics=("legal", "sport"),
        stories_budget=2, digest_at=450, digest_every="week", digest_weekday=6, mention_role=fans.id, publish=True,
        language="en", moderator_role=editors.id, curtain_death="out", curtain_health="shown", curtain_minors="out",
        curtain_accusations="shown", **channels,
    )  # fmt: skip
    found, default = await stored(stage), Server(guild=guild.id)
    same = {field.name for field in fields(Server) if getattr(found, field.name) == getattr(default, field.name)}
    assert same == {"guild", "filters", "people", "feeds"}  # which have commands or a form of their own


async def test_every_select_shows_what_is_set(stage: Stage) -> None:
    guild = stage.moderator.guild
    fans, editors = guild.create_role("Fans"), guild.create_role("Editors")
    await put(
        stage, birthdays_channel=stage.channel.id, digest_every="week", digest_weekday=2, belated=0, leap="28 February",
        birthdays_top=7, stories_topics=("music",), stories_threshold=3, stories_budget=20, language="de",
        curtain_minors="out", mention_role=fans.id, moderator_role=editors.id,
    )  # fmt: skip
    expected: dict[str, dict[str, list[Any]]] = {
        "Channels": {"birthdays_channel": [stage.channel.id], "stories_channel": []},
        "Birthdays": {"birthdays": ["top.7"], "belated": ["0"], "leap": ["28 February"]},
        "Stories": {
            "stories_topics": ["music"], "stories_threshold": ["3"], "stories_budget": ["20"], "language": ["de"],
            "digest": ["2"],
        },
        "Safety": {"curtain_minors": ["out"], "curtain_death": ["shown"]},
        "Server": {"mention_role": [fans.id], "moderator_role": [editors.id]},
    }  # fmt: skip
    for tab, settings in expected.items():
        shown = await opened(stage, tab)
        assert {setting: chosen(shown, setting) for setting in settings} == settings
        assert buttons(shown)[tab]["disabled"]


async def test_stopping_takes_the_channel_only_and_is_an_act_of_its_own(stage: Stage) -> None:
    shown = await set_channel(stage, "birthdays", stage.channel)
    assert [label for label in buttons(shown) if label.startswith("Stop")] == ["Stop birthdays"]
    shown = await fill(stage, await press(stage, shown, "Birthdays"), "Birthdays at", typed="9:30")
    before = await stored(stage)
    shown = await press(stage, await press(stage, shown, "Channels"), "Stop birthdays")
    assert f"Saved. **Birthday channel**: <#{stage.channel.id}> → none" in text(shown)
    assert await stored(stage) == replace(before, birthdays_channel=0)
    assert not [label for label in buttons(shown) if label.startswith(("Stop", "Test", "Pause"))]


async def test_what_was_cleared_by_a_button_is_cleared(stage: Stage) -> None:
    guild = stage.moderator.guild
    fans, editors = guild.create_role("Fans"), guild.create_role("Editors")
    before = await put(
        stage, mention_role=fans.id, moderator_role=editors.id, stories_topics=("music",), publish=True, paused=True
    )
    shown = await press(stage, await opened(stage, "Stories"), "All topics")
    assert "All topics" not in buttons(shown)
    shown = await press(stage, await press(stage, shown, "Server"), "Mention nobody")
    shown = await press(stage, shown, "Take the right from this role")
    shown = await press(stage, shown, "Stop publishing")
    shown = await press(stage, await press(stage, shown, "Channels"), "Resume posting")
    assert "paused" not in text(shown).partition("Next posts")[2]
    cleared = replace(before, mention_role=0, moderator_role=0, stories_topics=(), publish=False, paused=False)
    assert await stored(stage) == cleared


# Undo


async def test_undo_takes_the_last_change_back_on_the_same_tab_and_then_the_one_before(stage: Stage) -> None:
    shown = await set_channel(stage, "birthdays", stage.channel)
    shown = await fill(stage, await press(stage, shown, "Birthdays"), "Birthdays at", typed="10")
    shown = await press(stage, shown, "Undo")
    assert "Undone. **Birthdays at**: 10:00 → 09:00" in text(shown)
    assert buttons(shown)["Birthdays"]["disabled"]
    shown = await press(stage, await press(stage, shown, "Server"), "Undo")
    assert f"Undone. **Birthday channel**: <#{stage.channel.id}> → none" in text(shown)
    assert buttons(shown)["Server"]["disabled"]
    assert "Undo" not in buttons(shown)
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_undo_is_offered_on_every_tab_with_what_it_takes_back(stage: Stage) -> None:
    assert "Undo" not in buttons(await opened(stage))
    await set_channel(stage, "notices", stage.channel)
    for tab in TABS_SHOWN:
        shown = await opened(stage, tab)
        assert "Undo" in buttons(shown)
        assert f"Last change: **Channel for notices**: none → <#{stage.channel.id}> · <@" in text(shown)


async def test_undo_pressed_twice_takes_one_change_back(stage: Stage) -> None:
    shown = await set_channel(stage, "birthdays", stage.channel)
    shown = await choose(stage, shown, "stories_channel", stage.channel)
    custom_id = buttons(shown)["Undo"]["custom_id"]
    state = custom_id.removeprefix("turn:undosetup:")
    await press(stage, shown, "Undo")
    again = await stage.moderator.click(await forged(stage, "undosetup", state), label="Press")
    assert "Undone already" in text(again)
    assert (await stored(stage)).birthdays_channel == stage.channel.id


async def test_undo_of_a_channel_that_lost_its_permissions_is_refused_with_a_way_back(stage: Stage) -> None:
    other = stage.moderator.guild.create_text_channel("other")
    shown = await choose(stage, await set_channel(stage, "birthdays", other), "birthdays_channel", stage.channel)
    bot_may(stage, other, attach_files=False)
    shown = await press(stage, shown, "Undo")
    assert "- Attach Files" in text(shown)
    assert (await stored(stage)).birthdays_channel == stage.channel.id
    assert "## Setup" in text(await press(stage, shown, "Back to the panel"))


# Times and zones


@pytest.mark.parametrize("time", ["25", "9:60", "soon", "@everyone"])
async def test_what_is_no_time_changes_nothing_and_can_be_tried_again(stage: Stage, time: str) -> None:
    shown = await fill(stage, await opened(stage, "Birthdays"), "Birthdays at", typed=time)
    assert "is no time of day" in text(shown)
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)
    shown = await fill(stage, shown, "Try again", typed="noon")
    assert (await stored(stage)).birthdays_at == 720
    assert buttons(shown)["Birthdays"]["disabled"]


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Mars/Phobos", "z" * 300, "Berlin", "@everyone"])
async def test_what_is_no_zone_is_refused_with_the_nearest_ones(stage: Stage, zone: str) -> None:
    shown = await stage.moderator.slash(stage.channel, "setup", zone=zone)
    assert "is no time zone" in text(shown)
    assert (await stored(stage)).zone == "UTC"
    assert list(buttons(shown)) == [*nearest_zones(zone, 4), "Back to the panel"]
    if zone == "Berlin":
        shown = await press(stage, shown, "Europe/Berlin")
        assert "Saved. **Time zone**: UTC → Europe/Berlin" in text(shown)
        assert (await stored(stage)).zone == "Europe/Berlin"
    else:
        assert "## Setup" in text(await press(stage, shown, "Back to the panel"))


async def test_a_zone_typed_into_the_form_is_answered_with_the_nearest_ones(stage: Stage) -> None:
    shown = await fill(stage, await opened(stage, "Server"), "Zone UTC", typed="new york")
    shown = await press(stage, shown, "America/New_York")
    assert (await stored(stage)).zone == "America/New_York"
    assert buttons(shown)["Server"]["disabled"]


async def test_a_zone_is_set_at_once_by_the_command_and_completed_by_city_and_continent(stage: Stage) -> None:
    shown = await stage.moderator.slash(stage.channel, "setup", zone=" europe/berlin")
    assert "Saved. **Time zone**: UTC → Europe/Berlin" in text(shown)
    assert buttons(shown)["Server"]["disabled"]
    for typed, first in (
        ("new york", "America/New_York"),
        ("asia/to", "Asia/Tokyo"),
        ("australia", "Australia/Sydney"),
    ):
        offered = await stage.moderator.autocomplete(stage.channel, "setup", "zone", typed)
        assert offered[0]["value"] == first


# Channels


@pytest.mark.parametrize("name", PERMISSIONS)
@pytest.mark.parametrize("kind", CHANNELS)
async def test_a_missing_permission_is_named_and_nothing_is_saved_until_it_is_there(
    stage: Stage, kind: str, name: str
) -> None:
    channel = stage.moderator.guild.create_text_channel("posts")
    bot_may(stage, channel, **{name: False})
    shown = await set_channel(stage, kind, channel)
    assert "### Permissions are missing" in text(shown)
    assert f"In <#{channel.id}> the bot lacks:" in text(shown)
    assert f"- {PERMISSIONS[name]}" in text(shown)
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)
    again = await press(stage, shown, "Recheck")
    assert f"- {PERMISSIONS[name]}" in text(again)
    bot_may(stage, channel, **dict.fromkeys(PERMISSIONS, True))
    assert "Saved." in text(await press(stage, again, "Recheck"))
    assert getattr(await stored(stage), f"{kind}_channel") == channel.id


async def test_all_that_is_missing_is_named_at_once_and_there_is_a_way_back(stage: Stage) -> None:
    channel = stage.moderator.guild.create_text_channel("posts")
    bot_may(stage, channel, **dict.fromkeys(PERMISSIONS, False))
    shown = await set_channel(stage, "birthdays", channel)
    assert all(f"- {name}" in text(shown) for name in PERMISSIONS.values())
    back = await press(stage, shown, "Back to the panel")
    assert chosen(back, "birthdays_channel") == []


async def test_a_permission_removed_since_is_said_on_every_tab_until_it_is_back(stage: Stage) -> None:
    await set_channel(stage, "birthdays", stage.channel)
    await set_channel(stage, "digest", stage.channel)
    assert "Not posted now" not in text(await opened(stage))
    bot_may(stage, stage.channel, attach_files=False, read_message_history=False)
    for tab in TABS_SHOWN:
        shown = await opened(stage, tab)
        assert f"**Not posted now:** Birthdays, Digest in <#{stage.channel.id}>" in text(shown)
        assert "The bot lacks **Read Message History**, **Attach Files**." in text(shown)
    bot_may(stage, stage.channel, attach_files=True, read_message_history=True)
    shown = await press(stage, shown, "Recheck")
    assert "Not posted now" not in text(shown)
    assert buttons(shown)["Server"]["disabled"]
    bot_may(stage, stage.channel, attach_files=False)
    shown = await fill(stage, await opened(stage, "Birthdays"), "Birthdays at", typed="10")
    assert "Saved." in text(shown)  # what is no channel can be set all the same
    assert "Saved." in text(await press(stage, await opened(stage), "Stop birthdays"))  # so can nothing


async def test_announcements_forums_and_threads_take_posts(stage: Stage) -> None:
    guild = stage.moderator.guild
    news, forum = guild.create_news_channel("announcements"), guild.create_forum_channel("forum")
    parent: Any = stage.bot.get_channel(stage.channel.id)
    made = await parent.create_thread(name="birthdays", type=discord.ChannelType.public_thread)
    thread = next(handle for handle in stage.channel.threads if handle.id == made.id)
    for channel in (news, forum, thread):
        assert "Saved." in text(await set_channel(stage, "birthdays", channel))
        assert (await stored(stage)).birthdays_channel == channel.id
    bot_may(stage, forum, send_messages_in_threads=False)
    assert "- Send Messages in Threads" in text(await set_channel(stage, "birthdays", forum))
    bot_may(stage, stage.channel, send_messages_in_threads=False)
    assert "- Send Messages in Threads" in text(await set_channel(stage, "birthdays", thread))
    bot_may(stage, stage.channel, send_messages_in_threads=True, manage_threads=False)
    await made.edit(locked=True)
    assert "- the thread unlocked" in text(await set_channel(stage, "birthdays", thread))


async def test_a_channel_that_is_gone_is_said_and_not_shown_as_chosen(stage: Stage) -> None:
    other = stage.moderator.guild.create_text_channel("other")
    await set_channel(stage, "stories", other)
    await stage.bot.get_channel(other.id).delete()  # type: ignore[union-attr]
    shown = await opened(stage)
    assert f"**Not posted now:** Stories in <#{other.id}>\n-# You or the bot cannot see that channel" in text(shown)
    assert chosen(shown, "stories_channel") == []
    assert (await stored(stage)).stories_channel == other.id
    assert (await stored(await _stopped(stage, shown))).stories_channel == 0


async def _stopped(stage: Stage, shown: Any) -> Stage:
    await press(stage, shown, "Stop stories")
    return stage


async def forged(stage: Stage, name: str, state: str) -> discord.Message:
    """Have the bot show a button with this custom_id to everybody."""
    return await shown_to_all(stage, ActionButton(name, state, label="Press"))


async def forged_select(stage: Stage, setting: str, values: Sequence[str]) -> discord.Message:
    options = [discord.SelectOption(label=value[:100] or "-", value=value) for value in values]
    select: Any = discord.ui.Select(options=options, max_values=len(options))
    return await shown_to_all(stage, Picker("setup", setting, select))


async def shown_to_all(stage: Stage, item: Any) -> discord.Message:
    channel: Any = stage.bot.get_channel(stage.channel.id)
    message: discord.Message = await channel.send(view=framed([discord.ui.ActionRow(item)]).view)
    return message


def other_channel(stage: Stage, kind: str) -> int:
    guild = stage.moderator.guild
    if kind == "elsewhere":
        return stage.env.create_guild("Elsewhere").create_text_channel("there").id
    if kind == "hidden":
        hidden = discord.PermissionOverwrite(view_channel=False)
        return guild.create_text_channel("hidden", overwrites={guild.default_role: hidden}).id
    made = {"voice": guild.create_voice_channel, "category": guild.create_category}.get(kind)
    return made("other").id if made else 1


@pytest.mark.parametrize("kind", ["voice", "category", "elsewhere", "hidden", "none"])
@pytest.mark.parametrize("way", ["button", "select"])
async def test_other_channels_are_refused_whatever_a_button_or_select_carries(
    stage: Stage, kind: str, way: str
) -> None:
    number = other_channel(stage, kind)
    if way == "button":
        message = await forged(stage, "set", change_codec.write_changes("channels", {"birthdays_channel": number}))
        shown = await stage.moderator.click(message, label="Press")
    else:
        message = await forged_select(stage, "0.birthdays_channel", [str(number)])
        shown = await stage.moderator.select(message, [str(number)])
    assert "cannot be used" in text(shown)
    assert (await stored(stage)).birthdays_channel == 0


async def test_a_private_thread_is_taken_from_one_who_is_in_it_only(stage: Stage) -> None:
    parent: Any = stage.bot.get_channel(stage.channel.id)
    made = await parent.create_thread(name="inner circle", type=discord.ChannelType.private_thread)
    message = await forged(stage, "set", change_codec.write_changes("channels", {"birthdays_channel": made.id}))
    assert "cannot be used" in text(await stage.moderator.click(message, label="Press"))
    thread = next(handle for handle in stage.channel.threads if handle.id == made.id)
    await made.add_user(discord.Object(stage.moderator.id))
    assert "Saved." in text(await set_channel(stage, "birthdays", thread))  # Discord offers what one is in


# Who may


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("setup", "rules"),
        ("set", change_codec.write_changes("channels", {"paused": True})),
        ("ask", "zone"),
        ("undosetup", "1.when"),
        ("recheck", "when"),
    ],
)
async def test_nobody_but_a_moderator_gets_anywhere_with_a_button(stage: Stage, name: str, state: str) -> None:
    await set_channel(stage, "stories", stage.channel)
    before = await stored(stage)
    message = await forged(stage, name, state)
    shown = await stage.member.click(message, label="Press")
    assert "For moderators only" in text(shown)
    assert shown.response.flags.ephemeral
    assert await stored(stage) == before


@pytest.mark.parametrize("setting", TAB_OF)
async def test_nobody_but_a_moderator_gets_anywhere_with_a_select(stage: Stage, setting: str) -> None:
    values = [str(stage.channel.id), "day", "1", "sport", "top.5", "out"]
    message = await forged_select(stage, f"0.{setting}", values)
    for value in values:
        assert "For moderators only" in text(await stage.member.select(message, [value]))
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_nobody_but_a_moderator_gets_anywhere_where_the_command_was_opened_to_all(stage: Stage) -> None:
    [command] = [c for c in await stage.bot.tree.fetch_commands() if c.name == "setup"]
    stage.member.guild.set_command_permissions(command, {stage.member: True})
    for options in ({}, {"zone": "Europe/Berlin"}, {"zone": "Berlin"}):
        shown = await stage.member.slash(stage.channel, "setup", **options)
        assert "For moderators only" in text(shown)
        assert shown.response.flags.ephemeral
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_who_is_no_moderator_any_more_cannot_go_on(stage: Stage) -> None:
    shown = await opened(stage, "Server")
    form = await press(stage, shown, "Zone UTC")
    everybody = stage.moderator.guild.roles["Moderators"]
    stage.env.backend.edit_role(stage.moderator.guild.id, everybody.id, {"permissions": 0})
    assert "For moderators only" in text(await stage.moderator.submit_modal(form, {"typed": "Europe/Berlin"}))
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)
    message = await forged(stage, "setup", "when")
    assert "For moderators only" in text(await stage.moderator.click(message, label="Press"))


async def test_the_named_role_may_set_all_but_who_has_it(stage: Stage) -> None:
    guild = stage.moderator.guild
    editors, fans = guild.create_role("Editors"), guild.create_role("Fans")
    await choose(stage, await opened(stage, "Server"), "moderator_role", editors)
    editor = guild.add_member(stage.env.create_user("eve"), roles=[editors])
    [command] = [c for c in await stage.bot.tree.fetch_commands() if c.name == "setup"]
    guild.set_command_permissions(command, {editors: True})
    shown = await opened(stage, "Server", editor)
    selects = [part for part in components(shown.response.components) if part["type"] == 6]
    assert [select.get("disabled", False) for select in selects] == [False, True]
    assert buttons(shown)["Take the right from this role"]["disabled"]
    await choose(stage, shown, "mention_role", fans, who=editor)
    before = await stored(stage)
    assert before.mention_role == fans.id
    for message, value in (
        (await forged_select(stage, "0.moderator_role", [str(fans.id)]), str(fans.id)),
        (await forged(stage, "set", change_codec.write_changes("server", {"moderator_role": 0})), ""),
    ):
        pressed = await (editor.select(message, [value]) if value else editor.click(message, label="Press"))
        assert "Only with Manage Server" in text(pressed)
    first = (await stage.storage.changes.last(guild.id))[-1]
    pressed = await editor.click(await forged(stage, "undosetup", f"{first.id}.rules"), label="Press")
    assert "Only with Manage Server" in text(pressed)
    assert await stored(stage) == before


async def test_the_setup_is_for_servers_only_and_hidden_from_members(stage: Stage) -> None:
    [synced] = [e.json for e in stage.env.http_requests if e.method == "PUT" and e.path.endswith("/commands")]
    assert isinstance(synced, list)
    [command] = [command for command in synced if command["name"] == "setup"]
    assert int(command["default_member_permissions"]) == discord.Permissions(manage_guild=True).value
    assert (command["contexts"], command["integration_types"]) == ([0], [0])
    assert [option["name"] for option in command["options"]] == ["zone"]


# Forged


@pytest.mark.parametrize(
    ("name", "state"),
    [
        *(("set", state) for state in ("", "9", "0.a", "0.b140", "0.bzz.bzz", "0.zMars/Phobos", "0.-1", "0.c9", "0..")),
        *(("set", state) for state in ("0.a" + "z" * 13, "x" * 80, "0.t3", "0.s" + "z" * 13)),
        *(("setup", state) for state in ("", "0", "Rules", "x" * 80)),
        *(("ask", state) for state in ("", "birthdays_who", "guild", "zone.1")),
        *(("undosetup", state) for state in ("", "1", "1.", "1.nowhere", "0.when", "zzzzzzzz.when", "-1.when")),
        ("recheck", "nowhere"),
    ],
)
async def test_a_forged_button_changes_nothing(stage: Stage, name: str, state: str) -> None:
    shown = text(await stage.moderator.click(await forged(stage, name, state), label="Press"))
    assert "has expired" in shown
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_another_servers_change_is_none_to_undo(stage: Stage) -> None:
    await set_channel(stage, "birthdays", stage.channel)
    [change] = await stage.storage.changes.last(stage.moderator.guild.id)
    other = stage.env.create_guild("Elsewhere")
    there = other.create_text_channel("there")
    boss = other.create_role("Boss", permissions=discord.Permissions(manage_guild=True))
    stranger = other.add_member(stage.env.create_user("sid"), roles=[boss])
    channel: Any = stage.bot.get_channel(there.id)
    button: Any = ActionButton("undosetup", f"{change.id}.when", label="Press")
    message = await channel.send(view=framed([discord.ui.ActionRow(button)]).view)
    assert "Nothing to undo" in text(await stranger.click(message, label="Press"))
    assert (await stored(stage)).birthdays_channel == stage.channel.id


@pytest.mark.parametrize(
    ("state", "value"),
    [
        ("0.birthdays_channel", "-5"),
        ("0.birthdays_channel", "1" * 40),
        ("0.birthdays_channel", "٣"),
        ("0.mention_role", "0"),
        ("0.digest", "7"),
        ("0.digest", "week"),
        ("0.belated", "5"),
        ("0.leap", "2 March"),
        ("0.birthdays", "top"),
        ("0.birthdays", "top.501"),
        ("0.birthdays", "everybody"),
        ("0.stories_topics", "gossip"),
        ("0.stories_threshold", "1"),
        ("0.stories_budget", "21"),
        ("0.language", "xx"),
        ("0.language", "../"),
        ("0.curtain_death", "open"),
        ("0.guild", "5"),
        ("0.paused", "1"),
        ("0.people", "5"),
        ("0.", "5"),
        ("birthdays_channel", "5"),
        ("", "5"),
    ],
)
async def test_a_forged_select_changes_nothing(stage: Stage, state: str, value: str) -> None:
    message = await forged_select(stage, state, [value])
    assert "has expired" in text(await stage.moderator.select(message, [value]))
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_everybody_and_another_servers_role_are_never_mentioned_and_never_moderators(stage: Stage) -> None:
    guild = stage.moderator.guild
    elsewhere = stage.env.create_guild("Elsewhere").create_role("Other")
    for number in (guild.default_role.id, elsewhere.id, 7):
        for setting in ("mention_role", "moderator_role"):
            message = await forged_select(stage, f"0.{setting}", [str(number)])
            assert "Not that role" in text(await stage.moderator.select(message, [str(number)]))
    assert await stored(stage) == Server(guild=guild.id)


async def test_the_panel_outlives_a_restart(stage: Stage) -> None:
    shown = await set_channel(stage, "birthdays", stage.channel)
    await stage.restart()
    shown = await choose(stage, shown, "stories_channel", stage.channel)
    assert "Saved. **Story channel**" in text(shown)
    await stage.restart()
    await press(stage, shown, "Undo")
    found = await stored(stage)
    assert (found.birthdays_channel, found.stories_channel) == (stage.channel.id, 0)


async def test_every_drawing_gives_its_selects_new_names(stage: Stage) -> None:
    """A page that keeps a choice by the select's name would go on showing one that was refused or undone."""
    first, second = [await opened(stage) for _ in range(2)]
    ids = [
        {(part["id"], part["custom_id"]) for part in components(shown.response.components) if part["type"] == 8}
        for shown in (first, second)
    ]
    assert len(ids[0]) == 3
    assert not {id_ for id_, _ in ids[0]} & {id_ for id_, _ in ids[1]}
    assert not {name for _, name in ids[0]} & {name for _, name in ids[1]}


# What comes and what does not


async def test_what_was_posted_already_is_not_announced_again(stage: Stage) -> None:
    one = born("Person One", "1980-06-10")
    await people_are(stage, one)
    guild = stage.moderator.guild.id
    assert "Person One" in text(await set_channel(stage, "birthdays", stage.channel))
    async with stage.storage.transaction() as tx:
        await tx.birthdays.claim(guild, DAY.replace(day=10), [one.id])
        await tx.birthdays.keep_handled(guild, DAY)
    assert "No birthday in the coming 7 days." in text(await opened(stage))


async def test_missed_birthdays_and_a_channel_that_refuses_are_told_to_moderators(stage: Stage) -> None:
    await set_channel(stage, "birthdays", stage.channel)
    guild = stage.moderator.guild.id
    post = Post(key="k", guild=guild, channel=stage.channel.id, kind="birthdays", priority=0, due_at=0)
    async with stage.storage.transaction() as tx:
        await tx.birthdays.miss(guild, DAY.replace(day=1), [1, 2])
        await tx.birthdays.miss(guild, DAY.replace(month=1), [3])
    await stage.storage.posts.suspend(post, Reason("answer", ("HTTP 403 50013",)), NOW, NOW + 86400, None)
    shown = await opened(stage)
    assert "In the last 30 days 2 birthdays were not posted: the bot or the channel was away too long." in text(shown)
    assert f"**Not posted now:** Birthdays in <#{stage.channel.id}>\n-# The bot lacks a permission there." in text(
        shown
    )
    shown = await press(stage, shown, "Recheck")
    assert "Not posted now" not in text(shown)
    [destination] = await stage.storage.posts.destinations(guild)
    assert destination.suspended_at is None  # on trial: the next post decides


async def test_saving_a_channel_that_was_mended_lets_posts_go_there_at_once(stage: Stage) -> None:
    await set_channel(stage, "birthdays", stage.channel)
    post = Post(key="k", guild=stage.channel.guild.id, channel=stage.channel.id, kind="story", priority=1, due_at=NOW)
    await stage.storage.posts.owe([post])
    [claimed] = await stage.storage.posts.claim(await stage.storage.posts.waiting(NOW, 1, 3), NOW)
    await stage.storage.posts.suspend(claimed, Reason("answer", ("HTTP 403 50013",)), NOW, NOW + 86400, None)
    await set_channel(stage, "birthdays", stage.channel)
    [destination] = await stage.storage.posts.destinations(stage.channel.guild.id)
    assert destination.suspended_at is None


async def test_while_paused_every_tab_says_so_and_none_promises_a_post(stage: Stage) -> None:
    await people_are(stage, born("Person One", "1980-06-10"))
    await put(stage, paused=True, birthdays_channel=stage.channel.id, digest_channel=stage.channel.id)
    for tab in TABS_SHOWN:
        shown = await opened(stage, tab)
        assert "**Posting is paused:**" in text(shown)
    shown = await opened(stage)
    assert text(shown).endswith("**Next posts**\nNone while posting is paused.")
    assert "Resume posting" in buttons(shown)


async def test_the_next_digests_and_the_stories_near_the_bar_are_told(stage: Stage) -> None:
    outlets = [
        stage.newsroom.publish(outlet, Item(title="Adele announces a new album for the autumn", hours=2))
        for outlet in ("The Marquee", "Backlot", "Red Carpet Daily")
    ]
    await stage.read(*outlets)
    assert f"Digest <t:{epoch('2021-06-10T18:00')}:f>" in text(await set_channel(stage, "digest", stage.channel))
    stories = text(await set_channel(stage, "stories", stage.channel))
    assert "nearest to the bar now" in stories
    line = "“Adele announces a new album for the autumn” has 3 outlets; the {} is {}"
    assert line.format("threshold", 4) in stories
    await choose(stage, await opened(stage, "Stories"), "stories_threshold", "3")
    stories = text(await opened(stage))
    assert f"{line.format('bar', 3)}, so it goes out with its next report" in stories


# Limits


async def worst(stage: Stage) -> None:
    """Set all there is, in the longest words, with everything in trouble."""
    people = [born(f"{n} " + "*_~`|<>[]" * 7, f"1980-06-{n % 15 + 9:02}", popularity=500 - n) for n in range(300)]
    await people_are(stage, *(replace(person, name=person.name[:60]) for person in people))
    guild = stage.moderator.guild
    roles = [guild.create_role(name) for name in ("Fans", "Editors")]
    channels = {f"{kind}_channel": guild.create_text_channel(kind) for kind in CHANNELS}
    headline = "*_~`|<>[] Adele speaks at length " * 9
    outlets = [stage.newsroom.publish(f"Outlet {n}", Item(title=headline, hours=1)) for n in range(3)]
    await stage.read(*outlets)
    server = await put(
        stage, zone=max(nearest_zones("america/", 999), key=len), birthdays_top=499, stories_topics=TOPICS[:14],
        digest_every="week", digest_weekday=2, publish=False, language="de", people=tuple(p.id for p in people[:200]),
        **{name: channel.id for name, channel in channels.items()},
    )  # fmt: skip
    await stage.app.saving.save(
        Somebody(stage),  # type: ignore[arg-type]
        {"mention_role": roles[0].id, "moderator_role": roles[1].id, "birthdays_at": 1, "digest_at": 2, "belated": 0},
    )
    for channel in channels.values():
        bot_may(stage, channel, **dict.fromkeys(PERMISSIONS, False))
    async with stage.storage.transaction() as tx:
        await tx.birthdays.miss(server.guild, DAY.replace(day=1), [1, 2])


class Somebody:
    """Who saves past the panel: as much of an interaction as saving asks for."""

    def __init__(self, stage: Stage) -> None:
        self.guild_id = stage.moderator.guild.id
        self.guild = stage.bot.get_guild(self.guild_id)
        self.user = stage.moderator
        self.permissions = discord.Permissions(manage_guild=True)


async def test_every_tab_at_its_fullest_keeps_discords_limits(stage: Stage) -> None:
    await worst(stage)
    for tab in TABS_SHOWN:
        shown = await opened(stage, tab)
        said = text(shown)
        assert said.count("Not posted now") == 4
        assert {"Undo", "Recheck"} <= {*buttons(shown)}
        assert limit_faults(shown.response.components) == []
        assert len(list(components(shown.response.components))) <= MOST_COMPONENTS, tab
    shown = await opened(stage)
    assert {"Test birthdays", "Test stories", "Test digest", "Pause posting"} <= {*buttons(shown)}


async def use_everything(stage: Stage) -> None:
    """Open every tab, and press and choose everything there once."""
    await worst(stage)
    for tab in TABS_SHOWN:
        labels = [label for label, button in buttons(await opened(stage, tab)).items() if not button.get("disabled")]
        for label in labels:
            shown = await opened(stage, tab)
            if label in buttons(shown):  # what an earlier one stopped is not there any more
                await press(stage, shown, label)
    for setting, tab in TAB_OF.items():
        shown = await opened(stage, tab.capitalize())
        for part in components(shown.response.components):
            if part["type"] == 3 and part["custom_id"].endswith(f".{setting}"):
                await choose(
                    stage, shown, setting, *(option["value"] for option in part["options"][-part["max_values"] :])
                )
    await set_channel(stage, "birthdays", stage.moderator.guild.create_text_channel("more"))
    for zone in ("Berlin" * 100, "new"):
        await stage.moderator.slash(stage.channel, "setup", zone=zone)
    await fill(stage, await opened(stage, "Birthdays"), "Birthdays at", typed="*" * 60)


@pytest.mark.slow
async def test_every_answer_keeps_discords_limits_and_pings_nobody(stage: Stage) -> None:
    await use_everything(stage)
    seen = [payload for payload in callbacks(stage) if payload["type"] in (4, 7)]
    assert len(seen) > 70
    for payload in seen:
        assert limit_faults(payload["data"]["components"]) == []
        assert payload["data"]["allowed_mentions"]["parse"] == []


@pytest.mark.slow
async def test_every_answer_is_valid_against_discords_openapi(stage: Stage, data: Path) -> None:
    await use_everything(stage)
    for payload in callbacks(stage):
        if payload["type"] in CALLBACKS:
            assert schema_faults(data, CALLBACKS[payload["type"]], payload) == []


def test_whatever_can_be_set_by_a_button_fits_into_it() -> None:
    longest = max(nearest_zones("america/", 999), key=len)
    wanted = {
        "birthdays_channel": 2**63 - 1, "birthdays_at": 1439, "birthdays_who": "list", "birthdays_top": 500,
        "belated": 24, "leap": "leap years", "zone": longest,
    }  # fmt: skip
    state = change_codec.write_changes("birthdays", wanted)
    assert len(state) <= 80
    assert change_codec.read_changes(state) == ("birthdays", wanted)


def test_nothing_chosen_is_no_choice_and_clears_nothing() -> None:
    assert [change_codec.read_choice(setting, []) for setting in TAB_OF] == [None] * len(TAB_OF)


def test_every_select_belongs_to_a_tab() -> None:
    assert set(TAB_OF.values()) == set(TABS)


@pytest.mark.parametrize(("old", "tab"), [("when", "Birthdays"), ("what", "Stories"), ("rules", "Safety")])
async def test_buttons_from_before_there_were_five_tabs_go_on_working(stage: Stage, old: str, tab: str) -> None:
    for name in ("setup", "recheck"):
        shown = await stage.moderator.click(await forged(stage, name, old), label="Press")
        assert buttons(shown)[tab]["disabled"]
    await set_channel(stage, "birthdays", stage.channel)
    [change] = await stage.storage.changes.last(stage.moderator.guild.id)
    shown = await stage.moderator.click(await forged(stage, "undosetup", f"{change.id}.{old}"), label="Press")
    assert buttons(shown)[tab]["disabled"]
    assert (await stored(stage)).birthdays_channel == 0


async def test_a_setting_of_an_old_button_is_saved(stage: Stage) -> None:
    await stage.moderator.click(await forged(stage, "set", "3.q1"), label="Press")  # rules: publish
    await stage.moderator.click(await forged(stage, "set", "1.zEurope/Berlin"), label="Press")  # when: the zone
    assert await stored(stage) == Server(guild=stage.moderator.guild.id, publish=True, zone="Europe/Berlin")
