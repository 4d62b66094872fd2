"""Files from outside into the log: read, matched, looked at, imported in one transaction, taken back as a whole."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from csops.domain.access import Permission
from csops.domain.calendar import zone_named
from csops.domain.errors import Cancelled
from csops.domain.imports import Import
from csops.domain.questions import Question
from csops.domain.reports import Column, ColumnKind, Table
from csops.domain.team import Shop
from csops.excel import text_table
from csops.imports import columns, ratings, sources, volume_columns
from csops.imports.guesses import Guess, KnownNames
from csops.imports.mapping import Column as FileColumn
from csops.imports.mapping import Mapping, TableKind, Target, from_mapping, to_mapping
from csops.imports.reading import Reading
from csops.imports.records import first_data_row, records
from csops.imports.rows import Problem, Row
from csops.services import own_lists, own_log
from csops.services.collecting import uncollected
from csops.services.import_candidates import CandidateImport, CandidatePlan, with_openings
from csops.services.import_case_log import CaseLogImport, CaseLogPlan
from csops.services.import_contacts import ContactImport, ContactPlan
from csops.services.import_customers import CustomerImport, CustomerPlan
from csops.services.import_names import NewNames
from csops.services.import_own_customers import OwnCustomerImport
from csops.services.import_purchases import PurchaseImport, PurchasePlan
from csops.services.import_surveys import SurveyImport, SurveyPlan
from csops.services.import_volumes import VolumeImport, VolumePlan
from csops.services.workspace import Workspace
from csops.storage.backups import back_up
from csops.storage.unit_of_work import Work

Progress = Callable[[float, str], object]
Plan = CaseLogPlan | PurchasePlan | ContactPlan | CustomerPlan | CandidatePlan | VolumePlan | SurveyPlan
Sorter = CaseLogImport | PurchaseImport | ContactImport | CustomerImport | CandidateImport | VolumeImport | SurveyImport
SORTED, SAVED = 0.3, 0.9
_TELL_EVERY = 500


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What came of an import, or would come. read = new + updated + skipped + left_out.

    `notes` are sentences about the whole file, such as what of it counts in no score.
    """

    read: int
    new: int
    updated: int
    skipped: int
    left_out: int
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    names: NewNames = field(default_factory=NewNames)
    import_id: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """How a file may be read. `remembered` is the import whose matching was taken over, None when it was guessed."""

    guess: Guess
    remembered: Import | None = None


