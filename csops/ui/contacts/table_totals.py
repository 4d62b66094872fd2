"""What is said of all that the table of contacts shows: totals at its foot, a line for the top bar."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from csops.domain.lines import ContactTotals
from csops.domain.questions import Question
from csops.services import contacts
from csops.services.contact_pages import ContactPages
from csops.services.search import MOST_COUNTED
from csops.ui.contacts.table_columns import TableWords
from csops.ui.desk import Desk
from csops.ui.kit.table_foot import TotalsRow
from csops.ui.kit.tasks import Lane

TOTALS_AFTER_MS = 250  # whoever types on is not held up by totals of what stood there before


class TableTotals(QObject):
    """Asks for totals a moment after the question was asked.

    Signals:
        told(str, bool): how much is shown, in words, and whether the log is empty.
    """

    told = Signal(str, bool)

    def __init__(
        self, desk: Desk, row: TotalsRow, *, words: TableWords, pages: Callable[[], ContactPages], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._row, self._words, self._pages = desk, row, words, pages
        self._soon = QTimer(self, singleShot=True, interval=TOTALS_AFTER_MS)
        self._soon.timeout.connect(self._ask)

    def ask_soon(self) -> None:
        """Ask once nobody types any more."""
        self._soon.start()

    def counted(self, total: int) -> None:
        """Say at once what the count says already, until the totals themselves are here."""
        if total >= MOST_COUNTED and self._soon.isActive():
            self._row.show_totals(self.tr("1,000+ contacts"), {})

    def _ask(self) -> None:
        # Totals read everything that fits: in a lane of their own they never hold up the next key.
        pages, workspace = self._pages(), self._desk.workspace

        def read() -> tuple[ContactTotals, int]:
            return pages.totals(), contacts.count_contacts(workspace, question=Question())

        self._desk.ask(read, then=self._show, key="contacts.table.totals", lane=Lane.LONG_READS)

    def _show(self, found: tuple[ContactTotals, int]) -> None:
        totals, everything = found
        formats = self._words.formats
        shown = formats.number(totals.contacts)
        figures = {
            "handle_time": self._words.mean(totals.handle_time, totals.with_handle_time),
            "answered_after": self._words.mean(totals.answered_after, totals.with_answer),
        }
        self._row.show_totals(self.tr("%Ln contacts", "", totals.contacts), figures)
        said = self.tr("{all} in all, {shown} shown").format(all=formats.number(everything), shown=shown)
        self.told.emit(said, everything == 0)
