"""/feeds: a moderator adds feeds, sees how they are, tries them and takes them off; end to end, over real HTTP."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from cogs.kit.rate_limit import Window
from cogs.kit.routes.custom_ids import write_state
from cogs.kit.routes.settings import FeedState
from cogs.tasks.refresh import RefreshCog
from ingest.preview import MOST_AT_ONCE, FeedLook, Looks
from news.model.servers import Server
from news.settings.registry import MOST
from tests.kit.feeds_panel import TITLE, add, ask, changed, only_feed, other_server, press, spotlight
from tests.kit.newsroom import NOW, Item, keyed
from tests.kit.presses import asking
from tests.kit.stage import Stage, buttons, components, text

DAY = 86400


async def had(stage: Stage, guild: int = 0) -> tuple[int, ...]:
    return (await stage.storage.servers.get(guild or stage.channel.guild.id)).feeds


def page(stage: Stage, slug: str, *links: tuple[str, str], body: str = "") -> str:
    """Put a page up that names feeds; (address, title) each."""
    named = "".join(f'<link rel="alternate" type="application/rss+xml" href="{u}" title="{t}">' for u, t in links)
    stage.newsroom.bodies[slug] = f"<!doctype html><html lang='de'><head>{named}</head>{body}</html>".encode()
    stage.newsroom.types[slug] = "text/html"
    return f"{stage.newsroom.base_url}/{slug}.xml"


# Adding


async def test_a_feed_is_shown_before_it_is_added_and_read_from_then_on(stage: Stage) -> None:
    url = spotlight(stage)
    shown = await ask(stage, "add", address=url)
    assert shown.ephemeral
    assert TITLE in text(shown)
    assert "about 2 items a day" in text(shown)
    assert f"<t:{NOW - 3600}:R>" in text(shown)
    assert not await stage.storage.feeds.all()
    assert "Added: Spotlight" in text(await press(stage, shown, "Add"))
    feed = await only_feed(stage)
    assert await had(stage) == (feed.id,)
    assert feed.source.url == url
    assert await stage.refresh.round() == 2


async def test_the_interaction_asks_nobody_and_says_that_it_looks(stage: Stage) -> None:
    url = spotlight(stage)
    asked = await stage.moderator.slash(stage.channel, "feeds add", address=url)
    assert "Looking at 127.0.0.1" in text(asked)
    assert not stage.newsroom.asked
    await stage.refresh.look()
    assert TITLE in text(asked)


async def test_only_the_newest_three_items_are_shown(stage: Stage) -> None:
    items = [Item(title=f"Part {n}", hours=n) for n in (5, 3, 1, 4, 2)]
    shown = text(await ask(stage, "add", address=stage.newsroom.publish("Spotlight", *items).url))
    assert [n for n in range(1, 6) if f"Part {n}" in shown] == [1, 2, 3]
    assert shown.index("Part 1") < shown.index("Part 2") < shown.index("Part 3")


async def test_the_first_read_of_a_new_feed_is_no_news(stage: Stage) -> None:
    guild = stage.channel.guild.id
    await stage.storage.servers.put(Server(guild=guild, stories_channel=stage.channel.id, stories_threshold=2))
    await stage.read(stage.newsroom.publish("The Marquee", Item(title=TITLE, hours=2)))
    await add(stage, spotlight(stage))
    await stage.refresh.round()
    assert not await stage.storage.posts.waiting(NOW, 9, 3)


async def test_what_is_not_added_is_not_kept(stage: Stage) -> None:
    shown = await ask(stage, "add", address=spotlight(stage))
    assert "Nothing was changed" in text(await press(stage, shown, "Cancel"))
    assert not await stage.storage.feeds.all()
    assert await had(stage) == ()


async def test_a_preview_outlives_a_restart_for_a_day(stage: Stage) -> None:
    shown = await ask(stage, "add", address=spotlight(stage))
    await stage.restart()
    stage.clock.now += 86_000
    assert "Added" in text(await press(stage, shown, "Add"))
    again = await ask(stage, "add", address=stage.newsroom.publish("Other", Item(title="Sia paints")).url)
    stage.clock.now += 90_000
    assert "expired" in text(await press(stage, again, "Add"))
    assert len(await had(stage)) == 1


async def test_pressed_twice_it_is_added_once(stage: Stage) -> None:
    shown = await ask(stage, "add", address=spotlight(stage))
    state = buttons(shown)["Add"]["custom_id"].rpartition(":")[2]
    await press(stage, shown, "Add")
    press_ = asking(stage, manages=True)
    press_.guild, press_.message = None, None
    made = await stage.app.router.make("action", "feedadd", press_, state)
    assert made is not None
    assert "added already" in str(made.view.to_components())  # type: ignore[union-attr]
    assert len(await had(stage)) == 1
    assert len(await stage.storage.feed_candidates.adds(stage.channel.guild.id, 0)) == 1


async def test_what_comes_with_the_bot_needs_no_adding(stage: Stage) -> None:
    source = stage.newsroom.publish("The Marquee", Item(title=TITLE))
    await stage.storage.feeds.list_sources(keyed(source))
    shown = await ask(stage, "add", address=source.url + "?utm_source=x")
    assert "comes with this bot already" in text(shown)
    assert not buttons(shown)


async def test_what_the_server_has_is_not_offered_again(stage: Stage) -> None:
    url = spotlight(stage)
    await add(stage, url)
    shown = await ask(stage, "add", address=url + "#top")
    assert "has it already" in text(shown)
    assert not buttons(shown)


async def test_an_address_without_its_scheme_is_taken_as_a_browser_does(stage: Stage) -> None:
    asked = await stage.moderator.slash(stage.channel, "feeds add", address="spotlight.example/feed")
    assert "Looking at spotlight.example" in text(asked)
    [look] = stage.app.previews.take()
    assert look.link == "https://spotlight.example/feed"


async def test_what_a_feed_says_is_shown_as_text(stage: Stage) -> None:
    hostile = "@everyone <@&1> [good](https://evil.example) ||x|| # big https://discord.gg/abc"
    url = stage.newsroom.publish(f"Spot {hostile}", Item(title=f"Adele {hostile}")).url
    for shown in (await ask(stage, "add", address=url), await add(stage, url), await ask(stage, "list")):
        said = text(shown)
        assert "Spot" in said
        for live in ("@everyone", "<@&1>", "](https://", "||x||", "discord.gg"):
            assert live not in said


# A site's front page


async def test_the_feed_of_a_front_page_is_found(stage: Stage) -> None:
    spotlight(stage)
    stage.newsroom.publish("Comments", Item(title="Great post"))
    url = page(stage, "home", ("/comments.xml", "Spotlight Comments Feed"), ("spotlight.xml", "Spotlight Feed"))
    shown = await ask(stage, "add", address=url)
    assert "### Spotlight" in text(shown)
    assert "German" in text(shown)  # as the page says, since the feed does not
    await press(stage, shown, "Add")
    feed = await only_feed(stage)
    assert feed.source.url.endswith("/spotlight.xml")
    assert feed.source.language == "de"
    assert stage.newsroom.asked == ["home", "spotlight"]


async def test_several_feeds_of_a_page_are_a_choice(stage: Stage) -> None:
    spotlight(stage)
    stage.newsroom.publish("Chart Watch", Item(title="Drake goes to number one"))
    url = page(stage, "home", ("/spotlight.xml", "A"), ("/chartwatch.xml", "B"))
    shown = await ask(stage, "add", address=url)
    assert "Which feed?" in text(shown)
    second = [part for part in components(shown.response.components) if part.get("label") == "Choose"][1]  # type: ignore[union-attr]
    chosen = await stage.moderator.click(shown.response, custom_id=second["custom_id"])
    assert "Looking at Chart Watch" in text(chosen)
    await stage.refresh.look()
    assert "Drake goes to number one" in text(chosen)
    await press(stage, chosen, "Add")
    assert (await only_feed(stage)).source.name == "Chart Watch"


async def test_the_same_items_as_rss_and_as_atom_are_one_feed(stage: Stage) -> None:
    spotlight(stage)
    stage.newsroom.bodies["atom"] = stage.newsroom.bodies["spotlight"]
    shown = await ask(stage, "add", address=page(stage, "home", ("/spotlight.xml", "RSS"), ("/atom.xml", "Atom")))
    assert "Add" in buttons(shown)


async def test_of_a_page_with_many_feeds_three_are_asked(stage: Stage) -> None:
    names = [f"Part {n}" for n in range(9)]
    links = [(stage.newsroom.publish(name, Item(title=f"{name} sings")).url, name) for name in names]
    shown = await ask(stage, "add", address=page(stage, "home", *links))
    assert len(stage.newsroom.asked) == 4
    assert "names 9 feeds; here are 3" in text(shown)


async def test_a_page_that_names_no_feed_has_two_usual_places_looked_at(stage: Stage) -> None:
    shown = await ask(stage, "add", address=page(stage, "home"))
    assert "is a page that names no feed" in text(shown)
    assert stage.newsroom.asked == ["home", "rss"]  # and /feed/, which the newsroom has no way to


async def test_a_page_whose_feed_is_broken_says_so(stage: Stage) -> None:
    shown = await ask(stage, "add", address=page(stage, "home", ("/absent.xml", "Feed")))
    assert "is a page whose feed could not be read" in text(shown)
    assert "Nothing was added" in text(shown)


# Under which name


async def test_a_feed_cannot_pose_as_another_source(stage: Stage) -> None:
    await stage.storage.feeds.list_sources(
        {1: replace(stage.newsroom.publish("The Marquee"), url="https://marquee.example/feed")}
    )
    poser = stage.newsroom.publish("the márquee!", Item(title=TITLE))
    shown = await ask(stage, "add", address=poser.url)
    assert "### the márquee! (127.0.0.1)" in text(shown)
    await press(stage, shown, "Add")
    [feed] = [feed for feed in await stage.storage.feeds.all() if feed.source.url == poser.url]
    assert feed.source.name == "the márquee! (127.0.0.1)"


async def test_a_name_that_was_free_when_looked_at_is_asked_for_again_when_added(stage: Stage) -> None:
    shown = await ask(stage, "add", address=spotlight(stage))
    taken = replace(stage.newsroom.publish("Spotlight"), url="https://spotlight.example/feed")
    await stage.storage.feeds.list_sources({1: taken})
    await press(stage, shown, "Add")
    names = {feed.source.name for feed in await stage.storage.feeds.all()}
    assert names == {"Spotlight", "Spotlight (127.0.0.1)"}


async def test_others_reports_do_not_count_under_a_feed_that_a_server_added(stage: Stage) -> None:
    await add(stage, stage.newsroom.publish("Blotter Row", Item(title="Sia paints")).url)
    quoting = "Adele moved to Leeds, according to Blotter Row."
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="Adele moves", summary=quoting)))
    rows = await stage.storage._db.rows("SELECT origin FROM articles WHERE title = 'Adele moves'")
    assert [row["origin"] for row in rows] == ["The Marquee"]


# Two servers


async def test_two_servers_same_feed_is_one_row_that_stays_for_the_other(stage: Stage) -> None:
    url = spotlight(stage)
    await add(stage, url)
    channel, moderator = await other_server(stage)
    shown = await ask(stage, "add", who=moderator, where=channel, address=url + "?utm_source=x#top")
    await press(stage, shown, "Add", who=moderator)
    feed = await only_feed(stage)
    assert await had(stage) == await had(stage, channel.guild.id) == (feed.id,)
    stage.newsroom.asked.clear()
    await stage.refresh.round()
    assert stage.newsroom.asked == ["spotlight"]
    await press(stage, await ask(stage, "remove", feed="Spotlight"), "Remove")
    assert (await had(stage), await had(stage, channel.guild.id)) == ((), (feed.id,))
    assert [feed.id for feed in await stage.storage.feeds.in_use()] == [feed.id]
    assert await stage.storage.feeds.foreign(stage.channel.guild.id) == {feed.id}
    assert await stage.storage.feeds.foreign(channel.guild.id) == set()


async def test_a_feed_that_nobody_has_is_read_no_more_and_its_articles_stay(stage: Stage) -> None:
    await add(stage, spotlight(stage))
    await stage.refresh.round()
    removed = await press(stage, await ask(stage, "remove", feed="spotlight"), "Remove")
    await changed(stage, next_at=0)
    stage.newsroom.asked.clear()
    await stage.refresh.round()
    assert not stage.newsroom.asked
    assert TITLE in text(await stage.slash("latest"))
    assert "Spotlight" not in text(await stage.slash("about"))
    assert "is added again" in text(await press(stage, removed, "Undo"))
    await stage.refresh.round()
    assert stage.newsroom.asked == ["spotlight"]


async def test_added_anew_it_begins_anew(stage: Stage) -> None:
    url = spotlight(stage)
    await add(stage, url)
    await stage.refresh.round()
    first = await only_feed(stage)
    await press(stage, await ask(stage, "remove", feed=f"#{first.id}"), "Remove")
    await changed(stage, disabled_at=NOW, error="is gone (HTTP status 410)", gone=2)
    await add(stage, url)
    again = await only_feed(stage)
    assert again.id == first.id
    assert (again.poll.ok_at, again.poll.next_at, again.poll.disabled_at, again.poll.error) == (None, 0, None, "")


async def test_a_listed_feed_that_a_server_has_outlives_the_operators_list(stage: Stage) -> None:
    source = stage.newsroom.publish("Spotlight", Item(title=TITLE))
    await add(stage, source.url)
    await stage.storage.feeds.list_sources(keyed(replace(source, name="Spotlight Daily")))
    feed = await only_feed(stage)
    assert feed.source.name == "Spotlight Daily"
    assert await stage.storage.feeds.foreign(1) == set()
    await stage.storage.feeds.list_sources({})
    assert [feed.id for feed in await stage.storage.feeds.in_use()] == [feed.id]
    assert await stage.storage.feeds.foreign(1) == {feed.id}
    await press(stage, await ask(stage, "remove", feed=f"#{feed.id}"), "Remove")
    assert not await stage.storage.feeds.in_use()


# Limits (row 67)


async def fill(stage: Stage, feeds: int) -> None:
    """Return the server so many feeds."""
    sources = {
        n: replace(stage.newsroom.publish(f"Feed {n}"), url=f"https://{n}.example/") for n in range(1, feeds + 1)
    }
    await stage.storage.feeds.add(sources)
    ids = tuple(feed.id for feed in await stage.storage.feeds.all())
    await stage.storage.servers.put(Server(guild=stage.channel.guild.id, feeds=ids))


async def test_the_26th_feed_is_refused(stage: Stage) -> None:
    await fill(stage, MOST["feeds"] - 1)
    first = await ask(stage, "add", address=spotlight(stage))
    second = await ask(stage, "add", address=stage.newsroom.publish("Other", Item(title="Sia paints")).url)
    assert "Added" in text(await press(stage, first, "Add"))
    refused = text(await press(stage, second, "Add"))
    assert "25 are the most" in refused
    assert "Nothing was added" in refused
    stage.newsroom.asked.clear()
    assert "25 are the most" in text(await ask(stage, "add", address=spotlight(stage)))
    assert not stage.newsroom.asked
    assert len(await had(stage)) == 25


async def test_the_11th_add_of_a_day_is_refused_whatever_was_removed_since(stage: Stage) -> None:
    url = spotlight(stage)
    for n in range(10):
        stage.clock.now = NOW + n
        assert "Added" in text(await add(stage, url))
        await press(stage, await ask(stage, "remove", feed="Spotlight"), "Remove")
    refused = text(await ask(stage, "add", address=url))
    assert "10 feeds were added in the last 24 hours" in refused
    assert f"<t:{NOW + DAY}:R>" in refused
    stage.clock.now = NOW + DAY
    assert "Added" in text(await add(stage, url))
    assert "10 feeds were added" in text(await ask(stage, "add", address=url))


async def test_two_moderators_at_once_find_room_for_one(stage: Stage) -> None:
    await fill(stage, MOST["feeds"] - 1)
    urls = [stage.newsroom.publish(f"New {n}", Item(title=f"Cher sings {n}")).url for n in range(4)]
    shown = [await ask(stage, "add", address=url) for url in urls[:2]] + [
        await ask(stage, "add", address=url) for url in urls[2:]
    ]
    found = [buttons(one)["Add"]["custom_id"].rpartition(":")[2] for one in shown]
    made = await asyncio.gather(
        *(stage.app.router.make("action", "feedadd", stand_in(stage), state) for state in found)
    )
    said = [str(card.view.to_components()) for card in made if card is not None]  # type: ignore[union-attr]
    assert sorted("25 are the most" in words for words in said) == [False, True, True, True]
    assert len(await had(stage)) == 25


async def test_two_moderators_at_once_add_the_last_of_the_day(stage: Stage) -> None:
    candidates = stage.storage.feed_candidates
    for _ in range(9):
        await candidates.added(stage.channel.guild.id, NOW)
    urls = [stage.newsroom.publish(f"New {n}", Item(title=f"Cher sings {n}")).url for n in range(3)]
    shown = [await ask(stage, "add", address=url) for url in urls]
    found = [buttons(one)["Add"]["custom_id"].rpartition(":")[2] for one in shown]
    made = await asyncio.gather(
        *(stage.app.router.make("action", "feedadd", stand_in(stage), state) for state in found)
    )
    said = [str(card.view.to_components()) for card in made if card is not None]  # type: ignore[union-attr]
    assert sorted("10 feeds were added" in words for words in said) == [False, True, True]
    assert len(await had(stage)) == 1


def stand_in(stage: Stage) -> Any:
    """A moderator's press that is answered by what the action gives."""
    press_ = asking(stage, manages=True)
    press_.guild, press_.message = None, None
    return press_


