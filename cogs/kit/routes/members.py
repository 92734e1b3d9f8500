"""Routes that everybody may use: stories, people, birthdays, one's own list, and the bot on itself."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .custom_ids import Decimal
from .route import ActionRoute, CardRoute


@dataclass(frozen=True, slots=True)
class NoState:
    """Nothing; how that is written depends on the button."""

    mark: Literal["-", ""] = "-"


@dataclass(frozen=True, slots=True)
class TrendingState:
    """What was asked and when: a page that is turned later shows the same list."""

    hours: int
    topic: int
    view: int
    at: int


@dataclass(frozen=True, slots=True)
class LatestState:
    """What was asked and when: a page that is turned later shows the same list."""

    person: int
    topic: int
    outlet: int
    at: int
    beside: int = 0  # somebody named in the same articles


@dataclass(frozen=True, slots=True)
class SearchState:
    """What was asked and when; days as `date.toordinal` counts them, 0 for none."""

    person: int
    since: int
    until: int
    at: int
    outlet: int
    words: str


@dataclass(frozen=True, slots=True)
class StoryState:
    """A story."""

    story: Decimal


@dataclass(frozen=True, slots=True)
class PersonState:
    """A person."""

    person: Decimal


@dataclass(frozen=True, slots=True)
class PairState:
    """Two people whom the same articles name."""

    person: int
    beside: int


@dataclass(frozen=True, slots=True)
class TimelineState:
    """What was asked and when: days as `date.toordinal` counts them, kind and level from 1, 0 for none."""

    person: int
    since: int
    until: int
    as_of: int
    kind: int
    level: int
    at: int


@dataclass(frozen=True, slots=True)
class DaysState:
    """Days whose birthdays were asked for, as `date.toordinal` counts them, and the rule for 29 February."""

    first: int
    last: int
    leap: int

    def span(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return date.fromordinal(self.first), date.fromordinal(self.last)


@dataclass(frozen=True, slots=True)
class PersonCalendarState:
    """A person whose birthday was asked for, and the rule for 29 February."""

    person: int
    leap: int


@dataclass(frozen=True, slots=True)
class FollowingState:
    """A page of the list, and the person who is taken off it on the way (0: nobody)."""

    page: int
    unfollow: int


@dataclass(frozen=True, slots=True)
class AboutState:
    """Whose card a page is of: a member's, or a moderator's."""

    whose: Literal["-", "m"]


@dataclass(frozen=True, slots=True)
class EraseState:
    """What is erased."""

    what: Literal["all"] = "all"


TRENDING = CardRoute("trending", TrendingState)
TRENDING_ORDER = CardRoute("why", TrendingState)
LATEST = CardRoute("latest", LatestState)
SEARCH = CardRoute("search", SearchState)
STORY = CardRoute("story", StoryState)
PERSON_STORIES = CardRoute("person", PersonState)
PAIR_STORIES = CardRoute("together", PairState)
PROFILE = CardRoute("celebrity", PersonState)
PERSON_TIMELINE = CardRoute("timeline", PersonState)
TIMELINE = CardRoute("lives", TimelineState)
TIMELINE_SOURCES = CardRoute("sources", TimelineState)
BIRTHDAYS = CardRoute("birthdays", DaysState)
BIRTHDAY = CardRoute("birthday", PersonState)
DAYS_CALENDAR = CardRoute("icsdays", DaysState)
PERSON_CALENDAR = CardRoute("icsperson", PersonCalendarState)
FOLLOW = ActionRoute("follow", PersonState)
UNFOLLOW = ActionRoute("unfollow", PersonState)
FOLLOWING = ActionRoute("following", FollowingState)
ABOUT = CardRoute("about", AboutState)
CANDIDATES = ActionRoute("candidates", NoState, moderators=True)
ERASE = ActionRoute("erase", EraseState)
