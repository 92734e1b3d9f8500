"""What a report is about that is grave, told by headlines, names, ages and topics; topics and curtains agree on it."""

import json
import os
from pathlib import Path

import pytest

from news.model.stories import ReplacedHeadline
from news.stories.topics import find_topic
from news.text.subjects import Subject, headline_subjects, story_subjects
from tests.kit.headlines import article, story
from tests.kit.newsroom import NOW

LOLA, KIDDO = 1, 2


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("Lola Grand dies at 61", {"death"}),
        ("Fans mourn Lola Grand", {"death"}),
        ("Lola Grand’s late father honoured", {"death"}),
        ("Lola Grand found dead after overdose", {"death", "health"}),
        ("Lola Grand is pregnant", {"health"}),
        ("Lola Grand expecting first child", {"health", "minors"}),
        ("Lola Grand in hospital after car crash", {"health"}),
        ("Lola Grand opens up about rehab and anxiety", {"health"}),
        ("Lola Grand diagnosed with cancer", {"health"}),
        ("Lola Grand’s six-year-old steals the show", {"minors"}),
        ("Lola Grand and son, 12, at the zoo", {"minors"}),
        ("Lola Grand walks her toddler to nursery", {"minors"}),
        ("Lola Grand shares a picture of her daughter", {"minors"}),
        ("Lola Grand welcomes twins", {"minors"}),
        ("Lola Grand arrested over fraud", {"accusations"}),
        ("Co-star says Lola Grand sexually harassed her", {"accusations"}),
        ("Lola Grand sues her manager", {"accusations"}),
        ("Lola Grand denies groping claims", {"accusations"}),
    ],
)
def test_a_headlines_words_tell_its_subjects(title: str, about: set[Subject]) -> None:
    assert headline_subjects(title) == about


@pytest.mark.parametrize(
    "title",
    [
        "‘The Walking Dead’ ends after 11 seasons",
        "Grateful Dead reunite for one night",
        "‘Death on the Nile’ gets a date",
        "‘No Time to Die’ breaks records",
        "True crime series tops the charts",
        "‘Only Murders in the Building’ returns",
        "Lola Grand is sick of winter",
        "Kids' Choice Awards: the winners",
        "Destiny's Child reunite",
        "Child stars: where are they now?",
        "Lola Grand fails the ‘baby bar’ exam",
        "‘Million Dollar Baby’ at 20",
        "Lola Grand publishes a picture book for children",
        "Lola Grand shares her guilty pleasures",
        "Sue Grand joins the cast",
        "Lola Grand shows her new look",
        "Lola Grand’s son, 24, releases an album",
    ],
)
def test_names_of_works_and_turns_of_phrase_tell_none(title: str) -> None:
    assert headline_subjects(title) == frozenset()


def test_grown_children_are_no_minors_where_their_names_are_known() -> None:
    title = "Lola Grand and daughter Rita Grand open a café"
    assert headline_subjects(title) == {"minors"}
    assert story_subjects(story(article(title, names={LOLA: "Lola Grand", 3: "Rita Grand"}))) == frozenset()
    assert story_subjects(story(article(title, names={LOLA: "Lola Grand", 3: "Rita Grand"})), {3}) == {"minors"}


def test_a_story_that_names_a_minor_is_about_one() -> None:
    named = {LOLA: "Lola Grand", KIDDO: "Kit Grand"}
    told = story(article("Kit Grand wins the race", names=named))
    assert story_subjects(told, {KIDDO}) == {"minors"}
    assert story_subjects(told) == frozenset()
    summary = story(article("A win for the Grands", text="Kit Grand won the race.", names=named))
    assert story_subjects(summary, {KIDDO}) == {"minors"}


def test_children_listed_at_the_end_of_a_report_are_background() -> None:
    text = "Lola Grand opens a shop. It sells hats. She is the mother of Kit Grand."
    told = story(article("Lola Grand opens a shop", text=text, names={LOLA: "Lola Grand", KIDDO: "Kit Grand"}))
    assert story_subjects(told, {KIDDO}) == frozenset()


@pytest.mark.parametrize(("topic", "about"), [("death", "death"), ("health", "health"), ("legal", "accusations")])
def test_a_topic_tells_its_subject_whatever_the_headline(topic: str, about: str) -> None:
    assert story_subjects(story(article("Lola Grand: what we know"), topic=topic)) == {about}


def test_fitness_is_nobodys_illness() -> None:
    assert story_subjects(story(article("Lola Grand’s workout"), topic="health")) == frozenset()
    assert story_subjects(story(article("Lola Grand’s diet"), article("Lola Grand is back", 2), topic="health")) == {
        "health"
    }


def test_every_headline_of_a_story_counts_and_so_do_replaced_ones() -> None:
    told = story(article("Lola Grand: what we know"), article("Lola Grand dies", 2))
    assert story_subjects(told) == {"death"}
    old = ReplacedHeadline("Outlet 1", "Lola Grand arrested", NOW)
    assert story_subjects(story(article("Lola Grand helps police"), retitled=(old,))) == {"accusations"}


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Duke of Grand, prince and father of royals, dies at 90", "death"),
        ("Comedian and ‘Tonight Show’ favourite found dead", "death"),
        ("Bodyguard of singer found guilty of assault", "legal"),
        ("Officials sue singer for $16 million over halftime show", "legal"),
    ],
)
def test_what_a_headline_tells_outright_is_its_topic_whatever_else_it_is_about(title: str, told: str) -> None:
    assert find_topic(title, "") == told
    assert {"death": "death", "legal": "accusations"}[told] in headline_subjects(title)


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("‘The Walking Dead’ season finale: five questions", "film & TV"),
        ("Singer and husband in trial separation", "relationships"),
        ("Brother slams sister for words about their late father", "family"),
        ("‘I died laughing’: actress on her new film", "film & TV"),
        ("Model spends Memorial Day in a bikini", "fashion"),
    ],
)
def test_turns_of_phrase_and_background_make_no_topic_grave(title: str, about: str) -> None:
    assert find_topic(title, "") == about


@pytest.mark.skipif(
    "LIMELIGHT_TEST_DATA" not in os.environ, reason="LIMELIGHT_TEST_DATA names no folder of shared data"
)
@pytest.mark.parametrize(("name", "subject", "least"), [("death", "death", 0.75), ("legal", "accusations", 0.7)])
def test_topics_and_curtains_agree_on_real_headlines(name: str, subject: Subject, least: float) -> None:
    file = Path(os.environ["LIMELIGHT_TEST_DATA"], "headlines", "headlines.jsonl")
    titles = {json.loads(line)["title"] for line in file.read_text("utf-8").splitlines()}
    by_topic = {title for title in titles if find_topic(title, "") == name}
    by_words = {title for title in titles if subject in headline_subjects(title)}
    assert len(by_topic & by_words) / len(by_topic | by_words) >= least
