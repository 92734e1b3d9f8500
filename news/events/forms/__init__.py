"""How the press words each kind of life event, as patterns over the characters of `news.events.masking`.

In a form, <P> is a party, <with> a party that takes part, and <who> the one to whom it happens. Another name is <U>, a
date is <D>, an epithet without a name is <R>, and <NP> is what may stand before a name. A form without <who> is a
predicate: its subject stands before it.
"""

import re
from collections.abc import Iterator
from itertools import count

from news.events.forms import couples, court, family, work
from news.events.forms.stems import stems_of_form
from news.events.forms.words import AWARD, CHILD, DETERMINED, NOUN_PHRASE, PARTNER, WORK
from news.events.masking import DATE, OTHER, PARTY
from news.model.articles import EventKind

__all__ = [
    "FORMS",
    "NEXT",
    "NOUN_PHRASE",
    "PARTNER",
    "STEMS",
    "TAILS",
    "all_forms",
    "form_pattern",
]

# kind: forms. Alternatives of one kind may overlap; the longest at a place counts.
FORMS: dict[EventKind, tuple[str, ...]] = {**couples.FORMS, **family.FORMS, **court.FORMS, **work.FORMS}

STEMS: dict[EventKind, frozenset[str]] = {
    kind: frozenset[str]().union(*map(stems_of_form, forms)) for kind, forms in FORMS.items()
}  # those of all its forms: of a text without any of them, none of the forms can match

# Where the one who takes part in a shared event stands behind the words for it: "filed for divorce ~from P".
# "dating music executive P": an epithet that no list has
_NEAR = (
    r"(?: (?!(?:in|at|on|after|before|while|and|when|for|since|despite|like|because|during|over|by|to|with|from|but)\b)"
    r"[a-z'-]+){0,3} (<P>)"
)
_ASIDE = r"[^.;:\ue000-\uefff]"
TAILS: dict[EventKind, str] = {
    "engaged": rf"{_ASIDE}{{0,40}}?\bto <NP>(<P>)",
    "married": _NEAR + rf"|{_ASIDE}{{0,60}}?\b(?:to|with) <NP>(<P>)",
    "separated": rf"{_ASIDE}{{0,50}}?\b(?:from|with|to) <NP>(<P>)",
    "divorce_filed": rf"{_ASIDE}{{0,60}}?\b(?:from|against) <NP>(<P>)|{_ASIDE}{{0,40}}?,? (?:ending|to end"
    rf"|bringing an end to|calling time on)"
    rf" (?:her|his|their) [\w' -]{{0,40}}?(?:marriage|union) (?:to|with) <NP>(<P>)|{_ASIDE}{{0,12}}?\b(?:to|with"
    rf"|divorce) <NP>(<P>)"
    "|,? <NP>(<P>)",
    "divorced": rf" <NP>(<P>)|{_ASIDE}{{0,40}}?\b(?:from|with) <NP>(<P>)",
    "dating": _NEAR + rf"|{_ASIDE}{{0,40}}?\bwith <NP>(<P>)",
    "pregnant": r"[^;:\ue000-\uefff]{0,70}?\b(?:with|by) <NP>(<P>)",
    "child_born": r"[^;:\ue000-\uefff]{0,70}?\bwith <NP>(<P>)",
    "moved": rf"{_ASIDE}{{0,50}}?\bwith <NP>(<P>)",
}

_COUNTED = r"(?:a|an|another|his|her|their|the|two|three|four|five|six|seven)"
# What a second event leaves of itself where the verb is that of the first: "an Oscar in 2015 and ~a Grammy in 2017".
_ELIDED: dict[EventKind, str] = {
    "won": rf"(?:{_COUNTED} (?:(?!for\b|of\b|with\b|to\b)[\w'-]+ ){{0,5}}?{AWARD}(?: awards?)?|one|another(?: one)?"
    rf"|a (?:second|third))"
    r"(?! (?:nominations?|nods?|[\w'-]+ (?:nominations?|nods?)))",
    "child_born": rf"(?:{_COUNTED} (?:[\w-]+ ){{0,3}}?)?{CHILD}(?:,? <U>,?)?",
    "married": rf"(?:{DETERMINED}<with>|<U>)",
    "divorced": rf"(?:{DETERMINED}<with>|<U>)",
    "released_work": rf"(?:[\"'][^\"']{{1,60}}[\"']|{_COUNTED} (?:[\w-]+ ){{0,3}}?{WORK})",
    "moved": r"(?:to|for) <U>",
}
_AGAIN = r"(?:once )?again|(?:for )?a (?:second|third) time|then again|twice more"
_THEN = r"(?:, followed by|,? and then|,? and|,? then|, plus|,)"
_ONE_MORE: frozenset[EventKind] = frozenset(
    ("won", "nominated", "arrested", "charged", "hospitalised", "married", "divorced", "sentenced", "moved")
)


def _next_pattern(kind: EventKind) -> str:
    """Return the pattern of what follows a dated event with a date of its own and no verb."""
    gap = r"(?:[^.;:\ue000-\uf3ff]{0,70}?"
    what = "|".join(filter(None, (_ELIDED.get(kind), _AGAIN if kind in _ONE_MORE else "")))
    ahead = rf"{gap}<D>[^.;:\ue000-\uf3ff]{{0,30}}?)(?={_THEN} (?:{what})[^.;:,\ue000-\uf3ff]{{0,20}}? ?<D>)"
    after = rf"{ahead}(?P<after>{_THEN} (?:{what}))"
    if kind not in ("won", "child_born", "released_work"):
        return rf"{after}(?P<inside>)"
    return rf"{after}|{gap}<D>?[^.;:\ue000-\uf3ff]{{0,30}}?)(?P<inside>{_THEN} <D>,? (?:{what}))(?! <D>)"


NEXT: dict[EventKind, str] = {kind: _next_pattern(kind) for kind in (*_ELIDED, *(_ONE_MORE - _ELIDED.keys()))}


def form_pattern(form: str) -> str:
    """Return a form as a regular expression, its marks spelt out and its roles named."""
    marks = (("<NP>", NOUN_PHRASE), ("<R>", PARTNER), ("<P>", PARTY), ("<U>", OTHER), ("<D>", DATE))
    pattern = form.replace("<who>'s", "<who>(?:'s|,? whose)")
    for mark, characters in marks:
        pattern = pattern.replace(mark, characters)
    numbers = count()
    return re.sub("<(who|with)>", lambda role: f"(?P<{role[1]}{next(numbers)}>{PARTY})", pattern)


def all_forms() -> Iterator[tuple[EventKind, str]]:
    """Yield every form with its kind."""
    for kind, patterns in FORMS.items():
        yield from ((kind, form) for form in patterns)
