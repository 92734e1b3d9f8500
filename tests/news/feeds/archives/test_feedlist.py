import pytest

from news.feeds.archives.feedlist import KINDS, FeedListError, read_feeds
from news.model.feeds import Source
from news.text.links import link_key
from settings import ROOT

STARTER = ROOT / "storage" / "starter" / "feeds.toml"


def opml(body: str) -> str:
    return f'<?xml version="1.0"?>\n<opml version="2.0">\n<body>\n{body}\n</body></opml>'


def refused(text: str) -> str:
    with pytest.raises(FeedListError) as caught:
        read_feeds(text, "my-feeds")
    return str(caught.value)


def test_toml_tables_are_read_in_order_with_defaults():
    text = """
        [[feed]]
        name = "Soompi"
        url = "https://www.soompi.example/feed"
        kind = "kpop"
        language = "EN-us"
        homepage = "https://www.soompi.example/"

        [[feed]]
        name = "The Lantern"
        url = "http://lantern.example:8080/rss"
    """
    assert read_feeds(text) == [
        Source(
            url="https://www.soompi.example/feed",
            name="Soompi",
            kind="kpop",
            language="en-us",
            homepage="https://www.soompi.example/",
        ),
        Source(url="http://lantern.example:8080/rss", name="The Lantern"),
    ]


def test_a_byte_order_mark_is_no_fault():
    assert len(read_feeds('\ufeff[[feed]]\nname = "A"\nurl = "https://a.example/f"\n')) == 1
    assert len(read_feeds("\ufeff" + opml('<outline text="A" xmlUrl="https://a.example/f"/>'))) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no feeds"),
        ("[[feed]\n", "not TOML"),
        ('[[feed]]\nname = "A"\nurl = "https://a.example/"\n[[feed]]\nurl = "https://b.example/"\n', "feed 2"),
        ('[[feed]]\nname = "A"\n', "feed 1 (A): url"),
        ('[[feed]]\nname = "A"\nurl = "ftp://a.example/"\n', "http or https"),
        ('[[feed]]\nname = "A"\nurl = "https://me:pw@a.example/"\n', "feed 1 (A): url must not carry a"),
        ('[[feed]]\nname = "A"\nurl = "https://a.example/"\nlangauge = "en"\n', "unknown key 'langauge'"),
        ('[[feed]]\nname = "A"\nurl = "https://a.example/"\nkind = "gossipy"\n', "unknown kind 'gossipy'"),
        ('[[feed]]\nname = "A"\nurl = "https://a.example/"\nlanguage = "English"\n', "language 'English'"),
        ('[[feed]]\nname = 5\nurl = "https://a.example/"\n', "name is 5"),
        ('[feed]\nname = "A"\nurl = "https://a.example/"\n', "[[feed]]"),
        ('[[feeds]]\nname = "A"\nurl = "https://a.example/"\n', "'feeds'"),
        ("feed = [1]\n", "no table"),
    ],
)
def test_a_faulty_toml_file_is_refused_with_the_entry_and_the_fault(text, says):
    message = refused(text)
    assert message.startswith("my-feeds: ")
    assert says in message


def test_opml_folders_and_categories_give_kinds():
    text = opml("""
        <outline text="Music"><outline text="K-Pop">
            <outline text="Beat" xmlUrl="https://beat.example/feed"/>
        </outline>
        <outline text="Chart" xmlUrl="https://chart.example/feed"/></outline>
        <outline text="Rest" xmlUrl="https://rest.example/feed"/>
        <outline text="Whisper" xmlUrl="https://whisper.example/feed" category="/News/Tabloids,/Tech"/>
    """)
    assert [(source.name, source.kind) for source in read_feeds(text)] == [
        ("Beat", "kpop"),
        ("Chart", "music"),
        ("Rest", "other"),
        ("Whisper", "tabloid"),
    ]


def test_an_outline_has_title_before_text_before_host_as_its_name():
    text = opml("""
        <outline title="Title" text="Text" XMLURL="https://a.example/" htmlUrl="https://a.example/home"/>
        <outline text=" Text  only " xmlUrl="https://b.example/"/>
        <outline xmlUrl="https://c.example:8000/feed" language="deutsch!"/>
    """)
    sources = read_feeds(text)
    assert [source.name for source in sources] == ["Title", "Text only", "c.example"]
    assert sources[0].homepage == "https://a.example/home"
    assert sources[2].language == "en"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (opml("<outline text='A'/>"), "no feeds"),
        (opml("\n<outline text='A' xmlUrl='javascript:alert(1)'/>"), "line 5"),
        (opml("<outline text='A' xmlUrl='/feed'/>"), "http or https"),
        ("<opml>\n<outline", "line 2: not well-formed"),
        ("<opml>\0</opml>", "not well-formed"),
        ("<opml a='\ud800'/>", "not XML"),
    ],
)
def test_a_faulty_opml_file_is_refused_with_its_line(text, says):
    assert says in refused(text)


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE opml SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_a_document_type_is_refused_before_an_entity_grows(declared):
    assert "line 2: a document type" in refused(f'<?xml version="1.0"?>\n{declared}\n<opml>&b;&x;</opml>')


def test_an_address_is_taken_once_and_its_first_name_stays():
    text = opml("""
        <outline text="First" xmlUrl="https://a.example/feed"/>
        <outline text="Other" xmlUrl="https://b.example/feed"/>
        <outline text="Again" xmlUrl="http://www.a.example/feed/"/>
    """)
    assert [source.name for source in read_feeds(text)] == ["First", "Other"]


def test_a_file_of_thousands_of_feeds_is_refused():
    many = "".join(f'<outline text="A" xmlUrl="https://a.example/{number}"/>' for number in range(2_001))
    assert "2,000 are the most" in refused(opml(many))


def test_the_starter_has_enough_feeds_of_every_kind_each_complete():
    sources = read_feeds(STARTER.read_text("utf-8"), STARTER.name)
    assert len(sources) >= 40
    assert {source.kind for source in sources} == set(KINDS) - {"other"}
    assert all(source.homepage and source.language for source in sources)
    assert len({link_key(source.url) for source in sources}) == STARTER.read_text("utf-8").count("[[feed]]")
    assert sum(source.language == "en" for source in sources) >= 30
