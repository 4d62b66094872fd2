"""Why a customer may be about to leave, in words."""

from csops.domain.care_rules import CareRules
from csops.domain.risk import RATE_WEEKS, Reason, Risk, counts_silence
from csops.ui.kpis.words import tr


def reason_words(reason: Reason) -> str:
    """Return one reason: "a case is open for 12 days"."""
    if reason.risk is Risk.LOW_ANSWER:
        return tr("last answer: {answer}").format(answer=reason.said)
    if reason.risk is Risk.OPEN_CASE:
        return tr("a case is open for %Ln days", reason.days)
    if reason.risk is Risk.SILENT:
        return tr("silent for %Ln weeks", reason.weeks)
    said = tr("%Ln contacts in {weeks} weeks, {before} in the {weeks} before", reason.now)
    return said.format(weeks=RATE_WEEKS, before=reason.before)


def rule_of_silence(rules: CareRules) -> str:
    """Return whether silence counts as a risk."""
    if counts_silence(rules):
        return tr("Silent for %Ln weeks counts as a risk", rules.silent_weeks)
    return tr("Silence does not count as a risk: it does where subscriptions are sold, or where it is switched on")
