"""Names that the catalogue lacks: what is taken for one and what is not."""

import pytest

from news.people.candidates import find_unknown_names


@pytest.fixture(scope="module")
def found(catalogue):
    def find(title: str) -> list[str]:
        return find_unknown_names(title, catalogue.find_mentions(title), catalogue)

    return find


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Jessica Zankovich wins the marathon", ["Jessica Zankovich"]),
        ("Taylor Swift Is Seen With Jessica Zankovich in Rome", ["Jessica Zankovich"]),
        ("Jessica Zankovich’s Husband Speaks Out", ["Jessica Zankovich"]),
        ("Actor Kevin Zankovich and Jessica Brizzolari split", ["Kevin Zankovich", "Jessica Brizzolari"]),
        ("The Director Jessica B. Zankovich Returns", ["Jessica B. Zankovich"]),
        ("How Jessica van Zankovich Got Here", ["Jessica van Zankovich"]),
        ("Jessica Zankovich-Poe and Jessica Zankovich-Poe", ["Jessica Zankovich-Poe"]),
    ],
)
def test_a_known_first_name_before_an_unknown_surname_is_a_candidate(found, title, names):
    assert found(title) == names


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Taylor Swift and Tom Hanks Reunite",
        "Jessica Zankovich Taylor Swift Sings",
        "Beyonce and Jay-Z Buy a Home",
        "Scarlett Johannson Signs On",
        "Ellen DeGenres’s Wife Speaks",
        "Jennifer Reveals Her Secret",
        "Is Jennifer Reportedly Offered a Role?",
        "Michael Airport Closes",
        "Kevin Monday",
        "Paris Texas Burns",
        "New York Fashion Week Begins in Los Angeles",
        "Harry Potter Returns to Hogwarts",
        "‘Jessica Zankovich’ Is Renewed",
        "JESSICA ZANKOVICH WINS",
        "jessica zankovich wins",
        "A Zankovich Wins",
        "Jessica Zankovich Brizzolari Poedeleia wins",
        "Jessica Jr. Wins",
        "Jessica. Zankovich wins",
        "🎉 » … \x00",
    ],
)
def test_words_places_titles_and_the_catalogues_own_people_are_none(found, title):
    assert found(title) == []


def test_a_name_that_the_article_explains_otherwise_is_none(catalogue):
    title = "Jessica Zankovich Tells All"
    assert find_unknown_names(title, (), catalogue) == ["Jessica Zankovich"]
    [tom] = catalogue.find_mentions("Tom Hanks")
    known = type(tom)(tom.person_id, "Jessica Zankovich", "full name")
    assert find_unknown_names(title, (known,), catalogue) == []


def test_real_headlines_give_few_candidates_and_none_that_is_known(catalogue, data):
    import json

    rows = (data / "headlines" / "headlines.jsonl").read_text(encoding="utf-8").splitlines()
    titles = {json.loads(row)["title"] for row in rows}
    names = [name for title in titles for name in find_unknown_names(title, catalogue.find_mentions(title), catalogue)]
    assert 30 <= len(names) <= 80
    assert [name for name in names if catalogue.by_name(name)] == []
    assert "Roy Halladay" in names
