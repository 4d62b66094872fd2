"""The one place where text is made safe to leave the house: every writer goes through it, nothing does it elsewhere.

A spreadsheet takes a text that begins with = + - or @ for a formula, also after blanks and in full width; XML cannot
hold most control characters; a cell holds 32,767 UTF-16 units and is cut silently beyond.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

CELL_LIMIT = 32_767
_NOTE_ROOM = 40

# Tab and line feed stay, every other control character goes; so do halves of surrogate pairs and what XML forbids.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\u0085")
# Blanks that a spreadsheet or a person overlooks: spaces of all widths, marks of direction and of zero width.
_BLANKS = r"[\s\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]*"
_STARTS = "=+@\\-\uff1d\uff0b\uff20\uff0d\ufe66\ufe62\ufe63\ufe6b"
_DANGEROUS = re.compile(rf"[\t\r\n\x00]|{_BLANKS}[{_STARTS}]")
# A text that already begins with marks gets one more, so that taking one away always gives the text back.
_NEEDS_MARK = re.compile(rf"'*(?:[\t\r\n\x00]|{_BLANKS}[{_STARTS}])")
_CELL_NAME = re.compile(r"!(?=\$?[A-Za-z]+\$?\d)")
_HEX_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOTE = re.compile(r" \[(\d{1,4}) of (\d{1,4}), goes on at the right\]\Z")
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without control characters, its line ends as line feeds."""
    if text.isprintable():
        return text
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def label(text: str) -> str:
    """The clean text as a name in a chart, where one that names a cell (Sale!A1) would be taken for that cell."""
    return _CELL_NAME.sub("!\u2060", clean(text))


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return _DANGEROUS.match(text) is not None


def pieces(text: str, *, limit: int = CELL_LIMIT) -> tuple[str, ...]:
    """The clean text in pieces that each fit into a cell; all but the last end with a note that it goes on."""
    text = clean(text)
    if len(text) * 2 <= limit or units(text) <= limit:
        return (text,)
    found = []
    while units(text) > limit:
        cut = _cut(text, limit - _NOTE_ROOM)
        found.append(text[:cut])
        text = text[cut:]
    found.append(text)
    count = len(found)
    noted = [f"{piece} {note(number, count)}" for number, piece in enumerate(found[:-1], start=1)]
    return (*noted, found[-1])


def note(number: int, count: int) -> str:
    """What stands at the end of a cell whose text goes on in the cells right of the table."""
    return f"[{number} of {count}, goes on at the right]"


def rejoined(row: Sequence[str], *, width: int) -> tuple[str, ...]:
    """The first `width` cells of a row that we wrote, each long text with the pieces that stand right of them."""
    further = iter(row[width:])
    return tuple(_joined(cell, further) for cell in row[:width])


def _joined(cell: str, further: Iterator[str]) -> str:
    match = _NOTE.search(cell)
    if not match:
        return cell
    parts = [cell, *islice(further, int(match[2]) - int(match[1]))]
    return "".join(_NOTE.sub("", part) for part in parts[:-1]) + parts[-1]


def units(text: str) -> int:
    """How much of a cell the text takes: UTF-16 units, as Excel counts."""
    return len(text) + len(_BEYOND_BMP.findall(text))


def marked(text: str) -> str:
    """The clean text for a text table (CSV), with one ' before it where a spreadsheet could take it for a formula."""
    text = clean(text)
    return f"'{text}" if _NEEDS_MARK.match(text) else text


def strip_mark(text: str) -> str:
    """What `marked` was given: exactly one mark less, where there is one. Only for files that we wrote."""
    return text[1:] if text.startswith("'") and _NEEDS_MARK.match(text) else text


def escaped(text: str) -> str:
    """The clean text as it stands inside an XML element of a workbook.

    A workbook reads _x0041_ as the letter A; texts that look like that get their underscore escaped.
    """
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _HEX_ESCAPE.sub("_x005F_", text) if "_x" in text else text


def _cut(text: str, limit: int) -> int:
    """How many characters fit into the limit; never half of a pair, since Python counts whole characters."""
    low, high = limit // 2, min(limit, len(text))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if units(text[:middle]) <= limit else (low, middle - 1)
    return low
