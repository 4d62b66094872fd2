"""Asks at a resolution what the customer said to it: one key, and the first answer is the quick one.

Where something is promised on the case it asks for that too: a promise stays open unless one says that it was kept.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.cases import Confirmation
from csops.services.case_closing import StillOpen
from csops.ui.cases.care_words import confirmation_words
from csops.ui.contacts.closing_words import open_words

KEYS = {Confirmation.NOT_ASKED: "E", Confirmation.CONFIRMED: "Y", Confirmation.NO_ANSWER: "N"}
"""The first is chosen already: the key that resolves, pressed twice, resolves without having asked."""
KEPT_KEY = "P"


class SolvedMenu(QMenu):
    """The three answers below a question. Choosing one resolves; Esc leaves the case as it is."""

    def __init__(self, parent: QWidget, *, resolve: Callable[[Confirmation, bool], object]) -> None:
        """Ask; `resolve` is told the answer, and whether what is promised was kept."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._asked = self.addAction(
            QCoreApplication.translate("SolvedMenu", "Did the customer confirm that it is solved?")
        )
        self._asked.setEnabled(False)
        self.setAccessibleName(self._asked.text())
        self._answers: dict[str, QAction] = {}
        self.kept = QAction(self)
        for confirmed, key in KEYS.items():
            action = self.addAction(f"{confirmation_words(confirmed)}\t{key}")
            action.triggered.connect(lambda _on=False, one=confirmed: resolve(one, self.kept.isChecked()))
            self._answers[key] = action
        self.addSeparator()
        self.addAction(self.kept)
        self.kept.setCheckable(True)
        self.kept.setVisible(False)

    def tell_open(self, found: StillOpen) -> None:
        """Say what is open on the cases, as soon as it is known."""
        self.tell(open_words(found, promises=False), promised=found.promises)

    def tell(self, unfinished: Sequence[str], *, promised: Sequence[str]) -> None:
        """Say above the question what else is open, which keeps nobody from resolving, and ask for what is promised."""
        for words in unfinished:
            said = QAction(words, self)
            said.setEnabled(False)
            self.insertAction(self._asked, said)
        if unfinished:
            self.insertSeparator(self._asked)
        self.setAccessibleName(". ".join((*unfinished, self._asked.text())))
        self.kept.setText(f"{_kept_words(promised)}\t{KEPT_KEY}")
        self.kept.setVisible(bool(promised))

    def open_at(self, place: QPoint) -> None:
        """Open it with the quick answer chosen."""
        self.setActiveAction(self._answers[KEYS[Confirmation.NOT_ASKED]])
        self.popup(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: each answer has its key."""
        action = self._answers.get(event.text().upper())
        is_tick = self.activeAction() is self.kept and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self.kept.isVisible() and (is_tick or event.text().upper() == KEPT_KEY):
            self.kept.toggle()
        elif action is None:
            super().keyPressEvent(event)
        else:
            self.close()
            action.trigger()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: the tick for promises is set without an answer."""
        if self.actionAt(event.position().toPoint()) is self.kept:
            self.kept.toggle()
        else:
            super().mouseReleaseEvent(event)


def _kept_words(promised: Sequence[str]) -> str:
    if len(promised) == 1:
        return QCoreApplication.translate("SolvedMenu", "The promise was kept: {what}").format(what=promised[0])
    return QCoreApplication.translate("SolvedMenu", "%Ln promises were kept", None, len(promised))
