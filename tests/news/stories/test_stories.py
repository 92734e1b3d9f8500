from hypothesis import given
from hypothesis import strategies as st

from news.model.feeds import Entry
from news.stories.stories import extract_text, find_quotes


def test_straight_and_curly_quotes_are_found_in_order():
    text = 'She wrote: "Happy birthday, my old friend." He said, “I am glad to be here,” and left.'
    assert find_quotes(text) == ("Happy birthday, my old friend.", "I am glad to be here")


def test_a_quote_that_goes_on_after_adding_is_two():
    text = "“It was a long year,” she said, adding: “We said ‘never again’. But here we are.”"
    assert find_quotes(text) == ("It was a long year", "We said ‘never again’. But here we are.")


def test_words_names_of_works_and_repeats_are_left_out():
    text = (
        'A "failure" in "Keeping Up With the Neighbours," he said: "I did what I could." Again: "I did what I could."'
    )
    assert find_quotes(text) == ("I did what I could.",)


def test_a_quote_open_at_the_end_of_its_paragraph_ends_there():
    assert find_quotes("“This goes on for longer\n“and ends here, at last.”") == (
        "This goes on for longer",
        "and ends here, at last.",
    )


def test_inches_and_apostrophes_open_nothing():
    assert find_quotes("He is 6'2\" tall and she's 5'9\" tall, isn't she, they said") == ()


def test_other_marks_are_read_too():
    assert find_quotes("« Je suis très heureuse », dit-elle. „Das ist gar nicht wahr“, sagt er.") == (
        "Je suis très heureuse",
        "Das ist gar nicht wahr",
    )


def test_at_most_five_quotes_of_at_most_200_characters():
    text = " ".join(f"“Quote number {number} goes here, {'and on ' * 50}.”" for number in range(9))
    found = find_quotes(text)
    assert len(found) == 5
    assert all(len(quote) <= 200 for quote in found)


def test_the_extract_is_the_summary_before_the_text():
    assert extract_text(Entry(title="T", summary="Sum.", text="Text.")) == "Sum."
    assert extract_text(Entry(title="T", text="One.\nTwo.")) == "One. Two."
    assert extract_text(Entry(title="T")) == ""


def test_the_extract_ends_with_a_sentence_where_one_ends_near():
    sentence = "This sentence has exactly sixty characters, or so they say. "
    assert extract_text(Entry(title="T", summary=sentence * 9)) == (sentence * 5).strip()
    assert extract_text(Entry(title="T", summary="Short. " + "word " * 100)).endswith("word…")


@given(st.text(max_size=900), st.integers(min_value=20, max_value=300))
def test_no_extract_or_quote_is_ever_longer_than_its_limit(text, limit):
    assert len(extract_text(Entry(title="T", summary=text), limit)) <= limit
    assert all(len(quote) <= 200 for quote in find_quotes(text))
