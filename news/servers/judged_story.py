"""What a server's rules see of a story, which of its filters holds it, and what its curtains do with it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from news.model.servers import Change, Curtain, Filter, Server
from news.model.stories import Story
from news.settings.kinds import FILTER_KINDS, has_phrase
from news.stories.origins import independent_outlets
from news.stories.status import StatusKind, has_one_source, judge_status
from news.stories.stories import lead_article
from news.text.subjects import SUBJECTS, Subject, story_subjects

# What is said of a story in place of its headline: "a story about ...".
ABOUT: dict[Subject, str] = {
    "death": "a death",
    "health": "somebody’s health",
    "minors": "somebody under 18",
    "accusations": "an accusation",
}

_STRICTER: tuple[Curtain, ...] = ("shown", "curtain", "out")

MOST_TRIED = 200  # stories, the biggest: a week's budget is 140 at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the rules see of a story."""

    id: int
    headline: str
    topic: str
    outlets: int  # independent ones
    first_at: int
    status: StatusKind
    lead: int  # key of the article that carries its headline
    language: str = ""  # of that article
    people: frozenset[int] = frozenset()  # whom its articles name for certain
    sources: frozenset[str] = frozenset()  # the outlets of its articles
    has_one_source: bool = False  # a rumour only in that one outlet alone says it: `news.stories.status.has_one_source`
    subjects: frozenset[Subject] = frozenset()  # for which there are curtains


@dataclass(frozen=True, slots=True)
class DryRunVerdict:
    """A story and the filter that holds it; None where none would."""

    story: Candidate
    by: Filter | None


@dataclass(frozen=True, slots=True)
class DryRun:
    """What other filters would have changed for a server, of the stories that its settings let through as they are."""

    passed: int  # stories that reached its threshold and that its filters let through
    held: tuple[DryRunVerdict, ...]  # of these, the biggest first
    let: tuple[DryRunVerdict, ...] = ()  # those that are held as it is set, and would not have been
    is_all: bool = True  # False: more than MOST_TRIED reached the threshold
    is_empty: bool = False  # the store has no news of these days


def judge_candidate(story: Story, minors: Collection[int] = ()) -> Candidate:
    """Return what the rules see of a story that has articles; `minors` are the ids of people under 18 then."""
    judged = judge_status(story.articles)
    return Candidate(
        id=story.id,
        headline=story.headline,
        topic=story.topic,
        outlets=len(independent_outlets(story.articles)),
        first_at=story.first_at,
        status=judged.kind,
        lead=lead_article(story).key,
        language=lead_article(story).language,
        people=frozenset(m.person_id for article in story.articles for m in article.mentions if m.certain),
        sources=frozenset(article.outlet for article in story.articles),
        has_one_source=has_one_source(judged),
        subjects=story_subjects(story, minors),
    )


def blocking_filter(filters: Sequence[Filter], story: Candidate) -> Filter | None:
    """Return the filter that holds a story, None for none.

    The first block filter that fits it holds it. Then each kind that has "only" filters holds it unless one of them
    fits: with only people and only topics set, a story has to have one of each.

    - person: an article of the story names them for certain.
    - topic: the story's.
    - source: blocked, a story is held when all of its articles are from blocked outlets. Only: one article from a
      wanted outlet is enough. What is posted is the whole story: its headline may be a blocked outlet's, and every
      outlet counts towards the threshold.
    - word: in the headline that is shown; see `has_phrase`.
    - status: as cards have it, so that "rumour" does not fit what one outlet reports plainly: they say "one source".
    """
    blocked = [kept for kept in filters if kept.mode == "block"]
    banned = frozenset(kept.value for kept in blocked if kept.kind == "source")
    for kept in blocked:
        if _fits_story(kept, story) and (kept.kind != "source" or story.sources <= banned):
            return kept
    for kind in FILTER_KINDS:
        wanted = [kept for kept in filters if kept.mode == "only" and kept.kind == kind]
        if wanted and not any(_fits_story(kept, story) for kept in wanted):
            return wanted[0]
    return None


def _fits_story(kept: Filter, story: Candidate) -> bool:
    match kept.kind:
        case "person":
            return kept.value.isdecimal() and int(kept.value) in story.people
        case "topic":
            return kept.value == story.topic
        case "source":
            return kept.value in story.sources
        case "word":
            return has_phrase(story.headline, kept.value)
        case "status":
            return kept.value == story.status and not story.has_one_source


def drawn_as(server: Server, about: Collection[Subject]) -> Curtain:
    """Return what a server does with a story about these: the strictest of what it has set."""
    return max((curtain_setting(server, subject) for subject in about), key=_STRICTER.index, default="shown")


def hidden_subjects(servers: Iterable[Server], about: Collection[Subject]) -> tuple[Subject, ...]:
    """Return those of the subjects that one of these settings of a server does not just show, the gravest first."""
    settings = list(servers)
    return tuple(
        s for s in SUBJECTS if s in about and any(curtain_setting(server, s) != "shown" for server in settings)
    )


def curtains_as_of(server: Server, changes: Iterable[Change], at: int) -> Server:
    """Return a server with the curtains that it had at an instant, by its log, the newest change first."""
    then: dict[str, Any] = {}
    for change in changes:
        if change.at > at:
            then |= {name: value for name, value in change.before.items() if name.startswith("curtain_")}
    return replace(server, **then)


def curtain_setting(server: Server, subject: Subject) -> Curtain:
    """Return what a server has set for a subject."""
    by_subject: dict[Subject, Curtain] = {
        "death": server.curtain_death,
        "health": server.curtain_health,
        "minors": server.curtain_minors,
        "accusations": server.curtain_accusations,
    }
    return by_subject[subject]
