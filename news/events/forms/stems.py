"""The words of the forms, read off their patterns: a sentence without any of them words no event.

They are looked for in a text whose marks are spaces (`squash_marks`): a space in a stem is also the edge of a word.
"""

import re
from collections.abc import Iterable, Sequence
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as patterns  # type: ignore[attr-defined]
from typing import Any

_MARKS = re.compile(r"[^\w\n]")
# Parties, names and dates are no words. "P' ring" is masked as "P's ring": an owner's "s" need not be in the text.
_MASKED = re.compile(r"<(?:NP|R|P|U|D|who|with)>(?:'s)?")
_GAP = "[\ue000-\uf8ff]"
_EDGE = "\0"  # no letter or digit stands here
_MOST = 100  # wordings of one part of a form; with more, another part has to do
_WIDEST = 10  # characters of a range that is spelt out
_LEAST = 2  # characters of a stem
# Words that say little: of two parts of a form, the one that needs fewer of them is looked for.
_COMMON = frozenset(
    "a an the and or no of to in on at by for from with into her his their he she it is are was were be been being has"
    " have had said says saying took take taken gave give given made make new now out up not one as after about year"
    " years week weeks month months became become becomes got get gets went put first day two three".split()
)

Wordings = frozenset[str]


def squash_marks(folded: str) -> str:
    """Return a folded text with a space for each mark, one for one, and one more before it and behind it."""
    return f" {_MARKS.sub(' ', folded)} "


def stems_of_form(form: str) -> Wordings:
    """Return stems of which each sentence that a form matches has one, or none for a form without words."""
    parsed = patterns.parse(_MASKED.sub(_GAP, form))
    return _part_wordings(list(parsed), is_left=True, is_right=True)[1]


def _part_wordings(items: Sequence[Any], *, is_left: bool, is_right: bool) -> tuple[Wordings | None, Wordings]:
    """Return all wordings of a part of a form, None for too many, and the stems that serve it best.

    `is_left` and `is_right` say whether a word cannot go on before and behind the part.
    """
    run = frozenset((_EDGE if is_left else "",))
    runs: list[Wordings] = []
    is_whole = True
    for place, (kind, value) in enumerate(items):
        rest = items[place + 1 :]
        if kind is sre.ASSERT and value[0] > 0:
            runs.append(_join_run(run, _first_characters(list(value[1]))))  # what must follow is not used up
            continue
        ends = _first_characters(rest, is_right=is_right)
        wordings, stems = _item_wordings(kind, value, is_left=_is_edge(run, -1), is_right=_is_edge(ends, 0))
        if wordings is not None and len(wordings) * len(run) <= _MOST:
            run = _join_run(run, wordings)
            continue
        runs += run, stems
        run, is_whole = wordings or frozenset(("",)), False
    run = _join_run(run, frozenset((_EDGE if is_right else "",)))
    return run if is_whole else None, _best_run((*runs, run))


def _item_wordings(kind: Any, value: Any, *, is_left: bool, is_right: bool) -> tuple[Wordings | None, Wordings]:
    wordings: Wordings | None = None
    stems: Wordings = frozenset()
    if kind in (sre.LITERAL, sre.IN):
        wordings = _item_characters(kind, value)
    elif kind in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        wordings = frozenset((_EDGE if _is_border(kind, value) else "",))
    elif kind is sre.SUBPATTERN:
        wordings, stems = _part_wordings(list(value[3]), is_left=is_left, is_right=is_right)
    elif kind is sre.BRANCH:
        parts = [_part_wordings(list(branch), is_left=is_left, is_right=is_right) for branch in value[1]]
        wordings = _union_wordings([part for part, _ in parts])
        stems = _union_wordings([part for _, part in parts]) or frozenset()
    elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        least, most, body = value
        wordings, stems = _part_wordings(list(body), is_left=False, is_right=False)
        wordings = wordings | {""} if (least, most) == (0, 1) and wordings is not None else None
        stems = stems if least else frozenset()
    return wordings, stems


