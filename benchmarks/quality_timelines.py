"""Date-F1 of the days that a timeline chooses, against timelines written by journalists."""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from news.events.spoken_days import find_spoken_days
from news.model.people import Person
from news.people.catalogue_match import Catalogue
from news.timeline.merge import choose_days

_REFERENCE = "timeline.json"
_ARTICLES = ("articles.jsonl.gz", "articles.jsonl")
_NOON = 12 * 3600
# Texts that come in tokens, put together again: "Spector 's" and "May 24 , 2014" are read as readers would see them.
_LOOSE = re.compile(r" (?=[,.;:!?)\]%]|'s\b|'[a-z]{1,2}\b|n't\b)|(?<=[(\[$£€]) |(?<=\w) (?=- \w)|(?<=\w -) (?=\w)")


@dataclass(frozen=True, slots=True)
class TimelinesOutcome:
    """One folder: the days of its references, the articles that name the person, and F1 (the references' mean)."""

    person: str
    days: int
    articles: int
    f1: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help=f"folders named for people, with {_REFERENCE} and {_ARTICLES[0]}")


def run(options: argparse.Namespace) -> dict[str, float]:
    """Print a table for people and give date_f1, the mean over people."""
    people = find_people(options.folder)
    if not people:
        raise ValueError(f"{options.folder}: no folder in it has {_REFERENCE} and {_ARTICLES[0]}")
    bar = Progress(
        *(TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), MofNCompleteColumn()),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    outcomes: list[TimelinesOutcome] = []
    with bar:
        task = bar.add_task("people", total=len(people))
        for folder in people:
            bar.update(task, description=name_of(folder))
            if outcome := measure(folder):
                outcomes.append(outcome)
            bar.advance(task)
    if not outcomes:
        raise ValueError(f"{options.folder}: no timeline in it has a day")
    return report(outcomes)


def find_people(folder: Path) -> list[Path]:
    """Return the folders with a reference and articles, `folder` itself if it is one; others are named on stderr."""
    if not folder.is_dir():
        raise ValueError(f"{folder} is no folder")
    found: list[Path] = []
    for one in [folder] if (folder / _REFERENCE).is_file() else sorted(filter(Path.is_dir, folder.iterdir())):
        if (one / _REFERENCE).is_file() and any((one / name).is_file() for name in _ARTICLES):
            found.append(one)
        else:
            print(f"{one}: left out, it lacks {_REFERENCE} or {_ARTICLES[0]}", file=sys.stderr)
    return found


def name_of(folder: Path) -> str:
    """Return the person for whom a folder is named."""
    return " ".join(folder.resolve().name.replace("_", " ").split())


def measure(folder: Path) -> TimelinesOutcome | None:
    """Choose as many days as a reference has distinct ones and compare; of several references the mean counts.

    None, and a note on stderr, where no reference has a day.
    """
    references = read_references(folder / _REFERENCE)
    if not references:
        print(f"{folder / _REFERENCE}: left out, it has no day", file=sys.stderr)
        return None
    spoken, published = count_days(name_of(folder), read_articles(folder))
    scores = [date_f1(set(choose_days(spoken, published, len(days))), days) for days in references]
    return TimelinesOutcome(
        name_of(folder), len(set().union(*references)), published.total(), sum(scores) / len(scores)
    )


def count_days(person: str, articles: Iterable[tuple[date, str]]) -> tuple[Counter[date], Counter[date]]:
    """Count sentences by the days that they speak of, and articles by their day, where they name the person.

    The person is the only one of the catalogue: whom the starter lacks can be measured, too.
    """
    catalogue = Catalogue([Person(id=1, name=person)])
    spoken: Counter[date] = Counter()
    published: Counter[date] = Counter()
    for day, text in articles:
        mentions = catalogue.find_mentions("", text)
        if not mentions:
            continue
        at = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) + _NOON
        spoken.update(date.fromisoformat(said.date) for said in find_spoken_days(text, mentions, catalogue, at))
        published[day] += 1
    return spoken, published


def date_f1(chosen: set[date], reference: set[date]) -> float:
    """Return F1 of days chosen, a day counting only where the reference has the very day."""
    return 2 * len(chosen & reference) / (len(chosen) + len(reference) or 1)


def read_articles(folder: Path) -> Iterator[tuple[date, str]]:
    """Return day and text of each article; a line without either is passed over. Raise ValueError if one is no JSON."""
    path = next(folder / name for name in _ARTICLES if (folder / name).is_file())
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: {error}") from None
            day = _day(row.get("date") or row.get("published") or row.get("time")) if isinstance(row, dict) else None
            if day and (text := _text(row)):
                yield day, text


def _text(row: dict[str, Any]) -> str:
    parts = [row.get("title"), row.get("text") or row.get("content") or row.get("body")]
    lines = [part if isinstance(part, str) else "\n".join(map(str, part)) for part in parts if part]
    return _LOOSE.sub("", "\n".join(lines))


def read_references(path: Path) -> list[set[date]]:
    """Return the days of each timeline of a file, leaving out those without any; dates coarser than a day do not count.

    A timeline is {"dates": [...]}, {day: text}, [[day, text], ...] or [{"date": day}, ...]; a file has one or a list.
    """
    try:
        read = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
    timelines = read if isinstance(read, list) and not any(_entry_day(one) for one in read) else [read]
    return [days for timeline in timelines if (days := _days(timeline))]


def _days(timeline: object) -> set[date]:
    if isinstance(timeline, dict):
        entries: Iterable[object] = timeline["dates"] if isinstance(timeline.get("dates"), list) else timeline.keys()
    else:
        entries = timeline if isinstance(timeline, list) else ()
    return {day for entry in entries if (day := _entry_day(entry))}


def _entry_day(entry: object) -> date | None:
    if isinstance(entry, dict):
        return _day(entry.get("date"))
    return _day(entry[0] if isinstance(entry, list) and entry else entry)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def report(outcomes: list[TimelinesOutcome]) -> dict[str, float]:
    print(f"{'person':<26} {'days':>5} {'articles':>9} {'date F1':>8}")
    for outcome in outcomes:
        print(f"{outcome.person:<26} {outcome.days:>5} {outcome.articles:>9} {outcome.f1:>8.3f}")
    return {"date_f1": round(sum(outcome.f1 for outcome in outcomes) / len(outcomes), 4), "people": len(outcomes)}
