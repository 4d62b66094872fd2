"""A contact that turns out to be somebody else's takes with it what of reviews is not done yet."""

from dataclasses import replace

import pytest

from csops.domain.calibrations import CalibrationState
from csops.domain.errors import InputError, NotFound
from csops.domain.people import Member
from csops.domain.reviews import Purpose
from csops.services import history
from csops.services.calibration_rating import ask_reviewer, begin_calibration
from csops.services.calibrations import calibration
from csops.services.contacts import get_contact
from csops.services.corrections import change_contacts, edit_contact
from csops.services.review_answers import my_reviews
from csops.services.review_picks import reassign_picks
from csops.services.review_queue import my_queue, team_queue
from csops.services.reviews import finish_review, get_review, send_reviews
from csops.services.workspace import Workspace
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviewing import Reviewing, to_review


@pytest.fixture
def shop(sqlite_workspace: Workspace) -> Reviewing:
    return to_review(sqlite_workspace)


def now_of(shop: Reviewing, member: Member) -> None:
    contact = get_contact(shop.by(MARA), contact_id=shop.contact.id)
    edit_contact(shop.workspace, contact=replace(contact, member_id=member.id))


def test_a_place_in_a_queue_is_about_whoever_handled_it_and_not_theirs_to_review(shop: Reviewing) -> None:
    pick = shop.pick()
    now_of(shop, shop.ines)
    assert my_queue(shop.by(shop.ines)) == []
    assert team_queue(shop.workspace).items == ()
    (item,) = team_queue(shop.by(MARA)).items
    assert (item.pick.member_id, item.pick.reviewer_id) == (shop.ines.id, None)
    reassign_picks(shop.workspace, pick_ids=[pick.id], reviewer_id=shop.tom.id)
    review = finish_review(shop.by(shop.tom), filled=shop.filled(pick_id=pick.id))
    assert review.member_id == shop.ines.id


def test_what_was_not_sent_yet_goes_to_the_right_person_and_back_with_the_correction(shop: Reviewing) -> None:
    review = finish_review(shop.by(shop.ines), filled=shop.filled())
    change_contacts(shop.by(MARA), contact_ids=[shop.contact.id], member_id=shop.lea.id)
    assert get_review(shop.workspace, review_id=review.id).member_id == shop.lea.id
    history.undo(shop.workspace)
    assert get_review(shop.workspace, review_id=review.id).member_id == ROSA.id
    history.redo(shop.workspace)
    send_reviews(shop.by(shop.ines), review_ids=[review.id])
    assert my_reviews(shop.by(ROSA)) == ()
    assert [one.review.id for one in my_reviews(shop.by(shop.lea))] == [review.id]
    now_of(shop, ROSA)
    assert [one.review.id for one in my_reviews(shop.by(shop.lea))] == [review.id]  # she has read it


def test_a_calibration_goes_on_without_the_person_whose_contact_it_is(shop: Reviewing) -> None:
    who = [MARA.id, shop.ines.id, shop.tom.id]
    session = begin_calibration(shop.by(MARA), contact_id=shop.contact.id, reviewers=who)
    filled = shop.filled(purpose=Purpose.CALIBRATION, session_id=session.id)
    finish_review(shop.by(shop.tom), filled=filled)
    now_of(shop, shop.ines)
    with pytest.raises(NotFound):
        calibration(shop.by(shop.ines), session_id=session.id)
    found = calibration(shop.by(MARA), session_id=session.id)
    assert (found.waiting, found.session.excused) == ((MARA.id,), (shop.ines.id,))
    with pytest.raises(InputError, match="Ines Marchetti handled the contact"):
        ask_reviewer(shop.workspace, session_id=session.id, member_id=shop.ines.id)
    history.undo(shop.workspace)
    assert calibration(shop.by(MARA), session_id=session.id).waiting == (MARA.id, shop.ines.id)
    finish_review(shop.by(MARA), filled=filled)
    now_of(shop, shop.ines)
    assert calibration(shop.by(MARA), session_id=session.id).session.state is CalibrationState.OPEN
