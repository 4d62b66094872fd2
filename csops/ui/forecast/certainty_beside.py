"""Works out how certain the people of a plan are, in a process of its own: a slider never waits for it."""

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from csops.services.certainty import Certain
from csops.services.staffing import Plan
from csops.ui.desk import Desk
from csops.ui.forecast import certainty_words
from csops.ui.forecast.certainty_dialog import CertaintyDialog
from csops.ui.forecast.wording import tr
from csops.ui.forecast.work import how_certain
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import Lane

_QUIET_MS = 250  # a hand on a slider rests for longer once it has found what it sought


class CertaintyBeside(QObject):
    """Fills the link of the panel and opens the table behind it."""

    def __init__(self, desk: Desk, link: Button, formats: Formats, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._link, self._formats, self._page = desk, link, formats, page
        self._plan: Plan | None = None
        self._as_today = True
        self.found: Certain | None = None
        self.dialog: CertaintyDialog | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_QUIET_MS)
        self._later.timeout.connect(self._work_out)
        link.clicked.connect(self.open)
        link.setEnabled(False)

    def show_plan(self, plan: Plan, *, as_today: bool) -> None:
        """Work out how certain this plan is, when nothing newer comes for a moment."""
        self._plan, self._as_today = plan, as_today
        self._later.start()

    def open(self) -> None:
        """Show what more certainty takes."""
        if self.found is None or self._plan is None:
            return
        outlook = self._plan.outlook
        words = certainty_words.table(self.found, outlook, self._formats, outlook.shop.currency)
        self.dialog = CertaintyDialog(self._desk.themes, self._page.window(), words)
        self.dialog.closed.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _work_out(self) -> None:
        if self._plan is not None:
            self._desk.tasks.run(
                Lane.PROCESS,
                partial(how_certain, self._plan, self._as_today),
                then=self._show,
                key=("certain", id(self)),
            )

    def _show(self, found: Certain) -> None:
        self.found = found
        self._link.setText(certainty_words.link(found, self._formats))
        self._link.setAccessibleName(tr("How certain: {words}").format(words=self._link.text()))
        self._link.setEnabled(True)
