"""Turns the rows of a list of applications into candidates."""

from collections.abc import Sequence

from csops.imports.cells import CellFault, Cells
from csops.imports.contact_rows import customer_name
from csops.imports.mapping import Mapping, Target
from csops.imports.rows import CandidateRow, Problem


class CandidateReader:
    """Reads one candidate after the other by a mapping."""

    def __init__(self, mapping: Mapping, *, timezone: str) -> None:
        self.cells = Cells(mapping, timezone=timezone)
        self.notes = mapping.columns_to(Target.NOTE)
        self.column = {target: mapping.column(target) for target in Target}

    def read(self, row: int, cells: Sequence[str]) -> CandidateRow | Problem:
        """The candidate in this row, or what is wrong with it."""
        self.cells.begin(row, cells)
        try:
            return self._candidate(row)
        except CellFault as fault:
            return self.cells.problem(fault)

    def _candidate(self, row: int) -> CandidateRow:
        cells, column = self.cells, self.column
        name = customer_name(cells, column)
        if not name:
            raise CellFault(column[Target.NAME], "Nothing in this row tells who applied. A candidate needs a name")
        phones, emails = cells.phones(), cells.emails()
        consent, consent_note = self._consent()
        # A candidate has one phone and one e-mail; further ones stand in the note.
        further = ", ".join((*emails[1:], *phones[1:]))
        note = "\n".join(filter(None, (cells.joined(self.notes), further)))
        return CandidateRow(
            row=row,
            name=name,
            email=emails[0] if emails else "",
            phone=phones[0] if phones else "",
            source=cells.text(column[Target.SOURCE]),
            applied_on=cells.day(column[Target.APPLIED_ON]),
            consent=consent,
            consent_note=consent_note,
            note=note,
            remarks=tuple(cells.remarks),
        )

    def _consent(self) -> tuple[bool | None, str]:
        """Whether they agreed, and the words of the file that say so."""
        column = self.column[Target.CONSENT]
        text = self.cells.text(column)
        if not text or column is None:
            return None, ""
        meaning = self.cells.meaning(column, text)
        note = f"{column.heading}: {text}" if column.heading else text
        return (None if meaning is None else meaning == "yes"), note
