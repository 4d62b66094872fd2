"""Reviews: begun, finished, sent; who may, and what goes wrong."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.calibrations import Calibration, CalibrationState
from csops.domain.coaching import Coaching, Point, PointKind
from csops.domain.errors import (
    AlreadyDone,
    CsopsError,
    Erased,
    InputError,
    Missing,
    NotFound,
    NotPermitted,
    StaysFinished,
)
from csops.domain.naming_texts import BLACK
from csops.domain.review_filling import Ruled, unsent
from csops.domain.review_queue import QueuePlace
from csops.domain.review_samples import PickState
from csops.domain.reviews import CriterionRating, Purpose, Quote, ReviewState, Source
from csops.domain.scoring import Outcome
from csops.services import history, maintenance, search
from csops.services.case_merges import merge_cases, split_case
from csops.services.cases import timeline
from csops.services.coaching import coaching, save_coaching
from csops.services.coaching_ideas import suggested_agenda
from csops.services.contacts import remove_contacts
from csops.services.corrections import edit_contact
from csops.services.customer_privacy import erase_customer
from csops.services.people import save_member
from csops.services.review_drafts import keep_review_draft
from csops.services.review_picks import drop_pick, reassign_picks, replace_pick
from csops.services.review_queue import my_queue
from csops.services.reviews import (
    begin_review,
    case_reviews,
    change_review,
    contact_reviews,
    finish_review,
    get_review,
    member_reviews,
    my_reviews_made,
    open_review,
    review_not_sent,
    reviews_to_send,
    send_reviews,
)
from csops.services.views import get_draft
from csops.services.workspace import Workspace
from csops.storage.drivers import sqlite_module
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import MARA, ROSA, a_case, a_contact
from tests.helpers.reviewing import ALL_YES, SAID, Reviewing, to_review
from tests.helpers.worlds import seen


@pytest.fixture
def shop(sqlite_workspace: Workspace) -> Reviewing:
    return to_review(sqlite_workspace)


# ------------------------------------------------------------ beginning
def test_a_form_shows_contact_and_case_and_the_card_that_fits(workspace: Workspace) -> None:
    shop = to_review(workspace)
    form = begin_review(shop.by(shop.ines), contact_id=shop.contact.id)
    assert (form.member.name, form.card.key, form.purpose) == ("Rosa Okafor", "own", Purpose.CHOSEN)
    assert [line.id for line in form.timeline.contacts] == [shop.contact.id]
    assert form.timeline.customer is not None
    assert form.draft.source is Source.TEXT
    assert form.is_open


def test_what_the_source_cannot_show_starts_as_not_applicable(shop: Reviewing) -> None:
    form = begin_review(shop.by(shop.ines), contact_id=shop.contact.id, source=Source.NOTE)
    assert form.ruled(Source.NOTE) == {"greeting": Ruled.SOURCE}
    review = finish_review(shop.workspace, filled=shop.filled({"correct": 2, "record": 1}, source=Source.NOTE))
    assert [(one.rating, one.unseen) for one in review.ratings] == [(None, True), (2, False), (1, False)]
    assert review.seen == pytest.approx(0.8)
    assert review.final == pytest.approx(81.25)


def test_a_pick_tells_why_a_review_is_made_and_what_comes_next(shop: Reviewing) -> None:
    fair, risk = shop.sample(), shop.sample(is_risk=True)
    first, second = shop.pick(sample_id=fair.id), shop.pick(sample_id=risk.id, position=1)
    form = begin_review(shop.by(shop.ines), pick_id=first.id)
    assert (form.purpose, form.contact_id) == (Purpose.FAIR, shop.contact.id)
    assert form.place == QueuePlace(number=1, of=1, next_id=second.id), "of its draw; the other is of another"
    assert [item.pick.id for item in my_queue(shop.workspace)] == [first.id, second.id]
    assert begin_review(shop.workspace, pick_id=second.id).purpose is Purpose.RISK


def test_without_a_card_that_fits_the_form_says_where_to_get_one(shop: Reviewing) -> None:
    with shop.by(MARA).work("Retire") as work:
        work.quality.cards.update(replace(shop.card, active=False))
    with pytest.raises(InputError, match=r"scorecard .* is missing. Publish one for Phone, in Quality, Cards"):
        begin_review(shop.by(shop.ines), contact_id=shop.contact.id)


# ------------------------------------------------------------ finishing
def test_a_finished_review_holds_its_score_and_fills_its_place_in_the_queue(workspace: Workspace) -> None:
    shop = to_review(workspace)
    pick = shop.pick(sample_id=shop.sample().id)
    keep_review_draft(shop.by(shop.ines), contact_id=shop.contact.id, purpose=Purpose.FAIR, value={"note": "x"})
    quoted = CriterionRating(
        criterion="correct",
        rating=0,
        cause="habit",
        quotes=(Quote(contact_id=shop.contact.id, start=1, end=4, text="13:"),),
    )
    given = replace(shop.filled({"greeting": 2, "record": 2}, pick_id=pick.id), note=" Book it first ", seconds=92.5)
    review = finish_review(shop.workspace, filled=replace(given, ratings=(*given.ratings, quoted)))
    assert (review.raw, review.final, review.outcome) == (50, 50, Outcome.FAIL)
    assert (review.critical, review.purpose, review.state) == (("correct",), Purpose.FAIR, ReviewState.FINISHED)
    assert (review.note, review.seconds, review.ratings[1].cause) == ("Book it first", 92.5, "habit")
    assert (review.topic_id, review.case_id, review.member_id) == (1, shop.contact.case_id, ROSA.id)
    with workspace.read() as work:
        assert work.quality.picks.get(pick.id).state is PickState.DONE
    assert get_draft(workspace, form=f"review.{shop.contact.id}") is None


def test_not_applicable_all_over_is_no_score(shop: Reviewing) -> None:
    review = finish_review(shop.by(shop.ines), filled=shop.filled(dict.fromkeys(ALL_YES)))
    assert (review.final, review.seen, review.outcome) == (None, 0, Outcome.NO_SCORE)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"greeting": 2, "correct": 2}, "rating of Record is missing. Rate it, or say that it is not applicable"),
        ({**ALL_YES, "record": 5}, "rating cannot be 5. Choose one of 0, 1, 2"),
        ({**ALL_YES, "humour": 1}, "criterion “humour” is not known. There are: greeting, correct, record"),
    ],
)
def test_what_is_wrong_with_the_ratings_is_said(shop: Reviewing, given: dict[str, float], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        finish_review(shop.by(shop.ines), filled=shop.filled(given))


def test_a_card_retired_meanwhile_keeps_the_draft(shop: Reviewing) -> None:
    keep_review_draft(shop.by(shop.ines), contact_id=shop.contact.id, purpose=Purpose.CHOSEN, value={"note": "x"})
    with shop.by(MARA).work("Retire") as work:
        work.quality.cards.update(replace(shop.card, active=False))
    with pytest.raises(InputError, match=r"Own was retired. What you rated is kept; choose another card"):
        finish_review(shop.by(shop.ines), filled=shop.filled())
    assert get_draft(shop.workspace, form=f"review.{shop.contact.id}") is not None


def test_what_was_reviewed_from_a_sample_is_not_reviewed_again_by_hand(shop: Reviewing) -> None:
    pick = shop.pick(sample_id=shop.sample().id)
    review = finish_review(shop.by(shop.ines), filled=shop.filled(pick_id=pick.id))
    again = begin_review(shop.workspace, contact_id=shop.contact.id)
    assert (again.review, again.purpose, again.is_open) == (review, Purpose.FAIR, True)
    with pytest.raises(AlreadyDone, match="was done by Ines"):
        begin_review(shop.by(MARA), contact_id=shop.contact.id)
    with pytest.raises(AlreadyDone, match="was done by Ines"):
        finish_review(shop.workspace, filled=shop.filled())


def test_a_contact_counts_once_though_it_waits_in_a_queue_and_is_opened_by_hand(shop: Reviewing) -> None:
    filled, pick = shop.filled(), shop.pick(sample_id=shop.sample().id, reviewer_id=shop.tom.id)
    form = begin_review(shop.by(shop.ines), contact_id=shop.contact.id)
    assert (form.purpose, form.pick) == (Purpose.FAIR, pick)
    review = finish_review(shop.by(shop.ines), filled=replace(filled, purpose=Purpose.CHOSEN))  # begun before the draw
    assert (review.purpose, review.pick_id) == (Purpose.FAIR, pick.id)
    with shop.workspace.read() as work:
        assert work.quality.picks.get(pick.id).state is PickState.DONE
    late = shop.pick(reviewer_id=shop.tom.id)  # as where dropping it was taken back
    for place in (pick, late):
        with pytest.raises(AlreadyDone, match="was done by Ines"):
            finish_review(shop.by(shop.tom), filled=shop.filled(pick_id=place.id))


# ------------------------------------------------------------ who may
def test_nobody_reviews_own_contacts_but_for_themselves(shop: Reviewing) -> None:
    with shop.by(MARA).work("Promote") as work:
        rosa = work.members.update(replace(work.members.get(ROSA.id), role=MARA.role))
    workspace = shop.by(rosa)
    with pytest.raises(NotPermitted, match="review own contacts"):
        finish_review(workspace, filled=shop.filled(purpose=Purpose.CHOSEN))
    own = finish_review(workspace, filled=shop.filled())
    assert own.purpose is Purpose.SELF
    with pytest.raises(NotPermitted, match="review for somebody else"):
        finish_review(shop.by(shop.ines), filled=shop.filled(purpose=Purpose.SELF))
    with pytest.raises(InputError, match="for those who review"):
        finish_review(shop.by(rosa), filled=shop.filled(purpose=Purpose.SELF), send=True)
    with pytest.raises(InputError, match="not for the person reviewed"):
        send_reviews(shop.workspace, review_ids=[own.id])


def test_a_reviewer_without_the_right_to_all_reviews_only_what_is_theirs(shop: Reviewing) -> None:
    with pytest.raises(NotPermitted, match="see all reviews"):
        begin_review(shop.by(shop.lea), contact_id=shop.contact.id)
    with pytest.raises(NotPermitted, match="see all reviews"):
        finish_review(shop.by(shop.tom), filled=shop.filled())
    pick = shop.pick(reviewer_id=shop.tom.id)
    review = finish_review(shop.by(shop.tom), filled=shop.filled(pick_id=pick.id))
    assert my_reviews_made(shop.workspace) == [review]
    with pytest.raises(NotPermitted, match="change the review of somebody else"):
        change_review(shop.by(shop.ines), review=review)
    assert send_reviews(shop.workspace, review_ids=[review.id])[0].is_sent  # who sees all of them may send it


def test_trying_to_send_or_change_one_does_not_tell_that_there_is_one(shop: Reviewing) -> None:
    with shop.by(MARA).work("Promote") as work:
        rosa = work.members.update(replace(work.members.get(ROSA.id), role=MARA.role))
    unsent = finish_review(shop.by(shop.ines), filled=shop.filled())
    for who in (rosa, shop.tom):
        with pytest.raises(NotFound, match=f"There is no review {unsent.id}"):
            send_reviews(shop.by(who), review_ids=[unsent.id])
        with pytest.raises(NotFound, match=f"There is no review {unsent.id}"):
            change_review(shop.by(who), review=unsent)


def test_what_somebody_who_left_has_not_sent_is_for_who_sees_all_reviews_to_send(shop: Reviewing) -> None:
    pick = shop.pick(reviewer_id=shop.tom.id)
    review = finish_review(shop.by(shop.tom), filled=shop.filled(pick_id=pick.id))
    assert (reviews_to_send(shop.workspace), reviews_to_send(shop.by(shop.ines))) == ([review], [])
    save_member(shop.by(MARA), member=replace(shop.tom, active=False))
    assert reviews_to_send(shop.by(shop.ines)) == [review]
    assert reviews_to_send(shop.by(shop.lea)) == reviews_to_send(shop.by(ROSA)) == []
    send_reviews(shop.by(shop.ines), review_ids=[review.id])
    assert reviews_to_send(shop.workspace) == []


def test_a_number_does_not_tell_that_an_own_contact_waits_to_be_reviewed(shop: Reviewing) -> None:
    """Counting up numbers finds neither a place in the queue of an own contact nor the gap where one is."""
    own, others = shop.pick(), shop.pick(member_id=MARA.id)
    workspace = shop.by(ROSA)
    acts: Sequence[Callable[[int], object]] = (
        lambda number: begin_review(workspace, pick_id=number),
        lambda number: begin_review(workspace, contact_id=shop.contact.id, pick_id=number),
        lambda number: finish_review(workspace, filled=shop.filled(pick_id=number)),
        lambda number: drop_pick(workspace, pick_id=number, reason="No"),
        lambda number: replace_pick(workspace, pick_id=number, reason="No"),
    )
    for number in (own.id, others.id, 99):
        for act in acts:
            with pytest.raises(NotFound, match=f"There is no pick {number}"):
                act(number)
    asked = shop.pick(self_first=True)
    assert begin_review(shop.by(ROSA), pick_id=asked.id).purpose is Purpose.SELF


def test_a_supervisor_does_not_find_own_contacts_in_the_queue_by_number(shop: Reviewing) -> None:
    own = shop.pick(member_id=shop.ines.id, reviewer_id=MARA.id)
    for number in (own.id, 99):
        with pytest.raises(NotFound, match=f"There is no pick {number}"):
            reassign_picks(shop.by(shop.ines), pick_ids=[number], reviewer_id=shop.tom.id)


def test_a_contact_that_nobody_handled_is_not_reviewed(shop: Reviewing) -> None:
    with shop.workspace.work("Missed") as work:
        work.contacts.update(replace(shop.contact, member_id=None))
    with pytest.raises(InputError, match="nobody handled it"):
        begin_review(shop.by(shop.ines), contact_id=shop.contact.id)


def test_a_self_review_leads_nobody_before_send_and_stays_after_it(shop: Reviewing) -> None:
    pick = shop.pick(reviewer_id=shop.ines.id, self_first=True)
    own = finish_review(
        shop.by(ROSA), filled=shop.filled({**ALL_YES, "greeting": 0}, pick_id=pick.id, purpose=Purpose.SELF)
    )
    ines = shop.by(shop.ines)
    review = finish_review(ines, filled=shop.filled(pick_id=pick.id))
    with pytest.raises(NotFound):  # it can still be changed
        get_review(ines, review_id=own.id)
    send_reviews(ines, review_ids=[review.id])
    assert get_review(ines, review_id=own.id).final == own.final
    with pytest.raises(InputError, match="was sent since"):
        change_review(shop.by(ROSA), review=replace(own, note="In the light of yours"))


# ------------------------------------------------------------ two at once
def test_the_second_of_two_reviewers_hears_who_was_quicker_and_keeps_the_draft(shop: Reviewing) -> None:
    pick = shop.pick(reviewer_id=shop.tom.id)
    keep_review_draft(shop.by(shop.ines), contact_id=shop.contact.id, purpose=Purpose.CHOSEN, value={"note": "x"})
    finish_review(shop.by(shop.tom), filled=shop.filled(pick_id=pick.id), send=True)
    with pytest.raises(AlreadyDone, match=r"review of this contact was done by Tom Weber \(02 Mar 2026 \d\d:00\)"):
        finish_review(shop.by(shop.ines), filled=shop.filled(pick_id=pick.id), send=True)
    assert get_draft(shop.workspace, form=f"review.{shop.contact.id}") is not None
    with pytest.raises(AlreadyDone, match="Tom Weber"):
        begin_review(shop.workspace, pick_id=pick.id)


def test_a_contact_is_reviewed_by_hand_once(shop: Reviewing) -> None:
    finish_review(shop.by(shop.ines), filled=shop.filled())
    with pytest.raises(AlreadyDone, match="done by Ines Marchetti"):
        finish_review(shop.by(MARA), filled=shop.filled())
    with pytest.raises(AlreadyDone, match="done by you"):
        finish_review(shop.by(shop.ines), filled=shop.filled())


def test_a_place_that_was_taken_out_of_the_sample_is_not_reviewed(shop: Reviewing) -> None:
    pick = shop.pick(state=PickState.REPLACED)
    with pytest.raises(InputError, match="taken out of the sample meanwhile"):
        finish_review(shop.by(shop.ines), filled=shop.filled(pick_id=pick.id))


# ------------------------------------------------------------ the contact goes meanwhile
def test_a_contact_removed_meanwhile_is_said(shop: Reviewing) -> None:
    filled, pick = shop.filled(), shop.pick()
    keep_review_draft(shop.by(shop.ines), contact_id=shop.contact.id, purpose=Purpose.CHOSEN, value={"note": "x"})
    remove_contacts(shop.workspace, contact_ids=[shop.contact.id])
    with pytest.raises(NotFound, match=f"There is no contact {shop.contact.id}"):
        finish_review(shop.workspace, filled=filled)
    with pytest.raises(InputError, match="removed meanwhile"):
        begin_review(shop.workspace, pick_id=pick.id)


def test_a_contact_erased_meanwhile_is_said_and_nothing_of_it_is_kept(shop: Reviewing) -> None:
    review = finish_review(shop.by(shop.ines), filled=replace(shop.filled(), note="Ada was cross"))
    erase_customer(shop.by(MARA), customer_id=shop.contact.customer_id or 0)
    workspace = shop.by(shop.ines)
    for act in (
        lambda: begin_review(workspace, contact_id=shop.contact.id),
        lambda: finish_review(workspace, filled=shop.filled(purpose=Purpose.CHECK)),
        lambda: keep_review_draft(
            workspace, contact_id=shop.contact.id, purpose=Purpose.CHOSEN, value={"note": "Ada again"}
        ),
        lambda: change_review(workspace, review=replace(review, note="Ada")),
    ):
        with pytest.raises(Erased, match="was erased"):
            act()
    kept = get_review(workspace, review_id=review.id)
    assert (kept.final, kept.note, [one.rating for one in kept.ratings]) == (100, "", [2, 2, 2])


def test_what_was_quoted_in_coaching_goes_with_the_customer_too(workspace: Workspace) -> None:
    shop = to_review(workspace)
    quote = Quote(contact_id=shop.contact.id, text="my frame")
    quoted = CriterionRating(criterion="correct", rating=0, note="Talks of a scratch", quotes=(quote,))
    given = shop.filled({"greeting": 2, "record": 2})
    finish_review(shop.by(shop.ines), filled=replace(given, ratings=(*given.ratings, quoted)), send=True)
    agenda = suggested_agenda(workspace, member_id=ROSA.id, card="own", criterion="correct")
    other = Point(kind=PointKind.TOPIC, text="Breaks")
    plain = Coaching(member_id=ROSA.id, coach_id=shop.ines.id, planned_at=MONDAY_MORNING, made_at=MONDAY_MORNING)
    session = save_coaching(workspace, session=replace(plain, agenda=(*agenda, other)))
    assert [one.quote for one in session.agenda] == ["my frame", ""]
    erase_customer(shop.by(MARA), customer_id=shop.contact.customer_id or 0)
    left = coaching(workspace, coaching_id=session.id).session.agenda
    assert [(one.text, one.quote, one.kind) for one in left] == [
        (BLACK, "", PointKind.MISS),
        ("Breaks", "", PointKind.TOPIC),
    ]
    with workspace.read() as work:
        told = [bytes(row[0] or b"") for row in work.connection.exec_driver_sql("SELECT content FROM journal_texts")]
    assert not any(word in text for text in told for word in (b"scratch", b"my frame"))


# ------------------------------------------------------------ changed, sent, taken back
def test_a_review_is_changed_until_it_is_sent_and_then_only_by_dispute(shop: Reviewing, clock: Clock) -> None:
    review = finish_review(shop.by(shop.ines), filled=shop.filled())
    clock.forward(timedelta(hours=1))
    worse = tuple(replace(one, rating=0) for one in review.ratings)
    with pytest.raises(Missing, match="what shows the critical error in Correct"):
        change_review(shop.workspace, review=replace(review, ratings=worse), send=True)
    assert get_review(shop.workspace, review_id=review.id) == review
    worse = tuple(replace(one, note=SAID) for one in worse)
    changed = change_review(shop.workspace, review=replace(review, ratings=worse), send=True)
    assert (changed.final, changed.outcome, changed.is_sent) == (0, Outcome.FAIL, True)
    assert changed.sent_at == changed.changed_at == MONDAY_MORNING + timedelta(hours=1)
    with pytest.raises(InputError, match=r"it was sent and stays as it is. The person can dispute a criterion"):
        change_review(shop.workspace, review=changed)
    with pytest.raises(AlreadyDone, match="Sending this review"):
        send_reviews(shop.workspace, review_ids=[review.id])
    form = begin_review(shop.workspace, contact_id=shop.contact.id)
    assert (form.is_open, form.draft.of("correct").rating) == (False, 0)


def test_a_critical_error_that_nothing_shows_is_not_finished(shop: Reviewing) -> None:
    bare = shop.filled({**ALL_YES, "correct": 0})
    bare = replace(bare, ratings=tuple(replace(one, note="") for one in bare.ratings))
    with pytest.raises(Missing, match=r"what shows the critical error in Correct is missing. Write a note"):
        finish_review(shop.by(shop.ines), filled=bare, send=True)
    assert contact_reviews(shop.workspace, contact_id=shop.contact.id) == []


def test_what_showed_a_critical_error_may_be_erased_before_it_is_sent(workspace: Workspace) -> None:
    shop = to_review(workspace)
    review = finish_review(shop.by(shop.ines), filled=shop.filled({**ALL_YES, "correct": 0}))
    erase_customer(shop.by(MARA), customer_id=shop.contact.customer_id or 0)
    assert [one.note for one in get_review(shop.by(shop.ines), review_id=review.id).ratings] == ["", "", ""]
    waiting = [one.id for one in reviews_to_send(workspace)]
    assert waiting == [review.id]
    assert [one.is_sent for one in send_reviews(workspace, review_ids=waiting)] == [True]
    assert reviews_to_send(workspace) == []


@pytest.mark.parametrize("gone", ["nothing", "the reviewer", "who handled it", "the contact"])
def test_what_was_finished_before_grounds_were_asked_for_is_sent_with_the_others(
    workspace: Workspace, gone: str
) -> None:
    shop = to_review(workspace)
    pick = shop.pick(reviewer_id=shop.tom.id)
    review = finish_review(shop.by(shop.tom), filled=shop.filled({**ALL_YES, "correct": 0}, pick_id=pick.id))
    with shop.by(MARA).work("As it was finished by an older version") as work:
        old = replace(review, ratings=tuple(replace(one, note="") for one in review.ratings))
        work.quality.reviews.update(old)
        more = work.quality.reviews.add(replace(review, id=0, pick_id=None))
    if gone == "the reviewer":
        save_member(workspace, member=replace(shop.tom, active=False))
    elif gone == "who handled it":
        edit_contact(workspace, contact=replace(shop.contact, member_id=None))
    elif gone == "the contact":
        remove_contacts(workspace, contact_ids=[shop.contact.id])
    shop.by(MARA if gone == "the reviewer" else shop.tom)
    waiting = [one.id for one in reviews_to_send(workspace)]
    assert waiting == [review.id, more.id]
    assert all(one.is_sent for one in send_reviews(workspace, review_ids=waiting))


def test_taking_back_unsends_what_was_not_read_and_never_loses_a_review(shop: Reviewing) -> None:
    review = finish_review(shop.by(shop.ines), filled=shop.filled(), send=True)
    assert [one.id for one in contact_reviews(shop.by(ROSA), contact_id=shop.contact.id)] == [review.id]
    history.undo(shop.by(shop.ines))
    assert get_review(shop.workspace, review_id=review.id).state is ReviewState.FINISHED
    assert contact_reviews(shop.by(ROSA), contact_id=shop.contact.id) == []
    with pytest.raises(StaysFinished, match="A review that was finished stays"):
        history.undo(shop.by(shop.ines))
    assert get_review(shop.workspace, review_id=review.id).final == 100


def test_what_the_person_has_read_is_not_unsent(shop: Reviewing) -> None:
    review = finish_review(shop.by(shop.ines), filled=shop.filled(), send=True)
    with shop.by(ROSA).work("Read") as work:
        work.quality.reviews.update(replace(review, read_at=MONDAY_MORNING))
    with pytest.raises(Exception, match="was changed by Rosa Okafor meanwhile"):
        history.undo(shop.by(shop.ines))
    assert get_review(shop.workspace, review_id=review.id).is_sent


def test_a_calibration_is_rated_once_and_not_after_it_is_open(shop: Reviewing) -> None:
    with shop.by(MARA).work("Calibrate") as work:
        session = work.quality.calibrations.add(
            Calibration(
                name="Monday",
                contact_id=shop.contact.id,
                member_id=ROSA.id,
                card_version_id=shop.version.id,
                made_at=MONDAY_MORNING,
                reviewers=(shop.ines.id, shop.tom.id),
            )
        )
    form = begin_review(shop.by(shop.tom), session_id=session.id)
    assert (form.purpose, form.version.id) == (Purpose.CALIBRATION, shop.version.id)
    review = finish_review(shop.workspace, filled=shop.filled(session_id=session.id))
    with pytest.raises(NotFound, match="There is no calibration"):
        finish_review(shop.by(shop.lea), filled=shop.filled(session_id=session.id))
    with pytest.raises(NotPermitted, match="rate in this calibration"):
        finish_review(shop.by(MARA), filled=shop.filled(session_id=session.id))
    with pytest.raises(StaysFinished):
        history.undo(shop.by(shop.tom))
    changed = change_review(shop.workspace, review=replace(review, note="Milder"))
    with shop.by(MARA).work("Open") as work:
        work.quality.calibrations.update(replace(session, state=CalibrationState.OPEN))
    with pytest.raises(InputError, match="open by now"):
        change_review(shop.by(shop.tom), review=changed)
    with pytest.raises(InputError, match="open by now"):
        finish_review(shop.by(shop.ines), filled=shop.filled(session_id=session.id))
    with pytest.raises(Exception, match="Somebody removed what this needs"):
        history.undo(shop.by(shop.tom))


# ------------------------------------------------------------ what becomes of contact and case
def test_a_review_outlives_its_contact_and_undo_brings_the_link_back(workspace: Workspace) -> None:
    shop = to_review(workspace)
    pick = shop.pick()
    review = finish_review(shop.by(shop.ines), filled=shop.filled(pick_id=pick.id))
    remove_contacts(shop.by(MARA), contact_ids=[shop.contact.id])
    left = get_review(workspace, review_id=review.id)
    assert (left.contact_id, left.case_id, left.final, left.ratings) == (None, None, 100, review.ratings)
    shop.by(shop.ines)
    for door in (lambda: change_review(workspace, review=left), lambda: open_review(workspace, review_id=left.id)):
        with pytest.raises(InputError, match="its contact was removed since"):
            door()
    send_reviews(workspace, review_ids=[review.id])
    history.undo(shop.by(MARA))
    back = get_review(workspace, review_id=review.id)
    assert (back.contact_id, back.case_id, back.is_sent) == (review.contact_id, review.case_id, True)
    with workspace.read() as work:
        assert work.quality.picks.get(pick.id).contact_id == shop.contact.id


def test_a_review_follows_its_contact_into_another_case(shop: Reviewing) -> None:
    with shop.by(MARA).work("One more") as work:
        other = work.cases.add(a_case(customer_id=shop.contact.customer_id))
        work.contacts.add(a_contact(case_id=other.id, customer_id=shop.contact.customer_id))
    review = finish_review(shop.workspace, filled=shop.filled())
    merge_cases(shop.workspace, into_id=other.id, case_ids=[shop.contact.case_id])
    assert [one.id for one in case_reviews(shop.workspace, case_id=other.id)] == [review.id]
    new = split_case(shop.workspace, case_id=other.id, contact_ids=[shop.contact.id])
    assert get_review(shop.workspace, review_id=review.id).case_id == new.id
    history.undo(shop.workspace)
    history.undo(shop.workspace)
    assert get_review(shop.workspace, review_id=review.id).case_id == shop.contact.case_id


def test_what_was_quoted_of_a_removed_contact_goes_when_its_customer_is_erased(shop: Reviewing) -> None:
    quote = Quote(contact_id=shop.contact.id, start=0, end=3, text="Hi, my frame")
    rated = tuple(CriterionRating(criterion=key, rating=2, note="Said twice", quotes=(quote,)) for key in ALL_YES)
    review = finish_review(shop.by(shop.ines), filled=replace(shop.filled(), ratings=rated, praise="Calm"))
    remove_contacts(shop.by(MARA), contact_ids=[shop.contact.id])
    erase_customer(shop.workspace, customer_id=shop.contact.customer_id or 0)
    left = get_review(shop.workspace, review_id=review.id)
    assert (left.final, left.praise) == (100, "")
    assert left.ratings == tuple(CriterionRating(criterion=key, rating=2) for key in ALL_YES)
    assert maintenance.check(shop.workspace).ok


def test_a_check_finds_a_score_that_is_not_that_of_its_ratings(shop: Reviewing) -> None:
    review = finish_review(shop.by(shop.ines), filled=shop.filled())
    assert maintenance.check(shop.by(MARA)).ok
    with shop.workspace.work("Tamper") as work:
        work.quality.reviews.update(replace(review, final=12.0))
    assert maintenance.check(shop.workspace).problems == (
        f"The score of review {review.id} is not that of its ratings",
    )


def test_a_check_of_a_damaged_file_says_which_review_lost_its_scorecard(shop: Reviewing) -> None:
    review = finish_review(shop.by(shop.ines), filled=shop.filled())
    bare = sqlite_module().connect(str(shop.workspace.path))
    bare.execute("DELETE FROM card_versions")
    bare.commit()
    bare.close()
    said = maintenance.check(shop.by(MARA)).problems
    assert f"The scorecard that review {review.id} was made with is gone" in said


# ------------------------------------------------------------ asking
def test_a_review_of_ones_own_contact_says_nothing_before_it_is_sent(shop: Reviewing) -> None:
    """Whoever sees all reviews sees those of others: not their own, by no door."""
    with shop.by(MARA).work("Promote") as work:
        rosa = work.members.update(replace(work.members.get(ROSA.id), role=MARA.role))
    filled = replace(shop.filled({"greeting": 2, "correct": 0, "record": 1}), note="SECRET", praise="SECRET")
    review = finish_review(shop.by(shop.ines), filled=filled)
    workspace = shop.by(rosa)
    doors: tuple[Callable[[], object], ...] = (
        lambda: get_review(workspace, review_id=review.id),
        lambda: open_review(workspace, review_id=review.id),
        lambda: begin_review(workspace, contact_id=shop.contact.id),
        lambda: begin_review(workspace, contact_id=shop.contact.id, purpose=Purpose.CHOSEN),
        lambda: contact_reviews(workspace, contact_id=shop.contact.id),
        lambda: case_reviews(workspace, case_id=shop.contact.case_id),
        lambda: member_reviews(workspace, member_id=rosa.id),
        lambda: change_review(workspace, review=review),
        lambda: send_reviews(workspace, review_ids=[review.id]),
        lambda: finish_review(workspace, filled=shop.filled(purpose=Purpose.CHECK)),
        lambda: timeline(workspace, case_id=shop.contact.case_id),
        lambda: history.history(workspace),
        lambda: search.find(workspace, text="SECRET"),
        lambda: maintenance.check(workspace),
    )
    for door in doors:
        try:
            said = seen(door())
        except CsopsError as error:
            said = seen(error)
        assert "SECRET" not in said
        assert str(review.final) not in said
    assert not get_review(shop.by(shop.ines), review_id=review.id).is_sent


def test_who_sees_a_review_is_asked_at_every_door(shop: Reviewing) -> None:
    pick = shop.pick(reviewer_id=shop.tom.id)
    review = finish_review(shop.by(shop.tom), filled=shop.filled(pick_id=pick.id))
    for member, sees in ((MARA, True), (shop.ines, True), (shop.tom, True), (ROSA, False), (shop.lea, False)):
        workspace = shop.by(member)
        assert bool(contact_reviews(workspace, contact_id=shop.contact.id)) is sees
        assert bool(member_reviews(workspace, member_id=ROSA.id, since=MONDAY_MORNING)) is sees
        if not sees:
            with pytest.raises(NotFound):
                get_review(workspace, review_id=review.id)
            with pytest.raises(NotFound):
                open_review(workspace, review_id=review.id)
    assert not open_review(shop.by(shop.ines), review_id=review.id).is_open


def test_the_act_that_sent_a_review_leads_to_it_once_that_was_taken_back(shop: Reviewing) -> None:
    workspace = shop.by(shop.ines)
    review = finish_review(workspace, filled=shop.filled(), send=True)
    act = history.history(workspace, limit=1)[0]
    assert review_not_sent(workspace, act_id=act.id) is None  # it is sent still
    assert history.undo(workspace).id == act.id
    found = review_not_sent(workspace, act_id=act.id)
    assert found is not None
    assert (found.id, found.was_sent) == (review.id, False)
    assert review_not_sent(workspace, act_id=act.id + 1) is None  # the act of taking back sent nothing
    for member in (MARA, ROSA):
        assert review_not_sent(shop.by(member), act_id=act.id) is None


@pytest.mark.parametrize("gone", ["the contact", "the customer", "who handled it"])
def test_what_cannot_be_opened_is_led_to_by_nothing(shop: Reviewing, gone: str) -> None:
    workspace = shop.by(shop.ines)
    finish_review(workspace, filled=shop.filled(), send=True)
    act = history.history(workspace, limit=1)[0]
    if gone == "the contact":
        remove_contacts(shop.by(MARA), contact_ids=[shop.contact.id])
    elif gone == "the customer":
        erase_customer(shop.by(MARA), customer_id=shop.contact.customer_id or 0)
    else:
        edit_contact(shop.by(MARA), contact=replace(shop.contact, member_id=None))
    shop.by(shop.ines)
    with workspace.work("As the undo leaves it") as work:
        (sent,) = work.quality.reviews.made_by(shop.ines.id, limit=1)
        work.quality.reviews.update(unsent(sent))
    assert review_not_sent(workspace, act_id=act.id) is None
