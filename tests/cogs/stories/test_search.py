"""/search: what is found, and what is never an error (docs/faults.md row 64)."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.model.stories import SearchHit
from news.text.search import fitting_words, has_typed_words, nearest_word, rank_hits, read_day, search_terms
from storage import Wanted, open_storage
from tests.kit.newsroom import NOW, Item
from tests.kit.stage import Stage, buttons, text


def test_terms_are_folded_single_and_at_most_eight() -> None:
    assert search_terms("Beyoncé's  BEYONCE tour") == ["beyonce", "s", "tour"]
    assert len(search_terms("a b c d e f g h i j k l")) == 8
    assert search_terms("!!! ???") == []


def test_a_slip_is_mended_and_a_short_word_is_not() -> None:
    assert nearest_word("kardashain", ["kardashian", "korean"]) == "kardashian"
    assert nearest_word("beyonec", ["beyonce", "beyond"]) == "beyonce"
    assert nearest_word("kim", ["him"]) == ""


def test_a_story_stands_once_with_its_best_article_and_the_newer_wins() -> None:
    old, new, twin = SearchHit(1, 1, NOW - 90 * 86400, 5.0), SearchHit(2, 2, NOW, 4.0), SearchHit(3, 2, NOW, 3.0)
    assert rank_hits([old, twin, new], NOW) == [new, old]


def test_days_as_people_write_them() -> None:
    today = date(2021, 6, 9)
    assert read_day("2021-06-01", today) == date(2021, 6, 1)
    assert read_day("yesterday", today) == date(2021, 6, 8)
    assert read_day("7 days", today) == date(2021, 6, 2)
    assert read_day("7d ago", today) == date(2021, 6, 2)
    assert read_day("soon", today) is None
    assert read_day("9999 days", today) is not None


def test_words_fit_whole_or_not_at_all() -> None:
    assert fitting_words(["abc", "de", "f"], 6) == ["abc", "de"]
    assert fitting_words(["abc"], 2) == []


def test_every_typed_word_begins_a_word() -> None:
    assert has_typed_words("Olivia Rodrigo's first album", "oliv ALB")
    assert has_typed_words("Beyoncé", "beyonce")
    assert not has_typed_words("Olivia", "livia")


HOSTILE = [
    '"',
    "*",
    "NEAR(a",
    "title:",
    "'; DROP TABLE articles;--",
    "x" * 100_000,
    "👑🎤",
    "(",
    "^",
    "a OR",
    "-",
    "\x00",
    "%",
]


@pytest.mark.parametrize("query", HOSTILE)
async def test_no_query_is_an_error(stage: Stage, query: str) -> None:
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="Adele confirms a new tour")))
    assert "Nothing found" in text(await stage.slash("search", query=query))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries=st.lists(st.text(max_size=60), max_size=40))
def test_fuzzed_queries_never_raise(tmp_path: Path, queries: list[str]) -> None:
    async def ask() -> None:
        async with open_storage(str(tmp_path / "fuzz.db")) as storage:
            for query in queries:
                for every in (True, False):
                    await storage.search.hits(search_terms(query), Wanted(), every=every)
                await storage.search.unknown(search_terms(query))

    asyncio.run(ask())


async def read_some(stage: Stage) -> None:
    publish = stage.newsroom.publish
    await stage.read(
        publish(
            "The Marquee",
            Item(title="Beyoncé announces a documentary film", hours=2, summary="The singer worked on it for years."),
            Item(title="Adele confirms a new tour", hours=50),
        ),
        publish("Spotlight", Item(title="Kim Kardashian opens a shop for her tour merchandise", hours=10)),
    )


async def test_accents_are_not_needed(stage: Stage) -> None:
    await read_some(stage)
    shown = text(await stage.slash("search", query="beyonce documentary"))
    assert "### __Beyoncé__ announces a __documentary__ film" in shown


async def test_letters_that_are_no_accented_ones_are_found_as_they_are_written(stage: Stage) -> None:
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="MØ and Øystein sing in Łódź")))
    for query in ("mø", "MØ", "Øystein", "Łódź", "łodz"):
        shown = text(await stage.slash("search", query=query))
        assert "__" in shown
        assert "Nothing has" not in shown


async def test_a_typo_is_forgiven_and_named(stage: Stage) -> None:
    await read_some(stage)
    shown = text(await stage.slash("search", query="kardashain shop"))
    assert "__Kardashian__" in shown
    assert "Nothing has “kardashain shop”" in shown


async def test_words_that_no_article_has_together_find_what_has_some(stage: Stage) -> None:
    await read_some(stage)
    shown = text(await stage.slash("search", query="adele documentary"))
    assert "Nothing has all of these words" in shown
    assert "Adele" in shown
    assert "Beyoncé" in shown


async def test_person_source_and_days_narrow_a_search(stage: Stage) -> None:
    await read_some(stage)
    shown = text(await stage.slash("search", query="tour", since="yesterday"))
    assert "Kim Kardashian" in shown
    assert "Adele" not in shown
    shown = text(await stage.slash("search", query="tour", until="2021-06-07"))
    assert "Adele" in shown
    assert "Kim Kardashian" not in shown
    assert "Adele" in text(await stage.slash("search", query="tour", source="The Marquee"))
    assert "Kim" in text(await stage.slash("search", query="tour", person="Kim Kardashian"))
    refused = await stage.slash("search", query="tour", since="soonish")
    assert refused.ephemeral
    assert "2021-06-08" in text(refused)


async def test_a_last_day_before_everything_finds_nothing(stage: Stage) -> None:
    await read_some(stage)
    days = {"1970-01-01": "1 January 1970", "1969-12-31": "31 December 1969", "0001-01-01": "1 January 1"}
    for until, written in days.items():
        shown = text(await stage.slash("search", query="tour", until=until))
        assert "Nothing found" in shown
        assert f"until {written}" in shown
    assert "Adele" in text(await stage.slash("search", query="tour", since="0001-01-01", until="9999-12-31"))


async def test_a_made_up_state_has_expired(stage: Stage) -> None:
    for state in ("", "0.0.0.0.0", "0.zzzzz.0.1.0.tour", "0.0.zzzzzzz.1.0.tour", "0.0.0.zzzzzzzz.0.tour"):
        assert await stage.app.router.make("card", "search", None, state, 0) is None


async def test_nothing_found_says_what_was_looked_for_and_names_near_people(stage: Stage) -> None:
    await read_some(stage)
    shown = text(await stage.slash("search", query="zendaia"))
    assert "Nothing found" in shown
    assert "zendaia" in shown
    assert "Zendaya" in shown


async def test_results_turn_pages_after_a_restart(stage: Stage) -> None:
    names = ("Adam Sandler", "Brad Pitt", "Cardi B", "Drew Barrymore", "Emma Stone", "Frank Ocean")
    items = [Item(title=f"{name} visits a lighthouse", hours=n) for n, name in enumerate(names, 1)]
    await stage.read(stage.newsroom.publish("The Marquee", *items))
    result = await stage.slash("search", query="visits a lighthouse")
    assert "6 stories · page 1 of 2" in text(result)
    await stage.restart()
    turned = await stage.member.click(result.response, custom_id=buttons(result)["Next ›"]["custom_id"])
    assert "page 2 of 2" in text(turned)
    assert "__lighthouse__" in text(turned)
