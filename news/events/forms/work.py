"""How the press words releases, awards and nominations."""

from news.events.forms.words import AWARD, DETERMINED, NO_WORK, NOT_WORK, OUT, TO_WORK, WORK
from news.model.articles import EventKind

FORMS: dict[EventKind, tuple[str, ...]] = {
    "released_work": (
        rf"(?:releas(?:ed|es|ing)|drop(?:ped|s|ping)|put(?:s|ting)? out|self-released|unveil(?:ed|s)|issu(?:ed|es)"
        rf"|debut(?:ed|s)|premier(?:ed|es)|unleash(?:ed|es)|came out with|(?:has|have) out"
        rf"|publish(?:ed|es)|share[sd]) (?:<D> )?{NOT_WORK}{TO_WORK}\b{WORK}\b{NO_WORK}",
        rf"(?:return(?:ed|s)|is back|are back|was back) <D>? ?with (?:a|an|her|his|their) (?:[\w'-]+ ){{0,4}}{WORK}\b"
        rf"{NO_WORK}",
        rf"(?:releas(?:ed|es|ing)|drop(?:ped|s|ping)|put(?:s|ting)? out|unveil(?:ed|s)|debut(?:ed|s)"
        rf"|publish(?:ed|es)|unleash(?:ed|es)) (?:<D> )?"
        rf"{NOT_WORK}(?:[\w'-]+,? "
        rf"|<D>,? ){{0,8}}?(?=[\"'][^\"']{{1,60}}[\"'])(?![\"'][^\"]{{1,60}}[\"'] (?:trailer|teaser|tracklist))",
        r"releas(?:ed|es)(?= <U>(?:[.,;]|$| <D>| in\b| on\b| to\b| as\b| with\b| this\b| last\b))",
        rf"<who>'s (?:[^.;\ue000-\uefff]{{0,60}}?)(?:\b{WORK}\b|[\"'][^\"]{{1,50}}[\"']),?(?:"
        rf" [\"'][^\"]{{1,50}},?[\"'],?| <U>,?)? (?:which )?(?:{OUT}|arrives|has (?:arrived|landed|dropped|come out))",
        rf"<who>'s (?:[\w'-]+ ){{0,4}}{WORK}(?:,? [\"'][^\"]{{1,50}},?[\"']| <U>)?, (?:published|released|issued|out)"
        r"(?= <D>| last| this| earlier)",
        r"<who>'s (?:[\w'-]+ |<U> ){1,8}(?:opened in|hit|arrived in|reached|landed in|came out in) (?:[\w-]+ "
        r"|<U> ){0,3}(?:cinemas|theat(?:er|re)s|bookshops|bookstores|shops|stores)\b",
        rf"{WORK}(?: [\"'][^\"]{{1,50}},?[\"'])? (?:by|from) <who>,? (?:{OUT}|(?:released|published|out)(?= <D>))",
        rf"(?:her|his) (?:[\w'-]+ ){{0,4}}{WORK}(?:,? [\"'][^\"]{{1,50}},?[\"'],?| <U>,?)? (?:{OUT})",
        r"(?:brought out|rolled out|served up|let loose|gave (?:fans|us|listeners|the world)|gifted (?:fans|us"
        r"|listeners)|surprised (?:fans|listeners|everyone|followers)(?: <D>)? with|treated fans to|delivered"
        r"|launched|self-published|slipped out|dropped) (?:<D> )?(?:a|an|her|his|their|the) (?:(?!(?:about|of|for"
        rf"|from|on|to|with|at|hints?|clues?)\b)[\w'-]+,? ){{0,6}}?(?:albums?|singles?|eps?|lps?|mixtapes?|songs?"
        rf"|tracks?|memoirs?|autobiography|novel|cookbook|record|book)\b{NO_WORK}(?! (?:deal|chain|bin))",
        rf"<who>'s (?:[\w'-]+,? |<D> ){{0,6}}(?:{WORK}|<U>|[\"'][^\"]{{1,50}}[\"']),? (?:went on sale"
        r"|made its (?:debut|bow)|reached (?:stores|shops|cinemas|shelves)|appeared|hit the (?:stands|charts)"
        r"|went live|was unveiled|was launched|is (?:finally )?(?:in (?:shops|stores|cinemas)|here|on sale|with us)"
        r"|emerged|saw the light of day|was unleashed)(?= <D>|[.,;]|$| in\b| on\b| at\b| with| and| after)",
        r"(?:her|his) (?:[\w'-]+ ){0,4}(?:albums?|memoir|single|autobiography|novel|record|book) (?:went on sale"
        r"|arrived|appeared|reached (?:stores|shops|shelves)|is out|is finally out|was unleashed|hit the shops)",
    ),
    "won": (
        rf"(?:won|wins|win|winning|took home|takes home|taking home|bagg(?:ed|s)|nabb(?:ed|s)|scoop(?:ed"
        rf"|s)(?: up)?|claim(?:ed|s)|clinch(?:ed|es)|swept|sweeps|took|carried off|walked off with|came away with"
        rf"|earn(?:ed|s)|collect(?:ed|s)|pick(?:ed|s|ing) up|receiv(?:ed|es|ing)|awarded|accept(?:ed|s)"
        rf"|land(?:ed|s)|captur(?:ed|es)|presented with|honou?red with|handed|given|add(?:ed|s)"
        rf"|secur(?:ed|es)|lift(?:ed|s)|snagg?(?:ed|s)|walked away with|(?:go|went|gone) home with|retain(?:ed|s))"
        rf" (?!(?:over|praise|hearts|fans|plaudits|raves|rave|applause|cheers|laughs|custody|back|attention|issue|place"
        rf"|part|aim|acclaim)\b)(?:(?:(?! (?:for|from|with|after|in|on|as|by|about|over|and|to|during) )"
        rf"[^.;:\ue000-\uefff]){{0,55}}?[ \"'-])??(?:<U>'s )?{AWARD}\b(?! (?:nomination|nod|nominee"
        rf"|campaign|bid|buzz|race|speech|show|stage|ceremony|winner|audience|host))"
        r"(?![^.;]{0,25}\b(?:nominations?|nods?)\b)(?![^.;]{0,30}\bon behalf of\b)",
        rf"(?:named|crowned|voted|declared|honou?red as)(?: as)? (?:the )?(?:<U>'s )?(?:[\w'-]+ ){{0,3}}?{AWARD}",
        rf"{AWARD} (?:[^.;]{{0,40}} )?(?:went to|was won by|(?:was|has been|were) (?:awarded|presented|given|handed)"
        rf" to"
        r"|goes to)(?:\.{3}|:)? <who>(?!'s)",
        rf"beat {DETERMINED}<with> to (?:win )?(?:[\w'-]+ ){{0,3}}{AWARD}",
        rf"(?:became|becomes|is) the (?:[\w'-]+ ){{0,4}}winner of (?:the )?(?:<U>'s )?(?:[\w'-]+ ){{0,5}}?{AWARD}",
        rf"became the (?:first|youngest|oldest|only) (?:[\w'-]+ |<U> ){{0,6}}to (?:win|receive|take|claim|earn)"
        rf" (?:[\w'-]+ ){{0,5}}{AWARD}",
        r"(?:triumph(?:ed|s)|prevail(?:ed|s)|came out on top|emerged victorious|was victorious) (?:<D> )?(?:at"
        rf"|in) (?:the )?(?:[\w'-]+ |<U>(?:'s)? |<D> ){{0,4}}?{AWARD}",
        rf"(?:ran|came|gone|went) (?:off|away|home) with (?:[\w'-]+ ){{0,5}}{AWARD}|got (?:her|his) hands on"
        rf" (?:[\w'-]+ ){{0,5}}"
        rf"{AWARD}|(?:is|are) (?:now )?(?:an?|the) (?:[\w'-]+ ){{0,3}}{AWARD}[ -](?:winner|champion|laureate)",
        rf"(?:named|crowned|hailed|proclaimed|chosen as|picked as) (?:[\w'-]+ |<U>'s ){{0,4}}(?:champions?|laureate"
        rf"|winner of)|beat {DETERMINED}<with> (?:\w+ ){{0,3}}(?:in|at) (?:the )?(?:[\w'-]+ |<D>'?s? ){{0,3}}final",
        r"(?:named|crowned|voted|awarded|gave|handed|presented) <who> (?:the |with (?:the|an?) |its |their |an? "
        rf"|as )?(?:<U>'s )?(?:[\w'-]+ ){{0,4}}?{AWARD}\b(?! (?:nomination|nod|nominee))",
    ),
    "nominated": (
        r"(?:nominated|shortlisted|short-listed|put forward)(?= (?:for|as|in|alongside|<D>|at|twice)|[.,;]"
        r"|$)(?! as (?:[\w'-]+ ){0,3}(?:ambassador|envoy|judge|secretary|chair\w*|candidate|leader|justice"
        r"|director general))(?! for (?:the |an? )?(?:[\w'-]+ ){0,3}(?:challenge|post|seat|presidency|bench|role))"
        r"|nominated <who>(?!'s)(?= for (?!(?:the |an? )?(?:[\w'-]+ ){0,3}(?:challenge|post|seat|role)))",
        r"(?:earn|scor|receiv|land|pick|get|got|secur|snag|nab|garner|collect|lead|led|rack|pull|gain|notch|grab|tall"
        r"|claim|bagg?|amass|nett|top|bag|draw|drew)(?:ed|s|es|d|ged|bed|bs|t|ing|ied|ped)?(?: up| in"
        r"| the)? [^.;,]{0,60}?\b(?:nominations?|nods?)\b(?! (?:of approval|to\b|from))",
        r"nominations? (?:[^.;,]{0,30} )?(?:went to|goes to|for) <who>(?!'s)",
        r"among (?:the|those) [^.;\ue000-\uefff]{0,60}?(?:nominees|nominated|shortlisted)\b[^.;\ue000-\uefff]{0,50}?"
        r" (?:is|are|was|were) <who>(?!'s)",
        rf"up for (?:(?!(?:for|and|of|to)\b)[\w'-]+ ){{0,6}}?(?:<U>'s )?{AWARD}\b(?! (?:show|ceremony))",
        r"(?:is|are|was|were) (?:among|one of) the (?:[\w'-]+ |<U>'?s? ){0,6}?nominees(?: for)?|(?:is|was|becomes"
        r"|became) (?:a|an) (?:first-time |[\w'-]+ |<U> ){0,3}nominee|(?:among|one of) (?:those|the \w+) nominated"
        r"|(?:made|makes) the (?:[\w'-]+ |<U> ){0,4}(?:shortlist|longlist|short list)(?: for)?",
        rf"(?:in the running|in contention|a contender|competing|vying|in the frame) for (?:[\w'-]+ ){{0,5}}?(?:<U>'s"
        rf" )?{AWARD}",
        r"(?:got|gets|received|won) the nod (?:for|in|as) (?:best|the|an?)\b|(?:recogni[sz]ed|honou?red) with"
        r" (?:[\w'-]+ |<U> ){0,4}"
        r"(?:nominations?|nods?)|nominees (?:include|are|were) <who>|nominations? for <who>(?!'s)",
    ),
}
