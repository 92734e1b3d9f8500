"""Precision and recall of who is named in headlines, against people's labels."""

import argparse
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from news.people.catalogue import known_as_of, read_people, starter_couples, starter_names, starter_people
from news.people.catalogue_match import Catalogue
from news.text.text import clean_text

from .scores import scores


@dataclass(frozen=True, slots=True)
class PeopleOutcome:
    """One headline: gold names matched and missed, and names that were tagged though nobody labelled them."""

    headline: str
    matched: int
    tagged_right: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="UTF-8, tab-separated with a header line: headline, people (a|b)")
    parser.add_argument("--catalogue", type=Path, help="a people.csv in place of the starter's")
    parser.add_argument("--show", action="store_true", help="list what was missed and what was wrong")


def run(options: argparse.Namespace) -> dict[str, float]:
    """Print a table for people and give precision, recall and f1, micro-averaged."""
    catalogue = Catalogue(read_people(options.catalogue.read_text("utf-8"))) if options.catalogue else _starter()
    outcomes = [compare(catalogue, *row) for row in read_gold(options.file.read_text(encoding="utf-8-sig"))]
    return report(outcomes, show=options.show)


def _starter() -> Catalogue:
    """Return the starter's as of today: labelled headlines may be from any year, and former names are known, too."""
    now = int(time.time())
    return Catalogue(known_as_of(starter_people(), starter_names(), now), starter_couples(now))


def read_gold(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return (headline, names) of each row. Raises ValueError, naming the line, for a header or row of another form."""
    header, *rows = text.split("\n")
    columns = header.rstrip("\r").split("\t")
    if not {"headline", "people"} <= set(columns):
        raise ValueError("line 1: expected the columns headline and people, tab-separated")
    at, who = columns.index("headline"), columns.index("people")
    gold: list[tuple[str, tuple[str, ...]]] = []
    for number, row in enumerate(rows, 2):
        if not row.strip():
            continue
        cells = row.rstrip("\r").split("\t")
        cells += [""] * (len(columns) - len(cells))  # editors strip the tab before an empty last cell
        if len(cells) > len(columns):
            raise ValueError(f"line {number}: {len(cells)} columns, expected {len(columns)}")
        gold.append((cells[at], tuple(name.strip() for name in cells[who].split("|") if name.strip())))
    return gold


def compare(catalogue: Catalogue, headline: str, names: Iterable[str]) -> PeopleOutcome:
    """Tag one headline; a gold name stands for any bearer, and one that the catalogue lacks is missed."""
    tagged = {mention.person_id: mention.name for mention in catalogue.find_mentions(clean_text(headline))}
    bearers = {name: {person.id for person in catalogue.by_name(name)} for name in names}
    right = set[int]().union(*bearers.values()) & tagged.keys()
    missed = tuple(name for name, ids in bearers.items() if not ids & tagged.keys())
    wrong = tuple(written for id_, written in tagged.items() if id_ not in right)
    return PeopleOutcome(headline, len(bearers) - len(missed), len(right), missed, wrong)


def report(outcomes: list[PeopleOutcome], *, show: bool) -> dict[str, float]:
    matched = sum(outcome.matched for outcome in outcomes)
    right = sum(outcome.tagged_right for outcome in outcomes)
    missed = sum(len(outcome.missed) for outcome in outcomes)
    wrong = sum(len(outcome.wrong) for outcome in outcomes)
    print(f"{'headlines':>10} {'labelled':>9} {'tagged':>7} {'missed':>7} {'wrong':>6}")
    print(f"{len(outcomes):>10} {matched + missed:>9} {right + wrong:>7} {missed:>7} {wrong:>6}")
    for outcome in outcomes if show else ():
        for kind, names in (("missed", outcome.missed), ("wrong", outcome.wrong)):
            if names:
                print(f"{kind:>7}: {', '.join(names)}  <-  {outcome.headline}")
    return scores(right=right, wrong=wrong, matched=matched, missed=missed)
