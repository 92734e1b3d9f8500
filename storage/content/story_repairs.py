"""Repairs of whole stories: what they are about, which articles are another story, which two stories are one.

The articles are moved at once, and what was said is kept, so that no round moves them back
(`news.stories.link_rules`). Who is meant in a story is `repairs.py`.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from news.model.stories import StoryRepair
from storage.database import Database, Row, Transaction, qmarks
from storage.placing import begin_stories, move, redirect, summarise
from storage.posts.announcements import inherit_told

from .person_repairs import apply_repairs, inherit, inherit_split, living_story

_DOUBLE = "its story was put together with one that was posted"
_ALL = """
    SELECT story_repairs.*, article_key, taken FROM story_repairs
    JOIN story_repairs_articles ON repair_id = story_repairs.id WHERE {} ORDER BY story_repairs.id, article_key
"""
_ANY = "('owed', 'claimed', 'sent', 'unknown')"
_LED = "SELECT id FROM stories WHERE merged_into = ? ORDER BY id"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRepair:
    """Who said when what a story is about."""

    story: int
    topic: str
    user: int
    guild: int
    at: int


class StoryRepairsStore:
    """Repairs of whole stories; on a transaction it sees what that has written."""

    def __init__(self, db: Database | Transaction) -> None:
        self._db = db

    async def all(self) -> list[StoryRepair]:
        """Return every split and merge that speaks of an article that is kept, oldest first."""
        rows = await self._db.rows(_ALL.format("1 = 1"))
        return await asyncio.to_thread(_repairs, rows) if rows else []  # thousands of them would hold up every command

    async def of(self, story: int) -> list[StoryRepair]:
        """Return those that speak of an article of this story, oldest first."""
        among = (
            "story_repairs.id IN (SELECT repair_id FROM articles JOIN story_repairs_articles ON article_key = key"
            " WHERE articles.story_id = (SELECT COALESCE(merged_into, id) FROM stories WHERE id = ?))"
        )
        return _repairs(await self._db.rows(_ALL.format(among), (story,)))

    async def topic(self, story: int) -> TopicRepair | None:
        """Return what was said that a story is about."""
        rows = await self._db.rows(
            "SELECT * FROM topic_repairs WHERE story_id = (SELECT COALESCE(merged_into, id) FROM stories WHERE id = ?)",
            (story,),
        )
        return _topic(rows[0]) if rows else None

    async def headlines(self, stories: Collection[int]) -> dict[int, str]:
        """Return what these stories were called, those that went into others, too."""
        rows = await self._db.rows(
            f"SELECT id, headline FROM stories WHERE id IN ({qmarks(len(stories))})", list(stories)
        )
        return {row["id"]: row["headline"] for row in rows}

    async def near(self, since: int, until: int, limit: int) -> list[tuple[int, str, int]]:
        """Return (id, headline, time of the last article) of the newest stories that moved within a span."""
        rows = await self._db.rows(
            "SELECT id, headline, last_at FROM stories WHERE merged_into IS NULL AND headline <> ''"
            " AND last_at >= ? AND first_at <= ? AND EXISTS (SELECT 1 FROM articles WHERE story_id = stories.id)"
            " ORDER BY last_at DESC, id DESC LIMIT ?",
            (since, until, limit),
        )
        return [(row["id"], row["headline"], row["last_at"]) for row in rows]

    async def sharing(self, people: Sequence[int], since: int, until: int) -> dict[int, set[int]]:
        """Return by story which of these people its articles of a span name; mentions in doubt count, too."""
        rows = await self._db.rows(
            "SELECT DISTINCT story_id, person_id FROM mentions JOIN articles ON articles.id = article_id"
            f" WHERE person_id IN ({qmarks(len(people))}) AND mentions.published >= ? AND mentions.published <= ?",
            (*people, since, until),
        )
        found: dict[int, set[int]] = {}
        for row in rows:
            found.setdefault(row["story_id"], set()).add(row["person_id"])
        return found


async def keys_of(tx: Transaction, story: int, until: int | None = None) -> list[int]:
    """Return the articles (keys) of a story, the one that carries its headline first; those published up to then."""
    rows = await tx.rows(
        "SELECT key FROM articles WHERE story_id = ? AND published <= ? ORDER BY independent DESC, published, id",
        (story, 2**40 if until is None else until),
    )
    return [row["key"] for row in rows]


async def note(tx: Transaction, repair: StoryRepair) -> int:
    """Keep a split or merge and give its id."""
    [row] = await tx.rows(
        "INSERT INTO story_repairs (kind, story_id, other_id, led, user_id, guild_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            *(repair.kind, repair.story, repair.other, "\n".join(map(str, repair.led))),
            *(repair.user, repair.guild, repair.at),
        ),
    )
    parts = [(key, 0) for key in repair.kept] + [(key, 1) for key in repair.taken]
    await tx.each(
        "INSERT INTO story_repairs_articles (repair_id, article_key, taken) VALUES (?, ?, ?)",
        [(row["id"], key, taken) for key, taken in parts],
    )
    return int(row["id"])


async def forget(tx: Transaction, number: int) -> None:
    """Take a split or merge off the list."""
    await tx.rows("DELETE FROM story_repairs WHERE id = ?", (number,))


async def begin_apart(tx: Transaction, keys: Collection[int]) -> int:
    """Move articles into a story of their own and give its id; who is not meant in the old one is not meant there."""
    [story] = (await begin_stories(tx, [-1])).values()
    await inherit_split(tx, dict.fromkeys(keys, story))
    await tx.rows("DELETE FROM topic_repairs WHERE story_id = ?", (story,))  # said of the other articles
    await _moved(tx, keys, story)
    return story


async def put_together(tx: Transaction, old: int, new: int) -> tuple[int, ...]:
    """Put a story's articles into another, to which its id leads from now on; give the ids that led to it before."""
    led = tuple(row["id"] for row in await tx.rows(_LED, (old,)))
    await _moved(tx, await keys_of(tx, old), new)
    await redirect(tx, old, new)
    await _drop_doubles(tx, old, new)
    await inherit_told(tx, old, new)
    await _settle(tx, (old, new))
    return led


