"""Lines of a table: what they work out from the times of their case."""

from datetime import timedelta

from csops.domain.cases import State
from csops.domain.contacts import Direction, Result
from csops.domain.lines import ContactLine
from tests.helpers.clock import MONDAY_MORNING

HOUR = timedelta(hours=1)


def a_line(*, answered_h: int | None, resolved_h: int | None) -> ContactLine:
    return ContactLine(
        id=1, version=1, happened_at=MONDAY_MORNING, time_known=True, entered_at=MONDAY_MORNING, channel_id=1,
        customer_id=None, topic_id=None, case_id=1, case_channel_id=1, member_id=None, owner_id=None,
        direction=Direction.IN, result=Result.OPEN, text="", handle_time=None, answered_after=None, number=None,
        channel="Phone", channel_key="phone", customer="", topic="", title="", state=State.OPEN, owner="", member="",
        opened_at=MONDAY_MORNING,
        first_response_at=None if answered_h is None else MONDAY_MORNING + answered_h * HOUR,
        resolved_at=None if resolved_h is None else MONDAY_MORNING + resolved_h * HOUR,
    )  # fmt: skip


def test_response_and_resolution_count_from_the_opening_of_the_case() -> None:
    line = a_line(answered_h=1, resolved_h=30)
    assert (line.first_response, line.resolution_time) == (HOUR, 30 * HOUR)


def test_what_has_not_happened_has_no_time() -> None:
    line = a_line(answered_h=None, resolved_h=None)
    assert (line.first_response, line.resolution_time) == (None, None)
