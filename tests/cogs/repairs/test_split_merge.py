"""Repairs of whole stories: taken apart, put together, about something else; whatever comes in, and undone again."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simcord import InteractionResult

from cogs.kit.routes.custom_ids import write_state
from cogs.kit.routes.posts import MergeState, RepairState, UndoRepairState
from cogs.repairs import split_merge_card
from cogs.repairs.menu import MOST_AN_HOUR
from ingest import story_repairs
from ingest.refresh import Intake
from ingest.story_repairs import By
from news.model.articles import Article
from news.model.feeds import Entry
from news.model.people import Mention
from news.model.stories import ArticleSketch, Repair, StoryRepair
from news.stories.cluster import place_articles
from news.stories.link_rules import NO_RULES, StoryCandidate, derive_link_rules, nearest_stories
from news.text.links import hash_text
from storage import Storage
from storage.content.articles import ArticlesStore
from tests.kit.discord_rules import limit_faults
from tests.kit.newsroom import NOW, Item
from tests.kit.presses import asking
from tests.kit.repairs import JURY, sides, where
from tests.kit.stage import Stage, buttons, components, poll_again, text

MINUTE, HOUR, DAY = 60, 3600, 86400
BY = By(user=5, guild=6, at=NOW)

# --- What was said as rules: pure -------------------------------------------------------------------------------------


def said(number: int, kind: Any, kept: Sequence[int], taken: Sequence[int]) -> StoryRepair:
    return StoryRepair(
        id=number, kind=kind, story=1, other=2, kept=tuple(kept), taken=tuple(taken), user=0, guild=0, at=NOW
    )


def test_what_was_taken_out_stays_together_and_apart_from_what_was_left() -> None:
    held = derive_link_rules([said(1, "split", (1, 2), (3, 4))])
    assert held.are_joined([3], [4])
    assert held.are_apart([1], [3])
    assert held.are_apart([4], [2])
    assert not held.are_joined([1], [2])
    assert not held.are_apart([1], [2])
    assert not held.are_apart([9], [3])


def test_of_two_repairs_the_later_one_holds_whatever_their_order() -> None:
    split, merge = said(1, "split", (1, 2), (3, 4)), said(2, "merge", (1, 2), (3, 4))
    for order in ([split, merge], [merge, split]):
        assert derive_link_rules(order).are_joined([1], [3])
        assert not derive_link_rules(order).are_apart([1, 2], [3, 4])
        again = [*order, said(3, "split", (1, 3), (2, 4))]
        assert derive_link_rules(again).are_apart([1], [2])
        assert derive_link_rules(again).are_joined([1], [3])
        assert derive_link_rules(again).are_joined([2], [4])


def test_nothing_said_ties_nothing() -> None:
    assert derive_link_rules([]) is NO_RULES
    assert not NO_RULES.units_of([1, 2])
    assert len(NO_RULES.split_units([sketch(1), sketch(2)])) == 2


WORDS = ("adele", "tour", "wales", "jury", "drummer", "fraud", "wedding", "malibu", "verdict", "album")


def sketch(key: int, words: Sequence[int] = (), at: int = NOW) -> ArticleSketch:
    return ArticleSketch(key=key, title=" ".join(WORDS[word] for word in words) or "x", text="", published=at)


titles = st.lists(st.integers(0, len(WORDS) - 1), min_size=1, max_size=4)


class Newsdesk:
    """Stories as the store would keep them, with what moderators do to them; all of it pure."""

    def __init__(self) -> None:
        self.sketches: dict[int, ArticleSketch] = {}
        self.merged: dict[int, int] = {}
        self.repairs: list[StoryRepair] = []
        self.ids = 0

    def begin(self) -> int:
        self.ids += 1
        return self.ids

    def story(self, id_: int) -> int:
        while id_ in self.merged:
            id_ = self.merged[id_]
        return id_

    def round(self, fresh: Sequence[ArticleSketch]) -> None:
        placement = place_articles(fresh, list(self.sketches.values()), NOW, derive_link_rules(self.repairs))
        new: dict[int, int] = {}
        self.sketches |= {sketch.key: sketch for sketch in fresh}
        for placed in placement.placed:
            story = placed.story if placed.story > 0 else new.setdefault(placed.story, 0) or self.begin()
            new[placed.story] = story
            self.sketches[placed.key] = replace(self.sketches[placed.key], story=story)
        self.merged |= {old: new.get(taker, taker) for old, taker in placement.merged.items()}

    def stories(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for sketch in self.sketches.values():
            assert sketch.story is not None
            found.setdefault(sketch.story, set()).add(sketch.key)
        return found

    def put(self, keys: set[int], story: int) -> None:
        for key in keys:
            self.sketches[key] = replace(self.sketches[key], story=story)

    def split(self, choice: int, share: int) -> None:
        stories = [(id_, keys) for id_, keys in sorted(self.stories().items()) if len(keys) > 1]
        if not stories:
            return
        story, keys = stories[choice % len(stories)]
        taken = sorted(keys)[: 1 + share % (len(keys) - 1)]
        other = self.begin()
        self.put(set(taken), other)
        number = len(self.repairs) + 1
        self.repairs.append(replace(said(number, "split", sorted(keys - set(taken)), taken), story=story, other=other))

    def merge(self, choice: int, share: int) -> None:
        stories = sorted(self.stories().items())
        if len(stories) < 2:
            return
        (story, kept), (other, taken) = stories[choice % len(stories)], stories[(choice + 1 + share) % len(stories)]
        if story == other:
            return
        self.put(taken, story)
        self.merged[other] = story
        number = len(self.repairs) + 1
        self.repairs.append(replace(said(number, "merge", sorted(kept), sorted(taken)), story=story, other=other))


acts = st.one_of(
    st.tuples(st.just("round"), st.lists(titles, min_size=1, max_size=6)),
    st.tuples(st.just("split"), st.tuples(st.integers(0, 9), st.integers(0, 9))),
    st.tuples(st.just("merge"), st.tuples(st.integers(0, 9), st.integers(0, 9))),
)


@settings(max_examples=150)
@given(st.lists(acts, min_size=2, max_size=12))
def test_whatever_rounds_come_what_was_said_holds_and_nothing_is_lost(done: list[tuple[str, Any]]) -> None:
    desk = Newsdesk()
    key = 0
    for act, given_ in done:
        if act == "round":
            fresh = [sketch(key + place_, words) for place_, words in enumerate(given_, 1)]
            key += len(fresh)
            desk.round(fresh)
        else:
            (desk.split if act == "split" else desk.merge)(*given_)
        check(desk, key)


def check(desk: Newsdesk, articles: int) -> None:
    stories = desk.stories()
    assert sorted(desk.sketches) == list(range(1, articles + 1))
    held = derive_link_rules(desk.repairs)
    assert derive_link_rules(desk.repairs[::-1]) == held
    for keys in stories.values():
        assert not held.are_apart(keys, keys)
    units: dict[int, set[int]] = {}
    for key, sketch_ in desk.sketches.items():
        for unit in held.units_of([key]):
            units.setdefault(unit, set()).add(desk.story(sketch_.story or 0))
    assert all(len(where) == 1 for where in units.values())
    for old in desk.merged:
        assert desk.story(old) in stories


@settings(max_examples=60)
@given(st.lists(titles, min_size=4, max_size=14), st.integers(0, 9))
def test_repairs_of_other_articles_change_nothing(words: list[list[int]], seed: int) -> None:
    fresh = [sketch(number, title) for number, title in enumerate(words, 1)]
    elsewhere = derive_link_rules([said(1, "split", (901, 902), (903,)), said(2, "merge", (904,), (905 + seed,))])
    assert place_articles(fresh, [], NOW, elsewhere) == place_articles(fresh, [], NOW)


def test_the_nearest_story_shares_words_then_people_then_days() -> None:
    others = [
        StoryCandidate(1, "Comet seen over Lisbon", NOW),
        StoryCandidate(2, "Drummer cleared of fraud by jury", NOW),
        StoryCandidate(3, "Drummer cleared of fraud by jury", NOW - 3 * DAY),
        StoryCandidate(4, "Singer at a wedding", NOW),
    ]
    found = nearest_stories("Jury clears drummer of fraud", NOW, others, {4: 2}, 25)
    assert [other.id for other in found] == [2, 3, 4]


# --- In the store, with real rounds -----------------------------------------------------------------------------------

TOUR = (
    "Adele announces a tour of Wales",
    "Adele announces tour of Wales for next year",
    "Tour of Wales announced by Adele",
    "Adele: a tour of Wales is announced",
    "Adele announces her tour of Wales",
    "A tour of Wales, announced by Adele",
    "Wales tour announced by Adele",
    "Adele on tour in Wales, she announces",
)


def article(title: str, minute: int, topic: str = "music", *people: int) -> Article:
    return Article(
        key=hash_text(title),
        title_key=hash_text(title, "title"),
        outlet=f"Outlet {minute}",
        feed_id=None,
        entry=Entry(title=title),
        published=NOW - HOUR + minute * MINUTE,
        first_seen=NOW - HOUR + minute * MINUTE,
        origin=f"Outlet {minute}",
        topic=topic,
        mentions=tuple(Mention(person, f"Name {person}", "full name") for person in people),
    )


async def keep(storage: Storage, *titles_: str, start: int = 0, **more: Any) -> None:
    await Intake(storage).keep([article(title, start + n, **more) for n, title in enumerate(titles_)], NOW)


def keys(*titles_: str) -> list[int]:
    return [hash_text(title) for title in titles_]


async def take_out(storage: Storage, *titles_: str, by: By = BY) -> StoryRepair:
    made = await story_repairs.split(storage, (await where(storage))[titles_[0]], keys(*titles_), by)
    assert isinstance(made, StoryRepair), made
    return made


async def join(storage: Storage, one: str, other: str, by: By = BY) -> StoryRepair:
    at = await where(storage)
    made = await story_repairs.merge(storage, at[one], at[other], by)
    assert isinstance(made, StoryRepair), made
    return made


async def test_articles_taken_out_stay_out_through_every_refresh_and_new_ones_join_either(storage: Storage) -> None:
    await keep(storage, *TOUR[:4])
    assert len(await sides(storage)) == 1
    await take_out(storage, *TOUR[2:4])
    assert await sides(storage) == {frozenset(TOUR[:2]), frozenset(TOUR[2:4])}
    for minute, title in enumerate(TOUR[4:], 10):
        await keep(storage, title, start=minute)
        at = await where(storage)
        assert at[TOUR[2]] == at[TOUR[3]]
        assert not {at[TOUR[0]], at[TOUR[1]]} & {at[TOUR[2]]}
    at = await where(storage)
    assert all(at[title] in {at[TOUR[0]], at[TOUR[1]], at[TOUR[2]]} for title in TOUR[4:])


async def test_a_split_undone_puts_the_two_together_under_the_old_id(storage: Storage) -> None:
    await keep(storage, *TOUR[:4])
    before = await where(storage)
    made = await take_out(storage, *TOUR[2:4])
    await keep(storage, TOUR[4], start=10)
    assert await story_repairs.undo(storage, made.id, BY) == made
    assert await where(storage) == {**before, TOUR[4]: before[TOUR[0]]}
    story = await storage.stories.get(made.other, NOW)
    assert story
    assert story.id == made.story  # what named the other one leads there
    assert await story_repairs.undo(storage, made.id, BY) == "undone"


async def test_the_id_stays_with_the_headline(storage: Storage) -> None:
    await keep(storage, *TOUR[:4])
    [before] = set((await where(storage)).values())
    await take_out(storage, *TOUR[:2])
    at = await where(storage)
    assert at[TOUR[0]] == at[TOUR[1]] == before
    assert at[TOUR[2]] == at[TOUR[3]] != before


async def test_stories_put_together_stay_so_and_the_id_that_went_leads_to_the_other(storage: Storage) -> None:
    await keep(storage, *TOUR[:3])
    await keep(storage, *JURY[:2], start=5)
    at = await where(storage)
    made = await join(storage, JURY[0], TOUR[0])
    assert (made.story, made.other) == (at[TOUR[0]], at[JURY[0]])
    for minute, title in enumerate((*TOUR[3:], *JURY[2:]), 10):
        await keep(storage, title, start=minute)
        together = {(await where(storage))[title] for title in (*TOUR[:3], *JURY[:2])}
        assert len(together) == 1
    story = await storage.stories.get(at[JURY[0]], NOW)
    assert story
    assert {story.id} == together


async def test_a_merge_undone_is_as_it_was_and_what_came_since_stays(storage: Storage) -> None:
    await keep(storage, *TOUR[:3])
    await keep(storage, *JURY[:2], start=5)
    before = await where(storage)
    rows = await storage._db.rows("SELECT id, headline, topic, first_at, last_at FROM stories")
    made = await join(storage, JURY[0], TOUR[0])
    assert await story_repairs.undo(storage, made.id, BY) == made
    assert await where(storage) == before
    after = await storage._db.rows("SELECT id, headline, topic, first_at, last_at FROM stories")
    assert [tuple(row) for row in after] == [tuple(row) for row in rows]
    await keep(storage, TOUR[3], JURY[2], start=20)
    assert await sides(storage) == {frozenset(TOUR[:4]), frozenset(JURY[:3])}


async def test_ids_that_led_to_a_story_do_so_again_when_its_merge_is_undone(storage: Storage) -> None:
    await keep(storage, *TOUR[:3])
    await keep(storage, *JURY[:2], start=5)
    await keep(storage, "Comet over Lisbon", start=9)
    at = await where(storage)
    await join(storage, JURY[0], "Comet over Lisbon")
    made = await join(storage, TOUR[0], JURY[0])
    led = await storage.stories.get(at["Comet over Lisbon"], NOW)
    assert led
    assert led.id == at[TOUR[0]]
    await story_repairs.undo(storage, made.id, BY)
    led = await storage.stories.get(at["Comet over Lisbon"], NOW)
    assert led
    assert led.id == at[JURY[0]]
    assert len(led.articles) == 3


async def test_the_last_word_holds_and_undoing_it_lets_the_one_before_hold(storage: Storage) -> None:
    await keep(storage, *TOUR[:4])
    await take_out(storage, *TOUR[2:4])
    merge = await join(storage, TOUR[0], TOUR[2])
    await keep(storage, TOUR[4], start=10)
    assert len({(await where(storage))[title] for title in TOUR[:4]}) == 1
    await story_repairs.undo(storage, merge.id, BY)
    await keep(storage, TOUR[5], TOUR[6], start=20)
    at = await where(storage)
    assert at[TOUR[2]] == at[TOUR[3]]
    assert at[TOUR[2]] not in {at[TOUR[0]], at[TOUR[1]]}


async def test_an_older_repair_undone_leaves_what_a_later_one_says(storage: Storage) -> None:
    await keep(storage, *TOUR[:4])
    split = await take_out(storage, *TOUR[2:4])
    merge = await join(storage, TOUR[0], TOUR[2])
    again = await take_out(storage, *TOUR[2:4])
    parted = await sides(storage)
    for repair in (split, merge):
        assert await story_repairs.undo(storage, repair.id, BY) == repair
    assert await sides(storage) == parted
    assert await story_repairs.undo(storage, again.id, BY) == again
    assert await sides(storage) == {frozenset(TOUR[:4])}


async def test_a_repair_that_a_later_one_stands_on_is_undone_after_that(storage: Storage) -> None:
    await keep(storage, *TOUR[:3])
    await keep(storage, *JURY[:2], start=5)
    await keep(storage, "Comet over Lisbon", start=9)
    before = await where(storage)
    first = await join(storage, TOUR[0], JURY[0])
    second = await join(storage, TOUR[0], "Comet over Lisbon")
    assert await story_repairs.undo(storage, first.id, BY) == "held"
    assert len(await storage.story_repairs.all()) == 2
    assert len(await sides(storage)) == 1
    for repair in (second, first):
        assert await story_repairs.undo(storage, repair.id, BY) == repair
    assert await where(storage) == before


async def test_one_after_the_other_undone_all_is_as_it_began(storage: Storage) -> None:
    await keep(storage, *TOUR[:4])
    await keep(storage, *JURY[:2], start=5)
    before = await sides(storage)
    made = [await take_out(storage, TOUR[3]), await join(storage, JURY[0], TOUR[3]), await take_out(storage, JURY[1])]
    assert await sides(storage) != before
    for number in (made[2].id, made[1].id, made[0].id):
        await story_repairs.undo(storage, number, BY)
    assert await sides(storage) == before


async def test_a_round_sees_all_that_was_said_of_a_story_however_old(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rounds see three days; what a moderator tied to one of those articles must not be left behind by it."""
    old = [replace(article(title, n), published=NOW - 4 * DAY) for n, title in enumerate(TOUR[:2])]
    mid = [replace(article(title, n), published=NOW - 2 * DAY) for n, title in enumerate(TOUR[2:4], 5)]
    await Intake(storage).keep([*old, *mid], NOW)
    assert len(await sides(storage)) == 1
    await take_out(storage, TOUR[1], TOUR[2])
    seen: list[set[int]] = []

    def spied(fresh: Sequence[ArticleSketch], opened: Sequence[ArticleSketch], *more: Any) -> Any:
        seen.append({sketch_.key for sketch_ in opened})
        return place_articles(fresh, opened, *more)

    monkeypatch.setattr("ingest.refresh.place_articles", spied)
    for minute, title in enumerate(TOUR[4:], 10):
        await keep(storage, title, start=minute)
        at = await where(storage)
        assert at[TOUR[1]] == at[TOUR[2]]
        assert at[TOUR[1]] not in {at[TOUR[0]], at[TOUR[3]]}
    assert all(set(keys(*TOUR[:4])) <= those for those in seen)
    await keep(storage, "Comet over Lisbon", start=60 * 24 * 30)
    assert seen[-1] == set()


