"""Real servers that misbehave, on loopback: raw HTTP with any fault, and a DNS server that lies or never answers."""

import asyncio
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Sample</title>
<item><title>Ann Example opens a bakery</title><link>https://news.example/1</link></item></channel></rss>"""


@dataclass(frozen=True)
class Request:
    path: str
    headers: Mapping[str, str]  # names in lower case


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Faulty:
    """What a server was asked; `handlers` may be changed while it runs."""

    handlers: dict[str, Handler]
    port: int = 0
    connections: int = 0
    requests: list[Request] = field(default_factory=list)
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)
    at_once: int = 0
    most_at_once: int = 0

    def url(self, path: str = "/feed", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            pairs = (line.split(": ", 1) for line in head[1:] if line)
            request = Request(head[0].split(" ")[1], {name.lower(): value for name, value in pairs})
            self.requests.append(request)
            self.was_asked.set()
            await self.handlers.get(request.path, reply(404, b""))(request, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client hung up, as it should on most faults
        finally:
            self.at_once -= 1
            writer.close()


@asynccontextmanager
async def faulty_server(
    handlers: Mapping[str, Handler], host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[Faulty]:
    faulty = Faulty(dict(handlers))
    tasks: set[asyncio.Task[None]] = set()

    def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(faulty._answer(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(serve, host, port)
    faulty.port = server.sockets[0].getsockname()[1]
    try:
        yield faulty
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def head(status: int, headers: Mapping[str, str] | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status} Whatever", "Connection: close", *(f"{n}: {v}" for n, v in (headers or {}).items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


def reply(status: int = 200, body: bytes = FEED, **headers: str) -> Handler:
    """Answer at once; header names are given with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return raw(head(status, {"Content-Length": str(len(body))} | named) + body)


def redirect(status: int, location: str) -> Handler:
    return reply(status, b"", Location=location)


def raw(data: bytes) -> Handler:
    async def handler(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    return handler


def in_turn(*handlers: Handler) -> Handler:
    """One handler a request, the last one for ever."""
    left = list(handlers)

    async def handler(request: Request, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(request, writer)

    return handler


def endless(first: bytes, piece: bytes, pause: float = 0.0, sent: list[int] | None = None) -> Handler:
    """Write for ever, counting the bytes in `sent[0]`."""

    async def handler(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(piece)
            await writer.drain()
            if sent is not None:
                sent[0] += len(piece)
            await asyncio.sleep(pause)

    return handler


async def silence(_: Request, __: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


def gzip_bomb(mebibytes: int) -> bytes:
    """Zeros, about 1 KB a MiB; one full-flushed block repeated, since packing a GiB takes seconds."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + block * mebibytes


@contextmanager
def hanging_port() -> Iterator[int]:
    """A port whose dials hang: its backlog is full, so the kernel drops every further SYN."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for filler in (first, second):
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


class _Names(asyncio.DatagramProtocol):
    def __init__(self, answers: Mapping[str, list[list[str]]]) -> None:
        self.answers = {name: list(rounds) for name, rounds in answers.items()}
        self.asked: list[str] = []

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        labels, at = [], 12
        while data[at]:
            labels.append(data[at + 1 : at + 1 + data[at]].decode())
            at += data[at] + 1
        name, kind, question = ".".join(labels).lower(), data[at + 1 : at + 3], data[12 : at + 5]
        self.asked.append(name)
        if name not in self.answers:
            return  # a tarpit
        rounds = self.answers[name]
        addresses: list[str] = []
        if kind == b"\x00\x01":
            addresses = rounds.pop(0) if len(rounds) > 1 else rounds[0]
        records = b"".join(b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x00\x00\x04" + socket.inet_aton(a) for a in addresses)
        code = b"\x81\x80" if addresses or kind != b"\x00\x01" else b"\x81\x83"  # NXDOMAIN
        counts = b"\x00\x01" + len(addresses).to_bytes(2, "big") + b"\x00\x00\x00\x00"
        self.transport.sendto(data[:2] + code + counts + question + records, addr)


@asynccontextmanager
async def dns_server(answers: Mapping[str, list[list[str]]]) -> AsyncIterator[tuple[str, list[str]]]:
    """Return "host:port" of a name server, and the names that it is asked for.

    `answers` has the A records of each query in turn, the last ones for ever, [] for NXDOMAIN; other names hang.
    """
    loop = asyncio.get_running_loop()
    transport, names = await loop.create_datagram_endpoint(lambda: _Names(answers), local_addr=("127.0.0.1", 0))
    try:
        yield "127.0.0.1:{}".format(transport.get_extra_info("sockname")[1]), names.asked
    finally:
        transport.close()
