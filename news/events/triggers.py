"""Where a sentence in characters words a life event, and who takes part."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from news.events.forms import FORMS, NEXT, STEMS, TAILS, form_pattern
from news.events.forms.stems import squash_marks
from news.events.masking import DATE
from news.model.articles import EventKind
from news.text.text import line_places


@dataclass(frozen=True, slots=True)
class Trigger:
    """A place of a sentence that words an event; `who` and `partner` are characters of parties, or "".

    `origin` is the trigger before whose verb and subject it shares: "an Oscar in 2015 and ~a Grammy in 2017".
    """

    kind: EventKind
    start: int
    end: int
    who: str = ""
    partner: str = ""
    origin: "Trigger | None" = None


def _role_character(match: re.Match[str], role: str) -> str:
    return next((value for name, value in match.groupdict().items() if value and name.startswith(role)), "")


def trigger_pattern(form: str) -> re.Pattern[str]:
    """Return the pattern that looks for a form's words in a sentence in characters."""
    return re.compile(rf"(?<![\w-])(?:surprise-)?(?:{form_pattern(form)})(?!\w)")


_PATTERNS = {kind: list(map(trigger_pattern, forms)) for kind, forms in FORMS.items()}
_TAIL = {kind: re.compile(rf"(?:{form_pattern(tail)})(?!'s|\w)") for kind, tail in TAILS.items()}
_NEXT = {kind: re.compile(rf"(?:{form_pattern(form)})(?!'s|\w)") for kind, form in NEXT.items()}
_WORDS = [(kind, stem) for kind, stems in STEMS.items() for stem in sorted(stems)]
_TWO_DATES = re.compile(rf"{DATE}[^.;]*{DATE}")
_STEMS = AhoCorasick([stem for _, stem in _WORDS])


def may_hold(folded: str) -> bool:
    """True if a folded text holds a word of any form: a quick look before it is read."""
    return bool(_STEMS.find_matches_as_indexes(squash_marks(folded)))


def find_lines_with_stems(folded: Sequence[str]) -> set[int]:
    """Return the numbers of the folded lines that `may_hold` a form, in one look at all of them."""
    hits = _STEMS.find_matches_as_indexes(squash_marks(" \n ".join(folded)))
    return line_places(folded, (start for _, start, _ in hits), gap=3)


def _possible_kinds(text: str) -> dict[EventKind, None]:
    hits = _STEMS.find_matches_as_indexes(squash_marks(text), overlapping=True)
    return dict.fromkeys(_WORDS[number][0] for number, _, _ in hits)


def find_triggers(text: str) -> list[Trigger]:
    """Return the triggers of a sentence in characters, in order, the longest where forms overlap."""
    found: list[Trigger] = []
    for kind in _possible_kinds(text):
        for pattern in _PATTERNS[kind]:
            found += (
                Trigger(kind, match.start(), match.end(), _role_character(match, "who"), _role_character(match, "with"))
                for match in pattern.finditer(text)
            )
    chosen: list[Trigger] = []
    for trigger in sorted(
        found, key=lambda trigger: (trigger.start - trigger.end, trigger.start, list(FORMS).index(trigger.kind))
    ):
        if all(trigger.end <= other.start or trigger.start >= other.end for other in chosen):
            chosen.append(trigger)
    for trigger in tuple(chosen) if _TWO_DATES.search(text) else ():
        chosen += _elided_triggers(text, trigger, chosen)
    chosen.sort(key=lambda trigger: trigger.start)
    return [trigger for at, trigger in enumerate(chosen) if not (at and _is_same_end(text, chosen[at - 1], trigger))]


def _is_same_end(text: str, first: Trigger, second: Trigger) -> bool:
    """True if a divorce is told twice: "filed for divorce, ~ending her marriage to P"."""
    is_end = second.kind in ("separated", "divorced") and text.startswith(("ending", "calling"), second.start)
    return is_end and first.kind in ("divorce_filed", "divorced") and text[second.start - 2 : second.start] == ", "


def _elided_triggers(text: str, origin: Trigger, told: list[Trigger]) -> Iterator[Trigger]:
    """Yield the triggers after one that leave out its verb and have dates of their own."""
    last = origin
    while (pattern := _NEXT.get(origin.kind)) and (match := pattern.match(text, last.end)):
        start, end = match.span("after" if match["after"] else "inside")
        if any(start < other.end and last.end <= other.start for other in told if other.start < end):
            return
        yield (last := Trigger(origin.kind, start, end, "", _role_character(match, "with"), origin))


def find_partner(trigger: Trigger, window: str) -> str:
    """Return the party who takes part in a shared event, told after it in its clause, or ""."""
    if trigger.partner or trigger.kind not in _TAIL:
        return trigger.partner
    tail = _TAIL[trigger.kind].match(window)
    return next(filter(None, tail.groups()), "") if tail else ""
