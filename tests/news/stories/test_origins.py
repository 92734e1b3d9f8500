from dataclasses import replace

import pytest

from news.model.articles import Article
from news.model.feeds import Entry
from news.model.stories import Report
from news.stories.origins import (
    breaking_outlet,
    credited_outlets,
    find_origin,
    has_shared_sentence,
    independent_outlets,
)

KNOWN = ("Daily Mail", "People", "Us Weekly", "TMZ", "E! News", "BBC News", "The Lantern")
OWN = "The garden behind the old theatre was opened by the singer on Friday in front of a thousand people."


def article(outlet: str, minute: int, *, text: str = "", named: str = "", is_independent: bool = True) -> Article:
    return Article(
        key=minute,
        title_key=minute,
        outlet=outlet,
        feed_id=1,
        entry=Entry(title="Title", text=text),
        published=minute * 60,
        first_seen=minute * 60,
        origin=named or outlet,
        independent=is_independent,
    )


def report(outlet: str, minute: int, text: str, *, named: str = "") -> Report:
    return Report(key=minute, outlet=outlet, origin=named or outlet, published=minute * 60, text=text)


@pytest.mark.parametrize(
    ("title", "text", "source"),
    [
        ("Stars split, TMZ reports", "", "TMZ"),
        ("Stars split, per Page Six", "", "Page Six"),
        ("Stars split (via Us Weekly)", "", "Us Weekly"),
        ("Stars split: TMZ", "", "TMZ"),
        ("Stars split - Us Weekly", "", "Us Weekly"),
        ("Star Tells People Exclusively", "", "People"),
        ("Star Opens Up to Variety About Fame", "", "Variety"),
        ("", "The two have split, according to TMZ.", "TMZ"),
        ("", "TMZ reported on Monday that the two have split.", "TMZ"),
        ("", "A friend told People it was over.", "People"),
        ("", "A friend told PEOPLE exclusively.", "People"),
        ("", "She said it in an interview with Variety.", "Variety"),
        ("", "People confirms that the two have split.", "People"),
        ("", "People magazine reported the split.", "People"),
        ("", "A source tells Us Weekly that it is over.", "Us Weekly"),
        ("", "A source tells Us it is over.", "Us Weekly"),
        ("", "As E! News reported, it is over.", "E! News"),
        ("", "In a statement to The Hollywood Reporter, she agreed.", "The Hollywood Reporter"),
        ("", "Papers obtained exclusively by Radar Online show it.", "Radar Online"),
        ("", "He told Entertainment Tonight’s reporter that it is.", "Entertainment Tonight"),
        ("", "A Hollywood Life source last month stated it.", "Hollywood Life"),
        ("", "LOS ANGELES (AP) — The singer is well.", "AP"),
        ("", "The BBC reports that he left.", "BBC News"),
        ("", "The Lantern reports that he left.", "The Lantern"),
        ("", "According to TMZ it is so. The news was first reported by Deadline.", "Deadline"),
        ("", "According to TMZ it is so. Deadline was asked, too.", "TMZ"),
    ],
)
def test_a_report_counts_under_the_outlet_that_it_names(title, text, source):
    assert find_origin(title, text, "Daily Mail", KNOWN) == source


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("He Told People He Was Sick", ""),
        ("She Tells Us She Is Fine", ""),
        ("Power to the People", ""),
        ("Time Reports Its Profits", ""),
        ("Variety Is the Spice of Life, Star Says", ""),
        ("", "People reports of trouble are growing."),
        ("", "People reported seeing smoke over the house."),
        ("", "Many people told us that variety shows are back."),
        ("", "According to people at the party, it was loud."),
        ("", "Vogue unveiled its cover on Monday."),
        ("", "NBC confirmed the date of the first episode."),
        ("", "She was once seen in The Sun."),
        ("", "She told Vogue in 2019 that she was happy."),
        ("", "She previously told People that she was happy."),
        ("", "x " * 400 + "According to TMZ it is over."),
        ("", "According to Daily Mail it is over."),
        ("", "A spokesman told MailOnline that it is over."),
    ],
)
def test_a_report_counts_under_its_own_outlet_where_it_names_no_other(title, text):
    assert find_origin(title, text, "Daily Mail", KNOWN) == "Daily Mail"


def test_a_known_outlet_of_one_common_word_needs_a_phrase():
    assert find_origin("", "Lanterns confirmed the power of light.", "Daily Mail", ("Lanterns",)) == "Daily Mail"
    assert find_origin("", "She told Lanterns that she is well.", "Daily Mail", ("Lanterns",)) == "Lanterns"


def test_texts_share_a_sentence_whatever_its_accents_and_quotes():
    assert has_shared_sentence(f"One. {OWN}", f"{OWN.replace('old', 'óld').upper()} Two.")


def test_short_sentences_and_quoted_speech_are_not_shared():
    assert not has_shared_sentence("He was 67 years old. A.", "He was 67 years old. B.")
    said = "“" + OWN.removesuffix(".") + ",” she said."
    assert not has_shared_sentence(f"{said} One.", f"{said} Two.")


def test_a_report_in_an_earlier_ones_sentences_counts_under_that_ones_origin():
    first = report("TMZ", 1, OWN)
    copied = report("The Lantern", 2, f"Hello. {OWN}")
    other = report("People", 4, "Something else altogether, and in words of its own, was written by this one.")
    copied_by_citing = report("Metro", 5, OWN, named="People")
    assert credited_outlets([other, copied_by_citing, copied, first]) == {2: "TMZ"}


def test_a_copy_of_what_was_taken_from_another_counts_under_that_other():
    taken = report("The Lantern", 1, OWN, named="TMZ")
    assert credited_outlets([taken, report("Metro", 2, OWN)]) == {2: "TMZ"}


def test_one_outlet_is_credited_in_one_spelling():
    assert credited_outlets([report("People", 1, OWN), report("Metro", 2, "", named="people.com")]) == {2: "People"}


def test_outlets_are_grouped_by_origin_the_earliest_first():
    first, cites = article("TMZ", 1), article("Daily Mail", 3, named="TMZ")
    other, copied = article("People", 2), article("The Lantern", 4, named="TMZ")
    groups = independent_outlets([other, cites, copied, first])
    assert groups == {"TMZ": (first, cites, copied), "People": (other,)}
    assert list(groups) == ["TMZ", "People"]


def test_an_archive_is_no_outlet_and_spellings_are_one():
    archive = article("Archive", 1, is_independent=False)
    one, two = article("People", 2), article("Metro", 3, named="people.com")
    assert independent_outlets([archive, one, two]) == {"People": (one, two)}


def test_the_outlet_that_most_others_name_broke_the_story():
    reports = [
        article("Metro", 1),
        article("Daily Mail", 2, named="TMZ"),
        article("Daily Mail", 3, named="TMZ"),
        article("The Sun", 4, named="People"),
        article("NME", 5, named="People.com"),
    ]
    assert breaking_outlet(reports) == "People"
    assert breaking_outlet(reports[:4]) == "TMZ"
    assert breaking_outlet(reports[:1]) == "Metro"
    assert breaking_outlet([]) == ""


def test_an_archive_broke_nothing_where_there_is_an_outlet():
    archive = article("Archive", 1, is_independent=False)
    assert breaking_outlet([archive, article("Metro", 2)]) == "Metro"
    assert breaking_outlet([archive]) == "Archive"
    assert breaking_outlet([replace(archive, origin="TMZ"), article("Metro", 2)]) == "Metro"
