"""Servers that the bot has left, or finds missing: nothing of theirs goes at once, for an outage looks alike."""

from collections.abc import Collection, Iterable

from storage.database import Store

_REMOVED = "the bot was removed"
MOST_READIES = 3  # starts without a server after which it counts as left (docs/faults.md row 49)
_PURGED = ("servers", "servers_people", "birthdays_posted", "birthdays_missed", "posts", "destinations")
_PURGED_TOO = ("stories_told", "digests_done", "servers_filters", "servers_feeds", "changes", "departures")
_PURGED_FEEDS = ("feed_candidates", "feed_adds")


class DeparturesStore(Store):
    """Servers by when the bot left them."""

    async def left(self, guild: int, now: int) -> None:
        """Note that the bot was removed from a server; what was owed there is given up."""
        async with self._db.transaction() as tx:
            await tx.rows(
                "INSERT INTO departures (guild_id, left_at, readies) VALUES (?, ?, 0)"
                " ON CONFLICT (guild_id) DO UPDATE SET left_at = COALESCE(departures.left_at, excluded.left_at)",
                (guild, now),
            )
            await tx.rows(
                "UPDATE posts SET state = 'dropped', reason = ? WHERE guild_id = ? AND state = 'owed'",
                (_REMOVED, guild),
            )

    async def returned(self, guild: int) -> None:
        """Note that the bot is in a server; a week has not passed, so all is as it was."""
        await self._back([guild])

    async def came_up(self, present: Collection[int], now: int) -> list[int]:
        """Note in which servers the bot is at its start; give those that it must have left while it was away.

        Missing once may be an outage at Discord; three starts in a row are none.
        """
        rows = await self._db.rows("SELECT guild_id FROM servers")
        missing = {row["guild_id"] for row in rows} - set(present)
        async with self._db.transaction() as tx:
            away = await tx.rows("SELECT guild_id FROM departures")
            await DeparturesStore(tx)._back([row["guild_id"] for row in away if row["guild_id"] in present])
            await tx.each(
                "INSERT INTO departures (guild_id, left_at, readies) VALUES (?, NULL, 1)"
                " ON CONFLICT (guild_id) DO UPDATE SET readies = readies + 1",
                [(guild,) for guild in sorted(missing)],
            )
            gone = await tx.rows(
                "SELECT guild_id FROM departures WHERE left_at IS NULL AND readies >= ?", (MOST_READIES,)
            )
        for row in gone:
            await self.left(row["guild_id"], now)
        return [row["guild_id"] for row in gone]

    async def away(self) -> set[int]:
        """Return the servers where nothing is posted, since the bot has left them."""
        rows = await self._db.rows("SELECT guild_id FROM departures WHERE left_at IS NOT NULL")
        return {row["guild_id"] for row in rows}

    async def purge(self, before: int) -> list[int]:
        """Forget all of the servers that the bot left before then; what members follow is theirs and stays."""
        async with self._db.transaction() as tx:
            rows = await tx.rows("SELECT guild_id FROM departures WHERE left_at < ?", (before,))
            for table in (*_PURGED, *_PURGED_TOO, *_PURGED_FEEDS):
                await tx.each(f"DELETE FROM {table} WHERE guild_id = ?", [tuple(row) for row in rows])
            await tx.each("UPDATE follows SET guild_id = 0 WHERE guild_id = ?", [tuple(row) for row in rows])
        return [row["guild_id"] for row in rows]

    async def _back(self, guilds: Iterable[int]) -> None:
        """Owe again what was given up: a bot that lacks a permission is often removed and invited anew to mend that."""
        async with self._db.transaction() as tx:
            for guild in guilds:
                await tx.rows("DELETE FROM departures WHERE guild_id = ?", (guild,))
                await tx.rows(
                    "UPDATE posts SET state = 'owed', reason = ''"
                    " WHERE guild_id = ? AND state = 'dropped' AND reason = ?",
                    (guild, _REMOVED),
                )
