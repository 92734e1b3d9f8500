import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.feeds.archives.archive import Archive, ArchiveEntry, ArchiveError, archive_key, read_archive
from news.feeds.archives.text_archive import read_text_article
from news.model.feeds import Caption, Entry

GOLDEN = Path(__file__).parent / "golden"
NINTH_OF_JUNE = 1623196800  # 2021-06-09T00:00Z


def read(path: Path) -> list[ArchiveEntry]:
    return list(read_archive(path).read_entries())


def entries(tmp_path: Path, content: str | bytes) -> list[Entry]:
    path = tmp_path / "archive"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [row.entry for row in read(path)]


def refused(tmp_path: Path, content: str | bytes) -> ArchiveError:
    path = tmp_path / "archive"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(ArchiveError) as caught:
        read_archive(path)
    return caught.value


def article(*lines: str) -> Entry:
    return read_text_article(["date 2021-06-09 Trending Stories", "A Headline", *lines])


# Plain-text articles


def test_an_article_gives_date_listing_headline_section_byline_captions_headings_and_body():
    first, _ = (row.entry for row in read(GOLDEN / "two.txt"))
    assert first.title == "Mara Lindqvist Opens Her Own Film School In Malmo"
    assert (first.published, first.dated_to) == (NINTH_OF_JUNE - 86_400, "day")
    assert first.categories == ("Trending Stories",)
    assert (first.section, first.byline) == ("Famous Teachers", "Ida Sorensen")
    assert first.headings == ("A Dream Since Childhood", "'No Marks, Ever'")
    assert first.captions == (
        Caption(text="Mara Lindqvist at a lakeside premiere", credit="Gettyimages | Ola Brandt"),
        Caption(text="Mara Lindqvist and two pupils behind a camera", credit="Tove Ek/Shutterstock"),
        Caption(text="Mara Lindqvist's first classroom", credit="maralindqvist/Instagram"),
    )
    paragraphs = first.text.split("\n")
    assert [line.split()[0] for line in paragraphs] == ["Mara", '"I', "Scroll", "Her"]
    assert paragraphs[-1] == "Her co-founder/husband Nils said that marks | grades are not planned."


def test_a_new_date_line_begins_another_article():
    _, second = (row.entry for row in read(GOLDEN / "two.txt"))
    assert second.title == "Teddy Okafor Runs A Marathon Dressed As His Own Record Sleeve!"
    assert (second.published, second.categories) == (NINTH_OF_JUNE, ("Latest",))
    assert (second.section, second.byline) == ("Music", "Jean-Luc de Vries")
    assert second.text.split("\n")[-1] == "More to come."
    assert not second.captions


def test_an_article_without_blank_lines_is_read_alike():
    (only,) = (row.entry for row in read(GOLDEN / "tight.txt"))
    assert (only.section, only.byline) == ("Famous Singers", "pat o'connell")
    assert only.captions == (
        Caption(text="Ruby Castellanos in a red coat. Again.", credit="Shutterstock | Kim Novak-Hill"),
        Caption(text="Ruby Castellanos and her band", credit="Backgrid"),
    )
    assert only.headings == ("What She Sang",)
    assert [line.split()[0] for line in only.text.split("\n")] == ["Ruby", "She", "The"]


def test_a_heading_directly_under_the_byline_is_no_byline():
    entry = article("Famous Cooks", "Rita Moreau", "They Cook Again", "They cooked on Monday, and they ate.")
    assert (entry.section, entry.byline, entry.headings) == ("Famous Cooks", "Rita Moreau", ("They Cook Again",))


def test_windows_line_ends_a_byte_order_mark_and_spaces_change_nothing(tmp_path):
    plain = (GOLDEN / "two.txt").read_text("utf-8")
    odd = "\ufeff" + plain.replace("\n", " \u00a0\r\n")
    assert entries(tmp_path, odd) == entries(tmp_path, plain)
    assert entries(tmp_path, plain.replace("\n", "\r")) == entries(tmp_path, plain)
    assert entries(tmp_path, f"{plain}\n\ufeff{plain}") == entries(tmp_path, plain) * 2


def test_blank_lines_between_all_lines_change_nothing():
    lines = (GOLDEN / "tight.txt").read_text("utf-8").splitlines()
    spaced = [spread for line in lines for spread in (line, "")]
    assert read_text_article(spaced) == read_text_article(lines)


