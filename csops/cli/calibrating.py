"""The commands about calibrations: which there are, what all of them together tell, and calling one off."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.calibration_figures import Leaning, PooledFigures
    from csops.domain.coefficients import Coefficient
    from csops.services.calibrations import SeenCalibration
    from csops.services.settings import Team

CALIBRATIONS, CALL_OFF = "calibrations", "call-off"


def add_parts(parts: Any) -> None:
    """Add the options of `qa calibrations` and `qa call-off`."""
    says = (
        "List the calibrations that you may know of, what you are to rate first, and say how far reviewers agree over "
        "all whose ratings are open; how somebody rated is told of those alone"
    )
    parts.add_parser(CALIBRATIONS, help="calibrations, and how far reviewers agree", description=says)

    says = (
        "Call a calibration off that is not closed: what was rated in it stays with who rated, counts nowhere, and "
        "stays hidden from the others where it was blind. `csops undo` lets it go on"
    )
    off = parts.add_parser(CALL_OFF, help="call a calibration off", description=says)
    off.add_argument("session", type=int, metavar="ID", help="as `qa calibrations` lists it")
    off.add_argument(
        "--reason", "--why", required=True, metavar="T", help="why nobody goes on with it; reviewers read it"
    )


def _calibrations(call: Call) -> Answer:
    from csops.services.calibration_results import calibration_results
    from csops.services.calibrations import calibrations
    from csops.services.settings import team

    with call.workspace() as workspace:
        known = team(workspace)
        sessions = calibrations(workspace)
        pooled = calibration_results(workspace)
    data = {
        "sessions": [_session(one, known) for one in sessions],
        "together": _together(pooled, known),
    }
    lines = [_line(one, known) for one in sessions] or ["No calibrations"]
    return Answer(data=data, lines=(*lines, *_together_lines(pooled, known)))


def _call_off(call: Call) -> Answer:
    from csops.services.calibration_ending import call_off_calibration

    with call.workspace() as workspace:
        session = call_off_calibration(workspace, session_id=call.options.session, why=call.options.reason)
    data = {"session": session.id, "state": session.state.value, "called_off_why": session.called_off_why}
    return Answer(
        data=data | {"closed_at": session.closed_at},
        lines=(f"Called off: {session.name} ({session.called_off_why}). What was rated in it counts nowhere",),
    )


def _session(one: "SeenCalibration", known: "Team") -> dict[str, Any]:
    session, found = one.session, one.figures
    told: dict[str, Any] = {
        "session": session.id,
        "name": session.name,
        "contact": session.contact_id,
        "member": one.member.name,
        "card": one.card.key,
        "state": session.state.value,
        "due_at": session.due_at,
        "closed_at": session.closed_at,
        "called_off_why": session.called_off_why,
        "rated": [_name(known, who) for who in one.rated],
        "waiting": [_name(known, who) for who in one.waiting],
        "excused": [_name(known, who) for who in session.excused],
        "yours_to_rate": one.is_mine,
    }
    if found is not None:
        told |= {
            "percent_agreement": found.equal,
            "alpha": _coefficient(found.alpha),
            "mean": found.mean,
            "against_mean": {_name(known, who): points for who, points in found.against_mean.items()},
            "criteria": [
                {
                    "criterion": row.criterion,
                    "ratings": {_name(known, who): rating for who, rating in row.ratings.items()},
                    "agreed": None if row.agreed is None else {"rating": row.agreed.rating, "note": row.agreed.note},
                }
                for row in found.rows
            ],
        }
    return told


def _together(found: "PooledFigures", known: "Team") -> dict[str, Any]:
    return {
        "sessions": found.sessions,
        "enough": found.is_enough,
        "percent_agreement": found.equal.percent_agreement,
        "ac1": _coefficient(found.ac1),
        "ac2": _coefficient(found.ac2),
        "alpha": _coefficient(found.alpha),
        "icc": _coefficient(found.icc),
        "leanings": [
            {"reviewer": _name(known, one.reviewer_id), "points": one.points, "low": one.low, "high": one.high}
            | {"sessions": one.sessions}
            for one in found.leanings
        ],
        "alignments": [
            {"reviewer": _name(known, one.reviewer_id), "at": one.at, "value": one.value, "criteria": one.criteria}
            for one in found.alignments
        ],
    }


def _coefficient(one: "Coefficient") -> dict[str, Any]:
    """A coefficient as data: `strength` is `too_few`, and the interval empty, where `contacts` are too few to judge."""
    return {
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "units": one.units,
        "raters": one.raters,
        "contacts": one.contacts,
        "enough": one.is_enough,
        "strength": one.strength.value,
    }


def _name(known: "Team", member_id: int) -> str:
    member = known.member(member_id)
    return "somebody" if member is None else member.name


def _line(one: "SeenCalibration", known: "Team") -> str:
    session = one.session
    asked = len(one.reviewers) - len(session.excused)
    said = f"{session.id}: {session.name} (contact of {one.member.name}), {len(one.rated)} of {asked} rated"
    if session.is_called_off:
        return f"{said}, called off: {session.called_off_why}"
    if one.is_mine:
        said = f"{said}, yours to rate"
    elif one.waiting:
        said = f"{said}, waits for {', '.join(_name(known, who) for who in one.waiting)}"
    if one.figures is not None and one.figures.equal is not None:
        done = f"{len(session.agreed)} of {len(one.version.criteria)} agreed"
        said = f"{said}, {session.state.value}, {one.figures.equal:.0%} of pairs equal, {done}"
    return said


def _together_lines(found: "PooledFigures", known: "Team") -> list[str]:
    equal = found.equal.percent_agreement
    if not found.sessions or equal is None:
        return []
    values = {"AC1": found.ac1, "AC2": found.ac2, "alpha": found.alpha, "ICC": found.icc}
    told = {name: one for name, one in values.items() if one.value is not None}
    said = ", ".join(f"{name} {one.value:.2f}" for name, one in told.items())
    first = f"All {found.sessions} whose ratings are open: {equal:.0%} of pairs equal, {said}"
    few = {name: one for name, one in told.items() if not one.is_enough}
    return [first, *_few(few), *(_leaning(one, known) for one in found.leanings)]


def _few(found: "Mapping[str, Coefficient]") -> list[str]:
    from csops.domain.coefficients import ENOUGH_SESSIONS

    said = ", ".join(f"{name} {one.contacts} of {ENOUGH_SESSIONS}" for name, one in found.items())
    return [f"Contacts too few to judge by: {said}"] if found else []


def _leaning(one: "Leaning", known: "Team") -> str:
    word = (
        "lenient" if one.is_lenient else "strict" if one.is_strict else "within chance" if one.is_enough else "too few"
    )
    likely = "" if one.low is None or one.high is None else f" ({one.low:+.1f} to {one.high:+.1f})"
    name = _name(known, one.reviewer_id)
    return f"{name}: {one.points:+.1f} points beside the others{likely}, on {one.sessions} contacts, {word}"


PARTS: Mapping[str, Callable[[Call], Answer]] = {CALIBRATIONS: _calibrations, CALL_OFF: _call_off}
