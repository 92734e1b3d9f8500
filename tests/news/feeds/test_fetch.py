import asyncio
import gzip
import tracemalloc
import zlib
from contextlib import AsyncExitStack, aclosing
from datetime import UTC, datetime
from email.utils import format_datetime

import aiohttp
import pytest

from news.feeds import fetch as fetching
from news.feeds.fetch import Limits, fetch_feed, open_session
from news.feeds.fetch_many import fetch_all
from news.feeds.guard import UNREACHABLE, AllowedHosts, check_url
from news.feeds.polling import FetchedBody, FetchFailure, UnchangedBody
from news.model.feeds import Feed, Poll, Source
from tests.kit.faulty import (
    FEED,
    dns_server,
    endless,
    faulty_server,
    gzip_bomb,
    hanging_port,
    head,
    in_turn,
    raw,
    redirect,
    reply,
    silence,
)

ALL_LOOPBACK = AllowedHosts.from_text(",".join(f"127.0.0.{n}" for n in range(1, 30)))
SHORT = Limits(connect=0.3, total=0.5)


def feed(number: int, url: str, **poll: int) -> Feed:
    return Feed(id=number, source=Source(url=url, name=f"Feed {number}"), poll=Poll(**poll))


def names(dns: str) -> aiohttp.AsyncResolver:
    return aiohttp.AsyncResolver(nameservers=[dns], timeout=5, tries=1)


async def outcome_of(handler, poll: Poll | None = None, limits: Limits = SHORT):
    async with faulty_server({"/feed": handler}) as server, open_session(ALL_LOOPBACK, limits=limits) as session:
        return await fetch_feed(session, server.url(), poll or Poll())


# What a good publisher sends


async def test_a_feed_is_fetched_with_its_validators_charset_and_freshness():
    handler = reply(
        ETag='"v1"',
        Last_Modified="Wed, 09 Jun 2021 20:00:00 GMT",
        Content_Type="application/rss+xml; charset=iso-8859-1",
        Cache_Control="public, max-age=900",
        Age="300",
    )
    outcome = await outcome_of(handler)
    assert isinstance(outcome, FetchedBody)
    assert outcome.body == FEED
    assert (outcome.etag, outcome.last_modified) == ('"v1"', "Wed, 09 Jun 2021 20:00:00 GMT")
    assert (outcome.charset, outcome.fresh_for, outcome.moved_to) == ("iso-8859-1", 600, "")


async def test_the_validators_of_the_last_answer_are_sent_and_a_304_is_unchanged():
    poll = Poll(etag='"v1"', last_modified="Wed, 09 Jun 2021 20:00:00 GMT", body_hash="x")
    handlers = {"/feed": reply(304, b"", Cache_Control="max-age=1800")}
    async with faulty_server(handlers) as server, open_session(ALL_LOOPBACK, agent="Limelight/test") as session:
        outcome = await fetch_feed(session, server.url(), poll)
    sent = server.requests[0].headers
    assert sent["if-none-match"] == '"v1"'
    assert sent["if-modified-since"] == "Wed, 09 Jun 2021 20:00:00 GMT"
    assert sent["user-agent"] == "Limelight/test"
    assert sent["accept-encoding"] == "gzip, deflate"
    assert outcome == UnchangedBody(etag=poll.etag, last_modified=poll.last_modified, fresh_for=1800)


async def test_a_304_that_nobody_asked_for_is_an_error():
    outcome = await outcome_of(reply(304, b""))
    assert isinstance(outcome, FetchFailure)
    assert outcome.status == 304


async def test_an_etag_that_changes_over_the_same_body_is_unchanged():  # row 29
    first = await outcome_of(reply(ETag='"v1"'))
    poll = Poll(etag=first.etag, body_hash=first.body_hash)
    assert await outcome_of(reply(ETag='"v2"'), poll) == UnchangedBody(etag='"v2"')
    changed = await outcome_of(reply(body=FEED + b" ", ETag='"v2"'), poll)
    assert isinstance(changed, FetchedBody)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body, wbits=-15)),
        ("identity", bytes),
    ],
)
async def test_packed_bodies_are_unpacked(encoding, pack):
    outcome = await outcome_of(reply(body=pack(FEED), Content_Encoding=encoding))
    assert isinstance(outcome, FetchedBody)
    assert outcome.body == FEED


