"""Search while typing over the contacts, newest first, the total told up to "1,000+"; a LIKE scan is the rival.

    python -m benchmarks.search million.csops

Each key of each search is measured: on the database's side (50 rows and the total) and in the real widget until the
rows are painted. Targets: p95 at most 30 ms and 60 ms. The rival reads the same file with the same driver.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.window import p95, table_on
from csops.bootstrap import open_workspace
from csops.domain.questions import Question
from csops.services.contact_pages import ContactPages
from csops.storage.drivers import sqlite_module

ROWS = 50
SEARCHES = (
    "refund",
    "delivery brake",
    "wheel invoice -order",
    '"bike repair"',
    "customer4711@example",
    "channel:phone warranty",
    "+49 30 23125 017",
    "baker",
    "nothinglikethis",
)
_RIVAL = (
    "SELECT contacts.id, happened_at, text, customers.name FROM contacts"
    " LEFT JOIN customers ON customers.id = contacts.customer_id"
    " WHERE text LIKE :word OR customers.name LIKE :word ORDER BY happened_at DESC LIMIT 50"
)
_RIVAL_COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM contacts LEFT JOIN customers ON customers.id = contacts.customer_id"
    " WHERE text LIKE :word OR customers.name LIKE :word LIMIT 1001)"
)


def keys() -> Iterator[str]:
    """What stands in the search field after each key."""
    for search in SEARCHES:
        for end in range(1, len(search) + 1):
            yield search[:end]


def database_side(path: Path) -> list[tuple[str, float]]:
    """Ask for fifty rows and the total after each key."""
    workspace = open_workspace(path)
    taken = []
    try:
        for typed in ("warm", *keys()):
            pages = ContactPages(workspace, question=Question(), words=typed, typing=True)
            start = time.perf_counter()
            pages.page(0, ROWS, ())
            pages.count()
            taken.append((typed, (time.perf_counter() - start) * 1000))
    finally:
        workspace.close()
    return taken[1:]


def painted(path: Path) -> list[tuple[str, float]]:
    """Type each key into the search field of the table."""
    taken = []
    with table_on(path) as bench:
        for typed in keys():
            taken.append((typed, bench.until_painted(partial(bench.table.search.setText, typed))))
            bench.settle()
    return taken


def rival(path: Path) -> list[tuple[str, float]]:
    """Scan with LIKE, for a few of the keys: each takes long."""
    connection: Any = sqlite_module().connect(f"file:{path}?mode=ro", uri=True)
    connection.execute("PRAGMA cache_size = -32000")
    taken = []
    for typed in ("ref", "refund", "deliv", "bike repair", "baker", "nothinglikethis"):
        start = time.perf_counter()
        word = {"word": f"%{typed}%"}
        connection.execute(_RIVAL, word).fetchall()
        connection.execute(_RIVAL_COUNT, word).fetchall()
        taken.append((typed, (time.perf_counter() - start) * 1000))
    connection.close()
    return taken


def report(name: str, taken: list[tuple[str, float]], *, target: float | None = None) -> float:
    """Print one way and return its p95."""
    values = [ms for _typed, ms in taken]
    worst = p95(values)
    said = f", target {target:.0f} ms, ratio {worst / target:.2f}" if target else ""
    median = sorted(values)[len(values) // 2]
    print(
        f"{name:10} {len(values):4} keys, median {median:8.1f} ms, p95 {worst:8.1f} ms, max {max(values):8.1f} ms{said}"
    )
    for typed, ms in sorted(taken, key=lambda one: -one[1])[:4]:
        print(f"    {ms:8.1f} {typed}")
    return worst


def main() -> int:
    """Measure our search and the rival."""
    parser = argparse.ArgumentParser(description="Search while typing against a LIKE scan")
    parser.add_argument("database", type=Path)
    path = parser.parse_args().database
    ours = report("database", database_side(path), target=30)
    report("painted", painted(path), target=60)
    theirs = report("LIKE", rival(path))
    print(f"LIKE scan takes {theirs / ours:.0f} times as long")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
