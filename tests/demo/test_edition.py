import io
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import feedparser
import pytest
from PIL import Image, ImageFilter

from demo import edition, pictures
from news.text.links import link_key

BASE = "http://127.0.0.1:8080"
DAY = 86_400
EDITION = edition.load()
OUTLETS = list(EDITION.outlets)


def feed(outlet: str, now: int = EDITION.clock) -> bytes:
    return edition.feed(EDITION, outlet, BASE, now)


def test_the_edition_has_five_outlets_and_at_least_eighty_items() -> None:
    assert len(EDITION.outlets) == 5
    assert len(EDITION.items) >= 80
    assert Counter(outlet.format for outlet in EDITION.outlets.values()) == {"rss": 3, "atom": 2}


def test_nothing_is_later_than_the_edition_and_one_item_alone_is_old() -> None:
    window = 16 * DAY
    old = [item for item in EDITION.items if item.published < EDITION.clock - window]
    assert EDITION.clock == 1_623_268_800  # 2021-06-09T20:00Z
    assert [item.key for item in old] == ["ellen-degeneres-to-end-show"]
    assert all(max(item.published, item.retitled) <= EDITION.clock for item in EDITION.items)
    assert sum(item.published > EDITION.clock - 3 * DAY for item in EDITION.items) > len(EDITION.items) / 2


def test_every_item_has_a_link_of_its_own() -> None:
    links = {link_key(BASE + item.path) for item in EDITION.items}
    assert len(links) == len({(item.outlet, item.key) for item in EDITION.items}) == len(EDITION.items)


def test_no_outlet_says_the_same_headline_twice_and_no_text_is_left_with_a_placeholder() -> None:
    assert len({(item.outlet, item.title) for item in EDITION.items}) == len(EDITION.items)
    assert not [item.key for item in EDITION.items if "{" in item.title + item.summary + item.text]


def test_an_outlet_that_reports_name_is_spelled_as_its_feed_spells_it() -> None:
    told = next(item for item in EDITION.items if item.key == "chris-harrison-out")
    assert f"according to {EDITION.outlets['backlot'].name}" in told.summary


def test_the_edition_has_the_odd_items_that_real_feeds_have() -> None:
    items = EDITION.items
    assert any(not item.motif and item.summary for item in items)
    assert any(not (item.summary or item.byline or item.motif or item.section) for item in items)  # a title alone
    assert any("&" in item.title for item in items)
    assert any("«" in item.title for item in items)
    assert any(item.title.startswith("Correction:") for item in items)
    assert {"Sinéad O'Connor", "Beyoncé", "Léa Seydoux"} <= {name for item in items for name in item.categories}


@pytest.mark.parametrize("outlet", OUTLETS)
def test_every_feed_is_read_by_the_feed_parser(outlet: str) -> None:
    read = feedparser.parse(feed(outlet))
    items = EDITION.of(outlet, EDITION.clock)
    assert [(entry.title, entry.link) for entry in read.entries] == [(item.title, BASE + item.path) for item in items]
    assert read.feed.title == EDITION.outlets[outlet].name


@pytest.mark.parametrize("outlet", OUTLETS)
def test_every_feed_says_what_the_edition_says_to_our_parser(outlet: str) -> None:
    parse = pytest.importorskip("news.feeds.parsing.parse")
    entries = {entry.url: entry for entry in parse.parse_feed(feed(outlet), url=f"{BASE}/{outlet}/feed.xml")}
    for item in EDITION.of(outlet, EDITION.clock):
        entry = entries.pop(BASE + item.path)
        assert (entry.title, entry.published, entry.summary) == (item.title, item.published, item.summary)
        assert entry.text.split() == item.text.split()
        assert (entry.picture.url if entry.picture else "") == (BASE + item.picture_path if item.motif else "")
    assert not entries


@pytest.mark.parametrize("outlet", OUTLETS)
def test_every_feed_and_every_item_is_marked_as_a_sample(outlet: str) -> None:
    root = ET.fromstring(feed(outlet))
    about = root.findtext("channel/description") or root.findtext("{*}subtitle") or ""
    assert "(sample)" in EDITION.outlets[outlet].name
    assert edition.NOTICE in about
    items = [*root.iter("item"), *root.iter("{http://www.w3.org/2005/Atom}entry")]
    marks = [[node.get("term") or node.text for node in item.findall("{*}category")] for item in items]
    assert items
    assert all(edition.SAMPLE in categories for categories in marks)


@pytest.mark.parametrize("outlet", OUTLETS)
def test_every_picture_in_a_feed_has_alt_text_and_a_credit(outlet: str) -> None:
    media = list(ET.fromstring(feed(outlet)).iter("{http://search.yahoo.com/mrss/}content"))
    assert media
    for picture in media:
        assert len(picture.findtext("{*}description") or "") > 10
        assert picture.findtext("{*}credit") == pictures.CREDIT


def test_a_feed_of_an_earlier_hour_holds_what_was_out_by_then() -> None:
    noon = EDITION.clock - 8 * 3600
    then, now = feedparser.parse(feed("marquee", noon)), feedparser.parse(feed("marquee"))
    assert 0 < len(then.entries) < len(now.entries)
    assert all(item.published <= noon for item in EDITION.of("marquee", noon))


def test_a_headline_changes_in_the_feed_when_the_outlet_changed_it() -> None:
    item = next(item for item in EDITION.items if item.was)
    before = {entry.link: entry.title for entry in feedparser.parse(feed(item.outlet, item.retitled - 1)).entries}
    after = {entry.link: entry.title for entry in feedparser.parse(feed(item.outlet, item.retitled)).entries}
    assert before[BASE + item.path] == item.was != item.title == after[BASE + item.path]


def test_every_motif_that_items_show_has_a_picture_and_every_picture_is_shown() -> None:
    files = {path.stem for path in (Path(edition.__file__).parent / "edition" / "pictures").iterdir()}
    assert {item.motif for item in EDITION.items if item.motif} == files == set(pictures.ALTS)


@pytest.mark.parametrize("motif", pictures.ALTS)
def test_a_picture_is_a_small_sixteen_by_nine_webp_with_alt_text(motif: str) -> None:
    picture = pictures.read_picture(motif)
    image = Image.open(io.BytesIO(picture))
    assert (image.format, image.size) == ("WEBP", (pictures.WIDTH, pictures.HEIGHT))
    assert len(picture) < 33_000  # all thirty under 1 MB
    assert len(pictures.ALTS[motif]) > 10


@pytest.mark.parametrize("motif", pictures.ALTS)
def test_the_motif_fills_the_square_that_a_thumbnail_shows(motif: str) -> None:
    image = Image.open(io.BytesIO(pictures.read_picture(motif))).convert("L").resize((160, 90))
    edges = image.filter(ImageFilter.FIND_EDGES).crop((2, 2, 158, 88)).point([255 * (n > 48) for n in range(256)])
    shown = edges.histogram()[255]
    assert shown > 200
    assert edges.crop((33, 0, 123, 86)).histogram()[255] > 0.85 * shown


def test_loading_twice_gives_the_same_edition() -> None:
    assert edition.load() == EDITION
