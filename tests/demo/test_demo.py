"""The demo as a new user meets it: one command, a page in the browser, /trending, Read."""

import asyncio
from pathlib import Path

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")


from tests.kit.browser import IN_BROWSER, open_demo, open_page, photographed, slash

pytestmark = IN_BROWSER


async def test_trending_is_typed_and_a_story_is_read_in_the_browser(tmp_path: Path) -> None:
    async with open_demo() as url, open_page(url) as page:
        await slash(page, "trending")
        card = page.locator("#channel-message-list article").last
        await card.get_by_text("Trending", exact=True).wait_for()
        assert await card.get_by_role("button", name="Read").count() == 5
        assert await card.locator("img[alt]").count() >= 3
        await photographed(page, tmp_path, "trending.png")

        headline = (await card.get_by_role("heading").nth(1).inner_text()).partition(". ")[2]
        await card.get_by_role("button", name="Read").first.click()
        reader = page.locator("#channel-message-list article").last
        await reader.get_by_text("Only you can see this").wait_for()
        assert headline in await reader.inner_text()
        assert "Sources" in await reader.inner_text()


async def test_a_profile_leads_to_a_timeline_and_is_followed_in_the_browser(tmp_path: Path) -> None:
    async with open_demo() as url, open_page(url, height=1700) as page:
        await slash(page, "celebrity", "Kim Kardashian")
        card = page.locator("#channel-message-list article").filter(has_text="40 years old")
        await card.wait_for()
        await photographed(page, tmp_path, "celebrity.png")
        await card.get_by_role("button", name="Follow").click()
        await page.get_by_role("heading", name="You follow Kim Kardashian").wait_for()
        await card.get_by_role("button", name="Timeline").click()
        await page.get_by_role("heading", name="Timeline: Kim Kardashian").wait_for()
        lives = page.locator("#channel-message-list article").last
        assert "Filed for divorce from Kanye West" in await lives.inner_text()
        assert "Timeline of Kim Kardashian" in (await lives.locator("img[alt^=Timeline]").get_attribute("alt") or "")
        await photographed(page, tmp_path, "timeline.png")


async def test_the_moderator_sees_the_members_answer_but_not_what_only_they_can_see() -> None:
    async with open_demo() as url, open_page(url) as page:
        await slash(page, "help")
        await page.get_by_text("Only you can see this").wait_for()
        await slash(page, "latest")
        await page.locator("#viewer-picker").select_option(label="Max (moderator)")
        await page.locator("#channel-message-list").get_by_text("What would you like to do?").wait_for(state="detached")
        await page.locator("#channel-message-list").get_by_text("Latest", exact=True).wait_for()


async def test_the_demo_ends_with_nothing_left_behind(tmp_path: Path) -> None:
    def left() -> list[Path]:
        return [*tmp_path.iterdir()]

    async with open_demo(folder=tmp_path) as url:
        assert url.startswith("http://127.0.0.1:")
        assert left()
        await asyncio.sleep(1.5)  # a tick of its clock passes
    assert not left()
