"""Discord's channels as the sender asks for them: one request a call, through discord.py's own client.

discord.py retries by itself: 500, 502, 504 and 524 five times over 25 s, and 429 after whatever wait it is told. That
is at odds with the outbox: a retry may then come after Discord has forgotten the nonce (a 524 alone takes 100 s), none
of them passes the token bucket or the circuit breaker, and a SIGTERM finds them asleep. So `once()` looks at each
answer before discord.py does and ends the request where it would go on.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import aiohttp
import discord
from discord.http import HTTPClient, handle_message_parameters

from news.model.posts import Post, PostKind, Reason, StoredReason
from news.servers.posts import Answer, post_marker
from news.text.text import cut_text
from outbox.send.transport import PAGE, Seen

_SLACK = 900  # seconds that our clock may be off Discord's
_MOST_WAIT = 86400.0
_NOBODY = discord.AllowedMentions.none()
_MISSING = discord.utils.MISSING


class Drawn(Protocol):
    """A Components V2 view with its files; one of its buttons carries the post's marker."""

    @property
    def view(self) -> discord.ui.LayoutView:
        """What the message shows."""

    @property
    def files(self) -> tuple[discord.File, ...]:
        """What is attached to it."""

    @property
    def role(self) -> int:
        """Return the one role that it pings when it is posted, 0 for none."""


class _AnsweredError(Exception):
    """Ends a request that discord.py would repeat."""


@dataclass(slots=True)
class _Try:
    """A request under way: how far it has come, and its answer as soon as it is there."""

    answer: asyncio.Future[tuple[Answer, Any]]
    is_begun: bool = False
    is_out: bool = False


_under_way: ContextVar[_Try | None] = ContextVar("_under_way", default=None)


class KnowsChannels(Protocol):
    """A client, as far as it is asked for channels that it knows."""

    def get_channel(self, id: int, /) -> object | None:  # noqa: A002 - as discord.py calls it
        """Return a channel, or None if it is not known."""


def once() -> aiohttp.TraceConfig:
    """Return what a client is to be made with (`http_trace`), so that the sender's requests are made once.

    Requests of others pass untouched. Without it everything works, but discord.py retries.
    """
    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(_begun)
    trace.on_request_headers_sent.append(_out)
    trace.on_request_end.append(_answered)
    trace.freeze()
    return trace


async def _begun(_session: object, _context: object, _params: object) -> None:
    if this := _under_way.get():
        this.is_begun = True


async def _out(_session: object, _context: object, _params: object) -> None:
    if this := _under_way.get():
        this.is_out = True


async def _answered(_session: object, _context: object, params: aiohttp.TraceRequestEndParams) -> None:
    this = _under_way.get()
    if this is None:
        return
    response = params.response
    text = await response.text("utf-8", "replace")  # kept by the response: discord.py reads it again
    body = _json(text)
    answer = read(response.status, response.headers, body)
    if not this.answer.done():
        this.answer.set_result((answer, body))
    if not answer.is_ok:
        raise _AnsweredError


def read(status: int, headers: Mapping[str, str], body: Any) -> Answer:
    """Read an answer: `body` is what its JSON holds, None for no JSON."""
    told = body if isinstance(body, dict) else {}
    code = told.get("code")
    limit: Any = ""
    if status == 429 and told:
        is_global = told.get("global") or headers.get("X-RateLimit-Scope") == "global"
        limit = "all" if is_global else "shared" if headers.get("X-RateLimit-Scope") == "shared" else "channel"
    is_empty = headers.get("X-RateLimit-Remaining") == "0"
    text = " ".join(str(part) for part in ("HTTP", status, code or "", told.get("message", "")) if part != "")
    id_ = told.get("id", "")
    return Answer(
        status=status,
        code=code if isinstance(code, int) else 0,
        is_discord=isinstance(body, dict | list),
        message=int(id_) if isinstance(id_, str) and id_.isdecimal() else None,
        retry_after=_seconds(told.get("retry_after", headers.get("Retry-After"))),
        limit=limit,
        rest=_seconds(headers.get("X-RateLimit-Reset-After")) if is_empty else 0.0,
        reason=Reason("answer", (text[:200],)),
    )


