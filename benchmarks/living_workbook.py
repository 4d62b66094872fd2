"""Change staffing workbooks, let LibreOffice work them out again, and compare every figure with ours.

    python -m benchmarks.living_workbook [FILE.xlsx ...]

Takes workbooks that `csops report staffing --out FILE.xlsx` wrote; without one it writes its own, of hard settings. In
each sheet of a channel alone the inputs are changed (volume + 20 % and more); the stored values of the formulas are
thrown away, so that nothing of ours can be read back. Needs LibreOffice (`soffice` on the path; Debian:
libreoffice-calc). Target: every requirement the same, every figure within 1e-9.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.channels import Channel
from csops.domain.chat import EFFICIENCY
from csops.domain.reports import Report
from csops.domain.requirement import requirement
from csops.services.staffing_alone import of_channel
from csops.services.staffing_live import sheet_of

LENGTH_S = 1800
TOLERANCE = 1e-9
_PEOPLE = ("People needed", "On the roster", "People at the peak")
_FIGURES = (
    "Load (Erlang)",
    "Have to wait",
    "Answered in time",
    "Mean wait (seconds)",
    "Occupancy",
    "Paid hours",
    "Cost",
)
_CHANNEL = "alone"


@dataclass
class Inputs:
    """What can be changed above a sheet, by the names there."""

    volume: float = 1.0
    handle: float = 300.0
    efficiency: float = 1.0
    target: float = 20.0
    level: float = 0.8
    occupancy: float = 0.85
    shrinkage: float = 0.3
    rate: float = 19.5


_NAMES = {
    "Contacts, share of the forecast": "volume",
    "Mean handle time": "handle",
    "Work of one person": "efficiency",
    "Answered within": "target",
    "Share answered in time": "level",
    "Occupancy at most": "occupancy",
    "Shrinkage": "shrinkage",
    "Cost of a paid hour": "rate",
}


def _times(name: str, factor: float) -> Callable[[Inputs], Mapping[str, float]]:
    return lambda inputs: {name: getattr(inputs, name) * factor}


CHANGES: Mapping[str, Callable[[Inputs], Mapping[str, float]]] = {
    "as it is": lambda _: {},
    "volume + 20 %": _times("volume", 1.2),
    "volume 0": lambda _: {"volume": 0},
    "handle time x 1.7": _times("handle", 1.7),
    "target 0 s": lambda _: {"target": 0},
    "target 2 h": lambda _: {"target": 7200},
    "level 99 %": lambda _: {"level": 0.99},
    "occupancy 60 %": lambda _: {"occupancy": 0.6},
    "shrinkage 42 %, 31.37 an hour": lambda _: {"shrinkage": 0.42, "rate": 31.37},
}


class Live:
    """One sheet of a channel alone, in a workbook that openpyxl read: where its inputs, figures and rows stand."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        column_a = [cell.value for cell in sheet["A"]]
        self.top = column_a.index("Change here") + 1
        self.head = column_a.index("From") + 1
        self.cells = {
            next(key for start, key in _NAMES.items() if str(name).startswith(start)): (row, 2)
            for row, name in enumerate(column_a[self.top : self.head - 2], start=self.top + 1)
            if name
        }
        self.columns = {cell.value: cell.column for cell in sheet[self.head] if cell.value}
        last = next((row for row in range(self.head + 1, sheet.max_row + 2) if sheet.cell(row, 1).value is None), 0)
        self.rows = range(self.head + 1, last)
        self.outcomes = {
            sheet.cell(row, 9).value: row for row in range(self.top + 1, self.head) if sheet.cell(row, 9).value
        }

    def inputs(self) -> Inputs:
        """What the input cells hold."""
        return Inputs(**{key: float(self.sheet.cell(*at).value) for key, at in self.cells.items()})

    def set(self, changed: Mapping[str, float]) -> None:
        """Change input cells."""
        for key, value in changed.items():
            self.sheet.cell(*self.cells[key]).value = value

    def column(self, title: str) -> list[float | None]:
        """The numbers of a column; None where it is blank."""
        cells = (self.sheet.cell(row, self.columns[title]).value for row in self.rows)
        return [None if value in {None, ""} else float(value) for value in cells]

    def outcome(self, name: str) -> float | None:
        """A figure above the rows."""
        value = self.sheet.cell(self.outcomes[name], 11).value
        return None if value in {None, ""} else float(value)


