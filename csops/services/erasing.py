"""Who was erased, and is erased again where a backup brings them back: what goes, what stays, what is noted of it."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from csops.domain.candidates import Candidate, PastCandidate
from csops.domain.changes import Kind
from csops.domain.draft_forms import APPLICATION_FORM, record_forms
from csops.domain.fairness import furthest
from csops.services.scorecards import card_form
from csops.storage import erasing
from csops.storage.backups import backup_folder
from csops.storage.customer_erasing import Wanted
from csops.storage.database import Database
from csops.storage.disk import put_in_place
from csops.storage.erasing import Erasure
from csops.storage.files import files_folder
from csops.storage.opening import TO_ERASE
from csops.storage.unit_of_work import Work, operation

WHAT = "Erase a candidate"
AGAIN = "Erase a candidate again"
CUSTOMER_AGAIN = "Erase a customer again"
_LIST = "-erased.json"


@dataclass(frozen=True, kw_only=True)
class Gone:
    """What an erasure took: numbers only. `drafts` were being typed by members."""

    erasure: Erasure
    records: int
    drafts: int


def erase(work: Work, candidate: Candidate) -> Gone:
    """Erase a candidate within an operation; of each application stays how far it came."""
    hiring = work.hiring
    applications = hiring.applications.where(candidate_id=candidate.id)
    cards = hiring.scorecards.where_any("application_id", [one.id for one in applications])
    groups = {one.question: one.answer for one in hiring.group_answers.where(candidate_id=candidate.id)}
    stays = [
        PastCandidate(
            opening_id=one.opening_id,
            applied_in=one.applied_on.year,
            stage=furthest(one, hiring.moves.where(application_id=one.id)),
            outcome=one.outcome,
            groups=groups,
        )
        for one in applications
    ]
    ids = {one.id for one in applications}
    marks = [mark for mark in (candidate.name, candidate.email, candidate.phone) if len(mark) >= _MARK]
    card_forms = {card_form(card.id) for card in cards}
    dropped = erasing.drop_drafts(
        work.connection,
        is_theirs=lambda form: form in card_forms or _is_about(form, candidate.id, ids),
        marks=marks,
    )
    erasure, changes = erasing.erase_candidate(work.connection, candidate.id)
    work.changes += changes
    hiring.past.add_many(stays)
    return Gone(erasure=erasure, records=len(changes) - 1, drafts=dropped)


def erase_removed(work: Work) -> list[Erasure]:
    """Erase what the journal still tells of candidates who are no record any more, within an operation."""
    done = []
    for candidate_id in erasing.removed_candidates(work.connection):
        erasure, changes = erasing.erase_candidate(work.connection, candidate_id)
        work.changes += changes
        done.append(erasure)
    return done


_MARK = 3


def _is_about(form: str, candidate_id: int, application_ids: Collection[int]) -> bool:
    about = APPLICATION_FORM.match(form)
    is_on_application = about is not None and int(about[1]) in application_ids
    return is_on_application or form.startswith(record_forms(Kind.CANDIDATE, candidate_id))


# ------------------------------------------------------------ after the commit
def let_go(database: Database, erasures: Iterable[Erasure]) -> bool:
    """Take what was erased out of files, of backups' papers, and of the log; note it beside the backups.

    Returns:
        Whether nothing of it is left in the files of the database: False where others were reading just then.
    """
    done = list(erasures)
    folder = backup_folder(database)
    beside = [files_folder(folder / database.path.name)] if database.path is not None else []
    erasing.forget_files(database, [sha256 for one in done for sha256 in one.files], backups=beside)
    note_beside(database, folder, done)
    return erasing.scrub(database)


def let_go_surely(database: Database, erasures: Iterable[Erasure]) -> bool:
    """Do as `let_go`; where that is cut short, or others were reading, whoever opens the file next does it again."""
    done = list(erasures)
    if database.path is None:
        return let_go(database, done)
    note_waiting(database.path, done)
    is_clean = let_go(database, done)
    if is_clean:
        waiting_list(database.path).unlink(missing_ok=True)
    return is_clean


def note_beside(database: Database, folder: Path, done: Iterable[Erasure]) -> None:
    """Add erasures to the list beside backups, by which one that is brought back is erased again: without a name."""
    stem = database.path.stem if database.path is not None else (database.url.database or "csops")
    path = folder / f"{stem}{_LIST}"
    known = dict.fromkeys([*_listed(path), *done])
    if known:
        folder.mkdir(parents=True, exist_ok=True)
        _write(path, known)


def _write(path: Path, known: Iterable[Erasure]) -> None:
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(json.dumps([one.to_plain() for one in known], indent=1), encoding="utf-8")
    put_in_place(partial, path)


def _listed(path: Path) -> list[Erasure]:
    """Return the erasures of a list; one that cannot be read is none: the database it is beside has its own."""
    try:
        return [Erasure.from_plain(plain) for plain in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, KeyError, TypeError):
        return []


# ------------------------------------------------------------ a backup brought back
def known_erasures(file: Path, *, to: Path | None = None) -> list[Erasure]:
    """Return every erasure that a backup may not know of yet.

    Args:
        file: the backup; lists beside it are read.
        to: where it is brought back: the lists beside it and in its folder of backups.
    """
    folders = dict.fromkeys([file.parent, *([to.parent / "backups", to.parent] if to is not None else [])])
    found = [one for folder in folders for path in sorted(folder.glob(f"*{_LIST}")) for one in _listed(path)]
    return list(dict.fromkeys(found))


def waiting_list(database: Path) -> Path:
    """Return where it is noted who is still to be erased in a file that a backup has just replaced."""
    return database.with_name(f"{database.name}{TO_ERASE}")


def note_waiting(database: Path, known: Iterable[Erasure]) -> None:
    """Note who is to be erased in a file before a backup takes its place: whatever happens then, opening it erases."""
    some = list(known)
    if some:
        _write(waiting_list(database), some)


def erase_waiting(database: Database, *, at: datetime) -> int:
    """Erase those of a file's list who are in it (see `note_waiting`), and return how many there were."""
    path = waiting_list(database.path) if database.path is not None else None
    if path is None or not path.exists():
        return 0
    many = erase_again(database, _listed(path), at=at)
    path.unlink(missing_ok=True)
    return many


def erase_again(database: Database, known: Iterable[Erasure], *, at: datetime) -> int:
    """Erase again who came back with a backup, and return how many did. Nobody's hold stops it: they were gone."""
    again: list[Erasure] = []
    every = list(known)
    for one in every:
        with database.reading() as connection:
            is_there = erasing.same_person(connection, one)
        if is_there:
            what = CUSTOMER_AGAIN if one.customer_id else AGAIN
            with (
                database.writing() as connection,
                operation(connection, what=what, member_id=None, at=at, own=set(), done=_tell_nobody) as work,
            ):
                again += _erased_again(work, one, at=at)
    # Contents of papers come back with a backup's folder whoever named them.
    let_go(database, [*every, *again])
    return len(again)


def _erased_again(work: Work, erasure: Erasure, *, at: datetime) -> Iterable[Erasure]:
    if not erasure.customer_id:
        return (erase(work, work.hiring.candidates.get(erasure.candidate_id)).erasure,)
    from csops.services.customer_erasing import erase_in

    return erase_in(work, erasure.customer_id, wanted=Wanted(keeps=erasure.keeps, all_texts=True), at=at).erasures


def _tell_nobody(_changes: object) -> None:
    """Nobody has the file open yet."""
