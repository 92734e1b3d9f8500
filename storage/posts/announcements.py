"""Which servers were told of which stories and when, how those posts stand, and how far digests have come."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from news.model.post_keys import EDIT, PUBLISH
from news.model.posts import Announcement, Post, PostDue, ShownPost, read_reason, write_reason
from storage.database import Row, Store, qmarks

from .posts import read_post

_LATE = 2 * 86400  # seconds after which no post goes out any more
_CANDIDATES = """
    SELECT articles.story_id FROM articles JOIN stories ON stories.id = articles.story_id
    WHERE {} AND stories.merged_into IS NULL AND first_at >= ? AND independent = 1 AND published <= ?
    GROUP BY articles.story_id HAVING COUNT(DISTINCT origin) >= ?
    ORDER BY COUNT(DISTINCT origin) DESC, articles.story_id LIMIT ?
"""
# The same of all stories, from the articles of the span: from the stories' side SQLite reads every article there is
# (of 300,000: 0.4 s instead of 0.03). The articles of a story that began in the span are in it; their ids hold times.
_BEGUN = """
    SELECT story_id FROM (
        SELECT story_id, COUNT(DISTINCT origin) AS outlets FROM articles
        WHERE id >= ? AND id < ? AND independent = 1 GROUP BY story_id HAVING COUNT(DISTINCT origin) >= ?
    ) AS told JOIN stories ON stories.id = story_id
    WHERE merged_into IS NULL AND first_at >= ? ORDER BY outlets DESC, story_id LIMIT ?
"""
# A story is told where its id was, or where the article is in it now that a server was shown under another id: the
# part that a story was parted into keeps the headline that was posted. Not by a post that was given up: nobody saw it.
_TOLD = """
    SELECT story_id, told.guild_id FROM stories_told AS told LEFT JOIN posts ON posts.key = post_key
    WHERE story_id IN ({0}) AND COALESCE(posts.state, '') <> 'dropped'
    UNION
    SELECT articles.story_id, told.guild_id FROM articles JOIN stories_told AS told ON article_key = articles.key
        LEFT JOIN posts ON posts.key = post_key
    WHERE articles.story_id IN ({0}) AND COALESCE(posts.state, '') <> 'dropped'
"""
# Of the story that the post draws: one that was taken over leads to the one whose articles it shows.
_SHOWN = f"""
    SELECT stories_told.story_id AS story, posts.id AS post, posts.guild_id AS guild, posts.channel_id AS channel,
        posts.message_id AS message, posts.claimed_at AS posted_at, MAX(edits.claimed_at) AS edited_at,
        COUNT(edits.id) AS edits, MAX(CASE edits.state WHEN 'owed' THEN edits.id END) AS waiting
    FROM stories_told JOIN posts ON posts.key = stories_told.post_key
        JOIN stories ON stories.id = CAST(posts.subject AS INTEGER)
            AND COALESCE(stories.merged_into, stories.id) = stories_told.story_id
        LEFT JOIN posts AS edits
            ON edits.key >= '{EDIT}' || posts.id || ':' AND edits.key < '{EDIT}' || posts.id || ';'
    WHERE stories_told.story_id IN ({{}}) AND posts.state = 'sent' AND posts.message_id IS NOT NULL
    GROUP BY stories_told.story_id, posts.id ORDER BY posts.id
