"""docs/faults.md rows 1-34 end to end: a bad feed goes through the real refresh, and the store tells what came of it.

docs/faults.md lists each row with all of its tests; rows 35-40 are in test_faults_shown.py, those
from 48 on in test_faults_posting.py.
"""

import asyncio
import logging
import re
import time
import unicodedata
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import aiohttp
import pytest

from benchmarks.fuzz import hostile
from ingest.refresh import Refresh
from news.feeds import fetch
from news.feeds.archives.feedlist import FeedListError, read_feeds
from news.feeds.fetch import Limits, Session, open_session
from news.feeds.guard import UNREACHABLE, AllowedHosts
from news.model.feeds import Feed, Poll, Source
from news.people.catalogue_match import Catalogue
from news.text.links import link_key
from settings import ROOT
from storage import Storage, Wanted
from tests.kit.bad_answers import ANSWERS, LOOPBACK, SHORT, names
from tests.kit.faulty import (
    Faulty,
    Handler,
    dns_server,
    faulty_server,
    in_turn,
    redirect,
    reply,
)
from tests.kit.machine import run_bot
from tests.kit.newsroom import NOW, Item
from tests.kit.stage import Stage, text

DAY = 86400


@dataclass
class Polls:
    """Feeds of a real store, polled by the real refresh over real connections."""

    storage: Storage
    refresh: Refresh

    async def add(self, *urls: str) -> None:
        await self.storage.feeds.list_sources({link_key(url): Source(url=url, name=url[-60:]) for url in urls})

    async def again(self, **columns: int) -> Feed:
        """Make all feeds due, with these columns changed, poll them, and give the first."""
        changes = ", ".join(f"{name} = {value}" for name, value in ({"next_at": 0} | columns).items())
        async with self.storage._db.transaction() as tx:
            await tx.rows(f"UPDATE feeds SET {changes}")
        await self.refresh.round()
        return (await self.storage.feeds.all())[0]


@asynccontextmanager
async def polls(storage: Storage, catalogue: Catalogue, session: Session) -> AsyncIterator[Polls]:
    async with session:
        yield Polls(storage, Refresh(storage, session, catalogue, lambda: NOW))


@asynccontextmanager
async def served(
    storage: Storage, catalogue: Catalogue, handlers: Mapping[str, Handler], limits: Limits = SHORT
) -> AsyncIterator[tuple[Faulty, Polls]]:
    """Return a server with a feed at /feed, allowed, listed and not yet polled."""
    async with (
        faulty_server(handlers) as server,
        polls(storage, catalogue, open_session(LOOPBACK, limits=limits)) as made,
    ):
        await made.add(server.url())
        yield server, made


def failed_once(poll: Poll) -> bool:
    """True if a poll is counted as one error and waits for five minutes at least."""
    return poll.failures == 1 and poll.ok_at is None and poll.next_at - (poll.last_at or 0) >= 300


# Rows 1-12: where no feed may lead


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
async def test_a_feed_inside_the_bots_own_network_is_an_error_that_reads_like_a_dead_host(
    host: str, storage: Storage, catalogue: Catalogue
) -> None:
    async with (
        faulty_server({"/feed": reply()}) as server,
        polls(storage, catalogue, open_session(limits=SHORT)) as made,
    ):
        url = server.url(host=host.split()[1])
        [source] = read_feeds(f'[[feed]]\nname = "A"\nurl = "{url}"')
        await made.add(source.url)
        feed = await made.again()
    assert feed.poll.error == UNREACHABLE
    assert failed_once(feed.poll)
    assert server.connections == 0


