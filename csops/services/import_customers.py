"""Customers of an import: known ones found by phone, e-mail or name without asking the database row by row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from csops.domain.customers import LONGEST_REACH, Customer, Stage, called, is_email, normalised_phone, shortened
from csops.imports.rows import CustomerRow, Row
from csops.services.import_plan import RowPlan
from csops.storage.unit_of_work import Work

Named = tuple[str, tuple[str, ...], tuple[str, ...]]


_NOT_YET = 0
"""No place and no id."""


class People:
    """Who is there, and who would be new, by phone, e-mail and name."""

    def __init__(self, work: Work, *, region: str, now: datetime) -> None:
        self._work, self._region, self._now = work, region, now
        self._reaches = work.customers.all_reaches()
        self._names = work.customers.names()
        self._normalised: dict[str, str] = {}

    def points(self, phones: Iterable[str], emails: Iterable[str]) -> list[tuple[str, str]]:
        """Return phones and e-mails in the form in which they are compared."""
        found = [("phone", self._phone(phone)) for phone in phones]
        return [point for point in found if point[1]] + [
            ("email", email.casefold()[:LONGEST_REACH]) for email in emails
        ]

    def _phone(self, text: str) -> str:
        # A number comes several times in a log and is compared several times in an import; reading it is slow.
        known = self._normalised.get(text)
        if known is None:
            known = self._normalised[text] = normalised_phone(text, region=self._region)[:LONGEST_REACH]
        return known

    def reached(self, *, phones: Iterable[str], emails: Iterable[str]) -> int | None:
        """Return the id of a customer who has one of these phones or e-mails; below zero one of this file."""
        return next((self._reaches[point] for point in self.points(phones, emails) if point in self._reaches), None)

    def named(self, name: str) -> int | None:
        """Return the id of a customer of this name; below zero one of this file."""
        return self._names.get(called(name).casefold()) if name.strip() else None

    def known(self, *, name: str, phones: Iterable[str], emails: Iterable[str]) -> int | None:
        """Return the id of a customer who is there: by phone or e-mail, else by name."""
        found = self.reached(phones=phones, emails=emails)
        return self.named(name) if found is None else found

    def ids_of(self, rows: Sequence[Named], *, import_id: int) -> list[int | None]:
        """Return the customer of each row, adding those who are new; None for nobody known."""
        new: list[Customer] = []
        places: list[int | None] = []
        found: dict[Named, int | None] = {}
        for named in rows:
            place = found.get(named, _NOT_YET)
            if place == _NOT_YET:
                place, is_settled = self._place(*named, new, import_id)
                if is_settled:
                    found[named] = place
            places.append(place)
        kept = self._work.customers.add_many(new)
        # Places below zero stand for new customers until these have ids.
        return [kept[-place - 1].id if place is not None and place < 0 else place for place in places]

    def _place(
        self, name: str, phones: tuple[str, ...], emails: tuple[str, ...], new: list[Customer], import_id: int
    ) -> tuple[int | None, bool]:
        """Return who it is, and whether that stays so: nobody is there by the first phone or e-mail but he."""
        emails = tuple(filter(is_email, emails))
        points = self.points(phones, emails)
        found = next((self._reaches[point] for point in points if point in self._reaches), None)
        if found is None:
            found = self.named(name)
        if found is not None or not (name.strip() or phones or emails):
            return found, not points or points[0] in self._reaches
        words = " ".join(name.split())
        one = Customer(name=words, phones=phones, emails=emails, created_at=self._now, import_id=import_id)
        new.append(shortened(one))
        self._remember(called(name), points, -len(new))
        return -len(new), True

    def remember(self, *, name: str, phones: Iterable[str], emails: Iterable[str], customer_id: int) -> None:
        """Let later rows find this customer."""
        self._remember(called(name), self.points(phones, emails), customer_id)

    def _remember(self, name: str, points: Iterable[tuple[str, str]], customer_id: int) -> None:
        for point in points:
            self._reaches.setdefault(point, customer_id)
        if name:
            self._names.setdefault(name.casefold(), customer_id)


@dataclass
class CustomerPlan(RowPlan):
    """What an import of customers would do."""

    new: list[Customer] = field(default_factory=list)
    updated: list[Customer] = field(default_factory=list)


class CustomerImport:
    """Sorts the rows of a customer list against who is there, and writes who is new."""

    def __init__(self, work: Work, *, zone: str, region: str, now: datetime) -> None:
        self._work, self._zone, self._now = work, ZoneInfo(zone), now
        self.people = People(work, region=region, now=now)
        self._there = {customer.id: customer for customer in work.customers.all()}
        self._by_note = {one.note: one.id for one in self._there.values() if one.note and not _is_reachable(one)}
        self._updated: dict[int, int] = {}

    def plan(self, rows: Iterable[Row]) -> CustomerPlan:
        """Sort every row; nothing is written."""
        plan = CustomerPlan()
        for row in plan.taken(rows, CustomerRow):
            self._sort(row, plan)
        return plan

    def _sort(self, row: CustomerRow, plan: CustomerPlan) -> None:
        wanted = self._customer(row)
        found = self._found(wanted, plan)
        if found is None:
            plan.new.append(wanted)
            self._remember(wanted, -len(plan.new))
            return
        known = self._record(found, plan)
        changed = self._joined(known, wanted)
        if changed == known or found < 0:
            plan.skipped += 1  # who is known already, or the same person twice in the file
        if changed != known:
            self._keep(found, changed, plan)
            self._remember(wanted, found)

    def _found(self, wanted: Customer, plan: CustomerPlan) -> int | None:
        """By phone or e-mail, by a name where one of the two has neither, or by the note alone."""
        found = self.people.reached(phones=wanted.phones, emails=wanted.emails)
        if found is not None:
            return found
        if not (wanted.name or wanted.phones or wanted.emails):
            return self._by_note.get(wanted.note)
        same = self.people.named(wanted.name)
        # Two who share a name and have other numbers are two people.
        is_other = same is not None and _is_reachable(wanted) and _is_reachable(self._record(same, plan))
        return None if is_other else same

    def _record(self, place: int, plan: CustomerPlan) -> Customer:
        if place < 0:
            return plan.new[-place - 1]
        return plan.updated[self._updated[place]] if place in self._updated else self._there[place]

    def _keep(self, place: int, changed: Customer, plan: CustomerPlan) -> None:
        if place < 0:
            plan.new[-place - 1] = changed
        elif place in self._updated:
            plan.updated[self._updated[place]] = changed
            plan.skipped += 1  # counted as updated by an earlier row
        else:
            self._updated[place] = len(plan.updated)
            plan.updated.append(changed)

    def _remember(self, one: Customer, place: int) -> None:
        self.people.remember(name=one.name, phones=one.phones, emails=one.emails, customer_id=place)
        if not (one.name or _is_reachable(one)):
            self._by_note.setdefault(one.note, place)

    def _customer(self, row: CustomerRow) -> Customer:
        since = self._now if row.since is None else datetime.combine(row.since, time.min, tzinfo=self._zone)
        found = Customer(
            name=" ".join(row.name.split()),
            stage=Stage.PROSPECT if row.stage == Stage.PROSPECT.value else Stage.BUYER,
            phones=tuple(dict.fromkeys(row.phones)),
            emails=tuple(dict.fromkeys(email for email in row.emails if is_email(email))),
            note=_note(row),
            created_at=since.astimezone(UTC),
            number=row.number or None,
        )
        return shortened(found)

    def _joined(self, known: Customer, wanted: Customer) -> Customer:
        mine = set(self.people.points(known.phones, known.emails))
        phones = [one for one in wanted.phones if (points := self.people.points([one], [])) and points[0] not in mine]
        extra = [one for one in wanted.emails if ("email", one.casefold()[:LONGEST_REACH]) not in mine]
        return replace(
            known,
            name=known.name or wanted.name,
            phones=(*known.phones, *phones),
            emails=(*known.emails, *extra),
            note=known.note or wanted.note,
        )

    def write(self, plan: CustomerPlan, *, import_id: int) -> None:
        """Write who is new and what is changed."""
        self._work.customers.add_many([replace(one, import_id=import_id) for one in plan.new])
        self._work.customers.update_many(plan.updated)


def _is_reachable(customer: Customer) -> bool:
    return bool(customer.phones or customer.emails)


def _note(row: CustomerRow) -> str:
    company = row.company if row.company and row.company != row.name else ""
    return "\n".join(filter(None, (company, row.note.strip())))
