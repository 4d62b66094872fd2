"""Reads a log of our own that is longer than a file from outside may be: row by row, in a few megabytes of memory.

Only what csops itself writes is read so: a sheet that anything else wrote or saved has to keep to the usual limits.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from csops.imports.signature import refused

MOST_ROWS: Final = 1_000_000
MOST_TEXT: Final = 3_000_000_000
CHUNK: Final = 1 << 20
LONGEST_ROW: Final = 1 << 24
MOST_COLUMNS: Final = 100
"""A log of ours has about sixty, and what a long text goes on in: blank cells up to a far one take memory too."""
SHORTER: Final = "Export it in parts, each with a filter for some months, or move everything with a backup"

Convert = Mapping[type, Callable[[Any], str]]

_HEAD = re.compile(rb'<row r="1"[ >].*?</row>', re.DOTALL)
_TOKEN = re.compile(
    r'<row r="(\d+)">|<c r="([A-Z]{1,3})\d+" s="(\d+)"'
    r'(?: t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is>|><v>([^<]*)</v>)</c>'
)
_HEAD_CELL = re.compile(r'<c r="[A-Z]{1,3}1"[^>]* t="s"><v>(\d+)</v></c>')
_HEX = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH = datetime.combine(date(1899, 12, 30), time())


def long_log(path: Path, parts: Sequence[str], *, convert: Convert) -> Iterator[tuple[int, list[str]]] | None:
    """The rows of our own log with their numbers, heading first; None when it is not as csops writes it.

    Args:
        path: a workbook whose container was looked through.
        parts: of the container, with the rows of the log.
        convert: what makes a text of a number, a moment and a duration.
    """
    with zipfile.ZipFile(path) as archive:
        head = _head_of(archive, parts[0]) if parts else None
    return None if head is None else _rows(path, parts, head, convert)


def _head_of(archive: zipfile.ZipFile, part: str) -> list[str] | None:
    with archive.open(part) as stream:
        found = _HEAD.search(stream.read(CHUNK))
    if found is None or "xl/sharedStrings.xml" not in archive.namelist():
        return None
    texts = ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 - every DTD is refused by then
    words = ["".join(entry.itertext()) for entry in texts]
    places = [int(place) for place in _HEAD_CELL.findall(found.group().decode())]
    return [words[place] for place in places] if places and max(places) < len(words) else None


def _rows(path: Path, parts: Sequence[str], head: list[str], convert: Convert) -> Iterator[tuple[int, list[str]]]:
    yield 1, head
    number, size = 1, 0
    with zipfile.ZipFile(path) as archive:
        line = _Line(_kinds(archive), convert)
        for text in chain.from_iterable(_pieces(path, archive, part) for part in parts):
            size += len(text)
            rows = line.rows(path, text)
            if number + len(rows) > MOST_ROWS + 1 or size > MOST_TEXT:
                raise refused(path, f"even of a log of our own {MOST_ROWS:,} rows are the most", SHORTER)
            yield from enumerate(rows, number + 1)
            number += len(rows)


def _pieces(path: Path, archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """The XML of the sheet behind its heading, cut between rows."""
    with archive.open(part) as stream:
        left = stream.read(CHUNK)
        found = _HEAD.search(left)
        left = left[found.end() :] if found else b""
        while chunk := stream.read(CHUNK):
            left += chunk
            cut = left.rfind(b"<row ")
            if cut > 0:
                yield left[:cut].decode()
                left = left[cut:]
            elif len(left) > LONGEST_ROW:
                raise _altered(path)
    rows, end, _rest = left.partition(b"</sheetData>")
    if not end:
        raise _altered(path)
    yield rows.decode()


def _altered(path: Path) -> Exception:
    return refused(path, "it is too long, and no longer as csops wrote it", SHORTER)


def _kinds(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """What each style of the workbook shows: `moment`, `span` or `number`."""
    styles = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - every DTD is refused by then
    space = styles.tag.removesuffix("styleSheet")
    codes = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in styles.iter(f"{space}numFmt")}
    formats = [codes.get(entry.get("numFmtId"), "") for entry in styles.find(f"{space}cellXfs") or ()]
    return tuple("span" if "[h]" in code else "moment" if "yy" in code else "number" for code in formats)


class _Line:
    """Turns a piece of XML into rows of values."""

    def __init__(self, kinds: Sequence[str], convert: Convert) -> None:
        texts: dict[str, Callable[[str], str]] = {
            "moment": lambda value: convert[datetime](_EPOCH + timedelta(days=float(value))),
            "span": lambda value: convert[timedelta](timedelta(days=float(value))),
            "number": lambda value: value if value.isdecimal() else convert[float](float(value)),
        }
        # The same lengths and days come again and again.
        known = {kind: lru_cache(maxsize=1 << 14)(text) for kind, text in texts.items()}
        self._text = [known[kind] for kind in kinds]

    def rows(self, path: Path, text: str) -> list[list[str]]:
        """The rows of the piece; each of them has to be as we write it, to the last cell."""
        rows: list[list[str]] = []
        row: list[str] = []
        cells = 0
        for number, column, style, words, value in _TOKEN.findall(text):
            if number:
                row = []
                rows.append(row)
                continue
            cells += 1
            place = _place(column)
            if place >= MOST_COLUMNS:
                raise _altered(path)
            if place > len(row):
                row.extend([""] * (place - len(row)))
            row.append(self._text[int(style)](value) if value else _unescaped(words))
        if cells != text.count("<c ") or len(rows) != text.count("<row "):
            raise _altered(path)
        return rows


@lru_cache(maxsize=1024)
def _place(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _unescaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return _HEX.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
