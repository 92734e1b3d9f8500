"""The one sender: claims what is owed, tries each post, and ends in order.

Order of a post: commit the claim -> send -> commit what became of it. Killed anywhere between, the next sender finds
the post claimed and sends it with the same nonce while Discord surely knows that, and looks into the channel later.
"""

import asyncio
import contextlib
import logging
import random
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Generic, TypeVar

from news.model.posts import Post, Reason
from news.servers.posts import (
    NO_PERMISSION,
    Answer,
    Obsolete,
    Pace,
    apply_answer,
    backoff_seconds,
    drop_post,
    give_up_post,
    is_last,
    judge_answer,
    next_step,
    post_marker,
    post_nonce,
    settle_by_history,
    take_back_try,
)
from news.servers.wording import say_post_reason
from outbox.send.rate_limit import ClosedError, Throttle
from outbox.send.results import House, Result, Results
from outbox.send.transport import PAGE, Channels
from storage import Storage

log = logging.getLogger("limelight.posting")

_SET_BACK = 86400  # seconds looked back where the clock was set back behind a claim
_AWAY = 60  # seconds after which a server in an outage is looked for again
_MOST_PAGES = 20  # of history; a channel where more was said since the first try is not read to its end
_LINE = 200  # posts whose turn it is, read at once
_SWEEP = 60  # seconds between clearing away what is too late
Drawn = TypeVar("Drawn")


class Delivery(Generic[Drawn]):
    """Tries posts; `draw` says what a post is now, None or why for one that has nothing to say any more."""

    def __init__(
        self,
        channels: Channels[Drawn],
        draw: Callable[[Post], Awaitable[Drawn | Obsolete | None]],
        clock: Callable[[], int],
        pace: Pace,
        throttle: Throttle,
    ) -> None:
        self._channels, self._draw, self._clock = channels, draw, clock
        self._pace, self._throttle = pace, throttle
        self.out: set[int] = set()  # posts that may be with Discord right now

    async def tried(self, post: Post) -> Result:
        """Try a claimed post once; raises what drawing it raises, and ClosedError before anything was sent."""
        if not self._channels.is_there(post.guild):
            # Neither its history can be told nor what kind its channel is.
            return take_back_try(post, self._clock() + _AWAY, Reason("its server is not there for now")), None
        if lacks := self._channels.lacks(post.channel, post.kind):
            # As if Discord had refused it, without asking: refusals are counted, and a ban waits behind them.
            answer = Answer(status=403, code=NO_PERMISSION, reason=Reason("lacks", tuple(lacks)))
            return apply_answer(post, answer, now=self._clock(), jitter=0, pace=self._pace), answer
        return await self._tried(post)

    async def _tried(self, post: Post) -> Result:
        if post.kind == "publish":
            return await self._published(post)
        drawn = await self._draw(post) or Obsolete()
        await self._throttle.turn()
        now = self._clock()
        if isinstance(drawn, Obsolete) and (post.tries <= 1 or post.kind == "edit"):
            return drop_post(post, drawn.reason), None
        need = next_step(post, now, self._pace)
        if need == "drop":
            return give_up_post(post, now), None
        is_again = post.tries > 1 and post.kind != "edit"
        if (
            need == "look"
            or isinstance(drawn, Obsolete)
            or (is_again and not self._channels.knows_nonces(post.channel))
        ):
            if found := await self._found(post):
                return found
            if is_last(post, self._clock(), self._pace):
                return give_up_post(post, self._clock()), None
            await self._throttle.turn()
        return (drop_post(post, drawn.reason), None) if isinstance(drawn, Obsolete) else await self._sent(post, drawn)

    async def _sent(self, post: Post, drawn: Drawn) -> Result:
        self.out.add(post.id)
        if post.kind == "edit":
            answer = await self._channels.edit(post, drawn)
        else:
            answer = await self._channels.create(post, post_nonce(post), drawn)
        self._throttle.note(post.channel, answer)
        if judge_answer(answer) == "refused":
            log.error("post %s is refused: %s", post.key, say_post_reason(answer.reason))
        return apply_answer(post, answer, now=self._clock(), jitter=random.random(), pace=self._pace), answer

    async def _published(self, post: Post) -> Result:
        await self._throttle.turn()
        if next_step(post, self._clock(), self._pace) == "drop" or is_last(post, self._clock(), self._pace):
            return give_up_post(post, self._clock()), None
        self.out.add(post.id)
        answer = await self._channels.publish(post)
        # Its limit is its own, up to an hour: the channel's posts do not wait for that.
        self._throttle.note(-post.channel, answer)
        return apply_answer(post, answer, now=self._clock(), jitter=random.random(), pace=self._pace), answer

    async def _found(self, post: Post) -> Result | None:
        """Look for a post in its channel; None: it is surely not there."""
        newest, may_read = 0, self._channels.may_read(post.channel)
        for _ in range(_MOST_PAGES if may_read else 0):
            age = self._clock() - (post.claimed_at or 0)
            age = age if age >= 0 else _SET_BACK
            answer, messages = await self._channels.history(post.channel, age, newest)
            self._throttle.note(post.channel, answer)
            if not answer.is_ok:
                wait = answer.retry_after or backoff_seconds(post.tries, self._pace, random.random())
                return take_back_try(post, self._clock() + int(wait) + 1, answer.reason), answer
            for seen in messages:
                if post_marker(post.id) in seen.marks:
                    return settle_by_history(post, "there", seen.message, self._clock()), None
            if len(messages) < PAGE:
                return None
            newest = max(seen.message for seen in messages)
            await self._throttle.turn()
        log.error("post %s may be in its channel and may not be: its history cannot be read", post.key)
        return settle_by_history(post, "unreadable", None, self._clock()), None