async def take_back(tx: Transaction, repair: StoryRepair, keys: Collection[int]) -> None:
    """Hand a story that was merged its id and these articles back, and both stories what was theirs alone."""
    old, new = repair.other, await living_story(tx, repair.story)
    await tx.rows("UPDATE stories SET merged_into = NULL WHERE id = ? AND merged_into = ?", (old, new))
    await tx.each(
        "UPDATE stories SET merged_into = ? WHERE id = ? AND merged_into = ?", [(old, led, new) for led in repair.led]
    )
    for table, told in (("repairs", _SAME_PERSON), ("topic_repairs", _SAME_TOPIC), ("stories_told", _SAME_POST)):
        await tx.rows(f"DELETE FROM {table} WHERE story_id = ? AND EXISTS ({told})", (new, old))
    await inherit(tx, new, old, since=repair.at)
    await tx.rows(
        "UPDATE posts SET state = 'owed', reason = '' WHERE state = 'dropped' AND reason = ? AND kind = 'story'"
        " AND key IN (SELECT post_key FROM stories_told WHERE story_id IN (?, ?))",
        (_DOUBLE, old, new),
    )
    await _moved(tx, keys, old)


# What the story that took another over has from that one: the very same.
_SAME_PERSON = (
    "SELECT 1 FROM repairs AS theirs WHERE theirs.story_id = ? AND theirs.person_id = repairs.person_id"
    " AND theirs.other_id = repairs.other_id AND theirs.at = repairs.at"
)
_SAME_TOPIC = (
    "SELECT 1 FROM topic_repairs AS theirs WHERE theirs.story_id = ? AND theirs.topic = topic_repairs.topic"
    " AND theirs.at = topic_repairs.at"
)
_SAME_POST = (
    "SELECT 1 FROM stories_told AS theirs WHERE theirs.story_id = ? AND theirs.post_key = stories_told.post_key"
)


async def _drop_doubles(tx: Transaction, old: int, new: int) -> None:
    """Of two posts in one server that would show one story send one, where one is not sent yet."""
    for dropped, other, states in ((new, old, "('claimed', 'sent', 'unknown')"), (old, new, _ANY)):
        await tx.rows(
            "UPDATE posts SET state = 'dropped', reason = ? WHERE state = 'owed' AND kind = 'story'"
            " AND key IN (SELECT post_key FROM stories_told WHERE story_id = ?)"
            " AND guild_id IN (SELECT theirs.guild_id FROM stories_told JOIN posts AS theirs ON theirs.key = post_key"
            f" WHERE story_id = ? AND theirs.state IN {states})",
            (_DOUBLE, dropped, other),
        )


async def _moved(tx: Transaction, keys: Collection[int], story: int) -> None:
    left = await move(tx, dict.fromkeys(keys, story))
    # Of what a round moves they stay where they were read; here a moderator says where it belongs.
    moved = f"SELECT id FROM articles WHERE key IN ({qmarks(len(keys))})"
    await tx.rows(f"UPDATE events SET story_id = ? WHERE article_id IN ({moved})", (story, *keys))
    await _settle(tx, {story, *left})


async def _settle(tx: Transaction, stories: Collection[int]) -> None:
    await apply_repairs(tx, stories)
    await summarise(tx, stories)


async def say_topic(tx: Transaction, repair: TopicRepair) -> None:
    """Keep what a story is about; said anew, that holds."""
    await tx.rows(
        "INSERT INTO topic_repairs (story_id, topic, user_id, guild_id, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (story_id) DO UPDATE SET topic = excluded.topic, user_id = excluded.user_id,"
        " guild_id = excluded.guild_id, at = excluded.at",
        (repair.story, repair.topic, repair.user, repair.guild, repair.at),
    )
    await summarise(tx, [repair.story])


async def forget_topic(tx: Transaction, story: int) -> TopicRepair | None:
    """Let a story be about what its articles are about again, and give what was said."""
    gone = await tx.rows("DELETE FROM topic_repairs WHERE story_id = ? RETURNING *", (story,))
    await summarise(tx, [story])
    return _topic(gone[0]) if gone else None


def _repairs(rows: Iterable[Row]) -> list[StoryRepair]:
    return [_repair(list(part)) for _, part in groupby(rows, key=lambda row: row["id"])]


def _repair(rows: Sequence[Row]) -> StoryRepair:
    row = rows[0]
    return StoryRepair(
        id=row["id"],
        kind=row["kind"],
        story=row["story_id"],
        other=row["other_id"],
        kept=tuple(row["article_key"] for row in rows if not row["taken"]),
        taken=tuple(row["article_key"] for row in rows if row["taken"]),
        led=tuple(map(int, row["led"].split())),
        user=row["user_id"],
        guild=row["guild_id"],
        at=row["at"],
    )


def _topic(row: Row) -> TopicRepair:
    return TopicRepair(
        story=row["story_id"], topic=row["topic"], user=row["user_id"], guild=row["guild_id"], at=row["at"]
    )
