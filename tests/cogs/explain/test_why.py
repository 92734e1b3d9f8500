"""/why: from feed to post, for what was posted and what was not, and what a moderator can change about it."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import InteractionResult, MemberActor

from cogs.kit.buttons import ActionButton, CardButton
from cogs.kit.replies import card as framed
from cogs.kit.routes.custom_ids import write_base36, write_state
from cogs.kit.routes.posts import FixState
from news.model.people import DateClaim, Person
from news.model.posts import Post, Reason
from news.model.servers import Change, Filter
from news.servers.fixes import FIX_KINDS
from news.settings.settings_file import settings_to_json
from outbox.owe.birthdays import Birthdays
from outbox.owe.stories import release
from tests.kit.discord_rules import CALLBACKS, callbacks, limit_faults, schema_faults
from tests.kit.newsroom import NOW, Item
from tests.kit.panel import bot_may
from tests.kit.people import people_are
from tests.kit.stage import buttons, text
from tests.kit.story_desk import HOUR, OUTLETS, TITLE, Desk


async def story_of(desk: Desk) -> int:
    [row] = await desk.stage.storage._db.rows("SELECT DISTINCT story_id FROM articles WHERE title = ?", (TITLE,))
    return int(row["story_id"])


async def asked(desk: Desk, **options: Any) -> InteractionResult:
    stage = desk.stage
    options = options or {"story": f"#{await story_of(desk)}"}
    return await stage.moderator.slash(stage.channel, "why", **options)


async def press(desk: Desk, shown: InteractionResult, label: str, who: MemberActor | None = None) -> InteractionResult:
    return await (who or desk.stage.moderator).click(shown.response, custom_id=buttons(shown)[label]["custom_id"])


async def stored(desk: Desk) -> Any:
    return await desk.stage.storage.servers.get(desk.server.guild)


async def test_a_story_below_the_threshold_says_so_first_and_then_every_stage(desk: Desk) -> None:
    await desk.story(3)
    said = text(await asked(desk))
    assert said.startswith("### Not posted: 3 outlets, this server asks for 4\nAdele announces a tour of Wales")
    assert "**1 Feed** · done\n-# The Marquee, last read <t:" in said
    assert "**2 Article** · done\n-# First by The Marquee <t:1623267000:R>" in said
    assert "3 reports, put together by the names and words they share" in said
    assert "3 independent outlets: The Marquee, Spotlight, Harbour News" in said
    assert "**4 Rules** · **stopped here**\nIt has 3 outlets; the threshold is 4" in said
    assert said.endswith("-# Not reached: sending, channel")


async def test_the_threshold_is_lowered_by_its_button_and_undone_again(desk: Desk) -> None:
    await desk.story(3)
    shown = await press(desk, await asked(desk), "Lower the threshold to 3")
    assert (await stored(desk)).stories_threshold == 3
    assert text(shown).startswith("-# Done: Lower the threshold to 3.\n### Not posted yet: 3 outlets, and it passes")
    back = await press(desk, shown, "Undo")
    assert (await stored(desk)).stories_threshold == 4
    assert text(back).startswith("-# Undone.\n### Not posted: 3 outlets, this server asks for 4")
    assert [change.undoes for change in await desk.stage.storage.changes.last(desk.server.guild)] == [1, 0]


async def test_a_story_is_released_once_by_whoever_presses_twice(desk: Desk) -> None:
    await desk.story(3)
    shown, other = await asked(desk), await asked(desk)
    first = await press(desk, shown, "Post it now")
    assert "Done: it goes out within seconds." in text(first)
    assert "Waiting for its turn to be sent" in text(first)
    assert "Then: was posted at a moderator’s word" in text(first)
    again = await press(desk, other, "Post it now")
    assert "Posted already" in text(again)
    assert "Nothing was changed" in text(again)
    [post] = await desk.posts()
    telling = await desk.stage.storage.stages.telling(post.key)
    assert telling and telling.reason == Reason("released")
    await desk.story(7, since=3)
    await desk.send()
    [post] = await desk.posts()
    assert post.state == "sent"


async def test_a_posted_story_quotes_the_rule_of_then_beside_that_of_now(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    desk.later(60)
    await desk.story(5, since=4)
    [post] = await desk.posts()
    shown = await asked(desk)
    said = text(shown)
    assert said.startswith("### Posted <t:")
    assert "**4 Rules** · done\n-# Then: has 4 outlets; the bar is 4 <t:" in said
    assert "-# Now: has 5 outlets; the bar is 4" in said
    assert f"[The message](<https://discord.com/channels/{post.guild}/{post.channel}/{post.message}>)" in said
    assert "An update waits" in said
    assert "Post it now" not in buttons(shown)


async def change(desk: Desk, **fields: Any) -> None:
    """Change settings as moderators do, with an entry in the log."""
    before = await stored(desk)
    after = replace(before, **fields)
    was, now = settings_to_json(before), settings_to_json(after)
    other = [name for name in was if was[name] != now[name]]
    entry = Change(
        guild=before.guild,
        user=1,
        at=desk.stage.clock(),
        before={name: was[name] for name in other},
        after={name: now[name] for name in other},
    )
    await desk.stage.storage.servers.put(after, entry)


async def test_what_was_set_differently_when_it_was_posted_is_told(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    desk.later(60)
    await change(desk, stories_threshold=6, stories_topics=("legal",))
    said = text(await asked(desk))
    assert "Set differently since: the threshold (4, now 6), the topics <t:" in said
    assert "Now: is about a topic that is not wanted here" in said
    assert said.startswith("### Posted")
    await change(desk, stories_threshold=4, stories_topics=())
    assert "Set differently since" not in text(await asked(desk))


DEATHS, TOURS = Filter("topic", "block", "death"), Filter("word", "block", "tour")


@pytest.mark.parametrize(
    ("given", "verdict", "label", "mended"),
    [
        (
            {"stories_topics": ("legal",)},
            "the topic music is not wanted",
            "Want the topic music",
            {"stories_topics": ("legal", "music")},
        ),
        ({"language": "de"}, "it is", "Take every language", {"language": ""}),
        ({"filters": (DEATHS, TOURS)}, "filter", "Remove the filter: never tour", {"filters": (DEATHS,)}),
        ({"paused": True}, "posting is paused", "Resume posting", {"paused": False}),
        ({"stories_budget": 1}, "but today’s 1 post", "Raise the budget to 2 a day", {"stories_budget": 2}),
    ],
)
async def test_each_cause_has_a_button_that_mends_it(
    desk: Desk, given: dict[str, Any], verdict: str, label: str, mended: dict[str, Any]
) -> None:
    await desk.set(stories_threshold=5)
    await desk.story(4)
    if "stories_budget" in given:
        await other_post(desk)
    await desk.set(stories_threshold=2, **given)
    shown = await asked(desk)
    assert verdict in text(shown).splitlines()[0]
    again = await press(desk, shown, label)
    found = await stored(desk)
    assert {name: getattr(found, name) for name in mended} == mended
    assert f"Done: {label}" in text(again).replace("\\", "")
    assert verdict not in text(again).splitlines()[1]
    await press(desk, again, "Undo")
    assert await stored(desk) == desk.server


async def other_post(desk: Desk) -> None:
    """Let the server have had a story today."""
    made = Post(key="story:x:9", guild=desk.server.guild, channel=5, kind="story", priority=1, due_at=NOW, subject="9")
    await desk.stage.storage.posts.owe([made])


async def test_a_curtain_that_leaves_out_is_lifted_to_a_spoiler(desk: Desk) -> None:
    await desk.set(curtain_death="out", stories_threshold=2)
    titles = ("Jim Carrey has died at 59, his family confirms", "Jim Carrey dead at 59, family confirms in a statement")
    for outlet, title in zip(OUTLETS, titles, strict=False):
        await desk.report((outlet, Item(title=title, hours=1)))
    [row] = await desk.stage.storage._db.rows("SELECT DISTINCT story_id FROM articles WHERE title LIKE 'Jim Carrey%'")
    shown = await asked(desk, story=f"#{row['story_id']}")
    assert text(shown).startswith("### Not posted: ")
    again = await press(desk, shown, "Show deaths behind a curtain")
    assert (await stored(desk)).curtain_death == "curtain"
    assert text(again).splitlines()[1].startswith("### Not posted yet: 2 outlets")


async def test_an_accusation_that_is_not_sure_cannot_be_released(desk: Desk) -> None:
    for outlet in OUTLETS[:3]:
        await desk.report((outlet, Item(title=f"Johnny Depp reportedly arrested over theft, {outlet} hears", hours=1)))
    [row] = await desk.stage.storage._db.rows("SELECT DISTINCT story_id FROM articles WHERE title LIKE 'Johnny Depp%'")
    number = int(row["story_id"])
    shown = await asked(desk, story=f"#{number}")
    assert "Post it now" not in buttons(shown)
    pressed = await forged(desk, "mend", write_state(FixState(0, number, FIX_KINDS.index("release"), 0)))
    assert "Not sure enough to post" in text(pressed)
    assert await desk.posts() == []
    await desk.set(stories_threshold=2)
    shown = await asked(desk, story=f"#{number}")
    assert text(shown).startswith("### Waiting: rumour so far, which is not sure enough to post")
    assert "Post it now" not in buttons(shown)


async def test_without_a_channel_the_panel_is_one_press_away(desk: Desk) -> None:
    await desk.story(3)
    await desk.set(stories_channel=0)
    shown = await asked(desk)
    assert text(shown).startswith("### Not posted: no channel is set for stories")
    opened = await desk.stage.moderator.click(shown.response, label="Set a channel")
    assert "**Stories**\n" in text(opened)


async def test_buttons_that_were_posted_under_the_panels_old_name_open_it(desk: Desk) -> None:
    assert "**Stories**\n" in text(await forged(desk, "panel", "channels"))
    assert "For moderators only" in text(await forged(desk, "panel", "channels", desk.stage.member))


async def shut(desk: Desk) -> Post:
    """Let the channel of a story's post refuse it."""
    [post] = await desk.posts()
    [claimed] = await desk.stage.storage.posts.claim([post], desk.stage.clock())
    released = replace(claimed, state="owed", claimed_at=None, tries=0)
    await desk.stage.storage.posts.suspend(
        released, Reason("answer", ("HTTP 403 50013 Missing Permissions",)), NOW, NOW + 86400, None
    )
    return post


