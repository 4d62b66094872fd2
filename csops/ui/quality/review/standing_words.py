"""What stands beside the live score: what is still open or cannot be seen, and how the score comes about."""

from csops.domain.review_filling import Ruled, points_to_see
from csops.domain.scoring import Outcome, ReviewScore
from csops.ui.kit.formats import Formats
from csops.ui.quality.review.filling import ReviewFilling
from csops.ui.quality.review.words import points_seen_words, score_words
from csops.ui.quality.wording import tr


def beside_words(filling: ReviewFilling, score: ReviewScore, formats: Formats) -> str:
    """Return what is said below the score."""
    if filling.form is not None and filling.form.review is not None and filling.form.review.is_withdrawn:
        return tr("Withdrawn: it counts nowhere")
    if score.critical:
        has_other = score.raw is not None and score.raw != score.final
        without = tr("{score} without the critical error").format(score=score_words(score.raw, formats))
        return without if has_other else tr("Not passed: a critical error")
    left = len(filling.open_keys())
    if score.outcome is Outcome.NO_SCORE and not left:
        return tr("No score: nothing was rated")
    unseen = [key for key, why in filling.ruled.items() if why is Ruled.SOURCE]
    if unseen:
        seen, of = points_to_see(filling.criteria, [key for key in filling.keys if key not in unseen])
        return points_seen_words(seen, of, formats)
    if left:
        return tr("%Ln still open", left)
    mark = formats.number(filling.form.version.pass_mark if filling.form else None)
    said = tr("Below {mark} %") if score.outcome is Outcome.FAIL else tr("Passed, from {mark} %")
    return said.format(mark=mark)


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
