"""What tests share: a real store, the real catalogue, a loopback newsroom, and the real bot in a simulated Discord."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from ingest.catalogue_loader import load_catalogue, starter_catalogue
from news.model.servers import Server
from news.people.catalogue_match import Catalogue
from storage import Storage, open_storage
from tests.kit.announcing import Announcer
from tests.kit.newsroom import NOW, Newsroom, open_newsroom
from tests.kit.people import ANN, BEN, CAT, people_are
from tests.kit.stage import Stage, open_stage

# No test asserts a time: a busy machine is no fault.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return how many processes run the tests: 0, none beside this one, for single files, else one more than cores.

    A third of the time goes into waiting: for loopback servers, and for others' processes.
    """
    if config.option.collectonly or any(".py" in argument for argument in config.args):
        return 0
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that have slow tests, so that none of those is waited for alone at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of shared data: real feeds, headlines, Discord's OpenAPI."""
    folder = os.environ.get("LIMELIGHT_TEST_DATA")
    if not folder:
        pytest.skip("LIMELIGHT_TEST_DATA does not name the folder of shared data")
    return Path(folder)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return starter_catalogue(NOW)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the starter's people in it: written once, since that takes a second, and copied for each test."""
    path = tmp_path_factory.mktemp("seeded") / "seeded.db"

    async def seed() -> None:
        async with open_storage(str(path)) as opened:
            await load_catalogue(opened, NOW)

    asyncio.run(seed())
    assert [file.name for file in path.parent.iterdir()] == [path.name]  # all of it is in the one file
    return path


@pytest.fixture
async def storage(tmp_path: Path, seeded: Path) -> AsyncIterator[Storage]:
    path = tmp_path / "test.db"
    shutil.copyfile(seeded, path)
    async with open_storage(str(path)) as opened:
        yield opened


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    async with open_newsroom() as opened:
        yield opened


@pytest.fixture
async def stage(storage: Storage, catalogue: Catalogue, newsroom: Newsroom) -> AsyncIterator[Stage]:
    async with open_stage(storage, catalogue, newsroom) as opened:
        yield opened


@pytest.fixture
async def announcer(stage: Stage) -> AsyncIterator[Announcer]:
    await people_are(stage, ANN, BEN, CAT)
    [guild] = stage.bot.guilds
    await stage.storage.servers.put(Server(guild=guild.id, zone="Europe/Berlin", birthdays_channel=stage.channel.id))
    made = Announcer(stage)
    assert await made.round() == []  # asked for the first time: what has been is handled
    yield made
