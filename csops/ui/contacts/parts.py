"""The parts of a case beside what happened on it: known here without loading any of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.services.cases import Timeline
from csops.ui.cases.part import Part
from csops.ui.desk import Desk

_CONTEXT = "CaseParts"
N = QT_TRANSLATE_NOOP


def _nothing(_timeline: Timeline) -> int:
    return 0


@dataclass(frozen=True, kw_only=True)
class CasePart:
    """A part: its key, its title, how it is made, and how many things stand in it, which is said beside the title.

    It is imported and made when it is first shown. It refreshes with the case, whatever changed on it.
    """

    key: str
    title: str
    icon: str
    make: Callable[[Desk], Part]
    count: Callable[[Timeline], int] = _nothing

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate(_CONTEXT, self.title)


def _matter(desk: Desk) -> Part:
    from csops.ui.contacts.matter_part import MatterPart

    return MatterPart(desk)


def _concessions(desk: Desk) -> Part:
    from csops.ui.contacts.concessions_part import ConcessionsPart

    return ConcessionsPart(desk)


def _recovery(desk: Desk) -> Part:
    from csops.ui.contacts.recovery_part import RecoveryPart

    return RecoveryPart(desk)


def _open_steps(timeline: Timeline) -> int:
    is_open = any(one.closed_at is None for one in timeline.recoveries)
    return sum(step.done_at is None for step in timeline.recovery_steps) if is_open else 0


def _answers(desk: Desk) -> Part:
    from csops.ui.contacts.answers_part import AnswersPart

    return AnswersPart(desk)


def _promises(desk: Desk) -> Part:
    from csops.ui.contacts.promises_part import PromisesPart

    return PromisesPart(desk)


def _open_promises(timeline: Timeline) -> int:
    return sum(promise.settled_at is None for promise in timeline.promises)


def _requests(desk: Desk) -> Part:
    from csops.ui.contacts.requests_part import RequestsPart

    return RequestsPart(desk)


PARTS: tuple[CasePart, ...] = (
    CasePart(key="matter", title=str(N("CaseParts", "Matter")), icon="search-check", make=_matter),
    CasePart(
        key="promises",
        title=str(N("CaseParts", "Promises")),
        icon="calendar-check",
        make=_promises,
        count=_open_promises,
    ),
    CasePart(
        key="requests",
        title=str(N("CaseParts", "Requests")),
        icon="hand",
        make=_requests,
        count=lambda timeline: sum(one.decided_at is None for one in timeline.requests),
    ),
    CasePart(
        key="concessions",
        title=str(N("CaseParts", "Concessions")),
        icon="hand-coins",
        make=_concessions,
        count=lambda timeline: len(timeline.concessions),
    ),
    CasePart(
        key="recovery", title=str(N("CaseParts", "Recovery")), icon="heart-handshake", make=_recovery, count=_open_steps
    ),
    CasePart(
        key="answers",
        title=str(N("CaseParts", "Answers")),
        icon="star",
        make=_answers,
        count=lambda timeline: len(timeline.answers),
    ),
)
"""In the order of their tabs."""
