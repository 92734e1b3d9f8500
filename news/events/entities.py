"""The people of an article by what its sentences may call them, and its sentences with them put in characters."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from news.events.dates import find_dates
from news.events.masking import FIRST_DATE, FIRST_OTHER, MOST, OTHER, PARTY, MaskedSentence, Party, gather_parties
from news.events.tables import pronoun_of
from news.model.people import Mention
from news.people.catalogue_match import Catalogue
from news.people.names import JUNIOR, PLACES, ROLES, TITLES, ScannedText, is_ordinary, name_key, short_names
from news.text.text import fold_text, line_places

_GAPS = str.maketrans(dict.fromkeys(".,&$!'-", " "))  # what stands for a space of a name's key: A$AP, Jay-Z
_WIDTHS = (" ", "  ", "   ")
_PRIVATE = re.compile("[\ue000-\uf8ff]")

_OF_FILM = frozenset("star actor actress film movie biopic director writer musical".split())
# Who speaks at the head of a sentence, where a capital says nothing.
_TALKERS = frozenset(
    "insiders insider sources"
    " source reports rumours rumors locals viewers guests onlookers eyewitnesses witnesses neighbours"
    " neighbors tipsters spies"
    " tabloids gossip speculation whispers allegedly reportedly apparently supposedly prosecutors"
    " detectives paramedics residents audiences legend bookmakers unconfirmed".split()
)
_CONSORTS = {"duke": "duchess", "duchess": "duke", "prince": "princess", "princess": "prince", "earl": "countess"}
_CONSORT = re.compile(r"\b(duke|duchess|prince|princess|earl) and (?:the )?$")
_CHILDREN = frozenset("son daughter child baby boy girl named".split())  # "son Saint"
# Names that the patterns read as words.
_WORDS = re.compile(
    r"\b(?:mr|mrs|oscars?|academy|grammys?|grammies|emmys?|tonys?|golden|globes?|baftas?|sag|brits?|awards?|best"
    r"|album|song"
    r"|record|artist|year|cup|super bowl|wimbledon|open|masters|grand|ballon|mvp|championships?|title|prize|nobel"
    r"|pulitzer|booker|palme|mercury|eurovision|medal|hospital|infirmary|medical|cent(?:er|re)|clinic|vmas?|amas?"
    r"|cma|cmt|acm|bet"
    r"|mtv|billboard|league|series|idol|christmas|new(?! (?:york|zealand|orleans|jersey|mexico|hampshire|delhi|south"
    r"|england))|sexiest|i|mirrorball|entertainer|nba|nfl|finals|slam|prix|actor"
    r"|actress|director|picture|single|ep|lp|mixtape|hall of fame|knot|aisle|nuptials|hospitali[sz]ed)\b"
)
_NAME = re.compile(
    r"(?<![\w'’])[A-ZÀ-Þ][\w’'&.-]*(?<![.’'-])(?:(?:[ -]| of | of the | de | da | del | van | von | & )"
    r"[A-ZÀ-Þ][\w’'&-]*(?<![’'-]))*"
)


class ArticlePeople:
    """The people of one article by what its sentences may call them."""

    def __init__(self, mentions: Iterable[Mention], catalogue: Catalogue) -> None:
        self._by_name = catalogue.by_name
        self._pronouns: dict[int, str] = {}
        self._full: dict[str, tuple[int, ...]] = {}
        self._short: dict[str, tuple[int, ...]] = {}
        self._small: set[str] = set()  # written so by the article: will.i.am
        counted: Counter[str] = Counter()
        forms: dict[int, set[str]] = {}
        for mention in mentions:
            person = catalogue.person(mention.person_id)
            if person is None or not mention.certain or "minor" in person.flags:
                continue
            written = name_key(mention.name)
            self._pronouns[person.id] = pronoun_of(person.name)
            if mention.name[:1].islower():
                self._small.add(written)
            if mention.reason == "couple’s name":
                self._full[written] = (*self._full.get(written, ()), person.id)
                own = [person.name]
            else:
                self._full[written] = (person.id,)
                own = [person.name, mention.name]
            keys = [name_key(name) for name in (person.name, *person.aliases) if name not in person.needs_context]
            for key in keys:
                self._full.setdefault(key, (person.id,))
            shorts = {word for name in own for word in short_names(name)}
            for word in shorts:
                counted[word] += 1
                self._short[word] = (person.id,)
            forms.setdefault(person.id, set()).update(keys, shorts, (written,))
        for word, count in counted.items():
            if count > 1 or word in self._full:
                del self._short[word]
        spelt = {spelling for own in forms.values() for form in own for spelling in _name_spellings(form)}
        # Not a pattern: to compile one for each article took half of all the time.
        self._names = AhoCorasick(list(spelt), implementation=Implementation.NoncontiguousNFA) if spelt else None

    def __bool__(self) -> bool:
        return bool(self._full)

    def find_lines_with_names(self, folded: Sequence[str]) -> set[int]:
        """Return the numbers of the folded sentences that may name somebody, in one look at all of them."""
        return line_places(folded, (start for start, _ in self._name_spans("\n".join(folded))), gap=1)

    def _name_spans(self, folded: str) -> Iterable[tuple[int, int]]:
        """Yield the spans of names, in order, the longest where they overlap."""
        if self._names is None:
            return
        found = self._names.find_matches_as_indexes(folded.translate(_GAPS), overlapping=True)
        whole = [(start, end) for _, start, end in found if _is_whole(folded, start, end)]
        last = 0
        for start, end in sorted(whole, key=lambda span: (span[0], -span[1])):
            if start >= last:
                yield start, end + (folded.startswith((" jr.", " sr."), end - 3))
                last = end

    def mask_sentence(self, sentence: str, published: int, anchor: str, couple: Party | None) -> MaskedSentence:
        """Return a sentence in characters; `couple` is what "the pair" means by the previous sentence."""
        sentence = _PRIVATE.sub(" ", sentence)
        folded = fold_text(sentence)
        today = datetime.fromtimestamp(published, UTC).date().isoformat()
        masked = MaskedSentence("", today=today, pronouns=self._pronouns)
        spans: list[tuple[int, int, str]] = []
        for start, end, ids in self._person_spans(sentence, folded):
            spans.append((start, end, masked.enter_party(Party(ids))))
        for found in find_dates(sentence, published, anchor):
            if folded.startswith(("until ", "till "), found.start) and not folded.endswith("not ", 0, found.start):
                continue  # what lasted until then ended, but nothing says how
            if not _overlaps_any(spans, found.start, found.end) and len(masked.dates) < MOST:
                masked.dates.append(found)
                spans.append((found.start, found.end, chr(FIRST_DATE + len(masked.dates) - 1)))
        for start, end in _other_name_spans(sentence, spans):
            if len(masked.names) < MOST:
                masked.names.append(sentence[start:end])
                spans.append((start, end, chr(FIRST_OTHER + len(masked.names) - 1)))
        masked.text = gather_parties(masked, _put_characters(folded, spans), couple)
        return masked

    def _find_consort(self, key: str, title: str) -> tuple[int, ...]:
        """Return the duke of "the Duke and Duchess of Sussex", where the catalogue knows one."""
        head, of, place = key.partition(" of ")
        found = self._by_name(f"{title}{of}{place}") if _CONSORTS.get(title) == head else ()
        return tuple(person.id for person in found if "minor" not in person.flags) if len(found) == 1 else ()

    def _person_spans(self, sentence: str, folded: str) -> Iterable[tuple[int, int, tuple[int, ...]]]:
        line = _scan_line(sentence)
        is_plain = not line.is_titled
        for start, end in self._name_spans(folded):
            key = name_key(folded[start:end])
            if sentence[start].islower() and not sentence.islower() and key not in self._small:
                continue
            ids = self._full.get(key)
            if line.word_after(end).lower() in PLACES and line.word_after(end)[:1].isupper():
                continue  # a stadium may bear the name of somebody whom the article names, too
            if line.word_after(end) in _OF_FILM and folded.endswith("the ", 0, start):
                continue  # "the Steve Jobs star": a film of that name
            if ids is None:
                after, before = line.word_after(end), line.word_before(start)
                if is_ordinary(key) and (line.is_titled or line.begins_sentence(start)):
                    continue
                if _is_name(after, is_plain=is_plain) or _is_name(before, is_plain=is_plain):
                    continue
                ids = self._short.get(key)
            elif line.word_after(end).lower().rstrip(".") in JUNIOR:
                continue
            if ids:
                yield start, end, ids
            if ids and (beside := _CONSORT.search(folded, 0, start)) and (ids := self._find_consort(key, beside[1])):
                yield beside.start(1), beside.end(1), ids


@lru_cache(maxsize=16_384)
def _name_spellings(form: str) -> tuple[str, ...]:
    """Return a name's key with up to three characters for each of its spaces: A$AP, O'Connor, Catherine, Princess."""
    first, *rest = form.split(" ")
    if len(rest) > 3:
        return tuple(gap.join((first, *rest)) for gap in _WIDTHS)
    spelt = [first]
    for word in rest:
        spelt = [f"{head}{gap}{word}" for head in spelt for gap in _WIDTHS]
    return tuple(spelt)


def _is_whole(folded: str, start: int, end: int) -> bool:
    """True if no letter or digit goes on before or after a name."""
    before, after = folded[start - 1 : start] if start else "", folded[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def _is_name(word: str, *, is_plain: bool) -> bool:
    """True if a word beside a first or last name makes it part of somebody else's: Kim Zolciak."""
    return word[:1].isupper() and not word.endswith(("'s", "’s", ".")) and not is_ordinary(word) and is_plain


