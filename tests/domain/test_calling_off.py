"""A calibration that nobody goes on with: when that can be said, and who sees what was rated in it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from csops.domain.calibration_rules import agreed, called_off, closed, excused, joined, opened, still_to_rate
from csops.domain.calibrations import Agreed, Calibration, CalibrationState
from csops.domain.errors import AlreadyDone, InputError, Missing, OutOfRange
from csops.domain.review_rights import Viewer, is_visible, opens_to
from csops.domain.reviews import Purpose
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.reviews import CRITERIA, a_review

OWNER, FIRST, SECOND, PERSON = 1, 2, 3, 4
SEES_ALL = Viewer(member_id=OWNER, sees_all=True, is_reviewer=True)
RATING = Calibration(
    id=7,
    name="Refunds",
    contact_id=1,
    member_id=PERSON,
    card_version_id=1,
    made_at=MONDAY_MORNING,
    reviewers=(FIRST, SECOND),
)
OPEN = replace(RATING, state=CalibrationState.OPEN, opened_at=MONDAY_MORNING)
CLOSED = replace(OPEN, state=CalibrationState.CLOSED, closed_at=MONDAY_MORNING)


def off(session: Calibration, why: str = "The wrong contact") -> Calibration:
    return called_off(session, why=why, at=MONDAY_MORNING)


@pytest.mark.parametrize("session", [RATING, OPEN])
def test_it_can_be_said_until_a_session_is_closed_and_takes_a_reason(session: Calibration) -> None:
    found = off(session, "  The wrong contact \n")
    assert (found.state, found.called_off_why) == (CalibrationState.CALLED_OFF, "The wrong contact")
    assert found.closed_at == MONDAY_MORNING
    with pytest.raises(Missing, match="reason is missing"):
        off(session, " \n ")
    with pytest.raises(OutOfRange, match="up to 500 letters"):
        off(session, "x" * 501)
    with pytest.raises(AlreadyDone):
        off(found)
    with pytest.raises(InputError, match="it is closed"):
        off(CLOSED)


def test_nothing_more_is_done_with_it_and_the_reason_is_said() -> None:
    gone = off(RATING)
    said = Agreed(criterion="record", rating=2)
    acts: tuple[Callable[[], Calibration], ...] = (
        lambda: excused(gone, who=FIRST, rated=[], name="Ines"),
        lambda: joined(gone, who=9, name="Tom"),
        lambda: agreed(off(OPEN), said, criteria=CRITERIA),
        lambda: closed(gone, at=MONDAY_MORNING),
    )
    for act in acts:
        with pytest.raises(InputError, match=r"it was called off \(The wrong contact\)"):
            act()
    assert still_to_rate(gone, rated=[FIRST]) == ()
    assert opened(gone, rated=[FIRST, SECOND], at=MONDAY_MORNING) is gone


@pytest.mark.parametrize("viewer", [SEES_ALL, Viewer(member_id=SECOND, is_reviewer=True)])
def test_what_was_blind_stays_so_and_what_was_open_stays_open(viewer: Viewer) -> None:
    assert not opens_to(off(RATING), viewer)
    assert opens_to(off(OPEN), viewer)
    rated = replace(
        a_review(member_id=PERSON, reviewer_id=FIRST, card_version_id=1), purpose=Purpose.CALIBRATION, session_id=7
    )
    assert not is_visible(rated, viewer, session=off(RATING))
    assert is_visible(rated, viewer, session=off(OPEN))
    assert is_visible(rated, Viewer(member_id=FIRST, is_reviewer=True), session=off(RATING))
    assert not is_visible(rated, Viewer(member_id=PERSON, sees_all=True), session=off(OPEN))
