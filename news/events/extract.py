"""Sentences of an article -> life events of the people whom they name, dated as precisely as the words are.

    sentence -> entities, masking: people, names, dates -> triggers: what is worded -> actors: of whom
             -> date_binding: when -> certainty: how sure -> LifeEvent

`benchmarks.quality events` measures it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from news.events.actors import Subject, find_subject
from news.events.certainty import judge_certainty
from news.events.date_binding import TriggerDates
from news.events.dates import past_dates
from news.events.entities import ArticlePeople
from news.events.joining import date_birthdays, find_listed_births, merge_births, merge_wordings
from news.events.kinds import KINDS
from news.events.masking import DATE, PARTY, MaskedSentence, Party
from news.events.states import is_event
from news.events.triggers import Trigger, find_lines_with_stems, find_partner, find_triggers
from news.model.articles import LifeEvent
from news.model.people import Mention
from news.people.catalogue_match import Catalogue
from news.text.text import fold_text, split_sentences, with_marks

_LONGEST_TEXT = 50_000  # characters of an article that are read: the worst that we could write costs 0.7 s
_LONGEST = 1_000  # characters of a sentence; a longer one is no prose, and patterns would take their time over it
_MONTH_END = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$")
_CHILD_NAME = re.compile(r"[\uf400-\uf8ff]")
_TITLE = re.compile(r"(?<![\w’'])[\"“‘']([^\"”’“]{2,60}?),?[\"”’'](?![a-z])")
_AWARDS = re.compile(
    r"\b(?:Oscars?|Academy Awards?|Grammys?|Emmys?|Tonys?|Golden Globes?|BAFTAs?|Brit Awards?|VMAs?"
    r"|SAG Awards?|Nobel Prize|"
    r"Pulitzer Prize|Ballon d'Or|World Cup|Super Bowl|Wimbledon|(?:US|French|Australian) Open|Palme d'Or)\b"
)
_LOVERS = re.compile(
    r"\b(?:husband|wife|spouse|girlfriend|boyfriend|fianc[eé]e?|estranged|couple|lovers|romance|marriage)\b"
)
_WHOM = re.compile(
    rf"({PARTY}),? (?:whom|who|the (?:man|woman|actor|actress|singer) (?:whom |who )?)(?: he| she"
    rf"| {PARTY}) (?:[a-z]+ly )?$"
)
_OBJECT = re.compile(r" (?:to|from|asked) (?:her|him)$")
_OBJECT_NEXT = re.compile(
    rf" (?:(?:to|from) )?(?:her|him)(?=[.,;]|$| {DATE}| (?:in|at|on|after|before|when|just|less|again|secretly|and"
    rf"|two|three)\b)"
)
_NO_OWNER = re.compile(rf"({PARTY})(?!'s)")
_AGE = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)? ?(?:birthday|years old)?")


# What makes a sentence lean on the one before it, which then has to be read even if it words no event.
_REFERS = re.compile(
    r"\b(?:s?he|they|both|the (?:[\w-]+ ){0,3}\w+|pair|couple|duo|later|earlier|following|same|before|after|arrived"
    r"|born|welcomed)\b"
)


@dataclass(slots=True)
class _ArticleContext:
    """What the sentences so far leave to the next: the couple, the parents, and the date that "later" counts from."""

    couple: Party | None = None
    person: Party | None = None  # the only one whom the last sentence names
    parents: Party | None = None
    anchor: str = ""
    pairs: set[frozenset[int]] = field(default_factory=set)

    @property
    def is_any(self) -> bool:
        return self.couple is not None or self.person is not None or self.parents is not None


def find_events(
    title: str, text: str, mentions: Sequence[Mention], catalogue: Catalogue, published: int
) -> list[LifeEvent]:
    """Return the events that an article's headline and text word, in order; `mentions` are its people.

    `published` is in epoch seconds (UTC). Speech, film plots and anniversaries give none; what is denied, asked,
    planned or rumoured is marked as such.
    """
    if not mentions:
        return []
    lines = [title.replace("\n", " ")] if title else []
    lines += _join_month_ends(split_sentences(text[:_LONGEST_TEXT]))
    folded = fold_text("\n".join(lines)).split("\n")  # one by one, folding took a fifth of all the time
    holds = find_lines_with_stems(folded)
    people = ArticlePeople(mentions, catalogue) if holds else None
    if not people:
        return []
    found: list[LifeEvent] = []
    context, named = _ArticleContext(), people.find_lines_with_names(folded)
    for place, (sentence, marked) in enumerate(zip(lines, with_marks(lines), strict=True)):
        if len(sentence) > _LONGEST:
            continue
        is_near = place in holds or (place + 1 in holds and _REFERS.search(folded[place + 1]) is not None)
        if not is_near or not (place in named or (context.is_any and _REFERS.search(folded[place]))):
            context.person = None
            continue
        told = _read_sentence(sentence, marked, people, published, context)
        found += told if place or not title else [event for event in told if event.kind != "birthday"]
    return list(dict.fromkeys(date_birthdays(found, lines, published)))


def _join_month_ends(parts: Iterable[str]) -> list[str]:
    """Join what a month's full stop has parted: "on Dec. 23"."""
    whole: list[str] = []
    for part in parts:
        if whole and part[:1].isdigit() and _MONTH_END.search(whole[-1]):
            whole[-1] += f" {part}"
        else:
            whole.append(part)
    return whole


