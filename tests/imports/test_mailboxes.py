"""Files of messages are known by what is in them, and taken apart without losing a line."""

from pathlib import Path

import pytest

from csops.domain.errors import FileRefused
from csops.imports.mailboxes import is_mail, message_at, messages

ONE = b"From: ada@example.com\r\nSubject: x\r\n\r\nHello\r\n"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.eml", ONE, True),
        ("a.txt", ONE, True),
        ("a.mbox", b"From x@y Mon Mar  2 09:00:00 2026\n" + ONE, True),
        ("a.csv", b"Date,Name\n2026-01-01,Ada\n", False),
        ("a.csv", b"Date: when,Name\nx,y\n", False),
        ("a.eml", b"\0\0\0", False),
        ("a.eml", b"", False),
        ("a.eml", b"Just words\n", True),
    ],
)
def test_a_file_of_messages_is_known(tmp_path: Path, name: str, content: bytes, expected: bool) -> None:
    (tmp_path / name).write_bytes(content)
    assert is_mail(tmp_path / name) is expected
    assert not is_mail(tmp_path / "none.txt")


def test_a_box_is_taken_apart_where_a_message_begins_and_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "box.mbox"
    sign = b"From x@y Mon Mar  2 09:00:00 2026\n"
    first = b"From: a@x.example\nSubject: 1\n\nFrom here it goes on\n\n>From the shop\n\nFrom then on: 2026? no\n"
    path.write_bytes(sign + first + b"\n" + sign + ONE)
    found = list(messages(path))
    assert [one.number for one in found] == [1, 2]
    assert found[0].content.endswith(b"From the shop\n\nFrom then on: 2026? no\n\n")
    assert message_at(path, found[1]) == found[1].content == ONE


def test_a_file_without_anything_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"  \n")
    with pytest.raises(FileRefused, match="empty"):
        list(messages(tmp_path / "a.eml"))
    with pytest.raises(FileRefused, match="may not be opened"):
        list(messages(tmp_path / "none.eml"))
