"""Sentences of an article -> life events of the people whom they name, dated as precisely as the words are.

    sentence -> news.cast: people, names, dates -> news.deeds: what is worded -> news.subjects: of whom
             -> news.hedges: how sure -> LifeEvent

`benchmarks.quality events` measures it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from news.cast import DATE, PARTY, Cast, Party, Scene
from news.dates import find_dates, latest
from news.deeds import ACCUSED, ANNOUNCED, SHARED, SPOUSES, Deed, find_deeds, may_hold, partner
from news.hedges import judge
from news.model import LifeEvent, Mention
from news.people import Catalogue
from news.states import is_event
from news.subjects import Subject, find_subject
from news.text import fold, sentences

_LONGEST_TEXT = 50_000  # characters of an article that are read: the worst that others can send costs 1.6 s
_LONGEST = 1_000  # characters of a sentence; a longer one is no prose, and patterns would take their time over it
# Where the clause of a predicate ends: what follows has a subject and a date of its own.
_CLAUSE_END = re.compile(
    r";|:(?!\d)| - |\b(?:who|whose|which|whom|but|while|when|because|where|though|although)\b|,? (?:before"
    r"|after|as) (?!(?:of|an?|the)\b)"
    r"|, (?:with|and|following|just|months|weeks|days|years|[\w]+ (?:months|years|weeks|days))\b"
)
_CRIME = re.compile(r"\b(?:with|for|of) (?:[a-z]+ )?[a-z]+ing\b")  # "charged with killing her in 2003": the deed's year
_DAY = len("2021-06-08")
_IN_WHO = re.compile(r"\b(?:who|whose|which)\b[^,]*$")
_NESTED = re.compile(r"\b(?:who|after|before)\b[^,]*$")
_DUE = re.compile(r"\b(?:due|expected|arriving|set for|release date)\s*$")
_SAID = re.compile(
    rf"\b(?:announc|confirm|reveal|said|say|told|tell|shar|post|wrote|report|tweet)\w*(?: [\w]+| {PARTY})*? ?$"
)
_CHAIN = re.compile(
    r"\b(?:with |and |then )?(?:(?:his|her|their) )?(?:(?:first|second|third|fourth|fifth|sixth|eldest|oldest"
    r"|youngest|middle|twin)"
    r"(?: child| kid)?|son|sons|daughter|daughters|child|baby|twins|brother|sister|(?P<bare>with|and|then))"
    r"(?: (?:son|daughter|child|baby))? (?P<name>[\uf400-\uf8ff])(?: (?:being|was|were|had|has been))? "
    r"(?:arrived|arriving|(?:was |were )?(?:born|welcomed)|followed|following|came)\b"
)
_MONTH_END = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$")
_LONE = re.compile(r"(?<![\uf400-\uf8ff] )[\uf400-\uf8ff](?! [\uf400-\uf8ff])")
_CHILD_NAME = re.compile(r"[\uf400-\uf8ff]")
_TITLE = re.compile(r"(?<![\w’'])[\"“‘']([^\"”’“]{2,60}?),?[\"”’'](?![a-z])")
_AWARDS = re.compile(
    r"\b(?:Oscars?|Academy Awards?|Grammys?|Emmys?|Tonys?|Golden Globes?|BAFTAs?|Brit Awards?|VMAs?"
    r"|SAG Awards?|Nobel Prize|"
    r"Pulitzer Prize|Ballon d'Or|World Cup|Super Bowl|Wimbledon|(?:US|French|Australian) Open|Palme d'Or)\b"
)
_AGE = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)? ?(?:birthday|years old)?")


# What makes a sentence lean on the one before it, which then has to be read even if it words no event.
_REFERS = re.compile(
    r"\b(?:[Ss]?[Hh]e|[Tt]hey|[Tt]he|pair|couple|duo|later|earlier|following|same|before|after|arrived|born"
    r"|welcomed)\b"
)


@dataclass(slots=True)
class _Before:
    """What the sentences so far leave to the next: the couple, the parents, and the date that "later" counts from."""

    couple: Party | None = None
    person: Party | None = None  # the only one whom the last sentence names
    parents: Party | None = None
    anchor: str = ""
    pairs: set[frozenset[int]] = field(default_factory=set)


def find_events(
    title: str, text: str, mentions: Sequence[Mention], catalogue: Catalogue, published: int
) -> list[LifeEvent]:
    """Give the events that an article's headline and text word, in order; `mentions` is what `Catalogue.find` gives.

    `published` is in epoch seconds (UTC). Speech, film plots and anniversaries give none; what is denied, asked,
    planned or rumoured is marked as such.
    """
    if not mentions or not (may_hold(fold(title)) or may_hold(fold(text))):
        return []
    cast = Cast(mentions, catalogue)
    if not cast:
        return []
    found: list[LifeEvent] = []
    before = _Before()
    lines = [title] if title else []
    lines += _whole(sentences(text[:_LONGEST_TEXT]))
    for sentence, after in zip_longest(lines, lines[1:], fillvalue=""):
        if len(sentence) > _LONGEST:
            continue
        if not may_hold(fold(sentence)) and not (_REFERS.search(after) and may_hold(fold(after))):
            before.person = None
            continue
        told = _read(sentence, cast, published, before)
        found += told if sentence is not title else [event for event in told if event.kind != "birthday"]
    return list(dict.fromkeys(_dated_birthdays(found, lines, published)))


def _whole(parts: Iterable[str]) -> list[str]:
    """Join what a month's full stop has parted: "on Dec. 23"."""
    whole: list[str] = []
    for part in parts:
        if whole and part[:1].isdigit() and _MONTH_END.search(whole[-1]):
            whole[-1] += f" {part}"
        else:
            whole.append(part)
    return whole


