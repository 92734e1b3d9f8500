"""HTML and odd characters to plain text; folding, words, sentences and cutting."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import accumulate

# Cc without tab and line ends, Cf (bidi, zero-width, soft hyphen, tags), Cs, Co, Cn: nothing that a reader sees.
# U+200D and U+FE0F stay: they hold emoji together.
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT = {"\t", "\n", "\r", "\u200d", "\ufe0f"}
# Runs of what must be looked at: all but letters and signs of the scripts that news is written in. Hangul, kana and
# Han are whole characters, so that a Korean feed costs no more than an English one.
_ODD = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u0384-\u038a\u0391-\u03a1\u03a3-\u0482\u048a-\u052f\u05d0-\u05ea"
    r"\u0621-\u063a\u0641-\u064a\u0904-\u0939\u0e01-\u0e30\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2600-\u27bf"
    r"\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uffbe\U0001f300-\U0001f64f\U0001f680-\U0001f6d7\U00020000-\U0002a6df]+"
)
_WINDOWS = {chr(code): bytes((code,)).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_COMPOSED = re.compile(r"[\u0300-\u036f\u1100-\u11ff\u3099\u309a]")

# After a tag's name: attributes, whose quoted values may hold "<" and ">".
_ATTRIBUTES = r"[^<>=]*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')?+[^<>=]*+)*+"
# Each pattern takes all that it has looked at, up to the text's end where nothing closes it: so a megabyte of "<!--"
# or "<p" is read once, not once for each (docs/faults.md row 21). Capitals are spelt out: ignoring case costs
# three times more.
_ASIDE = re.compile(r"<!(?:--.*?(?:-->|\Z)|\[CDATA\[|[^<>]*+>?)|\]\]>|<\?[^<>]*+>?", re.DOTALL)
_SILENT = re.compile(
    r"<(?=[sStTnNiIoO])(script|style|template|noscript|iframe|svg|object)\b(?:[^<>]*+(?<=/)>|.*?(?:</\1\s*>|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:\w+:)?(?:[pP]|[bB][rR]|[dD][iI][vV]|[lLhH][iI1-6rR]|[tT][rdhRDH]|[uUoOdD][lLtTdD]|[bB][lL][oO][cC][kK][qQ]\w+"
    rf"|pre|table|address|article|aside|fig\w+|footer|header|main|nav|section)\b{_ATTRIBUTES}>?"
)
_TAG = re.compile(rf"</?[A-Za-z]{_ATTRIBUTES}>?")


def clean_text(text: str) -> str:
    """Drop what readers cannot see (controls, bidi, zero-width, lone surrogates); at most two marks a letter."""
    return " ".join(_keep_visible(text).split())


def _keep_visible(text: str) -> str:
    if _ODD.search(text) is None:
        return text
    if _COMPOSED.search(text):
        text = unicodedata.normalize("NFC", text)
    return _ODD.sub(lambda odd: _drop_invisible(odd[0]), text)


@lru_cache(maxsize=4096)
def _drop_invisible(odd: str) -> str:
    kept: list[str] = []
    marks = 0
    for ch in odd:
        category = unicodedata.category(ch)
        if category in _DROPPED and ch not in _KEPT:
            kept.append(_WINDOWS.get(ch, ""))  # "&#146;" means what Windows-1252 has there, an apostrophe
            continue
        marks = marks + 1 if category in ("Mn", "Me") and ch != "\ufe0f" else 0
        if marks <= 2:  # two serve every living script; more is "zalgo" (docs/faults.md row 38)
            kept.append(ch)
    return "".join(kept)


def plain_text(html: str) -> str:
    """Return the text of an HTML fragment, one line a block, each cleaned; text without markup passes through.

    2 KB of a usual description cost 0.06 ms; the time grows with the length, whatever stands in it.
    """
    if "<" in html:
        if "<!" in html or "<?" in html:
            html = _ASIDE.sub("", html)
        html = _TAG.sub("", _BLOCK.sub("\n", _SILENT.sub("", html)))
    if "&" in html:
        html = unescape(html)
    lines = (" ".join(line.split()) for line in _keep_visible(html).split("\n"))
    return "\n".join(line for line in lines if line)


def _fold_table() -> dict[int, str]:
    table = {
        ord(a): b for a, b in zip("’‘ʼ´`“”„«»‐‑‒–—−…\xa0ßæœøłđðþı", "'''''\"\"\"\"\"------. saoolddti", strict=True)
    }
    for code in range(0x41, 0x2C00):
        ch = chr(code)
        base = unicodedata.normalize("NFKD", ch)[0].lower()
        if len(base) == 1 and base != ch:
            table.setdefault(code, table.get(ord(base), base))
    table.update({code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)})
    return table


_FOLD = _fold_table()


def fold_text(text: str) -> str:
    """Lower-case and strip accents, one character for one, so that offsets stay: Beyoncé -> beyonce."""
    return text.translate(_FOLD)


_WORD = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*")


def split_words(text: str) -> list[str]:
    """Return the folded words of a text, possessives stripped: "Beyoncé’s twins" -> ["beyonce", "twins"]."""
    return [word.removesuffix("'s") for word in _WORD.findall(fold_text(text))]


_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|vs|Prof|Gen|Sen|Rep|Gov|Lt|Sgt|Inc|Ltd|No|U\.S|U\.K|[A-Z])\.$"
)
_LONGEST_ABBREVIATION = 8  # "Prof." and a look at what stands before: a line of initials is not searched from its start


def split_sentences(text: str) -> list[str]:
    """Split text into sentences; a line end ends one, too; an abbreviation or an initial does not."""
    return list(_split_line(text))


@lru_cache(maxsize=4)  # topic, origin, events and days are read from one text, one after the other
def _split_line(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for line in text.split("\n"):
        start = 0
        for gap in _SENTENCE_END.finditer(line):
            if not _ABBREVIATION.search(line, max(start, gap.start() - _LONGEST_ABBREVIATION), gap.start()):
                found.append(line[start : gap.end()].strip())
                start = gap.end()
        if tail := line[start:].strip():
            found.append(tail)
    return tuple(found)


def line_places(lines: Sequence[str], starts: Iterable[int], gap: int) -> set[int]:
    """Return the places of the lines in which these offsets lie, of lines that were joined with a gap of so many."""
    ends = list(accumulate(map(gap.__add__, map(len, lines))))
    return {bisect_right(ends, start) for start in starts}


def cut_text(text: str, limit: int) -> str:
    """Cut to at most `limit` characters with an ellipsis, at a word where one ends near, never inside a grapheme."""
    if len(text) <= limit:
        return text
    end = limit - 1
    gap = text.rfind(" ", max(0, end - 24), end + 1)
    if gap > 0:
        end = gap
    while end > 0 and (_joins_previous(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip(" ,;:–—-") + "…"


def shorten_text(text: str, limit: int) -> str:
    """Cut to at most `limit` characters: after the last sentence that ends in its second half, else in a sentence."""
    if len(text) <= limit:
        return text
    kept = ""
    for sentence in split_sentences(text):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > limit:
            break
        kept = longer
    return kept if len(kept) >= limit // 2 else cut_text(text, limit)


def _joins_previous(ch: str) -> bool:
    """True if a character belongs to the one before it: marks, variation selectors, joiners, skin tones, flags."""
    return (
        unicodedata.combining(ch) != 0
        or unicodedata.category(ch) in ("Mn", "Me", "Mc")
        or ch in "\u200d\ufe0f"
        or "\U0001f3fb" <= ch <= "\U0001f3ff"
        or "\U0001f1e6" <= ch <= "\U0001f1ff"
        or "\U000e0020" <= ch <= "\U000e007f"
    )


_LONGEST = 8  # sentences; a mark that nothing closes for longer was a slip
_QUOTED = re.compile(r"[“”\"]")
_MARK = re.compile(r"(?P<open>“|(?:(?<=^)|(?<=[\s(\[—–-]))\"(?=\S))|[”\"]")


def with_marks(lines: Sequence[str]) -> Iterator[str]:
    """Yield sentences in order with the quotation marks that others of them hold: 'I wed. He left," she said.'"""
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
