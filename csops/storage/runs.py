"""New records whose ids follow each other, kept part by part: what an import brings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table

from csops.domain.changes import Change, Kind
from csops.storage.inserts import ready_rows
from csops.storage.journal import BATCH

_AT_ONCE = 8000


class Run:
    """Records of one kind, given by all their fields. Their ids are reserved; one journal row stands for all."""

    def __init__(self, connection: Connection, *, table: Table, kind: Kind, ids: range, changes: list[Change]) -> None:
        self._connection, self._table, self._kind, self._changes = connection, table, kind, changes
        self.ids = ids

    def keep(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Insert all of them, in the order of their ids. However many there are, few are held at a time."""
        left = iter(records)
        while some := list(islice(left, _AT_ONCE)):
            self.ready(some)()
        self.close()

    def ready(self, records: Sequence[Mapping[str, Any]]) -> Callable[[], None]:
        """Return what inserts some of them, made ready by now; close the run once all are there."""
        return ready_rows(self._connection, self._table, records)

    def close(self) -> Change | None:
        """Note that all are there, as one change; None when there are none."""
        if not self.ids:
            return None
        after: dict[str, object] = {"ids": [[self.ids.start, self.ids.stop - 1]]}
        change = Change(kind=self._kind, record_id=BATCH, before=None, after=after)
        self._changes.append(change)
        return change


def ranges(ids: Iterable[int]) -> list[list[int]]:
    """Return ids as runs of [first, last]: a hundred thousand new ids in a row are one pair."""
    runs: list[list[int]] = []
    for record_id in ids:
        if runs and record_id == runs[-1][1] + 1:
            runs[-1][1] = record_id
        else:
            runs.append([record_id, record_id])
    return runs