async def test_no_cookie_is_kept():
    handlers = {"/feed": reply(Set_Cookie="a=b; Path=/")}
    async with faulty_server(handlers) as server, open_session(ALL_LOOPBACK) as session:
        await fetch_feed(session, server.url(), Poll())
        await fetch_feed(session, server.url(), Poll())
    assert "cookie" not in server.requests[1].headers


@pytest.mark.parametrize("etag", ["\xff", '"' + "a" * 2000 + '"'])
async def test_a_validator_that_cannot_be_stored_is_dropped(etag):
    outcome = await outcome_of(reply(ETag=etag))
    assert isinstance(outcome, FetchedBody)
    assert outcome.etag == ""


# Addresses: rows 1-12


@pytest.mark.parametrize(
    "host",
    # rows 1-4; a name with a dot passes the look at the link and is refused where it is dialled
    "127.0.0.1 localhost [::1] 0.0.0.0 [::] 2130706433 0x7f000001 017700000001 127.1 [::ffff:127.0.0.1]"
    " [64:ff9b::7f00:1] [2002:7f00:1::] [fec0::1] ①②⑦.⓪.⓪.① 127。0。0。1 inside.example".split(),
)
async def test_no_spelling_of_loopback_reaches_a_server_there(host, monkeypatch):
    async with (
        faulty_server({"/feed": reply()}) as server,
        dns_server({"inside.example": [["127.0.0.1"]]}) as (dns, _),
        open_session(resolver=names(dns), limits=SHORT) as session,
    ):
        outcome = await fetch_feed(session, server.url(host=host), Poll())
        # Again without the look at the link: the guard of the sockets must hold alone.
        monkeypatch.setattr(fetching, "check_url", lambda *_: "")
        alone = await fetch_feed(session, server.url(host=host), Poll())
    assert isinstance(outcome, FetchFailure)
    assert (outcome.kind, outcome.text) == ("refused", UNREACHABLE)
    assert isinstance(alone, FetchFailure)
    assert alone.text == UNREACHABLE
    assert server.connections == 0


async def test_a_refused_address_reads_like_a_dead_one():
    async with faulty_server({}) as server:
        dead = server.url()
    async with open_session() as guarded, open_session(ALL_LOOPBACK) as session:
        refused = await fetch_feed(guarded, dead, Poll())
        closed = await fetch_feed(session, dead, Poll())
    assert (refused.kind, closed.kind) == ("refused", "unreachable")
    assert refused.text == closed.text


async def test_a_name_that_turns_private_after_it_was_added_is_refused_when_dialled():  # row 7
    async with (
        faulty_server({"/feed": reply()}) as server,
        dns_server({"turns.example": [["127.0.0.1"]]}) as (dns, asked),
        open_session(resolver=names(dns), limits=SHORT) as session,
    ):
        url = server.url(host="turns.example")
        assert check_url(url) == ""
        outcome = await fetch_feed(session, url, Poll())
    assert "turns.example" in asked
    assert (outcome.kind, outcome.text) == ("refused", UNREACHABLE)
    assert server.connections == 0


async def test_of_a_name_with_a_public_and_a_private_address_only_the_public_is_dialled(monkeypatch):  # row 8
    # No test may dial the public internet, so 127.0.0.2 stands for a public address here.
    monkeypatch.setattr(fetching, "is_public", lambda ip: ip == "127.0.0.2")
    async with AsyncExitStack() as stack:
        private = await stack.enter_async_context(faulty_server({"/feed": reply()}))
        public = await stack.enter_async_context(faulty_server({"/feed": reply()}, "127.0.0.2", private.port))
        answers = {"mixed.example": [["127.0.0.1", "127.0.0.2"], ["127.0.0.2", "127.0.0.1"]]}
        dns, _ = await stack.enter_async_context(dns_server(answers))
        session = await stack.enter_async_context(open_session(resolver=names(dns)))
        outcome = await fetch_feed(session, private.url(host="mixed.example"), Poll())
    assert isinstance(outcome, FetchedBody)
    assert (private.connections, public.connections) == (0, 1)


@pytest.mark.parametrize(
    "target",
    "http://[::1]:{port}/feed file:///etc/passwd http://10.0.0.1/ http://127.0.0.1:22/feed //[::1]:{port}/feed"
    " http://a:b@127.0.0.2:{port}/feed http://localhost:{port}/feed http://[".split(),
)
async def test_a_redirect_to_a_forbidden_address_is_refused_at_that_hop(target):  # row 9
    async with faulty_server({}) as server:
        server.handlers["/start"] = redirect(302, target.format(port=server.port))
        allowed = AllowedHosts.from_text(f"127.0.0.1:{server.port}")
        async with open_session(allowed, limits=SHORT) as session:
            outcome = await fetch_feed(session, server.url("/start"), Poll())
    assert isinstance(outcome, FetchFailure)
    assert outcome.kind == "refused"
    assert server.connections == 1


