"""How the press words what two people share: engagements, weddings, separations, divorces, romances."""

from news.events.forms.words import DETERMINED, NOUN_PHRASE, PARTNER
from news.model.articles import EventKind

_LOVE = r"(?:marriage|relationship|romance|engagement|union)"
# Whom somebody married, told from what: "has married her two passions".
_SPOUSE = (
    rf"(?:(?:her|him)(?=[.,;]|$| <D>| (?:in|at|on|after|before|when|just|less|again|secretly|there|and|quietly|for)\b)"
    rf"|{PARTNER}|(?:the|fellow|former|then) {NOUN_PHRASE}<U>)"
)
_ENDS = (
    r"(?=[.,;:!?)\"']|$| and\b| but\b| after| following| as\b| amid| because| over| just| less| with| in\b"
    r"| on\b| at\b| <D>| before| earlier| again| once| weeks| months| years| despite| late\b| early\b)"
)
_MADE_FINAL = (
    r"(?:(?:was|is|has been|became|had been|came|went|been)(?: made)?(?: now| just| also)?(?: [\w]+ly)? )?"
    r"(?:made )?(?:\w+ly )?(?:finali[sz]ed|granted|settled|official|final|complete|completed|through|absolute"
    r"|signed off|annulled|dissolved|ended by a judge)"
)
_FILED = r"(?:fil|lodg|submitt?|enter|present|mak|issu)(?:ed|es|ing|s)|made"
_PAPERS = (
    r"(?:(?:a|an|the|her|his|their|court|divorce|legal|formal|joint) )*(?:papers|paperwork|documents|petitions?|suit"
    r"|lawsuit|requests?|applications?|claim)"
)
_MARRIAGE = r"(?:(?:her|his|their|the) )?(?:[\w-]+ ){0,3}marriage"
_COURT = r"(?:a|an|the) (?:[\w-]+ |<U>(?:'s)? ){0,4}(?:court|judge)"

