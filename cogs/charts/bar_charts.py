"""Pictures of numbers, drawn with Pillow in a thread, with alt text that says the same."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from PIL import ImageDraw

from cogs.charts.fonts import fit_text, text_width, write_text
from cogs.charts.markers import (
    EDGE,
    EDGING,
    FAINT,
    GOLD,
    GROUND,
    INK,
    SCALE,
    TRACK,
    WIDTH,
    Picture,
    blank_image,
    encode_png,
    make_picture,
    to_pixels,
)
from cogs.kit.markdown import date_in_words
from news.text.messages import message, plural

_WIDTH, _ROW, _EDGE, _GAP = WIDTH * SCALE, 34 * SCALE, EDGE * SCALE, 10 * SCALE
_NAMES = 176 * SCALE  # the most that names may take from the bars
_TEXT, _SMALL, _THICK = 15 * SCALE, 12 * SCALE, 16 * SCALE
_SEEN = 0.05  # what is usual below it is written "none" and has no mark

# Of days, in pixels of the drawing; those above are in pixels of the file.
_COUNT_TEXT, _DAY_TEXT = 13, 12  # letters
_HIGH, _BASE = 42, 72  # how high the highest bar is, and where all stand
_FEW = 4  # reports that fill the height: a single one is no spike
_ROOM = WIDTH - 2 * EDGE
_LEAST, _WIDEST = 2.0, 22.0  # the lowest bar that is seen, the widest that still looks like one
_PARTED = 3.0  # from this width of a day bars have gaps; closer ones make an outline
_QUIET = "#8f7a45"  # gold, held back: the peak alone is bright

Bar = tuple[int, str, int, float | None]  # place, name, articles, usual


async def draw_ranking_chart(rows: Sequence[Bar], window: str) -> Picture:
    """Draw articles as bars with a mark at what is usual; return the file and its alt text."""
    data = await asyncio.to_thread(_draw_rows, rows, window)
    alt = message(
        "Bar chart of articles in the last {window}. {rows}",
        window=window,
        rows="; ".join(_describe_row(row) for row in rows),
    )
    return make_picture(data, "people.png", alt)


def _describe_row(row: Bar) -> str:
    place, person, articles, usual = row
    template = "{place}. {name} {articles}" if usual is None else "{place}. {name} {articles}, usually {usual}"
    return message(template, place=place, name=person, articles=str(articles), usual=f"{usual or 0:.1f}")


def _draw_rows(rows: Sequence[Bar], window: str) -> bytes:
    image = blank_image((_EDGE * 2 + _ROW * len(rows) + _ROW * 3 // 4) / SCALE)
    draw = ImageDraw.Draw(image)
    places = max(text_width(f"{place}", _SMALL) for place, *_ in rows)
    named = min(_NAMES, max(text_width(name, _TEXT) for _, name, *_ in rows))
    left = _EDGE + places + _GAP + named + _GAP
    most = max([1.0, *(max(articles, usual or 0.0) for _, _, articles, usual in rows)])
    numbers = max(text_width(f"{articles:,}", _TEXT) for _, _, articles, _ in rows)
    unit = (_WIDTH - _EDGE - numbers - _GAP - left) / most
    for line, row in enumerate(rows):
        middle = _EDGE + line * _ROW + _ROW / 2
        _draw_row_label(draw, row, (_EDGE, places, named), middle)
        _draw_row_bar(draw, row, (left, left + most * unit, unit), middle)
    _draw_legend(draw, rows, window, _EDGE, image.height - _EDGE)
    return encode_png(image)


def _draw_row_label(draw: ImageDraw.ImageDraw, row: Bar, columns: tuple[float, float, float], middle: float) -> None:
    place, name, articles, _ = row
    left, places, named = columns
    line = middle + _TEXT * 0.35  # letters of this size stand so far below their middle
    write_text(draw, (left + places - text_width(f"{place}", _SMALL), line), f"{place}", _SMALL, FAINT)
    write_text(draw, (left + places + _GAP, line), fit_text(name, _TEXT, named), _TEXT, INK)
    number = f"{articles:,}"
    write_text(draw, (_WIDTH - _EDGE - text_width(number, _TEXT), line), number, _TEXT, INK)


def _draw_row_bar(draw: ImageDraw.ImageDraw, row: Bar, span: tuple[float, float, float], middle: float) -> None:
    _, _, articles, usual = row
    left, right, unit = span
    top, bottom, round_by = middle - _THICK / 2, middle + _THICK / 2, 4 * SCALE
    draw.rounded_rectangle((left, top, right, bottom), round_by, fill=TRACK)
    draw.rounded_rectangle((left, top, left + max(articles * unit, 2 * round_by), bottom), round_by, fill=GOLD)
    if usual is not None and usual >= _SEEN:
        _draw_usual(draw, left + usual * unit, middle)


def _draw_usual(draw: ImageDraw.ImageDraw, x: float, middle: float, reach: float = _THICK * 0.72) -> None:
    """Draw what is usual: light with a dark edge, so that it is seen on the bar and beside it."""
    for colour, wide in ((GROUND, 7 * SCALE // 2), (INK, 3 * SCALE // 2)):
        draw.rectangle((x - wide / 2, middle - reach, x + wide / 2, middle + reach), fill=colour)


def _draw_legend(draw: ImageDraw.ImageDraw, rows: Sequence[Bar], window: str, left: float, line: float) -> None:
    middle, high = line - _SMALL * 0.35, _SMALL * 0.4
    draw.rounded_rectangle((left, middle - high, left + _SMALL, middle + high), 3 * SCALE, fill=GOLD)
    left += _SMALL + _GAP * 0.7
    said = message("Articles in the last {window}", window=window)
    write_text(draw, (left, line), said, _SMALL, FAINT)
    if any(usual is not None and usual >= _SEEN for *_, usual in rows):
        left += text_width(said, _SMALL) + _GAP * 2
        _draw_usual(draw, left, middle, _SMALL * 0.6)
        write_text(draw, (left + _GAP * 0.8, line), "Usual for them", _SMALL, FAINT)


async def draw_sparkline(days: Sequence[int], since: int, name: str) -> Picture | None:
    """Draw the reports of each day, oldest first; return the file and its alt text, or None without any report.

    `since` is a second of the first day, which is a day in UTC. A year or so has room.
    """
    if not any(days):
        return None
    first = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=since)).date()
    data = await asyncio.to_thread(_draw_days, days, first)
    return make_picture(data, "coverage.png", _describe_days(days, first, name))


def _describe_days(days: Sequence[int], first: date, name: str) -> str:
    count, last = sum(days), first + timedelta(days=len(days) - 1)
    if first == last:
        one, many = "Coverage of {name} on {day}: {count} report", "Coverage of {name} on {day}: {count} reports"
        return plural(one, many, count, name=name, day=date_in_words(first))
    peak = first + timedelta(days=_find_peak(days))
    return plural(
        "Coverage of {name} per day, {begin} to {end}: {count} report, most on {day} ({peak})",
        "Coverage of {name} per day, {begin} to {end}: {count} reports, most on {day} ({peak})",
        count,
        name=name,
        begin=_short_day(first) if first.year == last.year else date_in_words(first),
        end=date_in_words(last),
        day=_short_day(peak) if first.year == last.year else date_in_words(peak),
        peak=max(days),
    )


def _short_day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _find_peak(days: Sequence[int]) -> int:
    """Return the place of the highest day, the latest of several: that is news."""
    return max(range(len(days)), key=lambda place: (days[place], place))


def _draw_days(days: Sequence[int], first: date) -> bytes:
    image = blank_image(_BASE + 6 + _DAY_TEXT + 12)
    draw = ImageDraw.Draw(image)
    peak, each = _find_peak(days), _ROOM / len(days)
    unit = _HIGH / max(days[peak], _FEW)
    for place, count in enumerate(days):
        if count:
            _draw_day_bar(draw, (place, each), max(count * unit, _LEAST), GOLD if place == peak else _QUIET)
    draw.line(to_pixels(EDGE, _BASE, WIDTH - EDGE, _BASE), EDGING, SCALE)
    _name_peak(draw, days[peak], first + timedelta(days=peak), (EDGE + (peak + 0.5) * each, _BASE - days[peak] * unit))
    if len(days) > 1:
        _name_ends(draw, first, first + timedelta(days=len(days) - 1))
    return encode_png(image)


def _name_ends(draw: ImageDraw.ImageDraw, first: date, last: date) -> None:
    ends = [_short_day(day) if first.year == last.year else f"{day.day} {day:%b %Y}" for day in (first, last)]
    line = (_BASE + 6 + _DAY_TEXT * 0.8) * SCALE
    write_text(draw, (EDGE * SCALE, line), ends[0], _DAY_TEXT * SCALE, FAINT)
    write_text(
        draw, ((WIDTH - EDGE) * SCALE - text_width(ends[1], _DAY_TEXT * SCALE), line), ends[1], _DAY_TEXT * SCALE, FAINT
    )


def _draw_day_bar(draw: ImageDraw.ImageDraw, day: tuple[int, float], high: float, fill: str) -> None:
    """Draw the bar of a day; `day` is its place and the width of each day."""
    place, each = day
    left, right = EDGE + place * each, EDGE + (place + 1) * each
    if each >= _PARTED:
        wide = min(each - max(1.0, each * 0.2), _WIDEST)
        left, right = (left + right - wide) / 2, (left + right + wide) / 2
    if fill == GOLD:  # of a day in a year, too, it is seen
        right = max(right, left + _LEAST)
    shape = to_pixels(left, _BASE - high, right, _BASE)
    draw.rectangle((shape[0], shape[1], shape[2] - 1, shape[3]), fill)


def _name_peak(draw: ImageDraw.ImageDraw, count: int, day: date, top: tuple[float, float]) -> None:
    number, on = f"{count:,}", message("on {day}", day=_short_day(day))
    half = text_width(number, _COUNT_TEXT * SCALE) / SCALE
    wide = half + 5 + text_width(on, _DAY_TEXT * SCALE) / SCALE
    left = min(max(top[0] - wide / 2, EDGE), WIDTH - EDGE - wide)
    line = top[1] - 9
    draw.line(to_pixels(top[0], line + 3, top[0], line + 7), EDGING, SCALE)
    write_text(draw, (left * SCALE, line * SCALE), number, _COUNT_TEXT * SCALE, INK)
    write_text(draw, ((left + half + 5) * SCALE, line * SCALE), on, _DAY_TEXT * SCALE, FAINT)
