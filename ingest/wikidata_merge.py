"""What the catalogue learns from a batch of Wikidata's people: whom each is, and what of them is taken over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from news.model.people import DateClaim, Lesson, Person, Relation, Relative
from news.people.catalogue import with_dates
from news.people.facts.birthdays import is_minor
from news.people.facts.claims import settle_claims, withdrawn_claims
from news.people.names import name_key
from news.people.wikidata.items import WIKIDATA, Bond, Entity
from news.people.wikidata.merge_rules import (
    SURE,
    OccupationWords,
    is_newcomer,
    is_same,
    is_told,
    learnable_names,
    may_be_same,
    new_person,
    newcomer_popularity,
)

Claims = Mapping[int, Sequence[DateClaim]]


@dataclass
class Roll:
    """Whom the catalogue has: by Wikidata id, or by key of the name while theirs is unknown."""

    by_id: dict[str, Person] = field(default_factory=dict)
    unresolved: dict[str, list[Person]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)  # keys of the names that people stand under

    @classmethod
    def of(cls, people: Iterable[Person], claims: Claims, learned: Mapping[int, frozenset[str]]) -> "Roll":
        """Return the roll of the store's people, with the dates that hold and without what syncs taught of names."""
        roll = cls()
        for person in people:
            known = with_dates(person, claims.get(person.id, ()))
            roll.enter(replace(known, aliases=tuple(set(person.aliases) - learned.get(person.id, frozenset()))))
        return roll

    def enter(self, person: Person) -> None:
        """Take a person in, or note the id of one who was without."""
        key = name_key(person.name)
        self.taken.add(key)
        same_name = [other for other in self.unresolved.pop(key, ()) if other.id != person.id]
        if person.wikidata:
            self.by_id.setdefault(person.wikidata, person)  # two of ours may be one there by now: the first keeps it
        else:
            same_name.append(person)
        if same_name:
            self.unresolved[key] = same_name

    def to_look_up(self) -> list[Person]:
        """Return those who could be recognised on a page with their name."""
        people = (person for same_name in self.unresolved.values() for person in same_name)
        return [person for person in people if person.birth_confidence in SURE and len(person.birth) == 10]

    def who(self, entity: Entity, now: int) -> Person | None:
        """Return whom an item that was asked for by its id is about; id 0 for a newcomer, None for who stays out."""
        if known := self.by_id.get(entity.asked) or self.by_id.get(entity.id):
            return known if entity.is_human else None
        same_name = self.unresolved.get(name_key(entity.label), ())
        if same := next((person for person in same_name if is_same(entity, person, by_year=True)), None):
            return same
        if any(may_be_same(entity, person) for person in same_name):
            return None  # one of ours whose date is doubtful: better unread than there twice
        return Person(id=0, name=entity.label) if is_newcomer(entity, now) else None

    def who_of_title(self, entity: Entity) -> Person | None:
        """Return whom an item that was asked for by a page's title is about."""
        if entity.id in self.by_id:
            return None
        same_name = self.unresolved.get(name_key(entity.title), ())
        return next((person for person in same_name if is_same(entity, person, by_year=False)), None)


@dataclass(frozen=True, slots=True)
class School:
    """What lessons are made with."""

    roll: Roll
    words: OccupationWords
    now: int

    def lesson(
        self, entity: Entity, person: Person, before: Sequence[DateClaim], relatives: Mapping[str, Relative]
    ) -> Lesson:
        """Return what is taken over of an item; `before` are earlier claims about the person."""
        claims = (*entity.births, *entity.deaths)
        if not person.id:
            made, learnt = new_person(entity, self.words, self.roll.taken)
        else:
            trades, country = self.words.words_of(entity)
            learnt = learnable_names(entity, (person.name, *person.aliases), self.roll.taken)
            made = replace(
                person,
                wikidata=entity.id,
                occupations=trades,
                country=country,
                popularity=newcomer_popularity(entity.sitelinks),
            )
        return Lesson(
            person=made,
            learned=learnt.names,
            in_context=learnt.in_context,
            picture="" if is_minor(person, self.now) else entity.picture,
            claims=claims,
            withdrawn=tuple(withdrawn_claims((c for c in before if c.source == WIKIDATA), claims, self.now)),
            relations=self._relations(entity, person, relatives),
        )

    def _relations(self, entity: Entity, person: Person, relatives: Mapping[str, Relative]) -> tuple[Relation, ...]:
        """Return somebody's relations to those who may be named; a minor has none."""
        if is_minor(person, self.now):
            return ()
        found = (self._relation(bond, relatives) for bond in entity.bonds)
        return tuple(relation for relation in found if relation)

    def _relation(self, bond: Bond, relatives: Mapping[str, Relative]) -> Relation | None:
        other, relative = self.roll.by_id.get(bond.other), relatives.get(bond.other, Relative())
        since = bond.since
        if other:
            is_told_of = not is_minor(other, self.now)
        else:
            is_told_of = bool(relative.name) and is_told(bond.kind, is_public=relative.is_public)
            # From when on it can be told: of somebody of the catalogue the birth is known there.
            since = since or (relative.birth if bond.kind in ("child", "sibling") else "")
        if not is_told_of:
            return None
        return Relation(
            person=0,
            kind=bond.kind,
            other=other.id if other else 0,
            other_name="" if other else relative.name,
            since=since,
            until=bond.until,
            source=WIKIDATA,
            as_of=datetime.fromtimestamp(self.now, UTC).date().isoformat(),
        )


def count_dates(before: Claims, after: Claims) -> tuple[int, int]:
    """Count the births and deaths that are held after a batch, and those of which another date holds than before."""
    held = changed = 0
    for person, claims in after.items():
        for kind in ("birth", "death"):
            now = settle_claims(claim for claim in claims if claim.kind == kind)
            was = settle_claims(claim for claim in before.get(person, ()) if claim.kind == kind)
            held += bool(now.held)
            changed += bool(was.told) and was.date != now.date
    return held, changed
