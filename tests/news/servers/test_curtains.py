"""What a story is about that a server may draw a curtain before, told by headlines, names, ages and topics."""

from dataclasses import replace
from pathlib import Path

import pytest

from news.model.articles import Article
from news.model.servers import Change, Curtain, Filter, Server
from news.servers.judged_story import Candidate, curtains_as_of, drawn_as, hidden_subjects, judge_candidate
from news.servers.story_rules import Spent, story_standing
from news.servers.wording import say_reason
from news.text.subjects import SUBJECTS, Subject, headline_subjects
from tests.kit.headlines import article, story
from tests.kit.newsroom import NOW

SERVER = Server(guild=1, stories_channel=5)
OPEN = replace(SERVER, curtain_health="shown", curtain_minors="shown", curtain_accusations="shown")
LOLA, KIDDO = 1, 2


@pytest.mark.parametrize(
    ("settings", "about", "drawn"),
    [
        ({}, set(), "shown"),
        ({}, {"death"}, "shown"),
        ({}, {"death", "minors"}, "curtain"),
        ({"curtain_death": "out"}, {"death", "minors"}, "out"),
        ({"curtain_minors": "shown"}, {"death", "minors"}, "shown"),
    ],
)
def test_a_story_is_drawn_as_the_strictest_of_its_subjects(
    settings: dict[str, Curtain], about: set[Subject], drawn: Curtain
) -> None:
    assert drawn_as(replace(SERVER, **settings), about) == drawn


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_has_its_own_setting(subject: Subject) -> None:
    server = replace(OPEN, **{f"curtain_{subject}": "curtain"})
    assert hidden_subjects([server], SUBJECTS) == (subject,)
    assert hidden_subjects([OPEN], SUBJECTS) == ()


def test_what_was_set_when_a_post_was_made_is_read_from_the_log() -> None:
    changes = [
        Change(guild=1, user=1, at=NOW + 20, before={"curtain_death": "curtain"}, after={"curtain_death": "shown"}),
        Change(guild=1, user=1, at=NOW + 10, before={"curtain_death": "out", "zone": "UTC"}, after={}),
        Change(guild=1, user=1, at=NOW, before={"curtain_death": "shown"}, after={"curtain_death": "out"}),
    ]
    assert curtains_as_of(SERVER, changes, NOW + 30).curtain_death == "shown"
    assert curtains_as_of(SERVER, changes, NOW + 15).curtain_death == "curtain"
    assert curtains_as_of(SERVER, changes, NOW).curtain_death == "out"


def judged(*articles: Article, topic: str = "other") -> Candidate:
    return replace(judge_candidate(story(*articles, topic=topic)), outlets=9, status="reported")


@pytest.mark.parametrize(
    ("server", "title", "cause", "why"),
    [
        (
            {"curtain_death": "out"},
            "Lola Grand dies",
            "curtain",
            "is about a death, and this server leaves such stories out",
        ),
        (
            {"curtain_minors": "out"},
            "Lola Grand’s toddler",
            "curtain",
            "is about somebody under 18, and this server leaves such stories out",
        ),
        (
            {"language": "de"},
            "Lola Grand sings",
            "language",
            "is not in this server's language: its headline is in “en”",
        ),
        (
            {"filters": (Filter("source", "block", "Outlet 1"),)},
            "Lola Grand sings",
            "filter",
            "is held by this server’s filter: never the source Outlet 1",
        ),
        (
            {"filters": (Filter("word", "block", "sings"),)},
            "Lola Grand sings",
            "filter",
            "is held by this server’s filter: never the word sings",
        ),
        (
            {"filters": (Filter("person", "block", "1"),)},
            "Lola Grand sings",
            "filter",
            "is held by this server’s filter: never a person whom it names",
        ),
        (
            {"filters": (Filter("person", "only", "7"),)},
            "Lola Grand sings",
            "filter",
            "is held by this server’s filter: only certain people are let through",
        ),
        (
            {"filters": (Filter("topic", "only", "music"),)},
            "Lola Grand sings",
            "filter",
            "is held by this server’s filter: only certain topics are let through",
        ),
    ],
)
def test_what_a_server_does_not_want_is_out_with_the_reason(
    server: dict[str, object], title: str, cause: str, why: str
) -> None:
    stands = story_standing(
        replace(SERVER, **server), judged(article(title, names={LOLA: "Lola Grand"})), Spent(at=NOW)
    )
    assert (stands.state, stands.cause, say_reason(stands.reason)) == ("out", cause, why)


@pytest.mark.parametrize("language", ["en", "en-GB", "EN_us", ""])
def test_a_country_makes_no_other_language(language: str) -> None:
    told = replace(judged(article("Lola Grand sings")), language="en-US")
    assert story_standing(replace(SERVER, language=language), told, Spent(at=NOW)).state == "owed"


def test_a_curtain_holds_nothing_back() -> None:
    told = judged(article("Lola Grand is pregnant"))
    assert story_standing(SERVER, told, Spent(at=NOW)).state == "owed"


def test_a_death_told_under_another_topic_waits_like_one() -> None:
    told = replace(judged(article("Duke dies at 99, palace insiders say"), topic="royals"), status="rumour")
    stands = story_standing(SERVER, told, Spent(at=NOW))
    assert (stands.cause, say_reason(stands.reason)) == (
        "unsure",
        "has 9 outlets, but is rumour: a death waits for two outlets that report it plainly, or for an official word",
    )


# What the headlines of gold_people.tsv are about, by row, as a reader says who sees nothing but the headline.
READ = {
    0: "h", 2: "a", 9: "h", 11: "hm", 12: "ad", 13: "a", 20: "m", 21: "hm", 23: "m", 35: "m", 40: "m", 44: "h",
    63: "dh", 67: "ah", 72: "m", 73: "m", 75: "m", 81: "d", 85: "ad", 87: "m", 89: "h", 97: "d", 99: "a", 100: "h",
    105: "d", 107: "a", 120: "m", 123: "h", 137: "h", 138: "m", 149: "a",
}  # fmt: skip
NAMED = (7, 80)  # children who are known by their names alone


def test_of_real_headlines_nine_in_ten_are_about_what_a_reader_says(data: Path) -> None:
    lines = (data / "headlines" / "gold_people.tsv").read_text(encoding="utf-8").splitlines()[1:]
    told = {
        (row, subject[0]) for row, line in enumerate(lines) for subject in headline_subjects(line.partition("\t")[0])
    }
    read = {(row, subject) for row, about in READ.items() for subject in about}
    assert len(told & read) / len(told) >= 0.9
    assert len(told & read) / len(read) >= 0.9
    assert not any(row in NAMED for row, _ in told)