async def test_a_server_waits_for_few_looks_at_once(stage: Stage) -> None:
    url = spotlight(stage)
    for _ in range(MOST_AT_ONCE):
        await stage.moderator.slash(stage.channel, "feeds add", address=url)
    busy = await stage.moderator.slash(stage.channel, "feeds add", address=url)
    assert "One at a time" in text(busy)
    await stage.refresh.look()
    assert TITLE in text(await ask(stage, "add", address=url))


async def test_presses_at_the_same_moment_find_room_for_as_many_looks(stage: Stage) -> None:
    url = spotlight(stage)
    cog: Any = stage.bot.get_cog("FeedsCog")
    pressed = stand_in(stage)
    pressed.response = SimpleNamespace(send_message=lambda **_: asyncio.sleep(0.01))
    await asyncio.gather(*(cog.add.callback(cog, pressed, url) for _ in range(MOST_AT_ONCE + 5)))
    assert len(stage.app.previews.take()) == MOST_AT_ONCE


async def test_a_server_has_so_many_looks_an_hour(stage: Stage) -> None:
    url, now = spotlight(stage), 0.0
    cog: Any = stage.bot.get_cog("FeedsCog")
    cog.looks._hourly = Window(2, 3600.0, lambda: now)
    await add(stage, url)
    assert TITLE in text(await ask(stage, "test", feed="Spotlight"))
    for refused in (await ask(stage, "test", feed="Spotlight"), await ask(stage, "add", address=url)):
        assert f"can be looked at <t:{NOW + 3600}:R>" in text(refused)
    channel, ola = await other_server(stage)
    assert TITLE in text(await ask(stage, "add", address=url, who=ola, where=channel))
    now = 3600.0
    assert TITLE in text(await ask(stage, "add", address=url))


