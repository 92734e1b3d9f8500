"""Writes what became of posts, many in one commit, held while the store cannot be written; shuts what refuses."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from news.model.post_keys import suspension_notice_key, suspension_subject
from news.model.posts import Post, StoredReason
from news.servers.posts import PRIORITIES, Answer, Pace, judge_answer
from news.servers.wording import say_post_reason
from storage import Storage

log = logging.getLogger("limelight.posting")
Result = tuple[Post, Answer | None]  # how a post stands, with Discord's answer where that decided it


@dataclass(frozen=True, slots=True)
class House:
    """What the sender knows of the bot: its clock in seconds, and where a server's moderators read (0: nowhere).

    `settled` is told how each post stands after a try, once that is written.
    """

    clock: Callable[[], int]
    notices_channel: Callable[[int], Awaitable[int]]
    settled: Callable[[Post], None] = lambda _post: None


class Results:
    """Runs as one task beside the sender; `written` is told the channels whose posts are settled."""

    def __init__(self, storage: Storage, house: House, pace: Pace, written: Callable[[set[int]], None]) -> None:
        self._store, self._house, self._pace, self._told = storage.posts, house, pace, written
        self._held: list[Result] = []
        self._is_new = asyncio.Event()
        self.is_stuck = False  # nothing may be begun: its result could not be written

    def add(self, post: Post, answer: Answer | None) -> None:
        """Have it written how a post stands."""
        self._held.append((post, answer))
        self._is_new.set()

    async def run(self) -> None:
        """Write for ever; what comes in while a commit runs goes into the next."""
        while True:
            await self._is_new.wait()
            self._is_new.clear()
            while self._held:
                try:
                    await self.write()
                except Exception:
                    # Held here until it can be written. Should the process end first, the posts are claimed in the
                    # store, so the next sender tells by nonce or history that they are there.
                    if not self.is_stuck:  # said once: a log that grows is no help on a full disk
                        log.exception("what became of %s posts cannot be written yet", len(self._held))
                    self.is_stuck = True
                    await asyncio.sleep(self._pace.tick)

    async def write(self) -> None:
        """Write all there is."""
        batch = list(self._held)
        barred = [(post, answer) for post, answer in batch if answer and judge_answer(answer) == "barred"]
        shut = {post.id for post, _ in barred}
        await self._store.settle([post for post, _ in batch if post.id not in shut])
        for post, answer in barred:
            await self._suspend(post, answer.reason)
        del self._held[: len(batch)]
        self.is_stuck = False
        self._told({post.channel for post, _ in batch})
        for post, _ in batch:
            self._house.settled(post)

    async def _suspend(self, post: Post, reason: StoredReason) -> None:
        """Shut a channel at its first refusal; the moderators get a notice where that is another channel."""
        now, to = self._house.clock(), await self._house.notices_channel(post.guild)
        log.warning("channel %s of server %s takes no posts: %s", post.channel, post.guild, say_post_reason(reason))
        notice = Post(
            key=suspension_notice_key(post.guild, post.channel, now),
            guild=post.guild,
            channel=to,
            kind="notice",
            subject=suspension_subject(post.channel),
            priority=PRIORITIES["notice"],
            due_at=now,
        )
        is_of_use = to not in (0, post.channel)
        await self._store.suspend(post, reason, now, now + self._pace.retest_every, notice if is_of_use else None)
