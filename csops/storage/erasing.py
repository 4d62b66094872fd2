"""A candidate erased: rows, texts of the journal, contents of papers, the log beside a file; only counts stay.

Nothing of it passes through the stores, which would keep what was there before for an undo.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, inspect, select, update
from sqlalchemy.exc import DBAPIError

from csops.domain.changes import Change, Kind
from csops.domain.draft_forms import HIRING_FORMS
from csops.storage import hiring
from csops.storage.contacts import attachments, file_contents
from csops.storage.customers import customers
from csops.storage.database import Database
from csops.storage.files import content_path, files_folder
from csops.storage.journal import BATCH, acts, erasures, journal, journal_texts
from csops.storage.team import drafts

# In the order in which they can go: what names a row goes before it.
_OF_APPLICATION: Mapping[Kind, Table] = {
    Kind.SCORECARD: hiring.scorecards,
    Kind.MOVE: hiring.moves,
    Kind.CANDIDATE_NOTE: hiring.candidate_notes,
}
_OF_CANDIDATE: Mapping[Kind, Table] = {
    Kind.GROUP_ANSWER: hiring.group_answers,
    Kind.PAPER: hiring.candidate_papers,
    Kind.TIE: hiring.ties,
    Kind.APPLICATION: hiring.applications,
}
_TOLD = (Kind.CANDIDATE, *_OF_CANDIDATE, *_OF_APPLICATION)


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """What is kept of an erasure, so that a restored backup is erased again: no name.

    Attributes:
        candidate_id: whose row it was; 0 where it was a customer.
        customer_id: whose row it was; 0 where it was a candidate.
        keeps: the row of a customer stayed, without what named them.
        came: the hash of the act that brought them, in hex: only where the journal holds it is it the same person.
        files: the SHA-256 of their papers, or of what was attached to their contacts.
    """

    candidate_id: int = 0
    customer_id: int = 0
    keeps: bool = False
    came: str
    files: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return the plain form, as a list beside backups keeps it."""
        who: dict[str, Any] = {"candidate": self.candidate_id}
        if self.customer_id:
            who = {"customer": self.customer_id, "keeps": self.keeps}
        return {**who, "came": self.came, "files": list(self.files)}

    @staticmethod
    def from_plain(plain: Mapping[str, Any]) -> "Erasure":
        """Return the erasure of a plain form. Raises KeyError, TypeError or ValueError for what is none."""
        files = tuple(str(sha256) for sha256 in plain["files"])
        if "customer" in plain:
            customer_id, keeps = int(plain["customer"]), bool(plain["keeps"])
            return Erasure(customer_id=customer_id, keeps=keeps, came=str(plain["came"]), files=files)
        return Erasure(candidate_id=int(plain["candidate"]), came=str(plain["came"]), files=files)


# ------------------------------------------------------------ the records
def erase_candidate(connection: Connection, candidate_id: int) -> tuple[Erasure, list[Change]]:
    """Erase a candidate with all that hangs on them, also in the journal, within an operation of the caller's.

    Returns:
        What is noted of it, and the changes that the caller journals: which records went, and no content.
    """
    told = _Told(connection, candidate_id)
    came = came_by(connection, Kind.CANDIDATE, candidate_id)
    gone = {kind: set(ids) for kind, ids in told.records.items()}
    files = told.files()
    for kind, table in _OF_APPLICATION.items():
        gone.setdefault(kind, set()).update(_removed(connection, table, "application_id", told.applications))
    for kind, table in _OF_CANDIDATE.items():
        gone.setdefault(kind, set()).update(_removed(connection, table, "candidate_id", told.candidates))
    gone.setdefault(Kind.CANDIDATE, set()).update(_removed(connection, hiring.candidates, "id", told.candidates))
    texts = told.erase()
    erasure = Erasure(candidate_id=candidate_id, came=came, files=files)
    note: dict[str, object] = {
        **erasure.to_plain(),
        "texts": texts,
        "records": {kind.value: sorted(ids) for kind, ids in gone.items() if ids},
    }
    changes = [
        Change(kind=kind, record_id=record_id, before=None, after=None)
        for kind, ids in gone.items()
        for record_id in sorted(ids)
    ]
    return erasure, [*changes, Change(kind=Kind.ERASURE, record_id=candidate_id, before=None, after=note)]


def _removed(connection: Connection, table: Table, column: str, owners: Collection[int]) -> list[int]:
    ids = list(connection.execute(select(table.c.id).where(table.c[column].in_(owners))).scalars())
    connection.execute(delete(table).where(table.c[column].in_(owners)))
    return ids


