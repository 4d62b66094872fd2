"""Whose contacts are drawn: everybody's, or those of some people, each with a box."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csops.ui.desk import Desk
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.wording import tr

_COLUMNS = 2
"""Names stand beside each other in so many."""


class PeopleChoice(QWidget):
    """Everybody, or the people who are ticked; without any of them it is everybody again.

    Where one reviews alone it is everybody but them, for nobody reviews their own.

    Signals:
        changed: others are asked for.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        themes = desk.themes
        self.everybody = CheckBox(themes, tr("Everybody"))
        self.everybody.setChecked(True)
        self._all_ids = tuple(one.id for one in desk.team.members)
        self._names = {one.id: one.name for one in desk.team.members}
        self._alone: int | None = None
        self.boxes = {one.id: CheckBox(themes, one.name) for one in desk.team.members if one.active}
        grid = QGridLayout(self)
        Spacing(themes, grid, gap=1, across=3)
        grid.addWidget(self.everybody, 0, 0, 1, _COLUMNS)
        for place in range(_COLUMNS):
            grid.setColumnStretch(place, 1)
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, 1 + place // _COLUMNS, place % _COLUMNS)
            box.toggled.connect(self._chosen)
        self.everybody.toggled.connect(self._all)

    def members(self) -> tuple[int, ...]:
        """Return the people whose contacts are drawn; none: everybody's."""
        return self._ticked() or tuple(key for key in self._all_ids if self._alone is not None and key != self._alone)

    def leave_out(self, alone: int | None) -> None:
        """Mean everybody but the one who reviews alone; None: several review."""
        self._alone = alone
        name = self._names.get(alone or 0, "")
        said = tr("Everybody but {name}, who reviews alone").format(name=name)
        self.everybody.setText(said if name else tr("Everybody"))

    def _ticked(self) -> tuple[int, ...]:
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def _chosen(self) -> None:
        with QSignalBlocker(self.everybody):
            self.everybody.setChecked(not self._ticked())
        self.changed.emit()

    def _all(self) -> None:
        """Everybody is nobody by name; that nobody is asked for there is not."""
        for box in self.boxes.values():
            with QSignalBlocker(box):
                box.setChecked(False)
        with QSignalBlocker(self.everybody):
            self.everybody.setChecked(True)
        self.changed.emit()
