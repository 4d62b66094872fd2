"""What the law gives customers: anonymised or erased for good, with what goes and what stays said before."""

from dataclasses import dataclass, field

from csops.domain.access import Permission
from csops.domain.cases import State
from csops.domain.changes import Kind
from csops.domain.customers import Customer
from csops.domain.errors import InputError
from csops.domain.naming_texts import marks_of
from csops.services.customer_erasing import Gone, drafts_about, erase_in
from csops.services.erasing import let_go_surely
from csops.services.named_files import NamedFiles, files_naming
from csops.services.quality_access import hides
from csops.services.workspace import Workspace
from csops.storage import erasing
from csops.storage.customer_erasing import Told, Wanted, told_of
from csops.storage.personal_texts import Naming, namings
from csops.storage.unit_of_work import Work

Chosen = frozenset[tuple[Kind, int]]
_AROUND = 60


@dataclass(frozen=True, kw_only=True)
class NamedIn:
    """A text of others that names a person.

    Attributes:
        kind, id: the record. `case_id`: the case that it lies on, None for none.
        text: the part of the text around the name.
        is_sure: by the whole name, a phone or an e-mail; otherwise by a part of the name, which may be somebody else's.
    """

    kind: Kind
    id: int
    case_id: int | None
    text: str
    is_sure: bool

    @property
    def key(self) -> tuple[Kind, int]:
        """Kind and number of the record."""
        return self.kind, self.id


