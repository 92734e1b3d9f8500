"""/setup as moderators use it, and as others may not."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor
from simcord.backend.models import Overwrite

from cogs.ui import changes
from cogs.ui.buttons import ActionButton
from cogs.ui.changes import SECTIONS
from cogs.ui.replies import card as framed
from news.model import Post, Server
from news.zones import nearest_zones
from storage.servers import claim_birthdays, miss_birthdays
from tests.discord_rules import CALLBACKS, limit_faults, schema_faults
from tests.newsroom import NOW, Item
from tests.stage import Stage, buttons, epoch, text
from tests.test_birthdays_command import DAY, born
from tests.test_celebrity import people_are
from tests.test_payloads import callbacks

PERMISSIONS = {
    "view_channel": "View Channel",
    "read_message_history": "Read Message History",
    "attach_files": "Attach Files",
    "embed_links": "Embed Links",
    "send_messages": "Send Messages",
}


async def setup(stage: Stage, section: str, /, **options: Any) -> InteractionResult:
    return await stage.moderator.slash(stage.channel, f"setup {section}", **options)


async def press(
    stage: Stage, shown: InteractionResult, label: str, who: MemberActor | None = None
) -> InteractionResult:
    return await (who or stage.moderator).click(shown.response, custom_id=buttons(shown)[label]["custom_id"])


async def stored(stage: Stage) -> Server:
    return await stage.storage.servers.get(stage.moderator.guild.id)


def bot_may(stage: Stage, channel: ChannelHandle, **allowed: bool) -> None:
    """Allow and deny the bot itself things in a channel."""
    allow, deny = discord.PermissionOverwrite(**allowed).pair()
    bot = stage.env.backend.bot_user.id
    stage.env.backend.set_overwrite(channel.id, Overwrite(target_id=bot, type=1, allow=allow.value, deny=deny.value))


async def test_birthdays_are_set_and_what_comes_is_shown_with_a_test_of_it(stage: Stage) -> None:
    people = [born(f"Person {n}", f"1980-06-{10 + n}") for n in range(9)]
    await people_are(stage, *people)
    shown = await setup(stage, "birthdays", channel=stage.channel, time="9pm", zone="Europe/Berlin", belated=24)
    said = text(shown)
    assert f"<#{stage.channel.id}> at **21:00** (Europe/Berlin): the 100 people in the news most" in said
    assert "Posted late: up to 24 hours" in said
    assert said.count("<t:") == 14  # seven posts, each with its time and the countdown
    assert "Person 0 (41)\n-# <t:1623351600:f> · <t:1623351600:R>" in said
    assert shown.response.flags.ephemeral
    assert await stored(stage) == Server(
        guild=stage.moderator.guild.id,
        zone="Europe/Berlin",
        birthdays_channel=stage.channel.id,
        birthdays_at=1260,
        belated=24,
    )
    trial = await press(stage, shown, "Test")
    assert "## Birthdays on 10 June\n**Person 0** turns 41" in text(trial)
    assert trial.response.flags.ephemeral
    assert "A test" in text(await press(stage, trial, "Why this?"))
    assert not await stage.storage.posts.waiting(NOW + 10**7, 9, 3)


async def test_the_test_shows_the_post_itself_with_its_whole_list(stage: Stage) -> None:
    await people_are(stage, *(born(f"Person {n}", "1980-06-10", popularity=99 - n) for n in range(30)))
    shown = await setup(stage, "birthdays", channel=stage.channel)
    trial = await press(stage, shown, "Test")
    assert "30 people" in text(await press(stage, trial, "and 10 more"))


async def test_what_is_left_out_stays_as_it_is(stage: Stage) -> None:
    await setup(
        stage, "birthdays", channel=stage.channel, time="9:30", zone="Asia/Tokyo", who="list", leap="28 February"
    )
    before = await stored(stage)
    await setup(stage, "birthdays", top=50)
    assert await stored(stage) == replace(before, birthdays_top=50)
    await setup(stage, "birthdays")
    await setup(stage, "digest", every="week")
    assert await stored(stage) == replace(before, birthdays_top=50, digest_every="week")


async def test_off_takes_the_channel_only(stage: Stage) -> None:
    await setup(stage, "birthdays", channel=stage.channel, time="9:30")
    before = await stored(stage)
    assert "Off: no channel is set." in text(await setup(stage, "birthdays", off=True))
    assert await stored(stage) == replace(before, birthdays_channel=0)
    both = await setup(stage, "birthdays", off=True, channel=stage.channel)
    assert "Either `channel` or `off`" in text(both)


async def test_every_setting_of_a_server_can_be_reached(stage: Stage) -> None:
    role = stage.moderator.guild.create_role("Fans")
    await setup(
        stage, "birthdays",
        channel=stage.channel, time="1", zone="Asia/Tokyo", who="followed", top=7, belated=0, leap="leap years",
    )  # fmt: skip
    await setup(stage, "stories", channel=stage.channel, threshold=9, topics="sport, legal", budget=2)
    await setup(stage, "digest", channel=stage.channel, time="2", every="week", weekday="Sunday")
    await setup(stage, "notices", channel=stage.channel)
    await setup(stage, "server", paused=True, publish=True, mention=role)
    found, default = await stored(stage), Server(guild=stage.moderator.guild.id)
    same = {field.name for field in fields(Server) if getattr(found, field.name) == getattr(default, field.name)}
    assert same == {"guild"}
    shown = text(await setup(stage, "show"))
    for words in (
        f"<#{stage.channel.id}> at **01:00** (Asia/Tokyo): people whom members follow here",
        "Posted late: never · born on 29 February: in leap years only",
        "reported by 9 independent outlets\n-# legal, sport · at most 2 stories a day",
        "every Sunday at **02:00**",
        "**Paused**: nothing is posted · zone Asia/Tokyo",
        f"<@&{role.id}> · announcement channels: published to followers",
    ):
        assert words in shown
    await setup(stage, "server", nobody=True, paused=False)
    await setup(stage, "stories", topics="all")
    assert await stored(stage) == replace(found, mention_role=0, paused=False, stories_topics=())


@pytest.mark.parametrize("time", ["25", "9:60", "soon", "", "@everyone" * 30])
async def test_what_is_no_time_changes_nothing(stage: Stage, time: str) -> None:
    shown = await setup(stage, "birthdays", channel=stage.channel, time=time)
    assert "is no time of day" in text(shown)
    assert (await stored(stage)).birthdays_channel == 0


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Mars/Phobos", "z" * 300, "Berlin", "@everyone"])
async def test_what_is_no_zone_is_refused_with_the_nearest_ones(stage: Stage, zone: str) -> None:
    shown = await setup(stage, "birthdays", channel=stage.channel, time="9", zone=zone)
    assert "is no time zone" in text(shown)
    assert (await stored(stage)).birthdays_channel == 0
    assert list(buttons(shown)) == nearest_zones(zone, 5)
    for label in list(buttons(shown))[:1]:
        assert "Birthdays: saved" in text(await press(stage, shown, label))
        found = await stored(stage)
        assert (found.zone, found.birthdays_at, found.birthdays_channel) == (label, 540, stage.channel.id)


async def test_a_zone_need_not_be_spelt_as_the_table_does(stage: Stage) -> None:
    await setup(stage, "digest", zone=" europe/berlin")
    assert (await stored(stage)).zone == "Europe/Berlin"
    offered = await stage.moderator.autocomplete(stage.channel, "setup birthdays", "zone", "new york")
    assert offered[0]["value"] == "America/New_York"


async def test_topics_are_completed_and_a_wrong_one_is_refused(stage: Stage) -> None:
    assert "“gossip” is no topic" in text(await setup(stage, "stories", topics="music, gossip"))
    assert (await stored(stage)).stories_topics == ()
    offered = await stage.moderator.autocomplete(stage.channel, "setup stories", "topics", "music, le")
    assert [choice["value"] for choice in offered] == ["music, legal"]


@pytest.mark.parametrize("name", PERMISSIONS)
@pytest.mark.parametrize("section", ["birthdays", "stories", "digest", "notices"])
async def test_a_missing_permission_is_named_and_nothing_is_saved_until_it_is_there(
    stage: Stage, section: str, name: str
) -> None:
    channel = stage.moderator.guild.create_text_channel("posts")
    bot_may(stage, channel, **{name: False})
    shown = await setup(stage, section, channel=channel)
    assert "### Permissions are missing" in text(shown)
    assert f"- {PERMISSIONS[name]}" in text(shown)
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)
    again = await press(stage, shown, "Recheck")
    assert f"- {PERMISSIONS[name]}" in text(again)
    bot_may(stage, channel, **dict.fromkeys(PERMISSIONS, True))
    assert ": saved" in text(await press(stage, again, "Recheck"))
    assert getattr(await stored(stage), f"{section}_channel") == channel.id


async def test_all_that_is_missing_is_named_at_once(stage: Stage) -> None:
    channel = stage.moderator.guild.create_text_channel("posts")
    bot_may(stage, channel, **dict.fromkeys(PERMISSIONS, False))
    shown = text(await setup(stage, "birthdays", channel=channel))
    assert all(f"- {name}" in shown for name in PERMISSIONS.values())


async def test_a_channel_that_lost_its_permissions_is_found_when_anything_is_set(stage: Stage) -> None:
    await setup(stage, "birthdays", channel=stage.channel)
    bot_may(stage, stage.channel, attach_files=False)
    assert "- Attach Files" in text(await setup(stage, "birthdays", time="10"))
    assert (await stored(stage)).birthdays_at == 540
    assert "Off" in text(await setup(stage, "birthdays", off=True))  # which needs none


async def test_announcements_forums_and_threads_take_posts(stage: Stage) -> None:
    guild = stage.moderator.guild
    news, forum = guild.create_news_channel("announcements"), guild.create_forum_channel("forum")
    parent: Any = stage.bot.get_channel(stage.channel.id)
    made = await parent.create_thread(name="birthdays", type=discord.ChannelType.public_thread)
    thread = next(handle for handle in stage.channel.threads if handle.id == made.id)
    for channel in (news, forum, thread):
        assert ": saved" in text(await setup(stage, "birthdays", channel=channel))
        assert (await stored(stage)).birthdays_channel == channel.id
    bot_may(stage, forum, send_messages_in_threads=False)
    assert "- Send Messages in Threads" in text(await setup(stage, "birthdays", channel=forum))
    bot_may(stage, stage.channel, send_messages_in_threads=False)
    assert "- Send Messages in Threads" in text(await setup(stage, "birthdays", channel=thread))
    bot_may(stage, stage.channel, send_messages_in_threads=True, manage_threads=False)
    await made.edit(locked=True)
    assert "- the thread unlocked" in text(await setup(stage, "birthdays", channel=thread))


@pytest.mark.parametrize("kind", ["voice", "category", "elsewhere", "hidden", "none"])
async def test_other_channels_are_refused_whatever_a_button_carries(stage: Stage, kind: str) -> None:
    guild = stage.moderator.guild
    if kind == "elsewhere":
        number = stage.env.create_guild("Elsewhere").create_text_channel("there").id
    elif kind == "hidden":
        hidden = discord.PermissionOverwrite(view_channel=False)
        number = guild.create_text_channel("hidden", overwrites={guild.default_role: hidden}).id
    else:
        made = {"voice": guild.create_voice_channel, "category": guild.create_category}.get(kind)
        number = made("other").id if made else 1
    state = changes.write("birthdays", {"birthdays_channel": number})
    made_up = framed([discord.ui.ActionRow(ActionButton("setup", state, label="Recheck"))])
    channel: Any = stage.bot.get_channel(stage.channel.id)
    message = await channel.send(view=made_up.view)
    assert "cannot be used" in text(await stage.moderator.click(message, label="Recheck"))
    assert (await stored(stage)).birthdays_channel == 0


async def forged(stage: Stage, name: str, state: str) -> discord.Message:
    made_up = framed([discord.ui.ActionRow(ActionButton(name, state, label="Press"))])
    channel: Any = stage.bot.get_channel(stage.channel.id)
    message: discord.Message = await channel.send(view=made_up.view)
    return message


SECTION_STATE = changes.write("server", {"paused": True})


@pytest.mark.parametrize(("name", "state"), [("setup", SECTION_STATE), ("trial", "-"), ("settings", "-")])
async def test_nobody_but_a_moderator_gets_anywhere_with_a_button(stage: Stage, name: str, state: str) -> None:
    message = await forged(stage, name, state)
    assert "For moderators only" in text(await stage.member.click(message, label="Press"))
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_nobody_but_a_moderator_gets_anywhere_where_the_command_was_opened_to_all(stage: Stage) -> None:
    [command] = [c for c in await stage.bot.tree.fetch_commands() if c.name == "setup"]
    stage.member.guild.set_command_permissions(command, {stage.member: True})
    everything: list[tuple[str, dict[str, Any]]] = [
        *((section, {"off": True}) for section in SECTIONS if section != "server"),
        ("birthdays", {"channel": stage.channel, "zone": "Berlin"}),
        ("birthdays", {"time": "99"}),
        ("server", {"paused": True}),
        ("show", {}),
        ("list", {"add": "Adele"}),
    ]
    for section, options in everything:
        shown = await stage.member.slash(stage.channel, f"setup {section}", **options)
        assert "For moderators only" in text(shown), section
        assert shown.response.flags.ephemeral
    assert await stage.member.autocomplete(stage.channel, "setup list", "remove", "") == []
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)
    assert await stage.storage.servers.listed(stage.moderator.guild.id) == set()


async def test_who_is_no_moderator_any_more_cannot_go_on(stage: Stage) -> None:
    shown = await setup(stage, "birthdays", channel=stage.channel, zone="Berlin")
    everybody = stage.moderator.guild.roles["Moderators"]
    stage.env.backend.edit_role(stage.moderator.guild.id, everybody.id, {"permissions": 0})
    assert "For moderators only" in text(await press(stage, shown, "Europe/Berlin"))
    assert (await stored(stage)).birthdays_channel == 0


@pytest.mark.parametrize(
    "state",
    [
        "",
        "9",
        "0.a",
        "0.b140",
        "0.bzz.bzz",
        "0.zMars/Phobos",
        "0.x1",
        "0.a" + "z" * 13,
        "0.c9",
        "x" * 80,
        "0..",
        "4.p1",
    ],
)
async def test_a_forged_state_changes_nothing(stage: Stage, state: str) -> None:
    shown = text(await stage.moderator.click(await forged(stage, "setup", state), label="Press"))
    assert "has expired" in shown or "Not that role" in shown
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_everybody_is_never_mentioned(stage: Stage) -> None:
    everybody = stage.moderator.guild.default_role
    assert "Not that role" in text(await setup(stage, "server", mention=everybody))
    assert (await stored(stage)).mention_role == 0


async def test_the_setup_is_for_servers_only_and_hidden_from_members(stage: Stage) -> None:
    [synced] = [e.json for e in stage.env.http_requests if e.method == "PUT" and e.path.endswith("/commands")]
    assert isinstance(synced, list)
    [command] = [command for command in synced if command["name"] == "setup"]
    assert int(command["default_member_permissions"]) == discord.Permissions(manage_guild=True).value
    assert (command["contexts"], command["integration_types"]) == ([0], [0])


async def test_a_list_of_ones_own_is_kept_and_used(stage: Stage) -> None:
    shown = await setup(stage, "list", add="Johnny Depp")
    assert "### 1 person on this server’s list\nJohnny Depp is on it.\nJohnny Depp" in text(shown)
    await setup(stage, "list", add="Taylor Swift")
    said = text(await setup(stage, "birthdays", channel=stage.channel, who="list"))
    assert "None in the coming 7 days. Nobody on this server’s list has one" in said
    offered = await stage.moderator.autocomplete(stage.channel, "setup list", "remove", "dep")
    assert [choice["name"].split(",")[0] for choice in offered] == ["Johnny Depp"]
    said = text(await setup(stage, "list", remove=offered[0]["value"]))
    assert "Johnny Depp is off it." in said
    assert "“Madonna” was not on it." in text(await setup(stage, "list", remove="Madonna"))
    assert len(await stage.storage.servers.listed(stage.moderator.guild.id)) == 1


async def test_a_minor_cannot_be_put_on_the_list(stage: Stage) -> None:
    await people_are(stage, born("Very Young", "2005-06-10"))
    assert "under 18" in text(await setup(stage, "list", add="Very Young"))
    assert await stage.storage.servers.listed(stage.moderator.guild.id) == set()


async def test_what_was_posted_already_is_not_announced_again(stage: Stage) -> None:
    one = born("Person One", "1980-06-10")
    await people_are(stage, one)
    guild = stage.moderator.guild.id
    assert "Person One" in text(await setup(stage, "birthdays", channel=stage.channel))
    async with stage.storage.db.transaction() as tx:
        await claim_birthdays(tx, guild, DAY.replace(day=10), [one.id])
        await tx.rows("UPDATE servers SET birthdays_done = '2021-06-09' WHERE guild_id = ?", (guild,))
    assert "None in the coming 7 days." in text(await setup(stage, "birthdays"))


async def test_missed_birthdays_and_a_channel_that_refuses_are_told_to_moderators(stage: Stage) -> None:
    await setup(stage, "birthdays", channel=stage.channel)
    guild = stage.moderator.guild.id
    post = Post(key="k", guild=guild, channel=stage.channel.id, kind="birthdays", priority=0, due_at=0)
    async with stage.storage.db.transaction() as tx:
        await miss_birthdays(tx, guild, DAY.replace(day=1), [1, 2])
        await miss_birthdays(tx, guild, DAY.replace(month=1), [3])
    await stage.storage.posts.suspend(post, "HTTP 403 50013", NOW, NOW + 86400, None)
    said = text(await setup(stage, "birthdays"))
    assert "Not posted in the last 30 days, for the bot or the channel was away too long: 2 birthdays." in said
    assert "The channel refused a post (HTTP 403 50013)" in said


async def test_saving_a_channel_that_was_mended_lets_posts_go_there_at_once(stage: Stage) -> None:
    await setup(stage, "birthdays", channel=stage.channel)
    post = Post(key="k", guild=stage.channel.guild.id, channel=stage.channel.id, kind="story", priority=1, due_at=NOW)
    await stage.storage.posts.owe([post])
    [claimed] = await stage.storage.posts.claim(await stage.storage.posts.waiting(NOW, 1, 3), NOW)
    await stage.storage.posts.suspend(claimed, "HTTP 403 50013", NOW, NOW + 86400, None)
    await setup(stage, "birthdays", channel=stage.channel)
    [destination] = await stage.storage.posts.destinations(stage.channel.guild.id)
    assert destination.suspended_at is None  # on trial: the next post decides


async def use_everything(stage: Stage) -> None:
    """Use the birthdays and the setup once, with many people of long names and every button pressed."""
    people = [
        born(f"{n} " + "*_~`|<>[]" * 7, f"1980-{6 + n // 150:02}-{n % 15 + 9:02}", popularity=500 - n, country="*" * 50)
        for n in range(300)
    ]
    await people_are(stage, *(replace(p, name=p.name[:60], occupations=("*" * 60,)) for p in people))
    days = ("today", "week", "month", "June", "2021-06-12", "1 January", "zzz")
    calls: list[tuple[str, dict[str, Any]]] = [
        *(("birthdays", {"when": when}) for when in days),
        *(("birthdays", {"name": name}) for name in (f"#{people[0].id}", "#0", "zz" * 300)),
        ("setup birthdays", {"channel": stage.channel, "top": 500}),
        ("setup birthdays", {"zone": "Berlin" * 100}),
        ("setup birthdays", {"zone": "new"}),
        ("setup stories", {"channel": stage.channel, "topics": "z" * 500}),
        ("setup digest", {"channel": stage.channel, "time": "z" * 500}),
        ("setup show", {}),
        *(("setup list", {"add": f"#{person.id}"}) for person in people[:45]),
    ]
    for name, options in calls:
        shown = await stage.moderator.slash(stage.channel, name, **options)
        pressed = sorted(b["custom_id"] for b in buttons(shown).values() if not b.get("disabled"))
        stays = [custom_id for custom_id in pressed if custom_id.startswith(("open:", "do:"))]
        turns = [custom_id for custom_id in pressed if custom_id not in stays]  # these put another card in its place
        for custom_id in (*stays, *turns[:1]):
            await stage.moderator.click(shown.response, custom_id=custom_id)


async def test_every_answer_keeps_discords_limits_and_pings_nobody(stage: Stage) -> None:
    await use_everything(stage)
    seen = list(callbacks(stage))
    assert len(seen) > 70
    for payload in seen:
        assert limit_faults(payload["data"]["components"]) == []
        assert payload["data"]["allowed_mentions"]["parse"] == []


async def test_every_answer_is_valid_against_discords_openapi(stage: Stage, data: Path) -> None:
    await use_everything(stage)
    for payload in callbacks(stage):
        assert schema_faults(data, CALLBACKS[payload["type"]], payload) == []


async def test_while_paused_the_answer_says_so(stage: Stage) -> None:
    await setup(stage, "server", paused=True)
    assert "Posting is paused here" in text(await setup(stage, "birthdays", channel=stage.channel))


def test_whatever_can_be_set_fits_into_a_button() -> None:
    longest = max(nearest_zones("america/", 999), key=len)
    wanted = {
        "birthdays_channel": 2**63 - 1, "birthdays_at": 1439, "birthdays_who": "list", "birthdays_top": 500,
        "belated": 24, "leap": "leap years", "zone": longest,
    }  # fmt: skip
    state = changes.write("birthdays", wanted)
    assert len(state) <= 80
    assert changes.read(state) == ("birthdays", wanted)


async def test_the_next_digests_and_the_stories_near_the_bar_are_told(stage: Stage) -> None:
    outlets = [
        stage.newsroom.publish(outlet, Item(title="Adele announces a new album for the autumn", hours=2))
        for outlet in ("The Marquee", "Backlot", "Red Carpet Daily")
    ]
    await stage.read(*outlets)
    digest = await stage.moderator.slash(stage.channel, "setup digest", channel=stage.channel, time="18:30")
    assert "Next posts" in text(digest)
    assert f"<t:{epoch('2021-06-10T18:30')}:f>" in text(digest)
    stories = await stage.moderator.slash(stage.channel, "setup stories", channel=stage.channel)
    assert "Nearest to the bar now" in text(stories)
    assert "Adele announces a new album" in text(stories)
    assert "has 3 outlets; the threshold is 4" in text(stories)
