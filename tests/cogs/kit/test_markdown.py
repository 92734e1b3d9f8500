"""Text from feeds in Discord: docs/faults.md rows 35-38 and 40."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.kit.markdown import emphasise_terms, link, safe
from news.text.text import clean_text


@pytest.mark.parametrize(
    "text", ["@everyone", "@here", "<@1>", "<@&1>", "<#1>", "</cmd:1>", "<t:0>", "<id:customize>", "<:x:1>"]
)
def test_no_mention_or_tag_of_discord_is_left_whole(text: str) -> None:
    assert text not in safe(f"Hello {text} there")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[https://good](https://evil)", r"\[https\://good\](https\://evil)"),
        ("# big", r"\# big"),
        ("-# small", r"\-# small"),
        ("||hidden||", r"\|\|hidden\|\|"),
        ("```code```", r"\`\`\`code\`\`\`"),
        ("*a* _b_ ~~c~~", r"\*a\* \_b\_ \~\~c\~\~"),
        ("> quote", r"\> quote"),
        ("- item", r"\- item"),
        ("a-b + c", "a-b + c"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_markup_shows_as_it_was_written(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_a_number_at_the_start_begins_no_list() -> None:
    assert not safe("1. First").startswith("1. ")


@pytest.mark.parametrize("invite", ["discord.gg/abc", "https://discord.gg/abc", "discord.com/invite/abc"])
def test_an_invite_is_dropped(invite: str) -> None:
    assert safe(f"Join {invite} now") == "Join  now"


@pytest.mark.parametrize("term", ["discord", "gg", "abc"])
def test_an_invite_is_dropped_where_a_word_of_it_is_looked_for(term: str) -> None:
    assert emphasise_terms("Join discord.gg/abc now", {term}, "__") == "Join  now"


def test_a_link_that_no_message_can_hold_becomes_its_label() -> None:
    assert link("TMZ", "https://tmz.com/a") == "[TMZ](<https://tmz.com/a>)"
    assert link("TMZ", "https://tmz.com/" + "a" * 400) == "TMZ"
    assert link("TMZ", "https://tmz.com/a)b") == "TMZ"
    assert link("TMZ", "") == "TMZ"


def test_matches_are_bold_and_the_rest_is_inert() -> None:
    assert emphasise_terms("a *Kim* Beyoncé's b", {"kim", "beyonce"}, "__") == r"a \*__Kim__\* __Beyoncé__'s b"


@given(st.text(max_size=400))
def test_any_text_is_shown_within_twice_its_limit_and_without_a_raw_mention(text: str) -> None:
    shown = safe(clean_text(text), 100)
    assert len(shown) <= 220
    assert "<@" not in shown.replace("\\<", "").replace("\\@", "")
