"""Hostile feeds: built ones at the size limit, and mutations of well-meant ones; the same ones every time."""

import random
from collections.abc import Iterator, Sequence

LIMIT = 2_000_000  # bytes; the fetcher stops there
_HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>'
_TAIL = "</channel></rss>"
_ITEM = "<item><title>{n}</title><link>https://example.com/{n}</link><pubDate>{date}</pubDate></item>"
_SLOW_DATE = "Thursday the 2nd of some month, 10 o'clock {n}"
# What is repeated: in an item's title, its description, as CDATA, and bare where items stand.
_PIECES = (
    *("<!--", "&", "<", "<a>", "<a ", "</a>", "</item>", "<item>", "<item/>", "<item><item>", "<![CDATA[", "]]>"),
    *("<?x", "<!DOCTYPE x [", "&amp;", "&amp;amp;", "&#60;", "&#1", "&#0;", "&#55357;", "&nbsp;", "&notit;"),
    *("&lt;p&gt;", "&lt;a href=&quot;", "<p a='<p' ", "<b/>", "<b></b>", "<svg", "<script>", "<img src=x>"),
    *("<br a=b c=d>", "x\n", "e\u0300\u0301\u0302", "\u202e", "\U00020000", "\ud800", "\x00", "A. ", "a:b='c' "),
    *('="', "' ", "<title>", "<description>", "<link>x</link>", "<pubDate>x</pubDate>", "<category>a</category>"),
    *("<entry><id>a</id></entry>", "<x:y>", "<media:thumbnail url='http://a/b.jpg'/>"),
)


def hostile(limit: int = LIMIT) -> Iterator[tuple[str, bytes]]:
    """Yield names and feeds of about `limit` bytes, each one construction repeated."""
    for piece in _PIECES:
        many = piece * (limit // len(piece.encode("utf-8", "replace")))
        name = ascii(piece)[1:-1][:24]
        yield f"{name} in title", _feed(f"<item><title>{many}</title></item>")
        yield f"{name} in channel", _feed(many)
        yield f"{name} as CDATA", _feed(f"<item><description><![CDATA[{many}]]></description></item>")
        yield f"{name} alone", many.encode("utf-8", "replace")
        per_item = piece * (limit // 300 // len(piece))
        texts = f"<item><title>x</title><description><![CDATA[{per_item}]]></description></item>"
        yield f"{name} in 300 texts", _feed(texts * 300)
    yield from _large(limit)


def _large(limit: int) -> Iterator[tuple[str, bytes]]:
    dates = ("Mon, 02 Jan 2023 10:04:05 GMT", "2 jan 2023 10:04 PM", "x", _SLOW_DATE)
    for date in dates:
        items = "".join(_ITEM.format(n=n, date=date.format(n=n)) for n in range(20_000))
        yield f"20,000 items, {date[:12]}", _feed(items)[:limit]
    names = " ".join(f"a{n}='x'" for n in range(limit // 12))
    yield "attributes", _feed(f"<item {names}/>")
    spaces = " ".join(f"xmlns:a{n}='x{n}'" for n in range(limit // 22))
    yield "namespaces", _feed(f"<item {spaces}/>")
    nested = "".join(f"<a xmlns:b{n}='c{n}'>" for n in range(limit // 24))
    yield "nested namespaces", _feed(f"<item>{nested}</item>")
    names = "".join(f"<n{n}/>" for n in range(limit // 9))
    yield "many names", _feed(f"<item>{names}</item>")
    yield "many open names", _feed("".join(f"<n{n}>" for n in range(limit // 9)))
    yield (
        "cyrillic as references",
        _feed("<item><title>x</title><description>" + "&#1072;" * (limit // 7) + "</description></item>"),
    )
    yield "JSON lists", b"[" * limit
    yield "JSON items", b'{"items":[' + b"{}," * (limit // 3 - 10) + b"{}]}"
    yield "JSON titles", b'{"items":[' + b'{"title":"a"},' * (limit // 14 - 10) + b"{}]}"
    yield "JSON number", b'{"items":[' + b"9" * limit + b"]}"
    yield "UTF-16", _feed("<item><title>\u4e00</title></item>" * (limit // 70)).decode().encode("utf-16")
    yield "cp1252 bytes", _feed("<item><title>") + b"\xe9" * limit + b"</title></item></channel></rss>"
    yield (
        "gb18030 bytes",
        b"<?xml version='1.0' encoding='gb2312'?><rss><channel><item><title>" + b"\xb0\xa1" * (limit // 2),
    )


def _feed(inside: str) -> bytes:
    return (_HEAD + inside + _TAIL).encode("utf-8", "replace")


def mutated(seeds: Sequence[bytes], rounds: int, seed: int = 20210609) -> Iterator[bytes]:
    """Yield `rounds` broken copies: bytes flipped, parts cut, doubled, swapped or replaced by markup."""
    dice = random.Random(seed)
    pieces = [piece.encode("utf-8", "replace") for piece in _PIECES]
    for _ in range(rounds):
        body = bytearray(dice.choice(seeds))
        for _ in range(dice.randint(1, 8)):
            at, length = dice.randrange(len(body) + 1), dice.choice((1, 2, 8, 40, 400))
            match dice.randrange(5):
                case 0:
                    del body[at : at + length]
                case 1:
                    body[at:at] = dice.choice(pieces) * dice.choice((1, 1, 3, 50))
                case 2:
                    body[at:at] = body[at : at + length] * dice.choice((1, 2, 20))
                case 3:
                    body[at : at + length] = dice.randbytes(min(length, 8))
                case _:
                    other = dice.choice(seeds)
                    start = dice.randrange(len(other) + 1)
                    body[at:at] = other[start : start + length]
        yield bytes(body)
