"""Under whose name a report counts: the outlet that it names as its source, or that it shares sentences with."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from news.model.articles import Article
from news.model.stories import Report
from news.text.outlets import MAKERS, is_ordinary, outlet_key, outlet_name, outlet_spellings
from news.text.text import split_sentences, split_words

_LEAD = 700  # characters: a source named later is background ("she told Vogue once")
_NEAR = 48  # characters beside a name that a phrase needs
_LEAST_CHARACTERS, _LEAST_WORDS = 60, 10  # of a shared sentence: shorter ones are formulas ("He was 67.")

_FIRST_BEFORE = re.compile(
    r"\b(?:(?:first|exclusively|originally|initially) (?:reported|revealed|published|broken|shared|announced) (?:by|in)"
    r"|(?:news|story) was broken by) (?:the )?$",
    re.IGNORECASE,
)
_FIRST_AFTER = re.compile(
    r"(?:,? which|,? who)? (?:(?:has |had )?(?:first|exclusively) (?:reported|revealed|broke|published|announced)"
    r"|(?:was|were) (?:the )?first to|broke the (?:news|story))\b"
)
_FROM = (
    r"according to|as (?:first )?(?:reported|revealed|seen) (?:by|in|on)"
    r"|(?:reported|confirmed|obtained|seen|cited)(?: exclusively)? by"
    r"|reviewed by|per|via|citing|(?:reports?|reporting|documents|article|exclusive) (?:from|by|in)"
    r"|interview (?:with|in|for|on)|chat(?:s|ted|ting)? with|sources? (?:at|for)"
)
_ADVERB = r"(?: (?:the news|it|this|that|exclusively|only|first|in a statement))*"
_TELLS = rf"(?:tells?|told|telling){_ADVERB}"
_SPEAKS = (
    r"(?:confirm(?:s|ed|ing)?|reveal(?:s|ed|ing)?|sa(?:ys|id)|sp(?:oke|eaks|eaking|oken)|talk(?:s|ed|ing)"
    r"|explain(?:s|ed)|open(?:s|ed) up|admit(?:s|ted)|shared|statement|exclusively)"
    rf"{_ADVERB} (?:to|with)"
)
_BEFORE = re.compile(rf"\b(?:{_FROM}|{_TELLS}|{_SPEAKS}) (?:the |both |magazine )*$", re.IGNORECASE)
_ADDS = r"(?: has| have| also| can| exclusively| first)*"
_CLAIMS = (
    r"(?:confirms?|confirmed|reveals?|revealed|claims?|claimed|obtained|understands|notes?|noted|says?|said|writes"
    r"|wrote|states?|stated|alleges?|alleged)"
)
_REPORTS = r"(?:reports?|reported|(?:has |have )learned|learned)"
_NO_NOUN = r"\b(?! (?:of|to be|about)\b)"  # "People reports of ..." is about reports
_AFTER = re.compile(rf"(?:'s| magazine)?,?{_ADDS} (?:{_REPORTS}|{_CLAIMS}){_NO_NOUN}")
_MAKER_AFTER = re.compile(rf"(?: News)?{_ADDS} {_REPORTS}{_NO_NOUN}")
_ITS_SOURCE = re.compile(r"(?:'s| magazine)? (?:source|insider)s?\b")
_ORDINARY_AFTER = re.compile(
    rf"(?: magazine)?(?:{_ADDS} (?:reports|confirms|reveals|claims|notes|writes|states)"
    r"|(?: has| can| exclusively| first)+ (?:reported|confirm|confirmed|revealed|learned)"
    rf"| magazine(?: has)? (?:reported|confirmed|said)){_NO_NOUN}"
)
_ENDS = re.compile(
    r"$|[.,;:!?)\"'”\]—–-]| (?:magazine|exclusively|in|on|that|at|about|of|after|for|while|earlier)\b", re.IGNORECASE
)
_DATELINE = re.compile(r"^\W*(?:[A-Z][A-Z .,'-]{2,40})?\((AP|Reuters|AFP|PA)\)")
_SUFFIX = re.compile(r"(?:\s[-–—|]|:)\s+$")
_BYGONE = re.compile(
    r"\b(?:previously|once|at the time|last year|years? ago|back in|in (?:an? )?(?:\w+ )?(?:19|20)\d\d|recalled)\b",
    re.IGNORECASE,
)
_SHOUTED = (" E!", " OK!", " Hello!", " HELLO!", " Yahoo!")  # "as E! News reported" is one sentence
_SPEECH = re.compile(r"“[^”]*”?|\"[^\"]*\"?")


@lru_cache(maxsize=8)
def _name_pattern(known: frozenset[str]) -> re.Pattern[str]:
    written = outlet_spellings(known)
    names = "|".join(re.escape(name) for name in written)
    # Looked at first, the initials (mostly capitals) keep most words from being compared with hundreds of names.
    initials = "".join(re.escape(initial) for initial in sorted({name[0] for name in written}))
    return re.compile(rf"(?=[{initials}])(?<![\w&@#/.'-])(?:{names})(?![\w&@])")


def find_origin(title: str, text: str, outlet: str, known_outlets: Collection[str] = ()) -> str:
    """Return the outlet under whose name a report of `outlet` counts: the source that it names, or itself.

    The title goes before the text's beginning, and "first reported by" before any other phrase. The name is spelled as
    in `known_outlets` or `outlet`, if it is one of them.
    """
    known = frozenset(known_outlets)
    pattern = _name_pattern(known)
    title, lead = title.replace("’", "'"), text[:_LEAD].replace("’", "'")
    if not (pattern.search(title) or pattern.search(lead)):
        return outlet
    found = [
        (weight, at, name)
        for at, part in enumerate((title, *_current_sentences(lead)))
        for weight, name in _named_sources(part, at == 0, pattern)
    ]
    if not found:
        return outlet
    best = min(found, key=lambda source: (-source[0], source[1]))[2]
    return outlet if outlet_key(best) == outlet_key(outlet) else outlet_name(best, sorted(known))


def _current_sentences(lead: str) -> list[str]:
    """Return the sentences, without those about bygone times."""
    whole: list[str] = []
    for sentence in split_sentences(lead):
        if whole and whole[-1].endswith(_SHOUTED):
            whole[-1] += f" {sentence}"
        else:
            whole.append(sentence)
    return [sentence for sentence in whole if not _BYGONE.search(sentence)]


def _named_sources(part: str, is_title: bool, pattern: re.Pattern[str]) -> list[tuple[int, str]]:
    """Return (2 for the first to report, else 1; name) for each outlet that a title or sentence gives as its source."""
    if not is_title and (wire := _DATELINE.match(part)):
        return [(2, wire[1])]
    found = []
    for hit in pattern.finditer(part):
        before, after = part[max(0, hit.start() - _NEAR) : hit.start()], part[hit.end() : hit.end() + _NEAR]
        if _FIRST_BEFORE.search(before) or (_FIRST_AFTER.match(after) and not is_ordinary(hit[0])):
            found.append((2, hit[0]))
        elif _is_source(hit[0], before, after, is_title):
            found.append((1, hit[0]))
    return found


def _is_source(name: str, before: str, after: str, is_title: bool) -> bool:
    gives = _BEFORE.search(before) is not None
    if is_ordinary(name):
        # in a headline every word is a capital, so a common word is an outlet only where nothing goes on after it
        if is_title:
            return gives and _ENDS.match(after) is not None
        return (gives and not after.startswith("'s")) or _ORDINARY_AFTER.match(after) is not None
    if gives or (is_title and not after.strip() and _SUFFIX.search(before)):
        return True
    says = _MAKER_AFTER if name in MAKERS else _AFTER
    return says.match(after) is not None or _ITS_SOURCE.match(after) is not None


def has_shared_sentence(text_a: str, text_b: str) -> bool:
    """True if two texts have a sentence of their own words in common (10 words and 60 characters at least).

    Quoted speech does not count: two outlets at one press conference write it alike.
    """
    return not _own_sentences(text_a).isdisjoint(_own_sentences(text_b))


def _own_sentences(text: str) -> set[str]:
    spoken = "\n".join(_SPEECH.sub(" ", line) for line in text.split("\n"))
    folded = (" ".join(split_words(sentence)) for sentence in split_sentences(spoken))
    return {line for line in folded if len(line) >= _LEAST_CHARACTERS and line.count(" ") + 1 >= _LEAST_WORDS}


def credited_outlets(reports: Iterable[Report]) -> dict[int, str]:
    """Return by key the outlet under which reports of one story count, if it is not their `origin`.

    A report that names no source, but has a sentence of an earlier report, counts under that report's origin.
    """
    owners: dict[str, str] = {}  # a sentence, and the key of the outlet under which the first to have it counts
    names: dict[str, str] = {}
    found: dict[int, str] = {}
    for report in sorted(reports, key=lambda report: report.published):
        lines = _own_sentences(report.text)
        own = outlet_key(report.origin)
        names_source = own != outlet_key(report.outlet)
        taken = "" if names_source else next((owners[line] for line in sorted(lines) if line in owners), "")
        name = names.setdefault(taken or own, report.origin)
        if name != report.origin:
            found[report.key] = name
        for line in lines:
            owners.setdefault(line, taken or own)
    return found


def independent_outlets(articles: Iterable[Article]) -> dict[str, tuple[Article, ...]]:
    """Group a story's reports by the outlet under which they count, the earliest outlet first; archives are left out.

    Copied sentences are known by then: `credited_outlets` ran when the articles came in. A card has no time for it.
    """
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda article: article.published):
        if article.independent:
            groups[outlet_key(article.origin)].append(article)
    return {group[0].origin: tuple(group) for group in groups.values()}


def breaking_outlet(articles: Sequence[Article]) -> str:
    """Return the outlet that broke a story: the one that most others name, else the first to report; "" for none."""
    if not articles:
        return ""
    by_time = sorted(articles, key=lambda article: (not article.independent, article.published))
    cited = {
        (outlet_key(article.origin), outlet_key(article.outlet)): article.origin
        for article in by_time
        if article.independent and outlet_key(article.origin) != outlet_key(article.outlet)
    }
    votes = Counter(key for key, _ in cited)  # one an outlet, in order of time, which most_common keeps in a tie
    if not votes:
        return by_time[0].origin
    top = votes.most_common(1)[0][0]
    return next(name for (key, _), name in cited.items() if key == top)
