"""Repairs of whole stories: move the articles, keep what was said, and owe what it comes to, all of it or none."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from news.model.stories import Repair, StoryRepair, TopicRepair
from news.stories.link_rules import LinkRules, derive_link_rules
from outbox.owe.stories import Touched, owe_stories
from storage import Storage, Stores

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
    async with storage.transaction() as tx:
        story = await tx.stories.living(story)
        seen = await tx.articles.keys_of(story, by.at)
        if refused := _refused_split(seen, keys):
            return refused
        kept = [key for key in seen if key not in keys]
        leaving = [key for key in await tx.articles.keys_of(story) if (key in keys) != (seen[0] in keys)]
        other = await tx.story_moves.begin_apart(leaving)
        made = _made("split", story, other, kept, [key for key in seen if key in keys], by)
        number = await tx.story_repairs.note(made)
        await _owe(tx, leaving, {story, other}, by.at)
    return replace(made, id=number)


def _refused_split(seen: Collection[int], keys: Collection[int]) -> Refused | None:
    if not seen:
        return "gone"
    if not keys or not set(keys) <= set(seen):
        return "moved"
    return "all" if set(keys) == set(seen) else None


async def merge(storage: Storage, story: int, other: int, by: By) -> StoryRepair | Refused:
    """Put two stories together; the larger one, or of equal ones the older, keeps its id."""
    async with storage.transaction() as tx:
        story, other = await tx.stories.living(story), await tx.stories.living(other)
        if story == other:
            return "same"
        seen = {id_: await tx.articles.keys_of(id_, by.at) for id_ in (story, other)}
        if not all(seen.values()):
            return "gone"
        story, other = sorted(seen, key=lambda id_: (-len(seen[id_]), id_))
        kept, taken = await tx.articles.keys_of(story), await tx.articles.keys_of(other)
        led = await tx.story_moves.put_together(other, story)
        made = replace(_made("merge", story, other, kept, taken, by), led=led)
        number = await tx.story_repairs.note(made)
        await _owe(tx, taken, {story}, by.at)
    return replace(made, id=number)


async def undo(storage: Storage, number: int, by: By) -> StoryRepair | Refused:
    """Take a split or merge back; one that a later repair stands on stays, for that is to be undone first."""
    async with storage.transaction() as tx:
        repairs = await tx.story_repairs.all()
        repair = next((repair for repair in repairs if repair.id == number), None)
        if repair is None:
            return "undone"
        left = derive_link_rules([other for other in repairs if other is not repair])
        if not await (_rejoin if repair.kind == "split" else _part)(tx, repair, left):
            return "held"
        await tx.story_repairs.forget(number)
        stories = {await tx.stories.living(repair.story), await tx.stories.living(repair.other)}
        await _owe(tx, repair.taken, stories, by.at)
    return repair


async def _rejoin(tx: Stores, repair: StoryRepair, left: LinkRules) -> bool:
    """Put the two stories of a split together again, with what each has taken in since; say whether that may be."""
    story, other = await tx.stories.living(repair.story), await tx.stories.living(repair.other)
    mine, theirs = await tx.articles.keys_of(story), await tx.articles.keys_of(other)
    if story == other or not mine or not theirs:
        return True
    if left.are_apart(mine, theirs):
        return False
    await tx.story_moves.put_together(other, story)
    return True


async def _part(tx: Stores, repair: StoryRepair, left: LinkRules) -> bool:
    """Hand a story that was merged its articles back, what has come since stays; say whether that may be."""
    every = await tx.articles.keys_of(await tx.stories.living(repair.story))
    theirs = [key for key in every if key in set(repair.taken)]
    others = [key for key in every if key not in set(repair.taken)]
    if left.are_joined(theirs, others):
        return False
    if theirs and others:
        await tx.story_moves.take_back(repair, theirs)
    return True


async def topic(storage: Storage, story: int, name: str, by: By) -> TopicRepair | None:
    """Set what a story is about; None where no articles of it are left."""
    async with storage.transaction() as tx:
        story = await tx.stories.living(story)
        if not await tx.articles.keys_of(story, by.at):
            return None
        made = TopicRepair(story=story, topic=name, user=by.user, guild=by.guild, at=by.at)
        await tx.story_repairs.say_topic(made)
        await _owe(tx, (), {story}, by.at)
    return made


async def undo_topic(storage: Storage, story: int, by: By) -> TopicRepair | None:
    """Let a story be about what its articles are about; None where nothing else was said."""
    async with storage.transaction() as tx:
        story = await tx.stories.living(story)
        gone = await tx.story_repairs.forget_topic(story)
        if gone:
            await _owe(tx, (), {story}, by.at)
    return gone


async def person(storage: Storage, repair: Repair) -> int:
    """Note who is not meant in a story, and who is; return in how many articles that was so."""
    async with storage.transaction() as tx:
        articles = await tx.person_repairs.repair(repair)
        if articles:
            await _owe(tx, (), {await tx.stories.living(repair.story)}, repair.at)
    return articles


async def undo_person(storage: Storage, story: int, who: int, by: By) -> Repair | None:
    """Take that back."""
    async with storage.transaction() as tx:
        gone = await tx.person_repairs.undo(story, who)
        if gone:
            await _owe(tx, (), {await tx.stories.living(story)}, by.at)
    return gone


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


async def _owe(tx: Stores, articles: Collection[int], stories: Collection[int], now: int) -> None:
    touched = Touched(articles=frozenset(articles), stories=tuple(sorted(stories)), is_repaired=True)
    await owe_stories(tx, touched, now)
