"""The rules of story posts and edits: who is owed what, and the reason in words; when digests are due."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.model.articles import TOPICS, Article
from news.model.feeds import Entry
from news.model.servers import Filter, Server
from news.model.stories import ReplacedHeadline, Story
from news.servers.digests import due_digests, next_story_posts, upcoming_digests
from news.servers.judged_story import Candidate
from news.servers.story_rules import (
    EDIT_EVERY,
    EDITED_FOR,
    FRESH,
    Spent,
    choose_stories,
    day_began,
    edit_due,
    stories_near_bar,
    stories_to_post,
    story_change,
    story_standing,
)
from news.servers.wording import say_reason
from news.stories.status import StatusKind
from news.text.days import due_at, is_zone, local_day
from tests.kit.newsroom import NOW

HOUR, DAY = 3600, 86400
SERVER = Server(guild=1, stories_channel=5, digest_channel=6)
SPENT = Spent(at=NOW)
ZONES = sorted(zone for zone in available_timezones() if is_zone(zone))


def story(
    outlets: int, id_: int = 1, *, topic: str = "music", hours: float = 1, status: StatusKind = "reported"
) -> Candidate:
    return Candidate(
        id=id_,
        headline=f"Story {id_}",
        topic=topic,
        outlets=outlets,
        first_at=NOW - int(hours * HOUR),
        status=status,
        lead=id_,
    )


@pytest.mark.parametrize(
    ("server", "told", "spent", "state", "why"),
    [
        ({}, story(3), {}, "small", "has 3 outlets; the threshold is 4"),
        ({}, story(4), {}, "owed", "has 4 outlets; the bar is 4"),
        ({}, story(5), {"today": 2}, "held", "has 5 outlets; the bar is 6: 4, and 2 more since 2 were posted today"),
        ({}, story(5), {"today": 1}, "owed", "has 5 outlets; the bar is 5: 4, and 1 more since 1 was posted today"),
        ({}, story(99), {"today": 5}, "held", "has 99 outlets, but the day's budget of 5 posts is spent"),
        ({"stories_budget": 0}, story(9), {}, "held", "has 9 outlets, but the day's budget of 0 posts is spent"),
        ({}, story(9), {"told": frozenset([1])}, "told", "was posted here"),
        ({}, story(9, hours=48.1), {}, "out", "is no news any more: its first report is over 48 h old"),
        ({}, story(9, hours=48), {}, "owed", "has 9 outlets; the bar is 4"),
        ({"paused": True}, story(9), {}, "out", "is not posted while posting is paused"),
        ({"stories_channel": 0}, story(9), {}, "out", "has no channel to go to: none is set for stories"),
        ({"stories_topics": ("music",)}, story(9), {}, "owed", "has 9 outlets; the bar is 4"),
        (
            {"stories_topics": ("royals", "legal")},
            story(9),
            {},
            "out",
            "is about a topic that is not wanted here: music",
        ),
        (
            {},
            story(9),
            {"in_hour": 10},
            "held",
            "has 9 outlets, but the channel has had 10 posts in an hour, and 10 are the most",
        ),
    ],
)
def test_how_a_story_stands_is_said_with_its_reason(
    server: dict[str, object], told: Candidate, spent: dict[str, object], state: str, why: str
) -> None:
    stands = story_standing(replace(SERVER, **server), told, replace(SPENT, **spent))
    assert (stands.state, say_reason(stands.reason)) == (state, why)


@pytest.mark.parametrize("topic", ["death", "legal"])
@pytest.mark.parametrize(
    ("status", "state"),
    [("rumour", "held"), ("denied", "held"), ("corrected", "held"), ("reported", "owed"), ("confirmed", "owed")],
)
def test_a_death_or_an_accusation_goes_out_only_when_it_is_sure(topic: str, status: StatusKind, state: str) -> None:
    stands = story_standing(SERVER, story(9, topic=topic, status=status), SPENT)
    assert stands.state == state
    assert ("waits for two outlets" in say_reason(stands.reason)) == (state == "held")


def test_a_rumour_of_another_kind_may_go_out() -> None:
    assert story_standing(SERVER, story(9, status="rumour"), SPENT).state == "owed"


def test_the_budget_goes_to_the_biggest_and_each_raises_the_bar() -> None:
    stories = [story(outlets, id_) for id_, outlets in enumerate((4, 5, 6, 9, 5), 1)]
    found = stories_to_post(SERVER, stories, SPENT)
    assert [(s.id, s.outlets, stands.bar) for s, stands in found] == [(4, 9, 4), (3, 6, 5)]
    [first, second, _] = stories_near_bar(SERVER, stories, replace(SPENT, today=2, told=frozenset((4, 3))))
    assert (
        say_reason(first[1].reason)
        == say_reason(second[1].reason)
        == "has 5 outlets; the bar is 6: 4, and 2 more since 2 were posted today"
    )


def test_of_two_of_one_size_the_newer_one_goes_out() -> None:
    found = stories_to_post(replace(SERVER, stories_budget=1), [story(5, 1, hours=9), story(5, 2, hours=2)], SPENT)
    assert [s.id for s, _ in found] == [2]


class Unread(tuple[Filter, ...]):
    """Filters that nobody may look at."""

    def __iter__(self) -> Iterator[Filter]:
        raise AssertionError("the filters were asked")


def test_filters_are_asked_only_of_what_is_big_enough_to_be_posted() -> None:
    # Fifty words in each of 300 servers, asked of every story that a round touches, took 2.6 s a round.
    server = replace(SERVER, filters=Unread([Filter("word", "block", "anything")]))
    late = replace(SPENT, today=1)
    assert stories_to_post(server, [story(3), story(4, 2), story(9, 3, topic="death", status="rumour")], late) == []
    with pytest.raises(AssertionError, match="asked"):
        stories_to_post(server, [story(5)], late)


@given(
    st.lists(
        st.builds(
            story,
            st.integers(0, 20),
            st.integers(1, 60),
            topic=st.sampled_from(TOPICS),
            hours=st.floats(0, 60),
            status=st.sampled_from(["rumour", "reported", "confirmed", "denied", "corrected"]),
        ),
        max_size=40,
        unique_by=lambda s: s.id,
    ),
    st.integers(1, 6),
    st.integers(0, 30),
    st.integers(0, 12),
)
def test_nothing_goes_out_beyond_the_budget_below_the_bar_or_too_old(
    stories: list[Candidate], threshold: int, budget: int, in_hour: int
) -> None:
    server = replace(SERVER, stories_threshold=threshold, stories_budget=budget)
    found = stories_to_post(server, stories, replace(SPENT, in_hour=in_hour))
    assert len(found) <= min(budget, max(10 - in_hour, 0))
    assert [s.outlets for s, _ in found] == sorted((s.outlets for s, _ in found), reverse=True)
    for place, (told, _) in enumerate(found):
        assert told.outlets >= threshold + place
        assert told.first_at >= NOW - FRESH
        assert told.topic not in ("death", "legal") or told.status in ("reported", "confirmed")
    left = {s.id for s in stories} - {s.id for s, _ in found}
    after = Spent(at=NOW, today=len(found), in_hour=in_hour + len(found), told=frozenset(s.id for s, _ in found))
    assert not stories_to_post(server, [s for s in stories if s.id in left], after)  # asked again, nothing more comes


def test_what_is_near_the_bar_is_told_with_what_it_lacks() -> None:
    stories = [story(9, 1), story(3, 2), story(2, 3), story(1, 4), story(9, 5, hours=50)]
    assert [(s.id, stands.state) for s, stands in stories_near_bar(SERVER, stories, SPENT)] == [
        (1, "owed"),
        (2, "small"),
        (3, "small"),
    ]


def article(outlet: str, key: int, *, title: str = "Adele announces a tour of Wales", minute: int = 0) -> Article:
    at = NOW + minute * 60
    entry = Entry(title=title)
    return Article(
        key=key, title_key=key, outlet=outlet, feed_id=1, entry=entry, published=at, first_seen=at, origin=outlet
    )


def grown(*articles: Article, retitled: tuple[ReplacedHeadline, ...] = ()) -> Story:
    title = articles[0].entry.title
    return Story(
        id=1, headline=title, topic="music", first_at=NOW, last_at=NOW + HOUR, articles=articles, retitled=retitled
    )


FIRST, SECOND = article("The Marquee", 1), article("Spotlight", 2, minute=1)


def test_another_outlet_is_a_change_and_another_report_of_the_same_is_none() -> None:
    assert story_change(grown(FIRST, SECOND), {2}) == "grown"
    assert story_change(grown(FIRST, SECOND, article("Spotlight", 3, minute=2)), {3}) == ""
    assert story_change(grown(FIRST, SECOND), set()) == ""


def test_a_denial_mends_a_post_once() -> None:
    denial = article("Harbour News", 3, title="Adele denies reports of a tour of Wales", minute=5)
    assert story_change(grown(FIRST, SECOND, denial), {3}) == "corrected"
    later = article("Evening Wire", 4, title="Adele and Wales: what we know", minute=6)
    assert story_change(grown(FIRST, SECOND, denial, later), {4}) == "grown"


def test_a_headline_that_turns_into_a_correction_mends_a_post() -> None:
    corrected = article("Spotlight", 2, title="Correction: Adele announces no tour of Wales", minute=1)
    assert story_change(grown(FIRST, corrected), (), retitled=2) == "corrected"
    assert story_change(grown(FIRST, corrected), (), retitled=1) == "grown"


def test_only_the_headline_on_top_counts_when_one_is_replaced() -> None:
    assert story_change(grown(FIRST, SECOND), (), retitled=1) == "grown"
    assert story_change(grown(FIRST, SECOND), (), retitled=2) == ""


def test_edits_keep_ten_minutes_apart_and_end_after_an_hour() -> None:
    assert edit_due(NOW, NOW, "grown", NOW + 60) == (NOW + EDIT_EVERY, NOW + EDITED_FOR)
    assert edit_due(NOW, NOW + 1200, "grown", NOW + 1300) == (NOW + 1800, NOW + EDITED_FOR)
    assert edit_due(NOW, NOW + 3100, "grown", NOW + 3200) is None
    assert edit_due(NOW, NOW, "grown", NOW + EDITED_FOR) is None
    assert edit_due(NOW, NOW, "", NOW + 60) is None


def test_what_mends_a_post_goes_out_however_late() -> None:
    assert edit_due(NOW, NOW + 3100, "corrected", NOW + 5 * DAY) == (NOW + 5 * DAY, None)
    assert edit_due(NOW, NOW, "corrected", NOW + 60) == (NOW + EDIT_EVERY, None)


# Digests


def run(server: Server, done: date | None, instants: list[int]) -> list[tuple[date, int]]:
    """Ask at each instant, keeping what is done; give (day, asked at) for each digest owed."""
    found = []
    for now in instants:
        dues, done = due_digests(server, now, done)
        found += [(due.day, now) for due in dues]
    return found


def test_a_digest_is_owed_once_a_local_day() -> None:
    server = replace(SERVER, zone="Europe/Berlin", digest_at=18 * 60)
    minutes = range(NOW, NOW + 3 * DAY, 60)
    found = run(server, local_day(NOW, server.zone), list(minutes))
    assert [day for day, _ in found] == [date(2021, 6, 10), date(2021, 6, 11), date(2021, 6, 12)]
    assert {at % DAY for _, at in found} == {16 * HOUR}


def test_a_week_has_its_digest_on_its_day() -> None:
    server = replace(SERVER, digest_every="week", digest_weekday=0)
    found = run(server, local_day(NOW, "UTC"), list(range(NOW, NOW + 21 * DAY, 600)))
    assert [day for day, _ in found] == [date(2021, 6, 14), date(2021, 6, 21), date(2021, 6, 28)]


def test_a_server_that_has_just_set_a_digest_gets_none_for_the_past() -> None:
    dues, done = due_digests(SERVER, NOW, None)
    assert (dues, done) == ((), date(2021, 6, 9))
    assert run(SERVER, done, [NOW, NOW + HOUR]) == []


@pytest.mark.parametrize(
    ("belated", "late", "owes"),
    [(6, 2, True), (6, 6, True), (6, 7, False), (0, 0.2, True), (0, 1, False), (24, 23, True)],
)
def test_a_late_digest_goes_out_within_the_servers_window(belated: int, late: float, owes: bool) -> None:
    server = replace(SERVER, belated=belated)
    now = due_at(date(2021, 6, 9), 1080, "UTC") + int(late * HOUR)
    dues, done = due_digests(server, now, date(2021, 6, 8))
    assert bool(dues) == owes
    assert done == date(2021, 6, 9)


def test_after_three_days_away_only_the_last_digest_is_of_use() -> None:
    assert run(SERVER, date(2021, 6, 5), [NOW, NOW + 60]) == [(date(2021, 6, 9), NOW)]


@pytest.mark.parametrize("off", [{"digest_channel": 0}, {"paused": True}])
def test_without_a_channel_or_paused_a_day_is_done_with(off: dict[str, object]) -> None:
    dues, done = due_digests(replace(SERVER, **off), NOW, date(2021, 6, 8))
    assert (dues, done) == ((), date(2021, 6, 9))
    assert due_digests(SERVER, NOW + 60, done)[0] == ()


@given(
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.integers(0, 364),
    st.sampled_from([0, 6, 24]),
)
def test_no_change_of_zone_or_time_gives_a_day_two_digests(
    zone: str, other: str, at: int, then: int, day: int, belated: int
) -> None:
    start = NOW + day * DAY
    server = replace(SERVER, zone=zone, digest_at=at, belated=belated)
    done = local_day(start, zone) - timedelta(1)
    seen = []
    for step in range(0, 4 * DAY, 1800):
        if step == DAY:
            server = replace(server, zone=other, digest_at=then)
        dues, done = due_digests(server, start + step, done)
        seen += [due.day for due in dues]
    assert len(seen) == len(set(seen))


@pytest.mark.slow
@given(st.sampled_from(ZONES), st.integers(0, 1439), st.integers(0, 200))
def test_every_local_day_of_every_zone_has_its_digest(zone: str, at: int, day: int) -> None:
    server = replace(SERVER, zone=zone, digest_at=at)
    start = NOW + day * DAY
    first = local_day(start, zone)
    found = run(server, first, list(range(start, start + 6 * DAY, 600)))
    days = [day for day, _ in found]
    assert days == [first + timedelta(n) for n in range(1, len(days) + 1)]
    assert len(days) >= 4


def test_the_digests_to_come_are_those_that_come() -> None:
    server = replace(SERVER, zone="America/New_York", digest_at=0)
    coming = upcoming_digests(server, NOW)
    assert len(coming) == 7
    found = run(server, local_day(NOW, server.zone), sorted({NOW, *(due for due, _ in coming)}))
    assert [(at, day) for day, at in found] == coming
    weekly = replace(server, digest_every="week", digest_weekday=6)
    assert [day for _, day in upcoming_digests(weekly, NOW)] == [date(2021, 6, 13)]
    assert upcoming_digests(replace(server, paused=True), NOW) == []
    assert coming[0] not in upcoming_digests(server, NOW, done=coming[0][1])


def test_next_posts_are_digests_and_what_is_near_the_bar() -> None:
    told = next_story_posts(SERVER, [story(3, 2), story(1, 3)], SPENT)
    assert len(told.digests) == 7
    assert [s.id for s, _ in told.near] == [2]


def test_a_digest_leaves_out_other_topics_lone_reports_and_deaths_in_doubt() -> None:
    ranked = [
        story(5, 1),
        story(1, 2),
        story(5, 3, topic="death", status="rumour"),
        story(5, 4, topic="royals"),
        *(story(3, n) for n in range(10, 20)),
    ]
    assert [s.id for s in choose_stories(SERVER, ranked)] == [1, 4, 10, 11, 12, 13, 14, 15]
    assert [s.id for s in choose_stories(replace(SERVER, stories_topics=("royals",)), ranked)] == [4]


def test_the_day_of_a_budget_begins_at_local_midnight() -> None:
    assert day_began(replace(SERVER, zone="America/New_York"), NOW) == due_at(date(2021, 6, 9), 0, "America/New_York")
    assert day_began(replace(SERVER, zone="Asia/Tokyo"), NOW) == due_at(date(2021, 6, 10), 0, "Asia/Tokyo")
