"""Messages from outside: read as plain text, within limits, and never trusted."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.errors import FileRefused
from csops.domain.mail import LARGEST, LONGEST_TEXT, MOST_FILES, MOST_PARTS, looks_like_mail, read_mail
from csops.domain.mail_heads import Heads, bare_subject, case_in

HEAD = b"From: Ada Brandt <ada@example.com>\r\nSubject: Refund\r\n"


def part(kind: str, text: str, more: str = "") -> bytes:
    return f"--x\r\nContent-Type: {kind}\r\n{more}\r\n{text}\r\n".encode()


def multipart(*parts: bytes) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"".join(parts) + b"--x--\r\n"


def test_sender_subject_date_and_text_are_read() -> None:
    mail = read_mail(HEAD + b"Date: Mon, 2 Mar 2026 10:00:00 +0100\r\n\r\nWhere is it?\r\n")
    assert (mail.sender_name, mail.sender_email, mail.subject) == ("Ada Brandt", "ada@example.com", "Refund")
    assert (mail.text, mail.sent_at) == ("Where is it?", datetime(2026, 3, 2, 9, 0, tzinfo=UTC))


def test_a_date_without_a_zone_is_unknown() -> None:
    assert read_mail(HEAD + b"Date: Mon, 2 Mar 2026 10:00:00\r\n\r\nx").sent_at is None


def test_html_alone_becomes_plain_text_without_scripts() -> None:
    html = "<head><title>t</title></head><p>Where&nbsp;is it?</p><script>alert(1)</script><p>Ada</p>"
    assert read_mail(multipart(part("text/html", html))).text == "Where is it?\nAda"


def test_the_plain_text_is_preferred_to_the_html() -> None:
    assert read_mail(multipart(part("text/html", "<p>no</p>"), part("text/plain", "yes"))).text == "yes"


def test_files_come_with_names_that_lead_nowhere() -> None:
    attached = 'Content-Disposition: attachment; filename="../../.bashrc"\r\n'
    (file,) = read_mail(multipart(part("text/plain", "see"), part("image/png", "photo", attached))).files
    assert (file.name, file.content) == ("bashrc", b"photo")


def test_of_very_many_files_the_rest_is_counted() -> None:
    attached = "Content-Disposition: attachment; filename=a.txt\r\n"
    mail = read_mail(multipart(*[part("text/plain", "x", attached)] * (MOST_FILES + 3)))
    assert (len(mail.files), mail.files_left_out) == (MOST_FILES, 3)


def test_a_very_long_text_is_cut() -> None:
    assert len(read_mail(HEAD + b"\r\n" + b"a" * (LONGEST_TEXT + 5)).text) == LONGEST_TEXT


def test_a_copied_text_with_german_heads_is_read() -> None:
    text = "Von: Ada Brandt <ada@example.com>\nBetreff: Rückgeld\n\nGuten Tag"
    assert looks_like_mail(text)
    mail = read_mail(text)
    assert (mail.sender_email, mail.subject, mail.text) == ("ada@example.com", "Rückgeld", "Guten Tag")


def test_plain_sentences_do_not_look_like_a_message() -> None:
    assert not looks_like_mail("Subject to change.\nFrom Monday on we open at nine")


@pytest.mark.parametrize("head", ["Mon, 99 Foo 2026 10:00:00 +0100", "", "Fri, 31 Dec 9999 23:59:59 -2300"])
def test_a_date_that_cannot_be_is_unknown(head: str) -> None:
    assert read_mail(HEAD + f"Date: {head}\r\n\r\nx".encode()).sent_at is None


def test_a_charset_that_does_not_exist_is_read_as_utf_8() -> None:
    assert read_mail(multipart(part("text/plain; charset=klingon", "Grüße"))).text == "Grüße"


def test_a_message_without_a_text_has_an_empty_one() -> None:
    assert read_mail(multipart(part("application/pdf", "x"))).text == ""


def test_parts_without_end_are_not_read_to_the_end() -> None:
    last = part("text/plain", "last")
    assert "last" not in read_mail(multipart(*[part("text/plain", "x")] * MOST_PARTS, last)).text


def test_a_message_larger_than_a_mail_server_takes_is_refused() -> None:
    with pytest.raises(FileRefused, match="larger than 35 MB"):
        read_mail(HEAD + b"\r\n" + b"a" * LARGEST)


def test_a_silent_part_of_html_that_never_began_ends_nothing() -> None:
    assert read_mail(multipart(part("text/html", "</script><p>Where is it?</p>"))).text == "Where is it?"


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"Subject: " + b"a" * 100_000])
def test_what_is_no_message_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        read_mail(content, name="x.eml")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        mail = read_mail(HEAD + content)
    except FileRefused:
        return
    assert "\0" not in mail.text


def heads(*lines: str) -> Heads:
    return read_mail(HEAD + "".join(f"{line}\r\n" for line in lines).encode() + b"\r\nx").heads


def test_addresses_and_the_thread_of_a_message_are_read() -> None:
    found = heads(
        "To: Shop <INFO@shop.example>, Bo <bo@x.example>", "Message-ID: <3@x>", "In-Reply-To: <2@x>",
        "References: <1@x> <broken <2@x>",
    )  # fmt: skip
    assert (found.to, found.to_names) == (("info@shop.example", "bo@x.example"), ("Shop", "Bo"))
    assert (found.message_id, found.answers) == ("<3@x>", ("<2@x>", "<1@x>"))
    assert heads("Message-ID:", "In-Reply-To: nothing").answers == ()


@pytest.mark.parametrize(
    ("line", "automatic"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: no", False),
        ("Precedence: bulk", True),
        ("List-Id: <news.example>", True),
        ("Return-Path: <>", True),
        ("Return-Path: <ada@example.com>", False),
        ("Content-Type: multipart/report; boundary=x", True),
    ],
)
def test_a_message_that_no_person_wrote_is_told(line: str, automatic: bool) -> None:
    assert heads(line).is_automatic is automatic


@pytest.mark.parametrize(
    ("sender", "subject", "automatic"),
    [
        ("Mailer-Daemon@x.example", "x", True),
        ("no-reply@x.example", "x", True),
        ("norbert@x.example", "x", False),
        ("ada@x.example", "Automatic reply: Refund", True),
        ("ada@x.example", "Abwesenheitsnotiz", True),
        ("ada@x.example", "Réponse automatique : absence", True),
        ("ada@x.example", "Your office is out of reach", False),
    ],
)
def test_a_machine_is_known_by_its_address_or_its_subject(sender: str, subject: str, automatic: bool) -> None:
    mail = read_mail(f"From: {sender}\nSubject: {subject}\n\nx".encode())
    assert mail.heads.is_automatic is automatic


@pytest.mark.parametrize(
    ("subject", "bare", "case"),
    [
        ("Re: AW: [#1184] Refund", "Refund", 1184),
        ("Fwd: Re[2]: Refund #7", "Refund", 7),
        ("Refund", "Refund", None),
        ("Order A#12 late", "Order A late", None),
    ],
)
def test_a_subject_names_its_case(subject: str, bare: str, case: int | None) -> None:
    assert case_in(subject) == case
    assert case is None or bare_subject(subject) == bare


def test_the_clock_of_a_sender_without_zone_and_the_time_of_the_server_are_kept() -> None:
    received = b"Received: from x by y; Mon, 2 Mar 2026 10:00:05 +0100\r\n"
    mail = read_mail(received + HEAD + b"Date: Mon, 2 Mar 2026 10:00:00\r\n\r\nx")
    assert (mail.sent_local, mail.received_at) == (
        datetime(2026, 3, 2, 10), datetime(2026, 3, 2, 9, 0, 5, tzinfo=UTC),  # noqa: DTZ001 it has none
    )  # fmt: skip
    broken = read_mail(HEAD + b"Date: 99 Foo 2026\r\nReceived: nonsense; then\r\n\r\nx")
    assert (broken.sent_at, broken.sent_local, broken.received_at) == (None, None, None)
