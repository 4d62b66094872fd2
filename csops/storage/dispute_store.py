"""Disputes as one operation keeps them; what undo may do to them."""

from sqlalchemy import Connection

from csops.domain.changes import Change, Kind
from csops.domain.errors import Overtaken, ReadByNow
from csops.domain.reviews import Dispute, DisputeState
from csops.storage.blind_store import BlindStore
from csops.storage.quality import disputes
from csops.storage.review_store import ReviewStore

_DECIDED = {DisputeState.ACCEPTED.value, DisputeState.PARTLY.value, DisputeState.DECLINED.value}


class DisputeStore(BlindStore[Dispute]):
    """Disputes. A decision is taken back as long as the person has not read it, and a criterion has one at a time."""

    def __init__(self, connection: Connection, *, changes: list[Change], reviews: ReviewStore) -> None:
        super().__init__(connection, table=disputes, record=Dispute, kind=Kind.DISPUTE, changes=changes)
        self._reviews = reviews

    def of_reviews(self, review_ids: list[int]) -> dict[int, list[Dispute]]:
        """Return the disputes of reviews by the id of the review, the oldest first."""
        found: dict[int, list[Dispute]] = {}
        for one in self.where_any("review_id", review_ids):
            found.setdefault(one.review_id, []).append(one)
        return found

    def put_back(self, change: Change) -> None:
        """Bring back what was before a change.

        Raises:
            ReadByNow: a decision that the person has read. Overtaken: the review was taken back, or the criterion
                was disputed anew meanwhile. ConflictError.
        """
        before, after = change.before or {}, change.after or {}
        if before.get("state") == DisputeState.OPEN.value and after.get("state") in _DECIDED:
            self._check_unread(change.record_id)
        super().put_back(change)
        if change.before is not None:
            self._check_place(self.record(change.before))

    def _check_unread(self, record_id: int) -> None:
        stored = self.find(record_id)
        review = None if stored is None else self._reviews.find(stored.review_id)
        if stored is None or review is None or stored.decided_at is None or review.read_at is None:
            return
        if review.read_at >= stored.decided_at:
            raise ReadByNow

    def _check_place(self, back: Dispute) -> None:
        """Raise Overtaken where what came back has no place any more."""
        review = self._reviews.find(back.review_id)
        if review is None or not review.is_sent:
            raise Overtaken
        same = [one for one in self.where(review_id=back.review_id) if one.criterion == back.criterion]
        if sum(one.state is not DisputeState.WITHDRAWN for one in same) > 1:
            raise Overtaken
