"""Feeds that pages name, what feeds say of themselves, addresses as typed, and names that nobody else has."""

import time

import pytest

from news.feeds.discovery import (
    feed_head,
    linked_feeds,
    newest_entries,
    outlet_name,
    page_language,
    per_week,
    shown_host,
    typed_link,
    usual_feed_links,
)
from news.feeds.parsing.repair import NotAFeed
from news.model.feeds import Entry, Source

URL = "https://spotlight.example/film/"
RSS = "application/rss+xml"
NOW = 1_623_268_800
HOUR, DAY = 3600, 86400


def links(html: str) -> list[str]:
    return [feed.url for feed in linked_feeds(html.encode(), URL)]


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        (f'<link rel="alternate" type="{RSS}" href="/feed">', "https://spotlight.example/feed"),
        (f"<LINK TYPE='{RSS}' HREF='feed' REL='home Alternate'/>", "https://spotlight.example/film/feed"),
        (f"<link rel=alternate type={RSS} href=//cdn.example/f>", "https://cdn.example/f"),
        (f'<link rel="alternate" type="{RSS}; charset=utf-8" href="?a=1&amp;b=2">', f"{URL}?a=1&b=2"),
        ('<link rel="alternate" type="application/atom+xml" title="a > b" href="/a">', "https://spotlight.example/a"),
        ('<link rel="alternate" type="application/feed+json" href="/j">', "https://spotlight.example/j"),
        (f'<base href="/news/"><link rel="alternate" type="{RSS}" href="f">', "https://spotlight.example/news/f"),
    ],
)
def test_a_feed_is_found_however_its_link_is_written(tag: str, found: str) -> None:
    assert links(f"<html><head><title>x</title>{tag}</head></html>") == [found]


@pytest.mark.parametrize(
    "tag",
    [
        f'<!-- <link rel="alternate" type="{RSS}" href="/old"> -->',
        f'<link rel="stylesheet" type="{RSS}" href="/a">',
        '<link rel="alternate" type="application/json" href="/wp-json/posts/1">',
        '<link rel="alternate" type="text/html" hreflang="de" href="/de">',
        f'<link rel="alternate" type="{RSS}" href="javascript:alert(1)">',
        f'<link rel="alternate" type="{RSS}" href="file:///etc/passwd">',
        f'<link rel="alternate" type="{RSS}" href="http://a:b@host.example/">',
        f'<link rel="alternate" type="{RSS}">',
        "<links rel=alternate>",
    ],
)
def test_what_is_no_feed_or_no_link_is_left_out(tag: str) -> None:
    assert links(tag) == []


def test_feeds_of_comments_come_last_and_an_address_once() -> None:
    found = linked_feeds(
        f'<link rel=alternate type={RSS} title="Spotlight &raquo; Comments Feed" href="/c">'
        f'<link rel=alternate type={RSS} href="/comments/feed/">'
        f'<link rel=alternate type={RSS} title="Spotlight &raquo; Feed" href="/feed/">'
        f'<link rel=alternate type={RSS} href="/feed">'.encode(),
        URL,
    )
    assert [(feed.url.rpartition("example")[2], feed.is_main) for feed in found] == [
        ("/feed/", True),
        ("/c", False),
        ("/comments/feed/", False),
    ]
    assert found[0].title == "Spotlight » Feed"


@pytest.mark.parametrize(
    "piece",
    ["<link ", '<link "', "<link a='", "<!--", "<base x=y ", "<link rel=alternate "]
    + ["<link " + letters * 990 for letters in ("aa", "a:-", "a ", "a=")],
)
def test_a_page_made_to_be_read_slowly_is_not(piece: str) -> None:
    body = (piece * (2_000_000 // len(piece))).encode()
    began = time.process_time()
    linked_feeds(body, URL)
    page_language(body)
    assert time.process_time() - began < 5  # quadratic, it would take minutes


def test_of_a_site_that_names_none_two_places_are_guessed() -> None:
    assert usual_feed_links(URL + "?x#y") == ["https://spotlight.example/feed/", "https://spotlight.example/rss.xml"]


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<!doctype html><html class=x lang=en-GB>", "en-gb"),
        ("<HTML LANG='pt_BR'>", "pt-br"),
        ("<html>", ""),
        ('<html lang="">', ""),
        ("<html lang=x>", ""),
    ],
)
def test_a_page_says_its_language(html: str, language: str) -> None:
    assert page_language(html.encode()) == language


ATOM = "http://www.w3.org/2005/Atom"
HEADS = {
    "rss": (
        f'<rss version="2.0" xmlns:atom="{ATOM}"><channel><atom:link rel="self" href="https://a.example/f"/>'
        "<title>Variety &#187; Feed</title><link>https://a.example</link><language>en-US</language>"
        "<image><title>Logo</title></image><item><title>Item</title></item></channel></rss>",
        ("Variety", "en-us", "https://a.example"),
    ),
    "atom": (
        f'<feed xmlns="{ATOM}" xml:lang="de"><title>Gala (gala.de)</title><link rel="self" href="/f"/>'
        '<link href="/home"/><entry><title>Item</title></entry></feed>',
        ("Gala", "de", "https://spotlight.example/home"),
    ),
    "rdf": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title><dc:language>fr</dc:language>'
        "</channel><item><title>Item</title></item></rdf:RDF>",
        ("Old", "fr", ""),
    ),
    "json": (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Jay", "language": "en", "home_page_url": "/",'
        ' "items": []}',
        ("Jay", "en", "https://spotlight.example/"),
    ),
    "nothing told": ("<rss><channel></channel></rss>", ("", "", "")),
    "odd types": ('{"title": 1, "language": [], "home_page_url": {}, "items": []}', ("", "", "")),
    "markup": ("<rss><channel><title>&lt;b&gt;A&amp;amp;B&lt;/b&gt;\n\u202e</title></channel></rss>", ("A&B", "", "")),
    "only the word": ("<rss><channel><title>RSS Feed</title></channel></rss>", ("RSS Feed", "", "")),
    "bad language": ("<rss><channel><language>../x</language></channel></rss>", ("", "", "")),
}