@pytest.mark.parametrize(
    ("header", "section", "byline"),
    [
        (("Famous Relationships", "Rita Moreau"), "Famous Relationships", "Rita Moreau"),
        (("", "Famous Relationships", "Rita Moreau"), "Famous Relationships", "Rita Moreau"),
        (("", "Famous Friends", "", "Rita Moreau"), "Famous Friends", "Rita Moreau"),
        (("", "Celebrity News", "", "Rita Moreau"), "Celebrity News", "Rita Moreau"),
        (("", "Rita Moreau"), "", "Rita Moreau"),
        (("", "By rita moreau"), "", "rita moreau"),
        (("", "TV", "By Rita Moreau and Tom van Dyk"), "TV", "Rita Moreau and Tom van Dyk"),
        (("", "Film/TV", "Rita Moreau"), "Film/TV", "Rita Moreau"),
        (("Rita at sea", "Gettyimages | A. B. Cole", "Film/TV", "Rita Moreau Jr."), "Film/TV", "Rita Moreau Jr."),
        (("", "What happened to the two of them"), "", ""),
        ((), "", ""),
    ],
)
def test_section_and_byline_stand_above_the_body(header, section, byline):
    entry = article(*header, "", "They met at sea. It was raining.", "", "A Lone Heading", "", "They parted.")
    assert (entry.section, entry.byline) == (section, byline)
    assert entry.text.endswith("They met at sea. It was raining.\nThey parted.")
    assert "A Lone Heading" in entry.headings


@pytest.mark.parametrize(
    "credit",
    [
        "Gettyimages | Lars Olsen",
        "Shutterstock | Jane Doe",
        "Splash News|Jane Doe",
        "Jane Doe/Getty Images for MTV",
        "Getty/Jane Doe",
        "janedoe/Instagram",
        "Instagram",
        "AP Photo/Jane Doe",
        "Nordbild | Jane Doe",
        "Jane Doe/Nordbild",
        "Photo by Jane Doe/Nordbild",
        "Gettyimages | Jane Doe | WireImage",
    ],
)
def test_the_line_directly_above_a_credit_is_its_caption(credit):
    entry = article("", "Famous Cooks", "Rita Moreau", "", "They cooked.", "", "Two cooks.", credit, "", "They ate.")
    assert entry.captions == (Caption(text="Two cooks.", credit=credit),)
    assert (entry.text, entry.headings) == ("They cooked.\nThey ate.", ())


@pytest.mark.parametrize(
    "line",
    [
        "Actor/Director",
        "Then | Now",
        "See https://news.example/story | our page",
        "Facebook/Instagram Drama",
        "Is she an actress/singer?",
    ],
)
def test_a_slash_or_pipe_alone_makes_no_credit(line):
    entry = article("", "Famous Cooks", "Rita Moreau", "", "They cooked.", "", line, "", "They ate.")
    assert entry.captions == ()
    assert line in (*entry.headings, *entry.text.split("\n"))


def test_a_credit_without_a_caption_is_kept_with_an_empty_one():
    entry = article("", "Gettyimages | Jane Doe", "", "They cooked.")
    assert entry.captions == (Caption(text="", credit="Gettyimages | Jane Doe"),)
    assert entry.text == "They cooked."


def test_a_caption_may_look_like_a_credit():
    entry = article("", "Kim/Kanye", "Gettyimages | Jane Doe", "Famous Couples", "Rita Moreau", "", "They cooked.")
    assert entry.captions == (Caption(text="Kim/Kanye", credit="Gettyimages | Jane Doe"),)
    assert entry.byline == "Rita Moreau"


def test_wrapped_lines_are_one_paragraph():
    wrapped = (
        "This paragraph was wrapped by an editor of the old kind, which breaks",
        "lines after some seventy characters whatever stands there: a name like",
        "Rita Moreau may begin a line, and still, in the same breath, the",
        "sentence goes on.",
    )
    entry = article("", "Famous Cooks", "Rita Moreau", "", *wrapped)
    assert entry.text == " ".join(wrapped)
    assert entry.byline == "Rita Moreau"


def test_a_paragraph_ending_in_a_colon_a_quote_or_a_question_is_no_heading():
    lines = ("She wrote:", "“We are happy.”", "Is it over?", "'It is,' he said…")
    spread = [part for line in lines for part in ("", line)]
    assert article("", "Famous Cooks", "Rita Moreau", *spread).text == "\n".join(lines)


