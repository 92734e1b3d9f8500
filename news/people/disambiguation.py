"""Weigh the names found in one article: who is meant, for which reason, and how sure that is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

from news.model.people import Mention, Person
from news.people.name_index import NameIndex
from news.people.names import (
    DETERMINERS,
    HONOURS,
    JUNIOR,
    KIN,
    PLACES,
    ROLES,
    VERBS,
    ScannedText,
    is_ordinary,
    name_key,
)
from news.text.messages import message

# Trades to the words that betray them, for telling namesakes apart.
_CONTEXT: Mapping[str, frozenset[str]] = {
    trade: frozenset(words.split())
    for trades, words in (
        ("actor film director screenwriter", "actor actress film movie movies role star cast oscar oscars drama series"
         " netflix trailer premiere scene screen emmy emmys sequel marvel broadway"),
        ("singer rapper musician singer-songwriter songwriter", "singer rapper song songs album albums single tour"
         " concert band music grammy grammys lyrics gig track vocals"),
        ("athlete player footballer boxer wrestler coach", "game games nba nfl football basketball soccer team coach"
         " match league season goal tennis champion striker court"),
        ("politician lawyer", "president senator minister election vote campaign congress governor party"),
        ("model", "model runway vogue catwalk"),
        ("comedian presenter host", "comedian comedy sketch host radio show"),
        ("writer journalist", "novel book author writer"),
    )
    for trade in trades.split()
}  # fmt: skip
_FAMOUS = 80.0  # popularity from which a common first name with a verb beside it means this bearer: Ellen, Kylie
_KNOWN = 20.0  # below it a capital or a verb is not enough: "Plan B" is a pill before it is a rapper
_POSSESSIVE = ("'s", "’s", "'", "’")
_MARGIN = 2.0  # a namesake that wins by less is stored as ambiguous and alerts nobody


@dataclass(frozen=True, slots=True)
class NameHit:
    """A known name at a place of a line."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: int
    hit: NameHit
    mention: Mention


