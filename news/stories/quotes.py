"""What a card may show of an article: an extract and what was said, never more than that."""

import re

from news.model.feeds import Entry
from news.text.text import cut_text, split_sentences, split_words

MOST_QUOTES = 5
LONGEST_QUOTE = 200  # characters
LONGEST_EXTRACT = 300  # characters, as the project's issue on imports has it
_LEAST_WORDS = 3
# An opening mark stands before a word, a closing one after it; straight marks tell no sides, and 6'2" opens nothing.
_SPEECH = re.compile(
    r"“([^“”]+)(?:”|$)|„([^„“”]+)[“”]|«\s*([^«»]+?)\s*»|(?<![\w\"])\"(?=\S)([^\"]+?)(?<=\S)\"(?!\w)", re.MULTILINE
)
_SPOKEN_END = re.compile(r"[.!?…,—–-][’')\]]*$")
_SHORT = 4  # letters: "of", "the", "with" stay small in a title


def find_quotes(text: str) -> tuple[str, ...]:
    """Return what is quoted as said in a text, in order, once each: at most 5 of at least 3 words, 200 characters.

    Names of works in quotation marks ("Keeping Up With the Kardashians") are left out.
    """
    found: dict[str, None] = {}
    for speech in _SPEECH.finditer(text):
        said = next(filter(None, speech.groups()), "").strip()
        if len(split_words(said)) >= _LEAST_WORDS and not _is_name(said):
            found.setdefault(shorten_text(said.rstrip(","), LONGEST_QUOTE))
    return tuple(found)[:MOST_QUOTES]


def _is_name(said: str) -> bool:
    """True if every longer word is a capital, as in a work's name; one such word ("I love Kanye.") is none."""
    longer = [word for word in said.split() if len(word.strip("\"'’.,!?")) >= _SHORT]
    is_capital = bool(longer) and all(word.strip("\"'‘(")[:1].isupper() for word in longer)
    return is_capital and (len(longer) > 1 or _SPOKEN_END.search(said) is None)


def extract_text(entry: Entry, limit: int = LONGEST_EXTRACT) -> str:
    """Return the beginning of what the feed gives, its summary or else its text, in at most `limit` characters."""
    return shorten_text(" ".join((entry.summary or entry.text).split()), limit)


def shorten_text(text: str, limit: int) -> str:
    """Cut to at most `limit` characters: after the last sentence that ends in its second half, else in a sentence."""
    if len(text) <= limit:
        return text
    kept = ""
    for sentence in split_sentences(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > limit:
            break
        kept = longer
    return kept if len(kept) >= limit // 2 else cut_text(text, limit)