def _read(sentence: str, cast: Cast, published: int, before: _Before) -> list[LifeEvent]:
    scene = cast.read(sentence, published, before.anchor, before.couple)
    couple = scene.couple()
    told = _Telling(sentence, scene, before).events() if may_hold(scene.text) or scene.parties else []
    before.couple = couple or before.couple
    before.person = scene.only()
    before.anchor = next(latest(scene.dates), before.anchor if not scene.parties else "")
    return told


class _Telling:
    """One sentence on its way to events."""

    def __init__(self, sentence: str, scene: Scene, before: _Before) -> None:
        self._sentence = sentence
        self._scene = scene
        self._text = scene.text
        self._before = before
        self._deeds = find_deeds(scene.text)
        self._taken = frozenset(self._objects())
        left = {"one": before.person, "they": before.couple}
        self._known = {word: scene.enter(party) for word, party in left.items() if party}

    def _window(self, number: int) -> str:
        """Give what follows a deed in its clause."""
        start = self._deeds[number].end
        end = self._deeds[number + 1].start if number + 1 < len(self._deeds) else len(self._text)
        stop = _CLAUSE_END.search(self._text, start, end)
        return self._text[start : stop.start() if stop else end]

    def _objects(self) -> Iterable[int]:
        for number, deed in enumerate(self._deeds):
            if party := partner(deed, self._window(number)):
                yield self._text.index(party, deed.start)
            if deed.who:
                at = self._text.index(deed.who, deed.start)
                if not self._text.startswith(("'s", ", whose", " whose"), at + 1):
                    yield at

    def events(self) -> list[LifeEvent]:
        used: set[str] = set()
        dates = [self._date_after(number, used) for number in range(len(self._deeds))]
        found: list[LifeEvent] = []
        for number, deed in enumerate(self._deeds):
            subject = Subject(deed.who) if deed.who else self._subject(deed)
            if subject is None:
                continue
            at = dates[number] or self._date_before(number, used)
            used.add(at)
            if event := self._event(number, subject, at):
                found.append(event)
        found += self._chain(used)
        return _merged(found)

    def _subject(self, deed: Deed) -> Subject | None:
        return find_subject(self._text, deed.start, deed.end, self._taken, self._known)

    def _event(self, number: int, subject: Subject, at: str) -> LifeEvent | None:
        deed, scene = self._deeds[number], self._scene
        window = self._window(number)
        party = scene.party(subject.party)
        if subject.beside:
            party += scene.party(subject.beside)
        if deed.kind in SHARED and (other := partner(deed, window)):
            party += scene.party(other)
        elif deed.kind in SPOUSES and len(party.ids) == 1 and not party.others:
            party += self._spouse(party.ids[0])
        date = scene.date(at) if at else None
        words = self._text[deed.start : deed.end]
        if not party.ids or not is_event(
            words, deed, subject.fillers, party, self._people_of(window), is_dated=date is not None
        ):
            return None
        status = judge(self._text, deed, subject.fillers, is_dated=date is not None)
        if status is None:
            return None
        if status == "fact" and (subject.is_infinitive or (date and date.is_future)):
            status = "hypothetical"
        if deed.kind == "child_born" and status == "fact":
            self._before.parents = party
        if deed.kind in SHARED and len(party.ids) == 2:
            self._before.pairs.add(frozenset(party.ids))
        day = date.date if date else ""
        return LifeEvent(deed.kind, party.ids, day, self._sentence, status, self._what(deed, window))

    def _people_of(self, window: str) -> str:
        """Leave out names of one word: who is named in passing has two, "Adidas" has one."""
        return _LONE.sub(lambda name: name[0] if " " in self._scene.name(name[0]) else "it", window)

    def _spouse(self, id_: int) -> Party:
        """Give the other of a pair that the article has told of, if this sentence names both."""
        here = {other for party in self._scene.parties for other in party.ids}
        others = {other for pair in self._before.pairs if id_ in pair for other in pair & here} - {id_}
        return Party(tuple(others)) if len(others) == 1 else Party(())

    def _date_after(self, number: int, used: set[str]) -> str:
        deed, window = self._deeds[number], self._window(number)
        inside = self._text[deed.start : deed.end]
        if number + 1 < len(self._deeds) and window.strip() == "and":  # "was arrested and charged on Friday"
            return self._date_after(number + 1, set())
        for part in (inside, window):
            for match in re.finditer(DATE, part):
                found = self._scene.date(match[0])
                if match[0] in used or found.side == "after" or _DUE.search(part[: match.start()]):
                    continue
                if deed.kind in ACCUSED and len(found.date) < _DAY and _CRIME.search(part[: match.start()]):
                    continue
                if deed.kind not in ANNOUNCED and _SAID.search(part[: match.start()]):
                    continue
                if found.is_future and deed.kind in ("pregnant", "nominated"):  # the birth's or the ceremony's
                    continue
                used.add(match[0])
                return match[0]
        rest = self._text[deed.end :]
        joined = re.match(rf"[^.;]{{0,60}}?({DATE})", rest)
        if joined and self._scene.date(joined[1]).side == "before":
            used.add(joined[1])
            return joined[1]
        return ""

    def _date_before(self, number: int, used: set[str]) -> str:
        """Give the nearest date before a deed that is no other's, at its clause's or the sentence's beginning."""
        deed = self._deeds[number]
        left = self._text[: deed.start]
        for match in reversed(list(re.finditer(DATE, left))):
            found = self._scene.date(match[0])
            if match[0] in used or found.side == "before":
                continue
            between = left[match.end() :]
            if found.side == "after":
                return match[0]
            if _SAID.search(left[: match.start()]) and deed.kind not in ANNOUNCED:
                continue
            if between.startswith(",") and _IN_WHO.search(left[: match.start()]):
                continue
            is_fronted = match.start() == 0 and not _NESTED.search(between)
            if is_fronted or not _CLAUSE_END.search(between.strip(" ,")):
                return match[0]
        return ""

    def _chain(self, used: set[str]) -> list[LifeEvent]:
        """Give the births that a sentence lists without the parents, whom this or an earlier sentence told."""
        parents, scene = self._before.parents, self._scene
        if parents is None:
            return []
        found: list[LifeEvent] = []
        matches = list(_CHAIN.finditer(self._text))
        spans = [(deed.start, deed.end) for deed in self._deeds if deed.kind == "child_born"]
        ends = [match.start() for match in matches[1:]] + [len(self._text)] * bool(matches)
        for match, end in zip(matches, ends, strict=True):
            if any(a < match.end() and match.start() < b and re.search(PARTY, self._text[a:b]) for a, b in spans):
                continue
            after = [day for day in re.findall(DATE, self._text[match.end() : end]) if scene.date(day).side != "after"]
            ahead = [day for day in re.findall(DATE, self._text[: match.start()]) if day not in used]
            at = next(iter(after), "") or (ahead[-1] if ahead else "")
            used.add(at)
            date = scene.date(at).date if at else ""
            status = judge(self._text, Deed("child_born", match.start(), match.end()), "", is_dated=bool(at))
            if status:
                name = scene.name(match["name"])
                found.append(LifeEvent("child_born", parents.ids, date, self._sentence, status, name))
        return found

    def _what(self, deed: Deed, window: str) -> str:
        words = self._text[deed.start : deed.end]
        if deed.kind == "child_born":
            named = _CHILD_NAME.search(words) or re.match(r",? (?:named )?([\uf400-\uf8ff])", window)
            return self._scene.name(named[0][-1]) if named else ""
        if deed.kind == "released_work":
            named = _TITLE.search(self._sentence)
            return named[1] if named else ""
        if deed.kind in ("won", "nominated"):
            named = _AWARDS.search(self._sentence)
            return named[0] if named else ""
        if deed.kind == "birthday":
            named = _AGE.search(words)
            return named[1] if named else ""
        return ""


