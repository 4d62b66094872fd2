"""Commands about reviews that were sent: one's own, an answer, a dispute, a word on it, and the decision."""

from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call
from csops.cli.review_withdrawing import withdrawal_data
from csops.domain.errors import NotUnderstood

if TYPE_CHECKING:  # as in csops/cli/call.py
    from datetime import datetime

    from csops.domain.review_answers import SentReview
    from csops.domain.reviews import Dispute
    from csops.services.review_answers import SeenDispute
    from csops.services.settings import Team

MY_REVIEWS, ANSWER, DISPUTE, WITHDRAW = "my-reviews", "answer", "dispute", "withdraw"
DISPUTES, REPLY, DECIDE = "disputes", "reply", "decide"
_NOT_APPLICABLE = {"na", "n/a", "null"}


def add_parts(parts: Any) -> None:
    """Add the options of what becomes of a sent review."""
    says = (
        "List the reviews that you were sent, the latest first; with an ID one of them in whole, which counts as read"
    )
    mine = parts.add_parser(MY_REVIEWS, help="the reviews that you were sent", description=says)
    mine.add_argument("review", type=int, nargs="?", metavar="ID", help="one of them in whole")

    says = "Answer a review that you were sent; the answer is kept with it"
    answer = parts.add_parser(ANSWER, help="answer a review", description=says)
    answer.add_argument("review", type=int, metavar="ID")
    answer.add_argument("--text", required=True, metavar="T", help="what you say to it")

    says = "Dispute a criterion of a review that you were sent, with the rating that you think right and why"
    dispute = parts.add_parser(DISPUTE, help="dispute a criterion", description=says)
    dispute.add_argument("review", type=int, metavar="ID")
    dispute.add_argument("--criterion", required=True, metavar="KEY", help="as `qa my-reviews ID` names it")
    dispute.add_argument("--want", required=True, metavar="R", help="a rating of its scale, or na: not applicable")
    dispute.add_argument("--reason", required=True, metavar="T", help="what in the contact shows it")

    says = "Take a dispute of yours back; it is kept as withdrawn"
    withdraw = parts.add_parser(WITHDRAW, help="take a dispute back", description=says)
    withdraw.add_argument("dispute", type=int, metavar="ID")

    says = "List the disputes of others that you may see, those that wait for a decision first"
    parts.add_parser(DISPUTES, help="disputes of others", description=says)

    says = (
        "Say something to a dispute of a review that you made; who decides reads it, and the person with the decision"
    )
    reply = parts.add_parser(REPLY, help="your word on a dispute of your review", description=says)
    reply.add_argument("dispute", type=int, metavar="ID")
    reply.add_argument("--text", required=True, metavar="T", help="what in the contact shows the rating you gave")

    _add_decide(parts)


def _add_decide(parts: Any) -> None:
    says = "Decide a dispute; the rating and the score of the review change with it"
    decide = parts.add_parser(DECIDE, help="decide a dispute", description=says)
    decide.add_argument("dispute", type=int, metavar="ID")
    how = decide.add_mutually_exclusive_group(required=True)
    how.add_argument("--accept", action="store_true", help="the rating that was wanted holds")
    how.add_argument("--partly", metavar="R", help="this rating holds, between the two")
    how.add_argument("--decline", action="store_true", help="the rating stays")
    decide.add_argument("--reason", required=True, metavar="T", help="what decided it; the person reads it")


# ------------------------------------------------------------ one's own
def my_reviews(call: Call) -> Answer:
    """List what one was sent, or show one of it."""
    from csops.services.review_answers import my_reviews as list_mine
    from csops.services.review_answers import open_my_review
    from csops.services.settings import team

    with call.workspace() as workspace:
        known, wanted = team(workspace), call.options.review
        found = list_mine(workspace) if wanted is None else (open_my_review(workspace, review_id=wanted),)
    lines = [_line(one, known) for one in found]
    if wanted is not None:
        lines += _whole(found[0])
    return Answer(
        data={"reviews": [_data(one) for one in found]}, lines=tuple(lines) or ("You were sent no review yet",)
    )


def _line(one: "SentReview", known: "Team") -> str:
    score = "no score" if one.review.final is None else f"{one.review.final:.0f} of 100"
    if one.review.withdrawn_at is not None:
        who = "somebody" if one.withdrawn_by is None else one.withdrawn_by.name
        score = f"withdrawn on {_day(one.review.withdrawn_at, known)} by {who}, it counts nowhere"
    new = "NEW " if one.is_news else ""
    until = f"; to be disputed until {one.until:%d %b %Y}" if one.is_open else ""
    on = _day(one.review.happened_at, known)
    return (
        f"{new}Review {one.review.id} of your contact of {on} by {one.reviewer.name}: {score}, {one.card.name}{until}"
    )


def _whole(one: "SentReview") -> list[str]:
    from csops.domain.review_answers import words_of_rating

    lines = []
    for criterion in one.version.criteria:
        rated = one.rated(criterion.key)
        words = words_of_rating(criterion, None if rated is None else rated.rating)
        note = f" ({rated.note})" if rated is not None and rated.note else ""
        raised = one.dispute_of(criterion.key)
        disputed = "" if raised is None else f"; dispute {raised.id} {raised.state.value}"
        lines.append(f"  {criterion.key}: {criterion.name}: {words}{note}{disputed}")
        if raised is not None:
            told = (("The reviewer", raised.reply), ("Decision", raised.decision))
            lines += [f"    {name}: {text}" for name, text in told if text]
    texts = (
        ("Withdrawn because", one.review.withdrawn_why),
        ("Note", one.review.note),
        ("Praise", one.review.praise),
        ("Your answer", one.review.answer),
    )
    return lines + [f"  {name}: {text}" for name, text in texts if text]


