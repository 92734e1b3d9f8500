"""Speech that runs over several sentences, marked in each of them, so that none is taken for the reporter's words."""

import re
from collections.abc import Iterable, Iterator

_LONGEST = 8  # sentences; a mark that nothing closes for longer was a slip
_QUOTED = re.compile(r"[“”\"]")
_MARK = re.compile(r"(?P<open>“|(?:(?<=^)|(?<=[\s(\[—–-]))\"(?=\S))|[”\"]")


def with_marks(lines: Iterable[str]) -> Iterator[str]:
    """Give sentences in order with the quotation marks that others of them hold: 'I wed. He left," she said.'"""
    left = 0
    for line in lines:
        if not left and not _QUOTED.search(line):
            yield line
            continue
        marks = [bool(mark["open"]) for mark in _MARK.finditer(line)]
        is_continued = left > 0 and not (marks and marks[0])
        is_open = marks[-1] if marks else left > 1
        left = (_LONGEST if marks else left - 1) if is_open else 0
        yield f"{'“' if is_continued else ''}{line}{'”' if is_open else ''}"
