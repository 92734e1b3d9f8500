"""The chart of people: every name of the catalogue can be written, and what the picture shows is said in words."""

import io

import pytest
from PIL import Image

from cogs.charts.fonts import fitted, parted, width
from cogs.charts.ranking_chart import bars
from news.people.catalogue_match import Catalogue
from news.text.text import fold


async def test_a_chart_says_in_words_what_it_shows() -> None:
    file, alt = await bars([(1, "Beyoncé", 15, 1.24), (2, "N" * 60, 2, None)], "24 hours")
    assert alt.startswith("Bar chart of articles in the last 24 hours. 1. Beyoncé 15, usually 1.2; 2. NNN")
    picture = Image.open(io.BytesIO(file.fp.read()))
    assert picture.format == "PNG"
    assert picture.width == 880


def test_every_name_of_the_catalogue_keeps_its_letters(catalogue: Catalogue) -> None:
    for name in {person.name for number in range(1, 20_000) if (person := catalogue.person(number))}:
        assert fold("".join(letter for letter, _ in parted(name))) == fold(name)


@pytest.mark.parametrize("name", ["Beyoncé", "Zoë Kravitz", "Đorđe Łukasz Søren", "방탄소년단", "عمرو", "👑", ""])
async def test_any_name_is_drawn(name: str) -> None:
    file, _ = await bars([(1, name, 3, 0.0)], "7 days")
    assert file.fp.read(4) == b"\x89PNG"


def test_a_long_name_is_cut_to_its_room() -> None:
    assert width(fitted("A name that is much longer than its room", 30, 200), 30) <= 200
    assert fitted("Cher", 30, 200) == "Cher"
