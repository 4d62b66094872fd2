"""A contact log that csops wrote, imported again: nothing doubled where it came from, everything back elsewhere."""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from csops.domain.cases import State
from csops.domain.contacts import Contact, Direction, Result
from csops.domain.questions import Question
from csops.domain.team import Shop
from csops.imports.mapping import Target
from csops.services import exports, imports
from csops.services.imports import Imported
from csops.services.workspace import Workspace
from csops.storage.database import url_of
from csops.storage.opening import open_database
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import DELIVERY, EMAIL, MARA, REFUND, ROSA, a_case, a_channel, a_contact, a_customer

HOUR = timedelta(hours=1)
SECOND_HALF_PAST_TWO = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
"""02:30 in Berlin for the second time, an hour after the first."""
BERLIN, TOKYO = "Europe/Berlin", "Asia/Tokyo"
ENDINGS = ["log.csv", "log.xlsx"]
ODD = ['=HYPERLINK("http://x")', "'=1+1", "''-2", "-", "N/A", "TRUE", "0049", 'a\nb, "c"; d', "ü € 漢字 🚲", "+49 30 1"]


@pytest.fixture
def elsewhere(tmp_path: Path, sqlite_template: Path, clock: Clock) -> Iterator[Workspace]:
    """A fresh database of another shop, in another time zone."""
    file = Path(shutil.copy(sqlite_template, tmp_path / "elsewhere.db"))
    workspace = Workspace(open_database(url_of(file)), member=MARA, clock=clock)
    in_zone(workspace, TOKYO)
    yield workspace
    workspace.close()


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """A shop whose log holds what is hard to bring back."""
    in_zone(workspace, BERLIN)
    with workspace.work("Fill") as work:
        chat = work.channels.add(a_channel())
        ada = work.customers.add(a_customer())
        work.customers.add(a_customer())  # who bears the same name
        caller = work.customers.add(a_customer(name="", phones=("030/555 0168",)))
        writer = work.customers.add(a_customer(name="", emails=("ada@example.com",)))
        opened = MONDAY_MORNING - 3 * HOUR
        long_case = work.cases.add(
            a_case(
                title="Another title than its text",
                customer_id=ada.id,
                owner_id=ROSA.id,
                state=State.RESOLVED,
                opened_at=opened,
                first_response_at=opened + timedelta(minutes=7),
                first_resolved_at=opened + 50 * HOUR,
                resolved_at=opened + 50 * HOUR,
                last_contact_at=opened + HOUR,
            )
        )
        asked = a_contact(
            case_id=long_case.id,
            customer_id=ada.id,
            channel_id=EMAIL,
            topic_id=REFUND,
            member_id=ROSA.id,
            result=Result.FOLLOW_UP,
            happened_at=opened,
            entered_at=opened + timedelta(minutes=9, microseconds=250_000),
            answered_after=timedelta(minutes=7),
            handle_time=timedelta(minutes=4, seconds=30),
            number="4711",
        )
        answered = replace(
            asked, direction=Direction.OUT, channel_id=chat.id, topic_id=DELIVERY, result=Result.PASSED,
            happened_at=opened + HOUR, entered_at=opened + HOUR, answered_after=None, number=None,
        )  # fmt: skip
        work.contacts.add_many([asked, answered])
        for place, text in enumerate(ODD):
            add(work, a_contact(text=text, happened_at=MONDAY_MORNING - place * HOUR))
        add(work, a_contact(happened_at=SECOND_HALF_PAST_TWO - HOUR, entered_at=SECOND_HALF_PAST_TWO - HOUR))
        add(work, a_contact(happened_at=SECOND_HALF_PAST_TWO, entered_at=SECOND_HALF_PAST_TWO))
        add(work, a_contact(customer_id=caller.id, result=Result.MISSED, happened_at=opened + 2 * HOUR))
        add(work, a_contact(customer_id=writer.id, happened_at=opened - HOUR, number="4711"))
        known_by_day = datetime(2026, 2, 26, 23, tzinfo=UTC)
        add(work, a_contact(happened_at=known_by_day, time_known=False, entered_at=known_by_day + 30 * HOUR))
    return workspace


def add(work: object, contact: Contact) -> None:
    from csops.storage.unit_of_work import Work

    assert isinstance(work, Work)
    case = a_case(
        title=contact.text.splitlines()[0], opened_at=contact.happened_at, customer_id=contact.customer_id,
        last_contact_at=contact.happened_at,
    )  # fmt: skip
    work.contacts.add(replace(contact, case_id=work.cases.add(case).id))


def in_zone(workspace: Workspace, zone: str) -> None:
    with workspace.work("Set the zone") as work:
        work.settings.keep(replace(work.settings.get(Shop), zone=zone))


