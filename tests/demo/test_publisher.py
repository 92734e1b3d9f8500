import asyncio
from collections.abc import AsyncIterator

import aiohttp
import feedparser
import pytest
from yarl import URL

from demo.publisher import Publisher
from ingest.refresh import Refresh
from news.feeds.fetch import open_session
from news.feeds.guard import AllowedHosts
from news.people.catalogue_match import Catalogue
from news.stories.status import judge_status
from news.text.links import link_key
from storage import Storage
from storage.content.stories import Wanted

HOUR = 3600


class Clock:
    """A content clock that a test sets."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with Publisher() as served:
        yield served


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(trust_env=False) as open_session:
        yield open_session


async def test_it_serves_on_loopback_alone(publisher: Publisher) -> None:
    assert URL(publisher.base_url).host == "127.0.0.1"
    assert {URL(source.url).host for source in publisher.sources} == {"127.0.0.1"}


async def test_its_sources_are_feeds_with_all_items_of_their_outlet(
    publisher: Publisher, session: aiohttp.ClientSession
) -> None:
    counts = {}
    for source in publisher.sources:
        async with session.get(source.url) as answer:
            assert answer.status == 200
            assert answer.content_type in ("application/rss+xml", "application/atom+xml")
            counts[source.name] = len(feedparser.parse(await answer.read()).entries)
    assert len(counts) == 5
    assert sum(counts.values()) == len(publisher.edition.items)


@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
async def test_asking_again_with_a_validator_gives_304_and_no_body(
    header: str, publisher: Publisher, session: aiohttp.ClientSession
) -> None:
    asks = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
    url = publisher.sources[0].url
    async with session.get(url) as answer:
        validator = answer.headers[header]
    async with session.get(url, headers={asks[header]: validator}) as again:
        assert again.status == 304
        assert await again.read() == b""
        assert again.headers[header] == validator


async def test_a_tag_that_does_not_match_wins_over_a_date_that_does(
    publisher: Publisher, session: aiohttp.ClientSession
) -> None:
    url = publisher.sources[0].url
    async with session.get(url) as answer:
        date = answer.headers["Last-Modified"]
    async with session.get(url, headers={"If-None-Match": '"other"', "If-Modified-Since": date}) as again:
        assert again.status == 200


async def test_a_later_poll_finds_what_was_published_since(session: aiohttp.ClientSession) -> None:
    clock = Clock(0)
    async with Publisher(clock=clock) as publisher:
        clock.now = publisher.edition.clock - 12 * HOUR
        url = publisher.sources[0].url
        async with session.get(url) as first:
            before, tag = feedparser.parse(await first.read()), first.headers["ETag"]
        clock.now = publisher.edition.clock
        async with session.get(url, headers={"If-None-Match": tag}) as second:
            assert second.status == 200
            after = feedparser.parse(await second.read())
        assert len(after.entries) > len(before.entries)


async def test_every_item_links_to_a_page_that_shows_it(publisher: Publisher, session: aiohttp.ClientSession) -> None:
    async def page(path: str) -> str:
        async with session.get(publisher.base_url + path) as answer:
            assert (answer.status, answer.content_type) == (200, "text/html")
            return await answer.text()

    pages = await asyncio.gather(*(page(item.path) for item in publisher.edition.items))
    for item, html in zip(publisher.edition.items, pages, strict=True):
        assert "The outlet is invented" in html
        assert item.title.replace("&", "&amp;").replace("'", "&#x27;") in html
        assert (f'src="{item.picture_path}"' in html) == bool(item.motif)


async def test_an_item_of_the_future_has_no_page_yet(session: aiohttp.ClientSession) -> None:
    clock = Clock(0)
    async with Publisher(clock=clock) as publisher:
        item = publisher.edition.items[0]
        clock.now = item.published - 1
        async with session.get(publisher.base_url + item.path) as early:
            assert early.status == 404
        clock.now = item.published
        async with session.get(publisher.base_url + item.path) as late:
            assert late.status == 200


async def test_an_outlets_home_lists_its_items(publisher: Publisher, session: aiohttp.ClientSession) -> None:
    async with session.get(publisher.sources[1].homepage) as answer:
        html = await answer.text()
    listed = [item.path for item in publisher.edition.of("spotlight", publisher.edition.clock)]
    assert all(f'href="{path}"' in html for path in listed)


async def test_assets_are_the_pictures_that_it_serves(publisher: Publisher, session: aiohttp.ClientSession) -> None:
    assets = publisher.assets()
    assert set(assets) == {publisher.base_url + item.picture_path for item in publisher.edition.items if item.motif}
    for url, (name, drawn) in assets.items():
        async with session.get(url) as answer:
            assert (answer.status, answer.content_type) == (200, "image/webp")
            assert await answer.read() == drawn
        assert url.endswith(f"/pictures/{name}")


@pytest.mark.parametrize(
    "path",
    ["/nobody/feed.xml", "/nobody/", "/pictures/nothing.webp", "/pictures/crown-9.webp", "/marquee/2021/06/none"],
)
async def test_what_it_does_not_have_is_not_found(
    path: str, publisher: Publisher, session: aiohttp.ClientSession
) -> None:
    async with session.get(publisher.base_url + path) as answer:
        assert answer.status == 404


async def test_it_is_gone_when_it_is_left(session: aiohttp.ClientSession) -> None:
    async with Publisher() as publisher:
        url = publisher.sources[0].url
    with pytest.raises(aiohttp.ClientConnectionError):
        await session.get(url)


ONE_STORY_EACH = {
    "a birth": "sussexes-welcome-daughter-lilibet meghan-harry-announce-birth its-a-girl-harry-meghan",
    "a row": "queen-not-asked-source sussexes-deny-queen-not-asked lawyers-baby-name baby-name-what-each-side-says",
    "a book": "meghan-the-bench-out-today duchess-publishes-the-bench the-bench-in-shops",
    "a birthday": "kim-happy-birthday-kanye kim-kanye-birthday-throwback kardashian-birthday-message-west",
    "a romance": "kanye-irina-provence kanye-irina-sources west-shayk-dating-rumours",
    "a finale": "kuwtk-finale-how-to-watch kardashians-end-thursday kardashians-from-e-to-hulu",
    "a premiere": "loki-opens-disney-plus loki-hiddleston-returns loki-first-episode loki-wednesday",
    "an exit": "chris-harrison-exits-bachelor chris-harrison-out chris-harrison-leaves-statement bachelor-host-leaves",
    "a concert": "foo-fighters-garden foo-fighters-reopen-garden dave-grohl-garden",
    "a record": "evermore-returns-no-1 swift-vinyl-record taylor-evermore-comeback swift-evermore-in-my-feelings",
}


async def test_the_real_refresh_makes_the_editions_stories_of_it(
    publisher: Publisher, storage: Storage, catalogue: Catalogue
) -> None:
    await storage.feeds.list_sources({link_key(source.url): source for source in publisher.sources})
    allowed = AllowedHosts.from_text(publisher.base_url.removeprefix("http://"))
    async with open_session(allowed) as guarded:
        kept = await Refresh(storage, guarded, catalogue, lambda: publisher.edition.clock).round()
    assert kept == len(publisher.edition.items)

    now = publisher.edition.clock
    ids, _ = await storage.stories.newest(Wanted(since=0, until=now + 1), 500)
    stories = await storage.stories.some(ids, now)
    story_of = {article.entry.url.rpartition("/")[2]: story for story in stories for article in story.articles}
    assert len(story_of) == len(publisher.edition.items)
    found = {name: {story_of[key].id for key in keys.split()} for name, keys in ONE_STORY_EACH.items()}
    assert {name: len(ids) for name, ids in found.items()} == dict.fromkeys(ONE_STORY_EACH, 1)
    assert len(set.union(*found.values())) == len(ONE_STORY_EACH)

    backlot = publisher.edition.outlets["backlot"].name
    exit_story = {article.entry.url.rpartition("/")[2]: article for article in story_of["chris-harrison-out"].articles}
    assert exit_story["chris-harrison-out"].origin == backlot
    assert judge_status(story_of["kanye-irina-sources"].articles).kind == "rumour"
    assert judge_status(story_of["sussexes-deny-queen-not-asked"].articles).kind == "denied"
    assert judge_status(story_of["correction-mayweather-paul"].articles).kind == "corrected"
