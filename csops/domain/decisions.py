"""What a person may decide on an application, where it leads, and whether it goes against what the figures say."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from csops.domain.errors import InputError, Missing
from csops.domain.hiring import Fit, Recommendation
from csops.domain.openings import Application, Outcome, Stage
from csops.domain.texts import kept, says_something, short_enough

LONGEST_REASON = 10_000


class Decision(Enum):
    """What a person decides. The program proposes none of them and takes none by itself."""

    NEXT_STAGE = "next_stage"
    TALK_AGAIN = "talk_again"
    OFFER = "offer"
    HIRE = "hire"
    KEEP_IN_MIND = "keep_in_mind"
    DECLINE = "decline"
    WITHDREW = "withdrew"
    TAKE_UP_AGAIN = "take_up_again"


_ENDS = {
    Decision.KEEP_IN_MIND: Outcome.KEPT_IN_MIND,
    Decision.DECLINE: Outcome.DECLINED,
    Decision.WITHDREW: Outcome.WITHDREW,
}
_STAGES = {Decision.TALK_AGAIN: Stage.INTERVIEW, Decision.OFFER: Stage.OFFER, Decision.HIRE: Stage.HIRED}
_NEXT = {Stage.APPLIED: Stage.SCREENING, Stage.SCREENING: Stage.INTERVIEW}
_AHEAD = {
    Stage.APPLIED: (Decision.NEXT_STAGE, Decision.OFFER),
    Stage.SCREENING: (Decision.NEXT_STAGE, Decision.OFFER),
    Stage.INTERVIEW: (Decision.OFFER, Decision.TALK_AGAIN),
    Stage.OFFER: (Decision.HIRE, Decision.TALK_AGAIN),
    Stage.HIRED: (),
}


@dataclass(frozen=True, kw_only=True)
class Goal:
    """Where a decision leads an application, and whether it needs a reason."""

    stage: Stage
    outcome: Outcome
    against: bool
    needs_reason: bool


def possible(application: Application, *, is_open: bool = True) -> tuple[Decision, ...]:
    """Return what may be decided now, the likeliest first; where the opening is not open any more, only what ends."""
    ends = [decision for decision, outcome in _ENDS.items() if outcome is not application.outcome]
    if not is_open:
        is_hired = application.stage is Stage.HIRED and application.outcome is Outcome.OPEN
        return (Decision.WITHDREW,) if is_hired else tuple(ends)
    if application.outcome is not Outcome.OPEN:
        return (Decision.TAKE_UP_AGAIN, *ends)
    if application.stage is Stage.HIRED:
        return (Decision.WITHDREW,)
    return (*_AHEAD[application.stage], *ends)


def goal_of(application: Application, decision: Decision, *, fit: Fit | None) -> Goal:
    """Return where a decision leads.

    It is *against* what the figures say: an offer or a hire of somebody who does not meet the role, or of whom not all
    is known; going on with who does not meet; declining who meets. Without figures (`fit` None: nobody has rated, or
    whoever decides may not see it yet) an offer or a hire is against them too, for nothing speaks for it.

    Raises:
        InputError: it cannot be decided where the application stands.
    """
    if decision not in possible(application):
        raise InputError(
            field="decision",
            problem=f"{decision.value.replace('_', ' ')} is not possible from {_where(application)}",
            right=f"Possible: {', '.join(each.value.replace('_', ' ') for each in possible(application))}",
        )
    stage = _NEXT[application.stage] if decision is Decision.NEXT_STAGE else _STAGES.get(decision, application.stage)
    against = is_against(decision, None if fit is None else fit.recommendation)
    return Goal(
        stage=stage,
        outcome=_ENDS.get(decision, Outcome.OPEN),
        against=against,
        needs_reason=against or decision is Decision.DECLINE,
    )


def is_against(decision: Decision, recommendation: Recommendation | None) -> bool:
    """Whether a decision goes against what the figures say, None: they say nothing."""
    if decision in {Decision.OFFER, Decision.HIRE}:
        return recommendation is not Recommendation.MEETS
    if decision in {Decision.NEXT_STAGE, Decision.TALK_AGAIN}:
        return recommendation is Recommendation.DOES_NOT_MEET
    return decision is Decision.DECLINE and recommendation is Recommendation.MEETS


def checked_reason(reason: str, *, goal: Goal, decision: Decision) -> str:
    """Return the reason, tidy, or raise Missing where one is needed, OutOfRange for one too long."""
    tidy = short_enough(kept(reason), field="reason", most=LONGEST_REASON)
    if says_something(tidy) or not goal.needs_reason:
        return tidy
    right = (
        "Say why this person is declined, in words that they may read"
        if decision is Decision.DECLINE and not goal.against
        else "This goes against what the figures say, or before they say anything: write why"
    )
    raise Missing(field="reason", right=right)


def check_places(applications: Iterable[Application], *, positions: int) -> None:
    """Raise InputError where as many people are hired as there are places."""
    hired = sum(one.stage is Stage.HIRED and one.outcome is Outcome.OPEN for one in applications)
    if hired >= positions:
        raise InputError(
            field="opening",
            problem=f"{hired} of {positions} places are filled",
            right="Change how many people it is for, if one more is to be hired",
        )


def _where(application: Application) -> str:
    outcome = application.outcome
    return application.stage.value if outcome is Outcome.OPEN else outcome.value.replace("_", " ")