def came_by(connection: Connection, kind: Kind, record_id: int) -> str:
    """Return the hash of the act that brought a person; the very first act's where the journal does not tell."""
    rows = connection.execute(
        select(journal.c.act_id, journal.c.record_id, journal_texts.c.content)
        .join(journal_texts, journal_texts.c.id == journal.c.id)
        .where(journal.c.kind == kind, journal.c.record_id.in_((record_id, BATCH)))
        .order_by(journal.c.id)
    )
    brought = (
        act_id
        for act_id, number, content in rows
        if number == record_id or (content is not None and record_id in _brought(json.loads(content)[1]))
    )
    act_id = next(brought, None)
    found = select(acts.c.hash).order_by(acts.c.id).limit(1)
    found = found if act_id is None else found.where(acts.c.id == act_id)
    return bytes(connection.execute(found).scalar_one()).hex()


def _brought(after: Mapping[str, Any] | None) -> set[int]:
    runs = (after or {}).get("ids", [])
    return {record_id for first, last in runs for record_id in range(first, last + 1)}


def removed_candidates(connection: Connection) -> list[int]:
    """Return candidates who are no record any more (added by mistake and taken back) and whom the journal tells of.

    Who was joined to somebody still there belongs to them, and is erased with them.
    """
    rows = list(_rows(connection))
    there = set(connection.execute(select(hiring.candidates.c.id)).scalars())
    told = {side["id"] for row in rows if row.kind is Kind.CANDIDATE for side in row.sides}
    joined = {
        owner
        for row in rows
        if (owners := {side["candidate_id"] for side in row.sides if "candidate_id" in side}) & there
        for owner in owners
    }
    return sorted(told - there - joined)


# ------------------------------------------------------------ the texts of the journal
class _Told:
    """What the journal tells of a candidate: also of records that were removed before, or joined to this one."""

    def __init__(self, connection: Connection, candidate_id: int) -> None:
        self._connection = connection
        self._rows = list(_rows(connection))
        self._there = set(connection.execute(select(hiring.candidates.c.id)).scalars())
        self.candidates = {candidate_id}
        # Those that came in a batch: of them the journal keeps the numbers alone, not whose they are.
        own = select(hiring.applications.c.id).where(hiring.applications.c.candidate_id == candidate_id)
        self.applications: set[int] = set(connection.execute(own).scalars())
        while self._found_more():
            pass
        self.records: dict[Kind, set[int]] = {}
        for kind, record_id, sides in ((row.kind, row.record_id, row.sides) for row in self._rows):
            if record_id != BATCH and any(self._is_theirs(kind, side) for side in sides):
                self.records.setdefault(kind, set()).add(record_id)

    def _found_more(self) -> bool:
        """Follow applications, and candidates who were joined to this one and are no record of their own any more."""
        before = (len(self.candidates), len(self.applications))
        for row in self._rows:
            owners = {side["candidate_id"] for side in row.sides if "candidate_id" in side}
            if owners & self.candidates:
                self.candidates |= {one for one in owners if one not in self._there}
                if row.kind is Kind.APPLICATION:
                    theirs = (side for side in row.sides if side["candidate_id"] in self.candidates)
                    self.applications |= {side["id"] for side in theirs}
        return before != (len(self.candidates), len(self.applications))

    def files(self) -> tuple[str, ...]:
        """Return the SHA-256 of their papers, of those removed before too: an undo might have brought them back."""
        papers = hiring.candidate_papers
        there = select(papers.c.sha256).where(papers.c.candidate_id.in_(self.candidates))
        told = {
            str(side["sha256"])
            for row in self._rows
            for side in row.sides
            if row.kind is Kind.PAPER and self._is_theirs(row.kind, side)
        }
        return tuple(sorted(told | set(self._connection.execute(there).scalars())))

    def _is_theirs(self, kind: Kind, side: Mapping[str, Any]) -> bool:
        own = kind is Kind.CANDIDATE and side.get("id") in self.candidates
        return own or side.get("candidate_id") in self.candidates or side.get("application_id") in self.applications

    def erase(self) -> dict[str, str]:
        """Erase their texts; return by row the digest of what is left: others of a batch stay, "" for nothing."""
        left: dict[str, str] = {}
        for row in self._rows:
            if not any(self._is_theirs(row.kind, side) for side in row.sides):
                continue
            content = self._of_others(row) if row.record_id == BATCH else None
            salt = b"" if content is None else secrets.token_bytes(16)
            left[str(row.id)] = "" if content is None else hashlib.sha256(salt + content).hexdigest()
            values = {"salt": salt, "content": content}
            self._connection.execute(update(journal_texts).where(journal_texts.c.id == row.id), values)
        return left

    def _of_others(self, row: "_Row") -> bytes | None:
        kept = [
            None
            if side is None
            else {**side, "rows": [one for one in side["rows"] if not self._is_theirs(row.kind, one)]}
            for side in row.content
        ]
        if not any(side and side["rows"] for side in kept):
            return None
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: int
    kind: Kind
    record_id: int
    content: Sequence[Any]
    sides: Sequence[Mapping[str, Any]]


