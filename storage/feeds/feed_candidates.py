"""Feeds that moderators were shown and may add, and how many each server has added of late."""

from news.model.feeds import FeedCandidate, Source
from storage.database import Store

_KEPT = 86400  # seconds for which a found feed may be added, and for which an added one counts


class FeedCandidatesStore(Store):
    """Candidates by id, and never another server's."""

    async def found(self, candidate: FeedCandidate) -> int:
        """Keep what a look found and give its id; what nobody has added within a day goes."""
        source = candidate.source
        async with self._db.transaction() as tx:
            await tx.rows("DELETE FROM feed_candidates WHERE at < ?", (candidate.at - _KEPT,))
            [row] = await tx.rows(
                "INSERT INTO feed_candidates (guild_id, url, url_key, name, language, homepage, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (candidate.guild, source.url, candidate.url_key, source.name, source.language, source.homepage,
                 candidate.at),
            )  # fmt: skip
        return int(row["id"])

    async def candidate(self, guild: int, number: int, now: int) -> FeedCandidate | None:
        """Return what a look in this server found, for a day."""
        rows = await self._db.rows(
            "SELECT * FROM feed_candidates WHERE guild_id = ? AND id = ? AND at >= ?", (guild, number, now - _KEPT)
        )
        if not rows:
            return None
        source = Source(**{name: rows[0][name] for name in ("url", "name", "language", "homepage")})
        return FeedCandidate(guild=guild, source=source, url_key=rows[0]["url_key"], at=rows[0]["at"], id=number)

    async def added(self, guild: int, at: int) -> None:
        """Note that a server added a feed."""
        async with self._db.transaction() as tx:
            await tx.rows("DELETE FROM feed_adds WHERE at < ?", (at - _KEPT,))
            await tx.rows("INSERT INTO feed_adds (guild_id, at) VALUES (?, ?)", (guild, at))

    async def adds(self, guild: int, since: int) -> list[int]:
        """Return when a server added feeds after then, oldest first."""
        rows = await self._db.rows(
            "SELECT at FROM feed_adds WHERE guild_id = ? AND at > ? ORDER BY at, id", (guild, since)
        )
        return [row["at"] for row in rows]