def lives(book: Any) -> Iterator[Live]:
    """Every sheet that can be changed."""
    for sheet in book.worksheets:
        if any(cell.value == "Change here" for cell in sheet["A"][:12]):
            yield Live(sheet)


@dataclass
class Found:
    """How far LibreOffice and we are apart: people that differ, the worst deviation of each figure; `needed` in all."""

    compared: int = 0
    people: int = 0
    needed: float = 0
    apart: dict[str, float] = field(default_factory=dict)

    def add(self, what: str, theirs: float | None, ours: float | None) -> None:
        """Compare one figure; people exactly, others by what they differ, of large ones in parts of them."""
        self.compared += 1
        if theirs is None or ours is None:
            off = 0.0 if theirs is ours else float("inf")
        else:
            off = abs(theirs - ours) / max(1.0, abs(ours))
        self.needed += (theirs or 0) if what == _PEOPLE[0] else 0
        if what in _PEOPLE:
            self.people += off != 0
        else:
            self.apart[what] = max(self.apart.get(what, 0.0), off)

    def take(self, other: "Found") -> None:
        """Count what another comparison found."""
        self.compared += other.compared
        self.people += other.people
        self.apart = {
            key: max(self.apart.get(key, 0.0), other.apart.get(key, 0.0)) for key in {*self.apart, *other.apart}
        }

    @property
    def worst(self) -> float:
        """The worst deviation of all."""
        return max(self.apart.values(), default=0.0)


def compare(live: Live, found: Found) -> None:
    """Compare a sheet that was worked out again with what we say for the numbers in its inputs."""
    inputs = live.inputs()
    asked = Assumptions(
        volume_factor=inputs.volume,
        shrinkage=inputs.shrinkage,
        max_occupancy=inputs.occupancy,
        cost_per_hour=Decimal(str(inputs.rate)),
    )
    intervals = _intervals([value or 0.0 for value in live.column("Forecast")], inputs)
    sheet = sheet_of(
        of_channel(_channel(), intervals, asked, requirement(intervals, asked).cells, currency="EUR", sources={})
    )
    titles = {column.heading.replace(" (EUR)", ""): place for place, column in enumerate(sheet.columns)}
    for title in (*_PEOPLE[:2], *_FIGURES):
        named = next(each for each in live.columns if each == title or each.startswith(f"{title} ("))
        for theirs, row in zip(live.column(named), sheet.rows, strict=True):
            ours = row[titles[title]]
            found.add(title, theirs, None if ours is None else float(ours))  # type: ignore[arg-type]
    for outcome in sheet.outcomes:
        ours = outcome.value
        found.add(
            outcome.name if outcome.name in _PEOPLE else f"{outcome.name}, in all",
            live.outcome(outcome.name),
            None if ours is None else float(ours),  # type: ignore[arg-type]
        )


def _channel() -> Channel:
    return Channel(key=_CHANNEL, name="Channel")


def _intervals(contacts: Sequence[float], inputs: Inputs) -> tuple[IntervalLoad, ...]:
    begin = datetime(2026, 11, 30, tzinfo=UTC)
    return tuple(
        IntervalLoad(
            starts_at=begin + number * timedelta(seconds=LENGTH_S),
            length_s=LENGTH_S,
            channels=(
                ChannelLoad(
                    channel=_CHANNEL,
                    is_immediate=True,
                    contacts=count,
                    handle_time_s=inputs.handle,
                    concurrency=EFFICIENCY.index(inputs.efficiency) + 1,
                    service_level=inputs.level,
                    target_s=inputs.target,
                ),
            ),
        )
        for number, count in enumerate(contacts)
    )


