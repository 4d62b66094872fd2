"""The commands about openings and who applied: listed, opened, closed, added."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.services.candidates import Applied
    from csops.services.opening_lines import OpeningLine
    from csops.services.workspace import Workspace

_STATES = ("open", "filled", "closed")


def add_openings(parts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands to those of `hire`."""
    openings = _part(parts, "openings", "places to fill that you may see, with how far candidates came")
    openings.add_argument("--all", dest="every", action="store_true", help="also those filled and closed")
    made = _part(parts, "open", "open a place to fill, from the newest version of a role profile")
    made.add_argument("profile", metavar="PROFILE", help="key or name of the role profile")
    made.add_argument("--title", metavar="TEXT", help="what it is called (default: as the role)")
    made.add_argument("--people", type=int, metavar="N", default=1, help="how many are wanted (default: 1)")
    made.add_argument("--by", metavar="DAY", help="needed by")
    made.add_argument("--lead", metavar="NAME", help="who runs it (default: you)")
    made.add_argument("--hide-names", action="store_true", help="names are hidden from whoever has yet to rate")
    state = _part(parts, "state", "say that a place is filled or closed, or open it again")
    state.add_argument("id", type=int, metavar="ID", help="number of the opening")
    state.add_argument("state", metavar="STATE", choices=_STATES, help="open, filled or closed")
    candidates = _part(parts, "candidates", "who applied for an opening, by how far they came")
    candidates.add_argument("opening", type=int, metavar="ID", help="number of the opening")
    add = _part(parts, "add", "let somebody apply for an opening")
    add.add_argument("opening", type=int, metavar="ID", help="number of the opening")
    add.add_argument("name", metavar="NAME", nargs="?", default="", help="of the candidate")
    add.add_argument("--known", type=int, metavar="ID", help="a candidate who is kept already, instead of a name")
    add.add_argument("--email", metavar="E", default="")
    add.add_argument("--phone", metavar="P", default="")
    add.add_argument("--source", metavar="TEXT", default="", help="how they came")
    add.add_argument("--consent", metavar="TEXT", default="", help="how they agreed that their details are kept")


def _part(parts: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, says: str) -> Any:
    return parts.add_parser(name, help=says, description=says[:1].upper() + says[1:])


# ------------------------------------------------------------ openings
def _openings(call: Call) -> Answer:
    from csops.services.opening_lines import opening_lines

    with call.workspace() as workspace:
        found = opening_lines(workspace)
    wanted = [line for line in found if call.options.every or line.opening.state.value == "open"]
    lines = [_opening_words(line) for line in wanted] or ["No place is open, or none that you may see"]
    return Answer(data={"openings": [_opening(line) for line in wanted]}, lines=tuple(lines))


def _opening(line: "OpeningLine") -> dict[str, Any]:
    opening = line.opening
    return {
        "id": opening.id,
        "title": opening.title,
        "role": line.role,
        "version": line.role_version,
        "state": opening.state.value,
        "people": opening.positions,
        "hired": line.hired,
        "needed_by": opening.needed_by,
        "lead": line.lead,
        "names_hidden": opening.names_hidden,
        "stages": {stage.value: count for stage, count in line.stages.items()},
        "over": line.over,
        "waiting": list(line.waiting),
    }


def _opening_words(line: "OpeningLine") -> str:
    opening = line.opening
    stages = ", ".join(f"{count} {stage.value}" for stage, count in line.stages.items()) or "nobody applied"
    by = f", needed by {opening.needed_by}" if opening.needed_by else ""
    waits = f"; {len(line.waiting)} scorecards wait for you" if line.waiting else ""
    state = "" if opening.state.value == "open" else f" ({opening.state.value})"
    return f"{opening.id:>4}  {opening.title}{state}: {line.hired} of {opening.positions} hired{by}; {stages}{waits}"


def _open(call: Call) -> Answer:
    from csops.domain import wording
    from csops.domain.openings import Opening
    from csops.services.openings import save_opening

    options = call.options
    with call.workspace() as workspace:
        today = workspace.today()
        name, version_id = _profile(workspace, options.profile)
        opening = Opening(
            profile_version_id=version_id,
            title=options.title or name,
            positions=options.people,
            lead_id=_lead(workspace, options.lead),
            opened_on=today,
            needed_by=wording.day(options.by, today=today, field="--by") if options.by else None,
            names_hidden=options.hide_names,
        )
        made = save_opening(workspace, opening=opening)
    data = {"id": made.id, "title": made.title, "people": made.positions, "needed_by": made.needed_by}
    return Answer(data=data, lines=(f"Opened {made.title} (number {made.id})",))


