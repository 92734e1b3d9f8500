"""How sure a sentence is of an event that it words: fact, rumour, denied or hypothetical, or no event at all."""

import re

from news.cast import PARTY
from news.deeds import ACCUSED, Deed
from news.model import Certainty

_TALK = (
    r"(?:rumou?rs?|reports?|speculation|claims?|gossip|whispers?|allegations?|stor(?:y|ies)|suggestions?"
    r"|chatter|buzz)"
)
_NOT = re.compile(r"\b(?:not|never|n't|no longer)\b|n't")
_ALMOST = re.compile(r"\b(?:almost|nearly|all but)\b")
_MODAL = re.compile(
    r"\b(?:will|would|could|can|may|might|should|must|shall|wo|ca|set to|going to|about to|due to|expected to"
    r"|plan\w* to|hop\w+ to"
    r"|wants? to|ready to|likely to|possibly|probably|threaten\w* to|refus\w+ to|soon)\b|'ll|'d\b"
)
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)\b(?! (?:bail|parole|any|all|wrongdoing|request|entry|the (?:charges?"
    r"|allegations?|accusations?)|guilt))"
    rf"|(?:shut(?:s|ting)? down|shot down|dismiss(?:es|ed|ing)|slam(?:s|med|ming)|squash\w*|quash\w*|refut\w+"
    rf"|debunk\w*|rubbish\w*"
    rf"|laugh\w* off|hit\w* (?:back|out) at|call\w* out|address\w*) (?:[\w'-]+ ){{0,5}}?(?:false )?{_TALK}"
    rf"|no truth|(?:not|n't) true|false(?:ly)? (?:{_TALK}|report\w*|claim\w*)|insist\w* (?:[\w'-]+ )?(?:not"
    rf"|never)|despite (?:[\w'-]+ )?{_TALK}"
    r"|contrary to|hoax|fake news|wrongly|mistakenly)\b[^;]*$"
)
_DENIED_AFTER = re.compile(
    rf"\b(?:(?:is|are|was|were) (?:not|n't) true|(?:is|are|was|were) (?:false|untrue|fake|a hoax|fabricated"
    rf"|bogus|made up)|fake news"
    rf"|(?:den(?:ied|ies|y)|dismissed|debunked|refuted|rubbished)(?: by| the| those| these)? (?:{_TALK}|it\b"
    rf"|that\b|her|his|their|rep)"
    rf"|(?:reps?|spokes\w+|publicist|team|lawyers?|{PARTY}|he|she|they|both|which)(?: \w+)? (?:den(?:ies|ied|y))\b"
    r"(?! (?:bail|any|all|wrongdoing|the (?:charges?|allegations?|accusations?))))"
)
_SOURCES = (
    r"(?:(?:a|an|one|another|multiple|several|other|two|three|unnamed|anonymous|various) (?:\w+ )?(?:sources?"
    r"|insiders?|tipsters?|pals?)\b"
    r"|\b(?:sources|insiders|tipsters|spies|eyewitnesses)\b"
    r"|\b(?:source|insider)s? (?:close|say|said|claim|tell|told|reveal|confirm|exclusively|alleg|insist)\w*"
    r"|according to (?:[\w'-]+ ){0,3}(?:sources?|insiders?|reports?|rumou?rs?|gossip|tabloids?|speculation)"
    r"|\b(?:a|the) (?:\w+ )?(?:tabloid|gossip \w+) (?:claim|report|alleg)\w*"
    r"|\brumou?r has it|\breports? (?:suggest|claim|say|indicate)s?\b|\bword (?:is|has it)|\bfans (?:think"
    r"|believe|are convinced|speculat\w+)"
    r"|\bit (?:is|has been|was) (?:claimed|rumou?red|alleged|said|reported|speculated)|\btabloids?\b)"
)
_SOURCED = re.compile(_SOURCES)
_SOURCED_AFTER = re.compile(
    rf"(?<!with )(?:(?<=[,-] )|(?<=\()|^[^,]{{0,60}})\b{_SOURCES}|[:,(-] ?(?:new )?(?:reports?|sources?"
    rf"|insiders?)(?: \w+)?[)!.]?$"
    r"|\b(?:says?|claims?|per) (?:an? )?(?:source|insider|report)s?\b|,? (?:reportedly|allegedly|supposedly"
    r"|apparently|rumou?r has it)[.!]?$"
)
_ADVERB = (
    r"(?:reportedly|allegedly|supposedly|purportedly|apparently|rumou?red|seemingly|said to|believed to"
    r"|thought to|alleged to"
    r"|appears? to|seems? to)"
)
_ADVERB_FILLER = re.compile(rf"\b{_ADVERB}\b")
_ADVERB_BEFORE = re.compile(rf"(?:^|\b){_ADVERB}\b,?[^,;]*$|^(?:reportedly|allegedly|apparently|supposedly)\b")
_TALKED = re.compile(
    rf"\b(?:{_TALK}|spark\w*|fuel\w*|speculat\w+|suspect\w*|believe they|theor\w+|thinks?"
    rf"|believes?|like (?:she|he|they)(?=['’]s|['’]re| is| are)|hint\w*|teas\w+)\b[^,;]*$"
)
_IF = re.compile(
    r"\b(?:if|whether|unless|in case|imagine\w*|pretend\w*|jok(?:e|es|ed|ing|ingly)|prank\w*|wish\w*|dream\w*"
    r"|predict\w*"
    r"|bet\b|odds|until|once|hopes? that|would have|plans? for|asked whether|wonder\w*|petition"
    r"|possib\w+ (?:that|of)|chances? of"
    r"|talks? of|thought (?:of|about)|thinking (?:of|about)|considering|fears? (?:of|that)|warns? that)\b[^,;]*$"
)
_FILM = (
    r"(?:films?|movies?|series|sitcom|drama|comedy|episode|sequel|finale|video|musical|biopic|thriller"
    r"|miniseries|soap|soap opera|sketch"
    r"|skit|commercial|ad|trailer|scene|novel|rom-?com|storyline|reboot|spin-?off|season|play|western|prequel"
    r"|pilot|short)"
)
_FRAME = (
    rf"(?:in (?:the|his|her|their|an?|this|that|which|one)(?: [^\s,;]+){{0,6}} {_FILM}\b"
    rf"|on (?:an|the) (?:\w+ )?(?:episode"
    r"|season|series|show)\b|in which\b|at the end of the (?:film|movie)\b|on-?screen\b)"
)
_FRAMED = re.compile(rf"^{_FRAME}|^(?:in|on) [\"'][^\"]{{1,50}}[\"'],?")
_FRAMED_AFTER = re.compile(rf"^(?:(?!\bwho\b|\bwhose\b)[^;])*?\b{_FRAME}")
_FRAMED_BEFORE = re.compile(
    rf"(?:\b{_FRAME}|\b(?:plays?|playing|portray(?:s|ed|ing)?|stars? as|starred as|cast as) (?:an?|the|his|her|two)\b"
    r"|\b(?:character|fictional|storyline|plot)\b)[^,;]*$"
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
_QUOTED = re.compile(r"\"[^\"]*\"")
_FEW = 3  # words in quotation marks that are a title or a sneer, not speech


def judge(text: str, deed: Deed, fillers: str, *, is_dated: bool) -> Certainty | None:
    """Judge one deed of a sentence in characters; None for speech, film plots and anniversaries: they tell no event."""
    before, after = text[: deed.start], text[deed.end :]
    if (
        _is_speech(text, deed)
        or _is_fiction(text, deed, after)
        or (not is_dated and _SINCE.search(_bare(before, fillers)))
    ):
        return None
    if _ASKED.match(after) or _HAD.search(before):
        return "hypothetical"
    if _NOT.search(fillers) or _is_denied(before, after, deed):
        return "denied"
    if _is_rumour(before, after, fillers):
        return "rumour"
    if _MODAL.search(fillers) or _ALMOST.search(fillers) or _IF.search(before):
        return "hypothetical"
    return "fact"


def _bare(before: str, fillers: str) -> str:
    return (
        before.rstrip()[: len(before.rstrip()) - len(fillers)]
        if fillers and before.rstrip().endswith(fillers)
        else before
    )


def _is_speech(text: str, deed: Deed) -> bool:
    return any(
        quote.start() < deed.start and deed.end < quote.end() and len(quote[0].split()) > _FEW
        for quote in _QUOTED.finditer(text)
    )


def _is_fiction(text: str, deed: Deed, after: str) -> bool:
    if deed.kind in ("released_work", "won", "nominated"):
        return False
    return bool(
        _FRAMED.search(text)
        or _FRAMED_AFTER.search(after)
        or _FRAMED_BEFORE.search(text[: deed.start])
        or _IN_TITLE.search(after)
    )


def _is_denied(before: str, after: str, deed: Deed) -> bool:
    if _DENYING.search(before):
        return True
    return deed.kind not in ACCUSED and _DENIED_AFTER.search(after) is not None


def _is_rumour(before: str, after: str, fillers: str) -> bool:
    return bool(
        _ADVERB_FILLER.search(fillers)
        or _SOURCED.search(before)
        or _ADVERB_BEFORE.search(before)
        or _TALKED.search(before)
        or _SOURCED_AFTER.search(after)
    )
