"""The feeds: how their polling stands, whose they are; and those that moderators were shown and may add."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, fields

from news.model.feeds import Feed, FeedCandidate, FeedHealth, FeedTally, Poll, Source
from news.model.posts import Post
from storage.database import Row, Store
from storage.posts.posts import PostsStore

_SOURCE = tuple(field.name for field in fields(Source))
_POLL = tuple(field.name for field in fields(Poll))
_POLL_SET = ", ".join(f"{name} = ?" for name in _POLL)
# What the operator has listed or added by hand, and what a server has: the rest only waits to be added anew.
_OPERATORS = "(feeds.listed = 1 OR feeds.asked = 0)"
_IN_USE = f"({_OPERATORS} OR EXISTS (SELECT 1 FROM servers_feeds WHERE servers_feeds.feed_id = feeds.id))"
_COUNTED = "SELECT COUNT(*) FROM articles WHERE articles.feed_id = feeds.id"
# Read like a new one, so that its backlog is no news; one that was switched off is tried again.
_BEGIN_ANEW = f"""
    UPDATE feeds SET etag = '', last_modified = '', body_hash = '', next_at = 0, last_at = NULL, ok_at = NULL,
        failures = 0, failing_since = NULL, gone = 0, error = '', disabled_at = NULL
    WHERE id = ? AND (disabled_at IS NOT NULL OR NOT {_IN_USE})
