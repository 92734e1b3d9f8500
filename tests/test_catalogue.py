"""The people catalogue: what its file promises and how a bad one is refused."""

import re
from collections import Counter

import pytest

from news.catalogue import STARTER, read_couples, read_people, starter_couples, starter_people
from news.text import fold

HEADER = "id,wikidata_id,name,aliases,birth_date,needs_context,popularity"


@pytest.fixture(scope="module")
def people():
    return starter_people()


def test_the_starter_has_at_least_6000_people(people):
    assert len(people) >= 6000


def test_ids_are_unique_and_sorted(people):
    ids = [person.id for person in people]
    assert ids == sorted(set(ids))


def test_the_starter_is_utf8_with_lf_line_ends():
    raw = (STARTER / "people.csv").read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert "Beyoncé" in raw.decode("utf-8")


def test_dates_are_iso_to_the_precision_known(people):
    dated = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
    assert [p.name for p in people if not (dated.fullmatch(p.birth) and dated.fullmatch(p.death))] == []


def test_nobody_dies_before_birth(people):
    assert [p.name for p in people if p.birth and p.death and p.death < p.birth] == []


def test_whoever_has_a_death_date_is_flagged_deceased_and_the_reverse(people):
    assert [p.name for p in people if bool(p.death) != ("deceased" in p.flags)] == []


def test_deaths_that_rest_on_one_source_are_left_out(people):
    assert not any("death_single_source" in person.flags for person in people)
    assert next(person for person in people if person.name == "Dolly Parton").death == ""


def test_names_that_need_context_are_the_persons_own(people):
    assert [p.name for p in people if not set(p.needs_context) <= {p.name, *p.aliases}] == []


def test_a_name_shared_by_two_people_needs_context(people):
    bearers = Counter(name for person in people for name in {fold(n) for n in (person.name, *person.aliases)})
    shared = {name for name, count in bearers.items() if count > 1}
    assert "michelle williams" in shared
    unmarked = [
        (person.name, name)
        for person in people
        for name in (person.name, *person.aliases)
        if fold(name) in shared and name not in person.needs_context
    ]
    assert unmarked == []


def test_no_alias_is_a_single_letter_or_repeats_the_name(people):
    assert [(p.name, a) for p in people for a in p.aliases if len(a) < 2 or fold(a) == fold(p.name)] == []


def test_couples_are_people_of_the_catalogue(people):
    ids = {person.id for person in people}
    couples = starter_couples()
    assert len(couples["Brangelina"]) == 2
    assert {id_ for pair in couples.values() for id_ in pair} <= ids


def test_lists_are_read_and_missing_columns_are_empty():
    [person] = read_people(f"{HEADER}\n7,Q1,Pink,P!nk| Alecia Moore |,1979-09-08,Pink,80.5\n")
    assert (person.id, person.wikidata, person.birth, person.popularity) == (7, "Q1", "1979-09-08", 80.5)
    assert person.aliases == ("P!nk", "Alecia Moore")
    assert person.needs_context == ("Pink",)
    assert (person.death, person.flags) == ("", ())


def test_a_file_with_a_byte_order_mark_is_read():
    assert read_people(f"\ufeff{HEADER}\n7,,Pink,,,,\n")[0].id == 7


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ("x,,Pink,,,,", "line 2"),
        ("1,,,,,,", "line 2: a person without a name"),
        ("1,,Pink,,,,much", "line 2"),
        ("1,,Pink,,,,\n1,,Cher,,,,", "line 3: 1 stands twice"),
        ("1,Q5,Pink,,,,\n2,Q5,Cher,,,,", "line 3: Q5 stands twice"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(rows, complaint):
    with pytest.raises(ValueError, match=complaint):
        read_people(f"{HEADER}\n{rows}\n")


def test_a_file_without_names_is_refused():
    with pytest.raises(ValueError, match="no column name"):
        read_people("id,title\n1,Pink\n")


def test_couples_are_read_with_their_ids():
    assert read_couples("name,people\nBrangelina,9|18\n") == {"Brangelina": (9, 18)}
