"""Sort, filter and jump in the table of contacts, measured to the painted rows in the real widget.

    python -m benchmarks.table hundred.csops million.csops

The databases come from benchmarks.generator. Targets: p95 at most 100 ms at 100,000 contacts, 1.5 s at 1,000,000, and
the window's own thread is never busy for longer than a blink.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.window import TableBench, p95, table_on

FILTERS = (
    ("period", ("365",)),
    ("channel", ("1",)),
    ("state", ("resolved",)),
    ("state", ("unsettled",)),
    ("owner", ("3",)),
    ("topic", ("2",)),
    ("member", ("4",)),
    ("result", ("follow_up",)),
    ("direction", ("out",)),
)


def sorts(bench: TableBench) -> list[tuple[str, float]]:
    """Sort by each column both ways; in each order jump to the middle and to the end."""
    model, view, taken = bench.table.model, bench.table.view, []
    for column in model.columns:
        for down in (False, True):
            if not column.sortable or model.order == ((column.key, down),):
                continue
            way = "down" if down else "up"
            order = ((column.key, down),)
            taken.append((f"sort {column.key} {way}", bench.until_painted(partial(model.set_order, order))))
            bench.settle()
            for name, row in (("middle", model.rowCount() // 2), ("end", model.rowCount() - 1)):
                spent = bench.until_painted(partial(view.scrollTo, model.index(row, 1)))
                taken.append((f"{name} of {column.key} {way}", spent))
                bench.settle()
            view.scrollToTop()
            bench.settle()
    return taken


def filters(bench: TableBench) -> list[tuple[str, float]]:
    """Filter by each field and back."""
    chips, taken = bench.table.filters, []
    for field, options in FILTERS:
        for chosen in (options, ()):
            act = f"filter {field} {'/'.join(chosen) or 'off'}"
            taken.append((act, bench.until_painted(partial(chips.choose, field, chosen))))
            bench.settle()
    return taken


def run(path: Path, *, every: bool) -> None:
    """Measure one database and print it."""
    with table_on(path) as bench:
        contacts = bench.table.model.rowCount()
        taken = [*sorts(bench), *filters(bench)]
        gaps = bench.gaps_ms
    slowest = sorted(taken, key=lambda one: -one[1])
    target = 100 if contacts <= 200_000 else 1500
    print(f"{contacts:,} contacts, {len(taken)} acts, milliseconds until painted")
    for name in ("sort", "middle", "end", "filter"):
        _line(name, [ms for act, ms in taken if act.startswith(name)])
    _line("all", [ms for _act, ms in taken])
    ratio = p95([ms for _act, ms in taken]) / target
    print(f"  target p95 {target} ms, ratio {ratio:.2f}; window busy at longest {max(gaps):.0f} ms")
    for act, ms in taken if every else slowest[:8]:
        print(f"    {ms:8.1f} {act}")


def _line(name: str, values: Sequence[float]) -> None:
    print(f"  {name:7} median {sorted(values)[len(values) // 2]:8.1f}  p95 {p95(values):8.1f}  max {max(values):8.1f}")


def main() -> int:
    """Measure each database that is named."""
    parser = argparse.ArgumentParser(description="Sort, filter and jump in the table of contacts")
    parser.add_argument("databases", nargs="+", type=Path)
    parser.add_argument("--every", action="store_true", help="print every act, not the slowest")
    options = parser.parse_args()
    for path in options.databases:
        run(path, every=options.every)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
