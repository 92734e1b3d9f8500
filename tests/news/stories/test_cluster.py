import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.model.stories import ArticleSketch
from news.stories.cluster import place_articles
from news.stories.terms import stem_word, term_vector, text_stems

NOW = 1_623_268_800
REACH = 72 * 3600
AFFLECK, LOPEZ, DUA, KEANU = range(1, 5)

REUNION = (
    "Ben Affleck and Jennifer Lopez seen kissing at Malibu birthday dinner",
    "Jennifer Lopez and Ben Affleck kiss over birthday dinner in Malibu",
    "Bennifer kiss! Lopez and Affleck share a Malibu dinner for a birthday",
)
VERDICT = (
    "Jury clears drummer of tax fraud in Manchester trial",
    "Manchester jury acquits drummer in tax fraud trial",
    "Drummer cleared of tax fraud by Manchester jury",
)


def sketch(key, title, *, text="", at=NOW, people=(), names=(), story=None):
    return ArticleSketch(
        key=key,
        title=title,
        text=text,
        published=at,
        people=frozenset(people),
        names=frozenset(names),
        story=story,
    )


def sketches(titles, *, start=1, **more):
    return [sketch(start + n, title, **more) for n, title in enumerate(titles)]


def stories(placement):
    return {placed.key: placed.story for placed in placement.placed}


def partition(placement):
    groups = {}
    for placed in placement.placed:
        groups.setdefault(placed.story, set()).add(placed.key)
    return {frozenset(keys) for keys in groups.values()}


def settle(sketches_, placement, ids=range(100, 10_000)):
    """Return the sketches with their stories, new ones numbered from 100, as the store would keep them."""
    where = stories(placement)
    new = dict(zip(sorted({s for s in where.values() if s < 0}, reverse=True), ids, strict=False))
    return [replace(c, story=new.get(where[c.key], where[c.key])) if c.key in where else c for c in sketches_]


def test_reports_of_one_event_begin_one_story():
    assert partition(place_articles(sketches(REUNION) + sketches(VERDICT, start=11), [], NOW)) == {
        frozenset({1, 2, 3}),
        frozenset({11, 12, 13}),
    }


def test_a_fresh_report_joins_the_open_story_and_leaves_the_others_alone():
    opened = sketches(REUNION[:2], story=7) + sketches(VERDICT, start=11, story=9)
    placement = place_articles([sketch(3, REUNION[2])], opened, NOW)
    assert stories(placement) == {3: 7}
    assert placement.merged == {}


def test_new_stories_have_negative_numbers_one_each():
    found = stories(place_articles([sketch(1, REUNION[0]), sketch(2, VERDICT[0])], [], NOW))
    assert sorted(found.values()) == [-2, -1]


def test_the_same_star_in_another_event_is_another_story():
    dua = {"people": [DUA], "names": ["Dua Lipa"]}
    one = sketch(1, "Dua Lipa breaks her ankle rehearsing in Lisbon", **dua)
    other = sketch(2, "Dua Lipa announces a third album for October", **dua)
    assert len(partition(place_articles([one, other], [], NOW))) == 2


def test_the_same_headline_about_other_people_is_another_story():
    one = sketch(
        1, "Olivia Moss and Adam Reed split after two years", people=[1, 2], names=["Olivia Moss", "Adam Reed"]
    )
    other = sketch(2, "Keira Holt and Sam Dane split after two years", people=[3, 4], names=["Keira Holt", "Sam Dane"])
    assert len(partition(place_articles([one, other], [], NOW))) == 2


def test_people_in_common_hold_a_story_together_that_strangers_would_not():
    title = "Surprise engagement after a whirlwind romance in Paris"
    same = [sketch(1, title, people=[KEANU]), sketch(2, title + " confirmed", people=[KEANU])]
    others = [sketch(1, title, people=[KEANU]), sketch(2, "A whirlwind romance and an engagement", people=[DUA])]
    nobody = [sketch(1, title), sketch(2, "A whirlwind romance and an engagement")]
    assert len(partition(place_articles(same, [], NOW))) == 1
    assert len(partition(place_articles(nobody, [], NOW))) == 1
    assert len(partition(place_articles(others, [], NOW))) == 2


def test_chains_do_not_merge():
    """Each neighbour shares half its words, the ends none: a chain of links would make it all one story."""
    words = [f"{a}{b}ux" for a in "bcdfghjklm" for b in "aeio"]
    chain = [sketch(n, " ".join(words[n : n + 6])) for n in range(30)]
    groups = partition(place_articles(chain, [], NOW))
    assert len(groups) > 3
    assert max(max(group) - min(group) for group in groups) < 12


def test_stories_that_prove_to_be_one_merge_under_the_larger_ones_id():
    opened = [*sketches(REUNION, story=8), sketch(9, "Lopez and Affleck: the Malibu dinner", story=5)]
    fresh = sketches(("Affleck and Lopez at Malibu birthday dinner", "Kiss at the Malibu birthday dinner"), start=20)
    placement = place_articles(fresh, opened, NOW)
    assert placement.merged == {5: 8}
    assert stories(placement) == {9: 8, 20: 8, 21: 8}


