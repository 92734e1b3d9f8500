"""Life events as sources tell them, and the days that articles speak of."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from news.model.articles import Article, EventReport
from storage.database import Row, Store, qmarks

MOST_TOLD = 1_000  # of one person: all of the catalogue's and the newest of articles'
_COLUMNS = "article_id, story_id, kind, date, what, status, sentence, source, url, told_at"
_INSERT = f"INSERT INTO events ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"


class EventsStore(Store):
    """Events by the people whom they are about."""

    async def about(self, person: int, now: int) -> list[EventReport]:
        """Return what is told of a person's life by `now`, oldest first; denials, rumours and undated ones, too."""
        rows = await self._db.rows(
            """
            WITH own AS (
                SELECT events.* FROM events_people JOIN events ON events.id = event_id
                WHERE events_people.person_id = ? AND (told_at IS NULL OR told_at <= ?)
                ORDER BY told_at IS NULL DESC, told_at DESC LIMIT ?
            )
            SELECT own.*, COALESCE(stories.merged_into, own.story_id) AS story, person_id
            FROM own JOIN events_people ON event_id = own.id LEFT JOIN stories ON stories.id = own.story_id
            ORDER BY date, own.id, place
            """,
            (person, now, MOST_TOLD),
        )
        return [_telling(list(part)) for _, part in groupby(rows, key=lambda row: row["id"])]

    async def deaths(self, people: Sequence[int], now: int) -> list[EventReport]:
        """Return what articles told by `now` of the deaths of these people, denials and rumours, too."""
        rows = await self._db.rows(
            f"""
            SELECT events.*, COALESCE(stories.merged_into, events.story_id) AS story, person_id
            FROM events_people JOIN events ON events.id = event_id LEFT JOIN stories ON stories.id = events.story_id
            WHERE person_id IN ({qmarks(len(people))}) AND kind = 'died' AND told_at <= ? ORDER BY events.id, place
            """,
            (*people, now),
        )
        return [_telling(list(part)) for _, part in groupby(rows, key=lambda row: row["id"])]

    async def list_events(self, events: Sequence[EventReport]) -> None:
        """Make the starter's events these."""
        async with self._db.transaction() as tx:
            await tx.rows("DELETE FROM events WHERE told_at IS NULL")
            for event in events:
                await EventsStore(tx)._insert(event, None)

    async def add(self, articles: Iterable[tuple[Article, int, int]]) -> None:
        """Keep what new articles tell, each with its row and its story."""
        async with self._db.transaction() as tx:
            for article, row, story in articles:
                for event in article.events:
                    telling = EventReport(
                        kind=event.kind,
                        people=event.people,
                        date=event.date,
                        what=event.what,
                        status=event.status,
                        sentence=event.sentence,
                        source=article.origin,
                        told_at=article.published,
                        story=story,
                        url=article.entry.url,
                    )
                    await EventsStore(tx)._insert(telling, row)
                days: dict[tuple[int, str], int] = {}
                for day in article.days:
                    days[day.person_id, day.date] = days.get((day.person_id, day.date), 0) + 1
                await tx.each(
                    "INSERT INTO spoken_days (person_id, date, article_id, times) VALUES (?, ?, ?, ?)",
                    [(person, date, row, times) for (person, date), times in days.items()],
                )

    async def _insert(self, event: EventReport, article: int | None) -> None:
        async with self._db.transaction() as tx:
            [row] = await tx.rows(
                _INSERT,
                (
                    *(article, event.story, event.kind, event.date, event.what, event.status),
                    *(event.sentence, event.source, event.url, event.told_at),
                ),
            )
            await tx.each(
                "INSERT INTO events_people (person_id, event_id, place) VALUES (?, ?, ?)",
                [(person, row["id"], place) for place, person in enumerate(dict.fromkeys(event.people))],
            )


def _telling(rows: Sequence[Row]) -> EventReport:
    row = rows[0]
    plain = ("kind", "date", "what", "status", "sentence", "source", "told_at", "url")
    people = tuple(row["person_id"] for row in rows)
    return EventReport(**{name: row[name] for name in plain}, people=people, story=row["story"] or 0)