async def test_a_channel_that_takes_nothing_is_checked_again_by_its_button(desk: Desk) -> None:
    await desk.story(4)
    await shut(desk)
    bot_may(desk.stage, desk.stage.channel, send_messages=False)
    shown = await asked(desk)
    said = text(shown)
    assert said.startswith("### Waiting: its channel takes no posts")
    assert "**5 Sending** · done" in said
    assert f"**6 Channel** <#{desk.stage.channel.id}> · **waits here**" in said
    assert "The bot lacks a permission there. Since <t:" in said
    assert "Tried again <t:1623355200:R>" in said
    assert "The bot lacks: " in said
    assert "Send Messages" in said
    refused = await press(desk, shown, "Recheck the channel")
    assert "- Send Messages" in text(refused)
    assert not await desk.stage.storage.posts.waiting(NOW, 9, 3)
    bot_may(desk.stage, desk.stage.channel, send_messages=True)
    again = await press(desk, refused, "Recheck")
    assert "Waiting for its turn to be sent" in text(again)
    await desk.send()
    assert (await desk.posts())[0].state == "sent"


async def test_a_post_that_came_too_late_says_so(desk: Desk) -> None:
    await desk.story(4)
    desk.later(49 * HOUR)
    await desk.stage.storage.posts.expire(desk.stage.clock())
    said = text(await asked(desk))
    assert said.startswith("### Not posted: it had become too late for it")
    assert "**5 Sending** · **stopped here**" in said


