"""Who sees which review."""

from dataclasses import replace

from csops.domain.calibrations import Calibration, CalibrationState
from csops.domain.review_rights import Viewer, is_visible
from csops.domain.reviews import Purpose, Review, ReviewState
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.reviews import a_review

PRIYA, DAN, MARA, TOM = 1, 2, 3, 4
REVIEW = a_review(member_id=PRIYA, reviewer_id=DAN, card_version_id=1)
SENT = replace(REVIEW, state=ReviewState.SENT)
SESSION = Calibration(
    name="Monday",
    contact_id=None,
    member_id=PRIYA,
    card_version_id=1,
    made_at=MONDAY_MORNING,
    reviewers=(DAN, TOM),
)
IN_SESSION = replace(REVIEW, purpose=Purpose.CALIBRATION, session_id=5)


def who_sees(review: Review, **more: object) -> set[int]:
    viewers = (
        Viewer(member_id=PRIYA),
        Viewer(member_id=DAN, is_reviewer=True),
        Viewer(member_id=MARA, sees_all=True, is_reviewer=True),
        Viewer(member_id=TOM, is_reviewer=True),
    )
    return {viewer.member_id for viewer in viewers if is_visible(review, viewer, **more)}  # type: ignore[arg-type]


def test_the_person_sees_a_review_only_once_it_is_sent_and_other_reviewers_never() -> None:
    assert who_sees(REVIEW) == {DAN, MARA}
    assert who_sees(SENT) == {PRIYA, DAN, MARA}


def test_who_sees_all_reviews_still_waits_for_send_where_they_are_reviewed() -> None:
    of_mara = replace(REVIEW, member_id=MARA)
    assert who_sees(of_mara) == {DAN}
    assert who_sees(replace(of_mara, state=ReviewState.SENT)) == {DAN, MARA}


def test_a_calibration_is_blind_until_all_are_in_and_never_open_to_the_person() -> None:
    assert who_sees(IN_SESSION, session=SESSION) == {DAN}
    opened = replace(SESSION, state=CalibrationState.OPEN)
    assert who_sees(IN_SESSION, session=opened) == {DAN, MARA, TOM}
    assert who_sees(replace(IN_SESSION, state=ReviewState.SENT), session=opened) == {DAN, MARA, TOM}
    assert who_sees(IN_SESSION, session=replace(opened, excused=(TOM,))) == {DAN, MARA}
    assert who_sees(IN_SESSION, session=None) == {DAN}


def test_a_review_of_oneself_does_not_lead_who_has_yet_to_review() -> None:
    own = replace(SENT, reviewer_id=PRIYA, purpose=Purpose.SELF, contact_id=8)
    assert who_sees(own) == {PRIYA, MARA}
    assert who_sees(own, owed={8}) == {PRIYA}  # be it made before the contact was drawn
