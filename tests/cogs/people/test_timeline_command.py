"""/timeline: lives in order, as members see them."""

import pytest

from news.events.kinds import GROUPS
from news.model.articles import LifeEvent
from news.timeline.grouping import KIND_GROUPS
from news.timeline.merge import Moment, redact_moments
from tests.kit.newsroom import NOW, Item
from tests.kit.stage import Stage, buttons, components, epoch, text


def test_the_choices_of_kind_are_the_groups_of_kinds() -> None:
    assert tuple(KIND_GROUPS) == GROUPS


async def test_catalogue_articles_and_stories_stand_in_one_order_with_their_sources(stage: Stage) -> None:
    outlets = [
        stage.newsroom.publish(
            outlet, Item(title=f"Kim Kardashian opens a shop in Tokyo, {outlet} reports", hours=30),
            Item(
                title="Kim and Kanye: how it went", hours=50,
                text="Kim Kardashian filed for divorce from Kanye West on February 19, her lawyer said.",
            ),
        )
        for outlet in ("The Marquee", "Backlot")
    ]  # fmt: skip
    await stage.read(*outlets)
    shown = await stage.slash("timeline", name="Kim Kardashian", since="2014")
    said = text(shown)
    married, filed = said.index("Married Kanye West in Florence"), said.index("Filed for divorce from Kanye West")
    assert married < filed < said.index("opens a shop in Tokyo")
    assert said.count("Filed for divorce from Kanye West") == 1  # the table's row and two articles are one entry
    assert "Kim Kardashian (Wikipedia)" in said
    assert "The Marquee" in said[filed : filed + 300]
    assert "In the news · 2 outlets" in said
    [picture] = [part for part in components(shown.response.components) if part["type"] == 12]
    assert picture["items"][0]["description"].startswith("Timeline of Kim Kardashian, 2014 to 2021")


async def test_the_sentences_behind_a_page_are_one_press_away(stage: Stage) -> None:
    text_ = "Kim Kardashian filed for divorce from Kanye West on February 19, her lawyer said."
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="Kim and Kanye", hours=5, text=text_)))
    shown = await stage.slash("timeline", name="Kim Kardashian")
    opened = await stage.member.click(shown.response, custom_id=buttons(shown)["Sources"]["custom_id"])
    assert "her lawyer said" in text(opened)
    assert "The Marquee" in text(opened)


async def test_as_of_shows_only_what_was_known_that_day(stage: Stage) -> None:
    said = text(await stage.slash("timeline", name="Kim Kardashian", as_of="2014-05-23"))
    assert "Engaged to Kanye West" in said
    assert "Married Kanye West" not in said
    assert "as known on 23 May 2014" in said


async def test_nothing_after_the_clock_exists(stage: Stage) -> None:
    said = text(await stage.slash("timeline", name="Kim Kardashian"))
    assert "Divorced from Kanye West" not in said
    stage.clock.now = epoch("2023-01-01")
    assert "Divorced from Kanye West" in text(await stage.slash("timeline", name="Kim Kardashian"))


async def test_one_kind_alone(stage: Stage) -> None:
    said = text(await stage.slash("timeline", name="Taylor Swift", kind="work"))
    assert "Won the Grammy" in said
    nothing = await stage.slash("timeline", name="Taylor Swift", kind="law")
    assert "No entries: Taylor Swift" in text(nothing)
    whole = buttons(nothing)["Show the whole timeline"]
    assert "Won the Grammy" in text(await stage.member.click(nothing.response, custom_id=whole["custom_id"]))


async def test_pages_go_back_in_time_and_outlive_a_restart(stage: Stage) -> None:
    shown = await stage.slash("timeline", name="Brad Pitt")
    first = text(shown)
    earlier = buttons(shown)["‹ Earlier"]["custom_id"]
    await stage.restart()
    second = text(await stage.member.click(shown.response, custom_id=earlier))
    assert "page 2 of" in second
    assert first.splitlines()[2:] != second.splitlines()[2:]
    years = [int(line.removeprefix("### ")) for line in (second + "\n" + first).splitlines() if line.startswith("### ")]
    assert years == sorted(years)


async def test_zoom_groups_by_month(stage: Stage) -> None:
    shown = await stage.slash("timeline", name="Kim Kardashian")
    closer = await stage.member.click(shown.response, custom_id=buttons(shown)["By month"]["custom_id"])
    assert "### February 2021" in text(closer)
    assert "By year" in buttons(closer)


@pytest.mark.parametrize("option", ["since", "until", "as_of"])
async def test_what_is_no_day_is_said(stage: Stage, option: str) -> None:
    shown = await stage.slash("timeline", name="Kim Kardashian", **{option: "soonish"})
    assert "“soonish” is no day" in text(shown)


@pytest.mark.parametrize("state", ["", "x", "14.0.0.0.9.0.zzz", "14.0.0.0.0.9.zzz", "14.zzzzzzz.0.0.0.0.1", "1.2"])
async def test_a_forged_state_shows_nothing(stage: Stage, state: str) -> None:
    assert await stage.app.router.make("card", "lives", None, state, 0) is None
    assert await stage.app.router.make("card", "sources", None, state, 0) is None


def moment(kind: str, date: str, status: str = "fact", what: str = "") -> Moment:
    return Moment(kind=kind, date=date, people=(1,), what=what, status=status)  # type: ignore[arg-type]


def test_a_grave_thing_that_one_outlet_says_is_not_told() -> None:
    told = redact_moments(
        [moment("arrested", "2021-06-01", "reported"), moment("married", "2021-06-02", "reported")], NOW
    )
    assert [one.kind for one in told] == ["married"]
    assert redact_moments([moment("arrested", "2021-06-01")], NOW)


def test_a_child_under_18_has_neither_name_nor_birthday_in_its_parents_timeline() -> None:
    [born] = redact_moments([moment("child_born", "2013-06-15", what="daughter North")], NOW)
    assert (born.date, born.what) == ("2013", "daughter")
    [grown] = redact_moments([moment("child_born", "2003-06-09", what="son Max")], NOW)
    assert (grown.date, grown.what) == ("2003-06-09", "son Max")


async def test_what_an_article_tells_of_lives_outlives_a_restart_of_the_bot(stage: Stage) -> None:
    told = LifeEvent("married", (14,), "2021-06-05", "A sentence.", "fact")
    assert told
    item = Item(title="Adele marries", hours=3, text="Adele married Rich Paul in Las Vegas on Saturday.")
    await stage.read(stage.newsroom.publish("The Marquee", item))
    await stage.restart()
    said = text(await stage.slash("timeline", name="Adele"))
    assert "5 June" in said
    assert "One source" in said