def _read_sentence(
    sentence: str, marked: str, people: ArticlePeople, published: int, context: _ArticleContext
) -> list[LifeEvent]:
    masked = people.mask_sentence(marked, published, context.anchor, context.couple)
    named = {id_ for party in masked.parties for id_ in party.ids}
    reader = _SentenceReader(sentence, masked, context)
    couple = masked.find_couple(is_shared=reader.is_shared)
    told = reader.find_events()
    if couple or (context.couple and not named <= set(context.couple.ids)):
        context.couple = couple
    context.person = masked.only_person()
    context.anchor = next(past_dates(masked.dates), context.anchor if not masked.parties else "")
    return told


class _SentenceReader:
    """One sentence on its way to events."""

    def __init__(self, sentence: str, masked: MaskedSentence, context: _ArticleContext) -> None:
        self._sentence = sentence
        self._masked = masked
        self._text = masked.text
        self._context = context
        self._triggers = find_triggers(masked.text)
        self._dates = TriggerDates(masked, self._triggers)
        self._taken = frozenset(self._object_places())
        left = {"one": context.person, "they": context.couple}
        self._known = {word: masked.enter_party(party) for word, party in left.items() if party}
        self._known |= masked.resolve_pronouns()

    @property
    def is_shared(self) -> bool:
        """True if the sentence words what two people share."""
        return (
            any(KINDS[trigger.kind].is_shared for trigger in self._triggers)
            or _LOVERS.search(self._sentence) is not None
        )

    def _object_places(self) -> Iterable[int]:
        """Yield the places of parties who are no subjects: partners of triggers and those to whom they happen."""
        for number, trigger in enumerate(self._triggers):
            if party := find_partner(trigger, self._dates.clause_after(number)):
                yield self._text.index(party, trigger.start)
            if trigger.who:
                at = self._text.index(trigger.who, trigger.start)
                if not self._text.startswith(("'s", ", whose", " whose"), at + 1):
                    yield at

    def find_events(self) -> list[LifeEvent]:
        found: list[LifeEvent] = []
        subjects: dict[Trigger, Subject | None] = {}
        for number, at in enumerate(self._dates.bind_dates()):
            trigger = self._triggers[number]
            subject = subjects[trigger.origin] if trigger.origin else self._find_subject(trigger)
            subjects[trigger] = subject
            if subject and (event := self._make_event(number, subject, at)):
                found.append(event)
        found = merge_births(found)
        if self._context.parents:
            found += find_listed_births(
                self._sentence, self._masked, self._triggers, self._context.parents, self._dates.used
            )
        return merge_wordings(found)

    def _find_subject(self, trigger: Trigger) -> Subject | None:
        if trigger.who:
            return Subject(trigger.who)
        subject = find_subject(self._text, trigger.start, trigger.end, self._taken, self._known)
        if subject is None or not subject.is_pronoun or not KINDS[trigger.kind].is_grave:
            return subject
        if any(other.kind == trigger.kind for other in self._triggers[: self._triggers.index(trigger)]):
            return subject  # "has left us; he died on Friday"
        ahead = self._text[: trigger.start]  # "The 40-year-old actor was found dead", of whom the sentence before told
        return None if ahead.startswith("the ") or self._masked.has_stranger(ahead) else subject

    def _make_event(self, number: int, subject: Subject, at: str) -> LifeEvent | None:
        told, masked = self._triggers[number], self._masked
        trigger = told.origin or told
        party = self._find_party(number, subject)
        date = masked.date_at(at) if at else None
        if not party.ids or not is_event(
            masked, trigger, subject.fillers, party, self._dates.clause_after(number), date
        ):
            return None
        # "marked a year since the death of P on Monday": only what is older may be the date of what is remembered
        is_dated = date is not None and date.date[:4] != masked.today[:4]
        status = judge_certainty(self._text, trigger, subject.fillers, is_dated=is_dated)
        if status is None:
            return None
        if status == "fact" and (subject.is_infinitive or (date and date.is_future)):
            status = "hypothetical"
        if trigger.kind == "child_born" and status == "fact":
            self._context.parents = party
        if KINDS[trigger.kind].is_shared and len(party.ids) == 2:
            self._context.pairs.add(frozenset(party.ids))
        when = date.date if date and not date.is_loose else ""
        return LifeEvent(trigger.kind, party.ids, when, self._sentence, status, self._event_details(number))

    def _find_party(self, number: int, subject: Subject) -> Party:
        """Return all to whom an event happens: its subject and who takes part."""
        trigger, masked = self._triggers[number], self._masked
        party = masked.party_at(subject.party)
        if subject.beside:
            party += masked.party_at(subject.beside)
        if KINDS[trigger.kind].is_shared and (other := find_partner(trigger, self._dates.clause_after(number))):
            return party + masked.party_at(other)
        is_one = len(party.ids) == 1 and not party.others
        if is_one and KINDS[trigger.kind].sharing == "couple" and (other := self._find_object(number, subject.party)):
            return party + masked.party_at(other)
        if is_one and (KINDS[trigger.kind].is_parting or trigger.kind == "engaged"):
            return party + self._find_spouse(party.ids[0], self._trigger_words(trigger))
        return party

    def _find_object(self, number: int, subject: str) -> str:
        """Return whom "met P and ~married her" and "P, whom U ~married" mean, where they can mean only one, or ""."""
        trigger, text = self._triggers[number], self._text
        if whom := _WHOM.search(text[: trigger.start]):
            return whom[1]
        told = _OBJECT.search(self._trigger_words(trigger)) or _OBJECT_NEXT.match(text, trigger.end)
        if not told:
            return ""
        pronoun = "he" if "him" in told[0] else "she"
        fitting = [at for at in dict.fromkeys(_NO_OWNER.findall(text[: trigger.start])) if at != subject]
        return fitting[0] if len(fitting) == 1 and self._known.get(fitting[0]) in (pronoun, "") else ""

    def _find_spouse(self, id_: int, words: str) -> Party:
        """Return the other of a known pair, or of "their marriage", if the sentence names both; else nobody."""
        here = {other for party in self._masked.parties for other in party.ids} - {id_}
        others = {other for pair in self._context.pairs if id_ in pair for other in pair & here}
        if not others and (" their " in words or words.startswith("asked ")):
            others = here
        return Party(tuple(others)) if len(others) == 1 else Party(())

    def _trigger_words(self, trigger: Trigger) -> str:
        return self._text[trigger.start : trigger.end]

    def _event_details(self, number: int) -> str:
        trigger = self._triggers[number]
        words = self._trigger_words(trigger)
        if trigger.kind == "child_born":
            named = _CHILD_NAME.search(words) or re.match(
                r",? (?:named )?([\uf400-\uf8ff])", self._dates.clause_after(number)
            )
            return self._masked.name_at(named[0][-1]) if named else ""
        if trigger.kind == "birthday":
            age = _AGE.search(words)
            return age[1] if age else ""
        if trigger.kind == "released_work":
            title = _TITLE.search(self._sentence)
            return title[1] if title else ""
        award = _AWARDS.search(self._sentence) if trigger.kind in ("won", "nominated") else None
        return award[0] if award else ""