class TokenRevokedError(Exception):
    """Discord does not know the token any more: the bot has to end, not to start again (exit 78)."""


class Sender:
    """Runs as one task; `draw` says what a post is now, None or why for one that has nothing to say any more."""

    def __init__(
        self,
        storage: Storage,
        channels: Channels[Drawn],
        draw: Callable[[Post], Awaitable[Drawn | Obsolete | None]],
        house: House,
        pace: Pace | None = None,
    ) -> None:
        self._store, self._clock, self._pace = storage.posts, house.clock, pace or Pace()
        self.throttle = Throttle(self._pace, asyncio.get_running_loop().time)
        self._exists, self._lacks = channels.exists, channels.lacks
        self._delivery = Delivery(channels, draw, house.clock, self._pace, self.throttle)
        self._results = Results(storage, house, self._pace, self._written)
        self._line: deque[Post] = deque()
        self._lined_at = 0.0
        self._swept_at = -float(_SWEEP)
        self._busy: set[int] = set()  # channels with a post under way or not yet written
        self._under_way: dict[asyncio.Task[None], Post | None] = {}
        self._news = asyncio.Event()
        self._is_stopped = self._is_failing = False

    async def run(self) -> None:
        """Send until told to stop; raises TokenRevokedError. Who cancels it has what is under way finished, too."""
        writing = asyncio.create_task(self._results.run())
        try:
            while not (self._is_stopped or self.throttle.is_revoked):
                self._news.clear()
                await self._round()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), self._pace.tick)
        finally:
            await self._finish(writing)
        if self.throttle.is_revoked:
            raise TokenRevokedError

    def nudge(self) -> None:
        """Say that something was owed that is due now."""
        self._line.clear()
        self._news.set()

    def stop(self) -> None:
        """End soon: what is with Discord is waited for, the rest is given back; `run` returns then."""
        self._is_stopped = True
        self.throttle.close()
        self._news.set()

    async def _round(self) -> None:
        """Claim and begin what there is room for."""
        if self.throttle.shut_for() or self._results.is_stuck:
            return
        try:
            await self._sweep()
            for post in await self._claimed():
                self._busy.add(post.channel)
                self._begin(self._handle(post), post)
        except Exception:  # the engine's: a full disk is waited out, and nothing is sent that cannot be written
            if not self._is_failing:
                log.exception("the outbox cannot be used; it is tried every %s s", self._pace.tick)
            self._is_failing = True
        else:
            self._is_failing = False

    async def _claimed(self) -> list[Post]:
        room, now = self._pace.at_once - len(self._under_way), asyncio.get_running_loop().time()
        if room <= 0:
            return []
        if not self._line or now - self._lined_at >= self._pace.tick:
            # Read in one go, claimed piece by piece: what is claimed and not sent has to be looked for after a crash.
            self._line = deque(await self._store.waiting(self._clock(), _LINE, self._pace.tries_in_line))
            self._lined_at = now
        shut = self._busy | self.throttle.resting()
        free: list[Post] = []
        while self._line and len(free) < room:
            post = self._line.popleft()
            if post.channel not in shut:
                free.append(post)
        return await self._store.claim(free, self._clock()) if free else []

    async def _sweep(self) -> None:
        now, at = self._clock(), asyncio.get_running_loop().time()
        if at - self._swept_at < _SWEEP:  # not by the clock, which may be set back
            return
        if late := await self._store.expire(now):
            log.warning("%s posts were too late and are dropped", late)
        for destination in await self._store.retests(now, 10):
            self._begin(self._retest(destination.channel), None)
        self._swept_at = at

    def _begin(self, work: Coroutine[Any, Any, None], post: Post | None) -> None:
        task = asyncio.create_task(work)
        self._under_way[task] = post
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self._news.set()

    def _written(self, channels: set[int]) -> None:
        self._busy -= channels
        self._news.set()

    async def _handle(self, post: Post) -> None:
        """See a claimed post to an end of this try, whatever happens."""
        answer: Answer | None = None
        try:
            moved, answer = await self._delivery.tried(post)
        except (asyncio.CancelledError, ClosedError):
            if post.id in self._delivery.out:
                return  # it stays claimed: its message may be there
            moved = take_back_try(post, self._clock())
        except Exception:
            log.exception("post %s failed on our side", post.key)
            fault = Answer(reached=post.id in self._delivery.out, reason=Reason("failed on our side"))
            moved = apply_answer(
                post, fault, now=self._clock() + int(self._pace.backoff_most), jitter=0, pace=self._pace
            )
        self._delivery.out.discard(post.id)
        self._results.add(moved, answer)

    async def _retest(self, channel: int) -> None:
        """Ask for a suspended channel; one that is there is on trial from now on."""
        try:
            if self._lacks(channel, "story"):  # what it would be on trial for
                later = self._clock() + self._pace.retest_every
                await self._store.retested(channel, works=False, retest_at=later)
                return
            await self.throttle.turn()
            answer = await self._exists(channel)
            self.throttle.note(channel, answer)
            is_told = answer.is_ok or judge_answer(answer) == "barred"
            wait = self._pace.retest_every if is_told else self._pace.off
            await self._store.retested(channel, works=answer.is_ok, retest_at=self._clock() + wait)
        except ClosedError:
            return
        except Exception:
            log.exception("channel %s could not be tested", channel)

    async def _finish(self, writing: asyncio.Task[None]) -> None:
        """Wait for what is with Discord, give the rest back, and write both."""
        self.stop()
        await asyncio.sleep(0)  # a task cancelled before it has begun would not give its post back
        for task, post in list(self._under_way.items()):
            if post is None or post.id not in self._delivery.out:
                task.cancel()
        for within in (self._pace.finish_within, 1.0):
            if self._under_way:
                await asyncio.wait(list(self._under_way), timeout=within)
            for task in list(self._under_way):
                task.cancel()
        writing.cancel()
        await asyncio.wait([writing])
        try:
            await asyncio.wait_for(self._results.write(), 1.0)
        except Exception:
            log.exception("what became of the last posts could not be written")
