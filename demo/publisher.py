"""A small loopback web server that publishes the sample edition: feeds, pictures and readable article pages."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import escape
from types import TracebackType
from typing import Self

from aiohttp import web

from demo import edition as sample
from demo import pictures
from news.model.feeds import Source

_STYLE = """
body{margin:0;background:#f6f1ea;color:#211a2b;font:18px/1.6 Georgia,serif}
header,main{max-width:40rem;margin:0 auto;padding:1rem 1.25rem}
header a{color:inherit;font:700 1.1rem/1.2 system-ui,sans-serif;text-decoration:none}
.note{background:#211a2b;color:#f6f1ea;font:14px/1.4 system-ui,sans-serif;padding:.5rem 1.25rem;text-align:center}
h1{font-size:1.9rem;line-height:1.2;margin:.5rem 0}
figure{margin:1.25rem 0}img{width:100%;height:auto;border-radius:8px;display:block}
figcaption,.meta{color:#6b6175;font:14px/1.5 system-ui,sans-serif}
li{margin:.6rem 0}
"""


class Publisher:
    """Serves the edition on 127.0.0.1 while its context is open; keeps nothing on disk.

    `clock` gives the content time: what is published later does not exist yet. It stands at the edition's unless given.
    """

    def __init__(self, edition: sample.Edition | None = None, clock: Callable[[], int] | None = None) -> None:
        self.edition = edition or sample.load()
        self.base_url = ""
        self._clock = clock or (lambda: self.edition.clock)
        self._by_path = {item.path: item for item in self.edition.items}
        app = web.Application()
        app.router.add_get("/{outlet}/feed.xml", self._feed)
        app.router.add_get("/{outlet}/", self._home)
        app.router.add_get("/{outlet}/{year}/{month}/{key}", self._article)
        app.router.add_get("/pictures/{motif:[a-z]+}.webp", self._picture)
        self._runner = web.AppRunner(app, access_log=None)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    @property
    def sources(self) -> list[Source]:
        """The feeds that it serves."""
        return sample.sources(self.edition, self.base_url)

    def assets(self) -> Mapping[str, tuple[str, bytes]]:
        """Return every picture's address with a file name and its bytes."""
        motifs = sorted({item.motif for item in self.edition.items if item.motif})
        names = {f"{motif}.webp": pictures.read_picture(motif) for motif in motifs}
        return {f"{self.base_url}/pictures/{name}": (name, picture) for name, picture in names.items()}

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        outlet, now = request.match_info["outlet"], self._clock()
        if outlet not in self.edition.outlets:
            raise web.HTTPNotFound
        body = sample.feed(self.edition, outlet, self.base_url, now)
        changed = max((item.changed_at(now) for item in self.edition.of(outlet, now)), default=0)
        kind = {"rss": "application/rss+xml", "atom": "application/atom+xml"}[self.edition.outlets[outlet].format]
        return _conditional(request, body, kind, changed)

    async def _picture(self, request: web.Request) -> web.StreamResponse:
        motif = request.match_info["motif"]
        if motif not in pictures.ALTS:
            raise web.HTTPNotFound
        return web.Response(body=pictures.read_picture(motif), content_type="image/webp")

    async def _article(self, request: web.Request) -> web.StreamResponse:
        item, now = self._by_path.get(request.path), self._clock()
        if item is None or item.published > now:
            raise web.HTTPNotFound
        title = escape(item.title_at(now))
        paragraphs = item.text.splitlines() or [item.summary]
        meta = " · ".join(filter(None, [item.section, item.byline, _when(item.published)]))
        body = f'<p class="meta">{escape(meta)}</p><h1>{title}</h1>{_figure(item)}'
        body += "".join(f"<p>{escape(line)}</p>" for line in paragraphs)
        return self._page(item.outlet, title, body)

    async def _home(self, request: web.Request) -> web.StreamResponse:
        outlet, now = self.edition.outlets.get(request.match_info["outlet"]), self._clock()
        if outlet is None:
            raise web.HTTPNotFound
        lines = "".join(
            f'<li><a href="{item.path}">{escape(item.title_at(now))}</a> '
            f'<span class="meta">{_when(item.published)}</span></li>'
            for item in self.edition.of(outlet.key, now)
        )
        return self._page(outlet.key, escape(outlet.name), f"<p>{escape(outlet.about)}</p><ul>{lines}</ul>")

    def _page(self, outlet: str, title: str, body: str) -> web.Response:
        name = escape(self.edition.outlets[outlet].name)
        html = (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
            f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
            f'<link rel="alternate" type="application/rss+xml" title="{name}" href="/{outlet}/feed.xml">'
            f'<div class="note">{sample.NOTICE}</div><header><a href="/{outlet}/">{name}</a></header>'
            f"<main>{body}</main></html>"
        )
        return web.Response(text=html, content_type="text/html")


def _conditional(request: web.Request, body: bytes, kind: str, changed: int) -> web.Response:
    """Answer 304 where the asker has it: If-None-Match decides, If-Modified-Since only without it (RFC 9110 13.2.2)."""
    tag = hashlib.blake2b(body, digest_size=8).hexdigest()
    since = request.if_modified_since
    if request.if_none_match is not None:
        is_known = any(etag.value in (tag, "*") for etag in request.if_none_match)
    else:
        is_known = since is not None and since.timestamp() >= changed
    response = web.Response(status=304) if is_known else web.Response(body=body, content_type=kind, charset="utf-8")
    response.etag = tag
    response.last_modified = datetime.fromtimestamp(changed, UTC)
    return response


def _figure(item: sample.EditionItem) -> str:
    if not item.motif:
        return ""
    return (
        f'<figure><img src="{item.picture_path}" alt="{escape(pictures.ALTS[item.motif])}" '
        f'width="{pictures.WIDTH}" height="{pictures.HEIGHT}"><figcaption>{pictures.CREDIT}</figcaption></figure>'
    )


def _when(seconds: int) -> str:
    when = datetime.fromtimestamp(seconds, UTC)
    return f"{when.day} {when:%B %Y, %H:%M} UTC"
