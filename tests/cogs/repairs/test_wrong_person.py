"""Wrong person: moderators repair who is meant in a story, and it stays repaired."""

import logging
from dataclasses import replace
from typing import Any

import pytest
from simcord import InteractionResult

from cogs.kit.person_text import describe_person
from cogs.kit.routes.custom_ids import write_state
from cogs.kit.routes.posts import RepairState, WrongPersonState
from news.model.articles import Article, DayMention, LifeEvent
from news.model.feeds import Entry
from news.model.people import Mention
from news.model.stories import PlacedArticle, Placement, Repair
from news.text.links import hash_text
from tests.kit.newsroom import NOW, Item
from tests.kit.presses import asking
from tests.kit.repairs import read, read_a_story
from tests.kit.stage import Stage, buttons, poll_again, text

ACTOR, SINGER = 706, 2581  # both are Michelle Williams
LATER = "Museum in Leeds opened by Michelle Williams and Adele"


async def press(stage: Stage, on: InteractionResult, label: str, *, who: Any = None) -> InteractionResult:
    return await (who or stage.moderator).click(on.response, custom_id=buttons(on)[label]["custom_id"])


async def look(stage: Stage, reader: InteractionResult) -> InteractionResult:
    """Open the card that says who is meant, as a moderator does from the reader."""
    return await press(stage, await press(stage, reader, "Repair"), "Who is meant?")


async def repair(stage: Stage, label: str) -> InteractionResult:
    return await press(stage, await look(stage, await read(stage)), label)


async def listed(stage: Stage, person: int) -> str:
    return text(await stage.slash("latest", person=f"#{person}"))


def called(stage: Stage, number: int) -> str:
    person = stage.catalogue.person(number)
    assert person is not None
    return describe_person(person)


async def test_a_member_is_refused_at_every_step(stage: Stage) -> None:
    await read_a_story(stage)
    reader = await read(stage)
    refused = await press(stage, reader, "Repair", who=stage.member)
    assert refused.ephemeral
    assert "Manage Server" in text(refused)
    assert not buttons(refused)
    [(story, _)] = [pair for pair in await stage.storage.stories.titles(NOW) if "museum" in pair[1]]
    for name, state in (("repair", WrongPersonState(story, ACTOR, 0)), ("unrepair", WrongPersonState(story, ACTOR, 0))):
        made = await stage.app.router.make("action", name, asking(stage, manages=False), write_state(state))
        assert made is not None
        assert "Manage Server" in str(made.view.to_components())
    assert not await stage.storage.person_repairs.of(story)


async def test_nobody_is_a_moderator_in_direct_messages_or_where_the_bot_is_not(stage: Stage) -> None:
    await read_a_story(stage)
    user = stage.moderator.user
    reader = await user.slash("story", story="museum")
    refused = await user.click(reader.response, custom_id=buttons(reader)["Repair"]["custom_id"])
    assert "Manage Server" in text(refused)
    state = write_state(RepairState(1, 0))
    for guild, is_let in ((stage.channel.guild.id, True), (0, False), (77, False)):
        made = await stage.app.router.make("action", "wrong", asking(stage, manages=True, guild=guild), state)
        assert made is not None
        assert ("Who is meant?" in str(made.view.to_components())) == is_let


async def test_the_card_tells_who_is_tagged_why_and_who_else_bears_the_name(stage: Stage) -> None:
    await read_a_story(stage)
    card = await look(stage, await read(stage))
    assert card.response.ephemeral
    shown = text(card)
    assert f"**{called(stage, ACTOR)}**" in shown
    assert "Written “Michelle Williams” · full name, the likeliest of 2 · 2 of 2 articles" in shown
    assert {"Not Michelle Williams", called(stage, SINGER), "Not Adele"} <= set(buttons(card))


async def test_a_repair_is_off_every_list_and_survives_the_next_refresh_and_a_restart(stage: Stage) -> None:
    await read_a_story(stage)
    answered = await repair(stage, "Not Michelle Williams")
    assert answered.response.ephemeral
    assert "2 articles now count for nobody" in text(answered)
    await assert_off(stage)
    await read_a_story(stage, stage.newsroom.publish("Chart Watch", Item(title=LATER, hours=1)))
    assert await poll_again(stage) == 0
    assert "3 independent outlets" in text(await read(stage))
    await assert_off(stage)
    await stage.restart()
    await assert_off(stage)


