"""`python bot.py import`: archives in, once, or a clear error and nothing."""

import json
from pathlib import Path

import pytest

from ingest.import_archive import import_archive
from news.feeds.archives.archive import ArchiveError
from news.people.catalogue_match import Catalogue
from settings import ROOT
from storage import Wanted, open_storage
from tests.kit.machine import run_bot
from tests.kit.newsroom import NOW, Item
from tests.kit.stage import Stage, text

GOLDEN = ROOT / "tests" / "news" / "feeds" / "archives" / "golden"


async def take_in(stage: Stage, path: Path, outlet: str = "") -> str:
    return await import_archive(path, stage.storage, stage.catalogue, now=NOW, outlet=outlet)


async def test_the_given_article_is_shown_by_every_command(stage: Stage, data: Path) -> None:
    [path] = (data / "articles").glob("*.txt")
    assert await take_in(stage, path) == f"{path.name}: 1 new article of 1."
    title = "Kim Kardashian Still Loves Kanye West With Special Birthday Message"
    assert title in text(await stage.slash("latest"))
    assert title in text(await stage.slash("search", query="yeezy founder birthday")).replace("__", "")
    shown = text(await stage.slash("story", story="Kim Kardashian birthday"))
    assert f"## {title}" in shown
    assert "By Rebecca Cukier · Archive · Famous Relationships · 9 June 2021" in shown
    assert "Kim Kardashian and Kanye West close up" in shown
    assert "Lars Niki" in shown
    assert "This made me so sad" in shown
    assert "front-page news" in shown
    assert "Kim and Kanye's eldest" not in shown
    trending = text(await stage.slash("trending"))
    assert f"### 1. {title}" in trending
    assert "one source" in trending


async def test_an_archive_ranks_after_what_outlets_report(stage: Stage, data: Path) -> None:
    [path] = (data / "articles").glob("*.txt")
    await take_in(stage, path)
    publish = stage.newsroom.publish
    tour = "Adele confirms a new world tour"
    await stage.read(*(publish(name, Item(title=tour, hours=20)) for name in ("A", "B", "C")))
    shown = text(await stage.slash("trending"))
    assert shown.index(tour) < shown.index("Kim Kardashian")


async def test_an_import_of_old_articles_is_kept_as_long_as_news_from_its_import_on(
    stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "old.jsonl"
    path.write_text('{"title": "Adele confirms a new tour", "published": "2009-06-09"}')
    await take_in(stage, path)
    assert await stage.refresh.prune() == 0
    stage.clock.now += 549 * 86400
    assert await stage.refresh.prune() == 1


async def test_the_same_file_twice_changes_nothing(stage: Stage, data: Path) -> None:
    [path] = (data / "articles").glob("*.txt")
    await take_in(stage, path)
    before = await stage.storage.stories.some([1], NOW)
    assert await take_in(stage, path) == f"{path.name}: 0 new articles of 1."
    assert await stage.storage.stories.some([1], NOW) == before


async def test_json_lines_with_outlets_of_their_own_make_one_story(stage: Stage, tmp_path: Path) -> None:
    rows = [
        {
            "title": "Adele confirms a new world tour",
            "outlet": outlet,
            "url": f"https://{outlet}.example/adele",
            "published": at,
        }
        for outlet, at in (("one", "2021-06-09T10:00:00Z"), ("two", NOW - 7200), ("three", "2021-06-09"))
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(row | {"unknown": 1}) for row in rows))
    assert await take_in(stage, path) == "rows.jsonl: 3 new articles of 3."
    assert "3 articles from 3 outlets" in text(await stage.slash("trending"))


async def test_an_outlet_may_be_named_for_rows_that_name_none(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"title": "Adele confirms a new tour", "published": 1623268000}')
    await take_in(stage, path, outlet="My Scrapbook")
    assert "My Scrapbook" in text(await stage.slash("latest", source="My Scrapbook"))


async def test_an_outlets_name_is_a_label_however_it_is_given(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "named.jsonl"
    path.write_text(json.dumps({"title": "Adele sings", "outlet": "Long " * 900}) + '\n{"title": "Cher paints"}\n')
    await take_in(stage, path, outlet=" \u200b ")
    long, archive = sorted(await stage.storage.stories.outlets(), key=len, reverse=True)
    assert (len(long) <= 80, archive) == (True, "Archive")


async def test_dates_of_any_year_are_shown_and_found(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "ancient.jsonl"
    rows = [{"title": f"Adele sings in {year}", "published": f"{year}-03-02"} for year in ("0001", "1969", "9999")]
    path.write_text("\n".join(map(json.dumps, rows)))
    assert "3 new articles" in await take_in(stage, path)
    shown = text(await stage.slash("latest"))
    assert "2 March 1969" in shown
    assert "2 March 1\n" in f"{shown}\n"
    assert "9999" not in shown
    assert "sings in" in text(await stage.slash("search", query="adele", until="0001-12-31"))


async def test_a_faulty_line_is_named_and_nothing_is_kept(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"title": "Adele confirms a new tour"}\n{"url": "https://example.com"}\n')
    with pytest.raises(ArchiveError, match="line 2"):
        await take_in(stage, path)
    assert await stage.storage.articles.count() == 0


async def test_opml_adds_feeds(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text('<opml version="2.0"><body><outline text="A" xmlUrl="https://example.com/a.xml"/></body></opml>')
    assert await take_in(stage, path) == "feeds.opml: 1 new feed of 1."
    assert [feed.source.name for feed in await stage.storage.feeds.all()] == ["A"]


@pytest.mark.slow
async def test_a_large_file_is_kept_whole_and_every_article_once(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "many.jsonl"
    rows = [{"title": f"Item {n} of a long list, number {n * 7}", "published": NOW - n * 600} for n in range(1_200)]
    path.write_text("\n".join(map(json.dumps, rows * 2)))
    async with open_storage(str(tmp_path / "many.db")) as storage:
        await import_archive(path, storage, catalogue, now=NOW)
        assert await storage.articles.count() == 1_200
        assert await storage.search.hits(["item"], Wanted())


async def test_a_small_outlets_old_match_is_found_behind_hundreds_of_newer_ones(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    rows = [{"title": f"Lighthouse number {n}", "outlet": "Large", "published": NOW - n} for n in range(450)]
    rows.append({"title": "Lighthouse of old", "outlet": "Small", "published": NOW - 40 * 86400})
    path.write_text("\n".join(map(json.dumps, rows)))
    await take_in(stage, path)
    shown = text(await stage.slash("search", query="lighthouse", source="Small"))
    assert "of old" in shown


@pytest.mark.slow
def test_the_command_line_says_what_it_did_and_exits_0(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"title": "Adele confirms a new tour"}\n')
    ran = run_bot("import", "rows.jsonl", folder=tmp_path, LIMELIGHT_STORE="news.db")
    assert (ran.returncode, ran.stdout.strip()) == (0, "rows.jsonl: 1 new article of 1.")
    assert (tmp_path / "news.db").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "hint"),
    [(b"Dear diary,\nnothing happened.", "line 1"), (b"\x00\xff\x00", ""), (None, "cannot be read")],
)
def test_the_command_line_refuses_what_is_no_archive(tmp_path: Path, content: bytes | None, hint: str) -> None:
    if content is not None:
        (tmp_path / "diary.txt").write_bytes(content)
    ran = run_bot("import", "diary.txt", folder=tmp_path, LIMELIGHT_STORE="news.db")
    assert ran.returncode == 1
    assert "diary.txt" in ran.stderr
    assert hint in ran.stderr
    assert "Traceback" not in ran.stderr
