"""The catalogue's people, the dates that sources give for them, and who is what to whom."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields

from news.model.people import DateClaim, Person, Relation
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
