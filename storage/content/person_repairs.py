"""Repairs of who is meant: "in this story that name is not this person", for all that it holds and takes in later.

The articles that repairs change keep what reading found in tables of the same name with _read. Whenever a story's
repairs or articles change, those get it back and the repairs are applied anew: so the order of repairs, undoing and
moving does not matter. A repair holds for the whole store, in every server; other stories are never touched.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from storage.database import Database, Row, Transaction, qmarks

REASON = "a moderator’s repair"
# (transaction, story): what is to be kept together with a repair, or not at all
Then = Callable[[Transaction, int], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Who said when that a person is not meant in a story, but another one (0: nobody of the catalogue)."""

    story: int
    person: int
    other: int
    user: int
    guild: int
    at: int


@dataclass(frozen=True, slots=True)
class _Table:
    """A table that names people: its rows, what of an article they hang on, and how the other's come about."""

    name: str
    owner: str
    columns: str
    given: str  # the columns of a row that a repair makes
    conflict: str  # where the other has such a row already


# Mentions stand last: their _read table says which articles are meant.
_TABLES = (
    _Table(
        "spoken_days",
        "article_id",
        "date, times",
        "date, times",
        "(person_id, date, article_id) DO UPDATE SET times = spoken_days.times + excluded.times",
    ),
    _Table("events_people", "event_id", "place", "place", "(person_id, event_id) DO NOTHING"),
    _Table(
        "mentions",
        "article_id",
        "published, name, reason, certain, place",
        f"published, name, '{REASON}', 1, place",
        "(person_id, published, article_id) DO UPDATE SET certain = 1",
    ),
)


class RepairsStore:
    """Repairs by story; an id that was merged away means the story that took it over."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, story: int) -> list[Repair]:
        """Return the repairs of a story, oldest first."""
        rows = await self._db.rows(
            "SELECT * FROM repairs WHERE story_id = (SELECT COALESCE(merged_into, id) FROM stories WHERE id = ?)"
            " ORDER BY at, person_id",
            (story,),
        )
        return [_repair(row) for row in rows]

    async def repair(self, repair: Repair, then: Then | None = None) -> int:
        """Keep a repair and apply it; give in how many articles the person stood, and keep none where in none."""
        async with self._db.transaction() as tx:
            story = await living_story(tx, repair.story)
            [named] = await tx.rows(
                "SELECT COUNT(*) AS articles FROM mentions JOIN articles ON articles.id = article_id"
                " WHERE story_id = ? AND person_id = ?",
                (story, repair.person),
            )
            if named["articles"]:
                # Who is said to be meant is no longer said not to be: repairs never lead round in a circle.
                await tx.rows("DELETE FROM repairs WHERE story_id = ? AND person_id = ?", (story, repair.other))
                await tx.rows(
                    "INSERT INTO repairs (story_id, person_id, other_id, user_id, guild_id, at)"
                    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (story_id, person_id) DO UPDATE SET"
                    " other_id = excluded.other_id, user_id = excluded.user_id, guild_id = excluded.guild_id,"
                    " at = excluded.at",
                    (story, repair.person, repair.other, repair.user, repair.guild, repair.at),
                )
                await apply_repairs(tx, {story})
                if then:
                    await then(tx, story)
        return int(named["articles"])

    async def undo(self, story: int, person: int, then: Then | None = None) -> Repair | None:
        """Take a repair back and give it; None where there is none."""
        async with self._db.transaction() as tx:
            story = await living_story(tx, story)
            gone = await tx.rows(
                "DELETE FROM repairs WHERE story_id = ? AND person_id = ? RETURNING *", (story, person)
            )
            if gone:
                await apply_repairs(tx, {story})
            if gone and then:
                await then(tx, story)
        return _repair(gone[0]) if gone else None


async def inherit(tx: Transaction, old: int, new: int, *, since: int = 0) -> None:
    """Let a story have another's repairs made since then, too, of its topic as well; of two for one the later one."""
    await tx.rows(
        "INSERT INTO repairs (story_id, person_id, other_id, user_id, guild_id, at)"
        " SELECT ?, person_id, other_id, user_id, guild_id, at FROM repairs WHERE story_id = ? AND at >= ?"
        " ON CONFLICT (story_id, person_id) DO UPDATE SET other_id = excluded.other_id, user_id = excluded.user_id,"
        " guild_id = excluded.guild_id, at = excluded.at WHERE excluded.at > repairs.at",
        (new, old, since),
    )
    await tx.rows(
        "INSERT INTO topic_repairs (story_id, topic, user_id, guild_id, at)"
        " SELECT ?, topic, user_id, guild_id, at FROM topic_repairs WHERE story_id = ? AND at >= ?"
        " ON CONFLICT (story_id) DO UPDATE SET topic = excluded.topic, user_id = excluded.user_id,"
        " guild_id = excluded.guild_id, at = excluded.at WHERE excluded.at > topic_repairs.at",
        (new, old, since),
    )


