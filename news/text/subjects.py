"""The grave subjects of a report: a death, health, minors, an accusation. One lexicon for all who ask.

Topics weigh its words (`news.stories.topics`). Curtains hide stories that have one (`news.servers.judged_story`). A
death or an accusation that a headline tells outright is its topic, so that both say the same of it.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Literal

from news.model.articles import Article
from news.model.stories import Story
from news.text.text import fold_text, split_sentences

Subject = Literal["death", "health", "minors", "accusations"]

# All patterns read folded text. Names of works, bands and awards, and turns of phrase, that mean nothing grave:
HARMLESS = (
    r"\b(?:(?:walking|evil|red|talking|grateful|army of the|dawn of the|shaun of the|living|drop|brain) dead"
    r"|dead (?:men|ringer|serious|sexy|gorgeous|to me|set|heat|end|poets|or alive|man walking|& company|and company)"
    r"|death (?:becomes|of a salesman|on the nile|stranding|row records|cab for|eaters?|star|valley|to 2020|proof)"
    r"|(?:till?|until) death|ways to die|never dies|to die for|no time to die|die (?:hard|another)|killing eve"
    r"|killed (?:it|off)|dressed to kill|licen[cs]e to kill|kill bill|killers of|true crime|american crime"
    r"|crime (?:story|drama|series|thriller)s?|crimes of|criminal minds|get away with murder|only murders"
    r"|murder (?:mystery|on the|, she)|assault on|(?:substance|drug|alcohol) abuse|guilty pleasures?"
    r"|stolen (?:kiss|hearts?|moments?)|prison (?:break|reform)|sick'? (?:of|beats?)|stroke of|broken heart"
    r"|trial separations?|free trials?|clinical trials?|memorial day|passing (?:the |his |her |their )?(?:driver's "
    r"|driving )?(?:tests?|exams?|torch)|(?:cheat\w*|infidelity|affair|feud) (?:allegations?|accusations?)"
    r"|allegations? (?:that )?(?:he|she|they) cheated|accus\w+ (?:[\w'-]+ ){0,4}of '?cheating"
    r"|(?:kids?'?|teen) choice|kid (?:cudi|rock|ink|laroi)|da kid|spy kids|karate kid|destiny's child"
    r"|childish gambino|child's play|as a child|inner child|child stars?|fathers and sons|sons of|food baby"
    r"|(?:book|film|movie|show|series|toy|app)s? (?:for|to enjoy with) (?:your )?(?:children|kids)"
    r"|children's (?:books?|authors?|films?|shows?|charit\w+|hospitals?)|baby (?:driver|daddy|mama|bar|shark|spice"
    r"|boomers?|it's cold|fever|talk|plans?|weight|body)|million dollar baby|boss baby|rosemary's baby"
    r"|(?:cry|bye,?|oh,?|santa) baby|minor (?:injur\w+|accident|surgery|league|role|changes?))\b"
)
# A headline with one of these outside of quotation marks tells a death or an accusation, whatever else it is about.
DEATH_TOLD = (
    r"dies|(?<!who )died|dead|pass(?:es|ed) away|killed|murdered|drown(?:s|ed)|fatally|shot dead"
    r"|los(?:es|t) (?:his|her|their) (?:battle|life)"
)
ACCUSATION_TOLD = (
    r"arrest(?:s|ed)|charged (?:with|over|in|for)|indicted|convicted|(?:pleads?|pleaded|found) (?:not )?guilty"
    r"|sentenced|jailed|(?<=s )sue|sues|sued|rap(?:ed|ing|ist)|molest(?:s|ed)|grop(?:es|ed)|kidnap(?:s|ped)"
    r"|sexual(?:ly)? (?:assault\w*|abus\w*|harass\w*|misconduct)"
)
# Sure words say it by themselves, likely ones need company; a curtain hides what has either.
SURE: dict[Subject, str] = {
    "death": rf"{DEATH_TOLD}|died|deaths? of|death at|cause of death|obituar(?:y|ies)|funerals?|mourn(?:s|ing)?"
    r"|tributes? (?:to|pours?)|laid to rest|in memoriam|r\.?i\.?p\.?|suicide|late \w+ star|fatal",
    "accusations": rf"{ACCUSATION_TOLD}|suing|(?:to|may|could|will) sue|lawsuits?|arrest(?:ing)?|indictment|conviction"
    r"|sentencing|(?:not|conditional) guilty|guilty (?:plea|verdict|of)|jail|prison|behind bars|probation"
    r"|parole|on bail|felony|misdemeanou?r|dui|drunk driving|drink-driv\w+|drugs? (?:accusations?|allegations?"
    r"|possession|bust)|mugshot|handcuff\w*|accusers?|rapes?|sexual predator|sex (?:assaults?|abuse|crimes?"
    r"|offender|traffick\w+)|sexual battery|molest\w*|grop(?:e|ing)|domestic (?:violence|dispute)|stalk(?:s|ed"
    r"|er|ers|ing)|traffick\w+|kidnap\w*|blackmail\w*|extort\w*|pa?edophil\w+|revenge porn|fraud\w*|theft"
    r"|shoplift\w*|embezzl\w*|tax evasion|perjury|murder(?:s|ed|ers?)?|manslaughter|homicide"
    r"|police (?:investigation|probe|report|raid)|under investigation|restraining order|plagiari[sz]\w+"
    r"|defam\w+|jurors?|jury|trial|acquitted|victim impact|cited for|court (?:case|documents|filing|hearing)",
    "health": r"hospitali[sz]\w+|rushed to hospital|diagnos(?:ed|is)|cancer|surger(?:y|ies)|tumou?rs?|covid(?:-19)?"
    r"|stroke|heart attack|kidney transplant|lupus|parkinson's|alzheimer's|health (?:crisis|scare|battle|update"
    r"|issues?)|car (?:accident|crash)|rehab|overdos\w+|sober|sobriety|mental health|breakdown|bipolar|therapy"
    r"|anorexi[ac]|eating disorder|miscarr(?:y|ied|iages?)|stillb(?:orn|irth)|postpartum depression",
}
LIKELY: dict[Subject, str] = {
    "death": r"deaths?|dying|deadly|passing|suicidal|slain|drowning|fatality|burial|buried|autopsy|coroner"
    r"|murder(?:s|ers?)?|homicide|mourn(?:ed|ers)|massacre|mass shooting|terror attack|memorial service"
    r"|grie(?:f|ves?|ving)",
    "accusations": r"misconduct|assault(?:s|ed|ing)?|abus(?:e[sd]?|ive|ers?|ing)|harass\w*|predators?"
    r"|crim(?:es?|inals?)|accus(?:es|ed|ing|ations?)|allegations?",
    "health": r"hospital|rushed to|icu|intensive care|life support|coma|ambulance|paramedics|transplant|chemo\w*"
    r"|cancer\b\S*|leuk(?:ae|e)mia|melanoma|diagnos\w+|disease|(?:critically|seriously|terminally) ill|illness|sick"
    r"|ailing|infection|pneumonia|coronavirus|hiv|seizures?|heart (?:condition|failure|disease)|cardiac|diabetes"
    r"|lyme|epilepsy|dementia|multiple sclerosis|endometriosis|fibromyalgia|arthritis|injur(?:y|ies|ed)|wheelchair"
    r"|paraly[sz]ed|brain damage|concussion|fractured?|broken (?:leg|arm|ankle|foot|wrist|ribs?|hip|neck|back)"
    r"|collapse[sd]|faint(?:s|ed)|health (?:woes?|problems?|struggles?|fears?)|medical"
    r"|(?:motorcycle|bike|plane|helicopter) (?:accident|crash)|addict(?:ion|ions|s)?|relaps\w+|detox|alcoholi\w+"
    r"|drinking problem|drug (?:use|problem|habit)|mental(?:ly)? (?:ill|illness|breakdown|hospital)|depress(?:ed|ion)"
    r"|anxiety|panic attacks?|ptsd|schizo\w+|psych(?:iatric|osis|otic)|counsell?ing|bulimi[ac]|self-harm\w*"
    r"|suicid(?:e|al)|autis(?:m|tic)|down syndrome|(?:in)?fertility|abortion",
}
# Background more often than what a headline is about: no topic, but to be hidden in doubt.
MENTIONED: dict[Subject, str] = {
    "death": r"late (?:husband|wife|father|mother|son|daughter|brother|sister|dad|mum|mom|aunt|uncle|singer|actor"
    r"|actress|rapper)",
    "accusations": r"#?me ?too|racis(?:t|m)|slurs?|stolen",
}
PREGNANCY = (
    r"pregnan(?:t|cy|cies)|expecting|baby bump|(?:mom|mum)-to-be|ivf"
    r"|embryos?|surroga(?:te|cy)|trimester|ultrasound|gives? birth|gave birth|giving birth"
    r"|c-section|postpartum|breast-?feed\w*|baby (?:no\.|number|#)"
)
# Of the topic "health", but nobody's illness.
FITNESS = (
    r"work(?:s|ing)? ?outs?|fit(?:ness)?|get fit|trainer|diet\w*|weight(?: loss)?|slim\w*|abs|gym|yoga|pilates|calories"
)
CHILD = (
    r"(?:\d|1[0-7]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen)[- ](?:years?|months?|weeks?|days?)[- ]old(?:'s)?"
    r"|age(?:d|s)? (?:\d|1[0-7])|toddlers?|newborns?|infants?|bab(?:y|ies)|school(?:children|child|boys?|girls?)"
    r"|pupils?|a minor|minors|under-?age|tots?|kids|kid's|child|children|(?:teen|teenage|little|young|youngest|baby)"
    r" (?:boy|girl|son|daughter)s?|twins|triplets|little (?:ones?|man|princess)|mini-me|custody|playdates?"
)


SUBJECTS: tuple[Subject, ...] = ("death", "health", "minors", "accusations")  # the gravest first
GRAVE: frozenset[Subject] = frozenset(("death", "accusations"))  # posted only once they are sure
TOPIC_SUBJECTS: dict[str, Subject] = {"death": "death", "health": "health", "legal": "accusations"}
_LEAD = 2  # sentences of a report in which somebody named is whom it is about
_RELATIVE = re.compile(r"(?<![\w-])(?:(?:step|god|grand)?(?:sons?|daughters?)|grandchild(?:ren)?)(?:'s)?(?![\w-])")
_AGED = re.compile(r"[, (]+(\d{1,2})(?![\d\w])")
_QUOTED = re.compile(r"\"[^\"]*\"|(?<!\w)'(?=\S)[^\"']{1,200}'(?!\w)")
_HARMLESS = re.compile(HARMLESS)
_MARKS = str.maketrans(dict.fromkeys('"()[]{}<>/|#@*:;,!?\t\n', " "))  # "k-pop", "woman's" and "$1.5m" stay whole


def find_words(*patterns: str) -> re.Pattern[str]:
    """Return the pattern that finds whole words in a text that `space_words` made.

    Each begins with the space before a word: a search for one letter skips what lies between, and takes 40 % of the
    time of one that looks back at every character.
    """
    return re.compile(rf" (?:{'|'.join(patterns)})(?![\w-])")


def space_words(folded: str) -> str:
    """Return a folded text with a space before each word."""
    return f" {folded.translate(_MARKS)}".replace(" '", " ' ")


@lru_cache(maxsize=256)
def read_title(title: str) -> str:
    """Return a headline, folded, without names of works and turns of phrase that mean nothing grave."""
    return _HARMLESS.sub(" ", fold_text(title))


_TOLD = {"death": find_words(DEATH_TOLD), "legal": find_words(ACCUSATION_TOLD)}
_DEATH_NAMED = find_words(DEATH_TOLD, "died|deaths?|passing|suicide|fatal")
_SUBJECTS: dict[Subject, re.Pattern[str]] = {
    "death": find_words(SURE["death"], LIKELY["death"], MENTIONED["death"]),
    "health": find_words(PREGNANCY, SURE["health"], LIKELY["health"]),
    "minors": find_words(CHILD),
    "accusations": find_words(SURE["accusations"], LIKELY["accusations"], MENTIONED["accusations"]),
}
_FITNESS = find_words(FITNESS)


def grave_topics(title: str) -> frozenset[str]:
    """Return those of the topics "death" and "legal" that a headline tells outright, outside of quotation marks."""
    spaced = space_words(_QUOTED.sub(" ", read_title(title)))
    return frozenset(topic for topic, pattern in _TOLD.items() if pattern.search(spaced))


def story_subjects(story: Story, minors: Collection[int] = ()) -> frozenset[Subject]:
    """Return the subjects of a story; `minors` are the ids of people under 18 by the bot's clock.

    Every outlet's headline counts, and replaced headlines, too: a post may show them. So the subjects of a story only
    grow while reports come in, except the one of its topic.
    """
    found: set[Subject] = {subject for article in story.articles for subject in _article_subjects(article, minors)}
    for old in story.retitled:
        found |= headline_subjects(old.title)
    by_topic = TOPIC_SUBJECTS.get(story.topic)
    titles = (space_words(fold_text(article.entry.title)) for article in story.articles)
    if by_topic == "health" and all(map(_FITNESS.search, titles)):
        by_topic = None
    return frozenset(found | ({by_topic} if by_topic else set()))


def tells_death(article: Article) -> bool:
    """True if a report is of somebody's death, whatever else its topic is ("lawsuit over the death of": legal)."""
    return article.topic == "death" or _names_death(article.entry.title)


