"""Export every contact of a database to XLSX, end to end: rows per second against pandas with openpyxl, peak of memory.

    python benchmarks/export.py [DATABASE] [--contacts 1000000] [--rival-rows 100000]

Without a database one of `--contacts` is generated. Ours counts everything from the question to the whole file:
reading, sorting, names, local times, writing. The rival gets the same rows as a ready DataFrame; reading and making it
is not counted. Each runs in a process of its own, so that one's memory does not count for the other; CPU seconds are
told beside those of the clock, for a machine that is busy. Target: at most 200 MB, at least 4 times as fast.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


class _Watch:
    """Seconds of the clock and of the processor since it was made."""

    def __init__(self) -> None:
        self._wall_s, self._cpu_s = time.perf_counter(), time.process_time()

    def figures(self, rows: int) -> dict[str, float]:
        """What it shows now, and how many rows that makes."""
        seconds = time.perf_counter() - self._wall_s
        return {"rows": rows, "seconds": seconds, "cpu_s": time.process_time() - self._cpu_s}


def ours(database: Path, path: Path, _most: int) -> dict[str, float]:
    """Every contact, by our export."""
    from csops.bootstrap import open_workspace
    from csops.domain.questions import Question
    from csops.services.exports import export_contacts

    workspace = open_workspace(database)
    watch = _Watch()
    written = export_contacts(workspace, question=Question(), path=path)
    return watch.figures(written.rows)


def rival(database: Path, path: Path, most: int) -> dict[str, float]:
    """So many of the same rows, by pandas with openpyxl."""
    import pandas as pd

    from csops.bootstrap import open_workspace
    from csops.domain.questions import Question
    from csops.services.contact_log import contact_log

    log = contact_log(open_workspace(database), question=Question())
    table = pd.DataFrame(list(islice(log.read(), most)), columns=[column.title for column in log.columns])
    watch = _Watch()
    table.to_excel(path, engine="openpyxl", index=False)
    return watch.figures(len(table))


def _alone(who: str, database: Path, most: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contacts.xlsx"
        figures = {"ours": ours, "rival": rival}[who](database, path, most)
        # Kilobytes on Linux, bytes on macOS.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        print(json.dumps({**figures, "peak_mb": peak / 1e6, "file_mb": path.stat().st_size / 1e6}))


def _measured(who: str, database: Path, most: int) -> dict[str, float]:
    """Run one of them in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), str(database), "--only", who, "--rival-rows", str(most)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def compare(database: Path, *, rival_rows: int) -> bool:
    """Print the figures; whether both targets are reached."""
    us, them = _measured("ours", database, rival_rows), _measured("rival", database, rival_rows)
    for name, told in (("csops", us), ("pandas + openpyxl", them)):
        print(
            f"{name}: {told['rows']:,} rows in {told['seconds']:.1f} s = {told['rows'] / told['seconds']:,.0f} rows/s "
            f"({told['cpu_s']:.1f} s of CPU = {told['rows'] / told['cpu_s']:,.0f} rows/s), "
            f"peak {told['peak_mb']:.0f} MB, file {told['file_mb']:.0f} MB"
        )
    ratio, cpu_ratio = (us["rows"] / us[by] / (them["rows"] / them[by]) for by in ("seconds", "cpu_s"))
    print(f"ratio {ratio:.1f}, by CPU {cpu_ratio:.1f} (target 4), peak {us['peak_mb']:.0f} MB (target 200)")
    return ratio >= 4 and us["peak_mb"] <= 200


def _generated(path: Path, *, contacts: int) -> Path:
    """Make a database of so many contacts."""
    from benchmarks.generator import generate

    for done in generate(path, contacts=contacts):
        print(f"\r{done:,} of {contacts:,} contacts", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return path


def main() -> int:
    """Print the figures; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path, nargs="?")
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--rival-rows", type=int, default=100_000)
    parser.add_argument("--only", choices=("ours", "rival"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        _alone(options.only, options.database, options.rival_rows)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        database = options.database or _generated(Path(folder) / "generated.csops", contacts=options.contacts)
        return 0 if compare(database, rival_rows=options.rival_rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
