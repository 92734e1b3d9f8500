"""How long the event loop stands still while 50 feeds of 300 KB are fetched, read and kept."""

import asyncio
import multiprocessing
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from aiohttp import web

from ingest.catalogue_loader import starter_catalogue
from ingest.refresh import Refresh
from news.feeds.fetch import open_session
from news.feeds.guard import AllowedHosts
from news.model.feeds import Source
from news.people.catalogue import starter_people
from news.text.links import link_key
from storage import open_storage

from .samples import NOW, feed, headlines

FEEDS, ITEMS, SIZE = 50, 50, 300_000
TICK = 0.002


def publish(pipe: Connection) -> None:
    """Serve the feeds from a process of their own, so that only reading is measured."""
    titles = headlines(starter_people(), FEEDS * ITEMS)
    bodies = [feed(titles[n * ITEMS :][:ITEMS], SIZE, f"outlet{n}") for n in range(FEEDS)]

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=bodies[int(request.match_info["n"])], content_type="application/rss+xml")

    async def serve() -> None:
        app = web.Application()
        app.router.add_get("/{n}", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        pipe.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(serve())


async def lag(stop: asyncio.Event) -> list[tuple[float, float]]:
    """Return by how many milliseconds each tick came late, and how many of them this process itself had a core.

    The rest is the machine's doing: on a busy one, the worst tick is one at which others were given both cores.
    """
    late: list[tuple[float, float]] = []
    while not stop.is_set():
        start, worked = time.perf_counter(), time.process_time()
        await asyncio.sleep(TICK)
        behind, work = time.perf_counter() - start - TICK, time.process_time() - worked
        late.append((behind * 1000, min(behind, work) * 1000))
    return late


async def measure(port: int) -> tuple[int, float, list[tuple[float, float]]]:
    """Return the articles kept, the seconds, and the lags while they were read."""
    sources = [Source(url=f"http://127.0.0.1:{port}/{n}", name=f"Outlet {n}") for n in range(FEEDS)]
    with tempfile.TemporaryDirectory() as folder:
        path, allowed = str(Path(folder) / "bench.db"), AllowedHosts.from_text(f"127.0.0.1:{port}")
        async with open_storage(path) as storage, open_session(allowed) as session:
            await storage.feeds.list_sources({link_key(source.url): source for source in sources})
            refresh = Refresh(storage, session, starter_catalogue(NOW), lambda: NOW)
            stop = asyncio.Event()
            watching = asyncio.create_task(lag(stop))
            start = time.perf_counter()
            kept = await refresh.round()
            seconds = time.perf_counter() - start
            stop.set()
            return kept, seconds, await watching


def main() -> int:
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=publish, args=(theirs,), daemon=True)
    server.start()
    try:
        kept, seconds, late = asyncio.run(measure(ours.recv()))
    finally:
        server.kill()
        server.join()
    print(f"{FEEDS} feeds of {SIZE // 1000} KB, {kept:,} articles, {seconds:.1f} s")
    print(f"{'a tick late by':16}{'p50 ms':>9}{'p99 ms':>9}{'worst ms':>10}")
    for name, times in zip(("in all", "of it our own"), map(sorted, zip(*late, strict=True)), strict=True):
        p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
        print(f"{name:16}{p50:>9.1f}{p99:>9.1f}{times[-1]:>10.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
