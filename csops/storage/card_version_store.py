"""Versions of scorecards as one operation keeps them: what is published is never changed."""

from dataclasses import replace

from sqlalchemy import Connection

from csops.domain.changes import Change, Kind
from csops.domain.review_cards import CardState, CardVersion
from csops.storage.quality import card_versions
from csops.storage.store import Store
from csops.storage.uses import check_unused


class CardVersionStore(Store[CardVersion]):
    """Versions of scorecards. Scores stay comparable because a published one stays what it is."""

    def __init__(self, connection: Connection, *, changes: list[Change]) -> None:
        super().__init__(connection, table=card_versions, record=CardVersion, kind=Kind.CARD_VERSION, changes=changes)

    def update(self, record: CardVersion) -> CardVersion:
        """Keep a draft's new values, or raise ConflictError for a version that is published."""
        stored = self.get(record.id)
        if stored.state is CardState.PUBLISHED:
            raise self.conflict(record, stored, stored)
        return super().update(record)

    def put_back(self, change: Change) -> None:
        """Take a change back. Publishing can be taken back while nothing was made with the version, else StillUsed."""
        if change.before is None or change.after is None:
            super().put_back(change)
            return
        stored = self._unchanged_since(change.record_id, change.after)
        if stored.state is CardState.PUBLISHED:
            check_unused(self._connection, self._table, kind=self._kind, ids=[stored.id])
        super().update(replace(self.record(change.before), version=stored.version))