async def test_an_allowance_does_not_serve_redirects_from_elsewhere(monkeypatch):
    # 127.0.0.2 stands for a public address: somebody's server that knows of the operator's allowed host.
    monkeypatch.setattr(fetching, "is_public", lambda ip: ip == "127.0.0.2")
    async with AsyncExitStack() as stack:
        inside = await stack.enter_async_context(faulty_server({"/feed": reply()}))
        location = redirect(302, inside.url())
        outside = await stack.enter_async_context(faulty_server({"/feed": location}, "127.0.0.2"))
        dns, _ = await stack.enter_async_context(dns_server({"elsewhere.example": [["127.0.0.2"]]}))
        allowed = AllowedHosts.from_text(f"127.0.0.1:{inside.port}")
        session = await stack.enter_async_context(open_session(allowed, resolver=names(dns)))
        assert isinstance(
            await fetch_feed(session, inside.url(), Poll()), FetchedBody
        )  # and its connection stays pooled
        outcome = await fetch_feed(session, outside.url(host="elsewhere.example"), Poll())
    assert (outcome.kind, outcome.text) == ("refused", UNREACHABLE)
    assert (outside.connections, inside.connections) == (1, 1)


async def test_an_allowed_name_may_lead_to_loopback_and_no_other_name_may():
    async with faulty_server({"/feed": reply()}) as server:
        answers = {"mine.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]}
        async with dns_server(answers) as (dns, _):
            allowed = AllowedHosts.from_text("mine.example, localhost")
            async with open_session(allowed, resolver=names(dns)) as session:
                for host in ("mine.example", "localhost"):
                    assert isinstance(await fetch_feed(session, server.url(host=host), Poll()), FetchedBody)
                assert (await fetch_feed(session, server.url(host="other.example"), Poll())).kind == "refused"
    assert server.connections == 2


async def test_a_proxy_of_the_environment_is_ignored(monkeypatch):  # row 12
    async with faulty_server({"/feed": reply()}) as server, faulty_server({}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        monkeypatch.delenv("no_proxy", raising=False)
        async with open_session(ALL_LOOPBACK) as session:
            assert isinstance(await fetch_feed(session, server.url(), Poll()), FetchedBody)
    assert proxy.connections == 0


# Redirects: rows 13 and 32


@pytest.mark.parametrize(("hops", "kind"), [(5, None), (6, "redirects")])
async def test_five_redirects_are_followed_and_the_sixth_is_an_error(hops, kind):
    chain = {f"/{hop}": redirect(302, f"/{hop + 1}") for hop in range(hops)} | {f"/{hops}": reply()}
    async with faulty_server(chain) as server, open_session(ALL_LOOPBACK) as session:
        outcome = await fetch_feed(session, server.url("/0"), Poll())
    assert getattr(outcome, "kind", None) == kind
    assert len(server.requests) == 6


async def test_a_redirect_loop_ends_after_five_hops():
    async with faulty_server({"/feed": redirect(301, "/feed")}) as server, open_session(ALL_LOOPBACK) as session:
        outcome = await fetch_feed(session, server.url(), Poll())
    assert (outcome.kind, len(server.requests)) == ("redirects", 6)


@pytest.mark.parametrize(
    ("first", "second", "moved_to"),
    [(301, 308, "/c"), (308, 302, "/b"), (302, 301, ""), (307, 307, "")],
)
async def test_a_move_is_noted_up_to_the_last_permanent_redirect(first, second, moved_to):
    chain = {"/a": redirect(first, "/b#top"), "/b": redirect(second, "/c"), "/c": reply()}
    async with faulty_server(chain) as server, open_session(ALL_LOOPBACK) as session:
        outcome = await fetch_feed(session, server.url("/a"), Poll())
        again = await fetch_feed(session, server.url("/a"), Poll(body_hash=outcome.body_hash))
        expected = server.url(moved_to) if moved_to else ""
        assert (outcome.moved_to, again.moved_to) == (expected, expected)
        assert outcome.url == server.url("/c")


# Bodies and headers without end: rows 14-17


async def test_a_gzip_bomb_of_a_gibibyte_is_stopped_within_ten_megabytes_of_memory():  # row 14
    handler = raw(head(200, {"Content-Encoding": "gzip"}) + gzip_bomb(1024))
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        outcome = await outcome_of(handler, limits=Limits())
        grown = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert (outcome.kind, outcome.text) == ("too big", "is larger than 2 MB")
    assert grown < 10_000_000


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "gzip\r\nContent-Encoding: gzip", "x"])
async def test_an_encoding_that_was_not_asked_for_is_refused(encoding):  # row 14
    outcome = await outcome_of(reply(body=gzip.compress(gzip.compress(FEED)), Content_Encoding=encoding))
    assert (outcome.kind, outcome.status) == ("protocol", None)