async def test_reasons_that_an_earlier_version_stored_show_their_text(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    async with desk.stage.storage._db.transaction() as tx:
        await tx.rows("UPDATE stories_told SET why = 'has 4 outlets; the bar is 4: so it was then'")
        await tx.rows("UPDATE posts SET state = 'dropped', reason = 'it is denied: a death waits'")
    said = text(await asked(desk))
    assert said.startswith("### Not posted: it is denied: a death waits\n")
    assert "-# Then: has 4 outlets; the bar is 4: so it was then <t:" in said


async def test_a_posted_story_whose_articles_are_gone_is_still_posted(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    number = await story_of(desk)
    async with desk.stage.storage._db.transaction() as tx:
        await tx.rows("DELETE FROM articles")
    said = text(await asked(desk, story=f"#{number}"))
    assert said.startswith("### Posted <t:")
    assert "Its articles are past the time for which they are kept" in said


async def test_feeds_that_fail_and_reports_that_come_late_are_named(desk: Desk) -> None:
    await desk.report((OUTLETS[0], Item(title=TITLE, hours=60)))
    await desk.run(f"UPDATE feeds SET error = 'HTTP 503', failing_since = 1, failures = 3 WHERE name = '{OUTLETS[0]}'")
    said = text(await asked(desk))
    assert "The Marquee fails (HTTP 503), since <t:" in said
    assert "That one was first seen here <t:1623268800:R>" in said
    assert "1 report came over 48 h late" in said
    assert said.startswith("### Not posted: its first report is over 48 h old")


# Who may, and what a button may carry.


async def forged(desk: Desk, name: str, state: str, who: MemberActor | None = None) -> InteractionResult:
    stage = desk.stage
    made = framed([discord.ui.ActionRow(ActionButton(name, state, label="Press"))])
    if name in ("stages", "held"):
        made = framed([discord.ui.ActionRow(CardButton("open", name, state, label="Press"))])
    channel: Any = stage.bot.get_channel(stage.channel.id)
    message = await channel.send(view=made.view)
    return await (who or stage.moderator).click(message, label="Press")


async def test_members_get_nowhere_by_commands_and_buttons(desk: Desk) -> None:
    await desk.story(3)
    stage, number = desk.stage, await story_of(desk)
    for name in ("why", "held"):
        [command] = [c for c in await stage.bot.tree.fetch_commands() if c.name == name]
        stage.member.guild.set_command_permissions(command, {stage.member: True})
    assert "For moderators only" in text(await stage.member.slash(stage.channel, "why", story=f"#{number}"))
    assert "For moderators only" in text(await stage.member.slash(stage.channel, "held"))
    release = write_state(FixState(0, number, FIX_KINDS.index("release"), 0))
    lower = write_state(FixState(0, number, FIX_KINDS.index("threshold"), 3))
    for name, state in (
        ("mend", release),
        ("mend", lower),
        ("unmend", "0.1.1"),
        ("stages", f"0.{number}"),
        ("held", "-"),
    ):
        assert "For moderators only" in text(await forged(desk, name, state, stage.member)), name
    assert await desk.posts() == []
    assert await stored(desk) == desk.server


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("mend", ""),
        ("mend", "0.1.0"),
        ("mend", "0.{story}.0.2"),  # a threshold that was not offered
        ("mend", "0.{story}.1.zzz"),
        ("mend", "0.{story}.zz.1"),
        ("mend", "9.{story}.0.3"),
        ("mend", "0.zzzzzz.0.3"),
        ("mend", "0.{story}.0.3.1"),
        ("mend", "1.{story}.9.0"),  # a birthday is not released
        ("unmend", "0.{story}.0"),
        ("unmend", "x"),
        ("stages", "../etc"),
        ("stages", "2.1"),
        ("stages", "0." + "z" * 60),
    ],
)
async def test_what_a_forged_or_stale_button_asks_changes_nothing(desk: Desk, name: str, state: str) -> None:
    await desk.story(3)
    shown = await forged(desk, name, state.format(story=write_base36(await story_of(desk))))
    assert "has expired" in text(shown)
    assert await stored(desk) == desk.server
    assert await desk.posts() == []


