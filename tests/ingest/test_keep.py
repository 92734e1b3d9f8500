"""What comes in: under whose name a copied report counts, and what of a feed read again is written."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.refresh import Intake
from news.model.articles import Article
from news.model.feeds import Entry
from storage import Storage, open_storage

NOW = 1_623_268_800
TITLE = "Jury clears drummer of tax fraud in Manchester trial"
OWN = "The drummer was cleared on Friday by a jury in Manchester after a trial that went on for nine weeks."


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(str(tmp_path / "keeping.db")) as opened:
        yield opened


def article(outlet: str, minute: int, *, title: str = TITLE, text: str = OWN) -> Article:
    return Article(
        key=minute,
        title_key=minute,
        outlet=outlet,
        feed_id=None,
        entry=Entry(title=title, text=text),
        published=NOW + minute * 60,
        first_seen=NOW + minute * 60,
        origin=outlet,
    )


async def origins(storage: Storage) -> dict[str, str]:
    stories = await storage.stories.some(range(1, 10), NOW + 3600)
    return {article.outlet: article.origin for story in stories for article in story.articles}


async def test_a_copy_counts_under_the_outlet_whose_sentences_it_runs(storage: Storage) -> None:
    intake = Intake(storage)
    await intake.keep([article("The Marquee", 1)], NOW)
    await intake.keep([article("Spotlight", 2, text=f"Hello. {OWN}"), article("Harbour News", 3, text="Own.")], NOW)
    assert await origins(storage) == {
        "The Marquee": "The Marquee",
        "Spotlight": "The Marquee",
        "Harbour News": "Harbour News",
    }


async def test_a_copy_that_came_in_before_what_it_copies_is_credited_later(storage: Storage) -> None:
    intake = Intake(storage)
    await intake.keep([article("Spotlight", 2)], NOW)
    await intake.keep([article("The Marquee", 1)], NOW)
    assert await origins(storage) == {"The Marquee": "The Marquee", "Spotlight": "The Marquee"}


async def test_the_same_sentence_in_another_story_is_no_copy(storage: Storage) -> None:
    elsewhere = article("Spotlight", 2, title="Comet seen over Lisbon", text=f"{'Comet over Lisbon. ' * 40}{OWN}")
    await Intake(storage).keep([article("The Marquee", 1), elsewhere], NOW)
    assert await origins(storage) == {"The Marquee": "The Marquee", "Spotlight": "Spotlight"}


async def test_a_feed_read_again_writes_only_the_headlines_that_changed(storage: Storage) -> None:
    intake = Intake(storage)
    first, second = article("The Marquee", 1), article("Spotlight", 2, title="Comet seen over Lisbon", text="")
    assert await intake.keep([first, second], NOW) == 2
    new = replace(first.entry, title="Drummer cleared")
    assert await intake.keep([replace(first, entry=new, title_key=9), second], NOW + 60) == 0
    [story, other] = await storage.stories.some([1, 2], NOW + 3600)
    assert story.headline == "Drummer cleared"
    assert [old.title for old in story.retitled] == [TITLE]
    assert not other.retitled


async def test_articles_years_apart_are_placed_apart_however_many_come_at_once(storage: Storage) -> None:
    years = [article(f"Outlet {year}", -year * 365 * 24 * 60, title=f"Adele sings at {year}") for year in range(1, 9)]
    assert await Intake(storage).keep(years, NOW) == 8
    assert len(await storage.stories.titles(NOW)) == 8
