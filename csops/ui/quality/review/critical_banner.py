"""A critical error on top of the scorecard: what it is, and a way to take it away again."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture, box, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.wording import tr


class CriticalBanner(QWidget):
    """Shown while there is a critical error.

    Signals:
        remove_wanted: the ratings that are critical errors shall be taken away.
    """

    remove_wanted = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.themes = themes
        self.text = Text(themes, font="bodyStrong", colour="danger.text", wrap=True)
        self.remove = Button(themes, tr("Remove"), role=Role.LINK, compact=True)
        self.remove.setToolTip(tr("Take the rating away that is a critical error"))
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(4, 2, 4, 2), gap=2)
        row.addWidget(Picture(themes, "circle-alert", colour="danger.text"))
        row.addWidget(self.text, 1)
        row.addWidget(self.remove)
        self.remove.clicked.connect(self.remove_wanted)
        self.hide()

    def show_errors(self, names: Sequence[str], *, is_open: bool) -> None:
        """Show these errors; nothing where there are none."""
        said = tr("Critical: {names}").format(names=", ".join(names)) if names else ""
        if said and said != self.text.words():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        self.text.say(said)
        self.setAccessibleName(said)
        self.remove.setVisible(is_open)
        self.setVisible(bool(names))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the soft ground."""
        theme = self.themes.current
        fill, radius = theme.colour("danger.soft"), theme.radius("card")
        box(painter_on(self), QRectF(self.rect()), radius=radius, fill=fill, edge=None, width=0)
