"""The fonts of the charts: which letters they have, and that no letter of a name vanishes."""

import hashlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from cogs.charts import fonts
from cogs.charts.fonts import drawable_name, fit_text, font_runs, has_letters, text_width, write_text
from news.people.catalogue_match import Catalogue

FOLDER = Path(fonts.__file__).with_name("fonts")
LATIN, CJK = "NotoSans-Regular.ttf", "NotoSansCJKjp-Regular.otf"
JIS_LEVEL_1 = [bytes((row, cell)).decode("euc_jp", "ignore") for row in range(0xB0, 0xD0) for cell in range(0xA1, 0xFF)]


def test_the_fonts_have_each_letter_of_the_catalogues_names(catalogue: Catalogue) -> None:
    people = [person for number in range(1, 20_000) if (person := catalogue.person(number))]
    names = {name for person in people for name in (person.name, *person.aliases, *person.former)}
    assert len(names) > 6_000
    assert not [name for name in names if not has_letters(name) or "".join(part for part, _ in font_runs(name)) != name]


@pytest.mark.parametrize(
    ("letters", "file"),
    [
        ("ĐặngßøŁőŞțẞ", LATIN),
        ("ΠέτροςΐΏᾳ", LATIN),
        ("ДарьяЁїЎЂ", LATIN),
        ("".join(map(chr, [*range(0x3041, 0x3097), *range(0x30A1, 0x30FF)])), CJK),
        ("".join(map(chr, range(0xAC00, 0xD7A4, 11))), CJK),
        ("".join(JIS_LEVEL_1[::3]), CJK),
    ],
    ids=["Latin", "Greek", "Cyrillic", "kana", "Hangul", "kanji"],
)
def test_the_fonts_have_a_scripts_letters(letters: str, file: str) -> None:
    assert has_letters(letters)
    assert font_runs(letters) == [(letters, file)]


def test_a_text_is_cut_into_runs_by_the_first_font_that_has_the_letter() -> None:
    assert font_runs("Björk 방탄, 米津\u3000玄師 Дарья") == [
        ("Björk ", LATIN), ("방탄", CJK), (", ", LATIN), ("米津", CJK), (" ", LATIN), ("玄師", CJK), (" Дарья", LATIN)
    ]  # fmt: skip


def test_an_accent_written_as_a_mark_of_its_own_is_drawn_as_one_letter() -> None:
    assert font_runs("Beyonce\u0301") == font_runs("Beyoncé") == [("Beyoncé", LATIN)]


@pytest.mark.parametrize("name", ["عمرو دياب", "ลลิษา", "劉亦菲 刘"])
def test_a_letter_that_the_fonts_lack_is_drawn_as_a_box(name: str) -> None:
    assert not has_letters(name)
    letters = [letter for letter in name if letter.isalnum()]
    assert [letter for part, _ in font_runs(name) for letter in part if letter.isalnum()] == letters
    image = Image.new("L", (40, 40))
    write_text(ImageDraw.Draw(image), (5, 30), next(one for one in letters if not has_letters(one)), 20, "#fff")
    assert image.getbbox()


def test_a_name_that_the_fonts_lack_gives_way_to_one_that_they_have() -> None:
    assert drawable_name("ลลิษา มโนบาล", ["ลิซ่า", "Lisa"]) == "Lisa"
    assert drawable_name("방탄소년단", ["BTS"]) == "방탄소년단"
    assert drawable_name("ลลิษา มโนบาล", ["ลิซ่า"]) == "ลลิษา มโนบาล"


def test_signs_that_are_no_letters_are_left_out() -> None:
    assert font_runs("👑") == []
    assert has_letters("👑 Beyoncé")


def test_the_large_font_is_opened_for_the_first_letter_that_needs_it() -> None:
    fonts._load_font.cache_clear()
    fonts._file_with.cache_clear()
    text_width("Beyoncé, Πέτρος, Дарья", 20)
    assert fonts._load_font.cache_info().currsize == 1
    text_width("방탄소년단", 20)
    assert fonts._load_font.cache_info().currsize == 2


def test_a_long_name_is_cut_to_its_room() -> None:
    assert text_width(fit_text("A name that is much longer than its room", 30, 200), 30) <= 200
    assert fit_text("Cher", 30, 200) == "Cher"


def test_the_files_are_small_have_their_licence_beside_them_and_are_those_that_were_cut() -> None:
    files = [FOLDER / LATIN, FOLDER / CJK]
    assert sum(file.stat().st_size for file in files) < 2_500_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    noted = (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    for file in files:
        assert f"{hashlib.sha256(file.read_bytes()).hexdigest()}  cogs/charts/fonts/{file.name}" in noted
