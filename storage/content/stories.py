"""Stories as people ask for them: by id, newest, most reported, about a person."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from news.model.articles import Article
from news.model.stories import Coverage, ReplacedHeadline, Story
from storage.database import Row, Store, qmarks

from .articles import group_mentions, read_article

MOST_COUNTED = 1_000  # counting on through a million would cost what the answer costs, for pages that nobody turns to

SLOTS = 48  # parts of a span by which reports are counted: half an hour of a day
MOST_READ = 5_000  # articles of one person or outlet that a list is made of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list of stories is narrowed to; an empty field narrows nothing. Times in seconds, both included."""

    person: int = 0
    beside: int = 0  # named in the same articles as `person`
    outlet: str = ""
    topic: str = ""
    since: int = -(2**40)
    until: int = 2**40


class StoriesStore(Store):
    """Stories by id; an id that was merged away leads to the story that took it over."""

    async def get(self, story_id: int, now: int) -> Story | None:
        """Return a story as it stood at `now`; of one past its retention the headline is left, and no articles."""
        found = await self._as_of(
            "id = (SELECT COALESCE(merged_into, id) FROM stories WHERE id = ?) AND first_at <= ?", (story_id, now), now
        )
        return found[0] if found else None

    async def living(self, story: int) -> int:
        """Return the story that took this one over, or itself; 0 for none."""
        rows = await self._db.rows("SELECT COALESCE(merged_into, id) AS living FROM stories WHERE id = ?", (story,))
        return rows[0]["living"] if rows else 0

    async def some(self, ids: Sequence[int], now: int) -> list[Story]:
        """Return those of these stories that have articles at `now`, in the order of their ids as asked.

        One may have lost them since its id was found: to another story, or to time.
        """
        if not ids:
            return []
        found = await self._as_of(f"id IN ({qmarks(len(ids))})", ids, now)
        stories = {story.id: story for story in found if story.articles}
        return [stories[story_id] for story_id in ids if story_id in stories]

    async def _as_of(self, where: str, params: Sequence[object], now: int) -> list[Story]:
        """Return stories with what is dated up to `now`: what comes later does not exist yet."""
        said = "(SELECT topic FROM topic_repairs WHERE story_id = stories.id)"
        rows = await self._db.rows(f"SELECT *, {said} AS topic_said FROM stories WHERE {where}", params)
        if not rows:
            return []
        ids = [row["id"] for row in rows]
        articles, retitled = await self._articles(ids, now), await self._retitled(ids, now)
        return [_story(row, articles.get(row["id"], []), retitled.get(row["id"], []), now) for row in rows]

    async def _articles(self, stories: Sequence[int], now: int) -> dict[int, list[Article]]:
        told, params = f"story_id IN ({qmarks(len(stories))}) AND articles.published <= ?", (*stories, now)
        rows = await self._db.rows(f"SELECT * FROM articles WHERE {told} ORDER BY published, id", params)
        mentions = await self._db.rows(
            f"SELECT mentions.* FROM articles JOIN mentions ON article_id = articles.id WHERE {told}"
            " ORDER BY article_id, place",
            params,
        )
        # The 1,500 articles of fifty big stories, made on the event loop, would hold up every command for 20 ms.
        return await asyncio.to_thread(_by_story, rows, mentions)

    async def _retitled(self, stories: Sequence[int], now: int) -> dict[int, list[ReplacedHeadline]]:
        rows = await self._db.rows(
            "SELECT story_id, outlet, headlines.title, until FROM headlines JOIN articles ON articles.id = article_id"
            f" WHERE story_id IN ({qmarks(len(stories))}) AND until <= ? ORDER BY until",
            (*stories, now),
        )
        grouped: dict[int, list[ReplacedHeadline]] = {}
        for row in rows:
            grouped.setdefault(row["story_id"], []).append(ReplacedHeadline(row["outlet"], row["title"], row["until"]))
        return grouped

    async def newest(self, wanted: Wanted, limit: int, offset: int = 0) -> tuple[list[int], int]:
        """Return the ids of the stories that moved last, and how many there are in all, counted to MOST_COUNTED."""
        listing, params = _newest_of(wanted) if wanted.person or wanted.outlet else _newest(wanted)
        rows = await self._db.rows(
            f"SELECT id, COUNT(*) OVER () AS total FROM ({listing}) AS listed"
            " ORDER BY at DESC, id DESC LIMIT ? OFFSET ?",
            (*params, limit, offset),
        )
        return [row["id"] for row in rows], min(rows[0]["total"], MOST_COUNTED) if rows else 0

    async def coverage(self, wanted: Wanted, limit: int) -> list[Coverage]:
        """Return how the `limit` stories with the most outlets and articles in a span were reported."""
        source, params = _narrow(wanted)
        return await self._coverage(f"SELECT story_id AS subject, * FROM ({source}) AS narrowed", params, wanted, limit)

    async def people_coverage(self, wanted: Wanted, limit: int) -> list[Coverage]:
        """Return the same by person; uncertain mentions do not count."""
        source, params = _narrow(wanted)
        named = f"SELECT person_id AS subject, narrowed.* FROM ({source}) AS narrowed JOIN mentions ON article_id = id"
        return await self._coverage(f"{named} WHERE certain = 1", params, wanted, limit)

    async def _coverage(self, source: str, params: Sequence[object], wanted: Wanted, limit: int) -> list[Coverage]:
        # Reports are counted by slots of the span: a month of a busy store would else be 100,000 rows for one card.
        slot = max(1, (wanted.until - wanted.since) // SLOTS)
        rows = await self._db.rows(
            f"""
            WITH span AS MATERIALIZED ({source}), reports AS MATERIALIZED (
                SELECT subject, story_id, origin, independent, COUNT(*) AS articles, MIN(published) AS published
                FROM span GROUP BY subject, story_id, origin, independent
            ), busiest AS (
                SELECT subject, COUNT(DISTINCT CASE independent WHEN 1 THEN origin END) AS outlets,
                    SUM(articles) AS articles, MIN(published) AS first_at, MAX(published) AS last_at
                FROM reports GROUP BY subject ORDER BY outlets DESC, articles DESC, last_at DESC, subject LIMIT ?
            )
            SELECT busiest.subject, busiest.outlets, busiest.articles, busiest.first_at, COUNT(*) AS reports,
                (reports.published - ?) / ? AS slot
            FROM busiest JOIN reports ON reports.subject = busiest.subject
            GROUP BY busiest.subject, busiest.outlets, busiest.articles, busiest.first_at, slot
            ORDER BY busiest.subject, slot
            """,
            (*params, limit, wanted.since, slot),
        )
        return [
            Coverage(
                subject=subject,
                articles=group[0]["articles"],
                outlets=group[0]["outlets"],
                first_at=group[0]["first_at"],
                reports=tuple((wanted.since + row["slot"] * slot + slot // 2, row["reports"]) for row in group),
            )
            for subject, group in ((key, list(part)) for key, part in groupby(rows, key=lambda row: row["subject"]))
        ]

    async def named(self, stories: Sequence[int], now: int) -> dict[int, int]:
        """Return for each story the person whom most of its articles name, where there is one."""
        if not stories:
            return {}
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
        """Return for each person in how many reports (one an outlet and story) they stood within a span."""
        if not people:
            return {}
        rows = await self._db.rows(
            f"""
            SELECT person_id, COUNT(*) AS reports FROM (
                SELECT DISTINCT person_id, story_id, origin FROM mentions JOIN articles ON articles.id = article_id
                WHERE person_id IN ({qmarks(len(people))}) AND mentions.published >= ? AND mentions.published < ?
                    AND certain = 1
            ) AS told GROUP BY person_id
            """,
            (*people, since, until),
        )
        return {row["person_id"]: row["reports"] for row in rows}

    async def begin(self, since: int) -> int | None:
        """Return when the first article from then on was published."""
        rows = await self._db.rows("SELECT published FROM articles WHERE id >= ? ORDER BY id LIMIT 1", (since << 20,))
        return rows[0]["published"] if rows else None

    async def titles(self, now: int, limit: int = 2000) -> list[tuple[int, str]]:
        """Return id and headline of the stories that moved last."""
        rows = await self._db.rows(
            "SELECT id, headline FROM stories WHERE merged_into IS NULL AND headline <> '' AND first_at <= ?"
            " ORDER BY last_at DESC, id DESC LIMIT ?",
            (now, limit),
        )
        return [(row["id"], row["headline"]) for row in rows]

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

    async def outlets(self) -> list[str]:
        """Return the names of all outlets, by name."""
        # From one name to the next through the index: a DISTINCT would read every imported article.
        rows = await self._db.rows(
            """
            WITH RECURSIVE imported (outlet) AS (
                SELECT MIN(outlet) FROM articles WHERE feed_id IS NULL
                UNION ALL
                SELECT (SELECT MIN(outlet) FROM articles WHERE feed_id IS NULL AND outlet > imported.outlet)
                FROM imported WHERE outlet IS NOT NULL
            )
            SELECT name FROM feeds UNION SELECT outlet FROM imported WHERE outlet IS NOT NULL ORDER BY 1
            """
        )
        return [row["name"] for row in rows]


def _by_story(rows: Iterable[Row], mentions: Sequence[Row]) -> dict[int, list[Article]]:
    by_article = group_mentions(mentions)
    grouped: dict[int, list[Article]] = {}
    for row in rows:
        grouped.setdefault(row["story_id"], []).append(read_article(row, by_article.get(row["id"], ())))
    return grouped


def _story(row: Row, articles: Sequence[Article], retitled: Sequence[ReplacedHeadline], now: int) -> Story:
    story = Story(
        id=row["id"],
        headline=row["headline"],
        topic=row["topic"],
        first_at=row["first_at"],
        last_at=row["last_at"],
        articles=tuple(articles),
        retitled=tuple(retitled),
    )
    if story.last_at <= now or not articles:
        return story
    # The row speaks of articles that are still to come: what it says is made anew of those that are there.
    lead = next((article for article in articles if article.independent), articles[0])
    topics = Counter(article.topic for article in articles if article.topic != "other")
    topic = next((topic for topic, _ in topics.most_common(1)), "other")
    return replace(story, headline=lead.entry.title, topic=row["topic_said"] or topic, last_at=articles[-1].published)


def _newest(wanted: Wanted) -> tuple[str, tuple[object, ...]]:
    """Return the query for the newest stories, of all or of a topic, with when each moved last."""
    existing = "EXISTS (SELECT 1 FROM articles WHERE story_id = stories.id AND published <= ?)"
    where = f"merged_into IS NULL AND {existing}" + (" AND topic = ?" if wanted.topic else "")
    params = (wanted.until, *filter(None, (wanted.topic,)), wanted.until)
    # Two parts, so that the index gives the first in order: those that have moved since stand where they stood then.
    then = "(SELECT MAX(published) FROM articles WHERE story_id = stories.id AND published <= ?)"
    listing = (
        "SELECT id, at FROM (SELECT id, last_at AS at FROM stories"
        f" WHERE {where} AND last_at <= ? ORDER BY last_at DESC, id DESC LIMIT {MOST_COUNTED}) AS still"
        f" UNION ALL SELECT id, {then} AS at FROM stories WHERE {where} AND last_at > ?"
    )
    return listing, (*params, wanted.until, *params)


def _newest_of(wanted: Wanted) -> tuple[str, tuple[object, ...]]:
    """Return the same for a person or an outlet, from their newest articles only."""
    source, params = _narrow(wanted)
    newest = f"SELECT story_id, published FROM ({source}) AS narrowed ORDER BY published DESC LIMIT ?"
    listing = f"SELECT story_id AS id, MAX(published) AS at FROM ({newest}) AS newest GROUP BY story_id"
    return listing, (*params, MOST_READ)


def _narrow(wanted: Wanted) -> tuple[str, tuple[object, ...]]:
    """Return the query for the articles of a list, and its parameters."""
    columns = "articles.id, articles.story_id, articles.origin, articles.independent"
    params: list[object] = []
    if wanted.person:
        source = (
            f"SELECT {columns}, mentions.published FROM mentions JOIN articles ON articles.id = mentions.article_id"
        )
        where = ["mentions.person_id = ?", "mentions.published >= ?", "mentions.published <= ?"]
        params += [wanted.person, wanted.since, wanted.until]
    else:
        source = f"SELECT {columns}, articles.published FROM articles"
        where = ["articles.id >= ?", "articles.id < ?"]
        params += [wanted.since << 20, (wanted.until + 1) << 20]
    if wanted.person and wanted.beside:
        where.append(
            "EXISTS (SELECT 1 FROM mentions AS other WHERE other.person_id = ? AND other.certain = 1"
            " AND other.published = mentions.published AND other.article_id = mentions.article_id)"
        )
        params.append(wanted.beside)
    if wanted.outlet:
        where.append("articles.outlet = ?")
        params.append(wanted.outlet)
    if wanted.topic:
        where.append("(SELECT topic FROM stories WHERE stories.id = articles.story_id) = ?")
        params.append(wanted.topic)
    return f"{source} WHERE {' AND '.join(where)}", tuple(params)
