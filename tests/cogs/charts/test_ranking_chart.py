"""The chart of people: any name is drawn, and what the picture shows is said in words."""

import io

import pytest
from PIL import Image

from cogs.charts.bar_charts import draw_ranking_chart


async def test_a_chart_says_in_words_what_it_shows() -> None:
    file, alt = await draw_ranking_chart([(1, "Beyoncé", 15, 1.24), (2, "N" * 60, 2, None)], "24 hours")
    assert alt.startswith("Bar chart of articles in the last 24 hours. 1. Beyoncé 15, usually 1.2; 2. NNN")
    picture = Image.open(io.BytesIO(file.fp.read()))
    assert picture.format == "PNG"
    assert picture.width == 880


@pytest.mark.parametrize("name", ["Beyoncé", "Zoë Kravitz", "Đorđe Łukasz Søren", "방탄소년단", "عمرو", "👑", ""])
async def test_any_name_is_drawn(name: str) -> None:
    file, _ = await draw_ranking_chart([(1, name, 3, 0.0)], "7 days")
    assert file.fp.read(4) == b"\x89PNG"
