"""What the plans of all imports share: every row of the file counted, those that can be taken handed on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from csops.domain.count_rows import VolumeRow
from csops.imports.rows import (
    CandidateRow,
    CaseUpdate,
    ContactRow,
    CustomerRow,
    Problem,
    PurchaseRow,
    Row,
    Superseded,
    SurveyRow,
)

Taken = TypeVar("Taken", ContactRow, CustomerRow, CandidateRow, VolumeRow, SurveyRow, PurchaseRow, CaseUpdate)


@dataclass
class RowPlan:
    """How many rows there are, which are skipped, and what is to be said of the others."""

    read: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """Rows that cannot be taken."""
        return len(self.problems)

    def taken(self, rows: Iterable[Row], kind: type[Taken]) -> Iterator[Taken]:
        """Count each row; give those of this kind that can be taken."""
        for row in rows:
            self.read += 1
            if isinstance(row, Problem):
                self.problems.append(row)
            elif isinstance(row, Superseded):
                self.skipped += 1
            elif isinstance(row, kind):
                self.remarks.extend(one for one in row.remarks if isinstance(one, Problem))
                yield row
