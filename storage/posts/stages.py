"""What is known of the way from a story to its post in one server: tellings, posts by message, drawings, leftovers."""

from dataclasses import dataclass
from datetime import date

from news.model.posts import Post, StoredReason, read_reason
from storage.database import Store

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


@dataclass(frozen=True, slots=True)
class Told:
    """By which post a server was told of a story, and why, as the rules said it then."""

    post_key: str
    reason: StoredReason
    at: int


@dataclass(frozen=True, slots=True)
class Drawings:
    """How often a post was drawn anew, when last, and how many drawings wait."""

    made: int
    last_at: int | None
    waiting: int


class StagesStore(Store):
    """Questions of one server each; a message or a post of another is none."""

    async def told(self, guild: int, story: int) -> Told | None:
        """Return how a server was told of a story last, None where it was not."""
        rows = await self._db.rows(_TOLD, (guild, story, story, guild))
        return Told(rows[0]["post_key"], read_reason(rows[0]["why"]), rows[0]["at"]) if rows else None

    async def drawings(self, post: int) -> Drawings:
        """Return how a post of a story was drawn anew."""
        # Every number behind the last colon, and nothing else: ";" is the character after ":".
        [row] = await self._db.rows(_EDITS, (f"edit:{post}:", f"edit:{post};"))
        return Drawings(row["made"], row["last_at"], row["waiting"])

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
