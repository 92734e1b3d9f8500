"""What a moderator can do about a story or a birthday that does not come: one change each, named by its value."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, assert_never, get_args

from news.model.articles import TOPICS
from news.model.servers import Filter, Server
from news.text.links import hash_text
from news.text.subjects import SUBJECTS, Subject

from .judged_story import Candidate, blocking_filter, curtain_setting
from .story_rules import Spent, Standing, is_releasable

FixKind = Literal[
    "threshold", "budget", "topic", "language", "unfilter", "curtain", "resume", "recheck", "panel", "release", "top",
    "list", "unblock",
]  # fmt: skip
FIX_KINDS: tuple[FixKind, ...] = get_args(FixKind)
LEAST_OUTLETS, MOST_BUDGET, MOST_TOP, MOST_LISTED = 2, 20, 500, 200  # as /setup takes them


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that would fix something; `value` is the new number, a place in TOPICS or SUBJECTS, a filter's key."""

    kind: FixKind
    value: int = 0


def story_fixes(server: Server, story: Candidate, stands: Standing, spent: Spent) -> tuple[Fix, ...]:
    """Return what would let a story pass the rule that keeps it from being posted, the mildest first."""
    may_release = [Fix("release")] if is_releasable(story, stands, spent) else []
    match stands.cause:
        case "small" | "bar":
            least = story.outlets - spent.today
            fixes = [Fix("threshold", least)] if LEAST_OUTLETS <= least < server.stories_threshold else []
        case "budget":
            fixes = [Fix("budget", spent.today + 1)] if spent.today < MOST_BUDGET else []
        case "topic":
            fixes = [Fix("topic", TOPICS.index(story.topic))] if story.topic in TOPICS else []
        case "language":
            fixes = [Fix("language")]
        case "filter":
            fixes = _filter_fixes(server, story)
        case "curtain":
            fixes = [Fix("curtain", SUBJECTS.index(subject)) for subject in left_out_subjects(server, story)]
        case "paused":
            fixes = [Fix("resume")]
        case "no channel":
            fixes = [Fix("panel")]
        case "told" | "released" | "old" | "unsure" | "hour" | "owed":
            fixes = []
        case never:
            assert_never(never)
    return (*fixes, *may_release)


def left_out_subjects(server: Server, story: Candidate) -> list[Subject]:
    """Return the subjects of a story that the server leaves out."""
    return [subject for subject in SUBJECTS if subject in story.subjects and curtain_setting(server, subject) == "out"]


def _filter_fixes(server: Server, story: Candidate) -> list[Fix]:
    held = blocking_filter(server.filters, story)
    return [Fix("unfilter", filter_key(held))] if held else []


def filter_key(kept: Filter) -> int:
    """Return a filter as a custom_id carries it, which has no room for its words."""
    return hash_text(f"{kept.kind}|{kept.mode}|{kept.value}") & 0xFFFFFFFF


def filter_of(filters: Iterable[Filter], key: int) -> Filter | None:
    """Return it back, None where the server has it no more."""
    return next((kept for kept in filters if filter_key(kept) == key), None)


def fix_changes(server: Server, fix: Fix) -> dict[str, Any]:
    """Return the fields of a server's settings that a fix changes; none for one that changes something else."""
    change = _CHANGES.get(fix.kind)
    return change(server, fix.value) if change else {}


def _with_topic(server: Server, place: int) -> dict[str, Any]:
    topics = {*server.stories_topics, TOPICS[place]}
    return {"stories_topics": tuple(topic for topic in TOPICS if topic in topics)}


def _blocks_person(kept: Filter, person: int) -> bool:
    return (kept.kind, kept.mode, kept.value) == ("person", "block", str(person))


_CHANGES: dict[FixKind, Callable[[Server, int], dict[str, Any]]] = {
    "threshold": lambda _, outlets: {"stories_threshold": outlets},
    "budget": lambda _, posts: {"stories_budget": posts},
    "topic": _with_topic,
    "language": lambda _server, _value: {"language": ""},
    "unfilter": lambda server, key: {"filters": tuple(f for f in server.filters if filter_key(f) != key)},
    "curtain": lambda _, place: {f"curtain_{SUBJECTS[place]}": "curtain"},
    "resume": lambda _server, _value: {"paused": False},
    "top": lambda _, people: {"birthdays_top": people},
    "unblock": lambda server, person: {"filters": tuple(f for f in server.filters if not _blocks_person(f, person))},
    "list": lambda server, person: {"people": tuple(sorted({*server.people, person}))},
}
