"""Turns the rows of a list of orders into purchases."""

from collections.abc import Sequence

from csops.imports.cells import CellFault, Cells
from csops.imports.contact_rows import customer_name
from csops.imports.mapping import Mapping, Target
from csops.imports.own_people import OwnPeopleReader
from csops.imports.rows import Problem, PurchaseRow


class PurchaseReader:
    """Reads one purchase after the other by a mapping."""

    def __init__(self, mapping: Mapping, *, timezone: str) -> None:
        self.cells = Cells(mapping, timezone=timezone)
        self.column = {target: mapping.column(target) for target in Target}
        self._who = OwnPeopleReader(self.cells, self.column)

    def read(self, row: int, cells: Sequence[str]) -> PurchaseRow | Problem:
        """The purchase in this row, or what is wrong with it."""
        self.cells.begin(row, cells)
        try:
            return self._purchase(row)
        except CellFault as fault:
            return self.cells.problem(fault)

    def _purchase(self, row: int) -> PurchaseRow:
        cells, column = self.cells, self.column
        day, amount = cells.day(column[Target.BOUGHT_ON]), cells.text(column[Target.AMOUNT])
        if day is None:
            raise CellFault(column[Target.BOUGHT_ON], "The day of the purchase is missing. Write when it was bought")
        if not amount:
            raise CellFault(column[Target.AMOUNT], "The amount is missing. Write how much it was, such as 84.90")
        number, own = column[Target.ORDER_NUMBER], cells.text(column[Target.OWN_CUSTOMER])
        phones, emails = self._who.reached() if own else (cells.phones(), cells.emails())
        return PurchaseRow(
            row=row,
            bought_on=day,
            amount=amount,
            currency=cells.text(column[Target.CURRENCY]),
            what=cells.text(column[Target.WHAT]),
            motive=cells.text(column[Target.MOTIVE]),
            order_number=cells.number(number, cells.text(number)),
            customer_number=cells.text(column[Target.CUSTOMER_NUMBER]),
            customer=customer_name(cells, column),
            own_customer=own,
            phones=phones,
            emails=emails,
            remarks=tuple(cells.remarks),
        )
