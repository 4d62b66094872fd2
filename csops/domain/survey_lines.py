"""What is asked of the answers, and what a list shows of each."""

from dataclasses import dataclass
from datetime import datetime

from csops.domain.surveys import AnswerKind, SurveyAnswer


@dataclass(frozen=True, kw_only=True)
class AnswerQuestion:
    """What an answer must be like. Empty: any.

    Attributes:
        kinds: one of these.
        since, until: asked within, the latter left out.
        tag: of this one.
        words: in the comment, in any case of letters.
        low: only low answers; `open`: only those whose follow-up is not done yet.
        answered: only answers (True), only those who were asked and did not answer (False).
        value: exactly this rating.
        customer_id, case_id, contact_id, import_id: of this one.
        channel_id, topic_id: of the case.
        ids: exactly these answers, as a figure names what it counted.
    """

    kinds: tuple[AnswerKind, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    tag: str = ""
    words: str = ""
    low: bool = False
    open: bool = False
    answered: bool | None = None
    value: float | None = None
    customer_id: int | None = None
    case_id: int | None = None
    contact_id: int | None = None
    import_id: int | None = None
    channel_id: int | None = None
    topic_id: int | None = None
    member_id: int | None = None
    ids: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether everything fits."""
        return self == AnswerQuestion()


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """One answer in a list. Names are empty where nobody is known.

    `follow_up_id` is what is still to be done about a low answer, `due_at` until when.
    """

    answer: SurveyAnswer
    customer: str = ""
    title: str = ""
    member: str = ""
    asked_by: str = ""
    follow_up_id: int | None = None
    due_at: datetime | None = None
    is_low: bool = False

    @property
    def id(self) -> int:
        """Of the answer."""
        return self.answer.id
