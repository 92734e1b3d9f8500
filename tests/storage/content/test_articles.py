"""The store of articles: a round is written at once, and gives back what clustering and crediting need."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from news.model.articles import Article
from news.model.feeds import Entry
from news.model.people import Mention
from news.model.stories import PlacedArticle, Placement
from storage import Storage, open_storage

NOW = 1_623_268_800


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(str(tmp_path / "articles.db")) as opened:
        yield opened


def article(
    key: int, *, title: str = "Title", at: int = NOW, summary: str = "", text: str = "", is_independent: bool = True
) -> Article:
    return Article(
        key=key,
        title_key=key,
        outlet=f"Outlet {key}",
        feed_id=None,
        entry=Entry(title=title, summary=summary, text=text),
        published=at,
        first_seen=at,
        origin=f"Outlet {key}",
        independent=is_independent,
        mentions=(Mention(7, "Adele", "full name"), Mention(key + 100, "Cher", "full name")),
    )


async def keep(storage: Storage, *articles: Article, story: int = -1) -> list[int]:
    placement = Placement(tuple(PlacedArticle(article.key, story) for article in articles))
    return await storage.articles.add(articles, placement)


async def test_articles_that_would_have_one_id_are_all_kept_with_their_people(storage: Storage) -> None:
    keys = [5, 5 + (1 << 20), 5 + (2 << 20), 6]
    await keep(storage, *map(article, keys))
    await keep(storage, article(5 + (3 << 20)))
    sketches = await storage.articles.sketches(NOW, NOW, 10)
    assert sorted(sketch.key for sketch in sketches) == sorted([*keys, 5 + (3 << 20)])
    assert all(sketch.people == {7, sketch.key + 100} and sketch.names == {"Adele", "Cher"} for sketch in sketches)


async def test_new_stories_are_told_apart_and_moved_articles_leave_theirs(storage: Storage) -> None:
    round_ = [article(key, title=f"Headline {key}", at=NOW + key) for key in range(4)]
    placed = (PlacedArticle(0, -1), PlacedArticle(1, -2), PlacedArticle(2, -1), PlacedArticle(3, -3))
    first, second, third = await storage.articles.add(round_, Placement(placed))
    stories = await storage.stories.some([first, second, third], NOW + 10)
    assert [[a.key for a in story.articles] for story in stories] == [[0, 2], [1], [3]]
    moved = Placement((PlacedArticle(0, second), PlacedArticle(2, second), PlacedArticle(4, -1)), {first: second})
    touched = await storage.articles.add([article(4, at=NOW + 4)], moved)
    assert touched == [first, second, third + 1]
    story = await storage.stories.get(first, NOW + 10)
    assert story is not None
    assert (story.id, story.headline, [a.key for a in story.articles]) == (second, "Headline 0", [0, 1, 2])


async def test_stored_articles_are_known_by_key_with_their_title(storage: Storage) -> None:
    await keep(storage, article(1, title="Old"), article(2, title="Other"))
    known, repeated = await storage.articles.known([article(1, title="New"), article(3)])
    assert known == {1: "Old"}
    assert repeated == {1}


async def test_sketches_hold_the_summary_or_else_the_text_the_oldest_first(storage: Storage) -> None:
    await keep(storage, article(1, at=NOW, text="Text"), article(2, at=NOW - 9, summary="Summary", text="Text"))
    assert [(sketch.key, sketch.text) for sketch in await storage.articles.sketches(NOW - 9, NOW, 5)] == [
        (2, "Summary"),
        (1, "Text"),
    ]
    assert [sketch.key for sketch in await storage.articles.sketches(NOW - 9, NOW, 1)] == [1]


async def test_reports_are_those_of_independent_outlets_in_stories_of_several(storage: Storage) -> None:
    [alone] = await keep(storage, article(1))
    archive = article(4, at=NOW + 4, is_independent=False)
    told = [article(3, at=NOW + 3, summary="S", text="T"), article(2, at=NOW + 2), archive]
    [several] = await keep(storage, *told)
    reports = await storage.articles.reports([alone, several])
    assert {story: [report.key for report in found] for story, found in reports.items()} == {several: [2, 3]}
    assert reports[several][1].text == "S\nT"


async def test_a_story_that_gave_its_newer_articles_away_keeps_its_older_ones(storage: Storage) -> None:
    await keep(storage, article(1, title="Old", at=NOW - 120 * 3600), article(2, title="Newer", at=NOW - 10 * 3600))
    await keep(storage, article(3, title="Other"))
    await storage.articles.add([article(4)], Placement((PlacedArticle(2, 2), PlacedArticle(4, 2)), {1: 2}))
    first, second = await storage.stories.some([1, 2], NOW)
    assert [a.key for a in first.articles] == [1]
    assert {a.key for a in second.articles} == {2, 3, 4}
    assert (await storage.stories.get(1, NOW)).headline == "Old"


async def test_a_story_that_was_merged_since_the_round_was_read_takes_what_was_meant_for_it(storage: Storage) -> None:
    await keep(storage, article(1))
    await keep(storage, article(2))
    await storage.articles.add([], Placement((PlacedArticle(1, 2),), {1: 2}))
    await storage.articles.add([article(3)], Placement((PlacedArticle(3, 1),)))
    [story] = await storage.stories.some([2], NOW)
    assert {a.key for a in story.articles} == {1, 2, 3}


async def test_an_article_that_another_process_kept_meanwhile_is_not_kept_again(storage: Storage) -> None:
    await keep(storage, article(1))
    await keep(storage, article(1, title="Again"), article(2))
    assert await storage.articles.count() == 2


async def test_an_empty_round_changes_nothing(storage: Storage) -> None:
    assert await storage.articles.add([], Placement(())) == []
    assert await storage.articles.reports([]) == {}