def _rows(connection: Connection) -> Iterator[_Row]:
    """Yield what the journal still tells of candidates, as the records on both sides of each change."""
    found = connection.execute(
        select(journal.c.id, journal.c.kind, journal.c.record_id, journal_texts.c.content)
        .join(journal_texts, journal_texts.c.id == journal.c.id)
        .where(journal.c.kind.in_(_TOLD))
        .order_by(journal.c.id)
    )
    for row_id, kind, record_id, content in found:
        both = json.loads(content) if content is not None else []
        sides = [one for side in both if side is not None for one in side.get("rows", [] if "ids" in side else [side])]
        yield _Row(id=row_id, kind=kind, record_id=record_id, content=both, sides=sides)


def holds_erased(connection: Connection, act_id: int, changes: Iterable[Change]) -> bool:
    """Return whether an act held records of a person who was erased, or is itself an erasure."""
    notes = erasures(connection)
    if not notes:
        return False
    rows = connection.execute(select(journal.c.id, journal.c.kind).where(journal.c.act_id == act_id)).all()
    texts = {int(row) for note in notes for row in note["texts"]}
    if any(row_id in texts or kind is Kind.ERASURE for row_id, kind in rows):
        return True
    gone = {(kind, record_id) for note in notes for kind, ids in note["records"].items() for record_id in ids}
    return any((one.kind.value, record_id) in gone for one in changes for record_id in _brought(one.after))


# ------------------------------------------------------------ what lies beside the records
def drop_drafts(connection: Connection, *, is_theirs: Callable[[str], bool], marks: Collection[str]) -> int:
    """Throw away the drafts of all members of some forms, and those of hiring that hold one of the marks.

    Args:
        connection: within an operation of the caller's.
        is_theirs: whether a form is about the person.
        marks: name, e-mail, phone: looked for in what else is being typed about candidates.

    Returns:
        How many were thrown away.
    """
    dropped = 0
    sought = [mark.casefold() for mark in marks if mark]
    for row in connection.execute(select(drafts)).all():
        said = json.dumps(row.value, ensure_ascii=False).casefold()
        if is_theirs(row.form) or (row.form.startswith(HIRING_FORMS) and any(mark in said for mark in sought)):
            of_one = (drafts.c.member_id == row.member_id) & (drafts.c.form == row.form)
            connection.execute(delete(drafts).where(of_one))
            dropped += 1
    return dropped


def unnamed(connection: Connection, files: Collection[str]) -> list[str]:
    """Return those contents that no record names any more."""
    named: set[str] = set()
    for table in (attachments, hiring.candidate_papers):
        named.update(connection.execute(select(table.c.sha256).where(table.c.sha256.in_(files))).scalars())
    return sorted(set(files) - named)


def forget_files(database: Database, files: Collection[str], *, backups: Collection[Path] = ()) -> None:
    """Remove contents that no record names: from the folder beside the file and `backups`, or from the server."""
    with database.reading() as connection:
        gone = unnamed(connection, files)
    if not gone:
        return
    if database.path is None:
        with database.writing() as connection:
            connection.execute(delete(file_contents).where(file_contents.c.sha256.in_(gone)))
            connection.commit()
        return
    for folder in (files_folder(database.path), *backups):
        for sha256 in gone:
            content_path(folder, sha256).unlink(missing_ok=True)


def scrub(database: Database) -> bool:
    """Take what was erased out of the log beside the file, or out of dead rows of a server.

    Returns:
        False where others were reading just then: the log lets go of it when they close, or at the next erasure.
    """
    if not database.is_sqlite:
        with suppress(DBAPIError), database.engine.connect() as connection:
            apart = connection.execution_options(isolation_level="AUTOCOMMIT")
            for name in inspect(apart).get_table_names():  # any of them may have held a text that names somebody
                with suppress(DBAPIError):
                    apart.exec_driver_sql(f'VACUUM "{name}"')
        return True
    with database.engine.connect() as connection:
        found = connection.connection.driver_connection
        assert found is not None
        found.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
        try:
            busy = found.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            found.execute(f"PRAGMA busy_timeout = {_USUAL_MS}")
    return not busy


_WAIT_MS = 3_000
_USUAL_MS = 30_000


def same_person(connection: Connection, erasure: Erasure) -> bool:
    """Return whether this database holds the very person who was erased in another copy of it, by their name."""
    there = select(hiring.candidates.c.id).where(hiring.candidates.c.id == erasure.candidate_id)
    if erasure.customer_id:
        who = (customers.c.id == erasure.customer_id) & customers.c.anonymised_at.is_(None)
        there = select(customers.c.id).where(who)
    if connection.execute(there).scalar() is None:
        return False
    came = select(acts.c.id).where(acts.c.hash == bytes.fromhex(erasure.came))
    return connection.execute(came).scalar() is not None


def erased_before(connection: Connection) -> list[Erasure]:
    """Return every erasure that the journal tells of, the oldest first."""
    return [Erasure.from_plain(note) for note in erasures(connection)]
