"""Calibrations as one operation keeps them; what undo may do to them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from csops.domain.calibration_rules import opened
from csops.domain.calibrations import Calibration, CalibrationState
from csops.domain.changes import Change, Kind
from csops.domain.errors import BlindNoLonger, HandledByAnother, OpenByNow, Overtaken
from csops.storage.contacts import contacts
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
            HandledByAnother: it would go on, and who handled its contact was changed since.
            BlindNoLonger: it would go on, and who is to rate could read of its contact meanwhile.
        """
        stored = self.find(change.record_id)
        if stored is not None and not stored.is_blind and (change.before is None or _is_blind(change.before)):
            raise OpenByNow
        super().put_back(change)
        back = self.find(change.record_id)
        if back is not None and opened(back, rated=self._who_rated(back), at=back.made_at) is not back:
            raise Overtaken
        goes_on = back is not None and back.state is CalibrationState.RATING
        if back is not None and goes_on and (stored is None or stored.is_called_off):
            self._check_whose(back)
            self._check_still_blind(back)

    def _check_whose(self, back: Calibration) -> None:
        whose = select(contacts.c.member_id).where(contacts.c.id == back.contact_id)
        if self._connection.execute(whose).scalar() not in (None, back.member_id):
            raise HandledByAnother

    def _check_still_blind(self, back: Calibration) -> None:
        """Raise BlindNoLonger where others rated the contact since a session was begun, or rate it in another one."""
        asked = {*back.reviewers} - {*back.excused}
        of_contact = self.where(contact_id=back.contact_id) if back.contact_id is not None else []
        others = [one for one in of_contact if one.id != back.id and not (one.is_called_off and one.is_blind)]
        again = any(asked & ({*one.reviewers} - {*one.excused}) for one in others)
        made = select(reviews.c.id).where(
            reviews.c.contact_id == back.contact_id,
            reviews.c.finished_at > back.made_at,
            reviews.c.session_id.is_distinct_from(back.id),
        )
        if again or self._connection.execute(made.limit(1)).first():
            raise BlindNoLonger

    def _who_rated(self, session: Calibration) -> list[int]:
        asked = select(reviews.c.reviewer_id).where(reviews.c.session_id == session.id)
        return list(self._connection.execute(asked).scalars())


def _is_blind(row: Mapping[str, Any]) -> bool:
    """Whether a session was blind (see `Calibration.is_blind`), as the journal keeps it."""
    called_off = CalibrationState.CALLED_OFF.value
    state = row.get("state")
    return state == CalibrationState.RATING.value or (state == called_off and row.get("opened_at") is None)
