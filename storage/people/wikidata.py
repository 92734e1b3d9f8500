"""What a sync has still to ask Wikidata, and what it brought, a batch at once."""

from collections.abc import Iterable, Mapping, Sequence

from news.model.people import AskedKind, Lesson, Person, Relative
from storage.database import Store, qmarks

from .people import PeopleStore

_PUT = "INSERT INTO people_queue (kind, key, sitelinks) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO "


class WikidataStore(Store):
    """The queue of a sync, and what came of it."""

    async def waiting(self, kind: AskedKind | None = None) -> int:
        """Count what is still to ask."""
        where = "WHERE kind = ?" if kind else ""
        rows = await self._db.rows(f"SELECT COUNT(*) AS n FROM people_queue {where}", (kind,) if kind else ())
        return int(rows[0]["n"])

    async def next(self, kind: AskedKind, most: int) -> list[str]:
        """Return what is to be asked next, the best known people first."""
        sql = "SELECT key FROM people_queue WHERE kind = ? ORDER BY sitelinks DESC, key LIMIT ?"
        return [row["key"] for row in await self._db.rows(sql, (kind, most))]

    async def begin(self, occupations: Iterable[str], titles: Iterable[str]) -> None:
        """Begin a sync: these are to be asked, and all who have an id."""
        async with self._db.transaction() as tx:
            await tx.each(_PUT + "NOTHING", [("occupation", id_, 0) for id_ in occupations])
            await tx.each(_PUT + "NOTHING", [("title", title, 0) for title in titles])
            await tx.rows(
                "INSERT INTO people_queue (kind, key, sitelinks)"
                " SELECT 'person', wikidata, 0 FROM people WHERE wikidata IS NOT NULL"
                " ON CONFLICT (kind, key) DO NOTHING"
            )

    async def listed(self, occupation: str, people: Mapping[str, int]) -> None:
        """Let the people of an occupation, with their sitelinks, be asked for; the occupation is done."""
        async with self._db.transaction() as tx:
            rows = [("person", id_, sitelinks) for id_, sitelinks in people.items()]
            await tx.each(_PUT + "UPDATE SET sitelinks = excluded.sitelinks", rows)
            await WikidataStore(tx)._drop("occupation", [occupation])

    async def spare(self, since: int, held: int) -> None:
        """Ask nobody again who was read since then, but those of whom a date waits for `held` seconds to be over.

        A date waits, too, that Wikidata no longer gives.
        """
        waits = (
            "SELECT person_id FROM people_dates AS one WHERE first_seen > 0 AND (last_seen < people.synced_at"
            " OR (last_seen - first_seen < ? AND NOT EXISTS (SELECT 1 FROM people_dates AS other"
            " WHERE other.person_id = one.person_id AND other.kind = one.kind AND other.date = one.date"
            " AND other.source <> one.source)))"
        )
        async with self._db.transaction() as tx:
            await tx.rows(
                "DELETE FROM people_queue WHERE kind = 'person' AND key IN"
                f" (SELECT wikidata FROM people WHERE synced_at >= ? AND id NOT IN ({waits}))",
                (since, held),
            )

    async def done(self, kind: AskedKind, keys: Sequence[str]) -> None:
        """Take from the queue what cannot be answered."""
        async with self._db.transaction() as tx:
            await WikidataStore(tx)._drop(kind, keys)

    async def keep(self, lessons: Sequence[Lesson], kind: AskedKind, keys: Sequence[str], now: int) -> list[Person]:
        """Keep a batch and take it from the queue, all of it or nothing; give its people with their ids."""
        async with self._db.transaction() as tx:
            people = await PeopleStore(tx).keep_lessons(lessons, now)
            await WikidataStore(tx)._drop(kind, keys)
        return people

    async def learned(self) -> dict[int, frozenset[str]]:
        """Return by person the names that syncs brought."""
        rows = await self._db.rows("SELECT id, learned FROM people WHERE learned <> ''")
        return {row["id"]: frozenset(row["learned"].splitlines()) for row in rows}

    async def lookups(self, since: int) -> frozenset[int]:
        """Return those for whom a page with their name was asked in vain since then."""
        return frozenset(
            row["id"] for row in await self._db.rows("SELECT id FROM people WHERE looked_up_at >= ?", (since,))
        )

    async def looked_up(self, people: Iterable[int], now: int) -> None:
        """Note for whom a page with their name was asked in vain."""
        async with self._db.transaction() as tx:
            await tx.each("UPDATE people SET looked_up_at = ? WHERE id = ?", [(now, person) for person in people])

    async def relatives(self, ids: Sequence[str], since: int) -> dict[str, Relative]:
        """Return what has been learnt since then of people whom the catalogue lacks."""
        sql = f"SELECT * FROM relatives WHERE asked_at >= ? AND wikidata IN ({qmarks(len(ids))})"
        rows = await self._db.rows(sql, (since, *ids))
        return {row["wikidata"]: Relative(row["name"], row["birth"], bool(row["is_public"])) for row in rows}

    async def keep_relatives(self, relatives: Mapping[str, Relative], now: int) -> None:
        """Keep what was learnt of people whom the catalogue lacks."""
        async with self._db.transaction() as tx:
            await tx.each(
                "INSERT INTO relatives (wikidata, name, birth, is_public, asked_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (wikidata) DO UPDATE SET name = excluded.name, birth = excluded.birth,"
                " is_public = excluded.is_public, asked_at = excluded.asked_at",
                [(id_, found.name, found.birth, int(found.is_public), now) for id_, found in relatives.items()],
            )

    async def _drop(self, kind: AskedKind, keys: Sequence[str]) -> None:
        async with self._db.transaction() as tx:
            await tx.each("DELETE FROM people_queue WHERE kind = ? AND key = ?", [(kind, key) for key in keys])