def read_file(
    *,
    path: Path,
    sheet: str | None = None,
    encoding: str | None = None,
    limit: int | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Reading:
    """Read a file as text in a child process with limits. A file that must not be read comes back as a rejection."""
    with uncollected():
        found = sources.read(path, sheet=sheet, encoding=encoding, limit=limit, progress=progress, cancelled=cancelled)
        return own_lists.as_written(own_log.as_written(found))


def guess(workspace: Workspace, *, reading: Reading, kind: TableKind = TableKind.CONTACTS) -> Guess:
    """Propose a mapping: the one used for an earlier file with the same columns, else what the file itself shows."""
    return propose(workspace, reading=reading, kind=kind).guess


def propose(workspace: Workspace, *, reading: Reading, kind: TableKind = TableKind.CONTACTS) -> Proposal:
    """Propose a mapping, and say from which earlier import it was taken over."""
    known = known_names(workspace)
    ours = own_log.mapping_of(reading) if kind is TableKind.CONTACTS else own_lists.mapping_of(reading)
    if ours is not None and ours.kind is kind:
        return Proposal(guess=columns.completed(reading, ours, known=known))
    is_volume = kind is TableKind.VOLUME
    proposed = (
        volume_columns.guess(reading, known=known) if is_volume else columns.guess(reading, kind=kind, known=known)
    )
    with workspace.read() as work:
        alike = work.imports.where(signature=_signature(proposed.mapping))
    # A matching by which not one row could be taken was none: the questions stand as before.
    earlier = [one for one in alike if one.mapping and one.left_out < one.read]
    if not earlier:
        return Proposal(guess=proposed)
    here, before = proposed.mapping, from_mapping(dict(earlier[-1].mapping))
    named = {column.position for column in before.columns}
    # Where the headings stand, the sheet and the encoding are those of this file, not of the earlier one; a column
    # that was empty there may tell something here.
    taken = replace(
        before,
        columns=(*before.columns, *(column for column in here.columns if column.position not in named)),
        heading_row=here.heading_row,
        sheet=here.sheet,
        encoding=here.encoding,
        # For which opening the candidates of an earlier file applied says nothing of those of this one.
        constants={key: value for key, value in before.constants.items() if key is not Target.OPENING},
    )
    if kind is TableKind.SURVEYS:
        taken = ratings.widened(taken, here)
    found = _fitted(reading, taken, known)
    return Proposal(guess=found.with_unread(proposed.unread), remembered=earlier[-1])


def completed(workspace: Workspace, *, reading: Reading, mapping: Mapping) -> Guess:
    """Fit a mapping that a person made or changed to the file: what it leaves open is guessed."""
    return _fitted(reading, mapping, known_names(workspace))


def _fitted(reading: Reading, mapping: Mapping, known: KnownNames) -> Guess:
    if mapping.kind is TableKind.VOLUME:
        return volume_columns.completed(reading, mapping, known=known)
    return columns.completed(reading, mapping, known=known)


def known_names(workspace: Workspace) -> KnownNames:
    """Return the names by which the words of a file are understood."""
    with workspace.read() as work:
        members = [member for member in work.members.all() if member.active]
        named = KnownNames(
            channels={channel.key: channel.name for channel in work.channels.all()},
            members=tuple(member.name for member in members),
            short_names={member.initials: member.name for member in members},
            topics=tuple(topic.name for topic in work.topics.all()),
        )
        return with_openings(workspace, work, named)


def first_rows(
    workspace: Workspace, *, reading: Reading, mapping: Mapping, zone: str | None = None, most: int = 50
) -> tuple[Row, ...]:
    """Return the first rows as they will be saved: at once, however long the file is."""
    end = first_data_row(reading, mapping) + most
    top = replace(reading, rows=reading.rows[:end], numbers=reading.numbers[:end])
    return tuple(records(top, mapping, timezone=_zone(workspace, zone), now=workspace.now()))


def look_ahead(
    workspace: Workspace,
    *,
    reading: Reading,
    mapping: Mapping,
    zone: str | None = None,
    skip_known: bool = True,
    progress: Progress | None = None,
) -> Imported:
    """Return what an import would do, row by row, without writing anything."""
    workspace.require(Permission.IMPORT)
    job = _Job(
        workspace, reading, mapping, zone=_zone(workspace, zone), skip_known=skip_known, tell=progress or _tell_nobody
    )
    with workspace.read() as work, uncollected():
        return _outcome(job.planned(work)[1])


def import_file(
    workspace: Workspace,
    *,
    path: Path,
    reading: Reading,
    mapping: Mapping,
    zone: str | None = None,
    skip_known: bool = True,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Imported:
    """Import a file that was read and matched, in one transaction. A failure or *Cancel* leaves everything as it was.

    Args:
        workspace: where to.
        path: the file, for its name and its sum in the list of imports.
        reading: what was read of it, whole.
        mapping: which column goes where; kept for the next file with the same columns.
        zone: the time zone whose clock the file shows; else the shop's.
        skip_known: leave contacts aside that are there already; rows that bear a known number update it all the same.
        progress: told the share that is done (0 to 1) and what is being done; may raise to stop it.
        cancelled: asked between the steps and every few hundred rows.
    """
    workspace.require(Permission.IMPORT)
    tell = _stopping(progress or _tell_nobody, cancelled or _never)
    job = _Job(workspace, reading, mapping, zone=_zone(workspace, zone), skip_known=skip_known, tell=tell)
    tell(0.01, "Backing up")
    back_up_first(workspace)
    with uncollected(), workspace.work("Import") as work:
        sorter, plan = job.planned(work)
        if isinstance(plan, ContactPlan) and plan.names.joining:
            workspace.require(Permission.PEOPLE)
        kept = work.imports.add(_record(job, path, plan))
        _write(sorter, plan, kept.id, member_id=workspace.member.id, told=_between(tell, SORTED, SAVED))
        work.import_id = kept.id
        work.told = _between(tell, SAVED, 1.0)
        work.told(0.0)
    return replace(_outcome(plan), import_id=kept.id)


def _write(sorter: Sorter, plan: Plan, import_id: int, *, member_id: int, told: Callable[[float], object]) -> None:
    if isinstance(sorter, ContactImport) and isinstance(plan, ContactPlan):
        sorter.write(plan, import_id=import_id, member_id=member_id, told=told)
    if isinstance(sorter, CustomerImport) and isinstance(plan, CustomerPlan):
        sorter.write(plan, import_id=import_id)
    if isinstance(sorter, CandidateImport) and isinstance(plan, CandidatePlan):
        sorter.write(plan)
    if isinstance(sorter, SurveyImport) and isinstance(plan, SurveyPlan):
        sorter.write(plan, import_id=import_id, member_id=member_id, told=told)
    if isinstance(sorter, CaseLogImport) and isinstance(plan, CaseLogPlan):
        sorter.write(plan, import_id=import_id, member_id=member_id, told=told)
    if isinstance(sorter, PurchaseImport) and isinstance(plan, PurchasePlan):
        sorter.write(plan, import_id=import_id)
    if isinstance(sorter, VolumeImport) and isinstance(plan, VolumePlan):
        sorter.write(plan, import_id=import_id)


def back_up_first(workspace: Workspace) -> None:
    """Back up a file that holds contacts already: an import changes many at once."""
    with workspace.read() as work:
        is_empty = work.contacts.count(Question(), most=1) == 0
    if not is_empty and workspace.path is not None:
        back_up(workspace.database, reason="before-import")


def _zone(workspace: Workspace, named: str | None) -> str:
    return zone_named(named) if named else workspace.shop().zone


@dataclass(frozen=True)
class _Job:
    """One file and how it is to be read."""

    workspace: Workspace
    reading: Reading
    mapping: Mapping
    zone: str = field(kw_only=True)
    skip_known: bool = field(kw_only=True)
    tell: Progress = field(kw_only=True)

    def planned(self, work: Work) -> tuple[Sorter, Plan]:
        """Sort every row against what is there."""
        rows = self._watched(records(self.reading, self.mapping, timezone=self.zone, now=self.workspace.now()))
        sorter = self._sorter(work)
        return sorter, sorter.plan(rows)

    def _sorter(self, work: Work) -> Sorter:
        shop, mapping = work.settings.get(Shop), self.mapping
        zone, region, now = self.zone, shop.region, self.workspace.now()
        signature, skip = _signature(mapping), self.skip_known
        is_own, is_reply = mapping.column(Target.OWN_CUSTOMER) is not None, mapping.constants.get(Target.ANSWERED)
        people = OwnCustomerImport if is_own else CustomerImport
        makers: dict[TableKind, Callable[[], Sorter]] = {
            TableKind.VOLUME: lambda: VolumeImport(work, mapping=mapping, zone=zone, now=now),
            TableKind.CANDIDATES: lambda: CandidateImport(self.workspace, work, mapping=mapping, zone=zone, now=now),
            TableKind.SURVEYS: lambda: SurveyImport(
                work, region=region, now=now, signature=signature, skip_known=skip
            ),
            TableKind.PURCHASES: lambda: PurchaseImport(
                work, mapping=mapping, zone=zone, region=region, currency=shop.currency, now=now
            ),
            TableKind.CASE_LOG: lambda: CaseLogImport(work, now=now, taken_up_is_reply=is_reply == "yes"),
            TableKind.CUSTOMERS: lambda: people(work, zone=zone, region=region, now=now),
            TableKind.CONTACTS: lambda: ContactImport(
                work, zone=zone, region=region, now=now, signature=signature, skip_known=skip, joining=mapping.joining
            ),
        }  # fmt: skip
        return makers[mapping.kind]()

    def _watched(self, rows: Iterable[Row]) -> Iterator[Row]:
        many = max(1, len(self.reading.rows))
        for number, row in enumerate(rows):
            if number % _TELL_EVERY == 0:
                self.tell(0.05 + (SORTED - 0.05) * number / many, "Sorting the rows")
            yield row


def _outcome(plan: Plan) -> Imported:
    return Imported(
        read=plan.read,
        new=len(plan.new),
        updated=len(plan.updated),
        skipped=plan.skipped,
        left_out=plan.left_out,
        problems=tuple(plan.problems),
        remarks=tuple(plan.remarks),
        names=plan.names if isinstance(plan, ContactPlan | VolumePlan | CaseLogPlan) else NewNames(),
        notes=tuple(plan.notes) if isinstance(plan, SurveyPlan | CaseLogPlan) else (),
    )


def _record(job: _Job, path: Path, plan: Plan) -> Import:
    mapping = job.mapping
    told = [one for one in mapping.columns if one.target is not Target.LEAVE_OUT or _is_filled(job, one)]
    return Import(
        at=job.workspace.now(),
        member_id=job.workspace.member.id,
        file=path.name,
        sha256=_sum(path),
        kind=str(mapping.kind),
        signature=_signature(mapping),
        mapping=to_mapping(replace(mapping, columns=tuple(told))),
        read=plan.read,
        new=len(plan.new),
        updated=len(plan.updated),
        skipped=plan.skipped,
        left_out=plan.left_out,
    )


def _is_filled(job: _Job, column: FileColumn) -> bool:
    """Whether a column that was left out holds anything: then it was left out on purpose."""
    place = column.position
    rows = islice(job.reading.rows, first_data_row(job.reading, job.mapping), None)
    return any(place < len(row) and row[place].strip() for row in rows)


def _signature(mapping: Mapping) -> str:
    return hashlib.sha256(mapping.signature.encode()).hexdigest()


def _sum(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stopping(tell: Progress, stop: Callable[[], bool]) -> Progress:
    """Return a progress that ends the work once nobody wants it any more."""

    def told(share: float, words: str) -> None:
        if stop():
            raise Cancelled
        tell(share, words)

    return told


def _between(tell: Progress, first: float, last: float) -> Callable[[float], object]:
    """Return a progress for a part of the whole; what is being done is saving."""
    return lambda share: tell(first + (last - first) * share, "Saving")


def _tell_nobody(_share: float, _words: str) -> None:
    """Progress that nobody watches."""


def _never() -> bool:
    return False


def save_problems(*, problems: Sequence[Problem], path: Path) -> Path:
    """Write the rows that were left out, with their reasons, to a CSV file; say where it is."""
    headings = {"row": "Row", "column": "Column", "value": "In the file", "reason": "Why it was left out"}
    table = Table(
        key="left_out",
        title="Rows left out",
        columns=tuple(
            Column(key=key, title=title, kind=ColumnKind.INTEGER if key == "row" else ColumnKind.TEXT)
            for key, title in headings.items()
        ),
        rows=tuple((one.row, one.column, one.value, one.reason) for one in problems),
    )
    return text_table.write_table(table, path).file


def list_imports(workspace: Workspace) -> list[Import]:
    """Return the imports that stand, newest first."""
    with workspace.read() as work:
        return list(reversed(work.imports.all("at")))


def kind_named(name: str) -> TableKind:
    """Return what the rows of a file are."""
    return TableKind(name)
