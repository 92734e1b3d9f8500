"""Reasons in words: why a story is posted or not, and what became of a post."""

from typing import Literal, assert_never, get_args

from news.model.posts import PlainCode, StoredReason, StoryCode
from news.text.messages import capitalized, joined, message, plural

SizeCode = Literal["small", "unsure", "budget", "bar", "hour", "owed"]
_OF_STORIES: frozenset[str] = frozenset((*get_args(StoryCode), "not sure any more"))
_PLAIN: dict[PlainCode, str] = {
    "": "no reason is noted",
    "told": "was posted here",
    "released": "was posted at a moderator’s word",
    "no channel": "has no channel to go to: none is set for stories",
    "paused": "is not posted while posting is paused",
    "expired": "it had become too late for it",
    "tried too often": "it was tried too often",
    "nothing to say any more": "when it was to be sent, nothing was left to say",
    "found in the channel": "found in the channel",
    "deleted meanwhile": "deleted meanwhile",
    "the channel's history cannot be read": "the channel’s history cannot be read",
    "the bot was removed": "the bot was removed",
    "no channel is set for it any more": "no channel is set for it any more",
    "its story was put together with one that was posted": "its story was put together with one that was posted",
    "its server is not there for now": "its server is not there for now",
    "no answer in time": "no answer in time",
    "failed on our side": "failed on our side",
    "drawn without its marker": "drawn without its marker, so it could not be found again",
}
_FILTERED = {
    ("only", "person"): "is held by this server’s filter: only certain people are let through",
    ("only", "topic"): "is held by this server’s filter: only certain topics are let through",
    ("only", "source"): "is held by this server’s filter: only certain sources are let through",
    ("only", "word"): "is held by this server’s filter: only certain words are let through",
    ("only", "status"): "is held by this server’s filter: only certain statuses are let through",
    ("block", "person"): "is held by this server’s filter: never a person whom it names",
    ("block", "topic"): "is held by this server’s filter: never the topic {value}",
    ("block", "source"): "is held by this server’s filter: never the source {value}",
    ("block", "word"): "is held by this server’s filter: never the word {value}",
    ("block", "status"): "is held by this server’s filter: never the status {value}",
}
_LEFT_OUT = {
    "death": "is about a death, and this server leaves such stories out",
    "health": "is about somebody’s health, and this server leaves such stories out",
    "minors": "is about somebody under 18, and this server leaves such stories out",
    "accusations": "is about an accusation, and this server leaves such stories out",
}
_UNSURE = {
    "accusations": "is {status}: an accusation waits for two outlets that report it plainly",
    "death": "is {status}: a death waits for two outlets that report it plainly, or for an official word",
}
# Discord's code in a refusal -> what a moderator can do something about
_REFUSED = {
    "50013": "The bot lacks a permission there.",
    "50001": "The bot cannot see it.",
    "10003": "It does not exist any more.",
    "50083": "It is an archived thread.",
}


def say_reason(reason: StoredReason) -> str:
    """Return a reason as a clause; that of a story is read after its headline, or after "it"."""
    match reason.code:
        case "topic":
            words = message("is about a topic that is not wanted here: {topic}", topic=reason.names[0])
        case "language":
            template = "is not in this server's language: its headline is in “{language}”"
            words = message(template, language=reason.names[0] or "unknown")
        case "filter":
            mode, kind, value = reason.names
            words = message(_FILTERED[mode, kind], value=value)
        case "curtain":
            words = _LEFT_OUT[reason.names[0]]
        case "old":
            words = message("is no news any more: its first report is over {hours} h old", **reason.numbers)
        case "small" | "unsure" | "budget" | "bar" | "hour" | "owed" as code:
            words = _say_size(code, reason)
        case "not sure any more":
            words = _say_unsure(reason)
        case "lacks":
            words = message("50013 the bot lacks {permissions}", permissions=joined(reason.names))
        case "answer" | "text":
            words = reason.names[0]
        case (
            "" | "told" | "released" | "no channel" | "paused" | "expired" | "tried too often" | "deleted meanwhile"
            | "nothing to say any more" | "found in the channel" | "the channel's history cannot be read"
            | "the bot was removed" | "no channel is set for it any more" | "no answer in time" | "failed on our side"
            | "its story was put together with one that was posted" | "its server is not there for now"
            | "drawn without its marker"
        ) as code:  # fmt: skip
            words = _PLAIN[code]
        case never:
            assert_never(never)
    return words


def _say_size(code: SizeCode, reason: StoredReason) -> str:
    """Return how many outlets a story has, and what follows of that."""
    numbers = reason.numbers
    match code:
        case "small":
            clause = message("the threshold is {threshold}", **numbers)
        case "bar" | "owed":
            clause = _say_bar(numbers["bar"], numbers["threshold"], numbers["today"])
        case "unsure":
            clause = _say_unsure(reason)
        case "budget":
            one, many = "the day's budget of {count} post is spent", "the day's budget of {count} posts is spent"
            clause = plural(one, many, numbers["budget"])
        case "hour":
            template = "the channel has had {in_hour} posts in an hour, and {most} are the most"
            clause = message(template, **numbers)
        case never:
            assert_never(never)
    if code in ("unsure", "budget", "hour"):
        one, many = "has {count} outlet, but {clause}", "has {count} outlets, but {clause}"
    else:
        one, many = "has {count} outlet; {clause}", "has {count} outlets; {clause}"
    return plural(one, many, numbers["outlets"], clause=clause)


def _say_unsure(reason: StoredReason) -> str:
    status, subject = reason.names
    return message(_UNSURE[subject], status=status)


def _say_bar(bar: int, threshold: int, today: int) -> str:
    """Explain the bar: "the bar is 6: 4, and 2 more since 2 were posted today"."""
    if not today:
        return message("the bar is {bar}", bar=bar)
    one = "the bar is {bar}: {threshold}, and {count} more since {count} was posted today"
    many = "the bar is {bar}: {threshold}, and {count} more since {count} were posted today"
    return plural(one, many, today, bar=bar, threshold=threshold)


def say_post_reason(reason: StoredReason) -> str:
    """Return a clause that says why a post waits or was given up."""
    clause = say_reason(reason)
    return message("it {clause}", clause=clause) if reason.code in _OF_STORIES else clause


def say_refusal(reason: StoredReason) -> str:
    """Return a sentence that says why a channel took no post, by Discord's answer or by what the bot lacks there."""
    if reason.code == "lacks":
        return message("The bot lacks {permissions} there.", permissions=joined(reason.names))
    words = say_reason(reason)
    if reason.code not in ("answer", "text"):
        return message("{clause}.", clause=capitalized(words))
    known = (sentence for code, sentence in _REFUSED.items() if code in words.split())
    return next(known, message("Discord says: {words}", words=words))
