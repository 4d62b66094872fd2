"""A complaint is taken through the steps, reminded of on Today, and leaves what was learnt."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from csops.domain.cases import Cause, FollowUp, FollowUpKind, State
from csops.domain.concessions import Term
from csops.domain.contacts import ContactDraft, Result
from csops.domain.errors import AlreadyDone, Missing, NotFound, UnknownName
from csops.domain.purchases import Purchase
from csops.domain.recovery import Noted
from csops.domain.recovery_outcomes import Stay
from csops.domain.surveys import FIVE, AnswerKind, SurveyAnswer
from csops.services import case_matters, cases, contacts, follow_ups, history, settings, surveys
from csops.services.concessions import Offer, give_concession
from csops.services.recovery import (
    close_recovery,
    finish_step,
    keep_lesson,
    note_delivery,
    note_step,
    reopen_step,
    start_recovery,
)
from csops.services.recovery_outcomes import lessons, outcomes
from csops.services.recovery_plans import save_step_plans, step_plans
from csops.services.recovery_view import recovery_view
from csops.services.reply_templates import replies
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import PHONE

HOUR = timedelta(hours=1)
KEYS = ("listen", "apologise", "take_ownership", "understand", "solve", "make_amends", "follow_up", "learn")


@pytest.fixture(autouse=True)
def _hours(workspace: Workspace) -> None:
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")
    settings.save_opening_hours(workspace, hours={"zone": "Europe/London", "weekly": week})


def a_complaint(workspace: Workspace, *, name: str = "Ada Brandt") -> int:
    draft = ContactDraft(channel_id=PHONE, customer_name=name, text="Frame cracked", result=Result.OPEN)
    return contacts.log_contact(workspace, draft=draft).case.id


def reminders(workspace: Workspace) -> list[FollowUp]:
    with workspace.read() as work:
        return [one for one in work.follow_ups.where(kind=FollowUpKind.STEP) if one.done_at is None]


def taken_to(workspace: Workspace, case_id: int, last: str) -> None:
    for key in KEYS[: KEYS.index(last) + 1]:
        finish_step(workspace, case_id=case_id, step=key)


def test_a_recovery_reminds_of_its_next_step_and_goes_with_one_undo(workspace: Workspace, clock: Clock) -> None:
    case_id = a_complaint(workspace)
    assert recovery_view(workspace, case_id=case_id).recovery is None
    start_recovery(workspace, case_id=case_id)
    assert [(one.what, one.due_at) for one in reminders(workspace)] == [("Recovery 1: Listen", MONDAY_MORNING)]
    clock.forward(HOUR / 6)
    finish_step(workspace, case_id=case_id, step="1", noted=[Noted(name="what_happened", text="it cracked")])
    assert [(one.what, one.due_at) for one in reminders(workspace)] == [("Recovery 2: Apologise", clock.now)]
    history.undo(workspace)
    history.undo(workspace)
    assert (recovery_view(workspace, case_id=case_id).recovery, reminders(workspace)) == (None, [])


def test_doing_the_reminder_on_today_does_the_step(workspace: Workspace) -> None:
    case_id = a_complaint(workspace)
    start_recovery(workspace, case_id=case_id)
    (pending,) = reminders(workspace)
    follow_ups.finish_follow_up(workspace, follow_up_id=pending.id)
    view = recovery_view(workspace, case_id=case_id)
    assert (view.steps[0].step.done_at, view.open_steps) == (MONDAY_MORNING, 7)
    assert [one.what for one in reminders(workspace)] == ["Recovery 2: Apologise"]


def test_a_reminder_that_was_postponed_stays_where_it_was_put(workspace: Workspace) -> None:
    case_id = a_complaint(workspace)
    start_recovery(workspace, case_id=case_id)
    (pending,) = reminders(workspace)
    later = MONDAY_MORNING + timedelta(days=2)
    follow_ups.postpone(workspace, follow_up_id=pending.id, due_at=later)
    finish_step(workspace, case_id=case_id, step="understand")
    assert [one.due_at for one in reminders(workspace)] == [later]


def test_the_follow_up_waits_for_the_delivery_and_somebody_is_reminded_to_ask_for_it(
    workspace: Workspace, clock: Clock
) -> None:
    case_id = a_complaint(workspace)
    start_recovery(workspace, case_id=case_id)
    taken_to(workspace, case_id, "make_amends")
    (asked,) = reminders(workspace)
    assert asked.what == "Has the remedy reached the customer? Then follow up"
    assert asked.due_at == MONDAY_MORNING + timedelta(hours=72)
    clock.forward(HOUR)
    note_delivery(workspace, case_id=case_id, at=clock.now)
    (pending,) = reminders(workspace)
    assert (pending.id, pending.what) == (asked.id, "Recovery 7: Follow up")
    assert pending.due_at == MONDAY_MORNING + timedelta(hours=73)
    note_delivery(workspace, case_id=case_id, at=None)
    assert reminders(workspace)[0].what.startswith("Has the remedy")


def test_the_last_step_closes_the_recovery_and_keeps_what_was_learnt(workspace: Workspace, clock: Clock) -> None:
    case_id = a_complaint(workspace)
    start_recovery(workspace, case_id=case_id)
    taken_to(workspace, case_id, "follow_up")
    clock.forward(HOUR)
    noted = [Noted(name="preventive_action", text="Pad the frame box"), Noted(name="informed_person", text="Dana")]
    finish_step(workspace, case_id=case_id, step="learn", noted=noted)
    kept = recovery_view(workspace, case_id=case_id).recovery
    assert kept is not None
    assert (kept.closed_at, kept.learnt, reminders(workspace)) == (clock.now, "Pad the frame box", [])
    case_matters.set_cause(workspace, case_ids=[case_id], cause=Cause.PROCESS)
    other = a_complaint(workspace, name="Bo Lind")
    start_recovery(workspace, case_id=other)
    keep_lesson(workspace, case_id=other, learnt="Ask for the frame size")
    assert [(one.cause, one.learnt, one.informed) for one in lessons(workspace)] == [
        ("process", "Pad the frame box", "Dana"),
        ("", "Ask for the frame size", ""),
    ]
    reopen_step(workspace, case_id=case_id, step="8")
    assert {one.case_id for one in reminders(workspace)} == {case_id, other}


def test_a_step_is_left_out_only_with_a_reason_and_done_once(workspace: Workspace) -> None:
    case_id = a_complaint(workspace)
    start_recovery(workspace, case_id=case_id)
    with pytest.raises(Missing, match="reason is missing"):
        finish_step(workspace, case_id=case_id, step="listen", skipped=" ")
    assert finish_step(workspace, case_id=case_id, step="listen", skipped="Told in the shop").skipped
    with pytest.raises(AlreadyDone, match="Step 1 was done by Mara Lindqvist already"):
        finish_step(workspace, case_id=case_id, step="listen")
    with pytest.raises(UnknownName, match="step “dance” is not known"):
        finish_step(workspace, case_id=case_id, step="dance")
    with pytest.raises(AlreadyDone, match="recovery of case"):
        start_recovery(workspace, case_id=case_id)
    with pytest.raises(NotFound):
        finish_step(workspace, case_id=a_complaint(workspace, name="Bo Lind"), step="listen")


def test_closing_leaves_open_steps_to_be_seen_and_reminds_nobody(workspace: Workspace) -> None:
    case_id = a_complaint(workspace)
    start_recovery(workspace, case_id=case_id)
    close_recovery(workspace, case_id=case_id)
    assert (recovery_view(workspace, case_id=case_id).open_steps, reminders(workspace)) == (8, [])
    with pytest.raises(AlreadyDone):
        close_recovery(workspace, case_id=case_id)


def test_of_a_recovery_that_is_closed_nothing_reminds_whatever_is_noted_later(workspace: Workspace) -> None:
    case_id = a_complaint(workspace)
    start_recovery(workspace, case_id=case_id)
    close_recovery(workspace, case_id=case_id)
    finish_step(workspace, case_id=case_id, step="understand")
    note_delivery(workspace, case_id=case_id, at=MONDAY_MORNING)
    assert reminders(workspace) == []
    reopen_step(workspace, case_id=case_id, step="understand")
    assert [one.what for one in reminders(workspace)] == ["Recovery 1: Listen"]


def test_a_settled_case_opens_again_as_a_recovery_and_its_steps_outlive_a_resolution(workspace: Workspace) -> None:
    case_id = a_complaint(workspace)
    cases.change_state(workspace, case_ids=[case_id], state=State.RESOLVED)
    start_recovery(workspace, case_id=case_id, complained_at=MONDAY_MORNING - HOUR)
    assert cases.get_case(workspace, case_id=case_id).state is State.OPEN
    cases.change_state(workspace, case_ids=[case_id], state=State.RESOLVED)
    assert len(reminders(workspace)) == 1


def test_phrases_and_replies_are_filled_from_the_case(workspace: Workspace) -> None:
    case_id = a_complaint(workspace)
    start_recovery(workspace, case_id=case_id)
    note_step(workspace, case_id=case_id, step="listen", noted=[Noted(name="what_happened", text="the frame cracked")])
    terms = (Term(name="amount", value="60"), Term(name="resale_value", value="0"))
    give_concession(workspace, offer=Offer(case_id=case_id, kind="refund", terms=terms))
    says = {view.step.key: view.say for view in recovery_view(workspace, case_id=case_id).steps}
    assert says["take_ownership"].startswith("My name is Mara Lindqvist and")
    assert "You expected [what was expected], and what happened is the frame cracked." in says["understand"]
    assert says["learn"] == ""
    found = {one.template.key: one for one in replies(workspace, case_id=case_id)}
    refund = found["refund_confirmation"]
    assert refund.body.startswith("Hello Ada Brandt,\n\nWe have refunded 60.00 GBP for order [order number]")
    assert refund.missing == ("order_number", "payment_method", "refund_date")
    texts = [text for one in found.values() for text in (one.subject, one.body)]
    assert not [text for text in (*texts, *says.values()) if "{" in text or "}" in text]
    assert "On 2 March 2026 we arranged the following for you: goodwill refund" in found["recovery_follow_up"].body
    assert "Our apologies" in found["apology_with_options"].subject


def test_the_outcome_tells_who_stayed_and_how_they_answered_later(workspace: Workspace, clock: Clock) -> None:
    case_id = a_complaint(workspace)
    quiet = a_complaint(workspace, name="Bo Lind")
    contacts.log_contact(workspace, draft=ContactDraft(channel_id=PHONE, customer_name="Cy Moss", text="Open when?"))
    for one in (case_id, quiet):
        start_recovery(workspace, case_id=one)
        solved = [Noted(name="remedy_owner", text="Rosa"), Noted(name="promised_date", text="5 March")]
        finish_step(workspace, case_id=one, step="solve", noted=solved)
    clock.forward(timedelta(days=10))
    customer_id = cases.get_case(workspace, case_id=case_id).customer_id
    assert customer_id is not None
    with workspace.work("Buy") as work:
        work.care.purchases.add(Purchase(customer_id=customer_id, day=date(2026, 3, 11), amount=Decimal(20)))
    answer = SurveyAnswer(
        kind=AnswerKind.CSAT, case_id=case_id, asked_at=clock.now, answered_at=clock.now, value=5, low=FIVE.low,
        high=FIVE.high,
    )  # fmt: skip
    surveys.record_answer(workspace, answer=answer)
    found = outcomes(workspace)
    assert [(one.stay, one.answers) for one in found.each] == [(Stay.STAYED, ("CSAT 5 of 5",)), (Stay.OPEN, ())]
    assert (found.stays.stayed, found.stays.open, found.others.open) == (1, 1, 1)
    assert (found.answered, found.low, found.settled, found.settled_of) == (1, 0, 2, 2)
    clock.forward(timedelta(days=400))
    found = outcomes(workspace)
    assert (found.stays.stayed, found.stays.lost, found.others.lost) == (1, 1, 1)
    assert found.stays.share(too_few=found.too_few) is None


def test_the_shop_has_its_own_steps_and_begun_recoveries_keep_theirs(workspace: Workspace) -> None:
    case_id = a_complaint(workspace)
    start_recovery(workspace, case_id=case_id)
    plans = step_plans(workspace)
    save_step_plans(workspace, plans=[replace(plans[0], name="Hear them out", due_hours=2), *plans[4:]])
    view = recovery_view(workspace, case_id=case_id)
    assert [one.fits for one in view.steps][:3] == [True, False, False]
    assert view.steps[0].plan.name == "Hear them out"
    other = a_complaint(workspace, name="Bo Lind")
    start_recovery(workspace, case_id=other)
    assert len(recovery_view(workspace, case_id=other).steps) == 5
