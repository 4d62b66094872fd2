"""What becomes of places in queues, reviews and calibrations once a contact turns out to be somebody else's."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from csops.domain.calibration_rules import opened
from csops.domain.calibrations import CalibrationState
from csops.domain.contacts import Contact
from csops.domain.review_samples import PickState
from csops.domain.reviews import COUNTING
from csops.storage.unit_of_work import Work


def reviews_follow(work: Work, moved: Iterable[Contact], *, at: datetime) -> None:
    """Let what is not done yet be about whoever handled the contacts as they stand now.

    Nobody is left to review their own: their places are nobody's, and a calibration goes on without them. What was
    sent stays with the person who read it.
    """
    whose = {one.id: one.member_id for one in moved if one.member_id is not None}
    _places_follow(work, whose)
    _unsent_follow(work, whose)
    _calibrations_follow(work, whose, at=at)


def _places_follow(work: Work, whose: dict[int, int]) -> None:
    waiting = [one for one in work.quality.picks.where_any("contact_id", list(whose)) if one.state is PickState.OPEN]
    for pick in waiting:
        member_id = whose[pick.contact_id or 0]
        reviewer_id = None if pick.reviewer_id == member_id else pick.reviewer_id
        work.quality.picks.update(replace(pick, member_id=member_id, reviewer_id=reviewer_id))


def _unsent_follow(work: Work, whose: dict[int, int]) -> None:
    for review in work.quality.reviews.where_any("contact_id", list(whose)):
        member_id = whose[review.contact_id or 0]
        if review.purpose in COUNTING and not review.was_sent and review.reviewer_id != member_id:
            work.quality.reviews.update(replace(review, member_id=member_id))


def _calibrations_follow(work: Work, whose: dict[int, int], *, at: datetime) -> None:
    for session in work.quality.calibrations.where_any("contact_id", list(whose)):
        if session.state is not CalibrationState.RATING:
            continue
        member_id = whose[session.contact_id or 0]
        rated = {one.reviewer_id for one in work.quality.reviews.where(session_id=session.id)}
        is_asked = member_id in session.reviewers and member_id not in (*session.excused, *rated)
        excused = (*session.excused, member_id) if is_asked else session.excused
        work.quality.calibrations.update(
            opened(replace(session, member_id=member_id, excused=excused), rated=rated, at=at)
        )
