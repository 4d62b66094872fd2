"""A recovery as one works on it: steps with phrases filled in from the case, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from csops.domain.cases import Case
from csops.domain.recovery import Recovery, RecoveryStep
from csops.domain.recovery_steps import StepPlan, next_step
from csops.domain.reply_places import filled, missing_in
from csops.services.case_numbers import current_id
from csops.services.recovery_outcomes import Outcome, outcome_in
from csops.services.recovery_plans import plans_in
from csops.services.reply_values import values_in
from csops.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class StepView:
    """A step: what is asked, until when, what was noted. `say` has its places filled in as far as they are known.

    `missing` are the places that are blank in it, which somebody fills in by hand; what they write is noted with the
    step. `values` is what the others are filled with.
    `fits` is false for a step that the shop has taken out of its list since; then only its key is known.
    """

    step: RecoveryStep
    plan: StepPlan
    say: str
    is_next: bool
    is_late: bool
    fits: bool = True
    missing: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    def said_with(self, written: Mapping[str, str]) -> str:
        """Return the phrase with what somebody writes into its blanks."""
        return filled(self.plan.say, {**self.values, **{name: text for name, text in written.items() if text}})


@dataclass(frozen=True, kw_only=True)
class RecoveryView:
    """All of a recovery. Without one (`recovery` is None), whether the topic of the case suggests to start it."""

    case: Case
    recovery: Recovery | None
    steps: tuple[StepView, ...] = ()
    outcome: Outcome | None = None
    is_suggested: bool = False

    @property
    def open_steps(self) -> int:
        """How many steps are neither done nor left out."""
        return sum(view.step.done_at is None for view in self.steps)


def recovery_view(workspace: Workspace, *, case_id: int) -> RecoveryView:
    """Return the recovery of a case, or whether one is suggested. Raises NotFound without the case."""
    now = workspace.now()
    with workspace.read() as work:
        case = work.cases.get(current_id(work, case_id))
        found = work.care.recoveries.where(case_id=case.id)
        if not found:
            topic = None if case.topic_id is None else work.topics.find(case.topic_id)
            return RecoveryView(case=case, recovery=None, is_suggested=topic is not None and topic.recovery)
        recovery = found[0]
        steps = sorted(work.care.recovery_steps.where(recovery_id=recovery.id), key=lambda step: step.number)
        plans = {plan.key: plan for plan in plans_in(work)}
        values = values_in(work, case, steps=steps, writer=workspace.member, now=now)
        following = next_step(steps)
        return RecoveryView(
            case=case,
            recovery=recovery,
            steps=tuple(
                _step_view(step, plans, values, is_next=following is not None and step.id == following.id, now=now)
                for step in steps
            ),
            outcome=outcome_in(work, recovery, now=now),
        )


def _step_view(
    step: RecoveryStep, plans: Mapping[str, StepPlan], values: Mapping[str, str], *, is_next: bool, now: datetime
) -> StepView:
    bare = StepPlan(key=step.key, number=step.number, name=step.key.replace("_", " ").capitalize())
    plan = plans.get(step.key, bare)
    late = step.done_at is None and step.due_at is not None and step.due_at < now
    # What the step itself has noted fills its phrase; yet it stays a field, to be corrected.
    before = {name: text for name, text in values.items() if name not in {one.name for one in step.noted}}
    return StepView(
        step=step,
        plan=plan,
        say=filled(plan.say, values),
        is_next=is_next,
        is_late=late,
        fits=step.key in plans,
        missing=missing_in(plan.say, before),
        values=before,
    )
