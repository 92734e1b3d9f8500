"""Stories as people ask for them: by id, newest, most reported, about a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from news.model import Article, Coverage, Retitled, Story

from .articles import group_mentions, read_article
from .database import Database, Row, qmarks


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list of stories is narrowed to; an empty field narrows nothing. Times in seconds, both included."""

    person: int = 0
    outlet: str = ""
    topic: str = ""
    since: int = -(2**40)
    until: int = 2**40


class StoriesStore:
    """Stories by id; an id that was merged away leads to the story that took it over."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def get(self, story_id: int, now: int) -> Story | None:
        """Give a story as it stood at `now`."""
        rows = await self._db.rows("SELECT COALESCE(merged_into, id) AS id FROM stories WHERE id = ?", (story_id,))
        found = await self.some([row["id"] for row in rows], now)
        return found[0] if found else None

    async def some(self, ids: Sequence[int], now: int) -> list[Story]:
        """Give stories in the order of their ids as asked; an article dated after `now` does not exist yet."""
        if not ids:
            return []
        listed = qmarks(len(ids))
        rows = await self._db.rows(f"SELECT * FROM stories WHERE id IN ({listed})", ids)
        articles = await self._articles(f"story_id IN ({listed}) AND published <= ?", (*ids, now))
        retitled = await self._retitled(ids)
        stories = {row["id"]: _story(row, articles.get(row["id"], []), retitled.get(row["id"], [])) for row in rows}
        return [stories[story_id] for story_id in ids if story_id in stories]

    async def _articles(self, where: str, params: Sequence[object]) -> dict[int, list[Article]]:
        rows = await self._db.rows(f"SELECT * FROM articles WHERE {where} ORDER BY published, id", params)
        ids = [row["id"] for row in rows]
        mentions = await self._db.rows(
            f"SELECT * FROM mentions WHERE article_id IN ({qmarks(len(ids))}) ORDER BY article_id, place", ids
        )
        by_article = group_mentions(mentions)
        grouped: dict[int, list[Article]] = {}
        for row in rows:
            grouped.setdefault(row["story_id"], []).append(read_article(row, by_article.get(row["id"], ())))
        return grouped

    async def _retitled(self, ids: Sequence[int]) -> dict[int, list[Retitled]]:
        rows = await self._db.rows(
            "SELECT story_id, outlet, headlines.title, until FROM headlines JOIN articles ON articles.id = article_id"
            f" WHERE story_id IN ({qmarks(len(ids))}) ORDER BY until",
            ids,
        )
        grouped: dict[int, list[Retitled]] = {}
        for row in rows:
            grouped.setdefault(row["story_id"], []).append(Retitled(row["outlet"], row["title"], row["until"]))
        return grouped

    async def newest(self, wanted: Wanted, limit: int, offset: int = 0) -> tuple[list[int], int]:
        """Give the ids of the stories that moved last, and how many there are in all."""
        source, params = _narrow(wanted)
        rows = await self._db.rows(
            f"SELECT story_id, COUNT(*) OVER () AS total FROM ({source})"
            " GROUP BY story_id ORDER BY MAX(published) DESC, story_id DESC LIMIT ? OFFSET ?",
            (*params, limit, offset),
        )
        return [row["story_id"] for row in rows], rows[0]["total"] if rows else 0

    async def coverage(self, wanted: Wanted, limit: int) -> list[Coverage]:
        """Give who reported what in a span, for the `limit` stories with the most outlets and articles there."""
        source, params = _narrow(wanted)
        return await self._coverage(f"SELECT story_id AS subject, * FROM ({source})", params, limit)

    async def people_coverage(self, wanted: Wanted, limit: int) -> list[Coverage]:
        """Give the same by person: one row for each story and outlet; uncertain mentions do not count."""
        source, params = _narrow(wanted)
        named = f"SELECT person_id AS subject, span.* FROM ({source}) AS span JOIN mentions ON article_id = span.id"
        return await self._coverage(f"{named} WHERE certain = 1", params, limit)

    async def _coverage(self, source: str, params: Sequence[object], limit: int) -> list[Coverage]:
        rows = await self._db.rows(
            f"""
            WITH span AS ({source}), busiest AS (
                SELECT subject FROM span GROUP BY subject
                ORDER BY COUNT(DISTINCT CASE independent WHEN 1 THEN origin END) DESC, COUNT(*) DESC,
                    MAX(published) DESC, subject LIMIT ?
            )
            SELECT subject, story_id, origin, independent, COUNT(*) AS articles, MIN(published) AS published
            FROM span WHERE subject IN (SELECT subject FROM busiest)
            GROUP BY subject, story_id, origin, independent ORDER BY subject, MIN(published)
            """,
            (*params, limit),
        )
        return [
            Coverage(row["subject"], row["story_id"], row["origin"], bool(row["independent"]), *row[4:6])
            for row in rows
        ]

    async def named(self, stories: Sequence[int], now: int) -> dict[int, int]:
        """Give for each story the person whom most of its articles name, where there is one."""
        rows = await self._db.rows(
            f"""
            SELECT story_id, person_id FROM articles JOIN mentions ON article_id = articles.id
            WHERE story_id IN ({qmarks(len(stories))}) AND certain = 1 AND articles.published <= ?
            GROUP BY story_id, person_id ORDER BY COUNT(*), SUM(place) DESC, person_id DESC
            """,
            (*stories, now),
        )
        return {row["story_id"]: row["person_id"] for row in rows}

    async def reports(self, people: Sequence[int], since: int, until: int) -> dict[int, int]:
        """Give for each person in how many reports (one an outlet and story) they stood within a span."""
        rows = await self._db.rows(
            f"""
            SELECT person_id, COUNT(*) AS reports FROM (
                SELECT DISTINCT person_id, story_id, origin FROM mentions JOIN articles ON articles.id = article_id
                WHERE person_id IN ({qmarks(len(people))}) AND mentions.published >= ? AND mentions.published < ?
                    AND certain = 1
            ) GROUP BY person_id
            """,
            (*people, since, until),
        )
        return {row["person_id"]: row["reports"] for row in rows}

    async def begin(self) -> int | None:
        """Give when the oldest article of the store was published."""
        rows = await self._db.rows("SELECT published FROM articles ORDER BY id LIMIT 1")
        return rows[0]["published"] if rows else None

    async def titles(self, now: int, limit: int = 2000) -> list[tuple[int, str]]:
        """Give id and headline of the stories that moved last."""
        rows = await self._db.rows(
            "SELECT id, headline FROM stories WHERE merged_into IS NULL AND headline <> '' AND first_at <= ?"
            " ORDER BY last_at DESC, id DESC LIMIT ?",
            (now, limit),
        )
        return [(row["id"], row["headline"]) for row in rows]

    async def outlets(self) -> list[str]:
        """Give the names of all outlets, by name."""
        sql = "SELECT name FROM feeds UNION SELECT outlet FROM articles WHERE feed_id IS NULL ORDER BY 1"
        return [row["name"] for row in await self._db.rows(sql)]


def _story(row: Row, articles: Sequence[Article], retitled: Sequence[Retitled]) -> Story:
    return Story(
        id=row["id"],
        headline=row["headline"],
        topic=row["topic"],
        first_at=row["first_at"],
        last_at=row["last_at"],
        articles=tuple(articles),
        retitled=tuple(retitled),
    )


def _narrow(wanted: Wanted) -> tuple[str, tuple[object, ...]]:
    """Give the query for the articles of a list, and its parameters."""
    columns = "articles.id, articles.story_id, articles.origin, articles.independent, articles.published"
    params: list[object] = []
    if wanted.person:
        source = f"SELECT {columns} FROM mentions JOIN articles ON articles.id = mentions.article_id"
        where = ["mentions.person_id = ?", "mentions.published >= ?", "mentions.published <= ?"]
        params += [wanted.person, wanted.since, wanted.until]
    else:
        source = f"SELECT {columns} FROM articles"
        where = ["articles.id >= ?", "articles.id < ?"]
        params += [wanted.since << 20, (wanted.until + 1) << 20]
    if wanted.outlet:
        where.append("articles.outlet = ?")
        params.append(wanted.outlet)
    if wanted.topic:
        where.append("(SELECT topic FROM stories WHERE stories.id = articles.story_id) = ?")
        params.append(wanted.topic)
    return f"{source} WHERE {' AND '.join(where)}", tuple(params)
