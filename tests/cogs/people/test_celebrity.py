"""/celebrity: the profile as members see it, for all sorts of people."""

from dataclasses import replace

import pytest

from bot import NewsBot
from news.model.people import DateClaim, Person
from tests.kit.newsroom import NOW, Item
from tests.kit.people import people_are
from tests.kit.stage import Stage, buttons, components, text


async def wikidata_says(stage: Stage, person: int, date: str, *, since: int, seen: int) -> None:
    claim = DateClaim(kind="birth", date=date, source="Wikidata", first_seen=since, last_seen=seen)
    async with stage.storage.transaction() as tx:
        await tx.people.put_claims([(person, claim)])


async def read_some_news(stage: Stage) -> None:
    marquee = stage.newsroom.publish(
        "The Marquee",
        Item(title="Kim Kardashian and Kanye West dine in Paris", hours=5),
        Item(title="Kim Kardashian opens a shop in Tokyo", hours=30),
    )
    backlot = stage.newsroom.publish(
        "Backlot", Item(title="Kim Kardashian and Kanye West seen dining in Paris", hours=4)
    )
    await stage.read(marquee, backlot)


async def test_a_profile_says_who_it_is_how_old_what_is_new_and_on_whose_word(stage: Stage) -> None:
    await read_some_news(stage)
    shown = await stage.slash("celebrity", name="kim kardashian")
    said = text(shown)
    assert "## Kim Kardashian" in said
    assert "**40 years old** · born 21 October 1980" in said
    assert "Turns 41 on 21 October 2021, in 134 days" in said
    assert "several sources agree" in said
    assert "**Married to** Kanye West since 2014" in said  # who is divorced in 2022 is married in 2021
    assert "dine in Paris" in said
    assert {"Follow", "Timeline", "All stories", "Read"} <= set(buttons(shown))
    [picture] = [part for part in components(shown.response.components) if part["type"] == 12]
    assert picture["items"][0]["description"].startswith("Coverage of Kim Kardashian per day")


async def test_related_people_open_the_articles_behind_them(stage: Stage) -> None:
    await read_some_news(stage)
    shown = await stage.slash("celebrity", name="Kim Kardashian")
    button = next(button for label, button in buttons(shown).items() if label.startswith("Kanye West · "))
    opened = await stage.member.click(shown.response, custom_id=button["custom_id"])
    assert "Kim Kardashian and Kanye West" in text(opened).splitlines()[0]
    assert "dine in Paris" in text(opened)
    assert "Tokyo" not in text(opened)


async def test_namesakes_are_told_apart_and_one_press_shows_the_other(stage: Stage) -> None:
    shown = await stage.slash("celebrity", name="Michelle Williams")
    other = next(label for label in buttons(shown) if label.startswith("Michelle Williams, "))
    first = text(shown).splitlines()
    turned = await stage.member.click(shown.response, custom_id=buttons(shown)[other]["custom_id"])
    second = text(turned).splitlines()
    assert first[0] == second[0] == "## Michelle Williams"
    assert first[1:] != second[1:]
    offered = await stage.complete("celebrity", "name", "michelle williams")
    assert len({choice["name"] for choice in offered if choice["name"].startswith("Michelle Williams, ")}) == 2


async def test_a_minor_has_no_profile_however_they_are_asked_for(stage: Stage) -> None:
    minor = Person(id=1, name="Very Young", birth="2003-06-10", birth_confidence="A", popularity=99)
    await people_are(stage, minor)
    shown = await stage.slash("celebrity", name="Very Young")
    assert "under 18" in text(shown)
    assert "2003" not in text(shown)
    assert "Follow" not in buttons(shown)
    assert await stage.complete("celebrity", "name", "very") == []
    by_id = await stage.slash("celebrity", name="#1")
    assert "2003" not in text(by_id)
    assert "Very Young" not in text(by_id)
    stage.clock.now += 86400  # their eighteenth birthday
    assert "**18 years old**" in text(await stage.slash("celebrity", name="Very Young"))


async def test_without_a_birth_year_there_is_no_age_and_no_countdown(stage: Stage) -> None:
    await people_are(stage, Person(id=1, name="Some Body", occupations=("singer",)))
    said = text(await stage.slash("celebrity", name="Some Body"))
    assert "Birth date not known" in said
    assert "years old" not in said
    assert "Turns" not in said


async def test_a_date_known_to_the_year_is_told_to_the_year(stage: Stage) -> None:
    await people_are(stage, Person(id=1, name="Some Body", birth="1970", birth_confidence="year"))
    said = text(await stage.slash("celebrity", name="Some Body"))
    assert "**Born** 1970" in said
    assert "years old" not in said


