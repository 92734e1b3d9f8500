"""One try of one post: draw it, wait for its turn, send it, or look first whether it is there already."""

import logging
import random
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

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
from outbox.send.rate_limit import Throttle
from outbox.send.transport import PAGE, Channels

log = logging.getLogger("limelight.posting")

_SET_BACK = 86400  # seconds looked back where the clock was set back behind a claim
_AWAY = 60  # seconds after which a server in an outage is looked for again
_MOST_PAGES = 20  # of history; a channel where more was said since the first try is not read to its end
Drawn = TypeVar("Drawn")
Result = tuple[Post, Answer | None]  # how a post stands, with Discord's answer where that decided it


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
