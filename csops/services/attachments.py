"""Files that belong to a contact: kept at once, named by an act, opened only where they cannot run."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from csops.domain.access import Permission
from csops.domain.contacts import Attachment
from csops.domain.errors import FileRefused
from csops.domain.texts import safe_name
from csops.services.workspace import Workspace
from csops.storage.files import FileStore

if TYPE_CHECKING:  # the window starts with this module, and without the records of hiring
    from csops.domain.candidates import CandidatePaper

# What may be opened, with the ending it is given then: the type comes from the content, never from the name.
_ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def keep_file(workspace: Workspace, *, content: bytes | Path, name: str = "") -> Attachment:
    """Keep the content of a file and return it as an attachment of no contact yet. Raises OutOfRange above 25 MB."""
    workspace.require(Permission.LOG)
    try:
        kept = FileStore(workspace.database).put(content)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise FileRefused(
            path=str(content), reason="it cannot be read", right="Choose a file that you may open"
        ) from error
    known = name or (content.name if isinstance(content, Path) else "")
    return Attachment(
        contact_id=0,
        name=safe_name(known),
        media_type=kept.media_type,
        size=kept.size,
        sha256=kept.sha256,
        added_at=workspace.now(),
        member_id=workspace.member.id or None,
    )


def attach(workspace: Workspace, *, contact_id: int, files: Sequence[Attachment]) -> list[Attachment]:
    """Let kept files belong to a contact, as one act."""
    workspace.require(Permission.LOG)
    with workspace.work("Attach a file") as work:
        work.contacts.get(contact_id)
        return [work.attachments.add(replace(file, id=0, contact_id=contact_id)) for file in files]


def may_open(attachment: "Attachment | CandidatePaper") -> bool:
    """Return whether it may be opened: never a program, nor what we do not know."""
    return attachment.media_type in _ENDINGS


def file_to_open(workspace: Workspace, *, attachment: "Attachment | CandidatePaper", folder: Path) -> Path:
    """Put a copy into a folder under a name that no program bears, or raise FileRefused."""
    workspace.require(Permission.READ)
    ending = _ENDINGS.get(attachment.media_type)
    if ending is None:
        raise FileRefused(
            path=attachment.name,
            reason="it may be a program, so it is not opened from here",
            right="Save a copy if you know who sent it",
        )
    path = folder / f"{Path(attachment.name).stem or 'file'}{ending}"
    path.write_bytes(FileStore(workspace.database).get(attachment.sha256))
    return path


def save_copy(workspace: Workspace, *, attachment: "Attachment | CandidatePaper", path: Path) -> None:
    """Write an attachment to where a person wants it, or raise HoldsRecords, NotAFile, DiskFull or NotWritable."""
    from csops.excel.destination import destination

    workspace.require(Permission.READ)
    content = FileStore(workspace.database).get(attachment.sha256)
    with destination(path) as beside:
        beside.write_bytes(content)