class Disambiguation:
    """One article's hits on their way to mentions: sure names first, since they vouch for the others."""

    def __init__(self, names: NameIndex, lines: list[ScannedText], hits: list[list[NameHit]]) -> None:
        self._names = names
        self._lines = lines
        self._hits = hits
        self._found: list[_Candidate] = []
        self._ids: set[int] = set()
        self._words: frozenset[str] | None = None

    def mentions(self) -> tuple[Mention, ...]:
        """Return one mention a person, in order of first appearance."""
        shared: list[tuple[int, NameHit]] = []
        unsure: list[tuple[int, NameHit]] = []
        for number, hits in enumerate(self._hits):
            for hit in hits:
                if hit.key in self._names.couples:
                    self._take_couple(number, hit)
                elif (ids := self._names.ids(hit.key)) and self._stands_as_name(number, hit):
                    if not self._is_sure(hit, ids):
                        unsure.append((number, hit))
                    elif len(ids) > 1:
                        shared.append((number, hit))
                    else:
                        self._take_hit(number, hit, ids)
        for number, hit in shared:  # after the others, which tell namesakes apart
            self._take_hit(number, hit, self._names.ids(hit.key))
        for number, hit in unsure:
            self._weigh_risky_name(number, hit)
        self._take_short_names()
        first: dict[int, Mention] = {}
        for found in sorted(self._found, key=lambda found: (found.line, found.hit.start)):
            first.setdefault(found.mention.person_id, found.mention)
        return tuple(first.values())

    def _is_sure(self, hit: NameHit, ids: tuple[int, ...]) -> bool:
        """True if the name is a person's; a full name that namesakes share is, whoever is meant."""
        if hit.key not in self._names.risky:
            return True
        return len(ids) > 1 and (" " in hit.key or not (self._names.given[hit.key] or is_ordinary(hit.key)))

    def _take_couple(self, number: int, hit: NameHit) -> None:
        if self._lines[number].is_lower or _is_capital(self._lines[number].text[hit.start : hit.end]):
            for id_ in self._names.couples[hit.key]:
                self._add_mention(number, hit, id_, "couple’s name")

    def _take_hit(self, number: int, hit: NameHit, ids: tuple[int, ...], reason: str = "") -> None:
        ids = self._leave_out_namesakes(number, hit.key, ids)
        id_, certain = self._likeliest_person(ids)
        reason = reason or self._name_kind(hit.key, self._names[id_])
        if len(ids) > 1:
            reason = message("{reason}, the likeliest of {count}", reason=reason, count=len(ids))
        self._add_mention(number, hit, id_, reason, certain=certain)

    def _name_kind(self, key: str, person: Person) -> str:
        """Return which of somebody's names this is: the main one, a title, another, and whether it is borne no more."""
        if name_key(person.name) == key:
            return "full name" if " " in key else "one-word name"
        is_title = " " in key and key.partition(" ")[0] in HONOURS
        if person.id in self._names.former.get(key, ()):
            return "former title" if is_title else "former name"
        return "title" if is_title else "alias"

    def _leave_out_namesakes(self, number: int, key: str, ids: tuple[int, ...]) -> tuple[int, ...]:
        """Leave out namesakes where one of them is named otherwise, too, and who bears the name no more.

        A headline that names Princess Diana and the Princess of Wales names two.
        """
        if len(ids) == 1:
            return ids
        named = self._ids.intersection(ids)
        if former := self._names.former.get(key):
            if number == 0:
                named -= former.intersection(found.mention.person_id for found in self._found if found.line == 0)
            ids = tuple(id_ for id_ in ids if id_ not in former) or ids
        return tuple(named) if len(named) == 1 else ids

    def _add_mention(self, number: int, hit: NameHit, id_: int, reason: str, *, certain: bool = True) -> None:
        written = self._lines[number].text[hit.start : hit.end]
        self._found.append(_Candidate(number, hit, Mention(id_, written, reason, certain)))
        self._ids.add(id_)

    def _likeliest_person(self, ids: tuple[int, ...]) -> tuple[int, bool]:
        """Choose among namesakes: prior log(popularity), the words of their trades, and who is named beside them."""
        if len(ids) == 1:
            return ids[0], True
        scores = sorted(((self._person_score(self._names[id_]), id_) for id_ in ids), reverse=True)
        return scores[0][1], scores[0][0] - scores[1][0] >= _MARGIN

    def _person_score(self, person: Person) -> float:
        if self._words is None:
            self._words = frozenset(" ".join(line.flat for line in self._lines).split())
        trades = _CONTEXT.keys() & set(" ".join(person.occupations).split())
        told = max((len(_CONTEXT[trade] & self._words) for trade in trades), default=0)
        colleagues = sum(not set(self._names[id_].occupations).isdisjoint(person.occupations) for id_ in self._ids)
        return log(person.popularity + 1) + min(told, 3) + 0.5 * min(colleagues, 2)

    def _stands_as_name(self, number: int, hit: NameHit) -> bool:
        """True if the words beside a name leave it a name, and this person's."""
        line = self._lines[number]
        written = line.text[hit.start : hit.end]
        after = line.word_after(hit.end)
        if after.lower() in JUNIOR or (after[:1].isupper() and after.lower() in PLACES):
            return False  # neither Donald Trump Jr. nor John F. Kennedy Airport is the man
        if not (line.is_lower or _is_capital(written) or self._is_written_small(hit)):
            return False
        if " " in hit.key:
            is_plain = all(map(is_ordinary, hit.key.split(" ")))
            return not is_plain or _is_capital(written.split()[-1])
        if line.is_lower or line.is_hyphened(hit.start, hit.end) or line.runs_on(hit.end):
            return False
        return not self._is_part_of_a_name(number, hit, after)

    def _is_written_small(self, hit: NameHit) -> bool:
        """True if a bearer's own spelling begins small: xQc, apl.de.ap."""
        return any(self._names[id_].name[0].islower() for id_ in self._names.ids(hit.key))

    def _is_part_of_a_name(self, number: int, hit: NameHit, after: str) -> bool:
        """True if the word beside it makes it another name: "Drake Bell", "Nick Drake", "Drake University"."""
        line, given = self._lines[number], self._names.given
        before = line.word_before(hit.start)
        if before[:1].isupper() and given[name_key(before)] and not is_ordinary(before):
            return not self._is_covered(number, hit.start - 1)
        if not after[:1].isupper() or self._is_covered(number, hit.end + 1):
            return False
        is_first_name = hit.key in given or self._is_first_name(hit)
        if is_ordinary(after):
            return is_first_name and not line.is_titled
        return is_first_name or not line.is_titled or self._names.is_surname(name_key(after))

    def _is_first_name(self, hit: NameHit) -> bool:
        """True if the name is what a bearer's full name begins with: Gisele, who is not Gisèle Pelicot."""
        people = (self._names[id_] for id_ in self._names.ids(hit.key))
        return any(name_key(person.name).startswith(f"{hit.key} ") for person in people)

    def _is_covered(self, number: int, place: int) -> bool:
        return any(hit.start <= place < hit.end for hit in self._hits[number])

    def _weigh_risky_name(self, number: int, hit: NameHit) -> None:
        """Take a name that is also a word or a common first name only if there is a reason to show."""
        ids = self._names.ids(hit.key)
        if named := self._ids.intersection(ids):
            self._take_hit(number, hit, tuple(named), "alias, full name in the article")
        elif reason := self._reason_for_risky_name(number, hit, max(self._names[id_].popularity for id_ in ids)):
            self._take_hit(number, hit, ids, reason)

    def _reason_for_risky_name(self, number: int, hit: NameHit, popularity: float) -> str:
        """Return the reason for which a risky name is a person's here, or ""."""
        line = self._lines[number]
        before = line.word_before(hit.start).lower()
        spans = [(found.hit.start, found.hit.end) for found in self._found if found.line == number]
        reason = ""
        if before in ROLES or (before in KIN and " " in hit.key):  # "husband Dave" is anyone's
            reason = "name after a role"
        elif self._has_relative(hit):
            reason = "name beside a relative"  # North West, where Kanye West is
        elif self._is_doubtful(line, hit, popularity):
            reason = ""
        elif line.is_listed(hit.start, hit.end, spans):
            reason = "name beside another person’s"
        elif line.is_possessive(hit.end) or line.word_after(hit.end).lower() in VERBS:
            reason = "name as the subject"
        elif len(hit.key) > 1 and not (line.is_titled or line.is_shouted or line.begins_sentence(hit.start)):
            reason = "capitalised name"
        return reason

    def _has_relative(self, hit: NameHit) -> bool:
        surnames = {found.hit.key.rpartition(" ")[2] for found in self._found if " " in found.hit.key}
        return " " in hit.key and hit.key.rpartition(" ")[2] in surnames

    def _is_doubtful(self, line: ScannedText, hit: NameHit, popularity: float) -> bool:
        """True if it may be no person: a Future, America's Future, 'Ellen' the show, an HOV lane, any Lisa."""
        before = line.word_before(hit.start).lower()
        if before in DETERMINERS or before.endswith(_POSSESSIVE) or line.is_quoted(hit.start, hit.end):
            return True
        if line.text[hit.start : hit.end].isupper() and not (line.is_shouted or self._is_written_large(hit)):
            return True
        return popularity < (_FAMOUS if self._names.given[hit.key] else _KNOWN)

    def _is_written_large(self, hit: NameHit) -> bool:
        """True if a bearer writes the name in capitals: SZA, T.I."""
        people = (self._names[id_] for id_ in self._names.ids(hit.key))
        return any(name.isupper() for p in people for name in (p.name, *p.aliases) if name_key(name) == hit.key)

    def _take_short_names(self) -> None:
        """Take first and last names in the title: of people named in full, of their families and partners."""
        alone = list(self._lone_title_words())
        if not alone:
            return
        in_title = {found.mention.person_id for found in self._found if found.line == 0}
        named = [(self._own_key(found), found.mention.person_id) for found in self._found]
        for hit in alone:
            id_, reason = self._person_by_short_name(hit, named) or self._person_named_apart(hit, alone) or (0, "")
            if reason and id_ not in in_title:
                self._add_mention(0, hit, id_, reason)
                in_title.add(id_)

    def _own_key(self, found: _Candidate) -> str:
        """Return the name that was found, or for a couple's the person's own: the Beckhams have a Brooklyn, too."""
        if found.hit.key not in self._names.couples:
            return found.hit.key
        return name_key(self._names[found.mention.person_id].name)

    def _person_by_short_name(self, hit: NameHit, named: list[tuple[str, int]]) -> tuple[int, str] | None:
        """Return the named person whom a first or last name stands for, with the reason, or None."""
        for key, id_ in named:
            first, _, rest = key.partition(" ")
            if rest:
                if key.endswith(f" {hit.key}"):
                    return id_, "surname, full name in the article"
                if first == hit.key:
                    return id_, "first name, full name in the article"
        for key, id_ in named:
            if other := self._names.partners.get(id_, {}).get(hit.key):
                return other, "first name beside the other of a pair"
            if relative := self._names.relative_named(hit.key, key):
                return relative, "title beside a title" if hit.key in HONOURS else "first name beside a relative"
        return None

    def _person_named_apart(self, first: NameHit, alone: list[NameHit]) -> tuple[int, str] | None:
        """Return whom a headline names in two places: "Ben’s Nightmare! Affleck Could Face Surgery"."""
        for last in alone:
            is_surname = last.start > first.start and self._names.given[last.key] < 3  # Shelton, but not Scott
            if is_surname and (id_ := self._names.relative_named(first.key, last.key)):
                return id_, "first name and surname apart"
        return None

    def _lone_title_words(self) -> Iterator[NameHit]:
        """Yield the title's capitalised words that are no everyday words and no part of a longer name."""
        line = self._lines[0]
        taken = {found.hit for found in self._found if found.line == 0}
        spans = [(hit.start, hit.end) for hit in self._hits[0] if " " in hit.key or hit in taken]
        for start, end, word in line.capitalised_words():
            if len(word) < 3 or is_ordinary(word) or any(a <= start < b for a, b in spans):
                continue
            hit = NameHit(start, end, name_key(word))
            if not self._is_beside_a_name(line, hit):
                yield hit

    def _is_beside_a_name(self, line: ScannedText, hit: NameHit) -> bool:
        after, before = line.word_after(hit.end), line.word_before(hit.start)
        if after[:1].isupper() and not is_ordinary(after) and not self._is_covered(0, hit.end + 1):
            return True
        return before[:1].isupper() and not is_ordinary(before) and not self._is_covered(0, hit.start - 1)


def _is_capital(written: str) -> bool:
    return not written[0].islower()
