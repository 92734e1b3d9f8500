"""The refresh: what comes in once, under which story, and what a feed's fault leads to (docs/faults.md rows 22-34)."""

import asyncio
import time

import pytest

from news.model.feeds import Source
from news.text.links import link_key
from tests.kit.newsroom import NOW, Item, keyed
from tests.kit.stage import Stage, text

TITLE = "Adele confirms a new tour"


async def due_again(stage: Stage) -> int:
    """Make every feed due and poll it."""
    async with stage.storage._db.transaction() as tx:
        await tx.rows("UPDATE feeds SET next_at = 0")
    return await stage.refresh.round()


async def test_one_article_once_however_its_guid_date_and_link_change(stage: Stage) -> None:
    publish = stage.newsroom.publish
    source = publish("The Marquee", Item(title=TITLE, link="https://www.example.com/adele/?utm_source=rss", guid="1"))
    assert await stage.read(source) == 1
    for n, link in enumerate(
        ("http://example.com/adele", "https://m.example.com/adele/amp", "https://example.com/adele?ref=x")
    ):
        publish("The Marquee", Item(title=TITLE, link=link, guid=f"new {n}", hours=n))
        assert await due_again(stage) == 0
    assert await stage.storage.articles.count() == 1


async def test_guids_missing_equal_or_new_each_time_make_no_difference(stage: Stage) -> None:
    publish = stage.newsroom.publish
    items = [Item(title=f"{name} sings", link="https://example.com/", guid="same") for name in ("Adele", "Cher", "Sia")]
    assert await stage.read(publish("The Marquee", *items)) == 3
    publish("The Marquee", *items[::-1])
    assert await due_again(stage) == 0


async def test_dates_absent_ancient_or_in_the_future_are_put_right(stage: Stage) -> None:
    publish = stage.newsroom.publish
    await stage.read(
        publish(
            "The Marquee",
            Item(title="Adele sings without a date", hours=None),
            Item(title="Cher dances in 1970", hours=NOW / 3600 - 1),
            Item(title="Sia paints in 2099", hours=-24 * 365 * 78),
        )
    )
    ids, total = await stage.storage.stories.newest(everything(), 10)
    assert total == 3
    for story in await stage.storage.stories.some(ids, NOW):
        assert story.first_at == NOW


def everything():
    from storage import Wanted

    return Wanted()


async def test_one_event_in_three_feeds_is_one_story(stage: Stage) -> None:
    publish = stage.newsroom.publish
    await stage.read(
        publish("The Marquee", Item(title="Adele confirms a new world tour")),
        publish("Spotlight", Item(title="Adele confirms new world tour for 2022")),
        publish("Harbour News", Item(title="New world tour confirmed by Adele")),
    )
    assert (await stage.storage.stories.newest(everything(), 10))[1] == 1


async def test_the_first_poll_of_a_feed_is_told_from_later_ones(stage: Stage) -> None:
    source = stage.newsroom.publish("The Marquee", Item(title=TITLE))
    await stage.storage.feeds.add({1: source})
    [feed] = await stage.storage.feeds.all()
    assert feed.poll.ok_at is None
    await stage.refresh.round()
    [feed] = await stage.storage.feeds.all()
    assert feed.poll.ok_at is not None
    assert feed.poll.ok_at >= time.time() - 60


async def test_what_is_not_due_is_not_asked(stage: Stage) -> None:
    source = stage.newsroom.publish("The Marquee", Item(title=TITLE))
    await stage.read(source)
    await stage.refresh.round()
    assert stage.newsroom.asked == ["themarquee"]


async def test_a_feed_polled_by_a_clock_that_went_ahead_does_not_wait_for_that_day(stage: Stage) -> None:
    await stage.read(stage.newsroom.publish("The Marquee", Item(title=TITLE)))
    ahead = int(time.time()) + 400 * 86400
    async with stage.storage._db.transaction() as tx:
        await tx.rows("UPDATE feeds SET last_at = ?, next_at = ?", (ahead, ahead + 600))
    await stage.refresh.round()
    await stage.refresh.round()
    assert stage.newsroom.asked == ["themarquee", "themarquee"]