def write_hard(path: Path, *, sheets: int, seed: int) -> Path:
    """Write a workbook of so many random settings; contacts of an interval from none to ten thousand."""
    from csops.excel import workbook

    rng = random.Random(seed)
    found = []
    for number in range(sheets):
        inputs = Inputs(
            handle=rng.choice([rng.uniform(5, 2000), 300.0, 60.0]),
            efficiency=rng.choice(EFFICIENCY),
            target=rng.choice([0.0, 10.0, 20.0, 120.0, rng.uniform(0, 3600)]),
            level=rng.choice([0.5, 0.8, 0.9, 0.95, 0.99]),
            occupancy=rng.choice([1.0, 0.85, 0.9, round(rng.uniform(0.3, 1), 2)]),
            shrinkage=rng.choice([0.0, 0.3, round(rng.uniform(0, 0.9), 3)]),
            rate=round(rng.uniform(0, 60), 2),
        )
        fixed = [0.0, 1e-10, 1e-9, 1e-6, 0.01, 0.5, 1.0, 6.0, 12.0, 18.0, 30.0, 60.0, 100.0, 1000.0, 10_000.0]
        contacts = [*fixed, *(rng.uniform(0, 200) for _ in range(15)), *(rng.expovariate(0.2) for _ in range(15))]
        intervals = _intervals(contacts, inputs)
        asked = Assumptions(
            shrinkage=inputs.shrinkage, max_occupancy=inputs.occupancy, cost_per_hour=Decimal(str(inputs.rate))
        )
        channel = Channel(key=_CHANNEL, name=f"Setting {number + 1}")
        together = requirement(intervals, asked).cells
        found.append(sheet_of(of_channel(channel, intervals, asked, together, currency="EUR", sources={})))
    workbook.write(Report(title="Hard settings", sections=tuple(found)), path)
    return path


def recalculated(files: Sequence[Path], folder: Path) -> list[Path]:
    """Let LibreOffice open the files and write them anew; raise where it says anything but that it did."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice is missing: put soffice on the path (Debian: apt-get install libreoffice-calc)")
    out = folder / "recalculated"
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=1800)
    said = [line for line in done.stderr.splitlines() if line.strip() and "javaldx" not in line]
    if said:
        raise SystemExit("LibreOffice said: " + "; ".join(said))
    return [out / file.name for file in files]


def check(files: Sequence[Path]) -> bool:
    """Print how far apart LibreOffice and we are for every change of every file; whether it is near enough."""
    import openpyxl

    total = Found()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        changed: list[tuple[Path, str, Path]] = []
        for number, file in enumerate(files):
            for place, (what, change) in enumerate(CHANGES.items()):
                # openpyxl keeps no stored value beside a formula: what is read back can only be LibreOffice's.
                book = openpyxl.load_workbook(file)
                for live in lives(book):
                    live.set(change(live.inputs()))
                path = folder / f"{number}-{place}.xlsx"
                book.save(path)
                changed.append((file, what, path))
        began = time.perf_counter()
        anew = recalculated([path for *_, path in changed], folder)
        print(f"LibreOffice worked out {len(anew)} workbooks in {time.perf_counter() - began:.0f} s, without a warning")
        for (file, what, _), path in zip(changed, anew, strict=True):
            found = Found()
            for live in lives(openpyxl.load_workbook(path, data_only=True)):
                compare(live, found)
            total.take(found)
            print(
                f"{file.name}, {what}: {found.needed:g} people times half hours; {found.compared} figures, "
                f"{found.people} people differ, worst {found.worst:.1e}"
            )
    for what, off in sorted(total.apart.items()):
        print(f"  {what}: {off:.1e}")
    print(f"requirement: {total.people} differ; worst deviation {total.worst:.1e} (target {TOLERANCE:.0e})")
    return total.compared > 0 and total.people == 0 and total.worst <= TOLERANCE


def main() -> int:
    """Print the figures; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE")
    parser.add_argument("--sheets", type=int, default=24, help="settings of the workbook that is written without FILE")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = (
            [] if options.files else [write_hard(Path(folder) / "hard.xlsx", sheets=options.sheets, seed=options.seed)]
        )
        return 0 if check(options.files or own) else 1


if __name__ == "__main__":
    raise SystemExit(main())
