"""Who may be the same person, said where one is being added or looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.candidates import Candidate
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

MOST = 3


class TwinsNote(QFrame):
    """Names those who may be the same; hidden while there is nobody.

    Signals:
        use_wanted(object): this Candidate is the one that is meant.
        merge_wanted(object): this Candidate and the one that is shown are to be made one.
    """

    use_wanted = Signal(object)
    merge_wanted = Signal(object)

    def __init__(self, themes: Themes, *, can_use: bool = False, can_merge: bool = False) -> None:
        super().__init__()
        self.themes, self._can_use, self._can_merge = themes, can_use, can_merge
        self.setProperty("kind", "sunken")
        self.buttons: list[Button] = []
        self._rows: QWidget | None = None
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, margins=(3, 2, 3, 2), gap=1)
        head = QHBoxLayout()
        Spacing(themes, head, gap=2)
        head.addWidget(Picture(themes, "users", colour="warning.text"))
        self.title = Text(themes, tr("May be the same person"), font="smallStrong", colour="warning.text")
        head.addWidget(self.title, 1)
        self._column.addLayout(head)
        self.hide()

    def show_twins(self, twins: Sequence[Candidate]) -> None:
        """Name these."""
        if self._rows is not None:
            self._column.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows, self.buttons = QWidget(), []
        rows = QVBoxLayout(self._rows)
        Spacing(self.themes, rows, gap=1)
        for twin in twins[:MOST]:
            rows.addLayout(self._row(twin))
        self._column.addWidget(self._rows)
        self.setAccessibleName(", ".join([self.title.words(), *(twin.name for twin in twins[:MOST])]))
        self.setVisible(bool(twins))

    def _row(self, twin: Candidate) -> QHBoxLayout:
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=2)
        said = " · ".join(filter(None, (twin.name, twin.email, twin.phone)))
        row.addWidget(ElidedText(self.themes, said), 1)
        if self._can_use:
            row.addWidget(self._button(tr("It is this one"), twin, self.use_wanted.emit))
        if self._can_merge:
            row.addWidget(self._button(tr("Merge…"), twin, self.merge_wanted.emit))
        return row

    def _button(self, said: str, twin: Candidate, run: object) -> Button:
        assert callable(run)
        button = Button(self.themes, said, compact=True)
        button.setAccessibleName(f"{said}: {twin.name}")
        button.clicked.connect(lambda: run(twin))
        self.buttons.append(button)
        return button
