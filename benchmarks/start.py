"""The time until the window is usable, against an empty PySide6 window that has imported SQLAlchemy, in the same run.

    python -m benchmarks.start hundred.csops [--runs 9]

The database comes from benchmarks.generator; each start works on a copy. Ours ends when the page is painted and the
database has answered (`CSOPS_EXIT_WHEN_READY=1`); the rival when its window has been painted. Both run in turn, each in
a process of its own, from before Python starts until it has ended. Target: at most 2.5 times the rival, and none of
pandas, numpy and openpyxl imported.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 2.5
NEVER = ("pandas", "numpy", "openpyxl")
_OURS = "import sys; from csops.__main__ import main; sys.exit(main(['--db', sys.argv[1]]))"
_RIVAL = """
import sqlalchemy
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
QTimer.singleShot(0, window.close)
application.exec()
"""
_LOADED = f"""
import sys
from csops.__main__ import main
main(['--db', sys.argv[1]])
print(*[name for name in {NEVER!r} if name in sys.modules])
"""


def main() -> int:
    """Measure both in turn and print the ratio of the medians."""
    parser = argparse.ArgumentParser(description="The start of the window against an empty one")
    parser.add_argument("database", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "shop.csops"
        shutil.copy(options.database, place)
        environment = _environment(Path(folder))
        loaded = _run(_LOADED, str(place), environment=environment).split()
        _run(_RIVAL, environment=environment)  # both have been read from the disk by now
        ours, theirs = [], []
        for _ in range(options.runs):
            theirs.append(_seconds(_RIVAL, environment=environment))
            ours.append(_seconds(_OURS, str(place), environment=environment))
    return _report(ours, theirs, loaded)


def _report(ours: Sequence[float], theirs: Sequence[float], loaded: Sequence[str]) -> int:
    ratio = statistics.median(ours) / statistics.median(theirs)
    for name, taken in (("csops", ours), ("empty window", theirs)):
        print(f"{name:13} median {statistics.median(taken):.2f} s, {min(taken):.2f} to {max(taken):.2f} s")
    print(f"imported of {', '.join(NEVER)}: {', '.join(loaded) or 'none'}")
    print(f"ratio {ratio:.2f} (at most {LIMIT:g})")
    return 0 if ratio <= LIMIT and not loaded else 1


def _environment(folder: Path) -> dict[str, str]:
    """Return surroundings in which nothing of this user is read or written.

    Python keeps what it has compiled, as it does for everybody who does not forbid it: a second start is measured, and
    the rival's packages were compiled when they were installed.
    """
    homes = {name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", **homes, **compiled, "CSOPS_EXIT_WHEN_READY": "1"}


def _seconds(code: str, *arguments: str, environment: dict[str, str]) -> float:
    began = time.perf_counter()
    _run(code, *arguments, environment=environment)
    return time.perf_counter() - began


def _run(code: str, *arguments: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    if done.returncode:
        raise SystemExit(f"the start failed:\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
