"""The shapes that news takes on its way from a publisher's bytes to a card, one dataclass a stage.

Times are whole seconds since 1970 in UTC. A stage carries what is known so far (Entry < Article < Story);
nothing is half-filled, and an unknown text is the empty string.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

DatedTo = Literal["second", "day"]
EventKind = Literal[
    "engaged", "married", "separated", "divorce_filed", "divorced", "dating", "pregnant", "child_born", "birthday",
    "died", "arrested", "charged", "sentenced", "released_work", "won", "nominated", "hospitalised", "moved",
]  # fmt: skip
Certainty = Literal["fact", "rumour", "denied", "hypothetical"]  # how a sentence puts an event
LeapRule = Literal["28 February", "1 March", "leap years"]  # when who was born on 29 February has a birthday
Audience = Literal[
    "followed", "top", "list"
]  # whose birthdays a server is told: followed there, the most covered, its own
Rhythm = Literal["day", "week"]
Curtain = Literal["shown", "curtain", "out"]  # a subject's stories: as they are, behind a spoiler, not at all
FilterKind = Literal["person", "topic", "source", "word", "status"]
FilterMode = Literal["block", "only"]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """How the polling of one feed stands; `news.feeds.polling` moves it on after every request."""

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    next_at: int = 0
    last_at: int | None = None
    ok_at: int | None = None  # None: never read yet, so its first items are stored without posting
    failures: int = 0
    failing_since: int | None = None
    gone: int = 0  # answers 410 in a row
    moved_to: str = ""  # where a permanent redirect points to
    moved_seen: int = 0
    moved_since: int | None = None
    error: str = ""
    disabled_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed as a feeds file names it."""

    url: str
    name: str
    kind: str = "other"
    language: str = "en"
    homepage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A source that is kept, with its polling state."""

    id: int
    source: Source
    poll: Poll


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that stays where its publisher has it; http(s) only."""

    url: str
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A line under a picture and who took the picture."""

    text: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as its publisher gives it, cleaned to plain text; `text` is the body where there is one."""

    title: str
    url: str = ""
    guid: str = ""
    published: int | None = None
    dated_to: DatedTo = "second"
    summary: str = ""
    text: str = ""
    section: str = ""
    byline: str = ""
    categories: tuple[str, ...] = ()
    picture: Picture | None = None
    captions: tuple[Caption, ...] = ()
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the catalogue. Dates are ISO to the precision known: 1981-09-04, 1981-09, 1981 or empty."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    birth: str = ""
    birth_confidence: str = ""  # A, A*, B, C, X, year or none, as the catalogue's sources agree
    death: str = ""
    occupations: tuple[str, ...] = ()
    country: str = ""
    popularity: float = 0.0
    needs_context: tuple[str, ...] = ()  # those of name and aliases that are other words or people, too
    flags: tuple[str, ...] = ()
    former: tuple[str, ...] = ()  # names borne no more, see news.people.catalogue.as_of


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named by an article. `certain` is false where a namesake is nearly as likely."""

    person_id: int
    name: str  # as written
    reason: str
    certain: bool = True


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
class Telling:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """A day's coverage of a person: the story most reported that day, and how often sentences speak of the day."""

    date: str  # ISO to the day, UTC
    reports: int  # one an outlet and story, published that day
    spoken_of: int  # sentences naming the person that mention this day, whenever published
    story: int  # 0 where no story stands on that day
    headline: str
    outlets: int  # independent ones of that story
    first_at: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody named in the same articles as a person, in how many stories and articles."""

    person: int
    stories: int
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DateClaim:
    """What one source says of somebody's birth or death."""

    kind: Literal["birth", "death"]
    date: str  # ISO to the precision that the source gives; "" for "dead, day unknown"
    source: str  # "Limelight" (the table that comes with the bot) or "Wikidata"
    confidence: str = ""  # of Limelight's own: A, A*, B, C, X
    is_preferred: bool = False  # Wikidata's rank
    first_seen: int = 0  # when the sync first saw it; 0 for what came with the bot
    last_seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What somebody is to a person: `kind` is spouse, partner, engaged, parent, child or sibling.

    `other` is 0 for one whom the catalogue lacks; only adults are kept with a name.
    """

    person: int
    kind: str
    other: int
    other_name: str
    since: str = ""  # ISO to its precision, "" unknown
    until: str = ""
    source: str = ""
    as_of: str = ""  # the day of the table or sync that gave it: what is undated is not told before


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedName:
    """A name that somebody bears only from or until a day; `is_main`: the one that they are shown under then."""

    person: int
    name: str
    since: str = ""
    until: str = ""
    is_main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """What clustering sees of an article; `story` is None while it has none."""

    key: int
    title: str
    text: str
    published: int
    people: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()  # of those people, as written in it
    story: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What telling who copied whom sees of an article of an independent outlet."""

    key: int
    outlet: str
    origin: str
    published: int
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article belongs: an open story's id, or a negative number, one for each new story."""

    key: int
    story: int


@dataclass(frozen=True, slots=True)
class Placement:
    """A round of clustering: what is new or moved, and stories that went into others (old id -> new id)."""

    placed: tuple[Placed, ...]
    merged: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The articles about one event, oldest first; none are left of a story past its retention."""

    id: int
    headline: str
    topic: str
    first_at: int
    last_at: int
    articles: tuple[Article, ...] = ()
    retitled: tuple["Retitled", ...] = ()


@dataclass(frozen=True, slots=True)
class Retitled:
    """A headline that an outlet has replaced since."""

    outlet: str
    title: str
    until: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found; `row` names it to the search store, a higher `match` is a better one."""

    row: int
    story: int
    published: int
    match: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How a story or a person (`subject`) was reported in a span of time.

    A report is an outlet's first article in a story; `reports` holds (about when, how many), oldest first.
    """

    subject: int
    articles: int
    outlets: int  # independent ones, by origin
    first_at: int
    reports: tuple[tuple[int, int], ...]


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
class Handled:
    """How far a server's birthdays have come, so that none is posted twice and none is lost.

    `day` is the last local day that is done with: posted, counted as missed, or nobody's birthday; None before the
    first. `posted` are those whom the server was told of, as (person, year of the birthday).
    """

    day: date | None = None
    posted: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRepair:
    """What a moderator said of articles (their keys): `taken` are another story than `kept`, or all of them are one."""

    kind: Literal["split", "merge"]
    story: int  # the one that keeps its id
    other: int  # the one that was begun, or went into it
    kept: tuple[int, ...]
    taken: tuple[int, ...]
    user: int  # 0: one who has had their data erased
    guild: int
    at: int
    id: int = 0
    led: tuple[int, ...] = ()  # ids that led to `other` before it went


PostKind = Literal["birthdays", "story", "digest", "edit", "notice", "publish", "trial"]
PostState = Literal["owed", "claimed", "sent", "unknown", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message that a server is owed, or was; `news.servers.posts` moves it on.

    What it says is not here: it is drawn when it is sent, so that what was corrected meanwhile counts.
    """

    key: str  # what it is, once and for all: "birthdays:GUILD:2021-06-09"; two with one key are one
    guild: int
    channel: int  # or a thread
    kind: PostKind
    priority: int  # lower goes first
    due_at: int
    subject: str = ""  # what to draw: a day, a story's id
    expires_at: int | None = None  # None: never too late
    id: int = 0
    state: PostState = "owed"
    claimed_at: int | None = None  # of the first try that may have put it there
    tries: int = 0  # that may have put it there, the one under way among them
    next_at: int = 0
    sent_at: int | None = None
    message: int | None = None  # Discord's id of it; of the one to change or to publish
    reason: str = ""
