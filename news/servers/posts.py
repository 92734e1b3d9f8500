"""What becomes of a post: its nonce and marker, whose turn it is, and where each answer of Discord leads.

Flow: owed -> claimed (committed) -> sent; `next_step` says what a claimed post needs, `apply_answer` moves it on by
the answer.
A try whose answer is not known keeps the post claimed, since its message may be there; a try that Discord has surely
not taken is taken back. Facts about Discord: docs/faults.md, rows 41-47.
"""

import hashlib
from dataclasses import dataclass, replace
from typing import Literal

from news.model.posts import NO_REASON, Post, Reason, StoredReason

PRIORITIES = {"trial": 0, "birthdays": 0, "story": 1, "digest": 2, "edit": 3, "notice": 3, "publish": 4}
REPEATED = ("edit", "publish")  # done twice, these are done once
NONCE = 25  # characters that Discord takes
UNKNOWN_MESSAGE = 10008  # on create: deduplicated against a message that was deleted since
EDITED_OUT = 30046  # too many edits of messages older than an hour
PUBLISHED = 40033  # it was already
NOT_THE_CHANNEL = 40333  # a 403 of the network in front of Discord
NO_PERMISSION = 50013
BARRED = {10003, 10004, 50001, NO_PERMISSION, 50083}  # unknown channel, unknown server, no access; archived thread

NOTHING_TO_SAY: StoredReason = Reason("nothing to say any more")

