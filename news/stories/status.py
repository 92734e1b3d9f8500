"""How sure a story is: the status of its claim, with the sentence that it rests on and who wrote it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from news.model.articles import Article
from news.stories.origins import independent_outlets
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
from news.text.outlets import MAKERS, ORDINARY, outlet_spellings
from news.text.subjects import tells_death
from news.text.text import fold_text, shorten_text, split_sentences, split_words

StatusKind = Literal["rumour", "reported", "confirmed", "denied", "corrected"]
_LABELS: dict[StatusKind, str] = {
    "rumour": "Rumour",
    "reported": "Reported",
    "confirmed": "Confirmed",
    "denied": "Denied",
    "corrected": "Corrected",
}
LONGEST_SENTENCE = 200  # characters
_LEAD = 4  # sentences: later ones are background on other claims
_LEAST_SHARED = 2  # words with the headline, for a sentence to be about the same claim
_LEAST_OUTLETS = 2


@dataclass(frozen=True, slots=True)
class Status:
    """A claim's status, the sentence behind it (at most 200 characters) and the outlet that wrote the sentence."""

    kind: StatusKind
    sentence: str
    outlet: str


# All patterns read folded text, but _BY_OUTLET, which needs the capitals.
_CORRECTION = re.compile(
    r"^(?:correction|clarification|editor's note: correction)\b|\bearlier version of this\b|\bwe regret the error\b"
    r"|\bthis (?:story|article|post|report) (?:has been|was) (?:corrected|updated to correct)"
    r"|\b(?:corrects|retracts|retracted|issue[sd]? an? (?:correction|retraction))\b"
)
_DENIAL = re.compile(
    rf"\b(?:{DENIES}\b(?! (?:{GRANTED}|or confirm))|(?:{REJECTS}) (?:[\w'-]+ ){{0,4}}{TALK}"
    rf"|{TALK} (?:\w+ )?(?:debunked|proven false|proved false)|{IS_UNTRUE}|{NO_TRUTH}|despite reports?"
    r"|set(?:s|ting)? the record straight)"
)
# In a headline it is what is denied; in a text often an aside ("the couple, who are not married").
_NOT_SO = re.compile(
    r"\bnot (?:pregnant|expecting|dating|engaged|married|divorcing|splitting|(?:getting )?back together|getting"
    r" (?:married|divorced))\b|\brumou?rs?(?::| bust).{0,40}\bno\b"
)
# Of a death nobody has to deny in so many words that it happened.
_ALIVE = re.compile(
    r"\b(?:(?:is|are|'s) (?:still |very much |not only )?alive|alive and well|(?:is|are|'s)(?: not|n't) dead|not dead"
    r"|(?:has|have)(?: not|n't) died|did(?: not|n't) die|hoax)\b"
)
# What is denied then is a part in a death, not the death: "denies causing the death of".
_CAUSE = re.compile(
    r"\b(?:caus\w+|kill\w*|murder\w*|involve\w*|role|part in|responsib\w+|blam\w+|cover-?up|foul play|suicide"
    r"|overdos\w+|wrongdoing|negligen\w+|abuse\w*)\b"
)
_NO_DENIAL = re.compile(
    r"\b(?:no denying|(?:not|\w+n't|never|nor|neither|cannot) (?:\w+ )?den(?:y|ied)|confirm(?:ed)? n?or den(?:y|ied)"
    r"|judges? den\w+|courts? den\w+|(?:is|was|were|been|being) denied)\b"
)
_RECORDS = r"(?:court|legal|police) (?:records?|documents|papers|filings?)"
_PLACES = r"(?:instagram|twitter|x|tiktok|facebook|threads|snapchat|weibo|social media)"
_CONFIRMATION = re.compile(
    r"\b(?:confirm(?:s|ed)|announc(?:es|ed)|in an? (?:\w+ )?(?:statement|press release)|issued a statement"
    r"|statement (?:read|said|says)|on the record|filed (?:court )?papers"
    rf"|{_RECORDS} (?:show|reveal|state|confirm)\w*|according to {_RECORDS}"
    r"|(?:shared|wrote|posted|revealed|captioned|writes|shares|posts|reveals) (?:[\w'-]+ ){0,6}(?:on|via|to) "
    rf"(?:her |his |their )?{_PLACES})\b"
)
_UNSURE = re.compile(
    r"\b(?:not|\w+n't|never|yet to|declin\w+ to|refus\w+ to|neither|nor|unable to|without|before|until|if|whether"
    r"|could|would|may|might|must|appear\w*(?: to)?|seem\w*(?: to)?|to be|all but|almost|reportedly|allegedly|soon"
    r"|about to|will)\b(?:\W+[\w']+){0,3}?\W+(?:confirm|announc)\w*|\bunconfirmed\b|\bno confirmation\b"
)
_HEDGE = re.compile(
    rf"\b(?:{HEARSAY}|rumou?rs?|speculat\w+|insiders?|tipsters?|{UNNAMED_SOURCE}|{SOURCE_SAYS}|{PER_SOURCE}"
    rf"|(?:is|are) {SAID_TO}|might be|may be|could be)\b"
    r"|:? (?:report|reports|source|sources)(?: says?)?[)!?]?$|\?$|^['\"][^'\"]{20,}['\"]$"
)
# What a reader may want to know of what is so: "Why did they part?", "NSYNC: How much are they worth now?"
_READERS = re.compile(r"(?:^|[:.!?-] )(?:who|what|when|where|why|how|which|whose)\b[^:.!?]*\?$")
_BODIES = (
    rf"(?:{SPOKESPEOPLE}|famil(?:y|ies)|police|sheriff\w*|coroner\w*|medical examiner\w*|hospital|palace|agency|wife"
    r"|husband|widow(?:er)?|sons?|daughters?|children|mother|father|parents|brother|sister|partner|officials?"
    r"|authorities|foundation|studio|network|band)"
)
_SAY = r"(?:confirm\w*\b(?! dead| killed)|announc\w+|sa(?:ys?|id)|t(?:ells?|old)|shared?|wrote|posted)"
_OFFICIAL = re.compile(
    rf"\bstatement\b|\b{_BODIES}(?:[\w' ,-]{{0,40}}) {_SAY}\b"
    rf"|\b(?:confirmed|announced|shared|posted|according to|pronounced dead) (?:by |at )?(?:[\w']+ ){{0,3}}{_BODIES}\b"
)
_DEATH_WORDS = re.compile(r"\b(?:dies|died|dead|death|pass(?:ed|es|ing)|loss of|killed|gone)\b")
_REPORTERS = (set(outlet_spellings()) - ORDINARY - MAKERS) | {"People", "PEOPLE", "Variety", "Deadline", "Billboard"}
_BY_OUTLET = re.compile(  # an outlet that confirms has it from somebody whom it does not name
    rf"\b(?:{'|'.join(map(re.escape, sorted(_REPORTERS, key=len, reverse=True)))})"
    r"(?: magazine)?(?: has| can| have| also| exclusively| independently)* (?i:confirm)"
)


