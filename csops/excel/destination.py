"""Where a file goes: it appears whole or not at all, and the old one stays until then."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from csops.domain.errors import DiskFull, HoldsRecords, NotAFile, NotWritable

_RECORDS = (b"SQLite format 3\0", b"PGDMP")
_BESIDE_RECORDS = ("-wal", "-shm", "-journal", ".json")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def destination(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to; when the block ends well it takes the place of `path` in one step.

    Raises:
        HoldsRecords: what lies there is a database, a backup, or belongs to one.
        NotAFile: what lies there is a device or a pipe.
        DiskFull: no room where the file goes.
        NotWritable: the folder is not there or may not be written, or another program holds the file.
    """
    refuse_records(path)
    # Of a link the file that it leads to is replaced, and the link stays.
    path = Path(os.path.realpath(path))
    beside = _beside(path)
    try:
        yield beside
        _keep(beside)
        beside.replace(path)
    except OSError as error:
        raise _told(error, path) from error
    finally:
        beside.unlink(missing_ok=True)


def refuse_records(path: Path) -> None:
    """Raise HoldsRecords when the file is a database, a backup, or what belongs to one: no export replaces those.

    Nor a device or a pipe (NotAFile): an administrator may put a file in the place of /dev/null, and nothing works any
    more.
    """
    if _is_device(path):
        raise NotAFile(path=path)
    owners = (path.with_name(path.name.removesuffix(end)) for end in _BESIDE_RECORDS if path.name.endswith(end))
    if any(_holds_records(one) for one in (path, *owners)):
        raise HoldsRecords(path=path)


def refuse_unwritable(path: Path) -> None:
    """Raise what `destination` would raise before anything is written: for a caller who works long until then."""
    refuse_records(path)
    if path.is_dir():
        raise NotWritable(path=path)
    _beside(Path(os.path.realpath(path))).unlink(missing_ok=True)


def _is_device(path: Path) -> bool:
    try:
        return path.exists() and not path.is_file() and not path.is_dir()
    except OSError:  # nobody can tell what it is; writing says why
        return False


def _holds_records(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_RECORDS[0])).startswith(_RECORDS)
    except OSError:  # nobody can tell what it is
        return True


def _beside(path: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=".part")
    except OSError as error:
        raise _told(error, path) from error
    os.close(handle)
    # mkstemp lets nobody else read; an export is an ordinary file of this person.
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
    return Path(name)


def _keep(path: Path) -> None:
    """Have the disk really hold what was written before the old file goes."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _told(error: OSError, path: Path) -> DiskFull | NotWritable:
    return DiskFull(path=path) if error.errno in _NO_ROOM else NotWritable(path=path)
