"""The pages of a long table that are in memory: a few, those looked at last."""

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

PAGE_ROWS = 100
KEPT_PAGES = 40


class Pages:
    """Rows by number. A page that was outdated is still shown until its successor comes."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._outdated: set[int] = set()

    def record(self, row: int) -> Any | None:
        """Return the record of a row, or None if it is not here."""
        records = self._pages.get(row // PAGE_ROWS)
        index = row % PAGE_ROWS
        return records[index] if records is not None and index < len(records) else None

    def is_wanted(self, row: int) -> bool:
        """Whether the page of a row has to be fetched."""
        page = row // PAGE_ROWS
        return page not in self._pages or page in self._outdated

    def put(self, page: int, records: Sequence[Any]) -> None:
        """Keep a page that has come, and let go the one not looked at for longest."""
        self._pages[page] = records
        self._pages.move_to_end(page)
        self._outdated.discard(page)
        while len(self._pages) > KEPT_PAGES:
            gone, _ = self._pages.popitem(last=False)
            self._outdated.discard(gone)

    def outdate(self) -> None:
        """Fetch everything anew, but show what is here meanwhile."""
        self._outdated = set(self._pages)

    def drop_outdated(self) -> None:
        """Show nothing that is outdated any more."""
        for page in self._outdated:
            del self._pages[page]
        self._outdated = set()

    def cut(self, total: int) -> None:
        """Let go the pages that lie wholly behind the last row."""
        for page in [page for page in self._pages if page * PAGE_ROWS >= total]:
            del self._pages[page]
            self._outdated.discard(page)

    def rows(self) -> Iterator[tuple[int, Any]]:
        """Yield every row that is here with its record."""
        for page, records in self._pages.items():
            for index, record in enumerate(records):
                yield page * PAGE_ROWS + index, record

    def ids(self, first: int, last: int) -> list[Hashable] | None:
        """Return the ids of the records from row `first` to `last`, or None if one of them is not here."""
        found = [record.id for row in range(first, last + 1) if (record := self.record(row)) is not None]
        return found if len(found) == last - first + 1 else None
