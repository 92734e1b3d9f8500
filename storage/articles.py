"""Articles and whom they mention, written together with the stories that they belong to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from news.model import Article, Caption, Clip, Entry, Mention, Picture, Placement

from .database import Database, Row, Transaction, qmarks

_COLUMNS = (
    "key title_key story_id feed_id outlet origin independent language topic published first_seen dated_to title url"
    " guid summary text section byline categories headings captions picture_url picture_alt picture_credit"
).split()
_INSERT = (
    f"INSERT INTO articles (id, {', '.join(_COLUMNS)}) VALUES ({qmarks(len(_COLUMNS) + 1)}) ON CONFLICT (id) DO NOTHING"
    " RETURNING id"
)
SAME_TITLE = 30 * 86400  # seconds in which one outlet's repeated title is one article, not an annual one


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


def _values(article: Article, story_id: int) -> tuple[Any, ...]:
    entry, picture = article.entry, article.entry.picture or Picture(url="")
    return (
        *(article.key, article.title_key, story_id, article.feed_id, article.outlet, article.origin),
        *(int(article.independent), article.language, article.topic, article.published, article.first_seen),
        *(entry.dated_to, entry.title, entry.url, entry.guid, entry.summary, entry.text, entry.section, entry.byline),
        "\n".join(entry.categories),
        "\n".join(entry.headings),
        "\n".join(f"{caption.text}\t{caption.credit}" for caption in entry.captions),
        *(picture.url, picture.alt, picture.credit),
    )


class ArticlesStore:
    """Articles by their key."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def known(self, articles: Sequence[Article]) -> tuple[set[int], set[int]]:
        """Give the keys of those that are stored, and of those whose outlet ran that very title lately."""
        keys = await self._existing("SELECT key FROM articles WHERE key IN ({})", [a.key for a in articles])
        titles = await self._existing(
            "SELECT title_key, MAX(published) FROM articles WHERE title_key IN ({}) GROUP BY title_key",
            [a.title_key for a in articles],
        )
        latest = {row[0]: row[1] for row in titles}
        repeated = {a.key for a in articles if abs(a.published - latest.get(a.title_key, -(10**11))) < SAME_TITLE}
        return {row[0] for row in keys}, repeated

    async def _existing(self, sql: str, values: Sequence[int]) -> list[Row]:
        found: list[Row] = []
        for start in range(0, len(values), 500):
            part = values[start : start + 500]
            found += await self._db.rows(sql.format(qmarks(len(part))), part)
        return found

    async def clips(self, since: int, until: int, limit: int) -> list[Clip]:
        """Give what clustering needs of the newest `limit` articles published within a span, oldest first."""
        rows = await self._db.rows(
            "SELECT id, key, story_id, title, summary, text, published FROM articles"
            " WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?",
            (since << 20, (until + 1) << 20, limit),
        )
        named = await self._named(since, until)
        return [
            Clip(
                key=row["key"],
                title=row["title"],
                text=row["summary"] or row["text"],
                published=row["published"],
                people=frozenset(person for person, _ in named.get(row["id"], ())),
                names=frozenset(name for _, name in named.get(row["id"], ())),
                story=row["story_id"],
            )
            for row in reversed(rows)
        ]

    async def _named(self, since: int, until: int) -> dict[int, list[tuple[int, str]]]:
        named: dict[int, list[tuple[int, str]]] = {}
        rows = await self._db.rows(
            "SELECT article_id, person_id, name FROM mentions WHERE article_id >= ? AND article_id < ?",
            (since << 20, (until + 1) << 20),
        )
        for row in rows:
            named.setdefault(row["article_id"], []).append((row["person_id"], row["name"]))
        return named

    async def add(self, articles: Iterable[Article], placement: Placement) -> list[int]:
        """Keep new articles and where they and others belong, in one transaction; give the ids of touched stories."""
        fresh = {article.key: article for article in articles}
        async with self._db.transaction() as tx:
            stories = await _begin_stories(tx, {p.story for p in placement.placed if p.story < 0})
            touched: set[int] = set()
            for placed in placement.placed:
                story_id = stories.get(placed.story, placed.story)
                touched.add(story_id)
                if placed.key in fresh:
                    await _insert(tx, fresh[placed.key], story_id)
                else:
                    touched.update(await _move(tx, placed.key, story_id))
            for old, new in placement.merged.items():
                await _redirect(tx, old, stories.get(new, new))
            await _summarise(tx, touched)
        return sorted(touched)

    async def credit(self, origins: Mapping[int, str]) -> None:
        """Count articles (by key) under these outlets from now on."""
        async with self._db.transaction() as tx:
            await tx.each("UPDATE articles SET origin = ? WHERE key = ?", [(o, key) for key, o in origins.items()])

    async def retitle(self, article: Article, now: int) -> bool:
        """Take over a stored article's new headline and keep the old one; give whether it changed."""
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
                await _summarise(tx, {row["story_id"]})
        return bool(old)

    async def prune(self, before: int, limit: int = 200) -> int:
        """Drop the oldest articles published before then, at most `limit`; stories keep their headlines."""
        async with self._db.transaction() as tx:
            gone = await tx.rows(
                "DELETE FROM articles WHERE id IN (SELECT id FROM articles WHERE id < ? ORDER BY id LIMIT ?)"
                " RETURNING id",
                (before << 20, limit),
            )
        return len(gone)

    async def newest(self, now: int) -> int | None:
        """Give when the newest article was published."""
        rows = await self._db.rows(
            "SELECT published FROM articles WHERE id < ? ORDER BY id DESC LIMIT 1", ((now + 1) << 20,)
        )
        return rows[0]["published"] if rows else None

    async def count(self) -> int:
        """Give how many articles are stored."""
        [row] = await self._db.rows("SELECT COUNT(*) AS n FROM articles")
        return int(row["n"])


