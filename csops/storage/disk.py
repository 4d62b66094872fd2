"""Files put in place whole or not at all, and what the disk says turned into our errors."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from csops.domain.errors import DiskFull, NotWritable
from csops.storage.database import sqlite_problem
from csops.storage.drivers import sqlite_module

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def disk_explained(path: Path) -> Iterator[None]:
    """Turn what the disk or the bare driver says about writing here into an error that a person may meet."""
    try:
        yield
    except OSError as error:
        problem = DiskFull if error.errno in _NO_ROOM else NotWritable
        raise problem(path=path) from error
    except sqlite_module().Error as error:
        known = sqlite_problem(error, place=str(path))
        if known is None:
            raise
        raise known from error


def put_in_place(partial: Path, path: Path) -> None:
    """Bring a finished temporary file onto the disk and under its name: after a power cut it is there whole, or not."""
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    partial.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder onto the disk. Windows has no such call, and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
