"""Words of the comparison: what is recommended and why, what a cell says, how far interviewers agree."""

from collections.abc import Iterable, Sequence

from csops.domain.decisions import Decision
from csops.domain.hiring import Fit, Lack, MustHave, Recommendation, SkillFit
from csops.domain.openings import Application, Outcome, Stage
from csops.domain.rater_spread import Spread
from csops.services.comparison import Compared, Comparison, Group
from csops.services.scorecards import Hidden
from csops.ui.hiring.openings.words import called, outcome_words, stage_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.marks import PillLook

_CLOSE, _FAR = 0.5, 1.0
"""Levels between which interviewers differ "somewhat"; a rating is one of five levels."""


def group_words(group: Group) -> str:
    """Return the heading of a group of rows."""
    return {
        Group.REQUIRED_HARD: tr("Required, hard skills"),
        Group.REQUIRED_SOFT: tr("Required, soft skills"),
        Group.PREFERRED: tr("Preferred"),
    }[group]


def recommendation_words(said: Recommendation) -> str:
    """Return what the figures say, in a word or three."""
    return {
        Recommendation.MEETS: tr("Meets"),
        Recommendation.INCOMPLETE: tr("Incomplete"),
        Recommendation.DOES_NOT_MEET: tr("Does not meet"),
    }[said]


def recommendation_look(said: Recommendation) -> PillLook:
    """Return the pill of what the figures say."""
    family, icon = {
        Recommendation.MEETS: ("success", "check"),
        Recommendation.INCOMPLETE: ("warning", "circle-dashed"),
        Recommendation.DOES_NOT_MEET: ("danger", "x"),
    }[said]
    return PillLook(text=recommendation_words(said), family=family, icon=icon)


def head_look(one: Compared) -> PillLook:
    """Return the pill under a name: what was decided, where it was, else what the figures say."""
    outcome, stage = one.application.outcome, one.application.stage
    if outcome is not Outcome.OPEN:
        icon = {Outcome.KEPT_IN_MIND: "bookmark", Outcome.DECLINED: "circle-x"}.get(outcome, "log-out")
        return PillLook(text=outcome_words(outcome), icon=icon)
    if stage in {Stage.OFFER, Stage.HIRED}:
        is_hired = stage is Stage.HIRED
        return PillLook(
            text=stage_words(stage), family="success" if is_hired else "info", icon="check" if is_hired else "send"
        )
    if one.fit is None:
        return PillLook(text=tr("Close to you") if one.hidden is Hidden.TIED else tr("Hidden"), icon="eye-off")
    if one.fit.fit is None:
        return PillLook(text=tr("Not rated yet"), icon="circle-dashed")
    return recommendation_look(one.fit.recommendation)


def name_of(one: Compared, formats: Formats) -> str:
    """Return what to call a candidate."""
    return called(one.name, one.application.number, formats)


def member_name(found: Comparison, member_id: object) -> str:
    """Return what an interviewer is called."""
    member = found.members.get(member_id) if isinstance(member_id, int) else None
    return member.name if member is not None else tr("Somebody who left")


def skill_name(found: Comparison, key: str) -> str:
    """Return the name of a skill of the catalogue."""
    skill = found.skills.get(key)
    return skill.name if skill is not None else key


