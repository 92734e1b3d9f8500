"""Names in headlines that the catalogue lacks, counted by outlet and day."""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from news.model.articles import Article
from news.model.people import UnlistedName
from storage.database import Store

_DAY = 86400
KEPT = 30  # days


class CandidatesStore(Store):
    """Names by how many used them lately."""

    async def most(self, now: int, days: int = 7, outlets: int = 3, limit: int = 10) -> list[UnlistedName]:
        """Return the names that so many outlets used within so many days, the most frequent first.

        Three outlets within a week: docs/people.md.
        """
        today = now // _DAY
        rows = await self._db.rows(
            # Of spellings the one with most small letters, which sort last: "Ann Lee" before "ANN LEE".
            """
            SELECT MAX(name) AS name, SUM(times) AS headlines, COUNT(DISTINCT outlet) AS outlets
            FROM candidates WHERE day > ? AND day <= ?
            GROUP BY name_key HAVING COUNT(DISTINCT outlet) >= ?
            ORDER BY headlines DESC, outlets DESC, name_key LIMIT ?
            """,
            (today - days, today, outlets, limit),
        )
        return [UnlistedName(row["name"], row["headlines"], row["outlets"]) for row in rows]

    async def prune(self, now: int, limit: int = 1_000) -> int:
        """Drop the oldest that are past their time, at most `limit`; give how many."""
        async with self._db.transaction() as tx:
            gone = await tx.rows(
                "DELETE FROM candidates WHERE (name_key, outlet, day) IN"
                " (SELECT name_key, outlet, day FROM candidates WHERE day <= ? ORDER BY day LIMIT ?) RETURNING day",
                (now // _DAY - KEPT, limit),
            )
        return len(gone)

    async def add(self, articles: Iterable[Article]) -> None:
        """Count the names that new articles' headlines have and the catalogue lacks; old ones do not count."""
        counted: Counter[tuple[str, str, int]] = Counter()
        written: dict[tuple[str, str, int], str] = {}
        for article in articles:
            if article.independent and article.first_seen - article.published < KEPT * _DAY:
                for key, name in {_key(name): name for name in sorted(article.unknown)}.items():
                    place = (key, article.outlet, article.published // _DAY)
                    counted[place] += 1
                    written[place] = max(name, written.get(place, name))
        async with self._db.transaction() as tx:
            await tx.each(
                "INSERT INTO candidates (name_key, outlet, day, name, times) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (name_key, outlet, day) DO UPDATE SET times = candidates.times + excluded.times,"
                " name = CASE WHEN excluded.name > candidates.name THEN excluded.name ELSE candidates.name END",
                [(*place, written[place], times) for place, times in counted.items()],
            )


def _key(name: str) -> str:
    """Return what spellings of a name share: case, accents and punctuation aside."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(ch if ch.isalnum() else " " for ch in letters if not unicodedata.combining(ch))
    return " ".join(kept.split())
