"""A loopback publisher: feeds of any outlet, made of what a test says they hold, served over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from aiohttp import web

from news.model.feeds import Source
from news.text.links import link_key

NOW = int(datetime(2021, 6, 9, 20, tzinfo=UTC).timestamp())


@dataclass(frozen=True, kw_only=True)
class Item:
    """An item of a feed; `hours` before the newsroom's day ends at NOW."""

    title: str
    hours: float | None = 1.0
    summary: str = ""
    link: str = ""
    guid: str = ""
    picture: str = ""
    alt: str = ""
    credit: str = ""
    byline: str = ""
    category: str = ""
    text: str = ""


@dataclass
class Newsroom:
    """The server: what each outlet's feed holds, and what was asked of it."""

    base_url: str = ""
    bodies: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    slow: dict[str, float] = field(default_factory=dict)  # seconds before an outlet's feed is answered
    types: dict[str, str] = field(default_factory=dict)  # what an outlet's server says that its feed is

    @property
    def host(self) -> str:
        return self.base_url.removeprefix("http://")

    def publish(self, outlet: str, *items: Item) -> Source:
        """Put an outlet's feed up; give it as a source."""
        slug = "".join(ch for ch in outlet.lower() if ch.isalnum())
        body = "".join(self._item(slug, number, item) for number, item in enumerate(items))
        self.bodies[slug] = (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
            f"<channel><title>{escape(outlet)}</title><link>{self.base_url}</link>{body}</channel></rss>"
        ).encode()
        return Source(url=f"{self.base_url}/{slug}.xml", name=outlet, kind="magazine")

    def _item(self, slug: str, number: int, item: Item) -> str:
        link = item.link or f"{self.base_url}/{slug}/{'-'.join(item.title.lower().split())[:60]}"
        when = "" if item.hours is None else format_datetime(datetime.fromtimestamp(NOW - item.hours * 3600, UTC))
        parts = {
            "title": escape(item.title),
            "link": escape(link),
            "guid": escape(item.guid or f"{slug}-{number}-{item.title}"),
            "pubDate": when,
            "description": escape(item.summary),
            "dc:creator": escape(item.byline),
            "category": escape(item.category),
            "content:encoded": escape(item.text),
        }
        filled = "".join(f"<{tag}>{value}</{tag}>" for tag, value in parts.items() if value)
        said = "".join(
            f"<media:{tag}>{escape(value)}</media:{tag}>"
            for tag, value in (("description", item.alt), ("credit", item.credit))
            if value
        )
        picture = f'<media:content url="{escape(item.picture)}" medium="image">{said}</media:content>'
        picture = picture if item.picture else ""
        return f"<item>{filled}{picture}</item>"

    async def answer(self, request: web.Request) -> web.Response:
        slug = request.match_info["slug"]
        self.asked.append(slug)
        await asyncio.sleep(self.slow.get(slug, 0))
        if slug not in self.bodies:
            raise web.HTTPNotFound
        kind = self.types.get(slug, "application/rss+xml")
        return web.Response(body=self.bodies[slug], headers={"Content-Type": kind})


def keyed(*sources: Source) -> dict[int, Source]:
    """Return sources as the store lists them."""
    return {link_key(source.url): source for source in sources}


@asynccontextmanager
async def open_newsroom() -> AsyncIterator[Newsroom]:
    newsroom = Newsroom()
    app = web.Application()
    app.router.add_get("/{slug}.xml", newsroom.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.01)  # an answer that a slow outlet owes then is not waited for
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    newsroom.base_url = f"http://{host}:{port}"
    try:
        yield newsroom
    finally:
        await runner.cleanup()
