"""What an import makes of a row: whole records, the same as their constructors make."""

from datetime import UTC, datetime, timedelta

import pytest

from csops.domain.cases import Case, State, StateChange
from csops.domain.contacts import Contact, Direction, Result
from csops.imports import rows as file
from csops.imports.rows import ContactRow
from csops.services.import_names import FileNames
from csops.services.import_records import RecordMaker, each_state, state_count
from csops.services.workspace import Workspace
from tests.helpers.records import PHONE, REFUND

AT = datetime(2025, 11, 17, 8, 48, tzinfo=UTC)
ROW = ContactRow(row=2, number="7", started_at=AT, time_known=True, channel="phone", topic="Refund", text="Paid. Twice")


@pytest.fixture
def maker(workspace: Workspace) -> RecordMaker:
    with workspace.read() as work:
        names = FileNames(work)
    return RecordMaker(names, zone="Europe/Berlin", now=AT + timedelta(days=9), import_id=3, member_id=1)


def test_a_row_becomes_a_case(maker: RecordMaker) -> None:
    row = ROW._replace(state=file.State.RESOLVED, resolved_at=AT + timedelta(hours=1))
    assert maker.case(row, 5, case_id=8) == Case(
        id=8,
        customer_id=5,
        topic_id=REFUND,
        channel_id=PHONE,
        title="Paid",
        state=State.RESOLVED,
        opened_at=AT,
        first_resolved_at=AT + timedelta(hours=1),
        resolved_at=AT + timedelta(hours=1),
        last_contact_at=AT,
        import_id=3,
    )


def test_a_case_without_words_is_called_by_its_topic_or_its_channel_as_the_team_writes_it(maker: RecordMaker) -> None:
    bare = ROW._replace(text="", topic="", channel="phone")
    assert maker.case(bare._replace(topic=ROW.topic), 5).title == ROW.topic
    assert maker.case(bare, 5).title == "Phone"
    assert maker.case(bare._replace(missed=True), 5).title == "Missed: Phone"


def test_a_row_becomes_a_contact(maker: RecordMaker) -> None:
    row = ROW._replace(handle_time=timedelta(minutes=4), answered_after=timedelta(seconds=9))
    values = next(maker.contacts([row], maker.cases([row], [5], [8]), [5], [9]))
    assert list(values) == list(Contact.__dataclass_fields__)
    assert Contact(**values) == Contact(
        id=9,
        case_id=8,
        customer_id=5,
        channel_id=PHONE,
        topic_id=REFUND,
        entered_by=1,
        direction=Direction.IN,
        result=Result.OPEN,
        text="Paid. Twice",
        happened_at=AT,
        entered_at=AT,
        handle_time=timedelta(minutes=4),
        answered_after=timedelta(seconds=9),
        number="7",
        import_id=3,
    )


def test_what_no_database_keeps_is_left_out_of_a_text(maker: RecordMaker) -> None:
    row = ROW._replace(text=" Paid\x00. Twice\ud800 ")
    (case,) = maker.cases([row], [5], [8])
    assert (case.title, next(maker.contacts([row], [case], [5], [9]))["text"]) == ("Paid", "Paid. Twice")


def test_a_missed_call_has_no_handle_time_no_answer_and_nobody_who_took_it(maker: RecordMaker) -> None:
    row = ROW._replace(missed=True, handled_by="Mara Lindqvist", handle_time=timedelta(1), answered_after=timedelta(1))
    values = next(maker.contacts([row], maker.cases([row], [None], [8]), [None], [9]))
    kept = [values[name] for name in ("result", "handle_time", "answered_after", "member_id")]
    assert kept == [Result.MISSED, None, None, None]


def test_a_case_came_through_its_states(maker: RecordMaker) -> None:
    new = ROW._replace(state=file.State.NEW)
    cases = maker.cases([ROW, new], [None, None], [8, 9])
    found = [StateChange(**values) for values in each_state(cases, iter(range(20, 23)))]
    assert state_count(cases) == len(found)
    assert [(one.id, one.case_id, one.state, one.at) for one in found] == [
        (20, 8, State.NEW, AT),
        (21, 8, State.CLOSED, AT),
        (22, 9, State.NEW, AT),
    ]
