"""Contents of attachments, named by their SHA-256: in a folder beside a database file, in a table on a server."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from csops.domain.errors import DamagedDatabase, NotFound, OutOfRange
from csops.storage.contacts import file_contents
from csops.storage.database import Database
from csops.storage.disk import disk_explained, put_in_place

LARGEST = 25 * 1024 * 1024
"""The largest attachment, in bytes."""


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """A content that is kept: its name, its size in bytes, and what its first bytes say it is."""

    sha256: str
    size: int
    media_type: str


class FileStore:
    """The contents of a database's attachments. Keep a content first, then the act that names it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, content: bytes | Path) -> KeptFile:
        """Keep a content, or raise OutOfRange above 25 MB. The same content twice is kept once."""
        if isinstance(content, Path):
            _check_size(content.stat().st_size)
            if not content.is_file():  # reading a pipe might never end
                raise IsADirectoryError(content)
            content = content.read_bytes()
        _check_size(len(content))
        sha256 = hashlib.sha256(content).hexdigest()
        self._keep(sha256, content)
        return KeptFile(sha256=sha256, size=len(content), media_type=media_type(content))

    def _keep(self, sha256: str, content: bytes) -> None:
        if self._database.path is None:
            # Imported here: the dialect takes a twentieth of a second, and most shops have no server.
            from sqlalchemy.dialects.postgresql import insert

            # Without the writers' lock: a content belongs to nobody's act yet, and is the same for everybody.
            row = insert(file_contents).values(sha256=sha256, content=content).on_conflict_do_nothing()
            with self._database.explained(), self._database.engine.begin() as connection:
                connection.execute(row)
            return
        path = content_path(files_folder(self._database.path), sha256)
        with disk_explained(path):
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                partial = path.with_name(f"{sha256}.{os.getpid()}.partial")
                partial.write_bytes(content)
                put_in_place(partial, path)

    def get(self, sha256: str) -> bytes:
        """Return a content, or raise NotFound, or DamagedDatabase when it is not what was kept."""
        content = self._found(sha256)
        if content is None:
            raise NotFound(kind="file", id=sha256[:12])
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedDatabase(path=self._database.place, detail=f"the attachment {sha256[:12]} was changed")
        return content

    def _found(self, sha256: str) -> bytes | None:
        if self._database.path is not None:
            path = content_path(files_folder(self._database.path), sha256)
            return path.read_bytes() if path.exists() else None
        with self._database.reading() as connection:
            kept = connection.execute(select(file_contents.c.content).where(file_contents.c.sha256 == sha256)).scalar()
        return None if kept is None else bytes(kept)


def files_folder(database: Path) -> Path:
    """Return the folder in which the attachments of a database file lie."""
    return database.with_name(f"{database.stem}-files")


def content_path(folder: Path, sha256: str) -> Path:
    """Return where a content lies."""
    return folder / sha256[:2] / sha256


def copy_missing(source: Path, goal: Path) -> int:
    """Copy the contents that `goal` does not have yet and return how many. What has a name has its content."""
    copied = 0
    for path in sorted(source.glob("[0-9a-f][0-9a-f]/*")):
        kept = content_path(goal, path.name)
        if len(path.name) == 64 and not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            partial = kept.with_name(f"{path.name}.{os.getpid()}.partial")
            partial.write_bytes(path.read_bytes())
            put_in_place(partial, kept)
            copied += 1
    return copied


def _check_size(size: int) -> None:
    if size > LARGEST:
        raise OutOfRange(field="attachment", value=f"{size / 1024 / 1024:.1f} MB", right="A file may have up to 25 MB")


_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"#!", "text/x-script"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)
_INSIDE_ZIP = (
    (b"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
)


def media_type(content: bytes) -> str:
    """Return what the first bytes say a content is; its name is not asked. Unknown: text if it reads as UTF-8."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    found = next((kind for magic, kind in _MAGIC if content.startswith(magic)), None)
    if found == "application/zip":
        return next((kind for name, kind in _INSIDE_ZIP if name in content), found)
    return found or ("text/plain" if _is_text(content) else "application/octet-stream")


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False