# Listed, tried, removed


async def test_the_list_tells_how_each_feed_is(stage: Stage) -> None:
    await stage.storage.feeds.list_sources(keyed(stage.newsroom.publish("The Marquee", Item(title=TITLE))))
    assert "None added by this server yet" in text(await ask(stage, "list"))
    await add(stage, spotlight(stage))
    assert "1 of 25 added by this server" in text(await ask(stage, "list"))
    assert "read within a minute" in text(await ask(stage, "list"))
    await stage.refresh.round()
    shown = text(await ask(stage, "list"))
    assert "1 feed comes with the bot" in shown
    assert "**Working**" in shown
    assert "2 articles in 30 days" in shown
    await changed(stage, error="answered with HTTP status 403", failing_since=NOW, failures=3)
    shown = text(await ask(stage, "list"))
    assert "1 of them failing" in shown
    assert "**Failing since**" in shown
    assert "it does not let the bot in" in shown
    assert "next try" in shown
    await changed(stage, disabled_at=NOW)
    shown = text(await ask(stage, "list"))
    assert "**Switched off**" in shown
    assert "not tried any more" in shown


async def test_a_long_list_is_paged_within_discords_limits(stage: Stage) -> None:
    await fill(stage, MOST["feeds"])
    shown = await ask(stage, "list")
    assert "page 1 of 5" in text(shown)
    assert len(list(components(shown.response.components))) <= 40  # type: ignore[union-attr]
    assert "page 2 of 5" in text(await press(stage, shown, "Next ›"))


