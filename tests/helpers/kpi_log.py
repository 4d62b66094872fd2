"""Cases with their contacts and states, as the tests of figures keep them: hours after a Monday at 9."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from csops.domain.cases import State, StateChange
from csops.domain.contacts import Direction
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import EMAIL, MARA, PHONE, REFUND, a_case, a_contact

FIRST, LAST = date(2026, 2, 2), date(2026, 2, 15)
MONDAY = datetime.combine(FIRST, MONDAY_MORNING.timetz())
"""9 o'clock; the shop is open from 9 to 17 on weekdays. The clock of the tests stands a month later."""
HOUR = timedelta(hours=1)
HOURS = {"zone": "UTC", "weekly": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")}


def case(work: Work, *touches: dict[str, Any], states: tuple[tuple[float, State], ...] = (), **values: Any) -> int:
    """Keep a case with its contacts and the states into which it came, so many hours after that Monday at 9."""
    begun = MONDAY + touches[0].get("at", 0) * HOUR
    settled = [(MONDAY + hours * HOUR, state) for hours, state in states]
    last = settled[-1][1] if settled else State.OPEN
    resolved = [at for at, state in settled if state is State.RESOLVED]
    known: dict[str, Any] = {
        "channel_id": touches[0].get("channel_id", EMAIL), "opened_at": begun, "state": last, "topic_id": REFUND,
        "owner_id": MARA.id, "resolved_at": resolved[-1] if resolved and last.is_settled else None,
        "first_resolved_at": resolved[0] if resolved else None, "last_contact_at": begun,
        "reopened": sum(now is State.OPEN and then.is_settled for (_, then), (_, now) in pairwise(states)),
    }  # fmt: skip
    kept = work.cases.add(a_case(**{**known, **values}))
    for touch in touches:
        at = MONDAY + touch.get("at", 0) * HOUR
        plain = {"channel_id": EMAIL, "topic_id": kept.topic_id, "customer_id": kept.customer_id, "member_id": MARA.id}
        given = {name: value for name, value in touch.items() if name != "at"}
        work.contacts.add(a_contact(case_id=kept.id, happened_at=at, entered_at=at, **{**plain, **given}))
    for at, state in settled:
        work.state_changes.add(StateChange(case_id=kept.id, at=at, state=state))
    return kept.id


OUT = {"direction": Direction.OUT}
CALL = {"channel_id": PHONE, "answered_after": timedelta(seconds=20), "handle_time": timedelta(minutes=4)}
