"""Change hiring workbooks, let LibreOffice work them out again, and compare every score with ours.

    python -m benchmarks.hiring_workbook [FILE.xlsx ...]

Takes workbooks that `csops report hiring --out FILE.xlsx` wrote; without one it writes its own, of random hirings. In
each sheet of scores weights, targets, minimums and ratings are changed; the stored values of the formulas are thrown
away, so that nothing of ours can be read back. Needs LibreOffice (`soffice` on the path; Debian: libreoffice-calc).
Target: every recommendation and rank the same, every fit and coverage within 1e-9.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.living_workbook import TOLERANCE, recalculated
from csops.domain.hiring import Fit, fit
from csops.domain.ranking import ranks_of
from csops.domain.reports import Report
from csops.domain.role_profiles import ProfileSkill, Requirement, RoleProfile
from csops.services.hiring_live import Grid, Scored, sheet_of

_FIXED = ("Skill", "Asked", "Weight (%)", "Target", "Minimum")
_MEAN = ": mean"


class Scores:
    """One sheet of scores, in a workbook that openpyxl read: where its rows, ratings and figures stand."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        column_a = [cell.value for cell in sheet["A"]]
        self.head = column_a.index("Skill") + 1
        last = next(row for row in range(self.head + 1, len(column_a) + 2) if sheet.cell(row, 1).value is None)
        self.rows = range(self.head + 1, last)
        self.foot = {name: row for row, name in enumerate(column_a, start=1) if row > last and name}
        self.columns = {cell.value: cell.column for cell in sheet[self.head] if cell.value}
        self.enough = (column_a.index("Coverage needed") + 1, 2)

    def candidates(self) -> dict[str, tuple[range, int]]:
        """Each candidate's columns of ratings, and that of the mean."""
        found, first = {}, len(_FIXED) + 1
        for name, column in self.columns.items():
            if name.endswith(_MEAN):
                found[name.removesuffix(_MEAN)] = (range(first, column), column)
                first = column + 1
        return found

    def role(self) -> RoleProfile:
        """What the role asks, as the cells say now."""
        rows = [[self.sheet.cell(row, self.columns[name]).value for name in _FIXED] for row in self.rows]
        return RoleProfile(
            key="role",
            name="Role",
            skills=tuple(
                ProfileSkill(
                    skill=str(number),
                    requirement=Requirement(asked),
                    weight=weight,
                    target_level=target,
                    minimum_level=minimum or None,
                )
                for number, (_, asked, weight, target, minimum) in enumerate(rows)
            ),
        )

    def fits(self) -> dict[str, Fit]:
        """What we say of each candidate for the numbers in the cells."""
        role = self.role()
        return {
            name: fit(role, {str(column): self._ratings(column) for column in columns}, panel=self._panel(at))
            for name, (columns, at) in self.candidates().items()
        }

    def _ratings(self, column: int) -> dict[str, int | None]:
        return {str(number): self.sheet.cell(row, column).value for number, row in enumerate(self.rows)}

    def _panel(self, column: int) -> int:
        return int(self.sheet.cell(self.foot["Interviewers planned"], column).value)

    def said(self, what: str, column: int) -> Any:
        """A figure at the foot; None where it is blank."""
        return self.sheet.cell(self.foot[what], column).value or None


def sheets(book: Any) -> Iterator[Scores]:
    """Every sheet of scores."""
    for sheet in book.worksheets:
        if any(cell.value == "Coverage needed" for cell in sheet["A"][:12]):
            yield Scores(sheet)


# ------------------------------------------------------------ what is changed
def _weights(scores: Scores, draw: random.Random) -> None:
    for row in scores.rows:
        scores.sheet.cell(row, 3).value = draw.choice([draw.randint(1, 40), draw.uniform(0.5, 40)])


def _one_weight(scores: Scores, _draw: random.Random) -> None:
    cell = scores.sheet.cell(scores.rows[-1], 3)
    cell.value = cell.value * 10 + 50


def _levels(scores: Scores, draw: random.Random) -> None:
    for row in scores.rows:
        scores.sheet.cell(row, 4).value = draw.randint(1, 5)
        scores.sheet.cell(row, 5).value = draw.choice([None, 1, 2, 3])


def _ratings(scores: Scores, draw: random.Random) -> None:
    for columns, _ in scores.candidates().values():
        for column in columns:
            for row in scores.rows:
                if draw.random() < 0.3:
                    scores.sheet.cell(row, column).value = draw.choice([None, 1, 2, 3, 4, 5])


def _nothing(_scores: Scores, _draw: random.Random) -> None:
    """As it is."""


CHANGES: Mapping[str, Callable[[Scores, random.Random], None]] = {
    "as it is": _nothing,
    "the last weight up": _one_weight,
    "all weights": _weights,
    "targets and minimums": _levels,
    "ratings": _ratings,
}


# ------------------------------------------------------------ what comes of it
@dataclass
class Found:
    """How far LibreOffice and we are apart: the worst deviation of a figure, words and ranks that differ."""

    compared: int = 0
    worst: float = 0.0
    words: int = 0
    ranks: int = 0
    turned: int = 0
    """Candidates whose rank is another than before the change."""

    def figure(self, theirs: Any, ours: float | None) -> None:
        """Compare one figure; both blank is the same."""
        self.compared += 1
        same = theirs is None and ours is None
        off = 0.0 if same else float("inf") if theirs is None or ours is None else abs(float(theirs) - ours)
        self.worst = max(self.worst, off)

    def with_(self, other: "Found") -> "Found":
        """Return both together."""
        return Found(
            compared=self.compared + other.compared,
            worst=max(self.worst, other.worst),
            words=self.words + other.words,
            ranks=self.ranks + other.ranks,
            turned=self.turned + other.turned,
        )


