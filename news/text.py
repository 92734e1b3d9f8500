"""HTML and odd characters to plain text; folding, words, sentences and cutting."""

import re
import unicodedata
from html.parser import HTMLParser

_SPACE = re.compile(r"\s+")
# Cc without tab and line ends, Cf (bidi, zero-width, soft hyphen, tags), Cs, Co, Cn: nothing that a reader sees.
# U+200D and U+FE0F stay: they hold emoji together.
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT = {"\t", "\n", "\r", "\u200d", "\ufe0f"}
_ODD = re.compile(r"[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main"
    " nav ol p pre section table td th tr ul".split()
)
_SILENT = frozenset(("script", "style", "template", "noscript", "iframe", "svg", "object"))


def clean(text: str) -> str:
    """Drop what readers cannot see (controls, bidi, zero-width, lone surrogates); at most two marks a letter."""
    if _ODD.search(text):
        text = "".join(_visible(unicodedata.normalize("NFC", text)))
    return _SPACE.sub(" ", text).strip()


def _visible(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for ch in text:
        category = unicodedata.category(ch)
        if category in _DROPPED and ch not in _KEPT:
            continue
        marks = marks + 1 if category in ("Mn", "Me") and ch != "\ufe0f" else 0
        if marks <= 2:  # two serve every living script; more is "zalgo" (FAULTS row 38)
            kept.append(ch)
    return kept


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def plain(html: str) -> str:
    """Give the text of an HTML fragment, one line a block, each cleaned; text without markup passes through."""
    if "<" in html or "&" in html:
        parser = _Plain()
        parser.feed(html)
        parser.close()
        html = "".join(parser.parts)
    return "\n".join(line for line in map(clean, html.split("\n")) if line)


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


def fold(text: str) -> str:
    """Lower-case and strip accents, one character for one, so that offsets stay: Beyoncé -> beyonce."""
    return text.translate(_FOLD)


_WORD = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*")


def words(text: str) -> list[str]:
    """Give the folded words of a text, possessives stripped: "Beyoncé’s twins" -> ["beyonce", "twins"]."""
    return [word.removesuffix("'s") for word in _WORD.findall(fold(text))]


_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Jr|Sr|St|vs|Prof|Gen|Sen|Rep|Gov|Lt|Sgt|Inc|Ltd|No|U\.S|U\.K|[A-Z])\.$")


def sentences(text: str) -> list[str]:
    """Split text into sentences; a line end is one, too, an abbreviation or an initial is none."""
    found: list[str] = []
    for line in text.split("\n"):
        start = 0
        for gap in _SENTENCE_END.finditer(line):
            head = line[start : gap.start()]
            if not _ABBREVIATION.search(head):
                found.append(line[start : gap.end()].strip())
                start = gap.end()
        if tail := line[start:].strip():
            found.append(tail)
    return found


def cut(text: str, limit: int) -> str:
    """Cut to at most `limit` characters with an ellipsis, at a word where one ends near, never inside a grapheme."""
    if len(text) <= limit:
        return text
    end = limit - 1
    gap = text.rfind(" ", max(0, end - 24), end + 1)
    if gap > 0:
        end = gap
    while end > 0 and (_joins(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip(" ,;:–—-") + "…"


def _joins(ch: str) -> bool:
    """Whether a character belongs to the one before it: marks, variation selectors, joiners, skin tones, flags."""
    return (
        unicodedata.combining(ch) != 0
        or unicodedata.category(ch) in ("Mn", "Me", "Mc")
        or ch in "\u200d\ufe0f"
        or "\U0001f3fb" <= ch <= "\U0001f3ff"
        or "\U0001f1e6" <= ch <= "\U0001f1ff"
        or "\U000e0020" <= ch <= "\U000e007f"
    )
