"""How sure a sentence is of an event that it words: fact, rumour, denied or hypothetical, or no event at all."""

import re

from news.events.kinds import KINDS
from news.events.masking import DATE, OTHER, PARTY
from news.events.triggers import Trigger
from news.model.articles import Certainty
from news.text.hedge_words import (
    DENIES,
    GRANTED,
    HEARSAY,
    IS_UNTRUE,
    NO_TRUTH,
    PER_SOURCE,
    REJECTS,
    SAID_TO,
    SOURCE_SAYS,
    SPOKESPEOPLE,
    TALK,
    UNNAMED_SOURCE,
)

_TALK = rf"(?:{TALK}|suggestions?)"
_NOT = re.compile(r"\b(?:not|never|n't|no longer)\b|n't")
_ALMOST = re.compile(r"\b(?:almost|nearly|all but)\b")
_MODAL = re.compile(
    r"\b(?:will|would|could|can|may|might|should|must|shall|wo|ca|set to|going to|about to|due to|expected to"
    r"|plan\w* to|hop\w+ to|tipped to|poised to|scheduled to|slated to|on course to|in line to|vow\w* to|promis\w+ to"
    r"|agree\w* to|prepar\w+ to|aim\w* to|look\w* to|want\w* to|long\w* to|eager to|offer\w* to|try\w* to|tried to"
    r"|tries to"
    r"|fail\w* to|declin\w+ to|attempt\w* to"
    r"|wants? to|ready to|likely to|possibly|probably|threaten\w* to|refus\w+ to|soon)\b|'ll|'d\b"
)
_DENYING = re.compile(
    rf"\b(?:{DENIES}\b(?! (?:{GRANTED}|any|all|wrongdoing|the (?:charges?|allegations?|accusations?)|guilt))"
    rf"|(?:{REJECTS}|call\w* out|address\w*) (?:[\w'-]+ ){{0,5}}?(?:false )?{_TALK}|{NO_TRUTH}"
    rf"|false(?:ly)? (?:{_TALK}|report\w*|claim\w*)|insist\w* (?:[\w'-]+ )?(?:not|never)|despite (?:[\w'-]+ )?{_TALK}"
    r"|contrary to|hoax|fake news|wrongly|mistakenly|no plans|no intention|nowhere near|far from|anything but|ruled out"
    r"|turned down|rather than|instead of|without (?:ever )?|stopped short of|no sign|neither|nobody|no one|none of)\b"
    r"[^;]*$"
    r"|(?:\bnot|n't|\bneither|\bnever) (?:[\w'-]+,? ){1,6}(?:or|nor|much less|let alone)(?: [a-z]+){0,2}\s*$"
)
_DENIED_AFTER = re.compile(
    rf"\b(?:{IS_UNTRUE}|(?:is|are|was|were) fake|fake news"
    rf"|(?:{DENIES}|{REJECTS})(?: by| the| those| these)? (?:{_TALK}|it\b|that\b|her|his|their|rep)"
    rf"|(?:{SPOKESPEOPLE}|{PARTY}|he|she|they|both|which)(?: \w+)? {DENIES}\b"
    r"(?! (?:bail|any|all|wrongdoing|the (?:charges?|allegations?|accusations?))))"
)
_SOURCES = (
    rf"(?:{UNNAMED_SOURCE}\b"
    r"|(?:unnamed|anonymous) (?:\w+ )?(?:guests?|friends?|pals?|witness(?:es)?)\b"
    r"|(?:a|an|one|another|several|two|three|close|some|the|her|his|their) (?:\w+ )?(?:guests?|friends?|pals?"
    r"|onlookers?|neighbou?rs?)(?: \w+){0,3}"
    r" (?:say|said|says|claim|tell|told|reveal|insist|confid|whisper|add|dish|spill|gush)\w*"
    r"|\b(?:sources|insiders|tipsters|spies|eyewitnesses)\b"
    rf"|\b{SOURCE_SAYS}"
    r"|according to (?:[\w'-]+ ){0,3}(?:sources?|insiders?|guests?|friends?|pals?|onlookers?|reports?|rumou?rs?"
    r"|gossip|tabloids?|speculation)"
    r"|\b(?:a|the) (?:\w+ )?(?:tabloid|gossip \w+) (?:claim|report|alleg)\w*"
    r"|according to (?:[\w'-]+ ){0,3}(?:legend|myth|lore|folklore|theory|theories|conspiracy|whispers?)"
    r"|\bword on the street|\bconvinced (?:that )?|\bwe hear\b"
    r"|\b(?:friends?|pals?|people|those) (?:of|close to) [^,;]{1,30} (?:say|said|says|claim|tell|told|whisper"
    r"|insist|believe)\w*"
    r"|\b(?:(?:rumou?r|legend|word|gossip) has it|the (?:story|rumou?r|legend) goes)"
    r"|\b(?:locals|neighbou?rs|residents|regulars|villagers|onlookers|staff|passers-by) (?:swear|say|claim|believe"
    r"|insist|report"
    r"|reckon|tell|told|said)\w*"
    r"|\bif [^,;]{0,40}\b(?:trusted|believed|accurate|credited)\b|\b(?:(?!with\b)[a-z]+ )?reports? (?:suggest|claim"
    r"|sa(?:y|id)|indicat|hint)(?:s|ed|d|e|es)?\b|\bword (?:is|has it)|\bfans (?:think"
    r"|believe|are convinced|speculat\w+)"
    r"|\bit(?: is|\'s| has been| was) (?:understood|believed|thought|claimed|rumou?red|alleged|said|reported"
    r"|speculated)|\btabloids?\b)"
)
_SOURCED = re.compile(_SOURCES)
_SOURCED_AFTER = re.compile(
    r", (?:or )?so (?:the |an? )?[\w' -]{1,40} (?:says?|claims?|goes|has it|have it|would have it|believes?)\b|"
    rf"(?<!with )(?:(?<=[,-] )(?:the )?|(?<=\()|^[^,]{{0,60}})\b{_SOURCES}|[:,(-] ?(?:new )?(?:reports?|sources?"
    rf"|insiders?)(?: \w+)?[)!.]?$"
    rf"|, (?:this \w+|{OTHER}|the [\w ]{{1,20}}|we) (?:understands?|has learned|hears?|has been told)\b"
    rf"|, it is understood\b"
    rf"|\b{PER_SOURCE}\b|\b(?:says?|claims?|per) (?:a )?reports?\b|,? (?:{HEARSAY}|rumou?r has it)[.!]?$"
)
_ADVERB = rf"(?:{HEARSAY}|seemingly|{SAID_TO}|tipped to|appears? to|seems? to)"
_ADVERB_FILLER = re.compile(rf"\b{_ADVERB}\b")
_ADVERB_BEFORE = re.compile(rf"(?:^|\b){_ADVERB}\b,?[^,;]*$|^(?:{HEARSAY})\b")
_TALKED = re.compile(
    rf"(?<!{OTHER} )\b(?:{_TALK}|spark\w*|fuel\w*|speculat\w+|suspect\w*|believe they|theor\w+|thinks?"
    rf"|thought (?:that )?(?:s?he"
    rf"|they)|feared|assumed"
    rf"|believes?|like (?:she|he|they)(?=['’]s|['’]re| is| are)|hint\w*|teas\w+)\b[^,;]*$"
)
_IF = re.compile(
    r"\b(?:if|as though|whether|unless|in case|imagine\w*|pretend\w*|jok(?:e|es|ed|ing|ingly)|prank\w*|wish\w*|dream\w*"
    r"|predict\w*"
    r"|bets?\b|odds|(?<!not )until|once|hopes? that|would have|plans? for|asked whether|wonder\w*|petition"
    r"|possib\w+ (?:that|of)|chances? of"
    r"|(?:idea|notion|thought|suggestions?|prospect|possibility|likelihood|dreams?) (?:that|of)"
    r"|talks? of|thought (?:of|about)|thinking (?:of|about)|considering|fears? (?:of|that)|warns? that|ahead of|on the"
    r" (?:verge|brink|cusp) of|close to|came close|mull\w*|weigh\w* up|risks?|faces? (?:up to|the prospect)|tipped for"
    r"|favou?rite to|avoid\w*|would-be|supposed to|had (?:he|she|they))\b[^,;]*$"
)
_FILM = (
    r"(?:films?|movies?|series|sitcom|drama|comedy|episode|sequel|finale|video|musical|biopic|thriller"
    r"|miniseries|soap|soap opera|sketch"
    r"|skit|commercial|ad|advert|trailer|scene|novel|rom-?com|storyline|reboot|spin-?off|season|play|western|prequel"
    r"|pilot|parody|spoof|pantomime|opera|cartoon|video game|remake|whodunn?it|tearjerker|weepie|blockbuster"
    r"|adaptation"
    r"|production|flick|caper|melodrama|dramedy|telenovela|farce|slasher|potboiler|two-parter|docudrama|romcom"
    r"|tear-jerker|satire"
    r"|period piece|(?:special|mystery"
    r"|fantasy|short)(?! (?!on\b|at\b|in\b|of\b|that\b|with\b|for\b|last\b|about\b|from\b|where\b|which\b"
    r"|starring\b)[a-z]))"
)
_FRAME = (
    rf"(?:in (?:the|his|her|their|an?|this|that|which|one|{PARTY}'s|{OTHER}'s)(?: [^\s,;]+){{0,6}} {_FILM}\b"
    rf"|(?:in|on) {DATE}'s (?:\w+ ){{0,2}}(?:episode|instal?lment|show|finale)|on (?:an|the) (?:\w+ )?(?:episode"
    r"|season|series|show)\b|in which\b|(?:at|near|towards?|by|in|from|during) the (?:\w+ )?(?:end|start|beginning"
    r"|climax|finale|opening|closing|final|last|first|second|third)(?: \w+){0,2} of (?:the (?:film|movie|series|season"
    r"|book|novel|play)\b"
    rf"|[\"'](?=\w)|{OTHER}(?=[.,]|$))|in (?:episode|season|act|chapter) \w+"
    r"|on-?screen\b)"
)
_FRAMED = re.compile(rf"^{_FRAME}|^(?:in|on) [\"'][^\"]{{1,50}}[\"'],?")
_FRAMED_AFTER = re.compile(rf"^(?:(?!\bwho\b|\bwhose\b|\bco-?stars?\b|, (?:her|his|the|an?) )[^;])*?\b{_FRAME}")
_FRAMED_BEFORE = re.compile(
    rf"(?:\b{_FRAME}|\b(?:plays?|played by|playing|portray(?:s|ed|ing)?|stars? as|starred as|cast as)"
    rf" (?:an?|the|his|her|two|{PARTY}|{OTHER})"
    rf"|(?:^|, |\()as {OTHER},"
    r"|\b(?:film|movie|series|drama|novel|episode|sequel|musical|biopic|comedy) (?:sees|follows|finds|opens with"
    r"|ends with)\b"
    r"|\b(?:viewers|audiences?|cinemagoers) (?:saw|see|watch\w*|learn\w*|found out|discover\w*)"
    r"|\b(?:characters?|fictional|storyline|plot|waxwork|deepfake|lookalike|impersonator|hologram)\b)[^,;]*$"
)
_IN_TITLE = re.compile(
    r"^[^,;]{0,40}?\b(?:in|on) (?:(?:the|his|her|their) (?:\w+ ){0,2}(?:film|movie|hit|show"
    r"|series|drama|comedy|soap|sitcom) )?[\"'][^\"']{1,50}[\"']"
)
_SINCE = re.compile(
    r"\b(?:years?|decades?|months?|weeks?|days?)(?: \w+)?,? (?:since|after"
    r"|from)(?: [\w'-]+){0,3}\s*(?:[\ue000-\uefff]\s*)?$"
    r"|\banniversary (?:of|since)\b[^,;]*$"
)
_HAD = re.compile(rf"(?:^|, )(?:had|should|were) {PARTY}[^,;]*$")
_ASKED = re.compile(r"[^.!?]*\?")
_QUOTED = re.compile(r"\"[^\"]*\"|(?<!\w)'(?=\S)[^\"]{1,400}?[\w.,!?]'(?!\w)")
# "prosecutors want P ~jailed", "demanded that he be ~jailed"
_WANTED = re.compile(
    rf"\b(?:want|ask|demand|urg|wish|propos|recommend|request|order|have|would like|see to it)\w*(?: that)? {PARTY}"
    r"(?: to)?(?: be)? ?$|\bsee to it that\b[^,;]*$"
)
_BARE_BE = re.compile(r"be\b")
_TO_BE = re.compile(r"\bto be ?$")
_TO_COME = re.compile(
    rf"(?:\bwill\b|'ll\b|\bset to\b).*\b(?:when|after|before|as soon as|once) (?:{PARTY}|he|she|they) $"
)
_PRESENT = re.compile(r"[a-z]+s\b")
_AS = re.compile(rf"^[^.,;]{{0,40}}? as {OTHER}(?:[.,;]|$| in\b| on\b| and\b| at\b)")  # "dies in song as Jean Valjean"
_FEIGNED = re.compile(
    r"\b(?:in character as|april fools?|pretend\w*|in a dream|satir\w+|spoof\w*|parod\w+|re-?enact\w*|dressed as"
    r"|on-?screen|fake wedding|mock wedding|in the video|in the music video|ai-generated)\b"
)
_FEW = 3  # words in quotation marks that are a title or a sneer, not speech


