"""Customers of a list that csops wrote, on their way back: known by their numbers, two of one name stay two."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from csops.imports.rows import CustomerRow, OwnCustomer, Problem, Row
from csops.services.import_customers import CustomerImport, CustomerPlan
from csops.services.import_own_people import OwnPeople
from csops.storage.unit_of_work import Work

_NOBODY = "Nothing in this row tells who it is. A customer needs a name, a phone, an e-mail or a note"


class OwnCustomerImport(CustomerImport):
    """Sorts the rows of a list of our own. Of who is here nothing is replaced; only what they lack is filled in."""

    def __init__(self, work: Work, *, zone: str, region: str, now: datetime) -> None:
        super().__init__(work, zone=zone, region=region, now=now)
        self._own: OwnPeople | None = None

    def plan(self, rows: Iterable[Row]) -> CustomerPlan:
        """Sort every row; nothing is written."""
        plan = CustomerPlan()
        taken = [(row, row.told) for row in plan.taken(rows, CustomerRow) if row.told]
        own = self._own = OwnPeople(self._work, self.people, (told for _, told in taken if told.number), now=self._now)
        own.settle(dict.fromkeys(told.number for _, told in taken if told.number))
        for row, told in taken:
            self._sort_own(own, row, told, plan)
        return plan

    def _sort_own(self, own: OwnPeople, row: CustomerRow, told: OwnCustomer, plan: CustomerPlan) -> None:
        wanted = own.customer(told, None)
        found = own.bound(told.number) if told.number else self._found(wanted, plan)
        if found is not None and found > 0:
            firm = "" if told.details.is_firm else " ".join(told.details.firm.split())
            self.change(found, wanted, firm, plan)
        elif found is not None or (not wanted.title and self._is_anonymised(told.number)):
            plan.skipped += 1  # twice in the file, or the same empty record
        elif not wanted.title:
            plan.problems.append(Problem(row=row.row, column="", reason=_NOBODY))
        else:
            plan.new.append(wanted)
            plan.told.append(told)
            if not told.number:
                self._remember(wanted, -len(plan.new))

    def _is_anonymised(self, number: str) -> bool:
        known = self._there.get(int(number)) if number.isdecimal() and len(number) < 19 else None
        return known is not None and known.anonymised_at is not None

    def write(self, plan: CustomerPlan, *, import_id: int) -> None:
        """Write who is new, tied to firms and referrers, and what is changed."""
        own = self._own
        if own is not None:
            own.add([replace(one, import_id=import_id) for one in plan.new], plan.told, import_id=import_id)
        super().write(CustomerPlan(updated=plan.updated, firms=plan.firms), import_id=import_id)
