"""Rows that a page has read already, few enough to be sorted in memory: what a table asks them for."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from csops.ui.kit.table_cells import Column, Heading, HeadingId, Order, by_key


class HeldRows:
    """Rows for a table, in groups where `group` is given: records of one group follow each other under a heading.

    `group(record)` gives the key of its group; `words(key)` what its heading says; groups come in the order of `keys`.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        keys: Sequence[str] = (),
        group: Callable[[Any], str] | None = None,
        words: Callable[[str], str] = str,
        number: Callable[[int], str] = str,
    ) -> None:
        self._columns = by_key(columns)
        self._keys, self._group, self._words, self._number = tuple(keys), group, words, number
        self._records: tuple[Any, ...] = ()
        self.folded: frozenset[Hashable] = frozenset()

    def hold(self, records: Iterable[Any]) -> None:
        """Hold these records in place of those before."""
        self._records = tuple(records)

    def records(self) -> int:
        """Return how many records there are, folded away or not."""
        return len(self._records)

    def count(self) -> int:
        """Return how many rows are shown, headings among them."""
        return len(self._rows(()))

    def fetch(self, offset: int, limit: int, order: Order) -> list[Any]:
        """Return some rows in an order."""
        return self._rows(order)[offset : offset + limit]

    def fold(self, heading: Heading) -> None:
        """Fold a group, or unfold it."""
        self.folded ^= {heading.id}

    def fold_all(self, away: bool) -> None:
        """Fold all groups, or unfold them."""
        self.folded = frozenset(HeadingId(key) for key in self._keys) if away else frozenset()

    def _rows(self, order: Order) -> list[Any]:
        records = list(self._records)
        for key, is_descending in reversed(order):
            column = self._columns[key]
            known = [one for one in records if column.value(one) is not None]
            unknown = [one for one in records if column.value(one) is None]
            records = [*sorted(known, key=lambda one: _key(column.value(one)), reverse=is_descending), *unknown]
        return records if self._group is None else self._grouped(records, self._group)

    def _grouped(self, records: Sequence[Any], group: Callable[[Any], str]) -> list[Any]:
        rows: list[Any] = []
        for key in self._keys:
            mine = [one for one in records if group(one) == key]
            if mine:
                heading_id = HeadingId(key)
                is_open = heading_id not in self.folded
                number = self._number(len(mine))
                rows.append(Heading(id=heading_id, words=self._words(key), number=number, is_open=is_open))
                rows += mine if is_open else []
        return rows


def _key(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