def judge_status(reports: Sequence[Article]) -> Status:
    """Return the status of a story by its reports. Raise ValueError if there are none.

    The newest report that corrects, denies or confirms decides. Otherwise two independent outlets that do not hedge
    make it "reported"; anything less is a "rumour". Only an official statement confirms a death. If the headline on top
    tells a death, only reports that tell it, too, make it "reported": a report of an illness does not.
    """
    if not reports:
        raise ValueError("no reports to judge")
    by_time = sorted(reports, key=lambda article: article.published)
    is_death = tells_death(_headline_report(by_time))
    for article in reversed(by_time):
        if decided := _decided_status(article, is_death=is_death or tells_death(article)):
            return decided
    hedges = [(article, sentence) for article in by_time if (sentence := _hedged_sentence(article))]
    hedged = {article.key for article, _ in hedges}
    plain = [article for article in by_time if article.key not in hedged]
    if is_death:
        plain = [article for article in plain if tells_death(article)]
    outlets = independent_outlets(plain)
    if len(outlets) >= _LEAST_OUTLETS:
        return _make_status("reported", next(iter(outlets.values()))[0])
    article, sentence = hedges[-1] if hedges else (by_time[0], by_time[0].entry.title)
    return _make_status("rumour", article, sentence)


def status_label(status: Status) -> str:
    """Return the status in words."""
    return "One source" if has_one_source(status) else _LABELS[status.kind]


