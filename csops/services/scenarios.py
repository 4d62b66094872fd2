"""Named what-ifs: kept, and set beside how things are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from csops.domain.access import Permission
from csops.domain.assumptions import Assumptions, IntervalLoad
from csops.domain.certainty import risk
from csops.domain.errors import InputError, OutOfRange, UnknownName
from csops.domain.people import Member
from csops.domain.requirement import Requirement, requirement
from csops.domain.scenario_loads import loads_under
from csops.domain.scenario_values import KeptScenario, kept, read_back
from csops.domain.scenarios import MOST_SCENARIOS, Gone, Scenario, checked_scenario, free_name, named_channels
from csops.services.people import member_named
from csops.services.staffing import EVERY_MINUTES, FULL_TIME_HOURS, Outlook, as_today, interval_loads
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


def list_scenarios(workspace: Workspace) -> list[Scenario]:
    """Return the scenarios in their order.

    Raises:
        NotPermitted: the role may not see forecasts.
    """
    workspace.require(Permission.FORECAST)
    with workspace.read() as work:
        return [read_back(one) for one in work.scenarios.all("position")]


def save_scenario(workspace: Workspace, *, scenario: Scenario) -> Scenario:
    """Add a scenario (id 0) at the end, or keep new values of one.

    Raises:
        Missing: it has no name. InputError: another scenario has it.
        OutOfRange: a value that is not possible, or more scenarios than can be compared.
        UnknownName: a new one names a channel or member that is not there.
        NotPermitted: the role may not change staffing assumptions. ConflictError: somebody else changed it meanwhile.
    """
    workspace.require(Permission.PLAN)
    checked = checked_scenario(scenario)
    with workspace.work("Save a scenario") as work:
        there = work.scenarios.all("position")
        _check_own_name(checked, there)
        if checked.id:
            return read_back(work.scenarios.update(kept(checked)))
        _check_names(work, checked)
        if len(there) >= MOST_SCENARIOS:
            raise OutOfRange(
                field="scenarios", value=len(there) + 1, right=f"Remove one first; {MOST_SCENARIOS} are the most"
            )
        last = max((one.position for one in there), default=0)
        return read_back(work.scenarios.add(kept(replace(checked, position=last + 1))))


def _check_own_name(scenario: Scenario, there: Sequence[KeptScenario]) -> None:
    """Refuse a name that another scenario has: nobody could tell them apart, or name one on the command line."""
    taken = {one.name.casefold(): one.name for one in there if one.id != scenario.id}
    if scenario.name.casefold() in taken:
        raise InputError(
            field="name",
            problem=f"there is a scenario “{taken[scenario.name.casefold()]}” already",
            right=f"Call this one “{free_name(scenario.name, list(taken.values()))}”, or change that one",
        )


def _check_names(work: Work, scenario: Scenario) -> None:
    """Refuse a new scenario about a channel that is not there: it would change nothing, and nobody would hear of it."""
    known = [channel.key for channel in work.channels.all("position")]
    for key in named_channels(scenario):
        if key not in known:
            raise UnknownName(field="channel", value=key, known=", ".join(known))
    for name in scenario.without:
        member_named(work.members.all("name"), name)


def check_scenario(workspace: Workspace, *, scenario: Scenario) -> Scenario:
    """Return a scenario that is to be planned with, and not kept, as it would be kept.

    Raises:
        Missing, OutOfRange, UnknownName: as `save_scenario`. NotPermitted: the role may not see forecasts.
    """
    workspace.require(Permission.FORECAST)
    checked = checked_scenario(scenario)
    with workspace.read() as work:
        _check_names(work, checked)
    return checked


def gone(workspace: Workspace, *, scenarios: Sequence[Scenario]) -> Mapping[int, Gone]:
    """Return what kept scenarios speak of that is not there any more, by their numbers; those with nothing are absent.

    A channel or member that is not used any more counts as gone: nothing is expected there, and nobody planned.
    """
    workspace.require(Permission.FORECAST)
    with workspace.read() as work:
        channels = {channel.key for channel in work.channels.all("position") if channel.active}
        members = work.members.all("name")
    found = {
        scenario.id: Gone(
            channels=tuple(key for key in named_channels(scenario) if key not in channels),
            members=tuple(name for name in scenario.without if not _is_there(members, name)),
        )
        for scenario in scenarios
    }
    return {number: each for number, each in found.items() if each}


def _is_there(members: list[Member], name: str) -> bool:
    try:
        member_named(members, name)
    except UnknownName:
        return False
    return True


def remove_scenario(workspace: Workspace, *, scenario_id: int) -> None:
    """Forget a scenario.

    Raises:
        NotPermitted: the role may not change staffing assumptions. NotFound: it is gone.
    """
    workspace.require(Permission.PLAN)
    with workspace.work("Remove a scenario") as work:
        work.scenarios.remove(scenario_id)


@dataclass(frozen=True, kw_only=True)
class ScenarioFigures:
    """What one week takes under a scenario; None stands for how things are.

    `cost_of_one_more` and `level_of_one_more`: the week's cost and service level with one person more in every half
    hour in which somebody is there. `chance_of_missing`: how often a goal of those who wait is missed with the people
    needed, by the doubt of the forecast; None where nobody waits.
    """

    scenario: Scenario | None
    needed: Requirement
    chance_of_missing: float | None
    cost_of_one_more: Decimal
    level_of_one_more: float | None

    @property
    def full_time(self) -> float:
        """People at full time that the paid hours make."""
        return self.needed.full_time_people(hours_each=FULL_TIME_HOURS)


def compare(outlook: Outlook, scenarios: Sequence[Scenario], *, week: date) -> tuple[ScenarioFigures, ...]:
    """Return what a week takes as things are, then under each scenario: arithmetic alone.

    Raises:
        OutOfRange: a week that was not looked ahead to, or a value that is not possible.
    """
    if week not in outlook.weeks:
        known = f"{outlook.weeks[0]} to {outlook.weeks[-1]}" if outlook.weeks else "none: the log is empty"
        raise OutOfRange(field="week", value=week, right=f"Take the Monday of a week that is forecast: {known}")
    return tuple(_figures(outlook, scenario, week) for scenario in (None, *scenarios))


def needed_under(outlook: Outlook, scenario: Scenario | None, *, week: date, more_people: int = 0) -> Requirement:
    """Return the people of a week under a scenario, or as things are."""
    loads, asked = _asked(outlook, scenario, week)
    return requirement(loads, replace(asked, more_people=asked.more_people + more_people))


def _asked(outlook: Outlook, scenario: Scenario | None, week: date) -> tuple[Sequence[IntervalLoad], Assumptions]:
    """What is expected in each half hour under a scenario, and what is assumed."""
    loads, usual = interval_loads(outlook, week=week), as_today(outlook.staffing)
    if scenario is None:
        return loads, usual
    return loads_under(scenario, loads, week=week, every_s=EVERY_MINUTES * 60), scenario.onto(usual)


def _chance_of_missing(outlook: Outlook, scenario: Scenario | None, week: date, needed: Requirement) -> float | None:
    loads, asked = _asked(outlook, scenario, week)
    doubt = {key: found.day_cv for key, found in outlook.outlooks.items()}
    # Of a channel that is not there yet nothing is known: it is as much in doubt as the one that is most.
    most = max(doubt.values(), default=0.0)
    doubt |= {channel.key: most for channel in (scenario.new_channels if scenario else ())}
    agents = [cell.agents for cell in needed.cells]
    return risk(loads, asked, agents=agents, cv=doubt, certainties=()).chance_of_missing


def _figures(outlook: Outlook, scenario: Scenario | None, week: date) -> ScenarioFigures:
    needed = needed_under(outlook, scenario, week=week)
    more = needed_under(outlook, scenario, week=week, more_people=1)
    return ScenarioFigures(
        scenario=scenario,
        needed=needed,
        chance_of_missing=_chance_of_missing(outlook, scenario, week, needed),
        cost_of_one_more=more.cost,
        level_of_one_more=more.service_level,
    )
