"""B-cubed precision and recall of stories formed from labelled articles, fed as the refresh would feed them."""

import argparse
import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.refresh import Intake
from news.model.articles import Article
from news.model.feeds import Entry
from news.people.catalogue import starter_couples, starter_people
from news.people.catalogue_match import Catalogue
from news.pipeline import ArticleHeader, ReadingDesk, make_article
from news.text.text import clean_text
from storage import open_storage

ROUND = 50
SPAN = 48 * 3600  # seconds over which the articles are spread
START = 1_600_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled article; noise has no label."""

    title: str
    text: str = ""
    label: str | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="JSON Lines: title, optional text, story (the label)")
    parser.add_argument("--noise", type=Path, help="JSON Lines of no story, mixed in evenly: title, optional text")


def run(options: argparse.Namespace) -> dict[str, float]:
    """Print a table for people and give precision, recall, f1 and noise_joined."""
    items = read_items(options.file, labelled=True)
    if options.noise:
        items = interleave(items, read_items(options.noise, labelled=False))
    return report(items, asyncio.run(feed_rounds(items)))


def read_items(path: Path, *, labelled: bool) -> list[Item]:
    """Read a file of articles. Raises ValueError, naming the line, for one that is none."""
    items: list[Item] = []
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            items.append(_item(row, labelled=labelled))
        except (ValueError, TypeError, KeyError) as error:
            raise ValueError(f"{path}, line {number}: expected a JSON object with title and story ({error})") from None
    return items


def _item(row: dict[str, Any], *, labelled: bool) -> Item:
    return Item(clean_text(row["title"]), clean_text(row.get("text") or ""), str(row["story"]) if labelled else None)


def interleave(items: Sequence[Item], noise: Sequence[Item]) -> list[Item]:
    """Spread the noise evenly among the items; both keep their order."""
    spots = [((at + 0.5) / len(part), item) for part in (items, noise) for at, item in enumerate(part)]
    return [item for _, item in sorted(spots, key=lambda spot: spot[0])]


async def feed_rounds(items: Sequence[Item], on_round: Callable[[], object] = lambda: None) -> list[int]:
    """Feed items in rounds of 50 as the refresh does, labels unseen; give each one's story after the last round."""
    desk = ReadingDesk(Catalogue(starter_people(), starter_couples()))
    with tempfile.TemporaryDirectory() as folder:
        async with open_storage(str(Path(folder) / "stories.db")) as storage:
            intake = Intake(storage)
            for start in range(0, len(items), ROUND):
                numbered = range(start, min(start + ROUND, len(items)))
                times = [START + SPAN * number // len(items) for number in numbered]
                articles = [
                    _article(number, items[number], at, desk) for number, at in zip(numbered, times, strict=True)
                ]
                await intake.keep(articles, times[-1])
                on_round()
            sketches = await storage.articles.sketches(START, START + SPAN, len(items))
    stories = {sketch.key: sketch.story for sketch in sketches}
    return [stories[number] or 0 for number in range(len(items))]


def _article(number: int, item: Item, published: int, desk: ReadingDesk) -> Article:
    """Make an article as the refresh does, under an outlet of its own: no item is taken for another's repeat."""
    entry = Entry(title=item.title, summary=item.text, published=published)
    return make_article(
        entry, ArticleHeader(key=number, outlet=f"Outlet {number}", published=published), desk, published
    )


def b_cubed(labels: Sequence[str], stories: Sequence[int]) -> tuple[float, float, float]:
    """Return precision, recall and F1: of each item's story the share with its label, and the other way round."""
    both, label_sizes, story_sizes = Counter(zip(labels, stories, strict=True)), Counter(labels), Counter(stories)
    total = len(labels) or 1
    precision = sum(n * n / story_sizes[story] for (_, story), n in both.items()) / total
    recall = sum(n * n / label_sizes[label] for (label, _), n in both.items()) / total
    return precision, recall, 2 * precision * recall / (precision + recall or 1)


def report(items: Sequence[Item], stories: Sequence[int]) -> dict[str, float]:
    labelled = [(item.label, story) for item, story in zip(items, stories, strict=True) if item.label is not None]
    noise = [story for item, story in zip(items, stories, strict=True) if item.label is None]
    precision, recall, f1 = b_cubed([label for label, _ in labelled], [story for _, story in labelled])
    taken = {story for _, story in labelled}
    joined = sum(story in taken for story in noise) / len(noise) if noise else 0.0
    print(f"{'articles':>9} {'labelled':>9} {'labels':>7} {'stories':>8} {'noise':>6} {'joined':>7}")
    labels = len({label for label, _ in labelled})
    print(f"{len(items):>9} {len(labelled):>9} {labels:>7} {len(taken):>8} {len(noise):>6} {joined:>7.1%}")
    result = {"precision": precision, "recall": recall, "f1": f1, "noise_joined": joined}
    return {name: round(figure, 4) for name, figure in result.items()}
