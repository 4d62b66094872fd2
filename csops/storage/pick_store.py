"""Places in queues of reviews as one operation keeps them; what undo may do to them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from csops.domain.changes import Change, Kind
from csops.domain.errors import HandledByAnother
from csops.domain.review_samples import Pick, PickState
from csops.storage.contacts import contacts
from csops.storage.linked_store import LinkedStore
from csops.storage.quality import picks

_OPEN = PickState.OPEN.value


class PickStore(LinkedStore[Pick]):
    """Places in queues. None waits for the review of somebody who did not handle its contact."""

    def __init__(self, connection: Connection, *, changes: list[Change]) -> None:
        super().__init__(connection, table=picks, record=Pick, kind=Kind.PICK, changes=changes)

    def put_back(self, change: Change) -> None:
        """Bring back what was before a change.

        Raises:
            HandledByAnother: it would wait again, and who handled its contact was changed since. ConflictError.
        """
        super().put_back(change)
        # Where it waited all along it went with its contact, and comes back with it.
        left = {one["id"] for one in _rows(change.after) if one["state"] == _OPEN}
        back = [one["id"] for one in _rows(change.before) if one["state"] == _OPEN and one["id"] not in left]
        others = select(picks.c.id).join(contacts, contacts.c.id == picks.c.contact_id)
        others = others.where(picks.c.id.in_(back), contacts.c.member_id != picks.c.member_id)
        if back and self._connection.execute(others.limit(1)).first():
            raise HandledByAnother


def _rows(side: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """Return the rows of one side of a change, be it of one record or of a batch."""
    if side is None or "ids" in side:  # only the numbers stand there of what was made
        return []
    rows: list[Mapping[str, Any]] = side.get("rows", [side])
    return rows
