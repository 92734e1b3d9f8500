"""One sentence as events are read from it: people, other names and dates each become one character.

"Kim and ex-husband Kanye West split in 2021." turns into "P split D." with P a party of two, so that the patterns of
`news.deeds` need not know how names, couples, epithets and dates are written.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from news.dates import Found, find_dates
from news.model import Mention
from news.names import JUNIOR, KIN, PLACES, ROLES, TITLES, Line, is_ordinary, name_key
from news.people import Catalogue
from news.text import fold

PARTY = "[\ue000-\uefff]"
DATE = "[\uf000-\uf3ff]"
OTHER = "[\uf400-\uf8ff]"  # a name that is none of the article's people: who, where or what
_FIRST_PARTY, _FIRST_DATE, _FIRST_OTHER = 0xE000, 0xF000, 0xF400
_MOST = 0x3FF  # of a kind in one sentence; a longer one is no prose
_GAP = r"[ .&$!'-]{1,3}"  # what stands for a space of a name's key: A$AP, O'Connor, Jay-Z
_PRIVATE = re.compile("[\ue000-\uf8ff]")

# Atomic, because "hip-hop" fits twice: a line of them would be tried in 2^n ways.
_ADJECTIVES = (
    r"(?:(?>[\w&]+-[\w-]+|(?:former|future|late|longtime|long-time|estranged|then|current|new|first|second|third|fellow|famous|close|top"
    r"|old|reality|tv|film|movie|pop|rock|country|hip-hop|r&b|nba|nfl|mlb|soccer|football|tennis|basketball|real estate"
    r"|social media|stage and screen|british|american|canadian|australian|english|irish|scottish|french|spanish|italian"
    r"|german|korean|brazilian|hollywood|bollywood|talk show|late-night|radio|news|business|beauty|tech|fashion|music"
    r"|high school|college|on-and-off|high-profile|childhood|veteran|legendary|disgraced|embattled)\b"
    rf"|{OTHER}|\"[^\"]{{2,40}}\"|'[^']{{2,40}}'),? )*"
)
_EPITHETS = (
    ROLES
    | (KIN - {"daughter", "son", "sister", "brother", "mother", "father"})
    | frozenset(
        "alum alums founder co-founder ceo president player quarterback ace boss designer director screenwriter writer"
        " author novelist presenter anchor broadcaster personality entrepreneur businessman businesswoman billionaire"
        " tycoon heiress socialite influencer activist politician senator governor congressman minister pm lawyer"
        " attorney athlete boxer fighter golfer driver swimmer gymnast striker forward midfielder goalkeeper coach"
        " choreographer dancer entertainer filmmaker chef co-star costar partner spouse lover girlfriend boyfriend"
        " ex-husband ex-wife ex-girlfriend ex-boyfriend ex-fiance ex-fiancee exes husband-to-be bride groom beau beaus"
        " fiance fiancee love sweetheart bestie friend pal rival royal royals monarch duke duchess showrunner magnate"
        " financier investor photographer bandleader sprinter skater cricketer soprano tenor lead creator leader"
        " chancellor publicist manager pianist mogul rocker maestro newlyweds spouses wrestlers actors actresses"
        " singers models parents executive agent consultant banker journalist reporter editor stylist trainer bodyguard"
        " surgeon doctor engineer teacher contractor restaurateur hotelier restauranteur critic publisher"
        " marine officer".split()
    )
)
EPITHET = rf"(?:{'|'.join(sorted(map(re.escape, _EPITHETS), key=len, reverse=True))})"
_CHILDREN = frozenset("son daughter child baby boy girl named".split())  # "son Saint"
_DETERMINER = r"(?:the|her|his|their|a|an|its|this)"
_TITLED = re.compile(
    rf"(?:(?:{PARTY}|{OTHER})'s? (?={_ADJECTIVES}{EPITHET}\b))?(?:\b{_DETERMINER} )?\b{_ADJECTIVES}{EPITHET}"
    rf"(?: (?:turned|and) {_ADJECTIVES}{EPITHET})?(?: of (?:\w+ )?\w+ (?:years?|months?))?,? (?={PARTY})"
)
_TITLED_OTHER = re.compile(rf"\b(?:{_DETERMINER} )?{_ADJECTIVES}{EPITHET},? (?={OTHER})")
_AGE = re.compile(rf"(?<=({PARTY}|{OTHER}))(?:,? \(\d{{1,3}}\)|, (?:aged )?\d{{1,3}}(?=,| and |\.|$)(,(?! and))?)")
_BOTH = rf"({PARTY}),? ?(?:and|&|/|\+) ?(?:both )?"
_TWO = re.compile(rf"{_BOTH}({PARTY})(?!\w)")
_LIST = re.compile(rf"({PARTY}), ({PARTY})(?=,? (?:and|&) (?:{PARTY}|{OTHER}))")
_WITH_OTHER = re.compile(rf"{_BOTH}({OTHER})(?: {OTHER})*(?!\w)|({OTHER}),? (?:and|&) ({PARTY})(?!\w)")
_WITH_SPOUSE = re.compile(
    rf"({PARTY}),? (?:and|&) (?:her|his|their) {_ADJECTIVES}"
    r"(?:husband|wife|partner|boyfriend|girlfriend|fiancee?|beau|spouse)"
    rf"(?:,? {OTHER},?)?(?!\w|'s)"
)
_COUPLE = re.compile(
    r"\b(?:the|this) (?:(?:former|estranged|married|famous|celebrity|happy|hollywood|royal|power|longtime|now-former"
    r"|two|proud|new|young|star) )*(?:couple|pair|duo|exes|ex-couple|newlyweds|twosome|spouses|lovebirds|two"
    r"(?= (?:stars|actors|singers|[a-z]+ed |were|are|have|had|split|got|began))|parents(?= (?:of|welcomed|to)))\b"
)
# Names that the patterns read as words.
_WORDS = re.compile(
    r"\b(?:oscars?|academy|grammys?|grammies|emmys?|tonys?|golden|globes?|baftas?|sag|brits?|awards?|best|album|song"
    r"|record|artist|year|cup|super bowl|wimbledon|open|masters|grand|ballon|mvp|championships?|title|prize|nobel"
    r"|pulitzer|booker|palme|mercury|eurovision|medal|hospital|medical|cent(?:er|re)|clinic|vmas?|amas?|cma|cmt|acm|bet"
    r"|mtv|billboard|league|series|idol|christmas|new|sexiest|i|mirrorball|entertainer|nba|nfl|finals|slam|prix|actor"
    r"|actress|director|picture|single|ep|lp|mixtape|hall of fame)\b"
)
_NAME = re.compile(
    r"(?<![\w'’])[A-ZÀ-Þ][\w’'&.-]*(?<![.’'-])(?:(?:[ -]| of | of the | de | da | del | van | von | & )"
    r"[A-ZÀ-Þ][\w’'&-]*(?<![’'-]))*"
)


_LEADS = re.compile(rf"(?:[^{OTHER[1:-1]}]{{0,40}}, )?{PARTY}(?!'s)")


@dataclass(frozen=True, slots=True)
class Party:
    """Who does or suffers something together: people of the catalogue, and how many others."""

    ids: tuple[int, ...]
    others: int = 0

    @property
    def is_couple(self) -> bool:
        """Whether these are two people."""
        return len(self.ids) + self.others == 2

    def __add__(self, other: "Party") -> "Party":
        return Party(tuple(dict.fromkeys(self.ids + other.ids)), self.others + other.others)


@dataclass
class Scene:
    """A sentence in characters: `text` is folded; `parties`, `dates` and `names` are what its characters stand for."""

    text: str
    parties: list[Party] = field(default_factory=list)
    dates: list[Found] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def party(self, character: str) -> Party:
        """Give whom a character stands for."""
        return self.parties[ord(character) - _FIRST_PARTY]

    def date(self, character: str) -> Found:
        """Give the date that a character stands for."""
        return self.dates[ord(character) - _FIRST_DATE]

    def name(self, character: str) -> str:
        """Give the name that a character stands for, as written."""
        return self.names[ord(character) - _FIRST_OTHER]

    def enter(self, party: Party) -> str:
        """Give the character of one more party."""
        if len(self.parties) < _MOST:
            self.parties.append(party)
        return chr(_FIRST_PARTY + len(self.parties) - 1)

    def couple(self) -> Party | None:
        """Give the two that "the couple" of this or the next sentence means, None where it names no two."""
        together = [party for party in self.parties if party.is_couple]
        if together:
            return together[-1]
        ids = dict.fromkeys(id_ for party in self.parties for id_ in party.ids)
        return Party(tuple(ids)) if len(ids) == 2 else None

    def only(self) -> Party | None:
        """Give the one person whom the sentence names and who is its subject, None where there is another."""
        parties = set(re.findall(PARTY, self.text))
        party = self.party(parties.pop()) if len(parties) == 1 else None
        return party if party and len(party.ids) == 1 and not party.others and _LEADS.match(self.text) else None


class Cast:
    """The people of one article by what its sentences may call them."""

    def __init__(self, mentions: Iterable[Mention], catalogue: Catalogue) -> None:
        self._full: dict[str, tuple[int, ...]] = {}
        self._short: dict[str, tuple[int, ...]] = {}
        self._small: set[str] = set()  # written so by the article: will.i.am
        counted: Counter[str] = Counter()
        for mention in mentions:
            person = catalogue.person(mention.person_id)
            if person is None or not mention.certain or "minor" in person.flags:
                continue
            written = name_key(mention.name)
            if mention.name[:1].islower():
                self._small.add(written)
            if mention.reason == "couple’s name":
                self._full[written] = (*self._full.get(written, ()), person.id)
                own = [person.name]
            else:
                self._full[written] = (person.id,)
                own = [person.name, mention.name]
            for name in (person.name, *person.aliases):
                if name not in person.needs_context:
                    self._full.setdefault(name_key(name), (person.id,))
            for word in _shorts(own):
                counted[word] += 1
                self._short[word] = (person.id,)
        for word, count in counted.items():
            if count > 1 or word in self._full:
                del self._short[word]
        forms = sorted({*self._full, *self._short}, key=len, reverse=True)
        self._pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(form).replace(chr(92) + ' ', _GAP) for form in forms)})(?!\w)"
            r"(?:(?<=\bjr)\.|(?<=\bsr)\.)?"
        )

    def __bool__(self) -> bool:
        return bool(self._full)

    def read(self, sentence: str, published: int, anchor: str, couple: Party | None) -> Scene:
        """Put a sentence into characters; `couple` is whom the sentence before leaves to "the pair"."""
        sentence = _PRIVATE.sub(" ", sentence)
        folded = fold(sentence)
        scene = Scene("")
        spans: list[tuple[int, int, str]] = []
        for start, end, ids in self._people(sentence, folded):
            spans.append((start, end, scene.enter(Party(ids))))
        for found in find_dates(sentence, published, anchor):
            if not _overlaps(spans, found.start, found.end) and len(scene.dates) < _MOST:
                scene.dates.append(found)
                spans.append((found.start, found.end, chr(_FIRST_DATE + len(scene.dates) - 1)))
        for start, end in _others(sentence, spans):
            if len(scene.names) < _MOST:
                scene.names.append(sentence[start:end])
                spans.append((start, end, chr(_FIRST_OTHER + len(scene.names) - 1)))
        scene.text = _gather(scene, _replaced(folded, spans), couple)
        return scene

    def _people(self, sentence: str, folded: str) -> Iterable[tuple[int, int, tuple[int, ...]]]:
        line = _line(sentence)
        is_plain = not line.is_titled
        for match in self._pattern.finditer(folded):
            start, end = match.span()
            key = name_key(match[0])
            if sentence[start].islower() and not sentence.islower() and key not in self._small:
                continue
            ids = self._full.get(key)
            if line.after(end).lower() in PLACES and line.after(end)[:1].isupper():
                continue  # a stadium may bear the name of somebody whom the article names, too
            if ids is None:
                after, before = line.after(end), line.before(start)
                if is_ordinary(key) and (line.is_titled or line.begins(start)):
                    continue
                if _is_name(after, is_plain=is_plain) or _is_name(before, is_plain=is_plain):
                    continue
                ids = self._short.get(key)
            elif " " not in key and line.after(end).lower() in JUNIOR:
                continue
            if ids:
                yield start, end, ids


def _is_name(word: str, *, is_plain: bool) -> bool:
    """Tell whether a word beside a first or last name makes it part of somebody else's: Kim Zolciak."""
    return word[:1].isupper() and not word.endswith(("'s", "’s", ".")) and not is_ordinary(word) and is_plain


