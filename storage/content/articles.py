"""Articles and whom they mention, written together with the stories that they belong to."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from news.model.articles import Article
from news.model.feeds import Caption, Entry, Picture
from news.model.people import Mention
from news.model.stories import ArticleSketch, Placement, Report
from storage.database import Row, Store, qmarks
from storage.placing import AppliedRepairs, Placing
from storage.posts.announcements import AnnouncementsStore

SAME_TITLE = 30 * 86400  # seconds in which one outlet's repeated title is one article, not an annual one
_COPIED = 4_000  # characters of a text that are looked through for copied sentences: a copy shows early that it is one


def read_article(row: Row, mentions: Sequence[Mention]) -> Article:
    """Build an article from its row and its mentions."""
    picture = Picture(url=row["picture_url"], alt=row["picture_alt"], credit=row["picture_credit"])
    captions = [line.split("\t", 1) for line in row["captions"].splitlines()]
    entry = Entry(
        **{name: row[name] for name in ("title", "url", "guid", "published", "dated_to", "summary", "text")},
        section=row["section"],
        byline=row["byline"],
        categories=tuple(row["categories"].splitlines()),
        headings=tuple(row["headings"].splitlines()),
        picture=picture if picture.url else None,
        captions=tuple(Caption(text=text, credit=credit) for text, credit in captions),
    )
    plain = ("key", "title_key", "outlet", "feed_id", "published", "first_seen", "origin", "topic", "language")
    return Article(
        **{name: row[name] for name in plain},
        entry=entry,
        independent=bool(row["independent"]),
        mentions=tuple(mentions),
    )


class ArticlesStore(Store):
    """Articles by their key."""

    async def known(self, articles: Sequence[Article]) -> tuple[dict[int, str], set[int]]:
        """Return by key the titles of those that are stored, and the keys of those whose outlet just ran that title."""
        stored = await self._among("SELECT key, title FROM articles WHERE key IN ({})", [a.key for a in articles])
        titles = await self._among(
            "SELECT title_key, MAX(published) FROM articles WHERE title_key IN ({}) GROUP BY title_key",
            [a.title_key for a in articles],
        )
        latest = {row[0]: row[1] for row in titles}
        repeated = {a.key for a in articles if abs(a.published - latest.get(a.title_key, -(10**11))) < SAME_TITLE}
        return {row["key"]: row["title"] for row in stored}, repeated

    async def _among(self, sql: str, values: Sequence[int]) -> list[Row]:
        found: list[Row] = []
        for start in range(0, len(values), 500):
            part = values[start : start + 500]
            found += await self._db.rows(sql.format(qmarks(len(part))), part)
        return found

    async def sketches(self, since: int, until: int, limit: int) -> list[ArticleSketch]:
        """Return what clustering needs of the newest `limit` articles published within a span, oldest first."""
        rows = await self._db.rows(
            "SELECT id, key, story_id, title, CASE summary WHEN '' THEN text ELSE summary END AS text, published"
            " FROM articles WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?",
            (since << 20, (until + 1) << 20, limit),
        )
        # As reading found them, too: without the name that a repair took away, a repaired story would no longer look
        # like the reports that come with the same mistake, and they would begin another.
        span = (since << 20, (until + 1) << 20)
        mentions = await self._db.rows(
            "SELECT article_id, person_id, name FROM mentions WHERE article_id >= ? AND article_id < ? UNION ALL"
            " SELECT article_id, person_id, name FROM mentions_read WHERE article_id >= ? AND article_id < ?",
            (*span, *span),
        )
        # Thousands of them would hold up every command.
        return await asyncio.to_thread(_sketches, rows, mentions)

    async def sketches_of(self, keys: Sequence[int]) -> list[ArticleSketch]:
        """Return the same of these articles, whenever they were published."""
        which = f"key IN ({qmarks(len(keys))})"
        rows = await self._db.rows(
            "SELECT id, key, story_id, title, CASE summary WHEN '' THEN text ELSE summary END AS text, published"
            f" FROM articles WHERE {which} ORDER BY id DESC",
            keys,
        )
        these = f"SELECT id FROM articles WHERE {which}"
        named = f"SELECT article_id, person_id, name FROM {{}} WHERE article_id IN ({these})"
        mentions = await self._db.rows(
            f"{named.format('mentions')} UNION ALL {named.format('mentions_read')}", (*keys, *keys)
        )
        return await asyncio.to_thread(_sketches, rows, mentions)

    async def reports(self, stories: Sequence[int]) -> dict[int, list[Report]]:
        """Return by story the independent reports of those that have several articles."""
        rows = await self._among(
            f"""
            SELECT story_id, key, outlet, origin, published,
                SUBSTR(summary, 1, {_COPIED}) AS summary, SUBSTR(text, 1, {_COPIED}) AS text
            FROM articles WHERE independent = 1 AND story_id IN (
                SELECT story_id FROM articles WHERE story_id IN ({{}}) GROUP BY story_id HAVING COUNT(*) > 1
            ) ORDER BY story_id, published, id
            """,
            stories,
        )
        return await asyncio.to_thread(_reports, rows)

    async def keys_of(self, story: int, until: int = 2**40) -> list[int]:
        """Return the articles (keys) of a story published up to then, the one that carries its headline first."""
        rows = await self._db.rows(
            "SELECT key FROM articles WHERE story_id = ? AND published <= ? ORDER BY independent DESC, published, id",
            (story, until),
        )
        return [row["key"] for row in rows]

    async def add(self, articles: Iterable[Article], placement: Placement) -> list[int]:
        """Keep new articles and where they and others belong; return the ids of touched stories."""
        fresh = {article.key: article for article in articles}
        async with self._db.transaction() as tx:
            placing, repairs = Placing(tx), AppliedRepairs(tx)
            stories = await placing.begin_stories({placed.story for placed in placement.placed if placed.story < 0})
            begun = set(stories.values())
            stories |= await placing.living({placed.story for placed in placement.placed if placed.story > 0})
            where = {placed.key: stories[placed.story] for placed in placement.placed if placed.story in stories}
            new = await placing.absent(fresh)
            moved = {key: story for key, story in where.items() if key not in fresh}
            await repairs.inherit_split({key: story for key, story in moved.items() if story in begun})
            left = await placing.move(moved)
            await placing.insert([(fresh[key], story) for key, story in where.items() if key in new])
            for old, taker in placement.merged.items():
                await placing.redirect(old, stories.get(taker, taker))
                await AnnouncementsStore(tx).inherit_told(old, stories.get(taker, taker))
            touched = left.union(where.values())
            await repairs.apply(touched)
            await placing.summarise(touched)
        return sorted(touched)

    async def credit(self, origins: Mapping[int, str]) -> None:
        """Count articles (by key) under these outlets from now on."""
        async with self._db.transaction() as tx:
            await tx.each("UPDATE articles SET origin = ? WHERE key = ?", [(o, key) for key, o in origins.items()])

    async def retitle(self, article: Article, now: int) -> list[int]:
        """Take over a stored article's new headline and keep the old one; return its story, none if nothing changed."""
        async with self._db.transaction() as tx:
            old = await tx.rows(
                "SELECT id, story_id, title FROM articles WHERE key = ? AND title <> ?",
                (article.key, article.entry.title),
            )
            for row in old:
                await tx.rows(
                    "INSERT INTO headlines (article_id, until, title) VALUES (?, ?, ?)"
                    " ON CONFLICT (article_id, until) DO NOTHING",
                    (row["id"], now, row["title"]),
                )
                await tx.rows(
                    "UPDATE articles SET title = ?, title_key = ? WHERE id = ?",
                    (article.entry.title, article.title_key, row["id"]),
                )
                await Placing(tx).summarise({row["story_id"]})
        return [row["story_id"] for row in old]

    async def prune(self, before: int, limit: int = 200) -> int:
        """Drop the oldest articles that age from before then, at most `limit`; stories keep their headlines."""
        async with self._db.transaction() as tx:
            gone = await tx.rows(
                "DELETE FROM articles WHERE id IN"
                " (SELECT id FROM articles WHERE ages_from < ? ORDER BY ages_from LIMIT ?) RETURNING id",
                (before, limit),
            )
        return len(gone)

    async def newest(self, now: int) -> int | None:
        """Return when the newest article was published."""
        rows = await self._db.rows(
            "SELECT published FROM articles WHERE id < ? ORDER BY id DESC LIMIT 1", ((now + 1) << 20,)
        )
        return rows[0]["published"] if rows else None

    async def count(self) -> int:
        """Return how many articles are stored."""
        [row] = await self._db.rows("SELECT COUNT(*) AS n FROM articles")
        return int(row["n"])