async def assert_off(stage: Stage) -> None:
    """The person is off the story, on no list through it, and on lists through others still."""
    assert "Michelle Williams" not in buttons(await read(stage))
    assert "Adele" in buttons(await read(stage))
    theirs = await listed(stage, ACTOR)
    assert "museum" not in theirs
    assert "film prize" in theirs
    assert "museum" not in text(await stage.slash("celebrity", name=f"#{ACTOR}"))
    ranked = text(await stage.slash("trending", view="people"))
    assert "Adele" in ranked
    assert "Michelle Williams\n" not in ranked


async def test_a_repair_to_a_namesake_gives_them_the_story_and_undo_takes_it_back(stage: Stage) -> None:
    await read_a_story(stage)
    answered = await repair(stage, called(stage, SINGER))
    assert f"now count for **{called(stage, SINGER)}**" in text(answered)
    assert "museum" in await listed(stage, SINGER)
    assert "museum" not in await listed(stage, ACTOR)
    card = await look(stage, await read(stage))
    assert "a moderator’s repair · 2 of 2 articles" in text(card)
    assert f"Repaired: counts as {called(stage, SINGER)} here" in text(card)
    undone = await press(stage, card, "Undo")
    assert "as its articles were read" in text(undone)
    assert "museum" in await listed(stage, ACTOR)
    assert "museum" not in await listed(stage, SINGER)
    assert "Undo" not in buttons(await press(stage, undone, "All names in the story"))


async def test_undo_pressed_when_the_repair_is_gone_changes_nothing(stage: Stage) -> None:
    await read_a_story(stage)
    answered = await repair(stage, "Not Michelle Williams")
    assert await stage.storage.person_repairs.undo(1, ACTOR) or await stage.storage.person_repairs.undo(2, ACTOR)
    assert "Nothing to undo" in text(await press(stage, answered, "Undo"))


async def test_what_can_no_longer_be_repaired_is_said(stage: Stage) -> None:
    await read_a_story(stage)
    first, second = [await look(stage, await read(stage)) for _ in range(2)]
    await press(stage, first, "Not Michelle Williams")
    assert "Nothing to repair" in text(await press(stage, second, "Not Michelle Williams"))


async def test_a_repair_can_be_undone_where_it_left_nobody(stage: Stage) -> None:
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="Adele opens a museum")))
    await repair(stage, "Not Adele")
    reader = await read(stage)
    assert "Adele" not in buttons(reader)
    card = await look(stage, reader)
    assert "**Adele, singer" in text(card)
    await press(stage, card, "Undo")
    assert "Adele" in buttons(await read(stage))


async def test_a_story_that_names_nobody_says_so(stage: Stage) -> None:
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="A museum opens")))
    shown = await press(stage, await read(stage), "Repair")
    assert "Nobody is named" in text(shown)
    assert "Nobody of the catalogue is named here." in text(await press(stage, shown, "Who is meant?"))


async def test_a_state_that_nobody_was_given_does_nothing(stage: Stage) -> None:
    await read_a_story(stage)
    [(story, _)] = [pair for pair in await stage.storage.stories.titles(NOW) if "museum" in pair[1]]
    asked = asking(stage, manages=True)
    for name, state in (
        ("wrong", "x"),
        ("wrong", write_state(RepairState(999, 0))),
        ("repair", write_state(WrongPersonState(999, ACTOR, 0))),
        ("repair", write_state(WrongPersonState(story, ACTOR, 1))),  # who does not bear the name
        ("repair", "1.2"),
        ("unrepair", "%"),
    ):
        assert await stage.app.router.make("action", name, asked, state) is None
    assert not await stage.storage.person_repairs.of(story)


async def test_who_made_a_repair_where_is_logged(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "limelight.repairs")
    await read_a_story(stage)
    await repair(stage, "Not Michelle Williams")
    [line] = [record.getMessage() for record in caplog.records if record.name == "limelight.repairs"]
    assert f"user {stage.moderator.id} of server {stage.channel.guild.id}" in line
    assert f"person {ACTOR} is not meant but nobody" in line