async def test_one_broken_feed_harms_no_other(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    good = stage.newsroom.publish("The Marquee", Item(title=TITLE))
    for name, body in {
        "Empty": b"",
        "Page": b"<html><body>Sorry</body></html>",
        "Json": b'{"error": "no"}',
        "Laughs": b'<!DOCTYPE x [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>',
        "Cut": b'<?xml version="1.0"?><rss><channel><item><title>Half a feed',
    }.items():
        stage.newsroom.publish(name)
        stage.newsroom.bodies[name.lower()] = body
    bad = [
        Source(url=f"{stage.newsroom.base_url}/{name}.xml", name=name) for name in ("empty", "page", "json", "laughs")
    ]
    absent = Source(url=f"{stage.newsroom.base_url}/absent.xml", name="absent")
    await stage.read(good, *bad, absent)
    assert TITLE in text(await stage.slash("latest"))
    feeds = {feed.source.name: feed.poll for feed in await stage.storage.feeds.all()}
    for name in ("empty", "page", "json", "laughs", "absent"):
        assert feeds[name].error
        assert feeds[name].failures == 1
        assert feeds[name].next_at > time.time() + 60
    assert not feeds["The Marquee"].error
    assert "404" in feeds["absent"].error


async def test_a_feed_with_thousands_of_items_gives_the_newest_three_hundred(stage: Stage) -> None:
    items = [Item(title=f"Adele, part {n}", hours=n / 60, link=f"https://example.com/{n}") for n in range(1_000)]
    assert await stage.read(stage.newsroom.publish("The Marquee", *items)) == 300
    newest, _ = await stage.storage.stories.newest(everything(), 1)
    [story] = await stage.storage.stories.some(newest, NOW)
    assert story.articles[-1].entry.title == "Adele, part 0"


async def test_commands_answer_while_a_feed_hangs(stage: Stage) -> None:
    await stage.read(stage.newsroom.publish("The Marquee", Item(title=TITLE)))
    slow = stage.newsroom.publish("Slow", Item(title="Cher paints"))
    stage.newsroom.slow["slow"] = 0.5
    await stage.storage.feeds.add({2: slow})
    polling = asyncio.create_task(stage.refresh.round())
    await asyncio.sleep(0.05)
    assert TITLE in text(await stage.slash("latest"))
    assert not polling.done()
    assert await polling == 1


async def test_a_dropped_feed_goes_and_its_articles_stay(stage: Stage) -> None:
    publish = stage.newsroom.publish
    first, second = publish("The Marquee", Item(title=TITLE)), publish("Spotlight", Item(title="Cher paints"))
    await stage.read(first, second)
    await stage.read(second)
    assert [feed.source.name for feed in await stage.storage.feeds.all()] == ["Spotlight"]
    assert TITLE in text(await stage.slash("latest"))


async def test_a_feed_added_by_hand_outlives_another_feeds_file(stage: Stage) -> None:
    source = stage.newsroom.publish("The Marquee", Item(title=TITLE))
    assert await stage.storage.feeds.add({7: source}) == 1
    assert await stage.storage.feeds.add({7: source}) == 0
    await stage.storage.feeds.list_sources({})
    assert [feed.source.name for feed in await stage.storage.feeds.all()] == ["The Marquee"]


async def test_a_listed_feed_that_is_added_by_hand_as_well_outlives_the_list(stage: Stage) -> None:
    source = stage.newsroom.publish("The Marquee", Item(title=TITLE))
    await stage.storage.feeds.list_sources({7: source})
    assert await stage.storage.feeds.add({7: source}) == 0
    await stage.storage.feeds.list_sources({7: source})
    await stage.storage.feeds.list_sources({})
    assert [feed.source.name for feed in await stage.storage.feeds.all()] == ["The Marquee"]


async def test_a_move_is_taken_over_by_one_feed_and_to_another_spelling_of_its_address_too(stage: Stage) -> None:
    old, new = "http://a.example/feed", "https://a.example/feed"
    sources = [Source(url=url, name=url) for url in (old, "https://b.example/", "https://c.example/")]
    await stage.storage.feeds.list_sources(keyed(*sources))
    first, second, third = await stage.storage.feeds.all()
    for feed, url in ((first, new), (second, "https://d.example/"), (third, "https://d.example/")):
        await stage.storage.feeds.polled(feed.id, feed.poll, url, link_key(url))
    urls = [feed.source.url for feed in await stage.storage.feeds.all()]
    assert urls == [new, "https://d.example/", "https://c.example/"]


async def test_days_on_which_our_own_network_is_down_switch_no_feed_off(stage: Stage) -> None:
    absent = [Source(url=f"{stage.newsroom.base_url}/{name}.xml", name=name) for name in ("one", "two")]
    await stage.read(*absent)

    async def fail_for_weeks() -> set[int | None]:
        async with stage.storage._db.transaction() as tx:
            since = int(time.time()) - 20 * 86400
            await tx.rows("UPDATE feeds SET failures = 30, failing_since = ? WHERE ok_at IS NULL", (since,))
        await due_again(stage)
        return {feed.poll.disabled_at for feed in await stage.storage.feeds.all() if feed.poll.ok_at is None}

    assert await fail_for_weeks() == {None}
    await stage.storage.feeds.add({1: stage.newsroom.publish("The Marquee", Item(title=TITLE))})
    await stage.refresh.round()  # the network is back
    assert None not in await fail_for_weeks()


async def test_a_clock_set_far_ahead_drops_nothing(stage: Stage) -> None:
    stage.clock.now = int(time.time())
    await stage.read(stage.newsroom.publish("The Marquee", Item(title=TITLE, hours=None)))
    stage.clock.now += 40 * 365 * 86400
    assert await stage.refresh.prune() == 0


async def test_retention_drops_old_articles_in_small_steps_and_keeps_headlines(stage: Stage) -> None:
    old = [Item(title=f"{name} opens a shop", hours=24 * 540) for name in ("Adele", "Cher", "Sia", "Zendaya", "Drake")]
    await stage.read(stage.newsroom.publish("The Marquee", Item(title=TITLE), *old))
    assert await stage.storage.articles.count() == 6
    stage.clock.now += 20 * 86400
    assert await stage.storage.articles.prune(stage.clock.now - 548 * 86400, limit=2) == 2
    while await stage.refresh.prune():
        pass
    assert await stage.storage.articles.count() == 1
    assert len(await stage.storage.stories.titles(NOW)) >= 2
    assert "Nothing found" in text(await stage.slash("search", query="opens a shop"))
