"""The outlets that reports name as their source, and how each is spelled."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from news.text.text import fold_text

# Lines of a name and its other spellings. What a name shares with a common word is in ORDINARY.
_TABLE = Path(__file__).with_name("outlets.txt")
# Words before they are outlets: a source only where a phrase leaves no other reading.
ORDINARY = frozenset(
    "Access Billboard Closer Complex Cosmo Deadline Dispatch Elle Extra Glamour Guardian Heat Independent Insider Metro"
    " Parade People PEOPLE Puck Radar Spin Star TODAY Today Time Us Variety Vulture W".split()
)

# They make programmes, too: "NBC confirmed the date" is an announcement, "NBC reports" a report.
MAKERS = frozenset("ABC BBC CBC CBS E! JTBC MTV NBC NPR".split())


def _spelling_key(name: str) -> str:
    key = fold_text(name).removeprefix("www.").removeprefix("the ")
    for ending in (".com", ".co.uk", " magazine", " online"):
        key = key.removesuffix(ending)
    return key.replace(" ", "")


@cache
def _names_by_spelling() -> dict[str, str]:
    """Map each spelling to its outlet's name."""
    names: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        name, _, others = line.partition(":")
        for spelling in (name, *filter(None, map(str.strip, others.split(",")))):
            names[spelling] = name
    return names


@cache
def _known_keys() -> dict[str, str]:
    return {_spelling_key(spelling): _spelling_key(name) for spelling, name in _names_by_spelling().items()}


def outlet_spellings(known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return every spelling of the table's outlets and of those given, the longest first."""
    return tuple(sorted({*_names_by_spelling(), *known} - {""}, key=lambda name: (-len(name), name)))


def is_ordinary(name: str) -> bool:
    """True if a name may be a word like any other: one of ORDINARY, or a single word that the table lacks."""
    return name in ORDINARY or (" " not in name and name not in _names_by_spelling())


def outlet_key(name: str) -> str:
    """Return what is the same for all spellings of an outlet: "people.com", "PEOPLE", "People Magazine" -> "people"."""
    key = _spelling_key(name)
    return _known_keys().get(key, key)


def outlet_name(spelling: str, known: Iterable[str] = ()) -> str:
    """Return an outlet's name: as `known` spells it where that outlet is known, else as the table does."""
    key = outlet_key(spelling)
    ours = next((name for name in known if outlet_key(name) == key), "")
    return ours or _names_by_spelling().get(spelling, spelling)
