"""Customers of a log of our own on their way back: each number of the log is one customer, whatever they are called."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from csops.domain.customers import LONGEST_VALUE, Consent, Customer, Stage, is_email, shortened
from csops.domain.texts import LONGEST_NAME, kept, one_line
from csops.imports.rows import ContactRow, OwnCustomer
from csops.services.import_customers import People, own_fields
from csops.services.import_own_ties import OwnTies
from csops.storage.unit_of_work import Work

# A log holds whole seconds, and of the hour that comes twice when clocks are put back not which one it was.
_ONE_MOMENT = timedelta(hours=1, seconds=1)


_Facts = tuple[str, tuple[str, ...], tuple[str, ...], str]


class OwnPeople:
    """Finds who is meant by the numbers of a log: somebody who is here, or somebody new."""

    def __init__(self, work: Work, people: People, told: Iterable[OwnCustomer], *, now: datetime) -> None:
        self._work, self._people, self._now = work, people, now
        self._facts: dict[str, OwnCustomer] = {}
        self._channels = {one.name.casefold(): one.id for one in work.channels.all()}
        for facts in told:
            self._facts.setdefault(facts.number, facts)
        self._there = {one.id: one for one in work.customers.all()} if self._facts else {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_note: dict[str, list[int]] = defaultdict(list)
        self._by_point: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_facts: dict[_Facts, list[int]] = defaultdict(list)
        for one in self._there.values():
            self._by_facts[_facts(one)].append(one.id)
            self._by_name[one.name.casefold()].append(one.id)
            self._by_note[one.note].append(one.id)
            for point in people.points(one.phones, one.emails):
                self._by_point[point].append(one.id)
        self._may_be: dict[str, tuple[int, ...]] = {}
        self._bound: dict[str, int] = {}

    def may_be(self, number: str) -> tuple[int, ...]:
        """Return who of this database the customer with this number can be, the likeliest first."""
        if number not in self._may_be:
            self._may_be[number] = tuple(self._candidates(self._facts[number]))
        sure = self._bound.get(number)
        return self._may_be[number] if sure is None else (sure, *self._may_be[number])

    def bind(self, number: str, customer_id: int) -> None:
        """Note who it is: a contact of theirs is here."""
        self._bound.setdefault(number, customer_id)

    def _candidates(self, facts: OwnCustomer) -> Iterable[int]:
        exact = self._by_number(facts)
        reached = [one for point in self._points(facts) for one in self._by_point.get(point, ())]
        alike = [one for one in reached if _may_share_name(self._there[one], facts)]
        named = [] if not facts.name else self._by_name.get(facts.name.casefold(), [])
        # Two who share a name and have other numbers are two people.
        free = [one for one in named if not (_is_reachable(facts) and _is_reachable(self._there[one]))]
        noted = [one for one in self._by_note.get(facts.note, ()) if facts.note and _has_note_alone(facts)]
        noted = [one for one in noted if _has_note_alone(self._there[one])]
        # As an import kept them: in a column mixed up by hand stand phones and e-mails by which nobody is reached.
        copies = self._by_facts.get(_facts(self.customer(facts, None)), ())
        return dict.fromkeys((*exact, *alike, *free, *noted, *copies))

    def _points(self, facts: OwnCustomer) -> list[tuple[str, str]]:
        return self._people.points(facts.phones, filter(is_email, facts.emails))

    def _by_number(self, facts: OwnCustomer) -> list[int]:
        known = self._there.get(int(facts.number)) if facts.number.isdecimal() and len(facts.number) < 19 else None
        return [known.id] if known and _is_same(known, facts) else []

    def ids_of(self, rows: Sequence[ContactRow], *, import_id: int) -> list[int | None]:
        """Return the customer of each row, adding those who are new; None where the log tells no number."""
        numbers = [row.own.customer.number if row.own and row.own.customer else "" for row in rows]
        self.settle(dict.fromkeys(filter(None, numbers)))
        new = [number for number in dict.fromkeys(filter(None, numbers)) if number not in self._bound]
        made = [self.customer(self._facts[one], import_id) for one in new]
        self.add(made, [self._facts[one] for one in new], import_id=import_id)
        return [self._bound.get(number) for number in numbers]

    def add(self, made: Sequence[Customer], told: Sequence[OwnCustomer], *, import_id: int) -> None:
        """Keep customers made of what was told, each tied to firm and referrer."""
        added = self._work.customers.add_many(made)
        self._bound.update((one.number, customer.id) for one, customer in zip(told, added, strict=True) if one.number)
        ties = OwnTies(self._work, self._there.values(), self._bound, now=self._now)
        ties.tie(added, [one.details for one in told], import_id=import_id)

    def bound(self, number: str) -> int | None:
        """Return who of this database was found to be the customer with this number."""
        return self._bound.get(number)

    def settle(self, numbers: Iterable[str]) -> None:
        """Say of each number who it is, if anybody here; nobody here is two customers of the log."""
        taken = set(self._bound.values())
        left = [number for number in numbers if number not in self._bound]
        left.sort(key=lambda number: not self._by_number(self._facts[number]))  # the sure ones first
        for number in left:
            told = (one for one in self.may_be(number) if any(_facts(self._there[one])))
            found = next((one for one in told if one not in taken), None)
            if found is not None:
                self._bound[number] = found
                taken.add(found)

    def customer(self, facts: OwnCustomer, import_id: int | None) -> Customer:
        """Return the customer that was told, not yet tied to anybody."""
        details = facts.details
        found = Customer(
            is_firm=details.is_firm,
            segment=one_line(details.segment)[:LONGEST_NAME],
            birthday=details.birthday,
            preferred_channel_id=self._channels.get(details.channel.casefold()),
            motive=one_line(details.motive)[:LONGEST_VALUE],
            consent=Consent(details.consent) if details.consent else Consent.NOT_ASKED,
            consent_at=(details.consent_at or self._now) if details.consent else None,
            consent_note=kept(details.consent_note),
            lost_at=details.lost_at,
            fields=own_fields(details.fields),
            name=facts.name,
            stage=Stage.PROSPECT if facts.is_prospect else Stage.BUYER,
            phones=facts.phones,
            emails=tuple(filter(is_email, facts.emails)),
            note=facts.note,
            created_at=facts.since or self._now,
            number=facts.file_number or None,
            import_id=import_id,
        )
        return shortened(found)


def _facts(one: Customer) -> _Facts:
    return (one.name, one.phones, one.emails, one.note)


def _is_same(known: Customer, facts: OwnCustomer) -> bool:
    """Another database may bear the same number for another customer; name, phones, e-mails and day tell."""
    is_then = facts.since is None or abs(known.created_at - facts.since) < _ONE_MOMENT
    return is_then and (known.name, known.phones, known.emails) == (facts.name, facts.phones, facts.emails)


def _may_share_name(known: Customer, facts: OwnCustomer) -> bool:
    return not known.name or not facts.name or known.name.casefold() == facts.name.casefold()


def _is_reachable(one: Customer | OwnCustomer) -> bool:
    return bool(one.phones or one.emails)


def _has_note_alone(one: Customer | OwnCustomer) -> bool:
    return not (one.name or _is_reachable(one))
