"""Deaths that articles report: which count, what they stop, and what lifts them again, everywhere alike."""

from dataclasses import replace

import pytest

from ingest.reported_deaths import reported_dead
from news.model.people import Person
from news.stories.status import Status
from news.timeline.reported_deaths import apply_story_statuses, find_deaths
from tests.kit.announcing import DUE, Announcer
from tests.kit.event_reports import JANE, told
from tests.kit.newsroom import NOW, Item
from tests.kit.people import ANN, born, people_are
from tests.kit.stage import Stage, text

LOLA = Person(id=900_001, name="Lola Grand", birth="1960-06-09", birth_confidence="A", popularity=90.0)
PLAIN = ("Lola Grand died on Tuesday at 61", "Lola Grand, 61, died on Tuesday")
OFFICIAL = "Lola Grand died on Tuesday at 61, her publicist told the press"
HOAX = "Lola Grand is alive and well: reports that she has died are a hoax"
OUTLETS = ("The Marquee", "Spotlight", "Harbour News", "Evening Wire")


def died(**given):
    return told("died", people=(JANE,), **({"day": "2021-06-08"} | given))


def test_two_outlets_make_a_death_and_one_or_a_rumour_none() -> None:
    one, two = died(), died(source="The Herald", day="2021-06")
    assert find_deaths([one], NOW) == {}
    assert find_deaths([one, replace(one, url="https://gazette.example/2")], NOW) == {}
    assert find_deaths([one, replace(two, status="rumour")], NOW) == {}
    assert find_deaths([one, two], NOW) == {JANE: "2021-06-08"}


def test_a_death_without_a_date_counts_too() -> None:
    assert find_deaths([died(day=""), died(day="", source="The Herald")], NOW) == {JANE: ""}


def test_a_death_of_bygone_years_is_no_news() -> None:
    assert find_deaths([died(day="2006"), died(day="2006", source="The Herald")], NOW) == {}
    assert find_deaths([died(day="2021"), died(day="2021-05", source="The Herald")], NOW) == {JANE: "2021-05"}


def test_what_is_told_later_does_not_count_yet() -> None:
    later = died(source="The Herald", told="2021-06-10")
    assert find_deaths([died(), later], NOW) == {}


def test_an_official_word_of_the_story_stands_behind_its_telling() -> None:
    word = Status("confirmed", "Jane Roe died at home, her family said.", "The Post")
    [one] = apply_story_statuses([died(story=5)], {5: word})
    assert (one.sentence, one.source) == (word.sentence, "The Post")
    assert find_deaths([one], NOW) == {JANE: "2021-06-08"}
    assert apply_story_statuses([died(story=6)], {5: word}) == [died(story=6)]


@pytest.mark.parametrize("kind", ["denied", "corrected"])
def test_a_denied_or_corrected_story_lifts_its_deaths(kind) -> None:
    reports = [died(story=5), died(story=5, source="The Herald")]
    assert find_deaths(reports, NOW) == {JANE: "2021-06-08"}
    assert find_deaths(apply_story_statuses(reports, {5: Status(kind, "No.", "The Post")}), NOW) == {}


def test_other_events_of_such_a_story_stay_as_they_are() -> None:
    wed = told(story=5)
    assert apply_story_statuses([wed], {5: Status("denied", "No.", "The Post")}) == [wed]


async def report(stage: Stage, *titles: str) -> None:
    """Let each of these stand in an outlet of its own, the first the earliest."""
    await stage.read(
        *(
            stage.newsroom.publish(outlet, Item(title=title, hours=3 - place / 10))
            for place, (outlet, title) in enumerate(zip(OUTLETS, titles, strict=False))
        )
    )


async def lola_is_known(stage: Stage) -> None:
    await people_are(stage, LOLA, born("Ann Other", "1980-06-09"))
    stage.refresh.catalogue = stage.catalogue


@pytest.mark.parametrize(
    ("titles", "greeted"),
    [
        (PLAIN[:1], True),
        (("Lola Grand reportedly dead at 61", "Lola Grand has died, a source says"), True),
        (PLAIN, False),
        ((OFFICIAL,), False),
        ((*PLAIN, HOAX), True),
        ((OFFICIAL, HOAX), True),
    ],
)
async def test_greetings_stop_for_a_death_that_counts_and_for_no_other(stage: Stage, titles, greeted) -> None:
    await lola_is_known(stage)
    await report(stage, *titles)
    said = text(await stage.slash("birthdays"))
    assert "**Ann Other** turns 41" in said
    assert ("**Lola Grand** turns 61" in said) == greeted
    alone = text(await stage.slash("birthdays", name="Lola Grand"))
    assert ("No days are counted" in alone) == (not greeted)
    assert ("as two outlets or an official say in the news" in alone) == (not greeted)
    assert bool(await reported_dead(stage.storage, [LOLA.id], NOW)) == (not greeted)


async def test_a_profile_counts_no_days_for_who_is_reported_dead(stage: Stage) -> None:
    await lola_is_known(stage)
    assert "Birthday today" in text(await stage.slash("celebrity", name="Lola Grand"))
    await report(stage, *PLAIN)
    said = text(await stage.slash("celebrity", name="Lola Grand"))
    assert "No reference has it yet" in said
    assert "Birthday today" not in said


@pytest.mark.parametrize(
    ("titles", "entered"),
    [
        (PLAIN[:1], False),
        (("Lola Grand reportedly dead at 61", "Lola Grand has died, a source says"), False),
        (PLAIN, True),
        ((OFFICIAL,), True),
        ((*PLAIN, HOAX), False),
    ],
)
async def test_a_timeline_tells_a_death_that_counts_and_no_other(stage: Stage, titles, entered) -> None:
    await lola_is_known(stage)
    await report(stage, *titles)
    said = text(await stage.slash("timeline", name="Lola Grand"))
    assert ("Died" in said) == entered
    if not entered:
        assert "dead" not in said
        assert "died" not in said


async def test_who_is_reported_dead_before_the_post_is_sent_is_not_greeted(announcer: Announcer) -> None:
    stage = announcer.stage
    await people_are(stage, ANN, replace(LOLA, birth="1960-06-10"))
    stage.refresh.catalogue = stage.catalogue
    stage.clock.now = DUE
    assert await announcer.cog.birthdays.owe() == 1
    await report(stage, *PLAIN)
    [shown] = await announcer.round(DUE + 60)
    assert "Ann Example" in shown
    assert "Lola" not in shown
