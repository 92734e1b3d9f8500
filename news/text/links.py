"""Canonical links: one address for one page, however a feed decorates it."""

import hashlib
import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from yarl import URL

LONGEST = 2048  # longer links are decoration or an attack (docs/faults.md row 39); browsers and proxies cut there
_TRACKING = re.compile(
    r"^(utm_\w+|at_\w+|ns_\w+|fb_\w+|mc_\w+|pk_\w+|ftag|fbclid|gclid|gbraid|wbraid|dclid|msclkid|igshid|twclid|yclid"
    r"|ref|ref_src|ref_url|referrer|source|src|cmp|cmpid|ito|partner|traffic_source|xid|ocid|smid|smtyp|taid"
    r"|ncid|sr_share|share|spm|rss|via|feed|intcid|mbid|sh|_ga|_gl)$",
    re.IGNORECASE,
)
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_HOST = re.compile(r"\w[\w~-]*(?:\.[\w~-]+)*\.?|\[[0-9a-fA-F:.]+\]")
_INVITE = re.compile(r"https?://(?:[\w-]+\.)*discord(?:\.gg|(?:app)?\.com/invite)(?![\w.-])", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = str.maketrans({"\t": None, "\n": None, "\r": None, " ": "%20"})
_PAGE_SUFFIX = re.compile(r"(?:/amp|/index\.(?:html?|php)|\.amp)?/*$", re.IGNORECASE)


def safe_link(url: str, base: str = "") -> str:
    """Return the absolute http(s) link, or "" if no button may carry it.

    Refused are other schemes, user names, odd hosts, links that are too long, and invites of Discord. Line breaks
    within a link go and spaces become %20, as in browsers.
    """
    url = url[: 2 * LONGEST].strip().translate(_BREAKS)
    if not url or len(url) > LONGEST or _UNSEEN.search(url):
        return ""
    try:
        joined = urljoin(base, url) if base else url
        parts = urlsplit(joined)
        _ = parts.port
    except ValueError:
        return ""
    host = parts.netloc.removesuffix(f":{parts.port}") if parts.port else parts.netloc.removesuffix(":")
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or len(joined) > LONGEST:
        return ""
    return "" if _INVITE.match(joined) else joined


def sendable_link(url: str, longest: int) -> str:
    """Return the link in ASCII as a button or thumbnail takes it, or "" if neither would.

    Discord refuses a whole message for one bad link: a publisher's slip would take every list with it.
    """
    try:
        link = URL(url)
    except ValueError:  # a name that IDNA refuses
        return ""
    written = str(link)
    return written if "." in (link.raw_host or "") and written.isascii() and len(written) <= longest else ""


def canonical_link(url: str) -> str:
    """Return the link without tracking parameters, fragment and default port: the one to keep and to show."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    default_port = {"http": 80, "https": 443}.get(parts.scheme)
    netloc = host if parts.port in (None, default_port) else f"{host}:{parts.port}"
    # Taken apart by hand: parse_qsl would rewrite what is not UTF-8, and "?123" as "?123="
    query = "&".join(part for part in parts.query.split("&") if part and not _TRACKING.match(part.partition("=")[0]))
    return urlunsplit((parts.scheme, netloc, parts.path or "/", query, ""))


def link_key(url: str) -> int:
    """Hash what names the page: scheme, www., m., AMP, trailing slash and parameter order do not."""
    parts = urlsplit(canonical_link(url))
    host = _HOST_PREFIX.sub("", parts.netloc)
    path = _PAGE_SUFFIX.sub("", parts.path)
    return hash_text(host, path, "&".join(sorted(parts.query.split("&"))))


def hash_text(*parts: str) -> int:
    """Return a signed 64-bit hash: an SQLite integer, half a text index's size: 85 MB less in a million."""
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
