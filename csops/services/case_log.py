"""Import a log of cases with a row for each update: every state with its moment, so that reopenings are known."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.calendar import zone_named
from csops.domain.errors import FileRefused
from csops.domain.imports import Import
from csops.imports.case_updates import CaseLogMapping, LeftOut, updates_of
from csops.imports.mapping import TableKind
from csops.imports.rows import CaseUpdate
from csops.services.import_case_log import CaseLogWriter, of_each
from csops.services.workspace import Workspace

SIGNATURE, KIND = "case log", TableKind.CASE_LOG.value
_TIME_LIMIT_S = 300.0
_TARGET = timedelta(hours=4)


@dataclass(frozen=True, kw_only=True)
class CaseLogImported:
    """What became of a log: rows `read` and `left_out` (with the reasons of the first ones), cases `new` and `known`.

    `import_id` is None of a dry run, and where nothing was new.
    """

    read: int
    left_out: int
    new: int
    known: int
    states: int
    problems: tuple[LeftOut, ...] = ()
    import_id: int | None = None


def import_case_log(
    workspace: Workspace,
    *,
    path: Path,
    mapping: CaseLogMapping | None = None,
    zone: str | None = None,
    taken_up_is_reply: bool = False,
    dry_run: bool = False,
) -> CaseLogImported:
    """Import a log of cases as one act; cases whose number is there already are left as they are.

    Args:
        workspace: where to.
        path: a table with a row for each update, in any order: number, state, moment, and what else it tells.
        mapping: which columns are what, and what its states mean; else guessed.
        zone: of its moments; else the shop's.
        taken_up_is_reply: whether the first update by which a case is no longer new was a reply to the customer. A
            service desk's log has no messages; that update is the first thing a customer hears.
        dry_run: only say what would become of it.

    Raises:
        NotPermitted: the role may not import.
        FileRefused: it cannot be read, or holds no row.
        Missing: no column tells the number, the state or the moment.
        UnknownName: there is no such time zone.
    """
    workspace.require(Permission.IMPORT)
    updates, left = _read(
        path, mapping or CaseLogMapping(), ZoneInfo(zone_named(zone) if zone else workspace.shop().zone)
    )
    by_number = of_each(updates)
    rows = len(updates) + len(left)
    if dry_run:
        with workspace.read() as work:
            known = work.contacts.numbered(list(by_number), kind=KIND)
        return _outcome(rows, left, by_number, known=len(known), states=0)
    with workspace.work("Import") as work:
        known = work.contacts.numbered(list(by_number), kind=KIND)
        fresh = {number: some for number, some in by_number.items() if number not in known}
        if not fresh:
            return _outcome(rows, left, by_number, known=len(known), states=0)
        kept = work.imports.add(
            Import(
                at=workspace.now(),
                member_id=workspace.member.id,
                file=path.name,
                sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
                kind=KIND,
                signature=SIGNATURE,
                read=rows,
                new=sum(map(len, fresh.values())),
                skipped=rows - len(left) - sum(map(len, fresh.values())),
                left_out=len(left),
            )
        )
        writer = CaseLogWriter(work, workspace.now(), import_id=kept.id, member_id=workspace.member.id)
        states = writer.write(fresh, taken_up_is_reply=taken_up_is_reply)
        work.import_id = kept.id
    return replace(_outcome(rows, left, by_number, known=len(known), states=states), import_id=kept.id)


def _read(path: Path, mapping: CaseLogMapping, zone: ZoneInfo) -> tuple[list[CaseUpdate], list[LeftOut]]:
    from csops.imports import sources
    from csops.imports.reading import Outcome

    reading = sources.read(path, time_limit_s=_TIME_LIMIT_S)
    right = "Choose a table with a row for each update of a case"
    if reading.outcome is Outcome.REJECT:  # its reason is a whole sentence: what is wrong, and what would be right
        reason, _, right = reading.reason.removeprefix(f"{path.name} was not read: ").rpartition(". ")
        raise FileRefused(path=path, reason=reason, right=right)
    if len(reading.rows) < 2:
        raise FileRefused(path=path, reason="it holds no row below its heading", right=right)
    return updates_of(reading, mapping, zone=zone)


def _outcome(
    rows: int, left: Sequence[LeftOut], by_number: Mapping[str, object], *, known: int, states: int
) -> CaseLogImported:
    return CaseLogImported(
        read=rows,
        left_out=len(left),
        new=len(by_number) - known,
        known=known,
        states=states,
        problems=tuple(left[:100]),
    )
