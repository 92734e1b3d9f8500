"""Applying repairs: "in this story that name is not this person", for all that it holds and takes in later.

The articles that repairs change keep what reading found in tables of the same name with _read. Whenever a story's
repairs or articles change, those get it back and the repairs are applied anew: so the order of repairs, undoing and
moving does not matter. A repair holds for the whole store, in every server; other stories are never touched.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from storage.database import Row, Transaction, qmarks

REASON = "a moderator’s repair"


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


class AppliedRepairs:
    """What the repairs of stories make of their articles, in the transaction that changes either."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def inherit(self, old: int, new: int, *, since: int = 0) -> None:
        """Let a story have another's repairs made since then, too, of its topic as well; of two the later one."""
        await self._tx.rows(
            "INSERT INTO repairs (story_id, person_id, other_id, user_id, guild_id, at)"
            " SELECT ?, person_id, other_id, user_id, guild_id, at FROM repairs WHERE story_id = ? AND at >= ?"
            " ON CONFLICT (story_id, person_id) DO UPDATE SET other_id = excluded.other_id, user_id = excluded.user_id,"
            " guild_id = excluded.guild_id, at = excluded.at WHERE excluded.at > repairs.at",
            (new, old, since),
        )
        await self._tx.rows(
            "INSERT INTO topic_repairs (story_id, topic, user_id, guild_id, at)"
            " SELECT ?, topic, user_id, guild_id, at FROM topic_repairs WHERE story_id = ? AND at >= ?"
            " ON CONFLICT (story_id) DO UPDATE SET topic = excluded.topic, user_id = excluded.user_id,"
            " guild_id = excluded.guild_id, at = excluded.at WHERE excluded.at > topic_repairs.at",
            (new, old, since),
        )

    async def inherit_split(self, begun: Mapping[int, int]) -> None:
        """Let stories that a round begins with articles (by key) of repaired ones have their repairs; before the move.

        What is taken apart was one story when a moderator looked at it.
        """
        if not begun:
            return
        rows = await self._tx.rows(
            f"SELECT DISTINCT key, story_id FROM articles WHERE key IN ({qmarks(len(begun))})"
            " AND (story_id IN (SELECT story_id FROM repairs) OR story_id IN (SELECT story_id FROM topic_repairs))",
            list(begun),
        )
        for old, new in sorted({(row["story_id"], begun[row["key"]]) for row in rows}):
            await self.inherit(old, new)

    async def apply(self, stories: Collection[int]) -> None:
        """Bring these stories' articles, and those that left them, to what their stories' repairs make of them now."""
        if not stories:
            return
        await self._restore(list(stories))
        rows = await self._tx.rows(
            f"SELECT * FROM repairs WHERE story_id IN ({qmarks(len(stories))}) ORDER BY story_id, at, person_id",
            list(stories),
        )
        for story, repairs in groupby(rows, key=lambda row: int(row["story_id"])):
            await self._apply(story, _meant(repairs))

    async def _restore(self, stories: list[int]) -> None:
        """Return the articles that these stories' repairs changed what reading found in them.

        Events whose article is past its retention stay as they were repaired: no story holds them any more.
        """
        changed = f"SELECT article_id FROM mentions_read WHERE story_id IN ({qmarks(len(stories))})"
        if not await self._tx.rows(f"{changed} LIMIT 1", stories):
            return
        for table in _TABLES:
            those = f"{table.owner} IN ({_owners(table, changed)})"
            columns = f"{table.owner}, person_id, {table.columns}"
            await self._tx.rows(f"DELETE FROM {table.name} WHERE {those}", stories)
            await self._tx.rows(
                f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {table.name}_read WHERE {those}", stories
            )
            await self._tx.rows(f"DELETE FROM {table.name}_read WHERE {those}", stories)

    async def _apply(self, story: int, meant: Mapping[int, int]) -> None:
        named = (
            "SELECT article_id FROM mentions JOIN articles ON articles.id = article_id"
            f" WHERE story_id = ? AND person_id IN ({qmarks(len(meant))})"
        )
        for table in _TABLES:
            columns = f"{table.owner}, person_id, {table.columns}"
            story_column, story_value = (", story_id", f", {story:d}") if table.name == "mentions" else ("", "")
            await self._tx.rows(
                f"INSERT INTO {table.name}_read ({columns}{story_column}) SELECT {columns}{story_value}"
                f" FROM {table.name} WHERE {table.owner} IN ({_owners(table, named)})",
                (story, *meant),
            )
        for person, other in meant.items():
            await self._replace(story, person, other)

    async def _replace(self, story: int, person: int, other: int) -> None:
        """Put another, or nobody, in a person's place in the articles that are kept as read."""
        changed = "SELECT article_id FROM mentions_read WHERE story_id = ?"
        for table in _TABLES:
            theirs = f"person_id = ? AND {table.owner} IN ({_owners(table, changed)})"
            if other:
                await self._tx.rows(
                    f"INSERT INTO {table.name} (person_id, {table.owner}, {table.columns})"
                    f" SELECT ?, {table.owner}, {table.given} FROM {table.name} WHERE {theirs}"
                    f" ON CONFLICT {table.conflict}",
                    (other, person, story),
                )
            await self._tx.rows(f"DELETE FROM {table.name} WHERE {theirs}", (person, story))


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


def _owners(table: _Table, articles: str) -> str:
    """Return the query for what rows of these articles hang on: the articles themselves, or the events they tell."""
    return articles if table.owner == "article_id" else f"SELECT id FROM events WHERE article_id IN ({articles})"
