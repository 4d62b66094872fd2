"""The command about candidates against what a role asks: from the records, or from two files."""

import argparse
import json
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call, Command
from csops.cli.candidate_records import RUNS, add_records
from csops.cli.hire_openings import RUNS as OPENINGS
from csops.cli.hire_openings import add_openings
from csops.cli.hire_out import add_sheet, sheet

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.hiring import Fit
    from csops.domain.rater_spread import PanelAgreement
    from csops.domain.role_profiles import RoleProfile
    from csops.services.comparison import Compared, Comparison

_RECOMMENDED = {"meets": "meets", "incomplete": "incomplete", "does_not_meet": "does not meet"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    says = "Candidates against a role profile: fit, coverage and must-haves; a person decides"
    compare = parts.add_parser("compare", help="candidates against a role profile", description=says)
    compare.add_argument("profile", metavar="PROFILE", help="key or name of the role profile")
    compare.add_argument("--opening", type=int, metavar="ID", help="which opening (default: the newest that is open)")
    says = "One candidate's ratings against a role profile, both from files; nothing is read from the records"
    one = parts.add_parser("fit", help="ratings of a file against a profile of a file", description=says)
    one.add_argument("--profile", required=True, metavar="FILE.yaml", help="one profile, or several below “profiles”")
    one.add_argument("--key", metavar="K", help="which of several profiles")
    one.add_argument("--ratings", required=True, metavar="FILE.json", help="{interviewer: {skill: 1 to 5 or null}}")
    one.add_argument("--panel", type=int, metavar="N", help="how many interviewers there are (default: those named)")
    add_openings(parts)
    add_records(parts)
    add_sheet(parts)


def hire(call: Call) -> Answer:
    """Hold candidates, or the ratings of a file, against a role profile; or do something about their details."""
    runs = {"fit": _fit, "compare": _compare, "sheet": sheet, **OPENINGS, **RUNS}
    return runs[call.options.what](call)


# ------------------------------------------------------------ from the records
def _compare(call: Call) -> Answer:
    from csops.domain.errors import NotFound
    from csops.services.comparison import compare, openings_of

    wanted = call.options.opening
    with call.workspace() as workspace:
        openings = openings_of(workspace, profile=call.options.profile)
        chosen = [each for each in openings if wanted in {None, each.id}][:1]
        if not chosen and wanted is not None:
            raise NotFound(kind="opening of this profile", id=wanted)
        found = compare(workspace, opening_id=chosen[0].id) if chosen else None
    others = [{"id": each.id, "title": each.title} for each in openings if each not in chosen]
    if found is None:
        empty = {"opening": None, "title": None, "candidates": [], "other_openings": others}
        return Answer(data=empty, lines=("There is no opening for this role yet",))
    data = {
        "opening": found.opening.id,
        "title": found.opening.title,
        "profile": found.role.key,
        "candidates": [_candidate(found, each) for each in found.candidates],
        "scorecards": found.scored,
        "agreement": _agreement(found.agreement),
        "other_openings": others,
    }
    more = [f"Also: {each['title']} (--opening {each['id']})" for each in others]
    return Answer(data=data, lines=(*_table(found), *more))


def _candidate(found: "Comparison", one: "Compared") -> dict[str, Any]:
    from csops.domain.rater_spread import agreement_of

    standing, interval = one.standing, one.standing.interval if one.standing else None
    return {
        "candidate": _name(one),
        "application": one.application.id,
        "stage": one.application.stage.value,
        "outcome": one.application.outcome.value,
        "hidden": one.hidden.value if one.hidden else None,
        **(_figures(standing.fit) if standing else _NO_FIGURES),
        "scored_by": [_member(found, who) for who in one.finished],
        "waiting_for": [_member(found, who) for who in one.waiting],
        "agreement": _agreement(agreement_of([standing.fit])) if standing else None,
        "spread_levels": standing.spread.levels if standing else None,
        "rank": standing.rank if standing else None,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "not_told_apart_from": list(standing.alike) if standing else [],
        "values_fit": one.values.fit if one.values else None,
    }


_NO_FIGURES: dict[str, Any] = {"fit": None, "coverage": None, "must_haves": [], "recommendation": None, "lacks": []}


def _figures(found: "Fit") -> dict[str, Any]:
    return {
        "fit": found.fit,
        "coverage": found.coverage,
        "must_haves": [vars(each) for each in found.must_haves],
        "recommendation": found.recommendation.value,
        "lacks": [lack.value for lack in found.lacks],
    }


def _agreement(found: "PanelAgreement") -> dict[str, Any]:
    ac2 = found.ac2
    return {
        "units": found.units,
        "percent_agreement": found.equal,
        "within_one": found.within_one,
        "ac2": ac2.value if ac2 else None,
        "undefined": ac2.undefined if ac2 else False,
    }


def _name(one: "Compared") -> str:
    return one.name or f"Candidate {one.application.number}"


def _member(found: "Comparison", member_id: int) -> str:
    member = found.members.get(member_id)
    return member.name if member else f"member {member_id}"


def _table(found: "Comparison") -> list[str]:
    head = f"{found.role.name}: {found.opening.title}, {len(found.candidates)} candidates"
    if not found.candidates:
        return [f"{head}. Add one, or import a file of them"]
    lines = [head, f"{'rank':>4} {'fit':>5} {'8 of 10':>9} {'cover':>5}  {'must-haves':<10} {'says':<13} candidate"]
    return [*lines, *(_line(found, one) for one in found.candidates), *_hints(found)]


def _line(found: "Comparison", one: "Compared") -> str:
    standing = one.standing
    if standing is None:
        finished = ", ".join(_member(found, who) for who in one.finished) or "nobody yet"
        why = "close to you" if one.hidden and one.hidden.value == "tied" else f"hidden; finished: {finished}"
        return f"{'–':>4} {'–':>5} {'':>9} {'–':>5}  {'–':<10} {'–':<13} {_name(one)} ({why})"
    fit, interval = standing.fit, standing.interval
    rank = f"{standing.rank}{'?' if standing.so_far else ''}" if standing.rank else "–"
    score = "–" if fit.fit is None else f"{_whole(fit.fit)} %"
    reach = f"{interval.low:.0f} to {interval.high:.0f}" if interval else ""
    met = f"{sum(each.met is True for each in fit.must_haves)} of {len(fit.must_haves)}"
    outcome = one.application.outcome.value
    state = f", {outcome.replace('_', ' ')}" if outcome != "open" else ""
    says = _RECOMMENDED[fit.recommendation.value]
    name = f"{_name(one)} ({one.application.stage.value}{state})"
    return f"{rank:>4} {score:>5} {reach:>9} {_whole(fit.coverage):>3} %  {met:<10} {says:<13} {name}"


def _whole(value: float) -> int:
    """A figure of 0 to 100 as the window shows it: halves go up, and only what is whole is 100."""
    return min(floor(value + 0.5), 100 if value >= 100 - 1e-9 else 99)


def _hints(found: "Comparison") -> list[str]:
    said = []
    if any(each.standing and each.standing.alike for each in found.candidates):
        said.append("Candidates whose ranges overlap are not told apart by these ratings")
    if any(each.standing and each.standing.so_far for each in found.candidates):
        said.append("?: so far; not everything is rated")
    return [*said, "A person decides, with a reason; csops declines nobody"]


# ------------------------------------------------------------ from files
def _fit(call: Call) -> Answer:
    from csops.domain.hiring import fit
    from csops.domain.rater_spread import agreement_of

    options = call.options
    role = _profile(Path(options.profile), key=options.key)
    found = fit(role, _ratings(Path(options.ratings)), panel=options.panel)
    data = {
        "profile": role.key,
        **_figures(found),
        "scored_by": list(found.scored_by),
        "agreement": _agreement(agreement_of([found])),
        "skills": [
            {"skill": row.skill, "weight": row.weight, "mean": row.mean, "n": row.n, "points": row.points}
            for row in found.skills
        ],
    }
    score = "nothing is rated" if found.fit is None else f"fit {found.fit:.1f} %"
    met = f"{sum(each.met is True for each in found.must_haves)} of {len(found.must_haves)}"
    says = _RECOMMENDED[found.recommendation.value]
    return Answer(
        data=data, lines=(f"{role.name}: {score}, coverage {found.coverage:.0f} %, must-haves {met}: {says}",)
    )


def _profile(path: Path, *, key: str | None) -> "RoleProfile":
    from csops.cli.yaml_file import read_yaml
    from csops.domain.errors import FileRefused, Missing, UnknownName
    from csops.domain.hiring import profile_from

    right = "Write a profile with name and skills (skill, requirement, weight, target_level, minimum_level)"
    content = read_yaml(path, right=right)
    if not isinstance(content, dict):
        raise FileRefused(path=path, reason="it holds no profile", right=right)
    if "profiles" not in content:
        return profile_from(content)
    listed = content["profiles"] if isinstance(content["profiles"], list) else []
    by_key = {str(each.get("key")): each for each in listed if isinstance(each, dict)}
    if not by_key:
        raise FileRefused(path=path, reason="it holds no profile", right=right)
    if key is None and len(by_key) != 1:
        raise Missing(field="--key", right=f"The file holds several: {', '.join(by_key)}")
    if key is not None and key not in by_key:
        raise UnknownName(field="--key", value=key, known=", ".join(by_key))
    return profile_from(by_key[key] if key is not None else next(iter(by_key.values())))


def _ratings(path: Path) -> Any:
    from csops.domain.errors import FileRefused

    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        right = 'Write JSON such as {"Ann": {"active_listening": 4, "ownership": null}}'
        raise FileRefused(path=path, reason=f"it cannot be read as JSON ({error})", right=right) from error


COMMANDS = (
    Command(
        name="hire", does="Candidates against a role profile: fit, coverage, must-haves", run=hire, arguments=_arguments
    ),
)
