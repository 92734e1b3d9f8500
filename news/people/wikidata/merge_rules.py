"""What the catalogue learns of Wikidata's people: who is whom, which names are safe to look for, who may be named."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from news.model.people import DateClaim, Lesson, Person, Relation, Relative
from news.people.catalogue import with_dates
from news.people.facts.birthdays import is_minor
from news.people.facts.claims import settle_claims, withdrawn_claims
from news.people.names import is_ordinary, name_key
from news.people.wikidata.items import WIKIDATA, Bond, Entity
from news.people.wikidata.occupations import OccupationWords
from news.people.wikidata.requests import LEAST_SITELINKS

SURE = ("A", "A*", "B")  # confidences of birth days that an item may be recognised by
MOST_LEARNT = 12  # aliases
_TOP = 150.0  # of the starter's popularity; its 6,400 people reach from 3 to 148
_HALF = 150  # sitelinks that make half of it


def newcomer_popularity(sitelinks: int) -> float:
    """Return a newcomer's popularity on the starter's scale: 25 for 30 sitelinks, 60 for 100, 100 for 300."""
    return round(_TOP * sitelinks / (sitelinks + _HALF), 1)


def is_adult(births: Iterable[DateClaim], deaths: Iterable[DateClaim], now: int) -> bool:
    """True if somebody is surely of age at `now` by each of the dates. False without any date."""
    dates = [claim.date for claim in births]
    died = [claim.date for claim in deaths if claim.date]
    # The years between: one who died a child is none to name either.
    lived = not died or all(int(min(died)[:4]) - int(date[:4]) > 18 for date in dates)
    return bool(dates) and lived and not any(is_minor(Person(id=0, name="", birth=date), now) for date in dates)


def is_newcomer(entity: Entity, now: int) -> bool:
    """True if a person missing in the catalogue may be added: human, adult, named, known in several countries."""
    known = entity.is_human and bool(entity.label) and entity.sitelinks >= LEAST_SITELINKS
    return known and is_adult(entity.births, entity.deaths, now)


def public_name(entity: Entity, now: int) -> str:
    """Return the name of a person missing in the catalogue, or "" if they may not be named: only adults may."""
    is_named = entity.is_human and is_adult(entity.births, entity.deaths, now)
    return entity.label if is_named else ""


def is_told(kind: str, *, is_public: bool) -> bool:
    """True if a relative missing in the catalogue is shown; `is_public`: some Wikipedia has a page about them.

    A child or a sibling only with one: nobody is in public by birth alone.
    """
    return is_public or kind not in ("child", "sibling")


def is_same(entity: Entity, person: Person, *, by_year: bool) -> bool:
    """True if an item with a person's name is that person: a human, born on the same day.

    `by_year`: the year must agree, too, which a page's title makes up for and a label does not.
    """
    if not entity.is_human or person.birth_confidence not in SURE or len(person.birth) != 10:
        return False
    begin = 0 if by_year else 5
    return any(len(claim.date) == 10 and claim.date[begin:] == person.birth[begin:] for claim in entity.births)


def may_be_same(entity: Entity, person: Person) -> bool:
    """True if an item with a person's name could be that person: no birth year of both says otherwise."""
    years = {claim.date[:4] for claim in entity.births}
    return not person.birth or not years or person.birth[:4] in years


@dataclass(frozen=True, slots=True)
class LearntNames:
    """Further names; those in `in_context` are looked for only where the article says more of their bearer."""

    names: tuple[str, ...] = ()
    in_context: tuple[str, ...] = ()


def learnable_names(entity: Entity, own: Iterable[str], taken: Collection[str]) -> LearntNames:
    """Choose among the aliases that Wikidata has for somebody: at most twelve that do not stand for others.

    Its label is none of them: a known person's is ignored, or a joke in it would be in every headline. `own` are names
    known already, `taken` keys of the names under which people stand. A single everyday word is no name to look for,
    another single word and several everyday ones are one in context.
    """
    seen = {name_key(name) for name in own}
    names, in_context = list[str](), list[str]()
    for name in entity.aliases:
        key = name_key(name)
        if len(key) < 2 or key in seen or key in taken or (" " not in key and is_ordinary(key)):
            continue
        seen.add(key)
        names.append(name)
        if _is_risky(key):
            in_context.append(name)
        if len(names) == MOST_LEARNT:
            break
    return LearntNames(tuple(names), tuple(in_context))


def _is_risky(key: str) -> bool:
    return " " not in key or all(map(is_ordinary, key.split()))


def new_person(entity: Entity, words: OccupationWords, taken: Collection[str]) -> tuple[Person, LearntNames]:
    """Return a person of the catalogue, without an id yet, and the further names."""
    trades, country = words.words_of(entity)
    person = Person(
        id=0,
        name=entity.label,
        wikidata=entity.id,
        occupations=trades,
        country=country,
        popularity=newcomer_popularity(entity.sitelinks),
        needs_context=(entity.label,) if _is_risky(name_key(entity.label)) else (),
    )
    return person, learnable_names(entity, (entity.label,), taken)


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
