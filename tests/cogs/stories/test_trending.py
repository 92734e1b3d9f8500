"""/trending: the score, and the command as members use it."""

import math

from hypothesis import given
from hypothesis import strategies as st

from news.model.stories import Coverage
from news.stories.trending import explain_rank, rank_subjects, report_weight, usual_reports, usual_span
from tests.kit.newsroom import NOW, Item
from tests.kit.stage import Stage, buttons, text


def reported(subject: int, outlets: int, hours: float = 1.0, articles: int = 0) -> Coverage:
    at = NOW - int(hours * 3600)
    reports = ((at, max(outlets, 1)),)
    return Coverage(subject=subject, articles=articles or outlets, outlets=outlets, first_at=at, reports=reports)


def test_the_score_is_what_the_card_says_it_is() -> None:
    [first] = rank_subjects([reported(1, 3, hours=2)], {1: 1.2}, hours=24, now=NOW)
    heat = 3 * (2 + 2) ** -1.8
    expected = 1.2 / 24 * sum((hour + 2.5) ** -1.8 for hour in range(24))
    assert math.isclose(first.heat, heat)
    assert math.isclose(first.score, (heat - expected) / math.sqrt(expected + 0.3) * (1 + math.log(3)))


def test_more_outlets_rank_higher_and_older_reports_lower() -> None:
    order = rank_subjects([reported(1, 3), reported(2, 5), reported(3, 5, hours=20)], {}, hours=24, now=NOW)
    assert [r.subject for r in order] == [2, 1, 3]


def test_what_is_usual_for_somebody_trends_less() -> None:
    order = rank_subjects([reported(1, 4), reported(2, 4)], {1: 12.0, 2: 0.1}, hours=24, now=NOW)
    assert [r.subject for r in order] == [2, 1]


def test_below_the_floor_ranks_after_all_others_however_hot() -> None:
    order = rank_subjects([reported(1, 1, hours=0, articles=9), reported(2, 3, hours=23)], {}, hours=24, now=NOW)
    assert [(r.subject, r.above_floor) for r in order] == [(2, True), (1, False)]


def test_an_archive_is_no_outlet() -> None:
    [only] = rank_subjects([reported(1, 0, articles=5)], {}, hours=24, now=NOW)
    assert only.outlets == 0
    assert not only.above_floor
    assert explain_rank(only, "24 h") == "one source · 5 articles in 24 h"


def test_the_reason_is_arithmetic() -> None:
    [only] = rank_subjects([reported(1, 9)], {1: 1.23}, hours=6, now=NOW)
    assert explain_rank(only, "6 h") == "9 articles from 9 outlets in 6 h; usually 1.2"


def test_a_young_store_knows_nothing_to_be_usual() -> None:
    assert usual_span(NOW, None)[1] == 0
    assert usual_span(NOW, NOW - 86400)[1] == 0
    assert usual_span(NOW, NOW - 4 * 86400) == (NOW - 28 * 86400, 4.0)
    assert usual_span(NOW, 0)[1] == 28
    assert usual_reports(56, 28, 24) == 2.0


@given(st.floats(0, 10_000), st.sampled_from([6, 24, 168, 720]))
def test_a_report_never_gains_by_growing_old(age: float, hours: int) -> None:
    assert report_weight(age, hours) >= report_weight(age + 1, hours) > 0


BIRTHDAY = "Kim Kardashian shares birthday message for Kanye West as he turns 44"
BREAKUP = "Jennifer Lopez and Alex Rodriguez end their engagement after four years"


async def read_two_stories(stage: Stage) -> None:
    publish = stage.newsroom.publish
    await stage.read(
        publish("The Marquee", Item(title=BIRTHDAY, hours=3, picture="https://example.com/kim.jpg")),
        publish("Spotlight", Item(title="Kim Kardashian's birthday message for Kanye West at 44", hours=2)),
        publish(
            "Harbour News",
            Item(title="Kanye West turns 44: Kim Kardashian shares a birthday message", hours=1),
            Item(title=BREAKUP, hours=5),
        ),
    )


async def test_trending_shows_rank_people_outlets_and_the_reason(stage: Stage) -> None:
    await read_two_stories(stage)
    result = await stage.slash("trending")
    shown = text(result)
    assert not result.ephemeral
    assert f"### 1. {BIRTHDAY}" in shown
    assert "Kim Kardashian, Kanye West" in shown
    assert "3 articles from 3 outlets in 24 h" in shown
    assert shown.index(BIRTHDAY) < shown.index(BREAKUP)
    assert "one source · 1 article in 24 h" in shown
    assert f"<t:{NOW - 3 * 3600}:R>" in shown
    assert "Read" in buttons(result)


async def test_read_opens_the_story_for_the_one_who_pressed(stage: Stage) -> None:
    await read_two_stories(stage)
    result = await stage.slash("trending")
    opened = await stage.moderator.click(result.response, custom_id=buttons(result)["Read"]["custom_id"])
    assert opened.ephemeral
    assert BIRTHDAY in text(opened)
    assert "Spotlight" in text(opened)


async def test_why_this_order_shows_the_sum(stage: Stage) -> None:
    await read_two_stories(stage)
    result = await stage.slash("trending")
    opened = await stage.member.click(result.response, custom_id=buttons(result)["Why this order?"]["custom_id"])
    assert "÷ √(0.00 + 0.3) × (1 + ln 3)" in text(opened)
    assert BIRTHDAY in text(opened)


