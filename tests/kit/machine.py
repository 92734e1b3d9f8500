"""What the machine does to the bot: processes of its own, a full disk, time that passes."""

import asyncio
import json
import resource
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from news.servers.posts import Pace
from settings import ROOT
from tests.kit.loopback_discord import LoopbackDiscord


def run_bot(*args: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run bot.py as an operator does, with nothing in the environment but what is given."""
    clean = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(folder), **env}
    return subprocess.run(
        [sys.executable, str(ROOT / "bot.py"), *args],
        cwd=folder,
        env=clean,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def started(path: Path, discord: LoopbackDiscord, pace: Pace, kind: str) -> asyncio.subprocess.Process:
    args = [sys.executable, "-m", "tests.kit.sending", str(path), discord.base_url, json.dumps(asdict(pace)), kind]
    return await asyncio.create_subprocess_exec(*args, cwd=ROOT)


async def until(holds: Callable[[], Awaitable[bool] | bool]) -> None:
    """Wait for what other tasks or the server bring about."""
    async with asyncio.timeout(20):
        held = False
        while not held:
            await asyncio.sleep(0.01)
            now = holds()
            held = now if isinstance(now, bool) else await now


@contextmanager
def full_disk(file: Path) -> Iterator[Callable[[], None]]:
    """No file grows past this one, so that what SQLite writes fails for real, until the function given is called."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def free() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, hard))
    try:
        yield free
    finally:
        free()
