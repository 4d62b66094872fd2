"""What reviews came to in the period before, beside which results are read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from csops.domain.care_rules import CareRules
from csops.domain.periods import FIRST_YEAR, Period
from csops.domain.quality_rules import QualityRules
from csops.domain.review_changes import ScoreChange, change_of
from csops.domain.review_privacy import Cover, enough_together, hidden_people
from csops.domain.review_results import Scores, hidden, scores, weighed
from csops.domain.reviews import COUNTING, Purpose
from csops.domain.team import Shop
from csops.services.collecting import uncollected
from csops.services.quality_access import viewer_in
from csops.services.review_results import FAIR, judged_by, read_facts, results_of
from csops.services.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Before:
    """The same length of time before a period: its days, and what the reviews of it that the viewer sees came to.

    `enough`: with fewer reviews on either side a change says nothing.
    """

    first_day: date
    last_day: date
    whole: Scores
    enough: int

    def changes(self, now: Scores) -> dict[str, ScoreChange]:
        """Return how final score, what passed, and what is without a critical error differ now."""
        return {
            "final": change_of(now.final, self.whole.final, too_few=self.enough),
            "passed": change_of(now.passed, self.whole.passed, too_few=self.enough),
            "clean": change_of(now.clean, self.whole.clean, too_few=self.enough),
        }


@uncollected()
def results_before(
    workspace: Workspace,
    *,
    first_day: date,
    last_day: date,
    purposes: Collection[Purpose] = FAIR,
    member_id: int | None = None,
    card: str = "",
) -> Before | None:
    """Return what reviews came to in the period before, of the same length; None where there is no such time.

    A period that goes on beyond today ends today, so that both are equally long. What stands in the figure of all is
    what stands there where that period is asked for by itself.

    Raises:
        OutOfRange: the last day lies before the first. NotPermitted: as `review_results`.
    """
    chosen = {purpose for purpose in COUNTING if purpose in set(purposes)}
    with workspace.read() as work:
        period = _before(work.settings.get(Shop).zone, first_day, last_day, today=workspace.today())
        rules, enough = work.settings.get(QualityRules), work.settings.get(CareRules).too_few
        viewer, whose = viewer_in(workspace, work), results_of(workspace, work, member_id)
        if period is None:
            return None
        seen = read_facts(work, period, card=card, has_answers=False)
        counted = weighed([fact for fact in seen if whose in (None, fact.member_id)], purposes=chosen)
        judged = judged_by(work, period, chosen, card=card, to_rank=enough)
    fewest = rules.fewest_to_show
    whom = hidden_people(counted, viewer_id=viewer.member_id, fewest=fewest)
    shown = Cover(counted, hidden=whom, enough=enough_together(fewest)).whole()
    whole = hidden(scores(counted, judged)) if counted and not shown else scores(shown, judged)
    return Before(first_day=period.first_day, last_day=period.last_day, whole=whole, enough=enough)


def _before(zone: str, first_day: date, last_day: date, *, today: date) -> Period | None:
    asked = Period(first_day=first_day, last_day=last_day, zone=zone)
    lived = asked.within(first_day, today) or asked
    first, last = first_day - timedelta(days=lived.days), first_day - timedelta(days=1)
    return Period(first_day=first, last_day=last, zone=zone) if first.year >= FIRST_YEAR else None
