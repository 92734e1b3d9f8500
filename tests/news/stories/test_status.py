import json

import pytest

from news.model.articles import Article
from news.model.feeds import Entry
from news.stories.status import Status, judge_status, status_label


def report(title: str, minute: int = 1, *, outlet: str = "", text: str = "", **kept: object) -> Article:
    outlet = outlet or f"Outlet {minute}"
    return Article(
        **{
            "key": minute,
            "title_key": minute,
            "outlet": outlet,
            "feed_id": 1,
            "entry": Entry(title=title, summary=text),
            "published": minute * 60,
            "first_seen": minute * 60,
            "origin": outlet,
        }
        | kept
    )


def kind(*titles: str, **kept: object) -> str:
    return judge_status([report(title, minute, **kept) for minute, title in enumerate(titles, 1)]).kind


def test_one_source_is_a_rumour_with_its_headline_behind_it():
    assert judge_status([report("Stars marry in secret", outlet="TMZ")]) == Status(
        "rumour", "Stars marry in secret", "TMZ"
    )


def test_two_independent_outlets_make_a_report_resting_on_the_first():
    reports = [report("Stars wed in Rome", 2, outlet="People"), report("Stars marry", 1, outlet="TMZ")]
    assert judge_status(reports) == Status("reported", "Stars marry", "TMZ")


def test_two_outlets_with_one_origin_are_one_source():
    assert kind("Stars marry", "Stars wed in Rome", origin="TMZ") == "rumour"


def test_an_archive_is_no_second_source():
    assert kind("Stars marry", "Stars wed in Rome", independent=False) == "rumour"


@pytest.mark.parametrize(
    "title",
    [
        "Stars reportedly married",
        "Stars are married, sources say",
        "Are the stars married?",
        "Stars married: report",
        "Insider: the stars are married",
        "A source close to the stars says they married",
        "Stars spark marriage rumors",
    ],
)
def test_hedged_reports_stay_a_rumour_however_many(title):
    status = judge_status([report(title, 1), report(title, 2), report(f"{title}", 3)])
    assert (status.kind, status.sentence) == ("rumour", title)


def test_a_hedge_in_the_first_sentence_counts_and_is_the_sentence_behind():
    text = "The stars are married, an insider says. They met in May."
    status = judge_status([report("Stars marry", 1, text=text), report("Stars wed", 2)])
    assert status == Status("rumour", "The stars are married, an insider says.", "Outlet 1")


@pytest.mark.parametrize(
    "sentence",
    [
        "Star confirms she is married",
        "Star announces wedding",
        "The star's publicist confirmed the wedding",
        "The star confirmed the wedding in a statement",
        "The couple are married, court records show",
        "The star shared the wedding picture on Instagram",
        "Teen drama star confirms wedding",
    ],
)
def test_the_record_confirms(sentence):
    assert judge_status([report(sentence, outlet="TMZ")]) == Status("confirmed", sentence, "TMZ")


@pytest.mark.parametrize(
    "sentence",
    [
        "Star has not confirmed the wedding",
        "Star hasn’t confirmed the wedding",
        "Star has yet to confirm, and never announced, the wedding",
        "Star declined to confirm the wedding",
        "Star could neither confirm nor deny the wedding",
        "Star appears to confirm the wedding",
        "Star will soon announce the wedding",
        "Wedding unconfirmed",
        "Wedding reportedly confirmed",
        "A source confirmed the wedding",
        "People confirms the wedding",
        "TMZ can confirm the wedding",
        "Judge denied the star's request",
        "The star was denied entry",
        "There is no denying the wedding",
        "The star did not deny the wedding",
        "Star announces wedding?",
    ],
)
def test_what_is_not_on_the_record_decides_nothing(sentence):
    assert judge_status([report(sentence)]).kind == "rumour"


@pytest.mark.parametrize(
    "sentence",
    [
        "Star denies wedding",
        "Rep denied the wedding",
        "Star shuts down wedding rumours",
        "The wedding story is not true",
        "The claims aren’t true, she says",
        "Star slams false reports of a wedding",
        "“There is no truth to it,” the star confirmed",
        "Star did not marry, despite report",
    ],
)
def test_a_denial_denies_and_is_no_confirmation(sentence):
    assert judge_status([report(sentence, outlet="TMZ")]) == Status("denied", sentence, "TMZ")


@pytest.mark.parametrize(
    "note",
    [
        "Correction: the wedding was in Rome.",
        "An earlier version of this article named another town.",
        "This story has been corrected.",
        "TMZ retracts its report.",
    ],
)
def test_a_correction_counts_wherever_it_stands(note):
    text = "One. Two. Three. Four. Five. Six. " + note
    assert judge_status([report("Star confirms wedding", text=text)]) == Status("corrected", note, "Outlet 1")


def test_the_newest_decisive_report_wins():
    denied, confirmed = "Star denies wedding", "Star confirms wedding"
    assert kind(denied, confirmed, "Stars wed in Rome") == "confirmed"
    assert kind(confirmed, denied, "Stars wed in Rome") == "denied"


def test_a_sentence_of_the_text_decides_only_on_the_claim_of_the_headline():
    about = "The wedding in Rome was confirmed by her mother."
    beside = "He has confirmed a tour."
    assert judge_status([report("Star wedding in Rome", text=f"It rained. {about}")]) == Status(
        "confirmed", about, "Outlet 1"
    )
    assert judge_status([report("Star wedding in Rome", text=f"It rained. {beside}")]).kind == "rumour"