def test_an_article_may_be_a_headline_only():
    assert read_text_article(["date 2021-06-09", "", "A Headline"]).title == "A Headline"


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("date 2021-02-30 Trending\nHeadline\n", 1, "2021-02-30"),
        ("date 2021-06-09 T\nOne\n\nText.\n\ndate 2021-13-01 T\nTwo\n", 6, "2021-13-01"),
        ("date 2021/06/09 T\nOne\n", 1, "YYYY-MM-DD"),
        ("date 2021-06-09 T\n\n\n", 1, "headline"),
        ("date 2021-06-09 T\ndate 2021-06-10 T\nTwo\n", 1, "headline"),
        ("date 2021-06-09 T\nOne\n\nBad \xe9 byte\n".encode("cp1252"), 4, "UTF-8"),
    ],
)
def test_a_faulty_article_is_refused_with_its_line(tmp_path, content, line, says):
    error = refused(tmp_path, content)
    assert error.line == line
    assert says in str(error)
    assert str(error).startswith(f"line {line}: ")


def test_an_article_without_end_is_refused(tmp_path):
    assert "without end" in str(refused(tmp_path, "date 2021-06-09 T\nOne\n" + "word\n" * 30_000))


def test_the_key_is_of_date_headline_and_body_only():
    one = article("", "Famous Cooks", "Rita Moreau", "", "They cooked.")
    assert archive_key(one) == archive_key(article("", "They cooked."))
    assert archive_key(one) != archive_key(article("", "They ate."))
    other_day = read_text_article(["date 2021-06-10 Trending Stories", "A Headline", "", "They cooked."])
    assert archive_key(one) != archive_key(other_day)


# JSON Lines


def test_rows_are_read_and_unknown_keys_ignored():
    rows = read(GOLDEN / "rows.jsonl")
    first = rows[0]
    assert first.outlet == "The Lantern"
    assert first.entry == Entry(
        title="Mara Lindqvist opens a school",
        url="https://news.example/mara?utm_source=x",
        published=NINTH_OF_JUNE - 86_400 + 7 * 3600 + 1800,
        text="It is in Malmo.\nIt has a garden.",
        section="Film",
        byline="Ida Sorensen",
    )
    assert [(row.entry.published, row.entry.dated_to) for row in rows[1:]] == [
        (NINTH_OF_JUNE, "second"),
        (NINTH_OF_JUNE, "second"),
        (NINTH_OF_JUNE, "day"),
        (NINTH_OF_JUNE, "second"),
    ]
    assert rows[1].entry.title == "Teddy Okafor & friends run"
    assert [row.entry.url for row in rows[3:]] == ["https://news.example/day", ""]


def test_a_byte_order_mark_before_rows_changes_nothing(tmp_path):
    rows = (GOLDEN / "rows.jsonl").read_bytes()
    assert entries(tmp_path, b"\xef\xbb\xbf" + rows.replace(b"\n", b"\r\n")) == entries(tmp_path, rows)


def test_an_array_is_read_like_lines(tmp_path):
    rows = [{"title": "One"}, {"title": "Two", "text": "a]b"}]
    assert [entry.title for entry in entries(tmp_path, json.dumps(rows, indent=2))] == ["One", "Two"]
    assert entries(tmp_path, " [ ]\n") == []


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ('{"title": "One"}\n{"title": \n', 2, "not JSON"),
        ('{"title": "One"}\n\n["Two"]\n', 3, "not an object"),
        ('{"title": "One"}\n{"headline": "Two"}\n', 2, "`title` is missing"),
        ('{"title": " <b></b> "}\n', 1, "`title` is missing"),
        ('{"title": 5}\n', 1, "`title` is 5"),
        ('{"title": "One", "text": ["a"]}\n', 1, "`text`"),
        ('{"title": "One", "published": "last week"}\n', 1, "`published`"),
        ('{"title": "One", "published": "2021-02-30"}\n', 1, "`published`"),
        ('{"title": "One", "published": true}\n', 1, "`published`"),
        ('{"title": "One", "published": NaN}\n', 1, "`published`"),
        ('{"title": "One", "published": 1e300}\n', 1, "`published`"),
        ('{"title": "One", "x": ' + "[" * 100_000 + "\n", 1, "not JSON"),
        (b'{"title": "One"}\n{"title": "\xff"}\n', 2, "UTF-8"),
        ('{\n  "title": "One"\n}\n', 1, "one object a line"),
        ('[{"title": "One"},\n{"titel": "Two"}]', 2, "`title` is missing"),
        ('[{"title": "One"},\n{"title": "Two"', 2, "not JSON"),
        ('[{"title": "One"}]\n[]', 2, "more text"),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(tmp_path, content, line, says):
    error = refused(tmp_path, content)
    assert error.line == line
    assert says in str(error)


