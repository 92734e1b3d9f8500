"""The demo's page in headless Chromium, used as a person would."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright

from settings import ROOT

# The folder for the README's pictures when `make pictures` asks for them; otherwise no test leaves a file here.
PICTURES = os.environ.get("LIMELIGHT_PICTURES", "")
CHROMIUM = Path("/usr/bin/chromium")
IN_BROWSER = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed"),
]
# Without these, Chromium asks for its maker's hosts at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@asynccontextmanager
async def open_demo(*args: str, folder: Path | None = None) -> AsyncIterator[str]:
    """Run the demo as a person does, give the address that it prints, and end it as Ctrl-C does.

    What it keeps stands in the folder for temporary files, or in the one given.
    """
    command = (sys.executable, str(ROOT / "bot.py"), "--demo", "--no-browser", *args)
    demo = await asyncio.create_subprocess_exec(
        *command,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=os.environ | ({"TMPDIR": str(folder)} if folder else {}),
    )
    assert demo.stdout
    try:
        async with asyncio.timeout(60):
            yield (await demo.stdout.readline()).decode().strip()
    finally:
        demo.terminate()
        assert await demo.wait() == 0


@asynccontextmanager
async def open_page(url: str, width: int = 900, height: int = 1400) -> AsyncIterator[Page]:
    """Return the page in a browser window of this size."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = await browser.new_page(viewport={"width": width, "height": height})
        await page.goto(url)
        await page.locator("#messages-toggle").click()  # the list of messages takes a third of the width
        try:
            yield page
        finally:
            await browser.close()


async def become_moderator(page: Page) -> None:
    """See the page as the demo's moderator, whose commands are there when this returns."""
    async with page.expect_response("**/*"):
        await page.locator("#viewer-picker").select_option(label="Max (moderator)")
    await page.wait_for_load_state("networkidle")


async def slash(page: Page, command: str, value: str = "") -> None:
    """Type a command and a value for its first option, and send it."""
    cards = page.locator("#channel-message-list article")
    before = await cards.count()
    await page.locator("#channel-composer-input").press_sequentially(f"/{command}")
    await page.locator("[role=option]").first.wait_for()
    await page.keyboard.press("Enter")
    if value:
        await page.keyboard.type(value)
    await page.locator("#send-message").click()
    await cards.nth(before).wait_for()
    await page.wait_for_load_state("networkidle")


async def photographed(page: Page, folder: Path, name: str) -> None:
    """Take a picture of the last card."""
    picture = Path(PICTURES or folder) / name
    card = page.locator("#channel-message-list article").last
    await card.scroll_into_view_if_needed()
    await page.wait_for_timeout(1_000)  # the pictures fade in
    await card.screenshot(path=picture)
    assert picture.stat().st_size > 20_000
