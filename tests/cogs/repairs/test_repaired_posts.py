"""Repaired stories that were posted: nothing is posted twice, nothing is lost, and the posts show what holds now."""

from typing import Any

import pytest

from ingest import story_repairs
from ingest.story_repairs import By
from news.model.servers import Server
from news.model.stories import Repair, StoryRepair
from tests.kit.newsroom import Item
from tests.kit.repairs import JURY, sides, where
from tests.kit.stage import Stage
from tests.kit.story_desk import HOUR, MINUTE, OLD, OUTLETS, TITLE, TOLD, Desk, shown


@pytest.fixture
async def desk(stage: Stage) -> Desk:
    await stage.read(*(stage.newsroom.publish(outlet, OLD) for outlet in OUTLETS))
    made = Desk(stage, Server(guild=stage.channel.guild.id, stories_channel=stage.channel.id))
    await made.set()
    return made


def by(desk: Desk) -> By:
    return By(user=5, guild=desk.server.guild, at=desk.stage.clock())


async def jury(desk: Desk, outlets: int = 4) -> None:
    for place in range(outlets):
        await desk.report((OUTLETS[place], Item(title=JURY[place], hours=0.4 - place / 60)))


async def split(desk: Desk, *titles: str) -> StoryRepair:
    rows = await desk.stage.storage._db.rows("SELECT key, title, story_id FROM articles")
    chosen = [row for row in rows if row["title"] in titles]
    assert len(chosen) == len(titles)
    made = await story_repairs.split(
        desk.stage.storage, chosen[0]["story_id"], [row["key"] for row in chosen], by(desk)
    )
    assert isinstance(made, StoryRepair), made
    return made


async def merge(desk: Desk, one: str, other: str) -> StoryRepair:
    at = await where(desk.stage.storage)
    made = await story_repairs.merge(desk.stage.storage, at[one], at[other], by(desk))
    assert isinstance(made, StoryRepair), made
    return made


async def sent(desk: Desk, seconds: int = 10 * MINUTE) -> list[str]:
    """Return the texts of what is sent when so much time has passed."""
    before = len(desk.messages())
    desk.later(seconds)
    await desk.send()
    return [shown(message) for message in desk.messages()[before:]]


async def test_a_posted_story_taken_apart_is_edited_to_what_it_is_now_and_posted_no_second_time(desk: Desk) -> None:
    await desk.story(6)
    await desk.send()
    await split(desk, *TOLD[3:6])
    [edit] = await sent(desk)
    assert TITLE in edit
    assert "3 outlets" in edit
    assert len(await desk.posts()) == 1
    await desk.story(7, since=6)
    assert len(await desk.posts()) == 1


async def test_a_repair_edits_a_post_however_old(desk: Desk) -> None:
    await desk.story(6)
    await desk.send()
    desk.later(30 * HOUR)
    await split(desk, *TOLD[3:6])
    [edit] = await sent(desk, 0)
    assert "3 outlets" in edit


async def test_the_part_with_the_posted_headline_keeps_the_post(desk: Desk) -> None:
    await desk.set(stories_threshold=2)
    await desk.story(7)
    await desk.send()
    await split(desk, TITLE, *TOLD[1:3])  # the headline is among those that are another story
    first = await sent(desk)
    assert len([text for text in first if TITLE in text]) == 1  # the edit of its post
    [post, other] = await desk.posts()
    at = await where(desk.stage.storage)
    assert int(post.subject) == at[TITLE]
    assert int(other.subject) == at[TOLD[3]]
    assert post.message != other.message
    assert await sent(desk) == []


async def test_a_part_that_is_big_enough_is_a_story_to_post_once(desk: Desk) -> None:
    await desk.set(stories_threshold=2)
    await desk.story(7)
    await desk.send()
    made = await split(desk, *TOLD[3:7])
    await sent(desk)
    posts = await desk.posts()
    assert [int(post.subject) for post in posts] == [made.story, made.other]
    await story_repairs.undo(desk.stage.storage, made.id, by(desk))
    both = await sent(desk)
    assert len(both) == 2  # each is the one story now
    assert all("7 outlets" in text for text in both)
    assert len(await desk.posts()) == 2


