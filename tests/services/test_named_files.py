"""Attachments of others that name a customer: found in texts and messages before an erasure, each with its case."""

from base64 import b64encode
from pathlib import Path

import pytest

from csops.services.attachments import attach, keep_file
from csops.services.customer_privacy import preview_erasing
from csops.services.named_files import NamedFile, name_in_files
from csops.services.workspace import Workspace
from tests.helpers.records import a_customer, kept_contact

NAME, PHONE = "Ottilie Brandt", "+49 171 555 0142"
MAIL = b"""From: Bo <bo@example.com>
Subject: Our order
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

"""


def found(workspace: Workspace, *contents: tuple[str, bytes], own: bytes = b"") -> tuple[NamedFile, ...]:
    """Keep files with a contact of Bo, and one with a contact of Ottilie; return those of Bo that name her."""
    with workspace.work("Fill") as work:
        her = work.customers.add(a_customer(name=NAME, phones=(PHONE,), emails=("otti@example.com",)))
        bo = work.customers.add(a_customer(name="Bo Lund"))
        theirs, hers = (kept_contact(work, customer_id=one.id).id for one in (bo, her))
    files = [keep_file(workspace, content=content, name=name) for name, content in contents]
    attach(workspace, contact_id=theirs, files=files)
    attach(workspace, contact_id=hers, files=[keep_file(workspace, content=own or NAME.encode(), name="hers.txt")])
    told = name_in_files(workspace, customer_id=her.id)
    assert preview_erasing(workspace, customer_id=her.id).in_files == told
    assert told.unread == sum(name.endswith(".png") for name, _ in contents)
    return told.files


def test_a_text_and_a_message_that_name_somebody_are_found_with_their_case(workspace: Workspace) -> None:
    letters = b64encode(f"Please ask ottilie  brandt.\n{'x' * 90}".encode())
    files = found(
        workspace,
        ("list.txt", f"Call back: 0171 5550142\n{'y ' * 200}".encode()),
        ("mail.eml", MAIL + letters),
        ("else.txt", b"nobody"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + NAME.encode()),
    )
    assert sorted((one.name, one.is_sure) for one in files) == [("list.txt", True), ("mail.eml", True)]
    assert all(one.case_id for one in files)
    assert "Call back: 0171 5550142" in next(one.text for one in files if one.name == "list.txt")


def test_a_part_of_the_name_is_only_a_hint_and_what_is_broken_stops_nothing(workspace: Workspace) -> None:
    files = found(workspace, ("broken.eml", b"\n\nOttilie was here"), ("odd.txt", b"Brandt\n"))
    assert {(one.name, one.is_sure) for one in files} == {("broken.eml", False), ("odd.txt", False)}


def test_a_file_that_is_gone_from_the_folder_stops_nothing(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    assert found(sqlite_workspace, ("list.txt", NAME.encode() + b"!"))
    for path in tmp_path.glob("*-files/*/*"):
        path.unlink()
    assert name_in_files(sqlite_workspace, customer_id=1).files == ()


def test_no_more_files_are_read_than_a_moment_allows(
    sqlite_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csops.services.named_files.MOST_READ", 1)
    with sqlite_workspace.work("Fill") as work:
        her, bo = work.customers.add(a_customer(name=NAME)), work.customers.add(a_customer(name="Bo Lund"))
        theirs = kept_contact(work, customer_id=bo.id).id
    kept = [keep_file(sqlite_workspace, content=f"{NAME} {n}".encode(), name=f"{n}.txt") for n in range(3)]
    attach(sqlite_workspace, contact_id=theirs, files=kept)
    told = name_in_files(sqlite_workspace, customer_id=her.id)
    assert ([one.name for one in told.files], told.unread) == (["2.txt"], 2)
