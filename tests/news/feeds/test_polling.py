import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.feeds.fetch import fetch_feed, open_session
from news.feeds.guard import AllowedHosts
from news.feeds.polling import (
    DAY,
    HOUR,
    MINUTE,
    FetchedBody,
    FetchFailure,
    UnchangedBody,
    fresh_for,
    is_due,
    moved_for_good,
    not_a_feed,
    poll_after,
    retry_after,
)
from news.model.feeds import Feed, Poll, Source
from tests.kit.faulty import faulty_server, in_turn, redirect, reply

NOW = 1_700_000_000
DEAD = FetchFailure(kind="dns", text="could not be reached")
BUSY = FetchFailure(kind="status", text="answered with HTTP status 503", status=503)
GONE = FetchFailure(kind="gone", text="is gone (HTTP status 410)", status=410)


def fetched(**given_) -> FetchedBody:
    return FetchedBody(**({"body": b"x", "charset": None, "body_hash": "h1", "url": "http://a.example/"} | given_))


def failing(poll: Poll, outcome: FetchFailure, now: int, until: int, seed: int = 1) -> tuple[Poll, list[int]]:
    """Poll whenever due until a time, or until the feed is disabled; give the poll and the waits."""
    dice, waits = random.Random(seed), []
    while now < until and poll.disabled_at is None:
        poll = poll_after(poll, outcome, now=now, jitter=dice.random())
        waits.append(poll.next_at - now)
        now = poll.next_at
    return poll, waits


# Success


def test_a_success_keeps_the_validators_and_clears_the_failures():
    failed = poll_after(Poll(), BUSY, now=NOW, jitter=0)
    poll = poll_after(failed, fetched(etag="e", last_modified="m"), now=NOW + 600, jitter=0)
    expected = Poll(etag="e", last_modified="m", body_hash="h1", next_at=NOW + 1200, last_at=NOW + 600, ok_at=NOW + 600)
    assert poll == expected


def test_an_unchanged_feed_keeps_its_body_hash():
    poll = poll_after(Poll(body_hash="h1"), UnchangedBody(etag="e2"), now=NOW, jitter=0)
    assert (poll.body_hash, poll.etag, poll.ok_at) == ("h1", "e2", NOW)


@pytest.mark.parametrize(
    ("seconds", "wait"),
    [(None, 600), (0, 600), (1, 300), (300, 300), (900, 900), (6 * HOUR, 6 * HOUR), (365 * DAY, 6 * HOUR)],
)
def test_freshness_is_honoured_between_five_minutes_and_six_hours(seconds, wait):
    assert poll_after(Poll(), fetched(fresh_for=seconds), now=NOW, jitter=0).next_at == NOW + wait
    late = poll_after(Poll(), UnchangedBody(fresh_for=seconds), now=NOW, jitter=0.999).next_at
    assert NOW + wait < late < NOW + wait * 1.1


def test_a_feed_is_due_at_its_time_unless_it_is_disabled():
    feed = Feed(id=1, source=Source(url="http://a.example/", name="A"), poll=Poll(next_at=NOW))
    assert not is_due(feed, NOW - 1)
    assert is_due(feed, NOW)
    assert not is_due(replace(feed, poll=Poll(disabled_at=NOW)), NOW + DAY)


# Failure: rows 23, 30, 31, 33


def test_backoff_doubles_from_ten_minutes_up_to_a_day():
    poll, waits = Poll(), []
    for _ in range(12):
        poll = poll_after(poll, BUSY, now=NOW, jitter=0.999999)
        waits.append(round((poll.next_at - NOW) / MINUTE))
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440, 1440]


def test_503_for_three_days_is_asked_ever_more_rarely_and_stays_enabled():  # row 31
    poll, waits = failing(Poll(etag="e"), BUSY, NOW, NOW + 3 * DAY)
    assert poll.disabled_at is None
    assert len(waits) < 15
    assert max(waits) <= DAY
    assert (poll.etag, poll.error, poll.failing_since) == ("e", BUSY.text, NOW)


@pytest.mark.parametrize("seed", range(20))
def test_a_name_that_is_gone_for_fourteen_days_is_disabled_once(seed):  # row 31
    poll, _ = failing(Poll(), DEAD, NOW, NOW + 60 * DAY, seed)
    assert poll.disabled_at is not None
    assert 14 * DAY <= poll.disabled_at - NOW <= 15 * DAY
    assert poll_after(poll, DEAD, now=NOW + 61 * DAY, jitter=0).disabled_at == poll.disabled_at


