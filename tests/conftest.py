"""What tests share: a real store, the real catalogue, a loopback newsroom, and the real bot in a simulated Discord."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import starter_catalogue
from news.people import Catalogue
from storage import Storage, open_storage
from tests.newsroom import Newsroom, open_newsroom
from tests.stage import Stage, open_stage


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of shared data: real feeds, headlines, Discord's OpenAPI."""
    folder = os.environ.get("LIMELIGHT_TEST_DATA")
    if not folder:
        pytest.skip("LIMELIGHT_TEST_DATA does not name the folder of shared data")
    return Path(folder)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return starter_catalogue()


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    async with open_storage(str(tmp_path / "test.db")) as opened:
        yield opened


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    async with open_newsroom() as opened:
        yield opened


@pytest.fixture
async def stage(storage: Storage, catalogue: Catalogue, newsroom: Newsroom) -> AsyncIterator[Stage]:
    async with open_stage(storage, catalogue, newsroom) as opened:
        yield opened