async def test_about_says_the_same_of_a_refused_and_of_a_dead_feed(stage: Stage) -> None:  # rows 1-9
    async with faulty_server({}) as server:
        pass  # nobody is there any more
    refused = Source(url=server.url(), name="Refused")
    async with open_session(AllowedHosts.from_text(f"localhost:{server.port}"), limits=SHORT) as session:
        dead = Source(url=server.url(host="localhost"), name="Dead")
        stage.refresh = Refresh(stage.storage, session, stage.catalogue, stage.clock)
        await stage.read(dead, refused)
    shown = text(await stage.slash("about"))
    assert f"**Dead** · not read yet: {UNREACHABLE}\n" in shown
    assert f"**Refused** · not read yet: {UNREACHABLE}" in shown


FORMS = {
    "5 userinfo": ("http://a:secret@host.example/", "must not carry a user name or password"),
    "5 userinfo hides": ("http://example.com@127.0.0.1/", "must not carry a user name or password"),
    "10 file": ("file:///etc/passwd", "must begin with http or https"),
    "10 ftp": ("ftp://host.example/feed", "must begin with http or https"),
    "10 gopher": ("gopher://host.example/", "must begin with http or https"),
    "10 unix": ("unix:/run/x.sock", "must begin with http or https"),
    "10 data": ("data:text/xml,x", "must begin with http or https"),
    "10 javascript": ("javascript:alert(1)", "must begin with http or https"),
    "10 no scheme": ("//host.example/feed", "must begin with http or https"),
    "4 full stops": ("http://127。0。0。1/", "is not a valid address"),
    "half an address": ("http://[::1", "is not a valid address"),
}


