"""How the press words each kind of life event, as patterns over the characters of `news.cast`.

In a form, <P> is a party, <with> a party that takes part, <who> the one whom it happens to, <U> another name, <D> a
date and <R> an epithet without a name. A form without <who> is a predicate: its subject stands before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from ahocorasick_rs import AhoCorasick

from news.cast import DATE, OTHER, PARTY
from news.model import EventKind

# Two people share it, so that one of them named after the other takes part: "filed for divorce from <with>".
SHARED: frozenset[EventKind] = frozenset(
    ("engaged", "married", "separated", "divorce_filed", "divorced", "dating", "pregnant", "child_born", "moved")
)
SPOUSES: frozenset[EventKind] = frozenset(("separated", "divorce_filed", "divorced"))
# What is told as news on the day when it happens; a birth, a death or a wedding may have been earlier.
ANNOUNCED: frozenset[EventKind] = frozenset(("engaged", "separated", "dating", "pregnant", "nominated"))
ACCUSED: frozenset[EventKind] = frozenset(("arrested", "charged", "sentenced"))

_CHILD = (
    r"(?:child(?:ren)?|bab(?:y|ies)|sons?|daughters?|twins|triplets|boys?|girls?|newborn|infant|bundle of joy"
    r"|kids?|heir"
    r"|little one|no\. \d|number (?:one|two|three|four|five))"
)
_OWN = r"(?:a|an|her|his|their|the|another|baby|<P>'s|two|three|twin|identical|healthy|beautiful|first|second)"
PARTNER = (
    r"(?:(?:her|his|a|an|the|their) (?:[\w-]+ ){0,3}?(?:boyfriend|girlfriend|partner|fiancee?|husband|wife|beau"
    r"|sweetheart|actor|actress|singer|rapper|model|musician|producer|director|businessman|lover|bride|groom"
    r"|man|woman"
    r"|friend|co-star|costar))"
)
_OF_NAME = r"(?:(?!(?:for|at|in|of|with|from|to|her|his|on|by|as|about|after|and)\b)[\w'-]+ ){0,4}"
_AWARD = (
    r"(?:oscars?|academy awards?|gramm(?:y|ys|ies)|emm(?:y|ys|ies)|tonys?|tony awards?|golden globes?|baftas?|brits?"
    r"|vmas?|amas?|" + _OF_NAME + r"awards?|best (?:[\w-]+ )?(?:actor|actress|director|picture|film|album"
    r"|song|artist|act"
    r"|record|performance|score|screenplay|singer|player|solo|duo|group|video|comedy|drama|rap|pop|country|rock|new)"
    r"|(?:album|record|song|artist|entertainer|video|player|sportsperson|person|woman|man|athlete|rookie|coach|group"
    r"|songwriter|producer) of the (?:year|month|decade)|pulitzer|nobel|booker|palme d'or|golden lion|golden bear"
    r"|ballon d'or|mercury prize|prize|world cup|super bowl|world series|wimbledon|(?:u\.?s\.?|french"
    r"|australian|british) open"
    r"|the masters(?! degree| of\b| back)|grand slam|grand prix"
    r"|(?:gold|silver|bronze)(?: medals?|(?= (?:at|in|for|on)\b|[.,;]))|medals?"
    r"|" + _OF_NAME + r"championships?|mvp"
    r"|" + _OF_NAME + r"(?:titles?(?! (?:role|track|character|song))|troph(?:y|ies))|tournament"
    r"|the (?:[\w' -]{0,20} )?election|the presidency|eurovision"
    r"|mirrorball|season \w+ of|champions league|nba finals|fa cup|tour de france|heisman)"
)
_WORK = (
    r"(?:albums?|singles?|songs?|eps?|lps?|mixtapes?|tracks?|music video|music"
    r"|record(?! (?:for|of|label|deal))|films?|movies?"
    r"|documentary|memoir"
    r"|autobiography|cookbook|book|novel|remix|ballad|soundtrack|lead single|biography|comedy special)"
)
_NOT_WORK = (
    r"(?!\w*(?:trailer|teaser|track ?list|statement|snippet|poster|photo|date|details|merch|cover art"
    r"|preview))"
)
_CELL = (
    r"(?:prison|jail|behind bars|custody|probation|house arrest|federal prison|community service"
    r"|home confinement)"
)
_ENDS = (
    r"(?=[.,;:!?)\"']|$| and\b| but\b| after| following| as\b| amid| because| over| just| less| with| in\b"
    r"| on\b| at\b| <D>"
)

# kind: forms. Alternatives of one kind may overlap; the longest at a place counts.
_FORMS: dict[EventKind, tuple[str, ...]] = {
    "engaged": (
        r"engaged(?: again)?(?=[.,;:!?)]|$| to (?:<P>|<U>|<R>)| to be married| after| following| while| during"
        r"| on\b| at\b| in <U>"
        r"| <D>| and\b| over| last| but\b| just| for the)",
        r"(?:proposed|proposes|proposing) to (?:<with>|<R>|<U>)",
        r"popp(?:ed|ing|s) the question(?: to (?:<with>|<R>|<U>))?",
        r"asked <with> to marry (?:him|her)",
        r"(?:got|gets|went|gets) down on one knee",
        r"(?:announc|confirm|reveal|celebrat|shar)(?:e|es|ed|ing|s) (?:the news of )?(?:(?:their|her|his|an"
        r"|the) )?(?:surprise )?"
        r"engagement(?! (?:party|ring|rumou?rs|speculation))",
        r"accept(?:ed|s) <with>'s (?:marriage )?proposal",
        r"<who>'s engagement to (?:<with>|<U>) (?:was|is|has been) (?:announced|confirmed)",
        r"engagement of <who>",
    ),
    "married": (
        r"(?:re-?)?married(?= (?:<P>|<U>|<R>|<D>|in\b|at\b|on\b|during|last|again|for|her\b|his\b|secretly"
        r"|to (?:<P>|<U>|<R>)"
        r"|off the|before|after|each other|just|once|twice|privately|by)|[.,;:!?)]|$| and\b)",
        r"(?:re-?)?marr(?:ies|ying|y)(?= (?:<P>|<U>|<R>|<D>|in\b|at\b|her\b|his\b|again|secretly)|[.,;:!]|$)",
        r"(?:weds|wed|wedded|wedding)(?= (?:<P>|<U>|<R>|<D>|in\b|at\b|on\b|during|last|again|before|after"
        r"|secretly|just)"
        r"|[.,;:!]|$)",
        r"t(?:ied|ies|ying) the knot",
        r"(?:said|saying|says|say) (?:their )?[\"']?i do[\"']?s?",
        r"(?:exchang(?:ed|es|ing|e)|said|trad(?:ed|es)|swapp(?:ed|s)|recited|took) (?:(?:their|her"
        r"|his) )?(?:wedding |marriage )?(?:vows|rings)",
        r"walk(?:ed|s) down the aisle",
        r"(?:got|gets|getting) hitched|eloped?s?|became (?:husband and wife|man and wife)",
        r"<who>'s (?:[\w-]+,? |<U> ){0,4}?(?:<D> )?(?:[\w-]+ |<U> ){0,3}(?:wedding|nuptials|marriage)(?: ceremony)?"
        r"(?: to (?:<with>|<U>))?(?= (?:(?:in|at) (?:<U>|[a-z' ]{1,25}),? ?(?:<U>,? )?)?<D>)",
        r"<who>'s <D> (?:[\w-]+ |<U> ){0,3}(?:wedding|nuptials|marriage)(?! anniversary)(?: to (?:<with>|<U>))?",
        r"wedding of <who>(?= (?:(?:in|at) (?:<U>|[a-z' ]{1,25}),? ?(?:<U>,? )?)?<D>)",
    ),
    "separated": (
        r"split(?:s|ting)?(?: up)?(?: from| with)? <with>",
        rf"split(?:s|ting)?(?: up)?(?! <D> between){_ENDS}| from| again|, )",
        r"(?:broke|broken|breaks|break|breaking) up(?! (?:with (?:laughter|the)|fights?|a|the|into)\b)",
        rf"separat(?:ed|es|e|ing)(?! (?:by|the|her|his|their) )(?: from <with>)?{_ENDS}| from|, )",
        r"part(?:ed|s|ing)? ways(?! with (?:his|her|their|the|<U>))",
        r"call(?:ed|s|ing)? it quits|call(?:ed|s) (?:it a day on|time on) (?:their|her|his)",
        r"g(?:one|oes|oing|o) (?:their )?separate ways|went (?:their )?separate ways",
        r"end(?:ed|s|ing) (?:their|her|his|the) (?:[\w'-]+ |<D> ){0,4}(?:marriage|relationship|romance"
        r"|engagement|union)",
        r"(?:call(?:ed|s|ing)?|br(?:oke|eaks|oken)) off (?:their|her|his|the) (?:[\w-]+ )?(?:engagement"
        r"|wedding|relationship)",
        r"(?:announc|confirm|reveal)(?:e|es|ed|ing|s) (?:(?:their|her|his|a|the) )?(?:separation|split|break-?up)",
        r"(?:announc|confirm|reveal)(?:e|es|ed|ing|s) (?:their|her|his|the) decision to (?:separate|split|part"
        r"|divorce)",
        r"dump(?:ed|s) <with>",
        r"consciously uncoupl(?:ed|ing)",
        r"no longer (?:together|a couple|an item|dating|engaged)",
        r"pull(?:ed|s) the plug on (?:their|her|his) (?:[\w-]+ )?(?:marriage|relationship|romance)",
        r"<who>'s (?:<D> )?(?:split|separation|break-?up)(?: from <with>)?(?= <D>)",
    ),
    "divorce_filed": (
        r"fil(?:ed|es|ing) (?:(?:court |divorce |legal )?(?:papers|paperwork|documents|a petition|petition) )?"
        r"(?:<D> )?(?:(?:in|at) (?:<U>|[\w ]{1,30}?) (?:<D> )?)?(?:for|to) (?:a )?(?:divorce|"
        r"(?:end|dissolve) (?:(?:her|his|their) )?(?:[\w-]+ )?marriage|dissolution)",
        r"fil(?:ed|es|ing) (?:for )?(?:the |her |his )?divorce(?: papers| paperwork| documents| petition)?",
        r"(?:petition(?:ed|s)|submitted (?:a petition|papers|paperwork)) for divorce",
        r"(?:initiated|began|started|launched) divorce proceedings",
        r"submitted divorce (?:papers|paperwork|documents)",
    ),
    "divorced": (
        r"divorced(?= (?:<P>|<U>|<R>|<D>|in\b|from|after|each other|last|her\b|his\b|the (?:actor|singer"
        r"|rapper))|[.,;:!]|$| and\b)",
        r"finali[sz](?:ed|es|e|ing) (?:their|her|his|the|a) divorce|finali[sz](?:ed|es) divorce",
        r"<who>'s (?:[\w-]+ ){0,3}divorce(?: from (?:<with>|<U>))?(?: (?:was|is|has been"
        r"|became))?(?: now)?(?: [\w]+ly)? ?"
        r"(?:finali[sz]ed|granted|settled|official|final|complete)",
        r"(?:<who> and <with>|their|her|his)(?: [\w-]+){0,2} (?:divorce|marriage)(?: from (?:<with>"
        r"|<U>))? (?:was|is|has been|became)"
        r"(?: now)?(?: [\w]+ly)? ?(?:finali[sz]ed|granted|settled|official|final|complete|annulled|dissolved)",
        r"divorce of <who> (?:was|is|has been) (?:finali[sz]ed|granted)",
        r"(?:settl(?:ed|es|e) (?:their|her|his)(?: [\w-]+){0,2} divorce|reach(?:ed|es) (?:a"
        r"|their) divorce settlement)",
        r"granted (?:<who>|(?:a|her|his|their)) (?:a )?divorce|granted <who>'s divorce",
        r"(?:declared|ruled|pronounced) <who> (?:legally |officially )?(?:single|divorced)",
        r"(?:declared|ruled) (?:legally |officially )?single|legally single|officially (?:single|divorced)",
        r"<who>'s (?:[\w-]+ ){0,3}marriage (?:to <with> )?(?:was|has been|is) (?:\w+ly )?(?:annulled|dissolved)",
    ),
    "dating": (
        r"dating(?= (?:<P>|<U>|<R>|<D>|each other|for|again|in\b|since|after|her\b|his\b)|[.,;:!]|$| and\b| but\b)",
        r"dated(?= (?:<P>|<U>|<R>|<D>|each other|for|briefly|in\b|from|on and off|on-and-off)|[.,;:]|$| and\b"
        r"| but\b)",
        r"(?:went|gone|go|going|goes) (?:public|official) with (?:(?:their|her|his) (?:[\w-]+ )?(?:romance"
        r"|relationship)|<with>)",
        r"(?:confirm|announc|reveal|debut)(?:e|es|ed|ing|s) (?:that )?(?:their|her|his) (?:[\w-]+ )?(?:romance"
        r"|relationship)"
        r"(?! (?:status|is over))",
        r"in a (?:[\w-]+ )?relationship(?= (?:with|<D>|together)|[.,;])",
        r"(?:(?:went|gone|go|going|made it) )?(?:instagram|<U>) official|an item(?! of)"
        r"|a couple(?=[.,;]|$| <D>| and| after)",
        r"(?:began|started|strike up|struck up|begun) (?:a|their|her|his) (?:[\w-]+ )?(?:romance|relationship)",
        r"(?:started|began|begun) (?:seeing|going out with) (?:<with>|each other|<U>)",
        r"seeing (?:<with>|each other)(?! (?:perform|in concert|play|on stage))",
        r"<who>'s (?:[\w-]+ )?(?:romance|relationship) with (?:<with>|<U>) began",
    ),
    "pregnant": (
        r"(?<!got <P> )(?<!getting <P> )pregnant(?! pause"
        r"| with (?!her|his|their|an?\b|twins|triplets|another|baby|first|second|third|child|boy|girl|<P>)"
        r"| (?:women|woman|people|wife|girlfriend|character"
        r"|mother|belly))",
        r"expecting(?= (?:[\w'-]+,? ){0,5}?" + _CHILD + r"\b)",
        r"expecting(?=[.!]|$|,| <D>| with <P>| together| again)",
        r"expects?(?= (?:[\w'-]+ ){0,4}?(?:child|baby|twins)\b)",
        r"(?:announc|reveal|confirm|show|debut|shar|unveil)(?:e|es|ed|ing|s|d|ts) (?:off )?(?:that )?(?:(?:her"
        r"|their|the|his) )?"
        r"(?:[\w'-]+ ){0,3}?(?:pregnancy|baby bump)(?! (?:rumou?rs|loss|scare|journey|cravings|test))",
        r"(?:ha(?:s|ve)|with) (?:a|another|their \w+|her \w+|\w+) bab(?:y|ies)(?: [\w. ]{1,6})? on the way",
        r"(?:awaiting|preparing for|getting ready for) the (?:birth|arrival) of (?:their|her"
        r"|his) (?:[\w-]+ ){0,2}" + _CHILD,
        r"(?:are|is) having (?:a|another|their \w+|her \w+) (?:baby|child|boy|girl)|having twins",
    ),
    "child_born": (
        rf"(?:welcom|greet)(?:e|ed|es"
        rf"|ing) (?:into the world )?{_OWN}(?: (?:(?! (?:of|to|with|for|at|in|on|by|from|and|puppy"
        rf"|fur) )[^.;\ue000-\uefff]){{0,60}}?)?\b{_CHILD}\b(?:,? (?:named )?<U>)?",
        rf"(?:welcom|greet)(?:e|ed|es|ing) {_CHILD}\b(?:,? (?:named )?<U>)?",
        r"(?:gave|given|giving|gives|give) birth(?! to (?!<U>|(?:[\w'-]+,? ){0,6}" + _CHILD + r"\b))"
        r"(?: to (?:[\w'-]+,? ){1,6}?" + _CHILD + r"\b(?:,? (?:named )?<U>)?| to <U>)?",
        rf"had (?:a|an|her|his|their|twin) (?:(?:healthy|beautiful|baby|little|new|first|second|third|fourth"
        rf"|fifth|surprise"
        rf"|secret|\d+\w\w),? ){{0,4}}?{_CHILD}\b(?! (?:shower|bump|photo|when|who"
        rf"|on the way))(?:,? <U>)?",
        r"bec(?:ame|omes|ome|oming) (?:a |an )?(?:first-time |new |proud |single )?(?:father|mother|dad|mom"
        r"|mum|parents|mothers|fathers"
        r"|mama|daddy)(?! (?:figure|in-law|of the bride))",
        r"(?:is|are) (?:now )?(?:a |officially a |an )?(?:first-time |new )?(?:mom|mum|dad|mother|father"
        r"|parents|dads|moms)"
        r"(?: again)?(?=!|$)",
        rf"<who>'s (?:[\w'-]+,? ){{0,4}}?(?:eldest|oldest|youngest|{_CHILD})(?:,? (?:<U>|<P>),?)?(?:, \d+,)?"
        r" (?:was|were|is|are|has been|had been) (?:\w+ly )?(?:born|welcomed)",
        r"(?:(?:was|were|are) )?born to <who>",
        rf"(?:birth|arrival) of <who>'s (?:[\w'-]+,? ){{0,4}}?{_CHILD}\b(?:,? <U>)?",
        rf"(?:announc|celebrat|confirm|reveal|shar)(?:e|es|ed|ing|s) (?:news of )?(?:the )?(?:birth|arrival) of "
        rf"(?:their|her|his) (?:[\w'-]+,? ){{0,5}}?{_CHILD}\b(?:,? <U>)?",
        rf"deliver(?:ed|s) (?:(?:a|her|their) )?(?:[\w'-]+ ){{0,3}}{_CHILD}\b",
        rf"(?:their|her|his) (?:[\w'-]+,? ){{0,4}}?(?:eldest|oldest|youngest|{_CHILD})(?:,? <U>,?)? (?:was"
        rf"|were) (?:\w+ly )?"
        r"(?:born|welcomed)",
    ),
    "birthday": (
        r"turn(?:s|ed|ing) (?:the big )?(?:\d{1,3}|thirty|forty|fifty|sixty)(?: years old)?(?! (?:heads|pages"
        r"|years of))\b",
        r"(?:celebrat|mark|ring|toast|kick)(?:e|es|ed|ing|s) (?:in |off )?(?:her|his) (?:\w+ )?(?:\d+(?:st|nd"
        r"|rd|th) )?birthday",
        r"<who>'s (?:\w+ )?(?:\d+(?:st|nd|rd|th) )?birthday",
    ),
    "died": (
        r"(?:died|dies)(?! (?:(?:a little |a bit )?inside|laughing|down|out|off|his|her"
        r"|of (?:laughter|embarrassment|boredom|shame"
        r"|happiness)))",
        r"pass(?:ed|es) away|dead at (?:the age of )?\d+|dead(?=$|[.,;:!]| <D>| in (?:<U>|an?|the|his|her)"
        r"| from| of\b| after)",
        r"found dead|pronounced dead|(?:took|taken) (?:his|her) own life",
        r"(?:killed|assassinated|murdered|shot dead|shot and killed|fatally shot)(?= in\b| on\b| by| <D>| when"
        r"| at\b| after|[.,]|$)",
        r"(?:lost|loses) (?:his|her) (?:[\w-]+ )?(?:battle|fight|life)|succumb(?:ed|s) to",
        r"<who>'s (?:[\w-]+ )?death(?= <D>| at (?:the )?age|, announced)",
        r"(?<=<D> the )death of (?:(?:his|her|their) [\w-]+,? )?<who>(?!'s)",
        r"death of <who>(?!'s)(?= <D>| at (?:the )?age)",
    ),
    "arrested": (
        r"(?:arrested|arrests|arresting) <who>(?!'s)",
        r"arrested(?! development)",
        r"taken into (?:[\w]+ )?custody|booked (?:into|on|for|at)|detained (?:by|at|on)|placed under arrest",
        r"<who>'s (?:<D> )?(?:[\w-]+ ){0,2}arrest(?= <D>)|<who>'s <D> (?:[\w-]+ ){0,2}arrest\b",
        r"(?:her|his) <D> (?:[\w-]+ ){0,2}arrest\b",
        r"arrest of <who>(?!'s)(?= <D>)",
    ),
    "charged": (
        r"(?:charged|indicted|arraigned) <who>(?!'s)",
        r"charged(?= (?:with|over|in\b|by|for (?:his|her|alleged|the alleged)|<D>|under|as\b)|[.,;]"
        r"|$)(?! (?:with (?:emotion|energy|excitement|electricity|finding|leading|bringing|creating|overseeing|keeping"
        r"|protecting|running|saving|making|organi[sz]ing)|in advance))",
        r"indicted|arraigned",
        r"(?:filed|brought|bring|files) (?:[\w-]+ ){0,4}charges against <who>(?!'s)",
        r"charges (?:were|have been) (?:filed|brought) against <who>(?!'s)",
        r"(?:hit|slapped) with (?:[\w'-]+,? ){0,6}(?:charges?|counts?|indictment)",
    ),
    "sentenced": (
        r"(?:sentenced|sentences|jailed|jails|imprisoned) <who>(?!'s)",
        r"sentenced(?=[.,;]|$| to\b| <D>| in\b| by| after| for| on\b)",
        r"(?:jailed|imprisoned|locked up)(?= for| <D>|[.,;]|$| over| after)",
        rf"(?:ordered|sent)(?: <D>)? to (?:serve|spend)?[^.;,]{{0,45}}?{_CELL}",
        rf"(?:given|handed|receiv(?:ed|es)|got|gets|get|draws|drew)(?: <D>)? [^.;,]{{0,60}}?(?:sentence"
        rf"|(?:years?|months?|days?|hours)"
        rf"(?:'|'s)? (?:in|of|of supervised|on|behind) ?{_CELL}|(?:years?|months?|days?) behind bars|probation)",
        r"<who>'s (?:[\w'-]+ ){0,4}sentence (?:was|is) handed down",
        r"gave <who> (?:[\w'-]+ ){0,6}(?:sentence|in prison|in jail|probation|behind bars)",
    ),
    "released_work": (
        rf"(?:releas(?:ed|es|ing)|drop(?:ped|s|ping)|put(?:s|ting)? out|self-released|unveil(?:ed|s)"
        rf"|debut(?:ed|s)|premier(?:ed|es)"
        rf"|publish(?:ed|es)|share[sd]) (?:<D> )?{_NOT_WORK}(?:(?! (?:at|during|with|from|after"
        rf"|in|out|off|of|for|to|on) )[^.;:\ue000-\uefff]){{0,60}}?\b{_WORK}\b"
        r"(?! (?:store|service|business|industry|player|app|trailer|teaser|snippet|tracklist|cover"
        r"|date|title|details|video teaser|poster|rights|contract"
        r"|festival|label))",
        rf"(?:releas(?:ed|es|ing)|drop(?:ped|s|ping)|put(?:s|ting)? out|unveil(?:ed|s)|debut(?:ed|s)"
        rf"|publish(?:ed|es)) (?:<D> )?"
        rf"{_NOT_WORK}(?:[\w'-]+,? "
        rf"|<D>,? ){{0,8}}?(?=[\"'][^\"']{{1,60}}[\"'])(?![\"'][^\"]{{1,60}}[\"'] (?:trailer|teaser|tracklist))",
        r"releas(?:ed|es)(?= <U>(?:[.,;]|$| <D>| in\b| on\b| to\b| as\b| with\b| this\b| last\b))",
        rf"<who>'s (?:[^.;\ue000-\uefff]{{0,60}}?)(?:\b{_WORK}\b"
        rf"|[\"'][^\"]{{1,50}}[\"']),?(?: [\"'][^\"]{{1,50}},?[\"'],?| <U>,?)?"
        r" (?:was released|were released|was published|is out|came out|arrived|dropped|debuted|premiered"
        r"|hit (?:theaters|theatres|cinemas|shelves|"
        r"streaming|stores|bookstores|the big screen)|opened in|landed|is finally here|arrives)",
    ),
    "won": (
        rf"(?:won|wins|win|winning|took home|takes home|taking home|bagg(?:ed|s)|nabb(?:ed|s)|scoop(?:ed"
        rf"|s)(?: up)?|claim(?:ed|s)|clinch(?:ed|es)"
        rf"|earn(?:ed|s)|collect(?:ed|s)|pick(?:ed|s) up|receiv(?:ed|es)|(?:was |is )?awarded|accept(?:ed|s)"
        rf"|land(?:ed|s)|captur(?:ed|es)"
        rf"|secur(?:ed|es)|lift(?:ed|s)|snagg?(?:ed|s)|walked away with)"
        rf" (?:(?:(?! (?:for|from|with|after|in|on|as|by|about|over|and|to|during) )"
        rf"[^.;:\ue000-\uefff]){{0,55}}?[ \"'-])??(?:<U>'s )?{_AWARD}\b(?! (?:nomination|nod|nominee"
        rf"|campaign|bid|buzz|race|speech|show))"
        r"(?![^.;]{0,25}\b(?:nominations?|nods?)\b)",
        rf"(?:named|crowned|voted)(?: as)? (?:the )?(?:<U>'s )?(?:[\w'-]+ ){{0,3}}?{_AWARD}",
        rf"{_AWARD} (?:[^.;]{{0,40}} )?(?:went to|was won by|was awarded to|goes to|was presented to"
        rf"|was given to) <who>(?!'s)",
        rf"beat <with> to win (?:[\w'-]+ ){{0,3}}{_AWARD}",
    ),
    "nominated": (
        r"nominated(?= (?:for|as|in|alongside|<D>|at)|[.,;]|$)|nominated <who>(?!'s)(?= for)",
        r"(?:earn|scor|receiv|land|pick|get|got|secur|snag|nab|garner|collect|lead|led|rack|pull|gain|notch"
        r"|grab|tall|claim|bagg?)"
        r"(?:ed|s|es|d|ged|bed|bs|t|ing|ied)?(?: up| in| the)? [^.;,]{0,60}?"
        r"\b(?:nominations?|nods?)\b(?! (?:of approval|to\b|from))",
        r"(?:nominations?|nods?) (?:[^.;,]{0,30} )?(?:went to|goes to|for) <who>(?!'s)",
    ),
    "hospitalised": (
        r"hospitali[sz]ed",
        r"(?:rushed|taken|airlifted|admitted|transported|flown|brought|sent|transferred|readmitted|checked|moved)"
        r"(?: (?:by (?:ambulance|helicopter)|himself|herself|back|<D>))* (?:in)?to (?:(?:an?|the|<U>|<U>'s|her"
        r"|his|local|nearby) )*"
        r"(?:(?!rehab)[\w'-]+ ){0,3}?(?:hospital|intensive care|icu|er\b|emergency room|medical cent(?:er|re)|clinic)",
        r"(?:rushed|airlifted|admitted) to <U>",
        r"(?:is|was|remains|are|been|recovering|being treated) in (?:the |a |an )?(?:[\w']+ )?(?:hospital"
        r"|intensive care|icu)\b",
        r"(?:landed|ended up|spent [^.;,]{0,30}) in (?:the |a )?(?:hospital|icu|intensive care)",
    ),
    "moved": (
        r"(?:mov(?:ed|es|ing)|relocat(?:ed|es|ing)|decamp(?:ed|s))(?: (?:back|out|permanently|full-time|with"
        r"|<P>|her|his|their|the"
        r"|family|home|from|across|country|of|<U>|kids|children|and|,))*? (?:to"
        r"|for) (?:the )?(?:<U>(?!'s)(?! (?:records|music))|u\.?[sk]\b|england"
        r"|(?:a|an|her|his|their|the) (?:[\w$.-]+,? ){0,5}?(?:home|house|mansion|apartment|penthouse|ranch"
        r"|estate|farm|countryside|city"
        r"|suburbs|condo|villa|country|west coast|east coast|palace|cottage|castle|property|pad))",
        r"(?:mov(?:ed|es|ing)) (?:back )?in(?:to)?(?: (?:with (?:<with>|<U>|<R>)|together"
        r"|(?:a|an|her|his|their|the|<P>'s|<U>'s?) (?:[\w$.-]+,? |<U> ){0,5}?(?:home|house|mansion|apartment"
        r"|penthouse|ranch|estate|farm"
        r"|condo|villa|property|palace|cottage|castle|pad|place))|(?= <D>|[.,;]|$))",
        r"moved out(?: of (?:(?:her|his|their|the|a|<P>'s) (?:[\w$.-]+ |<U> ){0,5}?(?:home|house|mansion"
        r"|apartment|palace|estate|penthouse)"
        r"|<U>))?",
    ),
}
# "dating music executive P": an epithet that no list has
_NEAR = (
    r"(?: (?!(?:in|at|on|after|before|while|and|when|for|since|despite|like|because|during|over|by|to|with|from|but)\b)"
    r"[a-z'-]+){0,3} (<P>)"
)
_TAILS: dict[EventKind, str] = {
    "engaged": r"[^.;:]{0,40}?\bto (<P>)",
    "married": _NEAR + r"|[^.;:]{0,60}?\b(?:to|with) (<P>)",
    "separated": r"[^.;:]{0,40}?\b(?:from|with|to) (<P>)",
    "divorce_filed": r"[^.;:]{0,60}?\bfrom (<P>)|[^.;:]{0,12}?\bto (<P>)",
    "divorced": r" (<P>)|[^.;:]{0,40}?\b(?:from|with) (<P>)",
    "dating": _NEAR + r"|[^.;:]{0,40}?\bwith (<P>)",
    "pregnant": r"[^;:]{0,70}?\bwith (<P>)|[^;:]{0,40}?\b(?:by) (<P>)",
    "child_born": r"[^;:]{0,70}?\bwith (<P>)",
    "moved": r"[^;:]{0,50}?\bwith (<P>)",
}


@dataclass(frozen=True, slots=True)
class Deed:
    """A place of a sentence that words an event; `who` and `partner` are characters of parties, or ""."""

    kind: EventKind
    start: int
    end: int
    who: str = ""
    partner: str = ""


def _form(pattern: str) -> str:
    for mark, form in (("<P>", PARTY), ("<U>", OTHER), ("<D>", DATE), ("<R>", PARTNER)):
        pattern = pattern.replace(mark, form)
    pattern = pattern.replace("<who>'s", "<who>(?:'s|,? whose)")
    numbers = count()
    return re.sub("<(who|with)>", lambda role: f"(?P<{role[1]}{next(numbers)}>{PARTY})", pattern)


def _role(match: re.Match[str], role: str) -> str:
    return next((value for name, value in match.groupdict().items() if value and name.startswith(role)), "")


_PATTERNS = {
    kind: [re.compile(rf"(?<![\w-])(?:surprise-)?(?:{_form(form)})(?!\w)") for form in forms]
    for kind, forms in _FORMS.items()
}
_TAIL = {kind: re.compile(_form(tail) + r"(?!'s|\w)") for kind, tail in _TAILS.items()}
# Some words of a form, one at least in any sentence that words an event; a space stands for the border of a word.
STEMS = (
    "engage|propos|popped the|popping the|pops the|one knee|marry|marrie|remarri| wed |weds|wedding"
    "|wedded|nuptials"
    "|the knot|i do|vows|exchanged|the aisle|hitched|elope|husband and wife|man and wife|split|broke up"
    "|breaks up|broken up|break up"
    "|breaking up|separat|part ways|parted ways|parts ways|parting ways|quits|called time|called it a day"
    "|marriage|romance|relationship|"
    "called off|calls off|broke off|breakup|break-up|dumped|dumps|uncoupl|no longer|divorc|dissol"
    "|legally single|officially single|"
    "dating|dated|went public|instagram official|an item|a couple| seeing |going out|pregnan|expecting|expects"
    "|baby|awaiting the|twins|"
    "welcom|greet|birth|had a|had her|had his|had their|had twin|became|become|is a |parents|born|arriv"
    "|deliver|turns|turned|turning|died|dies|"
    "passed away|passes away|dead| killed|assassinat|murdered|own life|his life|her life|battle|succumb|death"
    "|arrest|custody|booked|detain|"
    "charge|indict|arraign|sentence|jail|imprison|prison|locked up|ordered to|probation|behind bars|releas"
    "|drop|put out|puts out|"
    "putting out|unveil|debut|premier|publish|shared|shares|came out|is out| hit |hits |opened in|lands | won "
    "| win |wins|winning|took home|takes home|bagged|"
    "nabbed|scooped|claimed|clinch|earned|earns|collected|picked up|picks up|receiv|awarded|accepted|landed"
    "|captured|secured|lifted|snag|"
    "walked away|named |crowned|voted|went to|goes to|was presented|nominat| nod |nods|hospital|rushed|airlift"
    "|admitted|intensive care| icu|"
    "emergency room|medical cent|clinic|moved|moves|moving|relocat|decamp"
).split("|")
_STEMS = AhoCorasick(STEMS)


def may_hold(folded: str) -> bool:
    """Tell whether a folded text holds a word of any form: a quick look before it is read."""
    return bool(_STEMS.find_matches_as_indexes(folded))


def find_deeds(text: str) -> list[Deed]:
    """Give what a sentence in characters words, in order, the longest where forms overlap."""
    found: list[Deed] = []
    for kind, patterns in _PATTERNS.items():
        for pattern in patterns:
            found += (
                Deed(kind, match.start(), match.end(), _role(match, "who"), _role(match, "with"))
                for match in pattern.finditer(text)
            )
    chosen: list[Deed] = []
    for deed in sorted(found, key=lambda deed: (deed.start - deed.end, deed.start)):
        if all(deed.end <= other.start or deed.start >= other.end for other in chosen):
            chosen.append(deed)
    return sorted(chosen, key=lambda deed: deed.start)


def partner(deed: Deed, window: str) -> str:
    """Give the party who takes part in a shared event, told after it in its clause, or ""."""
    if deed.partner or deed.kind not in _TAIL:
        return deed.partner
    tail = _TAIL[deed.kind].match(window)
    return next(filter(None, tail.groups()), "") if tail else ""


def forms() -> Iterator[tuple[EventKind, str]]:
    """Give every form with its kind, for those who look them through."""
    for kind, patterns in _FORMS.items():
        yield from ((kind, form) for form in patterns)
