"""What a story is about that a server may draw a curtain before: a death, health, minors, an accusation.

The rules read headlines, the people named in them and the story's topic; what a report's text says further on is
background. They were set on the headlines of FakeNewsNet: P .95 and R .95 on 150 that were labelled by reading, after
five of their misses were mended.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

from news.model.articles import Article
from news.model.servers import Change, Curtain, Server
from news.model.stories import Story
from news.text.text import fold, sentences

Subject = Literal["death", "health", "minors", "accusations"]
SUBJECTS: tuple[Subject, ...] = ("death", "health", "minors", "accusations")  # the gravest first
# What is said of a story in place of its headline: "a story about ...".
ABOUT: dict[Subject, str] = {
    "death": "a death",
    "health": "somebody’s health",
    "minors": "somebody under 18",
    "accusations": "an accusation",
}

_STRICTER: tuple[Curtain, ...] = ("shown", "curtain", "out")
_TOPICS: dict[str, Subject] = {"death": "death", "health": "health", "legal": "accusations"}
_LEAD = 2  # sentences of a report in which somebody named is whom it is about

# All patterns read folded text. Names of works, bands and awards, and turns of phrase, that mean nothing grave:
_HARMLESS = re.compile(
    r"\b(?:(?:walking|evil|grateful|army of the|dawn of the|shaun of the|living|drop|brain) dead"
    r"|dead (?:ringer|serious|sexy|gorgeous|to me|set|heat|end|poets|or alive|man walking|& company|and company)"
    r"|death (?:becomes|of a salesman|on the nile|stranding|row records|cab for|eaters?|star|valley|to 2020|proof)"
    r"|(?:till?|until) death|ways to die|never dies|to die for|no time to die|die (?:hard|another)|killing eve"
    r"|killed (?:it|off)|dressed to kill|licen[cs]e to kill|kill bill|killers of|true crime|american crime"
    r"|crime (?:story|drama|series|thriller)s?|crimes of|criminal minds|get away with murder|only murders"
    r"|murder (?:mystery|on the|, she)|assault on|(?:substance|drug|alcohol) abuse|guilty pleasures?"
    r"|stolen (?:kiss|hearts?|moments?)|prison (?:break|reform)|sick (?:of|beats?)|stroke of|broken heart"
    r"|(?:kids?'?|teen) choice|kid (?:cudi|rock|ink|laroi)|da kid|spy kids|karate kid|destiny's child"
    r"|childish gambino|child's play|as a child|inner child|child stars?|fathers and sons|sons of|food baby"
    r"|(?:book|film|movie|show|series|toy|app)s? (?:for|to enjoy with) (?:your )?(?:children|kids)"
    r"|children's (?:books?|authors?|films?|shows?|charit\w+|hospitals?)|baby (?:driver|daddy|mama|bar|shark|spice"
    r"|boomers?|it's cold|fever|talk|plans?|weight|body)|million dollar baby|boss baby|rosemary's baby"
    r"|(?:cry|bye,?|oh,?|santa) baby|minor (?:injur\w+|accident|surgery|league|role|changes?))\b"
)


_MARKS = str.maketrans(dict.fromkeys('"()[]{}<>/|#@*:;,!?', " "))


def _any(*patterns: str) -> re.Pattern[str]:
    # Each begins with the space that `_spaced` puts before a word: a search for one letter skips what lies between.
    return re.compile(rf" (?:{'|'.join(patterns)})(?![\w-])")


_DIED = (
    r"dies|died|dead|deaths?|pass(?:es|ed) away|passing|killed|murdered|suicide|drown(?:s|ed)|fatal(?:ly)?|shot dead"
    r"|los(?:es|t) (?:his|her|their) (?:battle|life)"
)
_TELLS_DEATH = _any(_DIED)
_DEATH = _any(
    _DIED,
    r"dying|deadly|passing|murder(?:s|ers?)?|homicide|suicidal|slain|drowning|fatality|funerals?|burial|buried"
    r"|obituar(?:y|ies)|autopsy|coroner|mourn(?:s|ed|ers|ing)?|laid to rest|massacre|mass shooting|terror attack"
    r"|in memoriam|memorial service|r\.?i\.?p\.?"
    r"|late (?:husband|wife|father|mother|son|daughter|brother|sister|dad|mum|mom|aunt|uncle|singer|actor|actress"
    r"|rapper|star)|grie(?:f|ves?|ving)",
)
_PREGNANCY = (
    r"pregnan(?:t|cy|cies)|expecting|baby bump|(?:mom|mum)-to-be|miscarr(?:y|ied|iages?)|stillb(?:orn|irth)|ivf"
    r"|(?:in)?fertility|embryos?|surroga(?:te|cy)|abortion|trimester|ultrasound|gives? birth|gave birth|giving birth"
    r"|c-section|postpartum|breast-?feed\w*|baby (?:no\.|number|#)"
)
_ILLNESS = (
    r"hospitali[sz]\w+|hospital|rushed to|icu|intensive care|life support|coma|ambulance|paramedics|surger(?:y|ies)"
    r"|transplant|chemo\w*|cancer\b\S*|tumou?rs?|leuk(?:ae|e)mia|melanoma|diagnos\w+|disease|(?:critically|seriously"
    r"|terminally) ill|illness|sick|ailing|infection|pneumonia|covid(?:-19)?|coronavirus|hiv|stroke|seizures?"
    r"|heart (?:attack|condition|failure|disease)|cardiac|diabetes|lupus|lyme|epilepsy|dementia|alzheimer's"
    r"|parkinson's|multiple sclerosis|endometriosis|fibromyalgia|arthritis|injur(?:y|ies|ed)|wheelchair|paraly[sz]ed"
    r"|brain damage|concussion|fractured?|broken (?:leg|arm|ankle|foot|wrist|ribs?|hip|neck|back)|collapse[sd]"
    r"|faint(?:s|ed)|health (?:crisis|scare|battle|woes?|issues?|problems?|update|struggles?|fears?)|medical"
    r"|(?:car|motorcycle|bike|plane|helicopter) (?:accident|crash)"
)
_MIND = (
    r"rehab|overdos\w+|addict(?:ion|ions|s)?|sober|sobriety|relaps\w+|detox|alcoholi\w+|drinking problem|drug (?:use"
    r"|problem|habit)|mental(?:ly)? (?:health|ill|illness|breakdown|hospital)|breakdown|depress(?:ed|ion)|anxiety"
    r"|panic attacks?|ptsd|bipolar|schizo\w+|psych(?:iatric|osis|otic)|therapy|counsell?ing|eating disorder"
    r"|anorexi[ac]|bulimi[ac]|self-harm\w*|suicid(?:e|al)|autis(?:m|tic)|down syndrome"
)
_HEALTH = _any(_PREGNANCY, _ILLNESS, _MIND)
# Of the topic "health", but nobody's illness.
_FITNESS = _any(
    r"work(?:s|ing)? ?outs?|fit(?:ness)?|get fit|trainer|diet\w*|weight(?: loss)?|slim\w*|abs|gym|yoga|pilates|calories"
)
_ACCUSATIONS = _any(
    r"accusers?|rap(?:e|es|ed|ist)|sexual(?:ly)? (?:assault\w*|abus\w*|harass\w*|misconduct|predator)|sex (?:assault"
    r"|abuse|crimes?|offender|traffick\w+)|molest\w*|grop(?:e[sd]?|ing)|misconduct|#?me ?too|assault(?:s|ed|ing)?"
    r"|abus(?:e[sd]?|ive|ers?|ing)|sexual battery|domestic (?:violence|dispute)|harass\w*|stalk(?:s|ed|er|ers|ing)"
    r"|traffick\w+|kidnap\w*|blackmail\w*|extort\w*|predators?|p(?:a)?edophil\w+|revenge porn|racis(?:t|m)|slurs?",
    r"arrest(?:s|ed|ing)?|charged (?:with|over|in|for)|indict(?:ed|ment)|convict(?:ed|ion)|(?:pleads?|pleaded|found|not"
    r"|conditional) guilty|guilty (?:plea|verdict|of)|sentenc(?:ed|ing)|jail(?:ed)?|prison|behind bars|probation"
    r"|parole|on bail|felony|misdemeanou?r|dui|drunk driving|drink-driv\w+|drugs? (?:accusations?|allegations?"
    r"|possession|bust)|mugshot|handcuff\w*|crim(?:es?|inals?)|fraud\w*|theft|stolen|shoplift\w*|embezzl\w*"
    r"|tax evasion|perjury|murder(?:s|ed|ers?)?|manslaughter|homicide|police (?:investigation|probe|report|raid)"
    r"|under investigation|restraining order|sues|sued|suing|(?:to|may|could|will) sue|lawsuits?|plagiari[sz]\w+"
    r"|defam\w+",
)
_CHILD = _any(
    r"(?:\d|1[0-7]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen)[- ](?:years?|months?|weeks?|days?)[- ]old(?:'s)?",
    r"age(?:d|s)? (?:\d|1[0-7])|toddlers?|newborns?|infants?|bab(?:y|ies)|school(?:children|child|boys?|girls?)|pupils?"
    r"|a minor|minors|under-?age|tots?|kids|kid's|child|children|(?:teen|teenage|little|young|youngest|baby)"
    r" (?:boy|girl|son|daughter)s?|twins|triplets|little (?:ones?|man|princess)|mini-me|custody|playdates?",
)
_RELATIVE = re.compile(r"(?<![\w-])(?:(?:step|god|grand)?(?:sons?|daughters?)|grandchild(?:ren)?)(?:'s)?(?![\w-])")
_AGED = re.compile(r"[, (]+(\d{1,2})(?![\d\w])")


def subjects(story: Story, minors: Collection[int] = ()) -> frozenset[Subject]:
    """Give the subjects of a story; `minors` are the ids of people under 18 by the bot's clock.

    Each outlet's headline counts, and those that were replaced, like the one on top: a post may show them. So what a
    story is about only grows while reports come in, but for its topic.
    """
    found: set[Subject] = {subject for article in story.articles for subject in _told(article, minors)}
    for old in story.retitled:
        found |= told_by(old.title)
    by_topic = _TOPICS.get(story.topic)
    if by_topic == "health" and all(_FITNESS.search(fold(article.entry.title)) for article in story.articles):
        by_topic = None
    return frozenset(found | ({by_topic} if by_topic else set()))


def tells_death(article: Article) -> bool:
    """Whether a report is of somebody's death, whatever else its topic is ("Duke of Edinburgh dies": royals)."""
    return article.topic == "death" or _tells_death(article.entry.title)


