"""Looking after the database: back it up, bring a backup back, check that it is whole, say what is in it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from csops.domain.access import Permission
from csops.domain.backups import Backup, is_due
from csops.domain.errors import CsopsError
from csops.domain.questions import Question
from csops.services.workspace import Workspace, system_clock
from csops.storage import backups, checks, journal, restore
from csops.storage.database import url_of
from csops.storage.drivers import driver_words
from csops.storage.opening import open_database


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check found: nothing, or a sentence for each problem; `repaired`: those that it put right."""

    ok: bool
    problems: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Info:
    """Where the records are, how many, and when they were last backed up. `db` holds no password."""

    db: str
    engine: str
    schema: str
    customers: int
    contacts: int
    cases: int
    last_backup: datetime | None
    driver: str


def back_up(workspace: Workspace, *, to: Path | None = None, reason: str = "by hand") -> Backup:
    """Make a verified backup while everybody goes on working, and return what is known of it.

    Raises:
        NotPermitted, DiskFull, NotWritable, BackupUnusable (the copy was not whole; nothing of it is left).
        NoBackupTool: a server, and pg_dump is not installed here.
    """
    workspace.require(Permission.BACKUP)
    made = backups.back_up(workspace.database, reason=reason, to=to, at=workspace.now())
    _note_erased(workspace, made)
    return made


def _note_erased(workspace: Workspace, made: Backup) -> None:
    """Leave beside a backup who was erased, that older ones there do not bring them back."""
    with workspace.read() as work:
        notes = journal.erasures(work.connection)
    if notes:
        # Imported here: most shops have erased nobody, and this is loaded while the window starts.
        from csops.services.erasing import note_beside
        from csops.storage.erasing import Erasure

        note_beside(workspace.database, made.file.parent, map(Erasure.from_plain, notes))


def list_backups(workspace: Workspace) -> list[Backup]:
    """Return the backups beside the file, newest first."""
    return backups.backups(workspace.database)


def is_backup_due(workspace: Workspace, *, at_exit: bool = False) -> bool:
    """Return whether something changed that is in no backup, and the last one is half an hour old; at exit whatever."""
    known = list_backups(workspace)
    with workspace.read() as work:
        head = journal.head(work.connection).hex()
    if at_exit:
        return not known or known[0].head != head
    return is_due(known[0] if known else None, head=head, now=workspace.now())


def verify_backup(*, file: Path) -> Backup:
    """Look into a backup again, all of it, and return what is known of it, or raise BackupUnusable."""
    return backups.verify(file)


def restore_backup(*, file: Path, to: Path, workspace: Workspace | None = None) -> Path:
    """Bring a backup to a place and return that place; what lay there is kept beside it under another name.

    Who was erased since the backup is erased again.

    Args:
        file: the backup.
        to: where the database shall be. Nobody may have it open, this program included.
        workspace: who wants it, when somebody is signed in: it takes the permission. Close it first if it is at `to`.

    Raises:
        BackupUnusable, NewerDatabase, UnsafePlace, NotWritable, DiskFull, DatabaseBusy, NotPermitted.
    """
    if workspace is not None:
        workspace.require(Permission.RESTORE)
    from csops.services.erasing import erase_waiting, known_erasures, note_waiting

    known = known_erasures(file, to=to)
    place = restore.restore(file, to=to, before=lambda: note_waiting(to, known))
    if known:
        with suppress(CsopsError):  # it is noted, so that whoever opens it erases them first
            database = open_database(url_of(place))
            try:
                erase_waiting(database, at=system_clock())
            finally:
                database.close()
    return place


def restore_to_server(*, file: Path, to: str, workspace: Workspace | None = None) -> str:
    """Bring the backup of a server into an empty database of a server; return that place, without its password.

    Who was erased since the backup is erased again.

    Raises:
        BackupUnusable, NewerDatabase, AlreadyThere, NotADatabase, ServerRefused, NotPermitted.
    """
    if workspace is not None:
        workspace.require(Permission.RESTORE)
    from csops.services.erasing import erase_again, known_erasures

    place = restore.restore_to_server(file, to=url_of(to))
    known = known_erasures(file)
    if known:
        database = open_database(url_of(to))
        try:
            erase_again(database, known, at=system_clock())
        finally:
            database.close()
    return place


def check(workspace: Workspace) -> Checked:
    """Look at all that is kept: pages, links, journal, search, cases and their times; long on a large file.

    Times that are not what contacts and states say are worked out anew. Nothing else is changed.
    """
    from csops.storage.time_checks import wrong_times

    with workspace.database.afresh() as connection:
        found = tuple(checks.problems(connection))
        wrong = () if found else tuple(wrong_times(connection))
    if wrong:
        remake_times(workspace)
    return Checked(ok=not found and not wrong, problems=(*found, *wrong), repaired=wrong)


def remake_times(workspace: Workspace) -> None:
    """Work out the times of all cases anew from contacts and states; nothing that anybody did is lost by it."""
    from csops.storage.timekeeper import Timekeeper

    with workspace.database.writing() as connection:
        Timekeeper(connection, at=workspace.now()).remake()
        connection.commit()


def see_to_times(workspace: Workspace) -> None:
    """Work out the times of cases anew where they were never, or by other opening hours than those that hold."""
    from csops.storage.time_marks import calendar_now, made_by

    with workspace.read() as work:
        is_fresh = made_by(work.connection) == calendar_now(work.connection)
    if not is_fresh:
        remake_times(workspace)


def info(workspace: Workspace) -> Info:
    """Return where the records are and how many."""
    known = list_backups(workspace)
    with workspace.read() as work:
        everything = Question()
        counts = (work.customers.count(everything), work.contacts.count(everything), work.cases.count(everything))
    return Info(
        db=workspace.place,
        engine="sqlite" if workspace.path is not None else "postgresql",
        schema=workspace.database.revision() or "",
        customers=counts[0],
        contacts=counts[1],
        cases=counts[2],
        last_backup=known[0].at if known else None,
        driver=driver_words(workspace.database.url),
    )
