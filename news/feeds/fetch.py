"""Asks publishers for feeds and Wikimedia for facts: HTTP through a guarded connector, in limits that no answer lifts.

No other module of news/ uses the network. The guard stands where sockets are made, so it sees every address that is
really dialled: literals in any spelling, each A record of a name, and a name that changed since it was checked.
"""

import asyncio
import hashlib
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import AddrInfoType, SocketFactoryType
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from news.feeds import polling
from news.feeds.guard import NOBODY, UNREACHABLE, AllowedHosts, check_url, is_public
from news.feeds.polling import FetchedBody, FetchFailure, FetchOutcome, UnchangedBody
from news.model.feeds import Poll

AGENT = "Limelight/0.1 (Discord news bot)"
_HEADERS = {
    "Accept": "application/rss+xml, application/atom+xml, application/xml;q=0.9, application/json;q=0.8, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_ENCODINGS = frozenset(("", "identity", "gzip", "deflate"))  # one of them: "gzip, gzip" is a bomb's spelling (row 14)
_PERMANENT, _REDIRECTS = frozenset((301, 308)), frozenset((301, 302, 303, 307, 308))
_LONGEST_FIELD = 16 * 1024  # twice aiohttp's default, for long security policies; 20 KB are an attack (row 17)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may cost (docs/faults.md rows 13-17), times in seconds, sizes in bytes."""

    connect: float = 5.0  # one look-up, one dial with its TLS handshake
    total: float = 15.0  # from the first look-up to the last byte, redirects included
    body: int = 2 * 1024 * 1024  # decompressed
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRequest:
    """What an API is asked: GET, or POST where there is a form."""

    url: str
    accept: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiReply:
    """What an API answered, whatever its status; `retry_after` in seconds, at most a day."""

    status: int
    body: bytes
    retry_after: int | None = None


class RefusedError(OSError):
    """The guard does not dial this address."""


class _Patient(AbstractResolver):
    """Look-ups that give a name up after some seconds: c-ares counts tries per server, so its own timeouts add up."""

    def __init__(self, resolver: AbstractResolver, seconds: float) -> None:
        self._resolver = resolver
        self._seconds = seconds

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        try:
            async with asyncio.timeout(self._seconds):
                return await self._resolver.resolve(host, port, family)
        except TimeoutError:
            raise OSError(None, "DNS timeout") from None

    async def close(self) -> None:
        await self._resolver.close()


def _any_socket(address: AddrInfoType) -> socket.socket:
    family, kind, protocol, _, _ = address
    return socket.socket(family, kind, protocol)


def _public_socket(address: AddrInfoType) -> socket.socket:
    if not is_public(address[4][0]):
        raise RefusedError(UNREACHABLE)  # the connector goes on to the name's next address (row 8)
    return _any_socket(address)


def _open_client(
    resolver: AbstractResolver, agent: str, limits: Limits, socket_factory: SocketFactoryType
) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(resolver=resolver, socket_factory=socket_factory, limit_per_host=1),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=limits.connect),
        headers={"User-Agent": agent} | _HEADERS,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,  # no proxy, no .netrc (row 12)
        max_line_size=_LONGEST_FIELD,
        max_field_size=_LONGEST_FIELD,
    )


