"""Words of reviews that were sent, for who got one and who decides on a dispute of it."""

from datetime import datetime

from csops.domain.channels import Channel
from csops.domain.dispute_effects import around
from csops.domain.review_answers import SentReview
from csops.domain.reviews import Dispute, DisputeState, Review, Source
from csops.domain.scoring import Criterion, Outcome
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.marks import PillLook
from csops.ui.quality.wording import tr

_HALF_A_TENTH = 0.05


def criterion_of(sent: SentReview, key: str) -> Criterion:
    """Return a criterion of the card that a review was made with."""
    return next(one for one in sent.version.criteria if one.key == key)


def rating_words(criterion: Criterion, rating: float | None) -> str:
    """Return what a rating is called, as the card calls it."""
    if rating is None:
        return tr("Not applicable")
    label = next((step.label for step in criterion.scale.steps if step.rating == rating), "")
    return label or f"{rating:g}"


def score_words(score: float | None, formats: Formats) -> str:
    """Return a score of 0 to 100 as per cent."""
    return UNKNOWN if score is None else formats.share(score / 100)


def points_words(points: float | None, weight: float, formats: Formats) -> str:
    """Return the points of a criterion: "7.5 / 15"; without a rating a dash."""
    if points is None:
        return UNKNOWN
    return f"{number_of_points(points, formats)} / {number_of_points(weight, formats)}"


def number_of_points(value: float, formats: Formats) -> str:
    """Return points without a decimal where it would say nothing."""
    return formats.number(value, decimals=0 if abs(value - round(value)) < _HALF_A_TENTH else 1)


def outcome_look(sent: SentReview) -> PillLook:
    """Return whether a review passed, or that it was withdrawn."""
    if sent.review.is_withdrawn:
        return PillLook(text=tr("Withdrawn"), family="neutral", icon="undo-2")
    looks = {
        Outcome.PASS: PillLook(text=tr("Passed"), family="success", icon="circle-check"),
        Outcome.FAIL: PillLook(text=tr("Not passed"), family="danger", icon="circle-alert"),
        Outcome.NO_SCORE: PillLook(text=tr("No score")),
    }
    return looks[sent.review.outcome]


def dispute_look(dispute: Dispute) -> PillLook:
    """Return how far a dispute is."""
    looks = {
        DisputeState.OPEN: PillLook(text=tr("Disputed"), family="warning", icon="clock"),
        DisputeState.ACCEPTED: PillLook(text=tr("Accepted"), family="success", icon="circle-check"),
        DisputeState.PARTLY: PillLook(text=tr("Partly accepted"), family="success", icon="circle-check"),
        DisputeState.DECLINED: PillLook(text=tr("Declined"), family="neutral", icon="x"),
        DisputeState.WITHDRAWN: PillLook(text=tr("Withdrawn"), family="neutral", icon="undo-2"),
    }
    return looks[dispute.state]


def dispute_words(sent: SentReview, dispute: Dispute, formats: Formats, *, now: datetime) -> str:
    """Return what was wanted when and why, what the reviewer says to it, and what became of it, in a few lines."""
    criterion = criterion_of(sent, dispute.criterion)
    raised = tr("Disputed {moment}, wanted: {rating}. “{reason}”")
    at, wanted = formats.moment(dispute.raised_at, now=now), rating_words(criterion, dispute.wanted)
    lines = [raised.format(moment=at, rating=wanted, reason=dispute.reason)]
    if dispute.reply:
        lines.append(tr("The reviewer: “{reply}”").format(reply=dispute.reply))
    if dispute.decision:
        who, at = sent.deciders.get(dispute.decided_by or 0), formats.moment(dispute.decided_at, now=now)
        told = tr("{name} decided {moment}: “{reason}”")
        lines.append(told.format(name=who.name if who else tr("Somebody"), moment=at, reason=dispute.decision))
    if dispute.state in (DisputeState.ACCEPTED, DisputeState.PARTLY):
        now_is, was = rating_words(criterion, dispute.now), rating_words(criterion, dispute.was)
        lines.append(tr("Now {now}, before {was}").format(now=now_is, was=was))
        lines.append(effect_words(*around(sent, dispute), formats))
    return "\n".join(lines)


def result_words(review: Review, formats: Formats) -> str:
    """Return a score with what it means: "75 %, not passed"."""
    words = {
        Outcome.PASS: tr("{score}, passed"),
        Outcome.FAIL: tr("{score}, not passed"),
        Outcome.NO_SCORE: tr("no score"),
    }
    said = words[review.outcome].format(score=score_words(review.final, formats))
    return tr("{result} for a critical error").format(result=said) if review.critical else said


def listed_words(review: Review, formats: Formats) -> str:
    """Return a score as it stands in a list: where it does not count or did not pass, that is said beside it."""
    if review.is_withdrawn:
        return tr("withdrawn")
    score = score_words(review.final, formats)
    return tr("{score}, not passed").format(score=score) if review.outcome is Outcome.FAIL else score


def effect_words(before: Review, after: Review, formats: Formats) -> str:
    """Return what a decision makes of a score."""
    was, will = result_words(before, formats), result_words(after, formats)
    if was == will:
        return tr("The score stays: {result}").format(result=was)
    return tr("Score before: {before}; after: {after}").format(before=was, after=will)


def contact_words(sent: SentReview, channel: Channel | None, formats: Formats, *, now: datetime) -> str:
    """Return of which contact a review is: channel, customer and moment, as far as they are known."""
    at = formats.moment(sent.review.happened_at, now=now)
    return ", ".join(filter(None, ("" if channel is None else channel.name, sent.customer, at)))


def asked_words(criterion: Criterion, rating: float | None) -> list[str]:
    """Return what the card asks of a criterion, with what a rating means and what its best one takes."""
    best = max(criterion.scale.steps, key=lambda step: step.percent).rating
    meant = {one.rating: one.text for one in criterion.meanings}
    said = [tr("The card says: {guidance}").format(guidance=criterion.guidance)] if criterion.guidance else []
    wanted = [one for one in dict.fromkeys((rating, best)) if one is not None and meant.get(one)]
    return [*said, *(f"{rating_words(criterion, one)}: {meant[one]}" for one in wanted)]


def evidence_words(sent: SentReview, criterion: Criterion) -> list[str]:
    """Return what the reviewer gave for a rating: words of the contact, their note, and what the card asks."""
    rated = sent.rated(criterion.key)
    if rated is None:
        return []
    quotes = [tr("Evidence: “{words}”").format(words=quote.text) for quote in rated.quotes]
    noted = [tr("Noted: {note}").format(note=rated.note)] if rated.note else []
    return [*quotes, *noted, *asked_words(criterion, rated.rating)]


def withdrawn_words(sent: SentReview, at: str) -> str:
    """Return who withdrew a review and why; `at`: when."""
    by = tr("somebody") if sent.withdrawn_by is None else sent.withdrawn_by.name
    why = sent.review.withdrawn_why
    return tr("Withdrawn {time} by {who}, so it counts nowhere: “{why}”").format(time=at, who=by, why=why)


def made_from_words(source: Source) -> str:
    """Return what a review was made from."""
    words = {
        Source.TEXT: tr("made from what was written"),
        Source.RECORDING: tr("made from the recording"),
        Source.LISTENED: tr("made by listening in"),
        Source.NOTE: tr("made from the note only"),
    }
    return words[source]