@dataclass(frozen=True, kw_only=True)
class Case:
    """One changed workbook: what was changed, the ranks before, and who takes part in the ranking, by sheet."""

    file: Path
    what: str
    path: Path
    ranks: Mapping[str, Mapping[str, int | None]]
    taking: Mapping[str, frozenset[str]]


def compare(scores: Scores, found: Found, case: Case) -> None:
    """Compare a sheet that was worked out again with what we say for the numbers in its cells."""
    fits, before = scores.fits(), case.ranks[scores.sheet.title]
    at = {name: column for name, (_, column) in scores.candidates().items()}
    ranks = ranks_of({name: each for name, each in fits.items() if name in case.taking[scores.sheet.title]})
    for name, ours in fits.items():
        found.figure(scores.said("Fit, %", at[name]), ours.fit)
        found.figure(scores.said("Coverage, %", at[name]) or 0.0, ours.coverage)
        found.words += scores.said("The figures say", at[name]) != ours.recommendation.value.replace("_", " ")
        found.ranks += scores.said("Rank", at[name]) != ranks.get(name)
        found.turned += ranks.get(name) != before[name]


def _ranks(scores: Scores) -> dict[str, Any]:
    """What stands in the row of ranks: formulas or numbers, by candidate."""
    return {name: scores.said("Rank", column) for name, (_, column) in scores.candidates().items()}


def _changed(file: Path, folder: Path, draw: random.Random) -> Iterator[Case]:
    """Write the workbook with each of the changes."""
    import openpyxl

    made = sheets(openpyxl.load_workbook(file, data_only=True))
    ranks = {scores.sheet.title: _ranks(scores) for scores in made}
    for place, (what, change) in enumerate(CHANGES.items()):
        # openpyxl keeps no stored value beside a formula: what is read back can only be LibreOffice's.
        book, taking = openpyxl.load_workbook(file), {}
        for scores in sheets(book):
            # Who is out has no formula for a rank.
            taking[scores.sheet.title] = frozenset(name for name, formula in _ranks(scores).items() if formula)
            change(scores, draw)
        path = folder / f"{file.stem}-{place}.xlsx"
        book.save(path)
        yield Case(file=file, what=what, path=path, ranks=ranks, taking=taking)


def check(files: Sequence[Path], *, seed: int) -> bool:
    """Print how far apart LibreOffice and we are for every change of every file; whether it is near enough."""
    import openpyxl

    draw, total = random.Random(seed), Found()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = [case for file in files for case in _changed(file, folder, draw)]
        for case, path in zip(cases, recalculated([case.path for case in cases], folder), strict=True):
            found = Found()
            for scores in sheets(openpyxl.load_workbook(path, data_only=True)):
                compare(scores, found, case)
            print(
                f"{case.file.name}, {case.what}: {found.compared} figures, worst deviation {found.worst:.1e}, "
                f"{found.words} recommendations and {found.ranks} ranks differ; {found.turned} ranks turned by it"
            )
            total = total.with_(found)
    print(
        f"scores: worst deviation {total.worst:.1e} of {total.compared} figures (target {TOLERANCE:.0e}); "
        f"{total.words} recommendations and {total.ranks} ranks differ (target 0); {total.turned} ranks turned"
    )
    return total.compared > 0 and total.worst <= TOLERANCE and not total.words and not total.ranks


def write_random(path: Path, *, hirings: int, seed: int) -> Path:
    """Write a workbook of so many random hirings, a sheet each."""
    from csops.excel import workbook

    draw = random.Random(seed)
    found = [sheet_of(_hiring(draw, number)) for number in range(hirings)]
    workbook.write(Report(title="Hirings", sections=tuple(sheet for sheet in found if sheet is not None)), path)
    return path


def _hiring(draw: random.Random, number: int) -> Grid:
    skills = tuple(
        ProfileSkill(
            skill=f"skill_{place}",
            requirement=draw.choice(list(Requirement)),
            weight=draw.choice([draw.uniform(0.1, 40), float(draw.randint(1, 40))]),
            target_level=draw.randint(3, 5),
            minimum_level=draw.choice([None, 1, 2, 3]),
        )
        for place in range(draw.randint(1, 14))
    )
    who = "ABCDE"[: draw.randint(1, 5)]
    candidates = [
        Scored(
            name=f"Candidate {place + 1}",
            ratings={each: {asked.skill: draw.choice([None, 1, 2, 3, 3, 4, 4, 5]) for asked in skills} for each in who},
            panel=draw.randint(1, len(who)),
            is_out=draw.random() < 0.1,
        )
        for place in range(draw.choice([1, 4, 12, 40]))
    ]
    return Grid(
        title=f"Hiring {number + 1}",
        role=RoleProfile(key="any", name="Any", skills=skills),
        skills={},
        interviewers=[(each, each) for each in who],
        candidates=candidates,
    )


def main() -> int:
    """Print the figures; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE")
    parser.add_argument("--hirings", type=int, default=12, help="of the workbook that is written without FILE")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = [] if options.files else [Path(folder) / "hirings.xlsx"]
        for file in own:
            write_random(file, hirings=options.hirings, seed=options.seed)
        return 0 if check(options.files or own, seed=options.seed) else 1


if __name__ == "__main__":
    raise SystemExit(main())
