"""Answers of servers that are no feeds, and what is said of each."""

import gzip

import aiohttp

from news.feeds.fetch import Limits
from news.feeds.guard import UNREACHABLE, AllowedHosts
from tests.kit.faulty import (
    FEED,
    Handler,
    endless,
    gzip_bomb,
    head,
    raw,
    redirect,
    reply,
    silence,
)

LOOPBACK = AllowedHosts.from_text("127.0.0.1")
SHORT = Limits(connect=0.3, total=0.5)


def names(dns: str) -> aiohttp.AsyncResolver:
    return aiohttp.AsyncResolver(nameservers=[dns], timeout=5, tries=1)


PLAIN = "gave no valid answer"

ANSWERS: dict[str, tuple[Handler, str]] = {
    "9 redirect to loopback": (redirect(302, "http://[::1]/"), UNREACHABLE),
    "9 redirect to a private address": (redirect(302, "http://10.0.0.1"), UNREACHABLE),
    "9 redirect to a file": (redirect(302, "file:///etc/passwd"), "must begin with http or https"),
    "13 redirect loop": (redirect(301, "/feed"), "redirects too often"),
    "14 gzip bomb": (raw(head(200, {"Content-Encoding": "gzip"}) + gzip_bomb(64)), "is larger than 2 MB"),
    "14 packed twice": (
        reply(body=gzip.compress(gzip.compress(FEED)), Content_Encoding="gzip, gzip"),
        "is packed in a way that was not asked for",
    ),
    "15 endless body": (endless(head(200), bytes(65536)), "is larger than 2 MB"),
    "15 huge length": (endless(head(200, {"Content-Length": str(10**12)}), b"", pause=9), "is larger than 2 MB"),
    "16 trickle": (endless(head(200), b"x", pause=0.05), "took too long to answer"),
    "16 endless headers": (endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", pause=0.05), "took too long to answer"),
    "16 silence": (silence, "took too long to answer"),
    "17 long header": (raw(head(200, {"X": "x" * 20_000}) + FEED), PLAIN),
    "17 many headers": (raw(head(200, {f"X-{n}": "y" for n in range(20_000)}) + FEED), PLAIN),
    "19 billion laughs": (
        reply(body=b'<!DOCTYPE x [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>'),
        "it declares XML entities, which no feed needs",
    ),
    "23 page": (reply(body=b"<!DOCTYPE html><html><body>Log in</body></html>"), "an HTML page, not a feed"),
    "23 empty": (reply(body=b""), "an empty answer"),
    "23 JSON error": (reply(body=b'{"error": "rate limited"}'), "JSON, but no JSON Feed"),
    "410": (reply(410, b""), "is gone (HTTP status 410)"),
}
