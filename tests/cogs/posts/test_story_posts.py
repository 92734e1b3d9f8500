"""Story posts from feed to channel: owed with the articles that cause them, once, within limits, edited later."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.catalogue_loader import load_catalogue
from news.model.posts import NO_REASON, Post, Reason
from news.model.servers import Change, Filter, Server
from news.model.stories import PlacedArticle, Placement
from news.servers.wording import say_post_reason, say_reason
from outbox.owe.digests import owe_publishing
from outbox.owe.stories import Touched, owe_stories
from outbox.send.discord_transport import _named, is_announcing
from outbox.view.upcoming import next_posts_of
from tests.kit.discord_rules import limit_faults, schema_faults
from tests.kit.newsroom import NOW, Item
from tests.kit.stage import Stage, components, text
from tests.kit.story_desk import HOUR, MINUTE, OLD, OUTLETS, TITLE, TITLES, TOLD, Desk, big, shown


async def test_a_story_that_passes_the_threshold_is_posted_once(desk: Desk) -> None:
    await desk.story(3)
    assert await desk.posts() == []
    await desk.story(4, since=3)
    await desk.send()
    await desk.story(6, since=4)
    [post] = await desk.posts()
    assert post.state == "sent"
    assert post.key == f"story:{desk.server.guild}:{post.subject}"
    [message] = desk.messages()
    assert TITLE in shown(message)
    assert "4 outlets" in shown(message)
    assert "Adele · music" in shown(message)
    buttons = {part["label"]: part["custom_id"] for part in components(message["components"]) if part["type"] == 2}
    assert buttons == {"Read": f"open:story:0:{post.subject}", "Why this?": f"open:post:0:{post.id}"}


async def test_the_reason_is_kept_as_the_rules_said_it(desk: Desk) -> None:
    await desk.story(4)
    [post] = await desk.posts()
    telling = await desk.stage.storage.stages.telling(post.key)
    assert telling
    assert (say_reason(telling.reason), telling.story) == ("has 4 outlets; the bar is 4", int(post.subject))


async def test_why_this_says_the_rule_to_whoever_asks(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    [post] = await desk.posts()
    asked = await desk.stage.member.click(desk.stage.channel.last_message, custom_id=f"open:post:0:{post.id}")
    assert asked.ephemeral
    assert f"At <t:{NOW}:f> it has 4 outlets; the bar is 4." in text(asked)


async def test_what_fails_while_posts_are_owed_leaves_neither_article_nor_post(desk: Desk) -> None:
    await desk.story(3)
    articles = await desk.stage.storage.articles.count()
    await desk.run("CREATE TRIGGER full BEFORE INSERT ON posts BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
    await desk.story(4, since=3)
    assert await desk.stage.storage.articles.count() == articles
    assert not await desk.stage.storage._db.rows("SELECT 1 FROM stories_told")
    await desk.run("DROP TRIGGER full")
    desk.stage.refresh._held.clear()  # a feed that could not be kept is left alone for a while
    await desk.read()
    assert await desk.stage.storage.articles.count() == articles + 1
    assert len(await desk.posts()) == 1


async def test_the_first_read_of_a_feed_counts_but_posts_nothing(stage: Stage) -> None:
    server = Server(guild=stage.channel.guild.id, stories_channel=stage.channel.id)
    await stage.storage.servers.put(server)
    desk = Desk(stage, server)
    sources = [
        stage.newsroom.publish(outlet, Item(title=title, hours=1)) for outlet, title in zip(OUTLETS, TOLD, strict=True)
    ]
    await stage.read(*sources[:6])  # a fresh install
    assert await desk.posts() == []
    await stage.read(*sources)  # another feed
    assert await desk.posts() == []
    await desk.report((OUTLETS[0], Item(title="Adele: a tour of Wales, her first", hours=0.1)))
    assert len(await desk.posts()) == 1
    await desk.send()
    assert "7 outlets" in shown(desk.messages()[0])


async def test_a_feed_reset_with_old_items_posts_nothing(desk: Desk) -> None:
    for outlet in OUTLETS:
        items = [Item(title=f"{title}, part {n}", hours=49 + n) for n, title in enumerate(TOLD * 12)]
        desk.stage.newsroom.publish(outlet, *items)
    assert await desk.read() > 400
    assert await desk.posts() == []


async def test_a_feed_whose_guids_change_with_each_read_posts_once(desk: Desk) -> None:
    for read in range(4):
        for outlet, title in zip(OUTLETS, TOLD, strict=True):
            link = f"https://example.com/{outlet[0]}/tour?utm_source={read}"
            item = Item(title=title, hours=0.5, guid=f"{outlet} {read}", link=link)
            desk.stage.newsroom.publish(outlet, OLD, item)
        await desk.read()
        desk.later(MINUTE)
    assert len(await desk.posts()) == 1


async def test_a_copy_is_no_outlet_of_its_own(desk: Desk) -> None:
    text = "The singer will go round the whole of Wales with a piano on a lorry, her label said on Tuesday evening."
    await desk.story(5, text=f"<p>{text}</p>")
    assert await desk.posts() == []


async def test_two_servers_are_told_of_one_fetch(desk: Desk) -> None:
    other = replace(desk.server, guild=7, stories_channel=8, stories_threshold=5)
    await desk.stage.storage.servers.put(other)
    desk.stage.newsroom.asked.clear()
    await desk.story(4)
    assert desk.stage.newsroom.asked.count("themarquee") == 4  # once a round
    await desk.story(5, since=4)
    assert {(post.guild, post.channel) for post in await desk.posts()} == {
        (desk.server.guild, desk.server.stories_channel),
        (7, 8),
    }


@pytest.mark.parametrize("off", [{"paused": True}, {"stories_channel": 0}, {"stories_topics": ("royals", "legal")}])
async def test_what_is_not_wanted_is_not_posted(desk: Desk, off: dict[str, Any]) -> None:
    await desk.set(**off)
    await desk.story(6)
    assert await desk.posts() == []


async def test_the_days_budget_raises_the_bar_and_what_is_held_goes_out_when_it_has_grown(desk: Desk) -> None:
    await desk.set(stories_budget=2)
    await big(desk, TITLES[:2])
    [first] = await desk.posts()
    posted = await headline(desk, first)
    [held] = [title for title in TITLES[:2] if title != posted]
    near = (await next_posts_of(desk.stage.storage, desk.server, desk.stage.clock())).near
    assert [say_reason(stands.reason) for _, stands in near if stands.state == "held"] == [
        "has 4 outlets; the bar is 5: 4, and 1 more since 1 was posted today"
    ]
    await desk.report((OUTLETS[4], Item(title=f"{held} at last", hours=0.1)))
    assert len(await desk.posts()) == 2
    await big(desk, TITLES[2:3], outlets=7)
    assert len(await desk.posts()) == 2  # the budget is spent
    desk.later(4 * HOUR)
    await desk.report((OUTLETS[0], Item(title=f"{TITLES[2]} today", hours=-4)))
    assert len(await desk.posts()) == 3  # it is tomorrow


async def headline(desk: Desk, post: Post) -> str:
    story = await desk.stage.storage.stories.get(int(post.subject), desk.stage.clock())
    assert story
    return story.headline


async def fill(desk: Desk, kind: Any) -> None:
    """Owe the stories' channel ten things of a kind."""
    told = {"guild": desk.server.guild, "channel": desk.server.stories_channel, "due_at": desk.stage.clock()}
    await desk.stage.storage.posts.owe([Post(key=f"{kind} {n}", kind=kind, priority=2, **told) for n in range(10)])


