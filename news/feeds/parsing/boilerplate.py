"""What publishing software puts after a text, taken off: links to read on, notes of syndication, picture credits.

Left in, it makes strangers' reports alike: every post of a WordPress site ends in the same sentence.
"""

import re

_TAIL = 500  # characters at the end that are looked at: a note of syndication repeats the headline
_SHORT_TAIL = 240  # for all but those
_MOST = 4  # endings on one another: "Photo: Getty. [...] Continue reading. The post ... appeared first on ..."

# As WordPress writes it in the languages of its larger sites: a title, then the site's name. A title begins with a
# capital, unlike what goes on in "The post, since deleted, first appeared on Instagram".
_NOTE = re.compile(
    r"(?:(?<=\s)|^)(?:The post|Der Beitrag|L[’']article|La entrada|El artículo|L[’']articolo|O post)"
    r" (?![a-z])(?=\S).{1,300}?"
    r" (?:appeared first on|first appeared on|erschien zuerst auf|est apparu en premier sur|se publicó primero en"
    r"|apareci[óo] primero en|aparece primero en|proviene da|apareceu primeiro em) [^\n]{1,100}$"
)
# Where a sentence may begin; a link after a cut needs no space: "guaranteed to be...Read More".
_BEGIN = r"(?:^|(?<=\n)|(?<=[.!?…\]] )|(?<=[.!?][\"'”’)] )|(?<=…)|(?<=\.\.\.))"
_ON = r"(?:story|article|post|review|interview|recap|feature|report|piece)"
_LINK = (
    rf"(?:Read (?:more|on|(?:the )?(?:full|whole|entire|rest(?: of (?:the|this))?|original)(?: {_ON})?|the {_ON})"
    rf"|View (?:entire|full|original) {_ON}|See (?:more|full {_ON})|Full {_ON}|Keep reading|Continue reading"
    rf"|Click (?:here )?(?:to|for) (?:read|see|view|continue|more|the)\b[^\n.!?]{{0,60}})"
)
_WHERE = r"(?: (?:here|about|at|on|of|from|in) [^\n.!?]{1,80})?"
_MARK = r"[\s.:…›»→➔>\])]*"
_ENDINGS = (
    re.compile(rf"{_BEGIN}[\[(]?(?=[A-Z])(?i:{_LINK}{_WHERE}){_MARK}$"),
    re.compile(rf"{_BEGIN}Continue [Rr]eading [^\n]{{1,200}}[›»→]$"),  # the headline once more, then an arrow
    re.compile(
        r"(?<=\w )(?:Read More|Continue Reading|READ MORE|CONTINUE READING)[\s.…›»→]*$"
    ),  # cut within a sentence
    re.compile(r"(?:(?<=\s)|^)\((?:Photo|Image|Picture)s?(?: credit| by)?:? [^()\n]{1,80}\)$"),
    re.compile(rf"{_BEGIN}(?:Photo|Image|Picture)s?(?: [Cc]redits?| by)?: [^\n!?]{{1,60}}$"),
)
_CUT = ("[…]", "[...]", "(…)", "(...)")
# Asked before the patterns, which take 0.3 ms for a text that has no such ending: one of these words is in each.
_NOTED = ("first", "zuerst", "premier", "primer", "primeir", "proviene")
_SAID = ("READ", "VIEW", "SEE", "FULL", "CLICK", "PHOTO", "IMAGE", "PICTURE")


def without_note(text: str) -> str:
    """Take off the note that tells on which site a text appeared first."""
    head, tail = text[:-_TAIL], text[-_TAIL:]
    return head + _NOTE.sub("", tail).rstrip() if any(word in tail for word in _NOTED) else text


def without_ending(text: str) -> str:
    """Take off all that is no more of the report: "Read more", "(Photo: Getty Images)"; "[...]" becomes "…"."""
    for _ in range(_MOST):
        shorter = _without_cut(_without_link(without_note(text)))
        if shorter == text:
            break
        text = shorter
    return text


def _without_link(text: str) -> str:
    head, tail = text[:-_SHORT_TAIL], text[-_SHORT_TAIL:]
    said = tail.upper()
    if any(word in said for word in _SAID):
        for ending in _ENDINGS:
            tail = ending.sub("", tail).rstrip()
    return head + tail


def _without_cut(text: str) -> str:
    mark = next((mark for mark in _CUT if text.endswith(mark)), "")
    bare = text.removesuffix(mark).rstrip()
    return f"{bare}…" if mark and bare and not bare.endswith((".", "!", "?", "…")) else bare
