"""What is said of a role profile: its choices, its problems, and what changed between versions."""

from collections.abc import Mapping, Sequence

from csops.domain.interview_time import FRAME_MINUTES, SKILL_MINUTES, VALUE_MINUTES, InterviewTime
from csops.domain.profile_changes import SkillDifference, VersionDifference
from csops.domain.role_profiles import Evidence, Profile, ProfileKind, ProfileSkill, ProfileVersion, Requirement
from csops.domain.version_differences import Difference
from csops.services.profiles import KeptProfile
from csops.ui.hiring.wording import tr
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.weights import weight_words

Names = Mapping[str, str]
"""What each skill is called, by its key."""


def requirement_words(requirement: Requirement) -> str:
    """Return whether a skill is required or preferred, in a word."""
    return tr("Required") if requirement is Requirement.REQUIRED else tr("Preferred")


def evidence_word(evidence: Evidence) -> str:
    """Return how a skill is looked at, in a word or two."""
    said = {
        Evidence.INTERVIEW: tr("Interview"),
        Evidence.WORK_SAMPLE: tr("Work sample"),
        Evidence.ROLE_PLAY: tr("Role play"),
        Evidence.REFERENCE: tr("References"),
    }
    return said[evidence]


def evidence_words(evidence: Sequence[Evidence]) -> str:
    """Return all ways in which a skill is looked at."""
    return ", ".join(evidence_word(each) for each in evidence)


def problem_words(error: Exception, names: Names) -> str:
    """Return what is wrong with a profile, with its skills by their names."""
    told = words(error)
    key = skill_in(told.field, names)
    return told.sentence.replace(key, names[key]).replace(_first_large(key), names[key]) if key else told.sentence


def skill_in(field: str, names: Names) -> str:
    """Return the key of the skill that an error's field speaks of (weight of KEY), empty for none."""
    last = field.rsplit(" of ", maxsplit=1)[-1]
    return last if last in names else ""


def _first_large(key: str) -> str:
    return key[:1].upper() + key[1:]


def time_words(time: InterviewTime, kind: ProfileKind) -> str:
    """Say whether the skills fit into the time, and by how much they do not."""
    if kind is ProfileKind.VALUES:
        said = tr("%Ln values take about {needed} of {minutes} min", time.skills)
    else:
        said = tr("%Ln skills to talk of take about {needed} of {minutes} min", time.skills)
    told = said.format(needed=time.needed_minutes, minutes=time.minutes)
    if time.fits:
        return told
    over = tr("{told}: there is room for {room}. Ask for fewer, or plan more time")
    return over.format(told=told, room=time.room)


def rule_words(kind: ProfileKind) -> str:
    """Say by which rule the time is counted."""
    if kind is ProfileKind.VALUES:
        return tr("About {value} minutes each, at the end of an interview").format(value=VALUE_MINUTES)
    said = tr(
        "About {skill} minutes a skill, and {frame} of each interview for the welcome and the candidate's own "
        "questions. What only a work sample or references show takes no time of it"
    )
    return said.format(skill=SKILL_MINUTES, frame=FRAME_MINUTES)


def version_words(version: ProfileVersion, *, who: str, when: str) -> str:
    """Say which version it is, who saved it and when."""
    said = tr("Version {number}, {when}, by {who}") if who else tr("Version {number}, {when}")
    return said.format(number=version.number, when=when, who=who)


def saved_words(before: Profile, kept: KeptProfile) -> str:
    """Say what was saved: a new profile, a version, or its name and purpose alone."""
    name = kept.profile.name
    if not before.id:
        return tr("{name} added").format(name=name)
    if before.current != kept.profile.current:
        return tr("Version {number} of {name} saved").format(number=kept.version.number, name=name)
    return tr("{name} changed").format(name=name)


def asked_words(asked: ProfileSkill | None, formats: Formats) -> str:
    """Say what a version asks of a skill in one line: required, 15 %, target 4, at least 3."""
    if asked is None:
        return tr("not asked")
    parts = [requirement_words(asked.requirement).lower()]
    parts.append(tr("{weight} %").format(weight=weight_words(asked.weight, formats)))
    parts.append(tr("target {level}").format(level=asked.target_level))
    if asked.minimum_level is not None:
        parts.append(tr("at least {level}").format(level=asked.minimum_level))
    if asked.evidence != (Evidence.INTERVIEW,):
        parts.append(evidence_words(asked.evidence).lower())
    return ", ".join(parts)


def difference_words(difference: SkillDifference) -> str:
    """Say what became of a skill: added, removed, or which of its values changed."""
    if difference.difference is Difference.ADDED:
        return tr("added")
    if difference.difference is Difference.REMOVED:
        return tr("removed")
    said = {
        "requirement": tr("requirement"),
        "weight": tr("weight"),
        "target_level": tr("target"),
        "minimum_level": tr("minimum"),
        "evidence": tr("evidence"),
    }
    return ", ".join(said[name] for name in difference.changed) or tr("the same")


def field_of(name: str, record: Profile | ProfileVersion, names: Names, formats: Formats) -> tuple[str, str]:
    """Return a field's label and what a profile or version says there, for two who changed the same."""
    if name == "skills" and isinstance(record, ProfileVersion):
        said = [f"{names.get(each.skill, each.skill)}: {asked_words(each, formats)}" for each in record.skills]
        return tr("Skills"), "; ".join(said)
    labels = {
        "name": tr("Name"),
        "purpose": tr("What the role is for"),
        "interviews": tr("Interviews"),
        "minutes": tr("Minutes each"),
        "active": tr("Can be chosen"),
    }
    return labels.get(name, name), str(getattr(record, name))


def summary_words(found: VersionDifference) -> str:
    """Say in a line what a version asks otherwise than another."""
    if found.is_same:
        return tr("Both ask the same")
    counts = [
        (Difference.ADDED, "%Ln skills added"),
        (Difference.REMOVED, "%Ln skills removed"),
        (Difference.CHANGED, "%Ln skills changed"),
    ]
    said = []
    for difference, text in counts:
        count = sum(each.difference is difference for each in found.skills)
        if count:
            said.append(tr(text, count))
    time = tr("{interviews} x {minutes} min")
    before, after = (time.format(interviews=one.interviews, minutes=one.minutes) for one in (found.before, found.after))
    if before != after:
        said.append(tr("interviews {before}, now {after}").format(before=before, after=after))
    return ", ".join(said) or tr("The skills stand in another order")