"""


def _feed(row: Row) -> Feed:
    source = Source(**{name: row[name] for name in _SOURCE})
    return Feed(id=row["id"], source=source, poll=Poll(**{name: row[name] for name in _POLL}))


async def _feeds(rows: Iterable[Row]) -> list[Feed]:
    # 300 servers may have added thousands: made on the event loop, they would hold up every command.
    return await asyncio.to_thread(lambda: [_feed(row) for row in rows])


class FeedsStore(Store):
    """Feeds by id; a feed is named once, however its address is spelled (`url_key`)."""

    async def all(self) -> list[Feed]:
        """Return all feeds by name, those too that nobody has any more."""
        return await _feeds(await self._db.rows("SELECT * FROM feeds ORDER BY name, id"))

    async def in_use(self) -> list[Feed]:
        """Return the feeds that the operator or a server has, by name."""
        return await _feeds(await self._db.rows(f"SELECT * FROM feeds WHERE {_IN_USE} ORDER BY name, id"))

    async def due(self, now: int) -> list[Feed]:
        """Return the feeds that are to be polled, longest waiting first."""
        # What was polled in the future was polled by a clock that has been put right since.
        due = f"disabled_at IS NULL AND (next_at <= ? OR last_at > ?) AND {_IN_USE}"
        return await _feeds(await self._db.rows(f"SELECT * FROM feeds WHERE {due} ORDER BY next_at, id", (now, now)))

    async def health(self) -> list[FeedHealth]:
        """Return the feeds in use with the number of their articles, by name."""
        sql = f"SELECT feeds.*, ({_COUNTED}) AS article_count FROM feeds WHERE {_IN_USE} ORDER BY name, id"
        return [FeedHealth(_feed(row), row["article_count"]) for row in await self._db.rows(sql)]

    async def operators(self) -> FeedTally:
        """Count the feeds that come with the bot."""
        [row] = await self._db.rows(
            "SELECT COUNT(*) AS feeds, COALESCE(SUM(CASE WHEN error <> '' THEN 1 ELSE 0 END), 0) AS failing"
            f" FROM feeds WHERE {_OPERATORS}"
        )
        return FeedTally(row["feeds"], row["failing"])

    async def of(self, guild: int, since: int) -> list[FeedHealth]:
        """Return the feeds that a server added, by name, with how many articles of theirs were published since then."""
        rows = await self._db.rows(
            f"SELECT feeds.*, ({_COUNTED} AND articles.id >= ?) AS article_count FROM feeds"
            " JOIN servers_feeds ON servers_feeds.feed_id = feeds.id WHERE guild_id = ? ORDER BY name, feeds.id",
            (since << 20, guild),
        )
        return [FeedHealth(_feed(row), row["article_count"]) for row in rows]

    async def foreign(self, guild: int) -> set[int]:
        """Return the feeds that neither come with the bot nor were added by this server: they count for others only."""
        rows = await self._db.rows(
            f"SELECT id FROM feeds WHERE NOT {_OPERATORS}"
            " AND id NOT IN (SELECT feed_id FROM servers_feeds WHERE guild_id = ?)",
            (guild,),
        )
        return {row["id"] for row in rows}

    async def asked_names(self) -> set[str]:
        """Return the names that only feeds have which servers asked for."""
        rows = await self._db.rows(
            f"SELECT DISTINCT name FROM feeds WHERE NOT {_OPERATORS}"
            f" AND name NOT IN (SELECT name FROM feeds WHERE {_OPERATORS})"
        )
        return {row["name"] for row in rows}

    async def get(self, number: int) -> Feed | None:
        """Return a feed by its id."""
        rows = await self._db.rows("SELECT * FROM feeds WHERE id = ?", (number,))
        return _feed(rows[0]) if rows else None

    async def at(self, url_key: int) -> tuple[Feed, bool] | None:
        """Return the feed at an address, moved there or not, and whether it comes with the bot."""
        rows = await self._db.rows(
            f"SELECT feeds.*, CASE WHEN {_OPERATORS} THEN 1 ELSE 0 END AS is_operators FROM feeds"
            " WHERE url_key = ? OR moved_key = ? ORDER BY is_operators DESC, id LIMIT 1",
            (url_key, url_key),
        )
        return (_feed(rows[0]), bool(rows[0]["is_operators"])) if rows else None

    async def list_sources(self, sources: Mapping[int, Source]) -> None:
        """Make the listed feeds these (url key -> source): new ones come, those dropped from the list go.

        One that a server has stays as its own, polled for as long as a server has it.
        """
        async with self._db.transaction() as tx:
            kept = [(row["url_key"],) for row in await tx.rows("SELECT url_key FROM feeds WHERE listed = 1")]
            dropped = [k for k in kept if k[0] not in sources]
            servers = "EXISTS (SELECT 1 FROM servers_feeds WHERE feed_id = feeds.id)"
            await tx.each(
                f"UPDATE feeds SET listed = 0, asked = 1 WHERE url_key = ? AND listed = 1 AND (asked = 1 OR {servers})",
                dropped,
            )
            await tx.each("DELETE FROM feeds WHERE url_key = ? AND listed = 1", dropped)
            await FeedsStore(tx)._put(sources, listed=True)

    async def add(self, sources: Mapping[int, Source]) -> int:
        """Add feeds by hand (url key -> source), listed or not: they stay then; give how many are new."""
        async with self._db.transaction() as tx:
            [before] = await tx.rows("SELECT COUNT(*) AS n FROM feeds")
            await FeedsStore(tx)._put(sources, listed=False)
            [after] = await tx.rows("SELECT COUNT(*) AS n FROM feeds")
        return int(after["n"] - before["n"])

    async def polled(
        self, feed_id: int, poll: Poll, url: str = "", url_key: int = 0, notices: Sequence[Post] = ()
    ) -> None:
        """Keep how the polling stands, the new address where the feed has moved for good, and what is to be told."""
        async with self._db.transaction() as tx:
            await tx.rows(f"UPDATE feeds SET {_POLL_SET} WHERE id = ?", (*astuple(poll), feed_id))
            if url:  # another feed may stand at that address already: then this one stays where it is
                # Its own key stays: the feeds file goes on naming the old address, and must not begin it anew.
                free = "NOT EXISTS (SELECT 1 FROM feeds WHERE id <> ? AND (url_key = ? OR url = ?))"
                await tx.rows(
                    f"UPDATE feeds SET url = ?, moved_key = ? WHERE id = ? AND {free}",
                    (url, url_key, feed_id, feed_id, url_key, url),
                )
            await PostsStore(tx).owe(notices)

    async def told_of(self, feed_id: int) -> list[tuple[int, int]]:
        """Return the servers that added a feed, each with its channel for notices."""
        rows = await self._db.rows(
            "SELECT servers.guild_id, notices_channel FROM servers_feeds"
            " JOIN servers ON servers.guild_id = servers_feeds.guild_id WHERE feed_id = ? AND notices_channel <> 0"
            " AND servers.guild_id NOT IN (SELECT guild_id FROM departures WHERE left_at IS NOT NULL)"
            " ORDER BY servers.guild_id",
            (feed_id,),
        )
        return [(row["guild_id"], row["notices_channel"]) for row in rows]

    async def is_anyone_read(self, since: int) -> bool:
        """True if some feed was read since then; True of a single one, which there is nothing to compare with."""
        [row] = await self._db.rows(
            f"SELECT COUNT(*) AS n, MAX(ok_at) AS last FROM feeds WHERE disabled_at IS NULL AND {_IN_USE}"
        )
        return row["n"] < 2 or (row["last"] or 0) >= since

    async def ask_for(self, url_key: int, source: Source) -> int:
        """Return the id of the feed at an address, for a server to add; a new one begins here.

        One that nobody has begins anew, and one that was switched off is tried again.
        """
        async with self._db.transaction() as tx:
            known = await tx.rows("SELECT id FROM feeds WHERE url_key = ? OR moved_key = ?", (url_key, url_key))
            if known:
                await tx.rows(_BEGIN_ANEW, (known[0]["id"],))
                return int(known[0]["id"])
            [row] = await tx.rows(
                "INSERT INTO feeds (url, url_key, listed, asked, name, kind, language, homepage)"
                " VALUES (?, ?, 0, 1, ?, ?, ?, ?) RETURNING id",
                (source.url, url_key, source.name, source.kind, source.language, source.homepage),
            )
        return int(row["id"])

    async def _put(self, sources: Mapping[int, Source], *, listed: bool) -> None:
        columns = ("url", "name", "kind", "language", "homepage")
        values: Sequence[tuple[object, ...]] = [
            (key, int(listed), *(getattr(source, name) for name in columns)) for key, source in sources.items()
        ]
        async with self._db.transaction() as tx:
            # One that servers asked for becomes the operator's, too: while it is listed, or for good if added by hand.
            await tx.each(
                f"INSERT INTO feeds (url_key, listed, {', '.join(columns)}) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (url_key) DO UPDATE SET"
                " listed = CASE WHEN feeds.asked = 1 THEN excluded.listed ELSE feeds.listed * excluded.listed END,"
                " asked = feeds.asked * excluded.listed, name = excluded.name,"
                " kind = excluded.kind, language = excluded.language, homepage = excluded.homepage",
                values,
            )


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
