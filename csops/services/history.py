"""Who changed what; taking back and doing again, across screens and restarts."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.changes import Act, Change, Kind, Step, stacks
from csops.domain.errors import Cancelled, ConflictError, ErasedSince, NotFound, NothingToUndo, Overtaken
from csops.domain.people import has_owner
from csops.domain.team import Shop
from csops.services.skill_keys import unknown_skills
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_BY_KEY = {Kind.SKILL, Kind.PROFILE_VERSION, Kind.SEAT}
"""What names a skill by its key, and the skills: no foreign key holds those together."""


def undo(workspace: Workspace) -> Act:
    """Take back this person's last act and return it, or raise NothingToUndo.

    Raises ConflictError when somebody changed the same records since or uses what came with it. That act stays as it
    is and is passed over: the next undo takes back the one before it.
    """
    return _step(workspace, Step.UNDO)


def redo(workspace: Workspace) -> Act:
    """Do again what this person took back last and return it, or raise NothingToUndo or ConflictError as undo does."""
    return _step(workspace, Step.REDO)


def _step(workspace: Workspace, step: Step) -> Act:
    workspace.require(Permission.LOG)
    with workspace.read() as work:
        act_id = _next(workspace, work, step)
    if act_id is None:
        raise NothingToUndo(what=step.value)
    try:
        return _put_back(workspace, act_id, step)
    except ConflictError:
        _pass_over(workspace, act_id, step)
        raise


def _next(workspace: Workspace, work: Work, step: Step) -> int | None:
    found = stacks(work.acts_of(workspace.member.id or None))
    ids = found.undo if step is Step.UNDO else found.redo
    return ids[-1] if ids else None


def _pass_over(workspace: Workspace, act_id: int, step: Step) -> None:
    """Note in the journal that an act stays as it is, unless another window of this person was faster."""
    with workspace.read() as work:
        target = work.act(act_id)
    if target is None:
        return
    with suppress(Cancelled), workspace.work(target.what, step=Step.PASSED, target=act_id) as work:
        if _next(workspace, work, step) != act_id:
            raise Cancelled


def _put_back(workspace: Workspace, act_id: int, step: Step) -> Act:
    with workspace.read() as work:
        target = work.act(act_id)
    if target is None:
        raise NotFound(kind="act", id=act_id)
    from csops.storage.erasing import holds_erased  # asked for here: the window starts without it

    with workspace.work(target.what, step=step, target=act_id) as work:
        reversed_id = _last_version(work, act_id, step)
        changes = work.changes_of(reversed_id)
        if holds_erased(work.connection, reversed_id, changes):
            raise ErasedSince(what=target.what)
        work.put_back(changes)
        _check_rules(work, changes, now=workspace.now())
    return target


def _check_rules(work: Work, changes: Sequence[Change], *, now: datetime) -> None:
    """Raise Overtaken where records that others changed meanwhile forbid together what is put back."""
    if _two_published(work, [change.record_id for change in changes if change.kind is Kind.PLAN]):
        raise Overtaken
    if any(change.kind is Kind.MEMBER for change in changes) and not has_owner(work.members.all()):
        raise Overtaken
    if any(change.kind in _BY_KEY for change in changes) and unknown_skills(work):
        raise Overtaken
    _check_in_time(
        work, [change for change in changes if change.kind is Kind.DISPUTE and change.after is None], now=now
    )
    _check_limits(work, [change for change in changes if change.kind is Kind.CONCESSION], now=now)


def _check_in_time(work: Work, changes: Sequence[Change], *, now: datetime) -> None:
    """Raise InputError where a dispute would come back after its time."""
    if not changes:
        return
    from csops.domain.quality_rules import QualityRules  # none of it is part of the start of the window
    from csops.domain.review_answers import check_in_time

    zone, days = work.settings.get(Shop).zone, work.settings.get(QualityRules).dispute_days
    today = now.astimezone(ZoneInfo(zone)).date()
    for change in changes:
        review = work.quality.reviews.get(work.quality.disputes.get(change.record_id).review_id)
        check_in_time(review, today=today, days=days, zone=zone)


def _check_limits(work: Work, changes: Sequence[Change], *, now: datetime) -> None:
    """Raise AboveLimits where something is given again that the limits do not cover any more."""
    if not changes:
        return
    from csops.domain.concessions import ConcessionState  # none of it is part of the start of the window
    from csops.services.concession_standing import check_within
    from csops.storage.derived import records_of

    agreed = ConcessionState.AGREED.value
    for change in changes:
        for again, was, ids in records_of(change):
            if again is not None and again["state"] == agreed and (was is None or was["state"] != agreed):
                for given in work.care.concessions.get_many(ids).values():
                    check_within(work, given, now=now)


def _two_published(work: Work, plan_ids: Sequence[int]) -> bool:
    """Whether one of these plans is published for days of another that is, too."""
    if not plan_ids:
        return False
    from csops.domain.plans import PlanState, published_beside  # rosters are no part of the start of the window

    plans = [plan for plan_id in plan_ids if (plan := work.plans.find(plan_id)) is not None]
    published = [plan for plan in plans if plan.state is PlanState.PUBLISHED]
    return bool(published) and any(published_beside(plan, work.plans.all("first_day")) for plan in published)


def _last_version(work: Work, act_id: int, step: Step) -> int:
    """Return the act whose changes are to be reversed.

    Doing again reverses the undo; taking back what was done again reverses that redo.
    """
    steps = work.steps_on(act_id)
    if step is Step.REDO:
        return next(act.id for act in reversed(steps) if act.step is Step.UNDO)
    return next((act.id for act in reversed(steps) if act.step is Step.REDO), act_id)


def undo_import(workspace: Workspace, *, import_id: int) -> Act:
    """Take back a whole import, or raise NotFound, or ConflictError when its records were changed since."""
    workspace.require(Permission.IMPORT)
    with workspace.read() as work:
        found = None if work.imports.find(import_id) is None else work.act_of_import(import_id)
        if found is None:
            raise NotFound(kind="import", id=import_id)
    return _put_back(workspace, found.id, Step.UNDO)


def can_undo(workspace: Workspace) -> tuple[Act | None, Act | None]:
    """Return what Ctrl Z and Ctrl Shift Z would act on."""
    with workspace.read() as work:
        found = stacks(work.acts_of(workspace.member.id or None))
        return (
            work.act(found.undo[-1]) if found.undo else None,
            work.act(found.redo[-1]) if found.redo else None,
        )


def history(workspace: Workspace, *, customer_id: int | None = None, limit: int = 50) -> list[Act]:
    """Return who changed what, newest first; of one customer with all cases and contacts when asked."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        if customer_id is None:
            return work.latest_acts(limit=limit)
        found = work.customers.followed(customer_id)
        return work.history_of(_records_of(work, found.id), limit=limit)


def first_broken(workspace: Workspace) -> str | None:
    """Name the first place of the journal that was changed from outside, None when its chain is whole."""
    workspace.require(Permission.READ)
    with workspace.read() as work:
        return work.first_broken()


def _records_of(work: Work, customer_id: int) -> list[tuple[Kind, int]]:
    cases = [case.id for case in work.cases.where(customer_id=customer_id)]
    contacts = [contact.id for contact in work.contacts.where(customer_id=customer_id)]
    return [
        (Kind.CUSTOMER, customer_id),
        *((Kind.CASE, case_id) for case_id in cases),
        *((Kind.CONTACT, contact_id) for contact_id in contacts),
    ]