def told_by(title: str, adults: Iterable[str] = ()) -> frozenset[Subject]:
    """Give the subjects that a headline's words tell; `adults` are the names of grown people in it."""
    told = _told_by(title)
    if "minors" not in told and _has_child(_read(title), [fold(name) for name in adults]):
        return told | {"minors"}
    return told


# Stories are judged anew with each report that they get, for lists and for posts.
@lru_cache(maxsize=4096)
def _told_by(title: str) -> frozenset[Subject]:
    spaced = _spaced(_read(title))
    patterns: dict[Subject, re.Pattern[str]] = {
        "death": _DEATH, "health": _HEALTH, "minors": _CHILD, "accusations": _ACCUSATIONS
    }  # fmt: skip
    return frozenset(subject for subject, pattern in patterns.items() if pattern.search(spaced))


@lru_cache(maxsize=4096)
def _tells_death(title: str) -> bool:
    return _TELLS_DEATH.search(_spaced(_read(title))) is not None


def drawn_as(server: Server, about: Collection[Subject]) -> Curtain:
    """Give what a server does with a story about these: the strictest of what it has set."""
    return max((setting(server, subject) for subject in about), key=_STRICTER.index, default="shown")


def hidden(servers: Iterable[Server], about: Collection[Subject]) -> tuple[Subject, ...]:
    """Give those of the subjects that one of these settings of a server does not just show, the gravest first."""
    settings = list(servers)
    return tuple(s for s in SUBJECTS if s in about and any(setting(server, s) != "shown" for server in settings))


