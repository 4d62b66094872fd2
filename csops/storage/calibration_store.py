"""Calibrations as one operation keeps them; what undo may do to them."""

from sqlalchemy import Connection

from csops.domain.calibrations import Calibration, CalibrationState
from csops.domain.changes import Change, Kind
from csops.domain.errors import Overtaken
from csops.storage.linked_store import LinkedStore
from csops.storage.quality import calibrations


class CalibrationStore(LinkedStore[Calibration]):
    """Calibrations. Once the ratings were open to all, nothing makes them blind again."""

    def __init__(self, connection: Connection, *, changes: list[Change]) -> None:
        super().__init__(connection, table=calibrations, record=Calibration, kind=Kind.CALIBRATION, changes=changes)

    def put_back(self, change: Change) -> None:
        """Bring back what was before a change, or raise Overtaken where ratings were seen since."""
        stored = self.find(change.record_id)
        rating = CalibrationState.RATING.value
        would_be_blind = change.before is None or change.before.get("state") == rating
        if stored is not None and stored.state is not CalibrationState.RATING and would_be_blind:
            raise Overtaken
        super().put_back(change)
