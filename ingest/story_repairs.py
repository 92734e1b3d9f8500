"""Repairs of whole stories: move the articles, keep what was said, and owe what it comes to, all of it or none."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from news.model.stories import StoryRepair
from news.stories.link_rules import Ties, ties
from outbox.owe.stories import Touched, owe_stories
from storage import Repair, Storage
from storage.content.person_repairs import living_story
from storage.content.story_repairs import (
    StoryRepairsStore,
    TopicRepair,
    begin_apart,
    forget,
    forget_topic,
    keys_of,
    note,
    put_together,
    say_topic,
    take_back,
)
from storage.database import Transaction

# gone: no articles are left. moved: some are in another story by now. all: nothing would be left. same: it is one.
# undone: it is not there any more. held: a later repair has the articles where they are.
Refused = Literal["gone", "moved", "all", "same", "undone", "held"]


@dataclass(frozen=True, slots=True)
class By:
    """Which moderator repairs something, in which server and when."""

    user: int
    guild: int
    at: int


async def split(storage: Storage, story: int, keys: Collection[int], by: By) -> StoryRepair | Refused:
    """Make these articles (keys) of a story another story.

    The id stays with the article that carries the headline, and with it the posts that show that.
    """
    async with storage.db.transaction() as tx:
        story = await living_story(tx, story)
        seen = await keys_of(tx, story, by.at)
        if refused := _refused_split(seen, keys):
            return refused
        kept = [key for key in seen if key not in keys]
        leaving = [key for key in await keys_of(tx, story) if (key in keys) != (seen[0] in keys)]
        other = await begin_apart(tx, leaving)
        made = _made("split", story, other, kept, [key for key in seen if key in keys], by)
        number = await note(tx, made)
        await _owe(storage, tx, leaving, {story, other}, by.at)
    return replace(made, id=number)


def _refused_split(seen: Collection[int], keys: Collection[int]) -> Refused | None:
    if not seen:
        return "gone"
    if not keys or not set(keys) <= set(seen):
        return "moved"
    return "all" if set(keys) == set(seen) else None


async def merge(storage: Storage, story: int, other: int, by: By) -> StoryRepair | Refused:
    """Put two stories together; the larger one, or of equal ones the older, keeps its id."""
    async with storage.db.transaction() as tx:
        story, other = await living_story(tx, story), await living_story(tx, other)
        if story == other:
            return "same"
        seen = {id_: await keys_of(tx, id_, by.at) for id_ in (story, other)}
        if not all(seen.values()):
            return "gone"
        story, other = sorted(seen, key=lambda id_: (-len(seen[id_]), id_))
        kept, taken = await keys_of(tx, story), await keys_of(tx, other)
        led = await put_together(tx, other, story)
        made = replace(_made("merge", story, other, kept, taken, by), led=led)
        number = await note(tx, made)
        await _owe(storage, tx, taken, {story}, by.at)
    return replace(made, id=number)


async def undo(storage: Storage, number: int, by: By) -> StoryRepair | Refused:
    """Take a split or merge back; one that a later repair stands on stays, for that is to be undone first."""
    async with storage.db.transaction() as tx:
        repairs = await StoryRepairsStore(tx).all()
        repair = next((repair for repair in repairs if repair.id == number), None)
        if repair is None:
            return "undone"
        left = ties([other for other in repairs if other is not repair])
        if not await (_rejoin if repair.kind == "split" else _part)(tx, repair, left):
            return "held"
        await forget(tx, number)
        stories = {await living_story(tx, repair.story), await living_story(tx, repair.other)}
        await _owe(storage, tx, repair.taken, stories, by.at)
    return repair


async def _rejoin(tx: Transaction, repair: StoryRepair, left: Ties) -> bool:
    """Put the two stories of a split together again, with what each has taken in since; say whether that may be."""
    story, other = await living_story(tx, repair.story), await living_story(tx, repair.other)
    mine, theirs = await keys_of(tx, story), await keys_of(tx, other)
    if story == other or not mine or not theirs:
        return True
    if left.are_apart(mine, theirs):
        return False
    await put_together(tx, other, story)
    return True


async def _part(tx: Transaction, repair: StoryRepair, left: Ties) -> bool:
    """Hand a story that was merged its articles back, what has come since stays; say whether that may be."""
    every = await keys_of(tx, await living_story(tx, repair.story))
    theirs = [key for key in every if key in set(repair.taken)]
    others = [key for key in every if key not in set(repair.taken)]
    if left.are_tied(theirs, others):
        return False
    if theirs and others:
        await take_back(tx, repair, theirs)
    return True


async def topic(storage: Storage, story: int, name: str, by: By) -> TopicRepair | None:
    """Set what a story is about; None where no articles of it are left."""
    async with storage.db.transaction() as tx:
        story = await living_story(tx, story)
        if not await keys_of(tx, story, by.at):
            return None
        made = TopicRepair(story=story, topic=name, user=by.user, guild=by.guild, at=by.at)
        await say_topic(tx, made)
        await _owe(storage, tx, (), {story}, by.at)
    return made


async def undo_topic(storage: Storage, story: int, by: By) -> TopicRepair | None:
    """Let a story be about what its articles are about; None where nothing else was said."""
    async with storage.db.transaction() as tx:
        story = await living_story(tx, story)
        gone = await forget_topic(tx, story)
        if gone:
            await _owe(storage, tx, (), {story}, by.at)
    return gone


async def person(storage: Storage, repair: Repair) -> int:
    """Note who is not meant in a story, and who is; return in how many articles that was so."""

    async def then(tx: Transaction, story: int) -> None:
        await _owe(storage, tx, (), {story}, repair.at)

    return await storage.repairs.repair(repair, then)


async def undo_person(storage: Storage, story: int, who: int, by: By) -> Repair | None:
    """Take that back."""

    async def then(tx: Transaction, living: int) -> None:
        await _owe(storage, tx, (), {living}, by.at)

    return await storage.repairs.undo(story, who, then)


def _made(
    kind: Literal["split", "merge"], story: int, other: int, kept: Collection[int], taken: Collection[int], by: By
) -> StoryRepair:
    return StoryRepair(
        kind=kind,
        story=story,
        other=other,
        kept=tuple(sorted(kept)),
        taken=tuple(sorted(taken)),
        user=by.user,
        guild=by.guild,
        at=by.at,
    )


async def _owe(
    storage: Storage, tx: Transaction, articles: Collection[int], stories: Collection[int], now: int
) -> None:
    touched = Touched(articles=frozenset(articles), stories=tuple(sorted(stories)), is_repaired=True)
    await owe_stories(storage, tx, touched, now)
