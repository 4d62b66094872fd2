"""Reviews as one operation keeps and asks for them; what undo may do to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from csops.domain.calibrations import CalibrationState
from csops.domain.changes import Change, Kind
from csops.domain.errors import Overtaken, StaysFinished
from csops.domain.reviews import Review, ReviewState
from csops.storage.blind_store import BlindStore
from csops.storage.linked_store import LinkedStore
from csops.storage.quality import calibrations, disputes, reviews


class ReviewStore(LinkedStore[Review], BlindStore[Review]):
    """Reviews: not everybody who meets a conflict may see what the other wrote.

    Taking an act back neither loses what was rated nor lets anybody rate anew who has seen what others rated.
    """

    def __init__(self, connection: Connection, *, changes: list[Change]) -> None:
        super().__init__(connection, table=reviews, record=Review, kind=Kind.REVIEW, changes=changes)

    # ------------------------------------------------------------ questions
    def of_member(
        self, member_id: int, *, since: datetime | None = None, until: datetime | None = None
    ) -> list[Review]:
        """Return the reviews of somebody's contacts that happened in [since, until), the oldest contact first."""
        asked = select(reviews).where(reviews.c.member_id == member_id)
        if since is not None:
            asked = asked.where(reviews.c.happened_at >= since)
        if until is not None:
            asked = asked.where(reviews.c.happened_at < until)
        return self._asked(asked.order_by(reviews.c.happened_at, reviews.c.id))

    def made_by(self, member_id: int, *, limit: int) -> list[Review]:
        """Return the reviews that somebody made, the newest first."""
        asked = select(reviews).where(reviews.c.reviewer_id == member_id)
        return self._asked(asked.order_by(reviews.c.id.desc()).limit(limit))

    def sent_to(self, member_id: int, *, limit: int) -> list[Review]:
        """Return the reviews that somebody was sent of their contacts, the latest first."""
        asked = select(reviews).where(reviews.c.member_id == member_id, reviews.c.state == ReviewState.SENT)
        return self._asked(asked.order_by(reviews.c.sent_at.desc(), reviews.c.id.desc()).limit(limit))

    def _asked(self, asked: Select[Any]) -> list[Review]:
        return [self._from_row(row) for row in self._connection.execute(asked)]

    # ------------------------------------------------------------ taking back
    def put_back(self, change: Change) -> None:
        """Bring back what was before a change.

        A review that was finished stays. One that was sent is taken back while the person has not read it. A link to
        a contact or case comes back whatever happened to the review since.

        Raises:
            StaysFinished: it would go. Overtaken: it was disputed, or others' ratings were seen. ConflictError.
        """
        if change.before is None:
            raise StaysFinished
        self._check_may_go_back(change)
        super().put_back(change)

    def _check_may_go_back(self, change: Change) -> None:
        """Raise Overtaken for a review that was disputed since it was sent, or in a calibration that is open by now."""
        review = self.find(change.record_id)
        if review is None:
            return
        is_sending = review.is_sent and (change.before or {}).get("sent_at") is None
        raised = select(disputes.c.id).where(disputes.c.review_id == review.id)
        if is_sending and self._connection.execute(raised).first():
            raise Overtaken
        state = select(calibrations.c.state).where(calibrations.c.id == review.session_id)
        if review.session_id and self._connection.execute(state).scalar() is not CalibrationState.RATING:
            raise Overtaken
