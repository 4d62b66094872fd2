"""The reviewer whose review was rated again sees that once the lead sends it, and the person reviewed never."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.errors import CheckedByNow, ConflictError, InputError, NotFound, NotPermitted
from csops.domain.reviews import CriterionRating, DisputeState, Purpose, Review
from csops.services import history
from csops.services.calibration_results import checks_of, grading_results
from csops.services.contacts import remove_contacts
from csops.services.customer_privacy import erase_customer
from csops.services.review_answers import decide_dispute, dispute_criterion, my_reviews, open_my_review
from csops.services.review_checks import begin_check, checks_of_review, my_checks, new_checks, open_checks
from csops.services.review_results import review_results
from csops.services.review_withdrawal import withdraw_review
from csops.services.reviews import (
    begin_review,
    contact_reviews,
    finish_review,
    get_review,
    open_review,
    reviews_to_send,
    send_reviews,
)
from csops.services.workspace import Workspace
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviewing import Reviewing, to_review


@pytest.fixture
def shop(sqlite_workspace: Workspace) -> Reviewing:
    return to_review(sqlite_workspace)


def checked(shop: Reviewing, *, sends: bool = True, pick_id: int | None = None) -> tuple[Review, Review]:
    """Let Ines send Rosa a review, and Mara rate it again: she gave less for what is correct, and says why."""
    made = finish_review(shop.by(shop.ines), filled=shop.filled(pick_id=pick_id), send=True)
    given = (
        CriterionRating(criterion="greeting", rating=2),
        CriterionRating(criterion="correct", rating=1, note="Not the whole answer"),
        CriterionRating(criterion="record", rating=None),
    )
    filled = replace(shop.filled(), ratings=given, purpose=Purpose.CHECK, checks_id=made.id, note="Listen again")
    return made, finish_review(shop.by(MARA), filled=filled, send=sends)


def test_the_reviewer_reads_a_check_with_its_differences_once_it_is_sent(workspace: Workspace) -> None:
    shop = to_review(workspace)
    made, check = checked(shop, sends=False)
    assert begin_check(shop.by(MARA), review_id=made.id).to == shop.ines
    assert (my_checks(shop.by(shop.ines)), checks_of_review(workspace, review_id=made.id)) == ((), ())
    assert checks_of(workspace) == ()  # nor by how near she came
    with pytest.raises(NotFound):
        get_review(workspace, review_id=check.id)
    assert [one.id for one in contact_reviews(workspace, contact_id=shop.contact.id)] == [made.id]

    assert [one.id for one in reviews_to_send(shop.by(MARA))] == [check.id]
    send_reviews(workspace, review_ids=[check.id])
    (found,) = new_checks(shop.by(shop.ines))
    told = [(one.criterion.key, one.given, one.right, one.points, one.note) for one in found.differences]
    assert told == [("record", 2, None, 30, ""), ("correct", 2, 1, 25, "Not the whole answer")]
    assert found.nearness == pytest.approx(0.45)
    assert (found.checker, found.check.note) == (MARA, "Listen again")
    (figure,) = checks_of(workspace)
    assert figure[0].id == check.id
    assert open_checks(workspace, review_id=made.id)[0].check.read_at is not None
    assert new_checks(workspace) == ()
    with pytest.raises(ConflictError):  # she has read it
        history.undo(shop.by(MARA))


@pytest.mark.parametrize("withdraws", [False, True])
def test_the_check_of_a_contact_that_is_gone_is_no_news(workspace: Workspace, withdraws: bool) -> None:
    """Nobody could open the review, so that it stood on Today for good."""
    shop = to_review(workspace)
    _made, check = checked(shop)
    if withdraws:
        withdraw_review(shop.by(MARA), review_id=check.id, why="Sent too early")
    assert len(new_checks(shop.by(shop.ines))) == 1
    remove_contacts(shop.by(MARA), contact_ids=[shop.contact.id])
    assert new_checks(shop.by(shop.ines)) == ()
    assert [one.is_news for one in my_checks(workspace)] == [False]
    history.undo(shop.by(MARA))
    assert len(new_checks(shop.by(shop.ines))) == 1
    customer_id = shop.contact.customer_id
    assert customer_id is not None
    erase_customer(shop.by(MARA), customer_id=customer_id)
    assert new_checks(shop.by(shop.ines)) == ()


def test_the_person_reviewed_never_sees_a_check_and_it_is_no_score_of_theirs(shop: Reviewing) -> None:
    made, check = checked(shop)
    assert [one.review.id for one in my_reviews(shop.by(ROSA))] == [made.id]
    assert checks_of_review(shop.workspace, review_id=made.id) == ()
    for ask in (get_review, open_my_review):
        with pytest.raises(NotFound):
            ask(shop.workspace, review_id=check.id)
    today = shop.workspace.today()
    every = (Purpose.FAIR, Purpose.RISK, Purpose.CHOSEN)
    asked = {"first_day": today - timedelta(days=30), "last_day": today, "purposes": every, "member_id": ROSA.id}
    assert review_results(shop.workspace, **asked).whole.reviews == 1  # type: ignore[arg-type]


def test_a_check_is_not_sent_before_the_review_that_it_is_of(shop: Reviewing) -> None:
    made = finish_review(shop.by(shop.ines), filled=shop.filled())
    filled = shop.filled(purpose=Purpose.CHECK, checks_id=made.id)
    check = finish_review(shop.by(MARA), filled=filled)
    assert (begin_check(shop.workspace, review_id=made.id).to, reviews_to_send(shop.workspace)) == (None, [])
    with pytest.raises(InputError, match="the review that it checks was not sent yet"):
        send_reviews(shop.workspace, review_ids=[check.id])
    send_reviews(shop.by(shop.ines), review_ids=[made.id])
    assert send_reviews(shop.by(MARA), review_ids=[check.id])[0].is_sent
    history.undo(shop.workspace)
    assert my_checks(shop.by(shop.ines)) == ()


def test_a_decided_dispute_is_not_what_the_reviewer_gave(shop: Reviewing) -> None:
    made, _check = checked(shop)
    raised = dispute_criterion(shop.by(ROSA), review_id=made.id, criterion="correct", wanted=1, reason="Half of it")
    decide_dispute(shop.by(MARA), dispute_id=raised.id, state=DisputeState.ACCEPTED, reason="So it was")
    (figure,) = grading_results(shop.workspace).alignments
    (found,) = my_checks(shop.by(shop.ines))
    assert [one.criterion.key for one in found.differences] == ["record", "correct"]
    assert found.nearness == figure.value == pytest.approx(0.45)


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_who_was_sent_a_check_does_not_take_the_sending_of_the_review_back(shop: Reviewing, is_withdrawn: bool) -> None:
    made, check = checked(shop)
    if is_withdrawn:  # she could read it all the same
        withdraw_review(shop.by(MARA), review_id=check.id, why="Wrong card in mind")
    with pytest.raises(CheckedByNow, match="the review stays as it was sent"):
        history.undo(shop.by(shop.ines))
    assert get_review(shop.workspace, review_id=made.id).is_sent


def test_a_checked_review_is_withdrawn_by_another_lead_and_made_anew_by_another(shop: Reviewing) -> None:
    pick = shop.pick(sample_id=shop.sample().id)
    made, _check = checked(shop, pick_id=pick.id)
    with pytest.raises(NotPermitted, match="withdraw a review of yours that was checked"):
        withdraw_review(shop.by(shop.ines), review_id=made.id, why="x")
    assert not open_review(shop.workspace, review_id=made.id).can_withdraw
    withdraw_review(shop.by(MARA), review_id=made.id, why="It was Dan")
    with shop.workspace.read() as work:
        assert work.quality.picks.get(pick.id).reviewer_id is None  # not hers any more
    for again in (
        lambda: begin_review(shop.by(shop.ines), contact_id=shop.contact.id),
        lambda: finish_review(shop.by(shop.ines), filled=shop.filled()),
    ):
        with pytest.raises(NotPermitted, match="another reviewer"):
            again()
    assert begin_review(shop.by(MARA), contact_id=shop.contact.id).review is None


def test_who_withdrew_and_took_it_back_does_not_withdraw_again_once_it_was_checked(shop: Reviewing) -> None:
    made = finish_review(shop.by(shop.ines), filled=shop.filled(), send=True)
    withdraw_review(shop.workspace, review_id=made.id, why="x")
    history.undo(shop.workspace)
    finish_review(shop.by(MARA), filled=shop.filled(purpose=Purpose.CHECK, checks_id=made.id), send=True)
    with pytest.raises(CheckedByNow):
        history.redo(shop.by(shop.ines))
    assert get_review(shop.workspace, review_id=made.id).is_sent


def test_a_check_is_withdrawn_by_leads_other_than_who_is_graded_and_made_anew(shop: Reviewing) -> None:
    made, check = checked(shop)
    with pytest.raises(NotPermitted, match="withdraw a review of your own work"):
        withdraw_review(shop.by(shop.ines), review_id=check.id, why="x")
    open_checks(shop.workspace, review_id=made.id)
    withdraw_review(shop.by(MARA), review_id=check.id, why="Wrong card in mind")
    (found,) = new_checks(shop.by(shop.ines))
    assert found.check.withdrawn_why == "Wrong card in mind"
    assert checks_of(shop.by(MARA)) == ()
    assert begin_check(shop.workspace, review_id=made.id).review is None
    withdraw_review(shop.by(MARA), review_id=made.id, why="Another contact was meant")
    anew = begin_review(shop.by(MARA), contact_id=shop.contact.id)
    assert [one.id for one in anew.withdrawn] == [made.id]


def test_a_check_of_a_withdrawn_review_counts_nowhere(shop: Reviewing) -> None:
    made, _check = checked(shop)
    assert len(checks_of(shop.by(MARA))) == 1
    withdraw_review(shop.workspace, review_id=made.id, why="It was Dan")
    assert checks_of(shop.workspace) == ()
    with pytest.raises(InputError, match="that review was withdrawn"):
        begin_check(shop.workspace, review_id=made.id)


def test_a_check_of_a_withdrawn_review_is_offered_to_nobody_but_tells_whom_it_was_sent_to(shop: Reviewing) -> None:
    made, unsent = checked(shop, sends=False)
    withdraw_review(shop.by(MARA), review_id=made.id, why="It was Dan")
    assert open_review(shop.workspace, review_id=unsent.id).to is None
    history.undo(shop.workspace)
    assert open_review(shop.workspace, review_id=unsent.id).to == shop.ines
    sent = send_reviews(shop.workspace, review_ids=[unsent.id])[0]
    withdraw_review(shop.workspace, review_id=made.id, why="It was Dan")
    assert open_review(shop.workspace, review_id=sent.id).to == shop.ines
