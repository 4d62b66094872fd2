"""Words of reviews that were sent, for who got one and who decides on a dispute of it."""

from csops.domain.review_answers import SentReview
from csops.domain.reviews import Dispute, DisputeState, Source
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


def dispute_words(dispute: Dispute, criterion: Criterion) -> str:
    """Return what was wanted, why, what the reviewer says to it, and what became of it, in a few lines."""
    wanted = rating_words(criterion, dispute.wanted)
    lines = [tr("Wanted: {rating}. “{reason}”").format(rating=wanted, reason=dispute.reason)]
    if dispute.reply:
        lines.append(tr("The reviewer: “{reply}”").format(reply=dispute.reply))
    if dispute.state in (DisputeState.ACCEPTED, DisputeState.PARTLY):
        now, was = rating_words(criterion, dispute.now), rating_words(criterion, dispute.was)
        lines.append(tr("Now {now}, before {was}").format(now=now, was=was))
    if dispute.decision:
        lines.append(tr("Decision: “{reason}”").format(reason=dispute.decision))
    return "\n".join(lines)


def evidence_words(sent: SentReview, criterion: Criterion) -> list[str]:
    """Return what the reviewer gave for a rating: words of the contact, their note, and what the card asks."""
    rated = sent.rated(criterion.key)
    if rated is None:
        return []
    quotes = [tr("Evidence: “{words}”").format(words=quote.text) for quote in rated.quotes]
    noted = [tr("Noted: {note}").format(note=rated.note)] if rated.note else []
    guidance = [tr("The card says: {guidance}").format(guidance=criterion.guidance)] if criterion.guidance else []
    return [*quotes, *noted, *guidance]


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
