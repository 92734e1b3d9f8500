"""Repairs of whole stories: what they are about, which articles are another story, which two stories are one.

The articles are moved at once (`story_moves.py`), and what was said is kept, so that no round moves them back
(`news.stories.link_rules`). Who is meant in a story is `person_repairs.py`.
"""

import asyncio
from collections.abc import Iterable, Sequence
from itertools import groupby

from news.model.stories import StoryRepair, TopicRepair
from storage.database import Row, Store
from storage.placing import Placing

_ALL = """
    SELECT story_repairs.*, article_key, taken FROM story_repairs
    JOIN story_repairs_articles ON repair_id = story_repairs.id WHERE {} ORDER BY story_repairs.id, article_key
"""


class StoryRepairsStore(Store):
    """Repairs of whole stories."""

    async def all(self) -> list[StoryRepair]:
        """Return every split and merge that speaks of an article that is kept, oldest first."""
        rows = await self._db.rows(_ALL.format("1 = 1"))
        return await asyncio.to_thread(_repairs, rows) if rows else []  # thousands of them would hold up every command

    async def of(self, story: int) -> list[StoryRepair]:
        """Return those that speak of an article of this story, oldest first."""
        among = (
            "story_repairs.id IN (SELECT repair_id FROM articles JOIN story_repairs_articles ON article_key = key"
            " WHERE articles.story_id = (SELECT COALESCE(merged_into, id) FROM stories WHERE id = ?))"
        )
        return _repairs(await self._db.rows(_ALL.format(among), (story,)))

    async def topic(self, story: int) -> TopicRepair | None:
        """Return what was said that a story is about."""
        rows = await self._db.rows(
            "SELECT * FROM topic_repairs WHERE story_id = (SELECT COALESCE(merged_into, id) FROM stories WHERE id = ?)",
            (story,),
        )
        return _topic(rows[0]) if rows else None

    async def note(self, repair: StoryRepair) -> int:
        """Keep a split or merge and give its id."""
        async with self._db.transaction() as tx:
            [row] = await tx.rows(
                "INSERT INTO story_repairs (kind, story_id, other_id, led, user_id, guild_id, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (
                    *(repair.kind, repair.story, repair.other, "\n".join(map(str, repair.led))),
                    *(repair.user, repair.guild, repair.at),
                ),
            )
            parts = [(key, 0) for key in repair.kept] + [(key, 1) for key in repair.taken]
            await tx.each(
                "INSERT INTO story_repairs_articles (repair_id, article_key, taken) VALUES (?, ?, ?)",
                [(row["id"], key, taken) for key, taken in parts],
            )
            return int(row["id"])

    async def forget(self, number: int) -> None:
        """Take a split or merge off the list."""
        async with self._db.transaction() as tx:
            await tx.rows("DELETE FROM story_repairs WHERE id = ?", (number,))

    async def say_topic(self, repair: TopicRepair) -> None:
        """Keep what a story is about; said anew, that holds."""
        async with self._db.transaction() as tx:
            await tx.rows(
                "INSERT INTO topic_repairs (story_id, topic, user_id, guild_id, at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (story_id) DO UPDATE SET topic = excluded.topic, user_id = excluded.user_id,"
                " guild_id = excluded.guild_id, at = excluded.at",
                (repair.story, repair.topic, repair.user, repair.guild, repair.at),
            )
            await Placing(tx).summarise([repair.story])

    async def forget_topic(self, story: int) -> TopicRepair | None:
        """Let a story be about what its articles are about again, and give what was said."""
        async with self._db.transaction() as tx:
            gone = await tx.rows("DELETE FROM topic_repairs WHERE story_id = ? RETURNING *", (story,))
            await Placing(tx).summarise([story])
            return _topic(gone[0]) if gone else None


def _repairs(rows: Iterable[Row]) -> list[StoryRepair]:
    return [_repair(list(part)) for _, part in groupby(rows, key=lambda row: row["id"])]


def _repair(rows: Sequence[Row]) -> StoryRepair:
    row = rows[0]
    return StoryRepair(
        id=row["id"],
        kind=row["kind"],
        story=row["story_id"],
        other=row["other_id"],
        kept=tuple(row["article_key"] for row in rows if not row["taken"]),
        taken=tuple(row["article_key"] for row in rows if row["taken"]),
        led=tuple(map(int, row["led"].split())),
        user=row["user_id"],
        guild=row["guild_id"],
        at=row["at"],
    )


def _topic(row: Row) -> TopicRepair:
    return TopicRepair(
        story=row["story_id"], topic=row["topic"], user=row["user_id"], guild=row["guild_id"], at=row["at"]
    )
