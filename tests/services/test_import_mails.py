"""Messages into the log: the right customer, direction, time and case; nothing twice; taken back as a whole."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from csops.domain.cases import State
from csops.domain.contacts import Contact, Direction
from csops.domain.errors import FileRefused, NotFound, NotUnderstood
from csops.services import history
from csops.services.customer_privacy import erase_customer
from csops.services.import_mails import import_mails, look_at_mails
from csops.services.imports import Imported
from csops.services.mail_addresses import is_own, keep_own_addresses, own_addresses
from csops.services.workspace import Workspace
from csops.storage.files import FileStore
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import ROSA, a_customer, kept_contact

SHOP = "Rosa Okafor <info@shop.example>"
ADA = "Ada Brandt <ada@example.com>"


def a_mail(text: str = "Where is it?", *, days: float = -1, **heads: str) -> EmailMessage:
    mail = EmailMessage()
    plain = {"From": ADA, "To": SHOP, "Subject": "Refund", "Message-ID": f"<{text[:9].replace(' ', '.')}@x>"}
    when = format_datetime(MONDAY_MORNING + timedelta(days=days))
    for key, value in {**plain, "Date": when, **{name.replace("_", "-"): said for name, said in heads.items()}}.items():
        if value:
            mail[key] = value
    mail.set_content(text)
    return mail


def a_box(folder: Path, *mails: EmailMessage, name: str = "box.mbox") -> Path:
    path = folder / name
    path.write_bytes(b"".join(b"From x@y Mon Mar  2 09:00:00 2026\n" + bytes(mail) + b"\n\n" for mail in mails))
    return path


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Ada is known by her address, Bo by his name alone; info@shop.example is ours."""
    with workspace.work("Prepare") as work:
        work.customers.add(a_customer(emails=("ADA@example.com",)))
        work.customers.add(a_customer(name="Bo Lund"))
    keep_own_addresses(workspace, addresses=["Info@Shop.example"])
    return workspace


def contacts(workspace: Workspace) -> list[Contact]:
    with workspace.read() as work:
        return work.contacts.all("happened_at")


def counts(found: Imported) -> tuple[int, int, int, int]:
    assert found.read == found.new + found.updated + found.skipped + found.left_out
    return found.read, found.new, found.skipped, found.left_out


def test_a_thread_becomes_one_case_with_who_wrote_when_and_what_they_wrote_themselves(
    shop: Workspace, tmp_path: Path
) -> None:
    quoted = "It is on its way.\n\nOn Sun, 1 Mar 2026, Ada Brandt <ada@example.com> wrote:\n> Where is it?\n"
    box = a_box(
        tmp_path,
        a_mail(quoted, days=-0.5, From=SHOP, To=ADA, In_Reply_To="<Where.is.@x>", Message_ID="<2@s>"),
        a_mail(),
        a_mail("Thanks", days=-0.2, References="<Where.is.@x> <2@s>", Subject="AW: Refund"),
    )
    assert counts(import_mails(shop, path=box)) == (3, 3, 0, 0)
    first, reply, last = contacts(shop)
    assert [one.case_id for one in (first, reply, last)] == [1, 1, 1]
    assert [one.direction for one in (first, reply, last)] == [Direction.IN, Direction.OUT, Direction.IN]
    assert [one.text for one in (first, reply, last)] == [
        "Refund.\n\nWhere is it?", "Refund.\n\nIt is on its way.", "Refund.\n\nThanks",
    ]  # fmt: skip
    assert (first.customer_id, reply.member_id, first.happened_at) == (1, ROSA.id, MONDAY_MORNING - timedelta(days=1))
    with shop.read() as work:
        case = work.cases.get(1)
        assert (case.title, case.state, case.first_response_at) == ("Refund", State.OPEN, reply.happened_at)
        assert [one.state for one in work.state_changes.where(case_id=1)] == [State.NEW, State.OPEN]


def test_the_same_message_comes_once_and_the_import_is_taken_back_whole(shop: Workspace, tmp_path: Path) -> None:
    photo = a_mail("See the photo", Message_ID="")
    photo.add_attachment(b"\x89PNG\r\n\x1a\n0", maintype="image", subtype="png", filename="../wheel.png")
    box = a_box(tmp_path, a_mail(), a_mail(), photo)
    found = import_mails(shop, path=box)
    assert counts(found) == (3, 2, 1, 0)
    with shop.read() as work:
        files = [(one.contact_id, one.name) for one in work.attachments.all()]
        assert files == [(1, "Refund.eml"), (2, "Refund.eml"), (2, "wheel.png")]
    assert counts(import_mails(shop, path=box)) == (3, 0, 3, 0)
    history.undo_import(shop, import_id=found.import_id or 0)
    with shop.read() as work:
        assert (work.contacts.all(), work.cases.all(), work.attachments.all()) == ([], [], [])


def test_each_message_is_kept_as_it_came_and_goes_with_its_customer(shop: Workspace, tmp_path: Path) -> None:
    alone, quoting = tmp_path / "from ada.eml", "It is fine.\n\n>From the start it was late\n> Where is it?"
    alone.write_bytes(bytes(a_mail(quoting, From=ADA)))
    import_mails(shop, path=alone)
    import_mails(shop, path=a_box(tmp_path, a_mail("Second", Subject="a/b: c"), a_mail("Third", Subject="")))
    with shop.read() as work:
        kept = {one.name: FileStore(shop.database).get(one.sha256) for one in work.attachments.all()}
    assert kept.keys() == {"from ada.eml", "b c.eml", "Message.eml"}
    assert kept["from ada.eml"] == alone.read_bytes()
    assert b"Second" in kept["b c.eml"]
    erase_customer(shop, customer_id=1)
    with shop.read() as work:
        assert work.attachments.all() == []
    for content in kept.values():
        with pytest.raises(NotFound):
            FileStore(shop.database).get(hashlib.sha256(content).hexdigest())