FORMS: dict[EventKind, tuple[str, ...]] = {
    "engaged": (
        r"engaged(?: again)?(?=[.,;:!?)]|$| to (?:<P>|<U>|<R>|(?:her|his)\b)| to be married| after| following| while"
        r"| during| on\b| at\b| in <U>| <D>| and\b| over| last| but\b| just| for the| less| two| three| months| weeks"
        r"| since| six| before)",
        rf"engaged to {DETERMINED}<with>",
        rf"propos(?:ed|es|ing)(?: marriage)? to (?:{DETERMINED}<with>|<R>|<U>|her\b|his\b)",
        r"proposed(?= <D>|[.]| (?:over|during|while|on|in|at|after)\b)",
        rf"popp(?:ed|ing|s) the question(?: to (?:{DETERMINED}<with>|<R>|<U>))?",
        r"asked (?:her|him) (?:to marry (?:him|her)|to be (?:his|her) (?:wife|husband))|ask(?:ed|s) <with> (?:to"
        r" marry (?:him|her)|to be (?:his|her) (?:wife|husband)|for (?:her|his) hand)",
        r"(?:got|gets|went|gets|dropped|drops|was) (?:down )?on (?:one|bended|a) knee(?: (?:in front of|before|for"
        r"|to) <with>(?!'s))?",
        r"(?:announc|confirm|reveal|celebrat|shar)(?:e|es|ed|ing|s) (?:the news of )?(?:(?:their|her|his|an|the) )?"
        r"(?:surprise )?engagement(?! (?:party|ring|rumou?rs|speculation|shoot|photos))",
        r"accept(?:ed|s|ing) (?:(?:a|the|his|her) )?(?:<with>'s )?(?:\w+ )?(?:marriage )?proposal(?: of marriage)?(?:"
        rf" from (?:{DETERMINED}<with>|<U>|<R>))?(?! (?:to|for|that|from (?:<U> )?(?:studio|network)))",
        r"sa(?:id|ys|ying) [\"']?yes[\"']?,? (?:when|to|after)\b[^.;]{0,80}?\b(?:propos(?:ed|al)|knee|question|marry\w*"
        r"|ring)",
        rf"agreed to marry (?:{DETERMINED}<with>|<U>|<R>)",
        rf"<who>'s engagement(?: to (?:{DETERMINED}<with>|<U>|<R>))? (?:was|is|has been) (?:announced|confirmed)",
        r"engagement of <who>(?: (?:to|and) <with>)?",
        r"(?:their|her|his) engagement(?: to (?:<with>|<U>))? (?:was|has been) (?:announced|confirmed|made public)",
        r"became betrothed",
        r"sa(?:id|ys) [\"']?yes[\"']? to (?:<with>(?! about)|marrying)|agreed to (?:be(?:come)?) <with>'s (?:wife"
        r"|husband)",
        r"(?:put|placed|slipped|slid) (?:a|an|the) (?:[\w'-]+ ){0,5}ring (?:on|onto) <with>'s (?:ring )?finger",
        r"put a ring on it|ask(?:ed|s) for <with>'s hand(?: in marriage)?|agreed to be (?:his|her) (?:wife|husband)",
        r"(?:plighted|pledged) (?:their|his|her) troth|(?:is|are) betrothed(?: to (?:<with>|<U>))?",
        r"(?:is|are) (?:now )?(?:officially )?(?:<with>'s fiancee?|fiances)",
    ),
    "married": (
        rf"(?:re-?)?married(?= (?:<P>|<U>|<R>|<D>|in\b|at\b|on\b|during|last|again|for|{_SPOUSE}|secretly|to (?:<P>"
        rf"|<U>|<R>|{_SPOUSE})|off the|before|after|each other|just|once|twice|privately|by|aboard|under|inside|late"
        r"|early|over|beneath|near|outside|barefoot|less|three|two)|[.,;:!?)]|$| and\b)",
        rf"(?:re-?)?marr(?:ies|ying|y)(?= (?:<P>|<U>|<R>|<D>|in\b|at\b|{_SPOUSE}|again|secretly)|[.,;:!]|$)",
        r"(?:weds|wed|wedded|wedding)(?= (?:<P>|<U>|<R>|<D>|in\b|at\b|on\b|during|last|again|before|after|secretly"
        rf"|just|{_SPOUSE}|under|inside|aboard|over|for\b|to (?:<P>|<U>))|[.,;:!]|$)",
        rf"(?:re-?)?(?:married|marries|weds|wed|marrying) {DETERMINED}<with>",
        r"t(?:ied|ies|ying|ie) the (?:knot|marital knot)",
        r"(?:said|saying|says|say) (?:their )?[\"']?i do[,.]?[\"']?s?",
        r"(?:exchang(?:ed|es|ing|e)|said|saying|trad(?:ed|es|ing)|swapp(?:ed|s|ing)|recited|took|taking|pledged)"
        r" (?:(?:their|her|his|the) )?(?:wedding |marriage |marital )?(?:vows|rings)",
        r"walk(?:ed|s|ing) down the aisle(?! (?:of|in the store))",
        r"(?:got|gets|getting|are|were) (?:hitched|spliced)|eloped?s?|jumped the broom",
        r"(?:became|become|pronounced|declared|are now|now|officially|legally) (?:husband and wife|man and wife)",
        rf"became (?:the )?(?:\w+ )?(?:wife|husband) (?:of|to) {DETERMINED}<with>|became <with>'s (?:\w+ )?(?:wife"
        rf"|husband)",
        r"were joined in (?:holy )?matrimony",
        r"(?:held|had|celebrated) (?:their|her|his|a) (?:(?!anniversary)[\w-]+,? |<U> ){0,4}wedding(?: ceremony)?"
        r"(?! (?:anniversary|reception|party|rehearsal|shower))(?: to (?:<with>|<U>))?(?= (?:in|at|on)\b| <D>)",
        r"<who>'s (?:[\w-]+,? |<U> ){0,4}?(?:<D> )?(?:[\w-]+ |<U> ){0,3}(?:wedding|nuptials|marriage)(?: ceremony)?"
        r"(?: to (?:<with>|<U>))?(?= (?:(?:in|at) (?:<U>|[a-z' ]{1,25}),? ?(?:<U>,? )?)?<D>| took place| was held)",
        r"<who>'s <D> (?:[\w-]+ |<U> ){0,3}(?:wedding|nuptials|marriage)(?! anniversary)(?: to (?:<with>|<U>))?",
        r"(?:wedding|marriage) of <who>(?: (?:to|and) <with>)?"
        r"(?= (?:(?:in|at) (?:<U>|[a-z' ]{1,25}),? ?(?:<U>,? )?)?<D>| took place| was held)",
        r"(?:took|taken) (?:<with>|<U>) as (?:his|her) (?:\w+ )?(?:lawfully )?(?:wedded )?(?:wife|husband|bride)"
        r"|made <with> (?:his|her) (?:\w+ )?(?:wife|husband|bride)",
        r"became (?:wives|husbands)|(?:became|become|are now|are) (?:mr\.? and mrs\.?|newlyweds|wife and wife"
        r"|husband and husband)|(?:joined|united) in (?:holy )?(?:matrimony|marriage|wedlock)|(?:made|make) it legal",
        r"(?:went|came) down the aisle|stood at the altar|(?:became|is now) mrs\.? (?:<U>|<with>)",
        rf"(?:became|becomes|become) {DETERMINED}<with>'s (?:\w+ )?(?:wife|husband|bride)",
        r"wedding bells (?:have )?(?:rang|rung|ring|pealed) (?:out )?(?:<D> )?for <who>",
        r"(?:exchanged|swapped|traded|said) (?:their |his |her )?[\"']?i[ -]dos?[\"']?",
        r"were (?:legally |officially |formally )?(?:wed|joined|united)(?= <D>| in| at| by|[.,])",
        r"(?:vows|rings) were (?:exchanged|swapped) (?:<D> )?(?:by|between) <who>(?!'s)|knot was tied (?:<D> )?by"
        r" <who>(?!'s)",
        r"(?:is|are) (?:now )?(?:officially |legally )?(?:husband and wife|man and wife|a married (?:woman|man"
        r"|couple)|mrs\.? <P>)",
    ),
    "separated": (
        rf"split(?:s|ting)?(?: up)?(?: from| with)? {DETERMINED}<with>",
        rf"split(?:s|ting)?(?: up)?(?! <D> between)(?:{_ENDS}| from| again|, )",
        r"(?:broke|broken|breaks|break|breaking) up(?! (?:with (?:laughter|the)|fights?|a|the|into)\b)",
        r"(?:broke|broken|breaks) (?:things|it) off(?= with\b|[.,;]|$| <D>| in\b| after)",
        rf"separat(?:ed|es|e|ing)(?! (?:by|the|her|his|their|at birth)\b)(?:(?: from {DETERMINED}<with>)?{_ENDS}"
        rf"| from|, )",
        r"part(?:ed|s|ing)? (?:ways|company)(?! with (?:his|her|their|the|<U>))",
        r"(?:(?:have|has|had) )?parted(?=[.,;]|$| <D>| after)",
        r"call(?:ed|s|ing)? it (?:quits|a day)|call(?:ed|s|ing)? (?:it a day on|time on|an end to) (?:their|her|his)",
        r"g(?:one|oes|oing|o) (?:their )?separate ways|went (?:their )?separate ways|(?:gone|went) their own ways",
        r"(?:end(?:ed|s|ing)?|finish(?:ed|es)) (?:(?:their|her|his|the|a) )?(?:(?!business|working|professional"
        r"|creative)[\w'-]+ |<D> ){0,4}(?:marriage|relationship|romance|engagement|union|courtship)",
        r"end(?:ed|s|ing) (?:things|it)(?= with\b|[.,;]|$| <D>| after)",
        r"(?:call(?:ed|s|ing)?|br(?:oke|eaks?|oken)) off (?:(?:their|her|his|the) )?(?:[\w-]+ )?"
        r"(?:engagement|wedding|relationship)",
        r"(?:announc|confirm|reveal)(?:e|es|ed|ing|s) (?:(?:their|her|his|a|the) )?(?:separation|split|break-?up)",
        r"(?:announc|confirm|reveal)(?:e|es|ed|ing|s) (?:their|her|his|the) decision to (?:separate|split|part"
        r"|divorce)",
        r"(?:decid|agre|chos|opt)(?:ed|en|e|es) to (?:separate|split(?: up)?|part(?: ways| company)?|divorce|live apart"
        r"|go (?:their )?separate ways|call it quits|end (?:their|her|his) (?:[\w'-]+ ){0,3}"
        r"(?:marriage|relationship|romance|engagement))",
        rf"(?:dump(?:ed|s)|ditch(?:ed|es)) {DETERMINED}<with>(?!'s)",
        r"consciously uncoupl(?:e|ed|ing)",
        r"no longer (?:together|a couple|an item|dating|engaged|an? couple)",
        r"pull(?:ed|s) the plug on (?:their|her|his) (?:[\w-]+ )?(?:marriage|relationship|romance)",
        r"<who>'s (?:<D> )?(?:split|separation|break-?up)(?: from <with>)?(?= <D>)",
        r"<who>'s (?:[\w'-]+ ){0,3}(?:marriage|relationship|romance|engagement)(?: (?:to|with) (?:<with>|<U>))?"
        r" (?:is over|was over|has ended|ended|has come to an end|came to an end|is at an end)",
        r"(?:over|all over) (?:for|between) <who>(?!'s)(?: and <with>)?(?=[.,;:!]|$| after)",
        r"(?:marriage|romance|relationship) (?:of|between) <who>(?: and <with>)? (?:is over|has ended|ended"
        r"|has come to an end|came to an end)",
        r"(?:are|is|were) (?:now )?(?:officially )?(?:history|kaput|finished as a couple|done as a couple|living apart"
        r"|living separately|leading separate lives|a couple no more|an item no more|no more)(?=[.,;:!]|$| after)",
        r"drifted apart|(?:walked|walks) out on (?:<with>|<U>|<R>)|gave <with> (?:his|her) marching orders|split"
        r" asunder",
        rf"(?:threw|thrown|throwing) in the towel on (?:their|her|his) (?:[\w'-]+ ){{0,2}}{_LOVE}",
        r"(?:pulled|drew|brought|put) (?:down )?(?:a|the|an) (?:curtain|line|end|close)(?: down)? (?:on|under"
        rf"|to) (?:their|her|his) (?:[\w'-]+ ){{0,3}}{_LOVE}",
        rf"<who>'s (?:[\w'-]+ ){{0,3}}{_LOVE}(?: (?:to|with) (?:<with>|<U>))? (?:has |is |was |had )?(?:collapsed"
        rf"|fizzled"
        r"(?: out)?|run its course|fallen apart|fell apart|broken down|off\b|hit the rocks|unravell?ed|finished|dead)",
        rf"(?:their|her|his) (?:[\w'-]+ |<D> ){{0,4}}{_LOVE}(?: (?:to|with) (?:<with>|<U>))? (?:is|was|has) (?:over"
        r"|ended|off|collapsed|run its course|fizzled(?: out)?|come to an end|at an end|finished)",
        r"left (?:(?:his|her) )?<with>(?= (?:after|for another|for good)\b|[.]|$)",
        r"(?:is|are) (?:newly )?single again|put (?:their|her|his) (?:[\w'-]+ ){0,2}(?:marriage|romance) behind"
        r" (?:them|her|him)",
        r"announc(?:ed|es|ing) (?:that )?(?:they are|the end of (?:their|her|his) (?:[\w'-]+ ){0,4}"
        r"(?:marriage|relationship|romance|engagement))",
        r"(?:going|gone|went|go) it alone after",
    ),
    "divorce_filed": (
        rf"(?:{_FILED}) (?:{_PAPERS} )?(?:<D> )?(?:(?:in|at) (?:<U>|[\w ]{{1,30}}?) (?:<D> )?)?(?:<D> )?(?:for|to"
        rf"|seeking) (?:an? )?(?:divorce|(?:legal )?dissolution|(?:end|dissolve|terminate) {_MARRIAGE})",
        r"fil(?:ed|es|ing) (?:for )?(?:the |her |his )?divorce(?: papers| paperwork| documents| petition)?",
        r"(?:petition(?:ed|s)|sued|sues|suing|ask(?:ed|s) <U>) for (?:an? )?divorce",
        rf"(?:petition(?:ed|s)|asked|asks) {_COURT} (?:<D> )?(?:to (?:end|dissolve|terminate) {_MARRIAGE}"
        r"|for (?:an? )?(?:divorce|dissolution))",
        r"(?:initiat|beg[au]n|start|launch|commenc)(?:ed|s|)? divorce proceedings(?: against <with>)?",
        r"(?:submitted|lodged|signed and filed|presented) (?:her |his |their |an? |the )?divorce (?:papers|paperwork"
        r"|documents|petition|application)",
        r"(?:serv(?:ed|es)|hit) <with> with divorce (?:papers|paperwork|documents)",
        rf"<who>'s (?:estranged |second |third |fourth |first )?(?:wife|husband)(?:,? <U>,?)? (?:has |had )?"
        rf"(?:officially |quietly )?(?:filed|files) (?:for divorce|(?:for )?divorce papers|{_PAPERS} for divorce)",
        r"divorce (?:papers|petition) (?:\w+ )?(?:was|were) filed by <who>",
        r"<with> (?:was|has been|had been|is) (?:served|hit) with (?:a )?divorce (?:papers|documents|petition|suit)"
        r" (?:<D> )?by <who>(?!'s)",
        rf"(?:went|gone|goes|turned) to (?:court|a judge) to (?:end|dissolve) {_MARRIAGE}",
        r"(?:is |are )?(?:seeking|seeks|sought) (?:an? )?(?:divorce|dissolution)(?: from <with>)?",
        r"(?:took|taken) (?:the )?(?:first )?(?:formal |legal )?steps? (?:to|toward|towards) (?:a |end\w* )?(?:divorce"
        r"|(?:her|his|their) marriage)|(?:set|put) (?:a |the |her |his |their )?divorce (?:in motion|into motion)",
        rf"(?:moved|applied|asked) (?:to|for) (?:an? )?(?:divorce|(?:legally )?(?:end|dissolve) {_MARRIAGE})",
        r"(?:opened|instigated|set in motion|lodged|brought) (?:the )?divorce proceedings",
        r"(?:put|sent|handed|turned) in (?:(?:her|his|the|their) )?(?:divorce )?(?:papers|paperwork|petition)"
        r" (?:for|to|seeking) (?:a |an )?(?:divorce|end)",
        r"petition (?:for|seeking) (?:a )?(?:divorce|dissolution) (?:was )?(?:filed|lodged|submitted) by <who>",
        r"(?:lawyers?|attorneys?) for <who> (?:\w+ )?filed (?:[\w-]+ ){0,5}(?:divorce|dissolution|end (?:her|his|their)"
        r" (?:[\w-]+ )?marriage)",
    ),
    "divorced": (
        r"divorced(?= (?:<P>|<U>|<R>|<D>|in\b|from|after|each other|last|her\b|his\b|the (?:actor|singer|rapper)"
        r"|less|two|three|amicably|two years|later)|[.,;:!]|$| and\b)",
        rf"divorced {DETERMINED}<with>",
        r"finali[sz](?:ed|es|e|ing) (?:their|her|his|a|the) (?:[\w'-]+ ){0,2}divorce(?: from <with>)?",
        r"finali[sz](?:e|ed|es) divorce",
        r"(?:finali[sz]ed|granted|signed off(?: on)?|approved|dissolved|ended) (?:the |<D> )?(?:divorce|marriage)"
        r" (?:of|between) <who>",
        rf"<who>'s (?:[\w-]+ ){{0,3}}divorce(?: from (?:{DETERMINED}<with>|<U>|(?:a|an|her|his) (?:[\w-]+"
        rf" ){{1,4}}?))?,? ?{_MADE_FINAL}",
        r"(?:<who> and <with>|their|her|his)(?: [\w-]+){0,2} (?:divorce|marriage)(?: (?:from|to) (?:<with>"
        r"|<U>))? (?:was|is|has been|became|had been) (?:made )?(?:now )?(?:[\w]+ly )?"
        r"(?:finali[sz]ed|granted|settled|official|final|complete|annulled|dissolved|absolute)",
        rf"divorce (?:of|between) <who>(?: and (?:<with>|<U>))?,? {_MADE_FINAL}",
        r"(?:settl(?:ed|es|e|ing) (?:their|her|his)(?: [\w-]+){0,2} divorce|reach(?:ed|es) (?:a|their) divorce"
        r" (?:settlement|deal|agreement))",
        r"granted (?:<who>|(?:a|her|his|their)) (?:a |an )?(?:divorce|annulment)(?: from (?:<with>|<U>))?"
        r"|granted <who>'s divorce|granted a decree (?:nisi|absolute)",
        r"(?:declared|ruled|pronounced) <who> (?:legally |officially )?(?:single|divorced)",
        r"(?:declared|ruled|pronounced) (?:legally |officially )?(?:single|divorced)|(?:legally|officially)"
        r" (?:single|divorced)",
        r"<who>'s (?:[\w-]+ ){0,3}marriage (?:to <with> )?(?:was|has been|is) (?:\w+ly )?(?:annulled|dissolved)",
        r"(?:dissolved|ended|annulled) <who>'s (?:[\w-]+ ){0,3}marriage(?: to <with>)?",
        r"had (?:her|his|their) (?:[\w-]+ ){0,2}marriage (?:to <with> )?(?:annulled|dissolved)",
        r"(?:no longer|ceased to be) (?:legally )?(?:married|husband and wife|man and wife)|unmarried by a judge",
        r"<who>'s (?:[\w'-]+ ){0,3}marriage(?: to (?:<with>|<U>))? (?:was|is|has been|is now"
        r"|came) (?:\w+ly )?(?:over in the eyes of the law|ended by (?:a|the) (?:judge|court)|legally (?:over|ended"
        r"|at an end)|formally (?:over|ended)|officially (?:over|ended))",
        r"(?:legally|formally|officially) (?:ended|dissolved|terminated) (?:their|her|his) (?:[\w'-]+ ){0,3}marriage"
        r"(?: to <with>)?",
        r"(?:signed|inked) (?:(?:their|her|his|the|final) )*divorce (?:papers|agreement|settlement)"
        r"|signed off on <who>'s (?:[\w'-]+ )?divorce|signed (?:<who>'s|the) divorce (?:decree|judgment) (?:of <who>)?",
        r"(?:given|awarded|obtained|secured|won|got) (?:a|her|his|their) (?:[\w'-]+ )?(?:divorce|decree (?:nisi"
        r"|absolute))(?: from (?:<with>|<U>))?",
        r"divorce (?:of|between) <who>,? (?:came through|went through|was rubber-stamped|was signed off)|(?:<who>'s"
        r"|their|her|his) (?:[\w'-]+ ){0,2}divorce(?: from (?:<with>|<U>))? (?:came|has come|went|has gone) through",
    ),
    "dating": (
        r"dating(?= (?:<P>|<U>|<R>|<D>|each other|for|again|in\b|since|after|her\b|his\b|a\b|an\b)|[.,;:!]|$| and\b"
        r"| but\b)",
        rf"(?:dating|dated) {DETERMINED}<with>",
        r"dated(?= (?:<P>|<U>|<R>|<D>|each other|for|briefly|in\b|from|on and off|on-and-off)|[.,;:]|$| and\b| but\b)",
        r"(?:went|gone|go|going|goes) (?:public|official) (?:with (?:(?:their|her|his) (?:[\w-]+ )?(?:romance"
        rf"|relationship|love)|{DETERMINED}<with>)|as a couple)",
        r"(?:confirm|announc|reveal|debut)(?:e|es|ed|ing|s)? (?:(?:that )?(?:their|her|his) )?(?:[\w-]+ )?(?:romance"
        r"|relationship)(?! (?:status|is over))",
        r"(?:made|making|make|makes) (?:(?:their|her|his) (?:romance|relationship) (?:\w+ )?official"
        r"|(?:their|her|his) (?:[\w-]+ )*debut as a couple)",
        r"in a (?:[\w-]+ )?relationship(?= (?:with|<D>|together)|[.,;])",
        r"(?:(?:went|gone|go|going|made it) )?(?:instagram|<U>) official|an item(?! of)"
        r"|a couple(?=[.,;]|$| <D>| and| after)",
        r"(?:began|started|strike up|struck up|begun) (?:a|their|her|his) (?:[\w-]+ )?(?:romance|relationship)",
        rf"(?:started|began|begun) (?:seeing|courting|going out with) (?:{DETERMINED}<with>|each other|<U>|<R>)",
        rf"(?:seeing|going out with|courting) (?:{DETERMINED}<with>|each other)(?! (?:perform|in concert|play|on stage"
        r"|win|sing|again))",
        rf"<who>'s (?:[\w-]+ )?(?:romance|relationship) with (?:{DETERMINED}<with>|<U>|<R>) began",
        rf"(?:made|went) (?:it|things) (?:facebook |instagram |<U> )?official(?: with {DETERMINED}<with>)?|(?:are|is)"
        rf" (?:now )?(?:going steady|stepping out with <with>|an official couple|officially an item|officially together"
        rf"|officially a couple|together(?=[.!]|$))",
        rf"(?:found|has found) love (?:again )?with {DETERMINED}<with>|(?:is|are) in love with {DETERMINED}<with>",
        r"(?:hard-launched|soft-launched) (?:their|her|his) (?:romance|relationship)"
        rf"|hooked up with {DETERMINED}<with>|courted {DETERMINED}<with>|(?:got"
        rf"|became) together(?: with <with>)?(?= <D>|[.]| after)|romanc(?:ed|ing) {DETERMINED}<with>",
    ),
}
