"""People as tests need them, and the bot that knows only these."""

from itertools import count
from typing import Any

from news.model.people import DateClaim, Person
from news.people.catalogue_match import Catalogue
from tests.kit.stage import Stage


async def people_are(stage: Stage, *people: Person) -> None:
    """Make these the bot's people, in the catalogue and in the store."""
    claims = [
        (person.id, DateClaim(kind="birth", date=person.birth, source="Limelight", confidence=person.birth_confidence))
        for person in people
        if person.birth
    ]
    claims += [
        (person.id, DateClaim(kind="death", date=person.death, source="Limelight", confidence="A"))
        for person in people
        if person.death
    ]
    await stage.storage.people.list_people(people, claims, [])
    stage.catalogue = stage.app.roster.catalogue = Catalogue(people)


def born(name: str, birth: str, **more: Any) -> Person:
    return Person(**({"id": next(_ids), "name": name, "birth": birth, "birth_confidence": "A"} | more))


_ids = count(1)
BORN = {"birth_confidence": "A", "popularity": 50.0}
ANN = Person(id=1, name="Ann Example", birth="1980-06-10", **BORN)
BEN = Person(id=2, name="Ben Sample", birth="1975-06-10", **BORN)
CAT = Person(id=3, name="Cat Instance", birth="1990-06-11", **BORN)
