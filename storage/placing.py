"""Writing a round: new articles with whom they mention, those that moved, and the stories brought up to date.

A repair, "in this story that name is not this person", holds for all that its story has and takes in later, in every
server. The articles that repairs change keep what reading found in tables of the same name with _read. Whenever a
story's repairs or articles change, those get it back and the repairs are applied anew: so the order of repairs,
undoing and moving does not matter. Other stories are never touched.

Statements for many rows at once: each await is a hop to the connection's thread and back, 0.15 ms, and one for each
article, story and move took longer than all of SQLite's work.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from news.model.articles import Article
from news.model.feeds import Picture
from storage.database import Row, Transaction, qmarks
from storage.people.events import EventsStore
from storage.people.people import CandidatesStore

REASON = "a moderator’s repair"
_COLUMNS = (
    "key title_key story_id feed_id outlet origin independent language topic published first_seen ages_from dated_to"
    " title url guid summary text section byline categories headings captions picture_url picture_alt picture_credit"
).split()
_INSERT = f"INSERT INTO articles (id, {', '.join(_COLUMNS)}) VALUES ({qmarks(len(_COLUMNS) + 1)})"
_LEAD = """
    SELECT title FROM articles WHERE story_id = :story ORDER BY independent DESC, published, id LIMIT 1
"""
_TOPIC = """
    SELECT topic FROM articles WHERE story_id = :story
    GROUP BY topic ORDER BY CASE topic WHEN 'other' THEN 1 ELSE 0 END, COUNT(*) DESC, MIN(published) LIMIT 1
"""
_TOPIC_SAID = "SELECT topic FROM topic_repairs WHERE story_id = :story"


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


class Placing:
    """What a round writes, in its transaction."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def begin_stories(self, temporary: Collection[int]) -> dict[int, int]:
        """Begin a story for each temporary number (-1, -2, ...); give their ids, in the order of these."""
        if not temporary:
            return {}
        values = ", ".join(["('')"] * len(temporary))
        begun = await self._tx.rows(f"INSERT INTO stories (headline) VALUES {values} RETURNING id")
        return dict(zip(sorted(temporary, reverse=True), sorted(row["id"] for row in begun), strict=True))

    async def insert(self, articles: Sequence[tuple[Article, int]]) -> None:
        """Keep new articles, each with the story that it belongs to."""
        ids = await self._free_ids([article for article, _ in articles])
        await self._tx.each(_INSERT, [(ids[article.key], *_values(article, story)) for article, story in articles])
        await self._tx.each(
            "INSERT INTO mentions (person_id, published, article_id, name, reason, certain, place)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (m.person_id, article.published, ids[article.key], m.name, m.reason, int(m.certain), place)
                for article, _ in articles
                for place, m in enumerate(article.mentions)
            ],
        )
        await EventsStore(self._tx).add([(article, ids[article.key], story) for article, story in articles])
        await CandidatesStore(self._tx).add([article for article, _ in articles])

    async def _free_ids(self, articles: Sequence[Article]) -> dict[int, int]:
        """Return new articles ids in order of time."""
        taken = await self._taken([_first_choice(article) for article in articles])
        ids: dict[int, int] = {}
        for article in articles:
            free = _first_choice(article)
            while free in taken:  # one second and 20 bits of the key are shared once in a million
                free += 1
                taken |= await self._taken([free])
            ids[article.key] = free
            taken.add(free)
        return ids

    async def _taken(self, ids: Sequence[int]) -> set[int]:
        return {
            row["id"] for row in await self._tx.rows(f"SELECT id FROM articles WHERE id IN ({qmarks(len(ids))})", ids)
        }

    async def move(self, where: Mapping[int, int]) -> set[int]:
        """Move articles (by key) into other stories; give the stories that they left."""
        if not where:
            return set()
        marks = qmarks(len(where))
        left = await self._tx.rows(f"SELECT DISTINCT story_id FROM articles WHERE key IN ({marks})", list(where))
        await self._tx.each(
            "UPDATE articles SET story_id = ? WHERE key = ?", [(story, key) for key, story in where.items()]
        )
        return {row["story_id"] for row in left}

    async def redirect(self, old: int, new: int) -> None:
        """Let a story that went into another lead there for ever, and what led to it, too.

        A round sees the articles of some days: a story with older ones keeps those, and its id.
        """
        await self._tx.rows(
            "UPDATE stories SET merged_into = ? WHERE (id = ? OR merged_into = ?)"
            " AND NOT EXISTS (SELECT 1 FROM articles WHERE story_id = ?)",
            (new, old, old, old),
        )
        await AppliedRepairs(self._tx).inherit(old, new)

    async def living(self, stories: Collection[int]) -> dict[int, int]:
        """Return for each story the one that took it over since the round was read, or itself."""
        if not stories:
            return {}
        rows = await self._tx.rows(
            f"SELECT id, COALESCE(merged_into, id) AS living FROM stories WHERE id IN ({qmarks(len(stories))})",
            list(stories),
        )
        return {row["id"]: row["living"] for row in rows}

    async def absent(self, keys: Collection[int]) -> set[int]:
        """Return those keys that no article has: an import beside a running bot may have kept some meanwhile."""
        if not keys:
            return set()
        rows = await self._tx.rows(f"SELECT key FROM articles WHERE key IN ({qmarks(len(keys))})", list(keys))
        return set(keys) - {row["key"] for row in rows}

    async def summarise(self, stories: Iterable[int]) -> None:
        """Bring headline, topic and span of stories up to date; one without articles keeps what it had.

        What a moderator said that one is about holds, whatever comes in.
        """
        await self._tx.each(
            f"""
            UPDATE stories SET headline = ({_LEAD}), topic = COALESCE(({_TOPIC_SAID}), ({_TOPIC})),
                first_at = (SELECT MIN(published) FROM articles WHERE story_id = :story),
                last_at = (SELECT MAX(published) FROM articles WHERE story_id = :story)
            WHERE id = :story AND EXISTS (SELECT 1 FROM articles WHERE story_id = :story)
            """,
            [{"story": story} for story in stories],
        )


def _first_choice(article: Article) -> int:
    return article.published << 20 | article.key & 0xFFFFF


def _values(article: Article, story_id: int) -> tuple[Any, ...]:
    entry, picture = article.entry, article.entry.picture or Picture(url="")
    return (
        *(article.key, article.title_key, story_id, article.feed_id, article.outlet, article.origin),
        *(int(article.independent), article.language, article.topic, article.published, article.first_seen),
        article.first_seen if article.feed_id is None else article.published,
        *(entry.dated_to, entry.title, entry.url, entry.guid, entry.summary, entry.text, entry.section, entry.byline),
        "\n".join(entry.categories),
        "\n".join(entry.headings),
        "\n".join(f"{caption.text}\t{caption.credit}" for caption in entry.captions),
        *(picture.url, picture.alt, picture.credit),
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
