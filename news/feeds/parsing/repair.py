"""A feed's bytes to a well-formed tree: wrong encodings, stray characters and lost tags are put right here.

Nothing is fetched and no entity is ever declared: the tree is built from the root element on, so that a document
type (docs/faults.md rows 19 and 20) never reaches the XML parser.
"""

import codecs
import re
from collections.abc import Iterator
from html.entities import html5
from xml.sax.saxutils import escape

from lxml import etree  # type: ignore[import-untyped]

# A feed of 2 MB must be read in 100 ms, whatever stands in it.
MOST_TAGS, MOST_REFERENCES = 160_000, 300_000  # "<" and "&"; the densest real feeds have half of that in 2 MB
MOST_TAGS_MENDED, MOST_REFERENCES_MENDED = 100_000, 150_000
_MOST_MENDED = 10_000  # entities and attributes each
_PART = 100_000  # characters
_DECLARATIONS = (
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:a10="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
)
_CROWDED = re.compile(r"<(?=[A-Za-z_][^<]{500})[\w:.-]++(?:\s++[\w:.-]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){100}")

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]+)", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAKED = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"), (b"<\0r\0", "utf-16-le"), (b"\0<\0r", "utf-16-be"))
# What publishers name and what they write: the name's superset (as browsers read it).
_SUPERSET = {
    **dict.fromkeys(("ascii", "iso8859-1", "cp1252"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
# Python's registry holds more than character sets: "hex" is none, "idna" refuses to replace, and 2 MB of "punycode"
# take a quarter of an hour.
_CHARACTERS = re.compile(r"ascii|utf-8|cp\d|iso8859|iso2022_|koi8|mac-|gb|big5|shift_jis|euc_|tis-|johab")
_PROLOG = re.compile(
    r"(?:\s++|\ufeff|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*+(?:\[(?:[^\]\"']++|\"[^\"]*+\"|'[^']*+')*+\]\s*+)?>)*+",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(r"<((?:[\w.-]+:)?(?:rss|feed|rdf|channel))[\s>/]", re.IGNORECASE)
_TAG = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_MARKUP = re.compile(r"<(?:!doctype html|html|head|body|div|p|br|title|script)\b", re.IGNORECASE)
_PAGE = frozenset("html head body div p br title script b h1 center font".split())

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_ASIDE = re.compile(r"<!--.*?(?:-->|\Z)|<[?!][^<>]*>?", re.DOTALL)
_BARE_AND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_BARE_LESS = re.compile(r"<(?![A-Za-z_/])")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31};)")
_LOOSE_TAG = re.compile(r"<[A-Za-z_][^<>]*=\s*+[^\s\"'][^<>]*>")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+?(?=\s|/?>))")
_PAIR = re.compile(r"&#(5[56]\d{3});&#(5[67]\d{3});")
_NUMBERED = re.compile(r"&#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));")
_TEXTS = re.compile(
    r"<(title|description|summary|content:encoded)((?:\s[^<>]*)?)(?<!/)>"
    r"([^<]*+(?:<(?!!|/?(?:\1|item|entry|channel|rss|feed)\b)[^<]*+)++)(</\1\s*>)?",
    re.IGNORECASE,
)


class NotAFeed(ValueError):  # noqa: N818 (it says what it is)
    """The bytes hold no feed; the text says in plain words what they hold."""


def decode_body(body: bytes, charset: str | None = None) -> str:
    """Return the characters. `charset` is the HTTP header's; UTF-8 goes before any claim to be Latin.

    Never fails: bytes that are wrong in UTF-8 are read one by one as Windows-1252.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    start = body.lstrip()[:4]
    if wide := next((name for first, name in _NAKED if start.startswith(first)), None):
        return body.decode(wide, "replace")
    found = _DECLARED.search(body, 0, 1024)
    claims = [
        name for claim in (charset or "", found[1].decode("ascii") if found else "") if (name := _known_encoding(claim))
    ]
    if not claims or claims[0] in ("utf-8", "cp1252") or claims[0].startswith("iso"):
        claims.insert(0, "utf-8")
    for name in claims:
        try:
            return body.decode(name)
        except UnicodeError:
            continue
    if claims[-1] not in ("utf-8", "cp1252"):
        return body.decode(claims[-1], "replace")
    if body.decode("utf-8", "replace").count("\ufffd") > _MOST_MENDED:
        return body.decode("cp1252", "replace")  # the same, a hundred times faster
    return body.decode("utf-8", "as-cp1252")


def _known_encoding(claim: str) -> str:
    try:
        name = codecs.lookup(claim).name
    except (LookupError, ValueError):
        return ""
    # UTF-16 and UTF-32 are none of these: without a mark and without NULs the claim is false
    return _SUPERSET.get(name, name) if _CHARACTERS.match(name) else ""


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(bytes((byte,)).decode("cp1252", "replace") for byte in wrong), error.end


codecs.register_error("as-cp1252", _as_cp1252)


def parse_tree(text: str) -> etree._Element:
    """Return the root element of a document, mended if it is not well-formed. Raise NotAFeed if that fails."""
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    root = _TAG.match(text, start)
    if root is None or root[1].lower() in _PAGE:
        # A page, or a feed behind a PHP warning or a blank document type
        found = _ROOT.search(text, start, start + 20_000)
        if found is None:
            raise NotAFeed("an HTML page, not a feed" if _is_page(text, start) else "not XML and not JSON")
        start = found.start()
    if "<!entity" in text[:start].lower():
        raise NotAFeed("it declares XML entities, which no feed needs")
    text = text[start:]
    tags, references = text.count("<"), text.count("&")
    if tags > MOST_TAGS or references > MOST_REFERENCES or _CROWDED.search(text):
        raise NotAFeed("more markup than any feed has")
    if (root := _parse_strictly(text)) is not None:
        return root
    if tags > MOST_TAGS_MENDED or references > MOST_REFERENCES_MENDED:
        raise NotAFeed("not well-formed, and more markup than can be mended")
    # Within one element: a second document behind the first does no harm, and forgotten prefixes are declared
    root = _parse_forgivingly(f"<rss {_DECLARATIONS}>{_escape_html(mend_markup(text))}</rss>")
    return root if len(root) > 1 or not len(root) else root[0]


def _is_page(text: str, start: int) -> bool:
    return _MARKUP.search(text, 0, start + 20_000) is not None


def _xml_parser(recover: bool) -> etree.XMLParser:
    # Without huge_tree libxml2 keeps its own limits: 256 levels, 10 MB a text.
    return etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )


def _parse_strictly(text: str) -> etree._Element | None:
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), _xml_parser(recover=False))
    except etree.XMLSyntaxError:
        return None


def _parse_forgivingly(text: str) -> etree._Element:
    if _CROWDED.search(text):
        raise NotAFeed("more attributes than any feed has")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), _xml_parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise NotAFeed("not XML that can be read")
    return root


def mend_markup(text: str) -> str:
    """Put right what stands between the tags: illegal characters, bare "&" and "<", HTML's entities, asides."""
    pieces = _CDATA.split(_drop_illegal(text))
    for i in range(0, len(pieces), 2):
        piece = _BARE_LESS.sub("&lt;", _ASIDE.sub("", pieces[i]).replace("]]>", ""))
        piece = _LOOSE_TAG.sub(_quote_attributes, piece, _MOST_MENDED)
        pieces[i] = "".join(map(_mend_references, _split_references(piece))) if "&" in piece else piece
    head, opened, rest = pieces[-1].rpartition("<")
    if opened and ">" not in rest:
        pieces[-1] = head  # the download ended inside a tag
    if len(pieces) > 1 and not pieces[-2].endswith("]]>"):
        pieces[-2] += "]]>"  # the download ended inside
    return "".join(pieces)


def _drop_illegal(text: str) -> str:
    """Drop what XML forbids; in bytes, at a quarter of a pattern's cost."""
    body = text.encode("utf-8", "ignore").translate(None, _CONTROLS)
    return body.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"").decode("utf-8")


