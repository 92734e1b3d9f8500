"""The picture of a person's coverage: what it shows is said in words, and any run of days can be drawn."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from cogs.charts.bar_charts import draw_sparkline
from cogs.charts.markers import GOLD, WIDTH


def at(year: int, month: int, day: int) -> int:
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


async def drawn(days: list[int], since: int = at(2021, 3, 12)) -> Image.Image:
    made = await draw_sparkline(days, since, "Cher")
    assert made
    return Image.open(io.BytesIO(made[0].fp.read()))


def gold(picture: Image.Image) -> tuple[int, int, int, int]:
    """Return the box of what is bright gold, which is the highest day alone."""
    colour = tuple(bytes.fromhex(GOLD[1:]))
    mask = Image.new("1", picture.size)
    mask.putdata([pixel == colour for pixel in picture.get_flattened_data()])
    box = mask.getbbox()
    assert box
    return box


async def test_the_alt_text_says_the_numbers() -> None:
    made = await draw_sparkline([2, 0, 9, 1], at(2021, 6, 6), "Kim Kardashian")
    assert made
    assert made[1] == "Coverage of Kim Kardashian per day, 6 June to 9 June 2021: 12 reports, most on 8 June (9)"


async def test_days_over_a_new_year_are_said_with_their_years() -> None:
    made = await draw_sparkline([1, 0, 0], at(2020, 12, 30), "Cher")
    assert made
    assert made[1] == (
        "Coverage of Cher per day, 30 December 2020 to 1 January 2021: 1 report, most on 30 December 2020 (1)"
    )


async def test_a_single_day_has_no_end() -> None:
    made = await draw_sparkline([7], at(2021, 6, 9), "Cher")
    assert made
    assert made[1] == "Coverage of Cher on 9 June 2021: 7 reports"


@pytest.mark.parametrize("days", [[], [0], [0] * 90])
async def test_nothing_reported_is_no_picture(days: list[int]) -> None:
    assert await draw_sparkline(days, at(2021, 3, 12), "Cher") is None


@pytest.mark.parametrize(
    "days", [[1], [1, 0, 3, 2, 0, 5, 4], [1] * 89 + [100_000], [place % 7 for place in range(365)]]
)
async def test_any_run_of_days_is_a_low_picture_of_the_cards_width(days: list[int]) -> None:
    picture = await drawn(days)
    assert picture.format == "PNG"
    assert picture.width == 2 * WIDTH
    assert 160 <= picture.height <= 240


async def test_the_highest_day_is_bright_where_it_was() -> None:
    left, _, right, _ = gold(await drawn([1] * 40 + [9] + [1] * 49))
    assert (left + right) / 2 == pytest.approx(2 * (16 + 40.5 * 408 / 90), abs=2)


async def test_of_equal_days_the_latest_is_the_peak() -> None:
    made = await draw_sparkline([5, 0, 5], at(2021, 6, 7), "Cher")
    assert made
    assert made[1].endswith("most on 9 June (5)")


async def test_a_single_report_is_no_spike() -> None:
    one, many = gold(await drawn([0] * 40 + [1] + [0] * 49)), gold(await drawn([0] * 40 + [9] + [0] * 49))
    assert one[3] - one[1] < (many[3] - many[1]) / 3


async def test_the_peak_of_a_year_is_wide_enough_to_be_seen() -> None:
    left, _, right, _ = gold(await drawn([1] * 364 + [9]))
    assert right - left >= 3
