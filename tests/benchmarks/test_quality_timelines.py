import gzip
import json
from datetime import date

import pytest

from benchmarks.quality import main
from benchmarks.quality_timelines import count_days, date_f1, read_articles, read_references

ARTICLES = [
    {"date": "2014-05-26", "text": "Jane Roe married on 24 May 2014 . Roe 's cake was cut on Sunday ."},
    {"date": "2016-01-02", "text": "Jane Roe was at home .\nRoe was married on May 24 , 2014 ."},
    {"date": "2016-02-01", "text": "Rain fell on 5 May 2015 ."},
]


def folder(path, reference, articles=ARTICLES):
    path.mkdir(parents=True)
    (path / "timeline.json").write_text(json.dumps(reference), encoding="utf-8")
    with gzip.open(path / "articles.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(article) + "\n" for article in articles)
    return path


def measured(capsys, path):
    assert main(["timelines", str(path)]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_as_many_days_are_chosen_as_the_reference_has_distinct_ones(tmp_path, capsys):
    folder(tmp_path / "Jane_Roe", [{"dates": ["2014-05-24", "2014-05-24", "2015-01-01"], "text": "..."}])
    assert measured(capsys, tmp_path) == {"date_f1": 0.5, "people": 1}


def test_days_are_counted_where_the_person_is_named_and_texts_in_tokens_are_read_as_texts(tmp_path):
    spoken, published = count_days("Jane Roe", read_articles(folder(tmp_path / "Jane_Roe", [])))
    assert spoken == {date(2014, 5, 24): 2, date(2014, 5, 25): 1}
    assert published == {date(2014, 5, 26): 1, date(2016, 1, 2): 1}


def test_people_weigh_the_same_and_so_do_the_timelines_of_one(tmp_path, capsys):
    folder(tmp_path / "Jane_Roe", [{"dates": ["2014-05-24"]}, {"dates": ["2013-01-01"]}])
    folder(tmp_path / "John_Poe", [{"dates": ["2014-05-24", "2001-01-01"]}])  # nobody names him
    assert measured(capsys, tmp_path) == {"date_f1": 0.25, "people": 2}


def test_one_persons_folder_can_be_measured_alone(tmp_path, capsys):
    assert measured(capsys, folder(tmp_path / "Jane_Roe", [{"dates": ["2014-05-24"]}]))["date_f1"] == 1


@pytest.mark.parametrize(
    "timeline",
    [
        {"dates": ["2014-05-24"]},
        [{"dates": ["2014-05-24T00:00:00", "2014-05", 7]}],
        {"2014-05-24": "They marry."},
        [["2014-05-24T00:00:00", ["They marry."]], ["2014-05-24", []]],
        [[["2014-05-24", ["They marry."]]]],
        [{"date": "2014-05-24", "text": "They marry."}],
        ["2014-05-24"],
    ],
)
def test_references_are_read_in_the_forms_that_they_come_in(tmp_path, timeline):
    path = tmp_path / "timeline.json"
    path.write_text(json.dumps(timeline), encoding="utf-8")
    assert read_references(path) == [{date(2014, 5, 24)}]


def test_articles_without_date_or_text_are_passed_over(tmp_path, capsys):
    odd = [{"date": "2014-05-26"}, {"text": "Jane Roe"}, {"date": None, "text": "Jane Roe"}, [], 7]
    odd += [{"published": "2014-05-26T10:00:00", "title": "Jane Roe", "body": ["Jane Roe wed on 24 May 2014."]}]
    odd += [{"date": "May 2014", "text": "Jane Roe"}, {"date": "2014-05-26", "text": None}]
    folder(tmp_path / "Jane_Roe", [{"dates": ["2014-05-24"]}], odd)
    assert measured(capsys, tmp_path)["date_f1"] == 1


def test_folders_that_cannot_be_measured_are_named_and_left_out(tmp_path, capsys):
    folder(tmp_path / "Jane_Roe", [{"dates": ["2014-05-24"]}])
    folder(tmp_path / "John_Poe", [{"dates": []}])
    (tmp_path / "Empty").mkdir()
    assert main(["timelines", str(tmp_path)]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out.splitlines()[-1]) == {"date_f1": 1.0, "people": 1}
    assert "Empty" in shown.err
    assert "John_Poe" in shown.err


@pytest.mark.parametrize("name", ["", "absent"])
def test_a_folder_without_people_is_refused(tmp_path, capsys, name):
    assert main(["timelines", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err


def test_a_broken_line_is_named(tmp_path, capsys):
    path = folder(tmp_path / "Jane_Roe", [{"dates": ["2014-05-24"]}])
    (path / "articles.jsonl.gz").write_bytes(gzip.compress(b'{"date": "2014-05-26", "text": "x"}\n{"date"\n'))
    assert main(["timelines", str(tmp_path)]) == 2
    assert "line 2" in capsys.readouterr().err


def test_date_f1_counts_the_very_day_only():
    day = date(2014, 5, 24)
    assert date_f1({day}, {day, date(2014, 5, 25)}) == pytest.approx(2 / 3)
    assert date_f1(set(), set()) == 0


@pytest.mark.slow
def test_the_journalists_timelines_reach_their_figure(data, capsys):
    assert measured(capsys, data / "timelines")["date_f1"] >= 0.29
