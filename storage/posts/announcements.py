"""Which servers were told of which stories and when, and how those posts stand."""

from collections.abc import Collection, Iterable, Sequence

from news.model.post_keys import EDIT
from news.model.posts import Announcement, ShownPost, write_reason
from storage.database import Store, qmarks

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
