import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.feeds.guard import UNREACHABLE, AllowedHosts, check_url, is_public

PRIVATE = """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
    172.31.255.255 192.0.0.1 192.0.0.9 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1
    168.63.129.16 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:10::1
    2001:1ff::1 2001:db8::1 2002:7f00:1:: 3fff::1 4000::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1
    ff02::1 2606:4700::1%eth0
""".split()
PUBLIC = "1.1.1.1 8.8.8.8 93.184.216.34 172.32.0.1 192.0.1.1 2606:4700:4700::1111 2a00:1450:4001::1 2620:fe::fe".split()


@pytest.mark.parametrize("ip", PRIVATE)
def test_an_address_outside_the_public_internet_is_refused(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", PUBLIC)
def test_an_address_of_the_public_internet_is_accepted(ip):
    assert is_public(ip)
    assert is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("text", ["", "example.com", "127.1", "8.8.8.8:80", "０.0.0.0"])
def test_what_is_no_address_is_not_public(text):
    assert not is_public(text)


@pytest.mark.parametrize(
    "host",
    # rows 1-4 and 6 of docs/faults.md
    "127.0.0.1 localhost LOCALHOST localhost. [::1] 0.0.0.0 [::] 2130706433 0x7f000001 017700000001 127.1 0x7f.0.0.1"
    " 127.0.0.1."
    " [::ffff:127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] [fec0::1] ①②⑦.⓪.⓪.① 127。0。0。1 169.254.169.254 192.0.0.192"
    " 168.63.129.16 [fd00:ec2::254] [fe80::1%25eth0] 10.0.0.1 intranet 1.2.3.4.5 256.256.256.256"
    " %31%32%37.0.0.1".split(),
)
def test_a_link_to_the_bots_own_network_is_refused_with_the_text_of_a_dead_one(host):
    assert check_url(f"http://{host}/feed") == UNREACHABLE


@pytest.mark.parametrize(
    "url", ["http://example.com@127.0.0.1/", "http://a:b@example.com/", "http://@example.com/", "http://:@example.com/"]
)
def test_a_link_with_userinfo_is_refused(url):  # row 5
    assert check_url(url) == "must not carry a user name or password"


@pytest.mark.parametrize(
    "url",
    " file:///etc/passwd ftp://example.com/ gopher://example.com/ unix:/run/x data:,x javascript:alert(1)"
    " //example.com/ example.com/feed wss://example.com/".split(" "),
)
def test_a_link_of_another_scheme_is_refused_and_told_http_or_https(url):  # row 10
    assert "http or https" in check_url(url)


@pytest.mark.parametrize(
    "port", [0, 1, 22, 25, 81, 110, 445, 993, 1023, 6379, 5432, 3306, 11211, 27017, 9200, 2375, 6667]
)
def test_a_port_of_another_service_is_refused(port):  # row 11
    assert check_url(f"http://example.com:{port}/") == "uses a port that is not allowed"


@pytest.mark.parametrize("port", [80, 443, 1024, 3000, 8000, 8080, 8443, 65535])
def test_a_port_that_serves_the_web_is_open(port):
    assert check_url(f"http://example.com:{port}/") == ""


@pytest.mark.parametrize(
    "url",
    [
        "http:///feed",
        "http://example.com:99999/",
        "http://[::1",
        "http://a\\@b.example/",
        "http://x.example/" + "a" * 2100,
    ],
)
def test_a_link_that_is_none_is_refused(url):
    assert check_url(url) == "is not a valid address"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.com/rss?a=1&b=2",
        "HTTP://Example.COM",
        "https://bücher.example/",
        "http://8.8.8.8/",
        "http://[2606:4700::1]/",
    ],
)
def test_a_public_link_is_accepted(url):
    assert check_url(url) == ""


@given(st.text(max_size=60) | st.text(max_size=40).map("http://{}/".format))
def test_no_text_at_all_breaks_the_check(text):
    assert isinstance(check_url(text, AllowedHosts.from_text("127.0.0.1")), str)
    assert isinstance(AllowedHosts.from_text("127.0.0.1").covers_link(text), bool)


def test_an_allowed_host_is_exempt_at_its_port_only():
    allowed = AllowedHosts.from_text("127.0.0.1:8080")
    assert check_url("http://127.0.0.1:8080/feed", allowed) == ""
    assert check_url("https://127.0.0.1:8080/feed", allowed) == ""
    assert check_url("http://127.0.0.1:8081/feed", allowed) == UNREACHABLE
    assert check_url("http://127.0.0.1/feed", allowed) == UNREACHABLE
    assert check_url("http://localhost:8080/feed", allowed) == UNREACHABLE
    assert check_url("http://127.0.0.1:8080.example.com/feed", allowed) != ""
    assert check_url("ftp://127.0.0.1:8080/feed", allowed) != ""
    assert check_url("http://a:b@127.0.0.1:8080/feed", allowed) != ""


def test_an_allowed_host_without_a_port_is_exempt_at_every_port():
    allowed = AllowedHosts.from_text(" Localhost , [::1]:8080, fd00::1,bücher.example:22, ")
    for url in (
        "http://localhost/",
        "http://LOCALHOST.:6379/",
        "http://[::1]:8080/",
        "http://[fd00:0::1]:9/",
        "http://bücher.example:22/",
    ):
        assert check_url(url, allowed) == "", url
    assert check_url("http://[::1]:8081/", allowed) == UNREACHABLE


def test_no_host_is_allowed_by_default():
    assert AllowedHosts.from_text("") == AllowedHosts.from_text(" , ") == AllowedHosts()
    assert not AllowedHosts().covers_link("http://127.0.0.1/")


@pytest.mark.parametrize(
    "text",
    [
        "http://localhost",
        "localhost:",
        "localhost:0",
        "localhost:99999",
        "a/b",
        "a b",
        "me@host",
        "*.lan",
        ":80",
        "10.0.0.0/8",
        "[::1",
    ],
)
def test_a_wrong_spelling_of_the_allowed_hosts_is_told_to_the_operator(text):
    with pytest.raises(ValueError, match="LIMELIGHT_ALLOW_HOSTS"):
        AllowedHosts.from_text(f"localhost,{text}")
