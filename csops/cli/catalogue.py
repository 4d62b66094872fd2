"""The skill catalogue and the role profiles on the command line."""

import argparse
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call, Command

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.profile_changes import SkillDifference, VersionDifference
    from csops.domain.role_profiles import ProfileSkill, ProfileVersion
    from csops.domain.skills import Skill
    from csops.services.profiles import KeptProfile

_KINDS = {"hard": "Hard skills", "soft": "Soft skills", "value_fit": "Our values"}


def _skill_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="what", metavar="WHAT")
    actions.add_parser("list", help="every skill (as without WHAT)", description="Every skill, by kind")
    show = actions.add_parser("show", help="one skill", description="One skill: question, behaviours, who uses it")
    show.add_argument("key", metavar="KEY", help="its key or name")
    actions.add_parser(
        "starter",
        help="add our skills and profiles",
        description="Add those of ours that are missing",
    )


def _profile_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="what", metavar="WHAT")
    actions.add_parser("list", help="every profile (as without WHAT)", description="Every role profile")
    show = actions.add_parser("show", help="one profile", description="One profile: what it asks of each skill")
    show.add_argument("key", metavar="KEY", help="its key or name")
    show.add_argument("--version", dest="number", type=int, metavar="N", help="an earlier version; else the newest")
    compare = actions.add_parser("compare", help="two versions", description="What changed between two versions")
    compare.add_argument("key", metavar="KEY", help="its key or name")
    compare.add_argument("before", type=int, metavar="N", help="number of a version")
    compare.add_argument("after", type=int, metavar="M", help="number of another")


# ------------------------------------------------------------ skills
def skills(call: Call) -> Answer:
    """List the skills, show one, or add those that come with the program."""
    if call.options.what == "show":
        return _show_skill(call)
    if call.options.what == "starter":
        return _starter(call)
    from csops.services.skills import list_skills, uses_of_skills

    with call.workspace() as workspace:
        found, uses = list_skills(workspace), uses_of_skills(workspace)
    lines: list[str] = []
    for kind, title in _KINDS.items():
        some = [each for each in found if each.kind.value == kind]
        lines += [title, *(f"  {_skill_line(each, uses.get(each.key, 0))}" for each in some)] if some else []
    data = {"skills": [{**_skill_data(each), "profiles": uses.get(each.key, 0)} for each in found]}
    return Answer(data=data, lines=tuple(lines) or ("No skills yet; `csops skills starter` adds ours",))


def _show_skill(call: Call) -> Answer:
    from csops.services.skills import by_words, skill_named, use_of_skill

    with call.workspace() as workspace:
        skill = skill_named(workspace, key=call.options.key)
        used = use_of_skill(workspace, skill_id=skill.id)
    lines = [f"{skill.name} ({skill.key}){'' if skill.active else ', retired'}", skill.description]
    lines += [
        f"Ask: {skill.question}" if skill.question else "",
        f"Or: {skill.alternative}" if skill.alternative else "",
    ]
    lines += [f"  {level}  {text}" for level, text in enumerate(skill.anchors, start=1) if text]
    if skill.channel:
        lines.append(f"A level of {skill.channel_level} or more lets a member take {skill.channel}")
    lines.append(f"Used by {by_words(used)}" if used.is_used else "Used by nothing yet")
    data = {
        **_skill_data(skill),
        "profiles": [name for _, name in used.profiles],
        "openings": [title for _, title in used.openings],
        "other_openings": used.other_openings,
        "members": used.members,
        "trainings": used.trainings,
        "scorecards": [name for _, name in used.cards],
    }
    return Answer(data=data, lines=tuple(line for line in lines if line))


def _starter(call: Call) -> Answer:
    from csops.services.starter_skills import begin_with_ours

    with call.workspace() as workspace:
        begun = begin_with_ours(workspace)
    said = f"{begun.skills} skills and {begun.profiles} profiles added; what was there stayed as it is"
    return Answer(data={"skills": begun.skills, "profiles": begun.profiles}, lines=(said,))


def _skill_data(skill: "Skill") -> dict[str, Any]:
    return {
        "key": skill.key,
        "name": skill.name,
        "kind": skill.kind,
        "description": skill.description,
        "question": skill.question,
        "alternative": skill.alternative,
        "anchors": {str(level): text for level, text in enumerate(skill.anchors, start=1) if text},
        "channel": skill.channel or None,
        "channel_level": skill.channel_level if skill.channel else None,
        "active": skill.active,
    }


def _skill_line(skill: "Skill", profiles: int) -> str:
    notes = [f"in {profiles} profile{'s' if profiles != 1 else ''}"] if profiles else []
    notes += [] if skill.active else ["retired"]
    told = ", ".join(notes)
    return f"{skill.key}  {skill.name} ({told})" if told else f"{skill.key}  {skill.name}"


