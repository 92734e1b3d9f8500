"""Which addresses Limelight may ask: rules on links, ports and IP addresses, without a single look-up."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from yarl import URL  # what aiohttp dials by: two readers of one link are how guards are passed

from news.text.links import LONGEST

# One text for a refused address and a dead one: the bot is no port scanner.
UNREACHABLE = "could not be reached"

_IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# ipaddress.is_global alone lets these through (and is_global differs between Python releases).
_CLOSED = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # protocol assignments; 192.0.0.192 is a cloud's metadata service
            "192.88.99.0/24",  # 6to4 relays
            "168.63.129.16/32",  # a cloud's platform service, in public space
            "2001::/23",  # protocol assignments, Teredo: carries an IPv4 address
            "2001:db8::/32",
            "2002::/16",  # 6to4: carries an IPv4 address
            "3fff::/20",
        ),
    )
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # leaves out IPv4-mapped, NAT64, ULA, link-local, site-local

# Feeds live on web ports. Unprivileged ones serve small sites, so they are open, but for those where another protocol
# listens that a request could speak to: the Fetch standard's "bad ports" and common databases, queues and consoles.
_WEB_PORTS = frozenset((80, 443))
_SERVICE_PORTS = frozenset(
    map(
        int,
        "1433 1434 1521 1719 1720 1723 1883 2049 2181 2375 2376 2377 2379 2380 3128 3306 3389 3659 4045 4190 5060 5061"
        " 5222 5432 5671 5672 5900 5901 5984 5985 5986 6000 6379 6380 6443 6566 6665 6666 6667 6668 6669 6679 6697 7199"
        " 7474 7687 8086 8125 8300 8301 8500 8529 9042 9092 9100 9160 9200 9300 10080 10250 10255 11211 15672 27017"
        " 27018 27019 28017 50070 61616".split(),
    )
)
_NAME = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+\.?")  # one label is a machine of the local network
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


def is_public(ip: str | _IPAddress) -> bool:
    """True if an IP address is one of the public internet; False, too, for text that is no address."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and (address.scope_id or address not in _GLOBAL_UNICAST):
        return False
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return not any(address in network for network in _CLOSED)


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """Hosts that the operator vouches for: (host, port), the port None for every port of that host."""

    hosts: frozenset[tuple[str, int | None]] = frozenset()

    @classmethod
    def from_text(cls, text: str) -> "AllowedHosts":
        """Read LIMELIGHT_ALLOW_HOSTS: "host" or "host:port", comma separated, IPv6 in brackets where a port follows.

        Raise ValueError with a message for the operator.
        """
        return cls(frozenset(_host_and_port(item.strip()) for item in text.split(",") if item.strip()))

    def covers_link(self, url: str | URL) -> bool:
        """True if the link's host, at its port, is one of them."""
        try:
            link = URL(url)
        except ValueError:
            return False
        host = (link.raw_host or "").rstrip(".")
        return bool(host) and not {(host, link.port), (host, None)}.isdisjoint(self.hosts)


NOBODY = AllowedHosts()


def _host_and_port(item: str) -> tuple[str, int | None]:
    wrong = ValueError(f"LIMELIGHT_ALLOW_HOSTS: {item!r} is not a host or host:port")
    bare_ipv6 = item.count(":") > 1 and not item.startswith("[")
    try:
        link = URL(f"http://[{item}]" if bare_ipv6 else f"http://{item}")
    except ValueError:
        raise wrong from None
    host = (link.raw_host or "").rstrip(".")
    if not host or link.explicit_port == 0 or item.endswith(":") or re.search(r"[\s/?#@*%]", item):
        raise wrong
    return host, link.explicit_port


def check_url(url: str, allowed: AllowedHosts = NOBODY) -> str:
    """Return why a link may not be asked, as a predicate ("must begin with http or https"), or "" if it may.

    Looks nothing up: a name that leads to a private address is refused when it is dialled (news.feeds.fetch).
    """
    if reason := check_form(url):
        return reason
    link = URL(url)
    return "" if allowed.covers_link(link) else _refusal_of((link.raw_host or "").lower(), link.port or 0)


def check_form(url: str) -> str:
    """Return the same for what no operator can allow: another scheme, a user name or password, an invalid link."""
    try:
        link, authority = URL(url), urlsplit(url).netloc
    except ValueError:  # brackets, a port out of range, a name that IDNA refuses
        return "is not a valid address"
    if link.scheme not in ("http", "https"):
        return "must begin with http or https"
    if "@" in authority or link.user is not None or link.password is not None:
        return "must not carry a user name or password"
    return "is not a valid address" if len(url) > LONGEST or not link.raw_host else ""


def _refusal_of(host: str, port: int) -> str:
    if port not in _WEB_PORTS and (port < 1024 or port in _SERVICE_PORTS):
        return "uses a port that is not allowed"
    return "" if _may_be_public(host) else UNREACHABLE


def _may_be_public(host: str) -> bool:
    """True if a host is a public IP address or a name with a dot that no resolver takes for an address."""
    bare = host.rstrip(".")
    if ":" in bare or _is_dotted_quad(bare):
        return is_public(bare)
    return bool(_NAME.fullmatch(host)) and not _NUMBER.fullmatch(bare.rpartition(".")[2])


def _is_dotted_quad(host: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}(\.\d{1,3}){3}", host, re.ASCII))
