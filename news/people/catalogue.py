"""Read the catalogue of people, their dated names and the couples' names from CSV text, and set it to a day.

The starter's people.csv is the source of its rows: an id is never given to another person, whatever happens to names,
links or order. Lists inside a field are separated by `|`. A name that begins or ends on a day stands in names.csv,
which decides on it wherever else it stands.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from news.model.people import DateClaim, DatedName, Person
from news.people.facts.claims import settle_claims

STARTER = Path(__file__).parents[2] / "storage" / "starter"
_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")


def read_people(text: str) -> list[Person]:
    """Return the people of a catalogue's CSV text, in file order.

    Raise ValueError, naming the line, for a row without a name or with an id or popularity that is not a number. The
    same holds for an id or Wikidata id that stands twice.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), restval="")
    if missing := {"id", "name"}.difference(rows.fieldnames or ()):
        raise ValueError(f"people: no column {', '.join(sorted(missing))}")
    people: list[Person] = []
    taken: set[str] = set()
    for row in rows:
        try:
            person = _read_person(row)
        except ValueError as error:
            raise ValueError(f"people, line {rows.line_num}: {error}") from None
        for id_ in filter(None, (str(person.id), person.wikidata)):
            if id_ in taken:
                raise ValueError(f"people, line {rows.line_num}: {id_} stands twice")
            taken.add(id_)
        people.append(person)
    return people


def _read_person(row: Mapping[str, str]) -> Person:
    if not row["name"].strip():
        raise ValueError("a person without a name")
    return Person(
        id=int(row["id"]),
        name=row["name"].strip(),
        aliases=_split_list(row.get("aliases")),
        wikidata=row.get("wikidata_id") or "",
        birth=row.get("birth_date") or "",
        birth_confidence=row.get("birth_confidence") or "",
        death=row.get("death_date") or "",
        occupations=_split_list(row.get("occupations")),
        country=row.get("country") or "",
        popularity=float(row.get("popularity") or 0),
        needs_context=_split_list(row.get("needs_context")),
        flags=_split_list(row.get("flags")),
    )


def _split_list(field: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (field or "").split("|") if part.strip())


def read_names(text: str) -> list[DatedName]:
    """Return the names that began or ended on a day, in file order.

    Raises ValueError, naming the line, for a row without a name, with a person that is no number or a date that is
    not ISO.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), restval="")
    if missing := {"person", "name", "since", "until", "main"}.difference(rows.fieldnames or ()):
        raise ValueError(f"names: no column {', '.join(sorted(missing))}")
    names: list[DatedName] = []
    for row in rows:
        try:
            names.append(_dated_name(row))
        except ValueError as error:
            raise ValueError(f"names, line {rows.line_num}: {error}") from None
    return names


def _dated_name(row: Mapping[str, str]) -> DatedName:
    if not row["name"].strip():
        raise ValueError("a row without a name")
    for date in (row["since"], row["until"]):
        if not _DATE.fullmatch(date):
            raise ValueError(f"{date} is no date")
    return DatedName(
        person=int(row["person"]),
        name=row["name"].strip(),
        since=row["since"],
        until=row["until"],
        is_main=row["main"] == "1",
    )


def known_as_of(people: Iterable[Person], names: Iterable[DatedName], now: int) -> list[Person]:
    """Return the people as they are known at `now`: nobody unborn, no later death, no later name.

    A person's main name is the one borne on the day. A name that has ended goes to `former`. It is found in text and
    while typing like any other ("Duchess of Cambridge" is Catherine still), until somebody else bears it ("Princess
    of Wales" since 2022). Then it is found only where the article names its former bearer in another way, too. A date
    known to the month or the year has come when that month or year is over.
    """
    day = _iso_day(now)
    dated: dict[int, list[DatedName]] = {}
    for name in names:
        dated.setdefault(name.person, []).append(name)
    return [
        _alive_on(_named_on(person, dated[person.id], day) if person.id in dated else person, day)
        for person in people
        if person.birth <= day[: len(person.birth)]
    ]


def _iso_day(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def _has_come(date: str, day: str) -> bool:
    return date <= day if len(date) == len(day) else date < day[: len(date)]


def _alive_on(person: Person, day: str) -> Person:
    if not person.death or _has_come(person.death, day):
        return person
    return replace(person, death="", flags=tuple(flag for flag in person.flags if flag != "deceased"))


def _named_on(person: Person, names: Sequence[DatedName], day: str) -> Person:
    begun = [name for name in names if not name.since or _has_come(name.since, day)]
    borne = [name for name in begun if not name.until or not _has_come(name.until, day)]
    main = next((name.name for name in borne if name.is_main), person.name)
    dated = {name.name for name in names}
    undated = [name for name in (person.name, *person.aliases) if name not in dated]
    current = dict.fromkeys((main, *undated, *(name.name for name in borne)))
    former = dict.fromkeys(name.name for name in begun if name.name not in current)
    return replace(
        person,
        name=main,
        aliases=tuple(current)[1:],
        former=tuple(former),
        needs_context=tuple(name for name in person.needs_context if name in current or name in former),
    )


def read_couples(text: str, now: int | None = None) -> dict[str, tuple[int, ...]]:
    """Return the names of couples ("Brangelina") with the ids of the people whom they stand for.

    Those in use by `now`, or all. The column `until` is not read: couples that parted are still written about.
    """
    day = _iso_day(now) if now is not None else ""
    return dict(_couples_on(csv.DictReader(io.StringIO(text, newline=""), restval=""), day))


def _couples_on(rows: Iterable[Mapping[str, str]], day: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    for row in rows:
        since = row.get("since", "")
        if not day or not since or _has_come(since, day):
            yield row["name"], tuple(map(int, _split_list(row["people"])))


def starter_people() -> list[Person]:
    """Return the people that come with the project."""
    return read_people((STARTER / "people.csv").read_text(encoding="utf-8"))


def starter_names() -> list[DatedName]:
    """Return the dated names that come with the project."""
    return read_names((STARTER / "names.csv").read_text(encoding="utf-8"))


def starter_couples(now: int | None = None) -> dict[str, tuple[int, ...]]:
    """Return the couples' names that come with the project and are in use by `now`, or all."""
    return read_couples((STARTER / "couples.csv").read_text(encoding="utf-8"), now)


def with_dates(person: Person, claims: Iterable[DateClaim]) -> Person:
    """Return a person of the catalogue with the dates that hold; flagged as deceased where the day is unknown."""
    claims = list(claims)
    birth = settle_claims(claim for claim in claims if claim.kind == "birth")
    death = settle_claims(claim for claim in claims if claim.kind == "death")
    is_known_dead = death.told and not death.date and "deceased" not in person.flags
    flags = (*person.flags, "deceased") if is_known_dead else person.flags
    return replace(person, birth=birth.date, birth_confidence=birth.confidence, death=death.date, flags=flags)
