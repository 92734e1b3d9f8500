"""Which birth and death dates hold: what sources say, weighed; a new or changed date waits until it is confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from news.model.people import DateClaim
from news.text.days import is_past

HELD = 7 * 86400  # seconds over which a sync must go on seeing a date before it counts (vandalism lives shorter)
AGREED = ("A", "A*")
DOUBTED = ("C", "X")  # never shown as fact: one row in thirty is wrong
_SURE, _SINGLE = "A", "B"


@dataclass(frozen=True, slots=True)
class SettledDate:
    """What is to be said of a birth or a death.

    `date` is the one that holds, "" where none does; `told` are the claims behind it, and all of them where they
    differ. `held` are those that wait: new, and told by one source only.
    """

    date: str = ""
    confidence: str = ""
    told: tuple[DateClaim, ...] = ()
    held: tuple[DateClaim, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """True if sources give dates that cannot both be."""
        return not all(_dates_agree(a.date, b.date) for a in self.told for b in self.told)


def is_known(claim: DateClaim, now: int) -> bool:
    """True if what a source says of a date is known at `now`: a death that is still to come does not exist yet."""
    return claim.first_seen <= now and (not claim.date or is_past(claim.date, now) or claim.kind == "birth")


def settle_claims(claims: Iterable[DateClaim]) -> SettledDate:
    """Weigh the claims of one kind about one person (docs/people.md, "Dates that differ or change").

    A source's current word is what its last reading gave. A new word is held until a second source gives the same, or
    until it has been seen over seven days. Meanwhile the date known before stays.
    """
    standing, held = _part_held_claims(claims)
    if not standing:
        return SettledDate(held=tuple(held))
    best = _preferred_claims(standing)
    if any(not _dates_agree(a.date, b.date) for a in best for b in best):
        # Nobody may be taken for an adult on one of two dates: the later one holds for that, and none is shown alone.
        return SettledDate(max(claim.date for claim in best), "X", tuple(best), tuple(held))
    date = max((claim.date for claim in best), key=len)
    return SettledDate(date, _claim_confidence(standing, date), tuple(best), tuple(held))


def withdrawn_claims(before: Iterable[DateClaim], seen: Iterable[DateClaim], now: int) -> list[DateClaim]:
    """Return the claims of a source about one person to delete after its reading at `now` gave `seen`.

    A date that goes before it was confirmed was a slip or vandalism: where it comes back, its seven days begin anew.
    A confirmed one goes when the source has had no date of its kind for seven days, so that a false death ends.
    """
    seen = list(seen)
    given, kinds = {(claim.kind, claim.date) for claim in seen}, {claim.kind for claim in seen}
    return [
        claim
        for claim in before
        if (claim.kind, claim.date) not in given
        and (not _is_confirmed(claim, ()) or (claim.kind not in kinds and now - claim.last_seen >= HELD))
    ]


def _part_held_claims(claims: Iterable[DateClaim]) -> tuple[list[DateClaim], list[DateClaim]]:
    """Part claims into those that count and those that are held."""
    current = _current_claims(claims := list(claims))
    held = [claim for claim in current if not _is_confirmed(claim, current)]
    standing = [claim for claim in current if claim not in held]
    for claim in held:  # while a source's new word is held, its last one stands
        old = [c for c in claims if c.source == claim.source and c not in current and _is_confirmed(c, ())]
        standing += [max(old, key=lambda c: c.last_seen)] if old else []
    return list(dict.fromkeys(standing)), held


def _current_claims(claims: Sequence[DateClaim]) -> list[DateClaim]:
    last = {source: max(c.last_seen for c in claims if c.source == source) for source in {c.source for c in claims}}
    return [claim for claim in claims if claim.last_seen == last[claim.source]]


def _is_confirmed(claim: DateClaim, others: Sequence[DateClaim]) -> bool:
    """True if a claim came with the bot, was seen over seven days, or is a second source's, too."""
    if not claim.first_seen or claim.last_seen - claim.first_seen >= HELD:
        return True
    return any(other.source != claim.source and _dates_agree(claim.date, other.date) for other in others)


def _preferred_claims(standing: list[DateClaim]) -> list[DateClaim]:
    """Leave out what is doubted where something better stands, and what Wikidata prefers another date to."""
    sure = [claim for claim in standing if claim.confidence not in DOUBTED] or standing
    preferred = {claim.source for claim in sure if claim.is_preferred}
    return [claim for claim in sure if claim.source not in preferred or claim.is_preferred]


def _claim_confidence(told: Sequence[DateClaim], date: str) -> str:
    """Return A where two sources have the date to the same precision, else the only one's, B for Wikidata's alone."""
    exact = [claim for claim in told if claim.date == date]
    return _SURE if len({claim.source for claim in exact}) > 1 else exact[0].confidence or _SINGLE


def _dates_agree(one: str, other: str) -> bool:
    """True if two dates may be the same: one is the other, or the beginning of it."""
    return one.startswith(other) or other.startswith(one)
