"""The referee on the command line: coming weeks, played."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from csops.cli.amounts import number_of, seconds_of
from csops.cli.call import Answer, Call
from csops.cli.printing import plain, tell_progress
from csops.domain import wording
from csops.domain.errors import InputError

if TYPE_CHECKING:  # playing takes a library of numbers, which a quick command need not wait for
    from csops.domain.simulation import ChannelPlayed, Simulation
    from csops.services.simulation import How


def add_simulate(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options to those of `staff`."""
    parser = actions.add_parser(
        "simulate",
        help="a plan, or coming weeks with the people needed, played",
        description="Play a plan many times with its named people, or coming weeks with the people needed, and tell "
        "what those who get in touch meet",
    )
    parser.add_argument("--plan", type=int, metavar="ID", help="this plan of shifts; else the people needed")
    parser.add_argument("--from", dest="first", metavar="DATE", help="a day of the first week (default: the next)")
    parser.add_argument("--weeks", type=int, metavar="N", help="how many weeks (default: 1)")
    parser.add_argument("--patience", metavar="2m", help="mean patience; without it nobody gives up")
    parser.add_argument(
        "--volume", metavar="1.2", default="1", help="what comes, over what is planned for (default: 1)"
    )
    parser.add_argument("--runs", type=int, metavar="100", default=100, help="how often (default: 100)")
    parser.add_argument("--seed", type=int, metavar="1", default=1, help="which chance (default: 1)")


def simulate(call: Call) -> Answer:
    """Play a plan of shifts, or coming weeks with the people needed."""
    return _need(call) if call.options.plan is None else _plan(call)


def _need(call: Call) -> Answer:
    from csops.services.simulation import simulate_need

    options = call.options
    with call.workspace() as workspace:
        today = workspace.today()
        played = simulate_need(
            workspace,
            first_day=wording.day(options.first, today=today, field="--from") if options.first else None,
            weeks=1 if options.weeks is None else options.weeks,
            **_how(options),
        )
    found = played.simulation
    head = (
        f"{played.first_day:%d %b} to {played.last_day:%d %b %Y}, {found.runs} runs: at most {played.people_at_peak} "
        f"people at once, {found.hours_on_duty:g} hours on duty"
    )
    data = {"from": played.first_day, "to": played.last_day, "people_at_peak": played.people_at_peak, **_data(found)}
    return Answer(data=data, lines=(head, *_lines(found)))


def _plan(call: Call) -> Answer:
    from csops.services.plan_simulation import simulate_plan

    options = call.options
    if options.first or options.weeks is not None:
        raise InputError(field="--plan", problem="a plan has its own days", right="Leave out --from and --weeks")
    with call.workspace() as workspace:
        played = simulate_plan(workspace, plan_id=options.plan, **_how(options))
    plan, found = played.plan, played.simulation
    head = (
        f"Plan {plan.id}, {plan.first_day:%d %b} to {plan.last_day:%d %b %Y}, {found.runs} runs: "
        f"{len(found.people)} people, {found.hours_on_duty:g} hours on duty"
    )
    people = {
        person.name: {"hours": person.hours, "occupancy": person.occupancy, "overrun_hours": person.overrun_hours}
        for person in found.people
    }
    data = {"plan": plan.id, "from": plan.first_day, "to": plan.last_day, "people": people, **_data(found)}
    return Answer(data=data, lines=(head, *_lines(found)))


def _how(options: argparse.Namespace) -> "How":
    return {
        "volume_factor": number_of(options.volume, "--volume"),
        "patience_s": seconds_of(options.patience, "--patience") if options.patience else None,
        "runs": options.runs,
        "seed": options.seed,
        "progress": lambda share: tell_progress(share, "Playing"),
    }


def _data(found: "Simulation") -> Mapping[str, Any]:
    return {
        "channels": {channel.channel: _channel(channel) for channel in found.channels},
        "occupancy": found.occupancy,
        "hours": found.hours_on_duty,
        "overrun_hours": found.overrun_hours,
        "unplanned_share": found.unplanned_share,
        "runs": found.runs,
        "seed": found.seed,
    }


def _channel(channel: "ChannelPlayed") -> Mapping[str, Any]:
    """The names of interfaces.md first: times without their unit, seconds."""
    known: dict[str, Any] = plain(channel)
    return {name.removesuffix("_s"): value for name, value in known.items() if name != "channel"}


def _lines(found: "Simulation") -> tuple[str, ...]:
    busy = () if found.occupancy is None else (f"Busy {found.occupancy:.0%} of the time",)
    lost = (
        (f"{found.unplanned_share:.0%} of the shifts fell out, as the rules have it",) if found.unplanned_share else ()
    )
    return (*(_line(channel) for channel in found.channels), *busy, *lost)


def _line(channel: "ChannelPlayed") -> str:
    if channel.service_level is None or channel.low is None or channel.high is None:
        return f"{channel.channel}: nobody came"
    met = (
        f"{channel.channel}: {channel.service_level:.1%} in time ({channel.low:.1%} to {channel.high:.1%}), "
        f"goal missed in {channel.chance_of_missing or 0:.0%} of the runs"
    )
    if not channel.is_immediate:
        return f"{met}; {channel.missed_deadlines:.1f} of {channel.offered:.0f} late"
    waits = f"mean wait {channel.mean_wait_s or 0:.0f} s, longest of a run {channel.longest_wait_s or 0:.0f} s"
    return f"{met}; {waits}; {channel.abandonment or 0:.1%} of {channel.offered:.0f} gave up"
