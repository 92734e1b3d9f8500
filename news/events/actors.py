"""Who does what: the party that a predicate of a sentence in characters belongs to.

A subject stands straight before its predicate, fillers aside ("P has D quietly ~married"), or a pronoun, a "who" or an
"and" takes it up. Where another noun stands there ("P's father was ~arrested"), nobody is found.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from news.events.masking import DATE, EPITHET, OTHER, PARTY
from news.text.hedge_words import SPOKESPEOPLE

# Words between a subject and its verb. "family" and the like end in -ly and are nouns.
_FILLER = re.compile(
    rf"(?:{DATE}|n't|'s been|'s|'ve|'re|'ll|'d|\b(?:has|have|had|having|is|are|was|were|be|been|being|am|did"
    rf"|does|do|get|gets|got"
    r"|getting|gotten|become|became|will|would|could|can|may|might|should|must|shall|wo|ca|not|never|no longer"
    r"|now|just|also|then|later"
    r"|still|even|once|again|both|all|soon|all but|almost|nearly|already|finally|first|since|ever|too|in fact"
    r"|previously|set to"
    r"|going to|about to|due to|expected to|planning to|plans? to|planned to|hopes? to|hoping to|wants? to"
    r"|ready to|likely to"
    r"|rumou?red to(?: be| have)?|said to(?: be| have)?|believed to(?: be| have)?|thought to(?: be| have)?"
    r"|alleged to(?: be| have)?"
    r"|threaten(?:s|ed|ing)? to|refus(?:es|ed|ing) to|appears? to(?: be| have)?|seems? to(?: be| have)?|back"
    r"|out|up|there|tragically"
    r"|began|begun|begins|started|starts|twice|newly|indeed|reported|confirmed to be|feared|at \d+|in secret"
    r"|among (?:(?:the|those|at least|more than|some|of|[\w-]+) ){1,3}(?:people|defendants|parents|celebrities|men"
    r"|women|stars|protesters|protestors|activists|demonstrators|actors|players|passengers|victims|suspects)"
    r"(?: who were| to be)?|on friday"
    r"|today|(?:(?:a little|just|well|slightly) )?(?:(?:over|under|about|around|more than) )?(?:two|three|four|five|six"
    r"|seven|eight|nine|\d) (?:months|weeks)|heavily|very|another|in the end|at last|after all|spotted"
    r"|seen|pictured"
    r"|(?!family|ally|reply|daily|belly|bully|assembly|anomaly)[a-z]+ly))[,]?\s*$"
)
_ENDS_IN_PARTY = re.compile(rf"({PARTY})\s*,?\s*$")
_APPOSITIVE = re.compile(
    rf"({PARTY}),? ?(?:,|\(|-) ?(?:(?:who|whose|which|the|a|an|best|known|and|formerly|one|now|then|real|born"
    rf"|also|aged|star|along"
    rf"|her|his|their|widely|long|fresh|both|whom|famed|famous|most|father|mother|daughter|son|married"
    rf"|\w+-\w+)\b|\d|{OTHER})"
    r"[^;:]{0,150}[,)-]\s*$"
)
# "P, in a white gown, ~wed", "P on Monday in Rome ~died": phrases that begin with a preposition, nothing else.
_PHRASES = re.compile(
    rf"({PARTY})(?:,? (?:in|on|at|of|after|during|from|with|under|amid|following|despite|near|outside|inside|alongside"
    rf"|aboard|for|by|through|over|to|wearing|dressed|flanked|surrounded|accompanied|aged) "
    rf"(?>(?:(?!\b(?:who|whose|which|that|when|while|as|because|where|she|he|they|it|we|i|and|but|is|was|has|had|were"
    rf"|are|will|would|said|says)\b)[^,;:]){{1,60}})){{1,4}},?\s*$"
)
_WHO = re.compile(
    rf"({PARTY}),?(?: (?:the|a|an|{OTHER}) ?[^,;\ue000-\uefff]{{0,60}},?)?(?: and)? (?:who|that|and who)\s*,?$"
)
_PRONOUN = re.compile(
    rf"(?:^|[\s,(\"'])(she|he|they|the two|the couple|both|each"
    rf"|the (?:[\w-]+ |{OTHER} ){{0,3}}{EPITHET}(?<!s)(?<!parents))"
    r"(?: and (?:his|her) (?:[\w-]+ ){0,2}(?:wife|husband|partner|girlfriend|boyfriend|fiancee?))?\s*,?$"
)
_AND_PRONOUN = re.compile(rf"\b(?:she|he) and ({PARTY})$|({PARTY}) and (?:she|he)$")
_JOIN = re.compile(r"(?:(?:^|\s)(and|but|then|or|before|after|since|while|by|following|when|upon|for)|(,))\s*$")
_TO = re.compile(r"(?:^|\s)to\s*$")
_MANAGED = re.compile(
    rf"\b(?:went on|going on|goes on|(?:first|youngest|oldest|only)(?: (?:[\w'-]+|{OTHER})){{0,6}}?|managed|came back"
    r"|returned|came from behind|was honou?red|proud|thrilled|delighted|overjoyed|beat "
    + PARTY
    + r"|defeated [^,]{1,20}) to\s*$"
)
_PREPOSITION = re.compile(
    r"\b(?:with|from|to|of|for|about|by|in|between|than|like|alongside|against|over|into|featuring|starring"
    r"|without|near|versus"
    r"|on|at|told|tells|tell|telling|including|unlike|despite)\s*$"
)
_RIVAL = re.compile(rf"(?:^|\b(?:that|when|as|after|and|before|because|while)\b|,) ?{OTHER}(?!'s)(?! (?:and|,))")
# A party behind another verb than those of saying is its object.
_OBJECT = re.compile(
    r"\b(?!(?:and|but|that|when|as|while|because|where|if|although|after|before|since|whether|so|which|says?|said|the|a"
    r"|an|his|her|their|confirm\w*|reveal\w*|is|was)\b)[a-z]+ $"
)
# "The man who attacked P was ~arrested", "accused of stalking P": what follows is told of the man.
_IN_CLAUSE = re.compile(
    r"\b(?:who|which|accused of|suspected of|convicted of|charged with) (?:[\w'-]+ )+$|(?<!,) [a-z]+ing $"
)
_NOUN_OF = re.compile(rf"'s (?:{SPOKESPEOPLE}|office)\b")
# "U, mother of the governor, P, ~died"
_STRANGER_FIRST = re.compile(rf"{OTHER}(?: {OTHER})* ?,[^.;]*\b(?:of|to|by|for|with)\b[^.;]*{PARTY} ?,$")
_OWNER = re.compile(r"(?:(?:birth|arrival) of )?(her|his|their)\b")
_OF_OTHER = re.compile(
    rf"\b(?:that|those|like|of|and) (?:of )?{OTHER},? who\s*$"
)  # "the case of P and that of U, who was ~jailed"
_PRONOUNS = {"her": "she", "his": "he", "him": "he", "their": "they"}
_OBJECT_PRONOUN = re.compile(
    r"(?:sentenced|jailed|arrested|detained|charged|indicted) (?:him|her)$"
)  # "a judge ~sentenced him"
_MANY = ("they", "the two", "both")
# What may stand before a fronted participle: "Photographed in U seven months ~along, P ..."
_LEAD = re.compile(
    r"^(?:having|once|already|first|newly|just|now|still|back|after being|photographed|pictured|seen)\b[^,;:]*$"
)
_GERUND = re.compile(r"[a-z]+ing\b")


@dataclass(frozen=True, slots=True)
class Subject:
    """The character of a party, the fillers that stood between, and whether the predicate is a mere infinitive."""

    party: str
    fillers: str = ""
    beside: str = ""  # the party of "she and P"
    is_infinitive: bool = False
    is_pronoun: bool = False


def find_subject(text: str, start: int, end: int, taken: frozenset[int], known: Mapping[str, str]) -> Subject | None:
    """Return the subject of the predicate at text[start:end]; `taken` are places of parties that are objects.

    `known` is what the sentence before leaves to one that begins with "one" (she, he, the star) or "they".
    """
    left, fillers = _strip_fillers(text[:start])
    beside, is_pronoun = "", False
    if _OF_OTHER.search(left) or _STRANGER_FIRST.match(left):
        party = ""
    elif owner := _OWNER.match(text, start):
        party, fillers = _resolve_pronoun(left, _PRONOUNS[owner[1]], taken, known), ""
    elif both := _AND_PRONOUN.search(left):
        party, beside = (
            _resolve_pronoun(left[: both.start()], both[0].split()[0 if both[1] else -1], taken, known),
            both[1] or both[2],
        )
    elif (direct := _ENDS_IN_PARTY.search(left)) and _may_be_subject(left, direct.start(1), taken):
        party = direct[1]
    elif direct and not left.endswith(","):
        party = ""
    elif (left.endswith((",", ")", "-")) and (said := _last_with_appositive(_APPOSITIVE, left, taken))) or (
        said := _last_with_appositive(_PHRASES, left, taken)
    ):
        party = said
    elif who := _WHO.search(left):
        party = who[1]
    elif pronoun := _PRONOUN.search(left):
        ahead = left[: pronoun.start(1)]
        is_pronoun = pronoun[1] in ("she", "he") or (not ahead.strip() and pronoun[1].startswith("the "))
        party, beside = _pair_of_they(ahead, pronoun[1])
        party = party or _pronoun_subject(ahead, pronoun[1], taken, known) or _subject_to_come(text[end:], ahead)
    elif _OBJECT_PRONOUN.search(text[start:end]):
        whom = _PRONOUNS[text[start:end].rpartition(" ")[2]]
        party = "" if _ENDS_IN_PARTY.search(left) else _resolve_pronoun(left, whom, taken, known)
    elif not left or _LEAD.search(left):
        party = _subject_to_come(text[end:], left)
    elif _TO.search(left):
        party = _main_subject(left, taken)
        return Subject(party, fillers, is_infinitive=_MANAGED.search(left) is None) if party else None
    else:
        party = _joined_subject(text[end:], left, taken, is_gerund=_GERUND.match(text, start) is not None)
    return Subject(party, fillers, beside, is_pronoun=is_pronoun) if party else None


def _pair_of_they(ahead: str, pronoun: str) -> tuple[str, str]:
    """Return the only two whom "they" may mean; ("", "") for another pronoun or number."""
    named = list(dict.fromkeys(re.findall(rf"{PARTY}(?!'s)", ahead)))
    return (named[0], named[1]) if pronoun in _MANY and len(named) == 2 else ("", "")


def _subject_to_come(right: str, left: str) -> str:
    """Return the one whom "Taken to hospital in April, P ..." and "When he was jailed, P ..." name only then."""
    if re.search(PARTY, left):
        return ""
    named = re.match(rf"[^;:]{{0,120}}?, (?:the (?:\w+ ){{0,2}})?({PARTY})(?!'s|,? (?:and|who))", right)
    return named[1] if named and not re.search(rf"\b(?:and|but|who) [^,]*{PARTY}", named[0][:-1]) else ""


def _may_be_subject(left: str, at: int, taken: frozenset[int]) -> bool:
    ahead = left[:at]
    return at not in taken and not _PREPOSITION.search(ahead) and not _IN_CLAUSE.search(ahead)


def _pronoun_subject(left: str, pronoun: str, taken: frozenset[int], known: Mapping[str, str]) -> str:
    if left.strip(" \"'"):
        return _resolve_pronoun(left, pronoun, taken, known)
    if pronoun in ("they", "the two", "the couple", "both"):
        return known.get("they", "")
    one = known.get("one") or known.get(known.get("they", "") + pronoun, "")
    is_other = pronoun in ("she", "he") and known.get(one) not in (pronoun, "", None)
    return "" if is_other else one


def _joined_subject(right: str, left: str, taken: frozenset[int], *, is_gerund: bool) -> str:
    """Return the subject of "..., and ~filed" and "after ~filing", which for "After ~filing, P" comes later."""
    join = _JOIN.search(left)
    if join is None:
        return ""
    is_clause = join[1] in ("before", "after", "since", "while", "by", "following", "when", "upon", "for")
    if is_clause != is_gerund and not (is_gerund and join[2]):
        return ""
    later = re.search(rf", ({PARTY})(?!'s)", right) if is_gerund else None
    return _main_subject(left[: join.start()], taken) or (later[1] if later else "")


def _strip_fillers(left: str) -> tuple[str, str]:
    """Return a text without the fillers at its end, and the fillers."""
    at = left.rstrip()
    fillers: list[str] = []
    while filler := _FILLER.search(at):
        if filler[0].strip() == "'s" and not fillers and re.match(PARTY, at[filler.start() - 1 : filler.start()]):
            break  # "P's ~married sister"
        if re.match(rf"{DATE},", filler[0]):
            break  # "P, who married in 2003, ~filed": a clause ends there
        fillers.append(filler[0])
        at = at[: filler.start()].rstrip()
    return at, " ".join(reversed(fillers))


def _last_with_appositive(pattern: re.Pattern[str], left: str, taken: frozenset[int]) -> str:
    """Return the nearest party from which an appositive runs to the end."""
    for at in range(len(left) - 1, -1, -1):
        if re.match(PARTY, left[at]) and at not in taken and (match := pattern.match(left, at)):
            ahead = left[:at]
            return "" if _PREPOSITION.search(ahead) or _IN_CLAUSE.search(ahead) else match[1]
    return ""


def _subject_candidates(left: str, taken: frozenset[int]) -> list[tuple[int, str]]:
    """Return the parties that may stand as subjects: no owners, none after a preposition; objects make it doubtful."""
    return [
        (match.start(), match[0])
        for match in re.finditer(PARTY, left)
        if match.start() not in taken
        and not left.startswith("'s", match.end())
        and not _PREPOSITION.search(left[: match.start()])
    ]


def _main_subject(left: str, taken: frozenset[int]) -> str:
    """Return the one subject that the sentence has so far, or ""."""
    found = _subject_candidates(left, taken)
    is_one = len({party for _, party in found}) == 1
    if not is_one and _MEETS.fullmatch(left):
        return found[0][1]
    return found[0][1] if is_one and not _is_object(left[: found[0][0]]) else ""


# "P met Q in 2009 and ~proposed": one verb after the other, with nobody else who could do it
_MEETS = re.compile(
    rf"(?:[^;:\ue000-\uefff]{{0,40}}, )?{PARTY}(?:,? (?:who|the) [^,;:\ue000-\uefff]{{1,60}},)?(?: (?:had|has|first"
    rf"|then|later|also|was|soon))* "
    r"(?:met|knew|known|dated|dating|married|wed|divorced|left|dumped|joined|succeeded|replaced|beat|defeated|sued"
    r"|thanked|hugged|kissed|follow(?:ed|s)"
    r"|introduced to|split from|split up with|split with|broke up with|separated from|fell for|engaged to|married to"
    rf"|fell in love with|proposed to|worked with|starred (?:with|opposite|alongside)) {PARTY}(?!'s)"
    rf"(?:(?!\b(?:who|whose|whom|that|when|while|because|where|said|says)\b)[^;:\ue000-\uefff]){{0,80}},?"
)


def _is_object(left: str) -> bool:
    """True if another name is the subject of what stands before a party: "U was the favourite to beat P"."""
    return _OBJECT.search(left) is not None and _RIVAL.search(left) is not None


def _person_by_pronoun(left: str, named: list[str], pronoun: str, known: Mapping[str, str]) -> str:
    """Return the only one of all who are named whom "she" can mean."""
    named = [known.get(one + pronoun, one) for one in named]
    fitting = [one for one in named if known.get(one) == pronoun]
    is_certain = all(known.get(one) for one in named)
    if len(fitting) != 1 or not is_certain:
        return ""
    at = max(left.rfind(named[0]), 0)
    return "" if _RIVAL.search(left, at + 1) else fitting[0]


def _resolve_pronoun(left: str, pronoun: str, taken: frozenset[int], known: Mapping[str, str]) -> str:
    """Return whom a pronoun means: the only subject before it, or the one whose spokesman speaks."""
    found = _subject_candidates(left, taken)
    named = list(dict.fromkeys(re.findall(PARTY, left)))
    if pronoun in ("she", "he") and (len(named) > 1 or any(one + pronoun in known for one in named)):
        return _person_by_pronoun(left, named, pronoun, known)  # "Q held P's hand when she died"
    if pronoun in ("she", "he") and named and known.get(named[0]) not in (pronoun, "", None):
        return ""
    if not found and len(owners := re.findall(rf"({PARTY})(?='s)", left)) == 1 and _NOUN_OF.search(left):
        return str(owners[0])
    is_one = pronoun in ("she", "he") or pronoun.startswith("the ")
    if not found or (is_one and len({party for _, party in found}) > 1):
        return ""
    at, party = found[0] if is_one else found[-1]
    return "" if _RIVAL.search(left, at + 1) or _is_object(left[:at]) else party