@pytest.mark.parametrize(("body", "said"), HEADS.values(), ids=HEADS)
def test_a_feed_says_who_it_is(body: str, said: tuple[str, str, str]) -> None:
    head = feed_head(body.encode(), URL)
    assert (head.title, head.language, head.homepage) == said


@pytest.mark.parametrize("body", ["<html><body>Sorry</body></html>", "{", "plain"])
def test_what_is_no_feed_says_nothing(body: str) -> None:
    with pytest.raises(NotAFeed):
        feed_head(body.encode(), URL)


def entries(*hours: float | None) -> list[Entry]:
    return [Entry(title=str(h), published=None if h is None else NOW - int(h * HOUR)) for h in hours]


def test_how_often_counts_the_silence_since() -> None:
    assert per_week(entries(1, 13, 24), NOW) == pytest.approx(21)
    assert per_week(entries(24 * 69, 24 * 70), NOW) == pytest.approx(0.2)
    assert per_week(entries(1, None), NOW) is None
    assert per_week(entries(-5, -9), NOW) is None
    assert per_week([], NOW) is None


def test_the_newest_are_first_the_undated_last_and_the_future_is_now() -> None:
    found = newest_entries(entries(9, None, -50, 3), NOW, 3)
    assert [(entry.title, entry.published) for entry in found] == [
        ("-50", NOW),
        ("3", NOW - 3 * HOUR),
        ("9", NOW - 9 * HOUR),
    ]
    assert newest_entries(entries(None, 1), NOW, 2)[1].published is None


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("spotlight.example", "https://spotlight.example"),
        (" <https://spotlight.example/feed> ", "https://spotlight.example/feed"),
        ("spotlight.example:8080/feed?x=1", "https://spotlight.example:8080/feed?x=1"),
        ("http://spotlight.example/a b", "http://spotlight.example/a%20b"),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(typed: str, link: str) -> None:
    assert typed_link(typed) == (link, "")


@pytest.mark.parametrize(
    "typed", ["", "   ", "spotlight", "https://", "http://[::1", "https://x.example/" + "a" * 2100]
)
def test_what_is_no_address_is_said_to_be_none(typed: str) -> None:
    link, reason = typed_link(typed)
    assert not link
    assert reason


def source(name: str, host: str) -> Source:
    return Source(name=name, url=f"https://{host}/feed")


KNOWN = [
    source("TMZ", "www.tmz.com"),
    source("The Marquee", "marquee.example"),
    source("BBC", "bbc.co.uk"),
    source("Billboard", "billboard.com"),
]


@pytest.mark.parametrize(
    ("title", "host", "name"),
    [
        ("Spotlight", "spotlight.example", "Spotlight"),
        ("TMZ", "tmz.com", "TMZ"),
        ("TMZ", "evil.example", "TMZ (evil.example)"),
        ("t.m.z!", "evil.example", "t.m.z! (evil.example)"),
        ("ＴＭＺ", "evil.example", "ＴＭＺ (evil.example)"),
        ("ТMZ", "evil.example", "ТMZ (evil.example)"),  # a Cyrillic T
        ("ВВС", "evil.example", "ВВС (evil.example)"),  # all of it Cyrillic
        ("Bil1board", "evil.example", "Bil1board (evil.example)"),
        ("Marquee", "evil.example", "Marquee (evil.example)"),
        ("BBC News", "evil.example", "BBC News (evil.example)"),
        ("BBC News", "bbci.co.uk", "BBC News (bbci.co.uk)"),  # another host than the one that is known
        ("Reuters", "evil.example", "Reuters (evil.example)"),  # no feed here, and a name that people know
        ("Reuters", "www.reuters.com", "Reuters"),
        ("The New York Times", "rss.nytimes.com", "The New York Times"),
        ("Wikidata", "evil.example", "Wikidata (evil.example)"),
        ("", "www.evil.example", "evil.example"),
        ("!!!", "evil.example", "!!! (evil.example)"),
        ("連ドラ", "drama.example", "連ドラ"),
        ("Газета", "gazeta.example", "Газета"),
    ],
)
def test_no_feed_bears_the_name_of_anothers(title: str, host: str, name: str) -> None:
    assert outlet_name(title, f"https://{host}/feed", KNOWN) == name


def test_a_host_of_many_publishers_says_nothing_about_who_it_is() -> None:
    known = [source("TMZ", "feeds.feedburner.com")]
    assert outlet_name("TMZ", "https://feeds.feedburner.com/x", known) == "TMZ (feedburner.com)"


def test_a_long_title_and_a_long_host_fit() -> None:
    assert len(outlet_name("TMZ " * 60, f"https://{'a' * 60}.example/", KNOWN)) <= 80
    assert outlet_name("TMZ", f"https://{'a' * 60}.example/", KNOWN) == f"{'a' * 60}.example"


def test_a_host_is_shown_without_its_prefix() -> None:
    assert [shown_host(f"https://{host}/") for host in ("www.a.example", "feeds.b.example", "c.example")] == [
        "a.example",
        "b.example",
        "c.example",
    ]