async def test_a_packed_body_that_is_broken_is_an_error():
    assert (await outcome_of(reply(body=b"no gzip at all", Content_Encoding="gzip"))).kind == "protocol"


async def test_an_endless_body_is_stopped_at_two_megabytes():  # row 15
    sent = [0]
    outcome = await outcome_of(endless(head(200), bytes(65536), sent=sent), limits=Limits())
    assert outcome.kind == "too big"
    assert sent[0] < 16 * 1024 * 1024  # what the sockets' buffers took besides


@pytest.mark.parametrize(("size", "kind"), [(2 * 1024 * 1024, FetchedBody), (2 * 1024 * 1024 + 1, FetchFailure)])
async def test_a_body_may_have_two_megabytes_and_no_byte_more(size, kind):
    assert isinstance(await outcome_of(raw(head(200) + bytes(size)), limits=Limits()), kind)


async def test_a_huge_content_length_is_refused_before_the_body_comes():  # row 15
    outcome = await outcome_of(endless(head(200, {"Content-Length": str(10**12)}), b"", pause=9))
    assert outcome.kind == "too big"


async def test_a_body_shorter_than_its_content_length_is_an_error():  # row 15
    outcome = await outcome_of(reply(Content_Length=str(len(FEED) + 1)))
    assert (outcome.kind, outcome.text) == ("protocol", "gave no valid answer")


@pytest.mark.parametrize(
    "handler",
    [
        endless(head(200), b"x", pause=0.05),
        endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", pause=0.05),
        endless(b"HTTP/1.1 200 ", b"x", pause=0.05),
        silence,
    ],
    ids=["body", "headers", "status line", "no answer"],
)
async def test_an_answer_that_trickles_is_cut_at_the_total_time(handler):  # row 16
    outcome = await outcome_of(handler)
    assert (outcome.kind, outcome.text) == ("timeout", "took too long to answer")


async def test_a_dial_that_hangs_is_cut_at_the_connect_time():  # row 16
    with hanging_port() as port:
        async with open_session(ALL_LOOPBACK, limits=Limits(connect=0.2, total=60)) as session:
            outcome = await fetch_feed(session, f"http://127.0.0.1:{port}/", Poll())
    assert (outcome.kind, outcome.text) == ("unreachable", UNREACHABLE)


async def test_no_feed_may_take_longer_than_fifteen_seconds_or_dial_longer_than_five():  # row 16
    assert (Limits().connect, Limits().total) == (5, 15)


@pytest.mark.parametrize(
    "fault",
    [
        raw(head(200, {"X-Long": "x" * 20_000}) + FEED),
        raw(b"HTTP/1.1 200 " + b"x" * 20_000 + b"\r\n\r\n" + FEED),
        raw(head(200, {f"X-{n}": "y" for n in range(20_000)}) + FEED),
        endless(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 4096),
        endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 500),
        raw(head(200, {"Transfer-Encoding": "chunked"}) + b"zz\r\n"),
        raw(b"220 mail.example ESMTP\r\n"),
        raw(b""),
    ],
    ids=[
        "long header",
        "long status",
        "many headers",
        "endless header",
        "endless headers",
        "chunks",
        "no HTTP",
        "empty",
    ],
)
async def test_an_answer_that_is_no_sound_http_is_an_error(fault):  # row 17
    outcome = await outcome_of(fault)
    assert (outcome.kind, outcome.text) == ("protocol", "gave no valid answer")


async def test_headers_as_long_as_real_sites_send_them_are_read():
    outcome = await outcome_of(reply(Content_Security_Policy="x" * 12_000))
    assert isinstance(outcome, FetchedBody)


