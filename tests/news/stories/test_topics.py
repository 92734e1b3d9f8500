import pytest

from news.model.articles import TOPICS
from news.stories.topics import _RULES, find_topic


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Singer files for divorce after ten years", "relationships"),
        ("Actor and model spark dating rumours on a boat", "relationships"),
        ("Actress gives birth to her second son", "family"),
        ("Rapper and wife welcome a daughter", "family"),
        ("Comedian turns 44 in Paris", "birthday"),
        ("Estranged wife shares birthday message", "birthday"),
        ("Film veteran dies at 67", "death"),
        ("Producer charged with fraud", "legal"),
        ("Studio sues former star over contract", "legal"),
        ("Drummer hospitalized after fall", "health"),
        ("Band announces new album and world tour", "music"),
        ("First trailer for space saga leads box office talk", "film & TV"),
        ("Newcomer cast as the young detective in season 2", "film & TV"),
        ("Oscars: the full list of nominees", "awards"),
        ("Who wore what at the Met Gala", "fashion"),
        ("Prince William and the Duchess visit a school", "royals"),
        ("Quarterback wins the Super Bowl", "sport"),
        ("Model's old selfie goes viral on Instagram", "social media"),
        ("Star sells Malibu mansion for $10 million", "business"),
        ("What we had for lunch", "other"),
        ("", "other"),
    ],
)
def test_a_headline_tells_its_topic(title, expected):
    assert find_topic(title, "") == expected


def test_the_title_weighs_more_than_the_text():
    assert (
        find_topic("Singer announces new album", "She split from her husband last year. The divorce was hard.")
        == "music"
    )


def test_the_text_decides_where_the_title_says_nothing():
    assert (
        find_topic("She did it again", "The singer's divorce was settled out of sight of her former husband.")
        != "other"
    )


def test_a_category_decides_where_title_and_text_say_nothing():
    assert find_topic("She did it again", "", ("News", "Royal Family")) == "royals"


def test_a_likely_word_in_the_text_alone_is_not_enough():
    assert find_topic("She did it again", "It was at a hospital.") == "other"


def test_a_word_inside_a_word_does_not_count():
    assert find_topic("Suede coats and a trialogue", "") == "other"


@pytest.mark.parametrize(
    "title", ['"Divorced" again', "'Divorced' again", "(Divorced)", "#Divorce", "A\nDivorce", "TMZ/Divorce"]
)
def test_a_word_behind_a_mark_counts(title):
    assert find_topic(title, "") == "relationships"


def test_every_topic_but_other_has_a_rule_and_no_rule_another_topic():
    assert {name for name, _, _ in _RULES} == set(TOPICS) - {"other"}
