import json
import os
from pathlib import Path

import pytest

from benchmarks.clustering import measure
from benchmarks.quality import main
from benchmarks.quality_stories import Item, b_cubed, interleave, read_items

FOLDER = os.environ.get("LIMELIGHT_TEST_DATA")
needs_data = pytest.mark.skipif(not FOLDER, reason="LIMELIGHT_TEST_DATA names no folder of shared data")

ROWS = [
    {"title": "Jury clears drummer of tax fraud in Manchester trial", "story": "a"},
    {"title": "Comet seen over Lisbon", "story": "b", "text": "Comet seen over Lisbon, brighter than Venus."},
    {"title": "Manchester jury acquits drummer in tax fraud trial", "story": "a", "url": "ignored"},
]


def written(path: Path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def measured(capsys, *arguments):
    assert main(["stories", *map(str, arguments)]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_b_cubed_counts_each_item_by_its_story_and_its_label():
    precision, recall, f1 = b_cubed(["a", "a", "b", "b"], [1, 1, 1, 2])
    assert precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))
    assert b_cubed([], []) == (0, 0, 0)


def test_noise_is_spread_evenly():
    mixed = interleave([Item("item")] * 4, [Item("noise")] * 2)
    assert [item.title for item in mixed] == ["item", "noise", "item", "item", "noise", "item"]


def test_the_last_line_is_one_json_object(tmp_path, capsys):
    file = written(tmp_path / "stories.jsonl", ROWS)
    assert measured(capsys, file) == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "noise_joined": 0.0}


def test_noise_that_joins_is_counted_and_scored_apart(tmp_path, capsys):
    file = written(tmp_path / "stories.jsonl", ROWS)
    noise = written(tmp_path / "noise.jsonl", [{"title": ROWS[0]["title"]}, {"title": "Bakers vote on a levy"}])
    result = measured(capsys, file, "--noise", noise)
    assert result["noise_joined"] == 0.5
    assert result["f1"] == 1.0


@pytest.mark.parametrize(
    "line", ['{"title": "x"', '{"story": "a"}', '{"title": "x"}', '["x"]', '{"title": 5, "story": 1}']
)
def test_a_line_that_is_none_is_named(tmp_path, capsys, line):
    file = tmp_path / "stories.jsonl"
    file.write_text(json.dumps(ROWS[0]) + "\n" + line + "\n", encoding="utf-8")
    assert main(["stories", str(file)]) == 2
    assert "line 2" in capsys.readouterr().err


def test_the_speed_benchmark_times_every_round_but_the_first(tmp_path):
    rows = [{"title": f"Headline {n} of many", "story": n} for n in range(120)]
    file = written(tmp_path / "stories.jsonl", rows)
    assert len(measure(Path(file), None)) == 2
    assert len(read_items(Path(file), labelled=True)) == 120


@pytest.mark.slow
@needs_data
def test_short_news_texts_reach_their_figure(capsys):
    assert measured(capsys, Path(FOLDER, "stories", "ecb_dev.jsonl"))["f1"] >= 0.86


@pytest.mark.slow
@needs_data
def test_business_headlines_reach_their_figure_and_keep_noise_out(capsys):
    folder = Path(FOLDER, "stories")
    result = measured(capsys, folder / "business_tech.jsonl", "--noise", folder / "unrelated.jsonl")
    assert result["f1"] >= 0.72
    assert result["noise_joined"] <= 0.06
