"""Export a contact log to XLSX: rows per second against pandas with openpyxl in the same run, and the peak of memory.

    python benchmarks/export.py [--rows 1000000] [--rival-rows 100000]

Each writer runs in a process of its own, so that one's memory does not count for the other. Target: at most 200 MB, at
least 4 times as fast. The rival gets a ready DataFrame; making it is not counted.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.domain.reports import Column, ColumnKind, Report, Row, StreamedTable

_CHANNELS = ("Phone", "E-mail", "Chat", "Social", "Walk-in")
_TOPICS = ("Repair", "Delivery", "Refund", "Opening hours", "Order status", "Bike advice")
_TEXT = "the brakes squeal after rain and the customer asks when the spare wheel comes since it was promised"
_WORDS = _TEXT.split()
_COLUMNS = (
    Column(key="contact", title="Contact", kind=ColumnKind.INTEGER),
    Column(key="case", title="Case", kind=ColumnKind.INTEGER),
    Column(key="happened_at", title="Happened at", kind=ColumnKind.DATETIME),
    Column(key="entered_at", title="Entered at", kind=ColumnKind.DATETIME),
    Column(key="channel", title="Channel"),
    Column(key="direction", title="Direction"),
    Column(key="customer", title="Customer"),
    Column(key="phone", title="Phone"),
    Column(key="topic", title="Topic"),
    Column(key="text", title="Text"),
    Column(key="handled_by", title="Handled by"),
    Column(key="handle_time", title="Handle time", kind=ColumnKind.DURATION),
    Column(key="answered_after", title="Answered after", kind=ColumnKind.DURATION),
    Column(key="concession", title="Concession", kind=ColumnKind.MONEY, currency="EUR"),
    Column(key="follow_up", title="Follow-up", kind=ColumnKind.DATE),
)
_START = datetime(2024, 1, 1, 9)  # noqa: DTZ001 - reports hold local times


def rows(count: int) -> Iterator[Row]:
    """Contacts of fifteen columns, the same each time."""
    for number in range(1, count + 1):
        first = number * 7919 % 11
        happened = _START + timedelta(seconds=number * 61)
        yield (
            number,
            number // 2 + 1,
            happened,
            happened + timedelta(seconds=40),
            _CHANNELS[number % 5],
            "in" if number % 4 else "out",
            f"Customer {number * 7919 % 90_001}",
            f"+49 30 {number * 7919 % 9_000_001:07}",
            _TOPICS[number % 6],
            " ".join(_WORDS[first : first + 4 + number % 4]),
            f"Member {number % 5}",
            timedelta(seconds=30 + number % 600),
            timedelta(seconds=number % 90) if number % 5 < 3 else None,
            Decimal(number % 40) if number % 25 == 0 else None,
            date(2026, 1, 1) + timedelta(days=number % 300) if number % 9 == 0 else None,
        )


def ours(count: int, path: Path) -> float:
    """Seconds that our export takes."""
    from csops.excel.workbook import write

    log = StreamedTable(key="log", title="Contact log", columns=_COLUMNS, read=lambda: rows(count), count=count)
    start = time.perf_counter()
    written = write(Report(title="Contact log", sections=(log,)), path)
    seconds = time.perf_counter() - start
    assert written.rows == count
    return seconds


def theirs(count: int, path: Path) -> float:
    """Seconds that pandas takes with openpyxl."""
    import pandas as pd

    table = pd.DataFrame(list(rows(count)), columns=[column.title for column in _COLUMNS])
    start = time.perf_counter()
    table.to_excel(path, engine="openpyxl", index=False)
    return time.perf_counter() - start


def _measured(who: str, count: int) -> dict[str, float]:
    """Run one of them in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--only", who, "--rows", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _alone(who: str, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.xlsx"
        seconds = (ours if who == "ours" else theirs)(count, path)
        # Kilobytes on Linux, bytes on macOS.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        size = path.stat().st_size
    print(json.dumps({"rows_per_s": count / seconds, "seconds": seconds, "peak_mb": peak / 1e6, "file_mb": size / 1e6}))


def main() -> int:
    """Print the figures; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description="Export of the contact log to XLSX")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rival-rows", type=int, default=100_000)
    parser.add_argument("--only", choices=("ours", "theirs"))
    options = parser.parse_args()
    if options.only:
        _alone(options.only, options.rows)
        return 0
    us, rival = _measured("ours", options.rows), _measured("theirs", options.rival_rows)
    ratio = us["rows_per_s"] / rival["rows_per_s"]
    for name, count, figures in (("csops", options.rows, us), ("pandas + openpyxl", options.rival_rows, rival)):
        print(
            f"{name}: {count:,} rows in {figures['seconds']:.1f} s = {figures['rows_per_s']:,.0f} rows/s, "
            f"peak {figures['peak_mb']:.0f} MB, file {figures['file_mb']:.0f} MB"
        )
    print(f"ratio {ratio:.1f} (target 4), peak {us['peak_mb']:.0f} MB (target 200)")
    return 0 if ratio >= 4 and us["peak_mb"] <= 200 else 1


if __name__ == "__main__":
    raise SystemExit(main())
