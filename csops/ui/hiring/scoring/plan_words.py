"""What a plan of interviews says: of its parts, of how each skill is covered, of the time it takes."""

from csops.domain.interview_plan import LEAST_MINUTES, Gap, minutes_each
from csops.domain.role_profiles import Requirement
from csops.services.interview_plan import InterviewPlan, OpenCard, PlannedSeat, PlannedSkill
from csops.ui.hiring.scoring.words import candidate_words, evidence_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats


def row_words(row: PlannedSkill, formats: Formats) -> str:
    """Say what is asked of a skill: "Ownership, required, weight 12 %"."""
    if row.is_value:
        kind = tr("value")
    else:
        kind = tr("required") if row.cover.asked.requirement is Requirement.REQUIRED else tr("preferred")
    said = tr("{skill}, {kind}, weight {weight}")
    return said.format(skill=row.skill.name, kind=kind, weight=formats.share(row.cover.asked.weight / 100))


def note_words(row: PlannedSkill, formats: Formats) -> str:
    """Say below its name what is asked of a skill: "Required, 12 %"."""
    if row.is_value:
        kind = tr("Value")
    else:
        kind = tr("Required") if row.cover.asked.requirement is Requirement.REQUIRED else tr("Preferred")
    return tr("{kind}, {weight}").format(kind=kind, weight=formats.share(row.cover.asked.weight / 100))


def cover_words(row: PlannedSkill, plan: InterviewPlan) -> str:
    """Say how a skill is covered."""
    gap, raters = row.cover.gap(panel=plan.panel), len(row.cover.raters)
    if gap is Gap.NOBODY:
        return tr("Nobody")
    if gap is Gap.ONE_ONLY:
        return tr("One person only")
    if gap is Gap.OTHER_WAY:
        ways = ", ".join(evidence_words(way).lower() for way in row.cover.missing)
        return tr("No {ways} planned").format(ways=ways)
    return tr("%Ln people", raters)


def lesson_words(plan: InterviewPlan) -> list[str]:
    """Return what is lacking in the plan, the worst first; nothing where nothing is."""
    by_gap: dict[Gap, list[str]] = {}
    for row in plan.rows:
        gap = row.cover.gap(panel=plan.panel)
        if gap is not None:
            by_gap.setdefault(gap, []).append(row.skill.name)
    said = []
    if nobody := by_gap.get(Gap.NOBODY):
        said.append(tr("{skills}: rated by nobody").format(skills=_few(nobody)))
    if one := by_gap.get(Gap.ONE_ONLY):
        told = tr("{skills}: rated by one person only; two raters make agreement possible")
        said.append(told.format(skills=_few(one)))
    if other := by_gap.get(Gap.OTHER_WAY):
        told = tr("{skills}: the profile asks for another way to look at it")
        said.append(told.format(skills=_few(other)))
    if plan.panel == 1:
        said.append(tr("One interviewer alone: nobody can say how far two would agree"))
    return said


def _few(names: list[str]) -> str:
    if len(names) <= 3:
        return ", ".join(names)
    return tr("{names} and %Ln more", len(names) - 3).format(names=", ".join(names[:3]))


def seat_words(seat: PlannedSeat, formats: Formats) -> str:
    """Return the head of a part: the name, and below how, in which round and how long."""
    told = tr("{way}, round {round}, {minutes} min").format(
        way=evidence_words(seat.seat.evidence),
        round=formats.number(seat.seat.round),
        minutes=formats.number(seat.seat.minutes),
    )
    name = seat.name if seat.is_here else tr("{name} (left)").format(name=seat.name)
    return f"{name}\n{told}"


def time_words(plan: InterviewPlan, formats: Formats) -> list[str]:
    """Say how long it takes a candidate, beside what the profile allows, and where a part is too short."""
    if not plan.seats:
        return []
    rounds = ", ".join(
        tr("{minutes} min in round {round}").format(round=formats.number(number), minutes=formats.number(minutes))
        for number, minutes in plan.minutes.items()
    )
    allowed = plan.role.interviews * plan.role.minutes
    said = tr("A candidate spends {rounds}, interviewers of a round together. The profile allows {allowed} min")
    told = [said.format(rounds=rounds, allowed=formats.number(allowed))]
    if plan.total_minutes > allowed:
        over = tr("That is {minutes} min more than it allows")
        told.append(over.format(minutes=formats.number(plan.total_minutes - allowed)))
    for seat in plan.seats:
        if minutes_each(seat.seat) < LEAST_MINUTES:
            short = tr("{name}: {minutes} min for each of %Ln skills", len(seat.seat.skills)).format(
                name=seat.name, minutes=formats.number(minutes_each(seat.seat), decimals=1)
            )
            told.append(tr("{part}, too little for a question and its notes").format(part=short))
    return told


def open_words(one: OpenCard, formats: Formats) -> str:
    """Say of a scorecard that is not submitted on whom it is, and how far the others are."""
    said = tr("{who}, {way}, round {round}: {finished} of {of} finished")
    return said.format(
        who=candidate_words(one.who, one.number),
        way=evidence_words(one.card.evidence).lower(),
        round=formats.number(one.card.round),
        finished=formats.number(one.finished),
        of=formats.number(one.of),
    )
