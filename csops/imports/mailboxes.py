"""Files of messages: one saved from a mail program (.eml), or a whole folder of them (.mbox), taken apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from csops.domain.mail import LARGEST
from csops.imports.signature import refused

ENDINGS = (".eml", ".mbox", ".mbx", ".mail")
MOST_MESSAGES = 20_000
LARGEST_BOX = 2 * 1024**3
_HEADS = re.compile(
    rb"(?:(?:From|Return-Path|Received|Delivered-To|Message-ID|MIME-Version|Date|Subject|To|X-[A-Za-z-]+|DKIM-Signature|"
    rb"Reply-To|Content-Type|ARC-[A-Za-z-]+|Authentication-Results)\s?:[^\r\n]*\r?\n)",
    re.IGNORECASE,
)
_BEGINS = re.compile(rb"From [^\r\n]{1,400}\d{1,2}:\d\d[^\r\n]{0,40}\d{4}[^\r\n]*\r?\n")
_HEAD_BYTES = 8192
_FROM = b"From "
_QUOTED_FROM = re.compile(rb"(?m)^>(>*From )")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A message of a file: its number from 1, and where its bytes are. `content` is empty where it is too large."""

    number: int
    start: int
    size: int
    content: bytes


def is_mail(path: Path) -> bool:
    """Return whether a file holds messages: by its first bytes, else by its name where these may be so.

    A table whose first heading is "Date" is none: a message has two heads at least, one below the other.
    """
    try:
        if path.exists() and not path.is_file():  # reading a pipe might never end
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return path.suffix.lower() in ENDINGS and path.exists()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _BEGINS.match(head):
        return _HEADS.match(head[head.find(b"\n") + 1 :]) is not None or path.suffix.lower() in ENDINGS
    if path.suffix.lower() in ENDINGS and head:
        return b"\0" not in head[:512]
    first = _HEADS.match(head)
    return first is not None and _HEADS.match(head, first.end()) is not None


def messages(path: Path) -> Iterator[Found]:
    """Yield the messages of a file, in its order.

    Raises:
        FileRefused: it cannot be opened, is empty, larger than 2 GB, or holds more than 20,000 messages.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES).lstrip()
    except OSError:
        raise refused(path, "it may not be opened", "Choose a file that you may read") from None
    if not head:
        raise refused(path, "it is empty", "Save it again in your mail program")
    if size > LARGEST_BOX:
        raise refused(path, "it is larger than 2 GB", "Save it in parts, one folder or year at a time")
    if not head.startswith(_FROM):
        yield Found(number=1, start=0, size=size, content=_content(path, 0, size))
        return
    number = 0
    for number, (start, end) in enumerate(_spans(path, size), start=1):
        if number > MOST_MESSAGES:
            right = "Save it in parts, one folder or year at a time"
            raise refused(path, f"it holds more than {MOST_MESSAGES:,} messages", right)
        content = _content(path, start, end - start)
        yield Found(number=number, start=start, size=end - start, content=_QUOTED_FROM.sub(rb"\1", content))
    if number == 0:
        raise refused(path, "no line in it begins a message", "Save it again in your mail program")


def message_at(path: Path, found: Found) -> bytes:
    """Return the bytes of a message once more: whoever looked at thousands did not keep their files."""
    content = _content(path, found.start, found.size)
    return _QUOTED_FROM.sub(rb"\1", content) if found.start else content


def _content(path: Path, start: int, size: int) -> bytes:
    if size > LARGEST:
        return b""
    with path.open("rb") as file:
        file.seek(start)
        return file.read(size)


def _spans(path: Path, size: int) -> Iterator[tuple[int, int]]:
    """Yield where each message of a box begins, behind its From line, and where it ends."""
    begun: int | None = None
    place, is_after_blank = 0, True
    with path.open("rb") as file:
        for line in file:
            if is_after_blank and line.startswith(_FROM) and _BEGINS.match(line):
                if begun is not None:
                    yield begun, place
                begun = place + len(line)
            place += len(line)
            is_after_blank = not line.strip()
    if begun is not None:
        yield begun, size