def test_a_message_too_large_to_keep_is_a_contact_all_the_same(
    shop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csops.storage.files.LARGEST", 100)
    found = import_mails(shop, path=a_box(tmp_path, a_mail()))
    assert (found.new, len(contacts(shop))) == (1, 1)
    (said,) = found.remarks
    assert "“Refund.eml” was left out" in said.reason


def test_a_message_goes_on_with_the_case_that_it_answers_or_names(shop: Workspace, tmp_path: Path) -> None:
    with shop.work("Prepare") as work:
        known = kept_contact(work, customer_id=1, number="<our@s>", happened_at=MONDAY_MORNING - timedelta(days=9))
        work.cases.update(replace(work.cases.get(known.case_id), state=State.RESOLVED, title="Bell"))
        other = kept_contact(work, customer_id=2)
    mails = (
        a_mail("It broke again", In_Reply_To="<our@s>"),
        a_mail("More of it", Subject=f"Re: [#{known.case_id}] Bell"),
        a_mail("Not hers", Subject=f"Order #{other.case_id}"),
        a_mail("Long ago", days=-400, Subject="Old"),
    )
    import_mails(shop, path=a_box(tmp_path, *mails))
    cases = {one.text.split("\n")[-1]: one.case_id for one in contacts(shop)}
    assert (cases["It broke again"], cases["More of it"]) == (known.case_id, known.case_id)
    with shop.read() as work:
        assert (work.cases.get(known.case_id).state, work.cases.get(known.case_id).reopened) == (State.OPEN, 1)
        assert len(work.contacts.where(case_id=other.case_id)) == 1
        assert [one.state for one in work.cases.where(title="Old")] == [State.CLOSED]


def test_customers_are_found_by_address_then_by_a_name_without_one_and_machines_are_none(
    shop: Workspace, tmp_path: Path
) -> None:
    mails = (
        a_mail("a", From="Someone Else <ada@EXAMPLE.com>"),
        a_mail("b", From="Bo Lund <bo@x.example>"),
        a_mail("c", From="Cy Ito <cy@x.example>"),
        a_mail("d", From="cy@x.example"),
        a_mail("e", From="Mailer <mailer-daemon@x.example>"),
        a_mail("f", Subject="Automatic reply: Refund"),
    )
    found = import_mails(shop, path=a_box(tmp_path, *mails))
    kept = {one.text[-1]: one for one in contacts(shop)}
    assert [kept[key].customer_id for key in "abcdef"] == [1, 2, 3, 3, None, 1]
    assert [kept[key].automatic for key in "aef"] == [False, True, True]
    assert found.notes == ("2 messages were written by no person: nothing is answered by that",)
    with shop.read() as work:
        assert (work.customers.get(2).emails, work.customers.get(3).name) == (("bo@x.example",), "Cy Ito")
        assert work.cases.get(kept["e"].case_id).state is State.CLOSED


def test_what_is_broken_is_named_and_everything_else_is_taken(shop: Workspace, tmp_path: Path) -> None:
    mails = (
        a_mail("nobody", From="", Sender="x@y.example"),
        a_mail("ours", From=SHOP, To="rosa@shop.example, info@shop.example"),
        a_mail("no date", Date=""),
        a_mail("no zone", Date="Sun, 1 Mar 2026 10:00:00"),
        a_mail("ahead", Date="Sun, 1 Mar 2099 10:00:00 +0000", Received="by y; Sun, 1 Mar 2026 08:00:00 +0000"),
    )
    keep_own_addresses(shop, addresses=["@shop.example"])
    found = import_mails(shop, path=a_box(tmp_path, *mails))
    assert counts(found) == (5, 3, 0, 2)
    assert [one.reason.split(".")[0] for one in found.problems] == [
        "Nothing in its head tells who wrote it", "It went from us to us",
    ]  # fmt: skip
    assert [(one.row, one.column) for one in found.remarks] == [(3, "Date"), (4, "Date"), (5, "Date")]
    kept = {one.text.split("\n")[-1]: (one.time_known, f"{one.happened_at:%d %H:%M}") for one in contacts(shop)}
    assert kept == {"no date": (False, "02 00:00"), "no zone": (True, "01 10:00"), "ahead": (True, "01 08:00")}


def test_a_preview_says_what_would_come_and_writes_nothing(shop: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(bytes(a_mail("Hello", From="Cy Ito <cy@x.example>")))
    seen = look_at_mails(shop, path=path, own=[])
    (line,) = seen.lines
    assert (line.customer, line.is_new_customer, line.subject, line.direction, line.case) == (
        "Cy Ito", True, "Refund", Direction.IN, "",
    )  # fmt: skip
    assert seen.outcome.notes[-1].startswith("No address of the shop is known")
    assert contacts(shop) == []
    with pytest.raises(NotUnderstood):
        look_at_mails(shop, path=path, own=["shop"])
    path.write_bytes(b"")
    with pytest.raises(FileRefused):
        look_at_mails(shop, path=path)


def test_own_addresses_are_kept_compared_and_a_domain_stands_for_all_of_it(shop: Workspace) -> None:
    assert own_addresses(shop) == ("info@shop.example",)
    assert is_own("INFO@shop.example", own_addresses(shop))
    assert is_own("rosa@shop.example", ["@shop.example"])
    assert not is_own("rosa@myshop.example", ["@shop.example"])
    with pytest.raises(NotUnderstood):
        keep_own_addresses(shop, addresses=["info"])
