"""What can be done about all that is kept of one candidate: handed over, kept longer, held, erased for good."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from csops.services.candidate_privacy import Kept, kept_of
from csops.ui.desk import Desk
from csops.ui.hiring.fairness.kept_acts import KeptActs
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats


class CandidateMenu(QObject):
    """Opens the menu over a page, for whoever runs the openings of the candidate."""

    def __init__(self, desk: Desk, formats: Formats, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._over = desk, over
        self.acts = KeptActs(desk, over, formats)

    def open(self, candidate_id: int, at: QPoint) -> None:
        """Read how long details are kept, and show the menu at a point of the screen."""
        workspace = self._desk.workspace

        def show(kept: Kept) -> None:
            menu = self.menu_of(kept)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

        self._desk.ask(lambda: kept_of(workspace, candidate_id=candidate_id), then=show, key=("kept", id(self)))

    def menu_of(self, kept: Kept) -> QMenu:
        """Return what can be done about what is kept; held details are not erased."""
        menu, held = QMenu(self._over), kept.candidate.hold
        menu.addAction(tr("Hand over all that is kept…"), lambda: self.acts.export(kept))
        longer = menu.addAction(tr("Keep longer…"), lambda: self.acts.keep(kept))
        menu.addAction(tr("Lift the hold") if held else tr("Hold…"), lambda: self.acts.hold_or_lift(kept))
        menu.addSeparator()
        erase = menu.addAction(tr("Erase for good…"), lambda: self.acts.erase([kept]))
        longer.setEnabled(kept.may_erase and not held)
        erase.setEnabled(kept.may_erase and not held)
        return menu
