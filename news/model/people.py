"""People of the catalogue, and what sources say of them."""

from dataclasses import dataclass
from typing import Literal

LeapRule = Literal["28 February", "1 March", "leap years"]  # when who was born on 29 February has a birthday
LEAPS: tuple[LeapRule, ...] = ("1 March", "28 February", "leap years")  # by place, as custom_ids carry them
MOST_FOLLOWED = 100  # people whom a member can follow


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
    former: tuple[str, ...] = ()  # names borne no more, see news.people.catalogue.known_as_of


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named by an article. `certain` is false if a namesake is nearly as likely."""

    person_id: int
    name: str  # as written
    reason: str
    certain: bool = True


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
class Companion:
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

    `other` is 0 if the catalogue lacks them; only adults are kept with a name.
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
    """A name that somebody has only from or until a day; with `is_main` they are shown under it then."""

    person: int
    name: str
    since: str = ""
    until: str = ""
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Follow:
    """A person on a member's list, with the server where they were put there (0: none) and when."""

    person: int
    guild: int
    at: int


@dataclass(frozen=True, slots=True)
class NewestReport:
    """The newest report that names a person."""

    title: str
    outlet: str
    published: int
    to_the_day: bool  # its time is known to the day only


@dataclass(frozen=True, slots=True)
class KeptAboutMember:
    """What is kept about a member: how many people they follow and since when, what they did as a moderator."""

    follows: int
    since: int | None
    repairs: int
    changes: int = 0  # of servers' settings


@dataclass(frozen=True, slots=True)
class UnlistedName:
    """A name with how many headlines of how many outlets it stood in."""

    name: str
    headlines: int
    outlets: int


AskedKind = Literal["occupation", "title", "person"]  # what a sync asks Wikidata about


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What Wikidata says of one person; `person.id` is 0 for one whom the catalogue lacks so far."""

    person: Person
    learned: tuple[str, ...] = ()
    in_context: tuple[str, ...] = ()  # those of `learned`
    picture: str = ""
    claims: tuple[DateClaim, ...] = ()
    withdrawn: tuple[DateClaim, ...] = ()
    relations: tuple[Relation, ...] = ()  # all of their source's; `person` is filled in


@dataclass(frozen=True, slots=True)
class Relative:
    """One whom the catalogue lacks; `name` is "" for who must not be named."""

    name: str = ""
    birth: str = ""
    is_public: bool = False
