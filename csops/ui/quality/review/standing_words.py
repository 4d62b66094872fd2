"""What stands beside the live score: what is still open or cannot be seen, and how the score comes about."""

from collections.abc import Collection

from csops.domain.review_filling import Ruled, points_to_see
from csops.domain.scoring import Outcome, ReviewScore
from csops.ui.kit.formats import Formats
from csops.ui.quality.review.filling import ReviewFilling
from csops.ui.quality.review.words import points_seen_words, score_words
from csops.ui.quality.sent_words import number_of_points
from csops.ui.quality.wording import tr


def beside_words(filling: ReviewFilling, score: ReviewScore, formats: Formats) -> str:
    """Return what is said below the score."""
    if filling.form is not None and filling.form.review is not None and filling.form.review.is_withdrawn:
        return tr("Withdrawn: it counts nowhere")
    left = len(filling.open_keys())
    still_open = tr("%Ln still open", left) if left else ""
    if score.critical:
        return _both(_critical_words(score, formats), still_open)
    if score.outcome is Outcome.NO_SCORE and not left:
        return tr("No score: nothing was rated")
    unseen = [key for key, why in filling.ruled.items() if why is Ruled.SOURCE and filling.is_na(key)]
    if unseen:
        return _both(_seen_words(filling, unseen, formats), still_open)
    if left:
        return still_open
    mark = formats.number(filling.form.version.pass_mark if filling.form else None)
    said = tr("Below {mark} %") if score.outcome is Outcome.FAIL else tr("Passed, from {mark} %")
    return said.format(mark=mark)


def _both(told: str, still_open: str) -> str:
    return " · ".join(filter(None, (told, still_open)))


def _critical_words(score: ReviewScore, formats: Formats) -> str:
    if score.raw is None or score.raw == score.final:
        return tr("Not passed: a critical error")
    return tr("{score} without the critical error").format(score=score_words(score.raw, formats))


def _seen_words(filling: ReviewFilling, unseen: Collection[str], formats: Formats) -> str:
    """How much the source can show; and of that how much was rated, where more is not applicable."""
    can_be_seen = [key for key in filling.keys if key not in unseen]
    seen, of = points_to_see(filling.criteria, can_be_seen)
    rated, _of = points_to_see(filling.criteria, [key for key in can_be_seen if not filling.is_na(key)])
    told = points_seen_words(seen, of, formats)
    if rated == seen:
        return told
    return tr("{told}, {rated} apply").format(told=told, rated=number_of_points(rated, formats))


def sum_words(filling: ReviewFilling, score: ReviewScore, formats: Formats) -> str:
    """Return how the score comes about, criterion by criterion."""
    names = {one.key: one.name for one in filling.criteria}
    lines = [
        tr("{name}: {points} of {share}").format(
            name=names.get(term.criterion, term.criterion),
            points=formats.number(term.points, decimals=1),
            share=formats.number(term.share * 100, decimals=1),
        )
        for term in score.terms
    ]
    return "\n".join(lines)
