"""Turns the rows of an address list into customers."""

from collections.abc import Sequence

from csops.imports.cells import CellFault, Cells
from csops.imports.contact_rows import customer_name
from csops.imports.mapping import Mapping, Target
from csops.imports.rows import CustomerRow, Problem


class CustomerReader:
    """Reads one customer after the other by a mapping."""

    def __init__(self, mapping: Mapping, *, timezone: str) -> None:
        self.cells = Cells(mapping, timezone=timezone)
        self.notes = mapping.columns_to(Target.NOTE)
        self.column = {target: mapping.column(target) for target in Target}

    def read(self, row: int, cells: Sequence[str]) -> CustomerRow | Problem:
        """The customer in this row, or what is wrong with it."""
        self.cells.begin(row, cells)
        try:
            return self._customer(row)
        except CellFault as fault:
            return self.cells.problem(fault)

    def _customer(self, row: int) -> CustomerRow:
        cells, column = self.cells, self.column
        name, note = customer_name(cells, column), cells.joined(self.notes)
        phones, emails = cells.phones(), cells.emails()
        if not (name or phones or emails or note):
            right = "A customer needs a name, a phone, an e-mail or a note"
            raise CellFault(None, f"Nothing in this row tells who it is. {right}")
        stage, text = column[Target.STAGE], cells.text(column[Target.STAGE])
        return CustomerRow(
            row=row,
            number=cells.number(column[Target.NUMBER], cells.text(column[Target.NUMBER])),
            name=name,
            company=cells.text(column[Target.COMPANY]),
            phones=phones,
            emails=emails,
            note=note,
            since=cells.day(column[Target.SINCE]),
            stage=(cells.meaning(stage, text) or text) if stage and text else "",
            remarks=tuple(cells.remarks),
        )
