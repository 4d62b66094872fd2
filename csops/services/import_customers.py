"""Customers of an import: known ones found by phone, e-mail or name without asking the database row by row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from csops.domain.customers import (
    LONGEST_FIELD_NAME,
    LONGEST_REACH,
    LONGEST_VALUE,
    MOST_FIELDS,
    Consent,
    Customer,
    OwnField,
    Stage,
    called,
    is_email,
    normalised_phone,
    shortened,
)
from csops.domain.texts import LONGEST_NAME
from csops.imports.rows import CustomerRow, OwnCustomer, Problem, Row
from csops.services.import_plan import RowPlan
from csops.storage.unit_of_work import Work

Named = tuple[str, tuple[str, ...], tuple[str, ...]]


_CONSENTS = {None: Consent.NOT_ASKED, True: Consent.GIVEN, False: Consent.REFUSED}
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
    """What an import of customers would do. `firms`: who speaks for which, by id or by place in `new` below zero.

    `told`: what a list that csops wrote tells of those who are new, in their order.
    """

    new: list[Customer] = field(default_factory=list)
    updated: list[Customer] = field(default_factory=list)
    firms: dict[int, str] = field(default_factory=dict)
    told: list[OwnCustomer] = field(default_factory=list)


class CustomerImport:
    """Sorts the rows of a customer list against who is there, and writes who is new."""

    def __init__(self, work: Work, *, zone: str, region: str, now: datetime) -> None:
        self._work, self._zone, self._now = work, ZoneInfo(zone), now
        self.people = People(work, region=region, now=now)
        self._there = {customer.id: customer for customer in work.customers.all()}
        self._by_note = {one.note: one.id for one in self._there.values() if one.note and not _is_reachable(one)}
        self._updated: dict[int, int] = {}
        self._channels = {name.casefold(): one.id for one in work.channels.all() for name in (one.key, one.name)}

    def plan(self, rows: Iterable[Row]) -> CustomerPlan:
        """Sort every row; nothing is written."""
        plan = CustomerPlan()
        for row in plan.taken(rows, CustomerRow):
            self._sort(row, plan)
        return plan

    def change(self, found: int, wanted: Customer, firm: str, plan: CustomerPlan) -> None:
        """Note what a row adds to somebody who is known; nothing that is said of them is replaced."""
        known = self._record(found, plan)
        changed = self._joined(known, wanted)
        joins = bool(firm) and known.firm_id is None and not known.is_firm and found not in plan.firms
        if joins:
            plan.firms[found] = firm
        is_changed = changed != known or (joins and found > 0 and found not in self._updated)
        if not is_changed or found < 0:
            plan.skipped += 1  # who is known already, or the same person twice in the file
        if is_changed:
            self._keep(found, changed, plan)
            self._remember(wanted, found)

    def _sort(self, row: CustomerRow, plan: CustomerPlan) -> None:
        wanted = self._customer(row, plan)
        found = self._found(wanted, plan)
        firm = " ".join(row.firm.split())
        if found is None:
            plan.new.append(wanted)
            self._remember(wanted, -len(plan.new))
            if firm and firm.casefold() != wanted.name.casefold():
                plan.firms[-len(plan.new)] = firm
            return
        self.change(found, wanted, firm, plan)

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

    def _customer(self, row: CustomerRow, plan: CustomerPlan) -> Customer:
        since = self._now if row.since is None else datetime.combine(row.since, time.min, tzinfo=self._zone)
        found = Customer(
            name=" ".join(row.name.split()),
            stage=Stage.PROSPECT if row.stage == Stage.PROSPECT.value else Stage.BUYER,
            phones=tuple(dict.fromkeys(row.phones)),
            emails=tuple(dict.fromkeys(email for email in row.emails if is_email(email))),
            note=_note(row),
            created_at=since.astimezone(UTC),
            number=row.number or None,
            segment=row.segment[:LONGEST_NAME],
            birthday=row.birthday,
            preferred_channel_id=self._channels.get(row.preferred_channel.casefold()),
            motive=row.motive,
            referred_by_id=self._referred(row, plan),
            consent=_CONSENTS[row.consent],
            consent_at=self._consented_at(row),
            consent_note=row.consent_note,
            fields=own_fields(row.own),
        )
        return shortened(found)

    def _referred(self, row: CustomerRow, plan: CustomerPlan) -> int | None:
        found = self.people.named(row.referred_by) if row.referred_by else None
        if row.referred_by and (found is None or found < 0):
            reason = f"“{row.referred_by}”, who sent them, is nobody here. It was left out"
            plan.remarks.append(Problem(row=row.row, column="", reason=reason, value=row.referred_by))
            return None
        return found

    def _consented_at(self, row: CustomerRow) -> datetime | None:
        if row.consent is None:
            return None
        if row.consent_at is None:
            return self._now  # the file says that they agreed, not when: it was so at the latest now
        return datetime.combine(row.consent_at, time(12), tzinfo=self._zone).astimezone(UTC)

    def _joined(self, known: Customer, wanted: Customer) -> Customer:
        mine = set(self.people.points(known.phones, known.emails))
        phones = [one for one in wanted.phones if (points := self.people.points([one], [])) and points[0] not in mine]
        extra = [one for one in wanted.emails if ("email", one.casefold()[:LONGEST_REACH]) not in mine]
        asked = known if known.consent is not Consent.NOT_ASKED else wanted
        named = {one.name.casefold() for one in known.fields}
        own = [one for one in wanted.fields if one.name.casefold() not in named]
        sent = wanted.referred_by_id if wanted.referred_by_id != known.id else None
        return replace(
            known,
            name=known.name or wanted.name,
            phones=(*known.phones, *phones),
            emails=(*known.emails, *extra),
            note=known.note or wanted.note,
            segment=known.segment or wanted.segment,
            birthday=known.birthday or wanted.birthday,
            preferred_channel_id=known.preferred_channel_id or wanted.preferred_channel_id,
            motive=known.motive or wanted.motive,
            referred_by_id=known.referred_by_id or sent,
            consent=asked.consent,
            consent_at=asked.consent_at,
            consent_note=known.consent_note or wanted.consent_note,
            fields=(*known.fields, *own)[:MOST_FIELDS],
        )

    def write(self, plan: CustomerPlan, *, import_id: int) -> None:
        """Write who is new and what is changed; firms that nobody knows are added first."""
        firms = self._firms(plan, import_id)
        ids = {place: firms[name.casefold()] for place, name in plan.firms.items()}
        new = [
            replace(one, import_id=import_id, firm_id=ids.get(-place)) for place, one in enumerate(plan.new, start=1)
        ]
        self._work.customers.add_many(new)
        self._work.customers.update_many(
            [replace(one, firm_id=ids[one.id]) if one.id in ids else one for one in plan.updated]
        )

    def _firms(self, plan: CustomerPlan, import_id: int) -> dict[str, int]:
        """Return the firms that the file names, by name, adding those who are not there."""
        there = {one.name.casefold(): one.id for one in self._there.values() if one.is_firm}
        names = {name.casefold(): name for name in reversed(plan.firms.values())}  # as it was written first
        missing = [
            Customer(name=called(name), is_firm=True, created_at=self._now, import_id=import_id)
            for key, name in names.items()
            if key not in there
        ]
        added = self._work.customers.add_many(missing)
        return there | {key: one.id for key, one in zip((k for k in names if k not in there), added, strict=True)}


def own_fields(told: Iterable[OwnField]) -> tuple[OwnField, ...]:
    """Return own fields of a file as they are kept: each name once, names and values no longer than a record has."""
    found: dict[str, OwnField] = {}
    for one in told:
        name = one.name[:LONGEST_FIELD_NAME].strip()
        found.setdefault(name.casefold(), OwnField(name=name, value=one.value[:LONGEST_VALUE]))
    return tuple(found.values())[:MOST_FIELDS]


def _is_reachable(customer: Customer) -> bool:
    return bool(customer.phones or customer.emails)


def _note(row: CustomerRow) -> str:
    company = row.company if row.company and row.company != row.name else ""
    return "\n".join(filter(None, (company, row.note.strip())))
