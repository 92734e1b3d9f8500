"""The days that an article's sentences speak of, for each person whom they name: a timeline is made of these."""

import re
from collections.abc import Iterable, Mapping, Sequence

from news.events.dates import find_dates, find_lines_with_days
from news.model.articles import DayMention
from news.model.people import Mention, Person
from news.people.catalogue_match import Catalogue
from news.people.names import PLACES, ROLES, TITLES, ScannedText, is_ordinary, name_key, short_names
from news.text.text import fold_text, split_sentences

LONGEST_TEXT = 50_000  # characters of an article that are read
_LONGEST = 1_000  # characters of a sentence; a longer one is no prose
_DAY = len("2021-06-08")
_SPACES = re.compile(r" {2,}")

Names = Mapping[str, frozenset[int]]  # a name's key -> who bears it in this article


def find_spoken_days(text: str, mentions: Sequence[Mention], catalogue: Catalogue, published: int) -> list[DayMention]:
    """Return the days that sentences mention, once for each sentence and person in it, in the text's order.

    `text` is headline and body, `mentions` comes from `Catalogue.find_mentions`, `published` is in epoch seconds (UTC).
    A sentence names a person in full, or by a first or last name that nobody else in the article has. A repeated
    sentence counts once. Minors and uncertain mentions have no days. 2 KB take about 0.2 ms.
    """
    if not mentions:
        return []
    # Apart, since the body has been split into sentences for its events just now.
    head, _, body = text[:LONGEST_TEXT].partition("\n")
    lines = list(dict.fromkeys(split_sentences(head) + split_sentences(body)))
    places = find_lines_with_days(fold_text("\n".join(lines)).split("\n"))
    names = _collect_names(mentions, catalogue) if places else {}
    found: list[DayMention] = []
    for place in sorted(places) if names else ():
        sentence = lines[place]
        if len(sentence) > _LONGEST:
            continue
        if people := _find_people(sentence, names):
            days = {at.date: None for at in find_dates(sentence, published) if len(at.date) == _DAY}
            found += [DayMention(id_, day) for id_ in people for day in days]
    return found


def _collect_names(mentions: Iterable[Mention], catalogue: Catalogue) -> Names:
    """Return the names that the article may use for its people, without short names that two of them share."""
    full: dict[str, frozenset[int]] = {}
    short: dict[str, frozenset[int]] = {}
    for mention in mentions:
        person = catalogue.person(mention.person_id)
        if person is None or not mention.certain or "minor" in person.flags:
            continue
        own = frozenset((person.id,))
        for key in _name_keys(person):
            full[key] = own
        written = name_key(mention.name)  # a couple's name stands for both
        full[written] = full.get(written, frozenset()) | own
        for word in short_names(person.name):
            short[word] = short.get(word, frozenset()) | own
    return {**{word: who for word, who in short.items() if len(who) == 1}, **full}


def _name_keys(person: Person) -> list[str]:
    return [name_key(name) for name in (person.name, *person.aliases) if name not in person.needs_context]


def _find_people(sentence: str, names: Names) -> list[int]:
    line = ScannedText(sentence, body=True)
    flat = _SPACES.sub(" ", line.flat)
    people: set[int] = set()
    for key, ids in names.items():
        if f" {key} " in flat and (" " in key or _stands_alone(line, key)):
            people |= ids
    return sorted(people)


def _stands_alone(line: ScannedText, key: str) -> bool:
    """True if a name of one word stands somewhere without another name beside it: Kim, not Kim Zolciak."""
    start = line.flat.find(f" {key} ")  # `flat` has one space more, in front: this is the word's place in the text
    while start >= 0:
        end = start + len(key)
        after = line.word_after(end)
        if line.text[start].isupper() and not _is_name(line.word_before(start)) and not _is_name(after):
            return after.lower() not in PLACES
        start = line.flat.find(f" {key} ", end)
    return False


def _is_name(word: str) -> bool:
    if not word[:1].isupper() or word.endswith(("'s", "’s")):
        return False
    lower = fold_text(word).rstrip(".")
    return lower not in TITLES and lower not in ROLES and not is_ordinary(word)
