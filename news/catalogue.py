"""Read the catalogue of people and the couples' names from their CSV text.

The starter's people.csv is the source of its rows: an id is never given to another person, whatever happens to names,
links or order. Lists inside a field are separated by `|`.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from news.model import Person

STARTER = Path(__file__).parent.parent / "storage" / "starter"


def read_people(text: str) -> list[Person]:
    """Give the people of a catalogue's CSV text, in file order.

    Raises ValueError, naming the line, for a row without a name or with an id or popularity that is no number, and
    for an id or Wikidata id that stands twice.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), restval="")
    if missing := {"id", "name"}.difference(rows.fieldnames or ()):
        raise ValueError(f"people: no column {', '.join(sorted(missing))}")
    people: list[Person] = []
    taken: set[str] = set()
    for row in rows:
        try:
            person = _person(row)
        except ValueError as error:
            raise ValueError(f"people, line {rows.line_num}: {error}") from None
        for id_ in filter(None, (str(person.id), person.wikidata)):
            if id_ in taken:
                raise ValueError(f"people, line {rows.line_num}: {id_} stands twice")
            taken.add(id_)
        people.append(person)
    return people


def _person(row: Mapping[str, str]) -> Person:
    if not row["name"].strip():
        raise ValueError("a person without a name")
    return Person(
        id=int(row["id"]),
        name=row["name"].strip(),
        aliases=_list(row.get("aliases")),
        wikidata=row.get("wikidata_id") or "",
        birth=row.get("birth_date") or "",
        birth_confidence=row.get("birth_confidence") or "",
        death=row.get("death_date") or "",
        occupations=_list(row.get("occupations")),
        country=row.get("country") or "",
        popularity=float(row.get("popularity") or 0),
        needs_context=_list(row.get("needs_context")),
        flags=_list(row.get("flags")),
    )


def _list(field: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (field or "").split("|") if part.strip())


def read_couples(text: str) -> dict[str, tuple[int, ...]]:
    """Give the names of couples ("Brangelina") with the ids of the people whom they stand for."""
    rows: Iterable[Mapping[str, str]] = csv.DictReader(io.StringIO(text, newline=""))
    return {row["name"]: tuple(map(int, _list(row["people"]))) for row in rows}


def starter_people() -> list[Person]:
    """Give the people that come with the project."""
    return read_people((STARTER / "people.csv").read_text(encoding="utf-8"))


def starter_couples() -> dict[str, tuple[int, ...]]:
    """Give the couples' names that come with the project."""
    return read_couples((STARTER / "couples.csv").read_text(encoding="utf-8"))
