"""What a report is about: one topic of `news.model.articles.TOPICS`, by weighted phrases in title, text and categories.

Weights and phrases were set on celebrity headlines that were labelled by reading. A phrase in the title counts three
times as much as one in the text. A sure phrase ("files for divorce") counts three times as much as a likely one ("ex").
"""

from collections.abc import Iterable

from news.text.subjects import (
    LIKELY,
    PREGNANCY,
    SURE,
    TOPIC_SUBJECTS,
    find_words,
    grave_topics,
    read_title,
    space_words,
)
from news.text.text import fold_text

_SURE, _LIKELY = 3.0, 1.0
_IN_TITLE, _IN_CATEGORY = 3.0, 2.0
_MOST_OF_TEXT = 2  # phrases of one topic in the text: a long article names everything once
_LONGEST_TEXT = 1_000
_ENOUGH = 2.0  # a likely phrase in the title is, one in the text is not

# In order of weight in a tie: what is graver or narrower stands first. Patterns match folded text, whole words.
_RULES: tuple[tuple[str, float, str], ...] = (
    ("death", _SURE, SURE["death"]),
    ("death", _LIKELY, rf"{LIKELY['death']}|memorial|remembers|remembering"),
    (
        "birthday",
        _SURE,
        r"(?:happy birthday|turns? (?:[2-9]\d|1[89])|\d+(?:st|nd|rd|th) birthday"
        r"|birthday (?:party|message|tribute|wish\w*|bash|cake|post|celebrations?|girl|boy|surprise)"
        r"|turning (?:[2-9]\d|1[89])|celebrates? (?:her|his|their) birthday)",
    ),
    ("birthday", _LIKELY, r"birthdays?"),
    (
        "legal",
        _SURE,
        rf"{SURE['accusations']}|custody battle|(?:pleads?|pleaded)(?! (?:for|with))|loaded gun|bail|robbery|robbed"
        r"|settles?(?! (?:the score|on|in|into|down))|settlement"
        r"|subpoena\w*|deposition",
    ),
    (
        "legal",
        _LIKELY,
        rf"{LIKELY['accusations']}|court|judge|police|legal|lawyers?|attorneys?|alleged|cops?",
    ),
    ("health", _SURE, rf"{SURE['health']}|weight loss|diet"),
    ("health", _LIKELY, rf"{LIKELY['health']}|health|workouts?|fitness|get fit|trainer"),
    (
        "family",
        _SURE,
        rf"{PREGNANCY}|(?:baby|babies"
        r"|welcom(?:es?|ed|ing) (?:\w+ ){0,3}(?:child|son|daughter|twins|boy|girl)|newborn|twins|ultrasound"
        r"|gender reveal|baby bump|adopt(?:s|ed|ing|ion)|fatherhood|motherhood|parenthood|mom-to-be|surrogate"
        r"|first child|second child|mother's day|father's day|missing child|nursery)",
    ),
    (
        "family",
        _LIKELY,
        r"(?:family|kids?|child(?:ren)?|sons?|daughters?|mother|father|mom|mum|dad|parents?|sister|brother"
        r"|siblings?|grand(?:mother|father|son|daughter|ma|pa)|parenting)",
    ),
    (
        "awards",
        _SURE,
        r"(?:oscars?|grammys?|emmys?|baftas?|golden globes?|tony awards?|academy awards?|awards?|vmas?|amas?"
        r"|brit awards|nominat(?:ions?|ed|es)|nominees|palme d'or|hall of fame|acceptance speech"
        r"|lifetime achievement)",
    ),
    (
        "royals",
        _SURE,
        r"(?:prince (?:harry|william|charles|philip|andrew|george|louis|edward)"
        r"|princess (?:diana|kate|charlotte|eugenie|beatrice|anne|catherine|lilibet)|duke|duchess"
        r"|queen (?:elizabeth|camilla|consort)|king charles"
        r"|royal (?:family|wedding|baby|tour|image|christmas|title|visit|duties|couple|ascot)|kate middleton"
        r"|meghan markle|buckingham palace|kensington palace|windsor|monarchy|camilla parker.bowles|the queen"
        r"|royals|megxit|sussex(?:es)?|coronation)",
    ),
    ("royals", _LIKELY, r"(?:royal|palace|meghan|monarch)"),
    (
        "relationships",
        _SURE,
        r"(?:divorc\w+|engaged|engagement|dating|dates|split(?:s|ting)?|break(?:s|ing)? up|breakup|broke up"
        r"|call(?:s|ed)? it quits|marr(?:y|ies|ied|ying|iage)|wedding|weds|honeymoon|girlfriend|boyfriend|husband"
        r"|wife|romance|romantic|cheat(?:s|ed|ing)|affairs?|fiancee?|love life|love nest|new love|in love"
        r"|hook(?:s|ed|ing)? up|getting serious|get serious|back together|reconcil\w+|separat(?:ed|ion|es)"
        r"|relationships?|prenup|date night|(?:the|power|happy|former|celebrity) couple|couples|kiss(?:es|ed|ing)?"
        r"|flirt\w*|mystery (?:man|woman)|propos(?:al|ed|es)|love triangle|soulmate|crush(?:ing)? on|bf|gf|jealous)",
    ),
    (
        "relationships",
        _LIKELY,
        r"(?:ex|exes|ex-\w+|love|loves|single (?:again|life)|together|heartbr(?:eak|oken)|crush|bachelorette party"
        r"|taking a break|vacation in|valentine's day|diamond ring|dump(?:s|ed)?|slept with|time apart"
        r"|stay away from|shocked (?:he|she) snagged|getting close|vacation with|bridal|bride|groom"
        r"|spark(?:s|ed)? rumou?rs|cozy|pda|bromance|drama)",
    ),
    (
        "music",
        _SURE,
        r"(?:(?:new|debut|first|surprise|solo|studio|upcoming|latest) (?:albums?|singles?|songs?|music|ep|tracks?)"
        r"|mixtape|albums?|concerts?|tour dates|world tour|music videos?|billboard hot 100|headlin(?:es?|ing)"
        r"|lyrics|setlist|coachella|glastonbury|lollapalooza|comeback stage|k-?pop|remix|rapper|singer|rap battle"
        r"|serenades?|duet|eras tour|vinyl|residency|chart-topping|drops? (?:\w+ ){0,2}(?:track|song|video)"
        r"|acoustic|soundtrack|nsync|boy ?band|girl group)",
    ),
    ("music", _LIKELY, r"(?:songs?|music|tour|sings?|singing|band|stage|performs?|performance|track|dj|musician)"),
    (
        "film & TV",
        _SURE,
        r"(?:trailers?|box office|season \d+|s\d+e\d+|episodes?|cast(?: as|ing)?|premiere(?:s|d)?|netflix|hulu|hbo"
        r"|disney\+?|marvel|avengers|star wars|sequels?|prequel|reboot|revival|finale|spoilers?|recaps?|showrunner"
        r"|movies?|films?|filming|tv|sitcom|series|co-?stars?|directorial|first look|screenplay|biopic"
        r"|real housewives|the voice|dancing with the stars|american idol|game of thrones"
        r"|'?(?:the )?voice' (?:coach|poll|judge)\w*|grey'?s anatomy|the bachelor(?:ette)?|bachelor in paradise"
        r"|late show|tonight show|on ' ellen'|love island|law & order|mission *impossible|tiff|sundance|stunts?"
        r"|renewed|canceled)",
    ),
    (
        "film & TV",
        _LIKELY,
        r"(?:actor|actress|shows?|star|season|roles?|scenes?|character|director|host|streaming|hollywood|watch)",
    ),
    (
        "fashion",
        _SURE,
        r"(?:met gala|red carpet (?:look|style|fashion|gown)|wears?|wore|wearing|dress(?:es)?|gowns?|outfits?"
        r"|fashion|style|stylist|runway|couture|haircut|hairstyle|makeup|skin-?care|bikini|jewel(?:lery|ry)"
        r"|sneakers|swimsuit|lingerie|versace|gucci|chanel|dior|louis vuitton|met ball|what to wear|nail art"
        r"|beauty (?:routine|secrets?|tips?)|vogue)",
    ),
    (
        "fashion",
        _LIKELY,
        r"(?:new look|looks|beauty|stuns|stunning|hair|tattoo|sleeves|shoes|tan|designer|model|magazine cover)",
    ),
    (
        "business",
        _SURE,
        r"(?:net worth|\$?\d+(?:\.\d+)?[- ](?:million|billion)|\$\d+(?:\.\d+)?[mb]"
        r"|sells? (?:\w+ ){0,4}(?:home|house|mansion|company)|selling (?:\w+ ){0,4}(?:home|house|mansion)|mansion"
        r"|real estate|ceo|startup|invest(?:s|ed|ment)|forbes|bankrupt\w*|earnings|layoffs|merger|lip kits?"
        r"|brand deal|endorsement|launch(?:es|ed)? (?:\w+ ){0,3}(?:line|brand|company|business)"
        r"|how much are they worth|fast-food)",
    ),
    ("business", _LIKELY, r"(?:business|brand|deal|company|worth|million|billion|sold out|buys?|partnership)"),
    (
        "social media",
        _SURE,
        r"(?:instagram|twitter|tik ?tok|snapchat|youtube(?:r|rs)?|facebook|goes viral|went viral|viral|hashtag"
        r"|unfollow\w*|influencers?|tweet(?:s|ed)?|selfies?|trolls?|trolling|live ?stream|the internet|social media"
        r"|podcast)",
    ),
    (
        "sport",
        _SURE,
        r"(?:nba|nfl|nhl|mlb|super bowl|world cup|olympics?|quarterback|basketball|football(?:er)?|soccer|tennis"
        r"|wimbledon|grand slam|touchdown|playoffs?|formula 1|ufc|wwe|golf|cavaliers|lakers|olympian|championships?)",
    ),
)
_COMPILED = [(topic, weight, find_words(pattern)) for topic, weight, pattern in _RULES]
_MOST_BY_TEXT = {
    name: sum(weight for topic, weight, _ in _RULES if topic == name) * _MOST_OF_TEXT for name, _, _ in _RULES
}


