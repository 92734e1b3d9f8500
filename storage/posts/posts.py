"""The outbox: what is owed, what was sent, and the channels that take nothing for now."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from news.model.post_keys import PUBLISH
from news.model.posts import ChannelState, Post, PostDue, PostKind, StoredReason, read_reason, write_reason
from storage.database import Row, Store, qmarks

_LATE = 2 * 86400  # seconds after which no post goes out any more
# A story that was given up is surely not in its channel, and may pass the rules again.
_OWE = """
    INSERT INTO posts (key, guild_id, channel_id, kind, subject, priority, due_at, expires_at, message_id,
                       state, tries, next_at, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'owed', 0, 0, '') ON CONFLICT (key) DO UPDATE SET
        channel_id = excluded.channel_id, due_at = excluded.due_at, expires_at = excluded.expires_at,
        state = 'owed', claimed_at = NULL, tries = 0, next_at = 0, reason = ''
    WHERE posts.state = 'dropped' AND posts.kind = 'story' RETURNING key
"""
# What was owed before a server paused waits until posting goes on, as long as it is of use; moderators still get what
# they ask for or have to know.
_PAUSED = "kind NOT IN ('trial', 'notice') AND posts.guild_id IN (SELECT guild_id FROM servers WHERE paused = 1)"
# The first of each channel, so that a channel's posts go out in their order; one that was tried in vain for some time
# lets the others pass while it waits.
_HEADS = f"""
    SELECT * FROM (
        SELECT posts.*, ROW_NUMBER() OVER (PARTITION BY posts.channel_id ORDER BY priority, due_at, id) AS place
        FROM posts LEFT JOIN destinations ON destinations.channel_id = posts.channel_id
        WHERE state IN ('owed', 'claimed') AND due_at <= ? AND suspended_at IS NULL AND NOT (tries > ? AND next_at > ?)
            AND NOT ({_PAUSED})
    ) AS heads
    WHERE place = 1 AND next_at <= ? ORDER BY priority, due_at, id LIMIT ?
"""
_CLAIM = f"""
    UPDATE posts SET state = 'claimed', claimed_at = COALESCE(claimed_at, ?), tries = tries + 1
    WHERE id = ? AND state IN ('owed', 'claimed') AND next_at <= ?
        AND channel_id NOT IN (SELECT channel_id FROM destinations WHERE suspended_at IS NOT NULL)
        AND NOT ({_PAUSED}) RETURNING *
"""
_SETTLE = """
    UPDATE posts SET state = ?, claimed_at = ?, tries = ?, next_at = ?, sent_at = ?, message_id = ?, reason = ?
    WHERE id = ? AND state = 'claimed'
"""
# One whose channel is shut cannot be looked for; nobody may send it any more, so it ends as what is known of it.
_EXPIRE = """
    UPDATE posts SET state = CASE state WHEN 'owed' THEN 'dropped' ELSE 'unknown' END, reason = 'expired'
    WHERE state IN ('owed', 'claimed') AND expires_at <= ? AND (state = 'owed' OR channel_id IN
        (SELECT channel_id FROM destinations WHERE suspended_at IS NOT NULL))
    RETURNING id
"""
_SUSPEND = """
    INSERT INTO destinations (channel_id, guild_id, suspended_at, reason, noticed, retest_at)
    VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT (channel_id) DO UPDATE SET
        suspended_at = excluded.suspended_at, reason = excluded.reason, retest_at = excluded.retest_at
    RETURNING noticed