"""


class AnnouncementsStore(Store):
    """What was posted of stories."""

    async def candidates(
        self, stories: Collection[int] | None, *, since: int, now: int, least: int, limit: int = 200
    ) -> list[int]:
        """Return the stories, of these or of all, begun since then and with at least so many outlets, most first."""
        if stories is not None and not stories:
            return []
        if stories is None:
            rows = await self._db.rows(_BEGUN, (since << 20, (now + 1) << 20, least, since, limit))
        else:
            among = f"stories.id IN ({qmarks(len(stories))})"
            rows = await self._db.rows(_CANDIDATES.format(among), (*stories, since, now, least, limit))
        return [row["story_id"] for row in rows]

    async def told(self, stories: Sequence[int]) -> dict[int, set[int]]:
        """Return by server those of the stories that it was told of, under their own or an earlier id."""
        rows = await self._db.rows(_TOLD.format(qmarks(len(stories))), (*stories, *stories))
        told: dict[int, set[int]] = {}
        for row in rows:
            told.setdefault(row["guild_id"], set()).add(row["story_id"])
        return told

    async def posts_since(self, guilds: Sequence[int], since: int) -> list[PostDue]:
        """Return the messages of these servers that were due since then."""
        rows = await self._db.rows(
            "SELECT guild_id, channel_id, kind, due_at FROM posts"
            f" WHERE guild_id IN ({qmarks(len(guilds))}) AND due_at >= ? AND kind NOT IN ('edit', 'publish', 'trial')"
            " AND state <> 'dropped'",
            (*guilds, since),
        )
        return [PostDue(row["guild_id"], row["channel_id"], row["kind"], row["due_at"]) for row in rows]

    async def shown(self, stories: Collection[int]) -> list[ShownPost]:
        """Return the posts of these stories that are in their channels."""
        rows = await self._db.rows(_SHOWN.format(qmarks(len(stories))), list(stories))
        return [
            ShownPost(
                **{name: row[name] for name in ("post", "guild", "channel", "message", "story", "posted_at", "edits")},
                drawn_at=max(row["posted_at"], row["edited_at"] or 0),
                waiting=row["waiting"] or 0,
            )
            for row in rows
        ]

    async def unpublished(self, since: int) -> list[Post]:
        """Return what was posted since then in servers that publish, and is not asked to be published; oldest first."""
        rows = await self._db.rows(
            "SELECT posts.* FROM servers JOIN posts ON posts.guild_id = servers.guild_id AND posts.due_at >= ?"
            " WHERE publish = 1 AND paused = 0 AND kind IN ('birthdays', 'story', 'digest') AND state = 'sent'"
            " AND message_id IS NOT NULL AND sent_at >= ? AND NOT EXISTS"
            f" (SELECT 1 FROM posts AS asked WHERE asked.key = '{PUBLISH}' || posts.id) ORDER BY sent_at, posts.id",
            (since - _LATE, since),
        )
        return [read_post(row) for row in rows]

    async def published(self, channels: Sequence[int], since: int) -> dict[int, int]:
        """Count by channel what was asked to be published since then."""
        rows = await self._db.rows(
            "SELECT posts.channel_id, COUNT(*) AS posts FROM posts JOIN servers ON servers.guild_id = posts.guild_id"
            f" WHERE publish = 1 AND kind = 'publish' AND due_at >= ? AND channel_id IN ({qmarks(len(channels))})"
            " GROUP BY posts.channel_id",
            (since, *channels),
        )
        return {row["channel_id"]: row["posts"] for row in rows}

    async def telling(self, post_key: str) -> Announcement | None:
        """Return why a server was owed a post of a story, as the rules said it then."""
        rows = await self._db.rows("SELECT * FROM stories_told WHERE post_key = ? ORDER BY at LIMIT 1", (post_key,))
        return _announcement(rows[0]) if rows else None

    async def digests_done(self) -> dict[int, date]:
        """Return by server the local day whose digest is done with."""
        rows = await self._db.rows("SELECT guild_id, day FROM digests_done")
        return {row["guild_id"]: date.fromisoformat(row["day"]) for row in rows}

    async def note(self, tellings: Iterable[Announcement]) -> None:
        """Note which stories servers were told of, in the transaction that owes the posts; the newest reason holds."""
        async with self._db.transaction() as tx:
            await tx.each(
                "INSERT INTO stories_told (guild_id, story_id, post_key, article_key, why, at)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (guild_id, story_id, post_key)"
                " DO UPDATE SET article_key = excluded.article_key, why = excluded.why, at = excluded.at",
                [(t.guild, t.story, t.post_key, t.lead, write_reason(t.reason), t.at) for t in tellings],
            )

    async def inherit_told(self, old: int, new: int) -> None:
        """Let the story that takes another over count as told wherever that one was, and keep its posts up to date."""
        async with self._db.transaction() as tx:
            await tx.rows(
                "INSERT INTO stories_told (guild_id, story_id, post_key, article_key, why, at)"
                " SELECT guild_id, ?, post_key, article_key, why, at FROM stories_told WHERE story_id = ?"
                " ON CONFLICT (guild_id, story_id, post_key) DO NOTHING",
                (new, old),
            )

    async def lasting(self, edits: Iterable[int]) -> None:
        """Let edits that wait go out however late: they mend what is shown."""
        async with self._db.transaction() as tx:
            await tx.each(
                "UPDATE posts SET expires_at = NULL WHERE id = ? AND state = 'owed'", [(id_,) for id_ in edits]
            )

    async def keep_digest(self, guild: int, day: date) -> None:
        """Note the local day whose digest is done with (`news.servers.digests.due_digests`)."""
        async with self._db.transaction() as tx:
            await tx.rows(
                "INSERT INTO digests_done (guild_id, day) VALUES (?, ?)"
                " ON CONFLICT (guild_id) DO UPDATE SET day = excluded.day",
                (guild, day.isoformat()),
            )


def _announcement(row: Row) -> Announcement:
    return Announcement(
        row["guild_id"], row["story_id"], row["post_key"], row["article_key"], read_reason(row["why"]), row["at"]
    )
