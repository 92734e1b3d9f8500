"""Which stories filters hold: never these, or only these; words as headlines have them; whose birthdays."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.model.articles import TOPICS, Article
from news.model.feeds import Entry
from news.model.people import Person
from news.model.servers import Filter, FilterKind, Server
from news.model.stories import Story
from news.servers.birthday_schedule import birthday_audience
from news.servers.judged_story import Candidate, blocking_filter, judge_candidate
from news.settings.kinds import LONGEST_WORD, STATUSES, blocked_people, clean_word, has_phrase, is_same_filter
from news.stories.status import StatusKind
from tests.kit.newsroom import NOW

ADELE, CHER = 7, 8


def block(kind: FilterKind, value: object) -> Filter:
    return Filter(kind, "block", str(value))


def only(kind: FilterKind, value: object) -> Filter:
    return Filter(kind, "only", str(value))


def story(
    headline: str = "Adele sings",
    *,
    topic: str = "music",
    people: tuple[int, ...] = (ADELE,),
    sources: tuple[str, ...] = ("Marquee", "TMZ"),
    status: StatusKind = "reported",
    has_one_source: bool = False,
) -> Candidate:
    return Candidate(
        id=1,
        headline=headline,
        topic=topic,
        outlets=len(sources),
        first_at=NOW,
        status=status,
        lead=1,
        people=frozenset(people),
        sources=frozenset(sources),
        has_one_source=has_one_source,
    )


def test_without_filters_nothing_is_held() -> None:
    assert blocking_filter((), story()) is None


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        (("person", ADELE), ("person", CHER)),
        (("topic", "music"), ("topic", "legal")),
        (("word", "sings"), ("word", "sing")),
        (("status", "reported"), ("status", "rumour")),
    ],
)
def test_a_filter_holds_what_it_blocks_and_what_it_does_not_want(
    fits: tuple[FilterKind, object], does_not: tuple[FilterKind, object]
) -> None:
    assert blocking_filter([block(*fits)], story()) == block(*fits)
    assert blocking_filter([block(*does_not)], story()) is None
    assert blocking_filter([only(*fits)], story()) is None
    assert blocking_filter([only(*does_not)], story()) == only(*does_not)


def test_one_of_the_wanted_of_a_kind_is_enough_and_each_kind_is_to_be_met() -> None:
    wanted = [only("person", CHER), only("person", ADELE), only("topic", "music")]
    assert blocking_filter(wanted, story()) is None
    assert blocking_filter(wanted, story(topic="legal")) == only("topic", "music")
    assert blocking_filter(wanted, story(people=())) == only("person", CHER)


def test_what_is_blocked_is_held_though_it_is_wanted_too() -> None:
    assert blocking_filter([only("person", ADELE), block("topic", "music")], story()) == block("topic", "music")


def test_a_story_that_others_have_too_is_not_lost_with_one_blocked_source() -> None:
    tabloids = [block("source", "TMZ"), block("source", "The Sun")]
    assert blocking_filter(tabloids, story(sources=("Marquee", "TMZ"))) is None
    assert blocking_filter(tabloids, story(sources=("TMZ",))) == tabloids[0]
    assert blocking_filter(tabloids, story(sources=("The Sun", "TMZ"))) in tabloids
    assert blocking_filter(tabloids, story(sources=("Marquee",))) is None


def test_one_article_of_a_wanted_source_is_enough() -> None:
    wanted = [only("source", "Marquee"), only("source", "Variety")]
    assert blocking_filter(wanted, story(sources=("Marquee", "TMZ"))) is None
    assert blocking_filter(wanted, story(sources=("TMZ",))) == wanted[0]


def test_a_rumour_and_one_source_are_told_apart_as_on_cards() -> None:
    plain = story(sources=("TMZ",), status="rumour", has_one_source=True)
    hedged = story(sources=("TMZ",), status="rumour")
    assert blocking_filter([block("status", "rumour")], plain) is None
    assert blocking_filter([block("status", "rumour")], hedged) == block("status", "rumour")
    assert blocking_filter([only("status", "rumour")], plain) == only("status", "rumour")


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        (["Adele buys a house"], ""),
        (["Adele reportedly buys a house", "Is it so? Adele buys a house, sources say"], "rumour"),
        (["Adele buys a house", "Adele buys a big house"], "reported"),
    ],
)
def test_the_status_that_filters_see_is_the_one_on_cards(titles: list[str], shown: str) -> None:
    articles = tuple(
        Article(
            key=place,
            title_key=place,
            feed_id=None,
            outlet=f"Outlet {place}",
            entry=Entry(title=title),
            published=NOW,
            first_seen=NOW,
            origin=f"Outlet {place}",
            topic="other",
        )
        for place, title in enumerate(titles)
    )
    seen = judge_candidate(Story(id=1, headline=titles[0], topic="other", first_at=NOW, last_at=NOW, articles=articles))
    assert [status for status in STATUSES if blocking_filter([block("status", status)], seen)] == list(
        filter(None, [shown])
    )


@pytest.mark.parametrize(
    ("word", "headline"),
    [
        ("Beyonce", "Beyoncé’s twins turn four"),
        ("BEYONCÉ", "beyonce sings"),
        ("baby bump", "Her Baby-Bump at the gala"),
        ("baby-bump", "Her baby bump"),
        ("split", "Split-up: who gets the house"),
        ("divorc*", "They are divorcing"),
        ("divorc*", "Divorce!"),
        ("court dat*", "No court date yet"),
        ("Jay-Z", "Jay-Z’s new album"),
        ("R&B", "An R&B star"),
        ("離婚", "俳優が離婚を発表"),
        ("don't", "Don’t look up"),
    ],
)
def test_a_word_is_found_in_a_headline(word: str, headline: str) -> None:
    assert has_phrase(headline, word)


@pytest.mark.parametrize(
    ("word", "headline"),
    [
        ("art", "The party starts"),
        ("sing", "Adele sings"),
        ("baby bump", "A baby and a bump"),
        ("divorc*", "An undivorced couple"),
        ("*", "Anything"),
        ("!!", "Anything!!"),
        ("", ""),
        ("court date", "court"),
    ],
)
def test_a_word_inside_another_is_not(word: str, headline: str) -> None:
    assert not has_phrase(headline, word)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_is_a_word_or_none_and_never_a_fault(typed: str, headline: str) -> None:
    word = clean_word(typed)
    assert len(word) <= LONGEST_WORD
    assert "\n" not in word
    if has_phrase(headline, word):
        assert word


@given(st.text(min_size=1, max_size=LONGEST_WORD))
def test_a_word_is_in_a_headline_that_is_nothing_else(typed: str) -> None:
    if word := clean_word(typed):
        assert has_phrase(word.rstrip("* "), word)


def test_two_spellings_of_a_word_are_one_filter() -> None:
    assert is_same_filter(block("word", "Baby Bump"), only("word", "baby-bump"))
    assert not is_same_filter(block("word", "divorc"), block("word", "divorc*"))
    assert not is_same_filter(block("word", "music"), block("topic", "music"))
    assert is_same_filter(block("topic", "music"), only("topic", "music"))


def test_a_person_who_is_no_number_fits_nothing() -> None:
    assert blocking_filter([block("person", "Adele")], story()) is None
    assert blocked_people([block("person", "Adele"), only("person", 8), block("person", 7)]) == {7}


def test_every_topic_is_one_that_stories_have() -> None:
    for topic in TOPICS:
        assert blocking_filter([block("topic", topic)], story(topic=topic)) is not None


@pytest.mark.parametrize("who", ["top", "list", "followed"])
def test_the_birthday_of_a_blocked_person_is_not_told_and_a_wanted_one_narrows_nothing(who: str) -> None:
    people = [Person(id=number, name=f"Person {number}", popularity=number) for number in (1, 2, 3)]
    server = Server(guild=1, birthdays_who=who, birthdays_top=2, filters=(block("person", 3), only("person", 1)))  # type: ignore[arg-type]
    assert [person.id for person in birthday_audience(server, people, {}, {1, 2, 3})] == [2, 1]
    assert [person.id for person in birthday_audience(replace(server, filters=()), people, {}, {1, 2, 3})][:2] == [3, 2]
