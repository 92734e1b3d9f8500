"""docs/faults.md rows 1-11 as a moderator meets them at /feeds add: real servers, the real fetcher, nothing added."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from cogs.tasks.refresh import RefreshCog
from ingest.preview import FeedLook
from ingest.refresh import Refresh
from news.feeds import fetch
from news.feeds.fetch import Session, open_session
from news.feeds.guard import UNREACHABLE, AllowedHosts
from news.model.feeds import Source
from news.text.links import link_key
from tests.kit.bad_answers import ANSWERS, LOOPBACK, SHORT, names
from tests.kit.faulty import Handler, dns_server, faulty_server, redirect, reply, silence
from tests.kit.feeds_panel import ask, only_feed, press, spotlight
from tests.kit.stage import Stage, buttons, text


@asynccontextmanager
async def through(stage: Stage, session: Session) -> AsyncIterator[None]:
    """Have the refresh task use this session."""
    async with session:
        stage.refresh = Refresh(stage.storage, session, stage.catalogue, stage.clock)
        stage.refresh.looks = stage.app.previews
        yield


async def refused(stage: Stage, address: str) -> str:
    """Return what is said of an address that cannot be added, the address taken out."""
    shown = await ask(stage, "add", address=address)
    said = text(shown)
    assert "Nothing was added" in said
    assert not buttons(shown)
    assert not await stage.storage.feeds.all()
    assert not await stage.storage._db.rows("SELECT 1 FROM feed_candidates")
    return said.partition("“")[0] + said.partition("”")[2]


@pytest.mark.parametrize(
    "host",
    [
        *(f"1 {host}" for host in "127.0.0.1 localhost [::1] 0.0.0.0 [::]".split()),
        *(f"2 {host}" for host in "2130706433 0x7f000001 017700000001 127.1".split()),
        *(f"3 {host}" for host in "[::ffff:127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] [fec0::1]".split()),
        "4 ①②⑦.⓪.⓪.①",
        *(f"6 {host}" for host in "169.254.169.254 192.0.0.192 168.63.129.16 [fd00:ec2::254]".split()),
    ],
)
async def test_an_address_in_the_bots_own_network_reads_like_a_dead_one_and_is_not_dialled(
    stage: Stage, host: str
) -> None:
    async with faulty_server({"/feed": reply()}) as server:
        async with through(stage, open_session(limits=SHORT)):
            said = await refused(stage, server.url(host=host.split()[1]))
        assert server.connections == 0
    dead = AllowedHosts.from_text(f"127.0.0.1:{server.port}")  # nobody is there any more
    async with through(stage, open_session(dead, limits=SHORT)):
        assert await refused(stage, server.url()) == said
    assert UNREACHABLE in said


FORMS = {
    "4 full stops": ("http://127。0。0。1/", "is not a valid address"),
    "5 userinfo": ("http://a:secret@host.example/", "must not carry a user name or password"),
    "5 userinfo hides": ("http://example.com@127.0.0.1/", "must not carry a user name or password"),
    **{
        f"10 {address}": (address, "must begin with http or https")
        for address in (
            "file:///etc/passwd",
            "ftp://host.example/feed",
            "gopher://host.example/",
            "unix:/run/x.sock",
            "data:text/xml,x",
            "javascript:alert(1)",
            "//host.example/feed",
        )
    },
}


@pytest.mark.parametrize(("address", "reason"), FORMS.values(), ids=FORMS)
async def test_what_can_never_be_a_feed_is_refused_at_add_with_the_reason(
    stage: Stage, address: str, reason: str
) -> None:
    said = await refused(stage, address)
    assert reason in said
    assert "secret" not in said


@pytest.mark.parametrize("port", [22, 25, 6379])
async def test_a_port_of_another_service_is_refused_at_add_before_its_name_is_looked_up(
    stage: Stage, port: int
) -> None:  # row 11
    async with dns_server({"host.example": [["127.0.0.1"]]}) as (dns, asked):
        async with through(stage, open_session(resolver=names(dns), limits=SHORT)):
            assert "uses a port that is not allowed" in await refused(stage, f"http://host.example:{port}/")
        assert asked == []


async def test_a_name_that_is_public_when_added_and_private_when_polled_is_added_and_then_fails(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:  # row 7
    # No test may dial the public internet, so 127.0.0.2 stands for a public address here.
    monkeypatch.setattr(fetch, "is_public", lambda ip: ip == "127.0.0.2")
    async with (
        faulty_server({"/feed": reply()}, "127.0.0.2") as public,
        faulty_server({"/feed": reply()}, "127.0.0.1", public.port) as private,
        dns_server({"turns.example": [["127.0.0.2"], ["127.0.0.1"]]}) as (dns, _),
    ):
        async with through(stage, open_session(resolver=names(dns))):
            shown = await ask(stage, "add", address=public.url(host="turns.example"))
            assert "Added: Sample" in text(await press(stage, shown, "Add"))
        async with through(stage, open_session(resolver=names(dns))):  # no remembered look-up
            await stage.refresh.round()
    assert ((await only_feed(stage)).poll.error, private.connections) == (UNREACHABLE, 0)
    assert UNREACHABLE in text(await ask(stage, "list"))


async def test_a_page_cannot_lead_the_bot_into_its_own_network(stage: Stage) -> None:
    async with faulty_server({"/feed": reply()}, "127.0.0.1") as inner:
        html = f'<html><link rel="alternate" type="application/rss+xml" href="{inner.url()}"></html>'
        async with faulty_server({"/feed": reply(body=html.encode())}) as outer:
            allowed = AllowedHosts.from_text(f"127.0.0.1:{outer.port}")
            async with through(stage, open_session(allowed, limits=SHORT)):
                assert "is a page whose feed could not be read" in await refused(stage, outer.url())
        assert inner.connections == 0


async def test_a_page_cannot_lead_to_a_host_that_the_operator_allows(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "is_public", lambda ip: ip == "127.0.0.2")
    async with faulty_server({"/feed": reply()}, "127.0.0.1") as inner:
        html = f'<html><link rel="alternate" type="application/rss+xml" href="{inner.url()}"></html>'.encode()
        async with (
            faulty_server({"/feed": reply(body=html)}, "127.0.0.2") as public,
            dns_server({"page.example": [["127.0.0.2"]]}) as (dns, _),
            through(stage, open_session(AllowedHosts.from_text(f"127.0.0.1:{inner.port}"), resolver=names(dns))),
        ):
            assert "names no feed" in await refused(stage, public.url(host="page.example"))
            assert inner.connections == 0
            assert "Sample" in text(await ask(stage, "add", address=inner.url()))


@pytest.mark.parametrize(("handler", "error"), ANSWERS.values(), ids=ANSWERS)
async def test_a_bad_answer_is_refused_at_add_in_plain_words(stage: Stage, handler: Handler, error: str) -> None:
    async with (
        faulty_server({"/feed": handler}) as server,
        through(stage, open_session(LOOPBACK, limits=SHORT)),
    ):
        said = await refused(stage, server.url())
    if error == "an HTML page, not a feed":
        assert "is a page that names no feed" in said
    else:
        assert error in said


async def test_a_feed_that_moved_for_good_is_added_where_it_is_and_known_by_both_addresses(stage: Stage) -> None:
    handlers = {"/feed": redirect(301, "/new"), "/new": reply(), "/away": redirect(302, "/new")}
    async with faulty_server(handlers) as server, through(stage, open_session(LOOPBACK, limits=SHORT)):
        await press(stage, await ask(stage, "add", address=server.url()), "Add")
        assert (await only_feed(stage)).source.url == server.url("/new")
        for path in ("/feed", "/new", "/away"):
            assert "has it already" in text(await ask(stage, "add", address=server.url(path)))


async def test_a_feed_behind_a_detour_is_named_by_the_host_that_answers(stage: Stage) -> None:
    async with (
        faulty_server({"/feed": reply()}, "127.0.0.2") as posing,
        faulty_server({"/go": redirect(302, posing.url(host="127.0.0.2"))}) as known,
        through(stage, open_session(AllowedHosts.from_text("127.0.0.1,127.0.0.2"))),
    ):
        sample = Source(url=known.url(), name="Sample")
        await stage.storage.feeds.add({link_key(sample.url): sample})
        assert "### Sample (127.0.0.2)" in text(await ask(stage, "add", address=known.url("/go")))


async def test_names_that_hang_hold_up_no_command(stage: Stage) -> None:
    async with (
        dns_server({}) as (dns, _),
        through(stage, open_session(resolver=aiohttp.AsyncResolver(nameservers=[dns], timeout=60), limits=SHORT)),
    ):
        for n in range(3):
            await stage.moderator.slash(stage.channel, "feeds add", address=f"lost{n}.example")
        assert "Feeds" in text(await stage.moderator.slash(stage.channel, "feeds list"))
        await stage.refresh.look()


async def test_a_slow_look_holds_no_other_up(stage: Stage) -> None:  # row 16
    quick = asyncio.Event()

    async def nobody(_seen: Any) -> None: ...

    async def then(_seen: Any) -> None:
        quick.set()

    async with (
        faulty_server({"/feed": silence}) as slow,
        through(stage, open_session(AllowedHosts.from_text(f"127.0.0.1:{slow.port},{stage.newsroom.host}"))),
    ):
        cog = RefreshCog(stage.refresh)
        looking = asyncio.create_task(cog._serve_looks())
        stage.app.previews.ask(FeedLook(guild=1, link=slow.url(), then=nobody))
        await slow.was_asked.wait()
        stage.app.previews.ask(FeedLook(guild=2, link=spotlight(stage), then=then))
        async with asyncio.timeout(10):  # less than the silence takes
            await quick.wait()
        assert not stage.app.previews.take()
        for task in (looking, *cog._looks):
            task.cancel()
        await asyncio.gather(looking, *cog._looks, return_exceptions=True)
