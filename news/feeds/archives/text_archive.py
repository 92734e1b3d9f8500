"""A plain-text article as an archive keeps it, lines to Entry: headline, captions, section, byline, body.

The form: `date YYYY-MM-DD LISTING`, the headline, a caption directly above its credit, the section above the byline,
then paragraphs and headings. Lines come cleaned (`news.text.text.clean_text`); "" is a blank line.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

from news.model.feeds import Caption, Entry
from news.text.text import cut_text, fold_text, split_words

_DATE_LINE = re.compile(r"date:?\s+(\d{4}\W\d{1,2}\W\d{1,2})(?=\s|$)\s*(.*)", re.IGNORECASE)
_END = re.compile(r"[.!?…:;,][\"'”’)\]»]*$")
_NAME_END = re.compile(r"^(?:\S+ ){1,3}(?:Jr|Sr|[A-Z])\.$")
_LONGEST_HEADING = 120
_LONGEST_CAPTION = 300
_LONGEST_LABEL = 60  # a section or byline; lines of a wrapped paragraph are longer

_AGENCIES = (  # each a pattern of a folded name
    "getty(?: ?images?)?|shutterstock|splash(?: ?news)?(?: online)?|backgrid|mega(?: agency)?|wire ?image|film ?magic"
    "|ap(?: photos?| images)?|associated press|reuters|afp|epa|upi|pa(?: wire| images)?|press association|gc images"
    "|wenn|cover images|rex(?: features)?|zuma(?: press| wire)?|newscom|imago|alamy(?: stock photo)?|invision"
    "|bauer-griffin|x17(?: online)?|everett collection|avalon|startraks|bfa|(?:the )?image direct|bestimage"
    "|instagram|twitter|x\\.com|facebook|tik ?tok|you ?tube|snapchat|threads|giphy|flickr|imdb"
    "|wikimedia(?: commons)?|wikipedia|unsplash|pexels|pixabay"
    "|netflix|hulu|hbo(?: max)?|disney\\+?|abc|nbc|cbs|fox|bravo|e!|mtv|vh1|tlc|bbc|itv|amazon|apple tv\\+?"
    "|paramount\\+?|universal|warner bros\\.?|lionsgate|marvel studios"
)
_AGENCY = re.compile(rf"(?:{_AGENCIES})(?: (?:for|via) .{{1,40}})?")
_PREFIX = re.compile(r"(?:photos?|images?|pictures?|credits?)(?: credits?)?(?: by|:)\s+(?=\S)", re.IGNORECASE)
_SIDES = re.compile(r"[^|/]{1,60}(?:\s*[|/]\s*[^|/]{1,60}){1,2}")
_SECTION_WORDS = frozenset(
    "archive beauty business celebrities celebrity entertainment exclusive family fashion features film fitness food"
    " gossip health lifestyle movies music news opinion parenting politics relationships reviews royals sport sports"
    " stories style television travel trending tv world".split()
)
_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'’.-]*(?: (?:and |& |, )?(?:[A-ZÀ-Þ][\w'’.-]*|de|da|di|del|la|van|von|der|bin|al)){1,5}"
)
_BY = re.compile(r"(?:written )?by:?\s+", re.IGNORECASE)


def read_date_line(line: str) -> tuple[str, str] | None:
    """Return (date as written, listing) of a line that begins an article, None for any other line.

    The date is `YYYY-MM-DD` or a misspelling of it, so that the caller can say what is wrong with it.
    """
    found = _DATE_LINE.fullmatch(line)
    return (found[1], found[2].strip()) if found else None


def read_text_article(lines: Sequence[str]) -> Entry:
    """Read one article, its first line the date line; ValueError says what is wrong with date or headline.

    `published` is 00:00 UTC of its day and `dated_to` "day"; the listing is its one category.
    """
    date, listing = read_date_line(lines[0]) or ("", "")
    try:
        day = datetime.strptime(date, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise ValueError(f"{date or lines[0]!r} is no date: write it as YYYY-MM-DD") from None
    start = next((at for at in range(1, len(lines)) if lines[at]), None)
    if start is None:
        raise ValueError("the article has no headline: write it on the line under the date")
    captions, rest = _take_captions(list(lines[start + 1 :]))
    section, byline, rest = _take_byline(rest)
    units = [unit for block in _split_blocks(rest) for unit in _join_wrapped_lines(block)]
    return Entry(
        title=cut_text(lines[start], 256),
        published=int(day.timestamp()),
        dated_to="day",
        text="\n".join(unit for unit in units if not _is_heading(unit)),
        section=section,
        byline=byline,
        categories=(listing,) if listing else (),
        captions=captions,
        headings=tuple(unit for unit in units if _is_heading(unit)),
    )


def _is_prose(line: str) -> bool:
    return len(line) > _LONGEST_HEADING or bool(_END.search(line) and not _NAME_END.match(line))


def _is_heading(unit: str) -> bool:
    return not _is_prose(unit)


def _take_captions(lines: list[str]) -> tuple[tuple[Caption, ...], list[str]]:
    """Take captions and credits out, a blank line left where they stood.

    Lines that name an agency are credits before lines that only look like one, because a caption ("Kim/Kanye") may.
    """
    if not any(map(_is_paired, lines, lines[1:])) and any(map(_names_agency, lines)):
        lines = [line for line in lines if line]  # double-spaced: a blank line after each says nothing
    taken: dict[int, Caption] = {}
    kept = list(lines)
    for is_credit, longest in ((_names_agency, _LONGEST_CAPTION), (_looks_credit, _LONGEST_HEADING)):
        for at, line in enumerate(lines):
            above = kept[at - 1] if at and len(kept[at - 1]) <= longest else ""
            if not kept[at] or not is_credit(line) or _names_agency(above):
                continue
            if above or (is_credit is _names_agency and _ends_agency(line)):
                taken[at] = Caption(text=above, credit=line)
                kept[at] = kept[at - 1 if above else at] = ""
    return tuple(taken[at] for at in sorted(taken)), kept


def _is_paired(line: str, below: str) -> bool:
    return bool(line and below)


def _split_sides(line: str) -> list[str]:
    """Split `Agency | Name` and `Name/Agency`; a line of neither form is one side."""
    return [side.strip() for side in re.split(r"[|/]", line)] if _SIDES.fullmatch(line) else [line]


def _is_agency(side: str) -> bool:
    return _AGENCY.fullmatch(fold_text(side)) is not None


def _names_agency(line: str) -> bool:
    prefix = _PREFIX.match(line)
    return bool(line) and not _END.search(line) and (prefix is not None or any(map(_is_agency, _split_sides(line))))


def _ends_agency(line: str) -> bool:
    """True if it is a credit even with no caption above: a heading may begin `Facebook/Instagram Drama`."""
    sides = _split_sides(line)
    return "|" in line or _is_agency(sides[-1]) or _PREFIX.match(line) is not None


def _looks_credit(line: str) -> bool:
    sides = _split_sides(line)
    return (
        len(sides) > 1
        and not _END.search(line)
        and all(side[:1].isupper() or side[:1] == "@" for side in sides)
        and all(len(side.split()) <= 5 for side in sides)
    )


def _split_blocks(lines: Sequence[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _join_wrapped_lines(block: list[str]) -> list[str]:
    """Return lines with wrapped paragraphs joined; any other line is a paragraph or heading of its own."""
    is_wrapped = len(block) > 1 and all(50 <= len(line) <= 100 for line in block[:-1])
    units = block[:1]
    for line in block[1:]:
        if is_wrapped or line[0].islower():
            units[-1] += f" {line}"
        else:
            units.append(line)
    return units


def _is_label(line: str) -> bool:
    return (
        len(line) <= _LONGEST_LABEL and not _is_prose(line) and (not line[0].islower() or _BY.match(line) is not None)
    )


def _take_byline(lines: list[str]) -> tuple[str, str, list[str]]:
    """Take section and byline out from above the body: two labels in one block, else a lone name."""
    labels: list[int] = []
    at = 0
    while at < len(lines) and (not lines[at] or _is_label(lines[at])):
        if lines[at]:
            labels.append(at)
        at += 1
    runs_on = 0 < at < len(lines) and bool(lines[at - 1])  # no blank line: the first headings are among the labels
    section, byline = _labels_together(lines, labels, runs_on=runs_on) or _lone_labels(lines, labels)
    rest = ["" if index in (section, byline) else line for index, line in enumerate(lines)]
    return _line_at(lines, section), _BY.sub("", _line_at(lines, byline), count=1), rest


def _labels_together(lines: list[str], labels: list[int], *, runs_on: bool) -> tuple[int, int] | None:
    pairs = [(one, two) for one, two in pairwise(labels) if two == one + 1]
    if not pairs:
        return None
    section, byline = pairs[0] if runs_on else pairs[-1]
    return (section, byline) if _is_name(lines[byline]) or not _is_name(lines[section]) else None


def _line_at(lines: list[str], at: int | None) -> str:
    return "" if at is None else lines[at]


def _lone_labels(lines: list[str], labels: list[int]) -> tuple[int | None, int | None]:
    """Return where section and byline stand when no two labels do together: a label and then a name, or one of them."""
    first, second = (*labels, None, None)[:2]
    if first is not None and second is not None and _is_name(lines[second]) and len(lines[second].split()) <= 3:
        return first, second
    if _is_section(_line_at(lines, first)):
        return first, None
    return None, first if _is_name(_line_at(lines, first)) else None


def _is_section(line: str) -> bool:
    return not _SECTION_WORDS.isdisjoint(split_words(line))


def _is_name(line: str) -> bool:
    return _BY.match(line) is not None or _NAME.fullmatch(line) is not None