@pytest.mark.parametrize(("url", "reason"), FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(
    ("file", "entry"),
    [
        ('[[feed]]\nname = "Sample"\nurl = "{}"', "feed 1 (Sample): "),
        ("<opml><body>\n<outline text='Sample' xmlUrl='{}'/>\n</body></opml>", "line 2: "),
        ("<opml><body>\n<outline xmlUrl='{}'/>\n</body></opml>", "line 2: "),
    ],
    ids=["TOML", "OPML", "OPML without a name"],
)
def test_a_link_that_can_never_be_a_feed_is_refused_in_a_feeds_file_with_its_entry(
    file: str, entry: str, url: str, reason: str
) -> None:
    with pytest.raises(FeedListError) as caught:
        read_feeds(file.format(url), "mine")
    assert str(caught.value).startswith(f"mine: {entry}url")
    assert str(caught.value).endswith(reason)
    assert "secret" not in str(caught.value)


@pytest.mark.slow
def test_the_command_line_names_the_refused_entry_and_keeps_nothing(tmp_path: Path) -> None:  # rows 5 and 10
    path = tmp_path / "x.opml"
    path.write_text(
        '<opml><body><outline text="A" xmlUrl="https://a.example/f"/>\n<outline xmlUrl="ftp://b/"/></body></opml>'
    )
    ran = run_bot("import", "x.opml", folder=tmp_path, LIMELIGHT_STORE="news.db")
    assert ran.returncode == 1
    assert "line 2: url 'ftp://b/' must begin with http or https" in ran.stderr
    assert "Nothing of it was kept" in ran.stderr
    ran = run_bot(folder=tmp_path, DISCORD_TOKEN="x.y.z", LIMELIGHT_FEEDS="x.opml")
    assert ran.returncode == 2
    assert "LIMELIGHT_FEEDS: x.opml: line 2: url 'ftp://b/' must begin with http or https" in ran.stderr


@pytest.mark.parametrize("port", [22, 25, 6379])
async def test_a_feed_at_another_services_port_is_refused_before_its_name_is_looked_up(  # row 11
    port: int, storage: Storage, catalogue: Catalogue
) -> None:
    async with (
        dns_server({"host.example": [["127.0.0.1"]]}) as (dns, asked),
        polls(storage, catalogue, open_session(resolver=names(dns), limits=SHORT)) as made,
    ):
        await made.add(f"http://host.example:{port}/")
        feed = await made.again()
    assert feed.poll.error == "uses a port that is not allowed"
    assert failed_once(feed.poll)
    assert asked == []


async def test_a_feed_whose_name_turns_private_is_refused_at_that_poll_and_keeps_what_it_had(  # row 7
    storage: Storage, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No test may dial the public internet, so 127.0.0.2 stands for a public address here.
    monkeypatch.setattr(fetch, "is_public", lambda ip: ip == "127.0.0.2")
    async with (
        faulty_server({"/feed": reply()}, "127.0.0.2") as public,
        faulty_server({"/feed": reply()}, "127.0.0.1", public.port) as private,
        dns_server({"turns.example": [["127.0.0.2"], ["127.0.0.1"]]}) as (dns, _),
    ):
        async with polls(storage, catalogue, open_session(resolver=names(dns))) as made:
            await made.add(public.url(host="turns.example"))
            before = await made.again()
        async with polls(storage, catalogue, open_session(resolver=names(dns))) as made:  # no remembered look-up
            after = await made.again()
    assert (before.poll.error, before.poll.failures) == ("", 0)
    assert (after.poll.error, after.poll.failures) == (UNREACHABLE, 1)
    assert (public.connections, private.connections) == (1, 0)
    assert await storage.articles.count() == 1


# Rows 9, 13-17 and 23: what a server may answer with


@pytest.mark.parametrize(("handler", "error"), ANSWERS.values(), ids=ANSWERS)
async def test_a_bad_answer_is_counted_waited_on_and_leaves_nothing_behind(
    handler: Handler, error: str, storage: Storage, catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(storage, catalogue, {"/feed": handler}) as (_, made):
        feed = await made.again()
        asked_again = await made.refresh.round()  # it is not due, so nobody is asked
    assert feed.poll.error == error
    assert failed_once(feed.poll)
    assert asked_again == 0
    assert [feed] == await storage.feeds.all()
    assert await storage.articles.count() == 0
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_what_was_no_feed_is_read_in_full_when_it_is_one_again(storage: Storage, catalogue: Catalogue) -> None:
    page = reply(body=b"<html>Maintenance</html>", ETag='"page"')  # row 23
    async with served(storage, catalogue, {"/feed": in_turn(reply(ETag='"1"'), page, reply())}) as (server, made):
        assert (await made.again()).poll.error == ""
        assert (await made.again()).poll.error == "an HTML page, not a feed"
        mended = await made.again()
        assert "if-none-match" not in server.requests[2].headers
    assert (mended.poll.error, mended.poll.failures) == ("", 0)
    assert await storage.articles.count() == 1


@pytest.mark.slow
async def test_commands_answer_and_feeds_are_read_while_fifty_names_hang(stage: Stage) -> None:  # row 18
    good = stage.newsroom.publish("The Marquee", Item(title="Adele confirms a new tour"))
    lost = [Source(url=f"http://lost{n}.example/", name=f"Lost {n}") for n in range(50)]
    allowed, patient = AllowedHosts.from_text(stage.newsroom.host), Limits(connect=60, total=60)
    async with (
        dns_server({}) as (dns, asked),
        open_session(allowed, resolver=aiohttp.AsyncResolver(nameservers=[dns], timeout=60), limits=patient) as session,
    ):
        stage.refresh = Refresh(stage.storage, session, stage.catalogue, stage.clock)
        polling = asyncio.create_task(stage.read(*lost[:10], good, *lost[10:]))
        async with asyncio.timeout(20):  # a good feed behind those that hang would else hold the suite up
            while not await stage.storage.articles.count():  # noqa: ASYNC110 - the store rings no bell
                await asyncio.sleep(0.01)
        assert "Adele confirms a new tour" in text(await stage.slash("latest"))
        assert set(asked) >= {f"lost{n}.example" for n in range(10)}
        assert not polling.done()
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)


# Rows 20-24: what may stand in a body


async def test_no_external_entity_or_include_is_fetched(storage: Storage, catalogue: Catalogue) -> None:  # row 20
    bodies = (
        '<!DOCTYPE rss SYSTEM "{0}"><rss><channel>{1}</channel></rss>',
        '<!DOCTYPE rss PUBLIC "-//X//EN" "{0}"><rss><channel>{1}</channel></rss>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "{0}"> %x;]><rss><channel>{1}</channel></rss>',
        '<?xml-stylesheet href="{0}"?><rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel>{1}'
        '<xi:include href="{0}"/><item><title>b</title><description><xi:include href="{0}" parse="text"/>'
        "</description></item></channel></rss>",
    )
    async with served(storage, catalogue, {"/secret": reply(body=b"<x/>")}) as (server, made):
        for body in bodies:
            inside = body.format(server.url("/secret"), "<item><title>a &x;</title></item>")
            server.handlers["/feed"] = reply(body=inside.encode())
            await made.again()
        assert {request.path for request in server.requests} == {"/feed"}
        assert len(server.requests) == len(bodies)


LARGE = [(name, body) for name, body in hostile(1_000_000) if name.startswith(("<!-- ", "& ", "<a> ", "<svg ", "JSON"))]


@pytest.mark.parametrize("body", [body for _, body in LARGE], ids=[f"21 {name}" for name, _ in LARGE])
async def test_a_megabyte_of_markup_is_read_or_refused_and_never_a_fault_of_the_bot(
    body: bytes, storage: Storage, catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(storage, catalogue, {"/feed": reply(body=body)}, Limits()) as (_, made):
        feed = await made.again()
    assert feed.poll.last_at is not None
    assert "could not be" not in caplog.text
    assert await storage.articles.count() <= 300


async def test_a_fault_in_reading_backs_the_feed_off_like_a_bad_feed(
    storage: Storage, catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def find_mentions(self, *_: str) -> None:
            raise ZeroDivisionError

    async with served(storage, catalogue, {"/feed": reply()}) as (server, made):
        made.refresh.catalogue = Broken()  # type: ignore[assignment]
        feed = await made.again()
        await made.refresh.round()
        assert len(server.requests) == 1
    assert feed.poll.error == "could not be read"
    assert failed_once(feed.poll)
    assert "ZeroDivisionError" in caplog.text


async def test_of_20_000_items_and_a_headline_of_megabytes_300_are_kept_and_256_characters(stage: Stage) -> None:
    items = "".join(  # row 22
        f"<item><title>{n}</title><pubDate>{format_datetime(datetime.fromtimestamp(NOW - n, UTC))}</pubDate></item>"
        for n in range(20_000)
    )
    many, large = stage.newsroom.publish("Many"), stage.newsroom.publish("Large")
    stage.newsroom.bodies["many"] = f"<rss><channel>{items}</channel></rss>".encode()
    words = "Lorem ipsum " * 158_000
    stage.newsroom.bodies["large"] = f"<rss><channel><item><title>{words}</title></item></channel></rss>".encode()
    assert await stage.read(many, large) == 301
    rows = await stage.storage._db.rows("SELECT title FROM articles ORDER BY LENGTH(title) DESC, published DESC, id")
    assert 230 < len(rows[0]["title"]) <= 256
    assert {row["title"] for row in rows[1:]} == {str(n) for n in range(300)}


def named(title: str) -> str:
    return f"<rss><channel><item><title>{title}</title><link>https://news.example/1</link></item></channel></rss>"


CAFE = named("Café Zoë sings")
ENCODED: dict[str, tuple[bytes, str]] = {
    "controls": (named("Café \x00\x0b\x1b\x7f Zoë &#x0; &#x1b; \ufffe\u202e sings").encode(), "utf-8"),
    "surrogates": (named("Café &#xD800; Zoë &#xDFFF;\udc80\ud800 sings").encode("utf-8", "surrogatepass"), "utf-8"),
    "JSON surrogates": (b'{"items": [{"title": "Caf\\u00e9 \\ud800 Zo\\u00eb \\udfff\\u0000 sings"}]}', ""),
    "UTF-16 with a mark": (CAFE.encode("utf-16"), ""),
    "UTF-16 said to be UTF-8": (CAFE.encode("utf-16"), "utf-8"),
    "UTF-16 without a mark": (CAFE.encode("utf-16-be"), "utf-8"),
    "UTF-32": (CAFE.encode("utf-32"), ""),
    "Latin 1 said to be UTF-8": (CAFE.encode("latin-1"), "utf-8"),
    "UTF-8 said to be Latin 1": (CAFE.encode(), "iso-8859-1"),
    "UTF-8 said to be UTF-16": (CAFE.encode(), "utf-16"),
    **{
        f"said to be {claim!a}": (CAFE.encode(), claim)
        for claim in ("none-such", "hex", "zlib", "undefined", "idna", "punycode", "unicode_escape", '"', "a\xff")
    },
}


@pytest.mark.parametrize(("body", "charset"), ENCODED.values(), ids=[f"24 {name}" for name in ENCODED])
async def test_text_in_a_wrong_encoding_is_stored_clean_and_shown(
    stage: Stage, body: bytes, charset: str, caplog: pytest.LogCaptureFixture
) -> None:
    source = stage.newsroom.publish("The Marquee")
    stage.newsroom.bodies["themarquee"] = body
    stage.newsroom.types["themarquee"] = f"application/rss+xml; charset={charset}" if charset else "text/xml"
    assert await stage.read(source) == 1
    shown = text(await stage.slash("latest"))
    assert "Café" in shown
    assert "Zoë" in shown
    assert not [ch for ch in shown if unicodedata.category(ch) in ("Cc", "Cf", "Cs", "Cn") and ch != "\n"]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


# Rows 25-34: the same items again, odd dates, odd answers over time


async def test_a_guid_that_changes_each_poll_gives_no_second_article(storage: Storage, catalogue: Catalogue) -> None:
    def body(n: int) -> bytes:  # row 25
        items = (f"<item><title>{who} sings</title><guid>{n}-{who}</guid></item>" for who in ("Adele", "Cher", "Sia"))
        return f"<rss><channel>{''.join(items)}</channel></rss>".encode()

    async with served(storage, catalogue, {"/feed": in_turn(*(reply(body=body(n)) for n in range(4)))}) as (_, made):
        for _ in range(4):
            assert (await made.again()).poll.error == ""
    assert await storage.articles.count() == 3


async def test_an_undated_item_keeps_the_time_at_which_it_was_first_seen(stage: Stage) -> None:  # row 26
    publish = stage.newsroom.publish
    undated, dated = Item(title="Adele sings", hours=None), Item(title="Cher dances", hours=-30)
    await stage.read(publish("The Marquee", undated, dated))
    stage.clock.now += 7200
    publish("The Marquee", undated, dated, Item(title="Sia paints", hours=-1))
    async with stage.storage._db.transaction() as tx:
        await tx.rows("UPDATE feeds SET next_at = 0")
    assert await stage.refresh.round() == 1
    rows = await stage.storage._db.rows("SELECT title, published FROM articles ORDER BY title")
    assert [tuple(row) for row in rows] == [("Adele sings", NOW), ("Cher dances", NOW), ("Sia paints", NOW + 3600)]


async def test_a_feed_that_begins_anew_with_500_old_items_brings_none_back(stage: Stage) -> None:  # row 28
    old = [Item(title=f"Adele, part {n}", hours=100 + n, link=f"https://example.com/{n}") for n in range(250)]
    news = Item(title="Cher dances")
    assert await stage.read(stage.newsroom.publish("The Marquee", *old, news)) == 251
    ancient = [Item(title=f"Sia, part {n}", hours=24 * 600 + n) for n in range(249)]
    again = [Item(title=item.title, hours=item.hours, link=f"{item.link}?new", guid="x") for item in old]
    stage.newsroom.publish("The Marquee", *again, *ancient)
    async with stage.storage._db.transaction() as tx:
        await tx.rows("UPDATE feeds SET next_at = 0, etag = '', body_hash = ''")
    assert await stage.refresh.round() == 0
    shown = text(await stage.slash("latest"))
    assert shown.index("Cher dances") < shown.index("Adele, part ")


async def test_an_answer_304_without_an_etag_keeps_the_feed_and_its_validators(  # row 29
    storage: Storage, catalogue: Catalogue
) -> None:
    handler = in_turn(reply(ETag='"1"'), reply(304, b""))
    async with served(storage, catalogue, {"/feed": handler}) as (server, made):
        for _ in range(3):
            feed = await made.again()
    assert (feed.poll.error, feed.poll.etag) == ("", '"1"')
    assert [request.headers.get("if-none-match") for request in server.requests] == [None, '"1"', '"1"']
    assert await storage.articles.count() == 1


async def test_an_etag_that_changes_over_the_same_body_brings_nothing(  # row 29
    storage: Storage, catalogue: Catalogue
) -> None:
    handler = in_turn(*(reply(ETag=f'"{n}"') for n in range(3)))
    async with served(storage, catalogue, {"/feed": handler}) as (_, made):
        first = await made.again()
        await storage.articles.prune(NOW + DAY)  # were the body read again, the article would be back
        await made.again()
        last = await made.again()
    assert (first.poll.etag, last.poll.etag) == ('"0"', '"2"')
    assert first.poll.body_hash == last.poll.body_hash
    assert await storage.articles.count() == 0


IN_AN_HOUR = format_datetime(datetime.fromtimestamp(NOW + 3600, UTC), usegmt=True)
SENT_NOW = format_datetime(datetime.fromtimestamp(NOW, UTC), usegmt=True)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("value", "least", "most"),
    [("3600", 3600, 3600), (IN_AN_HOUR, 3600, 3600), ("soon", 300, 600), (str(10**9), DAY, DAY)],
    ids=["30 seconds", "30 date", "30 garbage", "30 years"],
)
async def test_a_publisher_that_asks_for_patience_gets_it_a_day_at_most(
    status: int, value: str, least: int, most: int, storage: Storage, catalogue: Catalogue
) -> None:
    busy = reply(status, b"", Retry_After=value, Date=SENT_NOW)
    async with served(storage, catalogue, {"/feed": busy}) as (_, made):
        feed = await made.again()
    assert least <= feed.poll.next_at - (feed.poll.last_at or 0) <= most
    assert feed.poll.error == f"answered with HTTP status {status}"


async def test_503_for_days_is_asked_once_a_day_and_stays_on(storage: Storage, catalogue: Catalogue) -> None:  # row 31
    async with served(storage, catalogue, {"/feed": reply(503, b"")}) as (_, made):
        feed = await made.again()
        for _ in range(3):
            feed = await made.again(failures=12, failing_since=int(time.time()) - 3 * DAY)
            assert DAY / 2 <= feed.poll.next_at - (feed.poll.last_at or 0) <= DAY
    assert feed.poll.disabled_at is None


@pytest.mark.parametrize("kind", ["31 no such name", "33 gone twice"])
async def test_a_feed_that_is_gone_is_switched_off_once_and_about_says_so(stage: Stage, kind: str) -> None:
    gone = kind == "33 gone twice"
    handlers = {"/feed": reply(410, b"")}
    async with (
        faulty_server(handlers) as server,
        dns_server({"gone.example": [[]]}) as (dns, asked),
        polls(stage.storage, stage.catalogue, open_session(LOOPBACK, resolver=names(dns), limits=Limits())) as made,
    ):
        await made.add(server.url() if gone else "http://gone.example/")
        first = await made.again()
        assert first.poll.disabled_at is None
        assert "switched off" not in text(await stage.slash("about"))
        since = {} if gone else {"failing_since": int(time.time()) - 14 * DAY, "failures": 20}
        off = await made.again(**since)
        seen = len(server.requests) + len(asked)
        assert await made.again() == Feed(id=off.id, source=off.source, poll=replace(off.poll, next_at=0))
        assert len(server.requests) + len(asked) == seen
    assert off.poll.disabled_at is not None
    reason = "is gone (HTTP status 410)" if gone else UNREACHABLE
    assert f"switched off: {reason}" in text(await stage.slash("about"))


async def test_a_stable_move_is_taken_over_and_outlives_the_feeds_file_that_names_the_old_address(  # row 32
    storage: Storage, catalogue: Catalogue
) -> None:
    handlers = {"/feed": redirect(301, "/b"), "/b": redirect(308, "/new"), "/new": reply()}
    async with served(storage, catalogue, handlers) as (server, made):
        await made.again()
        await made.again(moved_since=int(time.time()) - DAY // 2)
        early = await made.again()
        assert (early.poll.moved_seen, early.source.url) == (3, server.url())
        moved = await made.again(moved_since=int(time.time()) - DAY)
        assert moved.source.url == server.url("/new")
        await made.add(server.url())  # the bot starts again
        after = await made.again()
        assert (after.id, after.source.url, after.poll.moved_to) == (moved.id, server.url("/new"), "")
        assert server.requests[-1].path == "/new"
        assert server.requests[-2].path == "/new"


async def test_a_move_to_a_login_page_is_never_taken_over(storage: Storage, catalogue: Catalogue) -> None:  # row 32
    login = reply(body=b"<!DOCTYPE html><html><title>Log in</title></html>")
    async with served(storage, catalogue, {"/feed": redirect(301, "/login"), "/login": login}) as (server, made):
        for _ in range(5):
            feed = await made.again(moved_since=int(time.time()) - 2 * DAY)
    assert feed.source.url == server.url()
    assert feed.poll.error == "an HTML page, not a feed"
    assert feed.poll.failures == 5


async def test_a_feed_that_moves_to_anothers_address_stays_where_it_is(storage: Storage, catalogue: Catalogue) -> None:
    handlers = {"/feed": redirect(301, "/new"), "/new": reply()}  # row 32
    async with served(storage, catalogue, handlers) as (server, made):
        await made.add(server.url(), server.url("/new"))
        for _ in range(3):
            await made.again(moved_since=int(time.time()) - DAY)
    assert sorted(feed.source.url for feed in await storage.feeds.all()) == [server.url(), server.url("/new")]


async def test_one_address_however_spelled_and_however_often_added_is_fetched_once(  # row 34
    storage: Storage, catalogue: Catalogue
) -> None:
    async with served(storage, catalogue, {"/feed": reply()}) as (server, made):
        for url in (server.url(), server.url() + "/", server.url() + "?utm_source=x", server.url() + "#top"):
            await storage.feeds.add({link_key(url): Source(url=url, name="Sample")})
        await made.again()
        assert len(server.requests) == 1
    assert (await storage.stories.newest(Wanted(), 9))[1] == 1


def test_the_table_of_faults_has_every_row_and_names_tests_that_exist() -> None:
    table = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \|.*\| (.*?) \|$", table, re.MULTILINE)
    assert [int(number) for number, _ in rows] == [*range(1, 52), 54, *range(59, 70)]
    files = {"faults": "test_faults", "shown": "test_faults_shown", "whole": "test_faults_posting"}
    for number, tests in rows:
        named_ = re.findall(r"`(\w+)::(\w+)`", tests)
        assert named_, number
        for file, test in named_:
            [path] = (ROOT / "tests").rglob(f"{files.get(file, f'test_{file}')}.py")
            written = path.read_text(encoding="utf-8")
            assert f"def {test}(" in written, (number, file, test)
