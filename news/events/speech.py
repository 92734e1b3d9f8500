"""Speech that runs over several sentences, marked in each of them, so that none is taken for the reporter's words."""

import re
from collections.abc import Iterator, Sequence

_LONGEST = 8  # sentences; a mark that nothing closes for longer was a slip
_QUOTED = re.compile(r"[“”\"]")
_MARK = re.compile(r"(?P<open>“|(?:(?<=^)|(?<=[\s(\[—–-]))\"(?=\S))|[”\"]")


def with_marks(lines: Sequence[str]) -> Iterator[str]:
    """Give sentences in order with the quotation marks that others of them hold: 'I wed. He left," she said.'"""
    if not _QUOTED.search("\n".join(lines)):
        yield from lines
        return
    left = 0
    for line in lines:
        marks = [bool(mark["open"]) for mark in _MARK.finditer(line)]
        is_continued = left > 0 and not (marks and marks[0])
        is_open = marks[-1] if marks else left > 1
        left = (_LONGEST if marks else left - 1) if is_open else 0
        yield f"{'“' if is_continued else ''}{line}{'”' if is_open else ''}"