async def test_a_channel_gets_ten_posts_an_hour_at_most_whatever_they_are(desk: Desk) -> None:
    await desk.set(stories_budget=100)
    await fill(desk, "digest")
    await desk.story(4)
    assert await desk.posts() == []
    desk.later(HOUR)
    await desk.story(5, since=4)
    assert len(await desk.posts()) == 1


async def test_what_was_posted_while_the_clock_was_wrong_holds_nothing_back(desk: Desk) -> None:
    desk.later(300 * 24 * HOUR)
    await fill(desk, "story")
    desk.later(-300 * 24 * HOUR)
    await desk.story(4)
    assert len([post for post in await desk.posts() if post.subject]) == 1


@pytest.mark.parametrize("kind", ["edit", "publish"])
async def test_what_is_no_message_takes_no_place_among_the_ten(desk: Desk, kind: str) -> None:
    await fill(desk, kind)
    await desk.story(4)
    assert len(await desk.posts()) == 1


async def test_a_story_that_takes_over_a_posted_one_is_not_posted_again(desk: Desk) -> None:
    await big(desk, TITLES[:1])
    await big(desk, TITLES[1:2], outlets=5)
    first, second = await desk.posts()
    await desk.run(f"DELETE FROM posts WHERE id = {second.id}")
    await desk.run(f"DELETE FROM stories_told WHERE story_id = {second.subject}")
    storage, old, taker = desk.stage.storage, int(first.subject), int(second.subject)
    rows = await storage._db.rows("SELECT key FROM articles WHERE story_id = ?", (old,))
    await storage.articles.add([], Placement(tuple(PlacedArticle(row["key"], taker) for row in rows), {old: taker}))
    await desk.report((OUTLETS[5], Item(title=TITLES[1], hours=0.1)))
    assert [post.key for post in await desk.posts()] == [first.key]
    assert await storage.announcements.told([taker]) == {desk.server.guild: {taker}}


