"""The sample business in its own file: built when it is first wanted, and anew when it has grown old unused."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.errors import CsopsError
from csops.services.history import history
from csops.services.sample.build import SAMPLE_OWNER, SAMPLE_SHOP, build_sample

FILE_NAME = "examples.csops"
GROWN_OLD = timedelta(days=7)
Tell = Callable[[float], None]


def examples_file(folder: Path, *, tell: Tell) -> Path:
    """Return the file of the sample business in a folder, built when there is none.

    Examples nobody has touched are built anew after a week: what was due then would all be late. `tell` hears the
    share that is done and may raise to stop; then nothing is left behind.
    """
    path = folder / FILE_NAME
    if path.exists() and not _is_stale(path):
        return path
    partial = folder / f"{FILE_NAME}.partial"
    _remove(partial)
    try:
        _build(partial, tell=tell)
        _remove(path)
        partial.replace(path)
    finally:
        _remove(partial)
    return path


def _build(path: Path, *, tell: Tell) -> None:
    workspace = create_workspace(path, owner=SAMPLE_OWNER, shop=SAMPLE_SHOP)
    try:
        build_sample(workspace, until=workspace.now(), progress=tell)
    finally:
        workspace.close()


def _is_stale(path: Path) -> bool:
    try:
        workspace = open_workspace(path)
    except CsopsError:
        return True  # no use to anybody as it is
    try:
        newest = history(workspace, limit=1)
        made_last = bool(newest) and newest[0].what == "Build the sample business"
        return made_last and workspace.now() - newest[0].at > GROWN_OLD
    finally:
        workspace.close()


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)