def find_topic(title: str, text: str, categories: Iterable[str] = ()) -> str:
    """Return the one topic of `news.model.articles.TOPICS` that a report is most about; "other" if no phrase tells.

    A death or an accusation that the headline tells outright is its topic, whatever else it is about.
    """
    grave = grave_topics(title)
    scores = dict.fromkeys(grave or _MOST_BY_TEXT, 0.0)
    _add_scores(scores, fold_text(title), _IN_TITLE, read_title(title))
    _add_scores(scores, fold_text(" | ".join(categories)), _IN_CATEGORY)
    most = max(scores.values())
    # The text is the dear part: only those are looked for in it that can still be the first.
    open_ = {name: score for name, score in scores.items() if score + _MOST_BY_TEXT[name] >= most}
    if len(open_) > 1:
        _add_scores(open_, fold_text(text[:_LONGEST_TEXT]), 1.0)
    best = max(open_, key=lambda name: open_[name])  # the first of equals, in the order of the rules
    return best if grave or open_[best] >= _ENOUGH else "other"


def _add_scores(scores: dict[str, float], folded: str, times: float, read: str = "") -> None:
    """Add the points of a folded part to each topic; grave topics read a headline as `read_title` returns it."""
    if folded:
        spaced = space_words(folded)
        left = space_words(read) if read else spaced
        for name, weight, pattern in _COMPILED:
            if name in scores:
                found = pattern.findall(left if name in TOPIC_SUBJECTS else spaced)
                scores[name] += min(len(set(found)), _MOST_OF_TEXT) * weight * times
