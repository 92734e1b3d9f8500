"""What becomes of a post: the rules, as a state machine against a Discord that forgets, and the outbox."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from news.model import post_keys
from news.model.posts import Post, Reason
from news.servers.posts import (
    Answer,
    AnswerVerdict,
    Pace,
    apply_answer,
    backoff_seconds,
    give_up_post,
    is_last,
    judge_answer,
    next_step,
    post_nonce,
    settle_by_history,
    take_back_try,
)
from outbox.send.rate_limit import Bucket
from storage import Storage, open_storage

NOW = 1_623_268_800
PACE = Pace()


def owed(number: int = 1, **changes: object) -> Post:
    post = Post(key=f"story:1:{number}", guild=1, channel=10, kind="story", subject=str(number), priority=1, due_at=NOW)
    return replace(post, **changes)


# What Discord may do with a create: whether the message is there after it, and what comes back.
FATES: dict[str, tuple[bool, Answer | None]] = {
    "answered": (True, Answer(status=200, message=5)),
    "lost before": (False, Answer()),
    "lost after": (True, Answer()),
    "500 before": (False, Answer(status=500)),
    "500 after": (True, Answer(status=500)),
    "limited": (False, Answer(status=429, retry_after=2.5, limit="channel")),
    "barred": (False, Answer(status=403, code=50013)),
    "unreached": (False, Answer(reached=False)),
    "killed before": (False, None),
    "killed after": (True, None),
}


class Sending(RuleBasedStateMachine):
    """One post, tried at any times with any outcome; Discord knows its nonce as briefly as `Pace` allows for."""

    forgets_after = PACE.nonce_age + 1 + PACE.answer_within
    looks = True

    def __init__(self) -> None:
        super().__init__()
        self.now = float(NOW)
        self.post = owed(id=1, expires_at=NOW + 2000)
        self.there = 0
        self.nonce_at = -1e9

    @rule(seconds=st.one_of(st.floats(0, 15), st.floats(0, 4000)))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(fate=st.sampled_from(sorted(FATES)), takes=st.floats(0, PACE.answer_within))
    def a_try(self, fate: str, takes: float) -> None:
        at = int(self.now)
        if self.post.state not in ("owed", "claimed") or self.post.next_at > at:
            return
        claimed_at = at if self.post.claimed_at is None else self.post.claimed_at
        self.post = replace(self.post, state="claimed", claimed_at=claimed_at, tries=self.post.tries + 1)
        if need := self._settled_without(at):
            self.post = need
            return
        is_there, answer = FATES[fate]
        self.now += takes
        if is_there and self.now - self.nonce_at >= self.forgets_after:
            self.there += 1
            self.nonce_at = self.now
        if answer:
            self.post = apply_answer(self.post, answer, now=int(self.now), jitter=0.5, pace=PACE)

    def _settled_without(self, at: int) -> Post | None:
        """What the sender finds before it sends."""
        match next_step(self.post, at, PACE):
            case "drop":
                return give_up_post(self.post, at)
            case "look" if self.looks:
                if self.there:
                    return settle_by_history(self.post, "there", 5, at)
                return give_up_post(self.post, at) if is_last(self.post, at, PACE) else None
        return None

    @invariant()
    def it_is_there_once(self) -> None:
        assert self.there <= 1

    @invariant()
    def what_is_said_to_be_sent_is_there(self) -> None:
        assert self.there == 1 or self.post.state != "sent"

    @invariant()
    def what_is_not_there_is_not_given_up_unseen(self) -> None:
        assert self.there == 0 or self.post.state != "dropped"

    @invariant()
    def what_may_be_there_stays_claimed(self) -> None:
        assert self.there == 0 or self.post.state != "owed"


Sending.TestCase.settings = settings(max_examples=200, stateful_step_count=30)
TestSending = Sending.TestCase


@pytest.mark.parametrize("broken", [{"forgets_after": 10.0}, {"looks": False}])
def test_the_machine_finds_a_nonce_that_is_forgotten_too_soon_and_a_missing_look(broken: dict[str, object]) -> None:
    class Broken(Sending):
        pass

    for name, value in broken.items():
        setattr(Broken, name, value)
    with pytest.raises(AssertionError):
        run_state_machine(Broken)


def run_state_machine(machine: type[Sending]) -> None:
    phases = (Phase.generate,)
    quick = settings(max_examples=3000, stateful_step_count=30, derandomize=True, database=None, phases=phases)
    run_state_machine_as_test(machine, settings=quick)


@pytest.mark.parametrize(
    ("answer", "means"),
    [
        (Answer(status=200, message=1), "sent"),
        (Answer(status=404, code=10008), "sent"),
        (Answer(), "unsure"),
        (Answer(status=500), "unsure"),
        (Answer(status=502, is_discord=False), "unsure"),
        (Answer(status=408), "unsure"),
        (Answer(status=200, is_discord=False), "unsure"),
        (Answer(status=404, is_discord=False), "unsure"),
        (Answer(status=401, is_discord=False), "unsure"),
        (Answer(reached=False), "unsent"),
        (Answer(status=401), "revoked"),
        (Answer(status=429, limit="all"), "limited"),
        (Answer(status=429, is_discord=False), "limited"),
        (Answer(status=403, is_discord=False), "limited"),
        (Answer(status=403, code=40333), "limited"),
        (Answer(status=403, code=50013), "barred"),
        (Answer(status=403, code=50001), "barred"),
        (Answer(status=404, code=10003), "barred"),
        (Answer(status=400, code=50083), "barred"),
        (Answer(status=400, code=50035), "refused"),
        (Answer(status=429, code=30046), "refused"),
    ],
)
def test_every_answer_of_discord_leads_somewhere_on_purpose(answer: Answer, means: AnswerVerdict) -> None:
    assert judge_answer(answer) == means


@given(st.text(), st.text())
def test_a_nonce_is_the_posts_own_and_discord_takes_it(one: str, other: str) -> None:
    first, second = post_nonce(owed(key=one)), post_nonce(owed(key=other))
    assert len(first) == 25 and first.isalnum()
    assert (first == second) == (one == other)


@given(st.integers(0, 10_000), st.floats(0, 1, exclude_max=True))
def test_retries_wait_longer_and_longer_up_to_a_quarter_of_an_hour(tries: int, jitter: float) -> None:
    assert PACE.backoff / 2 <= backoff_seconds(tries, PACE, jitter) <= 900
    assert backoff_seconds(tries, PACE, jitter) <= backoff_seconds(tries + 1, PACE, jitter)


def test_the_answer_to_a_429_is_waited_for_to_the_second_above() -> None:
    post = owed(state="claimed", claimed_at=NOW, tries=1)
    limited = apply_answer(post, Answer(status=429, retry_after=2.1, limit="channel"), now=NOW, jitter=0, pace=PACE)
    assert (limited.state, limited.next_at, limited.claimed_at, limited.tries) == ("owed", NOW + 3, None, 0)


def test_a_try_that_never_got_out_leaves_an_older_one_claimed() -> None:
    post = owed(state="claimed", claimed_at=NOW, tries=3)
    assert take_back_try(post, NOW) == replace(post, tries=2, next_at=NOW)


@given(st.lists(st.floats(0, 2), max_size=300), st.floats(1, 400), st.integers(1, 50))
def test_the_bucket_holds_over_any_second(waits: list[float], rate: float, burst: int) -> None:
    bucket, now, taken = Bucket(rate, burst, 0.0), 0.0, []
    for wait in waits:
        while left := bucket.take(now):
            now += left
        taken.append(now)
        now += wait
    for first, at in enumerate(taken):
        assert sum(at <= other < at + 1 for other in taken[first:]) <= rate + burst + 1


# The outbox.


@pytest.fixture
async def outbox(tmp_path: Path):
    async with open_storage(str(tmp_path / "posts.db")) as storage:
        yield storage


async def claimed(storage: Storage, now: int = NOW, limit: int = 10) -> list[Post]:
    store = storage.posts
    return await store.claim(await store.waiting(now, limit, PACE.tries_in_line), now)


async def test_what_is_owed_twice_is_owed_once_and_says_so(outbox: Storage) -> None:
    store = outbox.posts
    assert await store.owe([owed(1), owed(2)]) == ["story:1:1", "story:1:2"]
    assert await store.owe([owed(2), owed(3)]) == ["story:1:3"]
    assert len(await store.by_keys(["story:1:1", "story:1:2", "story:1:3"])) == 3


async def test_what_caused_a_post_and_the_post_are_kept_together_or_not_at_all(outbox: Storage) -> None:
    store = outbox.posts
    with pytest.raises(RuntimeError):
        async with outbox.transaction() as tx:
            await tx.posts.owe([owed(1)])
            raise RuntimeError
    assert await store.by_keys(["story:1:1"]) == {}


async def test_a_channels_posts_come_one_after_the_other_by_rank_then_by_time(outbox: Storage) -> None:
    store = outbox.posts
    await store.owe(
        [
            owed(1, due_at=NOW - 5),
            owed(2, due_at=NOW - 9),
            owed(3, kind="birthdays", priority=0),
            owed(4, due_at=NOW + 1),
            owed(5, channel=11),
        ]
    )
    order = []
    for _ in range(4):
        posts = await claimed(outbox)
        order += [post.subject for post in posts]
        await store.settle([replace(post, state="sent", sent_at=NOW) for post in posts])
    assert order == ["3", "5", "2", "1"]


async def test_a_post_that_waits_for_its_retry_holds_its_channel_up_for_a_few_tries_only(outbox: Storage) -> None:
    store = outbox.posts
    await store.owe([owed(1), owed(2)])
    for tries in (1, 2, 3):
        [post] = await claimed(outbox, NOW + tries * 100)
        assert (post.subject, post.tries) == ("1", tries)
        await store.settle([replace(post, next_at=NOW + tries * 100 + 50)])
        assert await claimed(outbox, NOW + tries * 100) == []
    [post] = await claimed(outbox, NOW + 400)
    await store.settle([replace(post, next_at=NOW + 450)])
    assert [post.subject for post in await claimed(outbox, NOW + 400)] == ["2"]


async def test_a_claim_keeps_the_time_of_the_first_try(outbox: Storage) -> None:
    await outbox.posts.owe([owed(1)])
    [first], [second] = await claimed(outbox, NOW), await claimed(outbox, NOW + 30)
    assert (first.claimed_at, first.tries) == (NOW, 1)
    assert (second.claimed_at, second.tries) == (NOW, 2)


async def test_a_result_for_a_post_that_is_settled_changes_nothing(outbox: Storage) -> None:
    store = outbox.posts
    await store.owe([owed(1)])
    [post] = await claimed(outbox)
    await store.settle([replace(post, state="sent", sent_at=NOW, message=7)])
    await store.settle([replace(post, state="owed")])
    assert (await store.by_keys([post.key]))[post.key].state == "sent"


async def test_what_is_too_late_is_dropped_and_counted(outbox: Storage) -> None:
    store = outbox.posts
    await store.owe([owed(1, expires_at=NOW + 10), owed(2, expires_at=NOW + 11), owed(3)])
    assert await store.expire(NOW + 10) == 1
    assert await store.tally(1, NOW) == {("story", "dropped", "expired"): 1, ("story", "owed", ""): 2}


async def test_a_shut_channel_is_passed_over_until_it_is_on_trial_and_its_posts_keep_their_end(outbox: Storage) -> None:
    store = outbox.posts
    await store.owe([owed(1, expires_at=NOW + 99), owed(2, expires_at=NOW + 99_999)])
    [post] = await claimed(outbox)
    notice = owed(9, key="notice", kind="notice", channel=77)
    await store.suspend(take_back_try(post, NOW), Reason("answer", ("HTTP 403",)), NOW, NOW + 86400, notice)
    assert [post.kind for post in await claimed(outbox)] == ["notice"]
    assert await store.retests(NOW + 86399, 9) == []
    assert [one.channel for one in await store.retests(NOW + 86400, 9)] == [10]
    await store.retested(10, works=True, retest_at=NOW + 2 * 86400)
    await store.expire(NOW + 86400)
    [post] = [post for post in await claimed(outbox, NOW + 86400) if post.channel == 10]
    assert (post.subject, post.expires_at) == ("2", NOW + 99_999)
    assert [one.suspended_at for one in await store.destinations(1)] == [None]
    await store.settle([replace(post, state="sent", sent_at=NOW)])
    assert await store.destinations(1) == []


async def test_the_moderators_are_told_once_and_only_where_it_works(outbox: Storage) -> None:
    store = outbox.posts
    await store.owe([owed(1), owed(2, channel=11)])
    first, second = await claimed(outbox)
    notice = owed(8, key="a", kind="notice", channel=11)
    await store.suspend(take_back_try(first, NOW), Reason("answer", ("HTTP 403",)), NOW, NOW, notice)
    await store.suspend(
        take_back_try(first, NOW), Reason("answer", ("HTTP 403",)), NOW + 5, NOW, replace(notice, key="b")
    )
    assert set(await store.by_keys(["a", "b"])) == {"a"}
    await store.suspend(
        take_back_try(second, NOW), Reason("answer", ("HTTP 403",)), NOW, NOW, replace(notice, key="c", channel=10)
    )
    assert await store.by_keys(["c"]) == {}  # its channel is shut itself, so it stands in /setup only
    assert [one.noticed for one in await store.destinations(1)] == [True, False]


async def test_a_server_that_was_left_is_forgotten(outbox: Storage) -> None:
    store = outbox.posts
    await store.owe([owed(1), owed(2, guild=2, channel=20)])
    await store.forget(1)
    assert [post.guild for post in await claimed(outbox)] == [2]


def test_keys_and_subjects_are_those_of_posts_that_are_stored() -> None:
    day = date(2021, 6, 9)
    assert post_keys.birthdays_key(1, day) == "birthdays:1:2021-06-09"
    assert post_keys.story_key(1, 2) == "story:1:2"
    assert post_keys.digest_key(1, day) == "digest:1:2021-06-09"
    assert post_keys.edit_key(3, 4) == "edit:3:4"
    assert post_keys.publish_key(3) == "publish:3"
    assert post_keys.suspension_notice_key(1, 2, 3) == "notice:1:2:3"
    assert post_keys.feed_notice_key(1, 2, 3) == "notice:1:feed:2:3"
    assert post_keys.test_post_key(2, 3) == "trial:2:3"
    assert (post_keys.suspension_subject(2), post_keys.feed_subject(2)) == ("suspended:2", "feed:2")
    first, end = post_keys.edit_key_range(3)
    assert first <= post_keys.edit_key(3, 12) < end
    assert not first <= post_keys.edit_key(31, 1) < end