def headline_subjects(title: str, adults: Iterable[str] = ()) -> frozenset[Subject]:
    """Return the subjects that a headline's words tell; `adults` are the names of grown people in it."""
    told = _subjects_in_words(title)
    if "minors" not in told and _has_child(read_title(title), [fold_text(name) for name in adults]):
        return told | {"minors"}
    return told


# Stories are judged anew with each report that they get, for lists and for posts.
@lru_cache(maxsize=4096)
def _subjects_in_words(title: str) -> frozenset[Subject]:
    spaced = space_words(read_title(title))
    return frozenset(subject for subject, pattern in _SUBJECTS.items() if pattern.search(spaced))


@lru_cache(maxsize=4096)
def _names_death(title: str) -> bool:
    return _DEATH_NAMED.search(space_words(read_title(title))) is not None


def _article_subjects(article: Article, minors: Collection[int]) -> frozenset[Subject]:
    title = article.entry.title
    adults = [mention.name for mention in article.mentions if mention.certain and mention.person_id not in minors]
    told = headline_subjects(title, adults)
    return told | {"minors"} if _names_minor(article, minors) else told


def _names_minor(article: Article, minors: Collection[int]) -> bool:
    """True if a report names a minor where it says what it is about; children listed at its end are background."""
    named = [fold_text(mention.name) for mention in article.mentions if mention.person_id in minors]
    if not named:
        return False
    body = split_sentences(f"{article.entry.summary}\n{article.entry.text}")[:_LEAD]
    begin = fold_text("\n".join((article.entry.title, *body)))
    return any(name in begin for name in named)


def _has_child(folded: str, adults: Collection[str]) -> bool:
    """True if a headline has a son or daughter who is not named as a grown one: "daughter Rumer Willis", "son, 24"."""
    for found in _RELATIVE.finditer(folded):
        rest = folded[found.end() :]
        age = _AGED.match(rest)
        if age and int(age[1]) >= 18:
            continue
        if not any(rest.lstrip(" ,").startswith(name) for name in adults):
            return True
    return False
