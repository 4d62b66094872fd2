"""What is still open on a case that is settled is told by one rule, on every path."""

from csops.domain.cases import State
from csops.domain.contacts import ContactDraft
from csops.services import cases, contacts, settings
from csops.services.case_closing import StillOpen, open_among, still_open
from csops.services.concessions import give_concession
from csops.services.promises import make_promise
from csops.services.recovery import close_recovery, start_recovery
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, PHONE, ROSA
from tests.services.test_concessions import a_refund


def test_steps_promises_and_requests_are_counted_over_all_cases(sqlite_workspace: Workspace) -> None:
    workspace = sqlite_workspace
    settings.save_opening_hours(workspace, hours={"zone": "Europe/London", "weekly": {"mon": ["09:00-17:00"]}})
    one, two = (contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE, text="x")).case for _ in range(2))
    assert not still_open(workspace, case_ids=[one.id, two.id])
    start_recovery(workspace, case_id=one.id)
    make_promise(workspace, case_id=two.id, what="Refund", due_at=MONDAY_MORNING, time_known=True)
    workspace.member = ROSA
    give_concession(workspace, offer=a_refund(two.id, "900"))
    workspace.member = MARA
    found = still_open(workspace, case_ids=[one.id, two.id])
    assert found == StillOpen(steps=8, concessions=1, promises=("Refund",))
    told = cases.timeline(workspace, case_id=two.id)  # a case on the screen asks the same rule
    assert open_among(
        recoveries=told.recoveries,
        steps=told.recovery_steps,
        concessions=told.concessions,
        promises=told.promises,
        follow_ups=told.follow_ups,
    ) == still_open(workspace, case_ids=[two.id])
    cases.change_state(workspace, case_ids=[one.id, two.id], state=State.CLOSED)
    close_recovery(workspace, case_id=one.id)
    assert still_open(workspace, case_ids=[one.id, 99]) == StillOpen()