def has_one_source(status: Status) -> bool:
    """True if one outlet says it plainly, which is no rumour to a reader."""
    return status.kind == "rumour" and not is_hedged(status.sentence)


def is_hedged(sentence: str) -> bool:
    """True if a headline or sentence leaves its claim open ("reportedly", "a source says", a question)."""
    folded = fold_text(sentence).strip()
    if _READERS.search(folded):
        folded = folded.rstrip("?")
    return _HEDGE.search(folded) is not None


def is_official(sentence: str) -> bool:
    """True if a sentence tells a death on an official word: of the family, a representative, a palace, the police."""
    return _claim_kind(sentence, is_death=True) == "confirmed"


def _headline_report(by_time: Sequence[Article]) -> Article:
    """Return the report whose headline a story has (`news.stories.stories.lead_article`)."""
    return next((article for article in by_time if article.independent), by_time[0])


def _make_status(kind: StatusKind, article: Article, sentence: str = "") -> Status:
    return Status(kind, shorten_text(sentence or article.entry.title, LONGEST_SENTENCE), article.outlet)


def _body_sentences(article: Article) -> list[str]:
    return split_sentences(f"{article.entry.summary}\n{article.entry.text}")


def _hedged_sentence(article: Article) -> str:
    """Return the headline if it hedges, else the first sentence if it does, else ""."""
    return next(filter(is_hedged, (article.entry.title, *_body_sentences(article)[:1])), "")


def _decided_status(article: Article, *, is_death: bool) -> Status | None:
    """Return the status if a report corrects, denies or confirms; its headline goes before its text."""
    body = _body_sentences(article)
    for sentence in (article.entry.title, *body):
        if _CORRECTION.search(fold_text(sentence)):
            return _make_status("corrected", article, sentence)
    title = fold_text(article.entry.title).strip()
    if _NOT_SO.search(title) and not title.endswith("?"):
        return _make_status("denied", article)
    for sentence in (article.entry.title, *_sentences_about(article.entry.title, body[:_LEAD])):
        if kind := _claim_kind(sentence, is_death=is_death):
            return _make_status(kind, article, sentence)
    return None


def _sentences_about(title: str, body: Sequence[str]) -> Iterator[str]:
    """Yield the sentences that are about the headline's claim: they share words with it."""
    about = {word for word in split_words(title) if len(word) > 3}
    return (sentence for sentence in body if len(about.intersection(split_words(sentence))) >= _LEAST_SHARED)


def _claim_kind(sentence: str, *, is_death: bool) -> StatusKind | None:
    folded = fold_text(sentence).strip()
    if folded.endswith("?"):
        return None
    if _is_denied(folded, is_death=is_death):
        return "denied"
    confirms = _CONFIRMATION.search(folded) is not None
    if is_death:
        confirms = _OFFICIAL.search(folded) is not None and (confirms or _DEATH_WORDS.search(folded) is not None)
    if not confirms or _UNSURE.search(folded) or is_hedged(sentence) or _BY_OUTLET.search(sentence):
        return None
    return "confirmed"


def _is_denied(folded: str, *, is_death: bool) -> bool:
    """True if a sentence denies; of a death only what says that nobody died."""
    if is_death and _ALIVE.search(folded):
        return True
    if not _DENIAL.search(folded) or _NO_DENIAL.search(folded):
        return False
    return not is_death or (_DEATH_WORDS.search(folded) is not None and not _CAUSE.search(folded))
