"""When a feed is asked again: freshness, backoff, permanent moves and giving up, as rules on `model.Poll`.

All times are real time (HTTP dates, Retry-After), never the clock that the content stands on. Flow of one poll:
fetch -> read the body -> `after(poll, outcome)`; a body that is no feed goes in as `not_a_feed()`.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Literal

from news.model.feeds import Feed, Poll

MINUTE, HOUR, DAY = 60, 3600, 86400
NORMAL = 10 * MINUTE  # where the publisher says nothing
SOONEST = 5 * MINUTE  # max-age=60 is a word to browsers, not to pollers
LATEST = 6 * HOUR  # news is stale by then; a longer max-age is a site's blanket rule for files
LONGEST_WAIT = DAY  # for backoff and Retry-After (docs/faults.md row 30)
PATIENCE = 14 * DAY  # row 31
TRIES_AT_LEAST = 10  # a bot that slept for two weeks has not tried for two weeks
GONE_AT = 2  # row 33
SEEN_AT, SEEN_OVER = 3, DAY  # row 32

FailureKind = Literal[
    "refused", "dns", "unreachable", "timeout", "redirects", "too big", "status", "gone", "protocol", "not a feed"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedBody:
    """A body that was not seen before; `url` answered it, after all redirects."""

    body: bytes  # decompressed
    charset: str | None  # as Content-Type has it
    body_hash: str
    url: str
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""  # where the permanent redirects (301, 308) lead, before any other
    fresh_for: int | None = None  # seconds, None: the publisher does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class UnchangedBody:
    """A 304, or the body that was read last."""

    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    fresh_for: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailure:
    """Why nothing was read; `text` is a predicate for people, "could not be reached" for refused and dead alike."""

    kind: FailureKind
    text: str
    status: int | None = None
    retry_after: int | None = None  # seconds
    url: str = ""  # the hop that failed


FetchOutcome = FetchedBody | UnchangedBody | FetchFailure


def not_a_feed(text: str = "is not a feed") -> FetchFailure:
    """Return the outcome for a body that was fetched and cannot be read (docs/faults.md row 23)."""
    return FetchFailure(kind="not a feed", text=text)


def is_due(feed: Feed, now: int) -> bool:
    """True if a feed is to be asked now."""
    return feed.poll.disabled_at is None and feed.poll.next_at <= now


def is_lasting(poll: Poll, now: int) -> bool:
    """True if a feed has failed for a day or is switched off: long enough to tell those who miss it."""
    return poll.disabled_at is not None or (poll.failing_since is not None and now - poll.failing_since >= DAY)


def moved_for_good(poll: Poll, now: int) -> str:
    """Return the link to take over for good, or "": a readable feed stood there on three polls over a day or more."""
    is_stable = poll.moved_seen >= SEEN_AT and poll.moved_since is not None and now - poll.moved_since >= SEEN_OVER
    return poll.moved_to if is_stable else ""


def poll_after(poll: Poll, outcome: FetchOutcome, *, now: int, jitter: float, is_online: bool = True) -> Poll:
    """Move a poll on after a request; `jitter` in [0, 1) spreads feeds so that they do not come in step.

    A feed is disabled after two answers 410 in a row, or 14 days and ten tries without success; a success enables it.
    While our own network is down (`is_online` is false) its days do not count.
    """
    if isinstance(outcome, FetchFailure):
        return _failed_poll(poll if is_online else replace(poll, failing_since=now), outcome, now, jitter)
    wait = min(max(outcome.fresh_for or NORMAL, SOONEST), LATEST)
    return replace(
        _seen_at(poll, outcome.moved_to, now),
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        body_hash=outcome.body_hash if isinstance(outcome, FetchedBody) else poll.body_hash,
        next_at=now + wait + int(wait * jitter / 10),
        last_at=now,
        ok_at=now,
        failures=0,
        failing_since=None,
        gone=0,
        error="",
        disabled_at=None,
    )


def _seen_at(poll: Poll, target: str, now: int) -> Poll:
    """Count a permanent redirect; another target, or none, begins anew."""
    if target and target == poll.moved_to:
        return replace(poll, moved_seen=poll.moved_seen + 1)
    return replace(poll, moved_to=target, moved_seen=1 if target else 0, moved_since=now if target else None)


def _failed_poll(poll: Poll, failure: FetchFailure, now: int, jitter: float) -> Poll:
    failures = poll.failures + 1
    gone = poll.gone + 1 if failure.kind == "gone" else 0
    since = now if poll.failing_since is None else poll.failing_since
    is_over = gone >= GONE_AT or (now - since >= PATIENCE and failures >= TRIES_AT_LEAST)
    if failure.kind == "not a feed":
        # Its validators would answer 304 for the page that was no feed, and a login page is no new home (row 32).
        poll = replace(_seen_at(poll, "", now), etag="", last_modified="", body_hash="")
    return replace(
        poll,
        next_at=now + _seconds_to_wait(failure, failures, jitter),
        last_at=now,
        failures=failures,
        failing_since=since,
        gone=gone,
        error=failure.text,
        disabled_at=poll.disabled_at or (now if is_over else None),
    )


def _seconds_to_wait(failure: FetchFailure, failures: int, jitter: float) -> int:
    """Return the seconds to wait: 5-10 minutes, doubling to 12-24 hours, never less than the publisher asks for."""
    if failure.kind == "gone":
        return LONGEST_WAIT  # the second 410 ends it: a day apart, it is no slip in a deployment
    ceiling = min(LONGEST_WAIT, NORMAL * 2 ** min(failures - 1, 10))
    return max(int(ceiling * (1 + jitter) / 2), min(failure.retry_after or 0, LONGEST_WAIT))


def retry_after(value: str, at: int) -> int | None:
    """Read Retry-After, seconds or an HTTP date, as seconds from `at` within [0, 24 h]; None for anything else."""
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,40}", value):
        return min(int(value), LONGEST_WAIT)
    date = http_date(value)
    return None if date is None else min(max(date - at, 0), LONGEST_WAIT)


def fresh_for(cache_control: str, expires: str, age: str, at: int) -> int | None:
    """Return for how many seconds an answer stays fresh (RFC 9111, 4.2.1), None if the headers do not say.

    `at` is the answer's own date: Expires counts from there. no-store and no-cache ask for nothing that a conditional
    request does not honour.
    """
    directives = {part.strip().lower() for part in cache_control.split(",")}
    if directives & {"no-cache", "no-store"}:
        return None
    if found := re.search(r"(?:^|[\s,])max-age\s*=\s*\"?([0-9]{1,10})(?![0-9])", cache_control, re.IGNORECASE):
        spent = int(age) if re.fullmatch(r"[0-9]{1,10}", age.strip()) else 0
        return max(int(found[1]) - spent, 0)
    date = http_date(expires)
    return None if date is None else max(date - at, 0)


def http_date(value: str) -> int | None:
    """Read an HTTP date as epoch seconds, None if it is invalid ("0" and "-1" are common in Expires)."""
    try:
        date = parsedate_to_datetime(value)
        return int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
