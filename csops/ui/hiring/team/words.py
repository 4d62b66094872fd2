"""What is said of the team's skills: levels and who says them, gaps, what hangs on one person."""

from collections.abc import Mapping, Sequence

from csops.domain.coverage_risk import Coverage, Risk
from csops.domain.hiring import Fit, Recommendation
from csops.domain.people import Member
from csops.domain.skill_gaps import GapState, SkillGap
from csops.domain.skill_levels import LevelSource, SkillLevel, review_of
from csops.services.team_known import HeldRole
from csops.services.team_matrix import CoverageRisks, MatrixCell
from csops.ui.hiring.wording import level_words, tr
from csops.ui.kit.formats import UNKNOWN, Formats


def source_words(source: LevelSource) -> str:
    """Return who says a level, as a heading."""
    return {
        LevelSource.MANAGER: tr("Manager"),
        LevelSource.QUALITY: tr("Reviews"),
        LevelSource.HIRING: tr("Interview"),
        LevelSource.SELF: tr("Own word"),
    }[source]


def said_words(said: SkillLevel, formats: Formats, names: Mapping[int, str]) -> str:
    """Say a judgement with its source, who and when: 4 (Strong), manager, Mara Lindqvist, 3 Mar 2026."""
    by = names.get(said.said_by or 0, "") if said.source is not LevelSource.SELF else ""
    review = review_of(said)
    told = tr("review {number}").format(number=review) if review is not None else by
    parts = (source_words(said.source).lower(), told, formats.day(said.on_day, year=True))
    level = tr("{level} ({word})").format(level=said.level, word=level_words(said.level))
    return ", ".join(part for part in (level, *parts) if part)


def evidence_words(said: SkillLevel) -> str:
    """Return what a judgement is seen by, without the number of its review."""
    return said.evidence.partition(" ")[2] if review_of(said) is not None else said.evidence


def asked_words(gap: SkillGap) -> str:
    """Say what a role asks of a skill: 4, at least 3."""
    least = gap.asked.minimum_level
    if least is None:
        return tr("{target}").format(target=gap.asked.target_level)
    return tr("{target}, at least {least}").format(target=gap.asked.target_level, least=least)


def gap_words(gap: SkillGap) -> str:
    """Say how a level stands to what the role asks."""
    state, difference = gap.state, gap.difference or 0
    if state is GapState.UNKNOWN:
        return tr("not judged yet")
    if state is GapState.BELOW_MINIMUM:
        return tr("below the minimum of {least}").format(least=gap.asked.minimum_level)
    if state is GapState.BELOW_TARGET:
        return tr("%Ln levels below the target", -difference)
    return tr("reaches the target") if not difference else tr("%Ln levels above the target", difference)


def difference_words(gap: SkillGap | None, formats: Formats) -> str:
    """Return a gap as a signed number beside the level, nothing where the target is reached or nothing is known."""
    if gap is None or gap.difference is None or gap.difference >= 0:
        return ""
    return formats.number(gap.difference, signed=True)


def cell_words(cell: MatrixCell, *, who: str, skill: str, role: str, formats: Formats, names: Mapping[int, str]) -> str:
    """Say all of one cell: who, which skill, every source, and the gap to the role."""
    told = [said_words(each, formats, names) for each in cell.said] or [tr("nobody has judged it")]
    said = tr("{who}, {skill}: {levels}").format(who=who, skill=skill, levels="; ".join(told))
    if cell.gap is None:
        return said
    asked = tr("{role} asks for {asked}: {gap}")
    return f"{said}. {asked.format(role=role, asked=asked_words(cell.gap), gap=gap_words(cell.gap))}"


# ---------------------------------------------------------------- fit


def fit_figure(fit: Fit, formats: Formats) -> str:
    """Return the fit as a figure."""
    return UNKNOWN if fit.fit is None else formats.share(fit.fit / 100)


