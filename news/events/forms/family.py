"""How the press words births, birthdays, illness, death and moving house."""

from news.events.forms.words import CHILD, DETERMINED
from news.model.articles import EventKind

_OWN = (
    r"(?:a|an|her|his|their|the (?:birth|arrival) of (?:her|his|their|a)|another|baby|<P>'s|two|three|twin|identical"
    r"|healthy|beautiful|first|second)"
)
_PARENTS = (
    r"(?:(?:a |the )?(?:first-time |new |proud |expectant )*(?:parents?|mom|moms|mum|mums|mother|mothers|father"
    r"|fathers|dad"
    r"|dads|mummy|daddy))(?: again| (?:for the|of) (?:first|second|third|fourth|fifth|two|three|four|twins)(?: time)?)?"
)
_MATE = r"(?:husband|wife|partner|girlfriend|boyfriend|fiancee?|spouse)"
_GONE = (
    r"(?=[.,;:!)\"']|$| <D>| at\b| in\b| on\b| of\b| from\b| after| aged| peacefully| suddenly| following| early\b"
    r"| late\b| while| when| as\b| and\b| just| only| surrounded| unexpectedly| overnight| before| during| a (?:day"
    r"|week|month|year)| days| hours| weeks| months| years| there| quietly| last\b| by\b| with\b| two| three| four"
    r"| five| six| due| shortly| doing| alone| here| tragically)"
)
_PLACED = (
    r"(?:home|house|mansion|apartment|penthouse|ranch|estate|farm|farmhouse|condo|villa|townhouse|town house|palace"
    r"|cottage|castle|property|pad|flat|place|bungalow|loft|manor|chateau|compound)"
)
_REGION = r"(?:countryside|city|suburbs|country|west coast|east coast|hills|coast|seaside)"
_MOVED = r"(?:mov(?:ed|es|ing)|relocat(?:ed|es|ing)|decamp(?:ed|s)|upped sticks|uprooted)"


