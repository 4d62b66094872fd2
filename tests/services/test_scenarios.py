"""Scenarios beside each other, kept and taken back; on both databases."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from csops.domain.access import Role
from csops.domain.channels import ChannelKind
from csops.domain.errors import ConflictError, InputError, Missing, NotPermitted, OutOfRange, UnknownName
from csops.domain.scenarios import MOST_SCENARIOS, Event, Gone, Hours, NewChannel, Scenario
from csops.services.certainty import certain
from csops.services.history import undo
from csops.services.scenarios import (
    ScenarioFigures,
    check_scenario,
    compare,
    gone,
    list_scenarios,
    needed_under,
    remove_scenario,
    save_scenario,
)
from csops.services.staffing import Outlook, outlook, plan_of
from csops.services.workspace import Workspace
from tests.helpers.records import EMAIL, PHONE
from tests.helpers.weeks import log_weeks, open_shop

MORE_CALLS = Scenario(name="More calls", volume_factor=3.0)
SATURDAYS = Scenario(name="Saturdays", hours=(Hours(weekday=5, opens=time(9), closes=time(13)),))


@pytest.fixture
def ahead(workspace: Workspace) -> Outlook:
    open_shop(workspace)
    log_weeks(workspace, weeks=9, a_day={PHONE: 32, EMAIL: 16})
    return outlook(workspace)


def test_scenarios_come_back_as_they_were_kept_in_their_order(workspace: Workspace) -> None:
    for scenario in (MORE_CALLS, SATURDAYS):
        save_scenario(workspace, scenario=scenario)
    found = list_scenarios(workspace)
    assert [replace(each, id=0, version=1, position=0) for each in found] == [MORE_CALLS, SATURDAYS]


def test_a_scenario_is_changed_and_removed_and_both_are_taken_back(workspace: Workspace) -> None:
    kept = save_scenario(workspace, scenario=MORE_CALLS)
    changed = save_scenario(workspace, scenario=replace(kept, volume_factor=2.0))
    assert list_scenarios(workspace) == [changed]
    undo(workspace)
    assert [each.volume_factor for each in list_scenarios(workspace)] == [3.0]
    remove_scenario(workspace, scenario_id=kept.id)
    assert list_scenarios(workspace) == []
    undo(workspace)
    assert [each.name for each in list_scenarios(workspace)] == ["More calls"]


def test_whoever_changes_what_a_colleague_changed_hears_of_it(workspace: Workspace) -> None:
    kept = save_scenario(workspace, scenario=MORE_CALLS)
    save_scenario(workspace, scenario=replace(kept, volume_factor=2.0))
    with pytest.raises(ConflictError):
        save_scenario(workspace, scenario=replace(kept, volume_factor=4.0))


def test_bad_scenarios_are_refused_and_nothing_is_kept(workspace: Workspace) -> None:
    with pytest.raises(Missing):
        save_scenario(workspace, scenario=Scenario(name=" "))
    with pytest.raises(OutOfRange):
        save_scenario(workspace, scenario=Scenario(name="x", service_level=1.2))
    for number in range(MOST_SCENARIOS):
        save_scenario(workspace, scenario=Scenario(name=f"Scenario {number}"))
    with pytest.raises(OutOfRange, match="Remove one first"):
        save_scenario(workspace, scenario=MORE_CALLS)
    assert len(list_scenarios(workspace)) == MOST_SCENARIOS


def test_two_of_one_name_are_refused_and_another_name_is_offered(workspace: Workspace) -> None:
    kept = save_scenario(workspace, scenario=MORE_CALLS)
    other = save_scenario(workspace, scenario=SATURDAYS)
    for twice in (Scenario(name=" more CALLS "), replace(other, name="More calls")):
        with pytest.raises(InputError, match=r"“More calls” already\. Call this one “(?i:more calls) 2”") as refused:
            save_scenario(workspace, scenario=twice)
        assert refused.value.field == "name"
    save_scenario(workspace, scenario=replace(kept, name="more calls"))
    assert [each.name for each in list_scenarios(workspace)] == ["more calls", "Saturdays"]


def test_what_has_gone_since_a_scenario_was_kept_is_told(workspace: Workspace) -> None:
    event = Event(name="Ads", first_day=date(2026, 3, 2), last_day=date(2026, 3, 2), factor=2, channel="email")
    kept = save_scenario(
        workspace, scenario=Scenario(name="Ads", events=(event,), handle_times_s={"phone": 200}, without=("Mara",))
    )
    save_scenario(workspace, scenario=MORE_CALLS)
    assert gone(workspace, scenarios=list_scenarios(workspace)) == {}
    with workspace.work("Close the mailbox") as work:
        work.channels.update(replace(work.channels.get(EMAIL), active=False))
        for member in work.members.all("name"):
            if member.name.startswith("Mara"):
                work.members.update(replace(member, active=False))
    found = gone(workspace, scenarios=list_scenarios(workspace))
    assert found == {kept.id: Gone(channels=("email",), members=("Mara",))}


def test_what_is_planned_with_keeps_within_the_bounds_of_what_is_kept(workspace: Workspace) -> None:
    with pytest.raises(OutOfRange, match="100 at most"):
        check_scenario(workspace, scenario=Scenario(name="x", volume_factor=1e6))
    with pytest.raises(UnknownName, match="fax"):
        check_scenario(workspace, scenario=Scenario(name="x", handle_times_s={"fax": 60}))
    assert check_scenario(workspace, scenario=MORE_CALLS) == MORE_CALLS


def test_whoever_may_not_plan_may_look(workspace: Workspace) -> None:
    save_scenario(workspace, scenario=MORE_CALLS)
    workspace.member = replace(workspace.member, role=Role.AGENT)
    assert len(list_scenarios(workspace)) == 1
    with pytest.raises(NotPermitted):
        save_scenario(workspace, scenario=SATURDAYS)
    with pytest.raises(NotPermitted):
        remove_scenario(workspace, scenario_id=1)


def test_scenarios_stand_beside_how_things_are(ahead: Outlook) -> None:
    week = ahead.weeks[0]
    today, more, saturdays = compare(ahead, (MORE_CALLS, SATURDAYS), week=week)
    assert today.scenario is None
    assert today.needed == plan_of(ahead, week=week).today
    assert more.needed.contacts == pytest.approx(today.needed.contacts * 3)
    assert more.needed.cost > today.needed.cost
    assert saturdays.needed.contacts == pytest.approx(today.needed.contacts)
    assert saturdays.needed.hours_required > today.needed.hours_required


def test_the_risk_of_a_scenario_is_that_of_its_people(ahead: Outlook) -> None:
    week = ahead.weeks[0]
    fewer, more = (Scenario(name=f"{people:+} people", people=people) for people in (-1, 1))
    today, with_fewer, with_more = (each.chance_of_missing for each in compare(ahead, (fewer, more), week=week))
    assert today is not None
    assert with_fewer is not None
    assert with_more is not None
    assert today == pytest.approx(certain(plan_of(ahead, week=week), as_today=True).shown.chance_of_missing)
    assert with_more < today < with_fewer


def test_one_more_person_costs_the_open_hours_and_buys_service(ahead: Outlook) -> None:
    (found,) = compare(ahead, (), week=ahead.weeks[0])
    needed = found.needed
    open_hours = sum(cell.length_s for cell in needed.cells) / 3600
    paid = open_hours / (1 - ahead.staffing.shrinkage)
    assert float(found.cost_of_one_more - needed.cost) == pytest.approx(
        paid * float(ahead.staffing.cost_per_hour), abs=0.05
    )
    assert (found.level_of_one_more or 0) > (needed.service_level or 1)


def test_a_new_channel_is_staffed_with_the_others(ahead: Outlook) -> None:
    chat = NewChannel(name="Chat", kind=ChannelKind.IMMEDIATE, contacts_a_week=100, handle_time_s=300, target_s=30)
    week = ahead.weeks[0]
    today, found = compare(ahead, (Scenario(name="Chat", new_channels=(chat,)),), week=week)
    assert found.needed.contacts == pytest.approx(today.needed.contacts + 100)
    assert found.needed.hours_on_contacts > today.needed.hours_on_contacts


def test_what_the_team_assumes_holds_in_a_scenario_too(ahead: Outlook) -> None:
    dear = replace(ahead, staffing=replace(ahead.staffing, cost_per_hour=Decimal(40)))
    week = ahead.weeks[0]
    assert needed_under(dear, MORE_CALLS, week=week).cost > needed_under(ahead, MORE_CALLS, week=week).cost


def test_a_week_that_is_not_forecast_is_refused(ahead: Outlook) -> None:
    with pytest.raises(OutOfRange, match="Monday of a week that is forecast"):
        compare(ahead, (), week=date(2020, 1, 6))


def test_the_service_level_of_a_scenario_is_that_of_its_own_people(ahead: Outlook) -> None:
    fewer = Scenario(name="One fewer", people=-1)
    figures: dict[str, ScenarioFigures] = {
        each.scenario.name if each.scenario else "": each for each in compare(ahead, (fewer,), week=ahead.weeks[0])
    }
    assert (figures["One fewer"].needed.service_level or 0) < (figures[""].needed.service_level or 0)
    assert figures["One fewer"].level_of_one_more == pytest.approx(figures[""].needed.service_level)
