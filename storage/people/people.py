"""The people of the catalogue, their dates and relations; and names in headlines that it lacks."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields, replace

from news.model.articles import Article
from news.model.people import DateClaim, Lesson, Person, Relation, UnlistedName
from storage.database import Row, Store, qmarks

FIRST_OWN = 1_000_000  # ids from here on are of people whom a sync brought; the starter's stand below

_LISTS = ("aliases", "occupations", "needs_context", "flags")
_COLUMNS = ("name", "aliases", "occupations", "country", "popularity", "needs_context", "flags")
_CLAIM = tuple(field.name for field in fields(DateClaim))
_RELATION = {  # columns by field
    "person": "person_id", "kind": "kind", "other": "other_id", "other_name": "other_name",
    "since": "since", "until": "until", "source": "source", "as_of": "as_of",
}  # fmt: skip
# A relation read from the other's side.
_INVERSE = {"parent": "child", "child": "parent"}
_PUT_CLAIM = (
    f"INSERT INTO people_dates (person_id, {', '.join(_CLAIM)}) VALUES ({qmarks(len(_CLAIM) + 1)})"
    " ON CONFLICT (person_id, kind, source, date) DO UPDATE SET confidence = excluded.confidence,"
    " is_preferred = excluded.is_preferred, last_seen = excluded.last_seen"
)
_PUT_RELATION = (
    f"INSERT INTO relations (listed, {', '.join(_RELATION.values())}) VALUES ({qmarks(len(_RELATION) + 1)})"
    " ON CONFLICT (person_id, kind, other_id, other_name, since, source) DO UPDATE SET until = excluded.until,"
    " as_of = excluded.as_of"
)
_INSERT_LEARNT = (
    "INSERT INTO people (id, wikidata, listed, name, aliases, occupations, country, popularity, needs_context, flags)"
    " VALUES (?, ?, 0, ?, '', ?, ?, ?, ?, '')"
)
# The starter's rows keep their words, a sync fills gaps only; an id that somebody else has by now stays theirs.
_UPDATE_LEARNT = (
    "UPDATE people SET learned = :learned, learned_in_context = :in_context, picture = :picture, synced_at = :now,"
    " occupations = CASE WHEN occupations = '' OR (listed = 0 AND :trades <> '') THEN :trades ELSE occupations END,"
    " country = CASE WHEN country = '' OR (listed = 0 AND :country <> '') THEN :country ELSE country END,"
    " popularity = CASE WHEN listed = 0 THEN :popularity ELSE popularity END,"
    " wikidata = CASE WHEN EXISTS (SELECT 1 FROM people AS other WHERE other.wikidata = :wikidata AND other.id <> :id)"
    " THEN wikidata ELSE :wikidata END WHERE id = :id"
)


class PeopleStore(Store):
    """People by our own number, which no name, link or source ever changes."""

    async def all(self) -> list[Person]:
        """Return everybody without dates, the most popular first; `claims` has those."""
        rows = await self._db.rows("SELECT * FROM people ORDER BY popularity DESC, id")
        return [_person(row) for row in rows]

    async def claims(self, *people: int) -> dict[int, list[DateClaim]]:
        """Return by person what sources say of births and deaths, of all or of these."""
        where = f"WHERE person_id IN ({qmarks(len(people))})" if people else ""
        rows = await self._db.rows(f"SELECT * FROM people_dates {where}", people)
        claims: dict[int, list[DateClaim]] = {}
        for row in rows:
            given = {name: row[name] for name in _CLAIM} | {"is_preferred": bool(row["is_preferred"])}
            claims.setdefault(row["person_id"], []).append(DateClaim(**given))
        return claims

    async def young(self, people: Sequence[int], since: str) -> list[Person]:
        """Return those of the people, without dates, whom a source has born since then (ISO) or whose row says so."""
        rows = await self._db.rows(
            f"SELECT * FROM people WHERE id IN ({qmarks(len(people))}) AND (flags LIKE '%minor%' OR EXISTS"
            " (SELECT 1 FROM people_dates WHERE person_id = people.id AND kind = 'birth' AND date >= ?))",
            (*people, since),
        )
        return [_person(row) for row in rows]

    async def relations(self, person: int) -> list[Relation]:
        """Return who is what to a person, whichever of both the source's row is about."""
        rows = await self._db.rows("SELECT * FROM relations WHERE person_id = ? OR other_id = ?", (person, person))
        return [_relation(row, person) for row in rows]

    async def facts_of(self, person: int) -> tuple[str, int | None]:
        """Return the picture's file name at Wikimedia Commons ("" for none) and when Wikidata was last read of them."""
        rows = await self._db.rows("SELECT picture, synced_at FROM people WHERE id = ?", (person,))
        return (rows[0]["picture"], rows[0]["synced_at"]) if rows else ("", None)

    async def pictures(self, people: Sequence[int]) -> dict[int, str]:
        """Return by person the picture's file name at Wikimedia Commons; none for those without one."""
        rows = await self._db.rows(
            f"SELECT id, picture FROM people WHERE picture <> '' AND id IN ({qmarks(len(people))})", people
        )
        return {row["id"]: row["picture"] for row in rows}

    async def list_people(
        self, people: Sequence[Person], claims: Sequence[tuple[int, DateClaim]], relations: Sequence[Relation]
    ) -> None:
        """Make the starter's rows these; what a sync brought to them, and what follows them, stays."""
        async with self._db.transaction() as tx:
            await tx.each(
                f"INSERT INTO people (id, listed, wikidata, {', '.join(_COLUMNS)}) VALUES (?, 1, {qmarks(8)})"
                f" ON CONFLICT (id) DO UPDATE SET wikidata = COALESCE(people.wikidata, excluded.wikidata), listed = 1, "
                + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS),
                await PeopleStore(tx)._free(people),
            )
            await tx.rows("DELETE FROM people_dates WHERE first_seen = 0")
            await PeopleStore(tx).put_claims(claims)
            await tx.rows("DELETE FROM relations WHERE listed = 1")
            await PeopleStore(tx).put_relations(relations, listed=True)

    async def put_claims(self, claims: Iterable[tuple[int, DateClaim]]) -> None:
        """Keep what a source says of a person's dates; of one seen before, when it was seen last."""
        async with self._db.transaction() as tx:
            await tx.each(_PUT_CLAIM, [(person, *astuple(claim)) for person, claim in claims])

    async def put_relations(self, relations: Iterable[Relation], *, listed: bool = False) -> None:
        """Keep relations; of one known before, its end and when it was told last."""
        async with self._db.transaction() as tx:
            values = [(int(listed), *(getattr(relation, name) for name in _RELATION)) for relation in relations]
            await tx.each(_PUT_RELATION, values)

    async def _free(self, people: Sequence[Person]) -> list[tuple[object, ...]]:
        """Return the starter's rows; a Wikidata id that somebody else has by now is left out of its row."""
        rows = await self._db.rows("SELECT id, wikidata FROM people WHERE wikidata IS NOT NULL")
        taken = {row["wikidata"]: row["id"] for row in rows}
        return [
            (
                person.id,
                person.wikidata if person.wikidata and taken.get(person.wikidata, person.id) == person.id else None,
                *("\n".join(getattr(person, name)) if name in _LISTS else getattr(person, name) for name in _COLUMNS),
            )
            for person in people
        ]

    async def keep_lessons(self, lessons: Sequence[Lesson], now: int) -> list[Person]:
        """Keep what a sync learnt of people; return them with their ids."""
        async with self._db.transaction() as tx:
            store = PeopleStore(tx)
            lessons = [await store._enter_newcomer(lesson) for lesson in lessons]
            await tx.each(_UPDATE_LEARNT, [_learnt_values(lesson, now) for lesson in lessons])
            await store._keep_claims(lessons)
            await store._keep_relations(lessons)
        return [lesson.person for lesson in lessons]

    async def _enter_newcomer(self, lesson: Lesson) -> Lesson:
        """Return a newcomer an id; what a second sync beside this one has brought in meanwhile is known."""
        async with self._db.transaction() as tx:
            person = lesson.person
            if person.id:
                return lesson
            rows = await tx.rows("SELECT id FROM people WHERE wikidata = ?", (person.wikidata,))
            if rows:
                return replace(lesson, person=replace(person, id=rows[0]["id"]))
            [row] = await tx.rows("SELECT MAX(id) AS last FROM people WHERE id >= ?", (FIRST_OWN,))
            person = replace(person, id=FIRST_OWN if row["last"] is None else row["last"] + 1)
            trades, risky = ("\n".join(part) for part in (person.occupations, person.needs_context))
            values = (person.id, person.wikidata, person.name, trades, person.country, person.popularity, risky)
            await tx.rows(_INSERT_LEARNT, values)
            return replace(lesson, person=person)

    async def _keep_claims(self, lessons: Iterable[Lesson]) -> None:
        async with self._db.transaction() as tx:
            for lesson in lessons:
                await PeopleStore(tx).put_claims([(lesson.person.id, claim) for claim in lesson.claims])
                await tx.each(
                    "DELETE FROM people_dates WHERE person_id = ? AND kind = ? AND source = ? AND date = ?",
                    [(lesson.person.id, claim.kind, claim.source, claim.date) for claim in lesson.withdrawn],
                )

    async def _keep_relations(self, lessons: Sequence[Lesson]) -> None:
        async with self._db.transaction() as tx:
            ids = [(lesson.person.id,) for lesson in lessons]
            # 'Wikidata' and unlisted: what a table of ours quotes from there stays.
            await tx.each("DELETE FROM relations WHERE person_id = ? AND source = 'Wikidata' AND listed = 0", ids)
            found = [replace(bond, person=lesson.person.id) for lesson in lessons for bond in lesson.relations]
            await PeopleStore(tx).put_relations(found)


def _person(row: Row) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        aliases=(*row["aliases"].splitlines(), *row["learned"].splitlines()),
        wikidata=row["wikidata"] or "",
        occupations=tuple(row["occupations"].splitlines()),
        country=row["country"],
        popularity=row["popularity"],
        needs_context=(*row["needs_context"].splitlines(), *row["learned_in_context"].splitlines()),
        flags=tuple(row["flags"].splitlines()),
    )


def _relation(row: Row, person: int) -> Relation:
    given = {field: row[column] for field, column in _RELATION.items()}
    if row["person_id"] != person:
        kind = _INVERSE.get(row["kind"], row["kind"])
        given |= {"person": person, "other": row["person_id"], "other_name": "", "kind": kind}
    return Relation(**given)


def _learnt_values(lesson: Lesson, now: int) -> dict[str, object]:
    person = lesson.person
    return {
        "id": person.id,
        "wikidata": person.wikidata,
        "learned": "\n".join(lesson.learned),
        "in_context": "\n".join(lesson.in_context),
        "picture": lesson.picture,
        "trades": "\n".join(person.occupations),
        "country": person.country,
        "popularity": person.popularity,
        "now": now,
    }


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