def group_mentions(rows: Iterable[Row]) -> Mapping[int, list[Mention]]:
    """Return the mentions of each article id, in order of appearance."""
    grouped: dict[int, list[Mention]] = {}
    for row in rows:
        mention = Mention(row["person_id"], row["name"], row["reason"], bool(row["certain"]))
        grouped.setdefault(row["article_id"], []).append(mention)
    return grouped


def _sketches(rows: Sequence[Row], mentions: Iterable[Row]) -> list[ArticleSketch]:
    people: dict[int, list[int]] = {}
    names: dict[int, list[str]] = {}
    for article_id, person, name in mentions:
        people.setdefault(article_id, []).append(person)
        names.setdefault(article_id, []).append(name)
    return [
        ArticleSketch(
            key=key,
            title=title,
            text=text,
            published=published,
            people=frozenset(people.get(article_id, ())),
            names=frozenset(names.get(article_id, ())),
            story=story,
        )
        for article_id, key, story, title, text, published in reversed(rows)
    ]


def _reports(rows: Iterable[Row]) -> dict[int, list[Report]]:
    grouped: dict[int, list[Report]] = {}
    for row in rows:
        report = Report(
            key=row["key"],
            outlet=row["outlet"],
            origin=row["origin"],
            published=row["published"],
            text=f"{row['summary']}\n{row['text']}",
        )
        grouped.setdefault(row["story_id"], []).append(report)
    return grouped
