"""What a file is by its first bytes, whatever its name says."""

import re
from enum import StrEnum
from pathlib import Path

from csops.domain.errors import FileRefused

ACCEPTED = "csops reads .csv, .tsv, .txt (also with .gz) and .xlsx, .xlsm"
HEAD_BYTES = 8192


class FileKind(StrEnum):
    """The kinds of file that have a reader."""

    TEXT = "text"
    TEXT_GZIPPED = "text.gz"
    WORKBOOK = "workbook"


# First bytes of what people rename by mistake; the words fit behind "it is".
FOREIGN = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\0", "a database file"),
    (b"PGDMP", "a database dump"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"RIFF", "a sound or video file"),
)
BEGINNINGS = (
    (
        re.compile(rb"<!doctype html|<html|<table", re.IGNORECASE),
        "a web page (HTML). Open it in Excel and save it as .xlsx",
    ),
    (re.compile(rb"<\?xml"), "an XML file. Open it in Excel and save it as .xlsx"),
    (re.compile(rb"BEGIN:VCARD", re.IGNORECASE), f"a vCard address file. {ACCEPTED}"),
    (re.compile(rb"[\[{]\s*[\[{\"]|\[+$"), f"a JSON file. {ACCEPTED}"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_MARK = "EncryptedPackage".encode("utf-16-le")
SPOOFING = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def shown(path: Path) -> str:
    """The file's name as it may stand in a sentence: without controls that would reorder or break the line."""
    return SPOOFING.sub("", path.name) or "the file"


def refused(path: Path, reason: str, right: str) -> FileRefused:
    """The one error of this room, with the name fit to be shown."""
    return FileRefused(path=shown(path), reason=reason, right=right)


def kind_of(path: Path) -> FileKind:
    """What the file is.

    Raises:
        FileRefused: not there, a folder, empty, not readable, or of a kind without reader.
    """
    head = _head(path)
    name = path.name.casefold()
    if head.startswith(b"PK\x03\x04"):
        return FileKind.WORKBOOK
    if head.startswith(b"\x1f\x8b"):
        if not name.endswith(".gz"):
            raise refused(
                path, "it is compressed (gzip), though its name does not say so", "Add .gz to its name or unpack it"
            )
        return FileKind.TEXT_GZIPPED
    _refuse_foreign(path, head)
    if name.endswith((".xlsx", ".xlsm", ".xls", ".ods")):
        raise _no_workbook(path, head)
    return FileKind.TEXT


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise refused(path, "it is a folder", "Choose a file in it")
        if path.exists() and not path.is_file():  # reading it might never end
            raise refused(path, "it is a device or a pipe", "Save what comes from it as a file")
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except FileNotFoundError:
        raise refused(path, "there is no such file", "Check the name and the folder") from None
    except OSError:
        raise refused(path, "it may not be opened", "Close it in other programs and check who may read it") from None
    if not head:
        raise refused(path, "it is empty (0 bytes)", "Save or export it again")
    return head


def _refuse_foreign(path: Path, head: bytes) -> None:
    if head.startswith(OLE):
        raise _old_office(path)
    for magic, what in FOREIGN:
        if head.startswith(magic):
            raise refused(path, f"it is {what}", ACCEPTED)
    beginning = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    for pattern, what in BEGINNINGS:
        if pattern.match(beginning):
            said, _, right = what.partition(". ")
            raise refused(path, f"it is {said}", right)


def _old_office(path: Path) -> FileRefused:
    # The directory of the container names what is inside; a password turns the workbook into one encrypted stream.
    with path.open("rb") as file:
        protected = ENCRYPTED_MARK in file.read(50_000_000)
    if protected:
        return refused(
            path, "it is protected with a password", "Open it in Excel, save a copy without password, import that"
        )
    return refused(path, "it is a file of an old Office version or damaged", "Open it in Excel and save it as .xlsx")


def _no_workbook(path: Path, head: bytes) -> FileRefused:
    if b"\0" in head:
        return refused(path, "it is no workbook, though its name says so", "Export it again")
    return refused(
        path,
        "it is text (CSV), though its name says workbook",
        "Change the end of its name to .csv and import it again",
    )
