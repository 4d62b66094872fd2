"""Reviews that were sent and should not have been are withdrawn: they count nowhere, and the contact is free again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from csops.domain.errors import (
    AlreadyDone,
    ConflictError,
    CsopsError,
    HandledByAnother,
    InputError,
    Missing,
    NotFound,
    NotPermitted,
    PlaceTaken,
    WithdrawalRead,
)
from csops.domain.naming_texts import BLACK
from csops.domain.people import Member
from csops.domain.review_draws import DrawPlan
from csops.domain.review_samples import Pick, PickState
from csops.domain.reviews import DisputeState, Purpose, Review, ReviewState
from csops.services import history
from csops.services.calibration_ending import call_off_calibration
from csops.services.calibration_rating import begin_calibration
from csops.services.calibrations import calibration
from csops.services.contacts import get_contact
from csops.services.corrections import edit_contact
from csops.services.customer_privacy import erase_customer
from csops.services.quality_reports import review_report
from csops.services.review_answers import (
    answer_review,
    decide_dispute,
    dispute_criterion,
    disputes_for_me,
    my_reviews,
    news_for_me,
    open_my_review,
)
from csops.services.review_picks import drop_pick, pick_by_hand, reassign_picks
from csops.services.review_queue import my_queue
from csops.services.review_results import review_results
from csops.services.review_samples import draw
from csops.services.review_withdrawal import withdraw_review
from csops.services.reviews import (
    begin_review,
    change_review,
    contact_reviews,
    finish_review,
    get_review,
    open_review,
    reviews_to_send,
    send_reviews,
)
from csops.services.workspace import Workspace
from csops.storage.contacts import contacts
from csops.storage.review_frames import FrameScope, frame, is_taken, reviewed, scores_spread
from tests.helpers.clock import Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviewing import Reviewing, to_review

WHY = "It was about another contact"


@pytest.fixture
def shop(sqlite_workspace: Workspace) -> Reviewing:
    return to_review(sqlite_workspace)


def sent_of_draw(shop: Reviewing) -> tuple[Pick, Review]:
    """Let Ines send Rosa the review of a contact that was drawn."""
    pick = shop.pick(sample_id=shop.sample().id)
    filled = shop.filled({"greeting": 0, "correct": 0, "record": 2}, pick_id=pick.id)
    return pick, finish_review(shop.by(shop.ines), filled=filled, send=True)


def state_of(shop: Reviewing, pick: Pick) -> tuple[PickState, int | None]:
    with shop.workspace.read() as work:
        found = work.quality.picks.get(pick.id)
    return found.state, found.reviewer_id


def now_of(shop: Reviewing, member: Member, *, by: Member = MARA) -> None:
    contact = get_contact(shop.by(by), contact_id=shop.contact.id)
    edit_contact(shop.workspace, contact=replace(contact, member_id=member.id))


def counted(shop: Reviewing) -> int:
    today = shop.workspace.today()
    workspace = shop.by(MARA)
    every = (Purpose.FAIR, Purpose.RISK, Purpose.CHOSEN)
    found = review_results(workspace, first_day=today - timedelta(days=30), last_day=today, purposes=every)
    return found.whole.reviews


# ------------------------------------------------------------ withdrawn
def test_a_withdrawn_review_counts_nowhere_and_its_contact_waits_again(workspace: Workspace, clock: Clock) -> None:
    shop = to_review(workspace)
    pick, review = sent_of_draw(shop)
    assert counted(shop) == 1
    raised = dispute_criterion(shop.by(ROSA), review_id=review.id, criterion="correct", wanted=2, reason="I said it")
    clock.forward(timedelta(hours=1))
    gone = withdraw_review(shop.by(shop.ines), review_id=review.id, why=f" {WHY} ")
    assert (gone.state, gone.pick_id, gone.withdrawn_at) == (ReviewState.WITHDRAWN, None, clock())
    assert (gone.withdrawn_by, gone.withdrawn_why, gone.final) == (shop.ines.id, WHY, review.final)
    assert state_of(shop, pick) == (PickState.OPEN, shop.ines.id)
    assert counted(shop) == 0
    assert disputes_for_me(shop.by(MARA)) == ()
    with pytest.raises(AlreadyDone, match="Withdrawing this dispute was done by Ines Marchetti"):
        decide_dispute(workspace, dispute_id=raised.id, state=DisputeState.DECLINED, reason="x")
    assert reviews_to_send(shop.by(shop.ines)) == []
    assert [item.pick.id for item in my_queue(workspace)] == [pick.id]
    anew = finish_review(workspace, filled=shop.filled(pick_id=pick.id), send=True)
    assert (anew.purpose, anew.pick_id) == (Purpose.FAIR, pick.id)
    assert counted(shop) == 1
    assert [one.state.value for one in contact_reviews(workspace, contact_id=shop.contact.id)] == ["withdrawn", "sent"]


def test_what_was_drawn_and_withdrawn_can_be_drawn_again_and_tells_nothing_of_the_spread(shop: Reviewing) -> None:
    pick, review = sent_of_draw(shop)
    day = timedelta(days=1)
    scope = FrameScope(since=shop.contact.happened_at - day, until=shop.contact.happened_at + day)

    def known() -> tuple[int, int, int, int]:
        with shop.by(MARA).read() as work:
            found = frame(work.connection, scope, strata=(), viewer_id=MARA.id)
            spread, taken = scores_spread(work.connection, viewer_id=MARA.id)[0], found.standing.taken
            risky = work.connection.execute(select(contacts.c.id).where(is_taken())).all()
            return spread, taken, len(risky), sum(reviewed(work.connection, scope, viewer_id=MARA.id).values())

    assert known() == (1, 1, 1, 1)
    withdraw_review(shop.by(shop.ines), review_id=review.id, why=WHY)
    assert known() == (0, 1, 1, 0)  # its place waits
    drop_pick(shop.by(MARA), pick_id=pick.id, reason="x")
    assert known() == (0, 0, 0, 0)


def test_the_person_reads_that_it_was_withdrawn_and_why_and_says_nothing_to_it_any_more(
    shop: Reviewing, clock: Clock
) -> None:
    _pick, review = sent_of_draw(shop)
    open_my_review(shop.by(ROSA), review_id=review.id)
    clock.forward(timedelta(hours=-2))  # put back meanwhile
    withdraw_review(shop.by(MARA), review_id=review.id, why=WHY)
    (news,) = news_for_me(shop.by(ROSA))
    assert (news.review.withdrawn_why, news.withdrawn_by, news.is_open) == (WHY, MARA, False)
    open_my_review(shop.workspace, review_id=review.id)
    assert news_for_me(shop.workspace) == ()
    assert [one.review.is_withdrawn for one in my_reviews(shop.workspace)] == [True]
    with pytest.raises(InputError, match="it was withdrawn"):
        answer_review(shop.workspace, review_id=review.id, text="x")
    with pytest.raises(InputError, match="it was withdrawn"):
        dispute_criterion(shop.workspace, review_id=review.id, criterion="correct", wanted=2, reason="x")
    sheet = review_report(shop.workspace, review_id=review.id)
    assert WHY in str(sheet.sections[0])
    assert not [one for one in sheet.sections if "Scores v" in one.title]


def test_a_withdrawn_review_is_neither_changed_nor_sent_again(shop: Reviewing) -> None:
    _pick, review = sent_of_draw(shop)
    gone = withdraw_review(shop.by(shop.ines), review_id=review.id, why=WHY)
    form = open_review(shop.workspace, review_id=review.id)
    assert (form.is_open, form.can_withdraw) == (False, False)
    with pytest.raises(InputError, match="it was withdrawn and stays as it is"):
        change_review(shop.workspace, review=gone)
    with pytest.raises(InputError, match="it was withdrawn and stays as it is"):
        send_reviews(shop.workspace, review_ids=[review.id])


def test_whoever_reviews_anew_is_told_of_what_was_withdrawn_if_they_may_see_it(shop: Reviewing) -> None:
    _pick, review = sent_of_draw(shop)
    withdraw_review(shop.by(shop.ines), review_id=review.id, why=WHY)
    form = begin_review(shop.by(MARA), contact_id=shop.contact.id)
    assert (form.review, [one.id for one in form.withdrawn]) == (None, [review.id])
    with shop.by(MARA).work("Give it away") as work:
        work.quality.picks.update(replace(work.quality.picks.all()[0], reviewer_id=shop.tom.id))
    assert begin_review(shop.by(shop.tom), contact_id=shop.contact.id).withdrawn == ()
    assert begin_review(shop.by(ROSA), contact_id=shop.contact.id).withdrawn == ()


# ------------------------------------------------------------ the right person
def test_a_review_of_the_wrong_person_lets_the_contact_be_reviewed_for_the_right_one(shop: Reviewing) -> None:
    pick, review = sent_of_draw(shop)
    now_of(shop, shop.ines)  # of all people who reviewed it
    withdraw_review(shop.by(shop.ines), review_id=review.id, why="Rosa did not handle it")
    assert state_of(shop, pick) == (PickState.OPEN, None)
    reassign_picks(shop.by(MARA), pick_ids=[pick.id], reviewer_id=MARA.id)
    anew = finish_review(shop.workspace, filled=shop.filled(pick_id=pick.id), send=True)
    assert anew.member_id == shop.ines.id
    assert [one.review.id for one in my_reviews(shop.by(shop.ines))] == [anew.id]
    assert [one.review.id for one in my_reviews(shop.by(ROSA))] == [review.id]


# ------------------------------------------------------------ refused
@pytest.mark.parametrize(
    ("who", "why", "kind", "sentence"),
    [
        ("rosa", WHY, NotPermitted, "withdraw a review of your own work"),
        ("lea", WHY, NotFound, "review"),
        ("ines", "  ", Missing, "Say why it is withdrawn"),
        ("ines", "\u200b\u2060", Missing, "Say why it is withdrawn"),
        ("ines", "x" * 2001, CsopsError, "2,001 letters long"),
    ],
)
def test_what_is_wrong_with_a_withdrawal_is_said(
    shop: Reviewing, who: str, why: str, kind: type[CsopsError], sentence: str
) -> None:
    _pick, review = sent_of_draw(shop)
    members = {"rosa": ROSA, "lea": shop.lea, "ines": shop.ines}
    with pytest.raises(kind, match=sentence):
        withdraw_review(shop.by(members[who]), review_id=review.id, why=why)
    assert get_review(shop.by(shop.ines), review_id=review.id).is_sent


def test_only_what_was_sent_is_withdrawn_and_only_once(shop: Reviewing) -> None:
    review = finish_review(shop.by(shop.ines), filled=shop.filled())
    with pytest.raises(InputError, match=r"it was not sent\. Open it and change it instead"):
        withdraw_review(shop.workspace, review_id=review.id, why=WHY)
    with pytest.raises(NotFound):
        withdraw_review(shop.by(ROSA), review_id=review.id, why=WHY)
    send_reviews(shop.by(shop.ines), review_ids=[review.id])
    withdraw_review(shop.by(MARA), review_id=review.id, why=WHY)
    with pytest.raises(AlreadyDone, match=r"Withdrawing this review .*Mara"):
        withdraw_review(shop.by(shop.ines), review_id=review.id, why="Mine")


# ------------------------------------------------------------ taken back
def test_undo_brings_state_place_and_disputes_back_and_redo_takes_them_again(workspace: Workspace) -> None:
    shop = to_review(workspace)
    pick, review = sent_of_draw(shop)
    dispute_criterion(shop.by(ROSA), review_id=review.id, criterion="correct", wanted=2, reason="I said it")
    withdraw_review(shop.by(MARA), review_id=review.id, why=WHY)
    history.undo(shop.by(MARA))
    assert replace(get_review(workspace, review_id=review.id), version=1) == replace(review, version=1)
    assert state_of(shop, pick) == (PickState.DONE, shop.ines.id)
    assert len(disputes_for_me(workspace)) == 1
    history.redo(workspace)
    assert get_review(workspace, review_id=review.id).withdrawn_why == WHY
    assert (state_of(shop, pick)[0], disputes_for_me(workspace)) == (PickState.OPEN, ())


def test_it_stays_withdrawn_once_the_person_has_read_that(shop: Reviewing) -> None:
    _pick, review = sent_of_draw(shop)
    open_my_review(shop.by(ROSA), review_id=review.id)  # the review alone
    withdraw_review(shop.by(MARA), review_id=review.id, why=WHY)
    history.undo(shop.workspace)
    history.redo(shop.workspace)
    open_my_review(shop.by(ROSA), review_id=review.id)
    with pytest.raises(WithdrawalRead, match="has read that it was withdrawn, so it stays withdrawn"):
        history.undo(shop.by(MARA))
    assert get_review(shop.workspace, review_id=review.id).is_withdrawn


def test_it_stays_withdrawn_where_its_place_was_filled_dropped_or_made_anew(shop: Reviewing) -> None:
    def filled_again(pick: Pick) -> None:
        finish_review(shop.by(MARA), filled=shop.filled(pick_id=pick.id))

    def dropped(pick: Pick) -> None:
        drop_pick(shop.by(MARA), pick_id=pick.id, reason="x")

    for meanwhile in (dropped, filled_again):
        if meanwhile is dropped:
            pick, review = sent_of_draw(shop)
        else:
            review = finish_review(shop.by(shop.ines), filled=shop.filled(), send=True)
        withdraw_review(shop.by(shop.ines), review_id=review.id, why=WHY)
        if meanwhile is filled_again:
            pick = pick_by_hand(shop.by(MARA), contact_id=shop.contact.id)
        meanwhile(pick)
        with pytest.raises(PlaceTaken, match="so the review stays withdrawn"):
            history.undo(shop.by(shop.ines))
        assert get_review(shop.workspace, review_id=review.id).is_withdrawn


def test_sending_is_not_taken_back_once_it_was_withdrawn(shop: Reviewing) -> None:
    _pick, review = sent_of_draw(shop)
    withdraw_review(shop.by(MARA), review_id=review.id, why=WHY)
    with pytest.raises(ConflictError):
        history.undo(shop.by(shop.ines))
    assert get_review(shop.workspace, review_id=review.id).is_withdrawn


def test_nothing_waits_again_for_who_did_not_handle_the_contact(shop: Reviewing) -> None:
    pick, review = sent_of_draw(shop)
    withdraw_review(shop.by(MARA), review_id=review.id, why=WHY)
    history.undo(shop.by(MARA))
    now_of(shop, shop.ines, by=shop.lea)
    with pytest.raises(HandledByAnother):
        history.redo(shop.by(MARA))
    assert state_of(shop, pick) == (PickState.DONE, shop.ines.id)
    assert get_review(shop.by(MARA), review_id=review.id).is_sent


def test_a_draw_taken_back_is_not_drawn_again_once_a_contact_of_it_is_somebody_elses(shop: Reviewing) -> None:
    now = shop.workspace.now()
    plan = DrawPlan(since=now - timedelta(days=30), until=now + timedelta(days=1), wanted=1, reviewers=(shop.ines.id,))
    draw(shop.by(MARA), plan=plan)
    history.undo(shop.by(MARA))
    now_of(shop, shop.tom, by=shop.lea)
    with pytest.raises(HandledByAnother):
        history.redo(shop.by(MARA))
    assert my_queue(shop.by(shop.ines)) == []


def test_it_is_not_withdrawn_again_where_something_was_disputed_since(shop: Reviewing) -> None:
    _pick, review = sent_of_draw(shop)
    withdraw_review(shop.by(MARA), review_id=review.id, why=WHY)
    history.undo(shop.workspace)
    dispute_criterion(shop.by(ROSA), review_id=review.id, criterion="correct", wanted=2, reason="I said it")
    with pytest.raises(ConflictError):
        history.redo(shop.by(MARA))
    assert get_review(shop.workspace, review_id=review.id).is_sent


def test_of_a_customer_who_is_erased_it_still_says_that_there_was_a_reason(shop: Reviewing) -> None:
    _pick, review = sent_of_draw(shop)
    reviewers = [shop.ines.id, shop.tom.id]
    session = begin_calibration(shop.by(MARA), contact_id=shop.contact.id, reviewers=reviewers)
    call_off_calibration(shop.workspace, session_id=session.id, why="Ada wrote twice")
    withdraw_review(shop.workspace, review_id=review.id, why="Ada wrote twice")
    standing = begin_calibration(shop.workspace, contact_id=shop.contact.id, reviewers=reviewers)
    erase_customer(shop.workspace, customer_id=shop.contact.customer_id or 0)
    assert get_review(shop.workspace, review_id=review.id).withdrawn_why == BLACK
    told = [calibration(shop.workspace, session_id=one.id).session.called_off_why for one in (session, standing)]
    assert told == [BLACK, ""]
