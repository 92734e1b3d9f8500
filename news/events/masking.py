"""A sentence in characters: people, other names and dates each become one, epithets and ages go.

"Kim and ex-husband Kanye West split in 2021." turns into "P split D." with P a party of two. So the patterns of
`news.events.forms` need not know how names, couples, epithets and dates are written.
"""

import re
from dataclasses import dataclass, field, replace

from news.events.dates import DateExpression
from news.events.tables import PLACE_NAMES
from news.people.names import KIN, ROLES, name_key

PARTY = "[\ue000-\uefff]"
DATE = "[\uf000-\uf3ff]"
OTHER = "[\uf400-\uf8ff]"  # a name that is none of the article's people: who, where or what
FIRST_PARTY, FIRST_DATE, FIRST_OTHER = 0xE000, 0xF000, 0xF400
MOST = 0x3FF  # of a kind in one sentence; a longer one is no prose
# Atomic, because "hip-hop" fits twice: a line of them would be tried in 2^n ways.
_ADJECTIVES = (
    r"(?:(?>[\w&]+-[\w-]+|(?:former|future|late|longtime|long-time|estranged|then|current|new|first|second|third"
    r"|fellow|famous|close|top"
    r"|old|reality|tv|film|movie|pop|rock|country|hip-hop|r&b|nba|nfl|mlb|soccer|football|tennis|basketball|real estate"
    r"|social media|stage and screen|british|american|canadian|australian|english|irish|scottish|french|spanish|italian"
    r"|german|korean|brazilian|hollywood|bollywood|talk show|late-night|radio|news|business|beauty|tech|fashion|music"
    r"|high school|college|on-and-off|high-profile|childhood|veteran|legendary|disgraced|embattled)\b"
    rf"|{OTHER}|\"[^\"]{{2,40}}\"|'[^']{{2,40}}'),? ){{0,6}}"
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
        " singers models parents"
        " executive agent consultant"
        " banker journalist reporter"
        " editor stylist trainer"
        " bodyguard playwright"
        " dramatist poet composer lyricist songwriter sculptor artist painter illustrator architect"
        " drummer bassist guitarist vocalist keyboardist violinist cellist conductor dj comic comedian stand-up jockey"
        " sportsman wrestler rugby-player footballer midfielder winger defender astronaut scientist historian essayist"
        " columnist philanthropist"
        " aristocrat earl count baron viscount marquess prince princess stuntman cinematographer"
        " surgeon doctor engineer teacher contractor restaurateur hotelier restauranteur critic publisher"
        " marine officer".split()
    )
)
EPITHET = rf"(?:{'|'.join(sorted(map(re.escape, _EPITHETS), key=len, reverse=True))})"
# A word of any kind between article and epithet ("the human rights lawyer"), but no border of phrases.
_PLAIN = (
    r"(?!(?:of|in|at|on|for|with|to|from|by|and|who|as|is|was|has|had|his|her|the|a|an|their|after|that|when)\b)"
    r"[a-z'-]+"
)
_DETERMINER = r"(?:the|her|his|their|a|an|its|this)"
_TITLED = re.compile(
    rf"(?:(?:{PARTY}|{OTHER})'s? (?={_ADJECTIVES}{EPITHET}\b))?(?:\b{_DETERMINER} (?:{_PLAIN} ){{0,3}}?)?"
    rf"(?<!\w){_ADJECTIVES}{EPITHET}"
    rf"(?: (?:turned|and) {_ADJECTIVES}{EPITHET})?(?: of (?:\w+ )?\w+ (?:years?|months?))?,? (?={PARTY})"
)
_TITLED_OTHER = re.compile(rf"(?<!\w)(?:{_DETERMINER} (?:{_PLAIN} ){{0,3}}?)?{_ADJECTIVES}{EPITHET},? (?={OTHER})")
_AGE = re.compile(rf"(?<=({PARTY}|{OTHER}))(?:,? \(\d{{1,3}}\)|, (?:aged )?\d{{1,3}}(?=,| and |\.|$)(,(?! and))?)")
_BOTH = rf"({PARTY}),? ?(?:and|&|/|\+) ?(?:both )?"
_TWO = re.compile(rf"{_BOTH}({PARTY})(?!\w)")
_WITH_KIN = re.compile(
    rf"({PARTY}),? (?:and|&) (?:her|his|their) (?:[a-z-]+ ){{0,2}}?(?:twin|brother|sister|mother|father|son"
    rf"|daughter|mom"
    rf"|mum|dad|cousin|aunt|uncle|niece|nephew|grand\w+|step\w+|half-\w+),? ({PARTY})(?!\w|'s)"
)
# "P, Q Split After Three Years": headlines have a comma for "and"
_HEADED = re.compile(rf"^({PARTY}), ({PARTY})(?= [a-z]+(?<!and)(?<!or)\b[^,.]*$)")
_LIST = re.compile(rf"({PARTY}), ({PARTY})(?=,? (?:and|&) (?:{PARTY}|{OTHER}))")
_WITH_OTHER = re.compile(rf"{_BOTH}({OTHER})(?: {OTHER})*(?!\w)|({OTHER}),? (?:and|&) ({PARTY})(?!\w)")
_WITH_SPOUSE = re.compile(
    rf"({PARTY}),? (?:and|&) (?:her|his|their) {_ADJECTIVES}"
    r"(?:husband|wife|partner|boyfriend|girlfriend|fiancee?|beau|spouse)"
    rf"(?:,? {OTHER},?)?(?!\w|'s)"
)
_COUPLE = re.compile(
    r"(?<!are )(?<!were )(?<!became )(?<!become )(?<!as )\b(?:the|this) "
    r"(?:(?:former|estranged|married|famous|celebrity|happy|hollywood|royal|power|longtime|now-former"
    r"|two|proud|new|young|star) )*(?:couple|pair|duo|exes|ex-couple|newlyweds|twosome|spouses|lovebirds|two"
    r"(?= (?:stars|actors|singers|[a-z]+ed |were|are|have|had|split|got|began))|parents(?= (?:of|welcomed|to)))\b"
)
_LEADS = re.compile(rf"(?:[^{OTHER[1:-1]}]{{0,40}}, )?{PARTY}(?!'s)")


