"""Messages of a mail program into the log: looked at, written in one act, taken back as a whole."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from csops.domain.access import Permission
from csops.domain.cases import Case, State, StateChange, moved, title_from
from csops.domain.contacts import Attachment, Contact, Direction, Result, first_response
from csops.domain.customers import Customer, shortened
from csops.domain.errors import OutOfRange
from csops.domain.imports import Import
from csops.domain.mail import read_mail
from csops.domain.mail_heads import bare_subject
from csops.domain.team import Shop
from csops.domain.texts import kept, safe_name
from csops.imports.mailboxes import Found, message_at, messages
from csops.imports.rows import Problem
from csops.services.attachments import keep_file
from csops.services.collecting import uncollected
from csops.services.follow_ups import follow_silence
from csops.services.import_names import FileNames, NewNames
from csops.services.imports import Imported, Progress, back_up_first
from csops.services.mail_addresses import addresses_in, checked_addresses
from csops.services.mail_plan import RECENT, MailPlan, MailSorter, PlannedMail
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

KIND = "mail"
CHANNEL = "email"
ENDING = ".eml"
_TELL_EVERY = 100


@dataclass(frozen=True, kw_only=True)
class MailLine:
    """One message as it would be kept. `customer` is empty for nobody.

    `case` is the existing one that it goes on with; without one `thread` tells new cases apart, counted from 0.
    """

    number: int
    at: datetime
    time_known: bool
    direction: Direction
    customer: str
    is_new_customer: bool
    subject: str
    text: str
    case: str
    thread: int
    is_automatic: bool
    files: int


@dataclass(frozen=True, kw_only=True)
class MailPreview:
    """What an import of messages would do: the outcome, and the first messages in the order of time."""

    outcome: Imported
    lines: tuple[MailLine, ...]
    own: tuple[str, ...]


def look_at_mails(
    workspace: Workspace, *, path: Path, own: Sequence[str] | None = None, most: int = 200
) -> MailPreview:
    """Return what an import of a file of messages would do; nothing is written.

    Args:
        workspace: where to.
        path: an .eml, an .mbox, or a text with the heads of a message.
        own: addresses of the shop, in place of those that are kept.
        most: so many lines at most.

    Raises:
        FileRefused: it holds no message. NotUnderstood: an address that is none.
    """
    workspace.require(Permission.IMPORT)
    with workspace.read() as work, uncollected():
        addresses = addresses_in(work) if own is None else checked_addresses(own)
        plan = _sorter(workspace, work, addresses).plan(messages(path))
        lines = tuple(_line(work, plan, one) for one in plan.new[:most])
    return MailPreview(outcome=_outcome(plan), lines=lines, own=addresses)


def import_mails(
    workspace: Workspace,
    *,
    path: Path,
    own: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Keep the messages of a file as contacts, in one act, which `undo_import` takes back.

    Raises as `look_at_mails`. What cannot be taken of it comes back as a list of problems.
    """
    workspace.require(Permission.IMPORT)
    tell = progress or _tell_nobody
    back_up_first(workspace)
    files = _Files(workspace, path)
    with uncollected(), workspace.work("Import") as work:
        addresses = addresses_in(work) if own is None else checked_addresses(own)
        tell(0.05, "Reading the messages")
        plan = _sorter(workspace, work, addresses).plan(_watched(messages(path), tell))
        names = FileNames(work)
        names.note_channels([CHANNEL])
        names.add()
        record = work.imports.add(_record(workspace, path, plan))
        tell(0.4, "Saving")
        _Writer(work, workspace, import_id=record.id, channel_id=names.channel_id(CHANNEL)).write(
            plan, files, tell=tell
        )
        work.import_id = record.id
    return replace(_outcome(plan), import_id=record.id)


def _sorter(workspace: Workspace, work: Work, own: Sequence[str]) -> MailSorter:
    shop = work.settings.get(Shop)
    return MailSorter(work, own=own, zone=shop.zone, region=shop.region, now=workspace.now())


def _watched(found: Iterable[Found], tell: Progress) -> Iterator[Found]:
    for one in found:
        if one.number % _TELL_EVERY == 0:
            tell(0.05, f"Reading message {one.number:,}")  # raises where nobody wants it any more
        yield one