async def test_who_is_no_moderator_any_more_cannot_go_on(desk: Desk) -> None:
    await desk.story(3)
    shown, guild = await asked(desk), desk.stage.moderator.guild
    desk.stage.env.backend.edit_role(guild.id, guild.roles["Moderators"].id, {"permissions": 0})
    assert "For moderators only" in text(await press(desk, shown, "Lower the threshold to 3"))
    assert await stored(desk) == desk.server


async def test_buttons_and_the_menu_outlive_a_restart(desk: Desk) -> None:
    await desk.story(3)
    shown = await asked(desk)
    await desk.stage.restart()
    again = await press(desk, shown, "Lower the threshold to 3")
    assert (await stored(desk)).stories_threshold == 3
    said = await desk.stage.member.send(desk.stage.channel, "hello")
    menu = await desk.stage.moderator.context_menu(desk.stage.channel, "Why this post?", said)
    assert again
    assert "Not one of the bot’s posts" in text(menu)


async def test_who_has_the_servers_named_role_may_ask_and_mend(desk: Desk) -> None:
    guild = desk.stage.moderator.guild
    role = guild.create_role("Editors")
    editor = guild.add_member(desk.stage.env.create_user("eve"), roles=[role])
    await desk.set(moderator_role=role.id)
    await desk.story(3)
    number = await story_of(desk)
    assert "Not posted: 3 outlets" in text(await forged(desk, "stages", f"0.{number}", editor))
    pressed = await forged(desk, "mend", write_state(FixState(0, number, FIX_KINDS.index("release"), 0)), editor)
    assert "it goes out within seconds" in text(pressed)


