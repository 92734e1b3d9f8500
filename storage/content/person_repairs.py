"""Repairs of who is meant: "in this story that name is not this person"; `AppliedRepairs` carries them out."""

from news.model.stories import Repair
from storage.database import Row, Store
from storage.placing import AppliedRepairs

from .stories import StoriesStore


class PersonRepairsStore(Store):
    """Repairs by story; an id that was merged away means the story that took it over."""

    async def of(self, story: int) -> list[Repair]:
        """Return the repairs of a story, oldest first."""
        rows = await self._db.rows(
            "SELECT * FROM repairs WHERE story_id = (SELECT COALESCE(merged_into, id) FROM stories WHERE id = ?)"
            " ORDER BY at, person_id",
            (story,),
        )
        return [_repair(row) for row in rows]

    async def repair(self, repair: Repair) -> int:
        """Keep a repair and apply it; give in how many articles the person stood, and keep none where in none."""
        async with self._db.transaction() as tx:
            story = await StoriesStore(tx).living(repair.story)
            [named] = await tx.rows(
                "SELECT COUNT(*) AS articles FROM mentions JOIN articles ON articles.id = article_id"
                " WHERE story_id = ? AND person_id = ?",
                (story, repair.person),
            )
            if named["articles"]:
                # Who is said to be meant is no longer said not to be: repairs never lead round in a circle.
                await tx.rows("DELETE FROM repairs WHERE story_id = ? AND person_id = ?", (story, repair.other))
                await tx.rows(
                    "INSERT INTO repairs (story_id, person_id, other_id, user_id, guild_id, at)"
                    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (story_id, person_id) DO UPDATE SET"
                    " other_id = excluded.other_id, user_id = excluded.user_id, guild_id = excluded.guild_id,"
                    " at = excluded.at",
                    (story, repair.person, repair.other, repair.user, repair.guild, repair.at),
                )
                await AppliedRepairs(tx).apply({story})
        return int(named["articles"])

    async def undo(self, story: int, person: int) -> Repair | None:
        """Take a repair back and give it; None where there is none."""
        async with self._db.transaction() as tx:
            story = await StoriesStore(tx).living(story)
            gone = await tx.rows(
                "DELETE FROM repairs WHERE story_id = ? AND person_id = ? RETURNING *", (story, person)
            )
            if gone:
                await AppliedRepairs(tx).apply({story})
        return _repair(gone[0]) if gone else None


def _repair(row: Row) -> Repair:
    return Repair(
        story=row["story_id"],
        person=row["person_id"],
        other=row["other_id"],
        user=row["user_id"],
        guild=row["guild_id"],
        at=row["at"],
    )
