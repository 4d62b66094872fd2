"""Reviews as one operation keeps and asks for them."""

from sqlalchemy import Connection

from csops.domain.changes import Change, Kind
from csops.domain.reviews import Review
from csops.storage.blind_store import BlindStore
from csops.storage.quality import reviews


class ReviewStore(BlindStore[Review]):
    """Reviews: not everybody who meets a conflict may see what the other wrote."""

    def __init__(self, connection: Connection, *, changes: list[Change]) -> None:
        super().__init__(connection, table=reviews, record=Review, kind=Kind.REVIEW, changes=changes)