def exported(workspace: Workspace, path: Path) -> Path:
    return exports.export_contacts(workspace, question=Question(), path=path).file


def brought_in(workspace: Workspace, path: Path) -> Imported:
    reading = imports.read_file(path=path)
    guess = imports.guess(workspace, reading=reading)
    assert not guess.questions
    return imports.import_file(workspace, path=path, reading=reading, mapping=guess.mapping)


def told(workspace: Workspace) -> list[tuple[object, ...]]:
    """Everything that the log says, in whole seconds, without the numbers that only this database gives."""
    with workspace.read() as work:
        lines = work.contacts.log_lines(Question())
        channels = {channel.id: channel.name for channel in work.channels.all()}
        topics = {topic.id: topic.name for topic in work.topics.all()}
        members = {member.id: member.name for member in work.members.all()}
        said: list[tuple[object, ...]] = [
            (
                line.customer, line.happened_us // 10**6, line.entered_us // 10**6, line.time_known,
                channels[line.channel_id], topics.get(line.topic_id or 0), members.get(line.member_id or 0),
                members.get(line.owner_id or 0), line.direction, line.result, line.state, line.title, line.text,
                line.number, line.handle_ms, line.answered_after_ms, line.opened_us // 10**6, line.first_response_us,
                line.resolution_us,
            )
            for line in lines
        ]  # fmt: skip
    return sorted(said, key=repr)


def cases_with_contacts(workspace: Workspace) -> list[int]:
    with workspace.read() as work:
        contacts = work.contacts.all()
    return sorted(sum(1 for one in contacts if one.case_id == case) for case in {one.case_id for one in contacts})


@pytest.mark.parametrize("name", ENDINGS)
def test_our_own_log_adds_nothing_where_it_came_from(shop: Workspace, tmp_path: Path, name: str) -> None:
    before = told(shop)
    outcome = brought_in(shop, exported(shop, tmp_path / name))
    assert (outcome.new, outcome.updated, outcome.skipped) == (0, 0, len(before))
    assert told(shop) == before


@pytest.mark.parametrize("name", ENDINGS)
def test_our_own_log_brings_every_field_back_elsewhere(
    shop: Workspace, elsewhere: Workspace, tmp_path: Path, name: str
) -> None:
    outcome = brought_in(elsewhere, exported(shop, tmp_path / name))
    assert (outcome.new, outcome.problems) == (outcome.read, ())
    of_a_day = [line for line in told(shop) if not line[3]]
    assert [line for line in told(elsewhere) if line[3]] == [line for line in told(shop) if line not in of_a_day]
    assert cases_with_contacts(elsewhere) == cases_with_contacts(shop)


