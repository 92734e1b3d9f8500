"""What the sender's tests share: its desk, and a Discord with its gateway."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from storage import open_storage
from tests.kit.connected_bot import CHANNEL, HERE
from tests.kit.loopback_discord import open_discord
from tests.kit.loopback_gateway import LoopbackGateway, guild, open_gateway
from tests.kit.sender_desk import Desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    path = tmp_path / "posts.db"
    async with open_storage(str(path)) as storage, open_discord(latency=0.0) as discord:
        yield Desk(path, storage, discord)


@pytest.fixture
async def gateway(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackGateway]:
    async with open_gateway(guild(HERE, CHANNEL), latency=0.0) as opened:
        monkeypatch.setattr(Route, "BASE", opened.discord.base_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(opened.url))
        yield opened
