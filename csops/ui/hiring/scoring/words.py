"""What interviews and scorecards are called on the screen."""

from collections.abc import Sequence

from csops.domain.role_profiles import Evidence, ProfileSkill, Requirement
from csops.domain.score_drafts import CardDraft
from csops.domain.skills import SkillKind
from csops.services.score_forms import ScoreForm, SkillLine
from csops.ui.hiring.wording import level_words, tr
from csops.ui.kit.formats import UNKNOWN, Formats


def group_words(line: SkillLine) -> str:
    """Return the heading under which a skill stands in the form."""
    if line.is_value:
        return tr("Our values")
    if line.asked is None or line.asked.requirement is Requirement.PREFERRED:
        return tr("Preferred")
    return tr("Required, hard skills") if line.skill.kind is SkillKind.HARD else tr("Required, soft skills")


def asked_words(line: SkillLine, formats: Formats) -> str:
    """Say what the role asks of a skill: "Required, soft skill · weight 15 %"."""
    if line.asked is None:
        return tr("Not asked by the role any more")
    if line.is_value:
        kind = tr("Value")
    else:
        required = line.asked.requirement is Requirement.REQUIRED
        kind = {
            (True, True): tr("Required, hard skill"),
            (True, False): tr("Required, soft skill"),
            (False, True): tr("Preferred, hard skill"),
            (False, False): tr("Preferred, soft skill"),
        }[required, line.skill.kind is SkillKind.HARD]
    return tr("{kind} · weight {weight}").format(kind=kind, weight=formats.share(line.asked.weight / 100))


def mark_words(level: int, asked: ProfileSkill | None) -> str:
    """Say what a level means to the role: its target, or the least that will do; empty for the others."""
    if asked is None:
        return ""
    if level == asked.target_level:
        return tr("Role needs this or better")
    return tr("The least that will do") if level == asked.minimum_level else ""


def anchor_words(line: SkillLine, level: int) -> str:
    """Return the behaviour at a level; where none is described, that it lies between its neighbours."""
    said = line.skill.anchor(level)
    if said:
        return said.rstrip(".")
    if 1 < level < 5:
        return tr("Between {lower} and {upper}").format(lower=level - 1, upper=level + 1)
    return level_words(level)


def evidence_words(evidence: Evidence) -> str:
    """Return how a skill is looked at."""
    return {
        Evidence.INTERVIEW: tr("Interview"),
        Evidence.WORK_SAMPLE: tr("Work sample"),
        Evidence.ROLE_PLAY: tr("Role play"),
        Evidence.REFERENCE: tr("Reference"),
    }[evidence]


def title_words(evidence: Evidence) -> str:
    """Return the title of a form."""
    return {
        Evidence.INTERVIEW: tr("Score interview"),
        Evidence.WORK_SAMPLE: tr("Score work sample"),
        Evidence.ROLE_PLAY: tr("Score role play"),
        Evidence.REFERENCE: tr("Score reference"),
    }[evidence]


def candidate_words(who: str, number: int) -> str:
    """Return the candidate's name, or the number that stands for it while names are hidden."""
    return who or tr("Candidate {number}").format(number=number)


def rating_words(draft: CardDraft, skill: str) -> str:
    """Return the level of a skill, a dash where it was not asked, nothing while it is open."""
    entry = draft.of(skill)
    return UNKNOWN if entry.not_asked else "" if entry.level is None else str(entry.level)


def missing_words(draft: CardDraft, skills: Sequence[str], skill: str) -> str:
    """Say what stops a submission at a skill that is not rated."""
    if draft.of(skill).not_asked:
        return tr("Rate at least one skill: a form on which nothing was asked says nothing")
    missing = sum(not draft.of(each).is_answered for each in skills)
    return tr("%Ln skills are open: rate this one from 1 to 5, or 0 if it was not asked", missing)


def typed_words(form: ScoreForm, draft: CardDraft) -> str:
    """Return all that was typed as lines to copy: a name, the level and the evidence of each skill, and the note."""
    lines = [candidate_words(form.who, form.application.number) + ", " + form.opening.title]
    for line in form.lines:
        entry = draft.of(line.skill.key)
        if entry.is_answered or entry.evidence:
            level = tr("not asked") if entry.level is None else str(entry.level)
            lines.append(f"{line.skill.name}: {level}" + (f"\n{entry.evidence}" if entry.evidence else ""))
    return "\n\n".join([*lines, *([draft.note] if draft.note else [])])