def reader(client: KnowsChannels) -> Callable[[int], bool]:
    """Return what tells whether the bot may read a channel's history, by what the gateway said: it costs no request."""

    def may_read(id_: int) -> bool:
        channel = client.get_channel(id_)
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return False
        try:
            allowed = channel.permissions_for(channel.guild.me)
        except discord.ClientException:  # a thread whose channel is not known
            return False
        return allowed.view_channel and allowed.read_message_history

    return may_read


def present(client: discord.Client) -> Callable[[int], bool]:
    """Return what tells whether a server is there for the bot: in an outage nothing is known of its channels."""

    def is_there(id_: int) -> bool:
        guild = client.get_guild(id_)
        return guild is not None and not guild.unavailable

    return is_there


def forums(client: KnowsChannels) -> Callable[[int], int]:
    """Return what tells of which server a forum is, 0 for any other channel."""

    def forum(id_: int) -> int:
        channel = client.get_channel(id_)
        return channel.guild.id if isinstance(channel, discord.ForumChannel) else 0

    return forum


def _no_forum(_channel: int) -> int:
    return 0


def _nothing_lacks(_channel: int, _kind: PostKind) -> Sequence[str]:
    return ()


def is_announcing(client: KnowsChannels, id_: int) -> bool:
    """True if this is a channel that other servers can follow."""
    channel = client.get_channel(id_)
    return isinstance(channel, discord.TextChannel) and channel.is_news()