def and_joined(names: Sequence[str]) -> str:
    """Return names as one says them: "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


# ------------------------------------------------------------ figures
def level(value: float | None, formats: Formats) -> str:
    """Return a level as it is shown: whole where it is whole, else with one decimal; the sum shows it unrounded."""
    if value is None:
        return UNKNOWN
    return formats.number(value, decimals=0 if float(value).is_integer() else 1)


def per_cent(value: float | None, formats: Formats, *, decimals: int = 0) -> str:
    """Return a figure of 0 to 100 as per cent. One that is not whole is never shown as 100."""
    if value is not None and not decimals and 99.5 <= value < 100 - 1e-9:
        value = 99.0
    return formats.share(None if value is None else value / 100, decimals=decimals)


def gap_words(row: SkillFit, formats: Formats) -> str:
    """Return how far a mean is from its aim."""
    if row.mean is None:
        return tr("not rated")
    gap = row.mean - row.target
    if abs(gap) < 0.05:
        return tr("meets")
    return formats.number(gap, decimals=0 if float(gap).is_integer() else 1, signed=True)


def cell_words(found: Comparison, one: Compared, row: SkillFit, formats: Formats) -> str:
    """Return everything that a cell shows, as it is read out."""
    said = [skill_name(found, row.skill), name_of(one, formats)]
    if row.mean is None:
        said.append(tr("not rated"))
    else:
        n = tr("mean of %Ln ratings", row.n) if row.n > 1 else tr("one rating")
        said.append(tr("{level} of 5").format(level=level(row.mean, formats)))
        said.append(n)
    if row.minimum is not None:
        least = tr("below the least of {level}") if row.is_below else tr("at least {level} needed")
        said.append(least.format(level=formats.number(row.minimum)))
    said.append(tr("aimed at {level}").format(level=formats.number(row.target)))
    if row.is_far_apart:
        said.append(tr("ratings %Ln levels apart: talk about it", row.span or 0))
    return ", ".join(said)


def must_haves_words(must_haves: Iterable[MustHave], formats: Formats) -> str:
    """Return how many must-haves are met: "5 of 6 met"."""
    every = tuple(must_haves)
    if not every:
        return tr("none asked")
    met = sum(each.met is True for each in every)
    return tr("{met} of {all} met").format(met=formats.number(met), all=formats.number(len(every)))


def rank_words(one: Compared, formats: Formats) -> str:
    """Return the rank, or why there is none."""
    standing = one.standing
    if standing is None or standing.fit.fit is None:
        return ""
    if one.is_out:
        return outcome_words(one.application.outcome).lower()
    if standing.rank is None:
        return tr("does not meet")
    place = tr("place {rank}").format(rank=formats.number(standing.rank))
    return tr("{place} so far").format(place=place) if standing.so_far else place


def range_words(one: Compared, formats: Formats) -> str:
    """Return the interval of the fit: "81 to 89"."""
    interval = one.standing.interval if one.standing else None
    if interval is None:
        return tr("not known") if one.fit is not None and one.fit.fit is not None else ""
    said = tr("{low} to {high}")
    return said.format(low=formats.number(round(interval.low)), high=formats.number(round(interval.high)))


# ------------------------------------------------------------ reasons
def reasons(found: Comparison, fit: Fit, formats: Formats) -> list[str]:
    """Return why the figures say what they say, a sentence each."""
    if fit.fit is None:
        return [tr("Nobody has rated yet.")]
    said = [_lack_words(found, fit, lack, formats) for lack in fit.lacks]
    if not said:
        rested = tr("Every must-have is met; {coverage} of the weight is rated, by {people}.")
        people = tr("%Ln interviewers", len(fit.scored_by)) if len(fit.scored_by) > 1 else tr("one interviewer")
        said.append(rested.format(coverage=per_cent(fit.coverage, formats), people=people))
    strongest = _strongest(found, fit)
    if strongest and fit.recommendation is not Recommendation.DOES_NOT_MEET:
        said.append(tr("Strongest in {skills}.").format(skills=and_joined(strongest)))
    return said


def _lack_words(found: Comparison, fit: Fit, lack: Lack, formats: Formats) -> str:
    if lack is Lack.BELOW_MINIMUM:
        below = [
            tr("{skill} ({mean}, at least {least} needed)").format(
                skill=skill_name(found, each.skill),
                mean=level(each.mean, formats),
                least=formats.number(each.minimum),
            )
            for each in fit.must_haves
            if each.met is False
        ]
        return tr("Below what the role needs: {skills}.").format(skills=and_joined(below))
    if lack is Lack.NOT_RATED:
        missing = [
            skill_name(found, row.skill) for row in fit.skills if not row.n and row.requirement.value == "required"
        ]
        return tr("Not rated yet, though required: {skills}.").format(skills=and_joined(missing))
    if lack is Lack.COVERAGE:
        said = tr("Only {coverage} of the weight is rated; 80 % are wanted.")
        return said.format(coverage=per_cent(fit.coverage, formats))
    return tr("One of %Ln interviewers has rated; two are wanted.", fit.panel)


def _strongest(found: Comparison, fit: Fit) -> list[str]:
    above = [row for row in fit.skills if row.mean is not None and row.mean > row.target]
    above.sort(key=lambda row: (row.target - (row.mean or 0.0), -row.weight))
    return [skill_name(found, row.skill) for row in above[:2]]


def spread_words(spread: Spread, usual: float | None, formats: Formats) -> str:
    """Return how far the interviewers of one candidate agree."""
    if spread.levels is None:
        return tr("No skill was rated by two interviewers, so that nothing tells how far they agree.")
    if spread.levels < _CLOSE:
        said = tr("Interviewers agree closely: spread {levels} levels")
    elif spread.levels < _FAR:
        said = tr("Interviewers differ somewhat: spread {levels} levels")
    else:
        said = tr("Interviewers differ: spread {levels} levels")
    told = said.format(levels=formats.number(spread.levels, decimals=1))
    if usual is None:
        return f"{told}."
    return tr("{said}, usual here {usual}.").format(said=told, usual=formats.number(usual, decimals=1))


def apart_words(found: Comparison, row: SkillFit, formats: Formats) -> str:
    """Return who rated what where two differ widely: "Rosa 2, Mara 4"."""
    said = (
        tr("{name} {level}").format(name=member_name(found, who).split(" ")[0], level=formats.number(rated))
        for who, rated in row.levels
    )
    return ", ".join(said)


def scored_words(found: Comparison) -> str:
    """Return how much the table rests on: "11 scored by 3 interviewers"."""
    if not found.scored:
        return tr("Nobody has rated yet")
    people = tr("%Ln interviewers", len(found.interviewers)) if len(found.interviewers) > 1 else tr("one interviewer")
    return tr("{cards} by {people}").format(cards=tr("%Ln scorecards", found.scored), people=people)


def finished_words(one: Compared, formats: Formats) -> str:
    """Return how many of the panel have rated."""
    panel = {*one.finished, *one.waiting}
    said = tr("{done} of {all} have rated")
    return said.format(done=formats.number(len(one.finished)), all=formats.number(len(panel)))


# ------------------------------------------------------------ deciding
def decision_words(decision: Decision, application: Application) -> str:
    """Return the verb on the button of a decision on an application."""
    if decision is Decision.NEXT_STAGE:
        is_first = application.stage is Stage.APPLIED
        return tr("Move to screening") if is_first else tr("Move to the interviews")
    return {
        Decision.TALK_AGAIN: tr("Talk again"),
        Decision.OFFER: tr("Record offer"),
        Decision.HIRE: tr("Record hire"),
        Decision.KEEP_IN_MIND: tr("Keep in mind"),
        Decision.DECLINE: tr("Decline"),
        Decision.WITHDREW: tr("Withdrew"),
        Decision.TAKE_UP_AGAIN: tr("Take up again"),
    }[decision]


def decided_words(decision: Decision) -> str:
    """Return what a toast says of a decision, with a place for the name."""
    return {
        Decision.NEXT_STAGE: tr("{name} moved on"),
        Decision.TALK_AGAIN: tr("Noted: talk to {name} again"),
        Decision.OFFER: tr("Offer to {name} recorded"),
        Decision.HIRE: tr("{name} hired"),
        Decision.KEEP_IN_MIND: tr("{name} kept in mind"),
        Decision.DECLINE: tr("{name} declined"),
        Decision.WITHDREW: tr("Noted: {name} withdrew"),
        Decision.TAKE_UP_AGAIN: tr("{name} taken up again"),
    }[decision]