@dataclass(frozen=True, slots=True)
class Party:
    """Who does or suffers something together: people of the catalogue, and how many others."""

    ids: tuple[int, ...]
    others: int = 0
    is_kin: bool = False  # "P and her brother Q": never a couple

    @property
    def is_couple(self) -> bool:
        """True if these are two people."""
        return len(self.ids) + self.others == 2 and not self.is_kin

    def __add__(self, other: "Party") -> "Party":
        return Party(
            tuple(dict.fromkeys(self.ids + other.ids)), self.others + other.others, self.is_kin or other.is_kin
        )


@dataclass
class MaskedSentence:
    """A sentence in characters: `text` is folded; `parties`, `dates` and `names` are what its characters stand for."""

    text: str
    parties: list[Party] = field(default_factory=list)
    dates: list[DateExpression] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    today: str = ""  # ISO day of publication
    pronouns: dict[int, str] = field(default_factory=dict)  # person: she or he

    def party_at(self, character: str) -> Party:
        """Return whom a character stands for."""
        return self.parties[ord(character) - FIRST_PARTY]

    def date_at(self, character: str) -> DateExpression:
        """Return the date that a character stands for."""
        return self.dates[ord(character) - FIRST_DATE]

    def name_at(self, character: str) -> str:
        """Return the name that a character stands for, as written."""
        return self.names[ord(character) - FIRST_OTHER]

    def has_stranger(self, text: str) -> bool:
        """True if characters name somebody else: a name of two words that no place has."""
        names = (self.name_at(match[0]) for match in re.finditer(OTHER, text))
        return any(" " in name and name_key(name) not in PLACE_NAMES for name in names)

    def enter_party(self, party: Party) -> str:
        """Return the character of one more party."""
        if len(self.parties) < MOST:
            self.parties.append(party)
        return chr(FIRST_PARTY + len(self.parties) - 1)

    def resolve_pronouns(self) -> dict[str, str]:
        """Return each party's pronoun, and for "she" and "he" of a couple which of the two that is."""
        meant: dict[str, str] = {}
        for number, party in enumerate(tuple(self.parties)):
            told = [self.pronouns.get(id_, "") for id_ in party.ids]
            if len(told) == 1 and not party.others:
                meant[chr(FIRST_PARTY + number)] = told[0]
            elif sorted(told) == ["he", "she"] and not party.others:
                for id_, pronoun in zip(party.ids, told, strict=True):
                    one = self.enter_party(Party((id_,)))
                    meant |= {chr(FIRST_PARTY + number) + pronoun: one, one: pronoun}
        return meant

    def find_couple(self, *, is_shared: bool = True) -> Party | None:
        """Return the two whom "the couple" means in this or the next sentence, or None if it does not name two.

        `is_shared` tells whether people who are named apart may be one: if the sentence words what two share.
        """
        together = [party for party in self.parties if party.is_couple]
        if together or not is_shared:
            return together[-1] if together else None
        ids = dict.fromkeys(id_ for party in self.parties for id_ in party.ids)
        return Party(tuple(ids)) if len(ids) == 2 else None

    def only_person(self) -> Party | None:
        """Return the only person named if they are the subject, or None if another is named."""
        parties = set(re.findall(PARTY, self.text))
        party = self.party_at(parties.pop()) if len(parties) == 1 else None
        return party if party and len(party.ids) == 1 and not party.others and _LEADS.match(self.text) else None


def gather_parties(masked: MaskedSentence, text: str, couple: Party | None) -> str:
    """Return the text without ages and epithets, with one party for people named together or as a couple."""
    text = re.sub(r"([,.])\"", r'"\1', text)  # the comma of "Midnights," is the sentence's
    text = _TITLED.sub("", _TITLED.sub("", _AGE.sub(r"", text)))  # "her boyfriend, the drinks executive P"
    text = _TITLED_OTHER.sub("", text)
    text = _WITH_KIN.sub(
        lambda two: masked.enter_party(replace(masked.party_at(two[1]) + masked.party_at(two[2]), is_kin=True)), text
    )
    text = _HEADED.sub(lambda two: masked.enter_party(masked.party_at(two[1]) + masked.party_at(two[2])), text)
    text = _LIST.sub(lambda two: masked.enter_party(masked.party_at(two[1]) + masked.party_at(two[2])), text)
    while two := _TWO.search(text):
        both = masked.enter_party(masked.party_at(two[1]) + masked.party_at(two[2]))
        text = text[: two.start()] + both + text[two.end() :]
    text = _WITH_SPOUSE.sub(lambda two: masked.enter_party(masked.party_at(two[1]) + Party((), 1)), text)
    text = _WITH_OTHER.sub(lambda two: masked.enter_party(masked.party_at(two[1] or two[4]) + Party((), 1)), text)

    def named(_match: re.Match[str]) -> str:
        pair = masked.find_couple() or couple
        return masked.enter_party(pair) if pair else "the couple"

    return _COUPLE.sub(named, text)
