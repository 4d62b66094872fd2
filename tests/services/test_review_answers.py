"""Reviews after they were sent: opened, answered, disputed, decided."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.access import Role
from csops.domain.dispute_effects import around
from csops.domain.errors import (
    AlreadyDone,
    ConflictError,
    CsopsError,
    InputError,
    Missing,
    NotFound,
    NotPermitted,
    OutOfRange,
    ReadByNow,
    UnknownName,
)
from csops.domain.people import Member
from csops.domain.reviews import Dispute, DisputeState, Review
from csops.domain.scoring import Outcome
from csops.services import history
from csops.services.quality_reports import review_report
from csops.services.review_answers import (
    answer_review,
    decide_dispute,
    dispute_criterion,
    disputes,
    disputes_for_me,
    disputes_to_reply,
    get_dispute,
    my_reviews,
    news_for_me,
    open_my_review,
    reply_to_dispute,
    reviews_i_sent,
    sent_review,
    withdraw_dispute,
)
from csops.services.review_withdrawal import withdraw_review
from csops.services.reviews import finish_review, get_review, send_reviews
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import MARA, ROSA
from tests.helpers.reviewing import Reviewing, to_review

ACCEPTED, PARTLY, DECLINED = DisputeState.ACCEPTED, DisputeState.PARTLY, DisputeState.DECLINED


@pytest.fixture
def shop(sqlite_workspace: Workspace) -> Reviewing:
    return to_review(sqlite_workspace)


def a_sent_review(shop: Reviewing, *, by: Member | None = None) -> Review:
    """Let Ines send Rosa a review in which nothing but the record was right."""
    workspace = shop.by(by or shop.ines)
    return finish_review(workspace, filled=shop.filled({"greeting": 0, "correct": 0, "record": 2}), send=True)


def a_dispute(shop: Reviewing, review: Review, *, criterion: str = "correct", wanted: float | None = 2) -> Dispute:
    """Let Rosa dispute a criterion."""
    return dispute_criterion(
        shop.by(ROSA), review_id=review.id, criterion=criterion, wanted=wanted, reason="I said it at 13:03"
    )


# ------------------------------------------------------------ opened and answered
def test_a_sent_review_is_news_until_the_person_opens_it(workspace: Workspace, clock: Clock) -> None:
    shop = to_review(workspace)
    review = a_sent_review(shop)
    shop.by(ROSA)
    assert [one.review.id for one in news_for_me(workspace)] == [review.id]
    clock.forward(timedelta(hours=2))
    found = open_my_review(workspace, review_id=review.id)
    assert found.review.read_at == MONDAY_MORNING + timedelta(hours=2)
    assert (found.reviewer.name, found.card.key, found.is_open) == ("Ines Marchetti", "own", True)
    assert news_for_me(workspace) == ()
    clock.forward(timedelta(hours=2))
    assert open_my_review(workspace, review_id=review.id).review.read_at == found.review.read_at
    answered = answer_review(workspace, review_id=review.id, text=" The line was bad ")
    assert (answered.answer, answered.answered_at) == ("The line was bad", clock())
    assert my_reviews(workspace)[0].review.answer == "The line was bad"
    assert get_review(shop.by(shop.ines), review_id=review.id).answer == "The line was bad"


def test_a_reviewer_finds_what_they_sent_also_what_was_withdrawn_and_nobody_elses(
    workspace: Workspace, clock: Clock
) -> None:
    shop = to_review(workspace)
    unsent = finish_review(shop.by(shop.ines), filled=shop.filled())
    assert reviews_i_sent(workspace).number == 0
    send_reviews(workspace, review_ids=[unsent.id])
    with workspace.work("Log another") as work:
        other = work.contacts.add(replace(shop.contact, id=0))
    clock.forward(timedelta(hours=1))
    later = finish_review(workspace, filled=shop.filled(contact_id=other.id), send=True)
    withdraw_review(workspace, review_id=later.id, why="The wrong card")
    found = reviews_i_sent(workspace)
    assert [one.review.id for one in found.reviews] == [later.id, unsent.id]
    assert (found.number, found.is_cut, found.reviews[0].review.is_withdrawn) == (2, False, True)
    assert [one.review.id for one in reviews_i_sent(workspace, limit=1).reviews] == [later.id]
    assert reviews_i_sent(workspace, limit=1).is_cut
    for member in (ROSA, MARA, shop.tom):
        assert reviews_i_sent(shop.by(member)).number == 0


def test_that_something_was_read_is_not_taken_back(shop: Reviewing) -> None:
    review = a_sent_review(shop)
    open_my_review(shop.by(ROSA), review_id=review.id)
    assert history.can_undo(shop.workspace) == (None, None)
    assert history.history(shop.workspace, limit=1)[0].what == "Open a review"


def test_a_decision_is_news_until_it_is_read_though_the_clock_was_put_back(shop: Reviewing, clock: Clock) -> None:
    review = a_sent_review(shop)
    dispute = a_dispute(shop, review)
    read_at = open_my_review(shop.by(ROSA), review_id=review.id).review.read_at
    clock.forward(timedelta(hours=-2))
    decided = decide_dispute(shop.by(MARA), dispute_id=dispute.id, state=DECLINED, reason="x")
    assert [one.review.id for one in news_for_me(shop.by(ROSA))] == [review.id]
    clock.forward(timedelta(hours=-2))
    found = open_my_review(shop.workspace, review_id=review.id)
    assert (decided.decided_at or clock()) > (read_at or clock())
    assert found.review.read_at == decided.decided_at
    assert found.first_read_at == read_at
    assert news_for_me(shop.workspace) == ()


def test_when_a_review_was_first_opened_stays_told_though_the_decision_was_read_later(
    workspace: Workspace, clock: Clock
) -> None:
    shop = to_review(workspace)
    review = a_sent_review(shop)
    first = open_my_review(shop.by(ROSA), review_id=review.id).first_read_at
    dispute = a_dispute(shop, review)
    clock.forward(timedelta(minutes=5))
    decide_dispute(shop.by(MARA), dispute_id=dispute.id, state=DECLINED, reason="x")
    clock.forward(timedelta(minutes=5))
    open_my_review(shop.by(ROSA), review_id=review.id)
    told = sent_review(shop.by(shop.ines), review_id=review.id)
    assert told.first_read_at == first
    assert (told.review.read_at, told.is_news) == (clock(), False)


def test_nothing_of_a_review_is_there_before_it_is_sent_or_for_others(shop: Reviewing) -> None:
    unsent = finish_review(shop.by(shop.ines), filled=shop.filled())
    for member in (ROSA, shop.lea, shop.ines):
        workspace = shop.by(member)
        assert my_reviews(workspace) == ()
        with pytest.raises(NotFound):
            open_my_review(workspace, review_id=unsent.id)
        with pytest.raises(NotFound):
            answer_review(workspace, review_id=unsent.id, text="x")
        with pytest.raises(NotFound):
            dispute_criterion(workspace, review_id=unsent.id, criterion="correct", wanted=0, reason="x")


def test_the_reviewer_reads_what_the_person_answers_and_nobody_before_it_is_sent(shop: Reviewing) -> None:
    filled = shop.filled({"greeting": 0, "correct": 0, "record": 2})
    unsent = finish_review(shop.by(shop.ines), filled=filled)
    with pytest.raises(NotFound):
        sent_review(shop.by(shop.ines), review_id=unsent.id)
    [review] = send_reviews(shop.by(shop.ines), review_ids=[unsent.id])
    answer_review(shop.by(ROSA), review_id=review.id, text="I heard it said")
    a_dispute(shop, review)
    found = sent_review(shop.by(shop.ines), review_id=review.id)
    assert (found.review.answer, [one.criterion for one in found.disputes]) == ("I heard it said", ["correct"])
    assert sent_review(shop.by(MARA), review_id=review.id).review.read_at == found.review.read_at


def test_an_empty_answer_is_refused(shop: Reviewing) -> None:
    review = a_sent_review(shop)
    with pytest.raises(Missing, match=r"answer is missing. Say in a sentence"):
        answer_review(shop.by(ROSA), review_id=review.id, text="  ")


# ------------------------------------------------------------ disputed
def test_a_dispute_that_is_accepted_changes_rating_and_score_and_keeps_what_was(
    workspace: Workspace, clock: Clock
) -> None:
    shop = to_review(workspace)
    review = a_sent_review(shop)
    open_my_review(shop.by(ROSA), review_id=review.id)
    dispute = a_dispute(shop, review)
    assert [one.dispute.id for one in disputes_for_me(shop.by(MARA))] == [dispute.id]
    clock.forward(timedelta(hours=1))
    made = decide_dispute(workspace, dispute_id=dispute.id, state=ACCEPTED, reason="Heard it")
    assert (made.was, made.now, made.decided_by, made.decision) == (0, 2, MARA.id, "Heard it")
    changed = get_review(workspace, review_id=review.id)
    assert [one.rating for one in changed.ratings] == [0, 2, 2]
    assert changed.first == review.ratings
    assert (review.outcome, changed.outcome) == (Outcome.FAIL, Outcome.PASS)
    assert changed.raw is not None
    assert review.raw is not None
    assert changed.raw > review.raw
    assert changed.critical == ()
    sent = news_for_me(shop.by(ROSA))[0]  # the decision is something new
    assert sent.dispute_of("correct") == made
    assert disputes_for_me(shop.by(MARA)) == ()
    assert disputes(shop.workspace)[0].decided_by == MARA


def test_each_decision_tells_the_score_before_and_after_it_whatever_was_decided_since(
    shop: Reviewing, clock: Clock
) -> None:
    review = a_sent_review(shop)
    first, second = a_dispute(shop, review), a_dispute(shop, review, criterion="greeting", wanted=2)
    for dispute, state in ((first, ACCEPTED), (second, PARTLY)):
        clock.forward(timedelta(minutes=1))
        rating = 1 if state is PARTLY else None
        decide_dispute(shop.by(MARA), dispute_id=dispute.id, state=state, reason="x", rating=rating)
    sent = sent_review(shop.by(ROSA), review_id=review.id)
    assert sent.customer == "Ada Brandt"
    assert {one.name for one in sent.deciders.values()} == {MARA.name}
    assert [[each.final for each in around(sent, one)] for one in sent.disputes] == [[30, 80], [80, 90]]


def test_partly_takes_a_rating_between_and_declined_leaves_it(shop: Reviewing) -> None:
    review = a_sent_review(shop)
    first, second = a_dispute(shop, review), a_dispute(shop, review, criterion="greeting", wanted=2)
    workspace = shop.by(MARA)
    with pytest.raises(OutOfRange, match=r"rating cannot be 2. Between .* and .* there is: 1"):
        decide_dispute(workspace, dispute_id=first.id, state=PARTLY, reason="x", rating=2)
    decide_dispute(workspace, dispute_id=first.id, state=PARTLY, reason="Half of it", rating=1)
    declined = decide_dispute(workspace, dispute_id=second.id, state=DECLINED, reason="No name")
    changed = get_review(workspace, review_id=review.id)
    assert [one.rating for one in changed.ratings] == [0, 1, 2]
    assert (declined.was, declined.now) == (0, 0)
    with pytest.raises(InputError, match=r"was disputed and decided before. A decision is final"):
        a_dispute(shop, review)


@pytest.mark.parametrize(
    ("values", "kind", "sentence"),
    [
        ({"criterion": "humour"}, UnknownName, "There are: greeting, correct, record"),
        ({"wanted": 7}, OutOfRange, "rating cannot be 7. Choose one of 0, 1, 2"),
        ({"wanted": 0}, InputError, "is what was given. Choose the rating that you think right"),
        ({"reason": " "}, Missing, "reason is missing. Say what in the contact shows"),
    ],
)
def test_what_is_wrong_with_a_dispute_is_said(
    shop: Reviewing, values: dict[str, object], kind: type[CsopsError], sentence: str
) -> None:
    review = a_sent_review(shop)
    plain: dict[str, object] = {"criterion": "correct", "wanted": 2.0, "reason": "x"}
    with pytest.raises(kind, match=sentence):
        dispute_criterion(shop.by(ROSA), review_id=review.id, **{**plain, **values})  # type: ignore[arg-type]
    assert my_reviews(shop.workspace)[0].disputes == ()


def test_after_its_time_a_criterion_is_not_disputed_any_more(shop: Reviewing, clock: Clock) -> None:
    review = a_sent_review(shop)
    clock.forward(timedelta(days=14))
    assert my_reviews(shop.by(ROSA))[0].is_open  # all of the last day
    dispute = a_dispute(shop, review)
    history.undo(shop.workspace)
    clock.forward(timedelta(days=1))
    with pytest.raises(InputError, match=r"time for disputes ended on 16 Mar 2026, 14 days after it was sent"):
        a_dispute(shop, review)
    with pytest.raises(InputError, match="time for disputes ended"):
        history.redo(shop.workspace)
    with shop.workspace.read() as work:
        assert work.quality.disputes.find(dispute.id) is None
    answer_review(shop.workspace, review_id=review.id, text="A pity")


def test_a_dispute_is_withdrawn_and_worded_anew(shop: Reviewing) -> None:
    review = a_sent_review(shop)
    dispute = a_dispute(shop, review)
    with pytest.raises(InputError, match=r"is disputed already. Withdraw the dispute first"):
        a_dispute(shop, review)
    with pytest.raises(NotFound):
        withdraw_dispute(shop.by(shop.ines), dispute_id=dispute.id)
    withdraw_dispute(shop.by(ROSA), dispute_id=dispute.id)
    with pytest.raises(AlreadyDone, match=r"Withdrawing this dispute was done by Rosa Okafor \(02 Mar"):
        decide_dispute(shop.by(MARA), dispute_id=dispute.id, state=ACCEPTED, reason="x")
    again = a_dispute(shop, review, wanted=1)
    assert my_reviews(shop.workspace)[0].dispute_of("correct") == again


# ------------------------------------------------------------ who decides
def test_another_than_the_reviewer_decides_where_there_is_one(shop: Reviewing) -> None:
    dispute = a_dispute(shop, a_sent_review(shop))
    for member, sentence in (
        (ROSA, "decide on a dispute of your own"),
        (shop.ines, "decide on a dispute of your review"),
    ):
        with pytest.raises(NotPermitted, match=sentence):
            decide_dispute(shop.by(member), dispute_id=dispute.id, state=DECLINED, reason="x")
    with pytest.raises(NotFound):
        decide_dispute(shop.by(shop.lea), dispute_id=dispute.id, state=DECLINED, reason="x")
    assert not get_dispute(shop.by(shop.ines), dispute_id=dispute.id).decides  # who made the review sees it
    with pytest.raises(NotFound):
        get_dispute(shop.by(shop.lea), dispute_id=dispute.id)
    with pytest.raises(Missing, match="Say what decided it"):
        decide_dispute(shop.by(MARA), dispute_id=dispute.id, state=DECLINED, reason=" ")


def test_the_reviewer_decides_where_nobody_else_can(shop: Reviewing) -> None:
    with shop.by(MARA).work("Nobody else") as work:
        work.members.update(replace(work.members.get(MARA.id), role=Role.AGENT))
    dispute = a_dispute(shop, a_sent_review(shop))
    assert [one.decides for one in disputes(shop.by(shop.ines))] == [True]
    decide_dispute(shop.workspace, dispute_id=dispute.id, state=DECLINED, reason="Listened again")


def test_of_two_who_decide_at_once_the_second_hears_who_was_quicker(shop: Reviewing) -> None:
    with shop.by(MARA).work("Promote") as work:
        lea = work.members.update(replace(work.members.get(shop.lea.id), role=Role.SUPERVISOR))
    review = a_sent_review(shop)
    dispute = a_dispute(shop, review)
    decide_dispute(shop.by(lea), dispute_id=dispute.id, state=ACCEPTED, reason="Right")
    with pytest.raises(AlreadyDone, match=r"Deciding this dispute was done by Lea Roth"):
        decide_dispute(shop.by(MARA), dispute_id=dispute.id, state=DECLINED, reason="Wrong")
    assert get_review(shop.workspace, review_id=review.id).ratings[1].rating == 2


# ------------------------------------------------------------ taken back
@pytest.mark.parametrize("state", [ACCEPTED, DECLINED])
def test_a_decision_is_taken_back_until_the_person_has_read_it(
    shop: Reviewing, clock: Clock, state: DisputeState
) -> None:
    review = a_sent_review(shop)
    open_my_review(shop.by(ROSA), review_id=review.id)
    dispute = a_dispute(shop, review)
    clock.forward(timedelta(hours=1))
    decide_dispute(shop.by(MARA), dispute_id=dispute.id, state=state, reason="Heard it")
    history.undo(shop.workspace)
    back = get_review(shop.workspace, review_id=review.id)
    assert (back.ratings, back.first, back.raw) == (review.ratings, (), review.raw)
    assert [one.dispute.state for one in disputes(shop.workspace)] == [DisputeState.OPEN]
    history.redo(shop.workspace)
    open_my_review(shop.by(ROSA), review_id=review.id)
    with pytest.raises(ReadByNow, match="has read this decision, so it stays"):
        history.undo(shop.by(MARA))
    assert disputes(shop.workspace)[0].dispute.state is state


def test_what_was_disputed_is_not_unsent_and_a_dispute_taken_back_leaves_its_place(shop: Reviewing) -> None:
    review = a_sent_review(shop)
    dispute = a_dispute(shop, review)
    with pytest.raises(CsopsError):
        history.undo(shop.by(shop.ines))
    withdraw_dispute(shop.by(ROSA), dispute_id=dispute.id)
    a_dispute(shop, review)
    history.undo(shop.workspace)
    history.undo(shop.workspace)
    assert [one.state for one in my_reviews(shop.workspace)[0].disputes] == [DisputeState.OPEN]
    assert get_review(shop.workspace, review_id=review.id).is_sent


# ------------------------------------------------------------ the reviewer's word
def test_the_reviewers_word_is_read_by_who_decides_at_once_and_by_the_person_with_the_decision(
    workspace: Workspace, clock: Clock
) -> None:
    shop = to_review(workspace)
    review = a_sent_review(shop)
    dispute = a_dispute(shop, review)
    assert [one.dispute.id for one in disputes_to_reply(shop.by(shop.ines))] == [dispute.id]
    assert (disputes_for_me(workspace), disputes_to_reply(shop.by(MARA))) == ((), ())
    reply_to_dispute(shop.by(shop.ines), dispute_id=dispute.id, text="He asked")
    clock.forward(timedelta(minutes=5))
    made = reply_to_dispute(workspace, dispute_id=dispute.id, text=" She asked twice ")
    assert (made.reply, made.replied_by, made.replied_at) == ("She asked twice", shop.ines.id, clock())
    assert disputes_to_reply(workspace) == ()
    assert disputes_for_me(shop.by(MARA))[0].dispute.reply == "She asked twice"

    def read_by_rosa() -> str:
        return str(open_my_review(shop.by(ROSA), review_id=review.id).disputes)

    assert "asked" not in read_by_rosa()
    decide_dispute(shop.by(MARA), dispute_id=dispute.id, state=DECLINED, reason="I heard it")
    assert "She asked twice" in read_by_rosa()
    assert "She asked twice" in str(review_report(shop.by(MARA), review_id=review.id).sections)
    with pytest.raises(AlreadyDone, match="Mara Lindqvist"):
        reply_to_dispute(shop.by(shop.ines), dispute_id=dispute.id, text="Too late")
    with pytest.raises(ConflictError):
        history.undo(workspace)  # what the decision rests on is not taken back
    assert get_dispute(workspace, dispute_id=dispute.id).dispute.reply == "She asked twice"


def test_a_word_on_a_dispute_is_the_reviewers_alone_and_can_be_taken_back(shop: Reviewing) -> None:
    dispute = a_dispute(shop, a_sent_review(shop))
    for member, kind in ((MARA, NotPermitted), (ROSA, NotPermitted), (shop.lea, NotFound), (shop.tom, NotFound)):
        with pytest.raises(kind):
            reply_to_dispute(shop.by(member), dispute_id=dispute.id, text="x")
    workspace = shop.by(shop.ines)
    with pytest.raises(Missing, match=r"reply is missing. Say what in the contact shows"):
        reply_to_dispute(workspace, dispute_id=dispute.id, text=" ")
    reply_to_dispute(workspace, dispute_id=dispute.id, text="She asked twice")
    history.undo(workspace)
    assert get_dispute(workspace, dispute_id=dispute.id).dispute.reply == ""
    history.redo(workspace)
    assert withdraw_dispute(shop.by(ROSA), dispute_id=dispute.id).reply == ""
    with pytest.raises(AlreadyDone):
        reply_to_dispute(shop.by(shop.ines), dispute_id=dispute.id, text="x")


def test_a_reviewer_who_does_not_see_all_reviews_has_a_word_too(shop: Reviewing) -> None:
    pick = shop.pick(reviewer_id=shop.tom.id)
    given = {"greeting": 0, "correct": 0, "record": 2}
    review = finish_review(shop.by(shop.tom), filled=shop.filled(given, pick_id=pick.id), send=True)
    dispute = a_dispute(shop, review)
    assert [one.replies for one in disputes(shop.by(shop.tom))] == [True]
    assert reply_to_dispute(shop.workspace, dispute_id=dispute.id, text="She asked").reply == "She asked"
