"""A draw of contacts to review, from all contacts of the log: preview, draw, and plain SQL that shuffles.

    python -m benchmarks.review_draw [--contacts 1000000] [--runs 5] [--log FILE]

Ours reads what can be drawn (handled by a person, with a text or a file, in no fair sample), spreads it over person and
channel by largest remainder, and orders it by a seed, so that it can be drawn again. The rival is
`ORDER BY random() LIMIT n` on the same rows, which nobody can repeat. Seconds of processor time, the most memory that
the process held, and by how much that grew. `--log` takes a log there is (see `benchmarks.generator`) in place of
making one, and leaves it as it was. Target: a draw from a million contacts below 2 s.

Measured on two shared cores, from 1,000,000 contacts of 7 people: a draw with its undo 1.5 s (before: 5.5 s), 1.8 s
where it is spread over everything, memory 133 MB in all (before: 407 MB); shuffled by SQL 0.2 s.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.generator import generate
from csops.bootstrap import open_workspace
from csops.domain.review_draws import DrawPlan
from csops.domain.review_samples import Stratum
from csops.services import history
from csops.services.review_samples import draw, preview_draw

_EVER = DrawPlan(
    since=datetime(1990, 1, 1, tzinfo=UTC),
    until=datetime(2100, 1, 1, tzinfo=UTC),
    strata=(Stratum.CHANNEL,),
    quota=5,
    seed=7,
)


def _cpu_s(run: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def _held_mb() -> float:
    """Return the most memory that this process has held so far."""
    import resource  # there is none on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(path: Path, *, runs: int) -> None:
    """Print what a draw from a log takes."""
    workspace = open_workspace(path)
    before = _held_mb()
    found = preview_draw(workspace, plan=_EVER)
    print(f"{found.standing.free:,} of {found.standing.handled:,} contacts can be drawn, {found.drawn:,} are")
    told = _cpu_s(lambda: preview_draw(workspace, plan=_EVER), runs)

    def drawn_and_back() -> None:
        draw(workspace, plan=_EVER)
        history.undo(workspace)

    made = _cpu_s(drawn_and_back, runs)
    everything = replace(_EVER, strata=tuple(Stratum))
    spread = _cpu_s(lambda: preview_draw(workspace, plan=everything), runs)
    held = _held_mb()
    workspace.close()
    rival = sqlite3.connect(path)
    asked = "select id from contacts where member_id is not null and text <> '' order by random() limit ?"
    shuffled = _cpu_s(lambda: rival.execute(asked, (found.drawn,)).fetchall(), runs)
    rival.close()
    print(f"preview {told:.2f} s, draw and its undo {made:.2f} s, preview spread over everything {spread:.2f} s")
    print(f"shuffled by SQL {shuffled:.2f} s; memory {held:.0f} MB, {held - before:.0f} MB more than before")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure a draw of contacts to review")
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--log", type=Path, help="a log there is")
    options = parser.parse_args()
    if options.log is not None:
        measure(options.log, runs=options.runs)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.csops"
        for _done in generate(path, contacts=options.contacts):
            pass
        measure(path, runs=options.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
