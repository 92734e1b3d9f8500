"""Nouns and phrases that forms share: children, partners, awards, works, prisons."""

CHILD = (
    r"(?:child(?:ren)?|bab(?:y|ies)|sons?|daughters?|twins|triplets|boys?|girls?|newborn|infant|bundle of joy|kids?"
    r"|heir|little one|offspring|no\.? \d|number (?:one|two|three|four|five|six))"
)
SPAN = (
    r"(?:(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|twenty"
    r"|thirty|forty|fifty|ninety|life)(?: (?:and a half|to \w+))?[ -](?:years?|months?|weeks?|days?|hours?))"
)
POLICE = r"(?:police|officers|deputies|detectives|cops|agents|authorities|the fbi|sheriff's deputies)"
# An occupation by its ending, where no list would have it: "a wealthy financier", "a Los Angeles estate agent".
SOMEBODY = (
    r"(?:boyfriend|girlfriend|partner|fiancee?|husband|wife|beau|sweetheart|lover|bride|groom|man|woman|friend|model"
    r"|agent|girl|guy|champion|heir|heiress|guru|chef|tycoon|star|fan|nurse|beauty|co-star|costar|cousin|assistant"
    r"|boss|secretary|nanny|coach|bodyguard|prince|princess|duke|earl|count|baron|royal|crush|[a-z]*mate|flame"
    r"|love(?! (?:of|for|affair|song|life))|[a-z]{3,}(?:er|or|ist|man|woman|ian|ress|aire|preneur))"
)
PARTNER = (
    r"(?:(?:her|his|a|an|the|their) (?:(?!(?:in|at|on|of|for|with|to|from|by|and|but|that|as)\b)[\w'-]+ |<U> ){0,4}?"
    rf"{SOMEBODY}\b)"
)
# What may stand between "with" and a name: "with the human rights lawyer P".
NOUN_PHRASE = (
    r"(?:(?:(?!(?:in|at|on|of|for|with|to|from|by|and|but|after|before|while|when|who|as|is|was|has|had|or|over"
    r"|during|not|said|told|because|since|about|than|married|marriage)\b)[\w'&-]+|<U>|\"[^\"]{1,40}\") ){0,5}"
)
DETERMINED = rf"(?:(?:the|her|his|their|fellow|former|longtime|actor|actress|singer|rapper) {NOUN_PHRASE})?"
OF_NAME = r"(?:(?!(?:for|at|in|of|with|from|to|her|his|on|by|as|about|after|and)\b)[\w'-]+ ){0,4}"
AWARD = (
    r"(?:oscars?|academy awards?|gramm(?:y|ys|ies)|emm(?:y|ys|ies)|tonys?|tony awards?|golden globes?|baftas?|brits?"
    r"|vmas?|amas?|" + OF_NAME + r"awards?|best (?:[\w-]+ )?(?:actor|actress|director|picture|film|album|song|artist"
    r"|act|record|performance|score|screenplay|singer|player|solo|duo|group|video|comedy|drama|rap|pop|country|rock"
    r"|new)|(?:album|record|song|artist|entertainer|video|player|sportsperson|person|woman|man|athlete|rookie|coach"
    r"|group|songwriter|producer) of the (?:year|month|decade)|pulitzer|nobel|booker|palme d'or|golden (?:lion|bear"
    r"|bauble)|ballon d'or|golden boot|mercury prize|prize|world cup|super bowl|world series|wimbledon|(?:u\.?s\.?"
    r"|french|australian|british) open|the masters(?! degree| of\b| back)|grand slam|grand prix|(?:gold|silver"
    r"|bronze)(?: medals?|(?= (?:at|in|for|on)\b|[.,;]))|medals?"
    r"|" + OF_NAME + r"championships?(?! (?:game|match|hopes))|mvp"
    r"|" + OF_NAME + r"(?:titles?(?! (?:role|track|character|song))|troph(?:y|ies)|statuettes?)|tournament"
    r"|the (?:[\w' -]{0,20} )?election|the presidency|eurovision"
    r"|mirrorball|season \w+ of|champions league|nba finals|fa cup|tour de france|heisman)"
)
WORK = (
    r"(?:albums?|singles?|songs?|eps?|lps?|mixtapes?|tracks?|music video|music|record(?! (?:for|of|label|deal))"
    r"|films?|movies?|documentary|memoirs?|autobiography|cookbook|book|novel|remix|ballad|soundtrack|biography"
    r"|comedy special|duet|debut)"
)
NOT_WORK = r"(?!\w*(?:trailer|teaser|track ?list|statement|snippet|poster|photo|date|details|merch|cover art|preview))"
NO_WORK = (
    r"(?! (?:store|service|business|industry|player|app|trailer|teaser|snippet|tracklist|cover|date|title|details"
    r"|video teaser|poster|rights|contract|festival|label|deal|tour|announcement))"
)
# Between "released" and the work: not the words that begin another phrase.
TO_WORK = (
    r"(?:(?! (?:at|during|with|from|after|in|out|off|of|for|to"
    r"|on|about|behind|by|as|ahead|hints?|clues?|news|plans) )[^.;:\ue000-\uefff]){0,60}?"
)
OUT = (
    r"(?:was released|were released|was published|(?:is|was)(?: now| finally)? out|came out|arrived|dropped|debuted"
    r"|premiered|hit (?:theaters|theatres|cinemas|shelves|streaming|stores|shops|bookstores|bookshops|the big screen"
    r"|the shops|the shelves)|opened in|landed|is finally here|went on sale|has been released)"
)
CELL = (
    r"(?:(?:[\w-]+ |<U> ){0,3}(?:prison|jail|custody|penitentiary)|behind bars|probation|house arrest"
    r"|community service|home confinement|home detention)"
)
TERM = (
    r"(?:years?|months?|days?|hours|weeks?|life|death|prison|jail|probation|community service|house arrest|time served"
    r"|behind bars|home confinement|detention|custody|a fine|suspended)"
)
