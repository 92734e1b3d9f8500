"""Posts of the outbox."""

from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class ChannelState:
    """A channel that refused a post; `suspended_at` is None while it is on trial again."""

    channel: int
    guild: int
    suspended_at: int | None
    reason: str
    noticed: bool  # whether the moderators were sent a notice
    retest_at: int
