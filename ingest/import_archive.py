"""Taking in an archive: all of it is checked before anything is kept, with a progress bar."""

import asyncio
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from ingest.refresh import Intake
from news.feeds.archives.archive import read_archive
from news.feeds.archives.json_rows import LONGEST_NAME
from news.model.articles import Article
from news.people.catalogue_match import Catalogue
from news.pipeline import ARCHIVE, ReadingDesk, read_archived
from news.text.links import link_key
from news.text.messages import plural
from news.text.text import clean_text, cut_text
from storage import Storage

_BATCH = 500  # articles read ahead of being kept: some megabytes


async def import_archive(path: Path, storage: Storage, catalogue: Catalogue, *, now: int, outlet: str = "") -> str:
    """Keep what is new of a file of articles or feeds; give in words what that was.

    Raises news.feeds.archives.archive.ArchiveError with the faulty line, and OSError; then nothing of the file is kept.
    """
    bar = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    with Progress(*bar, console=Console(stderr=True), transient=True) as progress:
        size = path.stat().st_size  # noqa: ASYNC240 - nothing else runs during an import
        checking = progress.add_task(f"Checking {path.name}", total=size)
        archive = await asyncio.to_thread(read_archive, path, lambda done: progress.update(checking, completed=done))
        if archive.kind == "feeds":
            added = await storage.feeds.add({link_key(source.url): source for source in archive.sources})
            return plural(
                "{file}: {count} new feed of {all}.",
                "{file}: {count} new feeds of {all}.",
                added,
                file=path.name,
                all=archive.count,
            )
        keeping = progress.add_task(f"Keeping {path.name}", total=size)
        desk = ReadingDesk(catalogue, await storage.stories.outlets())
        otherwise = cut_text(clean_text(outlet), LONGEST_NAME) or ARCHIVE
        articles = (
            read_archived(archived, desk, now, otherwise)
            for archived in archive.read_entries(lambda done: progress.update(keeping, completed=done))
        )
        kept = await _keep(articles, Intake(storage), now)
    return plural(
        "{file}: {count} new article of {all}.",
        "{file}: {count} new articles of {all}.",
        kept,
        file=path.name,
        all=archive.count,
    )


async def _keep(articles: Iterator[Article], intake: Intake, now: int) -> int:
    kept = 0
    while batch := await asyncio.to_thread(lambda: list(islice(articles, _BATCH))):
        kept += await intake.keep(batch, now)
    return kept
