"""Tables of names: which pronoun the press takes for a bearer, and which names are places, not people."""

from pathlib import Path
from typing import Literal

from news.people.names import name_key

Pronoun = Literal["she", "he", ""]

_TOLD: dict[str, Pronoun] = {"she": "she", "he": "he"}


def _read_pronouns() -> dict[str, Pronoun]:
    lines = Path(__file__).with_name("given.txt").read_text(encoding="utf-8").splitlines()
    told: dict[str, Pronoun] = {}
    for line in lines:
        pronoun, _, names = line.partition(":")
        if pronoun in _TOLD:
            told |= {name_key(name): _TOLD[pronoun] for name in names.split(",")}
    return told


_PRONOUNS = _read_pronouns()


def pronoun_of(name: str) -> Pronoun:
    """Return "she" or "he" by the whole name or else the given name, or "" if neither is known."""
    key = name_key(name)
    return _PRONOUNS.get(key) or _PRONOUNS.get(key.partition(" ")[0], "")


PLACE_NAMES = frozenset(
    name_key(name)
    for line in Path(__file__).with_name("places.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for name in line.split(",")
)
