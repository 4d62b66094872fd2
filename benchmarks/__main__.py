"""Every benchmark in one run, small by default; a table of what was measured, what is wanted, and what is reached.

    python -m benchmarks [--full] [--only NAME ...]

`--full` takes the sizes that are promised (100,000 and 1,000,000 contacts; half an hour and 3 GB of disk). A small run
tells whether everything still works and how it compares; its figures are no promise.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.generator import generate

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of a benchmark: what it is, where it stands in what the benchmark prints, and its target.

    `most` is the largest value that will do, `least` the smallest; None where there is no such end.
    """

    what: str
    pattern: str
    unit: str = ""
    most: float | None = None
    least: float | None = None

    def is_reached(self, value: float) -> bool:
        """Whether the value is within its target."""
        return (self.most is None or value <= self.most) and (self.least is None or value >= self.least)

    def target(self) -> str:
        """Return the target in words."""
        return f"at most {self.most:g}{self.unit}" if self.most is not None else f"at least {self.least:g}{self.unit}"


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """One module of this folder, how it is called, and what is read from it."""

    name: str
    arguments: Callable[["Sizes"], Sequence[str]]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How much is measured, and the databases made for it."""

    rows: int
    rival_rows: int
    starts: int
    saves: int
    kills: int
    settings: int
    table: Path
    search: Path


BENCHMARKS = (
    Benchmark(
        name="start",
        arguments=lambda sizes: [str(sizes.table), "--runs", str(sizes.starts)],
        figures=(Figure(what="Window usable, against an empty one", pattern=r"ratio ([\d.]+)", unit="x", most=2.5),),
    ),
    Benchmark(
        name="search",
        arguments=lambda sizes: [str(sizes.search)],
        figures=(
            Figure(what="Search, database, p95", pattern=r"database.*p95 +([\d.]+) ms", unit=" ms", most=30),
            Figure(what="Search, painted, p95", pattern=r"painted.*p95 +([\d.]+) ms", unit=" ms", most=60),
        ),
    ),
    Benchmark(
        name="table",
        arguments=lambda sizes: [str(sizes.table)],
        figures=(Figure(what="Sort, filter, jump, p95", pattern=r"all .*p95 +([\d.]+)", unit=" ms", most=100),),
    ),
    Benchmark(
        name="today",
        arguments=lambda sizes: [str(sizes.search)],
        figures=(
            Figure(what="Today painted, processor", pattern=r"painted +processor +([\d.]+)", unit=" ms", most=100),
        ),
    ),
    Benchmark(
        name="saving",
        arguments=lambda sizes: ["--saves", str(sizes.saves)],
        figures=(Figure(what="Saving, against plain sqlite3", pattern=r"ratio ([\d.]+)", unit="x", most=4),),
    ),
    Benchmark(
        name="imports",
        arguments=lambda sizes: ["--rows", str(sizes.rows)],
        figures=(
            Figure(what="Import of XLSX, times as fast", pattern=r"ratio +([\d.]+)", unit="x", least=3),
            Figure(what="Import of XLSX, memory", pattern=r"csops .*?([\d.]+) MB", unit=" MB", most=600),
        ),
    ),
    Benchmark(
        name="export",
        arguments=lambda sizes: [str(sizes.search), "--rival-rows", str(sizes.rival_rows)],
        figures=(
            Figure(what="Export to XLSX, times as fast", pattern=r"ratio ([\d.]+)", unit="x", least=4),
            Figure(what="Export to XLSX, memory", pattern=r"csops:.*peak ([\d.]+) MB", unit=" MB", most=200),
        ),
    ),
    Benchmark(
        name="roster",
        arguments=lambda _sizes: [],
        figures=(
            Figure(what="A week's roster, 15 people", pattern=r"worst of.*: ([\d.]+) s", unit=" s", most=10),
            Figure(what="Its distance from the best", pattern=r"worst of.*within ([\d.]+)%", unit=" %", most=1),
        ),
    ),
    Benchmark(
        name="forecast",
        arguments=lambda _sizes: [],
        figures=(
            Figure(what="One forecast", pattern=r"one forecast.*?: ([\d.]+) s", unit=" s", most=0.05),
            Figure(what="Backtest of 12 origins", pattern=r"12-origin.*?: ([\d.]+) s", unit=" s", most=2),
        ),
    ),
    Benchmark(
        name="requirement",
        arguments=lambda _sizes: [],
        figures=(
            Figure(what="People for 7,200 intervals", pattern=r"intervals: ([\d.]+) ms", unit=" ms", most=40),
            Figure(what="Chat chain of 15 people, 3 chats", pattern=r"3 chats: ([\d.]+) ms", unit=" ms", most=100),
        ),
    ),
    Benchmark(
        name="comparison",
        arguments=lambda _sizes: [],
        figures=(
            Figure(what="200 candidates compared", pattern=r"read and painted: ([\d.]+) ms", unit=" ms", most=150),
            Figure(what="Compared, against pandas", pattern=r"ratio ([\d.]+)", unit="x", most=8),
        ),
    ),
    Benchmark(
        name="review_results",
        arguments=lambda _sizes: [],
        figures=(Figure(what="Overview of reviews, against pandas", pattern=r"ratio +([\d.]+)", unit="x", most=2.5),),
    ),
    Benchmark(
        name="simulation",
        arguments=lambda _sizes: [],
        figures=(
            Figure(what="Simulated week, 15 people, 100 runs", pattern=r"15 people.*?: ([\d.]+) s", unit=" s", most=10),
        ),
    ),
    Benchmark(
        name="referee",
        arguments=lambda sizes: ["--settings", str(sizes.settings)],
        figures=(
            Figure(what="Simulation against formulas", pattern=r"largest of all.*: ([\d.]+)", unit=" s.e.", most=4),
        ),
    ),
    Benchmark(
        name="kills",
        arguments=lambda sizes: [
            "--kills",
            str(sizes.kills),
            "--saves",
            str(sizes.kills),
            "--heard",
            str(sizes.starts),
        ],
        figures=(
            Figure(what="kill -9 while saving, lost", pattern=r"lost (\d+)", most=0),
            Figure(what="kill -9 while saving, half done", pattern=r"kill -9.*partial (\d+)", most=0),
            Figure(what="Heard in another window, p95", pattern=r"p95 ([\d.]+) s", unit=" s", most=1),
        ),
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for, print the table, and return 1 where a target was missed or nothing was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="the sizes that are promised")
    parser.add_argument("--only", nargs="+", choices=[one.name for one in BENCHMARKS], default=[], metavar="NAME")
    asked = parser.parse_args(arguments)
    wanted = [one for one in BENCHMARKS if not asked.only or one.name in asked.only]
    with tempfile.TemporaryDirectory() as folder:
        sizes = _sizes(Path(folder), full=asked.full, names={one.name for one in wanted})
        lines = [line for benchmark in wanted for line in measured(benchmark, sizes)]
    width = max(len(what) for what, *_ in lines)
    print(f"\n{'What':{width}}  {'measured':>12}  {'target':>16}  reached")
    for what, value, target, is_reached in lines:
        print(f"{what:{width}}  {value:>12}  {target:>16}  {'yes' if is_reached else 'NO'}")
    if not asked.full:
        print("A small run: --full measures the sizes that are promised")
    return 0 if all(is_reached for *_, is_reached in lines) else 1


Line = tuple[str, str, str, bool]


def measured(benchmark: Benchmark, sizes: Sizes) -> Iterator[Line]:
    """Run one benchmark in a process of its own and yield a line for each of its figures."""
    print(f"\n--- {benchmark.name}", flush=True)
    began = time.perf_counter()
    command = [sys.executable, "-m", f"benchmarks.{benchmark.name}", *benchmark.arguments(sizes)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(done.stdout + (done.stderr if done.returncode else "") + f"({time.perf_counter() - began:.0f} s)", flush=True)
    for figure in benchmark.figures:
        found = re.search(figure.pattern, done.stdout)
        if found is None:
            yield figure.what, "not measured", figure.target(), False
        else:
            yield figure.what, f"{found[1]}{figure.unit}", figure.target(), figure.is_reached(float(found[1]))


def _sizes(folder: Path, *, full: bool, names: set[str]) -> Sizes:
    """Choose the sizes, and make the databases that are needed."""
    table, search = folder / "table.csops", folder / "search.csops"
    if names & {"start", "table"}:
        _make(table, contacts=100_000 if full else 5_000)
    if names & {"search", "export"}:
        _make(search, contacts=1_000_000 if full else 20_000)
    return Sizes(
        rows=100_000 if full else 5_000,
        rival_rows=100_000 if full else 5_000,
        starts=9 if full else 3,
        saves=300 if full else 100,
        kills=200 if full else 10,
        settings=20 if full else 3,
        table=table,
        search=search,
    )


def _make(path: Path, *, contacts: int) -> None:
    for done in generate(path, contacts=contacts, years=5, seed=7):
        print(f"\r{path.name}: {done:,} of {contacts:,} contacts", end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())
