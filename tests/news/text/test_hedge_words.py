"""A report's status and one event of a sentence hold the same words for a hedge and for a denial."""

import pytest

from news.events.extract import find_events
from news.model.articles import Article
from news.model.feeds import Entry
from news.model.people import Person
from news.people.catalogue_match import Catalogue
from news.stories.status import is_hedged, judge_status

CATALOGUE = Catalogue((Person(id=1, name="Jane Roe", popularity=90), Person(id=2, name="John Poe", popularity=80)))
NOW = 1_623_240_000  # 9 June 2021


def event_status(sentence: str) -> str:
    (event,) = find_events("", sentence, CATALOGUE.find_mentions("", sentence), CATALOGUE, NOW)
    return event.status


def story_status(headline: str) -> str:
    report = Article(
        key=1,
        title_key=1,
        outlet="The Post",
        feed_id=1,
        entry=Entry(title=headline),
        published=NOW,
        first_seen=NOW,
        origin="The Post",
    )
    return judge_status([report]).kind


@pytest.mark.parametrize(
    "hedge",
    [
        "Jane Roe reportedly",
        "Jane Roe purportedly",
        "Several insiders say Jane Roe",
        "Two sources say Jane Roe",
        "An insider insists Jane Roe",
        "Jane Roe is believed to have",
        "Jane Roe is alleged to have",
    ],
)
def test_a_hedge_leaves_open_a_report_and_an_event(hedge):
    sentence = f"{hedge} married John Poe on Monday."
    assert is_hedged(sentence)
    assert event_status(sentence) == "rumour"


@pytest.mark.parametrize("talk", ["rumours", "whispers", "accusations", "chatter", "the story"])
@pytest.mark.parametrize("verb", ["denied", "shot down", "quashed", "disputed", "clapped back at", "laughed off"])
def test_a_denial_denies_a_report_and_an_event(verb, talk):
    sentence = f"John Poe {verb} {talk} that Jane Roe was arrested on Monday."
    assert story_status(sentence) == "denied"
    assert event_status(sentence) == "denied"
