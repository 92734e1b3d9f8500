"""What a story is made of, as a list or the reader shows it."""

from collections import Counter
from dataclasses import dataclass, replace

from news.model.articles import Article
from news.model.feeds import Picture
from news.model.stories import Story
from news.text.links import sendable_link

from .origins import breaking_outlet, independent_outlets
from .status import Status, judge_status

_LONGEST = 2048  # characters of a picture's link (Discord)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A story in a list."""

    id: int
    headline: str
    topic: str
    people: tuple[int, ...]  # most named first
    articles: int
    outlets: tuple[str, ...]  # independent ones, earliest first
    names: tuple[str, ...]  # every outlet that reports it, earliest first
    broke: str  # the outlet that others name as their source, "" where none does
    first_at: int
    last_at: int
    to_the_day: bool  # its times are known to the day only
    status: Status
    picture: Picture | None


def make_brief(story: Story) -> Brief:
    """Return the short form of a story that has articles."""
    return Brief(
        id=story.id,
        headline=story.headline,
        topic=story.topic,
        people=tuple(story_people(story)),
        articles=len(story.articles),
        outlets=tuple(independent_outlets(story.articles)),
        names=tuple(dict.fromkeys(article.outlet for article in story.articles)),
        broke=breaking_outlet(story.articles) if any(a.origin != a.outlet for a in story.articles) else "",
        first_at=story.first_at,
        last_at=story.last_at,
        to_the_day=all(article.entry.dated_to == "day" for article in story.articles),
        status=judge_status(story.articles),
        picture=story_picture(story),
    )


def lead_article(story: Story) -> Article:
    """Return the article that carries the headline: the first independent one."""
    return next((article for article in story.articles if article.independent), story.articles[0])


def story_picture(story: Story) -> Picture | None:
    """Return the lead's picture, or the first that another article has, with its link as Discord takes it."""
    for article in (lead_article(story), *story.articles):
        found = article.entry.picture
        if found and (url := sendable_link(found.url, _LONGEST)):
            return replace(found, url=url)
    return None


def story_people(story: Story) -> list[int]:
    """Return whom the story is about, most named first; namesakes that are in doubt are left out."""
    count: Counter[int] = Counter()
    for article in story.articles:
        count.update(mention.person_id for mention in article.mentions if mention.certain)
    return [person for person, _ in count.most_common()]
