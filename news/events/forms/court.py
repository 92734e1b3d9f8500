"""How the press words arrests, charges and sentences."""

from news.events.forms.words import CELL, DETERMINED, POLICE, SPAN, TERM
from news.model.articles import EventKind

FORMS: dict[EventKind, tuple[str, ...]] = {
    "arrested": (
        r"(?:arrested|arrests|arresting) <who>(?!'s)",
        r"arrested(?=$|[.,;:)!]| <D>| in\b| on\b| for\b| at\b| after| by\b| over\b| again| outside| near| and\b| early"
        r"| late| while| as\b| during| following| under\b| twice| shortly| amid| along| last\b| aboard| inside| when)"
        r"(?! (?:and|by) (?:the|her|his|a) (?:\w+ )?(?:beauty|gaze|sight|sounds?|voice|smell|views?|image|thought"
        r"|idea)\b)",
        r"taken into (?:\w+ )?custody|thrown in(?:to)? (?:an? |the )?(?:[\w-]+ |<U>(?:'s)? ){0,3}(?:jail|prison|cell"
        r"|cells)|booked into (?:the |an? )?(?:[\w' -]{0,30}\b)?(?:<U>(?:'s)? )*(?:[\w' -]{0,30}\b)?(?:jail|prison"
        r"|custody|detention|<U>)|booked on (?:[\w' -]{0,40}\b)?(?:charges?|suspicion|counts?|dui|assault)"
        r"|booked for (?:\w+ )?(?:dui|dwi|driving|drunk|assault|battery|possession|trespass\w*|theft|shoplifting"
        r"|domestic)|detained (?:by|at|on|in (?:the )?<U>|<D>|after|over|for questioning)|(?:placed|put) under arrest"
        r"|apprehended(?= <D>| by\b| in\b|[.,])|(?:turn(?:ed|s|ing)|hand(?:ed|s)) (?:himself|herself) in(?:to)? (?:to"
        r"|at) (?:[\w-]+ |<U>(?:'s)? ){0,4}?(?:police|authorities|cops|fbi|officers|sheriff|law enforcement"
        r"|investigators)(?! academy)|surrendered to (?:[\w-]+ |<U>(?:'s)? ){0,3}?(?:police|authorities|fbi|sheriff"
        r"|law enforcement)",
        r"<who>'s (?:<D> )?(?:[\w-]+ ){0,2}arrest(?=(?: (?:off|in|at|near|outside) (?:[\w-]+ |<U> ?){1,5})? ?<D>)"
        r"|<who>'s <D> (?:[\w-]+ ){0,2}arrest\b",
        r"(?:her|his) <D> (?:[\w-]+ ){0,2}arrest\b",
        r"arrest of (?:the \w+ )?<who>(?!'s)(?= <D>)",
        r"(?:took|taken|take|hauled|brought|led|bundled) <who> into custody|detained <who>(?!'s)",
        r"(?:picked up|pulled over and arrested|hauled (?:in|off|away|into custody)|nabbed|nicked|collared|busted"
        r"|rounded up|seized|led away|taken away|marched (?:off|away|out)|carted off|frogmarched|handcuffed|cuffed"
        rf"|bundled)(?:[^.;,]{{0,50}})? by (?:[\w'-]+ |<U> ){{0,3}}{POLICE}",
        r"(?:picked up|nabbed|nicked|collared|busted|pulled over|stopped|held|detained) (?:<D> )?(?:for|on|over) (?:a "
        r"|an )?(?:suspicion of|suspected|drunk|drink|driving|dui|dwi|drug|drugs|possession|assault|shoplifting"
        r"|speeding and|(?:\w+ )?charges?|an? outstanding|(?:\w+ )?warrant)",
        rf"(?:{POLICE}|police) (?:in (?:<U>|the <U>) )?(?:<D> )?(?:have )?(?:arrested|detained|nabbed|collared|cuffed"
        rf"|handcuffed|picked up|hauled in|took in|took away|seized|apprehended|led away) {DETERMINED}<who>(?!'s)",
        r"(?:slapped|put|snapped|clapped) (?:the )?(?:hand)?cuffs on <who>|(?:led|taken|walked|escorted|marched|put"
        r"|placed|hauled) (?:(?:off|away|out|from|of|the|her|his|<U>|court|a|in|plane|hotel|home|house|stage|club"
        r"|flight) )*(?:in|into) (?:hand)?cuffs",
        r"(?:in|into) police custody|(?:held|kept|detained|remanded|is|was|were|are|being held) in custody|(?:spent"
        r"|passed) (?:<D>|the night|a night|[\w ]{1,20}) in (?:a |the )?(?:[\w-]+ )?(?:police )?(?:cell|cells"
        r"|jail cell|lockup|lock-up|custody|jail)(?= after|[.,;]| on suspicion)",
        r"(?:caught|landed|found (?:himself|herself)|ended up) (?:in|behind) (?:handcuffs|cuffs|police custody|a"
        r" police cell)",
        r"under arrest(?=$|[.,;]| <D>| in\b| on\b| after| for\b)|^(?:also |among (?:those"
        r"|the people) )?arrested [^.;:\ue000-\uefff]{0,50}(?:was|were|:) <who>(?!'s)",
        rf"{POLICE} (?:in (?:<U>|the <U>) )?(?:later |then )?(?:arrested|detained) (?:him|her)(?= <D>| in\b| on\b|"
        rf" for\b| at\b| after|[.,;]|$)",
    ),
    "charged": (
        rf"(?:charged|indicted|arraigned) {DETERMINED}<who>(?!'s)(?=,? (?:with|over|on|in|for|under)\b| <D>|[.,;]|$)"
        r"(?! with (?:hypocrisy|racism|sexism|betray\w+|l(?:ying|ooking)|being|having|finding|bringing|making"
        r"|trying|writing|the task))",
        r"charged(?= (?:with|over|in\b|by (?!an? (?!federal|grand|court|judge))|for (?:his|her|alleged|the alleged)"
        r"|<D>|under|as\b|after)|[.,;]|$)(?! with (?!murdering|killing|assaulting|raping|driving|stealing|possessing"
        r"|attempting|conspiring|defrauding|laundering|trafficking|smuggling|resisting|obstructing|battering|abusing"
        r"|molesting|stalking|harassing|threatening|evading|violating|bribing|carrying|selling|distributing|dealing"
        r"|causing|endangering|attacking|striking|shooting|stabbing|punching|beating|kidnapping|robbing|breaking"
        r"|trespassing|disturbing|refusing|failing|soliciting|inciting|engaging in|participating|operating|speeding"
        r"|hacking|illegally|drunk|drink|drug|being (?:in|drunk|under)|grooming|shoplifting|racketeering|price|insider"
        r"|dogfighting|gun)[a-z]+ing\b)(?! (?:with (?:emotion|energy|excitement|electricity|atmosphere|finding|leading"
        r"|bringing|creating|overseeing|keeping|protecting|running|saving|making|organi[sz]ing|building|turning"
        r"|reviving|delivering|writing|guarding|tension|political|sexual|meaning|the task|raising|choosing|looking"
        r"|caring)|in advance|by (?:the|her|his) (?:crowd|music|energy)))",
        r"indicted|arraigned",
        r"(?:filed|brought|bring|files|laid) (?:[\w-]+ ){0,4}charges against <who>(?!'s)",
        r"charges (?:were|have been) (?:filed|brought|laid) against <who>(?!'s)",
        r"(?:hit|slapped) with (?:[\w'-]+,? ){0,6}(?:charges?|counts?|indictment)",
        r"(?:indictment|charges?|complaint) (?:against|of|naming) <who>(?!'s) (?:was|were|has been|have been) (?:filed"
        r"|unsealed|laid|brought|returned|announced|made public)|(?:returned|handed up|unsealed|issued|filed|announced"
        r") (?:an?|the) (?:[\w-]+ )?(?:indictment|criminal complaint) (?:against|of|charging|naming) <who>(?!'s)",
        r"(?:formally|officially|criminally) (?:charged|accused of)|(?:brought|laid|pressed|announced|lodged"
        r"|unveiled) (?:[\w-]+ ){0,5}(?:charges?|counts?) (?:[^.;,\ue000-\uefff]{0,30} )?against <who>(?!'s)",
        r"(?:named in|served with) (?:an? )?(?:[\w-]+ ){0,2}(?:indictment|criminal complaint|charge sheet)",
        r"charged (?:<D> )?with (?:[\w-]+ ){0,4}(?:murder|manslaughter|assault|battery|rape|fraud|theft|burglary"
        r"|robbery|dui|driving|possession|trafficking|racketeering|conspiracy|perjury|evasion|harassment|offences?"
        r"|offenses?|counts?|felon\w+|misdemeanou?rs?|abuse|bribery|laundering|arson|stalking)",
    ),
    "sentenced": (
        r"(?:sentenced|sentences|jailed|jails|imprisoned) <who>(?!'s)",
        rf"sentenced(?=[.,;]|$| <D>| in\b| by| after| for| on\b| to [^.;]{{0,60}}\b{TERM}\b)"
        r"(?! to (?:a life of|a lifetime|years of (?!prison|probation)|obscurity))",
        r"(?:jailed|imprisoned|locked up|put behind bars|put away)(?= for| <D>|[.,;]|$| over| after)",
        rf"(?:ordered|sent|sends)(?: <who>)?(?: <D>)?(?: back)? to (?:serve|spend|perform|complete|do)?"
        rf"[^.;,\ue000-\uefff]{{0,45}}?\b{CELL}",
        rf"(?:given|handed|receiv(?:ed|es)|got|gets|get|draws|drew)(?: <D>)? [^.;,]{{0,60}}?(?:sentence"
        rf"|(?:years?|months?|days?|hours|weeks?)(?:'|'s)? (?:in|of|of supervised|on|behind) ?(?:a |an |the )?{CELL}"
        rf"|(?:years?|months?|days?) behind bars|probation|jail time|prison time|jail term|prison term)"
        r"(?! (?:in the dictionary|fragment|reduction|reduced))",
        r"<who>'s (?:[\w'-]+ ){0,4}sentence (?:was|is) handed down",
        rf"(?:gave|handed) <who> (?:[\w'-]+ ){{0,6}}(?:sentence|(?:in|of) {CELL}|probation|behind bars)",
        r"(?:placed|put) on (?:[\w'-]+ ){0,4}probation",
        rf"(?:got|gets|given|handed|receiv(?:ed|es)|drew|draws|landed|dealt) (?:<D> )?{SPAN}(?= (?:for|over|after"
        rf"|behind|inside|from an? (?:[\w-]+ |<U> ){{0,3}}(?:judge|court))\b|[.,;]|$| <D>)",
        rf"(?:gave|handed|dealt|slapped|sentenced|hit) <who> (?:with )?(?:<D> )?{SPAN}(?: (?:in|of) {CELL}"
        r"| behind bars|(?: jail| prison)? (?:sentence|term))?",
        r"(?:sent|packed off|going|headed|off|heads|goes|went|sentenced|condemned|committed"
        rf"|returned) (?:back )?to (?:the )?(?:federal |state |county )?(?:prison|jail) (?:<D> )?for {SPAN}",
        r"(?:sent down|banged up|locked up|put away|put behind bars|imprisoned|incarcerated|jailed|caged) (?:<D> )?for"
        r" (?:[\w-]+ ){0,3}(?:years?|months?|weeks?|days?|life)",
        rf"(?:must|will|is to|has to|ordered to|told to|told (?:he|she) must|told (?:he|she) will) (?:now )?(?:serve"
        rf"|spend|do)"
        rf" (?:[\w-]+ ){{0,4}}(?:years?|months?|weeks?|days?|hours) (?:in|of|behind|under|inside)(?: {CELL}| bars|)",
        r"(?:given|handed|received|got|gets|receives|drew) (?:<D> )?(?:an? )?(?:[\w-]+ ){0,4}(?:[a-z0-9]+-(?:year"
        r"|month|week|day) term|jail term|prison term|term in"
        r" prison|stretch|jail sentence|term behind bars|spell in prison|life term)",
        r"(?:sent|sends|jailed|committed|packed off) <who> (?:back )?to (?:prison|jail)|(?:put|placed) <who> (?:on"
        r" (?:[\w-]+ ){0,4}"
        r"probation|behind bars)|(?:ordered|condemned) <who> to (?:[\w'-]+ ){0,6}(?:prison|jail|behind bars|probation)",
        rf"(?:sentenced|jailed) (?:him|her)(?= to [^.;]{{0,60}}\b{TERM}\b| for| <D>|[.,;]|$)",
    ),
}
