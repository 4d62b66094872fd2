"""Reviews as one operation keeps and asks for them; what undo may do to them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from csops.domain.calibrations import CalibrationState
from csops.domain.changes import Change, Kind
from csops.domain.errors import CheckedByNow, Overtaken, PlaceTaken, StaysFinished, WithdrawalRead
from csops.domain.review_samples import PickState
from csops.domain.reviews import COUNTING, DisputeState, Purpose, Review, ReviewState
from csops.storage.blind_store import BlindStore
from csops.storage.contacts import cases, contacts
from csops.storage.customers import customers
from csops.storage.linked_store import LinkedStore
from csops.storage.quality import calibrations, disputes, picks, reviews


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

    def customers_of(self, review_ids: Collection[int]) -> dict[int, str]:
        """Return by review the name of the customer of its contact, of those that have one."""
        whose = func.coalesce(contacts.c.customer_id, cases.c.customer_id)
        asked = (
            select(reviews.c.id, customers.c.name)
            .join(contacts, contacts.c.id == reviews.c.contact_id)
            .join(cases, cases.c.id == contacts.c.case_id)
            .join(customers, customers.c.id == whose)
            .where(reviews.c.id.in_(review_ids))
        )
        return {row[0]: row[1] for row in self._connection.execute(asked)}

    def made_by(self, member_id: int, *, limit: int) -> list[Review]:
        """Return the reviews that somebody made, the newest first."""
        asked = select(reviews).where(reviews.c.reviewer_id == member_id)
        return self._asked(asked.order_by(reviews.c.id.desc()).limit(limit))

    def sent_to(self, member_id: int, *, limit: int) -> list[Review]:
        """Return the reviews that somebody was sent of their contacts, be they withdrawn since, the latest first."""
        asked = select(reviews).where(
            reviews.c.member_id == member_id,
            reviews.c.purpose.in_(COUNTING),
            reviews.c.state != ReviewState.FINISHED,
        )
        return self._asked(asked.order_by(reviews.c.sent_at.desc(), reviews.c.id.desc()).limit(limit))

    def sent_by(self, member_id: int, *, limit: int) -> list[Review]:
        """Return the reviews of others' contacts that somebody made and that were sent, the latest first."""
        asked = select(reviews).where(*_sent_by(member_id))
        return self._asked(asked.order_by(reviews.c.sent_at.desc(), reviews.c.id.desc()).limit(limit))

    def count_sent_by(self, member_id: int) -> int:
        """Return how many there are of `sent_by`."""
        return self._connection.execute(select(func.count()).where(*_sent_by(member_id))).scalar_one()

    def checks_sent_to(self, member_id: int, *, limit: int) -> list[Review]:
        """Return the checks of reviews that somebody made which they were sent, the latest first."""
        own = select(reviews.c.id).where(reviews.c.reviewer_id == member_id)
        asked = select(reviews).where(
            reviews.c.purpose == Purpose.CHECK, reviews.c.state != ReviewState.FINISHED, reviews.c.checks_id.in_(own)
        )
        return self._asked(asked.order_by(reviews.c.sent_at.desc(), reviews.c.id.desc()).limit(limit))

    def _asked(self, asked: Select[Any]) -> list[Review]:
        return [self._from_row(row) for row in self._connection.execute(asked)]

    # ------------------------------------------------------------ taking back
    def put_back(self, change: Change) -> None:
        """Bring back what was before a change.

        A review that was finished stays. One that was sent is taken back while the person has not read it. A link to
        a contact or case comes back whatever happened to the review since.

        Raises:
            StaysFinished: it would go. Overtaken: it was disputed, or others' ratings were seen. CheckedByNow: its
                reviewer was sent a check of it. WithdrawalRead, PlaceTaken: it was read that it was withdrawn, or its
                place is not free any more. ConflictError.
        """
        if change.before is None:
            raise StaysFinished
        self._check_may_go_back(change)
        self._check_place(change)
        super().put_back(change)

    def _check_may_go_back(self, change: Change) -> None:
        """Raise for a review that was disputed or checked since it was sent, or of a calibration that is open."""
        review = self.find(change.record_id)
        if review is None:
            return
        is_sending = review.is_sent and (change.before or {}).get("sent_at") is None
        raised = select(disputes.c.id).where(disputes.c.review_id == review.id)
        if is_sending and self._connection.execute(raised).first():
            raise Overtaken
        if is_sending and self._is_checked(review):
            raise CheckedByNow
        state = select(calibrations.c.state).where(calibrations.c.id == review.session_id)
        if review.session_id and self._connection.execute(state).scalar() is not CalibrationState.RATING:
            raise Overtaken

    def _is_checked(self, review: Review) -> bool:
        """Whether its reviewer was sent a check of it, be that withdrawn since: they know what the lead gave."""
        return any(one.was_sent for one in self.where(checks_id=review.id))

    def _is_told(self, review: Review) -> bool:
        """Whether whoever was sent a review has read that it was withdrawn."""
        read_at, withdrawn_at = review.read_at, review.withdrawn_at
        return read_at is not None and withdrawn_at is not None and read_at >= withdrawn_at

    def _check_place(self, change: Change) -> None:
        """Raise where what was withdrawn has no place any more, or is withdrawn again while something is disputed."""
        review = self.find(change.record_id)
        if review is None:
            return
        if _is_between(change, _WITHDRAWN, _SENT) and self._is_told(review):
            raise WithdrawalRead
        if _is_between(change, _WITHDRAWN, _SENT) and self._is_taken(review, (change.before or {}).get("pick_id")):
            raise PlaceTaken
        is_own = (change.before or {}).get("withdrawn_by") == review.reviewer_id
        if _is_between(change, _SENT, _WITHDRAWN) and is_own and self._is_checked(review):
            raise CheckedByNow
        open_ones = select(disputes.c.id).where(
            disputes.c.review_id == review.id, disputes.c.state == DisputeState.OPEN
        )
        if _is_between(change, _SENT, _WITHDRAWN) and self._connection.execute(open_ones).first():
            raise Overtaken

    def _is_taken(self, review: Review, pick_id: Any) -> bool:
        """Whether the contact was reviewed anew, is to be, or its place in the queue was given up meanwhile."""
        own = select(picks.c.state).where(picks.c.id == pick_id, picks.c.contact_id.is_not(None))
        if self._connection.execute(own).scalar() not in (None, PickState.OPEN):
            return True
        if review.purpose not in COUNTING or review.contact_id is None:
            return False
        of_it = (picks.c.contact_id == review.contact_id, picks.c.state == PickState.OPEN)
        waiting = select(picks.c.id).where(*of_it, picks.c.id != (pick_id or 0))
        is_waiting = self._connection.execute(waiting).first() is not None
        return is_waiting or any(one.counts for one in self.where(contact_id=review.contact_id))


def _sent_by(member_id: int) -> tuple[ColumnElement[bool], ...]:
    is_sent = reviews.c.state != ReviewState.FINISHED
    return reviews.c.reviewer_id == member_id, reviews.c.purpose.in_(COUNTING), is_sent


def _is_between(change: Change, left: str, back: str) -> bool:
    """Whether taking a change back leads from one state to another."""
    return (change.after or {}).get("state") == left and (change.before or {}).get("state") == back


_SENT, _WITHDRAWN = ReviewState.SENT.value, ReviewState.WITHDRAWN.value
