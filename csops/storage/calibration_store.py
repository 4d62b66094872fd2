"""Calibrations as one operation keeps them; what undo may do to them."""

from sqlalchemy import Connection, select

from csops.domain.calibration_rules import opened
from csops.domain.calibrations import Calibration, CalibrationState
from csops.domain.changes import Change, Kind
from csops.domain.errors import OpenByNow, Overtaken
from csops.storage.linked_store import LinkedStore
from csops.storage.quality import calibrations, reviews


class CalibrationStore(LinkedStore[Calibration]):
    """Calibrations. Once the ratings were open to all, nothing makes them blind again."""

    def __init__(self, connection: Connection, *, changes: list[Change]) -> None:
        super().__init__(connection, table=calibrations, record=Calibration, kind=Kind.CALIBRATION, changes=changes)

    def put_back(self, change: Change) -> None:
        """Bring back what was before a change.

        Raises:
            OpenByNow: ratings were seen since.
            Overtaken: everybody else has rated, so that the ratings would never open.
        """
        stored = self.find(change.record_id)
        rating = CalibrationState.RATING.value
        would_be_blind = change.before is None or change.before.get("state") == rating
        if stored is not None and stored.state is not CalibrationState.RATING and would_be_blind:
            raise OpenByNow
        super().put_back(change)
        back = self.find(change.record_id)
        if back is not None and opened(back, rated=self._who_rated(back), at=back.made_at) is not back:
            raise Overtaken

    def _who_rated(self, session: Calibration) -> list[int]:
        asked = select(reviews.c.reviewer_id).where(reviews.c.session_id == session.id)
        return list(self._connection.execute(asked).scalars())
