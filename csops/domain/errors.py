"""Every error that a person may meet.

An error carries fields. Its `sentence` is the source text that `ui/kit/errors.py` translates and `cli` prints,
with the fields put in their places: what is wrong, where, and what would be right. Nobody else makes words of it.

    CsopsError
      InputError                     what was typed, chosen or passed cannot be taken   (exit status 2)
        Missing                      a value that is needed is not there
        NotUnderstood                text that does not read as what the field holds
        OutOfRange                   a number or moment outside its limits
        UnknownName                  a name that nothing bears
        NotFound                     a number that no record has
          Erased                     a record of a person whose details were erased
          MergedInto                 a customer who is part of another one by now
        MergedAlready                a case that is part of another one by now
        FileRefused                  a file from outside that cannot be read, or not safely
        GivenThere                   what would go holds concessions that the budget counts
      NotPermitted                   the role of the member does not allow it           (exit status 2)
      ConflictError                  somebody else changed the record meanwhile         (exit status 1)
        StillUsed                    it cannot be taken back, for something names it by now
        Overtaken                    what it needs is gone, or its place is taken
          AboveLimits                what is left by now does not cover it
          PlaceTaken                 a withdrawn review whose contact is reviewed anew
          CheckedByNow               a review that its reviewer was sent a check of
        AlreadyDone                  somebody else did it before
        StaysFinished                a review that was finished is not taken back
        ReadByNow                    a decision that was read is not taken back
          WithdrawalRead             nor is withdrawing a review, once that was read
        ErasedSince                  it holds details of a person who was erased
      OnHold                         details that must be kept are not erased           (exit status 2)
      NothingToUndo                                                                     (exit status 2)
      DatabaseProblem                the place where the records are kept               (status 1, 2 if chosen wrongly)
        NoDatabaseThere, AlreadyThere, HoldsRecords, NotAFile, NotADatabase, NewerDatabase, TakenAway,
        DamagedDatabase, DatabaseBusy, DiskFull, NotWritable, ReadOnlyPlace, NotReadable, UnsafePlace, ServerRefused,
        BackupUnusable, NoBackupTool
      Cancelled                      the person stopped it; nothing was kept
"""

from collections.abc import Mapping
from typing import ClassVar


class CsopsError(Exception):
    """Whatever we can explain. `fields` fill the places of `sentence`."""

    sentence: ClassVar[str] = "{what}"
    exit_status: ClassVar[int] = 1

    def __init__(self, **fields: object) -> None:
        super().__init__(*fields.values())
        self.fields: Mapping[str, object] = fields

    def __str__(self) -> str:
        return self.sentence.format(**{name: shortened(value) for name, value in self.fields.items()})

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from child processes; keyword-only fields need help with that.
        return (_rebuilt, (type(self), dict(self.fields)))


_MOST_SAID = 400


def shortened(value: object) -> object:
    """Return what a sentence may say of a field: a text that somebody pasted would bury the sentence."""
    is_long = not isinstance(value, int | float) and len(str(value)) > _MOST_SAID
    return f"{str(value)[:_MOST_SAID]} …" if is_long else value


def _rebuilt(kind: type[CsopsError], fields: dict[str, object]) -> CsopsError:
    return kind(**fields)


class InputError(CsopsError):
    """What was typed, chosen or passed cannot be taken. `field` names where; `right` says what would be right."""

    sentence = "{field}: {problem}. {right}"
    exit_status = 2

    @property
    def field(self) -> str:
        """The name of the field that is wrong, as in the record or the option; empty when it is none of them."""
        return str(self.fields.get("field", ""))


class Missing(InputError):
    """Fields: field, right."""

    sentence = "{field} is missing. {right}"


class NotUnderstood(InputError):
    """Fields: field, value, right."""

    sentence = "{field} “{value}” is not understood. {right}"


class OutOfRange(InputError):
    """Fields: field, value, right."""

    sentence = "{field} cannot be {value}. {right}"


class UnknownName(InputError):
    """Fields: field, value, known (the names there are, in one string)."""

    sentence = "{field} “{value}” is not known. There are: {known}"


class NotFound(InputError):
    """Fields: kind (customer, contact ...), id."""

    sentence = "There is no {kind} {id}"


class Erased(NotFound):
    """Fields: kind (candidate, scorecard ...), id."""

    sentence = "The {kind} {id} was erased: the person's details are gone for good. Nothing was saved"


class MergedInto(NotFound):
    """Fields: kind, id, into (the number under which the customer is found now), name."""

    sentence = "The {kind} {id} was merged into {name} ({kind} {into}) meanwhile. Nothing was saved; open that one"