def test_a_line_of_more_than_two_million_characters_is_refused(tmp_path):
    error = refused(tmp_path, '{"title": "One"}\n{"title": "' + "a" * 2_100_000)
    assert error.line == 2


# What is no archive


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \r\n\n", "empty"),
        (b"\x1f\x8b\x08\x00rest", "binary"),
        (b"PK\x03\x04rest", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        ("date 2021-06-09".encode("utf-16"), "UTF-16"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "web page"),
        (b'<?xml version="1.0"?><rss version="2.0"></rss>', "a feed itself"),
        (b"<svg></svg>", "markup"),
        (b"title,url\nOne,https://a.example\n", "'title,url'"),
        (b"Once upon a time\n", "begins no archive"),
        (b'\n\n[["a"]]', "begins no archive"),
    ],
)
def test_what_is_no_archive_is_refused_with_what_it_should_be(tmp_path, content, says):
    assert says in str(refused(tmp_path, content))


# OPML


def test_opml_gives_sources_and_no_entries():
    archive = read_archive(GOLDEN / "feeds.opml")
    assert [source.name for source in archive.sources] == ["Seoul Beat", "The Chorus & Verse", "nameless.example"]
    assert (archive.kind, archive.count) == ("feeds", 3)
    assert list(archive.read_entries()) == []


def test_faulty_opml_is_refused(tmp_path):
    assert "line 2" in str(refused(tmp_path, "<opml>\n<outline xmlUrl='ftp://a.example'/></opml>"))


# Anything

_PIECES = st.sampled_from(
    [
        b"date 2021-06-09 T\n",
        b"Head\n",
        b"\n",
        b"A | B\n",
        b"By A B\n",
        b'{"title": "x"',
        b"}",
        b"[",
        b"]",
        b",",
        b"<opml>",
        b"<",
    ]
)


@given(st.lists(st.one_of(_PIECES, st.binary(max_size=6)), max_size=12).map(b"".join))
def test_any_bytes_are_an_archive_or_an_archive_error(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any"
        path.write_bytes(content)
        try:
            archive = read_archive(path)
        except ArchiveError:
            return
        assert len(list(archive.read_entries())) == (0 if archive.sources else archive.count)


# Two passes


def test_progress_reaches_the_size_of_the_file_in_both_passes(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f'{{"title": "Number {number}"}}\n' for number in range(5_000)))
    checked: list[int] = []
    archive = read_archive(path, checked.append)
    given: list[int] = []
    assert len(list(archive.read_entries(given.append))) == archive.count == 5_000
    for told in (checked, given):
        assert told == sorted(told)
        assert len(told) > 3
        assert told[-1] == archive.size == path.stat().st_size


def test_a_file_that_changes_between_the_passes_is_refused(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"title": "One"}\n')
    archive: Archive = read_archive(path)
    path.write_text('{"title": "One"}\n{"title": "Two"}\n')
    with pytest.raises(ArchiveError, match="changed"):
        list(archive.read_entries())


# The articles as given

DATA = os.environ.get("LIMELIGHT_TEST_DATA")


@pytest.mark.skipif(not DATA, reason="LIMELIGHT_TEST_DATA names no folder with the given articles")
def test_the_given_article_is_read_as_it_is():
    (row,) = read(Path(DATA or "") / "articles" / "2021-06-09-trending.txt")
    entry = row.entry
    assert (entry.published, entry.dated_to, entry.categories) == (NINTH_OF_JUNE, "day", ("Trending Stories",))
    assert (entry.section, entry.byline) == ("Famous Relationships", "Rebecca Cukier")
    assert [caption.credit for caption in entry.captions] == [
        "Gettyimages | Lars Niki",
        "Gettyimages | Jamie McCarthy",
        "KimKardashian/Instagram",
    ]
    assert all(caption.text.startswith("Kim Kardashian and Kanye West") for caption in entry.captions)
    assert entry.headings == (
        "Rare Kanye Photo Amid Divorce",
        "See The Photo Below",
        "'Open' To Taking Him Back",
        "'Different Head Space'",
    )
    assert len(entry.text.split("\n")) == 10
    assert not {caption.credit for caption in entry.captions} & set(entry.text.split("\n"))
