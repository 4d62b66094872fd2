"""A draw of contacts to review, from all contacts of the log: preview, draw, and plain SQL that shuffles.

    python -m benchmarks.review_draw [--contacts 100000] [--runs 5]

Ours reads what can be drawn (handled by a person, with a text or a file, neither reviewed nor in a queue), spreads it
over person and channel by largest remainder, and orders it by a seed, so that it can be drawn again. The rival is
`ORDER BY random() LIMIT n` on the same rows, which nobody can repeat. Milliseconds of processor time.
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


def _cpu_ms(run: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        start = time.process_time()
        run()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure a draw of contacts to review")
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "drawn.csops"
        for _done in generate(path, contacts=options.contacts):
            pass
        workspace = open_workspace(path)
        found = preview_draw(workspace, plan=_EVER)
        print(f"{found.standing.free:,} of {found.standing.handled:,} contacts can be drawn, {found.drawn:,} are")
        told = _cpu_ms(lambda: preview_draw(workspace, plan=_EVER), options.runs)

        def drawn_and_back() -> None:
            draw(workspace, plan=replace(_EVER))
            history.undo(workspace)

        made = _cpu_ms(drawn_and_back, options.runs)
        workspace.close()
        rival = sqlite3.connect(path)
        asked = "select id from contacts where member_id is not null and text <> '' order by random() limit ?"
        shuffled = _cpu_ms(lambda: rival.execute(asked, (found.drawn,)).fetchall(), options.runs)
        rival.close()
    print(f"preview {told:.0f} ms, draw and its undo {made:.0f} ms, shuffled by SQL {shuffled:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
