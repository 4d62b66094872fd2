"""The command about the team: who can do what, what is missing for the roles, what hangs on one person."""

import argparse
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call, Command

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.coverage_risk import Coverage
    from csops.domain.hiring import Fit
    from csops.domain.skill_gaps import SkillGap
    from csops.domain.skill_levels import SkillLevel
    from csops.services.team_known import HeldRole
    from csops.services.team_matrix import CoverageRisks, MatrixCell, MemberSkills, SkillMatrix

_RISKS = {
    "nobody": "nobody",
    "unknown": "nobody is known to",
    "one": "only {who}",
    "covered": "{number} people",
}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="what", metavar="WHAT")
    for name, does in (
        ("matrix", "levels of every skill and member"),
        ("gaps", "what is missing for the roles, the worst first"),
    ):
        part = parts.add_parser(name, help=does, description=does.capitalize())
        part.add_argument("--role", metavar="PROFILE", help="hold everybody against this role (default: their own)")
    says = "channels and skills by how many people they hang on, the worst first"
    parts.add_parser("coverage", help=says, description=says.capitalize())
    says = "one member: levels by who says so, gaps, readiness for every role, training"
    member = parts.add_parser("member", help="one member's levels, gaps and readiness", description=says.capitalize())
    member.add_argument("name", metavar="NAME", help="name or initials")


def team(call: Call) -> Answer:
    """Say what the team can do."""
    what = call.options.what or "matrix"
    if what == "coverage":
        return _coverage(call)
    return _member(call) if what == "member" else _matrix(call, is_gaps=what == "gaps")


# ------------------------------------------------------------ everybody
def _matrix(call: Call, *, is_gaps: bool) -> Answer:
    from csops.services.profiles import profile_named
    from csops.services.team_matrix import skill_matrix

    role = getattr(call.options, "role", None)
    with call.workspace() as workspace:
        profile_id = profile_named(workspace, key=role).profile.id if role else None
        found = skill_matrix(workspace, profile_id=profile_id)
    if is_gaps:
        return _gaps(found)
    data = {
        "role": found.role.profile.key if found.role else None,
        "members": [_column(found, place) for place in range(len(found.members))],
    }
    lines = _table(found)
    return Answer(data=data, lines=tuple(lines) or ("Nobody's skills are known yet",))


def _column(found: "SkillMatrix", place: int) -> dict[str, Any]:
    member = found.members[place]
    held, fit = found.roles.get(member.id), found.fits.get(member.id)
    cells = [row[place] for row in found.cells]
    return {
        "member": member.name,
        "role": held.role.profile.key if held else None,
        **_fit(fit),
        "skills": {cell.skill: _cell(cell) for cell in cells if cell.said or cell.gap},
    }


def _cell(cell: "MatrixCell") -> dict[str, Any]:
    return {
        "level": cell.level,
        "said": [_said(each) for each in cell.said],
        **(_gap(cell.gap) if cell.gap else {"target": None, "minimum": None, "difference": None, "state": None}),
    }


def _said(said: "SkillLevel") -> dict[str, Any]:
    return {"source": said.source.value, "level": said.level, "on": said.on_day, "evidence": said.evidence}


def _gap(gap: "SkillGap") -> dict[str, Any]:
    return {
        "target": gap.asked.target_level,
        "minimum": gap.asked.minimum_level,
        "difference": gap.difference,
        "state": gap.state.value,
    }


def _fit(fit: "Fit | None") -> dict[str, Any]:
    if fit is None:
        return {"fit": None, "coverage": None, "must_haves": [], "recommendation": None}
    return {
        "fit": fit.fit,
        "coverage": fit.coverage,
        "must_haves": [
            {"skill": each.skill, "minimum": each.minimum, "level": each.mean, "met": each.met}
            for each in fit.must_haves
        ],
        "recommendation": fit.recommendation.value,
    }


def _table(found: "SkillMatrix") -> list[str]:
    if not found.skills:
        return []
    width = max(len(skill.name) for skill in found.skills)
    heads = [member.initials or member.name[:2] for member in found.members]
    lines = [" " * width + "".join(f"{head:>8}" for head in heads)]
    for skill, row in zip(found.skills, found.cells, strict=True):
        lines.append(f"{skill.name:<{width}}" + "".join(f"{_short(cell):>8}" for cell in row))
    fits = ["–" if (fit := found.fits.get(each.id)) is None or fit.fit is None else f"{fit.fit:.0f} %"
            for each in found.members]  # fmt: skip
    return [*lines, f"{'Fit to the role':<{width}}" + "".join(f"{fit:>8}" for fit in fits)]


def _short(cell: "MatrixCell") -> str:
    if cell.level is None:
        return "–" if cell.gap else ""
    missing = cell.gap.difference if cell.gap else None
    return f"{cell.level} ({missing:+d})" if missing is not None and missing < 0 else str(cell.level)


