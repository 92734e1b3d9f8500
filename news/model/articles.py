"""Articles, and what their sentences say of people."""

from dataclasses import dataclass
from typing import Literal

from .feeds import Entry
from .people import Mention

EventKind = Literal[
    "engaged", "married", "separated", "divorce_filed", "divorced", "dating", "pregnant", "child_born", "birthday",
    "died", "arrested", "charged", "sentenced", "released_work", "won", "nominated", "hospitalised", "moved",
]  # fmt: skip
Certainty = Literal["fact", "rumour", "denied", "hypothetical"]  # how a sentence puts an event
TOPICS = (
    "relationships",
    "family",
    "birthday",
    "legal",
    "health",
    "death",
    "music",
    "film & TV",
    "awards",
    "fashion",
    "business",
    "social media",
    "royals",
    "sport",
    "other",
)


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """What a sentence says of people's lives; only a `status` of "fact" is one.

    `date` is ISO to the precision of the words (2014, 2021-05, 2021-06-08) or ""; `what` names the child, the work,
    the award or the age where the sentence does.
    """

    kind: EventKind
    people: tuple[int, ...]
    date: str
    sentence: str
    status: Certainty
    what: str = ""


@dataclass(frozen=True, slots=True)
class DayMention:
    """A day that a sentence naming a person speaks of; `date` is ISO to the day."""

    person_id: int
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One item of one outlet, with what reading it gave."""

    key: int  # 64 bits, signed: the article's identity, see news.text.links
    title_key: int  # the same for outlet and title: the same item under another link
    outlet: str
    feed_id: int | None  # None: imported
    entry: Entry
    published: int  # never after first_seen
    first_seen: int
    origin: str  # the outlet under which its report counts
    independent: bool = True  # False: an archive, never counted as an outlet
    topic: str = "other"
    language: str = "en"
    mentions: tuple[Mention, ...] = ()
    events: tuple[LifeEvent, ...] = ()
    days: tuple[DayMention, ...] = ()
    unknown: tuple[str, ...] = ()  # names in its title that the catalogue lacks


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport:
    """A life event as one source tells it: an article's sentence, or a row of the catalogue's table of events."""

    kind: EventKind
    people: tuple[int, ...]
    date: str  # ISO to the precision told, never ""
    what: str  # the child, the work, the award, the place; "" where untold
    status: Certainty
    sentence: str  # "" from the catalogue
    source: str  # the outlet, or the name of the reference page
    told_at: int | None = None  # when the article was published; None: the catalogue, known since its date
    story: int = 0  # the article's story; 0 from the catalogue
    url: str = ""