async def test_a_part_of_a_posted_story_with_the_headline_that_was_posted_is_not_posted_again(desk: Desk) -> None:
    await desk.story(6)
    [post] = await desk.posts()
    storage = desk.stage.storage
    rows = await storage._db.rows("SELECT key FROM articles WHERE story_id = ? ORDER BY id LIMIT 5", (post.subject,))
    _, part = await storage.articles.add([], Placement(tuple(PlacedArticle(row["key"], -1) for row in rows)))
    async with storage.transaction() as tx:
        assert await owe_stories(tx, Touched(stories=(int(post.subject), part)), NOW) == []


async def test_a_story_with_what_is_newer_of_a_posted_one_is_not_posted_again(desk: Desk) -> None:
    await desk.story(7)
    [post] = await desk.posts()
    storage = desk.stage.storage
    rows = await storage._db.rows("SELECT key FROM articles WHERE story_id = ? ORDER BY id", (post.subject,))
    # A round sees the articles of some days: the older ones stay, and their story keeps its id.
    merged = Placement(tuple(PlacedArticle(row["key"], -1) for row in rows[2:]), {int(post.subject): -1})
    _, taker = await storage.articles.add([], merged)
    async with storage.transaction() as tx:
        assert await owe_stories(tx, Touched(stories=(taker,)), NOW) == []


@pytest.mark.parametrize(
    ("titles", "goes"),
    [
        (("Singer Lola Grand reportedly dead at 61", "Lola Grand dead at 61, a source says"), False),
        (("Singer Lola Grand dies at 61", "Lola Grand has died at 61"), True),
        (("Lola Grand's family confirms her death at 61 in a statement",), True),
    ],
)
async def test_a_death_waits_for_two_outlets_or_an_official_word(
    desk: Desk, titles: tuple[str, ...], goes: bool
) -> None:
    await desk.set(stories_threshold=len(titles))
    for place, title in enumerate(titles):
        await desk.report((OUTLETS[place], Item(title=title, hours=1 - place / 60)))
    posts = await desk.posts()
    assert len(posts) == goes
    near = (await next_posts_of(desk.stage.storage, desk.server, NOW)).near
    assert [story.topic for story, _ in near] == ([] if goes else ["death"])


async def test_a_death_that_is_denied_before_the_post_is_sent_is_not_sent(desk: Desk) -> None:
    await desk.set(stories_threshold=2)
    await desk.report((OUTLETS[0], Item(title="Singer Lola Grand dies at 61", hours=1)))
    await desk.report((OUTLETS[1], Item(title="Singer Lola Grand has died at 61", hours=0.9)))
    [post] = await desk.posts()
    assert post.state == "owed"
    denial = "Lola Grand denies reports that she has died at 61"
    await desk.report((OUTLETS[2], Item(title=denial, hours=0.5)))
    await desk.send()
    assert desk.messages() == []
    [post] = await desk.posts()
    assert (post.state, say_post_reason(post.reason).partition(":")[0]) == ("dropped", "it is denied")
    for outlet in OUTLETS[3:5]:
        await desk.report(
            (outlet, Item(title="Lola Grand's family confirms her death at 61 in a statement", hours=0.1))
        )
    await desk.send()
    assert len(desk.messages()) == 1  # it is sure now, and nobody was told before