def test_a_day_without_its_time_is_that_day_in_another_zone_too(
    shop: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    brought_in(elsewhere, exported(shop, tmp_path / "log.csv"))
    with elsewhere.read() as work:
        found = work.contacts.where(time_known=False)
    assert [contact.happened_at for contact in found] == [datetime(2026, 2, 26, 15, tzinfo=UTC)]


@pytest.mark.parametrize("name", ENDINGS)
def test_our_own_log_adds_nothing_the_second_time(
    shop: Workspace, elsewhere: Workspace, tmp_path: Path, name: str
) -> None:
    file = exported(shop, tmp_path / name)
    brought_in(elsewhere, file)
    assert brought_in(elsewhere, file).skipped == len(told(shop))


def test_people_without_a_name_are_known_by_phone_and_email_again(
    shop: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    brought_in(elsewhere, exported(shop, tmp_path / "log.xlsx"))
    with elsewhere.read() as work:
        people = {(one.name, one.phones, one.emails) for one in work.customers.all()}
    assert people >= {("", ("030/555 0168",), ()), ("", (), ("ada@example.com",))}


def test_what_was_removed_comes_back_into_the_case_that_it_had(shop: Workspace, tmp_path: Path) -> None:
    file, before = exported(shop, tmp_path / "log.csv"), told(shop)
    with shop.work("Remove") as work:
        work.contacts.remove(work.contacts.where(direction=Direction.OUT)[0].id)
    assert brought_in(shop, file).new == 1
    assert told(shop) == before
    assert max(cases_with_contacts(shop)) == 2


def test_an_older_log_does_not_take_back_what_happened_since(shop: Workspace, tmp_path: Path) -> None:
    file = exported(shop, tmp_path / "log.csv")
    with shop.work("Correct") as work:
        contact = work.contacts.where(number="4711")[0]
        work.contacts.update(replace(contact, text="Corrected since"))
    assert brought_in(shop, file).new == 0
    assert any("Corrected since" in line for line in told(shop))


def test_the_number_of_a_case_is_not_taken_for_that_of_the_contact(shop: Workspace, tmp_path: Path) -> None:
    guess = imports.guess(shop, reading=imports.read_file(path=exported(shop, tmp_path / "log.csv")))
    targets = {column.heading: column.target for column in guess.mapping.columns}
    assert (targets["Case number"], targets["Number in csops"]) == (Target.CASE, Target.OWN_NUMBER)
    assert Target.NUMBER not in targets.values()
    assert Target.LEAVE_OUT not in targets.values()


def test_of_our_own_workbook_the_log_is_read_wherever_it_stands(shop: Workspace, tmp_path: Path) -> None:
    file = exported(shop, tmp_path / "log.xlsx")
    book = openpyxl.load_workbook(file)
    book.move_sheet("Contacts", offset=-1)
    book.create_sheet("My own notes", 0)["A1"] = "Look at row 3"
    book.save(file)
    reading = imports.read_file(path=file)
    assert (reading.sheet, reading.rows[0][0]) == ("Contacts", "Date and time")


def test_a_text_longer_than_a_cell_comes_back_whole(shop: Workspace, elsewhere: Workspace, tmp_path: Path) -> None:
    long = " ".join(f"word {number}" for number in range(9_000))
    with shop.work("Note") as work:
        add(work, a_contact(text=long, happened_at=MONDAY_MORNING + 20 * HOUR))
    brought_in(elsewhere, exported(shop, tmp_path / "log.xlsx"))
    with elsewhere.read() as work:
        assert [one.text for one in work.contacts.all() if len(one.text) > 30_000] == [long]


def test_a_log_of_which_columns_were_taken_out_and_moved_is_still_known(shop: Workspace, tmp_path: Path) -> None:
    file = exported(shop, tmp_path / "log.xlsx")
    book = openpyxl.load_workbook(file)
    sheet = book["Contacts"]
    sheet.delete_cols(15, 2)
    sheet.move_range("A1:A99", cols=30)
    sheet.delete_cols(1)
    book.save(file)
    assert brought_in(shop, file).new == 0


@pytest.mark.parametrize("swapped", [("Phones", "Case"), ("E-mails", "Topic"), ("Customer is known by", "Phones")])
def test_a_log_whose_columns_were_mixed_up_by_hand_adds_nothing_the_second_time(
    shop: Workspace, elsewhere: Workspace, tmp_path: Path, swapped: tuple[str, str]
) -> None:
    file = exported(shop, tmp_path / "log.csv")
    with file.open(encoding="utf-8-sig", newline="") as log:
        headings, *rows = csv.reader(log)
    one, other = map(headings.index, swapped)
    headings[one], headings[other] = headings[other], headings[one]
    with file.open("w", encoding="utf-8-sig", newline="") as log:
        csv.writer(log).writerows([headings, *rows])
    assert brought_in(elsewhere, file).new == len(rows)
    assert brought_in(elsewhere, file).new == 0


def test_a_zone_that_does_not_exist_is_said(shop: Workspace, elsewhere: Workspace, tmp_path: Path) -> None:
    file = exported(shop, tmp_path / "log.csv")
    file.write_text(file.read_text("utf-8-sig").replace("Europe/Berlin UTC+01:00", "Europe/Bertha", 1), "utf-8-sig")
    problem = brought_in(elsewhere, file).problems[0]
    assert (problem.column, problem.reason) == (
        "Time zone",
        "“Europe/Bertha” is no time zone. Write it as Europe/Berlin",
    )


def test_a_result_that_was_changed_by_hand_leaves_its_row_out_and_is_said(
    shop: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    file = exported(shop, tmp_path / "log.csv")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    place = rows[0].index("Result")
    rows[1][place] = "\u202eno idea"
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows(rows)
    reading = imports.read_file(path=file)
    mapping = imports.guess(elsewhere, reading=reading).mapping
    outcome = imports.import_file(elsewhere, path=file, reading=reading, mapping=mapping)
    assert (outcome.left_out, outcome.new) == (1, len(rows) - 2)
    assert (outcome.problems[0].column, "is no result" in outcome.problems[0].reason) == ("Result", True)


@pytest.mark.parametrize("name", ENDINGS)
def test_parts_of_a_second_are_cut_off_in_every_kind_of_file(
    shop: Workspace, elsewhere: Workspace, tmp_path: Path, name: str
) -> None:
    with shop.work("Note") as work:
        moment = MONDAY_MORNING.replace(microsecond=700_000)
        add(work, a_contact(text="Nearly the next second", happened_at=moment, entered_at=moment))
    brought_in(elsewhere, exported(shop, tmp_path / name))
    with elsewhere.read() as work:
        (found,) = work.contacts.where(text="Nearly the next second")
    assert (found.happened_at, found.entered_at) == (MONDAY_MORNING, MONDAY_MORNING)
