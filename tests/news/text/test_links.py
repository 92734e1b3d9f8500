"""Links that may stand on a button, and one address for one page."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.text.links import LONGEST, canonical_link, hash_text, link_key, safe_link, sendable_link


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
        ),
        *("https://a:b@host.example/", "https://user@host.example/", "https://good.example\\@evil.example/"),
        *("https://good.example%40evil.example/", "https:///x", "//host.example/x", "/x", "http://[::1", "http://[x]/"),
        *(
            "https://host.example:99999/",
            "https://host.example:x/",
            "https://ho st.example/",
            "https://\u202eevil.example/",
        ),
        *(
            "https://host.example/" + "a" * 5000,
            "https://host.example/\x00",
            "https://host.example/\ud800",
            "ftp://host.example/",
        ),
    ],
)
def test_a_link_that_no_button_may_carry_is_left_out(url: str) -> None:
    assert safe_link(url) == ""


@pytest.mark.parametrize(
    ("url", "base", "link"),
    [
        (" https://host.example/a ", "", "https://host.example/a"),
        ("https://host.example/a b", "", "https://host.example/a%20b"),
        ("https://host.example/a\n/b", "", "https://host.example/a/b"),
        ("/a", "https://host.example/b/c", "https://host.example/a"),
        ("//other.example/a", "https://host.example/b", "https://other.example/a"),
        ("?p=1", "https://host.example/b", "https://host.example/b?p=1"),
        ("http://bücher.example/ä", "", "http://bücher.example/ä"),
        ("http://[2001:db8::1]:8080/", "", "http://[2001:db8::1]:8080/"),
    ],
)
def test_a_link_is_made_absolute_as_browsers_do(url: str, base: str, link: str) -> None:
    assert safe_link(url, base) == link


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("HTTP://WWW.Host.Example:80/A?utm_source=rss&b=1#top", "http://www.host.example/A?b=1"),
        ("https://host.example", "https://host.example/"),
        ("https://host.example./?fbclid=x", "https://host.example/"),
        ("https://host.example/?%EF%F0=%E9&123", "https://host.example/?%EF%F0=%E9&123"),
        ("https://host.example/?a=b+c%20d&utm_campaign", "https://host.example/?a=b+c%20d"),
    ],
)
def test_the_shown_link_loses_its_tracking_and_nothing_else(url: str, shown: str) -> None:
    assert canonical_link(url) == shown


def test_one_page_has_one_key_however_it_is_linked() -> None:
    same = [
        "https://www.host.example/a/?x=1&y=2",
        "http://m.host.example/a?y=2&x=1&utm_source=tw",
        "https://host.example/a/amp/?x=1&y=2#c",
        "https://amp.host.example/a/index.html?x=1&y=2",
    ]
    assert len({link_key(url) for url in same}) == 1
    assert link_key("https://host.example/a?x=2") != link_key("https://host.example/a?x=1")
    assert link_key("https://host.example/b") != link_key("https://other.example/b")


@given(st.text(), st.text())
def test_any_text_gives_a_whole_link_or_none(url: str, base: str) -> None:
    for link in (safe_link(url, base), safe_link("https://host.example/" + url)):
        if link:
            assert urlsplit(link).scheme in ("http", "https")
            assert len(link) <= LONGEST
            assert safe_link(canonical_link(link))
            assert canonical_link(canonical_link(link)) == canonical_link(link)
            assert -(2**63) <= link_key(link) < 2**63


def test_a_hash_tells_where_one_part_ends() -> None:
    assert hash_text("a", "b") != hash_text("ab", "")


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://example.com/a.jpg?x=1", "https://example.com/a.jpg?x=1"),
        ("https://exämple.org/ä b.jpg", "https://xn--exmple-cua.org/%C3%A4%20b.jpg"),
        ("https://localhost/a.jpg", ""),
        ("https://example.com/" + "ä" * 20, ""),
        ("", ""),
    ],
)
def test_a_link_is_sent_in_ascii_or_not_at_all(url: str, sent: str):
    assert sendable_link(url, 100) == sent
