"""Reads delimited text (CSV, TSV, TXT, also gzipped) as rows of cells, inside the child process."""

import csv
import gzip
import io
import itertools
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from csops.domain.errors import FileRefused
from csops.imports.decoding import Decoding, find_encoding
from csops.imports.preflight import MAX_COLUMNS, MAX_INFLATED_BYTES
from csops.imports.signature import FileKind, refused
from csops.imports.streams import Stream

DELIMITERS = (",", ";", "\t", "|")
MAX_ROWS = 1_000_000
MAX_CELL = 1_000_000
SAMPLE_CHARACTERS = 60_000
SAMPLE_ROWS = 60
LOOKED_AT_BYTES = 100_000
SEP_LINE = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)
CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f]")
BACKSLASH_QUOTE = re.compile(r'[^\\,;\t]\\"')
SPLIT = "Split it into smaller files"


def open_text(path: Path, *, kind: FileKind, encoding: str | None) -> Stream:
    """The rows of a text file.

    Raises:
        FileRefused: too large, no text, not in the encoding asked for, no table; also while the rows are taken.
    """
    data = _bytes(path, gzipped=kind is FileKind.TEXT_GZIPPED)
    decoding = _decoding(path, data, encoding)
    source = io.TextIOWrapper(io.BytesIO(data), encoding=decoding.encoding, newline="")
    try:
        start = _past_sep_line(source)
        sample = source.read(SAMPLE_CHARACTERS)
    except UnicodeError:
        raise _not_written_in(path, decoding.encoding, row=1) from None
    delimiter = start[1] or _find_delimiter(sample)
    escaped = bool(BACKSLASH_QUOTE.search(sample)) and '""' not in sample
    stream = Stream(encoding=decoding.encoding.removesuffix("-sig"), delimiter=delimiter, question=decoding.question)
    if escaped:
        stream.warnings.append('Quotes inside cells are marked with a backslash (\\") and were read so.')
    if encoding and "\ufffd" in sample:
        stream.warnings.append(f"Some characters are not {encoding} and are shown as \ufffd.")
    source.seek(0)
    for _ in range(start[0]):
        source.readline()
    table = _Table(path=path, stream=stream, skipped_lines=start[0])
    stream.rows = table.rows(source, delimiter=delimiter, escaped=escaped)
    return stream


def _not_written_in(path: Path, encoding: str, *, row: int) -> FileRefused:
    return refused(path, f"it is not written in {encoding} (row {row})", "Choose another encoding")


def _bytes(path: Path, *, gzipped: bool) -> bytes:
    try:
        with gzip.open(path) if gzipped else path.open("rb") as file:
            data = file.read(MAX_INFLATED_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise refused(path, "it is damaged or was not copied completely", "Export or copy it again") from None
    if len(data) > MAX_INFLATED_BYTES:
        raise refused(path, "it is larger than 300 MB, which is the limit", SPLIT)
    if not data.strip():
        raise refused(path, "there is nothing in it", "Save or export it again")
    return data


def _decoding(path: Path, data: bytes, encoding: str | None) -> Decoding:
    if encoding:
        try:
            "".encode(encoding)
            data[:1000].decode(encoding, errors="replace")
        except (LookupError, ValueError):
            right = "Known are utf-8, cp1252, cp1250, mac_roman ..."
            raise refused(path, f"there is no encoding “{encoding}”", right) from None
        return Decoding(encoding="utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding)
    found = find_encoding(data)
    if found is None:
        raise refused(path, "it is no text but binary data, or damaged", "Choose a CSV or Excel file")
    head = data[:LOOKED_AT_BYTES]
    if not found.encoding.startswith(("utf-16", "utf-32")) and len(CONTROLS.findall(head)) > 0.02 * len(head):
        raise refused(path, "it is no text but binary data", "Choose a CSV or Excel file")
    return found


def _past_sep_line(source: io.TextIOWrapper) -> tuple[int, str]:
    """(1, delimiter) when the first line is Excel's hint `sep=;`, else (0, "")."""
    match = SEP_LINE.match(source.readline(20))
    source.seek(0)
    return (1, match[1]) if match else (0, "")


def _find_delimiter(sample: str) -> str:
    """The delimiter that cuts the first rows into the most columns of the same number; a comma if none does."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(row):
                widths[len(row)] += 1
            if widths.total() >= SAMPLE_ROWS:
                break
    except csv.Error:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]), default=(1, 0))
    return (count / widths.total(), width) if width > 1 else (0.0, 0)


class _Table:
    """Takes the rows one by one and keeps account of their widths."""

    def __init__(self, *, path: Path, stream: Stream, skipped_lines: int) -> None:
        self.path = path
        self.stream = stream
        self.number = self.skipped_lines = skipped_lines
        self.widths: dict[int, list[int]] = {}
        self.counts: Counter[int] = Counter()

    def rows(self, source: io.TextIOWrapper, *, delimiter: str, escaped: bool) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(MAX_CELL)
        escape = "\\" if escaped else None
        reader = csv.reader(source, delimiter=delimiter, escapechar=escape, doublequote=not escaped)
        before = line = 0
        try:
            for row in reader:
                before, line = line, reader.line_num
                self.number += 1
                if any(row):
                    self._check(row)
                    yield self.number, [cell.replace("\r\n", "\n") if "\n" in cell else cell for cell in row]
        except csv.Error:
            raise self._endless() from None
        except UnicodeDecodeError as error:
            raise _not_written_in(self.path, error.encoding, row=self.number + 1) from None
        if line > before + 1 and not escaped:
            self._check_end(source, from_line=self.skipped_lines + before, delimiter=delimiter)
        self._say_widths()

    def _check(self, row: list[str]) -> None:
        width = len(row)
        self.counts[width] += 1
        if self.counts[width] <= 6:
            self.widths.setdefault(width, []).append(self.number)
        if width > MAX_COLUMNS:
            wide = f"row {self.number} has {width:,} columns, and {MAX_COLUMNS} is the limit"
            raise refused(self.path, wide, "Delete the columns that are not needed")
        if self.number > MAX_ROWS:
            raise refused(self.path, f"it has more than {MAX_ROWS:,} rows", SPLIT)

    def _endless(self) -> Exception:
        long = f"a cell in row {self.number + 1} has more than {MAX_CELL:,} characters"
        return refused(self.path, long, "A quote may be open or the line breaks may be missing: correct that row")

    def _check_end(self, source: io.TextIOWrapper, *, from_line: int, delimiter: str) -> None:
        """Refuses a file whose last row swallowed the rest behind a quote that never closes."""
        source.seek(0)
        try:
            for _ in csv.reader(itertools.islice(source, from_line, None), delimiter=delimiter, strict=True):
                pass
        except csv.Error as error:
            if "unexpected end" in str(error):
                opened = f"the quote opened in row {self.number} is never closed, all behind it would be one cell"
                raise refused(self.path, opened, "Close that quote and import again") from None

    def _say_widths(self) -> None:
        if self.counts.total() == 1:
            self.stream.warnings.append("There is one row only: headings without rows, or a row without headings.")
        usual, _ = max(self.counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        for few in (True, False):
            widths = [width for width in self.widths if width != usual and (width < usual) is few]
            rows = sorted(number for width in widths for number in self.widths[width])
            count = sum(self.counts[width] for width in widths)
            if count:
                named = ", ".join(map(str, rows[:5])) + (" ..." if count > 5 else "")
                what = "fewer" if few else "more"
                sentence = f"Rows with {what} cells than the other rows ({usual}): {named} ({count} in all)."
                self.stream.warnings.append(sentence)
