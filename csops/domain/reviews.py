"""Reviews of handled contacts: what they were made from, what was rated with which evidence, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from csops.domain.scoring import Outcome


class Source(Enum):
    """What a review was made from; its values are the keys of `seen_in` of a criterion."""

    TEXT = "text"
    RECORDING = "recording"
    LISTENED = "listened"
    NOTE = "note"


class Purpose(Enum):
    """Why a review was made; it decides where it counts.

    FAIR: of a fair sample; the only one in averages unless others are asked for. RISK: picked because something went
    wrong. CHOSEN: picked by hand. SELF: by the person whose contact it is. CALIBRATION: one of several on the same
    contact. CHECK: a lead rates again what a reviewer rated (grading the graders). The last three never count in a
    person's score.
    """

    FAIR = "fair"
    RISK = "risk"
    CHOSEN = "chosen"
    SELF = "self"
    CALIBRATION = "calibration"
    CHECK = "check"


COUNTING = (Purpose.FAIR, Purpose.RISK, Purpose.CHOSEN)
"""Purposes whose reviews say something of the person reviewed."""


class ReviewState(Enum):
    """How far a review is. What is typed before *Finish* is a draft of its reviewer and no record.

    FINISHED: its reviewer and who sees all reviews see it. SENT: the person reviewed sees it too.
    WITHDRAWN: it was sent and should not have been; it counts nowhere, and stays to be read with the reason.
    """

    FINISHED = "finished"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Words of a contact that show something: `start` and `end` count characters of the contact's text.

    `text` is what stood there. A quote without a place (`end` 0) was heard or seen and written down.
    """

    contact_id: int
    start: int = 0
    end: int = 0
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class CriterionRating:
    """What a reviewer says of one criterion: a rating of its scale, or not applicable (None).

    `unseen`: it is not applicable because the source cannot show it. `cause`: the key of a root cause, where it was
    rated low.
    """

    criterion: str
    rating: float | None
    unseen: bool = False
    note: str = ""
    cause: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Review:
    """One review, finished.

    Attributes:
        contact_id, case_id: what was reviewed; None once it was removed or erased: the score stays.
        member_id: whose contact it is. reviewer_id: who rated.
        happened_at, channel_id, topic_id: of the contact, as they were; figures go by them.
        card_version_id: what it was made with, for good.
        source, source_ref: what it was made from, and which file or link.
        pick_id: the place in a queue that it fills; session_id: its calibration; checks_id: the review it checks.
        ratings: as they stand now; first: as they were when it was finished, where a dispute has changed them.
        raw, final, seen, outcome, critical: the score of `ratings` (see `scoring.ReviewScore`), kept for lists.
        note: what the person is to read. praise: what was done well, for the person too.
        seconds: time spent on it, where it was taken. saw_others: whoever rated could see others' ratings before.
        read_at, answer, answered_at: when the person opened it, and what they say to it.
        withdrawn_at, withdrawn_by, withdrawn_why: of a review that was withdrawn; its place in a queue is free again.
    """

    id: int = 0
    version: int = 1
    contact_id: int | None
    case_id: int | None
    member_id: int
    reviewer_id: int
    happened_at: datetime
    channel_id: int | None = None
    topic_id: int | None = None
    card_version_id: int
    purpose: Purpose = Purpose.CHOSEN
    source: Source
    source_ref: str = ""
    pick_id: int | None = None
    session_id: int | None = None
    checks_id: int | None = None
    state: ReviewState = ReviewState.FINISHED
    ratings: tuple[CriterionRating, ...]
    first: tuple[CriterionRating, ...] = ()
    raw: float | None = None
    final: float | None = None
    seen: float = 0.0
    outcome: Outcome = Outcome.NO_SCORE
    critical: tuple[str, ...] = ()
    note: str = ""
    praise: str = ""
    seconds: float | None = None
    saw_others: bool = False
    finished_at: datetime
    changed_at: datetime | None = None
    sent_at: datetime | None = None
    read_at: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: int | None = None
    withdrawn_why: str = ""

    @property
    def as_given(self) -> tuple[CriterionRating, ...]:
        """The ratings of whoever made it, be it that decisions on disputes changed them since."""
        return self.first or self.ratings

    @property
    def is_sent(self) -> bool:
        """Whether the person reviewed may see it, and it counts."""
        return self.state is ReviewState.SENT

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was sent and withdrawn since."""
        return self.state is ReviewState.WITHDRAWN

    @property
    def counts(self) -> bool:
        """Whether it says something of the person reviewed, now or once it is sent."""
        return self.purpose in COUNTING and not self.is_withdrawn

    @property
    def was_sent(self) -> bool:
        """Whether the person reviewed may see it, be it withdrawn since."""
        return self.state is not ReviewState.FINISHED


class DisputeState(Enum):
    """What became of a dispute."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """A reviewed person's word against one criterion. `wanted` is the rating that they think right (None: N/A).

    `was` and `now` are the ratings before and after the decision; of one partly accepted, `now` lies between.
    `reply` is the reviewer's own word on it, said before the decision.
    """

    id: int = 0
    version: int = 1
    review_id: int
    criterion: str
    reason: str
    wanted: float | None = None
    raised_at: datetime
    raised_by: int
    state: DisputeState = DisputeState.OPEN
    was: float | None = None
    now: float | None = None
    decided_at: datetime | None = None
    decided_by: int | None = None
    decision: str = ""
    reply: str = ""
    replied_at: datetime | None = None
    replied_by: int | None = None
