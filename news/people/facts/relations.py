"""Who is what to a person at a time: what sources say, as far as it had happened by then, adults only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from news.model.people import Person, Relation
from news.text.days import is_past

from .birthdays import is_grown, is_minor

# In the order in which a card tells them, with those that a later kind takes the place of.
COUPLES = ("spouse", "engaged", "partner")
KINSHIP = ("parent", "sibling", "child")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRelation:
    """Somebody in a person's life at a time; `person` is 0 for one whom the catalogue lacks."""

    kind: str
    person: int
    name: str
    since: str
    until: str  # "" where it lasts
    sources: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        """True if it has ended: divorced, parted, or one of both has died."""
        return bool(self.until)


def told_relations(
    relations: Iterable[Relation], person: Person, known: Callable[[int], Person | None], now: int
) -> list[ToldRelation]:
    """Return the relations that may be told at `now`, by kind, those that last before those that ended.

    What begins after `now` does not exist yet; what ends after it lasts. Kinship without a date counts from the
    younger one's birth. Anything else without a date is told from the day of its table on: it may be younger than the
    clock. Anyone who may be under 18 is left out.
    """
    found: dict[tuple[str, object], ToldRelation] = {}
    for relation in relations:
        other = known(relation.other) if relation.other else None
        if _may_be_told(relation, person, other, now):
            tie = _told_relation(relation, person, other, now)
            key = (tie.kind, tie.person or tie.name)
            found[key] = _join_relations(found[key], tie) if key in found else tie
    told = [tie for tie in found.values() if not _is_overtaken(tie, found)]
    return sorted(told, key=lambda tie: ((*COUPLES, *KINSHIP).index(tie.kind), tie.is_over, _relation_order(tie)))


def _relation_order(tie: ToldRelation) -> tuple[str, str]:
    return (tie.until and f"{9999 - int(tie.until[:4])}", tie.since)


def _may_be_told(relation: Relation, person: Person, other: Person | None, now: int) -> bool:
    if relation.kind not in (*COUPLES, *KINSHIP):
        return False
    if relation.other and (other is None or is_minor(other, now)):
        return False
    if relation.kind == "child" and not relation.other and not (relation.since and is_grown(relation.since, now)):
        return False
    since = _known_since(relation, person, other)
    return is_past(since, now) if since else is_past(relation.as_of, now)


def _known_since(relation: Relation, person: Person, other: Person | None) -> str:
    if relation.since or relation.kind not in KINSHIP:
        return relation.since
    births = [one.birth for one in (person, other) if one]
    return max(births) if len(births) == 2 and all(births) else ""


def _told_relation(relation: Relation, person: Person, other: Person | None, now: int) -> ToldRelation:
    until = relation.until if is_past(relation.until, now) else ""
    if relation.kind in COUPLES and not until:
        deaths = [one.death for one in (person, other) if one and is_past(one.death, now)]
        until = min(deaths, default="")
    return ToldRelation(
        kind=relation.kind,
        person=relation.other,
        name=other.name if other else relation.other_name,
        since=relation.since if relation.kind in COUPLES else "",
        until=until,
        sources=(relation.source,),
    )


def _join_relations(one: ToldRelation, other: ToldRelation) -> ToldRelation:
    """Join what two sources say, or two marriages of the same pair: the later one stays, finer dates first."""
    later, earlier = (other, one) if other.since[:4] > one.since[:4] else (one, other)
    is_same = not (later.since and earlier.since) or later.since[:4] == earlier.since[:4]
    return ToldRelation(
        kind=one.kind,
        person=one.person,
        name=one.name,
        since=max(one.since, other.since, key=len) if is_same else later.since,
        until=(max(one.until, other.until, key=len)) if is_same else later.until,
        sources=tuple(dict.fromkeys((*one.sources, *other.sources))),
    )


def _is_overtaken(tie: ToldRelation, found: dict[tuple[str, object], ToldRelation]) -> bool:
    """True if the same two are more to each other by now: who has married is no longer engaged."""
    if tie.kind not in COUPLES:
        return False
    who = tie.person or tie.name
    return any((kind, who) in found for kind in COUPLES[: COUPLES.index(tie.kind)])
