"""From typing /setup to a saved birthday channel, as a new moderator does it in the demo's page: every step counted."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.async_api import Locator, Page

from tests.kit.browser import IN_BROWSER, become_moderator, open_demo, open_page, photographed

pytestmark = IN_BROWSER

MOST = 6


@dataclass
class Hands:
    """A moderator at the page: whatever they do is one interaction, counted and photographed."""

    page: Page
    folder: Path
    did: list[str] = field(default_factory=list)

    @property
    def newest(self) -> Locator:
        return self.page.locator("#channel-message-list article").last

    async def type(self, text: str) -> None:
        await self.page.locator("#channel-composer-input").press_sequentially(text)
        await self._counted(f"type {text}")

    async def press(self, key: str) -> None:
        await self.page.keyboard.press(key)
        await self._counted(f"press {key}")

    async def click(self, what: Locator, name: str) -> None:
        await what.click()
        await self._counted(f"click {name}")

    async def _counted(self, step: str) -> None:
        self.did.append(step)
        await self.page.screenshot(path=self.folder / f"{len(self.did)}.png")

    async def choose_birthday_channel(self) -> Locator:
        """Go from /setup to a saved birthday channel; gives the panel."""
        await self.type("/setup")
        await self.page.locator("[role=option]").first.wait_for()
        await self.press("Enter")
        await self.click(self.page.locator("#send-message"), "Send")
        await self.newest.get_by_role("heading", name="Setup").wait_for()
        panel = self.page.locator("#channel-message-list article").filter(has_text="used /setup")
        await self.click(panel.get_by_role("combobox").first, "the select for birthdays")
        option = self.page.locator("[role=option]:visible", has_text="celebrity-news")
        await self.page.get_by_text("Options updated").wait_for()  # until then the page takes no choice
        await self.click(option, "celebrity-news")
        await panel.get_by_text("Saved.").wait_for()
        return panel


@pytest.fixture
async def hands(tmp_path: Path) -> AsyncIterator[Hands]:
    """Somebody who moderates the demo's server and has not done anything there yet."""
    async with open_demo() as url, open_page(url, height=1500) as page:
        assert "/setup" in await page.locator("#channel-message-list article").first.inner_text()  # where to begin
        await become_moderator(page)
        yield Hands(page, tmp_path)


async def test_a_new_moderator_saves_a_birthday_channel_in_at_most_six_interactions(
    hands: Hands, tmp_path: Path
) -> None:
    panel = await hands.choose_birthday_channel()
    assert hands.did == [
        "type /setup",
        "press Enter",
        "click Send",
        "click the select for birthdays",
        "click celebrity-news",
    ]
    assert len(hands.did) <= MOST
    said = await panel.inner_text()
    assert "#celebrity-news" in said
    assert "Next posts" in said
    await photographed(hands.page, tmp_path, "setup.png")


async def test_they_see_the_next_post_have_it_posted_as_a_test_and_are_led_to_it(hands: Hands) -> None:
    panel = await hands.choose_birthday_channel()
    await hands.click(panel.get_by_role("button", name="Test birthdays"), "Test birthdays")
    below = hands.page.locator("#channel-message-list article").filter(has_text="Only you see this test")
    await below.wait_for()
    await hands.click(below.get_by_role("button", name="Post it in #celebrity-news without mentions"), "Post it")
    told = hands.page.locator("#channel-message-list article").filter(has_text="stands in")
    await told.wait_for()
    posted = hands.page.locator("#channel-message-list article").filter(has_text="that a moderator asked for")
    assert "Birthdays on" in await posted.inner_text()
    assert "discord.com/channels/" in (await told.get_by_role("link", name="Go to it").get_attribute("href") or "")
