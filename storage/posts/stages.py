"""What is known of the way from a story to its post in one server: tellings, posts by message, drawings, leftovers."""

from datetime import date

from news.model.post_keys import edit_key_range
from news.model.posts import Announcement, Post, Redraws, RulesThen, read_reason
from storage.database import Row, Store

from .posts import read_post

# Under its own id, an earlier one, or by the article whose headline was posted, as `storage.posts.announcements` counts
# it; by a post that was given up only where there is no other.
_TOLD = """
    SELECT post_key, why, at FROM (
        SELECT post_key, why, at FROM stories_told WHERE guild_id = ? AND story_id = ?
        UNION
        SELECT post_key, why, at FROM articles JOIN stories_told ON article_key = articles.key
        WHERE articles.story_id = ? AND guild_id = ?
    ) AS told LEFT JOIN posts ON posts.key = post_key
    ORDER BY CASE posts.state WHEN 'dropped' THEN 1 ELSE 0 END, at DESC, post_key LIMIT 1
"""
_EDITS = """
    SELECT COUNT(CASE state WHEN 'sent' THEN 1 END) AS made, MAX(CASE state WHEN 'sent' THEN sent_at END) AS last_at,
        COUNT(CASE WHEN state IN ('owed', 'claimed') THEN 1 END) AS waiting
    FROM posts WHERE key >= ? AND key < ?
"""
_LEFT = """
    SELECT * FROM posts WHERE guild_id = ? AND kind IN ('birthdays', 'story', 'digest') AND due_at <= ? AND
        (state IN ('owed', 'claimed') OR (state IN ('dropped', 'unknown') AND due_at >= ?))
    ORDER BY due_at DESC, id DESC LIMIT ?
"""


class StagesStore(Store):
    """Questions of one server each; a message or a post of another is none."""

    async def told(self, guild: int, story: int) -> RulesThen | None:
        """Return how a server was told of a story last, None where it was not."""
        rows = await self._db.rows(_TOLD, (guild, story, story, guild))
        return RulesThen(rows[0]["post_key"], read_reason(rows[0]["why"]), rows[0]["at"]) if rows else None

    async def telling(self, post_key: str) -> Announcement | None:
        """Return why a server was owed a post of a story, as the rules said it then."""
        rows = await self._db.rows("SELECT * FROM stories_told WHERE post_key = ? ORDER BY at LIMIT 1", (post_key,))
        return _announcement(rows[0]) if rows else None

    async def drawings(self, post: int) -> Redraws:
        """Return how a post of a story was drawn anew."""
        [row] = await self._db.rows(_EDITS, edit_key_range(post))
        return Redraws(row["made"], row["last_at"], row["waiting"])

    async def by_message(self, guild: int, message: int) -> Post | None:
        """Return the post that became a message of this server."""
        rows = await self._db.rows(
            "SELECT * FROM posts WHERE guild_id = ? AND message_id = ? AND kind NOT IN ('edit', 'publish')"
            " ORDER BY id LIMIT 1",
            (guild, message),
        )
        return read_post(rows[0]) if rows else None

    async def left(self, guild: int, since: int, now: int, most: int = 50) -> list[Post]:
        """Return a server's posts that are due and not out yet, or were given up since then; the newest first."""
        return [read_post(row) for row in await self._db.rows(_LEFT, (guild, now, since, most))]

    async def birthday(self, guild: int, person: int, year: int) -> date | None:
        """Return on which local day of a year a server was, or is to be, told of a person's birthday; None for none."""
        rows = await self._db.rows(
            "SELECT day FROM birthdays_posted WHERE guild_id = ? AND person_id = ? AND year = ?", (guild, person, year)
        )
        return date.fromisoformat(rows[0]["day"]) if rows else None


def _announcement(row: Row) -> Announcement:
    return Announcement(
        row["guild_id"], row["story_id"], row["post_key"], row["article_key"], read_reason(row["why"]), row["at"]
    )
