"""Whether a workbook may be given to a reader: its container and its XML are looked through first, with limits."""

import codecs
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from csops.domain.errors import FileRefused
from csops.imports.signature import ACCEPTED, refused, shown

MAX_FILE_BYTES = 50_000_000
MAX_MEMBERS = 500
MAX_INFLATED_BYTES = 300_000_000
MAX_RATIO = 200
RATIO_FROM_BYTES = 1_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 5_000_000
CHUNK = 1 << 18
NEAR = 1 << 12
"""Behind the last cell of the usual spelling so much may stand without being looked through for cells of another."""
PARSED_WHOLLY_BYTES = 1 << 20
ENCRYPTED_FLAG = 0x1
SAVE_AGAIN = "Open it in Excel or LibreOffice and save it again as .xlsx"
SMALLER = "Split it into smaller files, or save the sheet as .csv"

# Only addresses far out, which keeps this fast: columns of two letters or more, rows of six digits or more.
FAR_OUT = re.compile(rb'r="[A-Z](?:[A-Z]|\d{6})')
FAR_CELL = re.compile(rb'r="([A-Z]{2,}|[A-Z](?=\d{6}))(\d+)"[^>]*(?<!/)>')
ROOT_END = re.compile(rb"</(?:\w+:)?[A-Za-z]+>\s*$")
ROW_OF_CELL = re.compile(rb'\br="[A-Z]{1,3}(\d{1,7})"')
ERROR_CELL = re.compile(rb'r="([A-Z]{1,3}\d{1,7})"[^>]*\bt="e"')
UNCACHED = re.compile(rb"(?:</f>|<f[^>]*/>)(?:<v/>|<v></v>)?</c>")
NEGATIVE_STRING = re.compile(rb't="s"[^>]*><v>-')


@dataclass
class SheetFacts:
    """What was counted in one sheet's XML."""

    cells: int = 0
    last_row: int = 0
    uncached_formulas: int = 0
    errors: list[str] = field(default_factory=list)


class TooLong(FileRefused):
    """Over a limit of size; a log of our own may go beyond it."""


def look_through(path: Path, *, without_sheets: bool = False) -> dict[str, SheetFacts]:
    """Facts of each sheet part by its name in the container; `without_sheets` looks at all other parts alone.

    Raises:
        FileRefused: over a limit, damaged, encrypted, with odd member names, with a DTD, or no workbook at all.
    """
    if path.stat().st_size > MAX_FILE_BYTES and not without_sheets:
        raise _too_long(path, "it is larger than 50 MB")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(path, archive)
            return _look_into_members(path, archive, without_sheets=without_sheets)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        raise refused(path, "it is damaged or was not copied completely", "Export or copy it again") from None


def _too_long(path: Path, reason: str) -> TooLong:
    return TooLong(path=shown(path), reason=reason, right=SMALLER)


