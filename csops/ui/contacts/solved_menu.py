"""Asks at a resolution what the customer said to it: one key, and the first answer is the quick one."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.cases import Confirmation
from csops.ui.cases.care_words import confirmation_words

KEYS = {Confirmation.NOT_ASKED: "E", Confirmation.CONFIRMED: "Y", Confirmation.NO_ANSWER: "N"}
"""The first is chosen already: the key that resolves, pressed twice, resolves without having asked."""


class SolvedMenu(QMenu):
    """The three answers below a question. Choosing one resolves; Esc leaves the case as it is."""

    def __init__(self, parent: QWidget, *, resolve: Callable[[Confirmation], object]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question = QCoreApplication.translate("SolvedMenu", "Did the customer confirm that it is solved?")
        self.setAccessibleName(question)
        self.addAction(question).setEnabled(False)
        self._answers: dict[str, QAction] = {}
        for confirmed, key in KEYS.items():
            action = self.addAction(f"{confirmation_words(confirmed)}\t{key}")
            action.triggered.connect(lambda _on=False, one=confirmed: resolve(one))
            self._answers[key] = action

    def open_at(self, place: QPoint) -> None:
        """Open it with the quick answer chosen."""
        self.setActiveAction(self._answers[KEYS[Confirmation.NOT_ASKED]])
        self.popup(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: each answer has its key."""
        action = self._answers.get(event.text().upper())
        if action is None:
            super().keyPressEvent(event)
        else:
            self.close()
            action.trigger()
