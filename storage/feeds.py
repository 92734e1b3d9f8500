"""The feeds and how their polling stands."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields

from news.model import Feed, Poll, Source

from .database import Database, Row, Transaction

_POLL = tuple(field.name for field in fields(Poll))
_POLL_SET = ", ".join(f"{name} = ?" for name in _POLL)


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A feed and how many articles it gave."""

    feed: Feed
    articles: int


def _feed(row: Row) -> Feed:
    source = Source(**{field.name: row[field.name] for field in fields(Source)})
    return Feed(id=row["id"], source=source, poll=Poll(**{name: row[name] for name in _POLL}))


class FeedsStore:
    """Feeds by id; a feed is named once, however its address is spelled (`url_key`)."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def all(self) -> list[Feed]:
        """Give all feeds by name."""
        return [_feed(row) for row in await self._db.rows("SELECT * FROM feeds ORDER BY name, id")]

    async def due(self, now: int) -> list[Feed]:
        """Give the feeds that are to be polled, longest waiting first."""
        # What was polled in the future was polled by a clock that has been put right since.
        due = "disabled_at IS NULL AND (next_at <= ? OR last_at > ?)"
        rows = await self._db.rows(f"SELECT * FROM feeds WHERE {due} ORDER BY next_at, id", (now, now))
        return [_feed(row) for row in rows]

    async def health(self) -> list[FeedHealth]:
        """Give all feeds with the number of their articles, by name."""
        sql = """
            SELECT feeds.*, (SELECT COUNT(*) FROM articles WHERE articles.feed_id = feeds.id) AS article_count
            FROM feeds ORDER BY name, id
        """
        return [FeedHealth(_feed(row), row["article_count"]) for row in await self._db.rows(sql)]

    async def list_sources(self, sources: Mapping[int, Source]) -> None:
        """Make the listed feeds these (url key -> source): new ones come, those dropped from the list go."""
        async with self._db.transaction() as tx:
            kept = [(row["url_key"],) for row in await tx.rows("SELECT url_key FROM feeds WHERE listed = 1")]
            await tx.each(
                "DELETE FROM feeds WHERE url_key = ? AND listed = 1", [k for k in kept if k[0] not in sources]
            )
            await _put(tx, sources, listed=True)

    async def add(self, sources: Mapping[int, Source]) -> int:
        """Add feeds by hand (url key -> source), listed or not: they stay then; give how many are new."""
        async with self._db.transaction() as tx:
            [before] = await tx.rows("SELECT COUNT(*) AS n FROM feeds")
            await _put(tx, sources, listed=False)
            [after] = await tx.rows("SELECT COUNT(*) AS n FROM feeds")
        return int(after["n"] - before["n"])

    async def polled(self, feed_id: int, poll: Poll, url: str = "", url_key: int = 0) -> None:
        """Keep how the polling stands, and the new address where the feed has moved for good."""
        async with self._db.transaction() as tx:
            await tx.rows(f"UPDATE feeds SET {_POLL_SET} WHERE id = ?", (*astuple(poll), feed_id))
            if url:  # another feed may stand at that address already: then this one stays where it is
                # Its own key stays: the feeds file goes on naming the old address, and must not begin it anew.
                free = "NOT EXISTS (SELECT 1 FROM feeds WHERE id <> ? AND (url_key = ? OR url = ?))"
                await tx.rows(
                    f"UPDATE feeds SET url = ? WHERE id = ? AND {free}", (url, feed_id, feed_id, url_key, url)
                )

    async def is_anyone_read(self, since: int) -> bool:
        """Whether some feed was read since then; True of a single one, which there is nothing to compare with."""
        [row] = await self._db.rows("SELECT COUNT(*) AS n, MAX(ok_at) AS last FROM feeds WHERE disabled_at IS NULL")
        return row["n"] < 2 or (row["last"] or 0) >= since


async def _put(tx: Transaction, sources: Mapping[int, Source], *, listed: bool) -> None:
    columns = ("url", "name", "kind", "language", "homepage")
    values: Sequence[tuple[object, ...]] = [
        (key, int(listed), *(getattr(source, name) for name in columns)) for key, source in sources.items()
    ]
    await tx.each(
        f"INSERT INTO feeds (url_key, listed, {', '.join(columns)}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (url_key) DO UPDATE SET listed = feeds.listed * excluded.listed, name = excluded.name,"
        " kind = excluded.kind, language = excluded.language, homepage = excluded.homepage",
        values,
    )