async def inherit_split(tx: Transaction, begun: Mapping[int, int]) -> None:
    """Let stories that a round begins with articles (by key) of repaired stories have their repairs; before the move.

    What is taken apart was one story when a moderator looked at it.
    """
    if not begun:
        return
    rows = await tx.rows(
        f"SELECT DISTINCT key, story_id FROM articles WHERE key IN ({qmarks(len(begun))})"
        " AND (story_id IN (SELECT story_id FROM repairs) OR story_id IN (SELECT story_id FROM topic_repairs))",
        list(begun),
    )
    for old, new in sorted({(row["story_id"], begun[row["key"]]) for row in rows}):
        await inherit(tx, old, new)


async def apply_repairs(tx: Transaction, stories: Collection[int]) -> None:
    """Bring these stories' articles, and those that left them, to what their stories' repairs make of them now."""
    if not stories:
        return
    await _restore(tx, list(stories))
    rows = await tx.rows(
        f"SELECT * FROM repairs WHERE story_id IN ({qmarks(len(stories))}) ORDER BY story_id, at, person_id",
        list(stories),
    )
    for story, repairs in groupby(rows, key=lambda row: int(row["story_id"])):
        await _apply(tx, story, _meant(repairs))


def _meant(repairs: Iterable[Row]) -> dict[int, int]:
    """Return for each repaired person who is meant in the end: of A -> B and B -> C, A is C."""
    others: dict[int, int] = {}
    for row in repairs:
        others.pop(row["other_id"], None)  # merged stories may contradict each other; the last word holds
        others[row["person_id"]] = row["other_id"]
    meant = dict(others)
    for person in others:
        while meant[person] in others:
            meant[person] = others[meant[person]]
    return meant


async def _restore(tx: Transaction, stories: list[int]) -> None:
    """Return the articles that these stories' repairs changed what reading found in them.

    Events whose article is past its retention stay as they were repaired: no story holds them any more.
    """
    changed = f"SELECT article_id FROM mentions_read WHERE story_id IN ({qmarks(len(stories))})"
    if not await tx.rows(f"{changed} LIMIT 1", stories):
        return
    for table in _TABLES:
        those = f"{table.owner} IN ({_owners(table, changed)})"
        columns = f"{table.owner}, person_id, {table.columns}"
        await tx.rows(f"DELETE FROM {table.name} WHERE {those}", stories)
        await tx.rows(
            f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {table.name}_read WHERE {those}", stories
        )
        await tx.rows(f"DELETE FROM {table.name}_read WHERE {those}", stories)


async def _apply(tx: Transaction, story: int, meant: Mapping[int, int]) -> None:
    named = (
        "SELECT article_id FROM mentions JOIN articles ON articles.id = article_id"
        f" WHERE story_id = ? AND person_id IN ({qmarks(len(meant))})"
    )
    for table in _TABLES:
        columns = f"{table.owner}, person_id, {table.columns}"
        story_column, story_value = (", story_id", f", {story:d}") if table.name == "mentions" else ("", "")
        await tx.rows(
            f"INSERT INTO {table.name}_read ({columns}{story_column}) SELECT {columns}{story_value} FROM {table.name}"
            f" WHERE {table.owner} IN ({_owners(table, named)})",
            (story, *meant),
        )
    for person, other in meant.items():
        await _replace(tx, story, person, other)


async def _replace(tx: Transaction, story: int, person: int, other: int) -> None:
    """Put another, or nobody, in a person's place in the articles that are kept as read."""
    changed = "SELECT article_id FROM mentions_read WHERE story_id = ?"
    for table in _TABLES:
        theirs = f"person_id = ? AND {table.owner} IN ({_owners(table, changed)})"
        if other:
            await tx.rows(
                f"INSERT INTO {table.name} (person_id, {table.owner}, {table.columns})"
                f" SELECT ?, {table.owner}, {table.given} FROM {table.name} WHERE {theirs}"
                f" ON CONFLICT {table.conflict}",
                (other, person, story),
            )
        await tx.rows(f"DELETE FROM {table.name} WHERE {theirs}", (person, story))


def _owners(table: _Table, articles: str) -> str:
    """Give the query for what the rows of these articles hang on: the articles themselves, or the events they tell."""
    return articles if table.owner == "article_id" else f"SELECT id FROM events WHERE article_id IN ({articles})"


async def living_story(tx: Transaction, story: int) -> int:
    """Return the story that took this one over, or itself; 0 for none."""
    rows = await tx.rows("SELECT COALESCE(merged_into, id) AS living FROM stories WHERE id = ?", (story,))
    return rows[0]["living"] if rows else 0


def _repair(row: Row) -> Repair:
    return Repair(
        story=row["story_id"],
        person=row["person_id"],
        other=row["other_id"],
        user=row["user_id"],
        guild=row["guild_id"],
        at=row["at"],
    )
