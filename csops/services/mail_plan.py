"""What an import of messages would do: each new, there already, or left out with its reason; threads kept together."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from csops.domain.contacts import Direction, latest_start
from csops.domain.customers import called
from csops.domain.errors import CsopsError
from csops.domain.mail import MOST_FILES, Mail, read_mail
from csops.domain.mail_heads import LONGEST_ID, bare_subject, case_in
from csops.domain.mail_quotes import own_words
from csops.imports.mailboxes import Found
from csops.imports.rows import Problem
from csops.services.case_numbers import current_id
from csops.services.import_customers import People
from csops.services.import_plan import RowPlan
from csops.services.mail_addresses import is_own
from csops.storage.mail_numbers import cases_of_numbers
from csops.storage.unit_of_work import Work

RECENT = timedelta(days=14)
"""A message older than this waits for nobody: a box of years would open hundreds of cases."""


@dataclass(frozen=True, kw_only=True)
class PlannedMail:
    """A message on its way into the log.

    Attributes:
        found: where in the file it is; `mail` has no contents of files any more, only `files` of them.
        at, time_known: when it was written, as far as it says so.
        name, address: of the customer; empty where nobody is known, as of a machine.
        customer_id: who that is; below zero somebody new of this file, None for nobody.
        thread: which new case it belongs to, counted from 0; None where `case_id` says an existing one.
        number: by which it is known again.
    """

    found: Found
    mail: Mail
    files: int
    at: datetime
    time_known: bool
    direction: Direction
    name: str
    address: str
    text: str
    number: str
    customer_id: int | None = None
    case_id: int | None = None
    thread: int | None = None

    @property
    def is_automatic(self) -> bool:
        """Whether no person wrote it."""
        return self.mail.heads.is_automatic


@dataclass
class MailPlan(RowPlan):
    """What an import of messages would do, in the order of time. `new_names`: customers to add, by place below zero."""

    new: list[PlannedMail] = field(default_factory=list)
    new_names: list[tuple[str, str]] = field(default_factory=list)
    told: dict[int, str] = field(default_factory=dict)
    """Customers who are known by their name alone, and the address that they are now known by too."""
    threads: int = 0
    notes: list[str] = field(default_factory=list)


class MailSorter:
    """Sorts the messages of one file against what is there."""

    def __init__(self, work: Work, *, own: Sequence[str], zone: str, region: str, now: datetime) -> None:
        self._work, self._own, self._zone, self._now = work, own, ZoneInfo(zone), now
        self._people = People(work, region=region, now=now)
        nameable = [one for one in work.customers.all() if one.name and not one.emails]
        self._without_email = {one.name.casefold(): one.id for one in nameable}
        self._cases: dict[str, int] = {}
        self._threads: dict[str, tuple[int | None, int | None]] = {}

    def plan(self, found: Iterable[Found]) -> MailPlan:
        """Sort every message; nothing is written."""
        plan = MailPlan()
        read = sorted(self._read(found, plan), key=lambda one: (one.at, one.found.number))
        ids = [number for one in read for number in (one.number, *one.mail.heads.answers)]
        self._cases = cases_of_numbers(self._work.connection, list(dict.fromkeys(map(number_of, ids))))
        seen: set[str] = set()
        for one in read:
            if one.number in seen or one.number in self._cases:
                plan.skipped += 1
                continue
            seen.add(one.number)
            plan.new.append(self._placed(one, plan))
        taken = {one.found.number for one in plan.new}
        plan.remarks = [remark for remark in plan.remarks if remark.row in taken]
        plan.notes += self._notes(plan)
        return plan

    # ------------------------------------------------------------ one message
    def _read(self, found: Iterable[Found], plan: MailPlan) -> Iterable[PlannedMail]:
        for one in found:
            plan.read += 1
            try:
                yield self._planned(one, plan)
            except CsopsError as error:
                plan.problems.append(Problem(row=one.number, column="", reason=_reason(error)))

    def _planned(self, found: Found, plan: MailPlan) -> PlannedMail:
        if not found.content:
            raise _Unfit(reason="It is larger than 35 MB. Save its files and attach them singly")
        mail = read_mail(found.content, name=f"Message {found.number}")
        if not mail.sender_email:
            raise _Unfit(reason="Nothing in its head tells who wrote it. Check the line From")
        direction, name, address = self._who(mail)
        at, time_known = self._when(mail, found, plan)
        if mail.files_left_out:
            reason = f"{mail.files_left_out:,} of its files were left out: more than {MOST_FILES} come with no message"
            plan.remarks.append(Problem(row=found.number, column="", reason=reason))
        content = found.content
        return PlannedMail(
            found=replace(found, content=b""),
            mail=replace(mail, files=()),
            files=len(mail.files),
            at=at,
            time_known=time_known,
            direction=direction,
            name=name,
            address=address,
            text=_text(mail),
            number=number_of(mail.heads.message_id) if mail.heads.message_id else _digest(content),
        )

    def _who(self, mail: Mail) -> tuple[Direction, str, str]:
        """Return the direction, and name and address of the customer."""
        sender = mail.sender_email.casefold()
        if not is_own(sender, self._own):
            return Direction.IN, _person(mail.sender_name, sender), sender
        for address, name in zip(mail.heads.to, mail.heads.to_names, strict=True):
            if not is_own(address, self._own):
                return Direction.OUT, _person(name, address), address
        if not mail.heads.to:
            raise _Unfit(reason="We wrote it, and it does not say to whom. Check the line To")
        raise _Unfit(reason="It went from us to us. What colleagues write to each other is a note, no contact")

    def _when(self, mail: Mail, found: Found, plan: MailPlan) -> tuple[datetime, bool]:
        latest = latest_start(self._now)
        if mail.sent_at is not None and mail.sent_at <= latest:
            return mail.sent_at, True
        column, said = "Date", "Its date has no zone. The time of our shop was taken"
        at = None if mail.sent_local is None else mail.sent_local.replace(tzinfo=self._zone).astimezone(UTC)
        if at is None or at > latest:
            at, said = mail.received_at, "Its date cannot be. The time at which a server received it was taken"
        if at is None or at > latest:
            midnight = self._now.astimezone(self._zone).replace(hour=0, minute=0, second=0, microsecond=0)
            said = "It does not say when it was written. The day of the import was taken"
            plan.remarks.append(Problem(row=found.number, column=column, reason=said))
            return midnight.astimezone(UTC), False
        plan.remarks.append(Problem(row=found.number, column=column, reason=said))
        return at, True

    # ------------------------------------------------------------ where it belongs
    def _placed(self, one: PlannedMail, plan: MailPlan) -> PlannedMail:
        customer = self._customer(one, plan)
        case_id, thread = self._thread(one, customer)
        if case_id is None and thread is None:
            thread, plan.threads = plan.threads, plan.threads + 1
        self._threads[one.number] = (case_id, thread)
        return replace(one, customer_id=customer, case_id=case_id, thread=thread)

    def _thread(self, one: PlannedMail, customer: int | None) -> tuple[int | None, int | None]:
        """Return the case that it goes on with: by what it answers, else by a number in its subject."""
        for number in map(number_of, one.mail.heads.answers):
            if number in self._threads:
                return self._threads[number]
            if number in self._cases:
                return self._cases[number], None
        named = case_in(one.mail.subject)
        if named is None:
            return None, None
        case = self._work.cases.find(current_id(self._work, named))
        # A number in a subject may be that of an order: it is ours where the case is this customer's, or nobody's.
        is_theirs = case is not None and case.customer_id in {None, customer}
        return (case.id, None) if case is not None and is_theirs else (None, None)

    def _customer(self, one: PlannedMail, plan: MailPlan) -> int | None:
        known = self._people.reached(phones=(), emails=(one.address,))
        if known is None and one.is_automatic:
            return None  # a machine or a newsletter is no customer
        if known is None and one.name:
            known = self._without_email.pop(called(one.name).casefold(), None)
            if known is not None:
                plan.told[known] = one.address
        if known is None:
            plan.new_names.append((one.name, one.address))
            known = -len(plan.new_names)
        if known < 0 and one.name and not plan.new_names[-known - 1][0]:
            plan.new_names[-known - 1] = (one.name, one.address)  # the first message had the address alone
        self._people.remember(name="", phones=(), emails=(one.address,), customer_id=known)
        return known

    def _notes(self, plan: MailPlan) -> list[str]:
        automatic = sum(one.is_automatic for one in plan.new)
        notes = []
        if automatic:
            many = "message was" if automatic == 1 else "messages were"
            notes.append(f"{automatic:,} {many} written by no person: nothing is answered by that")
        if plan.new and not self._own:
            notes.append("No address of the shop is known: every message is taken as one that came in")
        return notes


class _Unfit(CsopsError):
    """Fields: reason, a whole sentence."""

    sentence = "{reason}"


def number_of(message_id: str) -> str:
    """Return the number by which a message is known again; a very long one by its digest."""
    return message_id if len(message_id) <= LONGEST_ID else _digest(message_id.encode("utf-8", errors="replace"))


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _reason(error: CsopsError) -> str:
    known: Mapping[str, object] = error.fields
    return f"{known['reason']}. {known['right']}" if {"reason", "right"} <= known.keys() else str(error)


def _text(mail: Mail) -> str:
    words = mail.text if mail.heads.is_automatic else own_words(mail.text)
    subject = bare_subject(mail.subject)
    return "\n\n".join(filter(None, (f"{subject.rstrip('.')}." if subject else "", words)))


def _person(name: str, address: str) -> str:
    """Return a name that is one: mail programs put the address in its place."""
    return "" if "@" in name or name.casefold() == address else name.strip("'\" ")