async def test_a_topic_narrows_the_list_and_says_so(stage: Stage) -> None:
    await read_two_stories(stage)
    shown = text(await stage.slash("trending", topic="relationships"))
    assert BREAKUP in shown
    assert "relationships" in shown
    assert BIRTHDAY not in shown


async def test_nothing_in_the_window_says_what_was_looked_at_and_offers_a_wider_one(stage: Stage) -> None:
    publish = stage.newsroom.publish
    await stage.read(publish("The Marquee", Item(title=BIRTHDAY, hours=30)))
    result = await stage.slash("trending", window="6 h")
    assert "last 6 h" in text(result)
    assert "Newest article" in text(result)
    wider = buttons(result)["Look at the last 24 hours"]["custom_id"]
    turned = await stage.member.click(result.response, custom_id=wider)
    again = buttons(turned)["Look at the last 7 days"]["custom_id"]
    assert BIRTHDAY in text(await stage.member.click(turned.response, custom_id=again))


async def test_an_empty_store_says_that_it_is_empty(stage: Stage) -> None:
    assert "The store is empty so far" in text(await stage.slash("trending"))


async def test_people_come_with_a_chart_and_its_alt_text(stage: Stage) -> None:
    await read_two_stories(stage)
    result = await stage.slash("trending", view="people")
    assert "**1. Kim Kardashian**" in text(result)
    gallery = next(part for part in result.response.components[0]["components"] if part["type"] == 12)
    assert "Kim Kardashian 3" in gallery["items"][0]["description"]
    assert result.response.attachments[0].filename == "people.png"
    opened = await stage.member.click(result.response, custom_id=buttons(result)["Stories"]["custom_id"])
    assert "## Latest: Kim Kardashian" in text(opened)
    assert BIRTHDAY in text(opened)


SEVEN = [
    "Adam Sandler buys a boat",
    "Brad Pitt visits the vineyards of Provence",
    "Cardi B plans a cookery programme",
    "Drew Barrymore adopts two kittens",
    "Emma Stone reads poems on the radio",
    "Frank Ocean opens his jewellery shop",
    "Gigi Hadid walks for charity in Amsterdam",
]


async def read_seven_stories(stage: Stage) -> None:
    items = (Item(title=title, hours=n) for n, title in enumerate(SEVEN, 1))
    await stage.read(stage.newsroom.publish("The Marquee", *items))


async def test_pages_hold_five_and_turn_after_a_restart(stage: Stage) -> None:
    await read_seven_stories(stage)
    result = await stage.slash("trending")
    assert sum(title in text(result) for title in SEVEN) == 5
    assert "page 1 of 2" in text(result)
    assert buttons(result)["‹ Previous"]["disabled"]
    await stage.restart()
    turned = await stage.member.click(result.response, custom_id=buttons(result)["Next ›"]["custom_id"])
    assert "page 2 of 2" in text(turned)
    assert sum(title in text(turned) for title in SEVEN) == 2
    assert "### 6." in text(turned)


async def test_turning_the_page_of_somebody_elses_answer_leaves_it_alone(stage: Stage) -> None:
    await read_seven_stories(stage)
    result = await stage.slash("trending")
    before = text(result)
    turned = await stage.moderator.click(result.response, custom_id=buttons(result)["Next ›"]["custom_id"])
    assert turned.ephemeral
    assert text(turned) != before
    assert text(result) == before


async def test_a_button_with_a_made_up_state_has_expired_and_changes_nothing(stage: Stage) -> None:
    for state in ("", "x", "o.0.0.zzzzzzzzzzzz", "o.0.0.zzzzzzzzzz", "-1.2.3.4", "99.0.0.1", "../..", "o.99.7.1"):
        assert await stage.app.router.make("card", "trending", None, state, 0) is None
        assert await stage.app.router.make("card", "why", None, state, 0) is None


async def test_the_reasons_for_a_page_that_is_no_more_are_those_of_the_last_or_expired(stage: Stage) -> None:
    await read_two_stories(stage)
    result = await stage.slash("trending")
    state = buttons(result)["Why this order?"]["custom_id"].rpartition(":")[2]
    assert await stage.app.router.make("card", "why", None, state, 7) is not None
    while await stage.storage.articles.prune(NOW):
        pass
    opened = await stage.member.click(result.response, custom_id=buttons(result)["Why this order?"]["custom_id"])
    assert "expired" in text(opened)


async def test_an_old_archive_does_not_make_a_young_store_know_what_is_usual(stage: Stage) -> None:
    await read_two_stories(stage)
    archived = stage.newsroom.publish("Long Ago", Item(title="Adele is heard on the radio", hours=24 * 400))
    await stage.storage.feeds.add({5: archived})
    await stage.refresh.round()
    assert "usual" not in text(await stage.slash("trending"))


async def test_two_reports_on_one_word_are_one_outlet(stage: Stage) -> None:
    publish = stage.newsroom.publish
    title = "Zendaya to star in a new space film"
    await stage.read(
        publish("TMZ", Item(title=title, hours=3)),
        publish("Spotlight", Item(title=title + ", TMZ reports", hours=2)),
        publish("The Marquee", Item(title=title, summary="Zendaya has a new role, according to TMZ.", hours=1)),
    )
    shown = text(await stage.slash("trending"))
    assert "3 articles from 1 outlet" in shown or "one source · 3 articles" in shown
    assert "TMZ" in shown
