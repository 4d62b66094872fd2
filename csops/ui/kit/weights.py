"""Weights that make 100: a line for one of them, their running sum, and the button that shares out the rest."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.ui.kit.controls import Button
from csops.ui.kit.fields import Line
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

WHOLE = 100.0
_NEAR = 1e-6
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


def weight_words(weight: float, formats: Formats) -> str:
    """Write a weight without decimals that say nothing: 15, 12.5."""
    digits = next((each for each in (0, 1) if round(weight, each) == weight), 2)
    return formats.number(weight, decimals=digits)


class WeightLine(Line):
    """A weight in per cent; Up and Down change it by one.

    Signals:
        stepped(int): by how much.
    """

    stepped = Signal(int)

    def __init__(self, themes: Themes) -> None:
        super().__init__(themes, unit="%")
        self.setMaxLength(6)

    def theme_changed(self) -> None:
        """Be as wide as the largest weight."""
        super().theme_changed()
        theme = self.themes.current
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("100") + theme.space(12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Up and Down are steps."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step and not self.isReadOnly():
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class WeightSum(QWidget):
    """Says what the weights make.

    Signals:
        share_wanted: what is left of 100 shall be shared out.
    """

    share_wanted = Signal()

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.text = Text(themes, font="bodyStrong", figures=True, wrap=True)
        self._mark = Picture(themes, "circle-check", size=16)
        self.share = Button(themes, tr("Share out the rest"), icon_name="split")
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=2)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.text, 1)
        row.addWidget(self.share)
        self.share.clicked.connect(self.share_wanted)

    def words(self) -> str:
        """Return what is said."""
        return self.text.words()

    def show_sum(self, total: float) -> None:
        """Show what the weights make."""
        said = tr("Weights make {sum} %").format(sum=weight_words(round(total, 2), self._formats))
        is_whole = abs(total - WHOLE) <= _NEAR
        if not is_whole:
            left = weight_words(abs(round(WHOLE - total, 2)), self._formats)
            more = tr("{said}: {left} are left") if total < WHOLE else tr("{said}: {left} too many")
            said = more.format(said=said, left=left)
        self._say(said, is_wrong=not is_whole)

    def complain(self, sentence: str) -> None:
        """Say what is wrong with all of them together."""
        self._say(sentence, is_wrong=True)

    def _say(self, sentence: str, *, is_wrong: bool) -> None:
        colour = "danger.text" if is_wrong else "success.text"
        self._mark.show_icon("circle-alert" if is_wrong else "circle-check", colour=colour)
        self.text.say(sentence, colour=colour)


def tr(text: str) -> str:
    """Translate a sentence about weights."""
    return QCoreApplication.translate("Weights", text)