async def test_a_repair_while_a_round_thinks_is_not_undone_by_it(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep(storage, *TOUR[:4])
    read, times = ArticlesStore.sketches, []

    async def late(articles: ArticlesStore, *span: int) -> list[ArticleSketch]:
        sketches = await read(articles, *span)
        times.append(1)
        if len(times) == 1:
            await take_out(storage, *TOUR[2:4])
        return sketches

    monkeypatch.setattr(ArticlesStore, "sketches", late)
    await keep(storage, *TOUR[4:], start=10)
    assert len(times) == 2
    at = await where(storage)
    assert len(at) == len(TOUR)
    assert at[TOUR[2]] == at[TOUR[3]]
    assert at[TOUR[2]] not in {at[TOUR[0]], at[TOUR[1]]}


async def test_what_cannot_be_repaired_changes_nothing(storage: Storage) -> None:
    await keep(storage, *TOUR[:3])
    await keep(storage, *JURY[:2], start=5)
    before = await where(storage)
    tour, jury = before[TOUR[0]], before[JURY[0]]
    assert await story_repairs.split(storage, tour, keys(*TOUR[:3]), BY) == "all"
    assert await story_repairs.split(storage, tour, keys(TOUR[0], JURY[0]), BY) == "moved"
    assert await story_repairs.split(storage, tour, [], BY) == "moved"
    assert await story_repairs.split(storage, 999, keys(TOUR[0]), BY) == "gone"
    assert await story_repairs.merge(storage, tour, tour, BY) == "same"
    assert await story_repairs.merge(storage, tour, 999, BY) == "gone"
    await join(storage, TOUR[0], JURY[0])
    assert await story_repairs.merge(storage, tour, jury, BY) == "same"
    await storage.articles.prune(NOW + DAY)
    assert await story_repairs.merge(storage, tour, jury, BY) == "same"
    assert await story_repairs.split(storage, tour, keys(TOUR[0]), BY) == "gone"
    assert await story_repairs.topic(storage, tour, "legal", BY) is None


async def test_pruned_articles_take_their_repairs_with_them(storage: Storage) -> None:
    await keep(storage, *TOUR[:3])
    made = await take_out(storage, TOUR[2])
    await storage.articles.prune(NOW + DAY)
    assert await storage.story_repairs.all() == []
    assert await story_repairs.undo(storage, made.id, BY) == "undone"


async def test_a_topic_holds_whatever_comes_in_and_undone_is_what_the_articles_say(storage: Storage) -> None:
    await keep(storage, *TOUR[:2])
    [story] = set((await where(storage)).values())
    assert await story_repairs.topic(storage, story, "business", BY)
    await keep(storage, *TOUR[2:5], start=10)
    found = await storage.stories.get(story, NOW)
    assert found
    assert found.topic == "business"
    then = await storage.stories.get(story, NOW - HOUR + 10 * MINUTE)  # seen before the last ones came
    assert then
    assert then.topic == "business"
    assert await story_repairs.undo_topic(storage, story, BY)
    found = await storage.stories.get(story, NOW)
    assert found
    assert found.topic == "music"
    assert await story_repairs.undo_topic(storage, story, BY) is None


async def test_of_two_topics_of_stories_put_together_the_later_holds_and_each_has_its_own_again(
    storage: Storage,
) -> None:
    await keep(storage, *TOUR[:3])
    await keep(storage, *JURY[:2], start=5)
    at = await where(storage)
    await story_repairs.topic(storage, at[JURY[0]], "legal", By(5, 6, NOW + 1))
    made = await join(storage, TOUR[0], JURY[0], By(5, 6, NOW + 2))
    assert await topics_of(storage) == {at[TOUR[0]]: "legal"}
    await story_repairs.undo(storage, made.id, BY)
    assert await topics_of(storage) == {at[TOUR[0]]: "music", at[JURY[0]]: "legal"}


async def topics_of(storage: Storage) -> dict[int, str]:
    found = await storage.stories.some(sorted(set((await where(storage)).values())), NOW)
    return {story.id: story.topic for story in found}


async def people_in(storage: Storage) -> dict[str, list[int]]:
    found = await storage.stories.some(sorted(set((await where(storage)).values())), NOW)
    return {a.entry.title: [m.person_id for m in a.mentions] for story in found for a in story.articles}


async def test_who_is_not_meant_is_not_meant_in_both_parts_and_through_a_merge_and_its_undoing(
    storage: Storage,
) -> None:
    first = [article(title, n, "music", 7) for n, title in enumerate(TOUR[:4])]
    other = [article(title, n, "legal", 7) for n, title in enumerate(JURY[:2], 10)]
    await Intake(storage).keep([*first, *other], NOW)
    at = await where(storage)
    await storage.person_repairs.repair(Repair(story=at[TOUR[0]], person=7, other=8, user=5, guild=6, at=NOW))
    is_8 = {title: [8] for title in TOUR[:4]}
    is_7 = {title: [7] for title in JURY[:2]}
    split = await take_out(storage, *TOUR[2:4])
    assert await people_in(storage) == is_8 | is_7
    merge = await join(storage, TOUR[2], JURY[0])
    assert await people_in(storage) == is_8 | {title: [8] for title in JURY[:2]}
    await story_repairs.undo(storage, merge.id, BY)
    assert await people_in(storage) == is_8 | is_7
    await story_repairs.undo(storage, split.id, BY)
    assert await people_in(storage) == is_8 | is_7


async def test_erasing_takes_the_members_id_out_and_the_repairs_go_on_holding(storage: Storage) -> None:
    await keep(storage, *TOUR[:4])
    [story] = set((await where(storage)).values())
    await story_repairs.topic(storage, story, "business", BY)
    await take_out(storage, *TOUR[2:4])
    assert (await storage.follows.kept(BY.user)).repairs == 2
    await storage.follows.erase(BY.user)
    assert (await storage.follows.kept(BY.user)).repairs == 0
    [repair] = await storage.story_repairs.all()
    assert repair.user == 0
    await keep(storage, *TOUR[4:], start=10)
    at = await where(storage)
    assert at[TOUR[2]] not in {at[TOUR[0]], at[TOUR[1]]}


# --- As a moderator does it -------------------------------------------------------------------------------------------


async def publish(stage: Stage, *more: tuple[str, str]) -> None:
    """Have eight outlets report the tour, and two the jury."""
    made = [(f"Outlet {n}", title) for n, title in enumerate((*TOUR[:5], *JURY[:2]))]
    items: dict[str, list[Item]] = {}
    for n, (outlet, title) in enumerate((*made, *more)):
        items.setdefault(outlet, []).append(Item(title=title, hours=5 - n / 10))
    await stage.read(*(stage.newsroom.publish(outlet, *shown) for outlet, shown in items.items()))


async def press(stage: Stage, on: InteractionResult, label: str, who: Any = None) -> InteractionResult:
    found = buttons(on)[label]
    assert not found.get("disabled"), label
    return await (who or stage.moderator).click(on.response, custom_id=found["custom_id"])


async def hub(stage: Stage, words: str = "tour") -> InteractionResult:
    return await press(stage, await stage.slash("story", story=words), "Repair")


def options(on: InteractionResult) -> dict[str, str]:
    """Return the values of a card's select by label."""
    [select] = [part for part in components(on.response.components) if part["type"] == 3]
    return {option["label"]: option["value"] for option in select["options"]}


async def choose(stage: Stage, on: InteractionResult, *labels: str) -> InteractionResult:
    found = options(on)
    return await stage.moderator.select(on.response, [found[label] for label in labels])


async def take_two_out(stage: Stage) -> InteractionResult:
    card = await choose(stage, await press(stage, await hub(stage), "Take apart"), *TOUR[2:4])
    return await press(stage, card, "Take 2 articles out")


async def test_a_story_is_taken_apart_in_three_steps_and_undone_in_one(stage: Stage) -> None:
    await publish(stage)
    before = await sides(stage.storage)
    card = await press(stage, await hub(stage), "Take apart")
    assert buttons(card)["Take out"]["disabled"]
    chosen = await choose(stage, card, *TOUR[2:4])
    assert "Chosen: 2 of 5" in text(chosen)
    made = await press(stage, chosen, "Take 2 articles out")
    assert "These are two stories now:" in text(made)
    assert f"1. **{TOUR[0]}** · 3 articles\n2. **{TOUR[2]}** · 2 articles" in text(made)
    assert "in every server that this bot is in" in text(made)
    await stage.restart()
    await poll_again(stage)
    assert await sides(stage.storage) != before
    undone = await press(stage, made, "Undo")
    assert "This is one story again:" in text(undone)
    assert await sides(stage.storage) == before


async def test_a_server_makes_so_many_repairs_an_hour(stage: Stage) -> None:
    await publish(stage)
    cog: Any = stage.bot.get_cog("WrongPersonCog")
    hourly = cog._desk._hourly
    for _ in range(MOST_AN_HOUR - 1):
        assert not hourly.wait(stage.channel.guild.id)
    made = await take_two_out(stage)
    before = await sides(stage.storage)
    assert "These are two stories now:" in text(made)
    assert f"{MOST_AN_HOUR} in an hour" in text(await press(stage, made, "Undo"))
    refused = await choose(stage, await press(stage, await hub(stage), "Change the topic"), "Business")
    assert "Nothing was changed" in text(refused)
    assert await sides(stage.storage) == before
    assert not hourly.wait(stage.channel.guild.id + 1)


async def test_two_stories_are_put_together_from_the_nearest(stage: Stage) -> None:
    await publish(stage)
    await take_two_out(stage)
    card = await press(stage, await hub(stage), "Put together")
    assert next(iter(options(card))) == TOUR[2]
    sure = await choose(stage, card, TOUR[2])
    assert "They were taken apart by <@" in text(sure)
    made = await press(stage, sure, "Put together")
    assert f"**{TOUR[0]}** · 5 articles" in text(made)
    assert await sides(stage.storage) == {frozenset(TOUR[:5]), frozenset(JURY[:2])}


async def test_the_other_story_is_found_by_words(stage: Stage) -> None:
    await publish(stage)
    form = await press(stage, await press(stage, await hub(stage), "Put together"), "Find by words")
    found = await stage.moderator.submit_modal(form, {"words": "manchester"})
    assert list(options(found)) == [JURY[0]]
    made = await press(stage, await choose(stage, found, JURY[0]), "Put together")
    assert "7 articles" in text(made)
    form = await press(stage, await press(stage, await hub(stage), "Put together"), "Find by words")
    assert "No other story has “zeppelin”." in text(await stage.moderator.submit_modal(form, {"words": "zeppelin"}))


async def test_a_topic_is_chosen_and_undone(stage: Stage) -> None:
    await publish(stage)
    card = await press(stage, await hub(stage), "Change the topic")
    assert "It counts as **music**." in text(card)
    made = await choose(stage, card, "Business")
    assert "counts as **business** now, not music" in text(made)
    await poll_again(stage)
    assert "· business" in text(await stage.slash("story", story="tour"))
    again = await press(stage, await hub(stage), "Change the topic")
    assert "Said by <@" in text(again)
    assert "as its articles were read" in text(await press(stage, again, "Undo"))
    assert "· music" in text(await stage.slash("story", story="tour"))


async def test_all_repairs_of_a_story_are_listed_with_who_and_when_and_an_undo_each(stage: Stage) -> None:
    await publish(stage)
    await take_two_out(stage)
    card = await press(stage, await hub(stage), "Change the topic")
    await choose(stage, card, "Business")
    await press(stage, await press(stage, await hub(stage), "Who is meant?"), "Not Adele")
    elsewhere = By(user=77, guild=88, at=NOW + 5)
    await join(stage.storage, TOUR[0], JURY[0], elsewhere)
    listed = await press(stage, await hub(stage), "4 repairs made")
    shown = text(listed)
    assert "**Wrong person**\nAdele, singer" in shown
    assert "**Topic**\nCounts as business" in shown
    assert f"**Taken apart**\nFrom “{TOUR[2]}”" in shown
    assert f"**Put together**\nWith “{JURY[0]}”" in shown
    assert f"<@{stage.moderator.id}>, <t:{NOW}:f>" in shown
    assert "a moderator of another server" in shown
    assert "77" not in shown
    parts = components(listed.response.components)
    assert sum(part.get("label") == "Undo" for part in parts) == 4
    for left in range(4, 0, -1):
        listed = await press(stage, await hub(stage), "1 repair made" if left == 1 else f"{left} repairs made")
        assert "Repair undone" in text(await press(stage, listed, "Undo"))
    assert "Nothing was repaired in this story so far." in text(await hub(stage))


async def test_a_story_of_many_articles_is_chosen_from_on_pages_and_the_choice_is_kept(stage: Stage) -> None:
    many = [f"Adele announces a tour of Wales, part {n}" for n in range(60)]
    await stage.read(
        *(stage.newsroom.publish(f"Outlet {n}", Item(title=title, hours=9 - n / 10)) for n, title in enumerate(many))
    )
    card = await press(stage, await hub(stage), "Take apart")
    assert "60 articles · page 1 of 3" in text(card)
    assert len(options(card)) == 25
    card = await choose(stage, card, many[0], many[24])
    card = await press(stage, card, "Next ›")
    card = await choose(stage, card, many[30])
    card = await press(stage, await press(stage, card, "Next ›"), "‹ Previous")
    card = await choose(stage, card, many[31], many[32])
    assert "Chosen: 4 of 60" in text(card)
    await press(stage, card, "Take 4 articles out")
    at = await where(stage.storage)
    assert {title for title in many if at[title] == at[many[31]]} in (
        {many[0], many[24], many[31], many[32]},
        set(many) - {many[0], many[24], many[31], many[32]},
    )
    assert at[many[0]] == at[many[24]] == at[many[31]] == at[many[32]] != at[many[1]]


async def test_a_choice_holds_when_later_articles_come_and_not_when_the_chosen_have_left(stage: Stage) -> None:
    await publish(stage)
    first = await choose(stage, await press(stage, await hub(stage), "Take apart"), *TOUR[2:4])
    second = await choose(stage, await press(stage, await hub(stage), "Take apart"), *TOUR[3:5])
    await keep(stage.storage, TOUR[5], start=50)
    made = await press(stage, first, "Take 2 articles out")
    assert f"**{TOUR[2]}** · 2 articles" in text(made)
    refused = await press(stage, second, "Take 2 articles out")
    assert "The story has changed" in text(refused)
    assert "Nothing was changed." in text(refused)
    assert len(await stage.storage.story_repairs.all()) == 1


async def test_every_article_chosen_is_refused(stage: Stage) -> None:
    await publish(stage)
    card = await choose(stage, await press(stage, await hub(stage, "jury"), "Take apart"), *JURY[:2])
    assert "That is every article: leave one out." in text(card)
    assert buttons(card)["Take 2 articles out"]["disabled"]
    forged = await stage.app.router.make(
        "action",
        "takeapart",
        asking(stage, manages=True),
        buttons(card)["Take 2 articles out"]["custom_id"].split(":", 2)[2],
    )
    assert forged is not None
    assert "Leave one out" in str(forged.view.to_components())


async def test_members_are_refused_at_every_step_and_forged_states_do_nothing(stage: Stage) -> None:
    await publish(stage)
    refused = await press(stage, await stage.slash("story", story="tour"), "Repair", who=stage.member)
    assert "Manage Server" in text(refused)
    before = await where(stage.storage)
    tour, jury = before[TOUR[0]], before[JURY[0]]
    story = await stage.storage.stories.get(tour, NOW)
    assert story
    parting = write_state(split_merge_card.chosen_state(story, 0, [0]))
    good = {
        "repairs": write_state(RepairState(tour, 0)),
        "repaired": write_state(RepairState(tour, 0)),
        "topic": write_state(RepairState(tour, 0)),
        "untopic": write_state(RepairState(tour, 0)),
        "apart": write_state(RepairState(tour, 0)),
        "apartpage": parting,
        "takeapart": parting,
        "merge": write_state(RepairState(tour, 0)),
        "mergewords": write_state(RepairState(tour, 0)),
        "puttogether": write_state(MergeState(tour, jury)),
        "undostory": write_state(UndoRepairState(tour, 1)),
    }
    member, moderator = asking(stage, manages=False), asking(stage, manages=True)
    for name, state in good.items():
        made = await stage.app.router.make("action", name, member, state)
        assert "Manage Server" in str(made.view.to_components())  # type: ignore[union-attr]
    picks = {"topic": (good["topic"], ["legal"]), "apart": (parting, ["0"]), "merge": (good["merge"], [str(jury)])}
    for name, (state, values) in picks.items():
        made = await stage.app.router.make("select", name, member, state, values)
        assert "Manage Server" in str(made.view.to_components())  # type: ignore[union-attr]
    made = await stage.app.router.make("form", "merge", member, good["merge"], split_merge_card.words_form(tour))
    assert "Manage Server" in str(made.view.to_components())  # type: ignore[union-attr]
    for name in good:
        for bad in ("", "x", "%", "1.2.3.4.5.6", write_state(RepairState(999, 0)), "zzzzzzz.0", "1.0.5.0.!"):
            made = await stage.app.router.make("action", name, moderator, bad)
            assert made is None or "Nothing was changed." in str(made.view.to_components())  # type: ignore[union-attr]
    for values in ([], ["nonsense"], ["legal", "music"]):
        assert await stage.app.router.make("select", "topic", moderator, good["topic"], values) is None
    for values in (["99"], ["-1"], ["x"], ["0", "25"]):
        assert await stage.app.router.make("select", "apart", moderator, parting, values) is None
    for values in ([], ["999"], ["x"], [str(tour), str(jury)]):
        assert await stage.app.router.make("select", "merge", moderator, good["merge"], values) is None
    same = await stage.app.router.make("select", "merge", moderator, good["merge"], [str(tour)])
    assert "They are one story" in str(same.view.to_components())  # type: ignore[union-attr]
    assert await where(stage.storage) == before
    assert await stage.storage.story_repairs.all() == []
    assert await stage.storage._db.rows("SELECT * FROM topic_repairs") == []


async def test_a_repair_is_not_undone_from_another_storys_button(stage: Stage) -> None:
    await publish(stage)
    await take_two_out(stage)
    at = await where(stage.storage)
    [repair] = await stage.storage.story_repairs.all()
    forged = write_state(UndoRepairState(at[JURY[0]], repair.id))
    made = await stage.app.router.make("action", "undostory", asking(stage, manages=True), forged)
    assert "Nothing to undo" in str(made.view.to_components())  # type: ignore[union-attr]
    assert await stage.storage.story_repairs.all() == [repair]


async def test_a_story_past_its_retention_cannot_be_repaired_and_says_why(stage: Stage) -> None:
    await publish(stage)
    card = await hub(stage)
    await stage.storage.articles.prune(NOW + 40 * DAY)
    shown = await press(stage, card, "Take apart")
    assert "past the time for which this bot keeps them" in text(shown)
    assert "Nothing was changed." in text(shown)


async def test_who_repaired_what_where_is_logged(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "limelight.repairs")
    await publish(stage)
    await press(stage, await take_two_out(stage), "Undo")
    await choose(stage, await press(stage, await hub(stage), "Change the topic"), "Business")
    await press(stage, await press(stage, await hub(stage), "Change the topic"), "Undo")
    lines = [record.getMessage() for record in caplog.records if record.name == "limelight.repairs"]
    who = f"user {stage.moderator.id} of server {stage.channel.guild.id}: "
    assert len(lines) == 4
    assert all(line.startswith(who) for line in lines)
    assert "2 articles are another story, 3 are left" in lines[0]
    assert "is undone" in lines[1]
    assert "is about business, not music" in lines[2]
    assert "the topic business is undone" in lines[3]


async def test_two_moderators_who_undo_at_once_undo_once(stage: Stage) -> None:
    await publish(stage)
    made = await take_two_out(stage)
    [repair] = await stage.storage.story_repairs.all()
    both = await asyncio.gather(*(story_repairs.undo(stage.storage, repair.id, BY) for _ in range(2)))
    assert sorted(undone == "undone" for undone in both) == [False, True]
    assert "Nothing to undo" in text(await press(stage, made, "Undo"))


async def test_every_card_keeps_discords_limits_for_the_longest_headlines_and_the_most_articles(stage: Stage) -> None:
    titles_ = [f"Adele announces a tour of Wales, part {n} {'*_~|`' * 44}" for n in range(300)]
    told = [article(title, n % 59, "music", 52) for n, title in enumerate(titles_)]
    await Intake(stage.storage).keep(told, NOW)
    story = max((await stage.storage.stories.some(range(1, 99), NOW)), key=lambda story: len(story.articles))
    everything = list(range(min(len(story.articles), split_merge_card.MOST)))
    state = write_state(split_merge_card.chosen_state(story, 9, everything[1:]))
    assert (
        split_merge_card.chosen_places(story, split_merge_card.chosen_state(story, 9, everything[1:])) == everything[1:]
    )
    asked, named = asking(stage, manages=True), write_state(RepairState(story.id, 0))
    for name in ("repairs", "repaired", "topic", "apart", "merge"):
        check_limits(await stage.app.router.make("action", name, asked, named))
    check_limits(await stage.app.router.make("action", "apartpage", asked, state))
    check_limits(await stage.app.router.make("action", "takeapart", asked, state))
    at = sorted(set((await where(stage.storage)).values()))
    check_limits(
        await stage.app.router.make("select", "merge", asked, named, [str(next(id_ for id_ in at if id_ != story.id))])
    )
    check_limits(await stage.app.router.make("select", "topic", asked, named, ["legal"]))
    check_limits(await stage.app.router.make("action", "repaired", asked, named))


def check_limits(made: Any) -> None:
    assert made is not None
    shown = made.view.to_components()
    assert limit_faults(shown) == []
    assert len(list(components(shown))) <= 40
