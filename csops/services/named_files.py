"""Attachments of others that name a customer: texts and messages are read; what cannot be read is counted."""

from collections.abc import Collection
from dataclasses import dataclass

from csops.domain.contacts import Attachment
from csops.domain.errors import CsopsError
from csops.domain.mail import read_mail
from csops.domain.naming_texts import Marks
from csops.services.workspace import Workspace
from csops.storage.customer_erasing import Told, told_of
from csops.storage.files import FileStore
from csops.storage.unit_of_work import Work

MOST_READ = 5_000
"""Attachments that are read, the newest first; the others are counted as not read."""
LONGEST = 2_000_000
"""Letters of a file that are looked through: more is no message."""
MESSAGE = ".eml"
_TEXT = "text/"
_AROUND = 60


@dataclass(frozen=True, kw_only=True)
class NamedFile:
    """An attachment of others that names a person; it stays as it is until somebody removes it."""

    id: int
    name: str
    contact_id: int
    case_id: int
    text: str
    is_sure: bool


@dataclass(frozen=True, kw_only=True)
class NamedFiles:
    """What was found, the sure ones first. `unread`: attachments of others that cannot be read, such as pictures."""

    files: tuple[NamedFile, ...] = ()
    unread: int = 0


def name_in_files(workspace: Workspace, *, customer_id: int) -> NamedFiles:
    """Return the attachments of others that name a customer. Raises NotFound, Erased or MergedInto."""
    with workspace.read() as work:
        work.customers.get(customer_id)
        return files_naming(workspace, work, told_of(work, customer_id))


def files_naming(workspace: Workspace, work: Work, told: Told) -> NamedFiles:
    """Return the same within a question, of somebody of whom all is known."""
    if told.marks.is_empty:
        return NamedFiles()
    own: Collection[int] = told.own.get("attachments", ())
    others = [one for one in reversed(work.attachments.all()) if one.id not in own]
    texts = [one for one in others if one.media_type.startswith(_TEXT)][:MOST_READ]
    contents: dict[str, str] = {}
    found = []
    for one in texts:
        if one.sha256 not in contents:
            contents[one.sha256] = _text_of(workspace, one)
        if told.marks.hinted_in(contents[one.sha256]):
            found.append((one, contents[one.sha256]))
    cases = {one.id: one.case_id for one in work.contacts.get_many(one.contact_id for one, _ in found).values()}
    named = [_named(one, text, told.marks, cases.get(one.contact_id, 0)) for one, text in found]
    return NamedFiles(files=tuple(sorted(named, key=lambda one: not one.is_sure)), unread=len(others) - len(texts))


def _named(one: Attachment, text: str, marks: Marks, case_id: int) -> NamedFile:
    at = max(0, marks.place_in(text) - _AROUND)
    part = " ".join(text[at : at + 3 * _AROUND].split())
    return NamedFile(
        id=one.id,
        name=one.name,
        contact_id=one.contact_id,
        case_id=case_id,
        text=f"{'…' if at else ''}{part}",
        is_sure=marks.named_in(text),
    )


def _text_of(workspace: Workspace, one: Attachment) -> str:
    """What a file says; of a message what its reader saw, whatever letters it was sent in."""
    try:
        content = FileStore(workspace.database).get(one.sha256)
    except CsopsError:  # gone or damaged: `csops check` says so
        return ""
    if one.name.lower().endswith(MESSAGE):
        try:
            mail = read_mail(content, name=one.name)
        except CsopsError:
            return content.decode("utf-8", errors="replace")[:LONGEST]
        heads = (mail.sender_name, mail.sender_email, mail.subject, *mail.heads.to_names, *mail.heads.to)
        return "\n".join((*heads, mail.text))[:LONGEST]
    return content.decode("utf-8", errors="replace")[:LONGEST]
