"""What a report is about that is grave: a death, health, minors, an accusation. One lexicon for all who ask.

Topics weigh its words (`news.stories.topics`), curtains hide what has one (`news.servers.curtains`), and a death or an
accusation that a headline tells outright is its topic, so that both say the same of it.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from news.model.articles import Article
from news.model.stories import Story

from .subject_words import (
    ACCUSATION_TOLD,
    CHILD,
    DEATH_TOLD,
    FITNESS,
    HARMLESS,
    LIKELY,
    MENTIONED,
    PREGNANCY,
    SURE,
    Subject,
)  # fmt: skip
from .text import fold_text, split_sentences

SUBJECTS: tuple[Subject, ...] = ("death", "health", "minors", "accusations")  # the gravest first
GRAVE: frozenset[Subject] = frozenset(("death", "accusations"))  # posted only once they are sure
TOPIC_SUBJECTS: dict[str, Subject] = {"death": "death", "health": "health", "legal": "accusations"}
_LEAD = 2  # sentences of a report in which somebody named is whom it is about


_RELATIVE = re.compile(r"(?<![\w-])(?:(?:step|god|grand)?(?:sons?|daughters?)|grandchild(?:ren)?)(?:'s)?(?![\w-])")
_AGED = re.compile(r"[, (]+(\d{1,2})(?![\d\w])")


_QUOTED = re.compile(r"\"[^\"]*\"|(?<!\w)'(?=\S)[^\"']{1,200}'(?!\w)")
_HARMLESS = re.compile(HARMLESS)
_MARKS = str.maketrans(dict.fromkeys('"()[]{}<>/|#@*:;,!?\t\n', " "))  # "k-pop", "woman's" and "$1.5m" stay whole


def find_words(*patterns: str) -> re.Pattern[str]:
    """Return the pattern that finds whole words in a text that `space_words` made.

    Each begins with the space before a word: a search for one letter skips what lies between, and takes 40 % of the
    time of one that looks back at every character.
    """
    return re.compile(rf" (?:{'|'.join(patterns)})(?![\w-])")


def space_words(folded: str) -> str:
    """Return a folded text with a space before each word."""
    return f" {folded.translate(_MARKS)}".replace(" '", " ' ")


@lru_cache(maxsize=256)
def read_title(title: str) -> str:
    """Return a headline, folded, without names of works and turns of phrase that mean nothing grave."""
    return _HARMLESS.sub(" ", fold_text(title))


_TOLD = {"death": find_words(DEATH_TOLD), "legal": find_words(ACCUSATION_TOLD)}
_DEATH_NAMED = find_words(DEATH_TOLD, "died|deaths?|passing|suicide|fatal")
_SUBJECTS: dict[Subject, re.Pattern[str]] = {
    "death": find_words(SURE["death"], LIKELY["death"], MENTIONED["death"]),
    "health": find_words(PREGNANCY, SURE["health"], LIKELY["health"]),
    "minors": find_words(CHILD),
    "accusations": find_words(SURE["accusations"], LIKELY["accusations"], MENTIONED["accusations"]),
}
_FITNESS = find_words(FITNESS)


def grave_topics(title: str) -> frozenset[str]:
    """Return those of the topics "death" and "legal" that a headline tells outright, outside of quotation marks."""
    spaced = space_words(_QUOTED.sub(" ", read_title(title)))
    return frozenset(topic for topic, pattern in _TOLD.items() if pattern.search(spaced))


def story_subjects(story: Story, minors: Collection[int] = ()) -> frozenset[Subject]:
    """Return the subjects of a story; `minors` are the ids of people under 18 by the bot's clock.

    Each outlet's headline counts, and those that were replaced, like the one on top: a post may show them. So what a
    story is about only grows while reports come in, but for its topic.
    """
    found: set[Subject] = {subject for article in story.articles for subject in _article_subjects(article, minors)}
    for old in story.retitled:
        found |= headline_subjects(old.title)
    by_topic = TOPIC_SUBJECTS.get(story.topic)
    titles = (space_words(fold_text(article.entry.title)) for article in story.articles)
    if by_topic == "health" and all(map(_FITNESS.search, titles)):
        by_topic = None
    return frozenset(found | ({by_topic} if by_topic else set()))


def tells_death(article: Article) -> bool:
    """True if a report is of somebody's death, whatever else its topic is ("lawsuit over the death of": legal)."""
    return article.topic == "death" or _names_death(article.entry.title)


def headline_subjects(title: str, adults: Iterable[str] = ()) -> frozenset[Subject]:
    """Return the subjects that a headline's words tell; `adults` are the names of grown people in it."""
    told = _subjects_in_words(title)
    if "minors" not in told and _has_child(read_title(title), [fold_text(name) for name in adults]):
        return told | {"minors"}
    return told


# Stories are judged anew with each report that they get, for lists and for posts.
@lru_cache(maxsize=4096)
def _subjects_in_words(title: str) -> frozenset[Subject]:
    spaced = space_words(read_title(title))
    return frozenset(subject for subject, pattern in _SUBJECTS.items() if pattern.search(spaced))


@lru_cache(maxsize=4096)
def _names_death(title: str) -> bool:
    return _DEATH_NAMED.search(space_words(read_title(title))) is not None


def _article_subjects(article: Article, minors: Collection[int]) -> frozenset[Subject]:
    title = article.entry.title
    adults = [mention.name for mention in article.mentions if mention.certain and mention.person_id not in minors]
    told = headline_subjects(title, adults)
    return told | {"minors"} if _names_minor(article, minors) else told


def _names_minor(article: Article, minors: Collection[int]) -> bool:
    """True if a report names a minor where it says what it is about; children listed at its end are background."""
    named = [fold_text(mention.name) for mention in article.mentions if mention.person_id in minors]
    if not named:
        return False
    body = split_sentences(f"{article.entry.summary}\n{article.entry.text}")[:_LEAD]
    begin = fold_text("\n".join((article.entry.title, *body)))
    return any(name in begin for name in named)


def _has_child(folded: str, adults: Collection[str]) -> bool:
    """True if a headline has a son or daughter who is not named as a grown one: "daughter Rumer Willis", "son, 24"."""
    for found in _RELATIVE.finditer(folded):
        rest = folded[found.end() :]
        age = _AGED.match(rest)
        if age and int(age[1]) >= 18:
            continue
        if not any(rest.lstrip(" ,").startswith(name) for name in adults):
            return True
    return False
