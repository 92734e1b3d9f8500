"""What a server has set, and its changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from .people import LeapRule

Audience = Literal[
    "followed", "top", "list"
]  # whose birthdays a server is told: followed there, the most covered, its own
Rhythm = Literal["day", "week"]
Curtain = Literal["shown", "curtain", "out"]  # a subject's stories: as they are, behind a spoiler, not at all
FilterKind = Literal["person", "topic", "source", "word", "status"]
FilterMode = Literal["block", "only"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """What a server has set, with the defaults of one that has set nothing; ids of Discord are 0 where none is named.

    Times of day are minutes after midnight in `zone`; weekdays count from Monday, 0.
    """

    guild: int
    zone: str = "UTC"  # of the IANA table
    paused: bool = False
    birthdays_channel: int = 0
    birthdays_at: int = 540
    birthdays_who: Audience = "top"
    birthdays_top: int = 100
    belated: int = 6  # hours after its time within which a birthday post still goes out: 0, 6 or 24
    leap: LeapRule = "1 March"
    stories_channel: int = 0
    stories_threshold: int = 4  # independent outlets
    stories_topics: tuple[str, ...] = ()  # all
    stories_budget: int = 5  # a day
    digest_channel: int = 0
    digest_at: int = 1080
    digest_every: Rhythm = "day"
    digest_weekday: int = 0
    notices_channel: int = 0
    mention_role: int = 0
    publish: bool = False
    language: str = ""  # of the stories that are posted, ISO 639-1; "": any
    moderator_role: int = 0  # who has it may set all this, beside those with Manage Server
    curtain_death: Curtain = "shown"
    curtain_health: Curtain = "curtain"  # and pregnancy
    curtain_minors: Curtain = "curtain"
    curtain_accusations: Curtain = "curtain"
    filters: tuple["Filter", ...] = ()
    people: tuple[int, ...] = ()  # the server's own birthday list, ids in order
    feeds: tuple[int, ...] = ()  # those that this server added, ids in order


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """Stories that a server does not get (block), or the only ones of a kind that it gets (only).

    `value` is a person's id, a topic, an outlet's name, a word or phrase of headlines, or a status
    (`news.stories.status`).
    """

    kind: FilterKind
    mode: FilterMode
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of a server's settings: the fields of `Server` that it touched, before and after, as JSON has them."""

    guild: int
    user: int  # 0: one who has had their data erased
    at: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    id: int = 0
    undoes: int = 0  # id of the change that this one takes back, 0 for none
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class BirthdayProgress:
    """How far a server's birthday posts have come, so that none is posted twice and none is lost.

    `day` is the last local day that is done with: posted, counted as missed, or nobody's birthday; None before the
    first. `posted` are the birthdays that were posted, as (person, year of the birthday).
    """

    day: date | None = None
    posted: frozenset[tuple[int, int]] = frozenset()
