"""Whole sentences with named holes: the one place that fills, counts and lists.

Every text that people read is a template here, never glued from fragments, so that a translation can order its words.
Values are filled in as they are: what comes from outside is made safe before.
"""

from collections.abc import Sequence
from typing import Literal


def message(template: str, /, **holes: str | int) -> str:
    """Return the sentence with its holes filled. Raise KeyError for a hole without a value.

    Numbers get thousands separators; a year or an id is given as text.
    """
    return template.format(**{name: _fill_value(value) for name, value in holes.items()})


def plural(one: str, many: str, /, count: int, **holes: str | int) -> str:
    """Return the sentence for a count: `one` for 1, else `many`; both have the hole {count} and may have others."""
    return message(one if count == 1 else many, count=count, **holes)


def joined(parts: Sequence[str], *, most: int | None = None, word: Literal["and", "or", ""] = "and") -> str:
    """Return "A, B and C", "A, B or C" or "A, B, C"; with more than `most` parts "A, B and 3 more"; "" for none."""
    if most is not None and len(parts) > most:
        return message("{names} and {count} more", names=", ".join(parts[:most]), count=len(parts) - most)
    if len(parts) < 2:
        return "".join(parts)
    template = {"and": "{names} and {last}", "or": "{names} or {last}", "": "{names}, {last}"}[word]
    return message(template, names=", ".join(parts[:-1]), last=parts[-1])


def capitalized(sentence: str) -> str:
    """Return the text with its first letter raised; for a name from a list, such as a topic, that begins a line."""
    return sentence[:1].upper() + sentence[1:]


def _fill_value(value: str | int) -> str:
    return value if isinstance(value, str) else f"{value:,}"
