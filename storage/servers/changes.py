"""The log of what moderators changed in their servers' settings: who, when, from what to what."""

import json
from dataclasses import replace

from news.model.servers import Change
from storage.database import Row, Store

MOST = 50  # changes kept a server


class ChangesStore(Store):
    """Changes by server, and never another's."""

    async def last(self, guild: int, most: int = MOST) -> list[Change]:
        """Return a server's changes, newest first."""
        rows = await self._db.rows("SELECT * FROM changes WHERE guild_id = ? ORDER BY id DESC LIMIT ?", (guild, most))
        return [_change(row) for row in rows]

    async def change(self, guild: int, number: int) -> Change | None:
        """Return a change of this server by its id."""
        rows = await self._db.rows("SELECT * FROM changes WHERE guild_id = ? AND id = ?", (guild, number))
        return _change(rows[0]) if rows else None

    async def note(self, change: Change) -> Change:
        """Log a change in the transaction that makes it, and give it with its id; what it takes back counts as undone.

        What that one had taken back holds again, and so on. A server's oldest go beyond MOST.
        """
        async with self._db.transaction() as tx:
            [row] = await tx.rows(
                "INSERT INTO changes (guild_id, user_id, at, fields_before, fields_after, undoes)"
                " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                (change.guild, change.user, change.at, *map(json.dumps, (change.before, change.after)), change.undoes),
            )
            await ChangesStore(tx)._mark_undone(change)
            await tx.rows(
                "DELETE FROM changes WHERE guild_id = ? AND id NOT IN"
                " (SELECT id FROM changes WHERE guild_id = ? ORDER BY id DESC LIMIT ?)",
                (change.guild, change.guild, MOST),
            )
            return replace(change, id=row["id"])

    async def _mark_undone(self, change: Change) -> None:
        undone, number = True, change.undoes
        async with self._db.transaction() as tx:
            while number:
                rows = await tx.rows(
                    "UPDATE changes SET undone = ? WHERE id = ? AND guild_id = ? RETURNING undoes",
                    (int(undone), number, change.guild),
                )
                undone, number = not undone, rows[0]["undoes"] if rows else 0


def _change(row: Row) -> Change:
    return Change(
        id=row["id"],
        guild=row["guild_id"],
        user=row["user_id"],
        at=row["at"],
        before=json.loads(row["fields_before"]),
        after=json.loads(row["fields_after"]),
        undoes=row["undoes"],
        is_undone=bool(row["undone"]),
    )
