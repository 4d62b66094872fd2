"""The way from a candidate to a decision: what may be decided now as a menu, then its form with the reason."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.decisions import Decision, possible
from csops.domain.openings import Application
from csops.services.comparison import Result, result_of
from csops.ui.desk import Desk
from csops.ui.hiring.compare.deciding import Deciding
from csops.ui.hiring.compare.words import decision_words
from csops.ui.kit.formats import Formats


class Moving(QObject):
    """Opens the menu of decisions on an application, and the form of the one that is chosen."""

    def __init__(self, desk: Desk, formats: Formats, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self.deciding = Deciding(desk, formats, over)
        self.menu: QMenu | None = None

    def open_menu(self, application: Application, at: QPoint) -> None:
        """Show what may be decided on an application, at a point of the screen; the likeliest is under the keys."""
        menu = self.menu_of(application)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.destroyed.connect(self._closed)
        self.menu = menu
        menu.popup(at)
        menu.setActiveAction(menu.actions()[0])

    def menu_of(self, application: Application) -> QMenu:
        """Return the menu of what may be decided on an application now, the likeliest first."""
        menu = QMenu(self._over)
        for decision in possible(application):
            menu.addAction(decision_words(decision, application), partial(self.decide, application, decision))
        return menu

    def decide(self, application: Application, decision: Decision) -> None:
        """Open the form of a decision, with the figures as they are now."""
        workspace = self._desk.workspace

        def open_form(found: Result) -> None:
            self.deciding.open(found.compared, decision)

        self._desk.ask(
            lambda: result_of(workspace, application_id=application.id), then=open_form, key=("decide", id(self))
        )

    def _closed(self) -> None:
        self.menu = None
