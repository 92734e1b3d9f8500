"""How names are written: spellings that mean the same, capitals, and the words that stand beside a name."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from news.text.text import fold_text

_HERE = Path(__file__).parent
# Lower-case words of news prose and of tabloid headlines: in a Title-Case Headline only they tell
# "Drake Reveals" from "Drake Bell". Inflections are left out, see `is_ordinary`.
_ORDINARY = frozenset((_HERE / "ordinary.txt").read_text(encoding="utf-8").split())
PHRASES = tuple(
    line for line in (_HERE / "phrases.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
)
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er")
_DOTTED = re.compile(r"\b(?:\w|lil|mr|mrs|ms|dr|st|jr|sr)\b")
JUNIOR = frozenset(("jr", "sr", "junior", "senior"))
PLACES = frozenset(
    "airport arena avenue boulevard bridge college highway hospital institute library museum prize stadium street"
    " theater theatre university".split()
)
TITLES = frozenset(
    "prince princess king queen duke duchess lady lord sir dame lil the dr mr mrs president crown saint young big"
    " dj mc st of de von van al".split()
)
HONOURS = frozenset(
    "prince princess king queen duke duchess earl countess baron baroness lady lord sir dame pope cardinal president"
    " vice first governor senator crown".split()
)
ROLES = frozenset(
    "singer singers rapper rappers actor actress star stars superstar popstar rockstar comedian comic musician dj"
    " artist producer crooner songstress songwriter legend icon wrestler footballer model supermodel youtuber streamer"
    " bassist guitarist drummer frontman frontwoman idol mogul host bandmate"
    " vocalist hitmaker performer diva".split()
)
KIN = frozenset("daughter son husband wife boyfriend girlfriend ex fiance fiancee sister brother mother father".split())
DETERMINERS = frozenset("a an the this that these those my your his her its our their no every any some".split())
# Only words that are hardly ever nouns: "Future Plans" and "Winter Looks" must not make a subject.
VERBS = frozenset(
    "says said reveals revealed performs performed talks opens shares shared slams joins joined admits admitted"
    " announces announced celebrates celebrated confirms confirmed denies denied explains gets got gives gave goes"
    " went is was has had isn't wasn't hasn't doesn't didn't won't will would could can can't jokes keeps launches"
    " makes made meets met pays poses posted praises recalls receives releases remembers responds returns sings sang"
    " sues sued surprises takes took tells told thanks tweets wears wore welcomes welcomed wins won wants debuts drops"
    " brings attends appears apologizes addresses accuses cozies dances defends fires files filed gushes hosts honors"
    " insists leaves left loves mourns plays pleads proposes puts quits reacts reflects reunites rips sends shuts"
    " signs speaks spoke splits stuns supports teases thinks throws weds wed does did just dated collaborates cancels"
    " cancelled canceled postpones postponed apologises apologised apologized unveils vows urges begs flaunts"
    " recreates returned invites buys bought sells sold stole hints hopes seeks swears tries becomes became begins"
    " began writes wrote".split()
)
PARTICLES = frozenset("de da di del della van von der la le el al bin ben st mac o".split())
_MONTHS = (
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday christmas halloween easter thanksgiving"
)
# Capitalised words that follow a first name without being its surname: places, outlets, brands, groups and shows.
_NO_SURNAME = frozenset(
    f"{_MONTHS} york angeles vegas hollywood texas california florida london england paris france america american"
    " africa asia europe australia canada mexico chicago city county beach island islands river valley hills springs"
    " village square palace castle abbey cathedral church house hall center centre park garden gardens lake mountain"
    " north south east west news mail times post tribune gazette magazine weekly radio television netflix hbo hulu"
    " instagram twitter facebook tiktok youtube snapchat spotify vogue elle glamour cosmopolitan billboard vanity"
    " variety grammy grammys oscar oscars emmy emmys golden globe globes bafta baftas brit brits cma bet mtv vma vmas"
    " nfl nba nhl mlb ufc wwe fifa olympics olympic cup league trumpcare obamacare brexit covid vuitton secret hebdo"
    " potter bond poppins batman superman spider-man marvel dc disney pixar llc inc ltd corp foundation awards award"
    " show live tour festival week day gala fc united rovers wanderers exclusive update updates video photos pics watch"
    " tv us uk usa eu un fbi cia nypd lapd dna ceo ceos lgbt lgbtq nyc la dc".split()
)
NOT_SURNAMES = _NO_SURNAME | PLACES | JUNIOR | ROLES | KIN
# First names that are as often a place, a brand or a people.
_NO_FIRST_NAME = frozenset(
    "paris london brooklyn austin chelsea jordan georgia virginia carolina dallas sydney madison savannah orlando"
    " phoenix india china kenya asia africa america israel jamaica cuba santa san saint st los las new north south"
    " east west mercedes lincoln ford dior christian tiffany victoria windsor houston denver memphis cleveland"
    " charlotte florence milan vienna geneva lourdes kingston lancaster chester devon berlin dakota montana nevada"
    " indiana harley royal royals hong hello happy merry black white brown green golden star stars miss mother father"
    " sister brother uncle aunt grandma grandpa baby daddy mama papa big little young old".split()
)
NOT_FIRST_NAMES = _NO_FIRST_NAME | TITLES | PARTICLES | ROLES | KIN
NOT_PEOPLE = frozenset(
    "freddie mac|fannie mae|eddie bauer|harley quinn|james bond|harry potter|mary poppins|peter parker|tony stark"
    "|bruce wayne|clark kent|jessica jones|luke cage|veronica mars|luke skywalker|han solo|indiana jones|john wick"
    "|jack ryan|sherlock holmes|ally mcbeal|peter pan|charlie brown|mickey mouse|donald duck|barney stinson"
    "|walter white|jon snow|ned stark|arya stark|sansa stark|lara croft|ethan hunt|jason bourne|katniss everdeen"
    "|hannah montana|lizzie mcguire|dawson creek|bridget jones|forrest gump|jack sparrow|willy wonka|freddy krueger"
    "|michael myers|austin powers|ron burgundy|buffy summers|carrie bradshaw|samantha jones|cheryl blossom"
    "|jason blossom|edward cullen|bella swan|louis vuitton|charlie hebdo|mary sue|jane doe|john doe|jane eyre".split(
        "|"
    )
)

_APART = re.compile(r"[^\W_]+(?:['’.&$!][^\W_]+)*")
_BEFORE = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*[’.']? $")
_AFTER = re.compile(r" ([^\W_]+(?:['’][^\W_]+)*)")
_OPENING = frozenset("'\"‘“«")
_CLOSING = frozenset("'\"’”»")
_LISTED = re.compile(r"\s*(?:,|&|\band\b|\bor\b|\bvs\.?|/|\+)\s*", re.IGNORECASE)


class _Flat(dict[int, int]):
    """A translation that folds letters and digits and makes a space of all else, learnt as characters turn up."""

    def __missing__(self, code: int) -> int:
        folded = fold_text(chr(code))
        value = ord(folded) if folded.isalnum() else 0x20
        if len(self) < 10_000:  # feeds are others' input: what they can teach is bounded
            self[code] = value
        return value


_FLAT = _Flat()


def flatten_text(text: str) -> str:
    """Fold, and make a space of all but letters and digits; one character for one, so that offsets stay."""
    return text.translate(_FLAT)


def name_key(name: str) -> str:
    """Return what a name is known by: "J.Lo", "J. Lo" and "j-lo" are one."""
    return " ".join(flatten_text(name).split())


def short_names(name: str) -> set[str]:
    """Return the keys of the first and the last name, if the name has both; no titles, nothing under three letters."""
    words = [word for word in name_key(name).split(" ") if word not in JUNIOR]
    ends = {words[0], words[-1]} if len(words) > 1 else set()
    return {word for word in ends if len(word) > 2 and word not in TITLES}


def key_spellings(key: str) -> list[str]:
    """Return the forms that `flatten_text` makes of a name of this key: initials with or without stop or space."""
    if not _DOTTED.search(key):
        return [key]
    tokens = key.split(" ")
    wide = "".join(
        token + ("  " if _DOTTED.fullmatch(token) else " ") for token in tokens[:-1]
    )  # "J. Lo": stop and space
    glued = re.sub(r"(?<=\b\w)  (?=\w )", " ", wide)  # "H.W. Bush"
    forms = [key, wide + tokens[-1], glued + tokens[-1]]
    lead = next((n for n, token in enumerate(tokens) if len(token) > 1), len(tokens))
    if 0 < lead < len(tokens):
        forms.append(" ".join(("".join(tokens[:lead]), *tokens[lead:])))
        forms.append("  ".join(("".join(tokens[:lead]), " ".join(tokens[lead:]))))
    if tokens[-1] in JUNIOR:
        forms += [f"{' '.join(tokens[:-1])}  {tokens[-1]}", wide.rstrip() + "  " + tokens[-1]]
    return list(dict.fromkeys(forms))


def _word_stems(word: str) -> Iterator[str]:
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3:
            yield stem
            if ending in ("ing", "ed", "er"):
                yield stem + "e"


@lru_cache(maxsize=20_000)
def is_ordinary(word: str) -> bool:
    """True if a word, however capitalised or inflected, is one of everyday prose rather than a name."""
    bare = fold_text(word).removesuffix("'s").removesuffix("n't")
    if len(bare) < 2 or not bare.isalpha() or bare in _ORDINARY:
        return True
    return any(stem in _ORDINARY for stem in _word_stems(bare))


class ScannedText:
    """A headline or a body that is looked through for names."""

    def __init__(self, text: str, *, body: bool = False) -> None:
        self.text = text
        self.flat = f" {flatten_text(text)} "
        self._body = body

    @cached_property
    def _long_words(self) -> list[str]:
        return [word for word in _APART.findall(self.text) if len(word) > 3]

    @cached_property
    def is_titled(self) -> bool:
        """True if capitals tell nothing: a Title-Case or ALL-CAPS headline."""
        if self._body or len(self._long_words) < 2:
            return False
        return sum(not word[0].islower() for word in self._long_words) > 0.7 * len(self._long_words)

    @cached_property
    def is_shouted(self) -> bool:
        """True if the headline is ALL CAPS."""
        return not self._body and self.text.isupper()

    @cached_property
    def is_lower(self) -> bool:
        """True if the text has no capital at all."""
        return self.text.islower()

    def word_before(self, start: int) -> str:
        """Return the word that only a space parts from this place, or ""; a possessive keeps its "'s"."""
        found = _BEFORE.search(self.text, max(0, start - 40), start) if start else None
        return found[0].rstrip() if found and not found[0].endswith(". ") else ""

    def word_after(self, end: int) -> str:
        """Return the word that only a space parts from this place, or ""."""
        found = _AFTER.match(self.text, end)
        return found[1] if found else ""

    def begins_sentence(self, start: int) -> bool:
        """True if a sentence or a quotation begins here, where a capital says nothing."""
        head = self.text[:start].rstrip(" \n\t'\"“‘«([")
        return not head or head[-1] in ".!?…:–—|»-" or "\n" in self.text[len(head) : start]

    def is_possessive(self, end: int) -> bool:
        """True if 's or a bare apostrophe of possession follows."""
        mark, letter = self.text[end : end + 1], self.text[end + 1 : end + 2]
        if not mark or mark not in "'’":
            return False
        return letter in ("s", "S") or (not letter.isalnum() and self.text[end - 1] in "sS")

    def runs_on(self, end: int) -> bool:
        """True if an apostrophe makes the name the beginning of a longer one: Sana'a."""
        mark, letter = self.text[end : end + 1], self.text[end + 1 : end + 2]
        return bool(mark) and mark in "'’" and letter.isalpha() and letter not in "sS"

    def is_hyphened(self, start: int, end: int) -> bool:
        """True if the name is part of a compound with a lower-case word: "Prince-inspired", "hot-pink"."""
        text = self.text
        joins_left = start >= 2 and text[start - 1] == "-" and text[start - 2].isalnum()
        return joins_left or (text[end : end + 1] == "-" and text[end + 1 : end + 2].islower())

    def is_quoted(self, start: int, end: int) -> bool:
        """True if the name alone stands in quotation marks, as the title of a song or a show does."""
        return self.text[max(0, start - 1) : start] in _OPENING and self.text[end : end + 1] in _CLOSING

    def is_listed(self, start: int, end: int, others: list[tuple[int, int]]) -> bool:
        """True if the name stands in one list with another: "Rihanna & Drake"."""
        return any(
            _LISTED.fullmatch(self.text, b, start) or _LISTED.fullmatch(self.text, end, a)
            for a, b in others
            if b <= start or a >= end
        )

    def words(self) -> Iterator[tuple[int, int, str]]:
        """Yield each word with its place, possessives left off."""
        return map(_without_possessive, _APART.finditer(self.text))

    def capitalised_words(self) -> Iterator[tuple[int, int, str]]:
        """Yield each word that begins with a capital with its place, possessives left off."""
        return (_without_possessive(found) for found in _APART.finditer(self.text) if found[0][0].isupper())


def _without_possessive(found: re.Match[str]) -> tuple[int, int, str]:
    word = found[0]
    if word[-2:-1] in ("'", "’") and word[-1] in "sS":
        word = word[:-2]
    return found.start(), found.start() + len(word), word
