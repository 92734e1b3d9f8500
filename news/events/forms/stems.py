"""Words of the forms, one at least in any sentence that words an event of the kind: a quick look before reading."""

from news.model.articles import EventKind

# Spaces are the borders of words.
_RELEASING = (
    "brought out|rolled out|served up|let loose|gave |gifted|surprised|treated fans|delivered|launched|slipped out"
    "|reached|made its|appeared|went live|in shops|in stores|in cinemas|emerged|light of day|hit the|releas|drop|put"
    " out|puts out|putting out|unveil|debut|premier|publish|shared|shares|came out|is out|was out"
    "|now out|finally out|, out| hit |opened in|landed|arrive|issue|unleash|is back|are back|was back|return|has out"
    "|have out|on sale|finally here"
)
STEMS: dict[EventKind, str] = {
    "engaged": "ring |troth|her hand|hand in marriage|wife|husband|fianc|engage|propos|the question| knee|to marry"
    "|for her hand|for his hand|said yes|says yes|saying yes|said "
    "\"yes|betrothed|be his wife|be her husband|said 'yes",
    "married": "as his|as her|mr.|mr and|newlywed|in marriage|wedlock|legal|altar|mrs|bells|wife|husband|i dos|i do"
    "|were joined|were united|bride|marr| wed |wedd| wed,| wed.| wed!|weds|nuptials|the knot|marital|i do| vows|"
    " rings|the aisle|hitched"
    "|spliced|elope|the broom|husband and wife|man and wife|became|matrimony",
    "separated": "history|kaput|apart|as a couple|separate|no more|walked out|walks out|marching|towel|curtain"
    "|collapsed|fizzled|fell|left |single|over|alone after|split|broke|break|separat|part|it quits|it a day|time on"
    "|an end to|separate ways|own ways|marriage"
    "|relationship|romance|engage|union|courtship|ended|ends|ending|called off|calls off|dump|ditch|uncoupl"
    "|no longer|the plug|over for|over between|decided to|agreed to|chosen to|chose to",
    "divorce_filed": "court to end|court to|divorc|dissol|marriage",
    "divorced": "no longer|man and wife|ended|dissolved|divorc|single|dissol|annul|decree|marriage",
    "dating": "steady|together|stepping out|love|courted|romanc|hooked|dating|dated|public|official|romance"
    "|relationship|an item|a couple|seeing|going out|courting",
    "pregnant": "months gone|weeks gone|bun in the|family way|for two|knocked|carrying|along|up the duff|to be "
    "|become|bump|is due|family|brood|welcome|in the oven|little one|pregnan|expect|baby|on the way|with child"
    "|awaiting|preparing for|ready for|twins|having",
    "child_born": "family of|parents|into the world|bore |gave |girl for|boy for|son for|daughter for|twins for"
    "|fathered|sired|birthed|welcom|greet|birth|had a|had her|had his|had their|had twin|becom|became|is a |are"
    " parents|born"
    "|arriv|deliver|came into the world|is now a|are now|new baby|new son|new daughter|new parents|a mom|a mum|a dad",
    "birthday": "candles|turns|turned|turning|birthday",
    "died": "breath|slipped away|fell to|plunged|to death|gunned down|this world|this life|her end|his end|claimed"
    "|took|lost|passing|fatal|saved|revived|survive|suicide|killed|gone|with us|left us|ended|came to an end|her life"
    "|died|dies|passed|passes|dead|lifeless|own life|last|killed|assassinat|murdered|shot|drowned|perished"
    "|lost|loses|succumb|death",
    "arrested": "thrown|picked up|hauled|nabbed|nicked|collared|busted|seized|led away|taken away|marched|cuff"
    "|held |stopped"
    "|pulled over|police|detained|cell|jail|in custody|took in|rounded up|carted|arrest|custody|booked|detain"
    "|apprehend|himself in|herself in|surrender",
    "charged": "accused of|complaint|charge sheet|charge|indict|arraign|slapped|hit with",
    "sentenced": "sent down|banged|serve|spend|must do|dealt|landed|term|stretch|life|went to|goes to|headed|put "
    "|placed|incarcerated|condemned|slapped|hit |sentence|jail|prison|locked up|behind bars|put away|ordered|sent "
    "|sends|given|handed|receiv|got "
    "|gets |get |draws|drew|gave|probation|penitent",
    "released_work": _RELEASING,
    "won": "triumph|prevail|on top|victorious|hands on|champion|laureate|winner|final|hailed|chosen|picked|ran off"
    "|went home|went away|went off|came away| won | win |wins|winning|home|bagged|bags|nabb|nabs|scoop|claim|clinch"
    "|swept|sweeps| took |carried off"
    "|walked|came away|earn|collect|pick|receiv|award|accept|land|captur|presented|honored|honoured|handed|given"
    "|added|adds|secur|lift|snag|retain|named |crowned|voted|declared|went to|goes to|beat |became the first"
    "|became the young|became the old|became the only",
    "nominated": "put forward|nominee|shortlist|longlist|short list|running for|contention|contender|competing|vying"
    "|the frame|recogni|the nod|nominat|shortlisted|short-listed| nod | nods| nod.| nod,|up for| nod",
    "hospitalised": "ambulance|trauma|treated|stabili|life support|ventilator|condition|hospital|intensive care"
    "| icu|clinic|medical"
    " cent|infirmary|a&e|emergency|cardiac|rushed|airlift"
    "|admitted| er ",
    "moved": "settled|emigrat|resettled|migrated|made |found |residence|leaving|trading|swapping|quitting|packed|headed"
    "|jetted|flew|set off|pulled up|upped|shifted|returned to live|exchanged|put down|transplant|mov|relocat|decamp"
    "|upped sticks|uprooted|swapped|traded|left |quit |ditched|set up home|settled in|roots",
}