def _scan_line(sentence: str) -> ScannedText:
    """Return a sentence to scan: prose if it ends in a full stop, which headlines lack."""
    return ScannedText(sentence, body=sentence.rstrip("\"'”’)").endswith("."))


def _is_trade(word: str) -> bool:
    return fold_text(word) in ROLES or fold_text(word) in TITLES


def _overlaps_any(spans: list[tuple[int, int, str]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b, _ in spans)


def _other_name_spans(sentence: str, spans: list[tuple[int, int, str]]) -> Iterable[tuple[int, int]]:
    line = _scan_line(sentence)
    is_titled = line.is_titled or line.is_shouted
    for match in _NAME.finditer(sentence):
        start, end = match.span()
        if sentence[end - 2 : end] in ("'s", "’s"):
            end -= 2
        written = sentence[start:end]
        if line.begins_sentence(start) and is_ordinary(written.split(" ")[0]):
            start += len(written.split(" ")[0]) + 1
            written = sentence[start:end]
        if not written or _overlaps_any(spans, start, end) or _WORDS.search(fold_text(written)):
            continue
        tokens = written.split(" ")
        is_trade = len(tokens) == 1 and _is_trade(written) and line.word_before(start).rstrip(",") not in _CHILDREN
        if len(tokens) == 1 and line.begins_sentence(start) and fold_text(written) in _TALKERS:
            continue
        if all(map(is_ordinary, tokens)) and (is_titled or is_trade):
            continue
        if is_titled:
            yield from (
                (start + at.start(), start + at.end()) for at in re.finditer(r"\S+", written) if not is_ordinary(at[0])
            )
        else:
            yield start, end


def _put_characters(folded: str, spans: list[tuple[int, int, str]]) -> str:
    made: list[str] = []
    at = 0
    for start, end, character in sorted(spans):
        made += folded[at:start], character
        at = end
    return re.sub(rf"({PARTY}|{OTHER})'(?!\w)(?=\s)", r"\1's", "".join(made) + folded[at:])
