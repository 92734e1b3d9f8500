"""The people catalogue: what its file promises and how a bad one is refused."""

import re
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from news.model.people import DatedName, Person
from news.people.catalogue import (
    STARTER,
    known_as_of,
    read_couples,
    read_names,
    read_people,
    starter_couples,
    starter_names,
    starter_people,
)
from news.people.names import name_key
from news.text.text import fold_text

NAMES = "person,name,since,until,main"
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
    bearers = Counter(name for person in people for name in {fold_text(n) for n in (person.name, *person.aliases)})
    shared = {name for name, count in bearers.items() if count > 1}
    assert "michelle williams" in shared
    unmarked = [
        (person.name, name)
        for person in people
        for name in (person.name, *person.aliases)
        if fold_text(name) in shared and name not in person.needs_context
    ]
    assert unmarked == []


def test_no_alias_is_a_single_letter_or_repeats_the_name(people):
    assert [(p.name, a) for p in people for a in p.aliases if len(a) < 2 or fold_text(a) == fold_text(p.name)] == []


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


def at(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


@pytest.fixture(scope="module")
def names():
    return starter_names()


def test_dated_names_are_of_people_of_the_catalogue_and_each_stands_once(people, names):
    ids = {person.id for person in people}
    assert len(names) >= 300
    assert [name for name in names if name.person not in ids] == []
    assert len(set(names)) == len(names)


def test_a_dated_name_ends_after_it_began(names):
    assert [name for name in names if not (name.since or name.until)] == []
    assert [name for name in names if name.until and name.until <= name.since] == []


def test_main_names_follow_one_another_without_gap_up_to_the_catalogues_own(people, names):
    own = {person.id: person.name for person in people}
    mains: dict[int, list[DatedName]] = {}
    for name in names:
        if name.is_main:
            mains.setdefault(name.person, []).append(name)
    for person, row in mains.items():
        row.sort(key=lambda name: name.since)
        assert [name.since for name in row] == ["", *(name.until for name in row[:-1])], own[person]
        assert row[-1].until == "", own[person]
        assert own[person] in {name.name for name in row}, own[person]


def test_two_people_never_bear_a_title_on_one_day(names):
    ranks = ("prince of", "princess of", "duke of", "duchess of", "the queen", "earl of", "countess of")
    titles: dict[str, list[DatedName]] = {}
    for name in sorted(names, key=lambda name: name.since):
        if name_key(name.name).startswith(ranks):
            titles.setdefault(name_key(name.name), []).append(name)
    assert len(titles["princess of wales"]) == 2
    for holders in titles.values():
        assert all(a.until and a.until <= b.since for a, b in pairwise(holders)), holders


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2010-01-01", ["Prince Charles", "Kate Middleton", "Hailey Baldwin", "Jorge Mario Bergoglio"]),
        ("2021-06-09", ["Prince Charles", "Catherine, Duchess of Cambridge", "Hailey Bieber", "Pope Francis"]),
        ("2022-09-08", ["King Charles III", "Catherine, Duchess of Cambridge", "Hailey Bieber", "Pope Francis"]),
        ("2026-01-01", ["King Charles III", "Catherine, Princess of Wales", "Hailey Bieber", "Pope Francis"]),
    ],
)
def test_people_are_shown_under_the_name_of_the_day(people, names, day, shown):
    known = {person.id: person.name for person in known_as_of(people, names, at(day))}
    assert [known[id_] for id_ in (176, 174, 143, 1897)] == shown


def test_a_name_is_later_current_and_former_by_the_day():
    ann = Person(id=1, name="Ann Poe", aliases=("Annie", "Dame Ann", "Ann Roe"), needs_context=("Annie", "Dame Ann"))
    names = read_names(f"{NAMES}\n1,Ann Roe,,2020-05-02,1\n1,Ann Poe,2020-05-02,,1\n1,Dame Ann,2021,2023-03,\n")

    def on(day):
        [person] = known_as_of([ann], names, at(day))
        return person.name, person.aliases, person.former, person.needs_context

    assert on("2020-05-01") == ("Ann Roe", ("Annie",), (), ("Annie",))
    assert on("2020-05-02") == ("Ann Poe", ("Annie",), ("Ann Roe",), ("Annie",))
    assert on("2021-12-31")[1] == ("Annie",)  # some day of 2021: surely come when the year is over
    assert on("2022-01-01")[1] == ("Annie", "Dame Ann")
    assert on("2023-03-31")[2] == ("Ann Roe",)
    assert on("2023-04-01") == ("Ann Poe", ("Annie",), ("Ann Roe", "Dame Ann"), ("Annie", "Dame Ann"))


def test_a_name_borne_twice_is_current_again():
    ann = Person(id=1, name="Ann Poe")
    names = read_names(f"{NAMES}\n1,Mayor Poe,2001,2004,\n1,Mayor Poe,2010,2014,\n")
    told = {
        day: (person.aliases, person.former)
        for day in ("2003-01-01", "2007-01-01", "2012-01-01", "2020-01-01")
        for person in known_as_of([ann], names, at(day))
    }
    assert list(told.values()) == [(("Mayor Poe",), ()), ((), ("Mayor Poe",))] * 2


@pytest.mark.parametrize(
    ("death", "day", "told"),
    [
        ("2022-09-08", "2022-09-07", ""),
        ("2022-09-08", "2022-09-08", "2022-09-08"),
        ("2022-09", "2022-09-30", ""),
        ("2022-09", "2022-10-01", "2022-09"),
        ("2022", "2022-12-31", ""),
        ("2022", "2023-01-01", "2022"),
    ],
)
def test_a_death_after_the_clock_does_not_exist(death, day, told):
    [person] = known_as_of([Person(id=1, name="Ann Poe", death=death, flags=("deceased", "other"))], [], at(day))
    assert person.death == told
    assert person.flags == (("deceased", "other") if told else ("other",))


def test_who_is_not_born_yet_does_not_exist():
    people = [Person(id=1, name="Ann Poe", birth="2021-06-10"), Person(id=2, name="Bo Poe", birth="2021")]
    assert [person.id for person in known_as_of(people, [], at("2021-06-09"))] == [2]
    assert [person.id for person in known_as_of(people, [], at("2021-06-10"))] == [1, 2]
    assert known_as_of(people, [], at("2020-06-10")) == []


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ("x,Ann,2020,,", "names, line 2"),
        ("1,,2020,,", "names, line 2: a row without a name"),
        ("1,Ann,2020,,\n1,Bo,May 2020,,", "names, line 3: May 2020 is no date"),
        ("1,Ann,,2020-5-1,", "names, line 2: 2020-5-1 is no date"),
    ],
)
def test_a_bad_dated_name_is_refused_with_its_line(rows, complaint):
    with pytest.raises(ValueError, match=complaint):
        read_names(f"{NAMES}\n{rows}\n")


def test_dated_names_without_their_columns_are_refused():
    with pytest.raises(ValueError, match="no column main, until"):
        read_names("person,name,since\n1,Ann,2020\n")


def test_a_couples_name_is_not_in_use_before_it_began_and_outlives_the_couple():
    text = "name,people,since,until\nPoeRoe,1|2,2002,2004\nPoeRoe,1|2,2021-04,\nPoes,1|3,,\n"
    assert read_couples(text, at("2002-12-31")) == {"Poes": (1, 3)}
    for day in ("2003-01-01", "2010-01-01", "2022-01-01"):
        assert read_couples(text, at(day)) == {"PoeRoe": (1, 2), "Poes": (1, 3)}
    assert "Tomdaya" not in starter_couples(at("2021-06-09"))
    assert "Tomdaya" in starter_couples()
