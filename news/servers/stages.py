"""The stages from feed to post, each with its evidence, and which of them decided; what becomes of any post."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, assert_never

from news.model.posts import ChannelState, Post, Redraws
from news.model.servers import Change, Server
from news.settings.kinds import TimeOfDay
from news.settings.registry import BY_FIELD
from news.settings.settings_file import settings_from_json, settings_to_json
from news.text.days import shown_time
from news.text.messages import capitalized, joined, message, plural

from .fixes import Fix
from .wording import say_post_reason, say_refusal

StageName = Literal["feed", "article", "story", "dates", "day", "rules", "sending", "channel"]
StageMark = Literal["done", "waits", "stopped", "not reached"]

_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence, and the instant that is read after it, if any."""

    words: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, how far it was got through, and what shows that.

    `verdict` is what it comes to where it decides, if that says the same as its first line: they are not read twice.
    """

    name: StageName
    mark: StageMark
    evidence: tuple[Evidence, ...] = ()
    verdict: Evidence | None = None


def deciding_stage(
    name: StageName, mark: StageMark, why: str, at: int | None = None, more: Iterable[Evidence] = ()
) -> Stage:
    """Return a stage that something was not got through, for a reason given as a clause."""
    template = "Not posted yet: {why}" if mark == "waits" else "Not posted: {why}"
    line, verdict = Evidence(capitalized(why), at), Evidence(message(template, why=why), at)
    return Stage(name, mark, (line, *more), verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """All stages in order; `verdict` says in a sentence what the one that decided came to."""

    title: str
    verdict: Evidence
    stages: tuple[Stage, ...]
    fixes: tuple[Fix, ...] = ()
    post: Post | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostProgress:
    """What became of a post: nothing yet (None), or its row of the outbox, its channel and its drawings."""

    post: Post | None = None
    place: ChannelState = field(default_factory=ChannelState)
    drawn: Redraws = field(default_factory=Redraws)
    is_paused: bool = False  # nothing that waits goes out in its server for now


def mark_reached(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Mark what comes after the first stage that was not got through; only what would hold there, too, stays said."""
    found: list[Stage] = []
    for stage in stages:
        is_behind = any(before.mark != "done" for before in found)
        kept = stage.evidence if stage.mark != "done" else ()
        found.append(Stage(stage.name, "not reached", kept) if is_behind else stage)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class SendingStages:
    """The stages outbox and channel, and what they come to."""

    stages: tuple[Stage, Stage]
    verdict: Evidence


def sending_stages(delivery: PostProgress, now: int) -> SendingStages:
    """Return what became of a post in the outbox and in its channel."""
    post, shut = delivery.post, _shut_lines(delivery.place)
    channel = Stage("channel", "waits" if shut else "done", shut)
    if post is None:
        return SendingStages((Stage("sending", "not reached"), channel), Evidence("Not posted: nothing is owed yet"))
    done = Stage("sending", "done", _due_lines(post))
    match post.state:
        case "sent":
            return SendingStages(
                (done, Stage("channel", "done", _redrawn_lines(delivery.drawn))), Evidence("Posted", post.sent_at)
            )
        case "dropped":
            why = say_post_reason(post.reason)
            given_up = Stage("sending", "stopped", (*_due_lines(post), Evidence(message("Given up: {why}", why=why))))
            verdict = Evidence(message("Not posted: {why}", why=why))
            return SendingStages((given_up, Stage("channel", "done")), verdict)
        case "unknown":
            unsure = Evidence(message("It may be there and may not be: {why}", why=say_post_reason(post.reason)))
            stages = (done, Stage("channel", "stopped", (unsure,)))
            return SendingStages(stages, Evidence("Perhaps posted: whether it is there cannot be told"))
        case "owed" | "claimed":
            pass
        case never:
            assert_never(never)
    if delivery.place.suspended_at is not None:
        return SendingStages((done, channel), Evidence("Waiting: its channel takes no posts"))
    turn = "Waiting: posting is paused in this server" if delivery.is_paused else _say_turn(post)
    return SendingStages((Stage("sending", "waits", _waiting_lines(post, now)), channel), Evidence(turn))


def _due_lines(post: Post) -> tuple[Evidence, ...]:
    lines = [Evidence("Due", post.due_at)]
    if post.state == "sent":
        lines.append(Evidence("Sent", post.sent_at))
    elif post.expires_at is not None and post.state in ("owed", "claimed"):
        lines.append(Evidence("Too late", post.expires_at))
    return tuple(lines)


def _waiting_lines(post: Post, now: int) -> tuple[Evidence, ...]:
    so_far = message("Not sent so far: {why}", why=say_post_reason(post.reason))
    why = [Evidence(so_far)] if post.reason.code else []
    again = [Evidence("Next try", post.next_at)] if post.next_at > now else []
    return (*_due_lines(post), *why, *again)


def _say_turn(post: Post) -> str:
    if post.state == "claimed":
        return message("Being sent, try {number}", number=post.tries)
    return "Waiting: Discord did not take it yet" if post.reason.code else "Waiting for its turn to be sent"


def _shut_lines(place: ChannelState) -> tuple[Evidence, ...]:
    """Return since when and why a channel takes nothing; empty for one that does."""
    lines: list[Evidence] = []
    if place.suspended_at is not None:
        since = message("Takes no posts: {why} Since", why=say_refusal(place.reason))
        lines += [Evidence(since, place.suspended_at), Evidence("Tried again", place.retest_at)]
    if place.lacks:
        lines.append(Evidence(message("The bot lacks: {permissions}", permissions=joined(place.lacks, word=""))))
    return tuple(lines)


def _redrawn_lines(drawn: Redraws) -> tuple[Evidence, ...]:
    updated = plural("Updated {count} time, last", "Updated {count} times, last", drawn.times)
    lines = [Evidence(updated, drawn.last_at)] if drawn.times else []
    return (*lines, *([Evidence("An update waits")] if drawn.waiting else []))


def server_as_of(server: Server, changes: Sequence[Change], at: int) -> Server:
    """Return a server's settings as they were at an instant, by its log of changes (newest first)."""
    values: dict[str, Any] = {}
    for change in changes:
        if change.at > at:
            values |= change.before
    return replace(server, **settings_from_json(values))


def settings_changed_since(server: Server, changes: Sequence[Change], at: int, fields: Iterable[str]) -> list[Evidence]:
    """Return which of these settings are not what they were at an instant; nothing for none."""
    was, now = settings_to_json(server_as_of(server, changes, at)), settings_to_json(server)
    other = [name for name in fields if was[name] != now[name]]
    if not other:
        return []
    told = [_describe_change(name, was[name], now[name]) for name in other[:_MOST_NAMED]]
    last = max(change.at for change in changes if not change.after.keys().isdisjoint(other))
    return [Evidence(message("Set differently since: {settings}", settings=joined(told, word="")), last)]


def _describe_change(name: str, was: Any, now: Any) -> str:
    """Return "the threshold (4, now 6)"; the setting alone if its values are not short."""
    setting = BY_FIELD[name].clause
    if isinstance(BY_FIELD[name].kind, TimeOfDay):
        return message("{setting} ({was}, now {now})", setting=setting, was=shown_time(was), now=shown_time(now))
    is_short = all(isinstance(value, str) or (isinstance(value, int) and 0 < value < 1000) for value in (was, now))
    is_told = is_short and not isinstance(was, bool) and was != "" and now != ""
    return message("{setting} ({was}, now {now})", setting=setting, was=was, now=now) if is_told else setting