def _gaps(found: "SkillMatrix") -> Answer:
    from csops.domain.skill_gaps import GapState, worst_first

    names = {member.id: member.name for member in found.members}
    skills = {skill.key: skill.name for skill in found.skills}
    all_gaps = [(cell.member_id, cell.gap) for row in found.cells for cell in row if cell.gap is not None]
    missing = [pair for pair in worst_first(all_gaps) if pair[1].state is not GapState.REACHED]
    data = [{"member": names[member], "skill": gap.skill, "level": gap.level, **_gap(gap)} for member, gap in missing]
    lines = [f"{names[member]}, {skills[gap.skill]}: {_gap_words(gap)}" for member, gap in missing]
    return Answer(data={"gaps": data}, lines=tuple(lines) or ("Nothing is missing for the roles that members have",))


def _gap_words(gap: "SkillGap") -> str:
    least = "" if gap.asked.minimum_level is None else f", at least {gap.asked.minimum_level}"
    level = "not judged yet" if gap.level is None else f"{gap.level}{' by own word' if gap.is_own_word else ''}"
    below = " (below the minimum)" if gap.state.value == "below_minimum" else ""
    return f"{level}{below}; the role asks for {gap.asked.target_level}{least}"


# ------------------------------------------------------------ what hangs on one person
def _coverage(call: Call) -> Answer:
    from csops.services.team_matrix import coverage_risks

    with call.workspace() as workspace:
        found = coverage_risks(workspace)
    data = [_risk(found, each) for each in found.found]
    lines = [_risk_words(found, each) for each in found.found]
    return Answer(data={"coverage": data}, lines=tuple(lines) or ("No role asks for a skill yet",))


def _risk(found: "CoverageRisks", each: "Coverage") -> dict[str, Any]:
    people = {name: [found.members[one].name for one in getattr(each, name)] for name in _PEOPLE}
    return {
        "channel": each.channel or None,
        "skill": each.skill or None,
        "needed": each.needed,
        "risk": each.risk.value,
        "required": each.is_required,
        **people,
    }


_PEOPLE = ("able", "own_word", "below", "unjudged")


def _risk_words(found: "CoverageRisks", each: "Coverage") -> str:
    who = found.members[each.able[0]].name if each.able else ""
    said = _RISKS[each.risk.value].format(who=who, number=len(each.able))
    name = found.channels[each.channel].name if each.channel else found.skills[each.skill].name
    needed = "" if each.needed is None else f" at level {each.needed}"
    unjudged = f", {len(each.unjudged)} not judged yet" if each.unjudged else ""
    return f"{name}{needed}: {said}{unjudged}"


# ------------------------------------------------------------ one member
def _member(call: Call) -> Answer:
    from csops.services.people import member_named
    from csops.services.settings import team as team_of
    from csops.services.team_matrix import member_skills

    with call.workspace() as workspace:
        member = member_named(list(team_of(workspace).members), call.options.name)
        found = member_skills(workspace, member_id=member.id)
    data = {
        "member": found.member.name,
        "role": _role(found.now),
        "next_role": _role(found.next),
        "skills": {each.skill.key: [_said(one) for one in each.history] for each in found.skills},
        "gaps": [{"skill": gap.skill, "level": gap.level, **_gap(gap)} for gap in found.gaps],
        "next_gaps": [{"skill": gap.skill, "level": gap.level, **_gap(gap)} for gap in found.next_gaps],
        "readiness": {each.role.profile.key: _fit(each.fit) for each in found.readiness},
        "not_yet": [{**vars(each)} for each in found.not_yet],
        "trainings": [
            {"name": each.training.name, "on": each.training.on_day, "state": each.training.state.value}
            for each in found.trainings
        ],
    }
    return Answer(data=data, lines=tuple(_member_lines(found)))


def _role(held: "HeldRole | None") -> dict[str, Any] | None:
    if held is None:
        return None
    return {"profile": held.role.profile.key, "since": held.aim.since, "by": held.aim.by_day}


def _member_lines(found: "MemberSkills") -> list[str]:
    names = {each.skill.key: each.skill.name for each in found.skills}
    roles = [held.role.profile.name for held in (found.now, found.next) if held is not None]
    lines = [f"{found.member.name}: {', then '.join(roles) or 'no role yet'}"]
    for each in found.skills:
        told = ", ".join(f"{one.source.value} {one.level}" for one in each.said) or "not judged yet"
        lines.append(f"  {each.skill.name}: {told}")
    lines += [f"  ! {names[gap.skill]}: {_gap_words(gap)}" for gap in found.gaps if gap.state.value != "reached"]
    for ready in found.readiness:
        fit = "–" if ready.fit.fit is None else f"{ready.fit.fit:.0f} %"
        said = ready.fit.recommendation.value.replace("_", " ")
        lines.append(f"  > {ready.role.profile.name}: fit {fit}, coverage {ready.fit.coverage:.0f} %, {said}")
    return lines


COMMANDS = (
    Command(
        name="team",
        does="The team: who can do what, gaps to the roles, what hangs on one person",
        run=team,
        arguments=_arguments,
    ),
)