# ------------------------------------------------------------ profiles
def profiles(call: Call) -> Answer:
    """List the profiles, show one, or compare two versions of one."""
    if call.options.what == "show":
        return _show_profile(call)
    if call.options.what == "compare":
        return _compare(call)
    from csops.services.profiles import list_profiles

    with call.workspace() as workspace:
        found = list_profiles(workspace)
    lines = tuple(
        f"{each.profile.key}  {each.profile.name}, version {each.version.number}, {len(each.version.skills)} skills"
        f"{'' if each.profile.active else ', retired'}"
        for each in found
    )
    data = {"profiles": [_profile_data(each, each.version) for each in found]}
    return Answer(data=data, lines=lines or ("No profiles yet; `csops skills starter` adds ours",))


def _show_profile(call: Call) -> Answer:
    from csops.domain.errors import UnknownName
    from csops.domain.interview_time import interview_time
    from csops.services.profiles import profile_named, versions_of
    from csops.services.skills import list_skills

    with call.workspace() as workspace:
        kept = profile_named(workspace, key=call.options.key)
        versions = {each.number: each for each in versions_of(workspace, profile_id=kept.profile.id)}
        names = {skill.key: skill.name for skill in list_skills(workspace)}
    wanted = kept.version.number if call.options.number is None else call.options.number
    if wanted not in versions:
        known = ", ".join(str(each) for each in sorted(versions))
        raise UnknownName(field="--version", value=wanted, known=known)
    version, profile = versions[wanted], kept.profile
    time = interview_time(version.skills, interviews=version.interviews, minutes=version.minutes, kind=profile.kind)
    note = f": {version.note}" if version.note else ""
    lines = [f"{profile.name} ({profile.key}), version {version.number} of {len(versions)}{note}", profile.purpose]
    lines += [f"  {names.get(each.skill, each.skill)}: {_asked_words(each)}" for each in version.skills]
    lines.append(
        f"{version.interviews} x {version.minutes} min; {time.skills} skills to talk of take about "
        f"{time.needed_minutes} min, there is room for {time.room}"
    )
    data = {**_profile_data(kept, version), "room": time.room, "versions": sorted(versions)}
    return Answer(data=data, lines=tuple(line for line in lines if line))


def _compare(call: Call) -> Answer:
    from csops.services.profiles import compare, profile_named
    from csops.services.skills import list_skills

    options = call.options
    with call.workspace() as workspace:
        profile = profile_named(workspace, key=options.key).profile
        found = compare(workspace, profile_id=profile.id, before=options.before, after=options.after)
        names = {skill.key: skill.name for skill in list_skills(workspace)}
    changed = [each for each in found.skills if each.difference.value != "same"]
    lines = [f"{profile.name}: version {options.before} to {options.after}", *_time_line(found)]
    lines += [f"  {names.get(each.skill, each.skill)}: {_difference_words(each)}" for each in changed]
    if found.is_same:
        lines.append("Both ask the same")
    data = {
        "profile": profile.key,
        "before": options.before,
        "after": options.after,
        "skills": [
            {
                "skill": each.skill,
                "difference": each.difference,
                "changed": each.changed,
                "before": None if each.before is None else _asked_data(each.before),
                "after": None if each.after is None else _asked_data(each.after),
            }
            for each in found.skills
        ],
    }
    return Answer(data=data, lines=tuple(lines))


def _profile_data(kept: "KeptProfile", version: "ProfileVersion") -> dict[str, Any]:
    return {
        "key": kept.profile.key,
        "name": kept.profile.name,
        "purpose": kept.profile.purpose,
        "kind": kept.profile.kind,
        "active": kept.profile.active,
        "version": version.number,
        "made_at": version.made_at,
        "note": version.note,
        "interviews": version.interviews,
        "minutes": version.minutes,
        "skills": [_asked_data(each) for each in version.skills],
    }


def _asked_data(asked: "ProfileSkill") -> dict[str, Any]:
    return dict(vars(asked))


def _asked_words(asked: "ProfileSkill") -> str:
    least = "" if asked.minimum_level is None else f", at least {asked.minimum_level}"
    ways = ", ".join(each.value.replace("_", " ") for each in asked.evidence)
    return f"{asked.requirement.value}, {asked.weight:g} %, target {asked.target_level}{least} ({ways})"


def _difference_words(each: "SkillDifference") -> str:
    if each.before is None and each.after is not None:
        return f"added, {_asked_words(each.after)}"
    if each.after is None and each.before is not None:
        return f"removed, was {_asked_words(each.before)}"
    assert each.before is not None
    assert each.after is not None
    return f"{_asked_words(each.before)}; now {_asked_words(each.after)}"


def _time_line(found: "VersionDifference") -> list[str]:
    times = [f"{one.interviews} x {one.minutes} min" for one in (found.before, found.after)]
    return [f"  Interviews: {times[0]}; now {times[1]}"] if times[0] != times[1] else []


COMMANDS = (
    Command(name="skills", does="The skill catalogue", run=skills, arguments=_skill_arguments),
    Command(name="profiles", does="Role profiles and their versions", run=profiles, arguments=_profile_arguments),
)
