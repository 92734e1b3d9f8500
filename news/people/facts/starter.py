"""What comes with the project about people: rows of the starter's tables as the shapes that the store keeps."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from news.model.articles import EventReport
from news.model.people import DateClaim, Person, Relation
from news.people.catalogue import STARTER, starter_people

LISTED = "Limelight"  # the source of what the table of people says, and stands for several that agree (confidence A)
RELATIONS_AS_OF = "2025-07-01"  # the day of the table of relations: what is undated in it is not told before
_FILES = ("people.csv", "dates.csv", "relations.csv", "events.csv")


@dataclass(frozen=True, slots=True)
class Starter:
    """The people, what sources say of their dates (by person's id), their relations and the events of their lives."""

    people: list[Person]
    claims: list[tuple[int, DateClaim]]
    relations: list[Relation]
    events: list[EventReport]


def starter_digest() -> str:
    """Return a text that changes whenever one of the tables does."""
    written = hashlib.sha256()
    for name in _FILES:
        written.update((STARTER / name).read_bytes())
    return written.hexdigest()


def read_starter() -> Starter:
    """Read the tables that come with the project."""
    people = starter_people()
    claims = [(person.id, claim) for person in people for claim in _date_claims(person)]
    return Starter(people, [*claims, *_other_dates()], list(_starter_relations()), list(_starter_events()))


def _table_rows(name: str) -> Iterator[dict[str, str]]:
    with (STARTER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _date_claims(person: Person) -> Iterator[DateClaim]:
    if person.birth:
        yield DateClaim(kind="birth", date=person.birth, source=LISTED, confidence=person.birth_confidence)
    if person.death:
        yield DateClaim(kind="death", date=person.death, source=LISTED, confidence="A")


def _other_dates() -> Iterator[tuple[int, DateClaim]]:
    """Yield the dates that other sources have where they differ from the table's: as doubtful as its own then."""
    for row in _table_rows("dates.csv"):
        told = DateClaim(kind="birth", date=row["date"], source=row["source"], confidence="X")
        yield int(row["person"]), told if row["kind"] == "birth" else replace(told, kind="death")


def _starter_relations() -> Iterator[Relation]:
    for row in _table_rows("relations.csv"):
        yield Relation(
            person=int(row["person"]),
            kind=row["relation"],
            other=int(row["other"] or 0),
            other_name=row["other_name"],
            since=row["since"],
            until=row["until"],
            source=row["source"],
            as_of=RELATIONS_AS_OF,
        )


def _starter_events() -> Iterator[EventReport]:
    for row in _table_rows("events.csv"):
        yield EventReport(
            kind=row["kind"],  # type: ignore[arg-type] # a test holds the table to the kinds
            people=tuple(map(int, row["people"].split("|"))),
            date=row["date"],
            what=row["what"],
            status="fact",
            sentence="",
            source=row["source"],
        )
