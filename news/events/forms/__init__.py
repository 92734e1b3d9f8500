"""How the press words each kind of life event, as patterns over the characters of `news.events.masking`.

In a form, <P> is a party, <with> a party that takes part, <who> the one whom it happens to, <U> another name, <D> a
date, <R> an epithet without a name and <NP> what may stand before a name. A form without <who> is a predicate: its
subject stands before it.
"""

from news.events.forms import couples, court, family, work
from news.events.forms.stems import stems_of_form
from news.events.forms.tails import NEXT, TAILS
from news.events.forms.words import NOUN_PHRASE, PARTNER
from news.model.articles import EventKind

__all__ = [
    "FORMS",
    "NEXT",
    "NOUN_PHRASE",
    "PARTNER",
    "STEMS",
    "TAILS",
]

# kind: forms. Alternatives of one kind may overlap; the longest at a place counts.
FORMS: dict[EventKind, tuple[str, ...]] = {**couples.FORMS, **family.FORMS, **court.FORMS, **work.FORMS}

STEMS: dict[EventKind, frozenset[str]] = {
    kind: frozenset[str]().union(*map(stems_of_form, forms)) for kind, forms in FORMS.items()
}  # those of all its forms: of a text without any of them, none of the forms can match