async def test_a_minor_is_called_by_no_name_but_the_headlines(stage: Stage) -> None:
    title = "Adele sings at a school"
    await stage.read(
        stage.newsroom.publish("The Marquee", Item(title=title, summary="Millie Bobby Brown was there with Adele.")),
        stage.newsroom.publish("Spotlight", Item(title="Millie Bobby Brown opens a museum", hours=9)),
    )
    reader = await stage.slash("story", story="school")
    card = await look(stage, reader)
    assert "**A person under 18**" in text(card)
    assert "Millie" not in text(card)
    assert "Millie" not in " ".join(buttons(card))
    named = await look(stage, await read(stage))
    assert "**A person under 18**\n-# Written “Millie Bobby Brown”" in text(named)
    repaired = await press(stage, named, "Not this person")
    assert "**A person under 18** is not meant: 1 article now counts for nobody" in text(repaired)


async def test_many_people_take_pages(stage: Stage) -> None:
    names = "Adele, Rihanna, Brad Pitt, Emma Stone, Cardi B and Adam Sandler"
    await stage.read(stage.newsroom.publish("The Marquee", Item(title=f"{names} open a museum")))
    card = await look(stage, await read(stage))
    assert "page 1 of 2" in text(card)
    turned = await press(stage, card, "Next ›")
    assert "page 2 of 2" in text(turned)
    assert "Not Adam Sandler" in buttons(turned)


# What the commands cannot bring about at will: where a round puts articles.


def told(key: str, *people: int, at: int = NOW, events: tuple[LifeEvent, ...] = ()) -> Article:
    return Article(
        key=hash_text(key),
        title_key=hash_text(key),
        outlet=key,
        feed_id=None,
        entry=Entry(title=key),
        published=at,
        first_seen=at,
        origin=key,
        mentions=tuple(Mention(person, f"Name {person}", "full name") for person in people),
        events=events,
        days=tuple(DayMention(person, "2021-06-01") for person in people),
    )


async def put(stage: Stage, where: dict[str, int], *new: Article, merged: dict[int, int] | None = None) -> None:
    placed = tuple(PlacedArticle(hash_text(key), story) for key, story in where.items())
    await stage.storage.articles.add(new, Placement(placed, merged or {}))


async def people_of(stage: Stage, story: int) -> dict[str, list[int]]:
    found = await stage.storage.stories.get(story, NOW)
    assert found is not None
    return {article.outlet: [mention.person_id for mention in article.mentions] for article in found.articles}


def made(story: int, person: int, other: int = 0, at: int = NOW) -> Repair:
    return Repair(story=story, person=person, other=other, user=5, guild=6, at=at)


async def test_events_and_days_follow_the_repair_and_its_undoing(stage: Stage) -> None:
    wedding = LifeEvent("married", (ACTOR, 1), "2021-06-01", "They married.", "fact")
    await put(stage, {"a": -1, "b": -2}, told("a", ACTOR, 1, events=(wedding,)), told("b", ACTOR, events=(wedding,)))
    before = await lives(stage)
    assert await stage.storage.person_repairs.repair(made(1, ACTOR, SINGER)) == 1
    events = stage.storage.events
    assert [(e.story, e.people) for e in await events.about(ACTOR, NOW) if e.story] == [(2, (ACTOR, 1))]
    assert [(e.story, e.people) for e in await events.about(SINGER, NOW) if e.story] == [(1, (SINGER, 1))]
    [peak] = [p for p in await stage.storage.coverage.peaks(SINGER, NOW) if p.date == "2021-06-01"]
    assert peak.spoken_of == 1
    await stage.storage.person_repairs.undo(1, ACTOR)
    assert await lives(stage) == before


