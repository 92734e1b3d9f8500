"""A loopback Discord with its gateway: a whole bot logs in, comes up, posts, is answered and loses its connection."""

import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.kit.loopback_discord import LoopbackDiscord, routes, served

BOT = {"id": "1", "username": "limelight", "discriminator": "0", "avatar": None, "bot": True}
APPLICATION = {
    "id": "1", "name": "limelight", "icon": None, "description": "", "bot_public": True, "verify_key": "",
    "bot_require_code_grant": False, "flags": 0, "rpc_origins": [], "summary": "", "team": None,
    "owner": {"id": "2", "username": "operator", "discriminator": "0", "avatar": None},
}  # fmt: skip
VIEW_SEND_AND_READ = (1 << 10) | (1 << 11) | (1 << 16)
DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 7, 9, 10, 11
NO_TOKEN = 4004  # the close code for a token that is none


def guild(id_: int, *channels: int) -> dict[str, Any]:
    """A server as GUILD_CREATE gives it, with the bot in it and text channels that it may use."""
    everyone = {
        "id": str(id_), "name": "@everyone", "color": 0, "colors": {"primary_color": 0}, "hoist": False, "position": 0,
        "permissions": str(VIEW_SEND_AND_READ), "managed": False, "mentionable": False, "flags": 0,
    }  # fmt: skip
    texts = [
        {"id": str(channel), "type": 0, "name": "news", "position": 0, "permission_overwrites": [], "parent_id": None}
        for channel in channels
    ]
    me = {"user": BOT, "roles": [], "joined_at": "2021-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
    empty = ("emojis", "stickers", "threads", "features", "voice_states", "presences", "stage_instances",
             "guild_scheduled_events", "soundboard_sounds")  # fmt: skip
    return {
        "id": str(id_), "name": "Test server", "owner_id": "2", "roles": [everyone], "channels": texts, "members": [me],
        "member_count": 2, "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0,
        "mfa_level": 0, "nsfw_level": 0, "premium_tier": 0, "preferred_locale": "en-US", "afk_timeout": 300,
        "system_channel_flags": 0, "large": False, **{name: [] for name in empty},
    }  # fmt: skip


@dataclass
class LoopbackGateway:
    """The gateway: its servers, the sessions that it knows, who came how, and how it goes wrong.

    `beat` is in seconds; with `is_closed_to` whoever identifies is closed with 4004.
    """

    discord: LoopbackDiscord
    guilds: dict[int, dict[str, Any]] = field(default_factory=dict)
    address: str = ""
    beat: float = 0.3
    came: list[tuple[str, float]] = field(default_factory=list)  # "identify" or "resume", and when
    beats: int = 0
    is_closed_to: bool = False
    outages: set[int] = field(default_factory=set)  # servers that are not there for now
    on_identify: Callable[[], None] | None = None
    _sessions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # their events
    _socket: web.WebSocketResponse | None = None
    _session: str = ""
    _silent: set[int] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"ws://{self.address}"

    @property
    def ways(self) -> list[str]:
        return [way for way, _ in self.came]

    # What a test does to it.

    async def emit(self, event: str, data: dict[str, Any]) -> None:
        """Let something happen; a session that is not connected gets it when it resumes."""
        events = self._sessions[self._session]
        events.append({"op": DISPATCH, "t": event, "s": len(events) + 1, "d": data})
        if self._socket is not None:
            await self._say(self._socket, events[-1])

    def drop(self) -> None:
        """Cut the connection without a word."""
        assert self._socket and self._socket._req and self._socket._req.transport
        self._socket._req.transport.abort()
        self._socket = None

    async def reconnect(self) -> None:
        """Ask for a new connection (op 7)."""
        assert self._socket
        await self._say(self._socket, {"op": RECONNECT, "d": None})

    async def invalidate(self) -> None:
        """End the session for good (op 9, false)."""
        assert self._socket
        self._sessions.clear()
        await self._say(self._socket, {"op": INVALID_SESSION, "d": False})

    def fall_silent(self) -> None:
        """Say nothing any more over the connection that there is, heartbeats included."""
        self._silent.add(id(self._socket))

    async def close(self, code: int) -> None:
        assert self._socket
        await self._socket.close(code=code)

    # Its protocol.

    async def connected(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await self._say(socket, {"op": HELLO, "d": {"heartbeat_interval": int(self.beat * 1000)}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            said = json.loads(message.data)
            if said["op"] == HEARTBEAT:
                self.beats += 1
                await self._say(socket, {"op": HEARTBEAT_ACK})
            elif said["op"] == IDENTIFY:
                await self._identified(socket)
            elif said["op"] == RESUME:
                await self._resumed(socket, said["d"])
        if self._socket is socket:
            self._socket = None
        return socket

    async def _identified(self, socket: web.WebSocketResponse) -> None:
        self.came.append(("identify", time.monotonic()))
        if self.is_closed_to:
            await socket.close(code=NO_TOKEN, message=b"Authentication failed.")
            return
        if self.on_identify:
            self.on_identify()
        self._socket, self._session = socket, f"session-{len(self.came)}"
        self._sessions[self._session] = []
        shut = [{"id": str(id_), "unavailable": True} for id_ in self.guilds]
        ready = {"v": 10, "user": BOT, "guilds": shut, "session_id": self._session, "application": APPLICATION}
        await self.emit("READY", {**ready, "resume_gateway_url": f"ws://{self.address}/resumed"})
        for id_ in self.guilds.keys() - self.outages:
            await self.emit("GUILD_CREATE", self.guilds[id_])

    async def _resumed(self, socket: web.WebSocketResponse, asked: dict[str, Any]) -> None:
        self.came.append(("resume", time.monotonic()))
        events = self._sessions.get(asked["session_id"])
        if events is None:
            await self._say(socket, {"op": INVALID_SESSION, "d": False})
            return
        self._socket = socket
        for event in events[asked["seq"] :]:
            await self._say(socket, event)
        await self.emit("RESUMED", {})

    async def _say(self, socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
        if id(socket) not in self._silent and not socket.closed:
            await socket.send_json(message)

    # What else a bot asks over REST.

    async def application(self, _request: web.Request) -> web.Response:
        return self.discord._json(APPLICATION)

    async def commands(self, request: web.Request) -> web.Response:
        told = enumerate(await request.json(), 1)
        return self.discord._json([_kept(one, n) for n, one in told])


def _kept(command: dict[str, Any], number: int) -> dict[str, Any]:
    # Discord gives a description for each, an empty one for what has none.
    return {"description": "", **command, "id": str(number), "application_id": "1", "version": "1"}


@asynccontextmanager
async def open_gateway(*guilds: dict[str, Any], **settings: Any) -> AsyncIterator[LoopbackGateway]:
    """REST and gateway, with servers that the bot is in."""
    gateway = LoopbackGateway(LoopbackDiscord(**settings), {int(one["id"]): one for one in guilds})
    rest, base = routes(gateway.discord), "/api/v10"
    rest.router.add_get(f"{base}/oauth2/applications/@me", gateway.application)
    rest.router.add_put(f"{base}/applications/1/commands", gateway.commands)
    sockets = web.Application()
    sockets.router.add_get("/", gateway.connected)
    sockets.router.add_get("/resumed", gateway.connected)
    async with served(rest) as address, served(sockets) as gateway.address:
        gateway.discord.base_url = f"http://{address}{base}"
        yield gateway
