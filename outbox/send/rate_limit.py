"""When the next request to Discord may go: a token bucket over all, rests of single channels, a circuit breaker."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Final

from news.servers.posts import Answer, Pace, is_wall, judge_answer

log = logging.getLogger("limelight.posting")

_LONGEST_PAUSE: Final = 60.0


class Bucket:
    """At most `rate` a second and `burst` after a rest; it starts empty, since the process before may have sent."""

    def __init__(self, rate: float, burst: int, now: float) -> None:
        self._rate, self._burst = rate, burst
        self._tokens, self._at = 0.0, now

    def take(self, now: float) -> float:
        """Take a token and give 0, or give the seconds until there is one."""
        self._tokens = min(float(self._burst), self._tokens + max(now - self._at, 0.0) * self._rate)
        self._at = now
        if self._tokens >= 1.0 - 1e-9:  # waiting for the exact time gives all but a rounding error
            self._tokens -= 1.0
            return 0.0
        return (1.0 - self._tokens) / self._rate


class ClosedError(Exception):
    """No request goes any more: the sender is ending, or the token is none."""


class Throttle:
    """Asked before every request and told every answer; `clock` is monotonic, in seconds."""

    def __init__(self, pace: Pace, clock: Callable[[], float]) -> None:
        self._pace, self._clock = pace, clock
        self._bucket = Bucket(pace.rate, pace.burst, clock())
        self._line = asyncio.Lock()
        self._rests: dict[int, float] = {}
        self._shut_until = 0.0
        self._invalid: deque[float] = deque()
        self._failed = 0
        self.is_revoked = self._is_closed = False

    async def turn(self) -> None:
        """Wait until a request may go, first come first served; raises ClosedError once none goes any more."""
        async with self._line:
            wait = self._wait()
            while wait:
                await asyncio.sleep(wait)
                wait = self._wait()

    def close(self) -> None:
        """Let nothing go any more."""
        self._is_closed = True

    def _wait(self) -> float:
        """Take a token and give 0, or give the seconds to wait before asking again."""
        if self._is_closed:
            raise ClosedError
        return self.shut_for() or self._bucket.take(self._clock())

    def shut_for(self) -> float:
        """Return the seconds for which no request goes at all, 0 for none."""
        return max(self._shut_until - self._clock(), 0.0)

    def resting(self) -> set[int]:
        """Return the channels whose own limit is used up."""
        now = self._clock()
        self._rests = {channel: until for channel, until in self._rests.items() if until > now}
        return set(self._rests)

    def note(self, channel: int, answer: Answer) -> None:
        """Take in what an answer says about the requests to come (docs/faults.md row 46)."""
        now, pace = self._clock(), self._pace
        self._failed = 0 if answer.reached and 0 < answer.status < 500 else self._failed + 1
        if rest := max(answer.rest, answer.retry_after if answer.limit in ("channel", "shared") else 0.0):
            self._rests[channel] = now + rest
        if answer.status in (401, 403, 429) and answer.limit != "shared":
            self._count(now)
        if answer.limit == "all":
            self._shut(answer.retry_after, "Discord's limit over all requests is reached")
        if is_wall(answer):
            self._shut(pace.off, "the network in front of Discord refuses this address")
        if judge_answer(answer) == "revoked":
            self.is_revoked = self._is_closed = True
        if self._failed and self._failed % pace.failures_in_a_row == 0:
            doubled = pace.pause * 2.0 ** min(self._failed // pace.failures_in_a_row - 1, 10)
            self._shut(min(doubled, _LONGEST_PAUSE), "Discord does not answer")

    def _count(self, now: float) -> None:
        self._invalid.append(now)
        while self._invalid[0] <= now - self._pace.off:
            self._invalid.popleft()
        if len(self._invalid) >= self._pace.invalid_most:
            self._invalid.clear()
            self._shut(self._pace.off, "Discord refused too many requests")

    def _shut(self, seconds: float, why: str) -> None:
        self._shut_until = max(self._shut_until, self._clock() + seconds)
        log.error("%s: nothing is posted for %.0f s", why, seconds)
