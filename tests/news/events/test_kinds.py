"""One row a kind of event: none can be missing, and none is worded or drawn as another one."""

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from news.events.forms import FORMS
from news.events.kinds import GROUPS, KINDS
from news.model.articles import EventKind
from news.timeline.merge import Moment
from news.timeline.wording import describe_moment

ROOT = Path(__file__).parents[3]
ADDED = """
from typing import Literal, get_args
import news.model.articles as articles
articles.EventKind = Literal[(*get_args(articles.EventKind), "no_such_kind")]
import bot
"""
NEW_PHRASING = """
from typing import assert_never
from news.events.kinds import KindRow
def words(row: KindRow) -> str:
    match row.phrasing:
        case "couple" | "filing" | "birthday" | "birth" | "expecting" | "release" | "award" | "nomination" | "move":
            return ""
        case never:
            assert_never(never)
"""


def test_each_kind_has_a_row_and_forms():
    assert KINDS.keys() == FORMS.keys() == set(get_args(EventKind))
    assert {row.group for row in KINDS.values()} == set(GROUPS) - {"stories"}


@pytest.mark.slow
def test_a_kind_without_a_row_stops_the_start():
    ran = subprocess.run([sys.executable, "-c", ADDED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode
    assert "LookupError" in ran.stderr
    assert "no_such_kind" in ran.stderr


@pytest.mark.slow
def test_a_phrasing_that_is_not_told_apart_fails_the_type_check(tmp_path):
    (tmp_path / "words.py").write_text(NEW_PHRASING)
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path), str(tmp_path / "words.py")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert 'expected "Never"' in ran.stdout
    assert "plain" in ran.stdout


def test_no_kind_is_worded_as_another_one():
    told = [
        describe_moment(Moment(kind=kind, date="2021", people=(1,), what="", status="fact"), 1, lambda _: "Jane Roe")
        for kind in get_args(EventKind)
    ]
    assert len(set(told)) == len(told)
    assert all(words[:1].isupper() for words in told)