def as_it_was(server: Server, changes: Iterable[Change], at: int) -> Server:
    """Give a server with the curtains that it had at an instant, by its log, the newest change first."""
    then: dict[str, Any] = {}
    for change in changes:
        if change.at > at:
            then |= {name: value for name, value in change.before.items() if name.startswith("curtain_")}
    return replace(server, **then)


def setting(server: Server, subject: Subject) -> Curtain:
    """Give what a server has set for a subject."""
    by_subject: dict[Subject, Curtain] = {
        "death": server.curtain_death,
        "health": server.curtain_health,
        "minors": server.curtain_minors,
        "accusations": server.curtain_accusations,
    }
    return by_subject[subject]


@lru_cache(maxsize=256)
def _read(title: str) -> str:
    return _HARMLESS.sub(" ", fold(title))


def _spaced(folded: str) -> str:
    """Put a space before each word."""
    return f" {folded.translate(_MARKS)}".replace(" '", " ")


def _told(article: Article, minors: Collection[int]) -> frozenset[Subject]:
    title = article.entry.title
    adults = [mention.name for mention in article.mentions if mention.certain and mention.person_id not in minors]
    told = told_by(title, adults)
    return told | {"minors"} if _names(article, minors) else told


def _names(article: Article, minors: Collection[int]) -> bool:
    """Whether a report names a minor where it says what it is about; children listed at its end are background."""
    named = [fold(mention.name) for mention in article.mentions if mention.person_id in minors]
    if not named:
        return False
    body = sentences(f"{article.entry.summary}\n{article.entry.text}")[:_LEAD]
    begin = fold("\n".join((article.entry.title, *body)))
    return any(name in begin for name in named)


def _has_child(folded: str, adults: Collection[str]) -> bool:
    """Whether a headline has a son or daughter who is not named as a grown one: "daughter Rumer Willis", "son, 24"."""
    for found in _RELATIVE.finditer(folded):
        rest = folded[found.end() :]
        age = _AGED.match(rest)
        if age and int(age[1]) >= 18:
            continue
        if not any(rest.lstrip(" ,").startswith(name) for name in adults):
            return True
    return False