async def test_the_dead_have_an_age_at_death_and_no_birthday(stage: Stage) -> None:
    await people_are(
        stage, Person(id=1, name="Late Star", birth="1950-06-10", birth_confidence="A", death="2020-06-09")
    )
    said = text(await stage.slash("celebrity", name="Late Star"))
    assert "**Died 9 June 2020**, aged 69 · born 10 June 1950" in said
    assert "Turns" not in said


async def test_a_death_after_the_clock_has_not_happened(stage: Stage) -> None:
    assert "**95 years old**" in text(await stage.slash("celebrity", name="Queen Elizabeth II"))


async def test_two_birth_dates_are_both_shown_with_their_sources_and_no_age(stage: Stage) -> None:
    person = Person(id=1, name="Some Body", birth="1980-05-01", birth_confidence="A")
    await people_are(stage, person)
    await wikidata_says(stage, 1, "1981-05-01", since=NOW - 9 * 86400, seen=NOW - 86400)
    said = text(await stage.slash("celebrity", name="Some Body"))
    assert "1 May 1980 (Limelight’s table)" in said
    assert "1 May 1981 (Wikidata)" in said
    assert "years old" not in said


async def test_a_new_date_is_shown_as_not_confirmed_beside_the_one_that_holds(stage: Stage) -> None:
    await people_are(stage, Person(id=1, name="Some Body", birth="1980-05-01", birth_confidence="A"))
    await wikidata_says(stage, 1, "2012-05-01", since=NOW - 86400, seen=NOW - 3600)
    said = text(await stage.slash("celebrity", name="Some Body"))
    assert "**41 years old** · born 1 May 1980" in said
    assert "Not confirmed: Wikidata says born 1 May 2012 since 8 June 2021" in said


async def test_a_doubtful_date_is_never_shown_as_fact(stage: Stage) -> None:
    await people_are(stage, Person(id=1, name="Some Body", birth="1980-05-01", birth_confidence="C"))
    said = text(await stage.slash("celebrity", name="Some Body"))
    assert "Birth date not confirmed" in said
    assert "1980" not in said


@pytest.mark.parametrize("name", ["Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the Second", "*_~|`<@1> " * 6])
async def test_a_long_name_shows_whole_and_as_written(stage: Stage, name: str) -> None:
    person = Person(id=1, name=name.strip()[:60], aliases=("N" * 60,), birth="1980-05-01", birth_confidence="A")
    others = [replace(person, id=number, occupations=("o" * 60,)) for number in range(2, 9)]
    await people_are(stage, person, *others)
    shown = await stage.slash("celebrity", name="#1")
    assert text(shown).splitlines()[0].replace("\\", "") == f"## {person.name}"
    assert "**41 years old**" in text(shown)


async def test_a_misspelt_name_is_answered_with_the_nearest(stage: Stage) -> None:
    shown = await stage.slash("celebrity", name="Zendeya")
    assert "Zendaya" in text(shown)
    opened = await stage.member.click(shown.response, custom_id=buttons(shown)["Zendaya"]["custom_id"])
    assert "## Zendaya" in text(opened)


async def test_follow_and_timeline_on_the_card_outlive_a_restart(stage: Stage) -> None:
    shown = await stage.slash("celebrity", name="Kim Kardashian")
    follow, timeline = buttons(shown)["Follow"]["custom_id"], buttons(shown)["Timeline"]["custom_id"]
    await stage.restart()
    assert isinstance(stage.bot, NewsBot)
    assert "Kim Kardashian" in text(await stage.member.click(shown.response, custom_id=follow))
    assert "Timeline: Kim Kardashian" in text(await stage.member.click(shown.response, custom_id=timeline))


@pytest.mark.parametrize("state", ["0", "-1", "abc", "999999999", "14.3.1", "14.zzzz", "１４"])
async def test_a_forged_button_shows_nobody(stage: Stage, state: str) -> None:
    assert await stage.app.router.make("card", "celebrity", None, state, 0) is None
    assert await stage.app.router.make("card", "timeline", None, state, 0) is None
    assert await stage.app.router.make("card", "together", None, state, 0) is None


async def test_who_may_have_died_has_no_countdown_and_it_is_said(stage: Stage) -> None:
    await people_are(stage, Person(id=1, name="Some Body", birth="1980-12-01", birth_confidence="A"))
    told = DateClaim(kind="death", date="2021-06-07", source="Wikidata", first_seen=NOW - 3600, last_seen=NOW - 3600)
    async with stage.storage.transaction() as tx:
        await tx.people.put_claims([(1, told)])
    said = text(await stage.slash("celebrity", name="Some Body"))
    assert "Not confirmed: Wikidata says died 7 June 2021" in said
    assert "Turns" not in said


async def test_a_death_whose_day_nobody_tells_is_told_without_one(stage: Stage) -> None:
    await people_are(stage, Person(id=1, name="Some Body", birth="1950", birth_confidence="A", flags=("deceased",)))
    said = text(await stage.slash("celebrity", name="Some Body"))
    assert "Has died; the day is not known" in said
    assert "years old" not in said
