"""Stems are read off the forms: what a form matches has one, however the form is written."""

import random
import re
from collections.abc import Sequence
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as patterns  # type: ignore[attr-defined]
from typing import Any

import pytest

from news.events.forms import FORMS, STEMS, all_forms
from news.events.forms.stems import squash_marks, stems_of_form
from news.events.triggers import may_hold, trigger_pattern

# It counts only beside "died", "dies" or "passed away" (`news.events.states`), which are stems of other forms.
BESIDE = [("died", form) for form in FORMS["died"] if form.startswith("(?<=<D> )")]
MADE, SEED = 40, 7
TAILS = (
    "",
    ".",
    ", he said",
    " \uf000",
    " in \uf400",
    " in may",
    " on \uf000",
    " after a year",
    " from \ue001",
    " again",
)


@pytest.mark.parametrize(
    ("form", "stems"),
    [
        ("zorbled", {" zorbled "}),
        ("(?:tie|tied) the knot", {" tie the knot ", " tied the knot "}),
        ("gr[ae]y(?: and old)? <with>", {" gray ", " grey ", " gray and old ", " grey and old "}),
        (r"[\w'-]+ matrimony", {" matrimony "}),
        ("wed(?= <D>|[.,]|$)", {" wed "}),
        ("<who>'s betrothal", {" betrothal "}),
        ("(?:in )?<U>", set()),
    ],
)
def test_stems_are_the_words_without_which_a_form_cannot_match(form: str, stems: set[str]) -> None:
    assert stems_of_form(form) == stems


def test_each_form_has_a_word_of_its_own() -> None:
    assert [(kind, form) for kind, form in all_forms() if not stems_of_form(form)] == BESIDE
    assert len(BESIDE) == 1
    assert STEMS.keys() == FORMS.keys()


@pytest.mark.slow
def test_whatever_a_form_matches_passes_the_quick_look() -> None:
    dice, made = random.Random(SEED), 0
    for kind, form in all_forms():
        if (kind, form) in BESIDE:
            continue
        pattern, parsed = trigger_pattern(form), list(patterns.parse(marked(form)))
        stems = stems_of_form(form)
        for _ in range(MADE):
            words = f"{dice.choice(('', 'now ', '“', chr(0xE000) + ' '))}{written(parsed, dice)}{dice.choice(TAILS)}"
            if (match := pattern.search(words)) is None:
                continue
            made += 1
            assert any(stem in squash_marks(words) for stem in stems), (kind, form, match[0])
            assert may_hold(unmasked(words)), (kind, form, match[0])
    assert made > len(list(all_forms())) * MADE / 4


def marked(form: str) -> str:
    """Put characters for the marks of a form, as a sentence has them."""
    places = {"who": "\ue000", "with": "\ue001", "P": "\ue002", "U": "\uf400", "D": "\uf000", "NP": "", "R": "her beau"}
    return re.sub(r"<(\w+)>", lambda mark: places[mark[1]], form)


def unmasked(words: str) -> str:
    """Put names and dates for the characters; an owner in "s" has no other "s"."""
    named = re.sub("[\ue000-\uefff]'s", "ann jones'", words)
    return re.sub("[\uf000-\uf3ff]", "monday", re.sub("[\ue000-\uefff\uf400-\uf8ff]", "ann jones", named))


def written(items: Sequence[Any], dice: random.Random) -> str:
    """Write out a part of a form at random; what it only looks at is left to chance."""
    return "".join(part(kind, value, dice) for kind, value in items)


def part(kind: Any, value: Any, dice: random.Random) -> str:
    if kind is sre.LITERAL:
        return chr(value)
    if kind is sre.IN:
        return character(value, dice)
    if kind is sre.SUBPATTERN:
        return written(value[3], dice)
    if kind is sre.BRANCH:
        return written(dice.choice(value[1]), dice)
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        least, most, body = value
        return "".join(written(body, dice) for _ in range(dice.randint(least, min(int(most), least + 2))))
    return "" if kind in (sre.AT, sre.ASSERT, sre.ASSERT_NOT) else "x"


def character(members: Sequence[Any], dice: random.Random) -> str:
    if members[0][0] is sre.NEGATE:
        return dice.choice("abc ")
    kind, value = dice.choice(members)
    if kind is sre.CATEGORY:
        return "7" if value is sre.CATEGORY_DIGIT else " " if value is sre.CATEGORY_SPACE else "a"
    return chr(value if kind is sre.LITERAL else dice.randint(*value))
