"""What a search asks for and how its hits rank; words that the index lacks are mended to near ones."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from news.model.stories import SearchHit

from .days import last_day
from .text import fold_text

MOST_TERMS = 8
LONGEST_TERM = 32
WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]")

_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))


def search_terms(query: str) -> list[str]:
    """Return the words of a query as the index has them: at most eight, each once.

    They never hold FTS5 syntax (docs/faults.md row 64). They are small and without accents. The ø of MØ is a letter to
    the index, not an accent, though `fold_text` makes it an o.
    """
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", query[:500].lower()))
    found = (word[:LONGEST_TERM] for word in WORD.findall(unicodedata.normalize("NFC", bare)))
    return list(dict.fromkeys(found))[:MOST_TERMS]


def fitting_words(words: Sequence[str], room: int) -> list[str]:
    """Return the first words that fit into so many characters with a space between."""
    kept: list[str] = []
    for word in words:
        room -= len(word) + 1
        if room < -1:
            break
        kept.append(word)
    return kept


def read_day_span(text: str, today: date) -> tuple[date, date] | None:
    """Read a year or month as its first and last day, and a day as both; None for anything else."""
    typed = text.strip()
    if re.fullmatch(r"[0-9]{4}(?:-[0-9]{2})?", typed) and (typed + "-01")[5:7] in _MONTHS and typed[:4] > "0000":
        return date.fromisoformat(f"{typed}-01-01"[:10]), last_day(typed)
    read = read_day(typed, today)
    return (read, read) if read else None


def read_day(text: str, today: date) -> date | None:
    """Read a day: 2021-06-08, today, yesterday, or "7 days" (ago); None for anything else."""
    typed = text.strip().lower()
    near = {"today": 0, "yesterday": 1}
    if typed in near:
        return today - timedelta(days=near[typed])
    if found := re.fullmatch(r"([0-9]{1,4}) ?d(?:ays?)?(?: ago)?", typed):
        return today - timedelta(days=int(found[1]))
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def has_typed_words(text: str, typed: str) -> bool:
    """True if every word typed begins a word of the text, accents aside."""
    wanted, folded = _word_beginnings(typed), fold_text(text)
    if not all(beginning in folded for beginning in wanted):  # most of thousands of headlines end here
        return False
    words = WORD.findall(folded)
    return all(any(word.startswith(beginning) for word in words) for beginning in wanted)


@lru_cache(maxsize=64)
def _word_beginnings(typed: str) -> tuple[str, ...]:
    return tuple(fold_text(term) for term in search_terms(typed))


def nearest_word(term: str, words: Sequence[str]) -> str:
    """Return the word that a misspelt term means, or "": one slip for four letters, two from eight on."""
    if len(term) < 4:
        return ""
    slips = 1 if len(term) < 8 else 2
    best = process.extractOne(term, words, scorer=DamerauLevenshtein.distance, score_cutoff=slips)
    return str(best[0]) if best else ""


def rank_hits(hits: Iterable[SearchHit], now: int) -> list[SearchHit]:
    """Return the best hit of each story, best and newest first: a month halves a match."""
    best: dict[int, tuple[float, SearchHit]] = {}
    for hit in hits:
        score = hit.match / (1 + max(now - hit.published, 0) / (30 * 86400))
        if hit.story not in best or score > best[hit.story][0]:
            best[hit.story] = (score, hit)
    return [hit for _, hit in sorted(best.values(), key=lambda pair: (-pair[0], -pair[1].published, pair[1].row))]