PostStep = Literal["send", "look", "drop"]
AnswerVerdict = Literal["sent", "unsent", "unsure", "refused", "barred", "limited", "revoked"]
HistoryFinding = Literal["there", "absent", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast and how patiently posts are sent; all times in seconds.

    `nonce_age + 1 + answer_within` has to stay below the time for which Discord knows a nonce ("the past few
    minutes"): a try begins while the first is younger than `nonce_age` by a clock of whole seconds, and is given up
    after `answer_within`.
    """

    rate: float = 40.0  # requests a second over all; Discord allows a bot 50
    burst: int = 8  # on top of it, after a rest: 48 in the worst second
    at_once: int = 4  # requests under way: what a revoked token costs is fewer than 5 refusals (docs/faults.md row 50)
    nonce_age: int = 60
    answer_within: float = 10.0
    backoff: float = 2.0
    backoff_most: float = 900.0
    tries_in_line: int = 3  # then a post lets others of its channel pass while it waits
    tries_most: int = 100  # about a day
    failures_in_a_row: int = 10  # over all posts: it is Discord or the network, so all wait
    pause: float = 5.0  # then, doubling to a minute
    invalid_most: int = 500  # 401, 403 and 429 within `off`; Discord bans an address at 10,000
    off: int = 600  # seconds without a request after that, or after a page of the network in front of Discord
    retest_every: int = 86400
    tick: float = 1.0  # between looks at what is due
    finish_within: float = 8.0  # of the 10 s that a supervisor gives between SIGTERM and SIGKILL


@dataclass(frozen=True, slots=True)
class Obsolete:
    """What is drawn of a post that has nothing to say any more, and why that is."""

    reason: StoredReason = NOTHING_TO_SAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back from one request; status 0: nothing did."""

    status: int = 0
    reached: bool = True  # False: Discord has surely not seen the request
    code: int = 0  # of Discord's error
    is_discord: bool = True  # False: a page of the network in front of it, or something else that is no JSON
    message: int | None = None
    retry_after: float = 0.0
    limit: Literal["", "channel", "shared", "all"] = ""  # whose limit a 429 is about
    rest: float = 0.0  # the channel's bucket is empty for that long
    reason: StoredReason = NO_REASON  # for the log and for moderators

    @property
    def is_ok(self) -> bool:
        """True if Discord did what was asked."""
        return 200 <= self.status < 300 and self.is_discord


def post_nonce(post: Post) -> str:
    """Return what Discord tells two tries of one post by: the same for every try."""
    return hashlib.sha256(post.key.encode()).hexdigest()[:NONCE]


def post_marker(id_: int) -> str:
    """Return the custom_id by which a post is found in its channel: of a button that every post has."""
    return f"open:post:0:{id_}"


def backoff_seconds(tries: int, pace: Pace, jitter: float) -> float:
    """Return the seconds to wait after this many tries; `jitter` in [0, 1) takes up to half off."""
    return min(pace.backoff_most, pace.backoff * 2.0 ** min(max(tries - 1, 0), 30)) * (1 - jitter / 2)


def is_expired(post: Post, now: int) -> bool:
    """True if it is too late for a post."""
    return post.expires_at is not None and post.expires_at <= now


def next_step(post: Post, now: int, pace: Pace) -> PostStep:
    """Return what a claimed post needs now, its present claim counted in `tries`."""
    if post.kind in REPEATED or post.tries <= 1:
        return "drop" if is_expired(post, now) else "send"
    assert post.claimed_at is not None
    is_old = not 0 <= now - post.claimed_at < pace.nonce_age  # before it: the clock was set back, by who knows what
    return "look" if is_old or is_last(post, now, pace) else "send"


def is_last(post: Post, now: int, pace: Pace) -> bool:
    """True if a post whose message is not there is given up."""
    return is_expired(post, now) or post.tries > pace.tries_most


def give_up_post(post: Post, now: int) -> Post:
    """Drop a post whose message is not there: too late, or tried too often."""
    return drop_post(post, Reason("expired" if is_expired(post, now) else "tried too often"))


def drop_post(post: Post, reason: StoredReason) -> Post:
    """Return a post that is given up for good."""
    return replace(post, state="dropped", reason=reason)


def settle_by_history(post: Post, found: HistoryFinding, message: int | None, now: int) -> Post:
    """Move a post on by what its channel's history shows, where that settles it."""
    if found == "there":
        return replace(post, state="sent", sent_at=now, message=message, reason=Reason("found in the channel"))
    return replace(post, state="unknown", reason=Reason("the channel's history cannot be read"))


def take_back_try(post: Post, next_at: int, reason: StoredReason = NO_REASON) -> Post:
    """Take back a try that Discord has surely not taken; what was tried before stays claimed."""
    if post.tries <= 1:
        return replace(post, state="owed", claimed_at=None, tries=0, next_at=next_at, reason=reason)
    return replace(post, tries=post.tries - 1, next_at=next_at, reason=reason)


def judge_answer(answer: Answer) -> AnswerVerdict:
    """Return what an answer to a create or an edit means; the first that holds.

    A page that is not Discord's says nothing about the channel or the token, and a 5xx or no answer nothing at all.
    """
    status, is_refusal = answer.status, answer.is_discord and 400 <= answer.status < 500
    holds: tuple[tuple[bool, AnswerVerdict], ...] = (
        (not answer.reached, "unsent"),
        (answer.is_ok or answer.code in (UNKNOWN_MESSAGE, PUBLISHED), "sent"),
        (answer.code == EDITED_OUT, "refused"),
        (status == 429 or is_wall(answer), "limited"),
        (is_refusal and status == 401, "revoked"),
        (is_refusal and (status in (403, 404) or answer.code in BARRED), "barred"),
        (is_refusal and status != 408, "refused"),
    )
    return next((said for is_so, said in holds if is_so), "unsure")


def is_wall(answer: Answer) -> bool:
    """True if the network in front of Discord refuses this address."""
    return answer.code == NOT_THE_CHANNEL or (answer.status in (403, 429) and not answer.is_discord)


def apply_answer(post: Post, answer: Answer, *, now: int, jitter: float, pace: Pace) -> Post:
    """Move a claimed post on by the answer to its create or edit."""
    match judge_answer(answer):
        case "sent":
            is_gone = answer.code == UNKNOWN_MESSAGE
            reason: StoredReason = Reason("deleted meanwhile") if is_gone else NO_REASON
            return replace(post, state="sent", sent_at=now, message=answer.message or post.message, reason=reason)
        case "refused":
            return drop_post(post, answer.reason)
        case "unsure":
            wait = backoff_seconds(post.tries, pace, jitter)
            return replace(post, next_at=_later_by(now, wait), reason=answer.reason)
        case "limited":
            return take_back_try(post, _later_by(now, max(answer.retry_after, 1.0)), answer.reason)
        case "unsent":
            return take_back_try(post, _later_by(now, backoff_seconds(1, pace, jitter)), answer.reason)
        case "barred" | "revoked":  # the channel's or the token's matter, not the post's
            return take_back_try(post, now, answer.reason)


def _later_by(now: int, wait: float) -> int:
    return now + int(wait) + (wait % 1 > 0)
