"""The sending process of the kill test: the real sender, store and discord.py client against a loopback Discord.

python -m tests.kit.sending STORE BASE_URL PACE(JSON) [random-nonces | no-look]
"""

import asyncio
import json
import logging
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord
from discord.http import HTTPClient, Route

from news.model.posts import Post
from news.servers.posts import Answer, Pace, post_marker
from outbox.send.discord_transport import DiscordChannels, once
from outbox.send.results import House
from outbox.send.sender import Sender, TokenRevokedError
from outbox.send.transport import Seen
from storage import open_storage
from tests.kit.loopback_discord import TOKEN


@dataclass(frozen=True)
class Drawing:
    view: discord.ui.LayoutView
    files: tuple[discord.File, ...] = ()
    role: int = 0


async def draw(post: Post) -> Drawing | None:
    view = discord.ui.LayoutView(timeout=None)
    button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(
        label="Why this?", custom_id=post_marker(post.id)
    )
    view.add_item(discord.ui.Container(discord.ui.TextDisplay(f"## {post.subject}"), discord.ui.ActionRow(button)))
    return Drawing(view)


class RandomNonces(DiscordChannels):
    """A control: each try under a nonce of its own."""

    async def create(self, post: Post, _nonce: str, drawn: Drawing) -> Answer:
        return await super().create(post, secrets.token_hex(12), drawn)


class NoLook(DiscordChannels):
    """A control: the history is not looked at, what is old is sent again."""

    async def history(self, _channel: int, _age: int, _newer_than: int) -> tuple[Answer, list[Seen]]:
        return Answer(status=200), []


KINDS: dict[str, type[DiscordChannels]] = {"": DiscordChannels, "random-nonces": RandomNonces, "no-look": NoLook}


@asynccontextmanager
async def open_channels(
    base_url: str, kind: str = "", *, within: float = 10.0, may_read: Callable[[int], bool] = lambda _channel: True
) -> AsyncIterator[DiscordChannels]:
    """discord.py's client, logged in to a loopback Discord, as channels."""
    usual, Route.BASE = Route.BASE, base_url
    http = HTTPClient(asyncio.get_running_loop(), http_trace=once())
    try:
        await http.static_login(TOKEN)
        yield KINDS[kind](http, may_read, within)
    finally:
        Route.BASE = usual
        await http.close()


async def nowhere(_guild: int) -> int:
    return 0


async def send(path: str, base_url: str, pace: Pace, kind: str) -> None:
    async with open_storage(path) as storage, open_channels(base_url, kind, within=pace.answer_within) as channels:
        sender = Sender(storage, channels, draw, House(lambda: int(time.time()), nowhere), pace)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, sender.stop)
        await sender.run()


def main() -> int:
    logging.basicConfig(level="ERROR")
    path, base_url, pace, *kind = sys.argv[1:]
    try:
        asyncio.run(send(path, base_url, Pace(**json.loads(pace)), kind[0] if kind else ""))
    except TokenRevokedError:
        return 78
    return 0


if __name__ == "__main__":
    sys.exit(main())
