"""A message as a mail program keeps it (.eml), or its text as one copies it: who wrote when, what, which files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial
from html.parser import HTMLParser

from csops.domain.errors import FileRefused
from csops.domain.mail_heads import Heads, heads_of
from csops.domain.texts import safe_name

LARGEST = 35 * 1024 * 1024
"""Bytes of a message: 25 MB of attachments as base64."""
LONGEST_TEXT = 100_000
MOST_FILES = 20
MOST_PARTS = 200
_LONGEST_HEADS = 64 * 1024
_FIRST_YEAR, _LAST_YEAR = 1980, 2200
_HEAD = re.compile(r"(?im)^(from|von|de):\s*\S.*$")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_SUBJECT = re.compile(r"(?im)^(subject|betreff|objet|asunto|onderwerp):")


@dataclass(frozen=True, kw_only=True)
class MailFile:
    """A file that came with a message."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A message, its text plain whatever it was.

    `sent_at` is None where the message does not say it with its zone; then `sent_local` is what its clock showed, and
    `received_at` when a server took it, where these are known. `heads`: to whom, in which thread.
    """

    sender_name: str = ""
    sender_email: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    text: str = ""
    files: tuple[MailFile, ...] = ()
    files_left_out: int = 0
    sent_local: datetime | None = None
    received_at: datetime | None = None
    heads: Heads = field(default_factory=Heads)


def looks_like_mail(text: str) -> bool:
    """Return whether a text begins as a message does: with a sender and a subject."""
    heads = text.lstrip()[:2000].split("\n\n", 1)[0]
    return _HEAD.search(heads) is not None and _SUBJECT.search(heads) is not None


def read_mail(content: bytes | str, *, name: str = "message") -> Mail:
    """Read a message. Nothing of it is trusted: text comes out plain, numbers and sizes have limits.

    Args:
        content: the bytes of an .eml, or a text that was copied.
        name: what to call it when it is refused.

    Raises:
        FileRefused: it is too large, or has neither sender, subject nor text.
    """
    raw = as_message(content) if isinstance(content, str) else content
    if len(raw) > LARGEST:
        raise FileRefused(path=name, reason="it is larger than 35 MB", right="Save its files and attach them singly")
    _check_heads(raw, name)
    try:
        mail = _mail_of(message_from_bytes(raw, policy=default))
    except RecursionError:  # parts in parts without end: who wrote when is told by the head alone
        mail = _mail_of(message_from_bytes(_HEAD_END.split(raw, maxsplit=1)[0], policy=default))
    if not (mail.sender_email or mail.subject or mail.sender_name):
        raise FileRefused(path=name, reason="it has no sender and no subject", right="Choose a message saved as .eml")
    return mail


def as_message(text: str) -> bytes:
    """Return a text that was copied out of a mail program in the form of a message."""
    return _with_known_heads(text).encode("utf-8", errors="replace")


def _check_heads(raw: bytes, name: str) -> None:
    # The parser of heads takes quadratic time over very long lines.
    heads = _HEAD_END.split(raw[: _LONGEST_HEADS + 4], maxsplit=1)[0]
    if len(heads) > _LONGEST_HEADS:
        raise FileRefused(path=name, reason="its head does not end", right="Choose a message saved as .eml")


def _with_known_heads(text: str) -> str:
    """Return a copied text with its heads in English and a blank line behind them."""
    names = {"von": "From", "de": "From", "betreff": "Subject", "objet": "Subject", "asunto": "Subject"}
    names |= {"onderwerp": "Subject", "gesendet": "Date", "sent": "Date", "datum": "Date"}
    lines, heads = text.lstrip().splitlines(), 0
    while heads < len(lines) and re.match(r"[A-Za-zÀ-ÿ-]{2,20}:\s", lines[heads]):
        key, rest = lines[heads].split(":", 1)
        lines[heads] = f"{names.get(key.casefold(), key)}:{rest}"
        heads += 1
    return "\n".join([*lines[:heads], "", *lines[heads:]])


def _mail_of(message: EmailMessage) -> Mail:
    name, address = parseaddr(_head(message, "From"))
    files = [found for part in _parts(message) if (found := _file(part)) is not None]
    sender = _plain(address) if "@" in address else ""
    sent_at, sent_local = _sent(message)
    return Mail(
        sender_name=_plain(name) or ("" if address else _plain(_head(message, "From"))),
        sender_email=sender,
        subject=_plain(_head(message, "Subject")),
        sent_at=sent_at,
        sent_local=sent_local,
        received_at=_received_at(message),
        heads=heads_of(partial(_head, message), sender=sender, content_type=message.get_content_type()),
        text=_text(message),
        files=tuple(files[:MOST_FILES]),
        files_left_out=max(0, len(files) - MOST_FILES),
    )


def _head(message: EmailMessage, key: str) -> str:
    try:
        return str(message.get(key, ""))
    except (ValueError, IndexError, AttributeError, LookupError, RecursionError):  # its parser trips over broken ones
        return ""


def _sent(message: EmailMessage) -> tuple[datetime | None, datetime | None]:
    """Return when it was sent, or else what the clock of the sender showed."""
    try:
        sent = getattr(message.get("Date"), "datetime", None)
        if not isinstance(sent, datetime) or not _FIRST_YEAR <= sent.year <= _LAST_YEAR:
            return None, None
        return (sent.astimezone(UTC), None) if sent.tzinfo else (None, sent)
    except (ValueError, OverflowError, TypeError, AttributeError, LookupError):
        return None, None


def _received_at(message: EmailMessage) -> datetime | None:
    """Return when the last server took it: that stands behind the last semicolon of the first such head."""
    _, sign, said = _head(message, "Received").rpartition(";")
    try:
        at = parsedate_to_datetime(said.strip()) if sign else None
        return at.astimezone(UTC) if at is not None and at.tzinfo and at.year >= _FIRST_YEAR else None
    except (ValueError, OverflowError, TypeError, IndexError, AttributeError):
        return None


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        if isinstance(part, EmailMessage) and not part.is_multipart():
            yield part


def _text(message: EmailMessage) -> str:
    """Return the plain text, else the words of the HTML."""
    bodies = [part for part in _parts(message) if not part.is_attachment() and not part.get_filename()]
    for wanted in ("text/plain", "text/html"):
        texts = [_content(part) for part in bodies if part.get_content_type() == wanted]
        if any(text.strip() for text in texts):
            joined = "\n".join(texts)[:LONGEST_TEXT]
            return _tidy(_words_of(joined) if wanted == "text/html" else joined)
    return ""


def _content(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset("utf-8")
    try:
        return payload[: 4 * LONGEST_TEXT].decode(charset, errors="replace")
    except (LookupError, ValueError):  # a charset that does not exist, or is none for texts
        return payload[: 4 * LONGEST_TEXT].decode("utf-8", errors="replace")


def _file(part: EmailMessage) -> MailFile | None:
    name = part.get_filename()
    if not name and not part.is_attachment():
        return None
    payload = part.get_payload(decode=True)
    return MailFile(name=safe_name(name or ""), content=payload) if isinstance(payload, bytes) and payload else None


def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:500]


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\0", "").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    """Collects the text of an HTML page; nothing of it is loaded or run."""

    _BREAKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "blockquote"})
    _SILENT = frozenset({"script", "style", "head", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 the base's form
        if tag in self._SILENT:
            self._silent += 1
        elif tag in self._BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(" ".join(data.split()) + (" " if data[-1:].isspace() else ""))


def _words_of(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)