def _merged(found: list[LifeEvent]) -> list[LifeEvent]:
    """Make one of two wordings of the same event in a sentence: "married U, exchanging vows on D"."""
    kept: list[LifeEvent] = []
    for event in found:
        for at, other in enumerate(kept):
            is_same = other.kind == event.kind and other.status == event.status and event.kind != "released_work"
            is_one = set(event.people) <= set(other.people) or set(other.people) <= set(event.people)
            if is_same and is_one and (not event.date or not other.date or event.date == other.date):
                people = max(other.people, event.people, key=len)
                kept[at] = replace(other, people=people, date=other.date or event.date, what=other.what or event.what)
                break
        else:
            kept.append(event)
    return kept


def _dated_birthdays(found: list[LifeEvent], lines: list[str], published: int) -> list[LifeEvent]:
    """Date a birthday by the next sentence where that tells the day of "the founder's birthday"."""
    following = dict(pairwise(lines))
    dated: list[LifeEvent] = []
    for event in found:
        after = following.get(event.sentence, "")
        if event.kind == "birthday" and not event.date and "birthday" in after:
            head = after[: after.index("birthday")]
            days = [one.date for one in find_dates(head, published) if not one.is_future]
            dated.append(replace(event, date=days[-1] if days else ""))
        else:
            dated.append(event)
    return dated
