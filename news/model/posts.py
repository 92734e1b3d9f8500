"""Posts of the outbox, and the reasons that are kept of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar, cast, get_args

PostKind = Literal["birthdays", "story", "digest", "edit", "notice", "publish", "trial"]
PostState = Literal["owed", "claimed", "sent", "unknown", "dropped"]

# Why things are posted or not. Codes are stored, so they never change; `news.servers.wording` has the words.
StoryCode = Literal[
    "told", "released", "no channel", "paused", "topic", "language", "filter", "curtain", "old", "small", "unsure",
    "budget", "bar", "hour", "owed",
]  # fmt: skip
PlainCode = Literal[  # without names or numbers
    "", "told", "released", "no channel", "paused",
    "expired", "tried too often", "nothing to say any more", "found in the channel", "deleted meanwhile",
    "the channel's history cannot be read", "the bot was removed", "no channel is set for it any more",
    "its story was put together with one that was posted", "its server is not there for now", "no answer in time",
    "failed on our side", "drawn without its marker",
]  # fmt: skip
# "answer" has what Discord or the network said, "text" what an earlier version wrote.
ReasonCode = Literal[StoryCode, PlainCode, "not sure any more", "lacks", "answer", "text"]
CODES: frozenset[str] = frozenset(get_args(ReasonCode))
Code_co = TypeVar("Code_co", bound=str, covariant=True)
_LACKED = "50013 the bot lacks "  # so an earlier version wrote the reason "lacks"


@dataclass(frozen=True, slots=True)
class Reason(Generic[Code_co]):
    """Why something was posted or not: a code with its names and numbers."""

    code: Code_co
    names: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict, hash=False)


StoredReason = Reason[ReasonCode]


NO_REASON: StoredReason = Reason("")


def write_reason(reason: StoredReason) -> str:
    """Return a reason as it is stored: its bare code, or JSON if it has names or numbers."""
    if reason.code == "text":
        return reason.names[0]
    details = {name: value for name, value in (("names", reason.names), ("numbers", reason.numbers)) if value}
    return json.dumps({"code": reason.code, **details}, ensure_ascii=False) if details else reason.code


def read_reason(stored: str) -> StoredReason:
    """Return the reason that was stored; what an earlier version wrote keeps its text."""
    if stored in CODES:
        return Reason(cast(ReasonCode, stored))
    if stored.startswith("{"):
        details = json.loads(stored)
        return Reason(details["code"], tuple(details.get("names", ())), details.get("numbers", {}))
    if stored.startswith(_LACKED):
        return Reason("lacks", tuple(stored.removeprefix(_LACKED).split(" and ")))
    return Reason("text", (stored,))


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
    reason: StoredReason = NO_REASON


@dataclass(frozen=True, slots=True)
class PostDue:
    """What counts of a message for how much a server is posted."""

    guild: int
    channel: int
    kind: PostKind
    due_at: int


@dataclass(frozen=True, slots=True)
class ChannelState:
    """How a channel takes posts. One that refused a post has a time of suspension, None while it is on trial again."""

    channel: int = 0
    guild: int = 0
    suspended_at: int | None = None
    reason: StoredReason = NO_REASON
    noticed: bool = False  # whether the moderators were sent a notice
    retest_at: int = 0
    lacks: tuple[str, ...] = ()  # what the bot lacks there, as Discord has it now


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPost:
    """A post of a story as it stands in its channel."""

    post: int
    guild: int
    channel: int
    message: int
    story: int
    posted_at: int
    drawn_at: int  # of the newest drawing
    edits: int = 0  # made, dropped and owed
    waiting: int = 0  # id of an edit that is owed and not begun, 0 for none


@dataclass(frozen=True, slots=True)
class Announcement:
    """That a server was owed a post of a story, and why; `lead` is the key of the article whose headline that was."""

    guild: int
    story: int
    post_key: str
    lead: int
    reason: StoredReason
    at: int


@dataclass(frozen=True, slots=True)
class RulesThen:
    """By which post a server was told of a story, what the rules said then, and when that was."""

    post_key: str
    reason: StoredReason
    at: int


@dataclass(frozen=True, slots=True)
class Redraws:
    """How often a post was drawn anew, when last, and how many drawings wait."""

    times: int = 0
    last_at: int | None = None
    waiting: int = 0