async def lives(stage: Stage) -> list[object]:
    return [
        [list(row) for row in await stage.storage._db.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3")]
        for table in ("mentions", "events_people", "spoken_days", "mentions_read", "events_people_read")
    ]


async def test_the_other_who_is_there_already_stands_there_once(stage: Stage) -> None:
    await put(stage, {"a": -1}, told("a", ACTOR, SINGER))
    before = await lives(stage)
    await stage.storage.person_repairs.repair(made(1, ACTOR, SINGER))
    assert await people_of(stage, 1) == {"a": [SINGER]}
    [row] = await stage.storage._db.rows("SELECT person_id, times FROM spoken_days")
    assert tuple(row) == (SINGER, 2)
    await stage.storage.person_repairs.undo(1, ACTOR)
    assert await lives(stage) == before


async def test_a_merged_story_inherits_and_an_old_button_undoes_it_there(stage: Stage) -> None:
    await put(stage, {"a": -1, "b": -2, "c": -2}, told("a", ACTOR), told("b", ACTOR), told("c", 1))
    await stage.storage.person_repairs.repair(made(1, ACTOR))
    await put(stage, {"a": 2}, merged={1: 2})
    assert await people_of(stage, 2) == {"a": [], "b": [], "c": [1]}
    assert [repair.person for repair in await stage.storage.person_repairs.of(1)] == [ACTOR]
    await stage.storage.person_repairs.undo(1, ACTOR)
    assert await people_of(stage, 2) == {"a": [ACTOR], "b": [ACTOR], "c": [1]}


async def test_of_merged_stories_that_contradict_each_other_the_last_word_holds(stage: Stage) -> None:
    await put(stage, {"a": -1, "b": -2}, told("a", ACTOR), told("b", SINGER))
    await stage.storage.person_repairs.repair(made(1, ACTOR, SINGER))
    await stage.storage.person_repairs.repair(made(2, SINGER, ACTOR, at=NOW + 1))
    await put(stage, {"a": 2}, merged={1: 2})
    assert await people_of(stage, 2) == {"a": [ACTOR], "b": [ACTOR]}


async def test_a_story_that_a_repaired_one_is_split_into_inherits(stage: Stage) -> None:
    await put(stage, {"a": -1, "b": -1, "c": -1}, *(told(key, ACTOR) for key in "abc"))
    await stage.storage.person_repairs.repair(made(1, ACTOR))
    await put(stage, {"c": -1, "d": -1}, told("d", ACTOR))
    assert await people_of(stage, 1) == {"a": [], "b": []}
    assert await people_of(stage, 2) == {"c": [], "d": []}


async def test_an_article_that_moves_to_another_event_is_read_as_it_was(stage: Stage) -> None:
    await put(stage, {"a": -1, "b": -1, "c": -2}, *(told(key, ACTOR) for key in "abc"))
    await stage.storage.person_repairs.repair(made(1, ACTOR))
    await put(stage, {"b": 2})
    assert await people_of(stage, 1) == {"a": []}
    assert await people_of(stage, 2) == {"b": [ACTOR], "c": [ACTOR]}
    await put(stage, {"c": 1})
    assert await people_of(stage, 1) == {"a": [], "c": []}


async def test_a_repair_of_a_repair_holds_and_is_undone_by_itself(stage: Stage) -> None:
    await put(stage, {"a": -1}, told("a", ACTOR))
    repairs = stage.storage.person_repairs
    await repairs.repair(made(1, ACTOR, SINGER))
    await repairs.repair(made(1, SINGER, at=NOW + 1))
    assert await people_of(stage, 1) == {"a": []}
    await repairs.undo(1, SINGER)
    assert await people_of(stage, 1) == {"a": [SINGER]}
    await repairs.repair(made(1, SINGER, ACTOR, at=NOW + 2))
    assert await people_of(stage, 1) == {"a": [ACTOR]}
    assert [(repair.person, repair.other) for repair in await repairs.of(1)] == [(SINGER, ACTOR)]


async def test_a_repaired_article_is_clustered_as_it_was_read(stage: Stage) -> None:
    await put(stage, {"a": -1}, told("a", ACTOR))
    await stage.storage.person_repairs.repair(made(1, ACTOR))
    [sketch] = await stage.storage.articles.sketches(NOW - 10, NOW, 10)
    assert sketch.people == {ACTOR}
    assert sketch.names == {f"Name {ACTOR}"}


async def test_pruning_a_repaired_article_leaves_nothing_of_it(stage: Stage) -> None:
    await put(stage, {"a": -1}, replace(told("a", ACTOR), feed_id=None))
    await stage.storage.person_repairs.repair(made(1, ACTOR))
    assert await stage.storage.articles.prune(NOW + 1) == 1
    assert not await stage.storage._db.rows("SELECT * FROM mentions_read")
    assert not await stage.storage._db.rows("SELECT * FROM spoken_days_read")
    await stage.storage.person_repairs.undo(1, ACTOR)