def _split_references(piece: str) -> Iterator[str]:
    """Cut before a "&": one substitution in 2 MB would hold the interpreter, and with it the event loop, too long."""
    start = 0
    while len(piece) - start > _PART:
        end = piece.rfind("&", start + 1, start + _PART)
        end = start + _PART if end < 0 else end
        yield piece[start:end]
        start = end
    yield piece[start:]


def _mend_references(part: str) -> str:
    part = _BARE_AND.sub("&amp;", _NAMED.sub(_resolve_entity, part, _MOST_MENDED))
    return _NUMBERED.sub(_resolve_character, _PAIR.sub(_join_surrogates, part, _MOST_MENDED), _MOST_MENDED)


def _quote_attributes(tag: re.Match[str]) -> str:
    def quote(found: re.Match[str]) -> str:
        name, value = found.groups()
        return found[0] if value[0] in "\"'" else f'{name}="{value}"'

    return _ATTRIBUTE.sub(quote, tag[0])


def _resolve_entity(found: re.Match[str]) -> str:
    return escape(html5.get(found[1]) or "&" + found[1])


def _join_surrogates(found: re.Match[str]) -> str:
    pair = chr(int(found[1])) + chr(int(found[2]))
    return pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _resolve_character(found: re.Match[str]) -> str:
    code = int(found[1]) if found[1] else int(found[2], 16)
    return "" if code > 0x10FFFF or _ILLEGAL.match(chr(code)) else found[0]


def _escape_html(text: str) -> str:
    """Take HTML that stands unescaped in a title or description for text: its <br> and <p> close nothing."""

    def as_text(found: re.Match[str]) -> str:
        tag, attributes, inner, end = found.groups()
        return f"<{tag}{attributes}>{inner.replace('<', '&lt;')}{end or f'</{tag}>'}"

    return _TEXTS.sub(as_text, text)