def _profile(workspace: "Workspace", said: str) -> tuple[str, int]:
    """Return name and newest version of the role profile that is meant."""
    from csops.domain.errors import UnknownName
    from csops.domain.role_profiles import ProfileKind
    from csops.services.opening_lines import profile_options

    roles = [one for one in profile_options(workspace) if one.kind is ProfileKind.ROLE]
    wanted = said.casefold()
    found = next((one for one in roles if wanted in {one.key.casefold(), one.name.casefold()}), None)
    if found is None:
        raise UnknownName(field="profile", value=said, known=", ".join(one.name for one in roles) or "none yet")
    return found.name, found.version_id


def _lead(workspace: "Workspace", said: str | None) -> int:
    from csops.cli.naming import member
    from csops.services.settings import team

    return (member(said, team(workspace)) if said else None) or workspace.member.id


def _state(call: Call) -> Answer:
    from csops.domain.openings import OpeningState
    from csops.services.openings import close_opening

    with call.workspace() as workspace:
        state = OpeningState(call.options.state)
        kept = close_opening(workspace, opening_id=call.options.id, state=state)
    return Answer(data={"id": kept.id, "state": kept.state.value}, lines=(f"{kept.title}: {kept.state.value}",))


# ------------------------------------------------------------ candidates
def _candidates(call: Call) -> Answer:
    from csops.services.candidates import list_applied

    with call.workspace() as workspace:
        found = list_applied(workspace, opening_id=call.options.opening)
    found = sorted(found, key=lambda one: (one.application.outcome.value != "open", -one.application.stage.place))
    lines = [_candidate_words(one) for one in found] or ["Nobody applied yet. Add one, or import a file of them"]
    return Answer(data={"candidates": [_candidate(one) for one in found]}, lines=tuple(lines))


def _candidate(one: "Applied") -> dict[str, Any]:
    application = one.application
    return {
        "application": application.id,
        "candidate": one.candidate_id if one.name else None,
        "number": application.number,
        "name": one.name or None,
        "source": one.source or None,
        "applied_on": application.applied_on,
        "stage": application.stage.value,
        "outcome": application.outcome.value,
        "hidden": one.seen.hidden.value if one.seen.hidden else None,
        "finished": one.finished,
        "asked": one.asked,
        "mine": one.mine.state.value if one.mine else None,
        "my_card": one.mine.id if one.mine else None,
    }


def _candidate_words(one: "Applied") -> str:
    application = one.application
    is_open = application.outcome.value == "open"
    stage = application.stage.value if is_open else application.outcome.value.replace("_", " ")
    name = one.name or f"Candidate {application.number} (name hidden until you have rated)"
    cards = "close to you" if one.seen.hidden and one.seen.hidden.value == "tied" else f"{one.finished} of {one.asked}"
    return f"{application.id:>5}  {stage:<12}  {cards:<12}  {application.applied_on}  {name}"


def _add(call: Call) -> Answer:
    from csops.services.candidates import apply, likely_same

    with call.workspace() as workspace:
        candidate = _wanted(workspace, call.options)
        twins = [] if candidate.id else likely_same(workspace, candidate=candidate)
        made = apply(workspace, candidate=candidate, opening_id=call.options.opening)
    data = {
        "application": made.id,
        "candidate": made.candidate_id,
        "may_be": [{"id": one.id, "name": one.name, "email": one.email or None} for one in twins],
    }
    hints = [f"May be the same person as candidate {one.id}, {one.name}" for one in twins]
    return Answer(data=data, lines=(f"Added {candidate.name} (application {made.id})", *hints))


def _wanted(workspace: "Workspace", options: argparse.Namespace) -> Any:
    """Return the candidate that the options tell: one who is known by number, or somebody new."""
    from csops.domain.candidates import Candidate
    from csops.services.candidates import get_candidate

    if options.known is not None:
        return get_candidate(workspace, candidate_id=options.known)
    return Candidate(
        name=options.name,
        email=options.email,
        phone=options.phone,
        source=options.source,
        came_on=workspace.today(),
        consent_at=workspace.now() if options.consent else None,
        consent_note=options.consent,
    )


RUNS: dict[str, Callable[[Call], Answer]] = {
    "openings": _openings,
    "open": _open,
    "state": _state,
    "candidates": _candidates,
    "add": _add,
}
