"""What was given and put right stands in the service report, and only where something was."""

from datetime import timedelta
from decimal import Decimal

from csops.domain.cases import Cause
from csops.domain.concessions import Term
from csops.domain.contacts import ContactDraft
from csops.domain.recovery import Noted
from csops.domain.reports import Facts, Table
from csops.services import case_matters, contacts, reports, settings
from csops.services.concessions import Offer, give_concession
from csops.services.recovery import finish_step, start_recovery
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import PHONE

DAY = MONDAY_MORNING.date()


def test_the_service_report_tells_concessions_recoveries_and_lessons(sqlite_workspace: Workspace, clock: Clock) -> None:
    workspace = sqlite_workspace
    settings.save_opening_hours(workspace, hours={"zone": "Europe/London", "weekly": {"mon": ["09:00-17:00"]}})
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", text="Frame cracked")
    case_id = contacts.log_contact(workspace, draft=draft).case.id
    plain = reports.service_report(workspace, first_day=DAY, last_day=DAY)
    assert not {"concessions", "recoveries", "lessons"} & {one.key for one in plain.sections if isinstance(one, Table)}
    case_matters.set_cause(workspace, case_ids=[case_id], cause=Cause.PROCESS)
    terms = (Term(name="amount", value="60"), Term(name="resale_value", value="25"))
    give_concession(workspace, offer=Offer(case_id=case_id, kind="refund", terms=terms))
    start_recovery(workspace, case_id=case_id)
    clock.forward(timedelta(hours=1))
    solved = [Noted(name="remedy_owner", text="Rosa"), Noted(name="promised_date", text="Friday")]
    finish_step(workspace, case_id=case_id, step="solve", noted=solved)
    finish_step(workspace, case_id=case_id, step="learn", noted=[Noted(name="preventive_action", text="Pad the box")])

    told = reports.service_report(workspace, first_day=DAY, last_day=DAY)
    tables = {one.key: list(one.rows) for one in told.sections if isinstance(one, Table)}
    cost = Decimal("35.00")
    assert tables["concessions"] == [
        ("Kind", "Goodwill refund", 1, cost),
        ("Root cause", "Process", 1, cost),
        ("Decided by", "Mara Lindqvist", 1, cost),
    ]
    assert tables["concession-months"] == [("2026-03", 1, cost, Decimal(2000), 0.0175)]
    assert tables["recoveries"] == [(case_id, "Frame cracked", 1.0, "Too early to say", None)]
    assert tables["lessons"] == [("Process", "Pad the box", None, case_id)]
    (facts,) = (one for one in told.sections if isinstance(one, Facts) and one.title == "Service recovery")
    notes = {fact.name: fact.note for fact in facts.facts}
    assert notes["Remedy agreed in time"] == "1 of 1 with owner and date within 8 opening hours: too few to judge"
    assert notes["Recovered customers who stayed"].startswith("0 of 0 of whom it is known: too few to judge; of 1")
