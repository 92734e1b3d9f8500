"""A loopback Discord: as much of its REST as the sender uses, nonces and faults included, over real HTTP."""

import asyncio
import json
import random
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

DISCORD_EPOCH = 1_420_070_400_000
TOKEN = "loopback.token.that-is-none"
VIA = {"Via": "1.1 google"}  # what comes from Discord itself carries it; a page of the network in front does not
# before: nothing is created. after: the message is there and the answer says otherwise, or never comes.
Fault = Literal[
    "lost before", "lost after", "500 before", "500 after", "502 page", "silent after",
    "429 channel", "429 shared", "429 global", "429 page", "403 page",
]  # fmt: skip
CODES = {
    50001: (403, "Missing Access"),
    50013: (403, "Missing Permissions"),
    10003: (404, "Unknown Channel"),
    50083: (400, "Thread is archived"),
    50035: (400, "Invalid Form Body"),
    50008: (400, "Cannot send messages in a non-text channel"),
}


@dataclass
class Message:
    """A message that was created."""

    id: int
    channel: int
    nonce: str
    payload: dict[str, Any]
    at: float
    files: int = 0
    is_deleted: bool = False

    @property
    def marks(self) -> list[str]:
        return [part["custom_id"] for part in walk(self.payload) if "custom_id" in part]

    def shown(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "channel_id": str(self.channel),
            "components": self.payload.get("components", []),
            "nonce": self.nonce,
        }


