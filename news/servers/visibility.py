"""A story as one server sees it: without the articles of feeds that only other servers added."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from news.model.articles import Article
from news.model.posts import ShownPost
from news.model.servers import Server
from news.model.stories import Story
from news.servers.story_rules import StoryChange, story_change
from news.stories.stories import lead_article

from .judged_story import Candidate, judge_candidate


def story_as_seen(story: Story, foreign: Collection[int]) -> Story | None:
    """Return a story without what came from these feeds, None where nothing is left.

    Their articles neither count for it nor choose its headline or topic, nor does a headline that one of them had.
    """
    articles = tuple(article for article in story.articles if article.feed_id not in foreign)
    if len(articles) == len(story.articles):
        return story
    if not articles:
        return None
    outlets = {article.outlet for article in articles}
    seen = replace(
        story,
        articles=articles,
        retitled=tuple(old for old in story.retitled if old.outlet in outlets),
        topic=_common_topic(story, articles),
        first_at=articles[0].published,
        last_at=articles[-1].published,
    )
    return replace(seen, headline=lead_article(seen).entry.title)


def _common_topic(story: Story, articles: Sequence[Article]) -> str:
    """Return the topic that most of the articles have; one that none of all had was said by a moderator, and holds."""
    if story.topic not in {article.topic for article in story.articles}:
        return story.topic
    topics = Counter(article.topic for article in articles if article.topic != "other")
    return next((topic for topic, _ in topics.most_common(1)), "other")


class ServerViews:
    """Stories as each of many servers sees them; what several see alike is judged once, for most stories that is all.

    `asked` are the feeds that count only for the servers that added them, `minors` the people under 18 then.
    """

    def __init__(self, stories: Iterable[Story], asked: Collection[int], minors: Collection[int]) -> None:
        self._minors = minors
        self._alike: list[Candidate] = []
        self._apart: list[tuple[Story, frozenset[int]]] = []  # with those of its feeds that do not count for everybody
        self._judged: dict[tuple[int, frozenset[int]], Candidate | None] = {}
        for story in stories:
            theirs = frozenset(article.feed_id for article in story.articles if article.feed_id in asked)
            if theirs:
                self._apart.append((story, frozenset(id_ for id_ in theirs if id_ is not None)))
            else:
                self._alike.append(judge_candidate(story, minors))

    def candidates_for(self, server: Server) -> list[Candidate]:
        """Return the stories as a server sees them; one of which it has no article is left out."""
        if not self._apart:
            return self._alike
        apart = (self._candidate_for(story, theirs.difference(server.feeds)) for story, theirs in self._apart)
        return [*self._alike, *(seen for seen in apart if seen)]

    def _candidate_for(self, story: Story, foreign: frozenset[int]) -> Candidate | None:
        key = story.id, foreign
        if key not in self._judged:
            seen = story_as_seen(story, foreign)
            self._judged[key] = judge_candidate(seen, self._minors) if seen else None
        return self._judged[key]


def changes_of_posts(
    stories: Iterable[Story], shown: Mapping[ShownPost, frozenset[int]], new: Collection[int], retitled: int
) -> dict[ShownPost, StoryChange]:
    """Return what these articles change for each post; `shown` has with each the feeds that do not count there."""
    by_id = {story.id: (story, {article.feed_id for article in story.articles}) for story in stories}
    known: dict[tuple[int, frozenset[int]], StoryChange] = {}
    found: dict[ShownPost, StoryChange] = {}
    for post, foreign in shown.items():
        if post.story not in by_id:
            continue
        story, feeds = by_id[post.story]
        key = story.id, foreign & feeds
        if key not in known:
            seen = story_as_seen(story, foreign)
            known[key] = story_change(seen, new, retitled) if seen else ""
        found[post] = known[key]
    return found
