"""Whose birthdays servers were told of, and how far they have come."""

from collections.abc import Collection, Mapping
from datetime import date

from news.model.servers import BirthdayProgress
from storage.database import Store


class BirthdaysStore(Store):
    """Birthdays by server and local day."""

    async def handled(self, guild: int) -> BirthdayProgress:
        """Return how far a server's birthdays have come; whom it was told of in the last handled year and around it.

        Polled for each server every minute, so not by decades: a day due may lie a year back at most
        (news.servers.birthday_schedule).
        """
        rows = await self._db.rows("SELECT birthdays_done FROM servers WHERE guild_id = ?", (guild,))
        if not rows or not rows[0]["birthdays_done"]:
            return BirthdayProgress()
        day = date.fromisoformat(rows[0]["birthdays_done"])
        told = await self._db.rows(
            "SELECT person_id, year FROM birthdays_posted WHERE guild_id = ? AND year >= ?", (guild, day.year - 1)
        )
        return BirthdayProgress(day, frozenset((row["person_id"], row["year"]) for row in told))

    async def posted(self, guild: int, day: date) -> set[int]:
        """Return those who stand in a server's post of a local day."""
        rows = await self._db.rows(
            "SELECT person_id FROM birthdays_posted WHERE guild_id = ? AND day = ?", (guild, day.isoformat())
        )
        return {row["person_id"] for row in rows}

    async def missed(self, guild: int, since: date) -> Mapping[date, set[int]]:
        """Return by local day, in order, whose birthdays a server was not told of since a day, that day included."""
        rows = await self._db.rows(
            "SELECT day, person_id FROM birthdays_missed WHERE guild_id = ? AND day >= ? ORDER BY day",
            (guild, since.isoformat()),
        )
        missed: dict[date, set[int]] = {}
        for row in rows:
            missed.setdefault(date.fromisoformat(row["day"]), set()).add(row["person_id"])
        return missed

    async def miss_expired(self) -> int:
        """Count those as missed whose post was given up before it was sent; give how many posts that is.

        One that may be in the channel (`unknown`) stays claimed: better not told again than told twice.
        """
        async with self._db.transaction() as tx:
            lost = await tx.rows(
                "SELECT DISTINCT posts.guild_id, posts.subject FROM posts JOIN birthdays_posted AS told"
                " ON told.guild_id = posts.guild_id AND told.day = posts.subject"
                " WHERE kind = 'birthdays' AND state = 'dropped' AND reason IN ('expired', 'tried too often')"
            )
            for post in lost:
                people = await tx.rows(
                    "SELECT person_id FROM birthdays_posted WHERE guild_id = ? AND day = ?", tuple(post)
                )
                day = date.fromisoformat(post["subject"])
                await BirthdaysStore(tx).miss(post["guild_id"], day, [row["person_id"] for row in people])
        return len(lost)

    async def claim(self, guild: int, day: date, people: Collection[int]) -> list[int]:
        """Note whom a server is told of in the post of a local day; return those whom it was not told of, in order.

        To be done in the transaction that owes the post, which holds these and nobody else.
        """
        async with self._db.transaction() as tx:
            claimed = [
                await tx.rows(
                    "INSERT INTO birthdays_posted (guild_id, person_id, year, day) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (guild_id, person_id, year) DO NOTHING RETURNING person_id",
                    (guild, person, day.year, day.isoformat()),
                )
                for person in people
            ]
            return [rows[0]["person_id"] for rows in claimed if rows]

    async def miss(self, guild: int, day: date, people: Collection[int]) -> None:
        """Note whom a server was not told of on a local day; they are not claimed, or no longer."""
        async with self._db.transaction() as tx:
            await tx.each(
                "DELETE FROM birthdays_posted WHERE guild_id = ? AND person_id = ? AND day = ?",
                [(guild, person, day.isoformat()) for person in people],
            )
            await tx.each(
                "INSERT INTO birthdays_missed (guild_id, day, person_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [(guild, day.isoformat(), person) for person in people],
            )

    async def keep_handled(self, guild: int, day: date) -> None:
        """Note the last local day of birthdays that is handled (`news.servers.birthday_schedule.Due.handled`)."""
        async with self._db.transaction() as tx:
            await tx.rows("UPDATE servers SET birthdays_done = ? WHERE guild_id = ?", (day.isoformat(), guild))
