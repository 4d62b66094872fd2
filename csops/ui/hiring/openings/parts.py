"""The parts of an opening: known here without loading any of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.hiring.openings.part import Part

_CONTEXT = "OpeningParts"
N = QT_TRANSLATE_NOOP
CANDIDATES, COMPARE, PLAN, FAIRNESS = "candidates", "compare", "plan", "fairness"


@dataclass(frozen=True, kw_only=True)
class OpeningPart:
    """A part: the key with which it is asked for, its title, who may open it, and how it is made.

    Without a permission everybody may who sees the opening. It is imported and made when it is first shown.
    """

    key: str
    title: str
    make: Callable[[Desk], Part]
    permission: Permission | None = None

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate(_CONTEXT, self.title)


def _candidates(desk: Desk) -> Part:
    from csops.ui.hiring.openings.candidates_part import CandidatesPart

    return CandidatesPart(desk)


def _compare(desk: Desk) -> Part:
    from csops.ui.hiring.compare.part import ComparePart

    return ComparePart(desk)


def _fairness(desk: Desk) -> Part:
    from csops.ui.hiring.fairness.fairness_part import FairnessPart

    return FairnessPart(desk)


def _plan(desk: Desk) -> Part:
    from csops.ui.hiring.scoring.plan_part import PlanPart

    return PlanPart(desk)


PARTS: tuple[OpeningPart, ...] = (
    OpeningPart(key=CANDIDATES, title=str(N("OpeningParts", "Candidates")), make=_candidates),
    OpeningPart(key=COMPARE, title=str(N("OpeningParts", "Compare")), make=_compare),
    OpeningPart(key=PLAN, title=str(N("OpeningParts", "Plan")), make=_plan),
    OpeningPart(key=FAIRNESS, title=str(N("OpeningParts", "Fairness")), make=_fairness, permission=Permission.HIRE),
)
"""In their order: Candidates, Compare, Plan, Fairness."""
