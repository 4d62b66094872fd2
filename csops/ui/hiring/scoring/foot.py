"""Below the form: the skill before and after, when the draft was kept, and Submit."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.marks import Picture, painter_on
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.toast import FLOOR


class ScoreFoot(QWidget):
    """The ways on. While skills are open the next one is the main way, then Submit."""

    def __init__(self, themes: Themes, shortcuts: Shortcuts) -> None:
        super().__init__()
        self.themes = themes
        keys = shortcuts.keys
        self.back = Button(themes, tr("Back"), icon_name="arrow-left", keys=keys("skill_before"), show_keys=True)
        self._mark = Picture(themes, "circle-check", size=14, colour="success.text")
        self.state = ElidedText(themes, font="small", colour="text.secondary", figures=True)
        self.submit = Button(themes, tr("Submit"), keys=keys("save"), show_keys=True)
        self.next = Button(themes, tr("Next skill"), role=Role.PRIMARY, keys=keys("skill_next"), show_keys=True)
        self.beside = Button(themes, "", icon_name="panel-right", role=Role.GHOST)
        self.beside.setCheckable(True)
        self.beside.setToolTip(tr("What it says so far, the others, note and papers"))
        self.setObjectName(FLOOR)
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(8, 3, 8, 3), gap=2)
        row.addWidget(self.back)
        row.addSpacing(themes.current.space(2))
        row.addWidget(self._mark)
        row.addWidget(self.state, 1)
        row.addWidget(self.beside)
        row.addWidget(self.submit)
        row.addWidget(self.next)
        self.say("")
        themes.changed.connect(self.update)

    def say(self, sentence: str, *, is_safe: bool = True) -> None:
        """Say whether what was typed is kept."""
        self.state.say(sentence)
        self._mark.setVisible(bool(sentence))
        self._mark.show_icon(
            "circle-check" if is_safe else "circle-dashed", colour="success.text" if is_safe else "text.secondary"
        )

    def set_narrow(self, is_narrow: bool) -> None:
        """Offer what does not stand beside; its room comes from the keys, which the tooltip names too."""
        self.beside.setVisible(is_narrow)
        self.back.set_keys_shown(not is_narrow)

    def show_fit(self, fit: float | None) -> None:
        """Show what the form says so far, where it does not stand beside it."""
        said = Formats().share(None if fit is None else fit / 100)
        self.beside.setText(said)
        self.beside.setAccessibleName(tr("What it says so far: {fit}").format(fit=said))
        self.beside.theme_changed()

    def show_place(self, *, first: bool, last: bool, done: bool, changing: bool, is_open: bool) -> None:
        """Show which ways are open from the skill in front."""
        self.back.setEnabled(not first)
        self.next.setEnabled(not last)
        self.submit.setEnabled(is_open)
        self.submit.setText(tr("Submit the change") if changing else tr("Submit"))
        self.submit.setAccessibleName(self.submit.text())
        self.submit.role, self.next.role = (Role.PRIMARY, Role.PLAIN) if done or last else (Role.PLAIN, Role.PRIMARY)
        for button in (self.submit, self.next):
            button.theme_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground and the line above."""
        theme, painter = self.themes.current, painter_on(self)
        painter.fillRect(self.rect(), theme.colour("bg.surface"))
        painter.fillRect(QRect(0, 0, self.width(), theme.stroke("hairline")), theme.colour("border.subtle"))