async def test_a_try_says_what_was_found_and_keeps_it(stage: Stage) -> None:
    await add(stage, spotlight(stage))
    shown = text(await ask(stage, "test", feed="Spotlight"))
    assert "2 items in it, 2 new" in shown
    assert TITLE in shown
    assert await stage.storage.articles.count() == 2
    stage.newsroom.asked.clear()
    assert "less than a minute ago" in text(await ask(stage, "test", feed="Spotlight"))
    assert not stage.newsroom.asked
    await changed(stage, last_at=0)
    shown = text(await press(stage, await ask(stage, "list"), "Test"))
    assert "2 items in it, none new" in shown


async def test_a_try_that_fails_says_why_and_counts_once(stage: Stage) -> None:
    await add(stage, spotlight(stage))
    await stage.refresh.round()
    del stage.newsroom.bodies["spotlight"]
    for _ in range(3):
        await changed(stage, last_at=0)
        shown = text(await ask(stage, "test", feed="Spotlight"))
        assert "answered with HTTP status 404: there is nothing at that address" in shown
        assert "next try" in shown
    assert (await only_feed(stage)).poll.failures == 1


async def test_a_try_switches_a_feed_on_that_works_again(stage: Stage) -> None:
    await add(stage, spotlight(stage))
    await changed(stage, disabled_at=NOW, error="is gone (HTTP status 410)", failures=2, gone=2)
    assert "**Working**" in text(await ask(stage, "test", feed="Spotlight"))
    assert (await only_feed(stage)).poll.disabled_at is None


