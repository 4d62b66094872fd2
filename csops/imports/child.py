"""The process in which a file from outside is parsed: little memory, no network, no other program, text out in batches.

Started by `sources` as `python -m csops.imports.child REQUEST`. It writes JSON lines, `{"rows": ..., "numbers": ...}`,
and at the end one with the outcome. Nothing but text comes back: a parser led astray cannot hand over an object.
"""

import gc
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from csops.domain.errors import FileRefused
from csops.imports.delimited import open_text
from csops.imports.preflight import SMALLER
from csops.imports.signature import FileKind, refused
from csops.imports.streams import Stream
from csops.imports.workbooks import open_workbook

MEMORY_BYTES = 1 << 30
BATCH_ROWS = 2000
# What Python announces (sys.addaudithook) when something is attempted that reading a file never needs.
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "shutil.",
)


def main(request: str) -> None:
    """Reads the file that the request (JSON) names and writes what was found to standard output."""
    # This process lives for one file and makes no circles of objects: collecting would only cost time.
    gc.disable()
    out = sys.stdout
    asked = json.loads(request)
    path = Path(asked["path"])
    limit_resources()
    try:
        stream = _opened(path, FileKind(asked["kind"]), sheet=asked["sheet"], encoding=asked["encoding"])
        if stream.is_long:
            _write(out, {"long": True})
        cut = _write_rows(out, stream, limit=asked["limit"])
        done = _outcome(stream, cut=cut)
    except FileRefused as refusal:
        done = {"outcome": "reject", "reason": str(refusal)}
    except MemoryError:
        done = {
            "outcome": "reject",
            "reason": str(refused(path, "reading it would take more than 1 GB of memory", SMALLER)),
        }
    except Exception as error:  # noqa: BLE001 a file that we did not foresee is refused, whatever is wrong with it
        reason = refused(path, f"it cannot be read ({type(error).__name__})", "Save or export it again")
        done = {"outcome": "reject", "reason": str(reason)}
    _write(out, done)


def limit_resources() -> None:
    """Takes memory, network and programs away from this process, as far as the platform can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; time and the pre-flight still hold there
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(event)


def _opened(path: Path, kind: FileKind, *, sheet: str | None, encoding: str | None) -> Stream:
    if kind is FileKind.WORKBOOK:
        return open_workbook(path, sheet=sheet)
    return open_text(path, kind=kind, encoding=encoding)


def _write_rows(out: IO[str], stream: Stream, *, limit: int | None) -> bool:
    """Writes rows in batches; True when the limit cut them."""
    rows: Iterator[tuple[int, list[str]]] = iter(stream.rows)
    left = sys.maxsize if limit is None else limit
    while batch := list(islice(rows, min(BATCH_ROWS, left))):
        left -= len(batch)
        _write(out, {"numbers": [number for number, _ in batch], "rows": [row for _, row in batch]})
    return not left and next(rows, None) is not None


def _outcome(stream: Stream, *, cut: bool) -> dict[str, object]:
    seen = {"encoding": stream.encoding, "delimiter": stream.delimiter, "sheet": stream.sheet, "sheets": stream.sheets}
    outcome = "ask" if stream.question else "warn" if stream.warnings else "ok"
    return {"outcome": outcome, "reason": stream.question, "warnings": stream.warnings, "cut": cut, **seen}


def _write(out: IO[str], value: object) -> None:
    out.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")))
    out.write("\n")
    out.flush()


if __name__ == "__main__":
    main(sys.argv[1])
