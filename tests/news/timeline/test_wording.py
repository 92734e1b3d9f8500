"""Moments in plain words, from what the catalogue's table says and from what articles say."""

import pytest

from news.model.articles import EventReport
from news.people.catalogue import STARTER, starter_people
from news.timeline.merge import Moment, merge_reports
from news.timeline.wording import describe_moment, describe_standing

NAMES = {1: "Jane Roe", 2: "John Poe", 3: "", 4: "Ann Lee", 5: "Bob Day", 6: "Cy Fox"}  # 3 is a minor


def words(kind, what="", people=(1, 2), person=1, **more) -> str:
    moment = Moment(kind=kind, date="2014", people=people, what=what, status="fact", **more)
    return describe_moment(moment, person, lambda id_: NAMES[id_])


@pytest.mark.parametrize(
    ("kind", "what", "expected"),
    [
        ("married", "Jane Roe and John Poe, in Florence", "Married John Poe in Florence"),
        ("married", "", "Married John Poe"),
        ("married", "Jane Roe and John Poe, at St Paul's, London", "Married John Poe at St Paul's, London"),
        ("engaged", "Jane Roe and John Poe (announced)", "Engaged to John Poe (announced)"),
        ("engaged", "Jane Roe and John Poe (in San Francisco)", "Engaged to John Poe in San Francisco"),
        ("divorced", "Jane Roe and John Poe (settled)", "Divorced from John Poe (settled)"),
        ("divorce_filed", "Jane Roe, from John Poe", "Filed for divorce from John Poe"),
        ("divorce_filed", "John Poe, from Jane Roe", "John Poe filed for divorce"),
        ("divorce_filed", "Jane Roe and John Poe", "Divorce from John Poe filed"),
        ("divorce_filed", "", "Divorce from John Poe filed"),
        ("separated", "", "Separated from John Poe"),
        ("dating", "", "Dating John Poe"),
        ("child_born", "son Saint", "Son Saint born, with John Poe"),
        ("child_born", "a daughter", "Daughter born, with John Poe"),
        ("child_born", "Saint", "Saint born, with John Poe"),
        ("child_born", "", "Child born, with John Poe"),
        ("pregnant", "", "Expecting a child, with John Poe"),
        ("released_work", "album ‘Blue’", "Released the album ‘Blue’, with John Poe"),
        ("won", "Grammy for Best Pop Duo, ‘Blue’", "Won the Grammy for Best Pop Duo, ‘Blue’, with John Poe"),
    ],
)
def test_what_two_share_names_the_other(kind, what, expected):
    assert words(kind, what) == expected


@pytest.mark.parametrize(
    ("kind", "what", "expected"),
    [
        ("married", "Jane Roe and Tom Coe, in Ojai", "Married Tom Coe in Ojai"),
        ("married", "Tom Coe and Jane Roe", "Married Tom Coe"),
        ("married", "", "Married"),
        ("divorce_filed", "Jane Roe, from Tom Coe", "Filed for divorce from Tom Coe"),
        ("divorce_filed", "Tom Coe, from Jane Roe", "Tom Coe filed for divorce"),
        ("divorce_filed", "", "Divorce filed"),
        ("birthday", "44", "Turned 44"),
        ("birthday", "", "Birthday"),
        ("died", "died, in Paris", "Died in Paris"),
        ("died", "", "Died"),
        ("arrested", "", "Arrested"),
        ("charged", "fraud", "Charged: fraud"),
        ("sentenced", "to two years", "Sentenced to two years"),
        ("hospitalised", "", "Taken to hospital"),
        ("moved", "London", "Moved to London"),
        ("released_work", "", "Released new work"),
        ("released_work", "Blue", "Released ‘Blue’"),
        ("released_work", "film ‘Blue’ (US release)", "Film ‘Blue’ came out (US release)"),
        ("released_work", "film ‘Blue’", "Film ‘Blue’ came out"),
        ("released_work", "album ‘Blue’ by Oasis", "Released the album ‘Blue’ by Oasis"),
        ("won", "", "Won an award"),
        ("won", "Oscar", "Won an Oscar"),
        ("won", "Grammys", "Won a Grammy"),
        ("won", "Academy Award for Best Actress, ‘Blue’", "Won the Academy Award for Best Actress, ‘Blue’"),
        ("won", "Super Bowl LI with the Patriots", "Won Super Bowl LI with the Patriots"),
        ("won", "Olympic gold medal, decathlon", "Won an Olympic gold medal, decathlon"),
        (
            "nominated",
            "Academy Award nomination for Best Actor, ‘Blue’",
            "Nominated for the Academy Award for Best Actor, ‘Blue’",
        ),
        ("nominated", "Emmy", "Nominated for an Emmy"),
        ("story", "Roe sings in Rome", "Roe sings in Rome"),
    ],
)
def test_what_one_does_is_told_without_another(kind, what, expected):
    assert words(kind, what, people=(1,)) == expected


def test_who_gets_no_name_is_left_out_even_where_the_table_has_one():
    assert words("child_born", people=(1, 3)) == "Child born"
    assert words("married", "Jane Roe and Tiny Moe", people=(1, 3)) == "Married"


def test_many_others_are_counted():
    assert words("won", "Oscar", people=(1, 2, 4, 5)) == "Won an Oscar, with John Poe, Ann Lee and Bob Day"
    assert words("won", "Oscar", people=(1, 2, 4, 5, 6)) == "Won an Oscar, with John Poe, Ann Lee and 2 more"


def test_how_sure_it_is_names_the_one_outlet_that_says_it():
    def moment(**more) -> EventReport:
        fields = {"people": (1,), "date": "2021-06-01", "what": "", "sentence": "", "told_at": 1_623_000_000}
        return EventReport(**{"kind": "died", "status": "fact", "source": "Variety", **fields, **more})

    def sure(*reports: EventReport) -> str:
        (one,) = merge_reports(reports, 1_623_268_800)
        return describe_standing(one)

    assert sure(moment()) == "Reported by Variety"
    assert sure(moment(), moment(source="Deadline")) == "Confirmed"
    denied = moment(source="People", status="denied", told_at=1_622_900_000)
    assert sure(moment(), moment(source="Deadline"), denied) == "Reported by 2 outlets"
    assert sure(moment(told_at=None)) == "Confirmed"
    assert sure(moment(status="rumour")) == "Rumour"
    assert sure(moment(status="denied")) == "Denied"
    story = Moment(kind="story", date="2021-06-01", people=(), what="x", status="reported", outlets=9)
    assert describe_standing(story) == "9 outlets"


def test_every_row_of_the_starter_reads_well_for_each_of_its_people():
    import csv

    names = {person.id: person.name for person in starter_people()}
    with (STARTER / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        people = tuple(map(int, row["people"].split("|")))
        moment = Moment(kind=row["kind"], date=row["date"], people=people, what=row["what"], status="fact")
        for person in people:
            text = describe_moment(moment, person, names.__getitem__)
            assert text[0].isupper(), text
            assert not text.endswith((" ", ",")), text
            assert "  " not in text, text
            assert names[person] not in text.replace("‘", "\n").split("\n")[0], text  # nobody marries themselves
