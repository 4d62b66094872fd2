"""Files from outside into the log: read, matched, looked at, imported in one transaction, taken back as a whole."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from csops.domain.access import Permission
from csops.domain.errors import Cancelled, FileRefused, InputError
from csops.domain.imports import Import
from csops.domain.questions import Question
from csops.domain.team import Shop
from csops.imports import columns, sources
from csops.imports.guesses import Guess, KnownNames
from csops.imports.mapping import Mapping, TableKind, from_mapping, to_mapping
from csops.imports.reading import Outcome, Reading
from csops.imports.records import records
from csops.imports.rows import Problem
from csops.services.import_contacts import ContactImport, ContactPlan
from csops.services.import_customers import CustomerImport, CustomerPlan
from csops.services.workspace import Workspace
from csops.storage.backups import back_up
from csops.storage.unit_of_work import Work

Progress = Callable[[float, str], object]
Plan = ContactPlan | CustomerPlan


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What came of an import, or would come. read = new + updated + skipped + left_out."""

    read: int
    new: int
    updated: int
    skipped: int
    left_out: int
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    import_id: int | None = None


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
    return sources.read(path, sheet=sheet, encoding=encoding, limit=limit, progress=progress, cancelled=cancelled)


def require_read(reading: Reading, *, path: Path) -> Reading:
    """Return the reading, or raise FileRefused with its reason."""
    if reading.outcome is Outcome.REJECT:
        raise FileRefused(path=path.name, reason=reading.reason, right="Nothing was changed")
    return reading


def guess(workspace: Workspace, *, reading: Reading, kind: TableKind = TableKind.CONTACTS) -> Guess:
    """Propose a mapping: the one used for an earlier file with the same columns, else what the file itself shows."""
    known = known_names(workspace)
    proposed = columns.guess(reading, kind=kind, known=known)
    with workspace.read() as work:
        earlier = [one for one in work.imports.where(signature=_signature(proposed.mapping)) if one.mapping]
    if not earlier:
        return proposed
    return columns.completed(reading, from_mapping(dict(earlier[-1].mapping)), known=known)


def completed(workspace: Workspace, *, reading: Reading, mapping: Mapping) -> Guess:
    """Fit a mapping that a person made or changed to the file: what it leaves open is guessed."""
    return columns.completed(reading, mapping, known=known_names(workspace))


def known_names(workspace: Workspace) -> KnownNames:
    """Return the names by which the words of a file are understood."""
    with workspace.read() as work:
        members = [member for member in work.members.all() if member.active]
        return KnownNames(
            channels={channel.key: channel.name for channel in work.channels.all()},
            members=tuple(member.name for member in members),
            short_names={member.initials: member.name for member in members},
            topics=tuple(topic.name for topic in work.topics.all()),
        )


def look_ahead(workspace: Workspace, *, reading: Reading, mapping: Mapping, zone: str | None = None) -> Imported:
    """Return what an import would do, row by row, without writing anything."""
    workspace.require(Permission.IMPORT)
    with workspace.read() as work:
        return _outcome(_planned(work, workspace, reading, mapping, zone)[1])


def import_file(
    workspace: Workspace,
    *,
    path: Path,
    reading: Reading,
    mapping: Mapping,
    zone: str | None = None,
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
        progress: told the share that is done (0 to 1) and what is being done.
        cancelled: asked between the steps.
    """
    workspace.require(Permission.IMPORT)
    tell, stop = progress or _tell_nobody, cancelled or _never
    tell(0.01, "Backing up")
    _back_up_first(workspace)
    tell(0.05, "Sorting the rows")
    with workspace.work("Import") as work:
        job, plan = _planned(work, workspace, reading, mapping, zone)
        _go_on(stop)
        kept = work.imports.add(_record(workspace, path, mapping, plan))
        tell(0.4, "Saving")
        if isinstance(job, ContactImport) and isinstance(plan, ContactPlan):
            job.write(plan, import_id=kept.id, member_id=workspace.member.id)
        elif isinstance(job, CustomerImport) and isinstance(plan, CustomerPlan):
            job.write(plan, import_id=kept.id)
        _go_on(stop)
        tell(0.7, "Indexing for the search")
        work.import_id = kept.id
    tell(1.0, "Done")
    return replace(_outcome(plan), import_id=kept.id)


def _back_up_first(workspace: Workspace) -> None:
    with workspace.read() as work:
        is_empty = work.contacts.count(Question(), most=1) == 0
    if not is_empty and workspace.path is not None:
        back_up(workspace.database, reason="before-import")


def _planned(
    work: Work, workspace: Workspace, reading: Reading, mapping: Mapping, zone: str | None
) -> tuple[ContactImport | CustomerImport, Plan]:
    shop = work.settings.get(Shop)
    place = zone or shop.zone
    rows = records(reading, mapping, timezone=place)
    if mapping.kind is TableKind.CUSTOMERS:
        people = CustomerImport(work, zone=place, region=shop.region, now=workspace.now())
        return people, people.plan(rows)
    job = ContactImport(work, zone=place, region=shop.region, now=workspace.now(), signature=_signature(mapping))
    return job, job.plan(rows)


def _outcome(plan: Plan) -> Imported:
    return Imported(
        read=plan.read,
        new=len(plan.new),
        updated=len(plan.updated),
        skipped=plan.skipped,
        left_out=plan.left_out,
        problems=tuple(plan.problems),
        remarks=tuple(plan.remarks),
    )


def _record(workspace: Workspace, path: Path, mapping: Mapping, plan: Plan) -> Import:
    return Import(
        at=workspace.now(),
        member_id=workspace.member.id,
        file=path.name,
        sha256=_sum(path),
        kind=str(mapping.kind),
        signature=_signature(mapping),
        mapping=to_mapping(mapping),
        read=plan.read,
        new=len(plan.new),
        updated=len(plan.updated),
        skipped=plan.skipped,
        left_out=plan.left_out,
    )


def _signature(mapping: Mapping) -> str:
    return hashlib.sha256(mapping.signature.encode()).hexdigest()


def _sum(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _go_on(stop: Callable[[], bool]) -> None:
    if stop():
        raise Cancelled


def _tell_nobody(_share: float, _words: str) -> None:
    """Progress that nobody watches."""


def _never() -> bool:
    return False


def list_imports(workspace: Workspace) -> list[Import]:
    """Return the imports that stand, newest first."""
    with workspace.read() as work:
        return list(reversed(work.imports.all("at")))


def kind_named(name: str) -> TableKind:
    """Return what the rows of a file are, or raise for what a later release brings."""
    if name in {"volume", "surveys"}:
        raise InputError(
            field="--as", problem=f"{name} cannot be imported yet", right="Contacts and customers can; nothing was read"
        )
    return TableKind(name)
