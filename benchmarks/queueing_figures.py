"""Published queueing figures beside ours: every row, how far apart, the worst.

    python -m benchmarks.queueing_figures FILE.csv

Takes a table of worked examples (columns case, model, ..., measure, published, decimals, recomputed) or one of exact
values (columns id, model, quantity, inputs, exact, published). A published figure is reached when ours is off by at
most one in its last decimal; a recomputed one to 1e-9, an exact one to 1e-9 absolute or 1e-8 relative, people exactly.
Ends with 1 when any row is off.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import queueing_table
from csops.domain import erlang
from csops.domain.staffing import rostered

Row = Mapping[str, str]
_GOAL = 0.8


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure: ours, what was published, how far apart, whether that is near enough; `remark` where it needs one."""

    name: str
    ours: float
    published: str
    deviation: float
    is_reached: bool
    remark: str = ""


def _number(row: Row, key: str) -> float:
    return float(Fraction(row[key]))


def _load(row: Row) -> float:
    return _number(row, "load_erlang")


def _servers(row: Row) -> int:
    return int(row["servers"])


def _rate(row: Row) -> float:
    """Contacts per second; without any, the unit of time is the handle time."""
    return _number(row, "arrivals") / _number(row, "interval_s") if row["arrivals"] else _load(row)


def _handle_s(row: Row) -> float:
    return _number(row, "aht_s") if row["aht_s"] else 1.0


def _wait(row: Row) -> erlang.Wait:
    target_s = _number(row, "target_s") if row["target_s"] else 0.0
    given = {"rate_per_s": _rate(row), "handle_time_s": _handle_s(row)}
    if row["patience_s"]:
        return erlang.wait_with_abandonment(
            **given, servers=_servers(row), target_s=target_s, patience_s=_number(row, "patience_s"), waiting_room=None
        )
    return erlang.wait_without_abandonment(**given, servers=_servers(row), target_s=target_s)


def _service_rate(row: Row) -> float:
    """M/M/m examples come without a unit of time: their source names mu."""
    return float(row["source"].partition("mu=")[2].split()[0])


def _required(row: Row) -> float:
    """All of these examples ask for 80 % in time, beside a cap on occupancy."""
    return erlang.agents_needed(
        rate_per_s=_rate(row),
        handle_time_s=_handle_s(row),
        target_s=_number(row, "target_s"),
        service_level=_GOAL,
        max_occupancy=_number(row, "max_occupancy"),
    )


def _least_servers(load: float, blocking: float) -> int:
    return next(servers for servers in range(10_000) if erlang.erlang_b(load, servers) <= blocking)


def _greatest_load(servers: int, blocking: float) -> float:
    low, high = 0.0, float(10 * servers)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if erlang.erlang_b(middle, servers) > blocking else (middle, high)
    return low


MEASURES: Mapping[str, Callable[[Row], float]] = {
    "probability_of_waiting": lambda row: _wait(row).wait_probability,
    "service_level": lambda row: _wait(row).service_level,
    "average_speed_of_answer_s": lambda row: _wait(row).mean_wait_s,
    "mean_wait_all_arrivals_s": lambda row: _wait(row).mean_wait_s,
    "occupancy": lambda row: _wait(row).occupancy,
    "abandonment_probability": lambda row: _wait(row).abandonment,
    "mean_number_waiting": lambda row: _wait(row).queue_length,
    "mean_response_time": lambda row: (_wait(row).mean_wait_s + 1) / _service_rate(row),
    "required_servers": _required,
    "scheduled_servers": lambda row: rostered(_servers(row), shrinkage=row["shrinkage"]),
    "blocking": lambda row: erlang.erlang_b(_load(row), _servers(row)),
    "max_load_erlang_at_1pct_blocking": lambda row: _greatest_load(_servers(row), 0.01),
    "required_servers_for_blocking_0.02": lambda row: _least_servers(_load(row), 0.02),
}


def published_line(row: Row) -> Line:
    """Compare a row of worked examples: with the recomputed figure where there is one, always with what was printed."""
    ours, printed = MEASURES[row["measure"]](row), float(row["published"])
    name = f"{row['case']}: {row['measure']} ({row['model']}, {row['servers'] or 'sought'})"
    rounding = 10.0 ** -int(row["decimals"]) * (1 + 1e-6) if int(row["decimals"]) else 0.0
    off_print = abs(ours - printed)
    if not row["recomputed"]:
        return Line(
            name=name, ours=ours, published=row["published"], deviation=off_print, is_reached=off_print <= rounding
        )
    exact = float(row["recomputed"])
    deviation = abs(ours - exact) / max(1.0, abs(exact))
    is_whole = row["decimals"] == "0"
    return Line(
        name=name,
        ours=ours,
        published=row["published"],
        deviation=deviation,
        is_reached=ours == exact if is_whole else deviation <= queueing_table.ABSOLUTE,
        remark="" if off_print <= rounding else f"{off_print:.1e} from what was printed",
    )


def exact_line(row: Row) -> Line:
    """Compare a row of exact values."""
    found = queueing_table.checked(row)
    wrong = row.get("verdict", "").startswith("disagree")
    return Line(
        name=found.name,
        ours=found.ours,
        published=found.published or row["exact"][:14],
        deviation=found.deviation,
        is_reached=found.is_right,
        remark="wrong in its source" if wrong else "",
    )


def lines_of(path: Path) -> Iterator[Line]:
    """Yield a line for each row of a table of either kind."""
    with path.open(encoding="utf-8", newline="") as file:
        is_exact = "exact" in (csv.DictReader(file).fieldnames or ())
    if is_exact:
        yield from map(exact_line, queueing_table.rows_in(path))
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from map(published_line, csv.DictReader(file))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every row and the worst; return 1 where a row is off or there is none."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="FILE.csv")
    asked = parser.parse_args(arguments)
    lines = list(lines_of(asked.path))
    if not lines:
        print("No rows")
        return 1
    width = max(len(line.name) for line in lines)
    print(f"{'figure':{width}}  {'ours':>16}  {'published':>16}  {'deviation':>9}")
    for line in lines:
        said = "" if line.is_reached else "  OFF"
        remark = f"  ({line.remark})" if line.remark else ""
        print(f"{line.name:{width}}  {line.ours:>16.10g}  {line.published:>16}  {line.deviation:9.1e}{said}{remark}")
    off = [line for line in lines if not line.is_reached]
    worst = max(lines, key=lambda line: line.deviation)
    print(
        f"{len(lines) - len(off)} of {len(lines)} within tolerance; worst deviation {worst.deviation:.1e}: {worst.name}"
    )
    return 1 if off else 0


if __name__ == "__main__":
    sys.exit(main())
