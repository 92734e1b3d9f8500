"""Precision and recall of life events found in sentences, against labels: kind, people and date all equal."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from news.events.extract import find_events
from news.people.catalogue import read_people, starter_couples, starter_people
from news.people.catalogue_match import Catalogue
from news.text.text import clean_text

from .scores import scores

_COLUMNS = ("publication_date", "sentence", "expected", "status")
_STATUSES = ("fact", "rumour", "denied", "hypothetical")
_LEFT_OUT = "birthday"

Label = tuple[str, tuple[str, ...], str]  # kind, names, date


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled sentence; `published` in epoch seconds."""

    published: int
    sentence: str
    expected: tuple[Label, ...]
    status: str


@dataclass(frozen=True, slots=True)
class EventsOutcome:
    """One row: how many labels were matched, which were missed and what was found though nobody labelled it."""

    sentence: str
    matched: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=f"UTF-8, tab-separated with a header line: {', '.join(_COLUMNS)}")
    parser.add_argument("--catalogue", type=Path, help="a people.csv in place of the starter's")
    parser.add_argument("--show", action="store_true", help="list what was missed and what was wrong")


def run(options: argparse.Namespace) -> dict[str, float]:
    """Print a table for people and give precision, recall and f1, micro-averaged."""
    people = read_people(options.catalogue.read_text("utf-8")) if options.catalogue else starter_people()
    catalogue = Catalogue(people, {} if options.catalogue else starter_couples())
    rows = read_gold(options.file.read_text(encoding="utf-8-sig"))
    return report([compare(catalogue, row) for row in rows], show=options.show)


def read_gold(text: str) -> list[Row]:
    """Return the labelled rows. Raises ValueError, naming the line, for a header or row of another form."""
    header, *lines = text.split("\n")
    columns = header.rstrip("\r").split("\t")
    if not set(_COLUMNS) <= set(columns):
        raise ValueError(f"line 1: expected the columns {', '.join(_COLUMNS)}, tab-separated")
    rows: list[Row] = []
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) > len(columns):
            raise ValueError(f"line {number}: {len(cells)} columns, expected {len(columns)}")
        named = dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))
        try:
            rows.append(_row(named))
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from None
    return rows


def _row(cells: dict[str, str]) -> Row:
    date, sentence, expected, status = (cells[column].strip() for column in _COLUMNS)
    if status not in _STATUSES:
        raise ValueError(f"{status!r} is no status: it is {', '.join(_STATUSES)}")
    published = datetime.strptime(date, "%Y-%m-%d").replace(hour=12, tzinfo=UTC)
    labels = () if expected in ("", "NONE") else tuple(map(_label, expected.split(";")))
    return Row(int(published.timestamp()), sentence, labels, status)


def _label(text: str) -> Label:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 3 or not parts[0] or not parts[1]:
        raise ValueError(f"{text!r} is no kind|person & person|date")
    return parts[0], tuple(name.strip() for name in parts[1].split("&")), parts[2]


def compare(catalogue: Catalogue, row: Row) -> EventsOutcome:
    """Find the facts of one sentence; a label's name stands for any bearer, one that the catalogue lacks is missed."""
    sentence = clean_text(row.sentence)
    events = find_events("", sentence, catalogue.find_mentions(sentence), catalogue, row.published)
    found = {
        (event.kind, frozenset(event.people), event.date)
        for event in events
        if event.status == "fact" and event.kind != _LEFT_OUT
    }
    expected = [label for label in row.expected if label[0] != _LEFT_OUT] if row.status == "fact" else []
    missed: list[str] = []
    for kind, names, date in expected:
        bearers = [{person.id for person in catalogue.by_name(name)} for name in names]
        match = next((one for one in found if one[0] == kind and one[2] == date and _are(one[1], bearers)), None)
        if match is None:
            missed.append(f"{kind}|{' & '.join(names)}|{date}")
        else:
            found.discard(match)
    wrong = sorted(f"{kind}|{_names(catalogue, people)}|{date}" for kind, people, date in found)
    return EventsOutcome(row.sentence, len(expected) - len(missed), tuple(missed), tuple(wrong))


def _are(people: frozenset[int], bearers: Sequence[set[int]]) -> bool:
    """True if these are the labelled people, one each, in any order."""
    return len(people) == len(bearers) and all(people & one for one in bearers) and people <= set().union(*bearers)


def _names(catalogue: Catalogue, people: frozenset[int]) -> str:
    return " & ".join(sorted(person.name for id_ in people if (person := catalogue.person(id_))))


def report(outcomes: list[EventsOutcome], *, show: bool) -> dict[str, float]:
    """Print the table and give precision, recall and f1."""
    matched = sum(outcome.matched for outcome in outcomes)
    missed = sum(len(outcome.missed) for outcome in outcomes)
    wrong = sum(len(outcome.wrong) for outcome in outcomes)
    print(f"{'sentences':>10} {'labelled':>9} {'found':>7} {'missed':>7} {'wrong':>6}")
    print(f"{len(outcomes):>10} {matched + missed:>9} {matched + wrong:>7} {missed:>7} {wrong:>6}")
    for outcome in outcomes if show else ():
        for kind, labels in (("missed", outcome.missed), ("wrong", outcome.wrong)):
            if labels:
                print(f"{kind:>7}: {'; '.join(labels)}  <-  {outcome.sentence}")
    return scores(right=matched, wrong=wrong, matched=matched, missed=missed)