async def test_a_post_says_what_the_story_is_when_it_is_sent(desk: Desk) -> None:
    await desk.story(7)
    await desk.send()
    [message] = desk.messages()
    assert "7 outlets" in shown(message)
    assert await desk.posts("edit") == []


async def test_a_story_that_nobody_sent_in_time_is_dropped(desk: Desk) -> None:
    await desk.story(4)
    desk.later(48 * HOUR)
    await desk.send()
    assert desk.messages() == []
    assert [(post.state, post.reason.code) for post in await desk.posts()] == [("dropped", "expired")]


# A living card


async def test_more_sources_come_by_edit_ten_minutes_later(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    desk.later(MINUTE)
    await desk.story(5, since=4)
    await desk.story(6, since=5)
    [edit] = await desk.posts("edit")  # the second one is in it
    [post] = await desk.posts()
    assert (edit.message, edit.due_at - post.claimed_at) == (post.message, 600)
    await desk.send()
    assert len(desk.messages()) == 1
    desk.later(10 * MINUTE)
    await desk.send()
    [_, message] = desk.messages()
    assert f"+2 sources: {OUTLETS[4]}, {OUTLETS[5]}" in shown(message)
    assert "6 outlets" in shown(message)
    assert f"open:post:0:{post.id}" in [part.get("custom_id") for part in components(message["components"])]
    await desk.story(7, since=6)
    _, second = await desk.posts("edit")
    [edit, _] = await desk.posts("edit")
    assert second.due_at == edit.claimed_at + 600


async def test_after_an_hour_a_post_is_left_alone(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    desk.later(51 * MINUTE)
    await desk.story(5, since=4)
    await desk.send()
    desk.later(HOUR)
    await desk.story(6, since=5)
    assert len(await desk.posts("edit")) == 1


async def test_a_denial_is_shown_in_place_however_late(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    desk.later(20 * HOUR)
    denial = "Adele denies reports of a tour of Wales"
    await desk.report((OUTLETS[5], Item(title=denial, hours=-19.9)))
    await desk.send()
    [_, message] = desk.messages()
    assert "**Denied**" in shown(message)
    assert f"+1 source: {OUTLETS[5]}" in shown(message)


async def test_an_edit_that_waits_does_not_expire_when_it_has_a_denial_to_show(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    desk.later(MINUTE)
    await desk.story(5, since=4)
    [edit] = await desk.posts("edit")
    assert edit.expires_at is not None
    await desk.report((OUTLETS[5], Item(title="Adele denies reports of a tour of Wales", hours=0)))
    [edit] = await desk.posts("edit")
    assert edit.expires_at is None
    desk.later(5 * HOUR)
    await desk.send()
    assert "**Denied**" in shown(desk.messages()[-1])


async def test_a_replaced_headline_is_shown_with_what_it_was(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    desk.later(15 * MINUTE)
    for outlet, old, new in ((1, TOLD[1], "Adele tour off"), (0, TITLE, "Adele calls off her tour of Wales")):
        slug = OUTLETS[outlet].lower().replace(" ", "")
        link = f"{desk.stage.newsroom.base_url}/{slug}/{'-'.join(old.lower().split())}"
        await desk.report((OUTLETS[outlet], Item(title=new, hours=0.5, link=link)))
    await desk.send()
    [_, message] = desk.messages()
    assert "## Adele calls off her tour of Wales" in shown(message)
    assert f"was: “{TITLE}”" in shown(message)
    assert TOLD[1] not in shown(message)


async def test_a_paused_server_gets_no_edits(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    await desk.set(paused=True)
    await desk.story(5, since=4)
    assert await desk.posts("edit") == []


# What is sent


async def test_the_role_is_pinged_once_and_nothing_else_ever(desk: Desk) -> None:
    await desk.set(mention_role=4242)
    await desk.story(4)
    await desk.send()
    desk.later(15 * MINUTE)
    await desk.story(5, since=4)
    await desk.send()
    first, second = desk.messages()
    assert first["allowed_mentions"] == {"parse": [], "roles": [4242]}
    assert "<@&4242>" in shown(first)
    assert second["allowed_mentions"] == {"parse": []}
    assert "<@&4242>" in shown(second)


@pytest.mark.parametrize(
    ("title", "inert"),
    [
        ("@everyone @here <@&1> <@1> hello from Adele", "<@1>"),
        ("Adele [https://good](https://evil) # big ||x||", "](https://evil)"),
        ("Adele discord.gg/abc </cmd:1> <t:0> <id:customize>", "<t:0>"),
        ("Adele \u202egnp.exe \u200b" + "a" + "\u0301" * 500, "\u202e"),
        ("Adele 👩‍👩‍👧‍👦" * 60, "x" * 300),
    ],
)
async def test_a_headline_pings_links_and_formats_nothing(desk: Desk, title: str, inert: str) -> None:
    await desk.set(stories_threshold=1, mention_role=7)
    await desk.report((OUTLETS[0], Item(title=title, hours=0.5)))
    await desk.send()
    [message] = desk.messages()
    assert limit_faults(message["components"]) == []
    assert message["allowed_mentions"]["parse"] == []
    assert inert not in shown(message)
    assert "discord.gg" not in shown(message)


async def test_a_post_at_its_worst_keeps_discords_rules(desk: Desk, data: Path) -> None:
    await desk.set(stories_threshold=1, mention_role=2**62)
    long = "*_~`|<>[] Kim Kardashian and Kanye West and Beyoncé and Adele speak " * 9
    for place, outlet in enumerate(OUTLETS):
        picture = "https://example.com/" + "p" * 400 + ".jpg" if place else ""
        item = Item(title=f"{long[:480]} {place}", hours=0.5 - place / 60, picture=picture, credit="c" * 400)
        await desk.report((outlet, item))
        await desk.send()
        desk.later(11 * MINUTE)
    await desk.send()
    sent = desk.messages()
    assert len(sent) > 3
    for message in sent:
        assert limit_faults(message["components"]) == []
        if roles := message["allowed_mentions"].get("roles"):
            message["allowed_mentions"]["roles"] = [str(role) for role in roles]  # Discord takes integers, too
        name = "MessageCreateRequest" if "nonce" in message else "MessageEditRequestPartial"
        assert schema_faults(data, name, message) == []


async def test_a_server_that_was_left_leaves_nothing(desk: Desk) -> None:
    await desk.story(4)
    await desk.stage.storage.servers.forget(desk.server.guild)
    assert not await desk.stage.storage._db.rows("SELECT 1 FROM stories_told")


# Announcement channels


def published(desk: Desk) -> list[str]:
    return [entry.path for entry in desk.stage.env.http_requests if entry.path.endswith("/crosspost")]


async def publish(desk: Desk) -> list[str]:
    """Owe what can be published, as the bot knows its channels, and send it."""
    bot = desk.stage.bot
    owed = await owe_publishing(desk.stage.storage, lambda id_: is_announcing(bot, id_), desk.stage.clock())
    await desk.send()
    return owed


async def test_a_post_in_an_announcement_channel_is_published_once_where_a_server_wants_that(desk: Desk) -> None:
    channel = desk.stage.channel.guild.create_news_channel("announcements")
    await desk.set(stories_channel=channel.id, publish=True)
    await desk.story(4)
    assert await publish(desk) == []  # it is not sent yet
    assert len(await publish(desk)) == 1
    [post] = await desk.posts()
    assert published(desk) == [f"/channels/{channel.id}/messages/{post.message}/crosspost"]
    assert await publish(desk) == []
    assert [(post.kind, post.state) for post in await desk.posts("publish")] == [("publish", "sent")]
    await desk.set(publish=False)
    await big(desk, TITLES[1:2], outlets=5)
    await desk.send()
    assert await publish(desk) == []


async def test_what_stands_in_another_channel_is_not_published(desk: Desk) -> None:
    await desk.set(publish=True)
    await desk.story(4)
    await desk.send()
    assert await publish(desk) == []


async def test_ten_posts_an_hour_are_published_and_the_rest_when_there_is_room(desk: Desk) -> None:
    channel = desk.stage.channel.guild.create_news_channel("announcements")
    await desk.set(stories_channel=channel.id, publish=True)
    posts = [
        Post(
            key=f"{n}", guild=desk.server.guild, channel=channel.id, kind="digest", priority=2, due_at=NOW, subject="x"
        )
        for n in range(12)
    ]
    await desk.stage.storage.posts.owe(posts)
    await desk.run(
        f"UPDATE posts SET state = 'sent', claimed_at = {NOW}, sent_at = {NOW}, message_id = 77 WHERE kind = 'digest'"
    )
    assert len(await publish(desk)) == 10
    assert await publish(desk) == []
    desk.later(HOUR + 1)
    assert len(await publish(desk)) == 2


async def test_what_was_posted_long_ago_is_not_published(desk: Desk) -> None:
    channel = desk.stage.channel.guild.create_news_channel("announcements")
    await desk.set(stories_channel=channel.id)
    await desk.story(4)
    await desk.send()
    await desk.set(publish=True)
    desk.later(7 * HOUR)
    assert await publish(desk) == []


# Curtains, languages, filters, and whose feeds count

GRAVE = (
    "Singer Lola Grand dies at 61",
    "Lola Grand has died at 61",
    "Lola Grand, singer, dead at 61",
    "Singer Lola Grand has died aged 61",
    "Lola Grand dies aged 61",
)
PICTURE = "https://example.com/lola.jpg"


async def grave(desk: Desk, outlets: int, since: int = 0, **given: Any) -> None:
    """Let so many outlets report a death."""
    begun = (NOW - desk.stage.clock()) / HOUR + 0.5
    for place in range(since, outlets):
        await desk.report((OUTLETS[place], Item(title=GRAVE[place], hours=begun - place / 60, **given)))


def parts(message: dict[str, Any]) -> tuple[str, dict[str, Any], str]:
    """Return what stands in front of a curtain, the container behind it, and all text outside of that."""
    before = message["components"][: [part["type"] for part in message["components"]].index(17)]
    [behind] = [part for part in message["components"] if part["type"] == 17]
    outside = [part for part in message["components"] if part["type"] != 17]
    return shown({"components": before}), behind, json.dumps(outside)


async def test_behind_a_curtain_nothing_of_a_story_shows_but_what_it_is_about(desk: Desk) -> None:
    await desk.set(curtain_death="curtain", mention_role=4242)
    await grave(desk, 4, picture=PICTURE, alt="Lola Grand on a stage", credit="Ann Photographer")
    await desk.send()
    [message] = desk.messages()
    front, behind, outside = parts(message)
    assert front == (
        "-# <@&4242>\n### A story about a death\n-# Behind a curtain, as this server wishes. Open it to see the story."
    )
    assert behind["spoiler"] is True
    for told in ("Lola", "61", PICTURE, "Photographer", "outlets", "Marquee"):
        assert told not in outside
        assert told in json.dumps(behind) or told == "Marquee"
    assert message["allowed_mentions"] == {"parse": [], "roles": [4242]}
    assert limit_faults(message["components"]) == []
    labels = {part["label"] for part in components(message["components"]) if part["type"] == 2}
    assert labels == {"Read", "Why this?"}


async def test_a_curtained_post_is_valid_for_discord(desk: Desk, data: Path) -> None:
    await desk.set(curtain_death="curtain")
    await grave(desk, 4, picture=PICTURE)
    await desk.send()
    assert schema_faults(data, "MessageCreateRequest", desk.messages()[0]) == []


async def test_a_story_that_is_shown_has_no_curtain(desk: Desk) -> None:
    await grave(desk, 4)
    await desk.send()
    [message] = desk.messages()
    assert [part["type"] for part in message["components"]] == [17]
    assert not message["components"][0].get("spoiler")


async def test_what_is_left_out_is_not_posted_and_says_why(desk: Desk) -> None:
    await desk.set(curtain_death="out")
    await grave(desk, 5)
    assert await desk.posts() == []


async def test_an_edit_stands_behind_the_curtain_of_its_post(desk: Desk) -> None:
    await desk.set(curtain_death="curtain")
    await grave(desk, 4)
    await desk.send()
    desk.later(MINUTE)
    change = Change(
        guild=desk.server.guild, user=1, at=desk.stage.clock(), before={"curtain_death": "curtain"}, after={}
    )
    desk.server = replace(desk.server, curtain_death="shown")
    await desk.stage.storage.servers.put(desk.server, change)
    await grave(desk, 5, since=4)
    desk.later(10 * MINUTE)
    await desk.send()
    [_, edit] = desk.messages()
    front, behind, outside = parts(edit)
    assert front.startswith("### A story about a death")
    assert "+1 source" in json.dumps(behind)
    assert "Lola" not in outside


async def test_a_story_that_turns_into_such_a_subject_is_drawn_behind_a_curtain(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    desk.later(11 * MINUTE)
    await desk.report((OUTLETS[0], Item(title="Adele announces a tour of Wales with her six-year-old", hours=0.2)))
    await desk.send()
    first, edit = desk.messages()
    assert [part["type"] for part in first["components"]] == [17]
    assert parts(edit)[0].startswith("### A story about somebody under 18")


async def test_in_a_forum_a_curtained_post_names_no_one_in_its_title(desk: Desk) -> None:
    await desk.set(curtain_death="curtain")
    await grave(desk, 4)
    [post] = await desk.posts()
    card = await desk.draw(post)
    assert card
    assert _named(card.view) == "A story about a death"


async def test_whoever_is_under_18_is_behind_the_curtain_by_name(desk: Desk) -> None:
    [north] = desk.stage.catalogue.by_name("North West")
    await load_catalogue(desk.stage.storage, NOW)
    titles = [title.replace("Adele", "North West") for title in TOLD[:4]]
    assert north.birth > "2003"
    for place, title in enumerate(titles):
        await desk.report((OUTLETS[place], Item(title=title, hours=0.5 - place / 60)))
    await desk.send()
    [message] = desk.messages()
    front, _, outside = parts(message)
    assert front.startswith("### A story about somebody under 18")
    assert "North" not in outside


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ({"language": "de"}, "it is not in this server's language: its headline is in “en”"),
        ({"filters": (Filter("word", "block", "tour"),)}, "it is held by this server’s filter: never the word tour"),
        (
            {"filters": (Filter("topic", "block", "music"),)},
            "it is held by this server’s filter: never the topic music",
        ),
        (
            {"filters": (Filter("source", "only", "Somebody Else"),)},
            "it is held by this server’s filter: only certain sources are let through",
        ),
        ({"stories_topics": ("royals",)}, "it is about a topic that is not wanted here: music"),
    ],
)
async def test_what_is_not_wanted_when_it_is_sent_is_not_sent(desk: Desk, setting: dict[str, Any], why: str) -> None:
    await desk.story(4)
    before = desk.server
    await desk.set(**setting)
    await desk.send()
    assert desk.messages() == []
    assert [(post.state, say_post_reason(post.reason)) for post in await desk.posts()] == [("dropped", why)]
    await desk.story(5, since=4)
    [dropped] = await desk.posts()
    assert dropped.state == "dropped"
    desk.later(MINUTE)
    await desk.set(**{name: getattr(before, name) for name in setting})
    await desk.story(6, since=5)
    [owed] = await desk.posts()
    assert (owed.state, owed.reason, owed.due_at) == ("owed", NO_REASON, NOW + MINUTE)
    await desk.send()
    assert len(desk.messages()) == 1
    telling = await desk.stage.storage.stages.telling(owed.key)
    assert telling
    assert (say_reason(telling.reason), telling.at) == ("has 6 outlets; the bar is 4", NOW + MINUTE)
    await desk.story(7, since=6)
    assert len(await desk.posts()) == 1


async def test_a_post_that_waits_goes_where_stories_go_by_then(desk: Desk) -> None:
    await desk.story(4)
    [post] = await desk.posts()
    await desk.stage.storage.posts.suspend(post, Reason("answer", ("HTTP 403 50013",)), NOW, NOW + 86400, None)
    other = desk.stage.moderator.guild.create_text_channel("other")
    await desk.set(stories_channel=other.id)
    await desk.send()
    assert [post.channel for post in await desk.posts() if post.state == "sent"] == [other.id]


async def test_without_a_channel_what_waits_goes_nowhere_and_may_pass_again(desk: Desk) -> None:
    await desk.story(4)
    await desk.set(stories_channel=0)
    await desk.send()
    assert desk.messages() == []
    [post] = await desk.posts()
    assert (post.state, post.reason.code) == ("dropped", "no channel is set for it any more")
    await desk.set(stories_channel=desk.stage.channel.id)
    await desk.story(5, since=4)
    await desk.send()
    assert len(desk.messages()) == 1


async def test_paused_while_a_post_waits_it_goes_out_when_posting_goes_on(desk: Desk) -> None:
    await desk.story(4)
    waiting = await desk.stage.storage.posts.waiting(NOW, 9, 3)
    await desk.set(paused=True)
    await desk.send()
    assert desk.messages() == []
    assert await desk.stage.storage.posts.claim(waiting, NOW) == []  # not even what was in line already
    await desk.set(paused=False)
    await desk.send()
    assert len(desk.messages()) == 1


async def test_a_curtain_that_is_drawn_to_before_a_post_is_sent_stops_it(desk: Desk) -> None:
    await grave(desk, 4)
    await desk.set(curtain_death="out")
    await desk.send()
    assert desk.messages() == []


async def theirs(desk: Desk, outlets: Sequence[str], guild: int) -> None:
    """Let these outlets' feeds be such as only a server added."""
    storage = desk.stage.storage
    feeds = [feed.id for feed in await storage.feeds.all() if feed.source.name in outlets]
    await desk.run("UPDATE feeds SET listed = 0, asked = 1 WHERE id IN ({})".format(", ".join(map(str, feeds))))
    server = await storage.servers.get(guild)
    await storage.servers.put(replace(server, feeds=(*server.feeds, *feeds)))
    if guild == desk.server.guild:
        desk.server = await storage.servers.get(guild)


async def test_feeds_that_another_server_added_do_not_count_here(desk: Desk) -> None:
    other = replace(desk.server, guild=7, stories_channel=8)
    await desk.stage.storage.servers.put(other)
    await theirs(desk, OUTLETS[:2], guild=7)
    await desk.story(5)
    assert {post.guild for post in await desk.posts()} == {7}
    await desk.story(6, since=5)
    assert {post.guild for post in await desk.posts()} == {7, desk.server.guild}
    [mine] = [post for post in await desk.posts() if post.guild == desk.server.guild]
    card = await desk.draw(mine)
    assert card
    message = {"components": card.view.to_components()}
    assert f"## {TOLD[2]}" in shown(message)  # the first two had another headline
    assert "4 outlets" in shown(message)


async def test_a_feed_that_a_server_added_counts_for_it(desk: Desk) -> None:
    await theirs(desk, OUTLETS[:2], guild=desk.server.guild)
    await desk.story(4)
    [post] = await desk.posts()
    card = await desk.draw(post)
    assert card
    assert f"## {TITLE}" in shown({"components": card.view.to_components()})


async def test_what_anothers_feed_reports_changes_no_post(desk: Desk) -> None:
    await theirs(desk, OUTLETS[4:6], guild=7)
    await desk.story(4)
    await desk.send()
    desk.later(11 * MINUTE)
    await desk.report((OUTLETS[4], Item(title="Adele denies reports of a tour of Wales", hours=0)))
    assert await desk.posts("edit") == []
    await desk.story(7, since=6)
    assert len(await desk.posts("edit")) == 1


async def test_a_post_says_on_which_sentence_its_status_rests(desk: Desk) -> None:
    await desk.story(4)
    await desk.send()
    [message] = desk.messages()
    assert "**Confirmed**" in shown(message)
    assert f"-# “{TOLD[3]}” — {OUTLETS[3]}" in shown(message)


async def test_one_outlets_death_amid_an_illness_is_not_shown(desk: Desk) -> None:
    ill = ("Lola Grand, 61, in hospital", "Lola Grand taken to hospital at 61", "Singer Lola Grand, 61, is in hospital")
    await desk.report((OUTLETS[0], Item(title="Singer Lola Grand, 61, dies in hospital", hours=0.6)))
    for place, title in enumerate(ill, 1):
        await desk.report((OUTLETS[place], Item(title=title, hours=0.5 - place / 60)))
    rows = await desk.stage.storage._db.rows("SELECT story_id FROM articles WHERE title LIKE '%Lola%'")
    assert len({row["story_id"] for row in rows}) == 1
    assert await desk.posts() == []
    await desk.report((OUTLETS[4], Item(title="Lola Grand, 61, singer, dies in hospital", hours=0.3)))
    assert len(await desk.posts()) == 1
