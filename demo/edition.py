"""The sample edition of 9 June 2021: its outlets and items from `demo/edition/*.toml`, and the feeds made of them.

The outlets are invented and every feed says so; the events are public and well documented, told in our own words.
"""

import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

from demo import pictures
from news.model.feeds import Source

SAMPLE = "Sample"  # every item's last category
NOTICE = "A sample feed of Limelight's demo. The outlet is invented; no real outlet wrote or endorses a word of it."
_FOLDER = Path(__file__).with_name("edition")
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
for _prefix, _uri in _NAMESPACES.items():
    ET.register_namespace(_prefix, _uri)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An invented publisher; `format` is rss (2.0) or atom (1.0)."""

    key: str
    name: str
    kind: str
    format: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionItem:
    """What an outlet published, and when; `was` is the title that it had until `retitled`."""

    outlet: str
    key: str
    published: int
    title: str
    summary: str = ""
    byline: str = ""
    section: str = ""
    categories: tuple[str, ...] = ()
    motif: str = ""  # "": the item has no picture
    text: str = ""  # one paragraph a line
    was: str = ""
    retitled: int = 0

    @property
    def path(self) -> str:
        """Where the item stands on its publisher's site."""
        day = datetime.fromtimestamp(self.published, UTC)
        return f"/{self.outlet}/{day:%Y/%m}/{self.key}"

    @property
    def picture_path(self) -> str:
        """Where its picture stands, "" without one."""
        return f"/pictures/{self.motif}.webp" if self.motif else ""

    def title_at(self, now: int) -> str:
        """Return the title as it stood at a time."""
        return self.was if now < self.retitled else self.title

    def changed_at(self, now: int) -> int:
        """Return when the item was last touched, as seen at a time."""
        return self.retitled if self.published < self.retitled <= now else self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All outlets and items, newest first; `clock` is when the edition stands."""

    clock: int
    outlets: Mapping[str, Outlet]
    items: tuple[EditionItem, ...]

    def of(self, outlet: str, now: int) -> list[EditionItem]:
        """Return what an outlet had published by a time, newest first."""
        return [item for item in self.items if item.outlet == outlet and item.published <= now]


def load() -> Edition:
    """Read the edition. KeyError or TypeError name what a file has that the edition does not know."""
    head = _read("outlets")
    outlets = {key: Outlet(key=key, **fields) for key, fields in head["outlet"].items()}
    files = sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem != "outlets")
    items = [_item(fields, outlets) for file in files for fields in _read(file)["item"]]
    items.sort(key=lambda item: (-item.published, item.path))
    return Edition(clock=_seconds(head["clock"]), outlets=outlets, items=tuple(items))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def _seconds(when: datetime) -> int:
    return int(when.timestamp())


def _item(fields: dict[str, Any], outlets: Mapping[str, Outlet]) -> EditionItem:
    fields = dict(fields)
    outlet, motif = outlets[fields.pop("outlet")].key, fields.pop("picture", "")
    for part in ("title", "summary", "text"):
        for key, other in outlets.items():
            fields[part] = fields.get(part, "").replace(f"{{{key}}}", other.name).strip()
    fields["published"] = _seconds(fields["published"])
    fields["retitled"] = _seconds(fields["retitled"]) if "retitled" in fields else 0
    fields["categories"] = tuple(fields.get("categories", ()))
    return EditionItem(outlet=outlet, motif=motif, **fields)


def sources(edition: Edition, base_url: str) -> list[Source]:
    """Return the outlets' feeds as a feeds file would name them."""
    return [
        Source(
            url=f"{base_url}/{outlet.key}/feed.xml",
            name=outlet.name,
            kind=outlet.kind,
            homepage=f"{base_url}/{outlet.key}/",
        )
        for outlet in edition.outlets.values()
    ]


def feed(edition: Edition, outlet: str, base_url: str, now: int) -> bytes:
    """Render an outlet's feed as it stood at a time, RSS 2.0 or Atom 1.0. KeyError for an outlet that is none."""
    render = {"rss": _rss, "atom": _atom}[edition.outlets[outlet].format]
    root = render(edition.outlets[outlet], edition.of(outlet, now), base_url, now)
    ET.indent(root)
    xml: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return xml


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    prefix, _, name = tag.rpartition(":")
    child = ET.SubElement(parent, f"{{{_NAMESPACES[prefix]}}}{name}" if prefix else tag, attributes)
    child.text = text or None
    return child


def _rss(outlet: Outlet, items: list[EditionItem], base_url: str, now: int) -> ET.Element:
    root = ET.Element("rss", version="2.0")
    channel = _add(root, "channel")
    _add(channel, "title", outlet.name)
    _add(channel, "link", f"{base_url}/{outlet.key}/")
    _add(channel, "description", f"{outlet.about} {NOTICE}")
    _add(channel, "language", "en")
    _add(channel, "atom:link", href=f"{base_url}/{outlet.key}/feed.xml", rel="self", type="application/rss+xml")
    for item in items:
        node = _add(channel, "item")
        _add(node, "title", item.title_at(now))
        _add(node, "link", base_url + item.path)
        _add(node, "guid", f"{outlet.key}:{item.key}", isPermaLink="false")
        _add(node, "pubDate", format_datetime(datetime.fromtimestamp(item.published, UTC), usegmt=True))
        if item.byline:
            _add(node, "dc:creator", item.byline)
        for category in _categories(item):
            _add(node, "category", category)
        if item.summary:
            _add(node, "description", item.summary)
        if item.text:
            _add(node, "content:encoded", _html(item.text))
        _picture(node, item, base_url)
    return root


def _atom(outlet: Outlet, items: list[EditionItem], base_url: str, now: int) -> ET.Element:
    root = ET.Element(f"{{{_NAMESPACES['atom']}}}feed")
    _add(root, "atom:title", outlet.name)
    _add(root, "atom:subtitle", f"{outlet.about} {NOTICE}")
    _add(root, "atom:id", f"{base_url}/{outlet.key}/")
    _add(root, "atom:link", href=f"{base_url}/{outlet.key}/")
    _add(root, "atom:link", href=f"{base_url}/{outlet.key}/feed.xml", rel="self")
    _add(root, "atom:updated", _iso(max((item.changed_at(now) for item in items), default=0)))
    for item in items:
        node = _add(root, "atom:entry")
        _add(node, "atom:title", item.title_at(now))
        _add(node, "atom:link", href=base_url + item.path)
        _add(node, "atom:id", f"tag:{outlet.key}.sample,2021:{item.key}")
        _add(node, "atom:published", _iso(item.published))
        _add(node, "atom:updated", _iso(item.changed_at(now)))
        _add(_add(node, "atom:author"), "atom:name", item.byline or outlet.name)
        for category in _categories(item):
            _add(node, "atom:category", term=category)
        if item.summary:
            _add(node, "atom:summary", item.summary)
        if item.text:
            _add(node, "atom:content", _html(item.text), type="html")
        _picture(node, item, base_url)
    return root


def _categories(item: EditionItem) -> list[str]:
    return [*filter(None, [item.section]), *item.categories, SAMPLE]


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def _html(text: str) -> str:
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.splitlines())


def _picture(node: ET.Element, item: EditionItem, base_url: str) -> None:
    if not item.motif:
        return
    size = {"width": str(pictures.WIDTH), "height": str(pictures.HEIGHT)}
    url = base_url + item.picture_path
    media = _add(node, "media:content", url=url, medium="image", type="image/webp", **size)
    _add(media, "media:description", pictures.ALTS[item.motif], type="plain")
    _add(media, "media:credit", pictures.CREDIT)