def met_words(fit: Fit) -> str:
    """Say what fit, coverage and must-haves come to."""
    return {
        Recommendation.MEETS: tr("meets"),
        Recommendation.INCOMPLETE: tr("incomplete"),
        Recommendation.DOES_NOT_MEET: tr("does not meet"),
    }[fit.recommendation]


def met_family(fit: Fit) -> str:
    """Return the colours in which that stands."""
    return {
        Recommendation.MEETS: "success",
        Recommendation.INCOMPLETE: "neutral",
        Recommendation.DOES_NOT_MEET: "danger",
    }[fit.recommendation]


def fit_words(fit: Fit, skill_names: Mapping[str, str], formats: Formats) -> str:
    """Say fit, coverage and must-haves as three facts in one line."""
    said = tr("Fit {fit}, {coverage} of the weight judged").format(
        fit=fit_figure(fit, formats), coverage=formats.share(fit.coverage / 100)
    )
    return f"{said}; {must_have_words(fit, skill_names)}"


def must_have_words(fit: Fit, skill_names: Mapping[str, str]) -> str:
    """Say how many of the must-haves are met, and which are not."""
    if not fit.must_haves:
        return tr("no must-haves")
    met = sum(each.met is True for each in fit.must_haves)
    said = tr("{met} of {all} must-haves met").format(met=met, all=len(fit.must_haves))
    below = [skill_names.get(each.skill, each.skill) for each in fit.must_haves if each.met is False]
    open_ones = sum(each.met is None for each in fit.must_haves)
    if below:
        said = tr("{said}, below: {skills}").format(said=said, skills=", ".join(below))
    return tr("{said}, {open} open").format(said=said, open=open_ones) if open_ones else said


def role_words(held: HeldRole | None, formats: Formats) -> str:
    """Say a role with its day: Agent since 2 Mar 2026, Lead by 1 Sep 2026."""
    if held is None:
        return UNKNOWN
    name, by = held.role.profile.name, held.aim.by_day
    if by is not None:
        return tr("{role} by {day}").format(role=name, day=formats.day(by, year=True))
    return tr("{role} since {day}").format(role=name, day=formats.day(held.aim.since, year=True))


# ---------------------------------------------------------------- risks


def short_names(members: Sequence[Member]) -> dict[int, str]:
    """Return the first names by member, whole names where two have the same first."""
    firsts = [member.name.split()[0] for member in members]
    return {
        member.id: first if firsts.count(first) == 1 else member.name
        for member, first in zip(members, firsts, strict=True)
    }


def risk_title(each: Coverage, found: CoverageRisks, names: Mapping[int, str]) -> str:
    """Say what hangs on whom: Only Rosa does chat."""
    who = names.get(each.able[0], "") if each.able else ""
    if each.channel:
        channel = found.channels[each.channel].name
        said = {
            Risk.NOBODY: tr("Nobody does {channel}"),
            Risk.UNKNOWN: tr("Nobody is known to do {channel}"),
            Risk.ONE: tr("Only {who} does {channel}"),
            Risk.COVERED: tr("{channel}"),
        }[each.risk]
        return said.format(channel=channel, who=who)
    said = {
        Risk.NOBODY: tr("Nobody reaches {needed} in {skill}"),
        Risk.UNKNOWN: tr("Nobody is known to reach {needed} in {skill}"),
        Risk.ONE: tr("Only {who} reaches {needed} in {skill}"),
        Risk.COVERED: tr("{skill}"),
    }[each.risk]
    return said.format(skill=found.skills[each.skill].name, who=who, needed=each.needed)


def risk_note(each: Coverage) -> str:
    """Say how many do not reach it, of how many nobody knows, and whether it rests on own word."""
    parts = []
    if each.own_word and len(each.own_word) == len(each.able):
        parts.append(tr("by own word only"))
    if each.below:
        parts.append(tr("%Ln people not there", len(each.below)))
    if each.unjudged:
        parts.append(tr("%Ln people not judged yet", len(each.unjudged)))
    if not each.is_required:
        parts.append(tr("preferred"))
    return " · ".join(parts)
