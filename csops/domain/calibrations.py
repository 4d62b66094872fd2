"""Calibrations: several reviewers rate one contact, blind until all are in; then they agree on a rating."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class CalibrationState(Enum):
    """How far a session is.

    RATING: nobody sees others' ratings before giving theirs. OPEN: all is seen. CLOSED: done.
    CALLED_OFF: nobody goes on with it; what was rated in it counts nowhere and stays blind to the others.
    """

    RATING = "rating"
    OPEN = "open"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What the session agreed on for one criterion (None: N/A), and the note for the card's guidance."""

    criterion: str
    rating: float | None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """One session on one contact. Its reviews carry `Review.session_id`; they never count in a person's score.

    Attributes:
        reviewers: who is to rate. excused: who of them will not, so that the others go on.
        agreed: what was agreed on so far.
        guided_version_id: the card's version that took its notes up.
        called_off_why: why nobody goes on with it; `closed_at` says since when.
    """

    id: int = 0
    version: int = 1
    name: str
    contact_id: int | None
    member_id: int
    card_version_id: int
    made_at: datetime
    made_by: int | None = None
    due_at: datetime | None = None
    reviewers: tuple[int, ...]
    excused: tuple[int, ...] = ()
    state: CalibrationState = CalibrationState.RATING
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    agreed: tuple[Agreed, ...] = ()
    guided_version_id: int | None = None
    called_off_why: str = ""

    @property
    def is_called_off(self) -> bool:
        """Whether nobody goes on with it."""
        return self.state is CalibrationState.CALLED_OFF

    @property
    def is_blind(self) -> bool:
        """Whether nobody sees what others gave: until all are in, and for good where it was called off before."""
        return self.state is CalibrationState.RATING or (self.is_called_off and self.opened_at is None)