def judge_certainty(text: str, trigger: Trigger, fillers: str, *, is_dated: bool) -> Certainty | None:
    """Return how sure a trigger is; None for speech, film plots and anniversaries, which tell no event."""
    before, after = text[: trigger.start], text[trigger.end :]
    if (
        _is_speech(text, trigger)
        or _is_fiction(text, trigger, after)
        or (not is_dated and _SINCE.search(_without_fillers(before, fillers)))
    ):
        return None
    if _ASKED.match(after) or _HAD.search(before) or text.startswith("if "):
        return "hypothetical"
    if _NOT.search(fillers) or _is_denied(before, after, trigger):
        return "denied"
    if _is_rumour(before, after, fillers):
        return "rumour"
    return "hypothetical" if _is_open(text, trigger, before, fillers) else "fact"


def _is_open(text: str, trigger: Trigger, before: str, fillers: str) -> bool:
    """True if it is planned, wished for or nearly so."""
    is_wanted = _WANTED.search(before) or (_BARE_BE.match(fillers.strip()) and not _TO_BE.search(before))
    is_to_come = _TO_COME.search(before) and _PRESENT.match(text, trigger.start)
    return bool(is_wanted or is_to_come or _MODAL.search(fillers) or _ALMOST.search(fillers) or _IF.search(before))


