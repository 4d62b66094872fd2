"""Answers of customers: CSAT, NPS, CES, stars of review sites, comment cards."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class AnswerKind(Enum):
    """Which question was asked. Scales are never mixed: each kind has its own figures."""

    CSAT = "csat"
    NPS = "nps"
    CES = "ces"
    STARS = "stars"
    COMMENT = "comment"


class AnswerSource(Enum):
    """How an answer came to us."""

    CALL = "call"
    SURVEY = "survey"
    REVIEW_SITE = "review_site"
    CARD = "card"


@dataclass(frozen=True, kw_only=True)
class SurveyAnswer:
    """One question put to a customer, and the answer; `answered_at` None: asked, no answer.

    `low` and `high` are the ends of the scale, `higher_is_better` its direction. `off_scale`: it was asked on a scale
    that the figure does not know (NPS from 1 to 10): kept, shown, and counted in no score.
    `member_id` is who served the customer, `asked_by` who asked.
    """

    id: int = 0
    version: int = 1
    kind: AnswerKind
    source: AnswerSource = AnswerSource.CALL
    customer_id: int | None = None
    case_id: int | None = None
    contact_id: int | None = None
    member_id: int | None = None
    asked_by: int | None = None
    asked_at: datetime
    answered_at: datetime | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    higher_is_better: bool = True
    off_scale: bool = False
    wording: str = ""
    comment: str = ""
    tag: str = ""
    number: str | None = None
    import_id: int | None = None


@dataclass(frozen=True, kw_only=True, order=True)
class Scale:
    """What a question could be answered with: from `low` to `high`, in whole steps (review sites: half stars).

    `higher_is_better`: False where the question runs the other way ("How much effort was it?").
    """

    low: float
    high: float
    higher_is_better: bool = True

    def turned(self, value: float) -> float:
        """Return the value as on the same scale with its best answer at the upper end."""
        return value if self.higher_is_better else self.low + self.high - value


FIVE, THREE, TWO, YES_OR_NO = (
    Scale(low=1, high=5), Scale(low=1, high=3), Scale(low=1, high=2), Scale(low=0, high=1)
)  # fmt: skip
TEN, SEVEN = Scale(low=0, high=10), Scale(low=1, high=7)

SCALES: dict[AnswerKind, tuple[Scale, ...]] = {
    AnswerKind.CSAT: (FIVE, THREE, TWO, YES_OR_NO),
    AnswerKind.NPS: (TEN,),
    AnswerKind.CES: (SEVEN,),
    AnswerKind.STARS: (FIVE,),
    AnswerKind.COMMENT: (),
}
"""The scales that the figures know, the usual one first. Source: metric dictionary."""


def scale_of(answer: SurveyAnswer) -> Scale | None:
    """Return the scale of an answer; None of a comment, which has none."""
    if answer.low is None or answer.high is None:
        return None
    return Scale(low=answer.low, high=answer.high, higher_is_better=answer.higher_is_better)


def is_known(kind: AnswerKind, scale: Scale) -> bool:
    """Return whether a figure knows the scale, in whatever direction it runs."""
    return any((one.low, one.high) == (scale.low, scale.high) for one in SCALES[kind])