class MergedAlready(InputError):
    """Fields: id, into (numbers of cases)."""

    sentence = "Case {id} is part of case {into} already. Choose case {into} itself, if that is meant"


class FileRefused(InputError):
    """Fields: path, reason, right."""

    sentence = "{path} was not read: {reason}. {right}"


class GivenThere(InputError):
    """A case on which something was given would go with its last contact. Fields: given (case 12: Refund 25.00 EUR)."""

    sentence = (
        "{given}. This was given and counts in the budget, so the last contact of the case stays and nothing was "
        "removed. Withdraw it first where it was not given after all (on the case, Concessions), or merge the case "
        "into another one"
    )


class NotPermitted(CsopsError):
    """Fields: member, permission, roles (who may, in one string)."""

    sentence = "{member} may not do this ({permission}). It takes one of: {roles}"
    exit_status = 2


class ConflictError(CsopsError):
    """Somebody else changed the record since it was read.

    Fields: kind, id, who, mine, theirs, base (records or None).
    """

    sentence = "{kind} {id} was changed by {who} meanwhile. Nothing was overwritten; look at both and save again"


class StillUsed(ConflictError):
    """What came with an act cannot go again. Fields: kind, name, by (3 contacts and 1 case)."""

    sentence = "The {kind} {name} is used by {by} by now and stays. The next undo goes on to what was done before"


class Overtaken(ConflictError):
    """A change needs a record that is gone by now, or a place that another one took. Fields: none."""

    sentence = "Somebody removed what this needs meanwhile, or took its place. Nothing was changed; look at it again"


class AboveLimits(Overtaken):
    """A concession cannot come back: it was within the limits, and is above them by now. Fields: amount."""

    sentence = (
        "{amount} was within the limits then and is above them now. Nothing was changed; give it anew to ask for it"
    )


class AlreadyDone(ConflictError):
    """Fields: what, who."""

    sentence = "{what} was done by {who} already. Nothing was changed"


class StaysFinished(ConflictError):
    """A review that was finished is never taken back, for what was rated would be lost. Fields: none."""

    sentence = (
        "A review that was finished stays, so that nothing that was rated is lost. Open it and change it instead; the "
        "next undo goes on to what was done before"
    )


class OpenByNow(Overtaken):
    """Ratings of a calibration are open to all by now, and nothing makes them blind again. Fields: none."""

    sentence = (
        "The ratings of this calibration are open to all by now, and nothing makes them blind again; the next undo "
        "goes on to what was done before"
    )


class PlaceTaken(Overtaken):
    """A review that was withdrawn has no place any more. Fields: none."""

    sentence = (
        "The contact was drawn or reviewed anew since, or its place in the queue was given up, so the review stays "
        "withdrawn; the next undo goes on to what was done before"
    )


class CheckedByNow(Overtaken):
    """Who made a review was sent a check of it: they would make it anew by what that says. Fields: none."""

    sentence = (
        "A check of this review was sent to who made it, so the review stays as it was sent. Another lead withdraws "
        "it where it was wrong; the next undo goes on to what was done before"
    )


class BlindNoLonger(Overtaken):
    """A calibration that was called off or taken back cannot go on: its contact was not blind meanwhile.

    Fields: none.
    """

    sentence = (
        "Reviews of its contact may have been read while nobody was to rate it, so this calibration would not be "
        "blind. Begin another one; the next undo goes on to what was done before"
    )


class HandledByAnother(Overtaken):
    """What waited for a review cannot come back: its contact is somebody else's by now. Fields: none."""

    sentence = (
        "Who handled this contact was changed since, so what waited for a review of it does not come back. "
        "Do it anew where it is still wanted; the next undo goes on to what was done before"
    )


class ReadByNow(ConflictError):
    """A decision on a dispute was read by the person, who would be told two things. Fields: none."""

    sentence = (
        "The person has read this decision, so it stays. Talk to them where it was wrong; the next undo goes on to "
        "what was done before"
    )


class WithdrawalRead(ReadByNow):
    """Who was sent a review has read that it was withdrawn, and would be told two things. Fields: none."""

    sentence = (
        "Who was sent this review has read that it was withdrawn, so it stays withdrawn. Make it anew where that was "
        "wrong; the next undo goes on to what was done before"
    )


class ErasedSince(ConflictError):
    """An act cannot be taken back or done again, for what it holds was erased. Fields: what (the act)."""

    sentence = (
        "“{what}” cannot be taken back or done again: it holds details of a person who was erased. Nothing was "
        "changed; the next undo goes on to what was done before"
    )