async def test_another_servers_posts_messages_and_changes_are_none(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    [post] = await desk.posts()
    await desk.run("UPDATE posts SET guild_id = 7")
    assert "Not one of the bot’s posts here" in text(await asked(desk, message=str(post.message)))
    assert "has expired" in text(await forged(desk, "stages", f"2.{post.id}"))
    theirs = replace(desk.server, guild=7, stories_threshold=9)
    change_ = Change(guild=7, user=1, at=NOW, before={"stories_threshold": 4}, after={"stories_threshold": 9})
    kept = await desk.stage.storage.servers.put(theirs, change_)
    assert kept
    assert "Nothing to undo" in text(await forged(desk, "unmend", f"0.1.{write_base36(kept.id)}"))
    assert (await desk.stage.storage.servers.get(7)).stories_threshold == 9


# Messages.


async def test_a_message_is_found_by_its_link_or_its_id(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    [post] = await desk.posts()
    for link in (f"https://discord.com/channels/{post.guild}/{post.channel}/{post.message}", f" {post.message}"):
        assert text(await asked(desk, message=link)).startswith("### Posted <t:")
    elsewhere = f"https://discord.com/channels/{'7' * 18}/{post.channel}/{post.message}"
    for link in (elsewhere, "https://evil.example/1", "1" * 400, "", "soon"):
        assert "Not one of the bot’s posts here" in text(await asked(desk, message=link))


async def test_the_menu_of_a_post_gives_moderators_the_stages_and_members_the_reason(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    stage = desk.stage
    [message] = [m for m in stage.channel.history() if m.author.id == stage.bot.user.id]  # type: ignore[union-attr]
    full = await stage.moderator.context_menu(stage.channel, "Why this post?", message)
    assert text(full).startswith("### Posted <t:")
    assert full.response.flags.ephemeral
    short = await stage.member.context_menu(stage.channel, "Why this post?", message)
    assert text(short).startswith("### Why this story?\nAt <t:1623268800:f> it has 4 outlets; the bar is 4.")
    assert "Rules" not in text(short)
    said = await stage.member.send(stage.channel, "hello")
    assert "Not one of the bot’s posts" in text(
        await stage.moderator.context_menu(stage.channel, "Why this post?", said)
    )
    mine: Any = stage.bot.get_channel(stage.channel.id)
    other = await mine.send("no post")
    assert "Not one of the bot’s posts" in text(await stage.member.context_menu(stage.channel, "Why this post?", other))


async def test_the_button_of_a_post_leads_moderators_to_the_same_stages(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    [message] = [m for m in desk.stage.channel.history() if m.author.id == desk.stage.bot.user.id]  # type: ignore[union-attr]
    pressed = await desk.stage.moderator.click(message, label="Why this?")
    assert text(pressed) == text(await asked(desk))


async def test_what_is_asked_must_be_one_thing_that_is_known(desk: Desk) -> None:
    stage = desk.stage
    assert "Choose one" in text(await stage.moderator.slash(stage.channel, "why"))
    assert "Choose one" in text(await asked(desk, story="a", message="b"))
    assert "No such story" in text(await asked(desk, story="zzz qqq"))
    assert "No person called" in text(await asked(desk, birthday="Zzz Qqq"))
    await desk.story(3)
    assert "Adele announces a tour of Wales" in text(await asked(desk, story="tour wales"))


# Birthdays.


async def birthday(desk: Desk, *people: Person, who: str = "Person One", **given: Any) -> InteractionResult:
    await people_are(desk.stage, *people)
    await desk.set(birthdays_channel=desk.stage.channel.id, **given)
    return await asked(desk, birthday=who)


ONE = Person(id=1, name="Person One", birth="1980-06-09", birth_confidence="A")


async def owe_birthdays(desk: Desk) -> None:
    await Birthdays(desk.stage.storage, lambda: desk.stage.app.catalogue.all_people, desk.stage.clock).owe()


async def test_a_birthday_that_is_posted_shows_every_stage(desk: Desk) -> None:
    await people_are(desk.stage, ONE)
    await desk.set(birthdays_channel=desk.stage.channel.id, belated=24)
    await desk.run("UPDATE servers SET birthdays_done = '2021-06-08'")
    await owe_birthdays(desk)
    said = text(await asked(desk, birthday="Person One"))
    assert said.startswith("### Waiting for its turn to be sent\nPerson One’s birthday")
    assert "**1 Dates** · done\n-# 9 June 1980: Limelight’s table (several sources agree)" in said
    assert "-# Asks for the 100 people in the news most; they are number 1 now" in said
    assert "-# In the post of 9 June 2021; once a year at most" in said
    assert "**4 Sending** · **waits here**" in said


@pytest.mark.parametrize(
    ("person", "given", "verdict"),
    [
        (ONE, {"birthdays_who": "followed"}, "nobody in this server follows them"),
        (ONE, {"birthdays_who": "list"}, "they are not on this server’s list"),
        (ONE, {"filters": (Filter("person", "block", "1"),)}, "a filter of this server blocks this person"),
        (ONE, {"paused": True}, "posting is paused"),
        (replace(ONE, birth_confidence="B"), {}, "one source alone gives the date, and it takes two that agree"),
        (replace(ONE, birth="1980"), {}, "no source gives the day of birth"),
        (replace(ONE, death="2020-01-01"), {}, "they have died"),
        (replace(ONE, birth="1980-06-20"), {}, "it is on 20 June 2021, due <t:1624179600:R>"),
        (ONE, {}, "no birthday post has come due here since they were set up"),
        (replace(ONE, birth="1980-02-29"), {"leap": "leap years"}, "it is on 29 February 2024"),
    ],
)
async def test_why_a_birthday_is_not_posted(desk: Desk, person: Person, given: dict[str, Any], verdict: str) -> None:
    shown = await birthday(desk, person, **given)
    assert verdict in text(shown).splitlines()[0]
    assert text(shown).startswith("### Not posted")


@pytest.mark.parametrize(
    ("setting", "verdict"),
    [
        ({"birthdays_channel": 0}, "no channel was set for birthdays when it came due, <t:1623229200:R>"),
        ({"paused": True}, "posting was paused when it came due, <t:1623229200:R>"),
    ],
)
async def test_a_birthday_that_came_due_before_posting_began_says_so_once(
    desk: Desk, setting: dict[str, Any], verdict: str
) -> None:
    await people_are(desk.stage, ONE)
    is_on = {"birthdays_channel": desk.stage.channel.id, "paused": False}
    await desk.set(**{**is_on, **setting})
    await change(desk, **is_on)
    await desk.run("UPDATE servers SET birthdays_done = '2021-06-09'")
    said = text(await asked(desk, birthday="Person One"))
    assert said.startswith(f"### Not posted: {verdict}\n")
    assert said.lower().count(verdict.partition(",")[0]) == 1  # seen: the same sentence on top and under the stage


async def test_a_missed_birthday_says_so(desk: Desk) -> None:
    await people_are(desk.stage, ONE)
    await desk.set(birthdays_channel=desk.stage.channel.id)
    async with desk.stage.storage.transaction() as tx:
        await tx.birthdays.miss(desk.server.guild, date(2021, 6, 9), [1])
    said = text(await asked(desk, birthday="Person One"))
    assert said.startswith("### Not posted: the bot or the channel was away for over 6 hours after it was due <t:")


async def test_a_death_that_one_source_tells_holds_a_birthday(desk: Desk) -> None:
    await people_are(desk.stage, ONE)
    async with desk.stage.storage.transaction() as tx:
        claim = DateClaim(kind="death", date="2021-06-08", source="Wikidata", first_seen=NOW - 9, last_seen=NOW - 9)
        await tx.people.put_claims([(1, claim)])
    await desk.set(birthdays_channel=desk.stage.channel.id)
    said = text(await asked(desk, birthday="Person One"))
    assert "Wikidata has begun to say that they died, and that is not settled" in said.splitlines()[0]


async def test_nothing_is_said_of_who_is_under_18(desk: Desk) -> None:
    shown = await birthday(desk, Person(id=1, name="Little One", birth="2010-06-09", birth_confidence="A"), who="#1")
    assert "Dates" not in text(shown)
    assert "2010" not in text(shown)
    assert "has expired" in text(await forged(desk, "stages", "1.1"))


@pytest.mark.parametrize(
    ("given", "label", "field", "value"),
    [
        ({"birthdays_top": 1}, "Ask for the first 2", "birthdays_top", 2),
        ({"birthdays_who": "list", "people": (2,)}, "Put Person One on the server’s list", "people", (1, 2)),
        ({"filters": (Filter("person", "block", "1"),)}, "Remove the filter: never Person One", "filters", ()),
    ],
)
async def test_a_birthday_is_mended(desk: Desk, given: dict[str, Any], label: str, field: str, value: Any) -> None:
    other = Person(id=2, name="Person Two", birth="1980-06-09", birth_confidence="A", popularity=9)
    shown = await birthday(desk, ONE, other, **given)
    again = await press(desk, shown, label)
    assert getattr(await stored(desk), field) == value
    assert "no birthday post has come due" in text(again)
    await press(desk, again, "Undo")
    assert await stored(desk) == desk.server


async def test_a_birthday_post_quotes_the_rule_of_its_day(desk: Desk) -> None:
    await people_are(desk.stage, ONE)
    await desk.set(birthdays_channel=desk.stage.channel.id, belated=24)
    await desk.run("UPDATE servers SET birthdays_done = '2021-06-08'")
    await owe_birthdays(desk)
    await change(desk, birthdays_top=7)
    [post] = await desk.posts("birthdays")
    card = await desk.stage.app.router.draw(post)
    channel: Any = desk.stage.bot.get_channel(desk.stage.channel.id)
    assert card
    message = await channel.send(view=card.view)
    reason = text(await desk.stage.member.click(message, label="Why this?"))
    assert (
        "When it was due: This server asks for the birthdays of the 100 people whom our sources report most" in reason
    )
    full = text(await desk.stage.moderator.click(message, label="Why this?"))
    assert full.startswith("### Waiting for its turn to be sent\nBirthdays of 9 June 2021")
    assert "Set differently since: how many people (100, now 7)" in full


async def test_a_digest_has_its_stages_and_the_rule_of_its_day(desk: Desk) -> None:
    stage = desk.stage
    await desk.set(digest_channel=stage.channel.id, digest_at=600)
    post = Post(
        key="digest:1",
        guild=desk.server.guild,
        channel=stage.channel.id,
        kind="digest",
        priority=2,
        due_at=NOW - HOUR,
        subject="2021-06-09",
    )
    await stage.storage.posts.owe([post])
    [kept] = await desk.posts("digest")
    await change(desk, digest_at=720, digest_every="week", digest_weekday=4)
    pressed = await forged(desk, "stages", f"2.{write_base36(kept.id)}")
    said = text(pressed)
    assert said.startswith("### Waiting for its turn to be sent\nDigest of 9 June 2021\n**1 Rules** · done")
    assert "-# This server asks for one every day at 10:00 (UTC)" in said
    assert "Set differently since: the time (10:00, now 12:00), how often (day, now week), the weekday" in said
    reason = await stage.app.router.why(kept)
    assert reason
    assert "every day at 10:00" in str(reason.view.to_components())


async def test_two_who_release_at_once_release_once(desk: Desk) -> None:
    await desk.story(3)
    number, storage = await story_of(desk), desk.stage.storage
    outcomes = await asyncio.gather(*(release(storage, desk.server, number, NOW) for _ in range(4)))
    assert sorted(outcomes) == ["released", "told", "told", "told"]
    assert len(await desk.posts()) == 1


async def test_a_release_that_fails_leaves_neither_post_nor_telling(desk: Desk) -> None:
    await desk.story(3)
    await desk.run("CREATE TRIGGER broken BEFORE INSERT ON stories_told BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(sqlite3.IntegrityError):
        await release(desk.stage.storage, desk.server, await story_of(desk), NOW)
    assert await desk.posts() == []


async def test_the_bar_and_the_hour_keep_a_story_waiting(desk: Desk) -> None:
    await desk.story(4)  # before which nothing was posted, so that it is
    await other_post(desk)
    for outlet in OUTLETS[:4]:
        await desk.report((outlet, Item(title="Rihanna opens a bakery at the harbour", hours=1)))
    [row] = await desk.stage.storage._db.rows("SELECT DISTINCT story_id FROM articles WHERE title LIKE 'Rihanna%'")
    shown = await asked(desk, story=f"#{row['story_id']}")
    assert text(shown).startswith("### Waiting: 4 outlets, and by now it takes 6")
    assert "the bar is 6: 4, and 2 more since 2 were posted today" in text(shown)
    assert list(buttons(shown))[:2] == ["Lower the threshold to 2", "Post it now"]
    many = [Post(key=f"x{n}", guild=desk.server.guild, channel=desk.server.stories_channel, kind="digest", priority=1,
                 due_at=NOW) for n in range(10)]  # fmt: skip
    await desk.stage.storage.posts.owe(many)
    assert "Post it now" not in buttons(await asked(desk, story=f"#{row['story_id']}"))
    assert await release(desk.stage.storage, desk.server, row["story_id"], NOW) == "not"


async def test_what_only_another_servers_feed_reports_is_not_judged(desk: Desk) -> None:
    await desk.story(3)
    await desk.run("UPDATE feeds SET listed = 0, asked = 1")
    shown = await asked(desk)
    assert text(shown).startswith("### Not posted: no feed that counts for this server reports it")
    assert "The Marquee" not in text(shown)
    assert await release(desk.stage.storage, desk.server, await story_of(desk), NOW) == "gone"


async def test_every_card_keeps_discords_rules_at_its_worst(desk: Desk, data: Path) -> None:
    worst = "*_~`|<>[] @everyone <@1> # [x](https://evil.example) " * 9
    for outlet in OUTLETS:
        await desk.report((outlet, Item(title=f"Adele {worst}", hours=1, summary="As first reported by TMZ.")))
    await desk.set(stories_threshold=20, filters=(Filter("word", "block", "x" * 40),))
    [row] = await desk.stage.storage._db.rows("SELECT DISTINCT story_id FROM articles WHERE title LIKE 'Adele%'")
    shown = await asked(desk, story=f"#{row['story_id']}")
    for result in (shown, await desk.stage.moderator.slash(desk.stage.channel, "held")):
        assert limit_faults(result.response.components) == []
        assert "@everyone" not in text(result)
        assert "](https" not in text(result).replace("\\](https", "")
    payloads = [found for found in callbacks(desk.stage) if "components" in found.get("data", {})]
    assert len(payloads) == 2
    assert [fault for found in payloads for fault in schema_faults(data, CALLBACKS[found["type"]], found)] == []