async def _begin_stories(tx: Transaction, temporary: Collection[int]) -> dict[int, int]:
    stories: dict[int, int] = {}
    for number in sorted(temporary, reverse=True):
        [row] = await tx.rows("INSERT INTO stories (headline) VALUES ('') RETURNING id")
        stories[number] = row["id"]
    return stories


async def _insert(tx: Transaction, article: Article, story_id: int) -> None:
    article_id = article.published << 20 | article.key & 0xFFFFF
    values = _values(article, story_id)
    while not await tx.rows(_INSERT, (article_id, *values)):
        article_id += 1  # one second and 20 bits of the key are shared once in a million
    await tx.each(
        "INSERT INTO mentions (person_id, published, article_id, name, reason, certain, place)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (m.person_id, article.published, article_id, m.name, m.reason, int(m.certain), place)
            for place, m in enumerate(article.mentions)
        ],
    )


async def _move(tx: Transaction, key: int, story_id: int) -> list[int]:
    old = await tx.rows("SELECT story_id FROM articles WHERE key = ?", (key,))
    await tx.rows("UPDATE articles SET story_id = ? WHERE key = ?", (story_id, key))
    return [row["story_id"] for row in old]


async def _redirect(tx: Transaction, old: int, new: int) -> None:
    await tx.rows("UPDATE stories SET merged_into = ? WHERE id = ? OR merged_into = ?", (new, old, old))


_LEAD = """
    SELECT title FROM articles WHERE story_id = :story ORDER BY independent DESC, published, id LIMIT 1
"""
_TOPIC = """
    SELECT topic FROM articles WHERE story_id = :story
    GROUP BY topic ORDER BY CASE topic WHEN 'other' THEN 1 ELSE 0 END, COUNT(*) DESC, MIN(published) LIMIT 1
"""


async def _summarise(tx: Transaction, stories: Iterable[int]) -> None:
    """Bring headline, topic and span of stories up to date; one without articles keeps what it had."""
    for story in stories:
        await tx.rows(
            f"""
            UPDATE stories SET headline = ({_LEAD}), topic = ({_TOPIC}),
                first_at = (SELECT MIN(published) FROM articles WHERE story_id = :story),
                last_at = (SELECT MAX(published) FROM articles WHERE story_id = :story)
            WHERE id = :story AND EXISTS (SELECT 1 FROM articles WHERE story_id = :story)
            """,
            {"story": story},
        )


def group_mentions(rows: Iterable[Row]) -> Mapping[int, list[Mention]]:
    """Give the mentions of each article id, in order of appearance."""
    grouped: dict[int, list[Mention]] = {}
    for row in rows:
        mention = Mention(row["person_id"], row["name"], row["reason"], bool(row["certain"]))
        grouped.setdefault(row["article_id"], []).append(mention)
    return grouped