async def test_removing_asks_once_and_is_taken_back(stage: Stage) -> None:
    await add(stage, spotlight(stage))
    await stage.refresh.round()
    asked = await press(stage, await ask(stage, "list"), "Remove")
    assert "2 articles in the last 30 days came from it" in text(asked)
    assert "Kept" in text(await press(stage, asked, "Keep"))
    assert len(await had(stage)) == 1
    removed = await press(stage, await ask(stage, "remove", feed="Spotlight"), "Remove")
    assert await had(stage) == ()
    assert "is added again" in text(await press(stage, removed, "Undo"))
    assert len(await had(stage)) == 1
    logged = await stage.storage.changes.last(stage.channel.guild.id)
    assert [(change.user, bool(change.undoes)) for change in logged] == [
        (stage.moderator.id, undoes) for undoes in (True, False, False)
    ]


async def test_a_feed_that_is_none_of_the_servers_is_named_as_such(stage: Stage) -> None:
    assert "No feed called “Nowhere”" in text(await ask(stage, "remove", feed="Nowhere"))
    await add(stage, spotlight(stage))
    assert "This server added Spotlight" in text(await ask(stage, "test", feed="#77"))


# Rights


async def overridden(stage: Stage) -> None:
    """Let the member use the command, as admins can whatever its default is (row 65)."""
    [command] = [c for c in await stage.bot.tree.fetch_commands() if c.name == "feeds"]
    stage.member.guild.set_command_permissions(command, {stage.member: True})