class Session:
    """Connections for feeds: one set guarded, one for the hosts that the operator allows. An async context manager."""

    def __init__(self, allowed: AllowedHosts, agent: str, limits: Limits, resolver: AbstractResolver | None) -> None:
        self.allowed = allowed
        self.limits = limits
        self._resolver = _Patient(
            resolver or aiohttp.AsyncResolver(timeout=limits.connect / 3, tries=2), limits.connect
        )
        self._guarded = _open_client(self._resolver, agent, limits, _public_socket)
        # Two pools, not a list of exceptions in one: a socket factory sees addresses, not names, and a pooled
        # connection that was dialled by allowance must not serve a redirect from elsewhere.
        self._vouched = _open_client(self._resolver, agent, limits, _any_socket)

    def client_for(self, is_vouched: bool) -> aiohttp.ClientSession:
        """Return the connections that may dial any address, or the guarded ones."""
        return self._vouched if is_vouched else self._guarded

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection and the resolver."""
        await self._guarded.close()
        await self._vouched.close()
        await self._resolver.close()


def open_session(
    allowed: AllowedHosts = NOBODY,
    *,
    agent: str = AGENT,
    limits: Limits = Limits(),
    resolver: AbstractResolver | None = None,
) -> Session:
    """Open the connections that `fetch_feed` uses; call it in a running loop and close the result."""
    return Session(allowed, agent, limits, resolver)


async def fetch_feed(session: Session, source_url: str, poll: Poll) -> FetchOutcome:
    """Return the answer to one request for a feed, redirects included; network trouble is a FetchFailure.

    An allowance of the operator holds only as long as every hop so far was to an allowed host.
    """
    trail = [source_url]
    try:
        async with asyncio.timeout(session.limits.total):
            outcome = await _follow_redirects(session, trail, poll)
    except (aiohttp.ClientError, OSError) as error:
        outcome = _describe_failure(error)
    return replace(outcome, url=trail[-1]) if isinstance(outcome, FetchFailure) else outcome


async def _follow_redirects(session: Session, trail: list[str], poll: Poll) -> FetchOutcome:
    """Return the last answer after all redirects; the trail keeps every link that was tried."""
    moved_to, is_permanent, is_vouched = "", True, True
    headers = {"If-None-Match": poll.etag, "If-Modified-Since": poll.last_modified}
    headers = {name: value for name, value in headers.items() if value}
    while len(trail) <= session.limits.redirects + 1:
        url = trail[-1]
        is_vouched = is_vouched and session.allowed.covers_link(url)
        if reason := check_url(url, session.allowed if is_vouched else NOBODY):
            return FetchFailure(kind="refused", text=reason)
        async with session.client_for(is_vouched).get(url, headers=headers, allow_redirects=False) as answer:
            if answer.status not in _REDIRECTS or "Location" not in answer.headers:
                return await _read_answer(answer, poll, moved_to, session.limits.body)
            trail.append(_redirect_target(answer))
        is_permanent = is_permanent and answer.status in _PERMANENT
        moved_to = trail[-1] if is_permanent else moved_to
    return FetchFailure(kind="redirects", text="redirects too often")


async def ask_api(session: Session, question: ApiRequest) -> ApiReply | FetchFailure:
    """Return the answer of an API, redirects not followed; network trouble is a FetchFailure."""
    if reason := check_url(question.url, session.allowed):
        return FetchFailure(kind="refused", text=reason)
    request = session.client_for(session.allowed.covers_link(question.url)).request(
        "POST" if question.form else "GET",
        question.url,
        params=question.query,
        data=question.form or None,
        headers={"Accept": question.accept},
        allow_redirects=False,
    )
    try:
        async with asyncio.timeout(session.limits.total), request as answer:
            body = await _read_body(answer, session.limits.body)
            at = polling.http_date(answer.headers.get("Date", "")) or int(time.time())
            retry_after = polling.retry_after(_header_field(answer, "Retry-After"), at)
    except (aiohttp.ClientError, OSError) as error:
        return _describe_failure(error)
    if body is None:
        return _too_big(session.limits.body)
    return ApiReply(status=answer.status, body=body, retry_after=retry_after)


def _redirect_target(answer: aiohttp.ClientResponse) -> str:
    try:
        return str(answer.url.join(URL(answer.headers["Location"].strip())).with_fragment(None))
    except ValueError:
        return ""  # which the guard refuses


async def _read_answer(answer: aiohttp.ClientResponse, poll: Poll, moved_to: str, most: int) -> FetchOutcome:
    at = polling.http_date(answer.headers.get("Date", "")) or int(time.time())  # RFC 9110, 6.6.1
    etag, last_modified = _storable_validator(answer, "ETag"), _storable_validator(answer, "Last-Modified")
    fresh_for = polling.fresh_for(
        _header_field(answer, "Cache-Control"), _header_field(answer, "Expires"), _header_field(answer, "Age"), at
    )
    if answer.status == 304 and (poll.etag or poll.last_modified):
        return UnchangedBody(
            etag=etag or poll.etag,
            last_modified=last_modified or poll.last_modified,
            moved_to=moved_to,
            fresh_for=fresh_for,
        )
    if answer.status != 200:
        return _refused_answer(answer.status, polling.retry_after(_header_field(answer, "Retry-After"), at))
    if _header_field(answer, "Content-Encoding").strip().lower() not in _ENCODINGS:
        return FetchFailure(kind="protocol", text="is packed in a way that was not asked for")
    body = await _read_body(answer, most)
    if body is None:
        return _too_big(most)
    body_hash = hashlib.sha256(body).hexdigest()
    if body_hash == poll.body_hash:  # row 29: an ETag may change where nothing else does
        return UnchangedBody(etag=etag, last_modified=last_modified, moved_to=moved_to, fresh_for=fresh_for)
    return FetchedBody(
        body=body,
        charset=answer.charset,
        body_hash=body_hash,
        url=str(answer.url),
        etag=etag,
        last_modified=last_modified,
        moved_to=moved_to,
        fresh_for=fresh_for,
    )


def _refused_answer(status: int, retry_after: int | None) -> FetchFailure:
    if status == 410:
        return FetchFailure(kind="gone", text="is gone (HTTP status 410)", status=status)
    return FetchFailure(
        kind="status", text=f"answered with HTTP status {status}", status=status, retry_after=retry_after
    )


def _too_big(most: int) -> FetchFailure:
    return FetchFailure(kind="too big", text=f"is larger than {most / 1024 / 1024:.0f} MB")


async def _read_body(answer: aiohttp.ClientResponse, most: int) -> bytes | None:
    """Read the body, unpacked by aiohttp piece by piece; None as soon as it is known to be too big."""
    if (answer.content_length or 0) > most:
        return None
    body = bytearray()
    async for piece in answer.content.iter_any():
        body += piece
        if len(body) > most:
            return None
    return bytes(body)


def _header_field(answer: aiohttp.ClientResponse, name: str) -> str:
    return ", ".join(answer.headers.getall(name, ()))


def _storable_validator(answer: aiohttp.ClientResponse, name: str) -> str:
    """Return a validator that can be stored and sent back: stray bytes arrive as surrogates, which neither takes."""
    value = answer.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= 1024 else ""


def _describe_failure(error: Exception) -> FetchFailure:
    match error:
        case aiohttp.ClientConnectorDNSError():
            return FetchFailure(kind="dns", text=UNREACHABLE)
        case aiohttp.ClientSSLError():
            return FetchFailure(kind="protocol", text="offers no valid secure connection")
        case aiohttp.ClientConnectorError(os_error=RefusedError()) | aiohttp.InvalidURL():
            return FetchFailure(kind="refused", text=UNREACHABLE)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return FetchFailure(kind="unreachable", text=UNREACHABLE)
        case TimeoutError():
            return FetchFailure(kind="timeout", text="took too long to answer")
        case _:
            return FetchFailure(kind="protocol", text="gave no valid answer")