def test_of_equal_parts_the_older_id_stays():
    opened = [sketch(1, REUNION[0], story=8), sketch(2, REUNION[1], story=5)]
    placement = place_articles([sketch(3, REUNION[2])], opened, NOW)
    assert placement.merged == {8: 5}
    assert stories(placement) == {1: 5, 3: 5}


def test_a_story_that_was_two_keeps_its_id_with_the_larger_part():
    opened = sketches(VERDICT, story=4) + sketches(REUNION[:2], start=11, story=4)
    fresh = sketches(("Tax fraud: Manchester jury clears the drummer", "Drummer cleared in tax fraud trial"), start=20)
    placement = place_articles(fresh, opened, NOW)
    found = stories(placement)
    assert found[20] == found[21] == 4
    assert found[11] == found[12] == -1
    assert not found.keys() & {1, 2, 3}
    assert placement.merged == {}


def test_ids_stay_over_rounds():
    state = []
    seen = set()
    for n, title in enumerate(REUNION + VERDICT):
        fresh = [sketch(n, title, at=NOW + n * 60)]
        state = settle(state + fresh, place_articles(fresh, state, NOW), range(100 + n * 10, 200 + n * 10))
        seen.add(state[0].story)
    assert seen == {100}
    assert {c.story for c in state} == {100, 130}


def test_after_three_quiet_days_the_same_words_are_another_story():
    opened = sketches(REUNION[:2], story=7, at=NOW)
    assert stories(place_articles([sketch(3, REUNION[2], at=NOW + REACH)], opened, NOW)) == {3: 7}
    assert stories(place_articles([sketch(3, REUNION[2], at=NOW + REACH + 1)], opened, NOW)) == {3: -1}
    assert stories(place_articles([sketch(3, REUNION[2], at=NOW - REACH - 1)], opened, NOW)) == {3: -1}


@pytest.mark.parametrize("title", ["", " ", "?!", "the", "5", "🎉", "Z"])
def test_headlines_without_a_word_are_stories_of_their_own(title):
    fresh = [sketch(1, title), sketch(2, title + "\u200b"), sketch(3, REUNION[0])]
    assert len(stories(place_articles(fresh, sketches(REUNION[1:], start=10, story=7), NOW))) == 3


@pytest.mark.slow
def test_five_hundred_identical_headlines_are_one_story():
    fresh = [sketch(n, REUNION[0], at=NOW + n) for n in range(500)]
    assert len(partition(place_articles(fresh, [], NOW))) == 1


def test_nothing_fresh_changes_nothing():
    assert place_articles([], sketches(REUNION, story=7), NOW).placed == ()


POOL = [
    *sketches(REUNION, start=1),
    *sketches(VERDICT, start=11),
    *sketches(("Affleck cleared", "Malibu jury dinner", "Birthday trial", "Lopez drummer split", ""), start=21),
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from([None, 3, 4, 5]), min_size=len(POOL), max_size=len(POOL)), st.integers())
def test_the_order_of_the_arguments_does_not_matter(where, seed):
    opened = [replace(c, story=story) for c, story in zip(POOL, where, strict=True) if story]
    fresh = [c for c, story in zip(POOL, where, strict=True) if not story]
    before = place_articles(fresh, opened, NOW)
    random.Random(seed).shuffle(opened)
    random.Random(seed).shuffle(fresh)
    after = place_articles(fresh, opened, NOW)
    assert sorted(after.placed, key=lambda p: p.key) == sorted(before.placed, key=lambda p: p.key)
    assert after.merged == before.merged


@settings(max_examples=60)
@given(st.lists(st.sampled_from([None, 3, 4, 5]), min_size=len(POOL), max_size=len(POOL)))
def test_every_fresh_article_is_placed_once_and_merged_ids_are_gone(where):
    opened = [replace(c, story=story) for c, story in zip(POOL, where, strict=True) if story]
    fresh = [c for c, story in zip(POOL, where, strict=True) if not story]
    placement = place_articles(fresh, opened, NOW)
    found = stories(placement)
    assert len(found) == len(placement.placed)
    assert found.keys() >= {c.key for c in fresh}
    left = {found.get(c.key, c.story) for c in fresh + opened}
    assert not left & placement.merged.keys()
    assert set(placement.merged.values()) <= left
    assert {c.story for c in opened} <= left | placement.merged.keys()


def test_inflected_words_have_one_stem():
    for words in (
        "split splits splitting",
        "marry marries",
        "star stars starring starred",
        "release releases released",
    ):
        assert len({stem_word(word) for word in words.split()}) == 1, words


def test_words_lose_stops_marks_and_possessives():
    assert list(text_stems("The U.S. singer’s Beyoncé-inspired look")) == ["us", "singer", "beyonc", "inspir", "look"]


def test_a_rare_word_weighs_more_than_a_common_one_and_a_name_less():
    weights = term_vector("Singer in zeppelin with Gwendolyn", "", frozenset({"Gwendolyn"}))
    assert weights["zeppelin"] > weights["singer"]
    assert weights["zeppelin"] > 3 * weights["gwendolyn"]


def test_a_vector_has_length_one_and_reads_a_repeated_headline_once():
    assert sum(weight * weight for weight in term_vector(REUNION[0], "").values()) == pytest.approx(1)
    assert term_vector(REUNION[0], REUNION[0] + " ") == term_vector(REUNION[0], "")
    assert term_vector("", "") == {}
