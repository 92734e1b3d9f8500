"""/feeds add in the demo's page: the answer comes by itself, without a click."""

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from tests.kit.browser import IN_BROWSER, become_moderator, open_demo, open_page, slash

pytestmark = IN_BROWSER


async def test_the_answer_takes_the_place_of_looking_at() -> None:
    async with open_demo() as url, open_page(url) as page:
        await become_moderator(page)
        await slash(page, "feeds add", "http://127.0.0.1:1/")  # an address that nobody has to be asked for
        card = page.locator("#channel-message-list article").last
        await card.get_by_text("That cannot be added").wait_for()
        assert "uses a port that is not allowed" in await card.inner_text()
