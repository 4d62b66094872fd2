"""A reminder that is marked done does what it asks for, of every kind; undo takes both back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from csops.domain.cases import FollowUpKind
from csops.domain.concessions import ConcessionState, Term
from csops.domain.contacts import ContactDraft, Result
from csops.domain.handovers import Handed, HandedKind
from csops.domain.promises import PromiseState
from csops.domain.surveys import FIVE, AnswerKind, SurveyAnswer
from csops.services import contacts, follow_ups, history, settings, surveys
from csops.services.concessions import Offer, approve_concession, give_concession
from csops.services.follow_up_sources import Outcome, outcome_of
from csops.services.handovers import hand_over
from csops.services.promises import make_promise
from csops.services.recovery import finish_step, start_recovery
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import MARA, PHONE, ROSA

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What is reminded of, how long one waits, what comes of it, and what its source says then."""

    begin: Callable[[Workspace, int], object]
    kind: FollowUpKind
    outcome: Outcome
    source: Callable[[Work, int], object] = lambda _work, _id: None
    before: object = None
    after: object = None
    later: timedelta = timedelta()
    then: tuple[str, ...] = ()
    """What is to be done afterwards."""


def _promise(workspace: Workspace, case_id: int) -> None:
    make_promise(workspace, case_id=case_id, what="A refund", due_at=MONDAY_MORNING + DAY)


def _silence(workspace: Workspace, case_id: int) -> None:
    follow_ups.add_follow_up(workspace, case_ids=[case_id], silent_days=3, what="Call")


def _steps_until(*keys: str) -> Callable[[Workspace, int], None]:
    def begin(workspace: Workspace, case_id: int) -> None:
        start_recovery(workspace, case_id=case_id)
        for key in keys:
            finish_step(workspace, case_id=case_id, step=key)

    return begin


def _low_answer(workspace: Workspace, case_id: int) -> None:
    answer = SurveyAnswer(
        kind=AnswerKind.CSAT,
        asked_at=MONDAY_MORNING,
        answered_at=MONDAY_MORNING,
        value=1,
        low=FIVE.low,
        high=FIVE.high,
        case_id=case_id,
    )
    surveys.record_answer(workspace, answer=answer)


def _request(workspace: Workspace, case_id: int) -> int:
    workspace.member = ROSA
    terms = (Term(name="amount", value="400"), Term(name="resale_value", value="0"))
    kept = give_concession(workspace, offer=Offer(case_id=case_id, kind="refund", terms=terms))
    workspace.member = MARA
    return kept.id


def _decision(workspace: Workspace, case_id: int) -> None:
    approve_concession(workspace, concession_id=_request(workspace, case_id))


def _handed_over(workspace: Workspace, case_id: int) -> None:
    due_at = MONDAY_MORNING + DAY
    (kept,) = follow_ups.add_follow_up(workspace, case_ids=[case_id], due_at=due_at, owner_id=MARA.id)
    items = [Handed(kind=HandedKind.FOLLOW_UP, record_id=kept.id)]
    hand_over(workspace, from_id=MARA.id, to_id=ROSA.id, items=items)
    workspace.member = ROSA


def _promise_state(work: Work, promise_id: int) -> PromiseState:
    return work.care.promises.get(promise_id).state


def _concession_state(work: Work, concession_id: int) -> ConcessionState:
    return work.care.concessions.get(concession_id).state


def _step(work: Work, step_id: int) -> tuple[bool, bool]:
    step = work.care.recovery_steps.get(step_id)
    delivered = work.care.recoveries.get(step.recovery_id).delivered_at
    return step.done_at is not None, delivered is not None


_SIX = ("listen", "apologise", "take_ownership", "understand", "solve", "make_amends")
TRIALS: Mapping[str, Trial] = {
    "own": Trial(
        begin=lambda it, case_id: follow_ups.add_follow_up(it, case_ids=[case_id], due_at=MONDAY_MORNING + DAY),
        kind=FollowUpKind.OWN,
        outcome=Outcome.DONE,
    ),
    "waits for silence": Trial(begin=_silence, kind=FollowUpKind.OWN, outcome=Outcome.DONE),
    "handed over": Trial(begin=_handed_over, kind=FollowUpKind.OWN, outcome=Outcome.DONE),
    "promise": Trial(
        begin=_promise,
        kind=FollowUpKind.PROMISE,
        outcome=Outcome.PROMISE_KEPT,
        source=_promise_state,
        before=PromiseState.OPEN,
        after=PromiseState.KEPT,
    ),
    "promise, too late": Trial(
        begin=_promise,
        kind=FollowUpKind.PROMISE,
        outcome=Outcome.PROMISE_LATE,
        source=_promise_state,
        before=PromiseState.OPEN,
        after=PromiseState.BROKEN,
        later=3 * DAY,
    ),
    "step": Trial(
        begin=_steps_until("listen"),
        kind=FollowUpKind.STEP,
        outcome=Outcome.STEP_DONE,
        source=_step,
        before=(False, False),
        after=(True, False),
        then=("Recovery 3: Take ownership",),
    ),
    "has the remedy arrived": Trial(
        begin=_steps_until(*_SIX),
        kind=FollowUpKind.STEP,
        outcome=Outcome.DELIVERED,
        source=_step,
        before=(False, False),
        after=(False, True),
        then=("Recovery 7: Follow up",),
    ),
    "low answer": Trial(begin=_low_answer, kind=FollowUpKind.ANSWER, outcome=Outcome.DONE),
    "no decision yet": Trial(
        begin=_request,
        kind=FollowUpKind.CONCESSION,
        outcome=Outcome.DONE,
        source=_concession_state,
        before=ConcessionState.WAITING,
        after=ConcessionState.WAITING,
    ),
    "decision to tell": Trial(
        begin=_decision,
        kind=FollowUpKind.CONCESSION,
        outcome=Outcome.DONE,
        source=_concession_state,
        before=ConcessionState.AGREED,
        after=ConcessionState.AGREED,
    ),
}


def test_no_kind_is_left_out() -> None:
    assert {trial.kind for trial in TRIALS.values()} == set(FollowUpKind)


@pytest.mark.parametrize("name", TRIALS)
def test_a_reminder_does_what_it_asks_for_and_undo_takes_both_back(
    sqlite_workspace: Workspace, clock: Clock, name: str
) -> None:
    workspace, trial = sqlite_workspace, TRIALS[name]
    settings.save_opening_hours(workspace, hours={"zone": "UTC", "weekly": {"mon": "09:00-17:00"}})
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", text="Frame cracked", result=Result.OPEN)
    trial.begin(workspace, contacts.log_contact(workspace, draft=draft).case.id)
    clock.forward(trial.later)

    def source() -> object:
        with workspace.read() as work:
            return trial.source(work, line.source_id or 0)

    (line,) = follow_ups.follow_up_lines(workspace)
    assert (line.kind, source()) == (trial.kind, trial.before)
    done = follow_ups.finish_follow_up(workspace, follow_up_id=line.id)
    assert (outcome_of(workspace, follow_up=done), source()) == (trial.outcome, trial.after)
    assert tuple(one.what for one in follow_ups.follow_up_lines(workspace)) == trial.then
    history.undo(workspace)
    assert (follow_ups.follow_up_lines(workspace), source()) == ([_again(workspace, line)], trial.before)


def _again(workspace: Workspace, line: Any) -> Any:
    """The line as it stands after an undo: the record of a higher version."""
    with workspace.read() as work:
        version = work.follow_ups.get(line.id).version
    return type(line)(**{**vars(line), "version": version})