class _Files:
    """Messages as they came, and the files that came with them: read once more, and kept, when their contact is there.

    Each message is kept by itself, whole: what was cut off as quoted, its head and its looks can be seen again.
    """

    def __init__(self, workspace: Workspace, path: Path) -> None:
        self._workspace, self._path = workspace, path

    def of(self, one: PlannedMail, plan: MailPlan) -> list[Attachment]:
        """Keep a message and its files; one that is too large is left out and said."""
        content = message_at(self._path, one.found)
        files = read_mail(content).files if one.files else ()
        named = ((self._name(one), content), *((file.name, file.content) for file in files))
        return [found for name, kept in named if (found := self._kept(name, kept, one, plan)) is not None]

    def _kept(self, name: str, content: bytes, one: PlannedMail, plan: MailPlan) -> Attachment | None:
        try:
            return keep_file(self._workspace, content=content, name=name)
        except OutOfRange as error:  # a full disk stops the whole import instead
            reason = f"“{name}” was left out: {error}"
            plan.remarks.append(Problem(row=one.found.number, column="", reason=reason))
            return None

    def _name(self, one: PlannedMail) -> str:
        """Return what the message is called: as its file, or of many in one by its subject."""
        if self._path.suffix.lower() == ENDING and not one.found.start:
            return self._path.name
        return f"{safe_name(bare_subject(one.mail.subject) or 'Message')[:80]}{ENDING}"


class _Writer:
    def __init__(self, work: Work, workspace: Workspace, *, import_id: int, channel_id: int) -> None:
        self._work, self._now, self._import_id = work, workspace.now(), import_id
        self._channel_id, self._me = channel_id, workspace.member.id or None
        self._members = {one.name.casefold(): one.id for one in work.members.all()}

    def write(self, plan: MailPlan, files: _Files, *, tell: Progress) -> None:
        """Write customers, cases, contacts and files, one journal row for each kind of record."""
        customers = self._customers(plan)
        threads: list[list[PlannedMail]] = [[] for _ in range(plan.threads)]
        for one in plan.new:
            if one.thread is not None:
                threads[one.thread].append(one)
        made = self._work.cases.add_many([self._case(mails, customers) for mails in threads])
        self._work.state_changes.add_many([change for case in made for change in self._states(case)])
        contacts = [self._contact(one, made, customers) for one in plan.new]
        kept_contacts = self._work.contacts.add_many(contacts)
        self._go_on(plan, kept_contacts)
        attached: list[Attachment] = []
        for place, (one, contact) in enumerate(zip(plan.new, kept_contacts, strict=True)):
            if place % _TELL_EVERY == 0:
                tell(0.4 + 0.6 * place / len(plan.new), "Saving")
            attached += [replace(file, contact_id=contact.id) for file in files.of(one, plan)]
        self._work.attachments.add_many(attached)

    def _customers(self, plan: MailPlan) -> list[int]:
        """Add who is new, and the addresses of those who were known by name; return the ids of the new ones."""
        new = [
            shortened(
                Customer(name=name, emails=(address,), created_at=self._now, import_id=self._import_id)
            )
            for name, address in plan.new_names
        ]  # fmt: skip
        known = self._work.customers.get_many(plan.told)
        self._work.customers.update_many(
            [replace(known[one], emails=(*known[one].emails, address)) for one, address in plan.told.items()]
        )
        return [one.id for one in self._work.customers.add_many(new)]

    def _case(self, mails: Sequence[PlannedMail], customers: Sequence[int]) -> Case:
        first, last = mails[0], mails[-1]
        subject = bare_subject(first.mail.subject)
        plain = Case(
            customer_id=_customer_id(first, customers),
            channel_id=self._channel_id,
            title=(subject[:80] or title_from(first.text, fallback="E-mail")),
            opened_at=first.at,
            last_contact_at=last.at,
            owner_id=self._handler(mails),
            import_id=self._import_id,
        )
        plain = moved(plain, self._state(mails), at=last.at)
        answered = [at for one in mails if (at := first_response(plain, self._plain(one, plain))) is not None]
        return replace(plain, first_response_at=min(answered, default=None))

    def _state(self, mails: Sequence[PlannedMail]) -> State:
        """Return where messages leave a case: what is old, or of machines alone, waits for nobody."""
        people = [one for one in mails if not one.is_automatic]
        if not people or people[-1].at < self._now - RECENT:
            return State.CLOSED
        if people[-1].direction is Direction.OUT:
            return State.WAITING_FOR_CUSTOMER
        return State.OPEN if any(one.direction is Direction.OUT for one in people) else State.NEW

    def _states(self, case: Case) -> list[StateChange]:
        begun = StateChange(case_id=case.id, at=case.opened_at, state=State.NEW, member_id=case.owner_id)
        if case.state is State.NEW:
            return [begun]
        at = case.last_contact_at or case.opened_at
        return [begun, StateChange(case_id=case.id, at=at, state=case.state, member_id=case.owner_id)]

    def _contact(self, one: PlannedMail, made: Sequence[Case], customers: Sequence[int]) -> Contact:
        if one.thread is not None:
            return self._plain(one, made[one.thread], customer_id=_customer_id(one, customers))
        case = self._work.cases.get(one.case_id or 0)
        return self._plain(one, case, customer_id=_customer_id(one, customers))

    def _plain(self, one: PlannedMail, case: Case, *, customer_id: int | None = None) -> Contact:
        return Contact(
            case_id=case.id,
            customer_id=customer_id or case.customer_id,
            channel_id=self._channel_id,
            topic_id=case.topic_id,
            member_id=self._handler([one]),
            entered_by=self._me,
            direction=one.direction,
            result=Result.OPEN,
            text=kept(one.text),
            happened_at=one.at,
            time_known=one.time_known,
            entered_at=one.at if one.time_known else self._now,
            number=one.number,
            import_id=self._import_id,
            automatic=one.is_automatic,
        )

    def _handler(self, mails: Sequence[PlannedMail]) -> int | None:
        """Return the member who wrote for us last, by the name of the sender."""
        ours = [one.mail.sender_name.casefold() for one in mails if one.direction is Direction.OUT]
        return next((self._members[name] for name in reversed(ours) if name in self._members), None)

    def _go_on(self, plan: MailPlan, contacts: Sequence[Contact]) -> None:
        """Bring the existing cases that messages belong to where these leave them."""
        joined: dict[int, list[tuple[PlannedMail, Contact]]] = {}
        for one, contact in zip(plan.new, contacts, strict=True):
            if one.case_id is not None:
                joined.setdefault(one.case_id, []).append((one, contact))
        for case_id, pairs in joined.items():
            before = self._work.cases.get(case_id)
            after = self._joined(before, pairs)
            after = self._work.cases.update(after)
            if after.state is not before.state:
                at = max(pairs[-1][0].at, before.last_contact_at or before.opened_at)
                self._work.state_changes.add(StateChange(case_id=case_id, at=at, state=after.state, member_id=self._me))
            follow_silence(self._work, after)

    def _joined(self, case: Case, pairs: Sequence[tuple[PlannedMail, Contact]]) -> Case:
        mails = [one for one, _ in pairs if not one.is_automatic]
        answers = [at for _, contact in pairs if (at := first_response(case, contact)) is not None]
        first = min(filter(None, (case.first_response_at, *answers)), default=None)
        latest = max(filter(None, (case.last_contact_at, *(one.at for one, _ in pairs))), default=None)
        is_newer = bool(mails) and (case.last_contact_at is None or mails[-1].at > case.last_contact_at)
        if is_newer and mails[-1].at >= self._now - RECENT:
            wanted = State.OPEN if mails[-1].direction is Direction.IN else State.WAITING_FOR_CUSTOMER
            # What we write after a matter was settled does not open it again.
            if wanted is State.OPEN or not case.state.is_settled:
                case = moved(case, wanted, at=mails[-1].at)
        customer = case.customer_id or next((one.customer_id for _, one in pairs if one.customer_id), None)
        return replace(case, first_response_at=first, last_contact_at=latest, customer_id=customer)


