"""Which birth and death dates hold among what sources say."""

from news.model.people import DateClaim, Person
from news.people.catalogue import with_dates
from news.people.facts.claims import HELD, settle_claims

DAY = 86400
T = 1_600_000_000


def told(date: str, source: str = "Wikidata", first: int = T, last: int = T, **more: object) -> DateClaim:
    return DateClaim(kind="birth", date=date, source=source, first_seen=first, last_seen=last, **more)  # type: ignore[arg-type]


def listed(date: str, confidence: str = "A") -> DateClaim:
    return DateClaim(kind="birth", date=date, source="Limelight", confidence=confidence)


def test_what_comes_with_the_bot_holds_at_once() -> None:
    settled = settle_claims([listed("1980-10-21")])
    assert (settled.date, settled.confidence, settled.held) == ("1980-10-21", "A", ())


def test_a_new_date_of_one_source_is_held_and_told_as_such() -> None:
    settled = settle_claims([told("1990-05-01")])
    assert settled.date == ""
    assert [claim.date for claim in settled.held] == ["1990-05-01"]


def test_a_date_that_syncs_have_seen_for_seven_days_holds() -> None:
    settled = settle_claims([told("1990-05-01", last=T + HELD)])
    assert (settled.date, settled.confidence) == ("1990-05-01", "B")


def test_a_date_seen_once_does_not_come_to_hold_by_waiting() -> None:
    assert settle_claims([told("1990-05-01", first=T - 100 * DAY, last=T - 100 * DAY)]).date == ""


def test_two_sources_that_agree_confirm_at_once_what_the_table_doubts() -> None:
    settled = settle_claims([listed("1990-05-01", "C"), told("1990-05-01")])
    assert (settled.date, settled.confidence, settled.held) == ("1990-05-01", "A", ())


def test_while_a_changed_date_is_held_the_one_before_holds_and_both_are_told() -> None:
    old = told("1990-05-01", first=T - 90 * DAY, last=T - DAY)
    settled = settle_claims([old, told("1991-01-01")])
    assert settled.date == "1990-05-01"
    assert settled.told == (old,)
    assert [claim.date for claim in settled.held] == ["1991-01-01"]


def test_a_changed_date_takes_over_after_seven_days() -> None:
    old = told("1990-05-01", first=T - 90 * DAY, last=T - DAY)
    settled = settle_claims([old, told("1991-01-01", last=T + HELD)])
    assert (settled.date, settled.held) == ("1991-01-01", ())


def test_vandalism_of_a_well_known_date_is_held_and_changes_nothing() -> None:
    settled = settle_claims([listed("1980-10-21"), told("2015-10-21")])
    assert (settled.date, settled.confidence) == ("1980-10-21", "A")
    assert [claim.date for claim in settled.held] == ["2015-10-21"]


def test_sources_that_go_on_differing_are_disputed_and_all_are_told() -> None:
    settled = settle_claims([listed("1980-10-21"), told("1981-10-21", last=T + HELD)])
    assert settled.is_disputed
    assert settled.confidence == "X"
    assert {claim.date for claim in settled.told} == {"1980-10-21", "1981-10-21"}
    assert settled.date == "1981-10-21"  # who might be under 18 is treated as being it


def test_of_several_dates_at_one_source_the_preferred_holds() -> None:
    settled = settle_claims([told("1990-05-01", last=T + HELD, is_preferred=True), told("1991-05-01", last=T + HELD)])
    assert settled.date == "1990-05-01"


def test_without_a_preferred_one_all_are_told() -> None:
    settled = settle_claims([told("1990-05-01", first=T - HELD, last=T), told("1991-05-01", first=T - HELD, last=T)])
    assert settled.is_disputed


def test_a_coarser_date_agrees_with_a_finer_one_and_day_precision_is_not_invented() -> None:
    settled = settle_claims([listed("1980", "year"), told("1980-10-21")])
    assert (settled.date, settled.is_disputed) == ("1980-10-21", False)
    assert settled.confidence == "B"
    assert settle_claims([listed("1980", "year")]).date == "1980"


def test_what_the_table_doubts_yields_to_a_date_that_is_confirmed() -> None:
    settled = settle_claims([listed("1980-10-21", "C"), told("1980-10-22", last=T + HELD)])
    assert (settled.date, settled.confidence) == ("1980-10-22", "B")


def test_a_person_is_given_with_the_dates_that_hold() -> None:
    death = DateClaim(kind="death", date="2020-01-26", source="Limelight", confidence="A")
    person = with_dates(Person(id=1, name="Somebody"), [listed("1978-08-23"), death])
    assert (person.birth, person.birth_confidence, person.death) == ("1978-08-23", "A", "2020-01-26")
