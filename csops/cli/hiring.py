"""People missing by month on the command line."""

import argparse
from typing import TYPE_CHECKING

from csops.cli.call import Answer, Call

if TYPE_CHECKING:
    from csops.domain.hiring_need import MonthNeed
    from csops.services.hiring_need import HiringNeed


def add_hiring(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options to those of `staff`."""
    parser = actions.add_parser(
        "hiring",
        help="people missing by month",
        description="Hours that the coming months take, hours that the contracts give, and the people missing",
    )
    parser.add_argument("--months", type=int, metavar="6", default=6, help="how many months, to 12 (default: 6)")


def hiring(call: Call) -> Answer:
    """Tell the people missing in each of the coming months."""
    from csops.services.hiring_need import hiring_need

    with call.workspace() as workspace:
        found = hiring_need(workspace, months=call.options.months)
    data = {
        "months": {f"{month.first_day:%Y-%m}": _data(month) for month in found.months},
        "doubt": found.doubt.cv,
        "doubt_from_months": found.doubt.months,
        "history_days": found.history_days,
        "season_known": found.season_known,
        "people": found.people,
        "people_with_contract": found.with_terms,
        "full_time_hours": found.full_time_hours,
    }
    return Answer(data=data, lines=(*(_line(month) for month in found.months), *_grounds(found)))


def _data(month: "MonthNeed") -> dict[str, float]:
    people = month.missing_people
    return {
        "contacts": round(month.contacts, 1),
        "hours_needed": round(month.needed.mean, 1),
        "hours_needed_low": round(month.needed.low, 1),
        "hours_needed_high": round(month.needed.high, 1),
        "contract_hours": round(month.given.contracts, 1),
        "lost_share": round(month.given.lost, 4),
        "known_away_share": round(month.given.known_away, 4),
        "hours_given": round(month.given.hours, 1),
        "people_missing": round(people.mean, 2),
        "people_missing_low": round(people.low, 2),
        "people_missing_high": round(people.high, 2),
    }


def _line(month: "MonthNeed") -> str:
    people = month.missing_people
    return (
        f"{month.first_day:%b %Y}  {month.needed.mean:6.0f} h needed, {month.given.hours:6.0f} h given  "
        f"{_people(people.mean)} (8 of 10: {people.low:+.1f} to {people.high:+.1f})"
    )


def _people(missing: float) -> str:
    if abs(missing) < 0.05:
        return "as many people as needed"
    return f"{missing:.1f} people missing" if missing > 0 else f"{-missing:.1f} people more than needed"


def _grounds(found: "HiringNeed") -> list[str]:
    lines = [f"People at full time ({found.full_time_hours:g} h a week), on contact after shrinkage"]
    if found.doubt.months:
        lines.append(f"Past months were off by {found.doubt.cv:.0%} ({found.doubt.months} forecasts of four weeks)")
    else:
        lines.append(f"No past months to tell how far off: {found.doubt.cv:.0%} is assumed")
    if not found.season_known:
        lines.append(f"The log spans {found.history_days} days: under a year, so no season is known")
    if found.with_terms < found.people:
        without = found.people - found.with_terms
        lines.append(f"{without} of {found.people} people have no contract entered: taken to work full time")
    return lines
