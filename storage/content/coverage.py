"""How a person was covered: by day, beside whom, and which story stood out."""

from collections.abc import Mapping
from datetime import date

from news.model.people import Companion, Peak
from storage.database import Row, Store

_EPOCH = date(1970, 1, 1).toordinal()
MOST_READ = 2_000  # newest mentions of a person that "named with" looks at: of a star's years, the last months

# One report an outlet, story and day, however many articles: "9 reports" must not be one agency's corrections.
_REPORTS = """
    SELECT DISTINCT mentions.published / 86400 AS day, story_id, origin, independent
    FROM mentions JOIN articles ON articles.id = article_id
    WHERE person_id = ? AND certain = 1 AND mentions.published >= ? AND mentions.published <= ?
"""


class CoverageStore(Store):
    """Questions about the articles that name a person; mentions in doubt do not count."""

    async def daily(self, person: int, since: int, until: int) -> Mapping[int, int]:
        """Return how many reports named a person by day (days since 1970, UTC)."""
        rows = await self._db.rows(
            f"SELECT day, COUNT(*) AS reports FROM ({_REPORTS}) AS reports GROUP BY day", (person, since, until)
        )
        return {row["day"]: row["reports"] for row in rows}

    async def counts(self, since: int, until: int) -> dict[int, int]:
        """Return in how many articles of a span people are named, by person; nobody who is in none.

        Of mentions alone, read once: to count an outlet's articles on one story as one report, each article would be
        looked up, which for 100,000 takes 5 s from a cold disk (and 0.3 s from memory) instead of 0.2 s (and 16 ms).
        """
        rows = await self._db.rows(
            "SELECT person_id, COUNT(*) AS articles FROM mentions"
            " WHERE published >= ? AND published <= ? AND certain = 1 GROUP BY person_id",
            (since, until),
        )
        return {row["person_id"]: row["articles"] for row in rows}

    async def beside(self, person: int, since: int, until: int, limit: int) -> list[Companion]:
        """Return with whom a person is named, most stories first."""
        rows = await self._db.rows(
            """
            WITH own AS (
                SELECT article_id FROM mentions
                WHERE person_id = ? AND certain = 1 AND published >= ? AND published <= ?
                ORDER BY published DESC LIMIT ?
            )
            SELECT person_id, COUNT(DISTINCT story_id) AS stories, COUNT(*) AS articles
            FROM own JOIN mentions ON mentions.article_id = own.article_id
            JOIN articles ON articles.id = own.article_id
            WHERE person_id <> ? AND certain = 1
            GROUP BY person_id ORDER BY stories DESC, articles DESC, person_id LIMIT ?
            """,
            (person, since, until, MOST_READ, person, limit),
        )
        return [Companion(row["person_id"], row["stories"], row["articles"]) for row in rows]

    async def peaks(self, person: int, now: int) -> list[Peak]:
        """Return each day with reports on a person or spoken of in some, with its most reported story, in order."""
        rows = await self._db.rows(
            f"""
            WITH reports AS ({_REPORTS}), told AS (
                SELECT day, story_id, COUNT(*) AS reports,
                    COUNT(DISTINCT CASE independent WHEN 1 THEN origin END) AS outlets
                FROM reports GROUP BY day, story_id
            ), ranked AS (
                SELECT told.*, SUM(reports) OVER (PARTITION BY day) AS of_day,
                    ROW_NUMBER() OVER (PARTITION BY day ORDER BY outlets DESC, reports DESC, story_id) AS place
                FROM told
            )
            SELECT day, of_day, story_id, headline, outlets, first_at
            FROM ranked JOIN stories ON stories.id = story_id WHERE place = 1
            """,
            (person, -(2**40), now),
        )
        spoken = await self._spoken(person, now)
        found = {day: _quiet(day, times) for day, times in spoken.items()}
        found |= {peak.date: peak for peak in (_peak(row, spoken) for row in rows)}
        return [found[day] for day in sorted(found)]

    async def _spoken(self, person: int, now: int) -> dict[str, int]:
        """Return by day (ISO) in how many sentences that name the person articles speak of it."""
        rows = await self._db.rows(
            "SELECT date, SUM(times) AS times FROM spoken_days JOIN articles ON articles.id = article_id"
            " WHERE person_id = ? AND published <= ? GROUP BY date",
            (person, now),
        )
        return {row["date"]: row["times"] for row in rows}


def _quiet(day: str, spoken_of: int) -> Peak:
    """Return a day that only later articles speak of."""
    return Peak(date=day, reports=0, spoken_of=spoken_of, story=0, headline="", outlets=0, first_at=0)


def _peak(row: Row, spoken: Mapping[str, int]) -> Peak:
    day = date.fromordinal(_EPOCH + row["day"]).isoformat()
    return Peak(
        date=day,
        reports=row["of_day"],
        spoken_of=spoken.get(day, 0),
        story=row["story_id"],
        headline=row["headline"],
        outlets=row["outlets"],
        first_at=row["first_at"],
    )
