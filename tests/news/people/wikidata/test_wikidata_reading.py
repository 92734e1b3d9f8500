"""What is read of Wikidata's JSON: best statements, dates to their precision, names, and answers of any size."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.feeds.fetch import ApiReply
from news.model.people import DateClaim
from news.people.wikidata.items import read_entities, read_entity, read_reply, read_time
from news.people.wikidata.json_stream import read_wanted_json
from news.people.wikidata.merge_rules import is_adult, learnable_names, newcomer_popularity
from news.people.wikidata.requests import PROPERTIES, read_people
from settings import ROOT
from tests.kit.newsroom import NOW
from tests.kit.wikimedia import GREGORIAN, JULIAN, dated, item, of_item, snak, statement, time_value

# Reading an item


def read(**claims: object):
    return read_entity("Q1", item("Q1", "Ann Example", **claims), NOW)


def births(*statements: object) -> list[str]:
    return [claim.date for claim in read(P569=list(statements)).births]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (time_value("1989-12-13"), "1989-12-13"),
        (time_value("1989-12"), "1989-12"),
        (time_value("1990"), "1990"),
        (time_value("1990-01-01", precision=9), "1990"),
        (time_value("1990-01-01", precision=10), "1990-01"),
        (time_value("1990-05", precision=11), "1990-05"),  # day 00
        (time_value("1990", precision=11), "1990"),  # month 00
        (time_value("1990-01-01", precision=8), ""),  # the 1990s
        (time_value("1990-01-01", precision=7), ""),
        (time_value("1990-01-01", precision=14), ""),
        (time_value("1989-12-13", calendar=JULIAN), ""),
        (time_value("1989-02-30"), ""),
        (time_value("1989-13", precision=10), ""),
        ({"time": "-0044-03-15T00:00:00Z", "precision": 11, "calendarmodel": GREGORIAN}, ""),
        ({"time": 1989, "precision": 11}, ""),
        ({"time": "+1989-12-13T00:00:00Z", "precision": "11"}, ""),
        (None, ""),
        ([], ""),
    ],
)
def test_a_date_is_read_to_the_precision_given_and_no_finer(value, told):
    assert read_time(value)[0] == told
    assert bool(read_time(value)[1]) is not bool(told)


TIMES = st.builds(
    lambda y, m, d, p, c: {"time": f"+{y:04}-{m:02}-{d:02}T00:00:00Z", "precision": p, "calendarmodel": c},
    st.integers(0, 9999), st.integers(0, 14), st.integers(0, 33), st.integers(-1, 15),
    st.sampled_from([GREGORIAN, JULIAN, ""]),
)  # fmt: skip
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
)


@given(TIMES)
def test_no_date_is_finer_than_its_precision_or_differs_from_what_was_written(value):
    told, _ = read_time(value)
    assert value["time"][1:].startswith(told)
    assert len(told) <= {9: 4, 10: 7, 11: 10}.get(value["precision"], 0)
    assert "-00" not in told
    assert not told or value["calendarmodel"] == GREGORIAN


@given(JUNK, st.sampled_from(["labels", "aliases", "claims", "sitelinks", "id", "missing"]))
def test_an_item_with_junk_anywhere_is_read_without_a_fault(junk, part):
    read_entity("Q1", {**item("Q1", "Ann Example", "1990"), part: junk}, NOW)
    read_entity("Q1", junk, NOW)
    read_entities({"entities": junk}, NOW)
    statement_ = {"mainsnak": {"snaktype": "value", "datavalue": junk}, "rank": "normal", "qualifiers": junk}
    everything = {name: [statement_, junk] for name in "P18 P22 P26 P27 P31 P40 P106 P569 P570".split()}
    read_entity("Q1", {**item("Q1", "Ann Example"), "claims": everything}, NOW)
    read_people({"results": {"bindings": [junk, {"person": junk, "sitelinks": junk}]}})


def test_preferred_dates_go_before_normal_ones_and_deprecated_ones_never_count():
    assert births(dated("1980-05-02"), dated("1981-05-02")) == ["1980-05-02", "1981-05-02"]
    assert births(dated("1980-05-02"), dated("1981-05-02", "preferred")) == ["1981-05-02"]
    assert births(dated("1980-05-02", "deprecated")) == []
    assert births(dated("1980", "deprecated"), dated("1981")) == ["1981"]
    [claim] = read(P569=[dated("1981-05-02", "preferred")]).births
    assert claim.is_preferred


def test_an_unknown_birth_is_none_and_an_unknown_death_is_one():
    assert births(statement(snak(kind="somevalue"))) == births(statement(snak(kind="novalue"))) == []
    assert [claim.date for claim in read(P570=[statement(snak(kind="somevalue"))]).deaths] == [""]
    assert read(P570=[statement(snak(kind="novalue"))]).deaths == ()
    assert [claim.date for claim in read(P570=[dated("2010-01-01", precision=8)]).deaths] == [""]  # the 2010s


def test_implausible_dates_are_left_out_with_a_note():
    ann = read(P569=[dated("2034-01-01")], P570=[dated("2199")])
    assert (ann.births, ann.deaths) == ((), ())
    assert ann.notes == ("birth left out: in the future", "death left out: in the future")
    assert births(dated("1702-01-01")) == []
    chaplin = read(P569=[dated("1889-04-16")], P570=[dated("1977-12-25")])
    assert [claim.date for claim in (*chaplin.births, *chaplin.deaths)] == ["1889-04-16", "1977-12-25"]
    backwards = read(P569=[dated("1980-05-02")], P570=[dated("1979")])
    assert backwards.deaths == ()
    assert backwards.notes == ("death left out: before birth",)


def test_a_label_comes_from_english_or_from_all_languages_and_is_never_an_id():
    def label(labels: object) -> str:
        return read_entity("Q1", {**item("Q1", "x"), "labels": labels}, NOW).label

    assert label({"en": {"language": "en", "value": "Ann Example"}}) == "Ann Example"
    assert label({"mul": {"language": "mul", "value": "Ann Example"}}) == "Ann Example"
    assert label({"en": {"language": "mul", "for-language": "en", "value": "Ann Example"}}) == "Ann Example"
    assert label({"en": {"language": "de", "value": "Anna Beispiel"}}) == ""
    assert label({"en": {"language": "en", "value": "Q123"}}) == ""
    assert label({"en": {"language": "en", "value": "A" * 81}}) == ""
    assert label({"en": {"language": "en", "value": "Ann\u202e \x00Example"}}) == "Ann Example"
    assert label([]) == ""


def test_relations_have_their_dates_and_what_ended_on_an_unknown_day_is_not_told_as_lasting():
    ended = statement(of_item("Q4")["mainsnak"], P580=snak(time_value("2001")), P582=snak(kind="somevalue"))
    by_cause = of_item("Q5")
    by_cause["qualifiers"] = {"P1534": [snak({"id": "Q93190"})]}
    ann = read(
        P26=[of_item("Q2", P580="2014-05-24", P582="2021"), of_item("Q3", P580="2199"), ended, by_cause],
        P451=[of_item("Q6", P580="2020")],
        P40=[of_item("Q7")],
        P22=[of_item("Q8")],
        P25=[of_item("Q9")],
        P3373=[of_item("Q10"), of_item("Q11", "deprecated")],
    )
    assert [(bond.kind, bond.other, bond.since, bond.until) for bond in ann.bonds] == [
        ("spouse", "Q2", "2014-05-24", "2021"),
        ("partner", "Q6", "2020", ""),
        ("child", "Q7", "", ""),
        ("parent", "Q8", "", ""),
        ("parent", "Q9", "", ""),
        ("sibling", "Q10", "", ""),
    ]


def test_a_picture_is_the_preferred_file_and_nothing_but_a_files_name():
    assert (
        read(P18=[statement(snak("Old.jpg")), statement(snak("Ann (2021).jpg"), "preferred")]).picture
        == "Ann (2021).jpg"
    )
    for name in ("../../etc/passwd", "a/b.jpg", "Ann.exe", "Ann\n.jpg", "<img>.png", 7, "A" * 300 + ".jpg"):
        assert read(P18=[statement(snak(name))]).picture == ""


def test_aliases_are_filtered_and_few():
    ann = read(
        aliases=["Annie Ex", "annie ex", "Queenie", "Pink", "The Boss", "Ben Sample", "A" * 90, "!!!", "Ann Example"]
    )
    learnt = learnable_names(ann, ["Ann Example"], {"ben sample", "ann example"})
    assert learnt.names == ("Annie Ex", "Queenie", "The Boss")
    assert learnt.in_context == ("Queenie", "The Boss")
    crowd = read(aliases=[f"Ann Number{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(500)])
    assert len(learnable_names(crowd, [], ()).names) == 12


def test_nobody_is_an_adult_by_one_of_two_dates_or_for_having_died_a_child():
    def adult(births_: list[str], deaths: list[str] = []) -> bool:  # noqa: B006 - never changed
        made = (
            [DateClaim(kind=kind, date=told, source="Wikidata") for told in dates]
            for kind, dates in (("birth", births_), ("death", deaths))
        )
        return is_adult(*made, NOW)

    assert adult(["1990"])
    assert adult(["2003-06-09"])  # 18 today
    assert not adult(["2003-06-10"])
    assert not adult(["2003"])
    assert not adult([])
    assert not adult(["1990-01-01", "2010-01-01"])
    assert not adult(["1990"], ["2001"])
    assert adult(["1990"], ["2020"])


def test_popularity_grows_with_sitelinks_within_the_starters_scale():
    scale = [newcomer_popularity(n) for n in range(30, 500, 10)]
    assert scale == sorted(set(scale))
    assert 3 < scale[0] < scale[-1] < 148


# Large answers


@given(JUNK, st.integers(0, 5), st.sampled_from([None, 0, 1]))
def test_json_by_parts_reads_as_json_does_and_refuses_what_it_refuses(junk, depth: int, indent: int | None):
    text = json.dumps(junk, indent=indent, ensure_ascii=False).encode("utf-8", "replace").decode()
    junk = json.loads(text)
    assert read_wanted_json(text.encode(), depth, lambda _: True) == junk
    brackets = (text[:-1], text + "}", text.replace("}", ",}"), text.replace(":", " "))
    for broken in (*brackets, text.replace(",", ",,"), text.replace(",", " ")):
        try:
            told = json.loads(broken)
        except ValueError:
            with pytest.raises(ValueError):
                read_wanted_json(broken.encode(), depth, lambda _: True)
        else:
            assert read_wanted_json(broken.encode(), depth, lambda _: True) == told


def test_properties_that_nothing_reads_are_dropped_while_reading():
    body = json.dumps({"entities": {"Q1": item("Q1", "Ann Example", "1980", P4985=[dated("1999")])}}).encode()
    read_ = read_reply(ApiReply(status=200, body=body))
    assert set(read_["entities"]["Q1"]["claims"]) == {"P31", "P106", "P569"}
    assert set(read_["entities"]["Q1"]) == {"type", "id", "labels", "aliases", "claims", "sitelinks"}


def test_every_property_that_is_read_is_wanted():
    source = (ROOT / "news" / "people" / "wikidata" / "items.py").read_text(encoding="utf-8")
    qualifiers = {"P580", "P582", "P1534"}
    assert set(re.findall(r'"(P\d+)"', source)) - qualifiers == PROPERTIES
