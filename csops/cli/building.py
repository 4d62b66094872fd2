"""A new database: whole at the end, or nothing of it is left."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from csops.bootstrap import create_workspace
from csops.domain.errors import NotWritable
from csops.domain.team import Shop
from csops.services.workspace import Workspace


@contextmanager
def built(where: str, *, owner: str | None = None, shop: Shop | None = None) -> Iterator[Workspace]:
    """Create a database, give it to be filled, and close it; take its file away if that fails or is stopped.

    On a server nothing is taken away: what is on a server is for its keeper to remove.
    """
    file = None if "://" in where else Path(where).expanduser()
    is_ours = file is not None and not _is_there(file)
    workspace: Workspace | None = None
    try:
        workspace = create_workspace(where, owner=owner, shop=shop)
        yield workspace
    except BaseException:
        if workspace is not None:
            workspace.close()
        if file is not None and is_ours:
            with suppress(NotWritable):  # where nothing can be written, nothing is left; that is what must be said
                remove(file)
        raise
    workspace.close()


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # a folder into which nobody lets us look: nothing in it is ours
        return True


def remove(file: Path) -> None:
    """Take a database away with what SQLite keeps beside it, or raise NotWritable."""
    try:
        for suffix in ("", "-wal", "-shm"):
            file.with_name(f"{file.name}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        raise NotWritable(path=file) from error
