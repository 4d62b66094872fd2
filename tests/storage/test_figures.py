"""What figures ask of the log, on both databases."""

from datetime import timedelta

from csops.domain.contacts import Direction, Result
from csops.domain.kpis import Volume
from csops.services.workspace import Workspace
from csops.storage.figures import Figures
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, PHONE, REFUND, kept_contact

SINCE, UNTIL = MONDAY_MORNING - timedelta(days=1), MONDAY_MORNING + timedelta(days=1)
HOUR = timedelta(hours=1)


def figures(work: Work) -> Figures:
    return Figures(work.connection)


def test_volume_is_answered_and_missed_and_never_outbound(workspace: Workspace) -> None:
    with workspace.work("Keep") as work:
        kept_contact(work)
        kept_contact(work, result=Result.MISSED)
        kept_contact(work, direction=Direction.OUT)
        kept_contact(work, happened_at=UNTIL, entered_at=UNTIL)
        assert figures(work).volumes(SINCE, UNTIL) == {PHONE: Volume(offered=2, missed=1)}


def test_a_tally_tells_what_a_topic_had_and_how_long_it_took(workspace: Workspace) -> None:
    with workspace.work("Keep") as work:
        kept_contact(work, topic_id=REFUND, handle_time=timedelta(minutes=4))
        kept_contact(work, topic_id=REFUND, handle_time=timedelta(minutes=6), direction=Direction.OUT)
        kept_contact(work)
        refund, none = figures(work).by_topic(SINCE, UNTIL)
    assert (refund.key, refund.inbound, refund.outbound, refund.with_handle_time) == (REFUND, 1, 1, 2)
    assert refund.handle_time == timedelta(minutes=10)
    assert (none.key, none.inbound, none.handle_time) == (None, 1, timedelta())


def test_a_tally_by_person_knows_who_handled(workspace: Workspace) -> None:
    with workspace.work("Keep") as work:
        kept_contact(work, member_id=MARA.id)
        assert [tally.key for tally in figures(work).by_member(SINCE, UNTIL)] == [MARA.id]


def test_moments_are_plain_numbers(workspace: Workspace) -> None:
    with workspace.work("Keep") as work:
        kept_contact(work, result=Result.MISSED, time_known=False)
        rows = [tuple(row) for block in figures(work).moments(SINCE, UNTIL) for row in block]
    assert [(a, b, bool(c), bool(d)) for a, b, c, d in rows] == [
        (PHONE, round(MONDAY_MORNING.timestamp() * 1_000_000), False, True)
    ]


def test_waits_are_of_answered_contacts_where_they_were_noted(workspace: Workspace) -> None:
    with workspace.work("Keep") as work:
        kept_contact(work, answered_after=timedelta(seconds=12))
        kept_contact(work)
        kept_contact(work, result=Result.MISSED)
        assert figures(work).waits_s(SINCE, UNTIL) == {PHONE: [12.0]}


def test_an_empty_log_has_no_first_contact(workspace: Workspace) -> None:
    with workspace.read() as work:
        assert figures(work).first_and_last() is None
        assert list(figures(work).moments(SINCE, UNTIL)) == []
