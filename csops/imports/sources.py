"""Opens a file from outside: what it is, then a child process that reads it within limits."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, Self

import csops
from csops.domain.errors import Cancelled, FileRefused
from csops.imports.doubts import doubts
from csops.imports.preflight import SMALLER
from csops.imports.reading import Outcome, Reading
from csops.imports.signature import FileKind, kind_of, refused

TIME_LIMIT_S = 60.0
LONG_LOG_LIMIT_S = 900.0
POLL_S = 0.05


def read(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    limit: int | None = None,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int], None] | None = None,
    time_limit_s: float = TIME_LIMIT_S,
) -> Reading:
    """What stands in a file, as text; nothing is mapped, guessed or written.

    Args:
        path: the file; it is opened for reading only.
        sheet: name of the sheet of a workbook, else the first visible one with something in it.
        encoding: of a text file, else found.
        limit: rows wanted at most (heading included), for a preview.
        cancelled: asked twenty times a second; once True the child is killed.
        progress: told the number of rows read so far.
        time_limit_s: after this the child is killed and the file refused.

    Returns:
        The reading. A file that cannot or must not be read comes back as `Outcome.REJECT` with the reason.

    Raises:
        Cancelled: `cancelled` said so.
    """
    try:
        kind = kind_of(path)
        if sheet and kind is not FileKind.WORKBOOK:
            raise refused(path, f"it is a text file, which has no sheet “{sheet}”", "Leave the sheet out")
        if encoding and kind is FileKind.WORKBOOK:
            raise refused(
                path, f"it is a workbook, which needs no encoding such as {encoding}", "Leave the encoding out"
            )
    except FileRefused as refusal:
        return Reading(outcome=Outcome.REJECT, reason=str(refusal))
    request: dict[str, object] = {
        "path": str(path.absolute()),
        "kind": kind,
        "sheet": sheet,
        "encoding": encoding,
        "limit": limit,
    }
    with _child(request) as child, _Watch(child, cancelled=cancelled, time_limit_s=time_limit_s) as watch:
        table = _take(child, progress, watch)
    if watch.was_cancelled:
        raise Cancelled
    return table or Reading(outcome=Outcome.REJECT, reason=str(_why_it_ended(path, kind, watch)))


def _why_it_ended(path: Path, kind: FileKind, watch: "_Watch") -> FileRefused:
    if watch.was_late:
        return refused(path, f"reading it took longer than {watch.time_limit_s:.0f} seconds", SMALLER)
    if kind is FileKind.WORKBOOK:
        return refused(path, "it is damaged, or reading it takes more than 1 GB of memory", SMALLER)
    return refused(path, "reading it takes more than 1 GB of memory", SMALLER)


@contextmanager
def _child(request: dict[str, object]) -> Iterator[subprocess.Popen[bytes]]:
    # PYTHONPATH: the child must find this very csops, from wherever it was started.
    home = str(Path(csops.__path__[0]).parent)
    environment = {**os.environ, "PYTHONPATH": home, "PYTHONIOENCODING": "utf-8"}
    child = subprocess.Popen(  # noqa: S603 - our own module, arguments not through a shell
        [sys.executable, "-m", "csops.imports.child", json.dumps(request)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        yield child
    finally:
        child.kill()
        child.communicate()


class _Watch:
    """Kills the child when it is late or nobody wants it any more."""

    def __init__(
        self, child: subprocess.Popen[bytes], *, cancelled: Callable[[], bool] | None, time_limit_s: float
    ) -> None:
        self.time_limit_s = time_limit_s
        self.was_late = self.was_cancelled = False
        self._child = child
        self._cancelled = cancelled
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, name="import-watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        begun = monotonic()
        while not self._ended.wait(POLL_S):
            self.was_cancelled = self._cancelled is not None and self._cancelled()
            self.was_late = monotonic() - begun > self.time_limit_s
            if self.was_cancelled or self.was_late:
                self._child.kill()
                return


def _take(child: subprocess.Popen[bytes], progress: Callable[[int], None] | None, watch: _Watch) -> Reading | None:
    """The rows and the outcome; None when the child ended without one."""
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    shared: dict[str, str] = {}
    assert child.stdout
    for line in child.stdout:
        if not line.endswith(b"\n"):
            return None
        message = json.loads(line)
        if "long" in message:
            watch.time_limit_s = LONG_LOG_LIMIT_S  # a log of our own, which takes no more memory for it
            continue
        if "outcome" in message:
            return _reading(message, rows, numbers)
        rows += _shared(message["rows"], shared)
        numbers += message["numbers"]
        if progress:
            progress(len(rows))
    return None


def _shared(rows: list[list[str]], shared: dict[str, str]) -> Iterable[tuple[str, ...]]:
    """The rows with each word of a column that repeats its words kept once, however often it stands in the file."""
    if len({len(row) for row in rows}) != 1:
        return map(tuple, rows)
    columns = zip(*rows, strict=True)
    return zip(*(_once(column, shared) if _repeats(column) else column for column in columns), strict=True)


def _repeats(column: tuple[str, ...]) -> bool:
    return len(set(column)) < len(column) // 2


def _once(column: tuple[str, ...], shared: dict[str, str]) -> Iterable[str]:
    return map(shared.setdefault, column, column)


def _reading(message: dict[str, Any], rows: list[tuple[str, ...]], numbers: list[int]) -> Reading:
    if message["outcome"] == Outcome.REJECT:
        # Rows read before the fault must not be taken for the whole.
        return Reading(outcome=Outcome.REJECT, reason=message["reason"])
    if not rows and not message["warnings"]:
        return Reading(outcome=Outcome.REJECT, reason="The file has no rows. Save or export it again")
    said = (*message["warnings"], *doubts(rows))
    outcome = Outcome(message["outcome"])
    return Reading(
        outcome=Outcome.WARN if said and outcome is Outcome.OK else outcome,
        reason=message["reason"],
        warnings=said,
        encoding=message["encoding"],
        delimiter=message["delimiter"],
        sheet=message["sheet"],
        sheets=tuple(message["sheets"]),
        rows=rows,
        numbers=numbers,
    )