def test_a_bot_that_was_off_for_weeks_does_not_disable_what_it_has_not_tried():
    poll = poll_after(Poll(), DEAD, now=NOW, jitter=0)
    assert poll_after(poll, DEAD, now=NOW + 30 * DAY, jitter=0).disabled_at is None


def test_a_disabled_feed_that_answers_again_is_enabled():
    poll = poll_after(Poll(disabled_at=NOW, failures=30, failing_since=1, gone=2), fetched(), now=NOW, jitter=0)
    assert (poll.disabled_at, poll.failures, poll.failing_since, poll.gone) == (None, 0, None, 0)


def test_a_feed_that_says_gone_twice_is_disabled():  # row 33
    once = poll_after(Poll(), GONE, now=NOW, jitter=0)
    assert once.disabled_at is None
    assert once.next_at == NOW + DAY
    assert poll_after(once, GONE, now=NOW + DAY, jitter=0).disabled_at == NOW + DAY


def test_gone_must_be_said_twice_in_a_row():  # row 33
    once = poll_after(Poll(), GONE, now=NOW, jitter=0)
    mended = poll_after(once, fetched(), now=NOW + DAY, jitter=0)
    assert poll_after(mended, GONE, now=NOW + 2 * DAY, jitter=0).disabled_at is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3600", 3600),
        (" 120 ", 120),
        ("0", 0),
        (str(10**9), DAY),
        ("9" * 5000, None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("soon", None),
        ("", None),
        ("Tue, 14 Nov 2023 23:13:20 GMT", HOUR),
        ("Tue, 14 Nov 2023 21:13:20 GMT", 0),
        ("Tue, 14 Nov 2099 21:13:20 GMT", DAY),
        ("Tuesday, 14-Nov-23 23:13:20 GMT", HOUR),
        ("Tue Nov 14 23:13:20 2023", HOUR),
        ("Tue, 99 Nov 2023 21:13:20 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_a_day_at_most(value, seconds):  # row 30
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize(("seconds", "wait"), [(3600, 3600), (None, 600), (0, 600), (DAY, DAY), (10**9, DAY)])
def test_the_wait_that_a_publisher_asks_for_is_kept(seconds, wait):  # row 30
    busy = FetchFailure(kind="status", text="x", status=429, retry_after=seconds)
    assert poll_after(Poll(), busy, now=NOW, jitter=0.999999).next_at == pytest.approx(NOW + wait, abs=1)


def test_what_is_not_a_feed_is_asked_again_without_validators():  # row 23
    poll = poll_after(Poll(etag="e", last_modified="m", body_hash="h", ok_at=5), not_a_feed(), now=NOW, jitter=0)
    assert (poll.etag, poll.last_modified, poll.body_hash) == ("", "", "")
    assert (poll.failures, poll.error, poll.ok_at) == (1, "is not a feed", 5)
    assert NOW < poll.next_at <= NOW + 600


# Moves: row 32


def test_a_permanent_redirect_is_taken_over_when_seen_three_times_over_a_day():  # row 32
    poll, there = Poll(), "https://b.example/"
    for hours, expected in ((0, ""), (12, ""), (23, ""), (24, there)):
        poll = poll_after(poll, fetched(moved_to=there), now=NOW + hours * HOUR, jitter=0)
        assert moved_for_good(poll, NOW + hours * HOUR) == expected


def test_two_sights_are_too_few_however_far_apart():  # row 32
    poll = poll_after(Poll(), fetched(moved_to="https://b.example/"), now=NOW, jitter=0)
    poll = poll_after(poll, UnchangedBody(moved_to="https://b.example/"), now=NOW + 5 * DAY, jitter=0)
    assert moved_for_good(poll, NOW + 5 * DAY) == ""


@pytest.mark.parametrize(
    "interruption",
    [not_a_feed(), fetched(), fetched(moved_to="https://c.example/")],
    ids=["login page", "no redirect", "another target"],
)
def test_a_move_that_is_interrupted_begins_anew(interruption):  # row 32
    poll = Poll(moved_to="https://b.example/", moved_seen=9, moved_since=NOW - 5 * DAY)
    poll = poll_after(poll, interruption, now=NOW, jitter=0)
    assert moved_for_good(poll, NOW + 9 * DAY) == ""
    poll = poll_after(poll, fetched(moved_to="https://b.example/"), now=NOW + 1, jitter=0)
    assert (poll.moved_seen, poll.moved_since) == (1, NOW + 1)


def test_a_failure_of_the_network_says_nothing_about_a_move():
    poll = Poll(moved_to="https://b.example/", moved_seen=3, moved_since=NOW - 2 * DAY)
    assert moved_for_good(poll_after(poll, DEAD, now=NOW, jitter=0), NOW) == "https://b.example/"


async def test_a_stable_move_is_found_over_the_network_and_a_login_page_is_not():  # row 32
    async with (
        faulty_server({"/old": redirect(301, "/new"), "/new": reply(ETag='"1"')}) as server,
        open_session(AllowedHosts.from_text("127.0.0.1")) as session,
    ):
        poll = Poll()
        for hour in range(0, 30, 6):
            poll = poll_after(
                poll, await fetch_feed(session, server.url("/old"), poll), now=NOW + hour * HOUR, jitter=0
            )
        assert moved_for_good(poll, NOW + 24 * HOUR) == server.url("/new")

        server.handlers["/new"] = reply(body=b"<html>Log in</html>")
        for hour in range(30, 90, 6):
            assert isinstance(
                await fetch_feed(session, server.url("/old"), poll), FetchedBody
            )  # the reader finds no feed in it
            poll = poll_after(poll, not_a_feed(), now=NOW + hour * HOUR, jitter=0)
        assert moved_for_good(poll, NOW + 90 * HOUR) == ""


async def test_a_page_that_was_no_feed_is_read_again_when_it_is_mended():  # row 23
    handlers = {"/feed": in_turn(reply(), reply(body=b"{}"), reply())}
    async with faulty_server(handlers) as server, open_session(AllowedHosts.from_text("127.0.0.1")) as session:
        poll = poll_after(Poll(), await fetch_feed(session, server.url(), Poll()), now=NOW, jitter=0)
        assert isinstance(await fetch_feed(session, server.url(), poll), FetchedBody)
        poll = poll_after(poll, not_a_feed(), now=NOW, jitter=0)
        assert isinstance(await fetch_feed(session, server.url(), poll), FetchedBody)


# Headers


@pytest.mark.parametrize(
    ("cache_control", "expires", "age", "seconds"),
    [
        ("max-age=600", "", "", 600),
        ("public, MAX-AGE=600", "", "", 600),
        ('max-age="600"', "", "", 600),
        ("max-age=600", "", "200", 400),
        ("max-age=600", "", "900", 0),
        ("max-age=600", "", "x", 600),
        ("max-age=600", "Tue, 14 Nov 2023 23:13:20 GMT", "", 600),
        ("s-maxage=600", "", "", None),
        ("max-age=-1", "", "", None),
        ("max-age=" + "9" * 50, "", "", None),
        ("no-cache, max-age=600", "", "", None),
        ("no-store", "Tue, 14 Nov 2023 23:13:20 GMT", "", None),
        ("", "Tue, 14 Nov 2023 23:13:20 GMT", "", 3600),
        ("", "Thu, 01 Jan 1970 00:00:00 GMT", "", 0),
        ("", "0", "", None),
        ("", "-1", "", None),
        ("", "", "", None),
    ],
)
def test_freshness_is_read_from_the_cache_headers(cache_control, expires, age, seconds):
    assert fresh_for(cache_control, expires, age, NOW) == seconds


@given(st.text(), st.text(), st.text())
def test_no_header_breaks_the_rules(one, two, three):
    seconds, wait = fresh_for(one, two, three, NOW), retry_after(one, NOW)
    assert seconds is None or seconds >= 0
    assert wait is None or 0 <= wait <= DAY


OUTCOMES = st.sampled_from(
    [DEAD, BUSY, GONE, not_a_feed(), fetched(), fetched(fresh_for=10**12), UnchangedBody(moved_to="https://b.example/")]
)


@given(st.lists(st.tuples(OUTCOMES, st.floats(0, 1, exclude_max=True), st.integers(0, DAY)), max_size=40))
def test_the_next_poll_is_never_sooner_than_five_minutes_nor_later_than_a_day(steps):
    poll, now = Poll(), NOW
    for outcome, jitter, pause in steps:
        now += pause
        poll = poll_after(poll, outcome, now=now, jitter=jitter)
        assert 5 * MINUTE <= poll.next_at - now <= DAY