def _shorts(names: Sequence[str]) -> set[str]:
    words: set[str] = set()
    for name in names:
        tokens = [token for token in name_key(name).split(" ") if token not in JUNIOR]
        if len(tokens) > 1:
            words.update(token for token in (tokens[0], tokens[-1]) if len(token) > 2 and token not in TITLES)
    return words


def _line(sentence: str) -> Line:
    """Take what ends in a full stop for prose, however many of its few words are names; headlines have none."""
    return Line(sentence, body=sentence.rstrip("\"'”’)").endswith("."))


def _is_trade(word: str) -> bool:
    return fold(word) in ROLES or fold(word) in TITLES


def _overlaps(spans: list[tuple[int, int, str]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b, _ in spans)


def _others(sentence: str, spans: list[tuple[int, int, str]]) -> Iterable[tuple[int, int]]:
    line = _line(sentence)
    is_titled = line.is_titled or line.is_shouted
    for match in _NAME.finditer(sentence):
        start, end = match.span()
        if sentence[end - 2 : end] in ("'s", "’s"):
            end -= 2
        written = sentence[start:end]
        if line.begins(start) and is_ordinary(written.split(" ")[0]):
            start += len(written.split(" ")[0]) + 1
            written = sentence[start:end]
        if not written or _overlaps(spans, start, end) or _WORDS.search(fold(written)):
            continue
        tokens = written.split(" ")
        is_trade = len(tokens) == 1 and _is_trade(written) and line.before(start) not in _CHILDREN
        if all(map(is_ordinary, tokens)) and (is_titled or is_trade):
            continue
        if is_titled:
            yield from (
                (start + at.start(), start + at.end()) for at in re.finditer(r"\S+", written) if not is_ordinary(at[0])
            )
        else:
            yield start, end


def _replaced(folded: str, spans: list[tuple[int, int, str]]) -> str:
    made: list[str] = []
    at = 0
    for start, end, character in sorted(spans):
        made += folded[at:start], character
        at = end
    return re.sub(rf"({PARTY}|{OTHER})'(?!\w)(?=\s)", r"\1's", "".join(made) + folded[at:])


def _gather(scene: Scene, text: str, couple: Party | None) -> str:
    """Drop ages and epithets, and make one party of people who are named together or as a couple."""
    text = re.sub(r"([,.])\"", r'"\1', text)  # the comma of "Midnights," is the sentence's
    text = _TITLED.sub("", _AGE.sub(r"", text))
    text = _TITLED_OTHER.sub("", text)
    text = _LIST.sub(lambda two: scene.enter(scene.party(two[1]) + scene.party(two[2])), text)
    while two := _TWO.search(text):
        both = scene.enter(scene.party(two[1]) + scene.party(two[2]))
        text = text[: two.start()] + both + text[two.end() :]
    text = _WITH_SPOUSE.sub(lambda two: scene.enter(scene.party(two[1]) + Party((), 1)), text)
    text = _WITH_OTHER.sub(lambda two: scene.enter(scene.party(two[1] or two[4]) + Party((), 1)), text)

    def named(_match: re.Match[str]) -> str:
        pair = scene.couple() or couple
        return scene.enter(pair) if pair else "the couple"

    return _COUPLE.sub(named, text)
