"""Shifts that can be given: those proposed become the team's own, names are taken once, plans keep what they have."""

from dataclasses import replace
from datetime import date

import pytest

from csops.domain.access import Role
from csops.domain.errors import NotPermitted, OutOfRange, Overtaken
from csops.domain.opening_hours import Span
from csops.domain.shifts import ShiftTemplate
from csops.services import history
from csops.services.roster_making import Asked
from csops.services.roster_team import save_template
from csops.services.rosters import make_plan, plan_view
from csops.services.shift_templates import keep_proposed, shifts_there
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, PHONE, ROSA
from tests.helpers.weeks import log_weeks, open_shop

EARLY = ShiftTemplate(name="Early", start_minute=480, end_minute=840)
BREAK = Span(start_minute=720, end_minute=750)


@pytest.fixture
def shop(workspace: Workspace) -> Workspace:
    """Open from nine to five on five days."""
    open_shop(workspace)
    return workspace


def test_proposed_shifts_are_kept_in_one_act_and_taken_back(shop: Workspace) -> None:
    proposed = shifts_there(shop).proposed
    assert {each.weekdays for each in proposed} == {("mon", "tue", "wed", "thu", "fri")}
    keep_proposed(shop, proposed=proposed)
    kept = shifts_there(shop)
    assert kept.proposed == ()
    assert [each.name for each in kept.own] == [each.name for each in proposed]
    assert all(each.id for each in kept.own)
    history.undo(shop)
    assert shifts_there(shop).proposed == proposed


def test_proposed_shifts_bring_back_those_of_their_name(shop: Workspace) -> None:
    keep_proposed(shop, proposed=shifts_there(shop).proposed)
    own = shifts_there(shop).own
    for each in own:
        save_template(shop, template=replace(each, active=False))
    keep_proposed(shop, proposed=shifts_there(shop).proposed)
    assert [(each.id, each.active) for each in shifts_there(shop).own] == [(each.id, True) for each in own]


def test_proposed_shifts_do_not_join_those_that_somebody_set_up_meanwhile(shop: Workspace) -> None:
    proposed = shifts_there(shop).proposed
    save_template(shop, template=EARLY)
    with pytest.raises(Overtaken):
        keep_proposed(shop, proposed=proposed)
    assert [each.name for each in shifts_there(shop).own] == ["Early"]


def test_a_name_is_that_of_one_shift_also_of_one_that_is_retired(shop: Workspace) -> None:
    early = save_template(shop, template=EARLY)
    save_template(shop, template=replace(early, end_minute=900, active=False))
    with pytest.raises(OutOfRange, match="Another shift has this name"):
        save_template(shop, template=replace(EARLY, name="early"))
    late = save_template(shop, template=replace(EARLY, name="Late"))
    assert [(each.name, each.active) for each in shifts_there(shop).own] == [("Late", True), ("Early", False)]
    assert late.position == early.position + 1


def test_whoever_may_not_plan_keeps_nothing(shop: Workspace) -> None:
    proposed = shifts_there(shop).proposed
    shop.member = replace(ROSA, role=Role.AGENT)
    with pytest.raises(NotPermitted):
        keep_proposed(shop, proposed=proposed)


def test_shifts_that_are_planned_stay_when_their_template_is_changed_or_retired(shop: Workspace) -> None:
    log_weeks(shop, weeks=9, a_day={PHONE: 16, EMAIL: 8})
    day = save_template(shop, template=ShiftTemplate(name="Day", start_minute=540, end_minute=1020))
    planned = make_plan(shop, asked=Asked(first_day=date(2026, 3, 2), seconds=5))
    assert planned.shifts
    changed = save_template(shop, template=replace(day, name="Long", start_minute=480, breaks=(BREAK,)))
    save_template(shop, template=replace(changed, active=False))
    assert plan_view(shop, plan_id=planned.plan.id).shifts == planned.shifts
