"""What a list or card shows of a story: its headline, picture, people and status, an extract and quotations."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from news.model.articles import Article
from news.model.feeds import Entry, Picture
from news.model.stories import Story
from news.stories.origins import breaking_outlet, independent_outlets
from news.stories.status import Status, judge_status
from news.text.links import sendable_link
from news.text.text import shorten_text, split_words

_LONGEST_LINK = 2048  # characters of a picture's link (Discord)
MOST_QUOTES = 5
LONGEST_QUOTE = 200  # characters
LONGEST_EXTRACT = 300  # characters, as the project's issue on imports has it
_LEAST_WORDS = 3
# An opening mark stands before a word, a closing one after it; straight marks tell no sides, and 6'2" opens nothing.
_SPEECH = re.compile(
    r"“([^“”]+)(?:”|$)|„([^„“”]+)[“”]|«\s*([^«»]+?)\s*»|(?<![\w\"])\"(?=\S)([^\"]+?)(?<=\S)\"(?!\w)", re.MULTILINE
)
_SPOKEN_END = re.compile(r"[.!?…,—–-][’')\]]*$")
_SHORT = 4  # letters: "of", "the", "with" stay small in a title


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
        if found and (url := sendable_link(found.url, _LONGEST_LINK)):
            return replace(found, url=url)
    return None


def story_people(story: Story) -> list[int]:
    """Return the people whom the story is about, most named first, without doubtful namesakes."""
    count: Counter[int] = Counter()
    for article in story.articles:
        count.update(mention.person_id for mention in article.mentions if mention.certain)
    return [person for person, _ in count.most_common()]


def find_quotes(text: str) -> tuple[str, ...]:
    """Return the quotations of a text in order, each once: at most 5, of at least 3 words, cut to 200 characters.

    Names of works in quotation marks ("Keeping Up With the Kardashians") are left out.
    """
    found: dict[str, None] = {}
    for speech in _SPEECH.finditer(text):
        said = next(filter(None, speech.groups()), "").strip()
        if len(split_words(said)) >= _LEAST_WORDS and not _is_name(said):
            found.setdefault(shorten_text(said.rstrip(","), LONGEST_QUOTE))
    return tuple(found)[:MOST_QUOTES]


def _is_name(said: str) -> bool:
    """True if every longer word begins with a capital, as in a work's name; not if it is one word ("I love Kanye.")."""
    longer = [word for word in said.split() if len(word.strip("\"'’.,!?")) >= _SHORT]
    is_capital = bool(longer) and all(word.strip("\"'‘(")[:1].isupper() for word in longer)
    return is_capital and (len(longer) > 1 or _SPOKEN_END.search(said) is None)


def extract_text(entry: Entry, limit: int = LONGEST_EXTRACT) -> str:
    """Return the beginning of what the feed gives, its summary or else its text, in at most `limit` characters."""
    return shorten_text(" ".join((entry.summary or entry.text).split()), limit)
