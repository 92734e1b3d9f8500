"""Reasons as they are stored and in words; what an earlier version stored shows as it was."""

from typing import get_args

import pytest

from news.model.posts import CODES, NO_REASON, PlainCode, Reason, read_reason, write_reason
from news.servers.wording import say_post_reason, say_reason, say_refusal

_SIZES = {"outlets": 1, "threshold": 4, "bar": 5, "today": 1, "budget": 1, "in_hour": 10, "most": 10, "hours": 48}
_NAMES = {
    "topic": ("music",),
    "language": ("de",),
    "filter": ("block", "word", "“tour” {x}"),
    "curtain": ("death",),
    "unsure": ("rumour", "death"),
    "not sure any more": ("denied", "accusations"),
    "lacks": ("View Channel", "Send Messages"),
    "answer": ("HTTP 403 50013 Missing Permissions",),
    "text": ("has 5 outlets; the bar is 4",),
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_reason_has_words_and_is_read_as_it_was_stored(code: str) -> None:
    plain = code in get_args(PlainCode)
    reason = Reason(code) if plain else Reason(code, _NAMES.get(code, ()), {} if code in ("lacks", "text") else _SIZES)
    assert say_reason(reason)
    assert read_reason(write_reason(reason)) == reason
    assert write_reason(reason).startswith("{") != (plain or code == "text")


def test_a_reason_is_stored_as_a_code_with_its_numbers() -> None:
    assert write_reason(Reason("small", numbers={"outlets": 2, "threshold": 4})) == (
        '{"code": "small", "numbers": {"outlets": 2, "threshold": 4}}'
    )
    assert write_reason(Reason("topic", ("music",))) == '{"code": "topic", "names": ["music"]}'
    assert (write_reason(Reason("expired")), write_reason(NO_REASON)) == ("expired", "")


@pytest.mark.parametrize(
    "stored",
    [
        "has 5 outlets; the bar is 6: 4, and 2 more since 2 were posted today",
        "was posted at a moderator’s word",
        "it is denied: an accusation waits for two outlets that report it plainly",
        "HTTP 503",
    ],
)
def test_what_an_earlier_version_stored_keeps_its_text(stored: str) -> None:
    reason = read_reason(stored)
    assert (say_reason(reason), say_post_reason(reason), write_reason(reason)) == (stored, stored, stored)


def test_what_an_earlier_version_stored_of_a_refusal_is_still_explained() -> None:
    lacks = read_reason("50013 the bot lacks Create Posts and Send Messages in Threads")
    assert say_refusal(lacks) == "The bot lacks Create Posts and Send Messages in Threads there."
    assert say_refusal(read_reason("HTTP 404 10003 Unknown Channel")) == "It does not exist any more."
    assert say_refusal(read_reason("HTTP 400 50035 Invalid")) == "Discord says: HTTP 400 50035 Invalid"
    assert say_post_reason(read_reason("expired")) == "it had become too late for it"


def test_a_count_of_one_is_said_as_one() -> None:
    assert say_reason(Reason("budget", numbers=_SIZES)) == "has 1 outlet, but the day's budget of 1 post is spent"
    assert say_reason(Reason("owed", numbers=_SIZES)) == (
        "has 1 outlet; the bar is 5: 4, and 1 more since 1 was posted today"
    )
    assert say_post_reason(Reason("curtain", ("death",))) == (
        "it is about a death, and this server leaves such stories out"
    )