def test_a_death_is_confirmed_by_officials_only_and_reported_by_two_outlets():
    assert kind("Singer dies at 67", topic="death") == "rumour"
    assert kind("Singer's death confirmed", topic="death") == "rumour"
    assert kind("Father of two confirmed dead", topic="death") == "rumour"
    assert kind("Singer dies at 67", "Singer is dead", topic="death") == "reported"
    assert kind("Singer dies at 67, family confirms", topic="death") == "confirmed"
    assert kind("Singer has died, her publicist said in a statement", topic="death") == "confirmed"
    assert kind("Singer's death announced by her family", topic="death") == "confirmed"


@pytest.mark.parametrize(
    "sentence",
    [
        "Singer dies at 67, family confirms",
        "Singer has died, her publicist told the BBC",
        "Singer died on Tuesday, police said",
        "Singer died at her home, according to her representative",
        "Palace announces the death of the singer",
        "Singer was pronounced dead at the hospital",
        "The singer’s daughter wrote: “Mum passed away at dawn.”",
    ],
)
def test_an_official_word_confirms_a_death_with_its_sentence(sentence):
    for topic in ("death", "royals"):
        assert judge_status([report(sentence, topic=topic, outlet="TMZ")]) == Status("confirmed", sentence, "TMZ")


@pytest.mark.parametrize(
    "sentence",
    [
        "Singer dies at 67",
        "Singer dies at 67, friends say",
        "Singer has died, a source close to the family says",
        "Singer is dead, TMZ has confirmed",
        "Police could not confirm that the singer has died",
        "Singer’s death: what we know",
        "Police sources say the singer has died",
    ],
)
def test_no_other_word_confirms_a_death(sentence):
    for topic in ("death", "royals"):
        assert judge_status([report(sentence, topic=topic)]).kind == "rumour"


@pytest.mark.parametrize(
    "sentence",
    [
        "Singer is alive and well, her rep says",
        "Singer is not dead, her family says",
        "Singer is the victim of a death hoax",
        "No, the singer hasn’t died",
        "Reports of the singer’s death were false",
    ],
)
def test_a_hoax_denies_a_death_with_its_sentence(sentence):
    reports = [report("Singer dies at 67", 1), report("Singer is dead", 2), report(sentence, 3, outlet="TMZ")]
    assert judge_status(reports[:2]).kind == "reported"
    assert judge_status(reports) == Status("denied", sentence, "TMZ")


@pytest.mark.parametrize(
    "sentence",
    [
        "Manager denies causing the singer’s death",
        "Doctor denies wrongdoing after the singer’s death",
        "Family denies that the singer’s death was a suicide",
    ],
)
def test_a_denial_of_a_part_in_a_death_does_not_deny_the_death(sentence):
    assert (
        judge_status([report("Singer dies at 67", 1), report("Singer is dead", 2), report(sentence, 3)]).kind
        == "reported"
    )


def test_a_correction_lifts_a_death():
    note = "Correction: the singer has not died."
    reports = [report("Singer dies at 67, family confirms", 1), report("Singer dies at 67", 2, text=note)]
    assert judge_status(reports) == Status("corrected", note, "Outlet 2")


def test_a_report_of_an_illness_does_not_report_the_death_on_top():
    ill = [report("Singer in hospital", minute) for minute in (2, 3, 4)]
    assert judge_status([report("Singer dies in hospital", 1), *ill]).kind == "rumour"
    assert judge_status([report("Singer dies in hospital", 1), *ill, report("Singer has died", 5)]).kind == "reported"
    assert judge_status([*ill, report("Singer dies in hospital", 5)]).kind == "reported"  # that she is in hospital


@pytest.mark.parametrize(
    "title",
    [
        "Star shoots down wedding rumours",
        "Star laughing off wedding rumours",
        "Star fires back at wedding claims",
        "Wedding rumours proven false",
        "Star says she is not engaged",
        "Star NOT married",
        "Rumor bust! There is no wedding",
        "Claims of a wedding are baseless",
    ],
)
def test_a_headline_that_says_it_is_not_so_denies(title):
    assert judge_status([report(title, outlet="TMZ")]) == Status("denied", title, "TMZ")


def test_an_aside_in_a_text_denies_nothing():
    text = "The stars of Rome, who are not married, were seen in Rome."
    assert judge_status([report("Stars of Rome seen at dinner", text=text)]).kind == "rumour"


@pytest.mark.parametrize("title", ["When will the new season start?", "Stars: how much are they worth now?"])
def test_a_readers_question_leaves_nothing_open(title):
    assert status_label(judge_status([report(title)])) == "One source"
    assert kind(title, title) == "reported"


@pytest.mark.parametrize(
    "title", ["Are the stars married?", "Stars in Rome: are they married?", "‘Palace: both stars wed’"]
)
def test_a_question_or_anothers_words_alone_are_a_rumour(title):
    assert status_label(judge_status([report(title)])) == "Rumour"
    assert kind(title, title) == "rumour"


def test_of_real_headlines_what_is_hedged_or_denied_is_what_fact_checkers_call_false(data):
    with (data / "headlines" / "headlines.jsonl").open(encoding="utf-8") as lines:
        rows = {row["title"]: row["label"] for row in map(json.loads, lines)}
    found = {title: judge_status([report(title)]) for title in rows}
    for of in ("denied", "rumour"):
        told = [rows[title] for title, status in found.items() if status_label(status).lower() == of]
        assert len(told) >= 25
        assert told.count("fake") / len(told) >= 0.75  # of all headlines half are
    confirmed = [rows[title] for title, status in found.items() if status.kind == "confirmed"]
    assert confirmed.count("real") > 3 * confirmed.count("fake")


def test_the_sentence_has_at_most_200_characters():
    status = judge_status([report("Star confirms " + "a very long wedding party " * 20)])
    assert len(status.sentence) <= 200
    assert status.sentence.endswith("…")


def test_no_reports_have_no_status():
    with pytest.raises(ValueError, match="no reports"):
        judge_status([])