async def test_a_member_is_refused_at_every_step(stage: Stage) -> None:
    shown = await ask(stage, "add", address=spotlight(stage))
    await press(stage, shown, "Add")
    [feed] = await had(stage)
    await overridden(stage)
    for command, options in (
        ("list", {}), ("add", {"address": "https://a.example/"}), ("remove", {"feed": f"#{feed}"}),
        ("test", {"feed": f"#{feed}"}),
    ):  # fmt: skip
        refused = await ask(stage, command, who=stage.member, **options)
        assert "Manage Server" in text(refused)
    [change] = await stage.storage.changes.last(stage.channel.guild.id)
    names = [route.name for route in stage.app.router.routes("action") if route.name.startswith("feed")]
    assert len(names) == 8
    for name in names:
        state = write_state(FeedState(change.id if name == "feedundo" else feed))
        made = await stage.app.router.make("action", name, asking(stage, manages=False), state)
        assert "Manage Server" in str(made.view.to_components())  # type: ignore[union-attr]
    page_ = await stage.app.router.make("card", "feeds", asking(stage, manages=False), "", 0)
    assert "Manage Server" in str(page_.view.to_components())  # type: ignore[union-attr]
    assert await had(stage) == (feed,)
    assert not stage.app.previews.take()


async def test_feeds_are_completed_for_moderators_of_their_server_only(stage: Stage) -> None:
    await add(stage, spotlight(stage))
    [feed] = await had(stage)
    await overridden(stage)
    for command in ("feeds remove", "feeds test"):
        offered = await stage.moderator.autocomplete(stage.channel, command, "feed", "spot")
        assert offered == [{"name": "Spotlight · 127.0.0.1", "value": f"#{feed}"}]
        assert not await stage.member.autocomplete(stage.channel, command, "feed", "spot")
    channel, moderator = await other_server(stage)
    assert not await moderator.autocomplete(channel, "feeds remove", "feed", "")


