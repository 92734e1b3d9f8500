"""The words by which the press leaves a claim open, denies it or names no source, as patterns over folded text.

`news.stories.status` judges reports by them, `news.events.certainty` one event of a sentence.
"""

TALK = (
    r"(?:rumou?rs?|reports?|talk|speculation|claims?|gossip|whispers?|allegations?|accusations?|stor(?:y|ies)"
    r"|chatter|buzz)"
)
HEARSAY = r"reportedly|allegedly|supposedly|purportedly|apparently|rumou?red"
SAID_TO = r"(?:said|believed|thought|alleged|understood|reported) to"
UNNAMED_SOURCE = (
    r"(?:a|an|one|another|multiple|several|other|two|three|unnamed|anonymous|various) (?:\w+ )?"
    r"(?:sources?|insiders?|tipsters?)"
)
SOURCE_SAYS = r"(?:source|insider)s? (?:close|say|said|claim|tell|told|reveal|confirm|exclusively|alleg|insist)\w*"
PER_SOURCE = r"(?:says?|said|claims?|per) (?:an? )?(?:source|insider)s?"
SPOKESPEOPLE = (
    r"reps?|representatives?|spokes\w+|publicists?|lawyers?|attorneys?|teams?|agents?|managers?|management|label"
)

DENIES = r"den(?:y|ies|ied|ying)"
GRANTED = r"bail|parole|entry|access|custody|request|motion|a visa|a request"  # what is not given, where it is denied
REJECTS = (
    r"shut(?:s|ting)? down|shot down|shoot(?:s|ing)? down|dismiss(?:es|ed|ing)|slam(?:s|med|ming)|s?quash(?:es|ed|ing)"
    r"|refut(?:es?|ed|ing)|debunk(?:s|ed|ing)?|(?:hit(?:s|ting)?|fir(?:es?|ed|ing)|clap(?:s|ped|ping)?)"
    r" (?:back|out) at|rubbish(?:es|ed|ing)|disput(?:es?|ed|ing)|laugh(?:s|ed|ing)? off"
)
UNTRUE = r"untrue|false|fake news|made.up|bogus|fabricated|baseless|a hoax"
IS_UNTRUE = rf"(?:is|are|was|were)(?:(?: not|n't) true| (?:{UNTRUE}))"
NO_TRUTH = rf"no truth|(?:not|\w+n't) true|false {TALK}"