class DiscordChannels:
    """Discord through the bot's client, which was made with `once()`.

    `may_read` and `lacks` know the bot's permissions.
    """

    def __init__(
        self,
        http: HTTPClient,
        may_read: Callable[[int], bool],
        answer_within: float = 10.0,
        forum: Callable[[int], int] = _no_forum,
        is_there: Callable[[int], bool] = bool,
        lacks: Callable[[int, PostKind], Sequence[str]] = _nothing_lacks,
    ) -> None:
        self._http, self.may_read, self._within, self._forum = http, may_read, answer_within, forum
        self.is_there, self.lacks = is_there, lacks
        self._ending: set[asyncio.Task[Any]] = set()

    async def create(self, post: Post, nonce: str, drawn: Drawn) -> Answer:
        """Post a message that pings nobody but its role, under a nonce that Discord enforces."""
        if post_marker(post.id) not in _marks(drawn.view.to_components()):  # type: ignore[no-untyped-call]
            return Answer(status=400, reason=Reason("drawn without its marker"))
        shown: Any = {"view": drawn.view, "files": drawn.files or _MISSING, "allowed_mentions": _pings(drawn.role)}
        if self._forum(post.channel):
            # Its first message has the thread's own id, so that one number names both, here and for edits.
            with handle_message_parameters(_MISSING, channel_payload={"name": _named(drawn.view)}, **shown) as params:
                return (await self._ask(lambda: self._http.start_thread_in_forum(post.channel, params=params)))[0]
        with handle_message_parameters(_MISSING, nonce=nonce, **shown) as params:
            return (await self._ask(lambda: self._http.send_message(post.channel, params=params)))[0]

    async def edit(self, post: Post, drawn: Drawn) -> Answer:
        """Put a drawing in the place of the one in the message."""
        with handle_message_parameters(
            _MISSING, view=drawn.view, attachments=drawn.files, allowed_mentions=_NOBODY
        ) as params:
            message = post.message or 0
            channel = message if self._forum(post.channel) else post.channel
            return (await self._ask(lambda: self._http.edit_message(channel, message, params=params)))[0]

    async def publish(self, post: Post) -> Answer:
        """Publish a message of an announcement channel."""
        return (await self._ask(lambda: self._http.publish_message(post.channel, post.message or 0)))[0]

    async def history(self, channel: int, age: int, newer_than: int) -> tuple[Answer, list[Seen]]:
        """Return up to `PAGE` messages, oldest first: after this one, or for 0 those of the last `age` seconds."""
        # By age and not by time: the bot's clock may stand on another day.
        since = discord.utils.utcnow().timestamp() - age - _SLACK
        after = newer_than or max(int(since * 1000) - discord.utils.DISCORD_EPOCH, 0) << 22
        if guild := self._forum(channel):
            return await self._threads(guild, channel, after)
        answer, body = await self._ask(lambda: self._http.logs_from(channel, limit=PAGE, after=after))
        messages = body if isinstance(body, list) else []
        return answer, sorted((Seen(int(one["id"]), _marks(one)) for one in messages), key=lambda seen: seen.message)

    async def _threads(self, guild: int, forum: int, after: int) -> tuple[Answer, list[Seen]]:
        """Return the first messages of a forum's threads since `after`: each is asked for, and there are few."""
        answer, body = await self._ask(lambda: self._http.get_active_threads(guild))
        found: list[Seen] = []
        threads = body.get("threads", []) if isinstance(body, dict) else []
        for id_ in sorted(int(one["id"]) for one in threads if int(one.get("parent_id") or 0) == forum):
            if id_ <= after or not answer.is_ok or len(found) >= PAGE - 1:
                continue
            first, messages = await self._ask(partial(self._http.logs_from, id_, limit=1, after=1))
            answer = answer if first.is_ok else first
            found.append(Seen(id_, _marks(messages)))
        return answer, found

    def knows_nonces(self, channel: int) -> bool:
        """True if Discord tells two tries of one post by their nonce there."""
        return not self._forum(channel)

    async def exists(self, channel: int) -> Answer:
        """Ask for the channel itself."""
        return (await self._ask(lambda: self._http.get_channel(channel)))[0]

    async def _ask(self, call: Callable[[], Awaitable[Any]]) -> tuple[Answer, Any]:
        this = _Try(asyncio.get_running_loop().create_future())
        task = asyncio.create_task(_called(call, this))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
        either: set[asyncio.Future[Any]] = {task, this.answer}
        try:
            # Not the task alone: where an answer uses up the channel's bucket, discord.py gives it after a sleep only.
            await asyncio.wait(either, timeout=self._within, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if not (task.done() or this.answer.done()):
            task.cancel()
            await asyncio.wait({task})
        if this.answer.done():
            return this.answer.result()
        if not task.cancelled():
            task.result()  # raises: a fault of ours
        return _nothing(this, Reason("no answer in time")), None


def _named(view: discord.ui.LayoutView) -> str:
    """Return a forum thread's name: the drawing's first heading, without the marks that made it one."""
    texts = (part.content for part in view.walk_children() if isinstance(part, discord.ui.TextDisplay))
    heads = (line for text in texts for line in text.splitlines() if line.startswith("#"))
    name = next(heads, "").lstrip("# ").replace("\\", "").replace("*", "")
    return cut_text(name, 100) or "News"


def _pings(role: int) -> discord.AllowedMentions:
    if not role:
        return _NOBODY
    return discord.AllowedMentions(everyone=False, users=False, roles=[discord.Object(role)], replied_user=False)


async def _called(call: Callable[[], Awaitable[Any]], this: _Try) -> None:
    """Make a request and leave its answer in `this`, in whichever way it comes."""
    _under_way.set(this)
    found: tuple[Answer, Any] | None = None
    try:
        body = await call()
        found = read(200, {}, body), body
    except _AnsweredError:
        return
    except discord.HTTPException as error:  # where `once()` was not asked: its answers come through discord.py
        told = {"code": error.code, "message": error.text}
        found = read(error.status, getattr(error.response, "headers", {}), told), None
    except discord.RateLimited as error:
        found = (
            Answer(status=429, retry_after=error.retry_after, limit="channel", reason=Reason("answer", ("HTTP 429",))),
            None,
        )
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        found = _nothing(this, Reason("answer", (type(error).__name__,))), None
    if not this.answer.done():
        this.answer.set_result(found)


def _nothing(this: _Try, reason: StoredReason) -> Answer:
    # Begun and no header out: no connection was made. Not begun: it waits in discord.py, or `once()` was not asked.
    return Answer(reached=this.is_out or not this.is_begun, reason=reason)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _seconds(value: Any) -> float:
    try:
        return min(max(float(value), 0.0), _MOST_WAIT)
    except (TypeError, ValueError):
        return 0.0


def _marks(part: Any) -> frozenset[str]:
    """Return every custom_id in a message's components, however deep."""
    if isinstance(part, dict):
        own = {part["custom_id"]} if isinstance(part.get("custom_id"), str) else set()
        return frozenset(own).union(*(_marks(inner) for inner in part.values()))
    if isinstance(part, list):
        return frozenset().union(*(_marks(inner) for inner in part))
    return frozenset()