async def test_a_server_without_tls_behind_an_https_link_is_an_error():
    def speak_first(_, writer):
        writer.write(b"HTTP/1.1 400 Plain\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(speak_first, "127.0.0.1", 0)
    async with server, open_session(ALL_LOOPBACK) as session:
        port = server.sockets[0].getsockname()[1]
        outcome = await fetch_feed(session, f"https://127.0.0.1:{port}/", Poll())
    assert (outcome.kind, outcome.text) == ("protocol", "offers no valid secure connection")


# Refusals: rows 30-33


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("3600", 3600), ("Wed, 09 Jun 2021 21:00:00 GMT", 3600), ("soon", None), (str(10**9), 86400), ("", None)],
)
async def test_retry_after_is_read_as_seconds_or_as_a_date_by_the_servers_own_clock(value, seconds):  # row 30
    outcome = await outcome_of(reply(429, b"", Retry_After=value, Date="Wed, 09 Jun 2021 20:00:00 GMT"))
    assert (outcome.kind, outcome.status, outcome.retry_after) == ("status", 429, seconds)


async def test_retry_after_counts_from_now_where_the_server_gives_no_date():  # row 30
    date = format_datetime(datetime.fromtimestamp(2**33, UTC), usegmt=True)
    assert (await outcome_of(reply(503, b"", Retry_After=date))).retry_after == 86400


@pytest.mark.parametrize("status", [201, 204, 206, 300, 400, 401, 403, 404, 500, 503])
async def test_any_status_but_200_is_an_error_that_names_it(status):
    outcome = await outcome_of(reply(status, b""))
    assert (outcome.kind, outcome.text) == ("status", f"answered with HTTP status {status}")


async def test_410_says_that_the_feed_is_gone():  # row 33
    assert (await outcome_of(reply(410, b""))).kind == "gone"


async def test_a_name_that_does_not_exist_reads_like_a_dead_host():  # row 31
    async with (
        dns_server({"gone.example": [[]]}) as (dns, _),
        open_session(resolver=names(dns), limits=SHORT) as session,
    ):
        outcome = await fetch_feed(session, "http://gone.example/", Poll())
    assert (outcome.kind, outcome.text) == ("dns", UNREACHABLE)


async def test_a_cancelled_fetch_stays_cancelled():
    async with faulty_server({"/feed": silence}) as server, open_session(ALL_LOOPBACK) as session:
        task = asyncio.create_task(fetch_feed(session, server.url(), Poll()))
        await server.was_asked.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


# Many feeds at once


async def test_one_request_a_host_runs_at_a_time():
    async def slow(request, writer):
        await asyncio.sleep(0.02)
        await reply()(request, writer)

    async with faulty_server({f"/{n}": slow for n in range(8)}) as server, open_session(ALL_LOOPBACK) as session:
        feeds = [feed(n, server.url(f"/{n}")) for n in range(8)]
        seen = [(kept.id, outcome) async for kept, outcome in fetch_all(session, feeds)]
    assert {number for number, _ in seen} == set(range(8))
    assert all(isinstance(outcome, FetchedBody) for _, outcome in seen)
    assert server.most_at_once == 1


@pytest.mark.parametrize("hosts", [3, 8])
async def test_several_hosts_run_side_by_side_up_to_the_limit(hosts):
    together = asyncio.Barrier(hosts)

    async def meet(request, writer):
        await together.wait()  # no host is answered before that many are asked
        await reply()(request, writer)

    async with faulty_server({"/feed": meet}, "0.0.0.0") as server, open_session(ALL_LOOPBACK) as session:
        feeds = [feed(n, server.url(host=f"127.0.0.{n}")) for n in range(1, 25)]
        seen = [outcome async for _, outcome in fetch_all(session, feeds, hosts=hosts, patience=60)]
    assert all(isinstance(outcome, FetchedBody) for outcome in seen)
    assert server.most_at_once == hosts


@pytest.mark.slow
async def test_slow_hosts_hold_nobody_back():  # row 16
    async with (
        faulty_server({"/slow": silence, "/feed": reply()}, "0.0.0.0") as server,
        open_session(ALL_LOOPBACK, limits=Limits(total=2.0)) as session,
    ):
        slow = [feed(n, server.url("/slow", f"127.0.0.{n}")) for n in range(1, 9)]
        good = [feed(n, server.url("/feed", f"127.0.0.{n}")) for n in range(9, 17)]
        seen = [kept.id async for kept, _ in fetch_all(session, slow + good, hosts=2, patience=0.05)]
    assert set(seen[:8]) == set(range(9, 17))
    assert set(seen[8:]) == set(range(1, 9))


