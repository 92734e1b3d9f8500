"""How the press words each kind of life event, as patterns over the characters of `news.events.masking`.

In a form, <P> is a party, <with> a party that takes part, <who> the one whom it happens to, <U> another name, <D> a
date, <R> an epithet without a name and <NP> what may stand before a name. A form without <who> is a predicate: its
subject stands before it.
"""

from news.events.forms import couples, court, family, work
from news.events.forms.stems import stems_of
from news.events.forms.tails import NEXT, TAILS
from news.events.forms.words import NOUN_PHRASE, PARTNER
from news.model.articles import EventKind

__all__ = [
    "ACCUSED",
    "ANNOUNCED",
    "COUPLED",
    "FORMS",
    "GRAVE",
    "NEXT",
    "NOUN_PHRASE",
    "PARTNER",
    "SHARED",
    "SPOUSES",
    "STEMS",
    "TAILS",
]

# Two people share it, so that one of them named after the other takes part: "filed for divorce from <with>".
SHARED: frozenset[EventKind] = frozenset(
    ("engaged", "married", "separated", "divorce_filed", "divorced", "dating", "pregnant", "child_born", "moved")
)
COUPLED: frozenset[EventKind] = frozenset(
    ("engaged", "married", "separated", "divorce_filed", "divorced", "dating")
)  # no third takes part
SPOUSES: frozenset[EventKind] = frozenset(("separated", "divorce_filed", "divorced"))
# What is told as news on the day when it happens; a birth, a death or a wedding may have been earlier.
ANNOUNCED: frozenset[EventKind] = frozenset(("engaged", "separated", "dating", "pregnant", "nominated"))
# What is worst to tell of the wrong one: no pronoun counts where somebody else is named before it.
GRAVE: frozenset[EventKind] = frozenset(("died", "arrested", "charged", "sentenced", "hospitalised", "pregnant"))
ACCUSED: frozenset[EventKind] = frozenset(("arrested", "charged", "sentenced"))

# kind: forms. Alternatives of one kind may overlap; the longest at a place counts.
FORMS: dict[EventKind, tuple[str, ...]] = {**couples.FORMS, **family.FORMS, **court.FORMS, **work.FORMS}

STEMS: dict[EventKind, frozenset[str]] = {
    kind: frozenset[str]().union(*map(stems_of, forms)) for kind, forms in FORMS.items()
}  # those of all its forms: of a text without any of them, none of the forms can match
