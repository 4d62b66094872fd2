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
