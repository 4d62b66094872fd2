"""Files of a contact: kept, named in one act with it, opened only where they cannot run."""

from pathlib import Path

import pytest

from csops.domain.contacts import ContactDraft, Logged
from csops.domain.errors import FileRefused, HoldsRecords
from csops.services import attachments, cases, contacts, views
from csops.services.history import undo
from csops.services.workspace import Workspace
from tests.helpers.records import PHONE

PDF = b"%PDF-1.4"


def logged(workspace: Workspace, *, content: bytes = PDF) -> Logged:
    file = attachments.keep_file(workspace, content=content, name="bill.pdf")
    return contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE), files=[file])


def test_files_are_logged_with_their_contact_and_taken_back_with_it(workspace: Workspace) -> None:
    done = logged(workspace)
    (file,) = cases.timeline(workspace, case_id=done.case.id).attachments
    assert (file.contact_id, file.name, file.media_type) == (done.contact.id, "bill.pdf", "application/pdf")
    undo(workspace)
    with workspace.read() as work:
        assert work.attachments.all() == []


def test_a_file_is_attached_later_as_an_act_of_its_own(workspace: Workspace) -> None:
    done = logged(workspace)
    file = attachments.keep_file(workspace, content=b"more", name="note.txt")
    attachments.attach(workspace, contact_id=done.contact.id, files=[file])
    assert len(cases.timeline(workspace, case_id=done.case.id).attachments) == 2
    assert undo(workspace).what == "Attach a file"


def test_a_copy_to_open_bears_the_ending_of_its_content(workspace: Workspace, tmp_path: Path) -> None:
    file = attachments.keep_file(workspace, content=PDF, name="bill.exe")
    path = attachments.file_to_open(workspace, attachment=file, folder=tmp_path)
    assert (path.name, path.read_bytes()) == ("bill.pdf", PDF)


@pytest.mark.parametrize("content", [b"MZ\x90", b"\x7fELF", b"#!/bin/sh", b"\x00\x01\x02", b"PK\x03\x04"])
def test_what_may_be_a_program_is_not_opened(workspace: Workspace, tmp_path: Path, content: bytes) -> None:
    file = attachments.keep_file(workspace, content=content, name="invoice.pdf")
    with pytest.raises(FileRefused):
        attachments.file_to_open(workspace, attachment=file, folder=tmp_path)
    assert list(tmp_path.glob("invoice*")) == []


def test_a_file_that_is_not_there_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        attachments.keep_file(workspace, content=tmp_path / "gone.pdf")


def test_a_copy_never_replaces_the_database(sqlite_workspace: Workspace) -> None:
    file = attachments.keep_file(sqlite_workspace, content=PDF, name="bill.pdf")
    with pytest.raises(HoldsRecords):
        attachments.save_copy(sqlite_workspace, attachment=file, path=Path(sqlite_workspace.place))


def test_a_folder_is_no_file_to_keep(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        attachments.keep_file(workspace, content=tmp_path)


def test_logging_drops_the_draft_of_its_form(workspace: Workspace) -> None:
    views.keep_draft(workspace, form="log", value={"text": "half"})
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE), form="log")
    assert views.get_draft(workspace, form="log") is None
