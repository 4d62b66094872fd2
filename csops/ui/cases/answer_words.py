"""Answers of customers in words: kinds, sources, values on their scale, scores with what they rest on."""

from PySide6.QtCore import QCoreApplication

from csops.domain.survey_scores import PERCENT, POINTS, Score
from csops.domain.surveys import AnswerKind, AnswerSource, Scale, SurveyAnswer
from csops.ui.kit.formats import UNKNOWN, Formats


def tr(text: str) -> str:
    """Translate a text about answers."""
    return QCoreApplication.translate("Answers", text)


def kind_words(kind: AnswerKind) -> str:
    """Return what a kind is called."""
    return {
        AnswerKind.CSAT: tr("CSAT"),
        AnswerKind.NPS: tr("NPS"),
        AnswerKind.CES: tr("CES"),
        AnswerKind.STARS: tr("Stars"),
        AnswerKind.COMMENT: tr("Comment"),
    }[kind]


def source_words(source: AnswerSource) -> str:
    """Return how an answer came."""
    return {
        AnswerSource.CALL: tr("Asked in person"),
        AnswerSource.SURVEY: tr("Survey"),
        AnswerSource.REVIEW_SITE: tr("Review site"),
        AnswerSource.CARD: tr("Comment card"),
    }[source]


def usual_wording(kind: AnswerKind) -> str:
    """Return the question as it is usually put."""
    return {
        AnswerKind.CSAT: tr("How satisfied are you with our help?"),
        AnswerKind.NPS: tr("How likely is it that you would recommend us?"),
        AnswerKind.CES: tr("We made it easy to settle your matter"),
    }.get(kind, "")


def ends_words(kind: AnswerKind, scale: Scale) -> str:
    """Return what the ends of a scale mean, for whoever puts the question."""
    worst, best = {
        AnswerKind.CSAT: (tr("very dissatisfied"), tr("very satisfied")),
        AnswerKind.NPS: (tr("not at all likely"), tr("extremely likely")),
        AnswerKind.CES: (tr("strongly disagree"), tr("strongly agree")),
        AnswerKind.STARS: (tr("worst"), tr("best")),
    }.get(kind, ("", ""))
    first, last = (worst, best) if scale.higher_is_better else (best, worst)
    return tr("{low}: {worst} … {high}: {best}").format(
        low=f"{scale.low:g}", worst=first, high=f"{scale.high:g}", best=last
    )


def scale_words(scale: Scale) -> str:
    """Return a scale: 1 to 5."""
    plain = tr("{low} to {high}").format(low=f"{scale.low:g}", high=f"{scale.high:g}")
    return plain if scale.higher_is_better else tr("{scale}, lowest is best").format(scale=plain)


def value_words(answer: SurveyAnswer, formats: Formats) -> str:
    """Return what was answered: 4 of 5."""
    if answer.answered_at is None:
        return tr("No answer")
    if answer.value is None or answer.high is None:
        return UNKNOWN
    decimals = 0 if answer.value == int(answer.value) else 1
    value, most = formats.number(answer.value, decimals=decimals), formats.number(answer.high)
    return tr("{value} of {most}").format(value=value, most=most)


def score_words(score: Score, formats: Formats) -> str:
    """Return the figure itself; of too few answers the count, without a verdict."""
    if not score.n or score.value is None:
        return UNKNOWN
    if score.too_few:
        return tr("{good} of {n}").format(good=formats.number(score.good), n=formats.number(score.n))
    if score.unit == PERCENT:
        return formats.share(score.value / 100)
    return formats.number(score.value, decimals=0 if score.unit == POINTS else 1)


def good_words(kind: AnswerKind) -> str:
    """Return what those are who count as good: 3 of 4 *satisfied*."""
    return {
        AnswerKind.CSAT: tr("satisfied"),
        AnswerKind.NPS: tr("promoters"),
        AnswerKind.CES: tr("found it easy"),
        AnswerKind.STARS: tr("gave 4 stars or more"),
    }.get(kind, "")


def score_note(score: Score, formats: Formats) -> str:
    """Return what a figure rests on: its scale, answers, interval and response rate."""
    parts = [scale_words(score.scale)]
    if score.too_few:
        parts.append(tr("too few to judge"))
    else:
        parts.append(tr("n = {n}").format(n=formats.number(score.n)))
        if score.interval is not None:
            decimals = 1 if score.unit == "stars" else 0
            low, high = (formats.number(one, decimals=decimals) for one in (score.interval.low, score.interval.high))
            parts.append(tr("{low} to {high} (95 %)").format(low=low, high=high))
    if score.response_rate is not None:
        rate = formats.share(score.response_rate / 100)
        parts.append(tr("{rate} of {asked} answered").format(rate=rate, asked=formats.number(score.asked)))
    return " · ".join(parts)
