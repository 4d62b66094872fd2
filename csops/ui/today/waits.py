"""What waits for whoever works, beside the follow-ups: known here without loading any of it.

Each line asks a service, after the day is shown, whether anything waits; its rows are imported and made when first
something does. A new kind of thing that waits is one more line of `WAITS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from csops.domain.changes import Kind
from csops.services.workspace import Workspace
from csops.ui.desk import Desk

if TYPE_CHECKING:
    from csops.ui.today.wait_rows import WaitRows


def _says_nothing(_found: Sequence[Any]) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Wait:
    """One kind of thing that waits.

    Attributes:
        key: its name among the others.
        kinds: changes of these records ask anew.
        ask: returns what waits for the member of the workspace, nothing where nothing does; in the lane of reads.
        make: returns the rows that show it; called when first something waits.
        say: returns what the sentence at the top of the day says of it ("One approval waits for you."), or nothing.
    """

    key: str
    kinds: frozenset[Kind]
    ask: Callable[[Workspace], Sequence[Any]]
    make: Callable[[Desk], "WaitRows"]
    say: Callable[[Sequence[Any]], str] = _says_nothing


def _ask_stand_ins(workspace: Workspace) -> Sequence[Any]:
    from csops.services.handovers import stand_ins

    return stand_ins(workspace)


def _make_stand_ins(desk: Desk) -> "WaitRows":
    from csops.ui.today.stand_in_rows import StandInRows

    return StandInRows(desk)


def _ask_approvals(workspace: Workspace) -> Sequence[Any]:
    from csops.services.concession_outlook import waiting_for_me

    return waiting_for_me(workspace)


def _make_approvals(desk: Desk) -> "WaitRows":
    from csops.ui.today.approval_rows import ApprovalRows

    return ApprovalRows(desk)


def _say_approvals(found: Sequence[Any]) -> str:
    if not found:
        return ""
    from csops.ui.today.sentence import number_words

    one = QCoreApplication.translate("Waits", "One concession waits for your decision.")
    several = QCoreApplication.translate("Waits", "{number} concessions wait for your decision.")
    words = number_words(len(found))
    return one if len(found) == 1 else several.format(number=words[:1].upper() + words[1:])


def _ask_reviews(workspace: Workspace) -> Sequence[Any]:
    from csops.domain.reviews import Purpose
    from csops.services.review_queue import my_queue

    waiting = tuple(item for item in my_queue(workspace) if item.purpose is Purpose.SELF or not item.awaits_self)
    return (waiting,) if waiting else ()


def _make_reviews(desk: Desk) -> "WaitRows":
    from csops.ui.today.review_rows import ReviewRows

    return ReviewRows(desk)


def _ask_calibrations(workspace: Workspace) -> Sequence[Any]:
    from csops.services.calibrations import calibrations_to_rate

    return calibrations_to_rate(workspace)


def _make_calibrations(desk: Desk) -> "WaitRows":
    from csops.ui.today.calibration_rows import CalibrationRows

    return CalibrationRows(desk)


def _ask_coaching(workspace: Workspace) -> Sequence[Any]:
    from csops.services.coaching import coaching_due

    return coaching_due(workspace)


def _make_coaching(desk: Desk) -> "WaitRows":
    from csops.ui.today.coaching_rows import CoachingRows

    return CoachingRows(desk)


def _ask_news(workspace: Workspace) -> Sequence[Any]:
    from csops.services.review_answers import news_for_me

    found = news_for_me(workspace)
    return (found,) if found else ()


def _make_news(desk: Desk) -> "WaitRows":
    from csops.ui.today.sent_rows import SentRows

    return SentRows(desk)


def _ask_disputes(workspace: Workspace) -> Sequence[Any]:
    from csops.services.review_answers import disputes_for_me, disputes_to_reply

    return (*disputes_for_me(workspace), *disputes_to_reply(workspace))


def _make_disputes(desk: Desk) -> "WaitRows":
    from csops.ui.today.dispute_rows import DisputeRows

    return DisputeRows(desk)


def _ask_checks(workspace: Workspace) -> Sequence[Any]:
    from csops.services.review_checks import new_checks

    return new_checks(workspace)


def _make_checks(desk: Desk) -> "WaitRows":
    from csops.ui.today.check_rows import CheckRows

    return CheckRows(desk)


WAITS: tuple[Wait, ...] = (
    Wait(
        key="approvals",
        kinds=frozenset({Kind.CONCESSION, Kind.SETTING, Kind.MEMBER}),
        ask=_ask_approvals,
        make=_make_approvals,
        say=_say_approvals,
    ),
    Wait(
        key="stand-ins",
        kinds=frozenset({Kind.ABSENCE, Kind.HANDOVER, Kind.CASE, Kind.FOLLOW_UP, Kind.PROMISE, Kind.MEMBER}),
        ask=_ask_stand_ins,
        make=_make_stand_ins,
    ),
    Wait(
        key="reviews",
        kinds=frozenset({Kind.PICK, Kind.REVIEW, Kind.MEMBER, Kind.SETTING}),
        ask=_ask_reviews,
        make=_make_reviews,
    ),
    Wait(
        key="calibrations",
        kinds=frozenset({Kind.CALIBRATION, Kind.REVIEW, Kind.MEMBER}),
        ask=_ask_calibrations,
        make=_make_calibrations,
    ),
    Wait(
        key="coaching",
        kinds=frozenset({Kind.COACHING, Kind.COACHING_ACTION, Kind.MEMBER}),
        ask=_ask_coaching,
        make=_make_coaching,
    ),
    Wait(
        key="disputes",
        kinds=frozenset({Kind.DISPUTE, Kind.REVIEW, Kind.MEMBER}),
        ask=_ask_disputes,
        make=_make_disputes,
    ),
    Wait(
        key="sent-reviews",
        kinds=frozenset({Kind.DISPUTE, Kind.REVIEW, Kind.MEMBER}),
        ask=_ask_news,
        make=_make_news,
    ),
    Wait(
        key="checks",
        kinds=frozenset({Kind.REVIEW, Kind.CONTACT, Kind.MEMBER}),
        ask=_ask_checks,
        make=_make_checks,
    ),
)
"""In the order in which they stand."""
