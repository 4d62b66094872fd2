"""A recovery as one works on it: steps with phrases filled in from the case, reply templates, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.cases import Case
from csops.domain.concessions import ConcessionState
from csops.domain.recovery import Recovery, RecoveryStep
from csops.domain.recovery_steps import StepPlan, filled, next_step, placeholders_of
from csops.domain.team import Shop
from csops.services.case_numbers import current_id
from csops.services.recovery_outcomes import Outcome, outcome_in
from csops.services.recovery_plans import Template, plans_in, templates_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class StepView:
    """A step: what is asked, until when, what was noted. `say` has its places filled in as far as they are known.

    `fits` is false for a step that the shop has taken out of its list since; then only its key is known.
    """

    step: RecoveryStep
    plan: StepPlan
    say: str
    is_next: bool
    is_late: bool
    fits: bool = True


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A reply template with its places filled in; `missing` are those that nobody knows yet."""

    template: Template
    subject: str
    body: str
    missing: tuple[str, ...]


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
        values = values_in(work, case, steps=steps, agent=workspace.member.name)
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
    say = filled(plan.say, values) if plan.say else ""
    return StepView(step=step, plan=plan, say=say, is_next=is_next, is_late=late, fits=step.key in plans)


def replies(workspace: Workspace, *, case_id: int) -> list[Reply]:
    """Return the reply templates, filled in from a case as far as it is known; those for its channel first."""
    with workspace.read() as work:
        case = work.cases.get(current_id(work, case_id))
        found = work.care.recoveries.where(case_id=case.id)
        steps = work.care.recovery_steps.where(recovery_id=found[0].id) if found else []
        values = values_in(work, case, steps=steps, agent=workspace.member.name)
        channel = None if case.channel_id is None else work.channels.find(case.channel_id)
        templates = templates_in(work)
    key = channel.key if channel else ""
    return [_reply(one, values) for one in sorted(templates, key=lambda one: key not in one.channels)]


def _reply(template: Template, values: Mapping[str, str]) -> Reply:
    places = dict.fromkeys((*placeholders_of(template.subject), *placeholders_of(template.body)))
    return Reply(
        template=template,
        subject=filled(template.subject, values),
        body=filled(template.body, values),
        missing=tuple(name for name in places if not values.get(name)),
    )


def values_in(work: Work, case: Case, *, steps: list[RecoveryStep], agent: str) -> dict[str, str]:
    """Return what is known for the places of phrases and templates: the people, the matter, what steps have noted."""
    shop = work.settings.get(Shop)
    customer = None if case.customer_id is None else work.customers.find(case.customer_id)
    topic = None if case.topic_id is None else work.topics.find(case.topic_id)
    noted = {one.name: one.text for step in steps for one in step.noted}
    given = [one for one in work.care.concessions.where(case_id=case.id) if one.state is ConcessionState.AGREED]
    promised = [one for one in work.care.promises.where(case_id=case.id) if one.settled_at is None]
    asked = work.care.requests.where(case_id=case.id)
    place = ZoneInfo(shop.zone)
    promised_on = f"{promised[-1].due_at.astimezone(place):%d %B %Y}".lstrip("0") if promised else ""
    amount = ""
    if given:
        amount = f"{given[-1].value if given[-1].value is not None else given[-1].cost} {given[-1].currency}"
    values = {
        "customer_name": customer.name if customer else "",
        "agent_name": agent,
        "business_name": shop.name,
        "topic": case.title or (topic.name.lower() if topic else ""),
        "what_happened": case.stated,
        "what_went_wrong": case.matter or case.stated,
        "remedy": noted.get("option_chosen", ""),
        "remedy_date": noted.get("promised_date", ""),
        "amount": amount,
        "request": asked[-1].what if asked else "",
        "answer_by": promised_on,
        "new_date": promised_on,
    }
    told = {**noted, **{name: value for name, value in values.items() if value}}
    # What the customer told while listening says best what happened.
    return {**told, **{name: noted[name] for name in ("what_happened",) if noted.get(name)}}
