"""The measure of who is named: what counts as right, missed and wrong, and the figure that is asked for."""

import json
import subprocess
import sys

import pytest

from benchmarks.quality_people import compare, read_gold, report
from news.model.people import Person
from news.people.catalogue_match import Catalogue
from settings import ROOT

PEOPLE = [
    Person(id=1, name="Jane Roe", aliases=("Jane Smith-Roe",), popularity=50),
    Person(id=2, name="Chris Poe", popularity=90, occupations=("actor",)),
    Person(id=3, name="Chris Poe", popularity=10, occupations=("singer",)),
]


@pytest.fixture(scope="module")
def small():
    return Catalogue(PEOPLE)


def measure(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.quality", "people", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_gold_name_may_be_an_alias(small):
    outcome = compare(small, "Jane Roe wins", ["jane smith roe"])
    assert (outcome.matched, outcome.missed, outcome.wrong) == (1, (), ())


def test_any_bearer_of_a_shared_gold_name_counts(small):
    outcome = compare(small, "Chris Poe sings his new song", ["Chris Poe"])
    assert (outcome.matched, outcome.tagged_right, outcome.wrong) == (1, 1, ())


def test_a_gold_name_that_the_catalogue_lacks_is_missed(small):
    assert compare(small, "Max Moe and Jane Roe", ["Max Moe", "Jane Roe"]).missed == ("Max Moe",)


def test_a_tag_that_nobody_labelled_is_wrong(small):
    assert compare(small, "Jane Roe wins", []).wrong == ("Jane Roe",)


def test_headlines_are_cleaned_as_the_refresh_cleans_them(small):
    assert compare(small, "Jane\u200b Roe", ["Jane Roe"]).matched == 1


def test_the_figures_are_micro_averaged(small):
    rows = [("Jane Roe and Chris Poe", ["Jane Roe", "Max Moe"]), ("Jane Roe", ["Jane Roe"]), ("Nobody", [])]
    figures = report([compare(small, *row) for row in rows], show=False)
    assert figures == {"precision": 0.6667, "recall": 0.6667, "f1": 0.6667}


def test_rows_are_read_without_quoting_and_an_empty_column_is_nobody():
    text = 'headline\tpeople\n"Quoted" start\tA B|C D\r\nNobody here\t\nNo tab either\n\n'
    assert read_gold(text) == [('"Quoted" start', ("A B", "C D")), ("Nobody here", ()), ("No tab either", ())]


def test_columns_may_stand_in_another_order_or_be_more():
    assert read_gold("id\tpeople\theadline\n1\tA B\tA B sings\n") == [("A B sings", ("A B",))]


@pytest.mark.parametrize("text", ["", "title\tpeople\nx\ty\n", "headline\tpeople\na\tb\tc\n"])
def test_a_file_of_another_form_is_refused(text):
    with pytest.raises(ValueError, match=r"line \d"):
        read_gold(text)


@pytest.mark.slow
def test_the_last_line_is_one_json_object(tmp_path):
    gold = tmp_path / "gold.tsv"
    gold.write_text("headline\tpeople\nTaylor Swift sings\tTaylor Swift\nDrake naps\tMax Moe\n", encoding="utf-8")
    ran = measure(str(gold), "--show")
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout.splitlines()[-1]) == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert "missed: Max Moe" in ran.stdout
    assert "wrong: Drake" in ran.stdout


@pytest.mark.slow
def test_a_missing_file_is_one_clear_message(tmp_path):
    ran = measure(str(tmp_path / "none.tsv"))
    assert ran.returncode == 2
    assert "none.tsv" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.slow
def test_the_labelled_headlines_reach_what_is_asked(data, catalogue):
    gold = read_gold((data / "headlines" / "gold_people.tsv").read_text(encoding="utf-8"))
    figures = report([compare(catalogue, *row) for row in gold], show=False)
    assert figures["precision"] >= 0.98
    assert figures["recall"] >= 0.89