"""


class PostsStore(Store):
    """Posts by whose turn it is and by server."""

    async def owe(self, posts: Sequence[Post]) -> list[str]:
        """Owe posts, in the transaction of what caused them; return the keys that were not owed yet."""
        new: list[str] = []
        async with self._db.transaction() as tx:
            for post in posts:
                row = (post.key, post.guild, post.channel, post.kind, post.subject, post.priority, post.due_at)
                new += [kept["key"] for kept in await tx.rows(_OWE, (*row, post.expires_at, post.message))]
        return new

    async def waiting(self, now: int, limit: int, in_line: int) -> list[Post]:
        """Return posts whose turn it is, the first of each channel; none of a suspended channel or a paused server.

        A post tried more than `in_line` times lets the others of its channel pass while it waits.
        """
        return [read_post(row) for row in await self._db.rows(_HEADS, (now, in_line, now, now, limit))]

    async def claim(self, posts: Sequence[Post], now: int) -> list[Post]:
        """Claim posts and give those that are still to be sent; committed on return.

        What is given says in `tries` whether its message may be there already (2 or more).
        """
        async with self._db.transaction() as tx:
            rows = [row for post in posts for row in await tx.rows(_CLAIM, (now, post.id, now))]
        return [read_post(row) for row in rows]

    async def settle(self, posts: Sequence[Post]) -> None:
        """Write how claimed posts stand now; a channel that one got to is no more on trial."""
        async with self._db.transaction() as tx:
            await tx.each(_SETTLE, [_settled(post) for post in posts])
            sent = [(post.channel,) for post in posts if post.state == "sent"]
            await tx.each("DELETE FROM destinations WHERE channel_id = ? AND suspended_at IS NULL", sent)

    async def expire(self, now: int) -> int:
        """Drop what is too late and give how many that were; one that may be there is looked for first, not here."""
        async with self._db.transaction() as tx:
            return len(await tx.rows(_EXPIRE, (now,)))

    async def suspend(self, post: Post, reason: StoredReason, now: int, retest_at: int, notice: Post | None) -> None:
        """Send nothing to a post's channel until it is tested, and write how the post stands.

        The notice is owed with it, once until a post gets there again, unless its own channel is shut, too.
        """
        async with self._db.transaction() as tx:
            await tx.each(_SETTLE, [_settled(post)])
            [row] = await tx.rows(_SUSPEND, (post.channel, post.guild, now, write_reason(reason), retest_at))
            if notice is None or row["noticed"]:
                return
            if await tx.rows("SELECT 1 FROM destinations WHERE channel_id = ?", (notice.channel,)):
                return
            await PostsStore(tx).owe([notice])
            await tx.rows("UPDATE destinations SET noticed = 1 WHERE channel_id = ?", (post.channel,))

    async def destinations(self, guild: int) -> list[ChannelState]:
        """Return the channels of a server that refused a post and have taken none since."""
        rows = await self._db.rows("SELECT * FROM destinations WHERE guild_id = ? ORDER BY channel_id", (guild,))
        return [_destination(row) for row in rows]

    async def waiting_in(self, channel: int) -> list[Post]:
        """Return a channel's posts that are not there yet, the first to be too late first."""
        rows = await self._db.rows(
            "SELECT * FROM posts WHERE channel_id = ? AND state IN ('owed', 'claimed')"
            " ORDER BY CASE WHEN expires_at IS NULL THEN 1 ELSE 0 END, expires_at, id",
            (channel,),
        )
        return [read_post(row) for row in rows]

    async def retests(self, now: int, limit: int) -> list[ChannelState]:
        """Return suspended channels that are to be tested now."""
        rows = await self._db.rows(
            "SELECT * FROM destinations WHERE suspended_at IS NOT NULL AND retest_at <= ? ORDER BY retest_at LIMIT ?",
            (now, limit),
        )
        return [_destination(row) for row in rows]

    async def retested(self, channel: int, *, works: bool, retest_at: int) -> None:
        """Put a channel on trial, or off until the next test."""
        async with self._db.transaction() as tx:
            await tx.rows(
                "UPDATE destinations SET suspended_at = CASE WHEN ? THEN NULL ELSE suspended_at END, retest_at = ?"
                " WHERE channel_id = ?",
                (works, retest_at, channel),
            )

    async def tally(self, guild: int, since: int) -> Mapping[tuple[str, str, str], int]:
        """Count a server's posts due from `since` on by (kind, state, reason)."""
        rows = await self._db.rows(
            "SELECT kind, state, reason, COUNT(*) AS posts FROM posts WHERE guild_id = ? AND due_at >= ?"
            " GROUP BY kind, state, reason",
            (guild, since),
        )
        return {(row["kind"], row["state"], row["reason"]): row["posts"] for row in rows}

    async def by_keys(self, keys: Collection[str]) -> dict[str, Post]:
        """Return the posts with these keys, whatever became of them."""
        found = [await self._db.rows("SELECT * FROM posts WHERE key = ?", (key,)) for key in keys]
        return {row["key"]: read_post(row) for rows in found for row in rows}

    async def post(self, id_: int) -> Post | None:
        """Return a post by its id."""
        rows = await self._db.rows("SELECT * FROM posts WHERE id = ?", (id_,))
        return read_post(rows[0]) if rows else None

    async def due_since(self, guilds: Sequence[int], since: int) -> list[PostDue]:
        """Return the messages of these servers that were due since then."""
        rows = await self._db.rows(
            "SELECT guild_id, channel_id, kind, due_at FROM posts"
            f" WHERE guild_id IN ({qmarks(len(guilds))}) AND due_at >= ? AND kind NOT IN ('edit', 'publish', 'trial')"
            " AND state <> 'dropped'",
            (*guilds, since),
        )
        return [PostDue(row["guild_id"], row["channel_id"], row["kind"], row["due_at"]) for row in rows]

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

    async def lasting(self, edits: Iterable[int]) -> None:
        """Let edits that wait go out however late: they mend what is shown."""
        async with self._db.transaction() as tx:
            await tx.each(
                "UPDATE posts SET expires_at = NULL WHERE id = ? AND state = 'owed'", [(id_,) for id_ in edits]
            )

    async def forget(self, guild: int) -> None:
        """Forget all of a server that the bot has left."""
        async with self._db.transaction() as tx:
            await tx.rows("DELETE FROM posts WHERE guild_id = ?", (guild,))
            await tx.rows("DELETE FROM destinations WHERE guild_id = ?", (guild,))

    async def move_waiting(self, guild: int, kind: PostKind, channel: int) -> None:
        """Let posts that wait follow their kind to its channel, 0 for none any more; what is begun stays there."""
        where = "WHERE guild_id = ? AND kind = ? AND state = 'owed'"
        async with self._db.transaction() as tx:
            if channel:
                await tx.rows(
                    f"UPDATE posts SET channel_id = ? {where} AND channel_id <> ?", (channel, guild, kind, channel)
                )
            else:
                no_channel = "no channel is set for it any more"
                await tx.rows(f"UPDATE posts SET state = 'dropped', reason = ? {where}", (no_channel, guild, kind))


def _settled(post: Post) -> tuple[object, ...]:
    stands = (
        post.state,
        post.claimed_at,
        post.tries,
        post.next_at,
        post.sent_at,
        post.message,
        write_reason(post.reason),
    )
    return (*stands, post.id)


def _destination(row: Row) -> ChannelState:
    return ChannelState(
        row["channel_id"],
        row["guild_id"],
        row["suspended_at"],
        read_reason(row["reason"]),
        bool(row["noticed"]),
        row["retest_at"],
    )


def read_post(row: Row) -> Post:
    """Read a post from its row."""
    return Post(
        id=row["id"],
        key=row["key"],
        guild=row["guild_id"],
        channel=row["channel_id"],
        kind=row["kind"],
        subject=row["subject"],
        priority=row["priority"],
        due_at=row["due_at"],
        expires_at=row["expires_at"],
        state=row["state"],
        claimed_at=row["claimed_at"],
        tries=row["tries"],
        next_at=row["next_at"],
        sent_at=row["sent_at"],
        message=row["message_id"],
        reason=read_reason(row["reason"]),
    )