@pytest.mark.slow
async def test_fifty_names_in_a_dns_tarpit_block_neither_other_feeds_nor_the_threads_of_the_loop():  # row 18
    finished = []

    async def work_in_threads():
        await asyncio.gather(*(asyncio.to_thread(int) for _ in range(200)))
        finished.append("threads")

    async with faulty_server({"/feed": reply()}, "0.0.0.0") as server, dns_server({}) as (dns, asked):
        limits = Limits(connect=1.5, total=3.0)
        async with open_session(ALL_LOOPBACK, resolver=names(dns), limits=limits) as session:
            lost = [feed(n, f"http://lost{n}.example/") for n in range(100, 150)]
            good = [feed(n, server.url(host=f"127.0.0.{n}")) for n in range(1, 6)]
            working = asyncio.create_task(work_in_threads())
            async for kept, outcome in fetch_all(session, lost + good, patience=0.05):
                finished.append(kept.id)
                assert getattr(outcome, "kind", None) == (None if kept.id < 100 else "dns")
            await working
    assert len(set(asked)) == 50
    assert set(finished[:6]) == {"threads", 1, 2, 3, 4, 5}
    assert len(finished) == 56


async def test_a_host_that_answers_429_is_asked_once_a_round():
    limited = reply(429, b"", Retry_After="60")
    async with faulty_server({f"/{n}": limited for n in range(5)}) as server, open_session(ALL_LOOPBACK) as session:
        feeds = [feed(n, server.url(f"/{n}")) for n in range(5)]
        seen = [outcome.retry_after async for _, outcome in fetch_all(session, feeds)]
    assert seen == [60] * 5
    assert len(server.requests) == 1


async def test_a_name_that_is_not_found_is_looked_up_once_a_round():
    async with (
        dns_server({"gone.example": [[]]}) as (dns, asked),
        open_session(resolver=names(dns), limits=SHORT) as session,
    ):
        await fetch_feed(session, "http://gone.example/0", Poll())
        once = len(asked)
        seen = [o.kind async for _, o in fetch_all(session, [feed(n, f"http://gone.example/{n}") for n in range(5)])]
    assert seen == ["dns"] * 5
    assert len(asked) <= 2 * once


async def test_a_dead_target_of_a_redirect_does_not_condemn_the_host_that_redirects():
    async with faulty_server({}) as dead:
        pass
    handlers = {"/moved": redirect(302, dead.url()), "/feed": reply()}
    async with faulty_server(handlers) as server, open_session(ALL_LOOPBACK) as session:
        feeds = [feed(1, server.url("/moved")), feed(2, server.url("/feed"))]
        seen = {kept.id: outcome async for kept, outcome in fetch_all(session, feeds)}
    assert seen[1].kind == "unreachable"
    assert isinstance(seen[2], FetchedBody)


async def test_feeds_that_failed_wait_for_those_that_did_not():
    async with faulty_server({"/a": reply(), "/b": reply()}) as server, open_session(ALL_LOOPBACK) as session:
        feeds = [feed(1, server.url("/a"), failures=3), feed(2, server.url("/b"))]
        assert [kept.id async for kept, _ in fetch_all(session, feeds)] == [2, 1]


async def test_outcomes_that_nobody_takes_hold_further_requests_back():
    async with faulty_server({"/feed": reply()}, "0.0.0.0") as server, open_session(ALL_LOOPBACK) as session:
        feeds = [feed(n, server.url(host=f"127.0.0.{n}")) for n in range(1, 21)]
        async with aclosing(fetch_all(session, feeds, hosts=4, patience=60)) as outcomes:
            await anext(outcomes)
            await asyncio.sleep(0.3)
            assert len(server.requests) == 4
            assert [kept.id async for kept, _ in outcomes]
        assert len(server.requests) == 20


async def test_a_round_that_ends_early_leaves_no_task_behind():
    async with faulty_server({"/feed": in_turn(reply(), silence)}) as server, open_session(ALL_LOOPBACK) as session:
        feeds = [feed(n, server.url() + f"?{n}") for n in range(3)]
        server.handlers |= {f"/feed?{n}": server.handlers["/feed"] for n in range(3)}
        async with aclosing(fetch_all(session, feeds)) as outcomes:
            await anext(outcomes)
        mine = [task for task in asyncio.all_tasks() if "fetch_all" in repr(task.get_coro())]
    assert mine == []