@dataclass(frozen=True, kw_only=True)
class ErasePreview:
    """What an erasure would take, before it: numbers of records.

    `merged` were merged into them and go with them; `people` speak for them and stay. `named_in` are texts of others,
    the sure ones first; there are `unlisted` more. `in_files` are attachments of others that name them and stay.
    """

    customer: Customer
    contacts: int
    cases: int
    open_cases: int
    purchases: int
    promises: int
    concessions: int
    answers: int
    notes: int
    files: int
    drafts: int
    merged: int
    people: int
    named_in: tuple[NamedIn, ...]
    unlisted: int = 0
    in_files: NamedFiles = field(default_factory=NamedFiles)


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What an erasure took. `blacked` texts of others name them no more, `left` still do, for so it was decided.

    `is_clean`: nothing of it is left in the file's own log either.
    """

    records: int
    drafts: int
    files: int
    blacked: int
    left: int
    is_clean: bool


def preview_erasing(workspace: Workspace, *, customer_id: int, most: int | None = None) -> ErasePreview:
    """Return what erasing a customer would take; of texts that name them at most so many are listed.

    Raises NotPermitted, NotFound, Erased or MergedInto.
    """
    workspace.require(Permission.ERASE)
    with workspace.read() as work:
        customer = work.customers.get(customer_id)
        told = told_of(work, customer_id)
        counts = {name: len(ids) for name, ids in told.own.items()}
        named = _named_in(workspace, work, told)
        cases = work.cases.get_many(told.own.get("cases", ())).values()
        return ErasePreview(
            customer=customer,
            contacts=counts.get("contacts", 0),
            cases=counts.get("cases", 0),
            open_cases=sum(1 for case in cases if case.state not in {State.RESOLVED, State.CLOSED}),
            purchases=counts.get("purchases", 0),
            promises=counts.get("promises", 0),
            concessions=counts.get("concessions", 0),
            answers=counts.get("survey_answers", 0),
            notes=counts.get("notes", 0),
            files=counts.get("attachments", 0),
            drafts=len(drafts_about(work, told)),
            merged=len(told.ids) - 1,
            people=len(work.customers.where(firm_id=customer_id)),
            named_in=named[:most],
            unlisted=len(named[most:]) if most is not None else 0,
            in_files=files_naming(workspace, work, told),
        )


def name_in_texts(workspace: Workspace, *, customer_id: int) -> tuple[NamedIn, ...]:
    """Return the texts of others that name a customer: contacts, notes, cases, promises ... Raises NotFound."""
    with workspace.read() as work:
        customer = work.customers.get(customer_id)
        known = marks_of((customer.name,), phones=customer.phones, emails=customer.emails, region=work.region)
        if known.is_empty:
            return ()
        return _named_in(workspace, work, told_of(work, customer_id))


def erase_customer(
    workspace: Workspace, *, customer_id: int, leave: Chosen = frozenset(), parts: Chosen = frozenset()
) -> Erased:
    """Erase a customer for good: the record, purchases, files, every text, and all that the history tells of them.

    Contacts, cases, answers and concessions go on being counted, of nobody. Texts of others that name them surely are
    blacked out unless left. It cannot be taken back; a backup that is brought back is erased again.

    Args:
        workspace: of a manager or owner.
        customer_id: whom; who was merged into them goes with them.
        leave: records of others in which the name stays.
        parts: records of others in which a part of the name is blacked out too.

    Raises:
        NotPermitted, NotFound, MergedInto; Erased: somebody else did it before.
    """
    workspace.require(Permission.ERASE)
    wanted = Wanted(leave=leave, parts=parts)
    with workspace.work("Erase a customer") as work:
        work.customers.get(customer_id)
        gone = erase_in(work, customer_id, wanted=wanted, at=workspace.now())
    return _erased(workspace, gone, wanted)


def anonymise_customer(
    workspace: Workspace,
    *,
    customer_id: int,
    all_texts: bool = False,
    leave: Chosen = frozenset(),
    parts: Chosen = frozenset(),
) -> Erased:
    """Take all out of a customer that could tell who it was; the record stays and is counted, under its number.

    Purchases keep day and amount. Texts about them that name them are emptied, with `all_texts` the others too. It
    cannot be taken back, and its history is erased as by `erase_customer`.

    Raises:
        InputError: they are anonymised already. NotPermitted, NotFound, Erased, MergedInto.
    """
    workspace.require(Permission.ERASE)
    wanted = Wanted(keeps=True, all_texts=all_texts, leave=leave, parts=parts)
    with workspace.work("Anonymise a customer") as work:
        if work.customers.get(customer_id).anonymised_at is not None:
            raise InputError(field="customer", problem="they are anonymised already", right="Choose another one")
        gone = erase_in(work, customer_id, wanted=wanted, at=workspace.now())
    return _erased(workspace, gone, wanted)


def _erased(workspace: Workspace, gone: Gone, wanted: Wanted) -> Erased:
    with workspace.read() as work:
        erasures = erasing.erased_before(work.connection)
    # All of them: what could not be let go of last time (a file in use, a window that read) goes now.
    is_clean = let_go_surely(workspace.database, erasures)
    return Erased(
        records=gone.records,
        drafts=gone.drafts,
        files=sum(len(one.files) for one in gone.erasures),
        blacked=gone.done.blacked,
        left=len(wanted.leave),
        is_clean=is_clean,
    )


def _named_in(workspace: Workspace, work: Work, told: Told) -> tuple[NamedIn, ...]:
    found: dict[tuple[Kind, int], NamedIn] = {}
    for one in namings(work.connection, told.marks, but=told.own):
        known = found.get((one.written.kind, one.id))
        if known is None or (one.is_sure and not known.is_sure):
            found[one.written.kind, one.id] = _shown(workspace, work, one, told)
    return tuple(sorted(found.values(), key=lambda one: not one.is_sure))


def _shown(workspace: Workspace, work: Work, one: Naming, told: Told) -> NamedIn:
    if hides(workspace, work, one.written.kind, one.id, column=one.column):
        return NamedIn(kind=one.written.kind, id=one.id, case_id=None, text="", is_sure=one.is_sure)
    record = work.store_of(one.written.kind).find(one.id)
    case_id = one.id if one.written.kind is Kind.CASE else getattr(record, "case_id", None)
    at = max(0, told.marks.place_in(one.text) - _AROUND)
    part = " ".join(one.text[at : at + 3 * _AROUND].split())
    before, after = "…" if at else "", "…" if at + 3 * _AROUND < len(one.text) else ""
    return NamedIn(
        kind=one.written.kind, id=one.id, case_id=case_id, text=f"{before}{part}{after}", is_sure=one.is_sure
    )
