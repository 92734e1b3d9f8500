"""Whom members follow, and everything kept about a member: shown to them, and erased when they ask."""

from collections.abc import Sequence
from typing import Literal

from news.model.people import MOST_FOLLOWED, Follow, KeptAboutMember, NewestReport
from storage.database import Row, Store

Outcome = Literal["new", "already", "full"]

# Every table that holds a member's Discord id, with what takes it out; a test holds this against the schema.
ERASURES = {
    "follows": "DELETE FROM follows WHERE user_id = ?",
    # The repair is about a story and goes on holding; who made it is about a member.
    "repairs": "UPDATE repairs SET user_id = 0 WHERE user_id = ?",
    "topic_repairs": "UPDATE topic_repairs SET user_id = 0 WHERE user_id = ?",
    "story_repairs": "UPDATE story_repairs SET user_id = 0 WHERE user_id = ?",
    # So does a change of a server's settings: the others need the log to see what was set, and to undo it.
    "changes": "UPDATE changes SET user_id = 0 WHERE user_id = ?",
}
_KEPT = """
    SELECT COUNT(*) AS follows, MIN(at) AS since, (SELECT COUNT(*) FROM repairs WHERE user_id = :user)
        + (SELECT COUNT(*) FROM topic_repairs WHERE user_id = :user)
        + (SELECT COUNT(*) FROM story_repairs WHERE user_id = :user) AS repairs,
        (SELECT COUNT(*) FROM changes WHERE user_id = :user) AS changes
    FROM follows WHERE user_id = :user
"""


class FollowsStore(Store):
    """Lists by member; nobody's list is ever given by anything but their own id."""

    async def follow(self, user: int, person: int, guild: int, at: int) -> Outcome:
        """Put a person on a member's list, unless they are on it or it is full."""
        async with self._db.transaction() as tx:
            rows = await tx.rows("SELECT person_id FROM follows WHERE user_id = ?", (user,))
            if any(row["person_id"] == person for row in rows):
                return "already"
            if len(rows) >= MOST_FOLLOWED:
                return "full"
            await tx.rows(
                "INSERT INTO follows (user_id, person_id, guild_id, at) VALUES (?, ?, ?, ?)", (user, person, guild, at)
            )
        return "new"

    async def unfollow(self, user: int, person: int) -> bool:
        """Take a person off a member's list, and say whether they were on it."""
        async with self._db.transaction() as tx:
            gone = await tx.rows(
                "DELETE FROM follows WHERE user_id = ? AND person_id = ? RETURNING person_id", (user, person)
            )
        return bool(gone)

    async def following(self, user: int) -> list[Follow]:
        """Return a member's list, what came last first."""
        rows = await self._db.rows(
            "SELECT person_id, guild_id, at FROM follows WHERE user_id = ? ORDER BY at DESC, person_id", (user,)
        )
        return [Follow(row["person_id"], row["guild_id"], row["at"]) for row in rows]

    async def followed_in(self, guild: int) -> set[int]:
        """Return everybody who is followed in a server."""
        rows = await self._db.rows("SELECT DISTINCT person_id FROM follows WHERE guild_id = ?", (guild,))
        return {row["person_id"] for row in rows}

    async def newest(self, people: Sequence[int], since: int, until: int) -> dict[int, NewestReport]:
        """Return by person the newest report that names them within a span; mentions in doubt do not count."""
        if not people:
            return {}
        # One step into the index a person: the mentions of a star's month would be thousands.
        rows = await self._db.rows(
            f"""
            WITH wanted (person_id) AS (VALUES {", ".join(["(?)"] * len(people))}), newest AS (
                SELECT person_id, (
                    SELECT article_id FROM mentions
                    WHERE mentions.person_id = wanted.person_id AND certain = 1 AND published >= ? AND published <= ?
                    ORDER BY published DESC, article_id DESC LIMIT 1
                ) AS article_id FROM wanted
            )
            SELECT person_id, title, outlet, published, dated_to FROM newest JOIN articles ON id = article_id
            """,
            (*people, since, until),
        )
        return {row["person_id"]: _report(row) for row in rows}

    async def kept(self, user: int) -> KeptAboutMember:
        """Return what is kept about a member."""
        return _kept(await self._db.rows(_KEPT, {"user": user}))

    async def erase(self, user: int) -> KeptAboutMember:
        """Erase everything about a member, all of it or none, and give what it was."""
        async with self._db.transaction() as tx:
            kept = _kept(await tx.rows(_KEPT, {"user": user}))
            for erasure in ERASURES.values():
                await tx.rows(erasure, (user,))
        return kept


def _kept(rows: Sequence[Row]) -> KeptAboutMember:
    return KeptAboutMember(rows[0]["follows"], rows[0]["since"], rows[0]["repairs"], rows[0]["changes"])


def _report(row: Row) -> NewestReport:
    return NewestReport(row["title"], row["outlet"], row["published"], row["dated_to"] == "day")