FORMS: dict[EventKind, tuple[str, ...]] = {
    "pregnant": (
        r"(?<!got <P> )(?<!getting <P> )(?:with child|pregnant)(?=$|[.,;:!?)\"']| with\b| again| and\b| by\b| at\b"
        r"| in\b| on\b| after| for\b| but\b| <D>| just| less| while| as\b| via| through| following| six| five| four"
        r"| three| two| ahead)(?! with (?!her|his|their|an?\b|twins|triplets|another|baby|first|second|third|fourth"
        r"|fifth|child|boy|girl|<P>|no\b))(?! with an? (?:\w+ )?(?:meaning|possibilit|expectation|idea|silence))",
        r"expecting(?= (?:(?!(?:for|from|about|of|to|an? (?:award|call|visit|letter|present|gift))\b)[\w'-]+,? ){0,5}?"
        + CHILD
        + r"\b(?! (?:shower|photos?|news|pictures?)))",
        r"expecting(?=[.!]|$|,| <D>| with <P>| together| again)",
        r"expects?(?= (?:[\w'-]+ ){0,4}?(?:child|baby|twins)\b)",
        r"(?:announc|reveal|confirm|show|debut|shar|unveil)(?:e|es|ed|ing|s|d|ts) (?:off )?(?:that )?(?:(?:her"
        r"|their|the|his|a) )?"
        r"(?:[\w'-]+ ){0,3}?(?:pregnancy|baby bump)(?! (?:rumou?rs|loss|scare|journey|cravings|tests?|glow|workout))",
        r"(?:ha(?:s|ve)|with) (?:a|a \w+|another|their \w+|her \w+|\w+) (?:bab(?:y|ies)|child)(?: (?:no\. "
        r"|number )?[\w.]{1,6})? on the way",
        r"(?:awaiting|preparing for|getting ready for) the (?:birth|arrival) of (?:their|her|his) (?:[\w-]+ ){0,2}"
        + CHILD,
        r"(?:are|is) having (?:a|another|their \w+|her \w+) (?:baby|child|boy|girl)|having twins",
        r"(?:has|have|with|got) (?:a|another)(?: \w+)? (?:bun in the oven|little one on the way|bump on display)"
        r"|in the family way|eating for two|knocked up|(?:has|have) (?:twins|triplets|a (?:boy|girl|son|daughter)) on"
        r" the way",
        rf"carrying (?:[\w'-]+ ){{0,4}}?(?:{CHILD})\b(?! (?:carrier|seat|home|in (?:her|his) arms|on (?:her|his)))",
        r"(?:\w+ )?(?:months|weeks) (?:along|gone|into (?:her|a) (?:\w+ )?pregnancy)(?=[.,;]|$| with| in)|up the duff",
        r"(?:is|are|'s|'re) (?:going|set|about|due|preparing|getting ready|gearing up"
        rf"|ready) to (?:be(?:come)? {_PARENTS}|welcome (?:a|an|her|his|their|another) (?:[\w'-]+ ){{0,3}}?{CHILD})",
        rf"(?:will|to|'ll) (?:soon )?(?:be(?:come)?) {_PARENTS}(?= in\b| this| next|[.,;!]|$| again| for the| <D>"
        r"| come| before| by)",
        rf"(?:is|are) to (?:(?:be(?:come)?) {_PARENTS}|have (?:a|another|her|his|their) (?:[\w-]+ )?(?:child|baby"
        rf"|twins)\b)",
        r"(?:baby|child|twins|little one)(?: (?:no\. |number )?\w+)? (?:is |are )?(?:on the way|coming|due) for"
        r" <who>(?!'s)",
        rf"<who>'s (?:[\w'-]+ ){{0,3}}?{CHILD}(?: (?:with <with>|together))? is (?:on the way|due)"
        r"|<who>'s pregnancy was (?:announced|confirmed|revealed)",
        r"(?:expanding|growing|adding to) (?:their|her|his) (?:family|brood)|(?:cradl|flaunt|unveil|sport)(?:ed|ing|s"
        r"|es) (?:(?:her|a) )(?:[\w'-]+ ){0,2}(?:baby )?bump",
        r"(?:her|his|their) (?:[\w'-]+ ){0,3}(?:child|baby)(?: (?:with <with>|together))? is (?:on the way|due)",
        rf"(?:pregnant with|carrying|expecting|expects) <with>'s (?:[\w'-]+,? ){{0,4}}?{CHILD}\b",
        r"^expecting (?:[\w'-]+,? ){0,6}(?:are|is) <who>(?!'s)",
    ),
    "child_born": (
        rf"(?:welcom|greet)(?:e|ed|es|ing) (?:into the world )?{_OWN}(?: (?:(?! (?:of|to|with|for|at|in|on|by|from|and"
        rf"|puppy|fur|fans|guests|grand\w*|fans|nephew|niece|step\w*) )[^.;\ue000-\uefff]){{0,60}}?)?\b(?<!grand)"
        rf"(?<!god)(?<!step){CHILD}\b(?! (?:back|home|of (?:the|a)\b|from\b|who\b|to the (?:stage|show|team"
        rf"|premiere)))(?:,? (?:named )?<U>)?",
        rf"(?:welcom|greet)(?:e|ed|es|ing) (?:first |second |third |fourth )?{CHILD}\b(?:,? (?:named )?<U>)?",
        r"(?:gave|given|giving|gives|give) birth(?! to (?!<U>|(?:[\w'-]+,? ){0,6}" + CHILD + r"\b))"
        r"(?: to (?:[\w'-]+,? ){1,6}?" + CHILD + r"\b(?:,? (?:named )?<U>)?| to <U>)?",
        rf"had (?:a|an|her|his|their|twin) (?:(?:healthy|beautiful|baby|little|new|first|second|third|fourth|fifth"
        rf"|surprise|secret|\d+\w\w),? ){{0,4}}?{CHILD}\b(?! (?:shower|bump|photo|when|who|on the way|in (?:mind|tow)"
        r"|with (?:her|him|them)\b))(?:,? <U>)?",
        r"bec(?:ame|omes|ome|oming) (?:a |an |the )?(?:first-time |new |proud |single )?(?:father|mother|dad|mom|mum"
        r"|parents|mothers|fathers|mama|daddy)(?! (?:figure|in-law|of the bride|figures))",
        r"(?:is|are) (?:now )?(?:a |officially a |an )?(?:first-time |new )?(?:mom|mum|dad|mother|father|parents|dads"
        r"|moms)(?: again)?(?=!|$)",
        rf"<who>'s (?:[\w'-]+,? ){{0,4}}?(?:eldest|oldest|youngest|{CHILD})(?:,? (?:<U>|<P>),?)?(?:, \d+,)?"
        r"(?:, (?:a|an) [\w' -]{1,30},)? (?:was|were|is|are|has been|had been) (?:\w+ly )?(?:born|welcomed|delivered)",
        rf"<who>'s (?:(?:first|second|third|fourth|fifth|new|baby|\w+-born) ){{1,3}}{CHILD}(?:,? <U>,?)?"
        r"(?:, (?:an?|the) [\w' -]{1,30},)? (?:arrived|came into the world|has arrived)",
        r"(?:(?:was|were|are) )?born to <who>",
        rf"(?:birth|arrival) of <who>'s (?:[\w'-]+,? ){{0,4}}?{CHILD}\b(?:,? <U>)?",
        rf"(?:announc|celebrat|confirm|reveal|shar)(?:e|es|ed|ing|s) (?:news of )?(?:the )?(?:birth|arrival) of "
        rf"(?:their|her|his|a) (?:[\w'-]+,? ){{0,5}}?{CHILD}\b(?:,? <U>)?",
        rf"deliver(?:ed|s) (?:(?:a|her|their) )?(?:[\w'-]+ ){{0,3}}{CHILD}\b|delivered of (?:[\w'-]+ ){{1,4}}{CHILD}\b",
        rf"(?:their|her|his) (?:[\w'-]+,? ){{0,4}}?(?:eldest|oldest|youngest|{CHILD})(?:,? <U>,?)? (?:was|were)"
        r" (?:\w+ly )?(?:born|welcomed|delivered)",
        rf"(?:their|her|his) (?:(?:first|second|third|fourth|fifth|new|baby|\w+-born) ){{1,3}}{CHILD}(?:,? <U>,?)?"
        r" (?:arrived|came into the world)",
        rf"<who>'s (?:{_MATE})(?:,? <U>,?)? (?:has |had |recently |just )*(?:gave|given"
        rf"|gives) birth(?: to (?:[\w'-]+,? ){{1,6}}?{CHILD}\b)?",
        rf"had (?:twins|triplets)|birth of (?:their|her|his) (?:[\w'-]+ ){{0,4}}{CHILD}(?= <D>)",
        r"ha(?:s|ve) a new (?:baby|son|daughter|baby (?:boy|girl))",
        r"(?:became|become|are now|is now|are) (?:a |an )?(?:family of (?:three|four|five|six|seven)|(?:mother|father"
        r"|mom|mum|dad|parents) (?:of|to) (?:a|one|two|three|four|five|six|twins|triplets)\b)",
        r"(?:is|are) (?:now )?(?:the |a )?(?:proud |new |first-time |happy )+(?:parents|mom|mum|mother|dad"
        r"|father)(?= (?:to|of) (?:a|an|twins|baby|another|her|his|their)\b|[.,!]|$)",
        rf"brought (?:a|an|her|his|their) (?:[\w'-]+,? ){{0,5}}{CHILD} into the world|gave (?:<with>|him|her) (?:a"
        rf"|their|another) (?:[\w'-]+ ){{0,3}}?{CHILD}\b(?! (?:gift|toy|toys))|bore (?:<with>|him|her"
        rf"|a) (?:[\w'-]+ ){{0,3}}{CHILD}",
        rf"{CHILD}(?:,? <U>,?)? (?:(?:was|has|was safely) )?(?:arrived|born|delivered) (?:<D> )?(?:for|to) <who>(?!'s)",
        r"(?:ha(?:s|ve) had|have just had|had just had) (?:a|an|her|his|their|another"
        rf"|twin) (?:[\w'-]+,? ){{0,4}}?{CHILD}\b(?:,? <U>)?",
        r"(?:a |the )?(?:new |baby |healthy )*(?:boy|girl|son|daughter|twins) for <who>(?!'s)(?=[.,:;!]|$| <D>)",
        rf"(?:father|sir|birth)ed (?:a|an|his|her|another|twin\w*) (?:[\w'-]+ ){{0,4}}{CHILD}|(?:took"
        rf"|taken) delivery of (?:a|an|her|his|their) (?:[\w'-]+ ){{0,4}}{CHILD}",
        rf"(?:a|the|her|his|their|an) (?:[\w'-]+,? ){{0,5}}?{CHILD}(?:,? <U>,?)? (?:was |had been |has been )?(?:born"
        r"|delivered) to <who>(?!'s)",
        rf"(?:gave|given|giving|gives) birth to <with>'s (?:[\w'-]+,? ){{0,4}}?{CHILD}\b",
    ),
    "birthday": (
        r"turn(?:s|ed|ing) (?:the big )?(?:\d{1,3}|thirty|forty|fifty|sixty)(?: years old)?(?! (?:heads|pages"
        r"|years of|percent|per cent|people|fans))\b",
        r"(?:celebrat|mark|ring|toast|kick)(?:e|es|ed|ing|s) (?:in |off )?(?:her|his) (?:\w+ )?(?:\d+(?:st|nd"
        r"|rd|th) )?birthday",
        r"<who>'s (?:\w+ )?(?:\d+(?:st|nd|rd|th) )?birthday",
        r"(?:blew|blows|blowing) out (?:(?:her|his|the|\d+) )?(?:birthday )?candles",
    ),
    "died": (
        rf"(?:died|dies)(?! (?:(?:a little |a bit )?inside|laughing|down|out|off|his|her"
        rf"|of (?:laughter|embarrassment|boredom|shame|happiness|envy|excitement|joy|jealousy)"
        rf"|in (?:song|character|style|vain|the arms|every|each)|on (?:screen|stage|camera|the vine|the page)"
        rf"|a (?:hero|thousand|villain)|the death|as\b|hard\b|another)){_GONE}",
        r"pass(?:ed|es) away|passed(?= <D>| peacefully| quietly in| in (?:her|his) sleep)|dead at (?:the age of )?\d+"
        r"|dead(?=$|[.,;:!]| <D>| in (?:<U>|an?|the|his|her)| from| of\b| after| aged)",
        r"(?<=until )(?:her|his) death(?= <D>)|found dead|found lifeless|(?:pronounced|declared) dead(?! by (?!doctor"
        r"|medic|param))|(?:took|taken) (?:his|her) own life|breathed (?:her|his) last",
        r"(?:killed|assassinated|murdered|shot dead|shot and killed|fatally shot|drowned|perished)(?= in\b| on\b| by"
        r"| off\b| <D>| when| at\b| after|[.,]|$)",
        r"(?:lost|loses) (?:his|her) (?:[\w-]+ )?(?:battle|fight|life)(?! (?:savings|partner|'s|to find|with the"
        r" (?:taxman|studio"
        r"|press)))|succumb(?:ed|s) to(?! (?:the (?:pressure|temptation|trend|charms?|hype)|temptation|pressure))",
        r"<who>'s (?:[\w-]+ )?death(?= <D>| at (?:the )?age|, announced)",
        r"(?<=<D> the )death of (?:(?:his|her|their) [\w-]+,? )?<who>(?!'s)",
        r"death of <who>(?!'s)(?= <D>| at (?:the )?age)",
        r"(?:drew|took|taken|drawn) (?:her|his) (?:last|final) breath|slipped away|(?:fell|fallen|plunged|leapt"
        r"|jumped) to (?:her|his) death|bled to death|(?:stabbed|beaten|shot|burned|trampled|crushed|choked|froze"
        r"|starved) to death|gunned down|left this world|departed this (?:life|world)|met (?:her|his) (?:end|death)",
        r"(?:cancer|leukaemia|leukemia|pneumonia|covid|crash|accident|illness|disease|heart attack|stroke|overdose"
        r"|cardiac"
        r" arrest|fire|it) (?:\w+ )?(?:has |had )?(?:killed|claimed|(?:took|taken|claimed) the life of) <who>(?!'s)",
        r"(?:cancer|crash|accident|illness|disease|heart attack|stroke|overdose|<U>) (?:\w+ )?(?:has |had )?(?:claimed"
        r"|took|cost|ended) <who>'s life",
        r"(?:world|hollywood|music|sport|britain|america|country|nation|<U>|entertainment|show ?business|fans) (?:has "
        r"|have )?lost <who>(?!'s)(?= <D>|[.,;]|$| to\b| at\b)",
        r"<who>'s (?:[\w'-]+ )?death(?: (?:<D>|at (?:the age of )?\d+|in <U>))*,? (?:was|has been|is) (?:announced"
        r"|confirmed)",
        r"the death of <who>(?!'s)(?: (?:<D>|at (?:the age of )?\d+|in <U>))*,? (?:was|has been) (?:announced"
        r"|confirmed)",
        r"(?:announc|confirm)(?:ed|ing|s|es) (?:the )?(?:death|passing) of <who>(?!'s)|(?:announc|confirm)(?:ed|s"
        r"|es) <who>'s (?:death|passing)|<who>'s passing(?= <D>| at)",
        r"(?:suffered|had|after) a fatal (?:[\w-]+ ){0,2}(?:heart attack|overdose|stroke|crash|fall|accident|injury)"
        r"|fatally (?:injured|wounded|stabbed|struck|hurt)",
        r"(?:could not|couldn't|failed to) be (?:saved|revived|resuscitated)|did not survive|didn't survive"
        r"|died by suicide|(?:killed|assassinated|murdered) <who>(?!'s)(?= <D>| in\b| at\b| on\b)",
        r"(?:has|had|is|are) (?:now )?(?:gone|died|dead)(?= at (?:the age of )?\d+|, aged \d+| aged \d+)"
        r"|no longer with us|has left us",
        r"(?:is|was) dead(?= at| of| after| from| aged|, (?:aged )?\d+|[.,]|$| <D>)|lost (?:her|his) life(?= <D>| in"
        r"| when| at|[.,]|$)|(?:battle|fight|struggle) with (?:[\w-]+ ){0,3}(?:ended|came to an end)",
        r"(?:ended|took|taken) (?:her|his) own life|passed on(?= <D>| at\b|[.,]|$| after)",
        r"(?<=<D> )(?:(?:his|her) (?:own )?(?:daughter|son|mother|father|mum|mom|dad|brother|sister|twin),? )?<who>"
        r"(?=[.]|$| did\b)",
        r"death <D> of (?:the )?(?:[\w'-]+ ){0,3}<who>(?!'s)|(?:announc|confirm)(?:ed|s|es|ing) (?:her|his) (?:death"
        r"|passing)",
    ),
    "hospitalised": (
        r"hospitali[sz]ed",
        r"(?:rushed|taken|airlifted|admitted|transported|flown|brought|sent|transferred|readmitted|checked|moved"
        r"|helicoptered|whisked|stretchered|raced|driven)(?: (?:by (?:ambulance|helicopter|paramedics|air ambulance)"
        r"|himself|herself|back|<D>|urgently|straight))* (?:in)?to (?:(?:an?|the|<U>|<U>'s|her|his|local"
        r"|nearby) )*(?:(?!rehab)[\w'-]+ ){0,4}?(?:hospital|intensive care|icu|er\b|emergency room|(?:medical"
        r"|trauma) cent(?:er|re)|clinic|infirmary|a&e|cardiac unit)(?! (?:drama|show|series|to visit|scene))",
        r"(?:rushed|airlifted|admitted) to <U>",
        r"(?:is|was|remains|are|been|recovering|being treated|treated|lies|lay|remained) in (?:the |a |an )?"
        r"(?:[\w']+ |<U> ){0,2}(?:hospital|intensive care|icu)\b"
        r"(?! (?:drama|with (?:his|her)|to (?:visit|see)|for the birth|visiting|gown|room with|administration))",
        r"(?:landed|ended up|spent [^.;,]{0,30}|(?:spent )?<D>(?: night)?) in (?:the |a )?(?:hospital|icu|intensive"
        r" care)",
        r"spent (?:<D>|the night|a night|[\w ]{1,20}) in (?:the |a )?(?:hospital|icu|intensive care)",
        r"(?:underwent|undergone|had) (?:[\w'-]+ ){0,4}(?:surgery|operation) (?:at|in) (?:(?:an?|the|<U>|<U>'s) )*"
        r"(?:[\w'-]+ ){0,3}(?:hospital|medical cent(?:er|re)|clinic|infirmary)",
        r"(?:was|were|is|being|been) (?:treated|kept|stabili[sz]ed) (?:<D> )?(?:overnight )?(?:at|in) (?:(?:an?|the"
        r"|<U>|<U>'s|her|his|local|nearby) )*(?:[\w'-]+ ){0,3}(?:hospital|intensive care|icu|medical cent(?:er|re)"
        r"|emergency room)",
        r"(?:landed|put) <who> in (?:the |a )?(?:hospital|intensive care|icu)|in (?:a )?(?:critical|serious"
        r"|stable) condition (?:in|at) (?:(?:an?|the|<U>|<U>'s) )*(?:[\w'-]+ ){0,3}(?:hospital|medical cent(?:er|re))"
        r"|on (?:a ventilator|life support)|in a hospital bed|(?:confined to|recovering in|fighting for (?:her"
        r"|his) life in) (?:an? |the )?(?:[\w'-]+ |<U> ){0,3}hospital",
        r"(?:rushed|took|airlifted|admitted|flew|transported|brought) <who> (?:<D> )?(?:in)?to (?:(?:an?|the|<U>"
        r"|<U>'s) )*(?:(?!rehab)[\w'-]+ ){0,4}?(?:hospital|intensive care|icu|emergency room|(?:medical"
        r"|trauma) cent(?:er|re))(?! (?:drama|to visit))",
    ),
    "moved": (
        rf"{_MOVED}(?: (?:back|out|permanently|full-time|with|<P>|her|his|their|the|family|home|from|across|country|of"
        r"|<U>,?|kids|children|and|,|entire|whole|temporarily))*? (?:to|for) (?:the )?"
        rf"(?:(?:(?:a|an|her|his|their) )?(?:[\w$.-]+,? |<U> ){{0,5}}?(?:{_PLACED}|{_REGION})\b"
        r"|<U>(?!'s)(?! (?:records|music|label))|u\.?[sk]\.?(?!\w)|england)",
        rf"(?:mov(?:ed|es|ing)) (?:back )?in(?:to)?(?: (?:with (?:{DETERMINED}<with>|<U>|<R>)|together"
        rf"|(?:a|an|her|his|their|the|<P>'s|<U>'s?) (?:[\w$.-]+,? |<U> ){{0,5}}?{_PLACED})|(?= <D>|[.,;]|$))",
        rf"moved out(?: of (?:(?:her|his|their|the|a|<P>'s) (?:[\w$.-]+ |<U> ){{0,5}}?{_PLACED}|<U>))?",
        rf"settled (?:in|into) (?:a|an|the) (?:[\w-]+ ){{0,3}}{_PLACED}(?: (?:in|near|outside|on) (?:the )?<U>)?",
        rf"{_MOVED} (?:(?:back|permanently|with|<P>|her|his|their|family) )*to (?:the|a|an) (?:[\w-]+ ){{0,3}}"
        r"(?:town|city|village|suburb|island|state|county|neighbou?rhood|hamlet|district|enclave|resort) of <U>(?!'s)",
        r"set up home in <U>|settled in <U>|put down roots in <U>",
        r"(?:emigrated|resettled|migrated|returned to live|moved house|shifted) (?:from <U> )?(?:to|in) <U>(?!'s)"
        r"|(?:made|makes) (?:<U>) (?:her|his|their) (?:new )?home|(?:made|set up|found) (?:a|her|his"
        r"|their) (?:new )?home in <U>|took up residence (?:in|at) (?:an? |the )?(?:<U>|[\w'-]+ (?:home|house|palace))",
        r"(?:swapped|swapping|traded|trading|quit|quitting|ditched|ditching) (?:the |<U>,? )?(?:[\w' -]{0,25} ?of"
        r" )?<U> (?:for|behind for)"
        r" (?:the |a (?:new )?life in |life in )?(?:[\w'-]+ ){0,3}?(?:of )?<U>(?!'s)",
        r"(?:packed (?:up|her bags|his bags|their bags)|upped stakes|pulled up stakes|headed|set off|jetted off"
        r"|flew) (?:and (?:moved|left) |for a (?:new|fresh) (?:life|start) in )(?:to |for )?<U>(?!'s)"
        r"|packed up [^.;,\ue000-\uefff]{0,40}?(?:and (?:moved|left) )?(?:to|for) <U>(?!'s)"
        r"|made the move (?:from <U> )?to <U>(?!'s)|(?:transplanted|relocated|moved) (?:himself|herself"
        r"|themselves) to <U>(?!'s)|put down roots in <U>",
    ),
}