def walk(part: Any) -> Iterable[dict[str, Any]]:
    """Every object in a payload."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from walk(inner)


@dataclass
class LoopbackDiscord:
    """The server: what is in its channels, what was asked of it, and what goes wrong.

    `faults` are for the next creates, one each; after them `lose`, `fail` and `limit` are shares of the creates.
    """

    base_url: str = ""
    nonce_for: float = 15.0
    latency: float = 0.005
    lose: float = 0.0
    fail: float = 0.0
    limit: float = 0.0
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    faults: deque[Fault] = field(default_factory=deque)
    codes: dict[int, int] = field(default_factory=dict)  # channel -> what it answers
    unreadable: set[int] = field(default_factory=set)  # channels whose history comes empty
    is_revoked: bool = False
    is_down: bool = False
    retry_after: float = 0.3
    bucket: tuple[int, float] | None = None  # creates in a channel, in how many seconds
    record: list[Message] = field(default_factory=list)
    nonces: list[str] = field(default_factory=list)  # of every create that was asked for
    asked: list[tuple[float, str, int]] = field(default_factory=list)  # when, what, in which channel
    answered: Counter[int] = field(default_factory=Counter)
    on_create: Callable[["LoopbackDiscord"], None] | None = None
    _nonces: dict[str, tuple[float, Message]] = field(default_factory=dict)
    _windows: dict[int, tuple[float, int]] = field(default_factory=dict)
    _last_id: int = 0

    def kinds(self) -> list[str]:
        return [kind for _, kind, _ in self.asked]

    def in_channel(self, channel: int) -> list[Message]:
        return [one for one in self.record if one.channel == channel and not one.is_deleted]

    def say(self, channel: int, times: int) -> None:
        """Let others talk in a channel."""
        for _ in range(times):
            self.record.append(Message(self._id(), channel, "", {"content": "hello"}, time.monotonic()))

    def _id(self) -> int:
        self._last_id = max(self._last_id + 1, (int(time.time() * 1000) - DISCORD_EPOCH) << 22)
        return self._last_id

    @web.middleware
    async def front(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """What every request passes: the record, an outage, the token."""
        kind, channel = f"{request.method} {request.match_info.handler.__name__}", request.match_info.get("channel")
        self.asked.append((time.monotonic(), kind, int(channel or 0)))
        if self.is_down:
            return self._cut(request)
        await asyncio.sleep(self.latency)
        if self.is_revoked or request.headers.get("Authorization") != f"Bot {TOKEN}":
            answer = self._error(401, 0, "401: Unauthorized")
        else:
            try:
                answer = await handler(request)
            except ConnectionError:  # the client was killed amid its request
                return self._cut(request)
        self.answered[answer.status] += 1
        return answer

    async def me(self, _request: web.Request) -> web.Response:
        return self._json({"id": "1", "username": "limelight", "discriminator": "0", "avatar": None, "bot": True})

    async def channel(self, request: web.Request) -> web.Response:
        channel = int(request.match_info["channel"])
        if refused := self._refused(channel):
            return refused
        return self._json({"id": str(channel), "type": 0, "name": "news"})

    async def messages(self, request: web.Request) -> web.Response:
        channel = int(request.match_info["channel"])
        if refused := self._refused(channel):
            return refused
        newer = int(request.query.get("after", 0))
        found = [] if channel in self.unreadable else [one for one in self.in_channel(channel) if one.id > newer]
        return self._json([one.shown() for one in reversed(found[: int(request.query.get("limit", 50))])])

    async def create(self, request: web.Request) -> web.StreamResponse:
        channel, (payload, files) = int(request.match_info["channel"]), await _payload(request)
        self.nonces.append(payload.get("nonce", ""))
        if refused := self._refused(channel) or self._bucket_empty(channel) or self._invalid(payload):
            return refused
        fault = self._fault()
        if early := self._early(request, fault):
            return early
        message = self._created(channel, payload, files)
        if self.on_create:
            self.on_create(self)
        if fault == "silent after":
            await asyncio.sleep(3600)
        if fault == "lost after":
            return self._cut(request)
        if fault == "500 after":
            return self._error(500, 0, "500: Internal Server Error")
        if message.is_deleted:
            return self._error(404, 10008, "Unknown Message")
        return self._json(message.shown(), headers=self._bucket_headers(channel))

    def _invalid(self, payload: dict[str, Any]) -> web.Response | None:
        """Refuse what has no nonce that is enforced, and what may ping."""
        is_valid = payload.get("enforce_nonce") and 0 < len(payload.get("nonce", "")) <= 25
        if is_valid and not payload["allowed_mentions"]["parse"]:
            return None
        return self._error(400, 50035, "Invalid Form Body")

    async def edit(self, request: web.Request) -> web.StreamResponse:
        payload, _ = await _payload(request)
        for one in self.in_channel(int(request.match_info["channel"])):
            if one.id == int(request.match_info["message"]):
                one.payload = payload
                return self._cut(request) if self._fault() == "lost after" else self._json(one.shown())
        return self._error(404, 10008, "Unknown Message")

    def _created(self, channel: int, payload: dict[str, Any], files: int) -> Message:
        nonce = payload["nonce"]
        at, known = self._nonces.get(nonce, (-self.nonce_for, None))
        if known and time.monotonic() - at < self.nonce_for:
            return known
        message = Message(self._id(), channel, nonce, payload, time.monotonic(), files)
        self.record.append(message)
        self._nonces[nonce] = (time.monotonic(), message)
        return message

    def _fault(self) -> Fault | None:
        if self.faults:
            return self.faults.popleft()
        roll, half = self.dice.random(), self.dice.random() < 0.5
        if roll < self.lose:
            return "lost after"
        if roll < self.lose + self.fail:
            return "500 after" if half else "500 before"
        return "429 channel" if roll < self.lose + self.fail + self.limit else None

    def _early(self, request: web.Request, fault: Fault | None) -> web.StreamResponse | None:
        """The answers that come without a message."""
        if fault == "lost before":
            return self._cut(request)
        if fault == "500 before":
            return self._error(500, 0, "500: Internal Server Error")
        if fault == "502 page":
            return web.Response(status=502, text="<html>502 Bad Gateway</html>", content_type="text/html")
        if fault in ("429 page", "403 page"):
            return web.Response(status=int(fault[:3]), text="<html>error code: 1015</html>", content_type="text/html")
        if fault and fault.startswith("429"):
            return self._limited(fault.removeprefix("429 "))
        return None

    def _limited(self, scope: str) -> web.Response:
        headers = {**VIA, "X-RateLimit-Scope": {"channel": "user"}.get(scope, scope), "Retry-After": "1"}
        if scope == "global":
            headers["X-RateLimit-Global"] = "true"
        body = {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": scope == "global"}
        return self._json(body, status=429, headers=headers)

    def _refused(self, channel: int) -> web.Response | None:
        code = self.codes.get(channel)
        return self._error(CODES[code][0], code, CODES[code][1]) if code else None

    def _bucket_empty(self, channel: int) -> web.Response | None:
        """Count a create in its channel's bucket."""
        if not self.bucket:
            return None
        now, (limit, seconds) = time.monotonic(), self.bucket
        since, count = self._windows.get(channel, (now, 0))
        if now - since >= seconds:
            since, count = now, 0
        self._windows[channel] = (since, count + 1)
        return self._limited("channel") if count >= limit else None

    def _bucket_headers(self, channel: int) -> dict[str, str]:
        if not self.bucket:
            return {}
        limit, seconds = self.bucket
        since, count = self._windows[channel]
        return {
            "X-RateLimit-Bucket": "80c17d2f203122d936070c88c8d10f33",
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(limit - count),
            "X-RateLimit-Reset": str(time.time() + seconds),
            "X-RateLimit-Reset-After": f"{max(since + seconds - time.monotonic(), 0.001):.3f}",
        }

    def _error(self, status: int, code: int, message: str) -> web.Response:
        return self._json({"message": message, "code": code}, status=status)

    def _json(self, body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
        # discord.py reads JSON only where the type is exactly this, without a charset.
        kind = {"Content-Type": "application/json"}
        return web.Response(body=json.dumps(body).encode(), status=status, headers={**VIA, **kind, **(headers or {})})

    def _cut(self, request: web.Request) -> web.StreamResponse:
        if request.transport:
            request.transport.abort()
        return web.Response()


async def _payload(request: web.Request) -> tuple[dict[str, Any], int]:
    """A request's JSON and the number of its files."""
    if request.content_type != "multipart/form-data":
        return await request.json(), 0
    form = await request.post()
    return json.loads(str(form["payload_json"])), len(form) - 1


def routes(discord: LoopbackDiscord) -> web.Application:
    app = web.Application(middlewares=[discord.front], client_max_size=2**25)
    base = "/api/v10/channels/{channel}"
    app.router.add_get("/api/v10/users/@me", discord.me)
    app.router.add_get(base, discord.channel)
    app.router.add_get(f"{base}/messages", discord.messages)
    app.router.add_post(f"{base}/messages", discord.create)
    app.router.add_patch(f"{base}/messages/{{message}}", discord.edit)
    return app


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """An application on loopback; gives "host:port"."""
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"{host}:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def open_discord(**settings: Any) -> AsyncIterator[LoopbackDiscord]:
    discord = LoopbackDiscord(**settings)
    async with served(routes(discord)) as address:
        discord.base_url = f"http://{address}/api/v10"
        yield discord
