"""Messages made to break a reader: each is a contact, or left out and named; nothing half done, and none takes long."""

import io
import time
import zipfile
from base64 import encodebytes
from pathlib import Path

import pytest

from csops.domain.errors import FileRefused
from csops.imports.mailboxes import is_mail
from csops.services import maintenance
from csops.services.import_mails import import_mails
from csops.services.workspace import Workspace

FROM = b"From: ada@example.com\r\nSubject: Odd\r\n"
MIXED = b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
MOST_S = 5.0
BEGIN = b"From x@y Mon Mar  2 09:00:00 2026\n"


def _nested(depth: int) -> bytes:
    lines = b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1) for n in range(depth))
    return FROM + b"Content-Type: multipart/mixed; boundary=b0\r\n\r\n" + lines


def _file(content: bytes) -> bytes:
    head = b"--b\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=x.zip\r\n\r\n"
    return head + encodebytes(content) + b"\r\n"


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.bin", b"\0" * 20_000_000)
    return made.getvalue()


def _plain(charset: bytes, body: bytes) -> bytes:
    return FROM + b"Content-Type: text/plain; charset=" + charset + b"\r\n\r\n" + body


KEPT = {
    "broken MIME": FROM + b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\nContent-Type: ;;;=\r\n\r\n\xff--",
    "10,000 nested parts": _nested(10_000),
    "messages in messages": FROM + b"Content-Type: message/rfc822\r\n\r\nSubject: n\r\n" * 3000 + b"\r\nhi\r\n",
    "2,000 parts beside each other": FROM + MIXED + b"--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n" * 2_000,
    "bytes that are not of their charset": _plain(b"utf-16", b"\xe4\xf6\xfc odd\r\n"),
    "a charset that is no text": _plain(b"zlib_codec", b"abc\r\n"),
    "a charset of domains": _plain(b"idna", b"a." * 5000),
    "many words in a head": FROM.replace(b"Odd", b"=?utf-8?q?a?= " * 4000) + b"\r\nhi\r\n",
    "5,000 heads": FROM + b"".join(b"X-%d: y\r\n" % n for n in range(5000)) + b"\r\nhi\r\n",
    "1970": FROM + b"Date: Thu, 1 Jan 1970 00:00:00 +0000\r\n\r\nhi\r\n",
    "2099": FROM + b"Date: Thu, 1 Jan 2099 00:00:00 +0000\r\n\r\nhi\r\n",
    "an attachment that unpacks to much": FROM + MIXED + _file(_bomb()) + b"--b--\r\n",
    "25 attachments": FROM + MIXED + b"".join(_file(b"%d" % n) for n in range(25)) + b"--b--\r\n",
    "comments of HTML without end": FROM + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 4000,
}
LEFT_OUT = {
    "a head of 3 MB": FROM + b"X: " + b"s" * 3_000_000 + b"\r\n\r\nhi\r\n",
    "a sender in brackets without end": b"From: " + b"(" * 20_000 + b"a@example.com\r\nSubject: Odd\r\n\r\nhi\r\n",
}


def test_every_hostile_message_is_kept_or_named(
    sqlite_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csops.services.import_mails.back_up_first", lambda _workspace: None)
    for place, (name, content) in enumerate((KEPT | LEFT_OUT).items()):
        path = tmp_path / f"{place}.eml"
        path.write_bytes(content)
        began = time.process_time()
        found = import_mails(sqlite_workspace, path=path)
        assert time.process_time() - began < MOST_S, name
        assert (found.read, found.new, found.left_out) == ((1, 1, 0) if name in KEPT else (1, 0, 1)), name
        assert not found.left_out or found.problems[0].reason, name
    with sqlite_workspace.read() as work:
        contacts, files = work.contacts.all(), work.attachments.all()
        wrong = [one for one in contacts if one.time_known]  # none of their dates can be
    assert (len(contacts), wrong) == (len(KEPT), [])
    assert {one.contact_id for one in files} == {one.id for one in contacts}  # each as it came
    assert maintenance.check(sqlite_workspace).problems == ()


def test_of_too_many_files_it_is_said_how_many_were_left_out(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "many.eml"
    path.write_bytes(KEPT["25 attachments"])
    said = [one.reason for one in import_mails(sqlite_workspace, path=path).remarks]
    assert any(one.startswith("5 of its files were left out") for one in said)


def test_a_box_without_a_line_that_begins_a_message_is_refused(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "odd.mbox"
    path.write_bytes(b"From " + b"x" * 5000 + b" 09:00 2026\n" + FROM + b"\nhi\n")
    with pytest.raises(FileRefused, match="begins a message"):
        import_mails(sqlite_workspace, path=path)


def test_messages_one_below_the_other_without_such_lines_are_one(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "plain.mbox"
    path.write_bytes(FROM + b"\r\nfirst\r\n\r\n" + FROM + b"\r\nsecond\r\n")
    import_mails(sqlite_workspace, path=path)
    with sqlite_workspace.read() as work:
        (contact,) = work.contacts.all()
    assert "first" in contact.text
    assert "second" in contact.text


def test_a_broken_message_between_others_stops_none_of_them(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    path, good = tmp_path / "box.mbox", b"From: bo@example.com\nSubject: Good\nMessage-ID: <%d@x>\n\nhi\n\n"
    path.write_bytes(BEGIN + good % 1 + BEGIN + b"Nothing: here\n\n\n" + BEGIN + good % 2)
    found = import_mails(sqlite_workspace, path=path)
    assert (found.read, found.new, found.left_out, found.problems[0].row) == (3, 2, 1, 2)


def test_an_archive_that_is_called_a_message_is_none(tmp_path: Path) -> None:
    path = tmp_path / "zip.eml"
    path.write_bytes(_bomb())
    assert not is_mail(path)