def _customer_id(one: PlannedMail, customers: Sequence[int]) -> int | None:
    if one.customer_id is None or one.customer_id > 0:
        return one.customer_id
    return customers[-one.customer_id - 1]


def _line(work: Work, plan: MailPlan, one: PlannedMail) -> MailLine:
    case = None if one.case_id is None else work.cases.find(one.case_id)
    known = work.customers.find(one.customer_id) if one.customer_id and one.customer_id > 0 else None
    is_new = one.customer_id is not None and one.customer_id < 0
    named = next(filter(None, plan.new_names[-(one.customer_id or -1) - 1]), "") if is_new else ""
    return MailLine(
        number=one.found.number,
        at=one.at,
        time_known=one.time_known,
        direction=one.direction,
        customer=known.title if known else named,
        is_new_customer=is_new,
        subject=one.mail.subject,
        text=one.text,
        case=f"#{case.id} {case.title}" if case else "",
        thread=one.thread or 0,
        is_automatic=one.is_automatic,
        files=one.files,
    )


def _outcome(plan: MailPlan) -> Imported:
    return Imported(
        read=plan.read,
        new=len(plan.new),
        updated=0,
        skipped=plan.skipped,
        left_out=plan.left_out,
        problems=tuple(plan.problems),
        remarks=tuple(plan.remarks),
        names=NewNames(),
        notes=tuple(plan.notes),
    )


def _record(workspace: Workspace, path: Path, plan: MailPlan) -> Import:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Import(
        at=workspace.now(),
        member_id=workspace.member.id,
        file=path.name,
        sha256=digest,
        kind=KIND,
        read=plan.read,
        new=len(plan.new),
        skipped=plan.skipped,
        left_out=plan.left_out,
    )


def _tell_nobody(_share: float, _words: str) -> None:
    """Progress that nobody watches."""