@pytest.mark.parametrize("name", ["feedlook", "feedadd", "feedtest", "feedremove", "feedgone", "feedundo"])
async def test_what_another_server_has_and_what_is_forged_is_expired(stage: Stage, name: str) -> None:
    channel, moderator = await other_server(stage)
    shown = await ask(stage, "add", who=moderator, where=channel, address=spotlight(stage))
    added = await press(stage, shown, "Add", who=moderator)
    number = int(buttons(added)["Undo"]["custom_id"].rpartition(":")[2], 36) if name == "feedundo" else 1
    before = await had(stage, channel.guild.id)
    for state in (write_state(FeedState(number)), "", "../", "-1", "1.2", "zzzzzzz", "é", "9" * 80):
        made = await stage.app.router.make("action", name, stand_in(stage), state)
        assert made is None or "Nothing to undo" in str(made.view.to_components())  # type: ignore[union-attr]
    assert await had(stage, channel.guild.id) == before
    assert await had(stage) == ()
    assert not stage.app.previews.take()


# The queue


async def test_the_refresh_task_looks_at_once(stage: Stage) -> None:
    cog = RefreshCog(stage.refresh)
    looking = asyncio.create_task(cog._serve_looks())
    seen: list[Any] = []
    done = asyncio.Event()

    async def then(what: Any) -> None:
        seen.append(what)
        done.set()

    for url in (spotlight(stage), f"{stage.newsroom.base_url}/absent.xml"):
        done.clear()
        stage.app.previews.ask(FeedLook(guild=1, link=url, then=then))
        async with asyncio.timeout(10):
            await done.wait()
    looking.cancel()
    with suppress(asyncio.CancelledError):
        await looking
    assert [type(one).__name__ for one in seen] == ["FeedPreview", "RefusedFeed"]
    assert stage.app.previews.has_room(1)


async def test_a_fault_in_looking_is_told_and_leaves_room(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async def broken(_feed: Any, _outcome: Any) -> int:
        raise ZeroDivisionError

    await add(stage, spotlight(stage))
    stage.refresh._looking._take = broken
    assert "which is the bot’s fault" in text(await ask(stage, "test", feed="Spotlight"))
    assert "ZeroDivisionError" in caplog.text
    assert stage.app.previews.has_room(stage.channel.guild.id)


def test_the_queue_has_an_end() -> None:
    async def nobody(_seen: Any) -> None: ...

    looks = Looks()
    guild = 0
    while looks.has_room(guild):
        looks.ask(FeedLook(guild=guild, link="https://a.example/", then=nobody))
        guild += 1
    assert guild == 40
    for look in looks.take():
        looks.done(look)
    assert looks.has_room(0)
