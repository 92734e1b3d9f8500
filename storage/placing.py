"""Writing a round: new articles with whom they mention, those that moved, and the stories brought up to date.

Statements for many rows at once: each await is a hop to the connection's thread and back, 0.15 ms, and one for each
article, story and move took longer than all of SQLite's work.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from news.model.articles import Article
from news.model.feeds import Picture
from storage.people.people import CandidatesStore

from .content.applied_repairs import AppliedRepairs
from .database import Transaction, qmarks
from .people.events import EventsStore

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
