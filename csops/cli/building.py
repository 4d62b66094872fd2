"""A new database that takes a while to fill: whole at the end, or nothing of it is left."""

from collections.abc import Iterator
from contextlib import contextmanager

from csops.bootstrap import create_workspace
from csops.services.sample.build import SAMPLE_OWNER, SAMPLE_SHOP
from csops.services.workspace import Workspace


@contextmanager
def built(where: str) -> Iterator[Workspace]:
    """Create a database for the sample business, give it to be filled, and close it; take it away if that fails.

    On a server nothing is taken away: what is on a server is for its keeper to remove.
    """
    workspace = create_workspace(where, owner=SAMPLE_OWNER, shop=SAMPLE_SHOP)
    try:
        yield workspace
    except BaseException:
        workspace.close()
        if workspace.path is not None:
            for suffix in ("", "-wal", "-shm"):
                workspace.path.with_name(f"{workspace.path.name}{suffix}").unlink(missing_ok=True)
        raise
    workspace.close()