def _without_fillers(before: str, fillers: str) -> str:
    return (
        before.rstrip()[: len(before.rstrip()) - len(fillers)]
        if fillers and before.rstrip().endswith(fillers)
        else before
    )


def _is_speech(text: str, trigger: Trigger) -> bool:
    return any(
        quote.start() < trigger.start
        and trigger.end < quote.end()
        and (len(quote[0].split()) > _FEW or quote[0] == text.strip(" .,"))
        for quote in _QUOTED.finditer(text)
    )


def _is_fiction(text: str, trigger: Trigger, after: str) -> bool:
    if KINDS[trigger.kind].group == "work":
        return False
    return bool(
        _FRAMED.search(text)
        or _FRAMED_AFTER.search(after)
        or _FRAMED_BEFORE.search(text[: trigger.start])
        or _IN_TITLE.search(after)
        or _FEIGNED.search(text)
        or (KINDS[trigger.kind].group != "law" and _AS.search(after))
    )


def _is_denied(before: str, after: str, trigger: Trigger) -> bool:
    if _DENYING.search(before):
        return True
    return KINDS[trigger.kind].group != "law" and _DENIED_AFTER.search(after) is not None


def _is_rumour(before: str, after: str, fillers: str) -> bool:
    return bool(
        _ADVERB_FILLER.search(fillers)
        or _SOURCED.search(before)
        or _ADVERB_BEFORE.search(before)
        or _TALKED.search(before)
        or _SOURCED_AFTER.search(after)
    )
