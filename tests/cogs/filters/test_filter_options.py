"""The topics that Discord offers are the topics that there are."""

from typing import get_args

from cogs.kit.options import Topic
from news.model.articles import TOPICS


def test_the_choices_are_the_topics() -> None:
    assert get_args(Topic) == TOPICS
