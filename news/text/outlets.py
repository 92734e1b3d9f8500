"""The outlets that reports name as their source, and how each is spelled."""

from collections.abc import Iterable
from functools import cache

from news.text.text import fold_text

# Name, then other spellings. What a name shares with a common word is in ORDINARY.
_TABLE = """
ABC News: Good Morning America, GMA
AFP: Agence France-Presse
AP: Associated Press, AP News
Access Hollywood: Access
Allkpop: allkpop, AllKpop
BBC: BBC News, BBC Radio, BBC Breakfast, BBC Sport
Billboard:
Bild: BILD
Bloomberg: Bloomberg News
Bollywood Hungama:
Bossip: BOSSIP
BuzzFeed: BuzzFeed News, Buzzfeed
CBC: CBC News
CBS News: CBS Mornings, CBS This Morning, CBS Sunday Morning
CNN: CNN Entertainment
Closer: Closer Weekly
Complex:
Cosmopolitan: Cosmo
Daily Beast: The Daily Beast
Daily Express: Express.co.uk, The Express
Daily Mail: Mail Online, MailOnline, DailyMail.com, Mail on Sunday, DailyMailTV, DailyMail
Daily Mirror: The Mirror, Mirror Online, Sunday Mirror
Daily Star: The Daily Star
Daily Telegraph: The Telegraph, Sunday Telegraph
Deadline: Deadline Hollywood
Deuxmoi: DeuxMoi
Digital Spy:
Dispatch:
E! News: E! Online, E! Entertainment, E!, Eonline
Elle: ELLE
Entertainment Tonight: ET Online, ETOnline, ET
Entertainment Weekly: EW
Esquire:
Evening Standard:
Extra: ExtraTV
Forbes:
Fox News: Fox News Digital
GQ: British GQ
Glamour:
Grazia:
Harper's Bazaar: Harper’s Bazaar
Heat:
Hello!: HELLO!, Hello! Magazine, Hello Magazine
Hindustan Times: HT City
Hollywood Life: HollywoodLife
HuffPost: Huffington Post
IndieWire: Indiewire
In Style: InStyle
In Touch: In Touch Weekly
Insider: Business Insider
JTBC:
Just Jared: JustJared
Koreaboo:
LADbible:
Le Monde:
Le Parisien:
Life & Style: Life and Style, Life & Style Weekly
Los Angeles Times: LA Times, L.A. Times
MTV News:
Marie Claire:
Men's Health: Men’s Health
Metro: Metro.co.uk
NBC News: NBC
NME:
NPR:
Naver:
National Enquirer: The Enquirer
New York Daily News:
New York Post: NY Post, N.Y. Post, The Post
New York Times: NY Times, NYT, N.Y. Times
New Yorker: The New Yorker
Newsweek:
OK!: OK! Magazine, OK! Weekly
PA: Press Association, PA Media
Page Six: PageSix
Parade:
People: PEOPLE, People.com
Perez Hilton: PerezHilton.com
Pinkvilla:
Pitchfork:
Puck:
Radar Online: RadarOnline, Radar
Reuters:
Rolling Stone:
Sky News:
Soompi:
Spin: SPIN
Sports Chosun:
Sportskeeda:
Star: Star Magazine
The Times: Sunday Times, The Times of London, The Sunday Times
TMZ: TMZ Sports, TMZ.com
Teen Vogue:
The Atlantic:
The Blast:
The Cut:
The Guardian: Guardian
The Hollywood Reporter: Hollywood Reporter, THR
The Independent: Independent
The Indian Express: Indian Express
The Sun: Sun Online, The U.S. Sun, The US Sun, Sun on Sunday
The Times of India: Times of India, Bombay Times
The Verge:
TheWrap: The Wrap
Time: TIME, Time Magazine
Today: TODAY, Today Show
TooFab: Toofab
Town & Country:
Us Weekly: UsWeekly, Us Magazine, US Weekly, Us
USA Today:
Vanity Fair:
Variety:
Vogue: British Vogue, Vogue India
Vulture:
W: W Magazine
WWD: Women's Wear Daily, Women’s Wear Daily
Wall Street Journal: WSJ
Washington Post:
Yahoo: Yahoo Entertainment, Yahoo News, Yahoo! Entertainment
Yonhap: Yonhap News
"""
# Words before they are outlets: a source only where a phrase leaves no other reading.
ORDINARY = frozenset(
    "Access Billboard Closer Complex Cosmo Deadline Dispatch Elle Extra Glamour Guardian Heat Independent Insider Metro"
    " Parade People PEOPLE Puck Radar Spin Star TODAY Today Time Us Variety Vulture W".split()
)

# They make programmes, too: "NBC confirmed the date" is an announcement, "NBC reports" a report.
MAKERS = frozenset("ABC BBC CBC CBS E! JTBC MTV NBC NPR".split())


def _spelling_key(name: str) -> str:
    key = fold_text(name).removeprefix("www.").removeprefix("the ")
    for ending in (".com", ".co.uk", " magazine", " online"):
        key = key.removesuffix(ending)
    return key.replace(" ", "")


@cache
def _names_by_spelling() -> dict[str, str]:
    """Map each spelling to its outlet's name."""
    names: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        name, _, others = line.partition(":")
        for spelling in (name, *filter(None, map(str.strip, others.split(",")))):
            names[spelling] = name
    return names


@cache
def _known_keys() -> dict[str, str]:
    return {_spelling_key(spelling): _spelling_key(name) for spelling, name in _names_by_spelling().items()}


def outlet_spellings(known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return every spelling of the table's outlets and of those given, the longest first."""
    return tuple(sorted({*_names_by_spelling(), *known} - {""}, key=lambda name: (-len(name), name)))


def is_ordinary(name: str) -> bool:
    """True if a name may be a word like any other: one of ORDINARY, or a single word that the table lacks."""
    return name in ORDINARY or (" " not in name and name not in _names_by_spelling())


def outlet_key(name: str) -> str:
    """Return what is the same for all spellings of an outlet: "people.com", "PEOPLE", "People Magazine" -> "people"."""
    key = _spelling_key(name)
    return _known_keys().get(key, key)


def outlet_name(spelling: str, known: Iterable[str] = ()) -> str:
    """Return an outlet's name: as `known` spells it where that outlet is known, else as the table does."""
    key = outlet_key(spelling)
    ours = next((name for name in known if outlet_key(name) == key), "")
    return ours or _names_by_spelling().get(spelling, spelling)