async def test_two_posted_stories_put_together_both_show_it_and_each_its_own_again_when_undone(desk: Desk) -> None:
    await desk.set(stories_threshold=2, stories_budget=10)
    await desk.story(5)
    await jury(desk)
    await desk.send()
    assert len(await desk.posts()) == 2
    made = await merge(desk, TITLE, JURY[0])
    both = await sent(desk)
    assert len(both) == 2
    assert both[0].splitlines()[0] == both[1].splitlines()[0]
    await story_repairs.undo(desk.stage.storage, made.id, by(desk))
    again = await sent(desk)
    assert sorted(TITLE in text for text in again) == [False, True]
    assert sorted(JURY[0] in text for text in again) == [False, True]
    assert len(await desk.posts()) == 2


async def test_a_story_put_into_a_told_one_is_not_posted_and_undone_it_may_be(desk: Desk) -> None:
    await desk.set(stories_threshold=4)
    await desk.story(6)
    await desk.send()
    await jury(desk)  # four outlets; the bar is five after the first post
    assert len(await desk.posts()) == 1
    made = await merge(desk, TITLE, JURY[0])
    await desk.set(stories_threshold=2)
    await desk.read()
    assert len(await desk.posts()) == 1
    await story_repairs.undo(desk.stage.storage, made.id, by(desk))
    assert len(await desk.posts()) == 2
    posted = await sent(desk)
    assert sum(JURY[0] in text for text in posted) == 1


async def test_a_story_that_took_a_told_one_over_counts_as_told_no_longer_than_that(desk: Desk) -> None:
    await desk.set(stories_threshold=4)
    await jury(desk)
    await desk.send()
    await desk.set(stories_threshold=9)
    await desk.story(6)
    made = await merge(desk, TITLE, JURY[0])
    assert made.story == (await where(desk.stage.storage))[TITLE]
    await desk.set(stories_threshold=4)
    await desk.story(7, since=6)
    assert len(await desk.posts()) == 1
    await story_repairs.undo(desk.stage.storage, made.id, by(desk))
    assert [int(post.subject) for post in await desk.posts()] == [made.other, made.story]


async def test_of_two_that_wait_to_be_posted_one_goes_out_and_undone_the_other_too(desk: Desk) -> None:
    await desk.set(stories_threshold=2, stories_budget=10)
    await desk.story(5)
    await jury(desk)
    assert [post.state for post in await desk.posts()] == ["owed", "owed"]
    made = await merge(desk, TITLE, JURY[0])
    assert sorted(post.state for post in await desk.posts()) == ["dropped", "owed"]
    await story_repairs.undo(desk.stage.storage, made.id, by(desk))
    assert [post.state for post in await desk.posts()] == ["owed", "owed"]
    both = await sent(desk, 0)
    assert sorted(TITLE in text for text in both) == [False, True]


async def test_a_waiting_post_is_dropped_where_the_other_story_is_posted_whichever_keeps_its_id(desk: Desk) -> None:
    await desk.set(stories_threshold=2, stories_budget=10)
    await jury(desk)
    await desk.send()
    await desk.story(6)
    assert [post.state for post in await desk.posts()] == ["sent", "owed"]
    made = await merge(desk, TITLE, JURY[0])
    assert made.story == (await where(desk.stage.storage))[TITLE]
    assert [post.state for post in await desk.posts()] == ["sent", "dropped"]
    [edit] = await sent(desk)
    assert "7 outlets" in edit or "6 outlets" in edit


@pytest.mark.parametrize("what", ["topic", "person"])
async def test_the_right_topic_and_person_come_into_the_post(desk: Desk, what: str) -> None:
    await desk.story(4)
    await desk.send()
    [before] = [shown(message) for message in desk.messages()]
    assert "Adele · music" in before
    storage, story = desk.stage.storage, (await where(desk.stage.storage))[TITLE]
    if what == "topic":
        await story_repairs.topic(storage, story, "business", by(desk))
    else:
        [adele] = {m.person_id for a in (await story_of(desk, story)).articles for m in a.mentions}
        made = Repair(story=story, person=adele, other=0, user=5, guild=6, at=desk.stage.clock())
        assert await story_repairs.person(storage, made) == 4
    [edit] = await sent(desk)
    assert ("Adele · business" in edit) == (what == "topic")
    assert ("Adele ·" in edit) == (what == "topic")


async def story_of(desk: Desk, number: int) -> Any:
    return await desk.stage.storage.stories.get(number, desk.stage.clock())


async def test_a_server_that_is_paused_gets_no_edit_of_a_repair(desk: Desk) -> None:
    await desk.story(6)
    await desk.send()
    await desk.set(paused=True)
    await split(desk, *TOLD[3:6])
    assert await sent(desk) == []
    assert len(await sides(desk.stage.storage)) == 3
