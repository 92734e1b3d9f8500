"""Moving the articles of whole stories, because a moderator says so; posts and repairs go with them."""

from collections.abc import Collection

from news.model.stories import StoryRepair
from storage.database import Store, qmarks
from storage.placing import AppliedRepairs, Placing
from storage.posts.announcements import AnnouncementsStore

from .articles import ArticlesStore
from .stories import StoriesStore

_DOUBLE = "its story was put together with one that was posted"
_ANY = "('owed', 'claimed', 'sent', 'unknown')"
_LED = "SELECT id FROM stories WHERE merged_into = ? ORDER BY id"
# What the story that took another over has from that one: the very same.
_SAME_PERSON = (
    "SELECT 1 FROM repairs AS theirs WHERE theirs.story_id = ? AND theirs.person_id = repairs.person_id"
    " AND theirs.other_id = repairs.other_id AND theirs.at = repairs.at"
)
_SAME_TOPIC = (
    "SELECT 1 FROM topic_repairs AS theirs WHERE theirs.story_id = ? AND theirs.topic = topic_repairs.topic"
    " AND theirs.at = topic_repairs.at"
)
_SAME_POST = (
    "SELECT 1 FROM stories_told AS theirs WHERE theirs.story_id = ? AND theirs.post_key = stories_told.post_key"
)


class StoryMovesStore(Store):
    """Stories that are parted or put together."""

    async def begin_apart(self, keys: Collection[int]) -> int:
        """Move articles into a story of their own and return its id; repairs of the old one hold there, too."""
        async with self._db.transaction() as tx:
            [story] = (await Placing(tx).begin_stories([-1])).values()
            await AppliedRepairs(tx).inherit_split(dict.fromkeys(keys, story))
            await tx.rows("DELETE FROM topic_repairs WHERE story_id = ?", (story,))  # said of the other articles
            await StoryMovesStore(tx)._moved(keys, story)
            return story

    async def put_together(self, old: int, new: int) -> tuple[int, ...]:
        """Put a story's articles into another, to which its id leads from now on; return the ids that led to it."""
        async with self._db.transaction() as tx:
            led = tuple(row["id"] for row in await tx.rows(_LED, (old,)))
            await StoryMovesStore(tx)._moved(await ArticlesStore(tx).keys_of(old), new)
            await Placing(tx).redirect(old, new)
            await StoryMovesStore(tx)._drop_doubles(old, new)
            await AnnouncementsStore(tx).inherit_told(old, new)
            await StoryMovesStore(tx)._settle((old, new))
            return led

    async def take_back(self, repair: StoryRepair, keys: Collection[int]) -> None:
        """Hand a story that was merged its id and these articles back, and both stories what was theirs alone."""
        async with self._db.transaction() as tx:
            old, new = repair.other, await StoriesStore(tx).living(repair.story)
            await tx.rows("UPDATE stories SET merged_into = NULL WHERE id = ? AND merged_into = ?", (old, new))
            await tx.each(
                "UPDATE stories SET merged_into = ? WHERE id = ? AND merged_into = ?",
                [(old, led, new) for led in repair.led],
            )
            for table, told in (
                ("repairs", _SAME_PERSON),
                ("topic_repairs", _SAME_TOPIC),
                ("stories_told", _SAME_POST),
            ):
                await tx.rows(f"DELETE FROM {table} WHERE story_id = ? AND EXISTS ({told})", (new, old))
            await AppliedRepairs(tx).inherit(new, old, since=repair.at)
            await tx.rows(
                "UPDATE posts SET state = 'owed', reason = '' WHERE state = 'dropped' AND reason = ? AND kind = 'story'"
                " AND key IN (SELECT post_key FROM stories_told WHERE story_id IN (?, ?))",
                (_DOUBLE, old, new),
            )
            await StoryMovesStore(tx)._moved(keys, old)

    async def _drop_doubles(self, old: int, new: int) -> None:
        """Of two posts in one server that would show one story send one, where one is not sent yet."""
        async with self._db.transaction() as tx:
            for dropped, other, states in ((new, old, "('claimed', 'sent', 'unknown')"), (old, new, _ANY)):
                await tx.rows(
                    "UPDATE posts SET state = 'dropped', reason = ? WHERE state = 'owed' AND kind = 'story'"
                    " AND key IN (SELECT post_key FROM stories_told WHERE story_id = ?)"
                    " AND guild_id IN (SELECT theirs.guild_id FROM stories_told"
                    f" JOIN posts AS theirs ON theirs.key = post_key WHERE story_id = ? AND theirs.state IN {states})",
                    (_DOUBLE, dropped, other),
                )

    async def _moved(self, keys: Collection[int], story: int) -> None:
        async with self._db.transaction() as tx:
            left = await Placing(tx).move(dict.fromkeys(keys, story))
            # Of what a round moves they stay where they were read; here a moderator says where it belongs.
            moved = f"SELECT id FROM articles WHERE key IN ({qmarks(len(keys))})"
            await tx.rows(f"UPDATE events SET story_id = ? WHERE article_id IN ({moved})", (story, *keys))
            await StoryMovesStore(tx)._settle({story, *left})

    async def _settle(self, stories: Collection[int]) -> None:
        async with self._db.transaction() as tx:
            await AppliedRepairs(tx).apply(stories)
            await Placing(tx).summarise(stories)
