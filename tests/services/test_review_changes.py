"""What reviews came to in the time before, as each member may see it."""

from datetime import date, timedelta

import pytest

from csops.domain.errors import NotPermitted, OutOfRange
from csops.domain.reviews import Purpose
from csops.services.review_changes import Before, results_before
from csops.services.review_results import review_results
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviewed import DAN, keep_review, keep_reviews, show_from

TODAY = MONDAY_MORNING.date()
WEEK = timedelta(days=7)
FIRST = TODAY - timedelta(days=6)


def before(workspace: Workspace, *, first: date = FIRST, last: date = TODAY, member_id: int | None = None) -> Before:
    found = results_before(workspace, first_day=first, last_day=last, member_id=member_id)
    assert found is not None
    return found


@pytest.fixture
def reviewed(workspace: Workspace) -> Workspace:
    """Three fair reviews of Rosa and of Dan in the week before; one of Dan not sent, one of Rosa picked by risk."""
    with workspace.work("Review") as work:
        version_id = keep_reviews(work)
        for days, (member_id, final) in enumerate(((ROSA.id, 100), (ROSA.id, 40), (ROSA.id, 70), (DAN.id, 90))):
            keep_review(work, version_id, member_id, final, days=9 + days, sent=True, purpose=Purpose.FAIR)
        keep_review(work, version_id, DAN.id, 0, days=10, sent=False, purpose=Purpose.FAIR)
        keep_review(work, version_id, ROSA.id, 0, days=10, sent=True, purpose=Purpose.RISK)
        show_from(work, 2)
    return workspace


def test_the_same_length_of_time_is_read_as_it_would_be_by_itself(reviewed: Workspace) -> None:
    found = before(reviewed)
    assert (found.first_day, found.last_day) == (FIRST - WEEK, FIRST - timedelta(days=1))
    for purposes in ((Purpose.FAIR,), (Purpose.FAIR, Purpose.RISK)):
        asked = results_before(reviewed, first_day=FIRST, last_day=TODAY, purposes=purposes)
        alone = review_results(reviewed, first_day=found.first_day, last_day=found.last_day, purposes=purposes)
        assert asked is not None
        assert asked.whole == alone.whole
    assert not found.whole.is_hidden


def test_a_period_that_goes_on_is_compared_as_far_as_it_has_come(reviewed: Workspace) -> None:
    assert before(reviewed, last=TODAY + 3 * WEEK) == before(reviewed)
    ahead = before(reviewed, first=TODAY + WEEK, last=TODAY + 2 * WEEK - timedelta(days=1))
    assert (ahead.first_day, ahead.last_day) == (TODAY, TODAY + timedelta(days=6))


def test_nobody_with_too_few_is_told_of_by_the_time_before(reviewed: Workspace) -> None:
    assert before(reviewed).whole.reviews == 6
    with reviewed.work("Hide") as work:
        show_from(work, 7)
    hidden = before(reviewed).whole
    assert (hidden.is_hidden, hidden.final.value, hidden.final.n) == (True, None, 0)
    changes = before(reviewed).changes(review_results(reviewed, first_day=FIRST, last_day=TODAY).whole)
    assert {one.before.value for one in changes.values()} == {None}
    assert all(one.too_few for one in changes.values())


def test_of_others_nobody_without_the_right_learns_anything(reviewed: Workspace) -> None:
    reviewed.member = ROSA
    assert before(reviewed).whole.reviews == 3, "the own ones"
    assert before(reviewed) == before(reviewed, member_id=ROSA.id)
    with pytest.raises(NotPermitted):
        before(reviewed, member_id=DAN.id)
    reviewed.member = MARA
    assert before(reviewed, member_id=ROSA.id).whole.final.value == pytest.approx(70)


def test_before_our_age_there_is_no_time(reviewed: Workspace) -> None:
    assert results_before(reviewed, first_day=date(1900, 1, 1), last_day=TODAY) is None
    with pytest.raises(OutOfRange):
        results_before(reviewed, first_day=TODAY, last_day=FIRST)