def _check_members(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS:
        raise refused(path, f"it is made of {len(members):,} parts, and {MAX_MEMBERS} is the limit", SAVE_AGAIN)
    if len({name.casefold() for name in names}) < len(names):
        raise refused(path, "it holds the same part twice", SAVE_AGAIN)
    if any(member.flag_bits & ENCRYPTED_FLAG for member in members):
        raise refused(path, "it is protected with a password", "Save a copy without password and import that")
    if any(_escapes(name) for name in names):
        raise refused(path, "it holds parts that point outside the file", SAVE_AGAIN)
    if "xl/workbook.xml" not in names:
        raise refused(path, _what_else(names), ACCEPTED)


def _escapes(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return not parts or parts[0] == "/" or ".." in parts or ":" in name


def _what_else(names: list[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return "it is a Word document"
    if "content.xml" in names:
        return "it is an OpenDocument file"
    if "xl/workbook.bin" in names:
        return "it is a binary workbook (.xlsb)"
    return "it is an archive (zip) and no workbook"


def _look_into_members(path: Path, archive: zipfile.ZipFile, *, without_sheets: bool) -> dict[str, SheetFacts]:
    inflated, facts = 0, {}
    for member in archive.infolist():
        watch = _Member(path, member)
        if watch.sheet and without_sheets:
            continue
        with archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                inflated += len(chunk)
                if inflated > MAX_INFLATED_BYTES:
                    raise _too_long(path, "unpacked it is larger than 300 MB, which is the limit")
                watch.feed(chunk)
        watch.finish()
        if watch.sheet:
            facts[member.filename] = watch.sheet
    return facts


class _Member:
    """Follows one part of the container while it is unpacked."""

    def __init__(self, path: Path, member: zipfile.ZipInfo) -> None:
        name = member.filename
        self.path = path
        self.size = 0
        self.packed = max(member.compress_size, 1)
        self.sheet = SheetFacts() if name.startswith("xl/worksheets/") and name.endswith(".xml") else None
        self.carry = b""
        self.tail = b""
        self.rooted = False
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.parser = self._new_parser() if name.endswith((".xml", ".rels")) else None

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._pass_root
        return parser

    def _pass_root(self, *_: object) -> None:
        # A document type stands before the root element, if anywhere.
        self.rooted = True
        assert self.parser
        self.parser.StartElementHandler = None

    def _refuse_doctype(self, *_: object) -> None:
        raise refused(self.path, "it carries an XML document type, which workbooks never need", SAVE_AGAIN)

    def feed(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if self.size > RATIO_FROM_BYTES and self.size > MAX_RATIO * self.packed:
            raise refused(
                self.path, f"unpacked it grows more than {MAX_RATIO} times, too large to be honest", SAVE_AGAIN
            )
        self._parse(chunk)
        if self.sheet:
            self._count(chunk)

    def finish(self) -> None:
        if self.parser and self.size:
            self._parse(b"")
        if self.sheet:
            self._tally(self.carry)

    def _parse(self, chunk: bytes) -> None:
        if not self.parser:
            return
        if self.size == len(chunk) and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise refused(self.path, "its parts are written in UTF-16", SAVE_AGAIN)
        try:
            self._parse_prolog_or_all(chunk)
        except (expat.ExpatError, UnicodeDecodeError):
            raise refused(self.path, "its XML is damaged or cut off", "Export or copy it again") from None

    def _parse_prolog_or_all(self, chunk: bytes) -> None:
        """Parses small parts wholly; of large ones, where it would cost seconds, what a reader would not notice."""
        assert self.parser
        if self.size <= PARSED_WHOLLY_BYTES or self.size == len(chunk):
            self.parser.Parse(chunk, not chunk)
        elif not self.rooted:
            self._refuse_doctype()
        elif chunk:
            self.decoder.decode(chunk)
            self.tail = (self.tail + chunk)[-200:]
            if b"\0" in chunk:
                raise refused(self.path, "its XML is damaged (it holds zero bytes)", "Export or copy it again")
        elif not ROOT_END.search(self.tail):
            raise refused(self.path, "its XML is cut off", "Export or copy it again")

    def _count(self, chunk: bytes) -> None:
        buffer = self.carry + chunk
        cut = buffer.rfind(b"<c ")
        if cut < max(0, len(buffer) - NEAR):
            # Not in every chunk: what is not in it is looked for through all of it.
            cut = max(cut, buffer.rfind(b":c "), buffer.rfind(b"<c>"))
        if cut < 0:
            self.carry = buffer[-64:]
            return
        self._tally(buffer[:cut])
        # A cell holds at most 32,767 characters: a longer rest is no cell that has to be whole.
        self.carry = buffer[cut:][:CHUNK]

    def _tally(self, part: bytes) -> None:
        assert self.sheet
        facts = self.sheet
        # Each filled cell has an end tag; an empty one with a style only has none.
        facts.cells += part.count(b"</c>") + part.count(b":c>")
        if facts.cells > MAX_CELLS:
            raise _too_long(self.path, f"a sheet has more than {MAX_CELLS:,} filled cells")
        for letters, row in FAR_CELL.findall(part) if FAR_OUT.search(part) else ():
            if len(letters) > 3 or _column_number(letters) > MAX_COLUMNS:
                raise refused(
                    self.path, f"a sheet is wider than {MAX_COLUMNS} columns", "Delete the columns that are not needed"
                )
            if len(row) > 6 or int(row) > MAX_ROWS:
                raise _too_long(self.path, f"a sheet is longer than {MAX_ROWS:,} rows")
        self._remember(facts, part)

    def _remember(self, facts: SheetFacts, part: bytes) -> None:
        last = part.rfind(b"<c r=")
        if last >= 0 and (match := ROW_OF_CELL.search(part, last)):
            facts.last_row = max(facts.last_row, int(match[1]))
        if b"<f" in part:
            facts.uncached_formulas += len(UNCACHED.findall(part))
        if b't="e"' in part:
            facts.errors += [ref.decode() for ref in ERROR_CELL.findall(part)]
        if b"<v>-" in part and NEGATIVE_STRING.search(part):
            raise refused(self.path, "a cell points to a text that is not there", SAVE_AGAIN)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