class OnHold(CsopsError):
    """Details of a candidate must be kept for a legal reason. Fields: name, reason."""

    sentence = "{name} is on hold and was not erased: {reason}. Lift the hold first, if the reason is over"
    exit_status = 2


class NothingToUndo(CsopsError):
    """Fields: what (undo or redo)."""

    sentence = "There is nothing to {what}"
    exit_status = 2


class DatabaseProblem(CsopsError):
    """The place where the records are kept. Fields: path, and those of the sentence."""

    sentence = "{path}: {reason}"


class NoDatabaseThere(DatabaseProblem):
    """Fields: path."""

    sentence = "There is no database at {path}. “csops new” creates one"
    exit_status = 2


class NotADatabase(DatabaseProblem):
    """Fields: path, found (what the file is instead)."""

    sentence = "{path} is not a csops database ({found}). It was left as it is; choose another file or restore a backup"
    exit_status = 2


class AlreadyThere(DatabaseProblem):
    """Fields: path."""

    sentence = "{path} is already there and was left as it is. Choose another name, or open it as it is"
    exit_status = 2


class HoldsRecords(DatabaseProblem):
    """A file that was to be replaced is a database or belongs to one. Fields: path."""

    sentence = "{path} holds records (a database or a backup of one) and was left as it is. Choose another name"
    exit_status = 2


class NotAFile(DatabaseProblem):
    """What was to be replaced is no file: /dev/null, a printer, a pipe. Fields: path."""

    sentence = "{path} is a device or a pipe and was left as it is. Choose the name of a file"
    exit_status = 2


class TakenAway(DatabaseProblem):
    """The file was moved, removed or replaced while it was open. Fields: path."""

    sentence = (
        "{path} was moved, removed or replaced while it was open. Nothing of this was saved; put the file back and try "
        "again, or start csops anew"
    )


class NewerDatabase(DatabaseProblem):
    """Fields: path, found, known (schema revisions)."""

    sentence = (
        "{path} was written by a newer csops (schema {found}; this program knows up to {known}). It was "
        "left as it is; update csops to open it"
    )
    exit_status = 2


class DamagedDatabase(DatabaseProblem):
    """Fields: path, detail."""

    sentence = "{path} is damaged ({detail}). It was left as it is; restore the newest backup"


class DiskTrouble(DatabaseProblem):
    """The disk, and not the file, as far as one can tell. Fields: path, detail."""

    sentence = (
        "{path} could not be read or written: {detail}. Nothing of this was saved, what was saved before is safe; look "
        "at the disk and try again, and restore the newest backup if it stays like that"
    )


class DatabaseBusy(DatabaseProblem):
    """Fields: path."""

    sentence = "{path} is locked by another program. Nothing was changed; close the other program or try again"


class DiskFull(DatabaseProblem):
    """Fields: path."""

    sentence = (
        "There is no room left where {path} is kept. Nothing of this was saved, what was saved before is "
        "safe; free some space and try again"
    )


class NotWritable(DatabaseProblem):
    """Fields: path."""

    sentence = "{path} cannot be written. Nothing was changed; choose a folder in which you may write"
    exit_status = 2


class ReadOnlyPlace(NotWritable):
    """A database on a read-only disk or in a folder of somebody else. Fields: path, what (file or folder)."""

    sentence = (
        "{path} cannot be opened: its {what} is write-protected, and csops writes beside the file even to read it. "
        "It was left as it is; copy it into a folder in which you may write, and open the copy"
    )


class NotReadable(DatabaseProblem):
    """Fields: path."""

    sentence = "{path} cannot be read. Nothing was changed; check who may read it, and whether its disk is there"
    exit_status = 2


class UnsafePlace(DatabaseProblem):
    """Fields: path, place (OneDrive, a network share ...)."""

    sentence = (
        "{path} lies in {place}, where a database can be damaged. Choose a folder of this computer; "
        "several computers share a PostgreSQL server"
    )
    exit_status = 2


class ServerRefused(DatabaseProblem):
    """Fields: path (without password), reason."""

    sentence = "The server {path} did not let us in: {reason}"


class BackupUnusable(DatabaseProblem):
    """Fields: path, reason."""

    sentence = "{path} cannot be used as a backup: {reason}. Nothing was changed; choose another one"
    exit_status = 2


class NoBackupTool(DatabaseProblem):
    """Nothing here can back up a server. Fields: path (without password)."""

    sentence = (
        "Nobody backs up {path} from this computer: pg_dump is missing. Install PostgreSQL's client, or ask whoever "
        "keeps the server to back it up"
    )
    exit_status = 2


class Cancelled(CsopsError):
    """The person stopped it. Fields: none."""

    sentence = "Stopped. Nothing of it was kept"
