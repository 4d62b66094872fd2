"""Where a file goes: it appears whole or not at all, and the old one stays until then."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from csops.domain.errors import DiskFull, NotWritable

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def destination(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to; when the block ends well it takes the place of `path` in one step.

    Raises:
        DiskFull: no room where the file goes.
        NotWritable: the folder is not there or may not be written, or another program holds the file.
    """
    beside = _beside(path)
    try:
        yield beside
        _keep(beside)
        beside.replace(path)
    except OSError as error:
        raise _told(error, path) from error
    finally:
        beside.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".part")
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