def _data(one: "SentReview") -> dict[str, Any]:
    review, is_over = one.review, one.review.is_withdrawn
    return {
        "review": review.id,
        **withdrawal_data(review),
        "contact": review.contact_id,
        "case": review.case_id,
        "happened_at": review.happened_at,
        "card": one.card.key,
        "reviewer": one.reviewer.name,
        "final": None if is_over else review.final,
        "raw": None if is_over else review.raw,
        "outcome": None if is_over else review.outcome.value,
        "critical": list(review.critical),
        "ratings": {rated.criterion: rated.rating for rated in review.ratings},
        "first": {rated.criterion: rated.rating for rated in review.first} or None,
        "note": review.note,
        "praise": review.praise,
        "sent_at": review.sent_at,
        "read_at": one.first_read_at,
        "answer": review.answer,
        "disputable_until": one.until,
        "is_news": one.is_news,
        "disputes": [_dispute_data(each) for each in one.disputes],
    }


def _dispute_data(one: "Dispute") -> dict[str, Any]:
    return {
        "dispute": one.id,
        "review": one.review_id,
        "criterion": one.criterion,
        "wanted": one.wanted,
        "reason": one.reason,
        "raised_at": one.raised_at,
        "state": one.state.value,
        "was": one.was,
        "now": one.now,
        "reply": one.reply,
        "replied_at": one.replied_at,
        "decision": one.decision,
        "decided_at": one.decided_at,
    }


def _day(at: "datetime", known: "Team") -> str:
    return f"{at.astimezone(known.calendar.tz):%d %b %Y %H:%M}"


def answer(call: Call) -> Answer:
    """Keep what one says to a review."""
    from csops.services.review_answers import answer_review

    with call.workspace() as workspace:
        kept = answer_review(workspace, review_id=call.options.review, text=call.options.text)
    data = {"review": kept.id, "answer": kept.answer, "answered_at": kept.answered_at}
    return Answer(data=data, lines=(f"Your answer is kept with review {kept.id}",))


def dispute(call: Call) -> Answer:
    """Dispute a criterion."""
    from csops.services.review_answers import dispute_criterion

    options = call.options
    wanted = _rating(options.want, field="--want")
    with call.workspace() as workspace:
        made = dispute_criterion(
            workspace, review_id=options.review, criterion=options.criterion, wanted=wanted, reason=options.reason
        )
    return Answer(data=_dispute_data(made), lines=(f"Dispute {made.id} waits for a decision",))


def _rating(text: str, *, field: str) -> float | None:
    if text.strip().casefold() in _NOT_APPLICABLE:
        return None
    try:
        return float(text)
    except ValueError as error:
        right = "Give a number of its scale, or na for not applicable"
        raise NotUnderstood(field=field, value=text, right=right) from error


def withdraw(call: Call) -> Answer:
    """Take a dispute back."""
    from csops.services.review_answers import withdraw_dispute

    with call.workspace() as workspace:
        made = withdraw_dispute(workspace, dispute_id=call.options.dispute)
    return Answer(data=_dispute_data(made), lines=(f"Dispute {made.id} is withdrawn",))


# ------------------------------------------------------------ the decision
def disputes(call: Call) -> Answer:
    """List the disputes of others."""
    from csops.services.review_answers import disputes as list_disputes

    with call.workspace() as workspace:
        found = list_disputes(workspace)
    data = [{**_dispute_data(one.dispute), "member": one.sent.member.name, "you_decide": one.decides} for one in found]
    lines = tuple(_dispute_line(one) for one in found)
    return Answer(data={"disputes": data}, lines=lines or ("Nothing was disputed",))


def _dispute_line(one: "SeenDispute") -> str:
    made, sent = one.dispute, one.sent
    waits = ", waits for you" if one.decides and made.state.value == "open" else ""
    said = f"; the reviewer: {made.reply}" if made.reply else ""
    wanted = "na" if made.wanted is None else f"{made.wanted:g}"
    return (
        f"Dispute {made.id} of {sent.member.name}, review {sent.review.id} by {sent.reviewer.name}: {made.criterion} "
        f"to be {wanted}, {made.state.value}{waits}: {made.reason}{said}"
    )


def reply(call: Call) -> Answer:
    """Say something to a dispute of one's own review."""
    from csops.services.review_answers import reply_to_dispute

    with call.workspace() as workspace:
        made = reply_to_dispute(workspace, dispute_id=call.options.dispute, text=call.options.text)
    return Answer(data=_dispute_data(made), lines=(f"Your word is kept with dispute {made.id}; who decides reads it",))


def decide(call: Call) -> Answer:
    """Decide a dispute."""
    from csops.domain.reviews import DisputeState
    from csops.services.review_answers import decide_dispute, get_dispute

    options, rating = call.options, None
    state = DisputeState.ACCEPTED if options.accept else DisputeState.DECLINED
    if options.partly is not None:
        state, rating = DisputeState.PARTLY, _rating(options.partly, field="--partly")
    with call.workspace() as workspace:
        made = decide_dispute(workspace, dispute_id=options.dispute, state=state, reason=options.reason, rating=rating)
        score = get_dispute(workspace, dispute_id=made.id).sent.review.final
    told = "no score" if score is None else f"{score:.1f} of 100"
    line = f"Dispute {made.id} is {made.state.value}; review {made.review_id} now: {told}"
    return Answer(data={**_dispute_data(made), "final": score}, lines=(line,))


PARTS = {
    MY_REVIEWS: my_reviews,
    ANSWER: answer,
    DISPUTE: dispute,
    WITHDRAW: withdraw,
    DISPUTES: disputes,
    REPLY: reply,
    DECIDE: decide,
}
