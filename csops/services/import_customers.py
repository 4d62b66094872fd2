"""Customers of an import: known ones found by phone, e-mail or name without asking the database row by row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from csops.domain.customers import Customer, Stage, is_email, normalised_phone
from csops.imports.rows import CustomerRow, Problem, Row, Superseded
from csops.storage.unit_of_work import Work

Named = tuple[str, tuple[str, ...], tuple[str, ...]]


class People:
    """Who is there, and who would be new, by phone, e-mail and name."""

    def __init__(self, work: Work, *, region: str, now: datetime) -> None:
        self._work, self._region, self._now = work, region, now
        self._reaches = work.customers.all_reaches()
        self._names = work.customers.names()

    def points(self, phones: Iterable[str], emails: Iterable[str]) -> list[tuple[str, str]]:
        """Return phones and e-mails in the form in which they are compared."""
        found = [("phone", normalised_phone(phone, region=self._region)) for phone in phones]
        return [point for point in found if point[1]] + [("email", email.casefold()) for email in emails]

    def known(self, *, name: str, phones: Iterable[str], emails: Iterable[str]) -> int | None:
        """Return the id of a customer who is there: by phone or e-mail, else by name."""
        for point in self.points(phones, emails):
            if point in self._reaches:
                return self._reaches[point]
        return self._names.get(" ".join(name.split()).casefold()) if name.strip() else None

    def ids_of(self, rows: Sequence[Named], *, import_id: int) -> list[int | None]:
        """Return the customer of each row, adding those who are new; None for nobody known."""
        new: list[Customer] = []
        places: list[int | None] = []
        for name, phones, emails in rows:
            places.append(self._place(name, phones, emails, new, import_id))
        kept = self._work.customers.add_many(new)
        # Places below zero stand for new customers until these have ids.
        return [kept[-place - 1].id if place is not None and place < 0 else place for place in places]

    def _place(
        self, name: str, phones: tuple[str, ...], emails: tuple[str, ...], new: list[Customer], import_id: int
    ) -> int | None:
        emails = tuple(email for email in emails if is_email(email))
        found = self.known(name=name, phones=phones, emails=emails)
        if found is not None or not (name.strip() or phones or emails):
            return found
        new.append(
            Customer(
                name=" ".join(name.split()), phones=phones, emails=emails, created_at=self._now, import_id=import_id
            )
        )
        self.remember(name=name, phones=phones, emails=emails, customer_id=-len(new))
        return -len(new)

    def remember(self, *, name: str, phones: Iterable[str], emails: Iterable[str], customer_id: int) -> None:
        """Let later rows find this customer."""
        for point in self.points(phones, emails):
            self._reaches.setdefault(point, customer_id)
        if name.strip():
            self._names.setdefault(" ".join(name.split()).casefold(), customer_id)


@dataclass
class CustomerPlan:
    """What an import of customers would do."""

    read: int = 0
    new: list[Customer] = field(default_factory=list)
    updated: list[Customer] = field(default_factory=list)
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """Rows that cannot be taken."""
        return len(self.problems)


class CustomerImport:
    """Sorts the rows of a customer list against who is there, and writes who is new."""

    def __init__(self, work: Work, *, zone: str, region: str, now: datetime) -> None:
        self._work, self._zone, self._now = work, ZoneInfo(zone), now
        self.people = People(work, region=region, now=now)

    def plan(self, rows: Iterable[Row]) -> CustomerPlan:
        """Sort every row; nothing is written."""
        plan = CustomerPlan()
        for row in rows:
            plan.read += 1
            if isinstance(row, Problem):
                plan.problems.append(row)
            elif isinstance(row, Superseded):
                plan.skipped += 1
            elif isinstance(row, CustomerRow):
                plan.remarks.extend(row.remarks)
                self._sort(row, plan)
        return plan

    def _sort(self, row: CustomerRow, plan: CustomerPlan) -> None:
        emails = tuple(email for email in row.emails if is_email(email))
        found = self.people.known(name=row.name, phones=row.phones, emails=emails)
        if found is None:
            plan.new.append(self._customer(row, emails))
            place = -len(plan.new)
            self.people.remember(name=row.name, phones=row.phones, emails=emails, customer_id=place)
        elif found < 0:
            plan.skipped += 1  # the same person twice in the file
        else:
            self._update(found, row, emails, plan)

    def _customer(self, row: CustomerRow, emails: tuple[str, ...]) -> Customer:
        since = self._now if row.since is None else datetime.combine(row.since, time.min, tzinfo=self._zone)
        return Customer(
            name=" ".join(row.name.split()),
            stage=Stage.PROSPECT if row.stage == Stage.PROSPECT.value else Stage.BUYER,
            phones=tuple(dict.fromkeys(row.phones)),
            emails=tuple(dict.fromkeys(emails)),
            note=_note(row),
            created_at=since.astimezone(UTC),
            number=row.number or None,
        )

    def _update(self, customer_id: int, row: CustomerRow, emails: tuple[str, ...], plan: CustomerPlan) -> None:
        known = self._work.customers.get(customer_id)
        mine = set(self.people.points(known.phones, known.emails))
        phones = tuple(one for one in row.phones if (points := self.people.points([one], [])) and points[0] not in mine)
        extra = tuple(one for one in emails if ("email", one.casefold()) not in mine)
        changed = replace(
            known,
            name=known.name or row.name,
            phones=(*known.phones, *phones),
            emails=(*known.emails, *extra),
            note=known.note or _note(row),
        )
        if changed == known:
            plan.skipped += 1
        elif not any(one.id == known.id for one in plan.updated):
            plan.updated.append(changed)
        else:
            plan.skipped += 1

    def write(self, plan: CustomerPlan, *, import_id: int) -> None:
        """Write who is new and what is changed."""
        self._work.customers.add_many([replace(one, import_id=import_id) for one in plan.new])
        self._work.customers.update_many(plan.updated)


def _note(row: CustomerRow) -> str:
    company = row.company if row.company and row.company != row.name else ""
    return "\n".join(filter(None, (company, row.note.strip())))
