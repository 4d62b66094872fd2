"""Which contacts a deed concerns: what is ticked, or else the current row, asked for where it is not loaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from csops.services.contact_pages import ContactPages
from csops.services.contact_seen import MOST_NOTED, Drift, SeenContacts
from csops.ui.desk import Desk, Said
from csops.ui.kit.table_editing import EditableTable
from csops.ui.kit.table_ticks import Ticks

T = TypeVar("T")


@dataclass(frozen=True)
class _Answer(Generic[T]):
    """What was found.

    Attributes:
        found: how many contacts.
        drift: how many came in and went since everything was ticked.
        are_gone: of those that were ticked one by one none is there any more.
        read: what was read of them; None where nothing shall be done.
    """

    found: int
    drift: Drift
    are_gone: bool
    read: T | None


class ChosenContacts(QObject):
    """Has them read, or says in one sentence why nothing is done to them."""

    def __init__(self, desk: Desk, view: EditableTable, *, pages: Callable[[], ContactPages]) -> None:
        super().__init__(view)
        self._desk, self._view, self._pages = desk, view, pages
        self._seen: SeenContacts | None = None
        view.table.ticked.connect(self._ticked)

    def read(
        self,
        read: Callable[[ContactPages, Sequence[int]], T],
        *,
        then: Callable[[T], object],
        most: int,
        too_many: str,
        key: str,
        only_seen: bool = True,
    ) -> None:
        """Read something of them in the background, in the order of the table.

        Args:
            read: what is wanted of their ids.
            then: what to do with it; not called where there is nothing, or too much.
            most: how many there may be.
            too_many: the sentence that says so, with a place for `{most}`.
            key: a newer question with the same key supersedes this one.
            only_seen: refuse where everything is ticked, but no longer what was there when it was ticked.
        """
        pages, order, ticks = self._pages(), self._view.table.order, self._ticks()
        ids, everything = [one for one in ticks.ids if isinstance(one, int)], ticks.everything
        seen = self._seen if everything and only_seen else None
        if not ids and not everything:
            return

        def answer() -> _Answer[T]:
            if seen is not None and seen.total > MOST_NOTED:
                return _Answer(seen.total, Drift(), False, None)
            found = pages.chosen(ids=ids, everything=everything, order=order, most=most + 1)
            # Compared afterwards: whoever came in before or between the two is noticed.
            drift = Drift() if seen is None else seen.drift(pages)
            is_fit = not drift and 0 < len(found) <= most
            return _Answer(len(found), drift, not everything and not found, read(pages, found) if is_fit else None)

        self._desk.ask(answer, then=partial(self._answered, then, most, too_many), key=key)

    def _answered(self, then: Callable[[T], object], most: int, too_many: str, answer: _Answer[T]) -> None:
        if answer.drift:
            self._view.table.set_ticks(Ticks())  # one click on the head ticks what is seen now
            self._refuse(self._drift_words(answer.drift))
        elif answer.found > most:
            self._refuse(too_many.format(most=self._view.locale().toString(most)))
        elif answer.are_gone:
            self._refuse(self.tr("These contacts have been removed meanwhile"))
        elif answer.read is not None:
            then(answer.read)

    def _drift_words(self, drift: Drift) -> str:
        if not drift.went:
            return self.tr("%Ln contacts came in meanwhile: tick again", "", drift.came)
        if not drift.came:
            return self.tr("%Ln contacts went meanwhile: tick again", "", drift.went)
        went = self._view.locale().toString(drift.went)
        return self.tr("%Ln contacts came in and {went} went meanwhile: tick again", "", drift.came).format(went=went)

    def _ticks(self) -> Ticks:
        ticks, record = self._view.table.ticks, self._view.current_record()
        if ticks.everything or ticks.ids or record is None:
            return ticks
        return Ticks(ids=frozenset({record.id}))

    def _ticked(self) -> None:
        """Note what one sees at the moment of ticking all of it."""
        table = self._view.table
        if not table.ticks.everything:
            self._seen = None
        elif self._seen is None or not table.ticks.ids:
            rows = (table.record(row) for row in range(min(table.rowCount(), MOST_NOTED)))
            shown = [row.id for row in rows if row is not None and isinstance(row.id, int)]  # no headings
            seen = self._seen = SeenContacts(total=table.record_count(), shown=shown)
            self._desk.ask(partial(seen.note, self._pages()), then=_noted, key="contacts.table.seen")

    def _refuse(self, words: str) -> None:
        self._desk.said.emit(Said(text=words, can_undo=False))


def _noted(_answer: None) -> None:
    """Nobody waits for it: the lane reads it before what a deed asks next."""
