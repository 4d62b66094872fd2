"""Commands about what-ifs and about how good the forecast has been: scenarios, accuracy."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call, Command
from csops.cli.yaml_file import read_yaml
from csops.domain import wording
from csops.domain.errors import UnknownName

if TYPE_CHECKING:  # looking ahead needs libraries that a quick command does not
    from csops.domain.scenarios import Gone, Scenario
    from csops.services.scenarios import ScenarioFigures
    from csops.services.snapshots import ChannelTrack


def _scenario_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--week", metavar="D", help="a day of the week to compare (default: the first whole one ahead)")
    parser.add_argument("--add", metavar="FILE.yaml", help="keep the scenario that the file says, first")
    parser.add_argument("--remove", metavar="NAME", help="forget a scenario, first")


def scenarios(call: Call) -> Answer:
    """Set every scenario beside how things are, for one week."""
    from csops.services.scenarios import compare, gone, list_scenarios, remove_scenario, save_scenario
    from csops.services.staffing import outlook

    options = call.options
    with call.workspace() as workspace:
        if options.add:
            save_scenario(workspace, scenario=scenario_file(Path(options.add)))
        known = list_scenarios(workspace)
        if options.remove:
            remove_scenario(workspace, scenario_id=_named(known, options.remove).id)
            known = list_scenarios(workspace)
        ahead = outlook(workspace)
        week = ahead.weeks[0] if ahead.weeks else None
        if options.week:
            day = wording.day(options.week, today=workspace.today(), field="--week")
            week = next((one for one in ahead.weeks if 0 <= (day - one).days < 7), day)
        if week is None:
            return Answer(data={"week": None, "scenarios": []}, lines=("Nothing is logged to look ahead from",))
        found = compare(ahead, known, week=week)
        lost = gone(workspace, scenarios=known)
    lines = [_line(each, lost, ahead.shop.currency) for each in found]
    data = {"week": week, "scenarios": [_data(each, lost) for each in found]}
    return Answer(data=data, lines=(f"Week of {week}", *lines))


def scenario_file(path: Path) -> "Scenario":
    """Read a scenario from a YAML file; its name is that of the file where it tells none.

    Raises:
        FileRefused: it cannot be opened, or is no YAML. NotUnderstood, UnknownName, OutOfRange, Missing: what it says.
    """
    from csops.domain.scenario_values import scenario_from
    from csops.domain.scenarios import checked_scenario

    values = read_yaml(path, right="Name a YAML file with a scenario: names and values")
    return checked_scenario(scenario_from(values, name=path.stem))


def _named(known: "list[Scenario]", name: str) -> "Scenario":
    found = [one for one in known if one.name.casefold() == name.strip().casefold()]
    if not found:
        raise UnknownName(field="scenario", value=name, known=", ".join(one.name for one in known) or "none yet")
    return found[0]


def _data(found: "ScenarioFigures", lost: "Mapping[int, Gone]") -> dict[str, Any]:
    from csops.domain.scenario_values import plain
    from csops.domain.scenarios import Gone

    needed, scenario = found.needed, found.scenario
    return {
        "id": scenario.id if scenario else None,
        "name": scenario.name if scenario else None,
        "changes": plain(scenario) if scenario else {},
        "people_at_peak": needed.people_at_peak,
        "full_time": found.full_time,
        "contacts": needed.contacts,
        "hours_on_contacts": needed.hours_on_contacts,
        "paid_hours": needed.paid_hours,
        "cost": needed.cost,
        "service_level": needed.service_level,
        "chance_of_missing": found.chance_of_missing,
        "gone": vars(lost.get(scenario.id, Gone()) if scenario else Gone()),
        "one_more": {"cost": found.cost_of_one_more, "service_level": found.level_of_one_more},
    }


def _line(found: "ScenarioFigures", lost: "Mapping[int, Gone]", currency: str) -> str:
    needed = found.needed
    away = lost.get(found.scenario.id) if found.scenario else None
    names = f"; no longer there: {', '.join((*away.channels, *away.members))}" if away else ""
    name = found.scenario.name if found.scenario else "As things are"
    level = "" if needed.service_level is None else f", {needed.service_level:.0%} answered in time"
    if found.chance_of_missing is not None:
        level += f", a goal missed {found.chance_of_missing:.0%} of the time"
    return f"{name}: {needed.people_at_peak} people, {needed.paid_hours} paid h, {needed.cost} {currency}{level}{names}"


def _accuracy_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--keep", action="store_true", help="keep what is forecast now, to be scored later")


def accuracy(call: Call) -> Answer:
    """Say how kept forecasts went against what came."""
    from csops.services.snapshots import freeze, tracks
    from csops.services.staffing import outlook

    with call.workspace() as workspace:
        kept = freeze(workspace, outlook=outlook(workspace)) if call.options.keep else ()
        found = tracks(workspace)
    lines = [f"Kept the forecast of {len(kept)} channels"] if call.options.keep else []
    lines += [_track_line(each) for each in found] or ["No forecast is kept yet; --keep keeps what is forecast now"]
    return Answer(data={"kept": len(kept), "channels": [_track(each) for each in found]}, lines=tuple(lines))


def _track(found: "ChannelTrack") -> dict[str, Any]:
    track = found.track
    return {
        "channel": found.channel.key,
        "snapshots": found.snapshots,
        "weeks": [{**vars(week), "in_80": week.in_80, "in_95": week.in_95} for week in track.weeks],
        "wape": track.wape,
        "bias": track.bias,
        "coverage80": track.held80,
        "coverage95": track.held95,
        "drift": track.drift,
    }


def _track_line(found: "ChannelTrack") -> str:
    track = found.track
    if track.wape is None or track.held80 is None:
        return f"{found.channel.name}: {found.snapshots} kept, no week of them is over"
    drift = "" if track.drift.value == "none" else f"; drifts: {track.drift.value.replace('_', ' ')}"
    weeks = len(track.weeks)
    return f"{found.channel.name}: {weeks} weeks, missed by {track.wape:.0%}, 80 % range held {track.held80:.0%}{drift}"


COMMANDS = (
    Command(
        name="scenarios", does="Named what-ifs beside how things are", run=scenarios, arguments=_scenario_arguments
    ),
    Command(name="accuracy", does="Kept forecasts against what came", run=accuracy, arguments=_accuracy_arguments),
)