def _union_wordings(parts: Sequence[Wordings | None]) -> Wordings | None:
    """Return all of several wordings, or None if one of them has none."""
    return frozenset[str]().union(*(part or () for part in parts)) if all(parts) else None


def _is_border(kind: Any, value: Any) -> bool:
    """True if a pattern of no width lets no word go on: a word's border, or that no letter follows or comes before."""
    if kind is not sre.ASSERT_NOT:
        return value is sre.AT_BOUNDARY
    (first, members), *more = list(value[1]) or [(None, None)]
    return first is sre.IN and not more and (sre.CATEGORY, sre.CATEGORY_WORD) in members


def _first_characters(items: Sequence[Any], *, is_right: bool = False) -> Wordings:
    """Return with what characters a part of a form can begin, or none where that is open."""
    if not items:
        return frozenset((_EDGE,) if is_right else ())
    (kind, value), *rest = items
    if kind in (sre.LITERAL, sre.IN):
        return _item_characters(kind, value) or frozenset()
    if kind not in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        ways = [_first_characters([*way, *rest], is_right=is_right) for way in _item_parts(kind, value)]
        return _union_wordings(ways) or frozenset()
    if value is sre.AT_END or _is_border(kind, value):
        return frozenset((_EDGE,))
    is_ahead = kind is sre.ASSERT and value[0] > 0
    return _first_characters(list(value[1])) if is_ahead else _first_characters(rest, is_right=is_right)


def _item_parts(kind: Any, value: Any) -> list[Any]:
    """Return the parts of which one stands where an item of a form does, or none for any character."""
    if kind is sre.SUBPATTERN:
        return [value[3]]
    if kind is sre.BRANCH:
        return list(value[1])
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return [value[2]] if value[0] else [value[2], []]
    return []


def _item_characters(kind: Any, value: Any) -> Wordings | None:
    """Return the characters of which one stands here, or None for too many and where an apostrophe may stand."""
    spelt: set[str] = set()
    for form, member in ((kind, value),) if kind is sre.LITERAL else value:
        if form is sre.LITERAL and chr(member) != "'":
            spelt.add(chr(member))
        elif form is sre.RANGE and member[1] - member[0] < _WIDEST:
            spelt.update(map(chr, range(member[0], member[1] + 1)))
        else:
            return None
    return frozenset(spelt)


def _join_run(run: Wordings, more: Iterable[str]) -> Wordings:
    return frozenset(before + after for before in run for after in more)


def _is_edge(run: Wordings, at: int) -> bool:
    """True if each wording has a border or a mark at its first or last place."""
    return bool(run) and all(word and not (word[at].isalnum() or word[at] == "_") for word in run)


def _best_run(runs: Iterable[Wordings]) -> Wordings:
    settled = (frozenset(stem for word in run if (stem := _wording_stem(word))) for run in runs)
    usable = (stems for stems in settled if stems and all(len(stem.strip()) >= _LEAST for stem in stems))
    return min(usable, key=lambda stems: (sum(map(_guess_frequency, stems)), sorted(stems)), default=frozenset())


def _wording_stem(word: str) -> str:
    """Return a wording as it stands in a squashed text, or "" for one that has letters on both sides of a border."""
    spaced = re.sub(r"[^\w\0]", " ", word)
    settled = re.sub(r"(?<= )\0+|\0+(?= )|^\0+(?=\0)", "", spaced)
    return "" if re.search(r"\w\0+\w", settled) else re.sub(r"\0+", " ", settled)


def _guess_frequency(stem: str) -> float:
    """Guess how often a stem stands in a text: seldom if it is long, and its words are not common ones."""
    rare = sum(len(word) for word in stem.split() if word not in _COMMON)
    edges = stem.startswith(" ") + stem.endswith(" ")
    return float(4.0**-rare * 0.8 ** len(stem) * 0.5**edges)
